"""A citation is judged on the day of the check, and in a document with a date also as of that date."""

from __future__ import annotations

from datetime import date

import pytest

from ropa.check import check
from ropa.rules import Choice, catalogue
from ropa.rules.rule import Example
from tests.rules.lay import laid

DEAD = Choice("auditor", select=("CIT002",))
CITED = """
    dated_on: {dated_on}
    claims:
      - id: partners
        type: legal_citation
        section: newsletter
        text: {{da: Vi giver oplysninger videre.}}
        value: databeskyttelsesloven § 13, stk. 2
        activities: [havnens-cykler/newsletter]
"""


@pytest.mark.parametrize(
    ("today", "dated_on", "is_dead"),
    [
        (date(2023, 12, 31), "2023-12-01", False),
        (date(2024, 1, 1), "2023-12-01", True),
        (date(2023, 12, 1), "2024-01-01", True),
    ],
)
def test_the_day_and_the_date_of_the_document_decide_which_law_holds(today: date, dated_on: str, is_dead: bool) -> None:
    example = Example(CITED.format(dated_on=dated_on), file="documents/havnens-privacy.yaml")

    found = check(laid(catalogue()["CIT002"], example), today, DEAD)

    assert [finding.pointer for finding in found] == (["/claims/18/value"] if is_dead else [])

"""What is told beside the rules is explained as they are, and faults of form say that they are always told."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from ropa import report
from ropa.check import check
from ropa.cli import ropa
from ropa.findings import RopaError
from ropa.rules import Choice, catalogue, choose
from ropa.rules.explain import FAMILIES, as_markdown
from ropa.rules.rule import Explained
from ropa.rules.standing import STANDING
from tests.register.fictional import TODAY
from tests.rules.lay import laid

standing = pytest.mark.parametrize("item", STANDING, ids=lambda item: item.code)


def codes(item: Explained, outcome: str) -> set[str]:
    register = laid(item, item.bad if outcome == "bad" else item.good)
    assert register.findings == ()
    return {finding.code for finding in check(register, TODAY, Choice("auditor"))}


@standing
def test_what_breaks_it_raises_that_code_and_what_keeps_it_nothing(item: Explained) -> None:
    assert (codes(item, "bad"), codes(item, "good")) == ({item.code}, set())


@standing
def test_it_is_explained_and_called_as_the_finding_is(item: Explained) -> None:
    found = next(f for f in check(laid(item, item.bad), TODAY, Choice("auditor")))

    assert (found.name, found.severity) == (item.name, item.severity)
    assert item.code not in catalogue() and item.family in FAMILIES
    for words in (item.da, item.en):
        assert all(text.endswith((".", "?")) for text in (words.checks, words.why, words.fix, words.wrong_when))


@standing
def test_the_command_and_code_scanning_tell_it(item: Explained) -> None:
    done = CliRunner().invoke(ropa, ["rule", item.code])
    log = json.loads(report.sarif(check(laid(item, item.bad), TODAY, Choice("auditor")), "da"))
    described = log["runs"][0]["tool"]["driver"]["rules"][0]

    assert done.exit_code == 0 and item.da.why in done.stdout
    assert described["fullDescription"]["text"] == item.da.checks and item.da.fix in described["help"]["markdown"]


def test_what_an_example_leaves_out_is_said() -> None:
    gap = next(item for item in STANDING if item.code == "GAP002")

    assert "## Forkert\n\nUden: profilering\n\n## Rigtigt\n\n```yaml\nprofiling: none\n```" in as_markdown(gap, "da")
    assert "Without: third-country transfers\n\n```yaml\n" in as_markdown(catalogue()["ART009"], "en")


@pytest.mark.parametrize("code", ["SCH001", "YML001", "GRA001", "IDS003", "REF002", "SCH"])
def test_a_fault_of_form_is_said_to_be_always_told(code: str) -> None:
    with pytest.raises(RopaError) as selected:
        choose(Choice(), None, (code,), None, None)
    asked = CliRunner().invoke(ropa, ["rule", code]).exception

    assert isinstance(asked, RopaError) and asked.message == selected.value.message
    assert f"{code} er ingen regel, men en fejl i form" in asked.message.da and "bliver altid fortalt" in asked.message.da


def test_the_list_of_rules_ends_with_what_is_told_beside_them() -> None:
    shown = CliRunner().invoke(ropa, ["rules"]).stdout

    assert shown.index(f"{len(catalogue())} regler") < shown.index("Fortalt sammen med reglerne") < shown.index("GAP001  ") < shown.index("YML     ")

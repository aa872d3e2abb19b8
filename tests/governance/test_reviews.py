"""What is due for review on a day, and what a review writes."""

from datetime import date

import pytest

from ropa.files import Files
from ropa.governance import find_due, review_fields
from ropa.governance.reviews import next_on
from ropa.register import Register, assemble

TODAY = date(2026, 11, 22)
ACTIVITY = "id: {id}\ntitle: {{da: X}}\norganisation: kiosk\nrole: controller\nrecord: draft\n"
AGREEMENT = "id: {id}\norganisation: kiosk\nparty: host\n"


def kiosk(**records: str) -> Register:
    """A register with these activities, and agreements where the name begins with `with`."""
    files = {"register.yaml": "schema_version: 2\ntitle: {da: X}\n", "parties/host.yaml": "id: host\nname: Host\nkinds: [processor]\n"}
    for name, text in records.items():
        is_agreement = name.startswith("with")
        folder, head = ("agreements", AGREEMENT) if is_agreement else ("activities", ACTIVITY)
        files[f"{folder}/kiosk/{name}.yaml"] = head.format(id=name) + text
    register = assemble(Files({file: text.encode() for file, text in files.items()}))
    assert [broken.file for broken in register.broken if broken.kind != "party"] == []
    return register


def due(register: Register, organisation: str = "") -> list[tuple[str, str, str]]:
    return [(d.entry.id, d.state, str(d.on or "")) for d in find_due(register, TODAY, organisation)]


@pytest.mark.parametrize(
    ("review", "found"),
    [
        ("", ("never", "")),
        ("review: {interval_months: 12}\n", ("never", "")),
        ("review: {last_on: 2025-11-21}\n", ("overdue", "2026-11-21")),
        ("review: {last_on: 2025-11-22}\n", ("soon", "2026-11-22")),
        ("review: {last_on: 2026-01-21}\n", ("soon", "2027-01-21")),
        ("review: {last_on: 2026-01-22}\n", None),
        ("review: {last_on: 2026-05-01, interval_months: 6}\n", ("overdue", "2026-11-01")),
        ("review: {last_on: 2026-08-31, interval_months: 3}\n", ("soon", "2026-11-30")),
        ("review: {last_on: 2020-01-01, next_on: 2028-01-01}\n", None),
        ("review: {next_on: 2026-11-21}\n", ("overdue", "2026-11-21")),
        ("review: {last_on: 2026-11-01, next_on: 2026-10-01}\n", None),
        ("review: {last_on: 9999-06-01}\n", None),
        ("until: 2026-11-21\n", None),
        ("until: 2026-11-22\n", ("never", "")),
    ],
)
def test_an_activity_is_due_by_the_agreed_day_or_its_interval(review: str, found: tuple[str, str] | None) -> None:
    assert due(kiosk(a=review)) == ([("a", *found)] if found else [])


@pytest.mark.parametrize(
    ("agreement", "found"),
    [
        ("type: data_processing\n", "never"),
        ("type: data_processing\nsupervision: {last_on: 2025-01-01}\n", "overdue"),
        ("type: data_processing\nsupervision: {last_on: 2026-11-01}\n", ""),
        ("type: data_processing\nexpires_on: 2026-11-21\n", ""),
        ("type: joint_controllership\n", ""),
        ("type: none\n", ""),
        ("type: joint_controllership\nsupervision: {next_on: 2026-12-01}\n", "soon"),
    ],
)
def test_an_agreement_is_due_for_supervision(agreement: str, found: str) -> None:
    assert [state for _, state, _ in due(kiosk(withhost=agreement))] == ([found] if found else [])


def test_the_most_overdue_come_first_and_the_never_reviewed_last() -> None:
    register = kiosk(
        a="", b="review: {next_on: 2026-12-01}\n", c="review: {next_on: 2026-11-01}\n", d="review: {next_on: 2026-01-01}\n",
        withhost="type: data_processing\nsupervision: {next_on: 2026-06-01}\n",
    )

    assert [key for key, _, _ in due(register)] == ["d", "withhost", "c", "b", "a"]


def test_one_organisation_can_be_chosen() -> None:
    assert (due(kiosk(a=""), "kiosk"), due(kiosk(a=""), "bakery")) == ([("a", "never", "")], [])


@pytest.mark.parametrize(
    ("review", "agreed", "written"),
    [
        ({}, None, None),
        ({}, date(2027, 3, 1), "2027-03-01"),
        ({"interval_months": 6}, None, None),
        ({"next_on": "2026-11-22"}, None, "2027-11-22"),
        ({"next_on": "2026-01-01", "interval_months": 6}, None, "2027-05-22"),
        ({"next_on": "2027-02-01"}, None, None),
        ({"next_on": "2027-02-01"}, date(2027, 3, 1), "2027-03-01"),
    ],
)
def test_a_review_states_the_next_day_only_when_somebody_agreed_one(
    review: dict[str, object], agreed: date | None, written: str | None
) -> None:
    fields = review_fields(review, TODAY, "boss", agreed)

    assert fields == {"last_on": "2026-11-22", "by_role": "boss"} | ({"next_on": written} if written else {})
    assert (next_on({**review, **fields}) or TODAY) > TODAY

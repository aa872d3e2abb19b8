"""What was confirmed has a digest, and a confirmed record that says something else since is told."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from ropa.check import check
from ropa.files import Files
from ropa.findings import Finding
from ropa.governance import digest_of
from ropa.register import Register, assemble
from ropa.rules import Choice

VALUE: Mapping[str, Any] = {"id": "sale", "title": {"da": "Sålg"}, "kinds": ["sales", "other"], "record": "draft"}
ACTIVITY = "id: sale\ntitle: {da: Salg}\norganisation: kiosk\nrole: controller\nrecord: confirmed\n"
CONFIRMED = "confirmed: {on: 2026-01-31, by_role: owner, evidence: minutes}\n"
TODAY = date(2026, 11, 22)
EVIDENCE = "id: minutes\norganisation: kiosk\ntype: confirmation\non: 2026-01-31\n"


def kiosk(activity: str, evidence: str) -> Register:
    files = {
        "activities/kiosk/sale.yaml": activity,
        "evidence/kiosk/minutes.yaml": evidence,
        "organisations/kiosk.yaml": "id: kiosk\nname: Kiosken\nroles: [{id: owner, label: {da: Ejeren}}]\n",
        "register.yaml": "schema_version: 2\ntitle: {da: X}\n",
    }
    register = assemble(Files({file: text.encode() for file, text in files.items()}))
    assert register.broken == ()
    return register


def confirmed_as(activity: str) -> str:
    """Evidence of an activity as it is in this text."""
    entry = kiosk(activity, EVIDENCE).get("activity", "kiosk/sale")
    assert entry is not None
    return f"{EVIDENCE}activities: [kiosk/sale]\ndigest: {digest_of(entry.value)}\n"


def told(register: Register) -> list[Finding]:
    """What is told of a record that has changed since it was confirmed."""
    return [finding for finding in check(register, TODAY, Choice(select=("CNF",))) if finding.code == "CNF001"]


def test_the_digest_is_that_of_sorted_json_without_white_space() -> None:
    written = '{"id":"sale","kinds":["sales","other"],"title":{"da":"Sålg"}}'

    assert digest_of(VALUE) == "sha256:" + hashlib.sha256(written.encode()).hexdigest()


@pytest.mark.parametrize(
    "other",
    [{"record": "confirmed"}, {"confirmed": {"on": "2026-01-31"}}, {"review": {"last_on": "2026-01-31"}}],
)
def test_confirming_and_reviewing_leave_the_digest(other: Mapping[str, Any]) -> None:
    assert digest_of({**other, **{name: VALUE[name] for name in reversed(VALUE)}, **other}) == digest_of(VALUE)


@pytest.mark.parametrize(
    "other", [{"kinds": ["other", "sales"]}, {"title": {"da": "Salg"}}, {"notes": []}, {"deviations": [{"rule": "RET003"}]}]
)
def test_every_other_change_changes_the_digest(other: Mapping[str, Any]) -> None:
    assert digest_of({**VALUE, **other}) != digest_of(VALUE)


def test_a_record_that_says_what_was_confirmed_is_not_told() -> None:
    text = ACTIVITY + CONFIRMED
    rewritten = CONFIRMED + "review: {last_on: 2026-02-01}\n# changed\n" + ACTIVITY.replace("{da: Salg}", "\n  da: 'Salg'")

    assert told(kiosk(text, confirmed_as(text))) == []
    assert told(kiosk(rewritten, confirmed_as(text))) == []


def test_a_record_that_has_changed_is_told_at_its_confirmation() -> None:
    text = ACTIVITY + CONFIRMED
    found = told(kiosk(text.replace("Salg", "Køb"), confirmed_as(text)))

    assert [(f.code, f.severity, f.span.file, f.span.line, f.pointer) for f in found] == [
        ("CNF001", "warning", "activities/kiosk/sale.yaml", 6, "/confirmed")
    ]
    assert found[0].hint is not None and "ropa confirm kiosk/sale" in found[0].hint.da


@pytest.mark.parametrize(
    ("activity", "evidence"),
    [
        (ACTIVITY + CONFIRMED, EVIDENCE),
        (ACTIVITY + CONFIRMED, f"{EVIDENCE}digest: sha256:{'0' * 64}\n"),
        (ACTIVITY + CONFIRMED.replace(", evidence: minutes", ""), f"{EVIDENCE}activities: [kiosk/sale]\ndigest: sha256:{'0' * 64}\n"),
        (ACTIVITY.replace("confirmed", "draft"), f"{EVIDENCE}activities: [kiosk/sale]\ndigest: sha256:{'0' * 64}\n"),
    ],
)
def test_without_a_digest_of_this_confirmation_nobody_can_tell(activity: str, evidence: str) -> None:
    assert told(kiosk(activity, evidence)) == []

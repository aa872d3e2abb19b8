"""A section of a document on which nothing in the register rests is told, at its place, and stops nothing."""

import pytest

from ropa.check import check
from ropa.files import Files
from ropa.findings import Finding
from ropa.register import Register, assemble
from ropa.rules import Choice

from .register.fictional import TODAY, changed, fictional, text_of

POLICY = """\
id: policy
title: {da: Politik}
organisation: kiosk
sections:
  - {id: top, heading: Salg}
  - {id: middle, heading: Kunder, parent: top}
  - id: leaf
    heading: Kvitteringer
    parent: middle
  - {id: alone, heading: Velkommen}
"""
ACTIVITY = "id: sale\ntitle: {da: Salg}\norganisation: kiosk\nrole: controller\nrecord: draft\n"


def kiosk(activity: str = "", policy: str = "", **others: str) -> Register:
    files = {
        "activities/kiosk/sale.yaml": ACTIVITY + activity,
        "documents/policy.yaml": POLICY + policy,
        "organisations/kiosk.yaml": "id: kiosk\nname: Kiosken\n",
        "register.yaml": "schema_version: 2\ntitle: {da: X}\n",
        **others,
    }
    return assemble(Files({file: text.encode() for file, text in sorted(files.items())}))


def told(register: Register) -> list[Finding]:
    return [finding for finding in check(register, TODAY, Choice(select=("DOC001",))) if finding.code == "DOC001"]


def unused(register: Register) -> list[str]:
    return [finding.pointer.removeprefix("/sections/") for finding in told(register)]


def test_a_register_that_uses_every_section_is_told_nothing() -> None:
    assert told(fictional()) == []


def test_a_section_without_use_is_told_at_its_place() -> None:
    file = "documents/nordlys-staff.yaml"
    text = text_of(file) + "  - id: sickness\n    heading: Når du er syg\n"
    found = told(changed(file, text))

    assert [(f.code, f.severity, f.gates, f.span.file, f.pointer) for f in found] == [
        ("DOC001", "info", False, file, "/sections/3")
    ]
    assert text.split("\n")[found[0].span.line - 1] == "  - id: sickness"
    assert ("»Når du er syg«" in found[0].message.da, "“Når du er syg”" in found[0].message.en) == (True, True)


def test_the_check_tells_of_it_unless_it_is_ignored() -> None:
    codes = [{finding.code for finding in check(kiosk(), TODAY, choice)} for choice in (Choice(), Choice(ignore=("DOC",)))]

    assert ["DOC001" in found for found in codes] == [True, False]


@pytest.mark.parametrize(
    "activity",
    [
        "provenance: [{document: policy, section: leaf}]\n",
        "notices: [{document: policy, section: leaf}]\n",
        "notes: [{text: {da: X}, sources: [{document: policy, section: leaf}]}]\n",
    ],
)
def test_a_section_is_used_by_whatever_points_to_it_and_so_are_those_above(activity: str) -> None:
    assert unused(kiosk(activity)) == ["3"]


def test_a_claim_of_the_document_itself_counts() -> None:
    policy = "claims: [{id: c, type: other, section: leaf, text: {da: X}}]\n"

    assert unused(kiosk(policy=policy)) == ["3"]


def test_a_note_of_the_document_itself_does_not_count() -> None:
    policy = "notes: [{text: {da: X}, sources: [{document: policy, section: leaf}]}]\n"

    assert unused(kiosk(policy=policy)) == ["0", "1", "2", "3"]


def test_using_a_section_above_does_not_use_those_below() -> None:
    assert unused(kiosk("provenance: [{document: policy, section: top}]\n")) == ["1", "2", "3"]


def test_pointing_to_a_document_as_a_whole_uses_no_section() -> None:
    assert unused(kiosk("provenance: [{document: policy}]\n")) == ["0", "1", "2", "3"]


def test_a_section_of_the_same_name_in_another_document_does_not_count() -> None:
    other = "id: other\ntitle: {da: X}\norganisation: kiosk\nsections: [{id: leaf, heading: L}]\n"
    register = kiosk("provenance: [{document: other, section: leaf}]\n", **{"documents/other.yaml": other})

    assert unused(register) == ["0", "1", "2", "3"]


def test_headings_in_a_circle_end() -> None:
    circle = "  - {id: a, heading: A, parent: b}\n  - {id: b, heading: B, parent: a}\n"
    policy = f"{circle}claims: [{{id: c, type: other, section: a, text: {{da: X}}}}]\n"

    assert unused(kiosk(policy=policy)) == ["0", "1", "2", "3"]


def test_a_record_with_faults_still_uses_what_it_points_to() -> None:
    assert unused(kiosk("unknown: x\nprovenance: [{document: policy, section: leaf}]\n")) == ["3"]


def test_nothing_is_told_while_a_file_cannot_be_read() -> None:
    assert unused(kiosk(**{"activities/kiosk/other.yaml": "id: [\n"})) == []

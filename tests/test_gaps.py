"""What the law asks for and nobody has answered is told where it is missing, for the roles that the law asks."""

from collections.abc import Iterator

import pytest

from ropa.files import Files
from ropa.findings import Finding
from ropa.governance import gated
from ropa.law.citation import cite
from ropa.register import Register, assemble
from ropa.schema import Field, fields_of, schemas
from tests.gaps import find_gaps

from .register.fictional import fictional, schema_path, schema_paths, text_of, visits, without_field

SETTINGS = b"schema_version: 2\ntitle: {da: Pr\xc3\xb8ve}\n"
BARE = "id: a\ntitle: {da: A}\norganisation: kiosk\n"


def activity(role: str = "controller", record: str = "draft", more: str = "") -> Register:
    text = f"{BARE}role: {role}\nrecord: {record}\n{more}"
    organisation = b"id: kiosk\nname: Kiosken\nroles:\n  - {id: owner, label: {da: Ejeren}}\n"
    register = assemble(
        Files({
            "activities/kiosk/a.yaml": text.encode(),
            "organisations/kiosk.yaml": organisation,
            "register.yaml": SETTINGS,
        })
    )
    assert register.broken == ()
    return register


def gaps(register: Register, file: str = "activities/kiosk/a.yaml") -> list[Finding]:
    return [finding for finding in find_gaps(register) if finding.span.file == file]


def stopping(register: Register, file: str = "activities/kiosk/a.yaml") -> list[Finding]:
    return gated(register, gaps(register, file))


def missing(register: Register, pointer: str = "") -> list[str]:
    return [finding.field for finding in gaps(register) if finding.pointer == pointer]


NEVER_ASKED = {"/on_behalf_of/transfers/rows"}
"""Transfers have one shape for all roles, and Art. 30(2) asks a processor for no rows."""


def asked_fields(kind: str) -> list[tuple[str, Field]]:
    return [(p, field) for p, field in schema_paths(fields_of(kind)) if field.asked and p not in NEVER_ASKED]


def answers(register: Register, kind: str, path: str, field: Field) -> Iterator[tuple[str, str]]:
    """File and pointer of each answer to an asked field, in records whose role the law asks."""
    for entry, found in visits(register, kind):
        excused = any(f"{name}={found.owner.get(name)}" in field.unless for name in ("mode", "type"))
        is_asked = not excused and (not field.roles or entry.value.get("role") in field.roles)
        if is_asked and schema_path(entry.pointer, found.pointer) == path and found.field.name == field.name:
            yield entry.file, found.pointer


def line_of_owner(file: str, field_line: int) -> int:
    """The line, 1-based, on which the object begins that a field stands in: by indentation, as a reader sees it."""
    lines = text_of(file).split("\n")
    column = len(lines[field_line - 1]) - len(lines[field_line - 1].lstrip(" -"))
    for number in range(field_line, 0, -1):
        text = lines[number - 1]
        own = len(text) - len(text.lstrip(" -"))
        if text.strip() and own == column and text.lstrip().startswith("- "):
            return number
        if text.strip() and own < column:
            return number
    return 1


def subject(finding: Finding) -> tuple[str, str, str]:
    """What a gap is about. One gap of the fictional register stands as an accepted deviation."""
    return finding.span.file, finding.pointer, finding.field


@pytest.mark.parametrize("kind", [kind for kind in schemas() if asked_fields(kind)])
def test_each_field_that_the_law_asks_for_is_one_gap_when_it_is_absent(kind: str) -> None:
    register = fictional()
    accepted = {subject(f) for f in find_gaps(register)}
    wrong = []
    for path, field in asked_fields(kind):
        file, pointer = next(answers(register, kind, path, field))
        owner = pointer.rpartition("/")[0]
        found = [f for f in find_gaps(without_field(register, file, pointer)) if subject(f) not in accepted]
        expected = (file, line_of_owner(file, register.span(file, pointer, "key").line), owner, field.name)
        told = [(f.span.file, f.span.line, f.pointer, f.field) for f in found]
        cited = [cite(field.article, "da") in f.message.da and cite(field.article, "en") in f.message.en for f in found]
        severity = [f.severity for f in found]
        if (told, cited, severity) != ([expected], [True], ["error" if field.asked == "must" else "warning"]):
            wrong.append((path, expected, told, cited, severity))

    assert wrong == []


@pytest.mark.parametrize(
    ("role", "fields"),
    [
        (
            "controller",
            "owner_role purposes legal_bases data recipients transfers retention security profiling "
            "automated_decisions dpia notices",
        ),
        (
            "joint_controller",
            "joint_controllers owner_role purposes legal_bases data recipients transfers retention security profiling "
            "automated_decisions dpia notices",
        ),
        ("processor", "on_behalf_of owner_role security"),
    ],
)
def test_each_role_is_asked_for_what_the_law_asks_of_it(role: str, fields: str) -> None:
    """GDPR Art. 30(1) for controllers and joint controllers, Art. 30(2) for processors."""
    assert sorted(missing(activity(role))) == sorted(fields.split())


def test_a_row_of_a_processor_is_asked_only_where_it_lies() -> None:
    """Art. 30(2) asks for security, and neither for data subjects, nor categories, nor time limits."""
    assert missing(activity("processor", more="data:\n  - {id: row}\n"), "/data/0") == ["systems"]


def test_a_row_of_a_controller_is_asked_for_people_data_source_ground_system_and_time_limit() -> None:
    assert missing(activity(more="data:\n  - {id: row}\n"), "/data/0") == [
        "data_subjects", "categories", "sources", "grounds", "systems", "retention",
    ]


def test_a_transfer_of_a_processor_is_asked_for_country_and_mechanism_only() -> None:
    more = "on_behalf_of:\n  - controller: x\n    transfers: [{stated_as: {da: USA}}]\n"

    assert missing(activity("processor", more=more), "/on_behalf_of/0/transfers/0") == ["country", "mechanism"]


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("mode: exact", ["event", "period", "deleted_by_role"]),
        ("mode: exact, period: P1Y", ["event", "deleted_by_role"]),
        ("mode: exact, first_of: [{event: x, period: P1Y}]", ["deleted_by_role"]),
        ("mode: exact, last_of: [{event: x, period: P1Y}]", ["deleted_by_role"]),
        ("mode: criterion", ["criterion", "deleted_by_role"]),
        ("mode: criterion, criterion: {da: Til sagen er slut}", ["deleted_by_role"]),
        ("mode: exact, criterion: {da: Til sagen er slut}", ["event", "period", "deleted_by_role"]),
    ],
)
def test_a_time_limit_is_asked_only_for_what_its_shape_needs(rule: str, fields: list[str]) -> None:
    register = activity(more=f"retention:\n  - {{id: r, {rule}}}\n")

    assert sorted(missing(register, "/retention/0")) == sorted(fields)


@pytest.mark.parametrize("field", ["recipients", "transfers", "profiling", "automated_decisions"])
def test_none_is_an_answer(field: str) -> None:
    assert field in missing(activity())
    assert field not in missing(activity(more=f"{field}: none\n"))


def test_a_gap_stands_at_the_key_of_the_object_that_lacks_the_field() -> None:
    register = activity(more="security:\n  risk: {consequence: 1, likelihood: 1}\nlegal_bases:\n  - id: contract\n")
    places = {(f.pointer, f.field): (f.span.line, f.span.column) for f in gaps(register)}

    assert places[("", "owner_role")] == (1, 1)
    assert places[("/security", "measures")] == (6, 1)
    assert places[("/legal_bases/0", "article")] == (9, 5)


def test_a_gap_names_field_and_article_and_says_what_to_write() -> None:
    finding = next(f for f in gaps(activity()) if f.field == "recipients")

    assert (finding.code, finding.severity) == ("GAP001", "error")
    assert finding.message.da.startswith("»Modtagere« (`recipients`) er ikke oplyst; ")
    assert "art. 30, stk. 1, litra d" in finding.message.da
    assert finding.message.en.startswith("“Recipients” (`recipients`) is not stated; ")
    assert "Art. 30(1)(d)" in finding.message.en
    assert finding.hint is not None and "`recipients`" in finding.hint.da and "`recipients`" in finding.hint.en


def test_gaps_stop_the_check_in_confirmed_records_only() -> None:
    confirmed = activity(record="confirmed", more="confirmed: {on: 2026-01-31, by_role: owner}\n")

    assert {f.gates for f in stopping(activity())} == {False}
    assert {f.gates for f in stopping(confirmed)} == {True}
    assert missing(confirmed) == missing(activity())


def test_gaps_of_shared_files_stop_the_check_when_a_confirmed_record_builds_on_them() -> None:
    file = "organisations/kiosk.yaml"
    confirmed = activity(record="confirmed", more="confirmed: {on: 2026-01-31, by_role: owner}\n")

    assert [f.field for f in gaps(activity(), file)] == ["cvr", "fy_end_month", "address", "email", "dpo"]
    assert {f.gates for f in stopping(activity(), file)} == {False}
    assert {f.gates for f in stopping(confirmed, file)} == {True}


def test_a_broken_record_has_no_gaps_of_its_own() -> None:
    register = assemble(Files({"activities/kiosk/a.yaml": b"id: a\ntitel: x\n", "register.yaml": SETTINGS}))

    assert list(find_gaps(register)) == []

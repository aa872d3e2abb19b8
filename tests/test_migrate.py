"""A register of an older version is lifted in its text: the fields change, and nothing that stands around them."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ropa.check import check
from ropa.files import Files
from ropa.findings import Finding
from ropa.migrate import Migration, migrate
from ropa.migrate.steps import STEPS
from ropa.register import assemble
from ropa.schema import SCHEMA_VERSION
from ropa.text import Source
from ropa.yamlio import load

TODAY = date(2026, 11, 22)

VERSION_1 = Path(__file__).parent / "fixtures" / "register_v1"
SETTINGS = b"schema_version: 1\ntitle: {da: X}\n"
ACTIVITY = "activities/acme/sales.yaml"


def files_of_version_1() -> dict[str, bytes]:
    return {path.relative_to(VERSION_1).as_posix(): path.read_bytes() for path in sorted(VERSION_1.rglob("*.yaml"))}


def lifted(files: dict[str, bytes]) -> dict[str, bytes]:
    return {**files, **migrate(files).changed}


def lift(text: str) -> Migration:
    """The migration of a register with one activity."""
    return migrate({"register.yaml": SETTINGS, ACTIVITY: text.encode()})


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def line_pairs(before: bytes, after: bytes) -> list[tuple[str, str]]:
    """The lines that differ; a migration adds and removes none."""
    pairs = zip(before.decode().splitlines(keepends=True), after.decode().splitlines(keepends=True), strict=True)
    return [(old, new) for old, new in pairs if old != new]


def test_there_is_a_step_from_each_older_version() -> None:
    assert len(STEPS) == SCHEMA_VERSION - 1


def test_an_old_register_is_refused_until_it_is_lifted() -> None:
    register = assemble(Files(files_of_version_1()))

    assert codes(register.findings) == ["SCH011"]


def test_a_lifted_register_passes_the_check() -> None:
    register = assemble(Files(lifted(files_of_version_1())))

    assert len(register.of("activity")) == 3
    assert [finding for finding in check(register, TODAY) if finding.gates and finding.severity == "error"] == []


def test_exactly_the_lines_of_the_old_fields_change() -> None:
    before = files_of_version_1()
    file = "activities/bakery/orders.yaml"

    assert line_pairs(before[file], migrate(before).changed[file]) == [
        ("owner: shop-manager   # owner: who answers for it\n",
         "owner_role: shop-manager   # owner: who answers for it\n"),
        ("    label: {da: 'Aftalen med kunden'}   # their own words\n",
         "    stated_as: {da: 'Aftalen med kunden'}   # their own words\n"),
        ("  - {id: interest, label: {da: Interesse}, article: 6.1.f}\n",
         "  - {id: interest, stated_as: {da: Interesse}, article: 6.1.f}\n"),
        ("    source: data_subject   # at the counter\n", "    sources: [{type: data_subject}]   # at the counter\n"),
        ("    source:    \"observed\"\n", "    sources:    [{type: \"observed\"}]\n"),
        ("  - {id: name-again, \"source\": 'third_party', data_subjects: [customer]}\n",
         "  - {id: name-again, \"sources\": [{type: 'third_party'}], data_subjects: [customer]}\n"),
    ]


def test_line_breaks_and_wide_characters_stay() -> None:
    file = "activities/bakery/counter.yaml"
    before = files_of_version_1()
    before[file] = before[file].replace(b"\n", b"\r\n")

    assert line_pairs(before[file], migrate(before).changed[file]) == [
        ("owner: shop-manager\r\n", "owner_role: shop-manager\r\n"),
        ("    source:\r\n", "    sources:\r\n"),
        ("      observed # on its own line\r\n", "      [{type: observed}] # on its own line\r\n"),
    ]


def test_only_the_number_of_the_settings_changes() -> None:
    before = files_of_version_1()

    assert line_pairs(before["register.yaml"], migrate(before).changed["register.yaml"]) == [
        ("schema_version: 1   # the first sketch\n", f"schema_version: {SCHEMA_VERSION}   # the first sketch\n")
    ]


def test_files_without_old_fields_are_not_touched() -> None:
    assert set(migrate(files_of_version_1()).changed) == {
        "activities/bakery/counter.yaml", "activities/bakery/orders.yaml", "register.yaml"
    }


def test_a_lifted_register_is_not_lifted_again() -> None:
    once = lifted(files_of_version_1())

    assert migrate(once) == Migration({}, ())


def test_each_step_leaves_a_lifted_file_alone() -> None:
    once = lifted(files_of_version_1())
    again = migrate({**once, "register.yaml": files_of_version_1()["register.yaml"]})

    assert set(again.changed) == {"register.yaml"}


def test_a_file_that_cannot_be_read_is_left_alone_and_the_rest_is_lifted() -> None:
    before = {**files_of_version_1(), "activities/bakery/broken.yaml": b"id: broken\nowner: [\n"}
    done = migrate(before)

    assert set(done.changed) == {"activities/bakery/counter.yaml", "activities/bakery/orders.yaml"}
    assert [(f.code, f.span.file) for f in done.findings] == [
        ("YML007", "activities/bakery/broken.yaml"), ("MIG013", "register.yaml")
    ]


def test_the_version_follows_once_the_file_is_mended() -> None:
    broken = lifted({**files_of_version_1(), "activities/bakery/broken.yaml": b"id: broken\nowner: [\n"})
    mended = migrate({**broken, "activities/bakery/broken.yaml": b"id: broken\nowner: shop-manager\n"})

    assert set(mended.changed) == {"activities/bakery/broken.yaml", "register.yaml"}
    assert mended.findings == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"id: x\nowner: a\nowner: b\n", "YML030"),
        (b"id: x\nowner: &boss a\n", "YML032"),
        (b"id: x\xff\nowner: a\n", "FIL003"),
        (b"id: x\nowner: \"a\x01\"\n", "FIL005"),
        (b"", "YML020"),
    ],
)
def test_a_file_with_faults_is_left_alone(text: bytes, code: str) -> None:
    done = migrate({"register.yaml": SETTINGS, ACTIVITY: text})

    assert done.changed == {}
    assert code in codes(done.findings)


def test_a_byte_order_mark_stays() -> None:
    done = migrate({"register.yaml": SETTINGS, ACTIVITY: b"\xef\xbb\xbfid: x\nowner: a\n"})

    assert done.changed[ACTIVITY] == b"\xef\xbb\xbfid: x\nowner_role: a\n"


def test_a_field_that_stands_under_both_names_is_left_to_people() -> None:
    done = lift("id: x\nowner: a\nowner_role: b\n")

    assert done.changed == {}
    assert [(f.code, f.span.line, f.pointer) for f in done.findings] == [
        ("MIG001", 2, "/owner"), ("MIG013", 1, "/schema_version")
    ]


@pytest.mark.parametrize("value", ["", " [data_subject]", " {type: observed}", " >-\n      observed", " a, b]", " 3"])
def test_a_source_that_is_no_single_word_is_left_to_people(value: str) -> None:
    done = lift(f"id: x\nowner: a\ndata:\n  - id: row\n    source:{value}\n")

    assert done.changed == {}
    assert [(f.code, f.span.line, f.pointer) for f in done.findings][:1] == [("MIG002", 5, "/data/0/source")]


def test_a_source_that_stands_under_both_names_is_left_to_people() -> None:
    done = lift("id: x\ndata:\n  - {id: row, source: observed, sources: [{type: derived}]}\n")

    assert done.changed == {}
    assert codes(done.findings)[:1] == ["MIG001"]


@pytest.mark.parametrize("data", ["data: none", "data: [row]", "data: {source: x}", "data:", "legal_bases: [[]]"])
def test_a_list_of_another_shape_is_passed_over(data: str) -> None:
    assert set(lift(f"id: x\n{data}\n").changed) == {"register.yaml"}


@pytest.mark.parametrize(
    "text",
    [
        '{"id":"x","owner":"a","data":[{"id":"r","source":"observed"}]}',
        "? owner\n: a\nid: x\n",
        "data: [{id: r, source: observed}, {id: s, source: derived}]\nowner: a",
        "owner: |\n  a\nid: x\n",
        "---\nid: x\nowner:   # who\n  a\n...\n",
    ],
)
def test_what_comes_out_says_what_the_old_file_said(text: str) -> None:
    before = load(Source(ACTIVITY, text)).value
    after = load(Source(ACTIVITY, lift(text).changed[ACTIVITY].decode())).value

    assert isinstance(before, dict) and "owner" in before
    assert after == in_version_2(before)


def in_version_2(value: dict[str, Any]) -> dict[str, Any]:
    """A record of version 1 as version 2 says it."""
    lifted = {"owner_role" if name == "owner" else name: each for name, each in value.items()}
    if "data" in lifted:
        lifted["data"] = [
            {key: each for key, each in row.items() if key != "source"} | {"sources": [{"type": row["source"]}]}
            for row in lifted["data"]
        ]
    return lifted


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        (b"title: {da: X}\n", "MIG011"),
        (b"schema_version: one\n", "MIG011"),
        (b"schema_version: true\n", "MIG011"),
        (b"schema_version: 1.0\n", "MIG011"),
        (b"schema_version: 0\n", "MIG012"),
        (b"schema_version: 999\n", "MIG012"),
        (b"schema_version: [\n", "YML007"),
    ],
)
def test_settings_without_a_known_version_stop_the_migration(settings: bytes, code: str) -> None:
    done = migrate({"register.yaml": settings, ACTIVITY: b"id: x\nowner: a\n"})

    assert done.changed == {}
    assert codes(done.findings) == [code]


def test_a_folder_without_settings_is_no_register() -> None:
    done = migrate({ACTIVITY: b"id: x\nowner: a\n"})

    assert (dict(done.changed), codes(done.findings)) == ({}, ["MIG011"])


def test_other_files_in_the_folder_are_passed_over() -> None:
    done = migrate({"register.yaml": SETTINGS, "README.md": b"owner: \xff", "activities/acme/photo.jpg": b"\xff\xd8"})

    assert (set(done.changed), done.findings) == ({"register.yaml"}, ())


def test_each_finding_tells_what_to_do_in_both_languages() -> None:
    findings = lift("owner: a\nowner_role: b\ndata: [{source: }]\n").findings

    assert codes(findings) == ["MIG001", "MIG002", "MIG013"]
    assert all(f.message.da and f.message.en and f.hint and f.hint.da and f.hint.en for f in findings)

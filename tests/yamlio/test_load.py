"""YAML becomes JSON values, and every use of YAML that a record may not make becomes a finding."""

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ropa.text import Source
from ropa.yamlio import MISSING, Loaded, load

RECORD = """\
# Køresedler
id: test-drive-slip
title: {da: "Køreseddel: prøvekørsel 🚗"}
data:
  - id: driver
    categories: [name, 'cpr-number']
    note: >-
      to linjer
      bliver én
  -
    id: other
transfers: none
organisation:
"""


def read(text: str) -> Loaded:
    return load(Source("a.yaml", text))


def codes(text: str) -> list[str]:
    return [finding.code for finding in read(text).findings]


def places(text: str) -> list[tuple[str, int, int, int]]:
    return [(f.code, f.span.line, f.span.column, f.span.end_column) for f in read(text).findings]


def test_reads_a_record():
    assert read(RECORD) == Loaded(
        {
            "id": "test-drive-slip",
            "title": {"da": "Køreseddel: prøvekørsel 🚗"},
            "data": [
                {"id": "driver", "categories": ["name", "cpr-number"], "note": "to linjer bliver én"},
                {"id": "other"},
            ],
            "transfers": "none",
            "organisation": None,
        },
        (),
    )


def test_reads_the_same_with_windows_line_breaks():
    assert read(RECORD.replace("\n", "\r\n")) == read(RECORD)


def test_reads_a_document_between_its_marks():
    assert read("%YAML 1.2\n---\na: 1\n...\n") == Loaded({"a": 1}, ())


def test_reports_each_duplicate_key_with_the_place_of_the_first():
    loaded = read("a:\n  🚗: 1\n  b: 2\n  b: 3\n  b: 4\n")

    found = [(f.code, f.pointer, f.span.line, f.related[0].span.line) for f in loaded.findings]

    assert found == [("YML030", "/a/b", 4, 3), ("YML030", "/a/b", 5, 3)]


def test_keeps_the_first_of_two_equal_keys():
    assert read("a: {x: 1}\na: {x: 2, y: 3}\nb: 4\n").value == {"a": {"x": 1}, "b": 4}


def test_reports_a_duplicate_inside_a_duplicate_at_its_own_first_place():
    loaded = read("a: {x: 1}\na:\n  x: 1\n  x: 2\n")

    assert [f.related[0].span.line for f in loaded.findings if f.pointer == "/a/x"] == [3]


def test_the_same_key_in_two_mappings_is_no_duplicate():
    assert codes("- {a: 1}\n- {a: 1}\n") == ["YML021"]


def test_reports_an_anchor_that_nothing_refers_to_and_keeps_the_value():
    loaded = read("a: &x [1]\n")

    assert (loaded.value, places("a: &x [1]\n")) == ({"a": [1]}, [("YML032", 1, 4, 6)])


def test_reports_an_alias_and_gives_no_value():
    loaded = read("a: &x 1\nb: *x\n")

    assert (loaded.value, [f.code for f in loaded.findings]) == (MISSING, ["YML032", "YML033"])


def test_reports_an_alias_to_nothing():
    assert places("a: *bilen\n") == [("YML033", 1, 4, 10)]


def test_reports_a_merge_key():
    assert codes("a: {<<: {b: 1}}\n") == ["YML034"]


def test_a_quoted_merge_key_is_a_name():
    assert read("'<<': 1\n") == Loaded({"<<": 1}, ())


@pytest.mark.parametrize("tag", ["!!python/object:os.system", "!!binary", "!foo", "!", "!!str", "!<tag:a.b,2000:c>"])
def test_reports_a_tag(tag: str):
    assert places(f"a: {tag} x\n") == [("YML035", 1, 4, 4 + len(tag))]


def test_reports_a_tag_on_a_mapping_and_on_a_list():
    assert codes("a: !x {b: 1}\nc: !x\n  - 1\n") == ["YML035", "YML035"]


NO_TEXTS = ["1", "1.5", "true", "null", "~", "? [a, b]\n", "? {a: b}\n", "[a, b]", "{a: b}", "? \n"]


@pytest.mark.parametrize("key", NO_TEXTS)
def test_reports_a_key_that_is_not_text(key: str):
    assert codes(f"{key}: x\n") == ["YML031"]


@pytest.mark.parametrize("key", ["yes", "NO", "2026-01-31", "'1'", '"true"', "? a\n", "12:30"])
def test_accepts_a_key_that_is_text(key: str):
    assert codes(f"{key}: x\n") == []


@pytest.mark.parametrize("text", ["", "\n\n", "# kun en kommentar\n", "---\n", "---\n...\n", "   "])
def test_reports_an_empty_file(text: str):
    assert (codes(text), read(text).value) == (["YML020"], MISSING)


@pytest.mark.parametrize("text", ["- a\n- b\n", "[a, b]", "tekst\n", "12", "null", "''", "a:b\n"])
def test_reports_a_file_that_is_not_a_mapping(text: str):
    assert (codes(text), read(text).value) == (["YML021"], MISSING)


def test_reports_a_second_document():
    assert places("a: 1\n---\nb: 2\n---\nc: 3\n") == [("YML022", 2, 1, 4)]


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")])
def test_accepts_forty_levels_and_no_more(opening: str, closing: str):
    found = [codes("a: " + opening * depth + closing * depth) for depth in (39, 40)]

    assert found == [[], ["YML023"]]


def test_finds_everything_in_one_go():
    text = "a: &x 1\n1: b\na: 2\nb: !foo c\nc: *x\nd: {<<: 1}\ne: [f\n"

    assert codes(text) == ["YML032", "YML031", "YML030", "YML035", "YML033", "YML034", "YML007"]


def test_stops_after_five_hundred_findings_and_says_so():
    loaded = read("a: 1\n" * 2000)

    assert (len(loaded.findings), loaded.value) == (501, MISSING)
    assert "YML024" in {finding.code for finding in loaded.findings}


def test_an_alias_bomb_stays_small():
    text = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))

    assert (read(text).value, set(codes(text))) == (MISSING, {"YML032", "YML033"})


@pytest.mark.parametrize("part", ["[", "{", "- ", "? ", "{a: ", "[a, ", "!a ", "&a ", ": ", "'", '"\\', "%", "a:\n "])
def test_survives_a_hundred_thousand_repetitions(part: str):
    assert read(part * 100_000).value is MISSING


@given(st.text(alphabet="ab1:-[]{}\"'\n \t#&*!|>%@`?,\\<~æ🚗", max_size=40))
def test_any_text_gives_json_or_a_finding(text: str):
    loaded = read(text)

    assert loaded.findings or json.loads(json.dumps(loaded.value, allow_nan=False)) == loaded.value


@given(st.integers(0, len(RECORD)), st.integers(0, 8), st.text(alphabet=":-[]{}\"'\n \t#&*!|>?,\\", max_size=4))
def test_a_record_with_a_slip_gives_json_or_findings_inside_the_file(start: int, length: int, slip: str):
    text = RECORD[:start] + slip + RECORD[start + length :]

    loaded = read(text)

    assert all(1 <= finding.span.line <= text.count("\n") + 1 for finding in loaded.findings)
    assert loaded.findings or json.loads(json.dumps(loaded.value, allow_nan=False)) == loaded.value


PRINT_ALL = """\
import json, sys
if sys.argv[1] == "python":
    sys.modules["yaml._yaml"] = None
import yaml
from ropa.text import Source
from ropa.yamlio import MISSING, load, locate
def show(text):
    source = Source("a.yaml", text)
    loaded = load(source)
    found = [(f.code, f.span.line, f.span.column, f.pointer) for f in loaded.findings]
    at = locate(source, "/b")
    return [None if loaded.value is MISSING else loaded.value, found, at.line, at.column]
print(json.dumps([yaml.__with_libyaml__, [show(text) for text in json.load(sys.stdin)]]))
"""

FOR_BOTH_PARSERS = [
    RECORD, "a: 1\na: 2\nb: æ\n", "b: [1\nc: 2\n", "a: 'x\nb: 1\n", "a: b: c\n", "a: @x\n", "a:\n\tb: 1\n",
    "a:\n  b\n c\n", "a: - b\n", "- a\nb: 1\n", "a: **x**\n", "a: \"C:\\q\"\n", "a: > x\n", "a: \"x\" y\n",
    "a: &x\n  b: *x\n", "a: !foo b\n", "a:\n    b: 1\n  c: 2\n", "a: }\n", "---\n---\n", "a: [\n", "a: [[[\n",
    "? [a]\n: b\n", "a: !x!y 1\n", "a\nb: 1\n", "  a: 1\nb: 2\n",
]  # fmt: skip


def test_both_parsers_give_the_same():
    printed = [
        subprocess.run(
            [sys.executable, "-c", PRINT_ALL, parser],
            input=json.dumps(FOR_BOTH_PARSERS), capture_output=True, text=True, check=True,
        ).stdout
        for parser in ("c", "python")
    ]
    (has_c, with_c), (has_python, with_python) = map(json.loads, printed)

    assert (has_c, has_python, with_c) == (True, False, with_python)

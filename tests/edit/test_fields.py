"""A field gets its value at its place, and everything that stands around it stays as it was."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ropa.edit import Edit, apply_edits, edit_file, set_fields
from ropa.findings import RopaError
from ropa.register import Visit, visit
from ropa.register.pointers import follow
from ropa.schema import fields_of
from ropa.text import Source
from ropa.yamlio import load

from ..register.fictional import FILES, fictional

ACTIVITY = fields_of("activity")
CONFIRMED = {"on": "2026-11-01", "by_role": "boss", "evidence": "minutes"}
ACTIVITIES = sorted(file for file in FILES.contents if file.startswith("activities/"))


def edited(text: str, values: Mapping[str, Any], pointer: str = "", owner: Any = ACTIVITY) -> str:
    return apply_edits(text, set_fields(Source("a.yaml", text), values, owner, pointer))


def value_of(text: str) -> Any:
    return load(Source("a.yaml", text)).value


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("id: a\nsince: 2020-01-01\n", "id: a\nconfirmed:\n  on: 1\nsince: 2020-01-01\n"),
        ("id: a\nsince: x", "id: a\nconfirmed:\n  on: 1\nsince: x"),
        ("id: a", "id: a\nconfirmed:\n  on: 1"),
        ("since: x\n", "confirmed:\n  on: 1\nsince: x\n"),
        ("id: a   # why\n# of since\nsince: x\n", "id: a   # why\nconfirmed:\n  on: 1\n# of since\nsince: x\n"),
        ("id: a\n\n\nsince: x\n", "id: a\nconfirmed:\n  on: 1\n\n\nsince: x\n"),
        ("kinds:\n  - a\n\n  # - b\n\nnotes: x\nrole: b\n", "kinds:\n  - a\n\n  # - b\n\nnotes: x\nrole: b\nconfirmed:\n  on: 1\n"),
        ("role: b\n  # inside\n# outside\nkinds: [a]\n", "role: b\n  # inside\nconfirmed:\n  on: 1\n# outside\nkinds: [a]\n"),
        ("id: a\r\nsince: x\r\n", "id: a\r\nconfirmed:\r\n  on: 1\r\nsince: x\r\n"),
        ("title:\n  da: |+\n    A\n\n\nsince: x\n", "title:\n  da: |+\n    A\n\n\nconfirmed:\n  on: 1\nsince: x\n"),
        ("title:\n  da: >-\n    A\n    B\n\nsince: x\n", "title:\n  da: >-\n    A\n    B\nconfirmed:\n  on: 1\n\nsince: x\n"),
        ("title:\n  da: A\n    B\nsince: x\n", "title:\n  da: A\n    B\nconfirmed:\n  on: 1\nsince: x\n"),
        ("title: {da: A,\n  en: B}\nsince: x\n", "title: {da: A,\n  en: B}\nconfirmed:\n  on: 1\nsince: x\n"),
        ("role: |\n\nsince: x\n", "role: |\nconfirmed:\n  on: 1\n\nsince: x\n"),
        ("---\nid: a\n...\n", "---\nid: a\nconfirmed:\n  on: 1\n...\n"),
        ("\"id\": a\n", "\"id\": a\nconfirmed:\n  on: 1\n"),
        ("{id: a, since: x}\n", "{id: a, confirmed: {on: 1}, since: x}\n"),
        ("{since: x}\n", "{confirmed: {on: 1}, since: x}\n"),
        ('{"id": "a"}', '{"id": "a", confirmed: {on: 1}}'),
        ("{id: [a, b] , since: x}\n", "{id: [a, b], confirmed: {on: 1} , since: x}\n"),
        ("{}\n", "{confirmed: {on: 1}}\n"),
    ],
)
def test_a_new_field_comes_after_the_one_before_it_in_the_schema(before: str, after: str) -> None:
    assert edited(before, {"confirmed": {"on": 1}}) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("record: draft # yet\n", "record: confirmed # yet\n"),
        ("record:    'draft'\n", "record:    'confirmed'\n"),
        ('record: "draft"\n', 'record: "confirmed"\n'),
        ("record:\n  draft\n", "record:\n  confirmed\n"),
        ("record: |-\n  draft\nsince: x\n", "record: confirmed\nsince: x\n"),
        ("{id: a, record: draft}\n", "{id: a, record: confirmed}\n"),
    ],
)
def test_a_value_is_replaced_in_the_quotes_it_has(before: str, after: str) -> None:
    assert edited(before, {"record": "confirmed"}) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("review:\n  # the last\n  last_on: 2025-01-01  # late\n  interval_months: 12\nnotes: x\n",
         "review:\n  # the last\n  last_on: 2026-11-01  # late\n  by_role: boss\n  interval_months: 12\nnotes: x\n"),
        ("review:\n    interval_months: 12\n", "review:\n    last_on: 2026-11-01\n    by_role: boss\n    interval_months: 12\n"),
        ("review: {interval_months: 12}\n", "review: {last_on: 2026-11-01, by_role: boss, interval_months: 12}\n"),
        ("review: {last_on: '2025-01-01', next_on: 2026-01-01}\n",
         "review: {last_on: '2026-11-01', by_role: boss, next_on: 2026-01-01}\n"),
    ],
)
def test_a_group_is_set_field_by_field(before: str, after: str) -> None:
    assert edited(before, {"review": {"by_role": "boss", "last_on": "2026-11-01"}}) == after


def test_a_field_of_an_item_of_a_list_is_indented_with_it() -> None:
    text = "data:\n  - id: a\n    grounds: []\n  -   id: b\n      # mine\n"
    row = ACTIVITY.fields["data"].items

    assert edited(text, {"class_here": "cpr"}, "/data/1", row) == text.replace("      # mine\n", "      class_here: cpr\n      # mine\n")


def test_what_is_no_group_of_fields_is_refused() -> None:
    with pytest.raises(RopaError):
        edited("id: a\n", {"on": 1}, "/id")


@pytest.mark.parametrize("text", ["id: &x a\nnotes: *x\n", "id: a\nid: b\n", "id: [\n", "id: a\x00\n", ""])
def test_a_file_that_cannot_be_edited_safely_is_refused(text: str) -> None:
    with pytest.raises(RopaError, match="a.yaml"):
        edit_file("a.yaml", text.encode(), [Edit("a.yaml", 0, 0, "")], meant={"id": "a"})


def test_a_result_that_says_something_else_is_refused() -> None:
    with pytest.raises(RopaError, match="by hand"):
        edit_file("a.yaml", b"id: a\n", [Edit("a.yaml", 4, 5, "b")], meant={"id": "c"})


def test_a_byte_order_mark_stays() -> None:
    data = edit_file("a.yaml", b"\xef\xbb\xbfid: a\n", [Edit("a.yaml", 4, 5, "b")], meant={"id": "b"})

    assert data == b"\xef\xbb\xbfid: b\n"


@st.composite
def untidy_records(draw: st.DrawFn) -> str:
    """A record of the fictional register as a draft without confirmation and review, with comments and blank lines in it."""
    text = FILES.contents[draw(st.sampled_from(ACTIVITIES))].decode()
    lines = [line for line in bare(text.split("\n"))]
    for _ in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, len(lines) - 1))
        comment = draw(st.sampled_from(["", "# x", "  # record: no", "      # - æ", "   ", "#"]))
        if draw(st.booleans()):
            lines.insert(at, comment)
        elif lines[at] and "#" not in lines[at]:
            lines[at] += "  # it's"
    untidy = "\n".join(lines).rstrip("\n") + draw(st.sampled_from(["", "\n", "\n\n# end\n"]))
    assume(value_of(untidy) == value_of("\n".join(bare(text.split("\n")))))
    return untidy.replace("\n", "\r\n") if draw(st.booleans()) else untidy


def bare(lines: list[str]) -> Iterator[str]:
    """The lines of a record without `confirmed` and `review`, as a draft."""
    inside = False
    for line in lines:
        inside = line in ("confirmed:", "review:") or (inside and line.startswith("  "))
        if not inside:
            yield line.replace("record: confirmed", "record: draft")


@settings(max_examples=150, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(untidy_records())
def test_only_what_is_confirmed_differs_whatever_stands_around_it(before: str) -> None:
    review = {"last_on": "2026-11-01", "by_role": "boss"}
    values = {"record": "confirmed", "confirmed": CONFIRMED, "review": review}
    after = edited(before, values)

    break_ = "\r\n" if "\r\n" in before else "\n"
    blocks = ["confirmed:|  on: 2026-11-01|  by_role: boss|  evidence: minutes", "review:|  last_on: 2026-11-01|  by_role: boss"]
    left = after.replace("record: confirmed", "record: draft")
    for block in blocks:
        written = break_ + block.replace("|", break_)
        assert left.count(written) == 1
        left = left.replace(written, "")
    assert left == before
    assert value_of(after) == {**value_of(before), **values}


def mappings() -> list[tuple[str, Visit, str]]:
    """Every group of fields in the fictional activities with the name of a text field that it lacks."""
    return [
        (entry.file, found, name)
        for entry in fictional().of("activity")
        for found in visit(ACTIVITY, entry.value)
        if isinstance(found.value, dict)
        for name, field in found.field.fields.items()
        if name not in found.value and field.types == ("string",)
    ]


@settings(max_examples=150)
@given(st.sampled_from(mappings()))
def test_any_group_of_any_record_takes_a_new_field(chosen: tuple[str, Visit, str]) -> None:
    file, found, name = chosen
    before = FILES.contents[file].decode()
    meant = deepcopy(value_of(before))
    follow(meant, found.pointer)[name] = "no: 'x'"
    edits = list(set_fields(Source(file, before), {name: "no: 'x'"}, found.field, found.pointer))

    assert value_of(edit_file(file, before.encode(), edits, meant=meant).decode()) == meant
    assert [edit.end - edit.start for edit in edits] == [0]

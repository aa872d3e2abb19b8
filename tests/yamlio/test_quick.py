"""A file that is all in order is read in one quick pass; it must say what the careful reading says.

A tab in a comment sends a file to the careful reading and changes nothing else, so each text is read in both ways.
"""

from collections.abc import Iterator

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ropa.findings import Span
from ropa.text import Source
from ropa.yamlio import Loaded, load, locate
from ropa.yamlio.pointers import child

SLOWLY = "#\t\n"
ODD = [
    "", "a", "[a]", "a: 1\na: 2\n", "a: &x 1\n", "a: *x\n", "a: !x 1\n", "<<: {a: 1}\n", "1: a\n", "true: a\n", "? [a]\n: b\n", "a: [\n",
    "a: 1\n---\nb: 2\n", "a: 1\n---\n", "a: 1\n...\n", "---\na: 1\n", "{}", "{a}", "[a: b]", "a: [b: c, {d: e}]\n", "a: {}\nb: []\n",
    "a:\nb:\n", "- a: 1\n", "a:\n- b: 1\n  c: 2\n- {}\n- - d\n", "a: " + "[" * 60 + "]" * 60, "'<<': 1\n'1': 2\n", "a: |\n  x\n\n\nb: >-\n  y\n",
]  # fmt: skip

texts = st.text(alphabet="ab1:-[]{}\"'\n #&*!|>%@?,\\<~æ🚗", max_size=40)
keys = st.sampled_from(["a", "b/c", "d~e", "æ", "<<", "1", ""])
leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["x", "æ🚗", "a: b", "1", "", "to\nlinjer\n"])
records = st.dictionaries(
    keys,
    st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3), max_leaves=12),
    max_size=4,
)


def both_ways(text: str) -> tuple[Loaded, Loaded]:
    return load(Source("a.yaml", text)), load(Source("a.yaml", SLOWLY + text))


def line_up(span: Span) -> Span:
    return span._replace(line=span.line - 1, end_line=span.end_line - 1) if span.line > 1 else span


def pointers(value: object, pointer: str = "") -> Iterator[str]:
    yield pointer
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for token, item in pairs:
        yield from pointers(item, child(pointer, token))


@pytest.mark.parametrize("text", ODD)
def test_reads_the_odd_file_as_the_careful_reading_does(text: str) -> None:
    quick, careful = both_ways(text)

    assert (repr(quick.value), [f.code for f in quick.findings]) == (repr(careful.value), [f.code for f in careful.findings])


@given(texts)
def test_reads_any_text_as_the_careful_reading_does(text: str) -> None:
    quick, careful = both_ways(text)

    told = [(f.code, f.span, f.pointer) for f in quick.findings]
    assert (repr(quick.value), told) == (repr(careful.value), [(f.code, line_up(f.span), f.pointer) for f in careful.findings])


@given(records, st.sampled_from([None, False, True]))
def test_places_everything_where_the_careful_reading_does(record: dict[str, object], flow: bool | None) -> None:
    text = yaml.safe_dump(record, default_flow_style=flow, allow_unicode=True, sort_keys=False)
    quick, slowly, marks = Source("a.yaml", text), Source("a.yaml", SLOWLY + text), load(Source("a.yaml", text)).marks
    asked = [(pointer, part) for pointer in (*pointers(record), "/nowhere/0") for part in ("key", "value")]

    placed = [locate(quick, pointer, part, marks) for pointer, part in asked]
    assert placed == [line_up(locate(slowly, pointer, part)) for pointer, part in asked]


def test_a_file_in_order_leaves_marks_and_a_file_with_a_fault_leaves_none() -> None:
    assert [load(Source("a.yaml", text)).marks is None for text in ("a: 1\n", "a: 1\na: 2\n")] == [False, True]

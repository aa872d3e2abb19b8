"""A pointer leads to the key or the value it names, or to the nearest thing that exists."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ropa.findings import Span
from ropa.text import Source
from ropa.yamlio import load, locate

RECORD = """\
# note
id: test-drive
"æ🚗": {da: Køreseddel, en: "slip"}
data:
  - id: driver
    categories: [name, phone]
    note: |
      to
      linjer

  - plain
  - [x]
  - - inner
a/b:
  c~d: 1
empty:
&x anchored: 2
"""


def cut(pointer: str, part: str = "value", text: str = RECORD) -> str:
    """The characters that the span covers."""
    source = Source("a.yaml", text)
    span = locate(source, pointer, part)
    lines = [source.line_text(line) for line in range(span.line, span.end_line + 1)]
    lines[-1] = lines[-1][: span.end_column - 1]
    return "\n".join(lines)[span.column - 1 :]


@pytest.mark.parametrize(
    ("pointer", "token"),
    [
        ("/id", "test-drive"), ("/æ🚗/da", "Køreseddel"), ("/æ🚗/en", '"slip"'), ("/data/0/id", "driver"),
        ("/data/0/categories/1", "phone"), ("/data/1", "plain"), ("/data/3/0", "inner"), ("/a~1b/c~0d", "1"),
        ("/data/0/note", "|\n      to\n      linjer"),
    ],
)  # fmt: skip
def test_a_scalar_is_placed_at_its_own_token(pointer: str, token: str):
    assert cut(pointer) == token


@pytest.mark.parametrize(
    ("pointer", "key"),
    [("/id", "id"), ("/æ🚗/en", "en"), ("/data/0/note", "note"), ("/a~1b/c~0d", "c~d"), ("/æ🚗", '"æ🚗"')],
)
def test_a_key_is_placed_at_its_own_token(pointer: str, key: str):
    assert cut(pointer, "key") == key


@pytest.mark.parametrize(("pointer", "key"), [("/data", "data"), ("/æ🚗", '"æ🚗"'), ("/data/0/categories", "categories")])
def test_a_mapping_or_list_is_placed_at_its_key(pointer: str, key: str):
    assert cut(pointer) == key


@pytest.mark.parametrize(("pointer", "token"), [("", "id"), ("/data/0", "id"), ("/data/2", "["), ("/data/3", "-")])
def test_a_mapping_or_list_without_a_key_is_placed_at_its_first_token(pointer: str, token: str):
    assert cut(pointer) == token


def test_a_field_without_a_value_is_placed_at_its_key():
    assert cut("/empty") == "empty"


@pytest.mark.parametrize(
    ("pointer", "key"),
    [
        ("/data/0/missing", "id"), ("/data/9", "data"), ("/data/0/categories/7/x", "categories"), ("/id/x", "id"),
        ("/missing/deep/down", "id"), ("/a~1b/x", "a/b"), ("no pointer", "id"), ("/data/-", "data"),
        ("/data/00", "data"),
    ],
)  # fmt: skip
def test_a_pointer_that_leads_nowhere_is_placed_at_the_nearest_key(pointer: str, key: str):
    assert cut(pointer) == key


def test_columns_count_characters_after_letters_and_emoji():
    assert locate(Source("a.yaml", RECORD), "/æ🚗/da") == Span("a.yaml", 3, 12, 3, 22)


def test_columns_are_right_with_windows_line_breaks():
    assert cut("/data/0/categories/1", text=RECORD.replace("\n", "\r\n")) == "phone"


def test_of_two_equal_keys_the_first_counts():
    assert cut("/a", text="a: first\na: second\n") == "first"


def test_an_empty_file_is_placed_at_its_beginning():
    assert locate(Source("a.yaml", ""), "/a/b") == Span("a.yaml")


def test_a_file_that_breaks_off_is_placed_as_far_as_it_was_read():
    assert cut("/a/b", text="a:\n  b: here\n  c: 'open\n") == "here"


def test_places_nothing_deeper_than_a_record_may_be():
    span = locate(Source("a.yaml", "a: " + "[" * 100), "/a" + "/0" * 99)

    assert span.column < 50


@pytest.mark.parametrize("text", ["? [a, {b: c}]\n: d\n", "[a]: b\n", "*x : 1\n", "? {a: b}\n: {c: d}\n", "[" * 1000])
def test_survives_keys_that_are_not_text(text: str):
    assert locate(Source("a.yaml", text), "/a/0/b").line == 1


keys = st.sampled_from(["a", "b/c", "d~e", "æ"])
texts = st.sampled_from(["x", "æ🚗", "a: b", "1", "a/b~c", "", "to\nlinjer"])
values = st.recursive(
    st.none() | st.booleans() | st.integers(0, 99) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=12,
)


@given(values)
def test_every_value_of_a_file_is_placed_where_it_is_written(value: object):
    source = Source("a.yaml", json.dumps({"top": value}, ensure_ascii=False, indent=1))
    written = leaves(load(source).value)

    spans = [locate(source, pointer) for pointer, _ in written]

    tokens = [source.line_text(span.line)[span.column - 1 : span.end_column - 1] for span in spans]
    assert [json.loads(token) for token in tokens] == [leaf for _, leaf in written]


def leaves(value: object, pointer: str = "") -> list[tuple[str, object]]:
    """Every value that is neither list nor mapping, with its pointer."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if pairs is None:
        return [(pointer, value)]
    tokens = [(str(key).replace("~", "~0").replace("/", "~1"), item) for key, item in pairs]
    return [leaf for token, item in tokens for leaf in leaves(item, f"{pointer}/{token}")]

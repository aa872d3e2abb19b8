"""Values are written so that every reader takes them for what they are."""

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ropa.edit import write_file
from ropa.edit.write import write_flow, write_quoted, write_scalar
from ropa.schema import fields_of
from ropa.text import Source
from ropa.yamlio import load

PRINTABLE = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=40)


def read(text: str) -> object:
    loaded = load(Source("x.yaml", text))
    assert loaded.findings == ()
    return loaded.value


@pytest.mark.parametrize("text", ["draft", "2026-11-01", "Referat af møde 3", "sha256:abc", "a, b", "it's", "C# og [x]", "a/b-c"])
def test_a_plain_text_has_no_quotes(text: str) -> None:
    assert write_scalar(text) == text


@pytest.mark.parametrize(
    "text",
    ["", " a", "a ", "no", "Yes", "null", "~", "true", "12", "1e5", "12:30", "0777", "a: b", "a #b", "- a", "#a", "[a]", "{a}",
     "&a", "*a", "!a", "|", ">", "%a", "@a", "`a", "'a", '"a', "?", "? a", "a:", "<<", "="],
)
def test_a_text_that_a_reader_could_take_for_something_else_has_quotes(text: str) -> None:
    written = write_scalar(text)

    assert written == json.dumps(text)
    assert yaml.safe_load(f"x: {written}") == {"x": text}


@given(PRINTABLE)
def test_every_text_reads_back_on_a_line_and_in_brackets(text: str) -> None:
    assert read(f"x: {write_scalar(text)}\n") == {"x": text}
    assert read(f"x: {write_flow([text, {'y': text}])}\n") == {"x": [text, {"y": text}]}


@given(PRINTABLE, st.sampled_from("'\""))
def test_every_text_reads_back_in_either_quotes(text: str, quote: str) -> None:
    assert read(f"x: {write_quoted(text, quote)}\n") == {"x": text}


@given(st.one_of(st.booleans(), st.integers(-10**9, 10**9)))
def test_numbers_and_truth_values_read_back(value: int | bool) -> None:
    assert read(f"x: {write_scalar(value)}\n") == {"x": value}


def test_a_file_has_its_fields_in_the_order_of_the_schema() -> None:
    text = write_file({"on": "2026-01-31", "id": "a", "activities": ["a/b"], "text": {"da": "Nej: ja"}}, fields_of("evidence"))

    assert text == 'id: a\non: 2026-01-31\nactivities: [a/b]\ntext:\n  da: "Nej: ja"\n'

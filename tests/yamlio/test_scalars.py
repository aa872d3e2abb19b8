"""Unquoted YAML scalars become JSON values only where a reader would expect it."""

import pytest

from ropa.text import Source
from ropa.yamlio import load


def value_of(scalar: str) -> object:
    loaded = load(Source("a.yaml", f"a: {scalar}\n"))
    assert loaded.findings == ()
    return loaded.value["a"]


@pytest.mark.parametrize("scalar", ["NO", "no", "yes", "Yes", "on", "OFF", "y", "n", "True", "FALSE", "Null", "NULL"])
def test_words_that_older_yaml_took_for_booleans_stay_text(scalar: str):
    assert value_of(scalar) == scalar


@pytest.mark.parametrize("scalar", ["2026-01-31", "2026-01-31T12:00:00Z", "12:30", "1:30:00", "01-31", "P5Y", "6.1.a"])
def test_dates_times_and_sections_stay_text(scalar: str):
    assert value_of(scalar) == scalar


@pytest.mark.parametrize("scalar", ["007", "00", "-07", "01.5", "0o17", "0x1F", "0b1", "1_000", "1,5", "+45 12345678"])
def test_numbers_that_would_lose_their_form_stay_text(scalar: str):
    assert value_of(scalar) == scalar


@pytest.mark.parametrize("scalar", [".inf", "-.inf", ".nan", ".NaN", "1e999", "-1e999", ".", "-", "1e", "--1"])
def test_what_json_has_no_number_for_stays_text(scalar: str):
    assert value_of(f"[{scalar}]") == [scalar]


@pytest.mark.parametrize(
    ("scalar", "value"),
    [("true", True), ("false", False), ("null", None), ("~", None), ("", None), ("0", 0), ("-12", -12), ("+5", 5)],
)
def test_reads_json_words_and_whole_numbers(scalar: str, value: object):
    assert (value_of(scalar), type(value_of(scalar))) == (value, type(value))


@pytest.mark.parametrize(("scalar", "value"), [("1.5", 1.5), ("-0.5", -0.5), (".5", 0.5), ("1.", 1.0), ("1e3", 1000.0)])
def test_reads_decimal_numbers(scalar: str, value: float):
    assert (value_of(scalar), type(value_of(scalar))) == (value, float)


@pytest.mark.parametrize("scalar", ["'5'", '"true"', "'null'", '""', "'~'"])
def test_quoted_scalars_stay_text(scalar: str):
    assert value_of(scalar) == scalar[1:-1]


def test_blocks_of_text_stay_text():
    assert value_of("|-\n  12") == "12"


def test_a_number_of_thousands_of_digits_stays_text():
    assert value_of("9" * 5000) == "9" * 5000

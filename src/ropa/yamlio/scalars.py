"""Turns an unquoted YAML scalar into a JSON value.

Called by `load` for every scalar without quotes. YAML 1.2 core, narrowed to what JSON has: `NO`, `yes`, `on`, dates,
`12:30`, `1_000`, `0x1F` and `.inf` are text, and so is a number with a leading zero, such as a phone or account number.
"""

from __future__ import annotations

import re
from math import isfinite

JsonScalar = str | int | float | bool | None

MAX_INTEGER_DIGITS = 4300
"""A longer number stays text: Python refuses to convert it."""

_WORDS: dict[str, JsonScalar] = {"": None, "~": None, "null": None, "true": True, "false": False}
_NUMBER_STARTS = frozenset("+-.0123456789")
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


def read_plain(text: str) -> JsonScalar:
    """The value of a scalar without quotes."""
    if text in _WORDS:
        return _WORDS[text]
    return _read_number(text) if text[0] in _NUMBER_STARTS else text


def _read_number(text: str) -> JsonScalar:
    """The number, or the text when it is no number that JSON can hold."""
    if _INTEGER.fullmatch(text):
        return int(text) if len(text) <= MAX_INTEGER_DIGITS else text
    if _FLOAT.fullmatch(text):
        number = float(text)
        return number if isfinite(number) else text
    return text

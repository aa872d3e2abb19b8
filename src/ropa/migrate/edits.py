"""Small changes to the text of a file: what stands around them, comments, quotes and blank lines too, is not touched.

Called by the steps of a migration, which know what to change. Places come from `locate`; nothing is ever written out
from values. Never changes what it has no place for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ropa.findings import Span
from ropa.text import Source
from ropa.yamlio import locate

_LINE_BREAK = re.compile(r"\r\n?|\n")
_QUOTES = ("'", '"')


@dataclass(frozen=True, slots=True)
class Edit:
    """New text for the characters from `start` to `end`, indexes into the text of the file."""

    start: int
    end: int
    text: str


def rename_key(source: Source, pointer: str, name: str) -> Edit:
    """The key of the field at the pointer gets another name, in the quotes it has."""
    start, end = _range(source.text, locate(source, pointer, "key"))
    quote = source.text[start] if source.text[start] in _QUOTES else ""
    return Edit(start, end, f"{quote}{name}{quote}")


def surround_value(source: Source, pointer: str, before: str, after: str) -> Edit:
    """The scalar at the pointer is kept as it is written, between two texts."""
    start, end = _range(source.text, locate(source, pointer))
    return Edit(start, end, before + source.text[start:end] + after)


def replace_value(source: Source, pointer: str, text: str) -> Edit:
    """The scalar at the pointer becomes another text."""
    start, end = _range(source.text, locate(source, pointer))
    return Edit(start, end, text)


def written_value(source: Source, pointer: str) -> str:
    """The scalar at the pointer as the file writes it, with its quotes."""
    start, end = _range(source.text, locate(source, pointer))
    return source.text[start:end]


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with every edit made; edits do not overlap."""
    for edit in sorted(edits, key=lambda each: each.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _range(text: str, span: Span) -> tuple[int, int]:
    """The indexes of a span, which counts lines and columns from 1."""
    starts = [0, *(match.end() for match in _LINE_BREAK.finditer(text))]
    return starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1

"""Edits of one key or one scalar, in the quotes that it has.

Called by the steps of a migration, which know what to change, and by `fields`. Places come from `locate`. Never changes
what it has no place for.
"""

from __future__ import annotations

from typing import Any

from ropa.edit.edits import Edit
from ropa.edit.write import write_quoted, write_scalar
from ropa.text import Source
from ropa.yamlio import locate

_QUOTES = ("'", '"')


def rename_key(source: Source, pointer: str, name: str) -> Edit:
    """The key of the field at the pointer gets another name, in the quotes it has."""
    start, end = source.indexes(locate(source, pointer, "key"))
    quote = source.text[start] if source.text[start] in _QUOTES else ""
    return Edit(source.file, start, end, f"{quote}{name}{quote}")


def surround_value(source: Source, pointer: str, before: str, after: str) -> Edit:
    """The scalar at the pointer is kept as it is written, between two texts."""
    return replace_value(source, pointer, before + written_value(source, pointer) + after)


def replace_value(source: Source, pointer: str, text: str) -> Edit:
    """The scalar at the pointer becomes another text, which is YAML."""
    start, end = source.indexes(locate(source, pointer))
    return Edit(source.file, start, end, text)


def rewrite_value(source: Source, pointer: str, value: Any) -> Edit:
    """The scalar at the pointer becomes another value, in the quotes it has."""
    quote = written_value(source, pointer)[:1]
    is_quoted = isinstance(value, str) and quote in _QUOTES
    return replace_value(source, pointer, write_quoted(value, quote) if is_quoted else write_scalar(value, in_flow=True))


def written_value(source: Source, pointer: str) -> str:
    """The scalar at the pointer as the file writes it, with its quotes."""
    start, end = source.indexes(locate(source, pointer))
    return source.text[start:end]

"""Walks a value together with its fields, tolerating values that do not follow the schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ropa.schema import Field


class Visit(NamedTuple):
    """A value with the field that describes it, its JSON pointer in the file and the object it stands in.

    A tuple, because a register has a million of them and they are made in half the time.
    """

    field: Field
    value: Any
    pointer: str
    owner: Mapping[str, Any]


def visit(field: Field, value: Any, pointer: str = "", owner: Mapping[str, Any] | None = None) -> Iterator[Visit]:
    """Every value below (and including) `value` that a field describes, in the order of the schema."""
    waiting = [Visit(field, value, pointer, owner or {})]
    while waiting:
        found = waiting.pop()
        yield found
        waiting += reversed(_inside(*found))


def _inside(field: Field, value: Any, pointer: str, owner: Mapping[str, Any]) -> list[Visit]:
    if isinstance(value, dict):
        named = field.fields.items()
        return [Visit(child, value[name], f"{pointer}/{name}", value) for name, child in named if name in value]
    items = field.items
    if items is not None and isinstance(value, list):
        return [Visit(items, item, f"{pointer}/{index}", owner) for index, item in enumerate(value)]
    return []

"""Walks a value together with its fields, tolerating values that do not follow the schema."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def visit(field: Field, value: Any, pointer: str = "", owner: Mapping[str, Any] | None = None) -> Sequence[Visit]:
    """Every value below (and including) `value` that a field describes, in the order of the schema.

    In a tree of `branches_to` only what is wanted: most of a record lies on the way to something else.
    """
    found: list[Visit] = []
    _note(found, field, value, pointer, owner or {})
    return found


def _note(found: list[Visit], field: Field, value: Any, pointer: str, owner: Mapping[str, Any]) -> None:
    """Adds a value and what is inside it. Words are noted here and not by a call of their own: they are most of a record."""
    if field.is_wanted:
        found.append(Visit(field, value, pointer, owner))
    if isinstance(value, dict):
        for name, child in field.fields.items():
            if name in value:
                inner = value[name]
                if isinstance(inner, (dict, list)):
                    _note(found, child, inner, f"{pointer}/{name}", value)
                elif child.is_wanted:
                    found.append(Visit(child, inner, f"{pointer}/{name}", value))
    elif field.items is not None and isinstance(value, list):
        for index, item in enumerate(value):
            _note(found, field.items, item, f"{pointer}/{index}", owner)

"""Walks a value together with its fields, tolerating values that do not follow the schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ropa.schema import Field


@dataclass(frozen=True, slots=True)
class Visit:
    """A value with the field that describes it, its JSON pointer in the file and the object it stands in."""

    field: Field
    value: Any
    pointer: str
    owner: Mapping[str, Any]


def visit(field: Field, value: Any, pointer: str = "", owner: Mapping[str, Any] | None = None) -> Iterator[Visit]:
    """Every value below (and including) `value` that a field describes, in the order of the schema."""
    yield Visit(field, value, pointer, owner or {})
    if isinstance(value, Mapping):
        for name, child in field.fields.items():
            if name in value:
                yield from visit(child, value[name], f"{pointer}/{name}", value)
    elif isinstance(value, list) and field.items is not None:
        for index, item in enumerate(value):
            yield from visit(field.items, item, f"{pointer}/{index}", owner)

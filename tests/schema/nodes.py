"""Walks a JSON Schema as a tree of schemas, so that a test can say something about each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ropa.schema import schemas


@dataclass(frozen=True, slots=True)
class Node:
    """A schema at its place. `name` is the property that it describes, "" for items, conditions and the top."""

    place: str
    name: str
    schema: Mapping[str, Any]
    is_condition: bool = False


def walk(place: str, schema: Mapping[str, Any], name: str = "", is_condition: bool = False) -> Iterator[Node]:
    """The schema and every schema below it."""
    yield Node(place, name, schema, is_condition)
    for key, child in schema.get("properties", {}).items():
        yield from walk(f"{place}/{key}", child, key, is_condition)
    if "items" in schema:
        yield from walk(f"{place}/-", schema["items"], "", is_condition)
    for keyword in ("if", "then"):
        if keyword in schema:
            yield from walk(f"{place}:{keyword}", schema[keyword], "", True)


def all_nodes() -> list[Node]:
    """Every schema of every kind, conditions too."""
    return [node for kind, schema in schemas().items() for node in walk(kind, schema.definition)]


def all_fields() -> list[Node]:
    """Every property of every kind."""
    return [node for node in all_nodes() if node.name and not node.is_condition]

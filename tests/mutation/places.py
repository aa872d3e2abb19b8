"""Every value of the fictional register with the schema that describes it: where the operators may change something.

Reads the JSON Schemas themselves and not `Field`: what is required, listed, repeated or bounded stands only there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ropa.schema import schema_for, schemas
from tests.register.fictional import text_of
from tests.rules.lay import read

Json = Any
Steps = tuple[str | int, ...]


class Place(NamedTuple):
    """A value in a file. `path` is its place in the schema ("/data/-/categories/-"), `owner` what it stands in, `root` the
    whole file; `steps` lead from the root to the value.
    """

    kind: str
    file: str
    path: str
    steps: Steps
    node: Mapping[str, Any]
    value: Json
    owner: Json
    root: Json

    @property
    def name(self) -> str:
        """The name of the field, "" for an item of a list."""
        return self.steps[-1] if isinstance(self.steps[-1], str) else ""

    @property
    def pointer(self) -> str:
        """The place as findings name it."""
        return "".join(f"/{step}" for step in self.steps)


def places_of(file: str) -> Iterator[Place]:
    """Every value below the top of a file, in the order of the schema."""
    schema = schema_for(file)
    assert schema is not None
    root = read(text_of(file))
    yield from _inside(Place(schema.kind, file, "", (), schemas()[schema.kind].definition, root, None, root))


def _inside(place: Place) -> Iterator[Place]:
    value, node = place.value, place.node
    if isinstance(value, dict):
        for name, child in node.get("properties", {}).items():
            if name in value:
                yield from _with_inside(_below(place, f"{place.path}/{name}", name, child))
    elif isinstance(value, list):
        for index in range(len(value)):
            yield from _with_inside(_below(place, f"{place.path}/-", index, node["items"]))


def _with_inside(place: Place) -> Iterator[Place]:
    yield place
    yield from _inside(place)


def _below(place: Place, path: str, step: str | int, node: Mapping[str, Any]) -> Place:
    value = place.value[step]
    return Place(place.kind, place.file, path, (*place.steps, step), node, value, place.value, place.root)


def put(root: Json, steps: Steps, value: Json) -> Json:
    """A file with another value at a place; only what lies on the way is copied."""
    if not steps:
        return value
    copied = root.copy()
    copied[steps[0]] = put(root[steps[0]], steps[1:], value)
    return copied

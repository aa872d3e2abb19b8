"""The field that an unknown key can only have been, where there is exactly one.

Called by `validate` for each group of fields with keys that its schema does not know. A key that is a field elsewhere may
stand at the wrong place rather than be misspelt; a field that is there already, or whose value is of another kind, was
not meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from jsonschema import Draft7Validator

from ropa.schema.contract import schemas
from ropa.slips import only_meant


def meant_keys(instance: Mapping[str, Any], known: Mapping[str, Any]) -> Mapping[str, str]:
    """The unknown keys of an object with the one field that each can have been; those that could be several are left out."""
    free = {name: name for name in known if name not in instance}
    unknown = [key for key in instance if key not in known and key not in _field_names()]
    meant = {key: only_meant(_in_our_spelling(key), free) for key in unknown}
    claims = Counter(meant.values())
    return {key: name for key, name in meant.items() if name and claims[name] == 1 and _fits(instance[key], known[name])}


def _in_our_spelling(key: str) -> str:
    return key.lower().replace("-", "_")


def _fits(value: object, definition: Mapping[str, Any]) -> bool:
    types = definition.get("type", [])
    return any(Draft7Validator.TYPE_CHECKER.is_type(value, name) for name in ([types] if isinstance(types, str) else types))


@cache
def _field_names() -> frozenset[str]:
    """The names of all fields of all kinds."""
    return frozenset(name for schema in schemas().values() for name in _names(schema.definition))


def _names(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from node.get("properties", {})
        for child in node.values():
            yield from _names(child)
    elif isinstance(node, list):
        for child in node:
            yield from _names(child)

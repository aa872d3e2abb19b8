"""A register in which every field of every schema is filled, made from the schemas; each text is the test's own.

One entry of each kind, all with the id `one`, all pointing to each other wherever a schema lets them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from jsonschema import Draft7Validator

from ropa.files import Files
from ropa.register import Register, assemble
from ropa.schema import SCHEMA_VERSION, schemas

ID = "one"
EXAMPLES = (
    ID,
    "2026-01-31",
    "01-31",
    "P5Y",
    "/notes",
    "RET003",
    "US",
    "12345678",
    "dpv:Customer",
    "post@one.test",
    "https://git.test/edit/",
    f"sha256:{'0a' * 32}",
    "0a" * 20,
)
WORDS_HAVE_NO_FORM = "et eller andet: <>"

MakeText = Callable[[str, bool], str]
"""Makes the text of a field from its path in the schema and whether it, or a field above it, is internal."""


def full_files(text: MakeText) -> Files:
    """The files of the register."""
    contents = {}
    for kind, schema in schemas().items():
        value = _value(schema.definition, kind, False, text)
        if kind == "register":
            value |= {"schema_version": SCHEMA_VERSION, "language": "da"}
        contents[schema.path.format(organisation=ID, id=ID)] = json.dumps(value, ensure_ascii=False).encode()
    return Files(contents)


def full_register(text: MakeText) -> Register:
    """The register, read from those files."""
    return assemble(full_files(text))


def _value(node: Mapping[str, Any], path: str, is_internal: bool, text: MakeText) -> Any:
    is_internal = is_internal or node.get("x-internal", False)
    types = node["type"] if isinstance(node["type"], list) else [node["type"]]
    if "const" in node or "enum" in node:
        return node["const"] if "const" in node else node["enum"][0]
    if "object" in types:
        return {name: _value(child, f"{path}.{name}", is_internal, text) for name, child in node["properties"].items()}
    if "array" in types:
        return [_value(node["items"], path, is_internal, text)]
    if "string" in types:
        return _string(node, path, is_internal, text)
    return node.get("minimum", 1) if "integer" in types else True


def _string(node: Mapping[str, Any], path: str, is_internal: bool, text: MakeText) -> str:
    if node.get("x-ref") == "activity":
        return f"{ID}/{ID}"
    if Draft7Validator(node).is_valid(WORDS_HAVE_NO_FORM):
        return text(path, is_internal)
    return next(example for example in EXAMPLES if Draft7Validator(node).is_valid(example))

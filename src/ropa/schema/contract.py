"""Reads the JSON Schemas of the register and makes each self-contained.

A `$ref` to common.schema.json or to a schema's own definitions is replaced by what it points to, and the
annotations beside it win. What comes out is plain draft-07 for validators and editors, and the same dict
carries the `x-` annotations that pages, graph and gaps derive from. Nothing here looks at a record.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

COMMON = "common.schema.json"
ID_PATTERN = "[a-z0-9]+(?:-[a-z0-9]+)*"
KINDS = (
    "register",
    "organisation",
    "activity",
    "party",
    "agreement",
    "system",
    "document",
    "evidence",
    "data_subject_category",
    "personal_data_category",
    "event",
    "security_measure",
)


@dataclass(frozen=True, slots=True)
class Schema:
    """One kind of file: its draft-07 schema without `$ref`, and where its files lie.

    `path` is a pattern below the register's folder, e.g. "activities/{organisation}/{id}.yaml".
    `terms` is the name of the list whose items are the entries (vocabularies), or "" when the file is one entry.
    """

    kind: str
    path: str
    terms: str
    label: Mapping[str, str]
    plural: Mapping[str, str]
    definition: Mapping[str, Any]

    @property
    def is_scoped(self) -> bool:
        """Whether ids of this kind are unique within an organisation only."""
        return "{organisation}" in self.path

    @property
    def folder(self) -> str:
        """The first part of the path: "activities", or "register.yaml" for the one file at the top."""
        return self.path.split("/", 1)[0]

    def match(self, file: str) -> Mapping[str, str] | None:
        """The ids in a file's path, e.g. {"organisation": …, "id": …}; None when the path is another kind's."""
        found = _path_pattern(self.path).fullmatch(file)
        return found.groupdict() if found else None


@lru_cache(maxsize=1)
def schemas() -> Mapping[str, Schema]:
    """Every schema of the register by kind, in the order of `KINDS`."""
    documents = {name: _read(name) for name in (COMMON, *(f"{kind}.schema.json" for kind in KINDS))}
    return {kind: _schema(kind, documents) for kind in KINDS}


def schema_for(file: str) -> Schema | None:
    """The schema that the file at this path must follow; None when no kind of file belongs there."""
    return next((schema for schema in schemas().values() if schema.match(file) is not None), None)


def _schema(kind: str, documents: Mapping[str, Any]) -> Schema:
    name = f"{kind}.schema.json"
    definition = _inline({k: v for k, v in documents[name].items() if k != "definitions"}, name, documents)
    return Schema(
        kind=kind,
        path=definition["x-path"],
        terms=definition.get("x-terms", "").lstrip("/"),
        label=definition["x-label"],
        plural=definition["x-plural"],
        definition=definition,
    )


def _inline(node: Any, home: str, documents: Mapping[str, Any]) -> Any:
    """`node` with every `$ref` replaced; `home` is the document that a local `#/…` reference points into."""
    if isinstance(node, list):
        return [_inline(item, home, documents) for item in node]
    if not isinstance(node, dict):
        return node
    beside = {key: _inline(value, home, documents) for key, value in node.items() if key != "$ref"}
    if "$ref" not in node:
        return beside
    document, _, pointer = node["$ref"].partition("#/")
    target_home = document or home
    target = documents[target_home]
    for step in pointer.split("/"):
        target = target[step]
    return {**_inline(target, target_home, documents), **beside}


def _read(name: str) -> Any:
    return json.loads(resources.files("ropa.schema").joinpath(name).read_text(encoding="utf-8"))


@lru_cache(maxsize=None)
def _path_pattern(path: str) -> re.Pattern[str]:
    escaped = re.escape(path)
    return re.compile(re.sub(r"\\\{(\w+)\\\}", rf"(?P<\1>{ID_PATTERN})", escaped))


SCHEMA_VERSION: int = _read("register.schema.json")["properties"]["schema_version"]["const"]

"""Turns the schemas of the register into schemas for an editor: titles and explanations in Danish, ids to choose from.

Called by the command line, which writes them where the editor's settings look. Each is draft-07 in one piece, without
annotations of ours, one file for each kind whatever the register holds, so that the settings never change. Decides
nothing: `ropa check` has the last word, in its own wording.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ropa.editor.choices import choices_in
from ropa.law.citation import cite
from ropa.register import Register
from ropa.schema import schemas

Definition = dict[str, Any]

_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>#+!|]")


def editor_schemas(register: Register | None = None) -> Mapping[str, Definition]:
    """File name -> schema, for each kind of file. Without a register, ids are held against their form only."""
    return {f"{kind}.schema.json": _editor_schema(kind, register) for kind in schemas()}


def write_editor_schemas(register: Register | None, folder: Path) -> tuple[str, ...]:
    """Writes the schemas and returns the names of the files that had to change."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in editor_schemas(register).items():
        data = (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode()
        path = folder / name
        if not path.is_file() or path.read_bytes() != data:
            path.write_bytes(data)
            written.append(name)
    return tuple(written)


def _editor_schema(kind: str, register: Register | None) -> Definition:
    schema = _shown(schemas()[kind].definition)
    if register is None:
        return schema
    choices = choices_in(register)
    narrowed = choices.narrow(kind)
    if not narrowed:
        return schema
    named = set(_names_in(narrowed))
    definitions = {name: part for name, part in choices.definitions().items() if name in named}
    return {**schema, "allOf": narrowed, "definitions": definitions}


def _shown(node: Mapping[str, Any]) -> Definition:
    """A schema with what the editor shows in place of our annotations."""
    shown = {key: value for key, value in node.items() if not key.startswith("x-") and key != "$id"}
    for key in ("items", "if", "then"):
        if key in shown:
            shown[key] = _shown(shown[key])
    if "properties" in shown:
        shown["properties"] = {name: _shown(child) for name, child in shown["properties"].items()}
    return {**shown, **_explained(node)}


def _explained(node: Mapping[str, Any]) -> Definition:
    """Title, explanation, the meaning of each choice, and what to write when the form is wrong."""
    words: Definition = {}
    if "x-label" in node:
        words["title"] = node["x-label"]["da"]
    if "description" in node:
        words["markdownDescription"] = _explanation(node)
    if "enum" in node and "x-labels" in node:
        words["enumDescriptions"] = [node["x-labels"][value]["da"] for value in node["enum"]]
    if "pattern" in node and "x-shape" in node:
        words["patternErrorMessage"] = f"Skriv {node['x-shape']['da']}."
    return words


def _explanation(node: Mapping[str, Any]) -> str:
    """The description as Markdown, with the article that asks for the field."""
    text = _MARKDOWN.sub(r"\\\g<0>", node["description"])
    return f"{text}\n\nSe {cite(node['x-article'], 'da')}." if "x-article" in node else text


def _names_in(part: Any) -> list[str]:
    """The names of the lists that a part of a schema refers to."""
    if isinstance(part, list):
        return [name for each in part for name in _names_in(each)]
    if not isinstance(part, dict):
        return []
    own = [part["$ref"].removeprefix("#/definitions/")] if "$ref" in part else []
    return own + [name for each in part.values() for name in _names_in(each)]

"""Lays an example, a part of a record, over the fictional register, which is right and complete.

Each top-level key of the part replaces the file's. In a list whose items have a key (`x-key` in the schema: `id`,
`party` ...), an item replaces the one with the same key, or is added; so is a second one with that key. A file that is not there becomes one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from textwrap import dedent
from typing import Any

from ropa.register import Register, assemble
from ropa.rules.rule import Example, Rule
from ropa.schema import fields_of, schemas
from ropa.text import Source
from ropa.yamlio import load
from tests.register.fictional import FILES

HOME: Mapping[str, str] = {
    "activity": "activities/havnens-cykler/bike-sales.yaml",
    "organisation": "organisations/havnens-cykler.yaml",
    "party": "parties/datahavn.yaml",
    "agreement": "agreements/havnens-cykler/datahavn.yaml",
    "system": "systems/havnens-cykler/shop-system.yaml",
    "document": "documents/havnens-privacy.yaml",
    "deviation": "activities/havnens-cykler/bike-sales.yaml",
    "register": "register.yaml",
}
"""The file that an example is about when it names none."""


def laid(rule: Rule, example: Example) -> Register:
    """The fictional register with an example of a rule laid over it."""
    return assemble(replace(FILES, contents=contents(rule, example)))


def contents(rule: Rule, example: Example) -> dict[str, bytes]:
    """The files of that register."""
    home = example.file or HOME[rule.of]
    changed = dict(FILES.contents)
    parts = {home: example.yaml, **example.also}
    for file, text in parts.items():
        value = deepcopy(read(changed[file].decode())) if file in changed else {}
        if file == home:
            for pointer in example.without:
                _remove(value, pointer)
        changed[file] = json.dumps(_over(value, read(text), _kind(file)), ensure_ascii=False, indent=2).encode()
    return changed


def read(text: str) -> Any:
    """YAML as the register reads it, where a date is text."""
    loaded = load(Source("example.yaml", dedent(text).strip() + "\n"))
    assert loaded.findings == (), loaded.findings
    return loaded.value


def _over(value: dict[str, Any], part: Mapping[str, Any], kind: str) -> dict[str, Any]:
    result = deepcopy(value)
    for name, new in part.items():
        field = fields_of(kind).fields.get(name) if kind else None
        if kind in _VOCABULARIES and name == "terms":
            result[name] = _merged(result.get(name, []), new, "id")
        elif field is not None and field.key and isinstance(new, list) and isinstance(result.get(name), list):
            result[name] = _merged(result[name], new, field.key)
        else:
            result[name] = new
    return result


def _merged(items: list[Any], new: list[Any], key: str) -> list[Any]:
    places = {item[key]: index for index, item in enumerate(items)}
    result = list(items)
    for item in new:
        if item[key] in places:
            result[places.pop(item[key])] = item
        else:
            result.append(item)
    return result


def _remove(value: Any, pointer: str) -> None:
    *way, last = pointer.split("/")[1:]
    for step in way:
        value = value[int(step)] if isinstance(value, list) else value[step]
    del value[int(last) if isinstance(value, list) else last]


def _kind(file: str) -> str:
    folder = file.split("/")[0]
    if folder == "register.yaml":
        return "register"
    if folder == "vocabulary":
        return next(kind for kind, schema in schemas().items() if schema.path == file)
    return next(kind for kind, schema in schemas().items() if schema.path.startswith(f"{folder}/"))


_VOCABULARIES = {kind for kind, schema in schemas().items() if schema.terms}

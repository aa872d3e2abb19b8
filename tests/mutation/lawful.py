"""Which changes break something, and why the others do not: by what the schema says of the place, then by the rows of a table.

A removed field breaks the record when the schema requires it or asks for it there, when something points into it, or when a
rule names it as missing and no row of lawful.yaml says that the rule does not ask there. What is found plays no part.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ropa.check import check
from ropa.register import Entry, visit
from ropa.register.references import Target, list_key, resolve
from ropa.rules import Choice, catalogue
from ropa.schema import fields_of, schema_for, schemas
from tests.mutation.operators import Mutation
from tests.mutation.places import Place
from tests.mutation.run import assembled
from tests.register.fictional import TODAY, fictional
from tests.rules.lay import contents
from tests.rules.test_catalogue import cases

TABLE: Mapping[str, Any] = yaml.safe_load(Path(__file__).with_name("lawful.yaml").read_text(encoding="utf-8"))


def reason_for(mutation: Mutation) -> str:
    """Why a change breaks nothing; "" when it does."""
    place = mutation.place
    if mutation.operator in {"remove_field", "drop_item", "other_id"} and _is_pointed_to(place):
        return ""
    if mutation.operator == "other_id":
        return "" if place.path == "/id" else str(TABLE["unpointed"])
    if mutation.operator == "remove_field":
        if _is_required(place) or _is_asked(place):
            return ""
        if "x-asked" in place.node:
            return str(TABLE["not_asked_here"])
        if (place.kind, place.path) not in named_as_missing():
            return str(TABLE["optional"])
    return next((row["reason"] for row in TABLE["rows"] if _fits(row, mutation)), "")


def _is_required(place: Place) -> bool:
    """Whether the schema refuses the owner without the field."""
    node = _owner_node(place)
    required = {*node.get("required", ())}
    condition = node.get("if", {}).get("properties", {})
    if condition and all(place.owner.get(name) == part.get("const") for name, part in condition.items()):
        required |= {*node["then"].get("required", ())}
    return place.name in required or len(place.owner) <= node.get("minProperties", 0)


def _owner_node(place: Place) -> Mapping[str, Any]:
    node: Mapping[str, Any] = schemas()[place.kind].definition
    for step in place.steps[:-1]:
        node = node["items"] if isinstance(step, int) else node["properties"][step]
    return node


def _is_asked(place: Place) -> bool:
    """Whether the law asks a record of this role for the field, with what stands beside it."""
    if "x-asked" not in place.node:
        return False
    roles = place.node.get("x-roles")
    if roles and place.root.get("role") not in roles:
        return False
    return not any(_stands(other, place.owner) for other in place.node.get("x-unless", ()))


def _stands(condition: str, owner: Mapping[str, Any]) -> bool:
    name, _, value = condition.partition("=")
    return name in owner and value in ("", owner[name])


def _fits(row: Mapping[str, Any], mutation: Mutation) -> bool:
    place = mutation.place
    name = f"{place.kind}:{place.path}"
    return (
        mutation.operator in row["operators"]
        and any(fnmatchcase(name, pattern) for pattern in row.get("fields", ["*"]))
        and name not in row.get("except", ())
        and ("targets" not in row or place.node.get("x-ref") in row["targets"])
        and ("was" not in row or place.value in row["was"])
        and ("to" not in row or mutation.value in row["to"])
        and all(_is_one(_group(place), name, values) for name, values in row.get("beside", {}).items())
        and all(_is_one(place.root, name, values) for name, values in row.get("record", {}).items())
    )


def _is_one(value: Mapping[str, Any], name: str, wanted: Any) -> bool:
    return name in value if wanted == "present" else value.get(name) in wanted


def _group(place: Place) -> Mapping[str, Any]:
    """The object that a place stands in, also through a list."""
    if isinstance(place.owner, dict):
        return place.owner
    value = place.root
    for step in place.steps[:-2]:
        value = value[step]
    return value if isinstance(value, dict) else {}


def _is_pointed_to(place: Place) -> bool:
    """Whether anything outside the value points to it, or into it."""
    own = place.pointer.removesuffix("/id")
    return any(
        _is_within(pointer, own) and not (file == place.file and _is_within(origin, own))
        for pointer, file, origin in _pointed_to().get(place.file, ())
    )


def _is_within(pointer: str, place: str) -> bool:
    return f"{pointer}/".startswith(f"{place}/")


@cache
def _pointed_to() -> Mapping[str, frozenset[tuple[str, str, str]]]:
    """The places in each file that something points to, with the file and the place that point there."""
    register = fictional()
    found: dict[str, set[tuple[str, str, str]]] = {}
    for entry in register.all():
        for seen in visit(fields_of(entry.kind), entry.value, entry.pointer):
            target = resolve(seen, entry.value)
            holder = target and (register.get(target.kind, target.key) if target.kind else entry)
            if target and holder and (pointer := holder.pointer + _item(holder, target)):
                found.setdefault(holder.file, set()).add((pointer, entry.file, seen.pointer))
    return {file: frozenset(pointers) for file, pointers in found.items()}


def _item(holder: Entry, target: Target) -> str:
    """The place in an entry that a reference leads to; "" for the entry itself."""
    if not target.list_name:
        return ""
    key = list_key(fields_of(holder.kind), target.list_name)
    keys = [item[key] for item in holder.value[target.list_name]]
    return f"/{target.list_name}/{keys.index(target.item)}"


@cache
def named_as_missing() -> frozenset[tuple[str, str]]:
    """The fields, by kind and path, that the rules name as missing in all their bad examples."""
    found: set[tuple[str, str]] = set()
    for rule in catalogue().values():
        asked = Choice("auditor", select=() if rule.of == "deviation" else (rule.code,))
        for example in cases(rule, "bad"):
            for finding in check(assembled(contents(rule, example)), TODAY, asked):
                schema = schema_for(finding.span.file)
                if finding.field and schema is not None:
                    found.add((schema.kind, re.sub(r"/\d+(?=/|$)", "/-", f"{finding.pointer}/{finding.field}")))
    return frozenset(found)

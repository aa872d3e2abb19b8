"""The fields of a schema as a tree that is easy to walk: what to show, what to resolve, what the law asks for.

Pages, references, gaps and the graph read this tree and no JSON Schema; the editor's schemas read both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from ropa.schema.contract import schemas

Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reference:
    """What the ids in a field point to.

    `target` is a kind ("party"), a list in the same record ("/purposes") or a list in another record
    ("organisation:/roles"); for the last, `within` names the field that says which record: a sibling
    ("document") or a field at the top ("/organisation"). `inverse` says what pointing means, seen from what is pointed
    to. `exempt` are words that are no ids.
    """

    target: str
    relation: str
    inverse: Labels
    within: str = ""
    exempt: tuple[str, ...] = ()
    acyclic: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One property of a schema, or the items of a list, with its annotations.

    `asked` is "must" or "should" when the law asks for the field (`article` says where), for the roles in
    `roles` (all when empty) unless one of `unless` holds: a field beside it, or "name=value". `takes_none`: the word `none` answers it.
    `is_quoted`: it says what a source says. `is_wanted`: False for what only lies on the way to the fields that `branches_to` was asked for.
    `key` is the property that identifies an item of the list. `choices` labels the values of an enum.
    """

    name: str
    types: tuple[str, ...]
    label: Labels
    description: str = ""
    section: str = ""
    weight: str = ""
    article: str = ""
    asked: str = ""
    roles: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    takes_none: bool = False
    is_internal: bool = False
    is_text: bool = False
    is_quoted: bool = False
    is_row: bool = False
    is_country: bool = False
    is_pointer: bool = False
    is_wanted: bool = True
    relation: str = ""
    dpv: str = ""
    key: str = ""
    choices: Mapping[str, Labels] = field(default_factory=dict)
    reference: Reference | None = None
    fields: Mapping[str, "Field"] = field(default_factory=dict)
    items: "Field | None" = None

    def walk(self) -> Iterator["Field"]:
        """This field and every field below it."""
        yield self
        for child in self.fields.values():
            yield from child.walk()
        if self.items is not None:
            yield from self.items.walk()


def branches_to(root: Field, is_wanted: Callable[[Field], bool]) -> Field:
    """The tree with only the fields that are wanted and those on the way to them."""
    return _branch(root, is_wanted) or replace(root, fields={}, items=None, is_wanted=False)


def _branch(root: Field, is_wanted: Callable[[Field], bool]) -> Field | None:
    inside = {name: branch for name, child in root.fields.items() if (branch := _branch(child, is_wanted))}
    items = _branch(root.items, is_wanted) if root.items else None
    found = is_wanted(root)
    return replace(root, fields=inside, items=items, is_wanted=found) if inside or items or found else None


@lru_cache(maxsize=None)
def fields_of(kind: str) -> Field:
    """The tree of a kind; its root is the entry itself (for a vocabulary: one term)."""
    schema = schemas()[kind]
    definition = schema.definition
    if schema.terms:
        definition = {**definition["properties"][schema.terms]["items"], "x-label": schema.label}
    return _field(kind, definition)


def sections_of(kind: str) -> Mapping[str, Labels]:
    """The sections of a kind's page with their labels, in page order."""
    return schemas()[kind].definition.get("x-sections", {})


def _field(name: str, node: Mapping[str, Any]) -> Field:
    types = node.get("type", ())
    return Field(
        name=name,
        types=(types,) if isinstance(types, str) else tuple(types),
        label=node.get("x-label", {}),
        description=node.get("description", ""),
        section=node.get("x-section", ""),
        weight=node.get("x-weight", ""),
        article=node.get("x-article", ""),
        asked=node.get("x-asked", ""),
        roles=tuple(node.get("x-roles", ())),
        unless=tuple(node.get("x-unless", ())),
        takes_none=node.get("x-none", False),
        is_internal=node.get("x-internal", False),
        is_text=node.get("x-text", False),
        is_quoted=node.get("x-quoted", False),
        is_row=node.get("x-row", False),
        is_country=node.get("x-country", False),
        is_pointer=node.get("x-pointer", False),
        relation=node.get("x-edge", name),
        dpv=node.get("x-dpv", ""),
        key=node.get("x-key", ""),
        choices=node.get("x-labels", {}),
        reference=_reference(name, node),
        fields={key: _field(key, child) for key, child in node.get("properties", {}).items()},
        items=_field(name, node["items"]) if "items" in node else None,
    )


def _reference(name: str, node: Mapping[str, Any]) -> Reference | None:
    if "x-ref" not in node:
        return None
    return Reference(
        target=node["x-ref"],
        relation=node.get("x-edge", name),
        inverse=node.get("x-inverse", {}),
        within=node.get("x-ref-in", ""),
        exempt=tuple(node.get("x-ref-except", ())),
        acyclic=node.get("x-acyclic", False),
    )

"""What the ids in a field may be, as draft-07 that an editor completes and checks: one list for each kind of target.

Called by `schemas` with a register that has been read. A list that depends on another field (the systems of the
record's organisation, the sections of the document beside it) stands under an `if` on that field, so that one schema
serves every organisation. A list in the record itself has no ids before the record is written and is left out, and so
is a list that is empty or that stands in a file which cannot be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ropa.register import Register
from ropa.register.model import text
from ropa.schema import Field, fields_of, schemas
from ropa.schema.fields import Reference

Partial = dict[str, Any]
Names = Mapping[str, str]

ORGANISATION = "organisation"
UNKNOWN_ID = "Findes ikke i registret ({where}). Er den lige kommet til, så kør opgaven »Opdater forslag«."


@dataclass(frozen=True, slots=True)
class Choices:
    """The ids in a register with their names, and what each list is called, by the name of the list.

    A name is a kind ("party"), a kind in an organisation ("system.acme") or a list in a record
    ("document.policy.sections").
    """

    lists: Mapping[str, Names]
    labels: Mapping[str, str]

    def definitions(self) -> Partial:
        """Each list as a schema that refuses every other id."""
        return {name: _enumeration(names, self.labels[name]) for name, names in self.lists.items()}

    def narrow(self, kind: str) -> list[Partial]:
        """What to add to `allOf` of the schema of a kind, so that ids are held against the lists."""
        root = fields_of(kind)
        parts = [self._narrowed(root, "")]
        if ORGANISATION in root.fields:
            organisations = self.lists.get(ORGANISATION, {})
            parts += [_when(ORGANISATION, each, self._narrowed(root, each)) for each in organisations]
        return [part for part in parts if part]

    def _narrowed(self, field: Field, organisation: str) -> Partial:
        """The part of a schema below `field` that names lists: those of an organisation, or with "" the others."""
        name = _list_name(field.reference, organisation) if field.reference else ""
        if name in self.lists:
            return self._with_words(field, name) if field.choices else _refer(name)
        part: Partial = {}
        properties = {key: self._narrowed(child, organisation) for key, child in field.fields.items()}
        properties = {key: child for key, child in properties.items() if child}
        if properties:
            part["properties"] = properties
        if field.items is not None and (items := self._narrowed(field.items, organisation)):
            part["items"] = items
        conditions = [] if organisation else list(self._beside(field))
        return {**part, "allOf": conditions} if conditions else part

    def _with_words(self, field: Field, name: str) -> Partial:
        """The list with the words that stand for no id, e.g. `in_house`."""
        words = {word: label["da"] for word, label in field.choices.items()}
        return _enumeration({**words, **self.lists[name]}, self.labels[name])

    def _beside(self, field: Field) -> Iterator[Partial]:
        """The lists of the fields whose record is named by the field beside them."""
        for key, child in field.fields.items():
            reference = child.reference
            if reference is None or reference.within not in field.fields:
                continue
            kind, _, list_name = reference.target.partition(":/")
            for holder in self.lists.get(kind, {}):
                if f"{kind}.{holder}.{list_name}" in self.lists:
                    yield _when(reference.within, holder, {"properties": {key: _refer(f"{kind}.{holder}.{list_name}")}})


def choices_in(register: Register) -> Choices:
    """Every list of ids in a register, the ids of files with faults too."""
    lists: dict[str, Names] = {}
    labels: dict[str, str] = {}
    for kind, schema in schemas().items():
        for name, names in _lists_of(register, kind):
            lists[name], labels[name] = names, schema.plural["da"]
    for holder, list_name in sorted(set(_inner_lists())):
        for entry in register.of(holder):
            field = fields_of(holder).fields[list_name]
            names = {item[field.key]: _name(item) or item[field.key] for item in entry.value.get(list_name, [])}
            if names:
                name = f"{holder}.{entry.key}.{list_name}"
                lists[name], labels[name] = names, f"{field.label['da']} i {entry.file}"
    return Choices(lists, labels)


def _lists_of(register: Register, kind: str) -> Iterator[tuple[str, Names]]:
    """The ids of a kind with their names, in one list, or in one for each organisation when ids belong to those."""
    schema = schemas()[kind]
    broken = {each.key: each.file for each in register.broken if each.kind == kind}
    if schema.terms and broken:
        return
    names = {**broken, **{entry.key: entry.name("da") for entry in register.of(kind)}}
    lists: dict[str, dict[str, str]] = {}
    for key, name in names.items() if schema.terms else sorted(names.items()):
        organisation, _, entry_id = key.rpartition("/")
        if _is_within_organisation(kind):
            lists.setdefault(f"{kind}.{organisation}", {})[entry_id] = name
        else:
            lists.setdefault(kind, {})[key] = name
    yield from lists.items()


def _inner_lists() -> Iterator[tuple[str, str]]:
    """Each list in a record that other records point into, e.g. ("organisation", "roles")."""
    for kind in schemas():
        for field in fields_of(kind).walk():
            if field.reference and ":/" in field.reference.target:
                holder, _, list_name = field.reference.target.partition(":/")
                yield holder, list_name


def _list_name(reference: Reference, organisation: str) -> str:
    """The list that a reference is held against within an organisation, or apart from any; "" when there is none."""
    kind, _, list_name = reference.target.partition("/")
    kind = kind.rstrip(":")
    if list_name:
        is_organisations = organisation and kind and reference.within == f"/{ORGANISATION}"
        return f"{kind}.{organisation}.{list_name}" if is_organisations else ""
    if _is_within_organisation(kind) != bool(organisation):
        return ""
    return f"{kind}.{organisation}" if organisation else kind


def _is_within_organisation(kind: str) -> bool:
    """Whether ids of a kind are written without their organisation; those of activities are written with it."""
    return schemas()[kind].is_scoped and kind != "activity"


def _refer(name: str) -> Partial:
    return {"$ref": f"#/definitions/{name}"}


def _when(name: str, value: str, part: Partial) -> Partial:
    condition = {"properties": {name: {"const": value}}, "required": [name]}
    return {"if": condition, "then": part} if part else {}


def _enumeration(names: Names, where: str) -> Partial:
    return {
        "enum": list(names),
        "enumDescriptions": list(names.values()),
        "errorMessage": UNKNOWN_ID.format(where=where),
    }


def _name(item: Mapping[str, Any]) -> str:
    """What a reader calls the item of a list."""
    return text(item.get("label", item.get("heading", "")), "da")

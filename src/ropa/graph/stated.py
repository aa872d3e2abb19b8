"""Entries -> nodes and stated edges: every reference and country of a record, with the rows it concerns.

Derived from the schema alone, by way of `branches`. Called by `build`. A target that is not in the register
becomes a node all the same, marked as such, so that nothing that is written disappears from the graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from babel import Locale

from ropa.graph.branches import DATA_CATEGORY, Branch, branches_of, item_kind, shared_lists
from ropa.graph.model import Edge, Node, Row, Rows, State, node_id
from ropa.register import Entry, Register, Visit
from ropa.register.model import text
from ropa.register.references import resolve
from ropa.schema import Field, fields_of, schemas

COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class _Spot:
    """A value on the way through a record, with what the objects around it say."""

    branch: Branch
    value: Any
    pointer: str
    owner: Mapping[str, Any]
    rows: Rows = None
    items: tuple[str, ...] = ()
    role: str = ""


def stated_edges(register: Register) -> Iterator[Edge]:
    """An edge for each reference and country in the register's entries."""
    for entry in register.all():
        branch = branches_of(entry.kind)
        if branch is not None:
            yield from _edges(entry, _Spot(branch, entry.value, entry.pointer, {}))
        yield from _shared_item_edges(entry)


def nodes(register: Register, edges: Iterable[Edge]) -> Iterator[Node]:
    """A node for each entry, each file with faults, each shared item and whatever else an edge leads to."""
    found = {node.id: node for node in _known_nodes(register)}
    for target in sorted({edge.target for edge in edges} - found.keys()):
        found[target] = _unknown_node(register, target)
    yield from found.values()


def _edges(entry: Entry, spot: _Spot) -> Iterator[Edge]:
    target = _target(entry, spot)
    if target:
        yield _edge(entry, spot, target)
    if isinstance(spot.value, Mapping):
        inside = _inside(spot)
        for name, branch in spot.branch.fields.items():
            if name in spot.value:
                child = _Spot(branch, spot.value[name], f"{spot.pointer}/{name}", spot.value, *inside)
                yield from _edges(entry, child)
    elif isinstance(spot.value, list) and spot.branch.items is not None:
        for index, item in enumerate(spot.value):
            child = replace(spot, branch=spot.branch.items, value=item, pointer=f"{spot.pointer}/{index}")
            yield from _edges(entry, child)


def _edge(entry: Entry, spot: _Spot, target: str) -> Edge:
    label = spot.branch.label
    return Edge(
        source=node_id(entry.kind, entry.key), target=target, id=f"{entry.file}#{spot.pointer}",
        relation=spot.branch.field.relation, origin="stated", file=entry.file, pointer=spot.pointer,
        organisation=entry.organisation, rows=spot.rows, items=spot.items, role=spot.role,
        label_da=label.get("da", ""), label_en=label.get("en", ""), is_internal=spot.branch.is_internal,
    )


def _target(entry: Entry, spot: _Spot) -> str:
    """The node that a value points to, "" when it points to none."""
    field = spot.branch.field
    if field.is_country:
        return node_id(COUNTRY, spot.value)
    found = resolve(Visit(field, spot.value, spot.pointer, spot.owner), entry.value)
    if found is None:
        return ""
    if not found.kind:
        return _party_of_item(entry, found.list_name, found.item)
    if found.list_name:
        return node_id(item_kind(found.kind, found.list_name), f"{found.key}/{found.item}")
    return node_id(found.kind, found.key)


def _party_of_item(entry: Entry, list_name: str, item: str) -> str:
    """The entry that an item of the same record stands for, when it is known by a reference; otherwise ""."""
    listed = fields_of(entry.kind).fields.get(list_name)
    key = listed.items.fields.get(listed.key) if listed is not None and listed.items is not None else None
    found = resolve(Visit(key, item, "", {}), entry.value) if key is not None else None
    return node_id(found.kind, found.key) if found is not None and found.kind else ""


def _inside(spot: _Spot) -> tuple[Rows, tuple[str, ...], str]:
    """What an object says of everything in it: rows, items of the same record, role."""
    branch, value = spot.branch, spot.value
    items = tuple(f"{_list_of(branch.field.fields[name])}/{value[name]}" for name in branch.inner if name in value)
    return _rows(spot), items, str(value.get("role", "")) if branch.has_role else ""


def _rows(spot: _Spot) -> Rows:
    branch, value = spot.branch, spot.value
    if branch.scope and branch.scope in value:
        items = branch.fields[branch.scope].items
        return tuple(_row(items, item) for item in value[branch.scope]) if items else None
    if branch.row:
        return (_row(branch, value),)
    if spot.rows and branch.narrowing in value:
        return tuple((row, tuple(value[branch.narrowing])) for row, _ in spot.rows)
    return spot.rows


def _row(branch: Branch, value: Mapping[str, Any]) -> Row:
    narrowed = value.get(branch.narrowing) if branch.narrowing else None
    return str(value[branch.row]), tuple(narrowed) if narrowed is not None else None


def _list_of(field: Field) -> str:
    return field.reference.target.removeprefix("/") if field.reference else ""


def _shared_item_edges(entry: Entry) -> Iterator[Edge]:
    """An edge from an entry to each item that other records may point to: a role, a department, a section."""
    for kind, list_name in shared_lists():
        if kind != entry.kind:
            continue
        label = fields_of(kind).fields[list_name].label
        for index, item in enumerate(entry.value.get(list_name, ())):
            pointer = f"{entry.pointer}/{list_name}/{index}"
            yield Edge(
                source=node_id(kind, entry.key),
                target=node_id(item_kind(kind, list_name), f"{entry.key}/{_item_id(entry, list_name, item)}"),
                id=f"{entry.file}#{pointer}", relation=list_name, origin="stated", file=entry.file, pointer=pointer,
                organisation=entry.organisation, label_da=label["da"], label_en=label["en"],
            )


def _item_id(entry: Entry, list_name: str, item: Mapping[str, Any]) -> str:
    return str(item[fields_of(entry.kind).fields[list_name].key])


def _known_nodes(register: Register) -> Iterator[Node]:
    for entry in register.all():
        yield _entry_node(register, entry)
        yield from _item_nodes(register, entry)
    for broken in register.broken:
        if broken.kind != "register":
            yield Node(node_id(broken.kind, broken.key), broken.kind, broken.key, broken.key, file=broken.file,
                       state="broken", is_internal=fields_of(broken.kind).is_internal)


def _entry_node(register: Register, entry: Entry) -> Node:
    return Node(
        node_id(entry.kind, entry.key), entry.kind, entry.key, entry.name(register.language),
        organisation=entry.organisation, file=entry.file, type=str(entry.value.get("type", "")),
        data_class=str(entry.value["class"]) if entry.kind == DATA_CATEGORY else "",
        record=str(entry.value.get("record", "")),
        is_internal=fields_of(entry.kind).is_internal,
    )


def _item_nodes(register: Register, entry: Entry) -> Iterator[Node]:
    for kind, list_name in shared_lists():
        if kind == entry.kind:
            for item in entry.value.get(list_name, ()):
                key = f"{entry.key}/{_item_id(entry, list_name, item)}"
                name = text(item[_naming(kind, list_name)], register.language)
                yield Node(node_id(item_kind(kind, list_name), key), item_kind(kind, list_name), key, name,
                           organisation=entry.organisation, file=entry.file)


def _naming(kind: str, list_name: str) -> str:
    """The property that an item of a list is called by: the first after its key."""
    listed = fields_of(kind).fields[list_name]
    return next(name for name in (listed.items.fields if listed.items else ()) if name != listed.key)


def _unknown_node(register: Register, node: str) -> Node:
    """A node that no entry stands behind: a country, or what is missing from the register."""
    kind, _, key = node.partition(":")
    if kind == COUNTRY:
        return Node(node, kind, key, Locale.parse(register.language).territories.get(key, key))
    hidden = kind in schemas() and fields_of(kind).is_internal
    return Node(node, kind, key, key, state=_state(register, kind, key), is_internal=hidden)


def _state(register: Register, kind: str, key: str) -> State:
    """Whether a file with faults may hold what an edge leads to."""
    if kind not in schemas():
        kind, key = _holder_kinds()[kind], key.rpartition("/")[0]
    return "broken" if register.get(kind, key) is None and register.knows(kind, key) else "missing"


@lru_cache(maxsize=1)
def _holder_kinds() -> Mapping[str, str]:
    return {item_kind(kind, list_name): kind for kind, list_name in shared_lists()}

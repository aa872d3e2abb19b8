"""What stands in the graph: nodes, edges and the rows of data that an edge concerns.

Every other module of the package makes or reads these. networkx holds their fields as plain attributes, so a
graph that is written to a file and read back says the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Literal

import networkx as nx

Row = tuple[str, tuple[str, ...] | None]
Rows = tuple[Row, ...] | None
Origin = Literal["stated", "lent", "derived"]
State = Literal["read", "broken", "missing"]


@dataclass(frozen=True, slots=True)
class Node:
    """An entry, a country, or an item of an entry's list that other entries point to.

    `id` is "kind:key". `state` is "broken" when the file has faults and "missing" when something points to what
    is not there. `type` is the entry's own type (of party, agreement …), `data_class` that of a data category;
    both are "" for other kinds. `record` is "draft" or "confirmed" for an activity: a draft was taken from a policy and
    no organisation has confirmed it. `is_internal` when only insiders may see entries of its kind.
    """

    id: str
    kind: str
    key: str
    name: str
    organisation: str = ""
    file: str = ""
    state: State = "read"
    type: str = ""
    data_class: str = ""
    record: str = ""
    is_internal: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """One thing that points to another.

    `origin` is "stated" (a reference in `file` at `pointer`), "lent" (what an agreement says of a party, hung on
    that party) or "derived" (where the data of an activity end up; `via` are the nodes on the way).
    `organisation` is the one whose record says it, "" when the record is shared by all.
    `rows` are the rows of data that the edge concerns, each with its categories or None for all of them; None
    when the record does not say, so that it may be any row.
    `items` are the purposes, bases … of the same record that the edge names, e.g. "purposes/follow-up".
    `role` is what the record says that a recipient is. A lent edge names its `agreement`; `engager` is the
    sub-processor that it speaks of, "" when it speaks of the agreement's own party.
    """

    source: str
    target: str
    id: str
    relation: str
    origin: Origin
    file: str
    pointer: str
    organisation: str = ""
    rows: Rows = None
    items: tuple[str, ...] = ()
    role: str = ""
    label_da: str = ""
    label_en: str = ""
    is_internal: bool = False
    agreement: str = ""
    engager: str = ""
    via: tuple[str, ...] = ()

    @property
    def item(self) -> str:
        """The pointer of the object that the edge stands in."""
        return self.pointer.rpartition("/")[0]


def node_id(kind: str, key: str) -> str:
    """The id of a node."""
    return f"{kind}:{key}"


def kind_of(node: str) -> str:
    """The kind that a node's id begins with."""
    return node.partition(":")[0]


NODE_ATTRIBUTES = tuple(field.name for field in fields(Node) if field.name != "id")
EDGE_ATTRIBUTES = tuple(field.name for field in fields(Edge) if field.name not in ("source", "target", "id"))


def add_nodes(graph: nx.MultiDiGraph, nodes: Iterable[Node]) -> None:
    """Puts nodes into the graph, sorted by id."""
    for node in sorted(nodes, key=lambda node: node.id):
        graph.add_node(node.id, **{name: getattr(node, name) for name in NODE_ATTRIBUTES})


def add_edges(graph: nx.MultiDiGraph, edges: Iterable[Edge]) -> None:
    """Puts edges into the graph, sorted by their ends and id."""
    for edge in sorted(edges, key=lambda edge: (edge.source, edge.target, edge.id)):
        attributes = {name: getattr(edge, name) for name in EDGE_ATTRIBUTES}
        graph.add_edge(edge.source, edge.target, key=edge.id, **attributes)


def edges_from(graph: nx.MultiDiGraph, node: str) -> Iterator[Edge]:
    """The edges that leave a node, in the order they were put in."""
    for source, target, key, attributes in graph.out_edges(node, keys=True, data=True):
        yield Edge(source, target, key, **attributes)


def edges_to(graph: nx.MultiDiGraph, node: str) -> Iterator[Edge]:
    """The edges that lead to a node."""
    for source, target, key, attributes in graph.in_edges(node, keys=True, data=True):
        yield Edge(source, target, key, **attributes)


def merge_rows(edges: Iterable[Edge]) -> Rows:
    """The rows of several edges as one, in the order they come; None when no edge names a row."""
    merged: dict[str, tuple[str, ...] | None] = {}
    named = [row for edge in edges for row in edge.rows or ()]
    for row, categories in named:
        before = merged.get(row, ())
        merged[row] = None if categories is None or before is None else tuple(dict.fromkeys(before + categories))
    return tuple(merged.items()) or None


def carries(edge: Edge, row: str, category: str) -> bool:
    """Whether the edge may concern a category of a row: it does so when it names neither or both."""
    if edge.rows is None:
        return True
    return any(name == row and (only is None or category in only) for name, only in edge.rows)

"""Graph -> text in one of four formats: two to read back (JSON, GraphML), two to draw (DOT, Mermaid).

Called by the command and by whoever puts graphs out. The same graph gives the same bytes. Drawings hold each arrow
once and dash what no record states itself; labels are in the graph's language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import networkx as nx

from ropa.findings import RopaError
from ropa.graph.escape import escape_dot, escape_graphml, escape_json, escape_mermaid

Arrow = tuple[str, str, str, bool]


def write_graph(graph: nx.MultiDiGraph, format: str) -> str:
    """The graph as "json", "graphml", "dot" or "mermaid". Raises RopaError for any other format."""
    if format not in WRITERS:
        names = ", ".join(WRITERS)
        raise RopaError(f"`{format}` er ikke et format; vælg {names}", f"`{format}` is not a format; choose {names}")
    return WRITERS[format](_in_order(graph))


def _in_order(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    ordered = nx.MultiDiGraph(**graph.graph)
    ordered.add_nodes_from((node, graph.nodes[node]) for node in sorted(graph))
    ordered.add_edges_from(sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3]))
    return ordered


def _write_json(graph: nx.MultiDiGraph) -> str:
    """The node-link form that networkx reads back."""
    return escape_json(nx.node_link_data(graph, edges="edges")) + "\n"


def _write_graphml(graph: nx.MultiDiGraph) -> str:
    flat = nx.MultiDiGraph(**_flat(graph.graph))
    flat.add_nodes_from((escape_graphml(node), _flat(attributes)) for node, attributes in graph.nodes(data=True))
    flat.add_edges_from(
        (escape_graphml(source), escape_graphml(target), escape_graphml(key), _flat(attributes))
        for source, target, key, attributes in graph.edges(keys=True, data=True)
    )
    return "\n".join(nx.generate_graphml(flat)) + "\n"


def _flat(attributes: Mapping[str, Any]) -> dict[str, str]:
    return {name: escape_graphml(attributes[name]) for name in sorted(attributes)}


def _write_dot(graph: nx.MultiDiGraph) -> str:
    names = _short_names(graph)
    lines = ["digraph ropa {", "  rankdir=LR;", "  node [shape=box];"]
    for node, attributes in graph.nodes(data=True):
        lines.append(f'  {names[node]} [label="{escape_dot(_shown(graph, attributes))}", tooltip="{escape_dot(node)}"];')
    for source, target, label, is_stated in _arrows(graph):
        style = "solid" if is_stated else "dashed"
        lines.append(f'  {names[source]} -> {names[target]} [label="{escape_dot(label)}", style={style}];')
    return "\n".join([*lines, "}", ""])


def _write_mermaid(graph: nx.MultiDiGraph) -> str:
    names = _short_names(graph)
    lines = ["flowchart LR"]
    for node, attributes in graph.nodes(data=True):
        lines.append(f'  {names[node]}["{escape_mermaid(_shown(graph, attributes))}"]')
    for source, target, label, is_stated in _arrows(graph):
        arrow = "-->" if is_stated else "-.->"
        lines.append(f'  {names[source]} {arrow}|"{escape_mermaid(label)}"| {names[target]}')
    return "\n".join([*lines, ""])


def _shown(graph: nx.MultiDiGraph, attributes: Mapping[str, Any]) -> str:
    """A node's name, and that it is a draft."""
    draft = "draft" if graph.graph.get("language") == "en" else "udkast"
    return f"{attributes['name']} ({draft})" if attributes.get("record") == "draft" else str(attributes["name"])


def _short_names(graph: nx.MultiDiGraph) -> dict[str, str]:
    """n0, n1 … for each node: what a record says never becomes a name in a drawing."""
    return {node: f"n{number}" for number, node in enumerate(graph)}


def _arrows(graph: nx.MultiDiGraph) -> Iterator[Arrow]:
    """Source, target, label and whether a record states it; each once."""
    label = f"label_{graph.graph.get('language', 'da')}"
    yield from dict.fromkeys(
        (source, target, str(attributes[label]), attributes["origin"] == "stated")
        for source, target, attributes in graph.edges(data=True)
    )


WRITERS: Mapping[str, Callable[[nx.MultiDiGraph], str]] = {
    "json": _write_json,
    "graphml": _write_graphml,
    "dot": _write_dot,
    "mermaid": _write_mermaid,
}

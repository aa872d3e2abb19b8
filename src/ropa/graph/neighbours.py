"""What stands around a node, and what depends on it.

Called by the site for a record's drawing and for pages of parties and systems, and by the command. Returns new
graphs and ids; changes nothing.
"""

from __future__ import annotations

import difflib

import networkx as nx

from ropa.findings import RopaError
from ropa.graph.flow import Place, explore, flow_of
from ropa.graph.model import edges_to, kind_of

USERS = frozenset({"activity", "system", "agreement", "party"})


def neighbourhood(graph: nx.MultiDiGraph, node: str, depth: int = 1) -> nx.MultiDiGraph:
    """The nodes at most `depth` edges away in either direction, and every edge between them.

    Raises RopaError when there is no such node.
    """
    near = {require_node(graph, node)}
    edge_of_it = near
    for _ in range(depth):
        reached = {other for one in edge_of_it for other in (*graph.successors(one), *graph.predecessors(one))}
        edge_of_it = reached - near
        near = near | reached
    return _part(graph, near)


def dependents(graph: nx.MultiDiGraph, node: str) -> tuple[str, ...]:
    """The ids of everything that depends on a party or system, sorted.

    That is: whatever points to it, and every activity, system, agreement and party that uses it through others,
    each only through agreements of its own organisation. Using the data of another activity is not counted.
    Raises RopaError when there is no such node.
    """
    require_node(graph, node)
    uses = explore(flow_of(graph), {Place(name) for name in graph if kind_of(name) in USERS})
    here = [place for place in uses if place.node == node]
    users = {place.node for end in here for place in nx.ancestors(uses, end)}
    holders = {edge.source for edge in edges_to(graph, node) if edge.origin == "stated"}
    return tuple(sorted((users | holders) - {node}))


def require_node(graph: nx.MultiDiGraph, node: str) -> str:
    """The node itself. Raises RopaError, with the nearest spelling, when the graph does not have it."""
    if node in graph:
        return node
    near = difflib.get_close_matches(node, graph, n=1, cutoff=0.6)
    da, en = (f"; mente du `{near[0]}`?", f"; did you mean `{near[0]}`?") if near else ("", "")
    raise RopaError(f"`{node}` er ikke i grafen{da}", f"`{node}` is not in the graph{en}")


def _part(graph: nx.MultiDiGraph, nodes: set[str]) -> nx.MultiDiGraph:
    """A new graph of some nodes, in the order of their ids (a view of networkx's has no fixed order)."""
    part = nx.MultiDiGraph(**graph.graph)
    part.add_nodes_from((node, graph.nodes[node]) for node in sorted(nodes))
    leaving = graph.out_edges(sorted(nodes), keys=True, data=True)
    part.add_edges_from(sorted((edge for edge in leaving if edge[1] in nodes), key=lambda edge: edge[:3]))
    return part

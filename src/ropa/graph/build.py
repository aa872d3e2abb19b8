"""Register -> graph. The one way to make it; pages, rules, exports and the command all start here.

Stated edges come from the records, lent edges hang what an agreement says on the party it speaks of, derived
edges say where the data of an activity end up. Reads nothing but the register and the schema.
"""

from __future__ import annotations

import networkx as nx

from ropa.graph.derived import derived_edges
from ropa.graph.flow import flow_of
from ropa.graph.lent import lent_edges
from ropa.graph.model import add_edges, add_nodes
from ropa.graph.stated import nodes, stated_edges
from ropa.register import Register

GRAPH_VERSION = 1
"""Raised when the meaning of an attribute changes; stands in every written graph."""


def build(register: Register) -> nx.MultiDiGraph:
    """The graph of a register, with its nodes and edges in a fixed order."""
    stated = tuple(stated_edges(register))
    graph = nx.MultiDiGraph(graph_version=GRAPH_VERSION, language=register.language)
    add_nodes(graph, nodes(register, stated))
    add_edges(graph, (*stated, *lent_edges(stated)))
    add_edges(graph, tuple(derived_edges(flow_of(graph))))
    return graph

"""The graph: what points to what in a register, where data go from there, and who depends on whom."""

from ropa.graph.build import GRAPH_VERSION, build
from ropa.graph.model import Edge, Node, edges_from, edges_to, node_id
from ropa.graph.neighbours import dependents, neighbourhood
from ropa.graph.paths import Paths, Way, paths
from ropa.graph.write import write_graph

__all__ = [
    "GRAPH_VERSION", "Edge", "Node", "Paths", "Way", "build", "dependents", "edges_from", "edges_to",
    "neighbourhood", "node_id", "paths", "write_graph",
]

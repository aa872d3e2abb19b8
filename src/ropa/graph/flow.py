"""Where data go from a place where they lie: the one module that knows which edges carry data, and for whom.

A step leads from an activity to a system, from a system to its operator, from a party to its sub-processors and
countries. What an agreement says of a party holds only for the organisation that made it, and what it says of a
sub-processor only for work under that agreement; a `Place` remembers both. Called by `derive`, `paths` and
`dependents`; reads the graph, changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import networkx as nx

from ropa.graph.model import Edge, edges_from, kind_of

FLOWS = frozenset({
    "stored_in",         # a row lies in a system
    "via_systems",       # a recipient is served from a system, so the rows lie there
    "system",            # a period for a row in a system, so the row lies there
    "disclosed_to",      # GDPR Art. 30(1)(d)
    "processed_by",      # Art. 28
    "joint_with",        # Art. 26
    "on_behalf_of",      # back to the controller, Art. 30(2)(a)
    "transferred_to",    # Art. 30(1)(e), 44
    "operated_by",       # the operator of a system is a processor, Art. 28
    "sub_processed_by",  # Art. 28(2), 28(4)
    "located_in",        # where it is done
    "based_in",          # where the party is established
    "kept_by",           # who keeps a register that is a recipient
})
"""The relations along which data move. Not among them: where data come from, what a consent names, who owns a
party (access from a parent's country is a risk, not a transfer in itself; for a lawyer to judge), and from one
activity to another, whose own rows say what it holds."""

PROCESSING = frozenset({"operated_by", "processed_by"})
NOT_ABOUT_OUR_PROCESSOR = frozenset({"joint_controllership", "processing_for_controller"})
"""Types of agreement in which the other party is no processor of the organisation: Art. 26, and Art. 28 the other
way round. They hold where an activity names them, and nowhere else."""

Tier: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A node that data have come to. `tiers` are the parts of agreements that hold for it there.

    A tier is the agreement and the sub-processor that it speaks of, "" when it speaks of its own party.
    """

    node: str
    tiers: tuple[Tier, ...] = ()


Step: TypeAlias = tuple[Edge, Place]


@dataclass(frozen=True, slots=True)
class Flow:
    """A graph with its agreements by party and organisation, ready to be walked."""

    graph: nx.MultiDiGraph
    agreements: Mapping[tuple[str, str], tuple[str, ...]]

    def steps(self, place: Place) -> Iterator[Step]:
        """Each edge that carries data on from a place, with where it leads, in the order of the graph."""
        if kind_of(place.node) == "agreement":
            yield from self._enter(place.node)
            return
        edges = tuple(edges_from(self.graph, place.node))
        for edge in edges:
            if edge.relation not in FLOWS:
                continue
            if edge.origin == "stated":
                yield edge, Place(edge.target, self._tiers(edge, edges))
            elif edge.origin == "lent" and (edge.agreement, edge.engager) in place.tiers:
                is_engaged = edge.relation == "sub_processed_by"
                yield edge, Place(edge.target, ((edge.agreement, edge.target),) if is_engaged else ())

    def _enter(self, agreement: str) -> Iterator[Step]:
        """From an agreement to its party, where only that agreement holds."""
        for edge in edges_from(self.graph, agreement):
            if edge.relation == "agreed_with":
                yield edge, Place(edge.target, ((agreement, ""),))

    def _tiers(self, edge: Edge, beside: tuple[Edge, ...]) -> tuple[Tier, ...]:
        """The agreements that hold for the party that a stated edge leads to."""
        known = self.agreements.get((edge.target, edge.organisation), ())
        return tuple((agreement, "") for agreement in known if self._holds(agreement, edge, beside))

    def _holds(self, agreement: str, edge: Edge, beside: tuple[Edge, ...]) -> bool:
        """Whether an agreement is named next to the edge, or governs its party as a processor."""
        is_processor = edge.relation in PROCESSING or edge.role == "processor"
        if is_processor and self.graph.nodes[agreement]["type"] not in NOT_ABOUT_OUR_PROCESSOR:
            return True
        return any(e.relation == "governed_by" and e.target == agreement and e.item == edge.item for e in beside)


def flow_of(graph: nx.MultiDiGraph) -> Flow:
    """The flow of a graph that holds stated and lent edges."""
    agreements: dict[tuple[str, str], list[str]] = {}
    for agreement, party, attributes in graph.edges(data=True):
        if attributes["relation"] == "agreed_with":
            agreements.setdefault((party, attributes["organisation"]), []).append(agreement)
    return Flow(graph, {key: tuple(sorted(found)) for key, found in agreements.items()})


def explore(flow: Flow, roots: Iterable[Place]) -> nx.DiGraph:
    """Every place that data come to from some roots, and which place leads to which."""
    places = nx.DiGraph()
    waiting = sorted(roots)
    places.add_nodes_from(waiting)
    while waiting:
        place = waiting.pop()
        for _, following in flow.steps(place):
            if following not in places:
                waiting.append(following)
            places.add_edge(place, following)
    return places

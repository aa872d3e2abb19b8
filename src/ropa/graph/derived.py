"""Where the data of each activity end up beyond what its own record says: processors, sub-processors, countries.

One edge for each activity, first stop (system or party), relation and target, with the rows that go to that stop.
Called by `build` once stated and lent edges stand in the graph. Source: GDPR Art. 30(1)(d)-(e), 28(2), 28(4).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ropa.graph.flow import Flow, Place
from ropa.graph.model import Edge, kind_of, merge_rows

PROCESSED_BY = {"operated_by": "processed_by"}
"""The operator of a system that an activity uses is a processor of that activity."""


@dataclass(frozen=True, slots=True)
class _End:
    """Something that data come to from a place: the last edge on the way there, and the nodes before its target."""

    edge: Edge
    via: tuple[str, ...]


def derived_edges(flow: Flow) -> Iterator[Edge]:
    """The derived edges of every activity."""
    known: dict[Place, tuple[_End, ...]] = {}
    for activity in flow.graph:
        if kind_of(activity) != "activity":
            continue
        for place, edges in _first_stops(flow, activity).items():
            if place not in known:
                known[place] = tuple(_ends(flow, place))
            for group in _with_and_without_rows(edges):
                yield from (_derive(group, end) for end in known[place])


def _first_stops(flow: Flow, activity: str) -> dict[Place, list[Edge]]:
    stops: dict[Place, list[Edge]] = {}
    for edge, place in flow.steps(Place(activity)):
        stops.setdefault(place, []).append(edge)
    return stops


def _with_and_without_rows(edges: list[Edge]) -> Iterator[list[Edge]]:
    """The edges that name rows and those that do not: the first must not lose what they know to the second."""
    for group in ([e for e in edges if e.rows is not None], [e for e in edges if e.rows is None]):
        if group:
            yield group


def _derive(group: list[Edge], end: _End) -> Edge:
    first, last = group[0], end.edge
    relation = PROCESSED_BY.get(last.relation, last.relation)
    return replace(
        first, target=last.target, id=f"{first.id}|{relation}|{last.target}", relation=relation, origin="derived",
        rows=merge_rows(group), items=(), role="", label_da=last.label_da, label_en=last.label_en,
        agreement=last.agreement, engager=last.engager, via=end.via,
    )


def _ends(flow: Flow, start: Place) -> Iterator[_End]:
    """What data come to from a place, nearest first, each target once for each relation."""
    ways = {start: (start.node,)}
    waiting = deque(ways)
    found: set[tuple[str, str]] = set()
    while waiting:
        place = waiting.popleft()
        for edge, following in flow.steps(place):
            if edge.target != start.node and (edge.relation, edge.target) not in found:
                found.add((edge.relation, edge.target))
                yield _End(edge, ways[place])
            if following not in ways:
                ways[following] = (*ways[place], following.node)
                waiting.append(following)

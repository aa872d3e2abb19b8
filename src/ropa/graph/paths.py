"""All ways that a data category reaches a country, each as the edges it takes.

A way starts at the edge from an activity to the category, goes on along edges that may concern that row and
category, and never comes to a node twice. Called by the site, the rules and the command. The search is bounded, and
says so when it stops early.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import networkx as nx

from ropa.findings import Message, RopaError
from ropa.graph.branches import DATA_CATEGORY
from ropa.graph.flow import Flow, Place, explore, flow_of
from ropa.graph.model import Edge, carries, edges_to, node_id
from ropa.graph.neighbours import require_node
from ropa.graph.stated import COUNTRY

PATH_LIMIT = 1000
STEPS_PER_PATH = 100
CODE = re.compile("[A-Z]{2}|EEA")

Way: TypeAlias = tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Paths:
    """The ways that were found, in a fixed order. `notice` says that there may be more; None when these are all."""

    found: tuple[Way, ...]
    notice: Message | None = None


def paths(graph: nx.MultiDiGraph, category: str, country: str, *, limit: int = PATH_LIMIT) -> Paths:
    """All ways that a data category (its id) reaches a country (its code): activity, stops and country in turn.

    An edge that does not say which rows it concerns may concern them all, and its `rows` are None. Raises
    RopaError when there is no such category, or when the country is no code.
    """
    start = require_node(graph, node_id(DATA_CATEGORY, category))
    if not CODE.fullmatch(country):
        raise RopaError(f"`{country}` er ikke en landekode som US", f"`{country}` is not a country code such as US")
    flow, goal = flow_of(graph), Place(node_id(COUNTRY, country))
    firsts = sorted((e for e in edges_to(graph, start) if e.relation == "processes"), key=lambda e: (e.source, e.id))
    return _search(flow, firsts, goal, category, limit)


def _search(flow: Flow, firsts: Sequence[Edge], goal: Place, category: str, limit: int) -> Paths:
    """Depth first, along places that the goal can be reached from."""
    live = _places_before(flow, firsts, goal)
    waiting: list[tuple[Place, Way]] = [(Place(e.source), (e,)) for e in reversed(firsts) if Place(e.source) in live]
    found: list[Way] = []
    steps_left = len(waiting) + limit * STEPS_PER_PATH
    while waiting and steps_left and len(found) <= limit:
        steps_left -= 1
        place, path = waiting.pop()
        if place == goal:
            found.append(path)
        else:
            waiting += reversed([(then, (*path, e)) for e, then in flow.steps(place)
                                 if then in live and _may_follow(path, e, category)])
    is_cut = bool(waiting) or len(found) > limit
    return Paths(tuple(found[:limit]), _notice(min(len(found), limit)) if is_cut else None)


def _places_before(flow: Flow, firsts: Sequence[Edge], goal: Place) -> set[Place]:
    """The goal and every place that it can be reached from."""
    places = explore(flow, {Place(edge.source) for edge in firsts})
    return {goal, *nx.ancestors(places, goal)} if goal in places else set()


def _may_follow(path: Way, edge: Edge, category: str) -> bool:
    """Whether an edge may concern the category of the path's row, and leads to a node that is new on the path."""
    rows = path[0].rows or ()
    is_new = edge.target not in {path[0].source, *(passed.target for passed in path)}
    return is_new and any(carries(edge, row, category) for row, _ in rows)


def _notice(shown: int) -> Message:
    return Message(
        f"søgningen er stoppet efter {shown} veje, og der kan være flere",
        f"the search stopped after {shown} ways, and there may be more",
    )

"""The graph gives the same answers as trying everything, on many random registers."""

from __future__ import annotations

from random import Random

import networkx as nx
import pytest

from ropa.graph import build, dependents, paths

from .naive import (
    CATEGORIES,
    COUNTRIES,
    State,
    Value,
    all_ways,
    as_files,
    at_party,
    everything_from,
    node,
    onward,
    random_values,
)
from .registers import read

Made = list[tuple[dict[str, Value], nx.MultiDiGraph]]


@pytest.fixture(scope="module", params=range(8))
def registers(request: pytest.FixtureRequest) -> Made:
    """Fifty random registers with the graph of each; eight times."""
    made = [random_values(Random(f"{request.param}/{number}")) for number in range(50)]
    read_in = [read(as_files(values)) for values in made]
    assert not any(register.broken for register in read_in)
    return [(values, build(register)) for values, register in zip(made, read_in, strict=True)]


def test_finds_the_same_ways_as_trying_everything(registers: Made) -> None:
    seen = 0
    for values, graph in registers:
        for category in CATEGORIES:
            for country in COUNTRIES:
                ways = paths(graph, category, country, limit=100_000)
                seen += len(ways.found)

                assert ways.notice is None
                assert sorted(as_told(way) for way in ways.found) == all_ways(values, category, country)
    assert seen > 1000


def as_told(way: tuple) -> tuple:
    """A way as its nodes from the activity on, and the place of each statement."""
    return (way[0].source, *(edge.target for edge in way[1:])), tuple((edge.file, edge.pointer) for edge in way)


def test_derives_what_trying_everything_reaches(registers: Made) -> None:
    for values, graph in registers:
        for name in [n for n in graph if n.startswith("activity:")]:
            derived = {
                (edge["via"][0], edge["relation"], target, row)
                for _, target, edge in graph.out_edges(name, data=True) if edge["origin"] == "derived"
                for row in as_triples(edge["rows"])
            }

            assert derived == expected_rows(values, ("activity", *name.removeprefix("activity:").split("/")))


def as_triples(rows: object) -> list[object]:
    """Rows one by one: every category by itself, so that merging does not show."""
    if rows is None:
        return [None]
    return [(row, category) for row, only in rows for category in (only or ["all"])]


def expected_rows(values: dict[str, Value], activity: State) -> set[tuple[object, ...]]:
    first: dict[tuple[str, State], list] = {}
    for step in onward(values, activity):
        first.setdefault((node(step.to), step.to), []).append(step.rows)
    return {
        (stop, {"operated_by": "processed_by"}.get(relation, relation), node(to), row)
        for (stop, state), groups in first.items()
        for relation, to in everything_from(values, state) if node(to) != stop
        for row in union(groups)
    }


def union(groups: list) -> set[object]:
    """All rows of several statements; a row that is given whole anywhere is whole."""
    pairs = {(row, only and tuple(only)) for rows in groups if rows is not None for row, only in rows}
    whole = {row for row, only in pairs if only is None}
    parts = {(row, category) for row, only in pairs if row not in whole for category in only}
    return {(row, "all") for row in whole} | parts | ({None} if None in groups else set())


def test_names_the_same_dependents_as_trying_everything(registers: Made) -> None:
    for values, graph in registers:
        for name in [n for n in graph if n.startswith(("party:", "system:"))]:
            assert set(dependents(graph, name)) == expected_dependents(values, name)


def expected_dependents(values: dict[str, Value], name: str) -> set[str]:
    roots: list[State] = [at_party(p) for p in ("p0", "p1", "p2", "p3")]
    for file in values:
        kind, *ids = file.removesuffix(".yaml").split("/")
        if kind in ("activities", "systems", "agreements"):
            roots.append(({"activities": "activity", "systems": "system", "agreements": "agreement"}[kind], *ids))
    states = {*roots, *(to for root in roots for _, to in everything_from(values, root))}
    users = {node(s) for s in states if any(node(to) == name for _, to in everything_from(values, s))}
    return (users | holders(values, name)) - {name}


def holders(values: dict[str, Value], name: str) -> set[str]:
    """The entries whose own text names the party or system."""
    kind, _, key = name.partition(":")
    found = set()
    for file, value in values.items():
        folder, *ids = file.removesuffix(".yaml").split("/")
        words = set(strings(value))
        if kind == "party" and key in words:
            found.add(entry_node(folder, ids))
        if kind == "system" and folder == "activities" and key.split("/")[0] == ids[0] and key.split("/")[1] in words:
            found.add(entry_node(folder, ids))
    return found


def entry_node(folder: str, ids: list[str]) -> str:
    kind = {"parties": "party", "systems": "system", "agreements": "agreement", "activities": "activity"}[folder]
    return f"{kind}:{'/'.join(ids)}"


def strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for key, item in value.items() if key != "id" for text in strings(item)]
    if isinstance(value, list):
        return [text for item in value for text in strings(item)]
    return [value] if isinstance(value, str) else []

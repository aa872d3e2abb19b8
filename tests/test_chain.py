"""Processors and countries of an activity, as the pages derive them, against what the graph derives from the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from ropa.chain import chains_of, countries_of, sub_processors_of
from ropa.files import read_folder
from ropa.graph import build
from ropa.graph.model import edges_from
from ropa.register import Register, assemble

FICTIONAL = Path(__file__).parent / "fixtures" / "fictional"


@pytest.fixture(scope="module")
def register() -> Register:
    return assemble(read_folder(FICTIONAL))


def reached(register: Register, relations: set[str]) -> dict[str, set[str]]:
    """For each activity what the graph says its data come to along some relations."""
    graph = build(register)
    return {
        activity.key: {
            edge.target.partition(":")[2]
            for edge in edges_from(graph, f"activity:{activity.key}")
            if edge.relation in relations
        }
        for activity in register.of("activity")
    }


def test_the_pages_name_the_processors_of_the_graph(register: Register) -> None:
    chains = chains_of(register)
    named = {key: {processor.party for processor in found} for key, found in chains.processors.items()}

    assert named == reached(register, {"processed_by"}) and sum(map(len, named.values())) > 10


def test_the_pages_name_no_sub_processor_that_the_graph_does_not_know(register: Register) -> None:
    chains = chains_of(register)
    known = reached(register, {"sub_processed_by"})
    named = {
        key: {party for processor in found for party in sub_processors_of(processor)}
        for key, found in chains.processors.items()
    }

    assert {key: found - known[key] for key, found in named.items() if found - known[key]} == {}
    assert any(named.values())


def test_the_countries_of_an_activity_are_those_of_the_graph(register: Register) -> None:
    chains = chains_of(register)
    known = reached(register, {"located_in", "based_in", "transferred_to"})
    named = {
        activity.key: set(countries_of(register, activity, chains.processors[activity.key]))
        for activity in register.of("activity")
    }

    assert {key: found - known[key] for key, found in named.items() if found - known[key]} == {}
    assert any(named.values())


def test_a_party_knows_every_activity_that_it_handles_data_for(register: Register) -> None:
    chains = chains_of(register)
    turned = {(way.activity.key, party) for party, ways in chains.ways.items() for way in ways if not way.is_under}

    assert turned == {(key, p.party) for key, found in chains.processors.items() for p in found}

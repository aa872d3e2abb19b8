"""Processors, sub-processors and countries that follow from systems and agreements."""

from __future__ import annotations

from typing import Any

import networkx as nx

from ropa.graph import build, edges_from

from .registers import activity, agreement, parties, read, system

PARTIES = parties("host", "sub", "subsub", "other")
ROWS = """
    data:
      - {id: r1, categories: [name], systems: [crm]}
      - {id: r2, categories: [health], systems: [crm]}
      - {id: r3, categories: [cpr-number]}
    """
SHOP = {**PARTIES, **system("shop", "crm", "operator: host\n"), **activity("shop", "slip", ROWS)}
CHAIN = """
    places: [DK]
    sub_processors:
      - {party: subsub, engaged_by: sub, places: [IN]}
      - {party: sub, places: [DE]}
    transfers: [{country: US, recipient: other}]
    """


def derived(graph: nx.MultiDiGraph, source: str = "activity:shop/slip") -> list[Any]:
    return [edge for edge in edges_from(graph, source) if edge.origin == "derived"]


def told(graph: nx.MultiDiGraph, source: str = "activity:shop/slip") -> set[tuple[str, str]]:
    return {(edge.relation, edge.target) for edge in derived(graph, source)}


def test_the_operator_of_a_system_is_a_processor_of_the_rows_in_it() -> None:
    graph = build(read(SHOP))

    assert [(e.relation, e.target, e.rows, e.via) for e in derived(graph)] == [
        ("processed_by", "party:host", (("r1", None), ("r2", None)), ("system:shop/crm",)),
    ]


def test_the_chain_of_an_agreement_follows_the_operator() -> None:
    graph = build(read({**SHOP, **agreement("shop", "g", "host", CHAIN)}))

    assert told(graph) == {
        ("processed_by", "party:host"), ("located_in", "country:DK"),
        ("sub_processed_by", "party:sub"), ("located_in", "country:DE"),
        ("sub_processed_by", "party:subsub"), ("located_in", "country:IN"),
        ("transferred_to", "country:US"), ("transferred_to", "party:other"),
    }


def test_rows_and_the_way_are_carried_through_the_chain() -> None:
    graph = build(read({**SHOP, **agreement("shop", "g", "host", CHAIN)}))

    assert [(e.rows, e.via, e.agreement) for e in derived(graph) if e.target == "country:IN"] == [(
        (("r1", None), ("r2", None)),
        ("system:shop/crm", "party:host", "party:sub", "party:subsub"),
        "agreement:shop/g",
    )]


def test_an_agreement_lends_nothing_to_another_organisation() -> None:
    files = {**SHOP, **agreement("bank", "g", "host", CHAIN)}
    graph = build(read(files))

    assert told(graph) == {("processed_by", "party:host")}


def test_an_agreement_about_joint_control_says_nothing_of_a_processor() -> None:
    files = {**SHOP, **agreement("shop", "g", "host", CHAIN, type_="joint_controllership")}
    graph = build(read(files))

    assert told(graph) == {("processed_by", "party:host")}


def test_an_arrangement_holds_for_the_joint_controller_that_names_it() -> None:
    more = "joint_controllers: [{party: host, arrangement: g}, {party: sub}]\n"
    arrangements = {
        **agreement("shop", "g", "host", "places: [US]\n", type_="joint_controllership"),
        **agreement("shop", "h", "sub", "places: [IN]\n", type_="joint_controllership"),
    }
    graph = build(read({**PARTIES, **arrangements, **activity("shop", "slip", more)}))

    assert told(graph) == {("located_in", "country:US")}


def test_what_is_known_of_rows_is_not_lost_to_what_is_not() -> None:
    more = "data: [{id: r1, categories: [name], systems: [crm]}]\nrecipients: [{party: other, via_systems: [crm]}]\n"
    graph = build(read({**SHOP, **activity("shop", "slip", more)}))

    assert [e.rows for e in derived(graph)] == [(("r1", None),), None]


def test_a_sub_processor_with_an_unknown_engager_is_still_in_the_chain() -> None:
    more = "sub_processors: [{party: sub, engaged_by: nobody}]\n"
    graph = build(read({**SHOP, **agreement("shop", "g", "host", more)}))

    assert ("sub_processed_by", "party:sub") in told(graph)


def test_the_places_of_the_eleventh_sub_processor_are_not_the_second_ones() -> None:
    names = [f"sub-{number}" for number in range(11)]
    places = ["US" if name == "sub-10" else "DK" for name in names]
    items = [f"  - {{party: {name}, places: [{place}]}}\n" for name, place in zip(names, places, strict=True)]
    more = "sub_processors:\n" + "".join(items)
    graph = build(read({**SHOP, **parties(*names), **agreement("shop", "g", "host", more)}))

    assert [e.via[-1] for e in derived(graph) if e.target == "country:US"] == ["party:sub-10"]


def test_a_circle_of_sub_processors_ends() -> None:
    more = "sub_processors: [{party: sub}, {party: subsub, engaged_by: sub}, {party: sub, engaged_by: subsub}]\n"
    graph = build(read({**SHOP, **agreement("shop", "g", "host", more)}))

    assert {target for _, target in told(graph)} == {"party:host", "party:sub", "party:subsub"}

"""What records say, as nodes and edges."""

from __future__ import annotations

from typing import Any

import networkx as nx

from ropa.graph import build, edges_from
from ropa.graph.flow import FLOWS
from ropa.register import visit
from ropa.schema import fields_of, schemas

from .registers import activity, agreement, party, read, system

SHOP = {
    "organisations/shop.yaml": """
        id: shop
        name: Butikken
        departments: [{id: sales, label: {da: Salg}}]
        roles: [{id: manager, label: {da: Chefen}, department: sales}]
        """,
    **system("shop", "crm", "places: [DK]\n"),
    **party("police"),
    **activity("shop", "slip", """
        department: sales
        owner_role: manager
        purposes: [{id: find-driver, text: {da: Finde føreren}}]
        data:
          - id: driver
            categories: [name, health]
            systems: [crm]
            retention: [{schedule: short, system: crm, categories: [health]}]
          - {id: cpr, categories: [cpr-number]}
        recipients:
          - {party: police, purpose: find-driver, rows: [{row: driver, categories: [name]}, {row: cpr}]}
          - {party: gone}
        """),
}


def edges(graph: nx.MultiDiGraph, source: str, relation: str) -> list[Any]:
    return [edge for edge in edges_from(graph, source) if edge.relation == relation and edge.origin == "stated"]


def test_a_reference_inside_a_row_concerns_that_row() -> None:
    graph = build(read(SHOP))

    assert [(e.target, e.rows, e.pointer) for e in edges(graph, "activity:shop/slip", "stored_in")] == [
        ("system:shop/crm", (("driver", None),), "/data/0/systems/0"),
    ]


def test_a_narrowed_reference_inside_a_row_concerns_only_those_categories() -> None:
    graph = build(read(SHOP))

    assert [e.rows for e in edges(graph, "activity:shop/slip", "system")] == [(("driver", ("health",)),)]


def test_a_recipient_concerns_the_rows_it_names_and_none_when_it_names_none() -> None:
    graph = build(read(SHOP))

    assert {e.target: e.rows for e in edges(graph, "activity:shop/slip", "disclosed_to")} == {
        "party:gone": None,
        "party:police": (("driver", ("name",)), ("cpr", None)),
    }


def test_a_category_of_a_row_is_not_narrowed_to_its_neighbours() -> None:
    graph = build(read(SHOP))

    assert {e.target.partition(":")[2]: e.rows for e in edges(graph, "activity:shop/slip", "processes")} == {
        "name": (("driver", None),), "health": (("driver", None),), "cpr-number": (("cpr", None),),
    }


def test_transfers_without_rows_concern_the_rows_of_the_controller_they_are_made_for() -> None:
    more = """
        data: [{id: r, categories: [name]}]
        on_behalf_of: [{controller: boss, rows: [{row: r}], transfers: [{country: US}]}]
        """
    graph = build(read({**party("boss"), **activity("shop", "hosting", more)}))

    assert [e.rows for e in edges(graph, "activity:shop/hosting", "transferred_to")] == [(("r", None),)]


def test_the_purpose_of_a_recipient_stays_on_the_edge() -> None:
    graph = build(read(SHOP))

    assert [e.items for e in edges(graph, "activity:shop/slip", "disclosed_to")] == [(), ("purposes/find-driver",)]


def test_the_key_of_a_list_is_labelled_as_the_list() -> None:
    graph = build(read(SHOP))

    labels = {(e.label_da, e.label_en) for e in edges(graph, "activity:shop/slip", "disclosed_to")}

    assert labels == {("Modtagere", "Recipients")}


def test_roles_and_departments_are_nodes_of_their_organisation() -> None:
    graph = build(read(SHOP))

    assert graph.nodes["organisation_roles:shop/manager"] == {
        "kind": "organisation_roles", "key": "shop/manager", "name": "Chefen", "organisation": "shop",
        "file": "organisations/shop.yaml", "state": "read", "type": "", "data_class": "", "record": "",
        "is_internal": False,
    }
    assert graph.has_edge("organisation:shop", "organisation_roles:shop/manager")
    assert graph.has_edge("activity:shop/slip", "organisation_roles:shop/manager")


def test_a_target_that_is_not_there_is_a_node_that_says_so() -> None:
    graph = build(read(SHOP))

    assert graph.nodes["party:gone"]["state"] == "missing"


def test_a_file_with_faults_is_a_node_that_says_so() -> None:
    graph = build(read({**SHOP, "parties/police.yaml": "id: police\nnope: 1\n", "organisations/shop.yaml": "id: [\n"}))

    told = ("party:police", "organisation:shop", "organisation_roles:shop/manager")

    assert {graph.nodes[node]["state"] for node in told} == {"broken"}


def test_names_follow_the_language_of_the_register() -> None:
    files = {**SHOP, "register.yaml": "schema_version: 2\ntitle: {da: Prøve}\nlanguage: en\n"}
    danish, english = build(read(SHOP)), build(read(files))

    named = ("country:DK", "personal_data_category:cpr-number")

    assert [danish.nodes[node]["name"] for node in named] == ["Danmark", "CPR-nummer"]
    assert [english.nodes[node]["name"] for node in named] == ["Denmark", "CPR number"]


def test_a_data_category_carries_its_class() -> None:
    graph = build(read(SHOP))

    assert graph.nodes["personal_data_category:health"]["data_class"] == "special"


def test_the_engager_of_a_sub_processor_is_the_party_it_stands_for() -> None:
    more = "sub_processors: [{party: s1}, {party: s2, engaged_by: s1}]\n"
    graph = build(read({**party("p"), **party("s1"), **party("s2"), **agreement("shop", "g", "p", more)}))

    assert [(e.target, e.pointer) for e in edges(graph, "agreement:shop/g", "engaged_by")] == [
        ("party:s1", "/sub_processors/1/engaged_by"),
    ]


def test_an_internal_field_gives_an_internal_edge() -> None:
    more = "confirmed: {on: 2026-01-01, by_role: manager, evidence: e}\n"
    graph = build(read(activity("shop", "slip", more)))

    assert [e.is_internal for e in edges(graph, "activity:shop/slip", "evidenced_by")] == [True]


def test_what_a_kind_hides_is_hidden_in_its_nodes_and_edges() -> None:
    text = "{id: e, organisation: shop, type: review, on: 2026-01-01, systems: [crm], activities: [shop/slip]}\n"
    graph = build(read({**SHOP, "evidence/shop/e.yaml": text}))

    assert graph.nodes["evidence:shop/e"]["is_internal"]
    assert {edge.target: edge.is_internal for edge in edges_from(graph, "evidence:shop/e")} == {
        "organisation:shop": True, "system:shop/crm": True, "activity:shop/slip": True,
    }


def test_every_reference_to_another_record_becomes_one_edge() -> None:
    register = read(SHOP)
    written = [
        (entry.file, found.pointer)
        for entry in register.all()
        for found in visit(fields_of(entry.kind), entry.value, entry.pointer)
        if found.field.is_country or (found.field.reference and not found.field.reference.target.startswith("/"))
    ]
    graph = build(register)
    drawn = [(edge["file"], edge["pointer"]) for *_, edge in graph.edges(data=True)
             if edge["origin"] == "stated" and edge["relation"] not in ("roles", "departments")]

    assert len(written) > 10
    assert sorted(drawn) == sorted(written)


def test_every_relation_to_a_place_that_can_hold_data_is_judged() -> None:
    judged_not_to_flow = {
        "obtained_from": "data come from there",
        "consent_names": "a permission, not a disclosure",
        "consent_given_to": "a permission, not a disclosure",
        "advertises_for": "what is sent is theirs; who gets the data is a recipient",
        "owned_from": "ownership, not a transfer in itself",
        "agreed_with": "an agreement is no data",
        "evidence_for": "evidence is no data",
        "names": "what a document says; the records say who gets data",
        "names_country": "what a document says; the records say where data go",
    }
    holds_data = [f for kind in schemas() for f in fields_of(kind).walk()
                  if f.is_country or (f.reference and f.reference.target in ("party", "system"))]

    assert {field.relation for field in holds_data} == FLOWS | judged_not_to_flow.keys()

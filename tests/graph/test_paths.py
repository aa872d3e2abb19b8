"""The ways from a data category to a country."""

from __future__ import annotations

import pytest

from ropa.findings import RopaError
from ropa.graph import Way, build, paths

from .registers import activity, agreement, parties, party, read, system


def nodes(way: Way) -> list[str]:
    return [way[0].source, *(edge.target for edge in way[1:])]


def test_a_way_leads_through_system_operator_and_sub_processor() -> None:
    files = {
        **party("host"), **party("sub"), **system("shop", "crm", "operator: host\n"),
        **agreement("shop", "g", "host", "sub_processors: [{party: sub, places: [US]}]\n"),
        **activity("shop", "slip", "data: [{id: r, categories: [cpr-number], systems: [crm]}]\n"),
    }
    ways = paths(build(read(files)), "cpr-number", "US")

    assert [nodes(way) for way in ways.found] == [
        ["activity:shop/slip", "system:shop/crm", "party:host", "party:sub", "country:US"],
    ]
    assert [edge.relation for edge in ways.found[0]] == [
        "processes", "stored_in", "operated_by", "sub_processed_by", "located_in",
    ]


@pytest.mark.parametrize(
    ("rows", "category", "count"),
    [
        ("rows: [{row: r1}]", "name", 1),
        ("rows: [{row: r1, categories: [health]}]", "name", 0),
        ("rows: [{row: r2}]", "name", 0),
        ("rows: [{row: r2}]", "cpr-number", 1),
        ("condition: {da: Altid}", "name", 1),
    ],
)
def test_only_the_rows_and_categories_of_a_recipient_go_its_way(rows: str, category: str, count: int) -> None:
    more = f"""
        data: [{{id: r1, categories: [name, health]}}, {{id: r2, categories: [cpr-number]}}]
        recipients: [{{party: shop-us, {rows}}}]
        """
    graph = build(read({**party("shop-us", "country: US"), **activity("shop", "slip", more)}))

    assert len(paths(graph, category, "US").found) == count


def test_a_parent_company_abroad_is_no_way() -> None:
    more = "data: [{id: r, categories: [name]}]\nrecipients: [{party: bank}]\n"
    graph = build(read({**party("bank", "country: DK\nparent_country: US"), **activity("shop", "slip", more)}))

    assert paths(graph, "name", "US").found == ()


def many_ways(count: int) -> dict[str, str]:
    transfers = "transfers:\n" + "  - {country: US}\n" * count
    return activity("shop", "slip", "data: [{id: r, categories: [name]}]\n" + transfers)


def test_says_when_there_are_more_ways_than_the_limit() -> None:
    ways = paths(build(read(many_ways(4))), "name", "US", limit=3)

    assert len(ways.found) == 3
    assert ways.notice is not None and "3" in ways.notice.da and "3" in ways.notice.en


def test_says_nothing_when_the_limit_is_just_enough() -> None:
    ways = paths(build(read(many_ways(3))), "name", "US", limit=3)

    assert (len(ways.found), ways.notice) == (3, None)


def test_a_tangle_that_leads_nowhere_is_cut_with_a_notice() -> None:
    names = [f"s{number}" for number in range(12)]
    engaged = "".join(f"  - {{party: {a}, engaged_by: {b}}}\n" for a in names for b in names if a != b)
    more = f"sub_processors:\n  - {{party: s0, places: [US]}}\n{engaged}"
    files = {
        **parties("host", *names), **agreement("shop", "g", "host", more), **system("shop", "crm", "operator: host\n"),
        **activity("shop", "slip", "data: [{id: r, categories: [name], systems: [crm]}]\n"),
    }
    ways = paths(build(read(files)), "name", "US", limit=5)

    assert ways.notice is not None


@pytest.mark.parametrize(
    ("category", "country", "word"), [("cpr-numbr", "US", "cpr-number"), ("name", "us", "country code")]
)
def test_a_misspelt_question_is_refused(category: str, country: str, word: str) -> None:
    with pytest.raises(RopaError, match=word):
        paths(build(read({})), category, country)


def test_a_country_that_nobody_names_is_reached_in_no_way() -> None:
    assert paths(build(read({})), "name", "US").found == ()

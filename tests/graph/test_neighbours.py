"""What stands around a node, and what depends on it."""

from __future__ import annotations

import pytest

from ropa.findings import RopaError
from ropa.graph import build, dependents, neighbourhood

from .registers import activity, agreement, party, read, system

DATA = "data: [{id: r, categories: [name], systems: [crm]}]\n"
FILES = {
    **party("host"), **party("sub", "country: US"),
    **system("shop", "crm", "operator: host\n"), **activity("shop", "slip", DATA),
    **agreement("shop", "g", "host", "sub_processors: [{party: sub}]\n"),
    **system("bank", "crm", "operator: host\n"), **activity("bank", "loan", DATA),
}


def test_the_users_of_a_sub_processor_are_those_of_the_same_organisation() -> None:
    assert dependents(build(read(FILES)), "party:sub") == (
        "activity:shop/slip", "agreement:shop/g", "party:host", "system:shop/crm",
    )


def test_the_users_of_an_operator_are_all_that_use_its_systems() -> None:
    assert dependents(build(read(FILES)), "party:host") == (
        "activity:bank/loan", "activity:shop/slip", "agreement:shop/g", "system:bank/crm", "system:shop/crm",
    )


def test_the_neighbourhood_goes_both_ways_and_no_further() -> None:
    near = neighbourhood(build(read(FILES)), "system:bank/crm")

    assert list(near) == ["activity:bank/loan", "organisation:bank", "party:host", "system:bank/crm"]
    assert near.has_edge("activity:bank/loan", "organisation:bank")


def test_a_wider_neighbourhood_holds_what_is_two_edges_away() -> None:
    near = neighbourhood(build(read(FILES)), "country:US", depth=2)

    assert {"activity:shop/slip", "party:host", "system:shop/crm"} <= set(near)
    assert "activity:bank/loan" not in near


def test_an_unknown_node_is_refused_with_the_nearest_spelling() -> None:
    with pytest.raises(RopaError, match="party:host"):
        neighbourhood(build(read(FILES)), "party:hots")

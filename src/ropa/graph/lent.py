"""What an agreement says of a party, hung on that party: its sub-processors, its places, its transfers.

An agreement's file states "p uses s" and "s works in US" as edges from the agreement; here they become edges from p
to s and from s to US that name the organisation and the agreement, so that a walk can follow them and never lends
them to another organisation. Called by `build` with the stated edges of one agreement. Source: GDPR Art. 28(2), 28(4).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ropa.graph.model import Edge, kind_of

LENT = frozenset({"located_in", "transferred_to", "sub_processed_by"})


def lent_edges(edges: Iterable[Edge]) -> Iterator[Edge]:
    """The edges that the stated edges of all agreements lend to parties."""
    by_agreement: dict[str, list[Edge]] = {}
    for edge in edges:
        if kind_of(edge.source) == "agreement":
            by_agreement.setdefault(edge.source, []).append(edge)
    for stated in by_agreement.values():
        yield from _lend(stated)


def _lend(stated: list[Edge]) -> Iterator[Edge]:
    party = next(edge.target for edge in stated if edge.relation == "agreed_with")
    engaged = {edge.item: edge.target for edge in stated if edge.relation == "sub_processed_by"}
    engagers = _engagers(stated, engaged)
    for edge in stated:
        if edge.relation not in LENT:
            continue
        if edge.relation == "sub_processed_by":
            engager = engagers.get(edge.item, "")
        else:
            engager = next((sub for item, sub in engaged.items() if edge.pointer.startswith(f"{item}/")), "")
        yield replace(
            edge, source=engager or party, id=f"{edge.id}@lent", origin="lent", agreement=edge.source, engager=engager
        )


def _engagers(stated: list[Edge], engaged: Mapping[str, str]) -> Mapping[str, str]:
    """The sub-processor that uses the one in each item; one that is not listed counts as the party itself."""
    listed = set(engaged.values())
    return {edge.item: edge.target for edge in stated if edge.relation == "engaged_by" and edge.target in listed}

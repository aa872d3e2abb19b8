"""Chooses in the register an example of a word of the law: the record that shows one, and what it says.

Each word of `ropa.law.glossary` names how its example is found. Which of several records is shown follows from the word
and the records' keys alone: the same register gives the same example, and words do not all show the same record. What a
record's own notes doubt stands back for what nobody doubts. Nothing is made up; where no record shows one, there is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from zlib import crc32

from ropa.law.glossary import Term
from ropa.register import Entry
from ropa.site import glossary_fields as fields
from ropa.site import glossary_words as words
from ropa.site.context import Context
from ropa.site.glossary_shown import SUMMARY, Find, Shown
from ropa.site.node import Link, Node, Phrase, Text

DOUBTS = frozenset({"law", "contradiction"})
"""The notes that say that a record may be wrong."""
SURE, NEAR, DOUBTED = range(3)
"""Whether a note doubts what is said: none, one about the same field, or one about just that."""
Doubt = tuple[int, int]
"""That, and how many such notes the record has."""


class Finder(NamedTuple):
    """Where an example is looked for: the kind of entry, and what there may be in one."""

    kind: str
    find: Find


def example_of(context: Context, term: Term) -> Node | None:
    """A record that shows the word, with what it says; None when there is none."""
    best: tuple[Doubt, Entry, Shown] | None = None
    for finder in FINDERS[term.example]:
        for entry, shown in _found(context, term, finder):
            doubt = _doubt(entry, shown)
            if best is None or doubt < best[0]:
                best = doubt, entry, shown
            if doubt[0] == SURE:
                break
        if best is not None and best[0][0] < DOUBTED:
            break
    return _node(context, *best) if best else None


def _found(context: Context, term: Term, finder: Finder) -> Iterator[tuple[Entry, Shown]]:
    """All that shows the word, by the word and the records' keys in an order of its own."""
    for entry in sorted(context.register.of(finder.kind), key=lambda entry: crc32(f"{term.id} {entry.kind} {entry.key}".encode())):
        if context.path_to(entry.kind, entry.key):
            yield from ((entry, shown) for shown in finder.find(context, entry, term))


def _doubt(entry: Entry, shown: Shown) -> Doubt:
    """How near a note comes that says that the record may be wrong; a note about nothing in particular doubts nothing."""
    if shown.pointer is None:
        return SURE, 0
    places = [note["about"] for note in entry.value.get("notes", ()) if note["type"] in DOUBTS and "about" in note]
    if any(_is_within(shown.pointer, place) or _is_within(place, shown.pointer) for place in places):
        return DOUBTED, len(places)
    is_near = shown.pointer == SUMMARY or any(_field(place) == _field(shown.pointer) for place in places)
    return (NEAR, len(places)) if places and is_near else (SURE, 0)


def _is_within(pointer: str, other: str) -> bool:
    return f"{pointer}/".startswith(f"{other.rstrip('/')}/")


def _field(pointer: str) -> str:
    return pointer.split("/")[1] if pointer else ""


def _node(context: Context, doubt: Doubt, entry: Entry, shown: Shown) -> Node:
    """The record as a link, whose it is, and what it says; nothing twice."""
    path = context.path_to(entry.kind, entry.key)
    owner = context.name_of("organisation", entry.organisation) if entry.organisation and entry.kind != "organisation" else ""
    link = Link(context.title(entry), f"{path}#{shown.anchor}" if shown.anchor else path, f"({owner})" if owner and owner != shown.text else "")
    found = Phrase((link, Text(shown.text)), ": ") if shown.text else link
    return Phrase((found, Text(context.say("(Posten har en bemærkning om det.)"), "quiet")), " ") if doubt[0] == DOUBTED else found


FINDERS: Mapping[str, tuple[Finder, ...]] = {
    "act": (Finder("activity", fields.act),),
    "activity": (Finder("activity", fields.activity),),
    "adequacy": (Finder("activity", fields.mechanism("adequacy", "dpf")), Finder("agreement", fields.mechanism("adequacy", "dpf"))),
    "anti_money_laundering": (Finder("activity", fields.of_kind("aml")),),
    "automated_decision": (Finder("activity", fields.said("automated_decisions", "description")),),
    "breach": (Finder("activity", words.titled),),
    "by_name": (Finder("activity", words.named_row),),
    "cctv": (Finder("activity", fields.of_kind("cctv")),),
    "confidential": (Finder("activity", fields.of_class("confidential")),),
    "consent": (Finder("activity", fields.consent),),
    "controller": (Finder("activity", fields.controller),),
    "cookie": (Finder("activity", words.named_row),),
    "cpr": (Finder("activity", fields.of_class("cpr")),),
    "criminal": (Finder("activity", fields.of_class("criminal")),),
    "data_subject": (Finder("activity", fields.people),),
    "disclosure": (Finder("activity", fields.parties("recipients", "authority")), Finder("activity", fields.parties("recipients", "controller"))),
    "duty": (Finder("activity", words.duty), Finder("activity", words.rule)),
    "impact_assessment": (Finder("activity", fields.said("dpia", "reason")),),
    "instructions": (Finder("agreement", fields.agreed("28.3.a")), Finder("activity", words.rule)),
    "joint_controller": (Finder("activity", fields.parties("joint_controllers")),),
    "legal_basis": (Finder("activity", fields.basis()),),
    "legal_claim": (Finder("activity", fields.purpose("legal_claims", among=("claims", "hr", "credit"))), Finder("activity", fields.purpose("legal_claims"))),
    "legal_obligation": (
        Finder("activity", fields.basis("6.1.c", "national_law")),
        Finder("activity", fields.basis("6.1.c", "stated_as")),
        Finder("activity", fields.basis("6.1.c")),
    ),
    "legitimate_interest": (Finder("activity", fields.basis("6.1.f", "interest")), Finder("activity", fields.basis("6.1.f"))),
    "logging": (Finder("activity", fields.of_kind("logging")),),
    "marketing": (Finder("activity", fields.marketing),),
    "measure": (Finder("activity", words.measure), Finder("activity", words.rule)),
    "notice": (Finder("activity", fields.notice),),
    "objection": (
        Finder("activity", words.duty),
        Finder("activity", fields.objection("marketing")),
        Finder("activity", fields.objection("profiling")),
    ),
    "officer": (Finder("organisation", fields.officer), Finder("organisation", fields.said("dpo", "reason"))),
    "party": (Finder("party", words.named_party),),
    "personal_data": (Finder("activity", fields.row),),
    "processing": (Finder("activity", fields.summary),),
    "processing_agreement": (Finder("agreement", fields.agreement),),
    "processor": (Finder("activity", fields.derived_processors), Finder("activity", fields.parties("processors"))),
    "profiling": (Finder("activity", fields.said("profiling", "description")),),
    "purpose": (Finder("activity", fields.purpose()),),
    "recipient": (Finder("activity", fields.parties("recipients")),),
    "record": (Finder("organisation", fields.number_of_activities),),
    "retention": (Finder("activity", fields.schedule),),
    "rule": (Finder("activity", words.rule),),
    "special": (Finder("activity", fields.of_class("special")),),
    "standard_clauses": (
        Finder("activity", fields.mechanism("scc")),
        Finder("agreement", fields.mechanism("scc")),
        Finder("agreement", words.stated_transfer()),
    ),
    "sub_processor": (Finder("agreement", fields.sub_processors),),
    "third_country": (Finder("activity", fields.country), Finder("activity", words.stated_transfer(is_any=True))),
    "transfer_mechanism": (
        Finder("activity", fields.mechanism()),
        Finder("agreement", fields.mechanism()),
        Finder("agreement", words.stated_transfer()),
    ),
}
"""How an example is found, by the name that words of the glossary give it; the first that finds one nobody doubts is used."""

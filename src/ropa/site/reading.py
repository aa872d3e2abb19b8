"""An organisation's reading list with minutes, and a sheet to sign on paper when it has been read.

The list is the hand-written pages that govern any of the organisation's records, those that govern most of them first.
The sheet names the version that was read. Nothing about the reader is stored: there is no form. Called by `pages`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ropa.guides import minutes_for
from ropa.register import Entry
from ropa.site.aids import SignSheet
from ropa.site.context import Context
from ropa.site.entry import contacts
from ropa.site.node import Link, Pair, Text
from ropa.site.passages import passages_of
from ropa.site.scope import counted
from ropa.site.start import start_view
from ropa.site.urls import FRONT, START, reading_path, start_path
from ropa.site.view import Fold, Lines, Row, Section, Table, View

LIST, SHEET = "laeseliste", "underskriv"


@dataclass(frozen=True, slots=True)
class Piece:
    """Something to read: where, what it is called, how long it takes, and why it is on the list."""

    path: str
    title: str
    minutes: int
    why: str


def reading_view(context: Context, organisation: Entry) -> View:
    """What to read in an organisation, and the sheet to sign."""
    pieces = tuple(pieces_of(context, organisation))
    title = context.say("Læs og skriv under: {name}", name=context.name(organisation))
    return View(
        path=reading_path(organisation.key),
        title=title,
        description=context.say("Det skal du læse om personoplysninger, og arket, du skriver under på: {name}", name=context.name(organisation)),
        sections=(
            Section(LIST, context.say("Læs det her"), (_list(context, pieces),)),
            Section(SHEET, context.say("Skriv under på papir"), (*_advice(context), _sheet(context, organisation, pieces))),
        ),
        crumbs=(
            Link(context.say("Forside"), FRONT),
            Link(context.say("Start her"), START),
            Link(context.name(organisation), start_path(organisation.key)),
        ),
        lead=context.say("Det tager omkring {n} minutter i alt. Tag det i flere omgange, og spørg, når noget er uklart.", n=sum(piece.minutes for piece in pieces)),
        contacts=contacts(context, [organisation.key]),
    )


def pieces_of(context: Context, organisation: Entry) -> Iterator[Piece]:
    """The page for new employees, then the hand-written pages, those that govern most of the records first."""
    start = start_view(context, organisation)
    yield Piece(start.path, start.title, minutes_to_read(start), context.say("Dannet af fortegnelsen"))
    activities = context.members_of(organisation.key, "activity")
    guides = {guide.path: guide for entry in activities for guide in context.guides_of(entry.key)}
    numbers = Counter(guide.path for entry in activities for guide in context.guides_of(entry.key))
    for guide in sorted(guides.values(), key=lambda each: (-numbers[each.path], each.title.lower(), each.path)):
        is_for_all = numbers[guide.path] == len(activities)
        why = context.say("alle aktiviteter") if is_for_all else counted(context, numbers[guide.path])
        yield Piece(guide.path, guide.title, guide.minutes, context.say("Gælder {what}", what=why))


def minutes_to_read(view: View) -> int:
    """Minutes for what a page shows unfolded, rounded up."""
    open_sections = tuple(
        Section(section.anchor, section.title, tuple(block for block in section.blocks if not isinstance(block, Fold))) for section in view.sections
    )
    shown = View(view.path, view.title, view.description, open_sections, summary=view.summary)
    words = sum(len(passage.text.split()) for passage in passages_of(shown, ""))
    return minutes_for(words)


def _list(context: Context, pieces: Sequence[Piece]) -> Table:
    rows = tuple(Row((Link(piece.title, piece.path), Text(str(piece.minutes)), Text(piece.why))) for piece in pieces)
    return Table(context.say("Læs det her"), context.says("Side", "Minutter", "Hvorfor"), rows)


def _advice(context: Context) -> Iterator[Lines]:
    yield Lines(
        (
            Text(context.say("Udskriv siden, når du har læst det hele. Kun arket her kommer med på papiret.")),
            Text(context.say("Siden gemmer intet om dig, og den sender intet. Det er kun papiret, der viser, at du har læst.")),
        )
    )


def _sheet(context: Context, organisation: Entry, pieces: Sequence[Piece]) -> SignSheet:
    say = context.say
    unknown = say("ikke oplyst; skriv selv den dag, du har læst siderne")
    return SignSheet(
        title=say("Læst og forstået"),
        facts=(
            Pair(say("Virksomhed"), Text(", ".join(_names(context, organisation)))),
            Pair(say("Udgave"), Text(context.version or unknown)),
        ),
        label=say("Jeg har læst:"),
        items=tuple(piece.title for piece in pieces),
        statement=say("Jeg ved, hvad jeg skal gøre, når nogen beder om deres oplysninger, og når noget går galt. Jeg ved, hvem jeg skal spørge."),
        lines=context.says("Navn", "Dato", "Underskrift"),
    )


def _names(context: Context, organisation: Entry) -> Iterator[str]:
    yield context.name(organisation)
    if "cvr" in organisation.value:
        yield f"CVR {organisation.value['cvr']}"

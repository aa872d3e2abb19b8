"""A page's view -> its passages: the pieces of text that search can answer with, each below its heading.

Called by `findable`. Leaves out what only leads elsewhere (lists of entries, drawings) and what every page has
(banners, open points), so that a page is found by what it says itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.search import Passage
from ropa.site.aids import Glossary
from ropa.site.node import Address, Group, Link, Many, Node, Pair, Phrase, Text
from ropa.site.view import (
    Block,
    Card,
    Fields,
    Fold,
    Lines,
    Outline,
    OutlineItem,
    Row,
    Section,
    Sheet,
    Table,
    Tasks,
    View,
)

USES = "bruges-af"
MOST_USES = 6
ELSEWHERE = frozenset({"vej", "bruges-af", "aabne-punkter", "punkter", "liste", "aktiviteter", "se-ogsaa"})
"""The sections that show other pages' content or the page's own as a drawing."""
SAID_ELSEWHERE = frozenset({"felt-synonyms", "felt-organisation", "felt-provenance"})
"""The fields that search shows beside the title, or that only name sources."""
SHORT_LIST = 200
"""A list of at most so many characters is one passage; in a longer one each item is its own."""


def passages_of(view: View, none: str) -> Iterator[Passage]:
    """The passages of a page; the first says what the page is about, and is what a result shows before better ones.

    `none` is what a page says of a field that is answered with nothing.
    """
    summary = view.summary.pairs[0].node if view.summary and view.summary.pairs else None
    lead = view.lead or plain(summary)
    uses = [passage for section in view.sections if section.anchor == USES for passage in _uses(section)]
    if lead or not uses:
        yield Passage("", "", _clean(lead or view.description))
    yield from uses
    for section in view.sections:
        for heading, text, anchor in _section(section):
            if text.strip():
                yield Passage(anchor or section.anchor, heading, _clean(text), is_none=text.partition(": ")[2] == none)


def _uses(section: Section) -> Iterator[Passage]:
    """What points to an entry: told, but not found by."""
    tables = [block for block in section.blocks if isinstance(block, Table)]
    told = [f"{table.caption}: {', '.join(plain(row.cells[0]) for row in table.rows[:MOST_USES])}" for table in tables]
    if told:
        yield Passage(section.anchor, section.title, _clean(". ".join(told)), is_found=False)


def plain(node: Node | None) -> str:
    """What a node says, without markup and without the numbers that only drawings refer to."""
    match node:
        case Text(style="number"):
            return ""
        case Text(text=text) | Link(text=text, note="") | Address(text=text):
            return text
        case Link(text=text, note=note):
            return f"{text} {note}"
        case Phrase(parts=parts, separator=separator):
            return separator.join(filter(None, map(plain, parts)))
        case Many(items=items):
            return "; ".join(plain(item) for item in items)
        case Group(pairs=pairs, title=title):
            return ". ".join([*([plain(title)] if title else []), *map(_pair, pairs)])
    return ""


def _section(section: Section) -> Iterator[tuple[str, str, str]]:
    """Heading, text and, where it is not the section's, anchor of each passage."""
    for block in section.blocks:
        if section.anchor in ELSEWHERE or section.anchor.endswith("-liste"):
            if isinstance(block, Table) and section.anchor != USES:
                yield section.title, block.caption, ""
            continue
        for text, heading, anchor in _block(block):
            yield heading or section.title, text, anchor


def _block(block: Block) -> Iterator[tuple[str, str, str]]:
    """Text, own heading or "", and own anchor or ""."""
    match block:
        case Fields(pairs=pairs):
            yield from ((text, "", "") for pair in pairs if pair.anchor not in SAID_ELSEWHERE for text in _items(pair))
        case Table(rows=rows, columns=columns):
            yield from ((text, "", "") for row in rows for text in _row(row, columns))
        case Sheet(cards=cards):
            yield from ((_card(card), "", "") for card in cards)
        case Lines(items=items):
            yield from ((plain(item), "", "") for item in items)
        case Tasks(items=tasks):
            yield from ((f"{task.title}. {task.text}", "", "") for task in tasks)
        case Outline(items=items):
            yield from _outline(items)
        case Glossary(items=terms):
            yield from ((f"{term.word}: {term.meaning}", term.word, term.anchor) for term in terms)
        case Fold(blocks=blocks):
            yield from (found for folded in blocks for found in _block(folded))


def _items(pair: Pair) -> Iterator[str]:
    whole = _pair(pair)
    if len(whole) > SHORT_LIST and isinstance(pair.node, Many):
        yield from (f"{pair.label}: {plain(item)}" for item in pair.node.items)
    else:
        yield whole


def _pair(pair: Pair) -> str:
    return f"{pair.label}: {plain(pair.node)}"


def _row(row: Row, columns: tuple[str, ...]) -> Iterator[str]:
    """A passage for each cell, led by the row's name; one for a short row."""
    name = plain(row.cells[0])
    cells = [f"{column}: {plain(cell)}" for column, cell in zip(columns[1:], row.cells[1:], strict=False) if cell is not None]
    cells += [plain(row.more)] if row.more else []
    whole = "; ".join([name, *cells])
    if len(whole) <= SHORT_LIST:
        yield whole
    else:
        yield from (f"{name} – {cell}" for cell in cells)


def _card(card: Card) -> str:
    title = [plain(card.title)] if card.title else []
    return ". ".join(part.rstrip(".") for part in [": ".join([*title, *map(plain, card.lines)]), *map(_pair, card.pairs)])


def _outline(items: tuple[OutlineItem, ...]) -> Iterator[tuple[str, str, str]]:
    for item in items:
        yield ". ".join([item.title, *map(plain, item.claims)]), item.title, item.anchor
        yield from _outline(item.below)


def _clean(text: str) -> str:
    return " ".join(text.replace("`", "").split())

"""The HTML that a builder makes of a hand-written page -> the page as readers see it.

Puts in the parts that the page asks for, says above it that it builds on drafts, lists below it the records that it
governs, and shows the law's terms. Called by the builder's adapter and by `folder`; knows no builder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ropa.findings import Fault, Finding
from ropa.guides import Guide
from ropa.register import Entry
from ropa.site.context import Context
from ropa.site.drafts import counted_drafts
from ropa.site.entry import contacts
from ropa.site.node import Link, Text
from ropa.site.parts import PARTS
from ropa.site.render import render_blocks, render_wrong
from ropa.site.terms import with_terms
from ropa.site.urls import index_of
from ropa.site.view import Block, Lines
from ropa.text import Source

GOVERNED = "gaelder-for"
"""The anchor of the list of records."""
UNKNOWN_PART = Fault(
    "GUI003", "unknown-part", "error",
    "`{written}` er ikke noget, der kan sættes ind", "`{written}` is nothing that can be put in",
    "skriv en af disse: {names}", "write one of these: {names}",
)
_PART = re.compile(r"^(?P<open><p>)?\[\[ropa: *(?P<name>[^\]]*?) *\]\](?(open)</p>)$", re.MULTILINE)
_HEADING = re.compile(r"^# .*$", re.MULTILINE)
_TITLE = re.compile(r"(<h1\b[^>]*)(>.*?</h1>)", re.DOTALL)


def unknown_parts(file: str, text: str) -> Iterator[Finding]:
    """The parts that a page asks for and nobody makes."""
    source = Source(file, text.replace("\r\n", "\n"))
    for match in _PART.finditer(source.text):
        if match["name"] not in PARTS:
            yield UNKNOWN_PART.at(source.span(*match.span()), written=match["name"], names=", ".join(PARTS))


def with_parts(text: str, context: Context, path: str) -> str:
    """Markdown or HTML with its parts put in as HTML."""
    return _PART.sub(lambda match: _part(match, context, path), text)


def finished(html: str, guide: Guide, context: Context) -> str:
    """The whole page."""
    html = with_terms(html, context.language, guide.path)
    notices = render_blocks(_notices(guide, context), context.language, guide.path)
    html = _TITLE.sub(lambda title: f'{title[1]} tabindex="-1"{title[2]}\n{notices}', html, count=1)
    html = with_parts(html, context, guide.path)
    return html + governed_part(guide, context) + render_wrong(contacts(context), context.language, guide.path)


def finished_markdown(text: str, guide: Guide, context: Context) -> str:
    """The same for another builder: Markdown with front matter, with blocks of HTML where the register adds something."""
    notices = render_blocks(_notices(guide, context), context.language, guide.path)
    text = with_parts(text.replace("\r\n", "\n"), context, guide.path)
    text = _HEADING.sub(lambda heading: f"{heading[0]}\n\n{notices}", text, count=1)
    ends = (governed_part(guide, context), render_wrong(contacts(context), context.language, guide.path))
    return "\n\n".join([text.rstrip(), *filter(None, ends)]) + "\n"


def _notices(guide: Guide, context: Context) -> tuple[Block, ...]:
    return counted_drafts(context, _governed(guide, context)) if guide.governs else ()


def governed_title(context: Context) -> str:
    """The heading of the list of records."""
    return context.say("Aktiviteter, som siden gælder for")


def governed_part(guide: Guide, context: Context) -> str:
    """The records that a page governs, by organisation; nothing when it is no policy."""
    if not guide.governs:
        return ""
    return render_blocks(tuple(_governed_blocks(guide, context)), context.language, guide.path, GOVERNED, governed_title(context))


def _governed_blocks(guide: Guide, context: Context) -> Iterator[Block]:
    if guide.is_for_all:
        yield Lines((Link(context.say("Alle aktiviteter"), index_of("activity")),))
        return
    entries = _governed(guide, context)
    for organisation in context.register.of("organisation"):
        links = tuple(
            Link(context.name(entry), context.path_to("activity", entry.key)) for entry in entries if entry.organisation == organisation.key
        )
        if links:
            yield Lines(links, is_list=True, label=context.name(organisation))
    missing = [key for key in guide.activities if context.register.get("activity", key) is None]
    if missing:
        yield Lines(tuple(Text(key) for key in missing), is_list=True, label=context.say("Filer, der ikke kan læses"))


def _governed(guide: Guide, context: Context) -> tuple[Entry, ...]:
    keys = context.register.entries.get("activity", {}) if guide.is_for_all else guide.activities
    found = (context.register.get("activity", key) for key in keys)
    return tuple(entry for entry in found if entry is not None)


def _part(match: re.Match[str], context: Context, path: str) -> str:
    make = PARTS.get(match["name"])
    return render_blocks(make(context), context.language, path) if make is not None else match[0]

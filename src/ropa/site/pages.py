"""A register and what was found in it -> every page of the site. Pure: no clock, no file, no builder.

Whoever builds a site calls `pages` and `redirects`, or makes single pages of the `plans`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ropa.findings import Finding, Language
from ropa.register import Entry, Register
from ropa.site.activity import activity_view
from ropa.site.context import Context, make_context
from ropa.site.document import document_view
from ropa.site.entry import entry_view
from ropa.site.findable import search_document
from ropa.site.front import front_view
from ropa.site.listings import kind_view, organisation_view
from ropa.site.open_points import broken_view, open_points_view, organisation_points_view
from ropa.site.page import Page, Redirect
from ropa.site.party import party_view
from ropa.site.render import render, render_redirect
from ropa.site.urls import FOLDERS, FRONT, OPEN_POINTS, broken_path, index_of, open_points_path, path_of
from ropa.site.view import View

VIEWS: Mapping[str, Callable[[Context, Entry], View]] = {
    "activity": activity_view,
    "organisation": organisation_view,
    "document": document_view,
    "party": party_view,
}
"""The kinds whose pages have parts of their own."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A page that the site has: its address, what sort of page it is, and which entry it shows.

    `sort` is a kind of entry for the page of one, else "front", "list", "points" or "unreadable"; `kind` and `key` say
    what the page is about, where it is about something.
    """

    path: str
    sort: str
    kind: str = ""
    key: str = ""


def pages(register: Register, findings: Iterable[Finding], *, language: Language = "da") -> Iterator[Page]:
    """Every page, the front page first, in the same order each time."""
    context = make_context(register, findings, language)
    for plan in plans(context):
        yield make_page(context, plan)


def plans(context: Context) -> Iterator[Plan]:
    """The pages that a register has."""
    yield Plan(FRONT, "front")
    yield Plan(OPEN_POINTS, "points")
    for organisation in context.register.of("organisation"):
        yield Plan(open_points_path(organisation.key), "points", "organisation", organisation.key)
    for kind in FOLDERS:
        yield Plan(index_of(kind), "list", kind)
        yield from (Plan(path_of(kind, entry.key), kind, kind, entry.key) for entry in context.register.of(kind))
    for (kind, key), broken in context.broken.items():
        yield Plan(broken_path(broken), "unreadable", kind, key)


def make_page(context: Context, plan: Plan) -> Page:
    """The page of a plan."""
    view = view_of(context, plan)
    entry = context.register.entries[plan.kind][plan.key] if plan.sort == plan.kind else None
    document = search_document(context, view, entry)
    return render(view, context.language, edit_url=context.edit_url(view.file), document=document)


def view_of(context: Context, plan: Plan) -> View:
    """What the page of a plan shows."""
    if plan.sort == "unreadable":
        return broken_view(context, context.broken[plan.kind, plan.key])
    if plan.sort == "list":
        return kind_view(context, plan.kind)
    if not plan.key:
        return front_view(context) if plan.sort == "front" else open_points_view(context)
    entry = context.register.entries[plan.kind][plan.key]
    if plan.sort == "points":
        return organisation_points_view(context, entry)
    return VIEWS.get(plan.kind, entry_view)(context, entry)


def redirects(register: Register, *, language: Language = "da") -> Iterator[Redirect]:
    """A page at each address that an entry used to have, unless another entry has it now."""
    taken = {path_of(entry.kind, entry.key) for entry in register.all() if entry.kind in FOLDERS}
    for entry in register.all():
        if entry.kind not in FOLDERS:
            continue
        scope = entry.key.rpartition("/")[0]
        for former in entry.value.get("formerly", ()):
            path = path_of(entry.kind, f"{scope}/{former}" if scope else former)
            if path not in taken:
                taken.add(path)
                target = path_of(entry.kind, entry.key)
                yield Redirect(path, render_redirect(path, target, entry.name(language), language))

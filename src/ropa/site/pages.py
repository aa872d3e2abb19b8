"""A register and what was found in it -> every page of the site. Pure: no clock, no file, no builder.

Whoever builds a site calls `pages` and `redirects`; today that is `mkdocs_adapter`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from ropa.findings import Finding, Language
from ropa.register import Entry, Register
from ropa.site.activity import activity_view
from ropa.site.context import Context, make_context
from ropa.site.document import document_view
from ropa.site.entry import entry_view
from ropa.site.front import broken_view, front_view, open_points_view, organisation_points_view
from ropa.site.listings import kind_view, organisation_view
from ropa.site.page import Page, Redirect
from ropa.site.party import party_view
from ropa.site.render import render, render_redirect
from ropa.site.urls import FOLDERS, path_of
from ropa.site.view import View

VIEWS: Mapping[str, Callable[[Context, Entry], View]] = {
    "activity": activity_view,
    "organisation": organisation_view,
    "document": document_view,
    "party": party_view,
}
"""The kinds whose pages have parts of their own."""


def pages(register: Register, findings: Iterable[Finding], *, language: Language = "da") -> Iterator[Page]:
    """Every page, the front page first, in the same order each time."""
    context = make_context(register, findings, language)
    for view in views(context):
        yield render(view, language, context.edit_url(view.file))


def views(context: Context) -> Iterator[View]:
    """What every page shows."""
    yield front_view(context)
    yield open_points_view(context)
    for organisation in context.register.of("organisation"):
        yield organisation_points_view(context, organisation)
    for kind in FOLDERS:
        yield kind_view(context, kind)
        view = VIEWS.get(kind, entry_view)
        yield from (view(context, entry) for entry in context.register.of(kind))
    yield from (broken_view(context, broken) for broken in context.broken.values())


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

"""A register and what was found in it -> every page of the site. Pure: no clock, no file, no builder.

Whoever builds a site calls `pages` and `redirects`, or makes single pages of the `plans`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from ropa.findings import Language
from ropa.register import Entry, Register
from ropa.rules import Linted
from ropa.rules.standing import explanations
from ropa.search import SearchDocument
from ropa.site.activity import activity_view
from ropa.site.context import Context, make_context
from ropa.site.deviations_page import deviations_view
from ropa.site.document import document_view
from ropa.site.drafts import draft_notices
from ropa.site.entry import entry_view
from ropa.site.findable import glossary_document, rule_document, search_document, start_document
from ropa.site.front import front_view
from ropa.site.glossary_page import glossary_view
from ropa.site.listings import kind_view, organisation_view
from ropa.site.open_points import broken_view, open_points_view, organisation_points_view
from ropa.site.page import Page, Redirect
from ropa.site.party import party_view
from ropa.site.quiz_page import quiz_choice_view, quiz_view
from ropa.site.reading import reading_view
from ropa.site.render import render, render_redirect
from ropa.site.rule_index import rules_view
from ropa.site.rule_page import rule_view
from ropa.site.scope import departments_at_work, departments_of
from ropa.site.start import choose_view, start_view
from ropa.site.terms import with_terms
from ropa.site.urls import (
    DEVIATIONS,
    FOLDERS,
    FRONT,
    GLOSSARY,
    OPEN_POINTS,
    QUIZ,
    RULES,
    START,
    broken_path,
    index_of,
    open_points_path,
    path_of,
    quiz_path,
    reading_path,
    rule_path,
    start_path,
)
from ropa.site.view import Notice, View

VIEWS: Mapping[str, Callable[[Context, Entry], View]] = {
    "activity": activity_view,
    "organisation": organisation_view,
    "document": document_view,
    "party": party_view,
}
"""The kinds whose pages have parts of their own."""


PARTS: Mapping[str, Callable[[Context, Entry, str], View]] = {
    "start": start_view,
    "reading": lambda context, organisation, part: reading_view(context, organisation),
    "quiz": quiz_view,
}
"""The further pages of an organisation, and of its departments."""
TOLD = frozenset({"start", "reading"})
"""The sorts of pages that are read from end to end, so that the law's words are shown in their text."""

WHOLE: Mapping[str, Callable[[Context], View]] = {
    "front": front_view,
    "start": choose_view,
    "quiz": quiz_choice_view,
    "points": open_points_view,
    "rules": rules_view,
    "deviations": deviations_view,
    "glossary": glossary_view,
}
"""The pages about the register as a whole."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A page that the site has: its address, what sort of page it is, and which entry it shows.

    `sort` is a kind of entry for the page of one, else "front", "list", "points", "rules", "rule", "deviations",
    "start", "reading", "quiz", "glossary" or "unreadable"; `kind` and `key` say what the page is about, where it is about something, and
    `part` which department of that organisation.
    """

    path: str
    sort: str
    kind: str = ""
    key: str = ""
    part: str = ""


def pages(register: Register, linted: Linted, *, language: Language = "da") -> Iterator[Page]:
    """Every page, the front page first, in the same order each time."""
    context = make_context(register, linted, language)
    for plan in plans(context):
        yield make_page(context, plan)


def plans(context: Context) -> Iterator[Plan]:
    """The pages that a register has."""
    yield Plan(FRONT, "front")
    yield Plan(OPEN_POINTS, "points")
    for organisation in context.register.of("organisation"):
        yield Plan(open_points_path(organisation.key), "points", "organisation", organisation.key)
    yield Plan(START, "start")
    for organisation in context.register.of("organisation"):
        yield from _start_plans(context, organisation)
    yield Plan(QUIZ, "quiz")
    for organisation in context.register.of("organisation"):
        for department in ("", *departments_at_work(context, organisation)):
            yield Plan(quiz_path(organisation.key, department), "quiz", "organisation", organisation.key, department)
    yield Plan(GLOSSARY, "glossary")
    for kind in FOLDERS:
        yield Plan(index_of(kind), "list", kind)
        yield from (Plan(path_of(kind, entry.key), kind, kind, entry.key) for entry in context.register.of(kind))
    yield Plan(RULES, "rules")
    yield from (Plan(rule_path(code), "rule", key=code) for code in explanations())
    yield Plan(DEVIATIONS, "deviations")
    for (kind, key), broken in context.broken.items():
        yield Plan(broken_path(broken), "unreadable", kind, key)


def _start_plans(context: Context, organisation: Entry) -> Iterator[Plan]:
    """The pages for a new employee of an organisation."""
    key = organisation.key
    for department in ("", *departments_of(context, organisation)):
        yield Plan(start_path(key, department), "start", "organisation", key, department)
    yield Plan(reading_path(key), "reading", "organisation", key)


def make_page(context: Context, plan: Plan) -> Page:
    """The page of a plan."""
    view = view_of(context, plan)
    page = render(view, context.language, edit_url=context.edit_url(view.file), document=_document(context, plan, view))
    return replace(page, body=with_terms(page.body, context.language, page.path)) if plan.sort in TOLD else page


def _document(context: Context, plan: Plan, view: View) -> SearchDocument:
    """The page of a plan as search sees it."""
    if plan.sort == "rule":
        return rule_document(view, explanations()[plan.key], context.language)
    if plan.sort == "glossary":
        return glossary_document(context, view)
    if plan.sort in PARTS:
        return start_document(context, view, plan.sort)
    return search_document(context, view, context.register.entries[plan.kind][plan.key] if plan.sort == plan.kind else None)


def view_of(context: Context, plan: Plan) -> View:
    """What the page of a plan shows, below what says that it builds on drafts."""
    view = _view_of(context, plan)
    return replace(view, notices=(*drafts_of(context, plan), *view.notices))


def drafts_of(context: Context, plan: Plan) -> tuple[Notice, ...]:
    """The banner of a page that builds on drafts."""
    has_entry = plan.key and (plan.sort in (plan.kind, "points") or plan.sort in PARTS)
    return draft_notices(context, plan.sort, context.register.entries[plan.kind][plan.key] if has_entry else None, plan.part)


def _view_of(context: Context, plan: Plan) -> View:
    if plan.sort == "unreadable":
        return broken_view(context, context.broken[plan.kind, plan.key])
    if plan.sort == "list":
        return kind_view(context, plan.kind)
    if plan.sort == "rule":
        return rule_view(context, plan.key)
    if not plan.key:
        return WHOLE[plan.sort](context)
    entry = context.register.entries[plan.kind][plan.key]
    if plan.sort == "points":
        return organisation_points_view(context, entry)
    if plan.sort in PARTS:
        return PARTS[plan.sort](context, entry, plan.part)
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

"""The pages for a new employee: choose an organisation, then what holds there, or in one department.

Everything comes from the records, so it is never out of step with them. The page of an organisation leads with what
holds for all and with its departments; what few of its readers need is folded away. Called by `pages`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ropa.register import Entry
from ropa.site import texts
from ropa.site.context import Context
from ropa.site.entry import contacts
from ropa.site.node import Link, Node, Pair, Phrase, Text
from ropa.site.scope import Scope, counted, departments_of, scope_of, ways_for
from ropa.site.start_data import (
    given_blocks,
    met_blocks,
    met_briefly,
    protected_briefly,
    recipient_blocks,
    retention_blocks,
)
from ropa.site.start_help import BREACH, RIGHTS, breach_blocks, contact_blocks, reach, request_blocks
from ropa.site.start_work import shared_blocks, work_blocks
from ropa.site.urls import FRONT, START, start_path
from ropa.site.view import Block, Fields, Lines, Notice, Section, View

ASK, WRONG = "beder-om", "gaar-galt"


def choose_view(context: Context) -> View:
    """Where a new employee begins: the organisations, each with its departments."""
    items = tuple(_choice(context, entry) for entry in context.register.of("organisation"))
    nothing = Notice(context.say("Der er ingen endnu"), (), "info")
    return View(
        path=START,
        title=context.say("Start her"),
        description=context.say("Til dig, der er ny: hvad du skal vide om personoplysninger i din virksomhed og afdeling."),
        sections=(Section("vaelg", context.say("Vælg din virksomhed og afdeling"), (Lines(items, is_list=True) if items else nothing,)),),
        crumbs=(Link(context.say("Forside"), FRONT),),
        lead=context.say("Til dig, der er ny: hvad du skal vide om personoplysninger i din virksomhed og afdeling."),
        contacts=contacts(context),
    )


def _choice(context: Context, organisation: Entry) -> Node:
    link = Link(context.name(organisation), start_path(organisation.key))
    departments = tuple(Link(name, start_path(organisation.key, key)) for key, name in departments_of(context, organisation).items())
    return Phrase((link, Phrase(departments)), ": ") if departments else link


def start_view(context: Context, organisation: Entry, department: str = "") -> View:
    """What a new employee of an organisation or a department should know."""
    scope = scope_of(context, organisation, department)
    crumbs = [Link(context.say("Forside"), FRONT), Link(context.say("Start her"), START)]
    if department:
        crumbs.append(Link(context.name(organisation), start_path(organisation.key)))
    return View(
        path=start_path(organisation.key, department),
        title=context.say("Start her: {name}", name=scope.name),
        description=context.say("Det skal du vide om personoplysninger, når du er ny: {name}", name=scope.name),
        sections=tuple(_sections(scope)),
        kicker=context.name(organisation) if department else "",
        crumbs=tuple(crumbs),
        badges=(counted(context, len(scope.activities)),),
        summary=Fields(tuple(_essentials(scope))),
        contacts=contacts(context, [organisation.key]),
        ways=(*_wider(scope), *ways_for(context, organisation.key, department, is_asked=not scope.only_receives)[1:]),
    )


def _wider(scope: Scope) -> Iterator[Link]:
    if scope.department:
        yield Link(scope.context.say("Det, der gælder for alle"), start_path(scope.organisation.key))


def _essentials(scope: Scope) -> Iterator[Pair]:
    """What to remember when everything else is forgotten."""
    say = scope.context.say
    met, protected = met_briefly(scope), protected_briefly(scope)
    if met is not None:
        yield Pair(say("Det møder du"), met)
    if protected is not None:
        yield Pair(say("Pas særligt på"), protected)
    asked = Link(say("Sådan svarer du"), f"#{ASK}")
    wrong = Link(say("Sådan gør du, når noget går galt"), f"#{WRONG}")
    yield Pair(say("Beder nogen om deres oplysninger"), _first_step(scope, say("Giv henvendelsen videre samme dag."), RIGHTS, asked))
    yield Pair(say("Går noget galt"), _first_step(scope, say("Sig det til din leder med det samme, også når du er i tvivl."), BREACH, wrong))


def _first_step(scope: Scope, words: str, topic: str, more: Link) -> Node:
    reached = reach(scope, topic)
    return Phrase((Text(words), *((reached,) if reached else ()), more), " ")


def _sections(scope: Scope) -> Iterator[Section]:
    context = scope.context
    departments: Mapping[str, str] = {} if scope.department else departments_of(context, scope.organisation)
    loose = [entry for entry in scope.activities if entry.value.get("department") not in departments]
    if departments:
        yield Section("afdelinger", context.say("Vælg din afdeling"), (_departments(scope, departments),))
    everybody = context.say("Det gælder for alle i afdelingen") if scope.department else context.say("Det gælder for alle")
    here = context.say("Det bruger vi oplysningerne til, og sådan gør du")
    if departments:
        here = context.say("Det bruger vi oplysningerne til, og sådan gør du: uden for afdelingerne")
    yield from _filled(
        ("for-alle", everybody, shared_blocks(scope)),
        ("saadan", here, work_blocks(scope, loose)),
        ("faar", context.say("Det får I fra andre"), given_blocks(scope)),
        (ASK, context.say("Når nogen beder om deres oplysninger"), request_blocks(scope)),
        (WRONG, context.say("Når noget går galt"), breach_blocks(scope)),
        ("spoerg", context.say("Hvem spørger du?"), contact_blocks(scope)),
        ("moeder", context.say("Oplysninger, du møder"), met_blocks(scope)),
        ("hvor-laenge", context.say("Hvor længe, og hvem sletter"), retention_blocks(scope)),
        ("hvem-faar", context.say("Hvem får oplysningerne"), recipient_blocks(scope)),
    )


def _filled(*found: tuple[str, str, Iterable[Block]]) -> Iterator[Section]:
    """The sections that have something to show."""
    for anchor, title, given in found:
        blocks = tuple(given)
        if blocks:
            yield Section(anchor, title, blocks)


def _departments(scope: Scope, departments: Mapping[str, str]) -> Lines:
    context, key = scope.context, scope.organisation.key
    numbers = {name: len(scope_of(context, scope.organisation, name).activities) for name in departments}
    links = tuple(Link(texts.capitalised(label), start_path(key, name), f"({counted(context, numbers[name])})") for name, label in departments.items())
    return Lines((Phrase(links),))

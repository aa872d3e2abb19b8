"""The front page: where to start, by what a reader comes to do.

Turns the whole register into tasks, the organisations with what is open, and counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.site.context import Context
from ropa.site.entry import contacts
from ropa.site.node import Link, Node
from ropa.site.open_points import organisation_table
from ropa.site.urls import DEVIATIONS, FOLDERS, FRONT, GLOSSARY, OPEN_POINTS, QUIZ, RULES, START, broken_path, index_of
from ropa.site.view import Lines, Notice, Section, Task, Tasks, View

BREACH = "brud/"
POLICIES = ("politikker/", "politikker/rettigheder/", "politikker/sletning/", "politikker/e-mail/")
COUNTED = ("activity", "organisation", "party", "system", "agreement", "document")


def front_view(context: Context) -> View:
    """Where to start."""
    title = context.text(context.register.settings.get("title", context.say("Fortegnelse")))
    sections = [
        Section("hvad-vil-du", context.say("Hvad vil du?"), (tasks(context),)),
        Section("fortegnelser", context.say("Fortegnelser"), (organisation_table(context),)),
        Section("registret", context.say("Det står i registret"), (_counts(context),)),
    ]
    return View(
        path=FRONT,
        title=title,
        description=context.say(
            "Fortegnelse over behandlingsaktiviteter efter databeskyttelsesforordningens artikel 30"
        ),
        sections=tuple(sections),
        notices=_front_notices(context),
        lead=context.say("Her står, hvilke personoplysninger vi behandler, hvorfor, hvor længe, og hvem der får dem."),
        contacts=contacts(context),
        short_title=context.say("Forside"),
    )


def tasks(context: Context) -> Tasks:
    """What readers come for."""
    say = context.say
    entries = context.register.of("organisation")
    organisations = tuple(Link(context.name(entry), context.path_to("organisation", entry.key)) for entry in entries)
    listed = {kind: Link(context.kind_name(kind, plural=True), context.index_path(kind)) for kind in FOLDERS}
    return Tasks(
        (
            *_of_guides(context),
            Task(
                say("Ny her?"),
                say("Kom i gang, læs det vigtigste, og skriv under."),
                (Link(say("Start her"), START), Link(say("Prøv dig selv"), QUIZ), Link(say("Ordbog"), GLOSSARY)),
            ),
            Task(
                say("Slå en aktivitet op"),
                say("Vælg den på en liste, eller begynd med virksomheden."),
                (Link(say("Alle aktiviteter"), index_of("activity")), *organisations),
            ),
            Task(
                say("Se, hvem der får vores data"),
                say("Modtagere, databehandlere og myndigheder – og hvad de får."),
                (listed["party"], listed["agreement"]),
            ),
            Task(
                say("Se, hvor oplysningerne ligger"),
                say("Systemer, mapper og arkiver, og hvem der driver dem."),
                (listed["system"],),
            ),
            Task(
                say("Se, hvilke oplysninger vi har"),
                say("Hvor bruger vi fx CPR-numre? Hvad har vi om ansøgere?"),
                (listed["personal_data_category"], listed["data_subject_category"]),
            ),
            Task(
                say("Se, hvad der mangler"),
                say("Det, som loven spørger om, og som ingen har svaret på endnu."),
                (Link(say("Åbne punkter"), OPEN_POINTS), Link(say("Regler"), RULES)),
            ),
            Task(
                say("Forbered et tilsyn"),
                say("Fortegnelsen for én virksomhed, kilderne, og det, I har valgt at leve med."),
                (*organisations, listed["document"], Link(say("Accepterede afvigelser"), DEVIATIONS)),
            ),
            Task(
                say("Ret noget, der er forkert"),
                say("Nederst på hver side står, hvem du skal skrive til."),
                (Link(say("Hvem skal jeg skrive til?"), "#noget-forkert"),),
            ),
        )
    )


def _of_guides(context: Context) -> Iterator[Task]:
    """What the hand-written pages help with, as far as the project has them."""
    breach = context.link_to_guide(BREACH)
    if breach:
        yield Task(context.say("Noget er gået galt"), context.say("Sendt til den forkerte, mistet, låst eller hacket? Begynd her."), (breach,))
    policies = tuple(filter(None, map(context.link_to_guide, POLICIES)))
    if policies:
        yield Task(context.say("Find ud af, hvad du må"), context.say("Politikkerne i almindelige ord, efter emne."), policies)


def _counts(context: Context) -> Lines:
    found: list[Node] = []
    for kind in COUNTED:
        number = len(context.register.of(kind))
        name = context.kind_name(kind, plural=True)
        found.append(Link(f"{name}: {number}", context.index_path(kind)))
    return Lines(tuple(found), is_list=True)


def _front_notices(context: Context) -> tuple[Notice, ...]:
    notices = []
    broken = list(context.broken.values())
    if broken:
        links = tuple(Link(b.file, broken_path(b)) for b in broken)
        title = (
            context.say("1 fil kan ikke læses")
            if len(broken) == 1
            else context.say("{n} filer kan ikke læses", n=len(broken))
        )
        notices.append(Notice(title, links, "error"))
    if not context.register.of("activity"):
        notices.append(Notice(context.say("Registret har ingen aktiviteter endnu"), (), "info"))
    return tuple(notices)

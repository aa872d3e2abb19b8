"""The front page, the open points and the pages about files that cannot be read.

Turns the whole register into where to start, what is missing, and what went wrong; nothing that went wrong is hidden.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ropa.findings import Finding
from ropa.register import Broken, Entry
from ropa.schema import schemas
from ropa.site.context import Context
from ropa.site.entry import contacts
from ropa.site.listings import activities_of
from ropa.site.points import is_gap, points
from ropa.site.urls import FOLDERS, FRONT, OPEN_POINTS, broken_path, index_of, open_points_path
from ropa.site.view import Block, Lines, Link, Node, Notice, Points, Row, Section, Table, Task, Tasks, Text, View

MOST_POINTS = 150
"""An organisation with more open points has them counted by record; each record's page tells its own."""
COUNTED = ("activity", "organisation", "party", "system", "agreement", "document")


def front_view(context: Context) -> View:
    """Where to start."""
    title = context.text(context.register.settings.get("title", context.say("Fortegnelse")))
    sections = [
        Section("hvad-vil-du", context.say("Hvad vil du?"), (tasks(context),)),
        Section("fortegnelser", context.say("Fortegnelser"), (organisation_table(context),)),
        Section("indhold", context.say("Det står i registret"), (_counts(context),)),
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
    organisations = tuple(_to(context, organisation) for organisation in context.register.of("organisation"))
    listed = {kind: Link(context.kind_name(kind, plural=True), context.index_path(kind)) for kind in FOLDERS}
    return Tasks(
        (
            Task(
                say("Slå en aktivitet op"),
                say("Søg øverst på siden, eller vælg fra en liste."),
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
                (Link(say("Åbne punkter"), OPEN_POINTS),),
            ),
            Task(
                say("Forbered et tilsyn"),
                say("Fortegnelsen for én virksomhed, kilderne og de åbne punkter."),
                (*organisations, listed["document"]),
            ),
            Task(
                say("Ret noget, der er forkert"),
                say("Nederst på hver side står, hvem du skal skrive til."),
                (Link(say("Hvem skal jeg skrive til?"), "#noget-forkert"),),
            ),
        )
    )


def _to(context: Context, organisation: Entry) -> Link:
    return Link(context.name(organisation), context.path_to("organisation", organisation.key))


def organisation_table(context: Context) -> Table:
    """The organisations with how much they have and how much is open."""
    columns = (
        context.kind_name("organisation"),
        context.kind_name("activity", plural=True),
        context.say("Heraf udkast"),
        context.say("Loven kræver svar"),
        context.say("Andre åbne punkter"),
    )
    rows = tuple(_organisation_row(context, organisation) for organisation in context.register.of("organisation"))
    return Table(context.kind_name("organisation", plural=True), columns, rows)


def _organisation_row(context: Context, organisation: Entry) -> Row:
    activities = activities_of(context, organisation.key)
    found = findings_for(context, organisation.key)
    required = sum(finding.severity == "error" for finding in found)
    drafts = sum(activity.value["record"] == "draft" for activity in activities)
    path = open_points_path(organisation.key)
    return Row(
        (
            _to(context, organisation),
            Text(str(len(activities))),
            Text(str(drafts)),
            Link(str(required), path),
            Link(str(len(found) - required), path),
        )
    )


def findings_for(context: Context, organisation: str) -> tuple[Finding, ...]:
    """The open points of everything that belongs to an organisation; "" for what all share."""
    return tuple(finding for owner in _owners_for(context, organisation) for finding in context.findings_of(owner))


def _owners_for(context: Context, organisation: str) -> list[Entry | Broken]:
    owners: list[Entry | Broken] = [
        entry for entry in context.members_of(organisation) if entry.kind in FOLDERS
    ]
    owners += [broken for broken in context.broken.values() if organisation_of(broken) == organisation]
    return owners


def organisation_of(broken: Broken) -> str:
    """The organisation that a broken file belongs to, "" when all share it."""
    if broken.kind == "organisation":
        return broken.key
    return broken.key.partition("/")[0] if schemas()[broken.kind].is_scoped else ""


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
    drafts = sum(activity.value["record"] == "draft" for activity in context.register.of("activity"))
    if drafts:
        text = context.say(
            "{n} af {total} aktiviteter er udkast: udledt af en offentliggjort politik, ikke bekræftet af virksomheden.",
            n=drafts,
            total=len(context.register.of("activity")),
        )
        notices.append(Notice(context.say("Udkast"), (Text(text),), "draft"))
    return tuple(notices)


def open_points_view(context: Context) -> View:
    """All open points counted, and those of the files that all share."""
    sections = [Section("virksomheder", context.kind_name("organisation", plural=True), (organisation_table(context),))]
    every = [finding for found in context.findings.values() for finding in found]
    if every:
        sections.append(Section("slags", context.say("Hvad mangler der oftest?"), (_by_message(context, every),)))
    shared = _point_blocks(context, "")
    if shared:
        sections.append(Section("faelles", context.say("I det, som alle deler"), shared))
    if context.apart:
        sections.append(
            Section("filer", context.say("Filer, der ikke hører til"), (Points(points(context, context.apart)),))
        )
    return View(
        path=OPEN_POINTS,
        title=context.say("Åbne punkter"),
        description=context.say("Det, der mangler eller er forkert i registret"),
        sections=tuple(sections),
        crumbs=(Link(context.say("Forside"), FRONT),),
        lead=context.say("Det, som loven spørger om, og som ingen har svaret på endnu – og det, der er forkert."),
        contacts=contacts(context),
    )


def _by_message(context: Context, findings: Sequence[Finding]) -> Table:
    counted = Counter(
        (f.code, f.field or f.name, f.severity, f.message.text(context.language) if is_gap(f) else f.name)
        for f in findings
    )
    rows = [
        Row((Text(message, "sentence"), Text(code, "code"), Text(str(number))))
        for (code, _, _, message), number in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    ]
    return Table(
        context.say("Hvad mangler der oftest?"),
        (context.say("Punkt"), context.say("Kode"), context.say("Antal")),
        tuple(rows[:20]),
    )


def organisation_points_view(context: Context, organisation: Entry) -> View:
    """An organisation's open points, record by record; counted where they would fill too long a page."""
    is_long = len(findings_for(context, organisation.key)) > MOST_POINTS
    blocks = (_point_counts(context, organisation.key),) if is_long else _point_blocks(context, organisation.key)
    name = context.name(organisation)
    nothing = Notice(context.say("Ingen åbne punkter"), (), "info")
    return View(
        path=open_points_path(organisation.key),
        title=context.say("Åbne punkter: {name}", name=name),
        description=context.say("Det, der mangler eller er forkert i fortegnelsen for {name}", name=name),
        sections=(Section("punkter", context.say("Punkter efter post"), blocks or (nothing,)),),
        crumbs=(
            Link(context.say("Forside"), FRONT),
            Link(context.say("Åbne punkter"), OPEN_POINTS),
            _to(context, organisation),
        ),
        contacts=contacts(context, [organisation.key]),
    )


def _point_blocks(context: Context, organisation: str) -> tuple[Block, ...]:
    blocks = []
    for owner in _owners_for(context, organisation):
        found = context.findings_of(owner)
        if found:
            blocks.append(Points(points(context, found, owner), _heading(context, owner)))
    return tuple(blocks)


def _point_counts(context: Context, organisation: str) -> Table:
    """How many open points each record has, the most urgent first, with the way to them."""
    rows = []
    for owner in _owners_for(context, organisation):
        found = context.findings_of(owner)
        required = sum(finding.severity == "error" for finding in found)
        if found:
            link = _heading(context, owner)
            to_points = f"{link.path}#{'fejl' if isinstance(owner, Broken) else 'aabne-punkter'}"
            counts = tuple(Link(str(n), to_points) if n else Text("0") for n in (required, len(found) - required))
            rows.append((-required, -len(found), Row((link, Text(context.kind_name(owner.kind)), *counts))))
    columns = context.says("Post", "Slags", "Loven kræver svar", "Andre åbne punkter")
    ordered = sorted(rows, key=lambda row: row[:2])
    return Table(context.say("Punkter efter post"), columns, tuple(row for *_, row in ordered))


def _heading(context: Context, owner: Entry | Broken) -> Link:
    if isinstance(owner, Broken):
        return Link(owner.file, broken_path(owner))
    return Link(context.name(owner), context.path_to(owner.kind, owner.key))


def broken_view(context: Context, broken: Broken) -> View:
    """What is wrong with a file that cannot be read, and that everything else goes on."""
    found = points(context, context.findings_of(broken), broken)
    hidden = Notice(context.say("Fejlen ligger i et felt, som kun virksomheden selv må se"), (), "info")
    organisation = organisation_of(broken)
    says = context.say("Resten af registret virker. Posten kommer på siden igen, når filen er rettet.")
    notice = Notice(context.say("Filen kan ikke læses"), (Text(says),), "error")
    return View(
        path=broken_path(broken),
        title=broken.file,
        description=context.say("Filen {file} kan ikke læses", file=broken.file),
        sections=(Section("fejl", context.say("Det er galt"), (Points(found),) if found else (hidden,)),),
        kicker=context.kind_name(broken.kind),
        crumbs=(Link(context.say("Forside"), FRONT), Link(context.say("Åbne punkter"), OPEN_POINTS)),
        notices=(notice,),
        contacts=contacts(context, [organisation] if organisation and organisation != broken.key else []),
        file=broken.file,
    )

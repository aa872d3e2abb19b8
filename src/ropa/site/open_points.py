"""What is open: counted for the register and for each organisation, and the pages about files that cannot be read.

Turns findings into tables that lead to the records, whose own pages tell their points; nothing that went wrong is
hidden, and a file that belongs nowhere has its points here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from ropa.findings import Finding
from ropa.register import Broken, Entry
from ropa.schema import fields_of, schemas
from ropa.site.context import Context
from ropa.site.entry import contacts
from ropa.site.facets import Question, chosen_by
from ropa.site.listings import activities_of
from ropa.site.node import Link, Text
from ropa.site.points import is_gap, points
from ropa.site.rule_links import code_node, title_of
from ropa.site.urls import DEVIATIONS, FOLDERS, FRONT, OPEN_POINTS, RULES, broken_path, open_points_path
from ropa.site.view import Block, Lines, Notice, Points, Row, Section, Table, View


def open_points_view(context: Context) -> View:
    """All open points counted, and those of the files that all share."""
    sections = [Section("virksomheder", context.kind_name("organisation", plural=True), (organisation_table(context),))]
    every = [finding for found in context.findings.values() for finding in found]
    if every:
        sections.append(Section("slags", context.say("Hvad mangler der oftest?"), (_by_message(context, every),)))
    if findings_for(context, ""):
        shared = _point_counts(context, _owners_for(context, ""))
        sections.append(Section("faelles", context.say("I det, som alle deler"), shared))
    links = Lines((Link(context.say("Regler"), RULES), Link(context.say("Accepterede afvigelser"), DEVIATIONS)), is_list=True)
    if context.apart:
        sections.append(
            Section("filer", context.say("Filer, der ikke hører til"), (Points(points(context, context.apart)),))
        )
    sections.append(Section("se-ogsaa", context.say("Se også"), (links,)))
    return View(
        path=OPEN_POINTS,
        title=context.say("Åbne punkter"),
        description=context.say("Det, der mangler eller er forkert i registret"),
        sections=tuple(sections),
        crumbs=(Link(context.say("Forside"), FRONT),),
        lead=context.say("Det, som loven spørger om, og som ingen har svaret på endnu – og det, der er forkert."),
        contacts=contacts(context),
    )


def organisation_table(context: Context) -> Table:
    """The organisations with how much they have and how much is open."""
    columns = (
        context.kind_name("organisation"),
        context.kind_name("activity", plural=True),
        context.say("Heraf udkast"),
        context.say("Skal besvares eller rettes"),
        context.say("Andre åbne punkter"),
    )
    rows = tuple(_organisation_row(context, organisation) for organisation in context.register.of("organisation"))
    return Table(context.kind_name("organisation", plural=True), columns, rows)


def _organisation_row(context: Context, organisation: Entry) -> Row:
    activities = activities_of(context, organisation.key)
    found = findings_for(context, organisation.key)
    grave = sum(finding.severity == "error" for finding in found)
    drafts = sum(activity.value["record"] == "draft" for activity in activities)
    path = open_points_path(organisation.key)
    return Row(
        (
            _to(context, organisation),
            Text(str(len(activities))),
            Text(str(drafts)),
            Link(str(grave), path),
            Link(str(len(found) - grave), path),
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


def _to(context: Context, organisation: Entry) -> Link:
    return Link(context.name(organisation), context.path_to("organisation", organisation.key))


def _by_message(context: Context, findings: Sequence[Finding]) -> Table:
    counted = Counter(
        (f.code, f.field if is_gap(f) else f.name, f.severity, f.message.text(context.language) if is_gap(f) else title_of(context, f.code) or f.name)
        for f in findings
    )
    rows = [
        Row((Text(message, "sentence"), code_node(context, code), Text(str(number))))
        for (code, _, _, message), number in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    ]
    return Table(
        context.say("Hvad mangler der oftest?"),
        (context.say("Punkt"), context.say("Kode"), context.say("Antal")),
        tuple(rows[:20]),
    )


def organisation_points_view(context: Context, organisation: Entry) -> View:
    """An organisation's open points, counted by record; each record's page tells its own."""
    owners = _owners_for(context, organisation.key)
    name = context.name(organisation)
    return View(
        path=open_points_path(organisation.key),
        title=context.say("Åbne punkter: {name}", name=name),
        description=context.say("Det, der mangler eller er forkert i fortegnelsen for {name}", name=name),
        sections=(Section("punkter", context.say("Punkter efter post"), _point_counts(context, owners)),),
        crumbs=(
            Link(context.say("Forside"), FRONT),
            Link(context.say("Åbne punkter"), OPEN_POINTS),
            _to(context, organisation),
        ),
        contacts=contacts(context, [organisation.key]),
    )


def _point_counts(context: Context, owners: Sequence[Entry | Broken]) -> tuple[Block, ...]:
    """How many open points each record has, the most urgent first, with the way to them and what to choose by."""
    found = {owner.file: context.findings_of(owner) for owner in owners}
    things = {owner.file: owner for owner in owners if found[owner.file]}
    if not things:
        return (Notice(context.say("Ingen åbne punkter"), (), "info"),)
    choice = chosen_by(context, _questions(context), things, context.say("Poster"))
    rows = []
    for owner in things.values():
        grave = sum(finding.severity == "error" for finding in found[owner.file])
        row = _counted_row(context, owner, grave, len(found[owner.file]) - grave)
        rows.append((-grave, -len(found[owner.file]), replace(row, marks=choice.marks[owner.file])))
    columns = context.says("Post", "Slags", "Skal besvares eller rettes", "Andre åbne punkter")
    ordered = sorted(rows, key=lambda row: row[:2])
    table = Table(context.say("Punkter efter post"), columns, tuple(row for *_, row in ordered))
    return (choice.filter, table) if choice.filter else (table,)


def _counted_row(context: Context, owner: Entry | Broken, grave: int, others: int) -> Row:
    link = _heading(context, owner)
    to_points = f"{link.path}#{'fejl' if isinstance(owner, Broken) else 'aabne-punkter'}"
    counts = tuple(Link(str(number), to_points) if number else Text("0") for number in (grave, others))
    return Row((link, Text(context.kind_name(owner.kind)), *counts))


def _questions(context: Context) -> tuple[Question, ...]:
    """What the records with open points can be chosen by."""
    return (
        Question("slags", context.say("Slags"), lambda context, owner: {owner.kind: context.kind_name(owner.kind)}),
        Question("ansvarlig", context.label(fields_of("activity").fields["owner_role"].label), _owner_role),
        Question("mangler", context.say("Hvad mangler der?"), _missing),
    )


def _owner_role(context: Context, owner: Entry | Broken) -> dict[str, str]:
    """The role that answers for a record."""
    organisation = context.register.get("organisation", organisation_of(owner))
    if isinstance(owner, Broken) or organisation is None:
        return {}
    chosen = owner.value.get("owner_role")
    roles = organisation.value.get("roles", ())
    return {role["id"]: context.text(role["label"]) for role in roles if role["id"] == chosen}


def _missing(context: Context, owner: Entry | Broken) -> dict[str, str]:
    """The fields that nobody has answered, and the kinds of fault."""
    found: dict[str, str] = {}
    labels = _labels(owner.kind)
    for finding in context.findings_of(owner):
        name = finding.field if is_gap(finding) else finding.name
        found[name.replace("_", "-")] = _missing_name(context, labels.get(name), finding)
    return found


def _missing_name(context: Context, label: Mapping[str, str] | None, finding: Finding) -> str:
    """What a reader calls it: the field that is not answered, the rule, or a code that has no rule."""
    if label is not None and is_gap(finding):
        return context.label(label)
    title = title_of(context, finding.code)
    return f"{title} ({finding.code})" if title else finding.code


@cache
def _labels(kind: str) -> Mapping[str, Mapping[str, str]]:
    """The labels of a kind's fields by name; those outermost win."""
    return {field.name: field.label for field in reversed(list(fields_of(kind).walk()))}


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

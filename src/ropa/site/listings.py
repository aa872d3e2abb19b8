"""The pages that list things: an organisation's register, each kind of entry, a document's headings.

Turns a whole register into tables a person can scan. What could not be read has its line in them too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ropa.chain import rows_of
from ropa.register import Broken, Entry
from ropa.schema import Field, fields_of
from ropa.site import texts
from ropa.site.context import Context
from ropa.site.describe import Describer
from ropa.site.deviations import deviations_link
from ropa.site.entry import contacts, entry_view
from ropa.site.facets import GROUPED_BY, Faceted, faceted
from ropa.site.node import Link, Node, Text
from ropa.site.rows import class_label, classes_in
from ropa.site.scope import by_name, counted, ways_for
from ropa.site.urls import FRONT, broken_path
from ropa.site.view import Block, Notice, Row, Section, Table, View


def organisation_view(context: Context, organisation: Entry) -> View:
    """An organisation's register: its activities by department, then who it is."""
    activities = activities_of(context, organisation.key)
    view = entry_view(context, organisation)
    about = tuple(section for section in view.sections if section.anchor != "bruges-af")
    others = _shared_parts(context, organisation)
    accepted = deviations_link(context, organisation.key)
    return replace(
        view,
        kicker=context.say("Fortegnelse over behandlingsaktiviteter"),
        sections=(*_registers(context, organisation, activities), *others, *([accepted] if accepted else []), *about),
        badges=(counted(context, len(activities)),),
        ways=ways_for(context, organisation.key),
    )


def activities_of(context: Context, organisation: str) -> tuple[Entry, ...]:
    """An organisation's activities, by name."""
    return by_name(context, context.members_of(organisation, "activity"))


def _registers(context: Context, organisation: Entry, activities: Sequence[Entry]) -> tuple[Section, ...]:
    """A table for each department that has activities, one for those without, and one for what cannot be read."""
    tables: list[Table] = []
    choice = faceted(context, "activity", activities)
    names = {item["id"]: context.text(item["label"]) for item in organisation.value.get("departments", ())}
    for department in (*names, None):
        members = [a for a in activities if a.value.get("department") == department]
        if members:
            caption = names[department] if department else context.say("Uden afdeling")
            caption = caption if names else context.say("Aktiviteter")
            tables.append(_marked(_activity_table(context, caption, members), members, choice))
    broken = [b for b in context.broken.values() if b.kind == "activity" and b.key.startswith(f"{organisation.key}/")]
    if broken:
        tables.append(broken_table(context, broken))
    if not tables:
        return ()
    return (Section("aktiviteter", context.say("Aktiviteter"), _filtered(choice, tables)),)


def _filtered(choice: Faceted, tables: Sequence[Table]) -> tuple[Block, ...]:
    return (choice.filter, *tables) if choice.filter else tuple(tables)


def _marked(table: Table, entries: Sequence[Entry], choice: Faceted) -> Table:
    """The table of some entries, each row with what it can be chosen by."""
    rows = zip(table.rows, entries, strict=True)
    return replace(table, rows=tuple(replace(row, marks=choice.marks[entry.key]) for row, entry in rows))


def _activity_table(context: Context, caption: str, activities: Sequence[Entry]) -> Table:
    has_points = any(context.findings_of(activity) for activity in activities)
    columns = [context.kind_name("activity"), *context.says("Slags", "Klasser af oplysninger", "Status")]
    columns += [context.say("Åbne punkter")] if has_points else []
    return Table(caption, tuple(columns), tuple(_activity_row(context, a, has_points) for a in activities))


def _activity_row(context: Context, activity: Entry, has_points: bool) -> Row:
    fields = fields_of("activity").fields
    kinds = fields["kinds"].items
    names = [context.label(kinds.choices[kind]) for kind in activity.value.get("kinds", ()) if kinds is not None]
    classes = [class_label(context, code) for code in classes_in(context, rows_of(activity))]
    path = context.path_to("activity", activity.key)
    return Row(
        (
            Link(context.name(activity), path),
            Text(", ".join(names)),
            Text(", ".join(classes)) if classes else Text(context.say("Ikke oplyst"), "missing"),
            Text(_status(context, activity)),
            *((points_link(context, activity, path),) if has_points else ()),
        )
    )


def _status(context: Context, activity: Entry) -> str:
    if "until" in activity.value:
        return context.say("Ophørt {day}", day=texts.day(activity.value["until"], context.language))
    return context.label(fields_of("activity").fields["record"].choices[activity.value["record"]])


def points_link(context: Context, entry: Entry, path: str) -> Node:
    """How many open points an entry has, with the way to them."""
    count = len(context.findings_of(entry))
    return Link(str(count), f"{path}#aabne-punkter") if count else Text("0")


def broken_table(context: Context, broken: Sequence[Broken]) -> Table:
    """The files that could not become entries."""
    return Table(
        context.say("Kan ikke læses"),
        (context.say("Fil"), context.say("Fejl")),
        tuple(Row((Link(b.file, broken_path(b)), Text(str(len(context.findings_of(b)))))) for b in broken),
    )


def _shared_parts(context: Context, organisation: Entry) -> tuple[Section, ...]:
    """The organisation's systems, agreements and documents."""
    found = []
    for kind in ("system", "agreement", "document"):
        entries = [entry for entry in context.register.of(kind) if entry.organisation == organisation.key]
        if entries:
            table = Table(context.kind_name(kind, plural=True), *_columns(context, kind, entries))
            found.append(Section(f"{kind}-liste", context.kind_name(kind, plural=True), (table,)))
    return tuple(found)


def kind_view(context: Context, kind: str) -> View:
    """The list of all entries of a kind, with those that cannot be read."""
    title = context.kind_name(kind, plural=True)
    groups = _grouped(context, kind)
    choice = faceted(context, kind, context.register.of(kind))
    tables = [_marked(_list_table(context, kind, caption, group), group, choice) for caption, group in groups]
    broken = [b for b in context.broken.values() if b.kind == kind]
    if broken:
        tables.append(broken_table(context, broken))
    nothing = Notice(context.say("Der er ingen endnu"), (), "info")
    return View(
        path=context.index_path(kind),
        title=title,
        description=context.say("Alle i registret: {kind}", kind=texts.lowered(title)),
        sections=(Section("liste", _order_words(context, kind), _filtered(choice, tables) or (nothing,)),),
        crumbs=(Link(context.say("Forside"), FRONT),),
        contacts=contacts(context),
    )


def _list_table(context: Context, kind: str, caption: str, entries: Sequence[Entry]) -> Table:
    if kind == "activity":
        return _activity_table(context, caption, entries)
    return Table(caption, *_columns(context, kind, entries))


def _order_words(context: Context, kind: str) -> str:
    """What the groups of a kind's list are made by."""
    field_name = "organisation" if _is_owned(kind) else GROUPED_BY.get(kind, "")
    if not field_name:
        return context.say("Alle")
    label = context.label(fields_of(kind).fields[field_name].label)
    return context.say("Efter {label}", label=texts.lowered(label))


def _is_owned(kind: str) -> bool:
    return "organisation" in fields_of(kind).fields


def _grouped(context: Context, kind: str) -> list[tuple[str, list[Entry]]]:
    """The entries of a kind by name, below the captions of their groups."""
    field = fields_of(kind).fields.get(GROUPED_BY.get(kind, ""))
    captions = [context.label(label) for label in field.choices.values()] if field else []
    groups: dict[str, list[Entry]] = {caption: [] for caption in captions}
    for entry in sorted(context.register.of(kind), key=lambda e: (e.organisation, context.name(e).lower(), e.key)):
        groups.setdefault(_caption(context, entry, field), []).append(entry)
    return [(caption, group) for caption, group in groups.items() if group]


def _caption(context: Context, entry: Entry, field: Field | None) -> str:
    if _is_owned(entry.kind):
        return context.name_of("organisation", entry.organisation)
    if field is None:
        return context.say("Alle")
    chosen = entry.value.get(field.name)
    return context.label(field.choices[chosen]) if chosen else context.say("Andre")


def _columns(context: Context, kind: str, entries: Sequence[Entry]) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """The columns of a kind's list and a row for each entry."""
    facts = {name: fields_of(kind).fields[name] for name in FACTS.get(kind, ())}
    used = {name: field for name, field in facts.items() if any(name in entry.value for entry in entries)}
    users = {entry.key: _users(context, entry) for entry in entries}
    has_points = any(context.findings_of(entry) for entry in entries)
    columns = [context.kind_name(kind), *(context.label(field.label) for field in used.values())]
    columns += [context.say("Bruges af")] if any(users.values()) else []
    rows = []
    for entry in entries:
        describer = Describer(context, entry)
        path = context.path_to(kind, entry.key)
        cells = [
            describer.field(field, entry.value[name], f"{entry.pointer}/{name}", entry.value)
            if name in entry.value
            else None
            for name, field in used.items()
        ]
        cells += [Text(counted(context, users[entry.key]))] if any(users.values()) else []
        points = (points_link(context, entry, path),) if has_points else ()
        rows.append(Row((Link(context.title(entry), path), *cells, *points)))
    columns += [context.say("Åbne punkter")] if has_points else []
    return tuple(columns), tuple(rows)


def _users(context: Context, entry: Entry) -> int:
    """How many activities point to an entry, or give a party data through their systems and agreements."""
    users = {use.entry.key for use in context.uses_of(entry) if use.entry.kind == "activity"}
    if entry.kind == "party":
        users |= {way.activity.key for way in context.ways.get(entry.key, ())}
    return len(users)


FACTS: Mapping[str, tuple[str, ...]] = {
    "organisation": ("cvr", "business"),
    "party": ("naming", "country"),
    "system": ("medium", "operator", "places"),
    "agreement": ("party", "signed_on", "places"),
    "document": ("type", "dated_on"),
    "personal_data_category": ("special_type",),
    "event": ("recorded_in",),
}
"""The fields that tell the entries of a list apart."""

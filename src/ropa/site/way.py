"""The way of an activity's data as boxes and lines: whose and from where, where it lies, who gets it, which country.

Turns an activity, with its systems and agreements, into boxes in columns and lines that know which rows go along
them. Follows what the records say and nothing else: what nobody has answered is not drawn. Called by `flow`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ropa.chain import IN_HOUSE, Processor, rows_of, systems_of
from ropa.law.eea import is_third_country
from ropa.register import Entry
from ropa.register.lists import listed
from ropa.schema import fields_of
from ropa.site import texts
from ropa.site.context import Context
from ropa.site.drawing import Box

SOURCE, ACTIVITY, SYSTEM, PARTY, SUB_PROCESSOR, COUNTRY = range(6)
CENTRE = "activity"
UNSTATED = ""
"""Stands for a row that the record does not name."""

Rows = Iterable[str]


@dataclass(slots=True)
class Way:
    """Boxes by id, and the rows (ids, or `UNSTATED`) on each line between two, while they are collected."""

    context: Context
    activity: Entry
    boxes: dict[str, Box] = field(default_factory=dict)
    lines: dict[tuple[str, str], dict[str, None]] = field(default_factory=dict)

    def add(self, box: Box) -> str:
        self.boxes.setdefault(box.id, box)
        return box.id

    def link(self, start: str, end: str, rows: Rows) -> None:
        self.lines.setdefault((start, end), {}).update(dict.fromkeys(rows))

    def rows_at(self, box_id: str) -> Rows:
        """The rows that come to a box."""
        found: dict[str, None] = {}
        for (_, end), rows in self.lines.items():
            found.update(rows if end == box_id else {})
        return tuple(found) or (UNSTATED,)

    def add_party(self, key: str, note: str, column: int = PARTY) -> str:
        context = self.context
        prefix = "party" if column == PARTY else "sub"
        name, path = context.name_of("party", key), context.path_to("party", key)
        return self.add(Box(f"{prefix} {key}", column, name, note, "party", path))

    def reach(self, start: str, codes: Iterable[str]) -> None:
        """Draws lines from a box to countries, with all that comes to the box."""
        for code in codes:
            outside = is_third_country(code)
            note = self.context.say("uden for EU/EØS") if outside else ""
            name = texts.country(code, self.context.language)
            box = Box(f"country {code}", COUNTRY, name, note, "abroad" if outside else "country")
            self.link(start, self.add(box), self.rows_at(start))


def way_of(context: Context, activity: Entry) -> Way:
    """Everything that can be drawn of an activity, column by column."""
    way = Way(context, activity)
    way.add(Box(CENTRE, ACTIVITY, context.name(activity), style="activity"))
    for add in (_add_people, _add_sources, _add_systems):
        for row in rows_of(activity):
            add(way, row)
    for processor in context.processors[activity.key]:
        _add_processor(way, processor)
    for recipient in listed(activity.value, "recipients"):
        _add_recipient(way, recipient)
    for processor in context.processors[activity.key]:
        _add_sub_processors(way, processor)
    _add_countries(way)
    return way


def _add_people(way: Way, row: Mapping[str, Any]) -> None:
    """Whose data it is; those who give it themselves say so."""
    gives = any(source["type"] == "data_subject" for source in row.get("sources", ()))
    context = way.context
    for key in row.get("data_subjects", ()):
        name, path = context.name_of("data_subject_category", key), context.path_to("data_subject_category", key)
        box_id = f"people {key}"
        before = way.boxes.get(box_id)
        note = context.say("oplyser selv") if gives or (before is not None and before.note) else ""
        way.boxes[box_id] = Box(box_id, SOURCE, name, note, "people", path)
        way.link(box_id, CENTRE, [row["id"]])


def _add_sources(way: Way, row: Mapping[str, Any]) -> None:
    """Where else it comes from."""
    row_field = fields_of("activity").fields["data"].items
    assert row_field is not None and row_field.fields["sources"].items is not None
    types = row_field.fields["sources"].items.fields["type"].choices
    for source in row.get("sources", ()):
        label = way.context.label(types[source["type"]])
        kind = next((name for name in ("party", "activity") if name in source), "")
        if kind:
            name, path = way.context.name_of(kind, source[kind]), way.context.path_to(kind, source[kind])
            box = Box(f"{kind} {source[kind]} gives", SOURCE, name, label, "source", path)
        elif source["type"] == "data_subject" and "data_subjects" in row:
            continue
        else:
            box = Box(f"source {source['type']}", SOURCE, label, style="source")
        way.link(way.add(box), CENTRE, [row["id"]])


def _add_systems(way: Way, row: Mapping[str, Any]) -> None:
    context = way.context
    for key in listed(row, "systems"):
        system = context.register.get("system", f"{way.activity.organisation}/{key}")
        if system is not None:
            note = context.say("drives af os selv") if system.value.get("operator") == IN_HOUSE else ""
            path = context.path_to("system", system.key)
            box = Box(f"system {system.key}", SYSTEM, context.name(system), note, "system", path)
            way.link(CENTRE, way.add(box), [row["id"]])


def _add_processor(way: Way, processor: Processor) -> None:
    """The operator of systems behind them; for rows that lie in none of them, straight behind the activity."""
    party = way.add_party(processor.party, way.context.say("databehandler"))
    lying: set[str] = set()
    for system in processor.systems:
        rows = way.rows_at(f"system {system.key}")
        lying.update(rows)
        way.link(f"system {system.key}", party, rows)
    others = [row for row in processor.rows if row not in lying]
    if others or not processor.systems:
        way.link(CENTRE, party, others or [UNSTATED])


def _add_recipient(way: Way, recipient: Mapping[str, Any]) -> None:
    party = way.add_party(recipient["party"], way.context.say("modtager"))
    rows = [scope["row"] for scope in recipient.get("rows", ())] or [UNSTATED]
    systems = [f"system {way.activity.organisation}/{key}" for key in recipient.get("via_systems", ())]
    for start in [key for key in systems if key in way.boxes] or [CENTRE]:
        way.link(start, party, rows)


def _add_sub_processors(way: Way, processor: Processor) -> None:
    start = f"party {processor.party}"
    for agreement in processor.agreements:
        for item in listed(agreement.value, "sub_processors"):
            sub = way.add_party(item["party"], way.context.say("underdatabehandler"), SUB_PROCESSOR)
            way.link(start, sub, way.rows_at(start))


def _add_countries(way: Way) -> None:
    register, activity = way.context.register, way.activity
    for system in systems_of(register, activity):
        way.reach(f"system {system.key}", listed(system.value, "places"))
    for processor in way.context.processors[activity.key]:
        for agreement in processor.agreements:
            _add_agreed_places(way, agreement, f"party {processor.party}")
    for box in [box for box in way.boxes.values() if box.column in (PARTY, SUB_PROCESSOR)]:
        party = register.get("party", box.id.partition(" ")[2])
        if party is not None and "country" in party.value:
            way.reach(box.id, [party.value["country"]])
    _add_transfers(way, activity, CENTRE)


def _add_agreed_places(way: Way, agreement: Entry, party: str) -> None:
    """The countries that an agreement names, each with the one who takes the data there."""
    way.reach(party, listed(agreement.value, "places"))
    for item in listed(agreement.value, "sub_processors"):
        way.reach(f"sub {item['party']}", listed(item, "places"))
    _add_transfers(way, agreement, party)


def _add_transfers(way: Way, owner: Entry, otherwise: str) -> None:
    for transfer in listed(owner.value, "transfers"):
        if "country" in transfer:
            takers = [f"{kind} {transfer.get('recipient', '')}" for kind in ("sub", "party")]
            start = next((taker for taker in takers if taker in way.boxes), otherwise)
            way.reach(start, [transfer["country"]])

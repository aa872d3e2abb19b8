"""The way of an activity's data as boxes and lines: where it comes from, where it lies, who gets it, which country.

Turns an activity into a drawing and into the same as sentences. Follows what the record and its systems and
agreements say, and nothing else: what nobody has answered is not drawn.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ropa.register import Entry
from ropa.schema import fields_of
from ropa.site import texts
from ropa.site.chain import IN_HOUSE, abroad_of, rows_of, systems_of
from ropa.site.context import Context
from ropa.site.drawing import Box, draw
from ropa.site.view import Figure, Link, Phrase, Text

SOURCE, ACTIVITY, SYSTEM, PARTY, COUNTRY = range(5)


@dataclass(slots=True)
class _Way:
    """Boxes by id and lines between them, while they are collected."""

    boxes: dict[str, Box] = field(default_factory=dict)
    lines: dict[tuple[str, str], None] = field(default_factory=dict)

    def add(self, box: Box) -> str:
        self.boxes.setdefault(box.id, box)
        return box.id

    def link(self, start: str, end: str) -> None:
        self.lines[start, end] = None


def flow_of(context: Context, activity: Entry) -> Figure | None:
    """The drawing of an activity's data flow; None when the record says nothing that could be drawn."""
    way = _Way()
    centre = way.add(Box("activity", ACTIVITY, context.name(activity), style="activity"))
    _add_sources(context, activity, way, centre)
    _add_systems(context, activity, way, centre)
    _add_recipients(context, activity, way, centre)
    _add_countries(context, activity, way, centre)
    return _figure(context, activity, way) if len(way.boxes) > 1 else None


def _add_sources(context: Context, activity: Entry, way: _Way, centre: str) -> None:
    row_field = fields_of("activity").fields["data"].items
    assert row_field is not None and row_field.fields["sources"].items is not None
    types = row_field.fields["sources"].items.fields["type"].choices
    for source in (source for row in rows_of(activity) for source in row.get("sources", ())):
        kind = next((name for name in ("party", "activity") if name in source), "")
        if kind:
            box = Box(
                f"{kind} {source[kind]} gives",
                SOURCE,
                context.name_of(kind, source[kind]),
                context.label(types[source["type"]]),
                "source",
                context.path_to(kind, source[kind]),
            )
        else:
            box = Box(f"source {source['type']}", SOURCE, context.label(types[source["type"]]), style="source")
        way.link(way.add(box), centre)


def _add_systems(context: Context, activity: Entry, way: _Way, centre: str) -> None:
    for system in systems_of(context.register, activity):
        in_house = system.value.get("operator") == IN_HOUSE
        note = context.say("drives af os selv") if in_house else ""
        box = Box(
            f"system {system.key}", SYSTEM, context.name(system), note, "system", context.path_to("system", system.key)
        )
        way.link(centre, way.add(box))
    for processor in context.processors[activity.key]:
        party = _add_party(context, way, processor.party, context.say("databehandler"))
        for system in processor.systems:
            way.link(f"system {system.key}", party)
        if not processor.systems:
            way.link(centre, party)


def _add_recipients(context: Context, activity: Entry, way: _Way, centre: str) -> None:
    recipients = activity.value.get("recipients", ())
    for recipient in recipients if isinstance(recipients, list) else ():
        party = _add_party(context, way, recipient["party"], context.say("modtager"))
        systems = [f"system {activity.organisation}/{key}" for key in recipient.get("via_systems", ())]
        for start in [key for key in systems if key in way.boxes] or [centre]:
            way.link(start, party)


def _add_countries(context: Context, activity: Entry, way: _Way, centre: str) -> None:
    for box in [box for box in way.boxes.values() if box.column == PARTY]:
        party = context.register.get("party", box.id.removeprefix("party "))
        if party is not None and "country" in party.value:
            way.link(box.id, _add_country(context, way, party.value["country"]))
    for system in systems_of(context.register, activity):
        for place in system.value.get("places", ()):
            way.link(f"system {system.key}", _add_country(context, way, place))
    for abroad in abroad_of(context.register, activity, context.processors[activity.key]):
        starts = [f"party {abroad.party}", f"party {abroad.via.value.get('party', '')}", centre]
        if abroad.country and abroad.via.kind == "agreement":
            start = next(start for start in starts if start in way.boxes)
            way.link(start, _add_country(context, way, abroad.country))
    transfers = activity.value.get("transfers", ())
    for transfer in transfers if isinstance(transfers, list) else ():
        if "country" in transfer:
            start = f"party {transfer.get('recipient', '')}"
            way.link(start if start in way.boxes else centre, _add_country(context, way, transfer["country"]))


def _add_party(context: Context, way: _Way, key: str, note: str) -> str:
    return way.add(
        Box(f"party {key}", PARTY, context.name_of("party", key), note, "party", context.path_to("party", key))
    )


def _add_country(context: Context, way: _Way, code: str) -> str:
    outside = texts.is_third_country(code)
    note = context.say("uden for EU/EØS") if outside else ""
    return way.add(
        Box(f"country {code}", COUNTRY, texts.country(code, context.language), note, "abroad" if outside else "country")
    )


def _figure(context: Context, activity: Entry, way: _Way) -> Figure:
    headings = (
        context.say("Kilder"),
        context.say("Aktivitet"),
        context.say("Systemer"),
        context.say("Hvem får dem"),
        context.say("Lande"),
    )
    used = [number for number in range(len(headings)) if any(box.column == number for box in way.boxes.values())]
    boxes = [_moved(box, used.index(box.column)) for box in way.boxes.values()]
    return Figure(
        drawing=draw([headings[number] for number in used], boxes, list(way.lines)),
        title=context.say("Oplysningernes vej i {activity}", activity=context.name(activity)),
        description=context.say("Tegningen læses fra venstre mod højre. Det samme står som liste under tegningen."),
        lines=tuple(_line(way.boxes[start], way.boxes[end]) for start, end in way.lines),
    )


def _moved(box: Box, column: int) -> Box:
    return Box(box.id, column, box.text, box.note, box.style, box.path)


def _line(start: Box, end: Box) -> Phrase:
    return Phrase((_end(start), _end(end)), " → ")


def _end(box: Box) -> Link | Text:
    text = f"{box.text} ({box.note})" if box.note else box.text
    return Link(text, box.path) if box.path else Text(text)

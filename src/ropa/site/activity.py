"""The page of a processing activity: the answers first, then GDPR Art. 30 in the order of the schema.

Turns an activity into a view. The rows become a matrix, schedules become sentences, and processors and transfers
that follow from systems and agreements stand beside those that the record names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ropa.chain import Abroad, Processor, abroad_of, rows_of
from ropa.register import Entry
from ropa.schema import Field, fields_of
from ropa.site import texts
from ropa.site.answers import answers
from ropa.site.backlinks import RowUse
from ropa.site.context import Context
from ropa.site.describe import Describer, country_node
from ropa.site.entry import entry_view
from ropa.site.flow import flow_of
from ropa.site.matrix import matrix_of
from ropa.site.node import Link, Many, Node, Pair, Phrase, Text
from ropa.site.rows import row_links
from ropa.site.schedules import TOLD, told
from ropa.site.scope import ways_for
from ropa.site.urls import field_anchor, item_anchor
from ropa.site.view import Block, Card, Lines, Row, Section, Sheet, Table, View


def activity_view(context: Context, entry: Entry) -> View:
    """The page of an activity."""
    view = entry_view(
        context,
        entry,
        special={
            "data": lambda *given: (matrix_of(*given),),
            "retention": _schedule_blocks,
            "guidance": lambda *given: (),
        },
    )
    return replace(
        view,
        sections=(*_ahead(context, entry), *_with_derived(context, entry, view.sections)),
        lead="",
        badges=badges_of(context, entry),
        summary=answers(context, entry),
        ways=ways_for(context, entry.organisation, entry.value.get("department", "")),
    )


def _ahead(context: Context, entry: Entry) -> Iterator[Section]:
    """What stands before the sections of the schema: what to do, for the one at work, and the drawing."""
    rules = Lines(tuple(Text(context.text(rule)) for rule in entry.value.get("guidance", ())), is_list=True)
    guides = tuple(Link(guide.title, guide.path) for guide in context.guides_of(entry.key))
    more = Lines((Phrase((Text(context.say("Læs mere:")), Phrase(guides, " · ")), " "),)) if guides else None
    blocks = tuple(block for block in (rules if rules.items else None, more) if block is not None)
    if blocks:
        yield Section(field_anchor("guidance"), context.label(fields_of("activity").fields["guidance"].label), blocks)
    figure = flow_of(context, entry)
    if figure is not None:
        yield Section("vej", context.say("Oplysningernes vej"), (figure,))


def badges_of(context: Context, entry: Entry) -> tuple[str, ...]:
    """The status, role and kinds of an activity in words, the kinds in the order of the schema."""
    fields = fields_of("activity").fields
    kinds = fields["kinds"].items
    assert kinds is not None
    names = [context.label(fields["record"].choices[entry.value["record"]])]
    if "until" in entry.value:
        names.append(context.say("Ophørt {day}", day=texts.day(entry.value["until"], context.language)))
    names.append(context.label(fields["role"].choices[entry.value["role"]]))
    names += [context.label(label) for kind, label in kinds.choices.items() if kind in entry.value.get("kinds", ())]
    return tuple(names)


def _with_derived(context: Context, entry: Entry, sections: Sequence[Section]) -> tuple[Section, ...]:
    """The sections with what follows from systems and agreements added to recipients and transfers."""
    processors = context.processors[entry.key]
    abroad = abroad_of(context.register, entry, processors)
    derived: dict[str, Block] = {}
    if processors:
        derived["recipients"] = _processor_table(context, entry, processors)
    if abroad:
        derived["transfers"] = _abroad_table(context, abroad)
    return tuple(
        replace(section, blocks=(*section.blocks, derived[section.anchor])) if section.anchor in derived else section
        for section in sections
    )


def _schedule_blocks(context: Context, entry: Entry) -> Sequence[Block]:
    """Each schedule in words, and what it says beside the time."""
    field = fields_of("activity").fields["retention"]
    assert field.items is not None
    describer = Describer(context, entry)
    cards = []
    for index, schedule in enumerate(entry.value["retention"]):
        pointer = f"/retention/{index}"
        sentence = told(context, entry, schedule)
        label = Text(context.text(schedule["label"])) if "label" in schedule else None
        pairs = describer.pairs(field.items, schedule, pointer, without=tuple(TOLD) if sentence else ("id", "label"))
        rows = [
            row for row in rows_of(entry) if schedule["id"] in (use["schedule"] for use in row.get("retention", ()))
        ]
        if rows:
            scope = row_links(context, entry, [RowUse(row["id"]) for row in rows])
            pairs = (Pair(context.say("Gælder"), scope), *pairs)
        cards.append(
            Card(label, (Text(sentence),) if sentence else (), pairs, item_anchor("retention", schedule["id"]))
        )
    return (Sheet(context.label(field.label), field_anchor("retention"), tuple(cards)),)


def _processor_table(context: Context, entry: Entry, processors: Sequence[Processor]) -> Table:
    """The processors that follow from systems and agreements, with their sub-processors."""
    return Table(
        context.say("Databehandlere, også dem der følger af systemerne"),
        context.says("Databehandler", "Driver", "Oplysninger om", "Aftale", "Underdatabehandlere"),
        tuple(_processor_row(context, entry, processor) for processor in processors),
    )


def _processor_row(context: Context, entry: Entry, processor: Processor) -> Row:
    subs: list[Node] = []
    for agreement in processor.agreements:
        described = Describer(context, agreement)
        fields = fields_of("agreement").fields["sub_processors"]
        value = agreement.value.get("sub_processors")
        if isinstance(value, list):
            subs += [_sub_processor(described, fields, item) for item in value]
        elif value is not None:
            subs.append(Text(context.say("Ingen")))
    missing = Text(context.say("Ikke oplyst"), "missing")
    return Row(
        (
            Link(context.name_of("party", processor.party), context.path_to("party", processor.party)),
            _links(context, processor.systems),
            row_links(context, entry, [RowUse(row) for row in processor.rows]) if processor.rows else None,
            _links(context, processor.agreements) or Text(context.say("Ingen aftale i registret"), "missing"),
            Many(tuple(subs)) if subs else missing,
        )
    )


def _sub_processor(described: Describer, fields: Field, item: Mapping[str, Any]) -> Node:
    context = described.context
    link: Node = Link(context.name_of("party", item["party"]), context.path_to("party", item["party"]))
    places = tuple(country_node(context, place) for place in item.get("places", ()))
    return Phrase((link, Phrase(places)), ": ") if places else link


def _links(context: Context, entries: Sequence[Entry]) -> Node | None:
    links = tuple(Link(context.name(entry), context.path_to(entry.kind, entry.key)) for entry in entries)
    return Many(links) if links else None


def _abroad_table(context: Context, abroad: Sequence[Abroad]) -> Table:
    """The transfers that follow from systems, agreements and sub-processors."""
    fields = fields_of("agreement").fields["transfers"].items
    assert fields is not None
    mechanism = fields.fields["mechanism"]
    return Table(
        context.say("Følger af systemer og aftaler"),
        (*context.says("Land", "Modtager", "Følger af"), context.label(mechanism.label)),
        tuple(_abroad_row(context, way, mechanism) for way in abroad),
    )


def _abroad_row(context: Context, way: Abroad, mechanism: Field) -> Row:
    missing = Text(context.say("Ikke oplyst"), "missing")
    stated = (way.transfer or {}).get("mechanism")
    party = Link(context.name_of("party", way.party), context.path_to("party", way.party)) if way.party else None
    return Row(
        (
            country_node(context, way.country) if way.country else missing,
            party or Text(context.say("Virksomheden selv")),
            Link(context.name(way.via), context.path_to(way.via.kind, way.via.key)),
            Text(context.label(mechanism.choices[stated])) if stated else missing,
        )
    )

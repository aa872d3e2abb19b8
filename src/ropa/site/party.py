"""The page of a party: besides what points to it, whose data it handles through systems and agreements.

A party is seldom named by an activity; it operates a system, or works for a processor. Such ways are followed here, so
that the page answers what the party gets.
"""

from __future__ import annotations

from ropa.chain import Way
from ropa.register import Entry
from ropa.site.backlinks import RowUse
from ropa.site.context import Context
from ropa.site.entry import entry_view
from ropa.site.node import Link, Many, Node, Text
from ropa.site.rows import row_links
from ropa.site.view import Row, Section, Table, View


def party_view(context: Context, party: Entry) -> View:
    """The page of a party."""
    ways = context.ways.get(party.key, ())
    if not ways:
        return entry_view(context, party)
    table = Table(
        context.say("Følger af systemer og aftaler"),
        (
            context.kind_name("activity"),
            *context.says("Bruges som", "Oplysninger om"),
            context.kind_name("organisation"),
        ),
        tuple(_row(context, way) for way in ways),
    )
    return entry_view(
        context, party, extra=(Section("behandler", context.say("Behandler oplysninger for os"), (table,)),)
    )


def _row(context: Context, way: Way) -> Row:
    activity, processor = way.activity, way.processor
    path = context.path_to("activity", activity.key)
    rows: Node = Text(context.say("Rækkerne er ikke oplyst"), "missing")
    if processor.rows:
        rows = row_links(context, activity, [RowUse(row) for row in processor.rows], path)
    return Row(
        (
            Link(context.name(activity), path),
            _role(context, way),
            rows,
            Text(context.name_of("organisation", activity.organisation)),
        )
    )


def _role(context: Context, way: Way) -> Node:
    if way.is_under:
        name = context.name_of("party", way.processor.party)
        return Text(context.say("Underdatabehandler for {party}", party=name))
    systems = [Link(context.name(system), context.path_to("system", system.key)) for system in way.processor.systems]
    if not systems:
        return Text(context.say("Databehandler"))
    return Many((Text(context.say("Databehandler, driver")), *systems))

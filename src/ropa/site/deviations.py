"""Accepted deviations: those of a record on its own page, and all of them on the page that an inspector asks for.

Turns what the check says of each deviation on the day into groups and tables: rule, reason, expiry, days left, role,
and the findings that it sets aside. An expired one is marked and sets nothing aside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ropa.register import Entry
from ropa.rules import Accepted
from ropa.rules.deviations import FIELD
from ropa.schema import Field, fields_of
from ropa.site import texts
from ropa.site.context import Context
from ropa.site.describe import Describer
from ropa.site.node import Group, Link, Many, Node, Pair, Text
from ropa.site.rule_links import named
from ropa.site.urls import DEVIATIONS, field_anchor, item_anchor
from ropa.site.view import Block, Fields, Lines, Section


def deviation_blocks(context: Context, entry: Entry) -> Sequence[Block]:
    """The deviations of an entry, each with what is left of it and what it sets aside."""
    field = fields_of(entry.kind).fields[FIELD]
    known = {item.pointer: item for item in context.accepted_of(entry)}
    groups = tuple(
        _group(context, entry, f"/{FIELD}/{index}", value, known.get(f"/{FIELD}/{index}"))
        for index, value in enumerate(entry.value[FIELD])
    )
    return (Fields((Pair(context.label(field.label), Many(groups), field_anchor(FIELD)),)),)


def _group(context: Context, entry: Entry, pointer: str, value: Mapping[str, Any], item: Accepted | None) -> Group:
    field = _item_field(entry)
    describer = Describer(context, entry)
    pairs = describer.pairs(field, value, pointer, without=("rule",))
    if item is not None:
        pairs += (
            Pair(context.say("Tid tilbage"), time_left(context, item)),
            Pair(context.say("Sætter til side"), set_aside(context, item)),
        )
    return Group(pairs, named(context, value["rule"]))


def _item_field(entry: Entry) -> Field:
    field = fields_of(entry.kind).fields[FIELD].items
    assert field is not None
    return field


def time_left(context: Context, item: Accepted) -> Text:
    """How long a deviation still holds, or for how long it has not."""
    days = item.days_left
    if days is None:
        return Text(str(item.value["expires_on"]))
    if days < 0:
        passed = context.say("Udløbet i går") if days == -1 else context.say("Udløbet for {n} dage siden", n=-days)
        return Text(passed, "warning")
    if days == 0:
        return Text(context.say("Udløber i dag"), "warning")
    return Text(context.say("1 dag tilbage") if days == 1 else context.say("{n} dage tilbage", n=days))


def set_aside(context: Context, item: Accepted) -> Node:
    """What a deviation sets aside."""
    said = dict.fromkeys(finding.message.text(context.language) for finding in item.findings)
    lines = tuple(Text(texts.capitalised(message), "sentence") for message in said)
    if not lines:
        return Text(context.say("Intet"), "missing")
    return lines[0] if len(lines) == 1 else Many(lines)


def described(context: Context, item: Accepted, name: str) -> Node | None:
    """A field of a deviation as its record's page shows it."""
    if name not in item.value:
        return None
    describer = Describer(context, item.entry)
    return describer.field(_item_field(item.entry).fields[name], item.value[name], f"{item.pointer}/{name}", item.value)


def place_of(context: Context, item: Accepted) -> Node:
    """The record and the part of it that a deviation is about, both where its page shows them."""
    path = context.path_to(item.entry.kind, item.entry.key)
    record = Link(context.name(item.entry), path)
    part = described(context, item, "about")
    if part is None or not isinstance(part, Link):
        return record
    return Many((record, Link(part.text, f"{path}{part.path}")))


def deviations_of(context: Context, organisation: str) -> tuple[Accepted, ...]:
    """The deviations in what belongs to an organisation, those that end first before the others."""
    found = [item for entry in context.members_of(organisation) for item in context.accepted_of(entry)]
    return tuple(sorted(found, key=lambda item: (item.value["expires_on"], item.entry.kind, item.entry.key, item.pointer)))


def organisation_anchor(organisation: str) -> str:
    """The anchor of an organisation's deviations on the page of them all."""
    return item_anchor("virksomhed", organisation)


def deviations_link(context: Context, organisation: str) -> Section | None:
    """The way from an organisation's register to its deviations; None when it has none."""
    number = len(deviations_of(context, organisation))
    if not number:
        return None
    title = context.say("Accepterede afvigelser")
    link = Link(f"{title}: {number}", f"{DEVIATIONS}#{organisation_anchor(organisation)}")
    return Section("afvigelser", title, (Lines((link,)),))

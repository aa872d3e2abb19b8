"""Accepted deviations: those of a record on its own page, and all of them on the page that an inspector asks for.

Turns what the check says of each deviation on the day into groups and tables: rule, reason, expiry, days left, role,
and the findings that it sets aside, and whom it waits for. An expired one is marked and sets nothing aside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ropa.register import Entry
from ropa.rules import Accepted
from ropa.rules.deviations import FIELD, KINDS
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
            *effect(context, item),
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


def effect(context: Context, item: Accepted) -> tuple[Pair, ...]:
    """What a deviation sets aside, and whom it waits for before it can."""
    aside = Pair(context.say("Sætter til side"), _set_aside(context, item))
    names = ", ".join(context.name_of("organisation", key) for key in item.waits_for)
    return (aside, Pair(context.say("Venter på"), Text(names))) if names else (aside,)


def _set_aside(context: Context, item: Accepted) -> Node:
    said = dict.fromkeys(finding.message.text(context.language) for finding in item.findings)
    lines = tuple(Text(texts.capitalised(message), "sentence") for message in said)
    if not lines:
        return Text(context.say("Intet"), "missing")
    return lines[0] if len(lines) == 1 else Many(lines)


def described(context: Context, item: Accepted, name: str) -> Node | None:
    """A field of a deviation as its record's page shows it; a link to a part of that page leads there from any page."""
    if name not in item.value:
        return None
    describer = Describer(context, item.entry)
    node = describer.field(_item_field(item.entry).fields[name], item.value[name], f"{item.pointer}/{name}", item.value)
    if isinstance(node, Link) and node.path.startswith("#"):
        return replace(node, path=context.path_to(item.entry.kind, item.entry.key) + node.path)
    return node


def place_of(context: Context, item: Accepted) -> Node:
    """The record and the part of it that a deviation is about, where its page shows them."""
    record = Link(context.name(item.entry), context.path_to(item.entry.kind, item.entry.key))
    part = described(context, item, "about") if item.value.get("about") else None
    return Many((record, part)) if part else record


def deviations_of(context: Context, organisation: str) -> tuple[Accepted, ...]:
    """What an organisation has accepted, in its own files and in those that all share; what ends first stands first."""
    shared = (entry for kind in KINDS for entry in context.members_of("", kind))
    entries = (*context.members_of(organisation), *shared)
    found = [item for entry in entries for item in context.accepted_of(entry) if item.organisation == organisation]
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

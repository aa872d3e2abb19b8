"""Whom to tell about a breach, and what each organisation's own procedure says, from the organisations' records.

Turns contacts, the data protection officer and the roles of the register into blocks for the page about breaches.
Called through `parts`. What nobody has stated is told as not stated; names of persons are never shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ropa.register import Entry
from ropa.schema import fields_of
from ropa.site import texts
from ropa.site.context import Context
from ropa.site.node import Address, Link, Many, Node, Pair, Phrase, Text
from ropa.site.view import Block, Card, Row, Sheet, Table

PROCEDURE = "breach_procedure"
OWN_WORK = "data_protection"
"""The kind of activity in which an organisation looks after data protection itself, breaches too."""
_ABOUT_BREACHES = re.compile(r"brud|databrist|breach", re.IGNORECASE)
"""What the title of such an activity says when it is about breaches: no field does."""


def contact_blocks(context: Context) -> tuple[Block, ...]:
    """Whom to reach in each organisation."""
    cards = tuple(_card(context, organisation) for organisation in context.register.of("organisation"))
    return (Sheet(context.say("Hvem skal have besked?"), "brud-kontakter", cards),)


def procedure_blocks(context: Context) -> tuple[Block, ...]:
    """What each organisation's own procedure looks at, beside the model of the product."""
    fields = fields_of("organisation").fields[PROCEDURE].fields
    shown = ("assesses", "registers_all", "awareness")
    columns = (context.kind_name("organisation"), *(context.label(fields[name].label) for name in shown))
    found = []
    for organisation in context.register.of("organisation"):
        stated = organisation.value.get(PROCEDURE, {})
        cells = [_stated(context, fields[name].items or fields[name], stated.get(name)) for name in shown]
        found.append(Row((_link(context, organisation), *cells)))
    return (Table(context.say("Virksomhedernes egen procedure ved brud"), columns, tuple(found)),)


def role_nodes(context: Context, organisation: Entry) -> tuple[Node, ...]:
    """The roles that the organisation's own records about breaches name, each with the records that do."""
    found: dict[str, list[Entry]] = {}
    for activity in context.members_of(organisation.key, "activity"):
        for role in dict.fromkeys(_roles_in(activity)):
            found.setdefault(role, []).append(activity)
    return tuple(_role(context, role, found[role["id"]]) for role in organisation.value.get("roles", ()) if role["id"] in found)


def _role(context: Context, role: Mapping[str, Any], records: Sequence[Entry]) -> Node:
    links = Phrase(tuple(Link(context.name(record), context.path_to("activity", record.key)) for record in records))
    words = f"{context.text(role['label'])} ({context.say('efter posten')} "
    return Phrase((Text(words), links, Text(")")), "")


def _roles_in(activity: Entry) -> Iterator[str]:
    if OWN_WORK not in activity.value.get("kinds", ()) or not any(map(_ABOUT_BREACHES.search, activity.value["title"].values())):
        return
    inside = activity.value.get("internal_recipients", ())
    yield from (item["role"] for item in inside if "role" in item) if isinstance(inside, list) else ()
    if "owner_role" in activity.value:
        yield activity.value["owner_role"]


def ways_of(value: Mapping[str, Any]) -> tuple[str, ...]:
    """How to reach somebody. Phone first: it is faster."""
    return tuple(value[name] for name in ("phone", "email") if name in value)


def _card(context: Context, organisation: Entry) -> Card:
    return Card(_link(context, organisation), (), tuple(_pairs(context, organisation)))


def _pairs(context: Context, organisation: Entry) -> Iterator[Pair]:
    """Whom to tell first, then the others; what stands there already is not said again."""
    say, value = context.say, organisation.value
    listed = value.get("contacts", ())
    first = [contact for contact in listed if "breach" in contact["about"]]
    others = list(_new_ways([contact for contact in listed if "privacy" in contact["about"]], first))
    told = [*(_contact(context, contact) for contact in first), *role_nodes(context, organisation)]
    yield Pair(say("Ved brud"), _many(told) or Phrase((_missing(context), Text(say("Gå til din leder."))), ". "))
    if others or not any("privacy" in contact["about"] for contact in first):
        yield Pair(say("Om databeskyttelse"), _many([_contact(context, contact) for contact in others]) or _missing(context))
    yield Pair(say("Databeskyttelsesrådgiver"), _officer(context, value.get("dpo")))
    shown = {way for contact in (*first, *others) for way in ways_of(contact)}
    left = [way for way in ways_of(value) if way not in shown]
    if left or not ways_of(value):
        yield Pair(say("Telefon og e-mail"), _addresses(left) or _missing(context))


def _new_ways(contacts: Sequence[Mapping[str, Any]], before: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The contacts without those that only lead where one before them does."""
    shown = {way for contact in before for way in ways_of(contact)}
    for contact in contacts:
        if contact not in before and (not ways_of(contact) or not shown.issuperset(ways_of(contact))):
            shown.update(ways_of(contact))
            yield contact


def _link(context: Context, organisation: Entry) -> Link:
    return Link(context.name(organisation), context.path_to("organisation", organisation.key))


def _contact(context: Context, contact: Mapping[str, Any]) -> Node:
    """A contact with its title and how to reach it."""
    label, ways = context.text(contact.get("label", "")), _addresses(ways_of(contact))
    if ways is None:
        return Text(label) if label else _missing(context)
    return Phrase((Text(label), ways), ": ") if label else ways


def _officer(context: Context, dpo: Mapping[str, Any] | None) -> Node:
    if dpo is None:
        return _missing(context)
    if not dpo["appointed"]:
        return Text(context.say("Virksomheden har ikke udpeget en"))
    return _addresses(ways_of(dpo)) or Text(context.say("Udpeget, men ingen kontakt er oplyst"), "missing")


def _addresses(ways: Sequence[str]) -> Node | None:
    return Phrase(tuple(Address(way) for way in ways)) if ways else None


def _stated(context: Context, field: Any, value: Any) -> Node:
    """A field of a procedure in words."""
    if value is None:
        return _missing(context)
    if isinstance(value, bool):
        return Text(context.say("Ja") if value else context.say("Nej"))
    if isinstance(value, list):
        choices = [texts.lowered(context.label(field.choices[choice])) for choice in value]
        return Text(texts.capitalised(texts.joined(choices, context.language)))
    return Text(context.text(value))


def _many(nodes: Sequence[Node]) -> Node | None:
    return None if not nodes else nodes[0] if len(nodes) == 1 else Many(tuple(nodes))


def _missing(context: Context) -> Text:
    return Text(context.say("Ikke oplyst"), "missing")

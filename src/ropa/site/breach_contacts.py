"""Whom to tell about a breach, and what each organisation's own procedure says, from the organisations' records.

Turns contacts, the data protection officer and the roles of the register into blocks for the page about breaches.
Called through `parts`. What nobody has stated is told as not stated; names of persons are never shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ropa.register import Entry
from ropa.schema import fields_of
from ropa.site import texts
from ropa.site.context import Context
from ropa.site.node import Link, Many, Node, Pair, Text
from ropa.site.view import Block, Card, Row, Sheet, Table

PROCEDURE = "breach_procedure"
OWN_WORK = "data_protection"
"""The kind of activity in which an organisation looks after data protection itself, breaches too."""


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


def _card(context: Context, organisation: Entry) -> Card:
    say, value = context.say, organisation.value
    pairs = (
        Pair(say("Ved brud"), _contacts(context, value, "breach")),
        Pair(say("Om databeskyttelse"), _contacts(context, value, "privacy")),
        Pair(say("Databeskyttelsesrådgiver"), _officer(context, value.get("dpo"))),
        Pair(say("Telefon og e-mail"), _reached(value) or _missing(context)),
        Pair(say("Roller"), _roles(context, organisation)),
    )
    return Card(_link(context, organisation), (), pairs)


def _link(context: Context, organisation: Entry) -> Link:
    return Link(context.name(organisation), context.path_to("organisation", organisation.key))


def _contacts(context: Context, value: Mapping[str, Any], about: str) -> Node:
    """The contacts for a subject, each with its title and how to reach it."""
    listed = [contact for contact in value.get("contacts", ()) if about in contact["about"]]
    lines = [": ".join(filter(None, (context.text(contact.get("label", "")), _address(contact)))) for contact in listed]
    return _many([Text(line) for line in lines if line]) or _missing(context)


def _officer(context: Context, dpo: Mapping[str, Any] | None) -> Node:
    if dpo is None:
        return _missing(context)
    if not dpo["appointed"]:
        return Text(context.say("Virksomheden har ikke udpeget en"))
    return _reached(dpo) or Text(context.say("Udpeget, men ingen kontakt er oplyst"), "missing")


def _reached(value: Mapping[str, Any]) -> Node | None:
    address = _address(value)
    return Text(address) if address else None


def _address(value: Mapping[str, Any]) -> str:
    """Phone first: it is faster."""
    return ", ".join(value[name] for name in ("phone", "email") if name in value)


def _roles(context: Context, organisation: Entry) -> Node:
    """The roles that the organisation's own activities about data protection name."""
    named = {role for activity in context.members_of(organisation.key, "activity") for role in _roles_in(activity)}
    labels = [context.text(role["label"]) for role in organisation.value.get("roles", ()) if role["id"] in named]
    return Text(texts.joined(labels, context.language)) if labels else _missing(context)


def _roles_in(activity: Entry) -> Iterator[str]:
    if OWN_WORK in activity.value.get("kinds", ()):
        owner = activity.value.get("owner_role")
        inside = activity.value.get("internal_recipients", ())
        yield from (owner,) if owner else ()
        yield from (item["role"] for item in inside if "role" in item) if isinstance(inside, list) else ()


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

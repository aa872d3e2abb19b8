"""The page of accepted deviations: what each organisation has chosen to live with for a time, for whoever inspects.

Turns the deviations of the whole register into a table for each organisation, with a filter.
"""

from __future__ import annotations

from collections.abc import Mapping

from ropa.register import Entry
from ropa.rules import Accepted
from ropa.site.context import Context
from ropa.site.deviations import described, deviations_of, effect, organisation_anchor, place_of, time_left
from ropa.site.entry import contacts
from ropa.site.facets import Faceted, Question, chosen_by
from ropa.site.node import Group, Link, Pair, Text
from ropa.site.rule_links import named, title_of
from ropa.site.urls import DEVIATIONS, FRONT, OPEN_POINTS, RULES
from ropa.site.view import Block, Lines, Notice, Row, Section, Table, View


def deviations_view(context: Context) -> View:
    """All deviations."""
    return View(
        path=DEVIATIONS,
        title=context.say("Accepterede afvigelser"),
        description=context.say("De fund, som virksomhederne har valgt at leve med for en tid"),
        sections=(
            Section("afvigelser", context.say("Efter virksomhed"), _blocks(context)),
            Section("se-ogsaa", context.say("Se også"), (Lines((Link(context.say("Regler"), RULES),)),)),
        ),
        crumbs=(Link(context.say("Forside"), FRONT), Link(context.say("Åbne punkter"), OPEN_POINTS)),
        lead=context.say(
            "Her står de fund, som virksomhederne har valgt at leve med for en tid: hvorfor, hvor længe, og hvem der har "
            "besluttet det. En udløbet afvigelse gælder ikke mere; fundet står igen under åbne punkter."
        ),
        contacts=contacts(context),
    )


def _blocks(context: Context) -> tuple[Block, ...]:
    """The filter, and a table for each organisation that has deviations."""
    owners = context.register.of("organisation")
    by_owner = {owner: items for owner in map(_key, owners) if (items := deviations_of(context, owner))}
    things = {_name(item): item for items in by_owner.values() for item in items}
    if not things:
        return (Notice(context.say("Der er ingen accepterede afvigelser"), (), "info"),)
    choice = chosen_by(context, _questions(context), things, context.say("Afvigelser"))
    tables = tuple(_table(context, owner, items, choice) for owner, items in by_owner.items())
    return (choice.filter, *tables) if choice.filter else tables


def _key(organisation: Entry) -> str:
    return organisation.key


def _name(item: Accepted) -> str:
    """What tells a deviation apart from all others."""
    return f"{item.entry.file}#{item.pointer}"


def _table(context: Context, organisation: str, items: tuple[Accepted, ...], choice: Faceted) -> Table:
    columns = context.says("Post", "Regel", "Udløber", "Tid tilbage", "Besluttet af", "Godkendt af")
    return Table(
        context.name_of("organisation", organisation),
        columns,
        tuple(_row(context, item, choice) for item in items),
        anchor=organisation_anchor(organisation),
    )


def _row(context: Context, item: Accepted, choice: Faceted) -> Row:
    nobody = Text(context.say("ingen"), "missing")
    reason = Pair(context.say("Begrundelse"), Text(context.text(item.value["reason"])))
    more = Group((reason, *effect(context, item)))
    return Row(
        (
            place_of(context, item),
            named(context, item.value["rule"]),
            described(context, item, "expires_on"),
            time_left(context, item),
            described(context, item, "by_role"),
            described(context, item, "approved_by_role") or nobody,
        ),
        more,
        marks=choice.marks[_name(item)],
    )


def _questions(context: Context) -> tuple[Question, ...]:
    """What the deviations can be chosen by."""
    names = context.says("Gælder nu", "Venter på andre", "Bruges ikke", "Udløbet")
    states = dict(zip(("gaelder", "venter", "bruges-ikke", "udloebet"), names, strict=True))

    def state(_: Context, item: Accepted) -> Mapping[str, str]:
        in_use = "gaelder" if item.findings else "venter" if item.waits_for else "bruges-ikke"
        found = "udloebet" if item.is_expired else in_use
        return {found: states[found]}

    def rule(context: Context, item: Accepted) -> Mapping[str, str]:
        code = item.value["rule"]
        return {code.lower(): f"{code} {title_of(context, code)}".strip()}

    def organisation(context: Context, item: Accepted) -> Mapping[str, str]:
        return {item.organisation: context.name_of("organisation", item.organisation)}

    return (
        Question("virksomhed", context.kind_name("organisation"), organisation),
        Question("regel", context.say("Regel"), rule),
        Question("status", context.say("Status"), state, states),
    )

"""The page of any entry: its fields in the order of the schema, what points to it, what is open, whom to tell.

Every kind's page is built from the parts here; activities, organisations and documents add parts of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from ropa.gaps import is_unanswered
from ropa.law.citation import cite
from ropa.register import Entry
from ropa.rules.deviations import FIELD as DEVIATIONS
from ropa.schema import Field, fields_of, schemas
from ropa.schema.fields import sections_of
from ropa.site.backlinks import RowUse, Use
from ropa.site.context import Context
from ropa.site.describe import LEADS, Describer, shown_at_top, top_fields
from ropa.site.deviations import deviation_blocks
from ropa.site.node import Group, Link, Node, Pair, Text
from ropa.site.points import points_section
from ropa.site.rows import row_links
from ropa.site.urls import FRONT, field_anchor
from ropa.site.view import Block, Contact, Fields, Missing, Row, Section, Table, View

REST = "rest"
PROVENANCE = "provenance"
"""The section that says where a record was taken from."""

SpecialBlocks = Mapping[str, Callable[[Context, Entry], Sequence[Block]]]
NOTHING_SPECIAL: SpecialBlocks = MappingProxyType({})
ALWAYS_SPECIAL: SpecialBlocks = MappingProxyType({DEVIATIONS: deviation_blocks})


def entry_view(
    context: Context, entry: Entry, *, special: SpecialBlocks = NOTHING_SPECIAL, extra: Sequence[Section] = ()
) -> View:
    """The page of an entry. `special` replaces the plain showing of a field, `extra` stands before what points here.

    What points to an entry is what most readers come for: it stands before the entry's sources, except on the page
    of an activity, which few things point to.
    """
    fields = field_sections(context, entry, special={**ALWAYS_SPECIAL, **special})
    uses = uses_section(context, entry)
    pointing = [*extra, *([uses] if uses else [])]
    ahead = len(fields)
    if entry.kind != "activity":
        ahead = next((index for index, section in enumerate(fields) if section.anchor == PROVENANCE), ahead)
    points = points_section(context, entry)
    sections = [*fields[:ahead], *pointing, *fields[ahead:], *([points] if points else [])]
    return View(
        path=context.path_to(entry.kind, entry.key),
        title=context.title(entry),
        description=lead_of(context, entry) or f"{context.kind_name(entry.kind)}: {context.name(entry)}",
        sections=tuple(sections),
        kicker=context.kind_name(entry.kind),
        crumbs=crumbs_of(context, entry),
        lead=lead_of(context, entry),
        contacts=contacts_of(context, entry),
        file=entry.file,
    )


def field_sections(context: Context, entry: Entry, *, special: SpecialBlocks = NOTHING_SPECIAL) -> list[Section]:
    """The sections of the schema that have something to show, each with its fields and what is missing."""
    labels = {**sections_of(entry.kind), **({} if sections_of(entry.kind) else {REST: schemas()[entry.kind].label})}
    found = []
    for name, label in labels.items():
        blocks = tuple(_section_blocks(context, entry, name, special))
        if blocks:
            found.append(Section(name, context.label(label), blocks))
    return found


def _section_blocks(context: Context, entry: Entry, section: str, special: SpecialBlocks) -> Iterator[Block]:
    """Fields in a row become one block; a field with blocks of its own stands between them."""
    pairs: list[Pair] = []
    describer = Describer(context, entry)
    at_top = shown_at_top(entry)
    for field, value, pointer in top_fields(entry):
        if (field.section or REST) != section or field.name in at_top:
            continue
        if field.name in special and not isinstance(value, str):
            if pairs:
                yield Fields(tuple(pairs))
                pairs = []
            yield from special[field.name](context, entry)
            continue
        node = describer.field(field, value, pointer, entry.value)
        if isinstance(node, Group) and context.label(field.label) == context.label(
            sections_of(entry.kind).get(section, {})
        ):
            pairs += [
                replace(pair, anchor="" if index else field_anchor(field.name)) for index, pair in enumerate(node.pairs)
            ]
        elif node is not None:
            pairs.append(Pair(context.label(field.label), node, field_anchor(field.name)))
    missing = missing_in(context, entry, section)
    if pairs or missing:
        yield Fields(tuple(pairs), missing)


def missing_in(context: Context, entry: Entry, section: str) -> tuple[Missing, ...]:
    """The fields of a section that the law asks for and nobody has answered."""
    return tuple(
        missing_field(context, field)
        for field in fields_of(entry.kind).fields.values()
        if (field.section or REST) == section and is_unanswered(field, entry.value, entry.value.get("role", ""))
    )


def missing_field(context: Context, field: Field, words: str = "") -> Missing:
    """A missing field, by its label or in other words, with the article that asks for it."""
    return Missing(words or context.label(field.label), cite(field.article, context.language) if field.article else "")


def lead_of(context: Context, entry: Entry) -> str:
    """The sentence or two that say what an entry is."""
    return next((context.text(entry.value[name]) for name in LEADS if name in entry.value), "")


def crumbs_of(context: Context, entry: Entry) -> tuple[Link, ...]:
    """The way to an entry: the front page, the list, and the organisation where it has one."""
    crumbs = [Link(context.say("Forside"), FRONT)]
    organisation = context.register.get("organisation", entry.organisation)
    if entry.kind == "activity" and organisation is not None:
        crumbs.append(Link(context.name(organisation), context.path_to("organisation", organisation.key)))
        return tuple(crumbs)
    crumbs.append(Link(context.kind_name(entry.kind, plural=True), context.index_path(entry.kind)))
    return tuple(crumbs)


def uses_section(context: Context, entry: Entry) -> Section | None:
    """What points to an entry and why, one table for each kind that does."""
    others = [use for use in context.uses_of(entry) if use.entry != entry]
    tables = tuple(uses_tables(context, entry, others))
    if not tables:
        return None
    return Section("bruges-af", context.say("Bruges her"), tables)


def uses_tables(context: Context, entry: Entry, uses: Sequence[Use]) -> Iterator[Table]:
    """A table for each kind of entry among the uses; one line for each entry."""
    by_entry: dict[tuple[str, str], list[Use]] = {}
    for use in uses:
        by_entry.setdefault((use.entry.kind, use.entry.key), []).append(use)
    for kind in schemas():
        found = [group for (other, _), group in by_entry.items() if other == kind]
        if found:
            has_rows = any(use.rows for group in found for use in group)
            has_organisation = schemas()[kind].is_scoped and entry.kind != "organisation"
            columns = [context.kind_name(kind), context.say("Hvordan")]
            columns += [context.say("Oplysninger om")] if has_rows else []
            columns += [context.kind_name("organisation")] if has_organisation else []
            rows = tuple(_use_row(context, group, has_rows, has_organisation) for group in found)
            yield Table(context.kind_name(kind, plural=True), tuple(columns), rows)


def _use_row(context: Context, group: Sequence[Use], has_rows: bool, has_organisation: bool) -> Row:
    user = group[0].entry
    path = context.path_to(user.kind, user.key)
    reasons = dict.fromkeys(context.label(use.inverse) for use in group)
    cells: list[Node | None] = [Link(context.name(user), path), Text(", ".join(reasons))]
    if has_rows:
        scope = dict.fromkeys(row for use in group for row in use.rows or ())
        unnamed = Text(context.say("Rækkerne er ikke oplyst"), "missing") if user.kind == "activity" else None
        cells.append(row_links(context, user, _widest(tuple(scope)), path) if scope else unnamed)
    if has_organisation:
        cells.append(Text(context.name_of("organisation", user.organisation)))
    return Row(tuple(cells))


def _widest(scope: tuple[RowUse, ...]) -> tuple[RowUse, ...]:
    """Without the narrowed uses of rows that are also used whole."""
    whole = {use.row for use in scope if not use.categories}
    return tuple(use for use in scope if not use.categories or use.row not in whole)


def contacts_of(context: Context, entry: Entry) -> tuple[Contact, ...]:
    """Whom to tell about a mistake in an entry: its organisation, else those that use it, else all."""
    keys = [entry.organisation] if entry.organisation else []
    keys = keys or sorted({use.entry.organisation for use in context.uses_of(entry)} - {""})
    return contacts(context, keys)


def contacts(context: Context, organisations: Sequence[str] = ()) -> tuple[Contact, ...]:
    """The contacts of some organisations, of all when none is given."""
    keys = organisations or [organisation.key for organisation in context.register.of("organisation")]
    found = (context.register.get("organisation", key) for key in keys)
    return tuple(contact_of(context, organisation) for organisation in found if organisation is not None)


def contact_of(context: Context, organisation: Entry) -> Contact:
    """Who at an organisation takes reports: the contact for the register, else for privacy, else its common mail."""
    listed = organisation.value.get("contacts", ())
    for subject in ("register", "privacy"):
        for contact in (c for c in listed if subject in c["about"] and ("email" in c or "phone" in c)):
            label = context.text(contact["label"]) if "label" in contact else ""
            return Contact(context.name(organisation), label, contact.get("email", ""), contact.get("phone", ""))
    value = organisation.value
    return Contact(context.name(organisation), "", value.get("email", ""), value.get("phone", ""))

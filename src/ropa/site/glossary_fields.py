"""Finds what shows a word of the law by the fields and values that mean just that: a legal basis, a class, a role.

Each finder gives all that an entry has, with where it stands. Called by `glossary_examples`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ropa.chain import abroad_of
from ropa.law.glossary import Term
from ropa.register import Entry
from ropa.schema import fields_of
from ropa.site import texts
from ropa.site.context import Context
from ropa.site.glossary_shown import MOST, Find, Shown, is_called, items_of, names, row_shown, summary_shown
from ropa.site.rows import classes_of
from ropa.site.schedules import told
from ropa.site.urls import field_anchor, item_anchor

LONGEST = 120
"""A period that takes more letters to tell explains little."""
PROCESSING, CPR = "data_processing", "cpr"
DIRECT = frozenset({"email", "sms", "mms", "phone", "letter", "push"})
"""The channels of marketing that reach one person."""


def row(context: Context, entry: Entry, term: Term) -> Iterator[Shown]:
    """Rows with people and data."""
    for pointer, item in items_of(entry, "data"):
        if item.get("categories") and item.get("data_subjects"):
            yield row_shown(context, item, pointer)


def people(context: Context, entry: Entry, term: Term) -> Iterator[Shown]:
    """The people of each row."""
    for pointer, item in items_of(entry, "data"):
        if item.get("data_subjects"):
            named = names(context, "data_subject_category", item["data_subjects"])
            yield Shown(texts.capitalised(named), item_anchor("data", item["id"]), pointer)


def of_class(code: str) -> Find:
    """Rows that hold data of a class. Only those are named, and none that is only called by the word itself."""

    def find(context: Context, entry: Entry, term: Term) -> Iterator[Shown]:
        for pointer, item in items_of(entry, "data"):
            if code in classes_of(context, item):
                own = [key for key in item.get("categories", ()) if "class_here" in item or _class(context, key) == code]
                if own and (code == CPR or not any(is_called(context, "personal_data_category", key, term) for key in own)):
                    yield row_shown(context, {**item, "categories": own}, pointer)

    return find


def _class(context: Context, key: str) -> str:
    category = context.register.get("personal_data_category", key)
    return str(category.value["class"]) if category is not None else ""


def basis(article: str = "", part: str = "") -> Find:
    """Legal bases, or those with a certain point of Art. 6(1) and a part that says more about it."""

    def find(context: Context, entry: Entry, term: Term) -> Iterator[Shown]:
        for pointer, item in items_of(entry, "legal_bases"):
            if "article" in item and article in ("", item["article"]) and (not part or part in item):
                yield Shown(_basis_text(context, item, part), item_anchor("legal_bases", item["id"]), pointer)

    return find


def _basis_text(context: Context, item: Mapping[str, Any], part: str) -> str:
    if part == "national_law":
        return texts.joined([" ".join(map(str, law.values())) for law in _laws(item)], context.language)
    if part:
        return context.text(item[part])
    bases = fields_of("activity").fields["legal_bases"].items
    assert bases is not None
    return context.label(bases.fields["article"].choices[item["article"]])


def act(context: Context, entry: Entry, term: Term) -> Iterator[Shown]:
    """The provisions of the act that the word is about, where a legal basis rests on them."""
    for pointer, item in items_of(entry, "legal_bases"):
        found = [" ".join(map(str, law.values())) for law in _laws(item) if law.get("act") == term.id]
        if found:
            yield Shown(texts.capitalised(texts.joined(found, context.language)), item_anchor("legal_bases", item["id"]), pointer)


def _laws(item: Mapping[str, Any]) -> list[Any]:
    laws = item.get("national_law", ())
    return list(laws) if isinstance(laws, (list, tuple)) else [laws]


def purpose(*kinds: str, among: Iterable[str] = ()) -> Find:
    """Purposes of some kinds, in activities of some kinds when there are any."""
    wanted = set(among)

    def find(context: Context, entry: Entry, term: Term) -> Iterator[Shown]:
        if wanted and not wanted & set(entry.value.get("kinds", ())):
            return
        for pointer, item in items_of(entry, "purposes"):
            if not kinds or item.get("kind") in kinds:
                yield Shown(context.text(item["text"]), item_anchor("purposes", item["id"]), pointer)

    return find


def consent(context: Context, entry: Entry, term: Term) -> Iterator[Shown]:
    """What a consent is called."""
    for pointer, item in items_of(entry, "consents"):
        if "label" in item:
            yield Shown(context.text(item["label"]), item_anchor("consents", item["id"]), pointer)


def schedule(context: Context, entry: Entry, term: Term) -> Iterator[Shown]:
    """Periods that are counted from something; a criterion alone is no example."""
    for pointer, item in items_of(entry, "retention"):
        sentence = told(context, entry, item) if "period" in item and ("event" in item or "from" in item) else ""
        if 0 < len(sentence) <= LONGEST:
            yield Shown(sentence, item_anchor("retention", item["id"]), pointer)


def parties(name: str, role: str = "") -> Find:
    """The parties that a list of an activity names, those of a role only when one is meant."""

    def find(context: Context, entry: Entry, term: Term) -> Iterator[Shown]:
        found = {pointer: item["party"] for pointer, item in items_of(entry, name) if role in ("", item.get("role"))}
        if found:
            pointer = next(iter(found)) if len(found) == 1 else f"/{name}"
            yield Shown(names(context, "party", found.values(), small=False), field_anchor(name), pointer)

    return find


def derived_processors(context: Context, entry: Entry, term: Term) -> Iterator[Shown]:
    """The processors that follow from an activity's systems and agreements."""
    found = [processor.party for processor in context.processors[entry.key]]
    if found:
        yield Shown(names(context, "party", found, small=False), "recipients", "/processors")


def sub_processors(context: Context, entry: Entry, term: Term) -> Iterator[Shown]:
    """The sub-processors of an agreement."""
    found = [item["party"] for _, item in items_of(entry, "sub_processors") if "party" in item] if entry.value.get("type") == PROCESSING else []
    if found:
        yield Shown(names(context, "party", found, small=False), field_anchor("sub_processors"), "/sub_processors")


def agreement(context: Context, entry: Entry, term: Term) -> Iterator[Shown]:
    """An agreement with a processor."""
    if entry.value.get("type") == PROCESSING:
        yield Shown("")


def agreed(point: str) -> Find:
    """A term of Art. 28(3) that an agreement covers."""

    def find(context: Context, entry: Entry, term: Term) -> Iterator[Shown]:
        choices = fields_of("agreement").fields["terms"].items
        assert choices is not None
        if point in entry.value.get("terms", ()):
            yield Shown(context.label(choices.choices[point]), field_anchor("terms"), "/terms")

    return find


def controller(context: Context, entry: Entry, term: Term) -> Iterator[Shown]:
    """Whose activity it is."""
    if entry.value["role"] == "controller":
        yield Shown(context.name_of("organisation", entry.organisation))


def said(name: str, part: str) -> Find:
    """What the items of a list, or a field with parts, say in one of their parts."""

    def find(context: Context, entry: Entry, term: Term) -> Iterator[Shown]:
        return (Shown(context.text(item[part]), field_anchor(name), pointer) for pointer, item in items_of(entry, name) if part in item)

    return find


def marketing(context: Context, entry: Entry, term: Term) -> Iterator[Shown]:
    """The channels by which marketing reaches one person."""
    channels = fields_of("activity").fields["marketing"].fields["channels"].items
    assert channels is not None
    for pointer, item in items_of(entry, "marketing"):
        named = [texts.lowered(context.label(channels.choices[code])) for code in item.get("channels", ()) if code in DIRECT]
        if named:
            yield Shown(texts.capitalised(texts.joined(named, context.language)), field_anchor("marketing"), pointer)


def objection(name: str) -> Find:
    """How people say no, where it is not a consent that they take back."""
    find = said(name, "objection_channel")
    return lambda context, entry, term: iter(()) if "consents" in entry.value else find(context, entry, term)


def of_kind(*kinds: str) -> Find:
    """An activity of a kind, with its own short account of itself."""

    def find(context: Context, entry: Entry, term: Term) -> Iterator[Shown]:
        return summary_shown(context, entry) if set(kinds) & set(entry.value.get("kinds", ())) else iter(())

    return find


def summary(context: Context, entry: Entry, term: Term) -> Iterator[Shown]:
    """Any activity, with its own short account of itself."""
    return summary_shown(context, entry)


def activity(context: Context, entry: Entry, term: Term) -> Iterator[Shown]:
    """Any activity."""
    yield Shown("")


def number_of_activities(context: Context, entry: Entry, term: Term) -> Iterator[Shown]:
    """How many activities an organisation has."""
    number = len(context.members_of(entry.key, "activity"))
    if number:
        yield Shown(context.say("1 aktivitet") if number == 1 else context.say("{n} aktiviteter", n=number))


def officer(context: Context, entry: Entry, term: Term) -> Iterator[Shown]:
    """That an organisation has a data protection officer."""
    if entry.value.get("dpo", {}).get("appointed"):
        yield Shown(context.say("Virksomheden har udpeget en."), field_anchor("dpo"), "/dpo")


def notice(context: Context, entry: Entry, term: Term) -> Iterator[Shown]:
    """The documents that tell people."""
    found = [item["document"] for _, item in items_of(entry, "notices")]
    if found:
        yield Shown(names(context, "document", found, small=False), field_anchor("notices"), "/notices")


def country(context: Context, entry: Entry, term: Term) -> Iterator[Shown]:
    """The third countries that data come to."""
    abroad = [way.country for way in abroad_of(context.register, entry, context.processors[entry.key]) if way.country]
    stated = [way["country"] for _, way in items_of(entry, "transfers") if "country" in way]
    named = [texts.country(code, context.language) for code in dict.fromkeys([*stated, *abroad])]
    if named:
        yield Shown(texts.joined(named[:MOST], context.language), "transfers", "/transfers")


def mechanism(*codes: str) -> Find:
    """Transfers with one of some mechanisms, or with any."""

    def find(context: Context, entry: Entry, term: Term) -> Iterator[Shown]:
        items = fields_of(entry.kind).fields["transfers"].items
        assert items is not None
        for pointer, way in items_of(entry, "transfers"):
            if "mechanism" in way and (not codes or way["mechanism"] in codes):
                label = context.label(items.fields["mechanism"].choices[way["mechanism"]])
                to = texts.country(way["country"], context.language) if "country" in way else ""
                yield Shown(": ".join(filter(None, (to, label))), field_anchor("transfers"), pointer)

    return find

"""What a new employee may do and must not: the records' own rules, purposes and measures, each said once.

A rule that several records state stands before the others, with a link to each of them. Called by `start`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ropa.register import Entry
from ropa.site import texts
from ropa.site.context import Context
from ropa.site.node import Link, Many, Node, Pair, Phrase, Text
from ropa.site.rows import class_label, classes_in
from ropa.site.scope import Scope, by_kind, counted
from ropa.site.start_data import ORDINARY
from ropa.site.view import Block, Card, Fields, Fold, Lines, Sheet

DUTIES = "data_protection"
"""The kind of activity that is about rights and breaches, which have sections of their own."""
MOST_OPEN = 6
"""The activities of a larger scope are folded by kind."""
MOST_LINKS = 4
DOUBTS = ("law", "contradiction")
"""The types of note that say that what a record does is perhaps not right."""
TOLD_APART = "retention"
"""How long data are kept stands in a table of its own, not with the work."""
NOTES = "provenance"
"""The section of a record's page with its notes."""

Rules = Mapping[str, tuple[Entry, ...]]
"""Rules in words, each with the activities that state it."""


def shared_blocks(scope: Scope) -> Iterator[Block]:
    """What holds across the activities: the measures that most of them have, and the rules that several state."""
    context = scope.context
    pairs = tuple(_measures(scope))
    if pairs:
        yield Fields(pairs)
    recurring = _recurring(scope)
    if recurring:
        items = tuple(_rule(context, text, entries) for text, entries in recurring.items())
        yield Lines(items, is_list=True, label=context.say("Det siger flere poster:"))


def _measures(scope: Scope) -> Iterator[Pair]:
    """The measures that all of the activities have, and those that more than half have."""
    context, total = scope.context, len(scope.activities)
    uses = Counter(key for entry in scope.activities for key in dict.fromkeys(entry.value.get("security", {}).get("measures", ())))
    groups = (
        (context.say("Sådan passer vi på oplysningerne"), [key for key, number in uses.items() if number == total]),
        (context.say("Det gør vi de fleste steder"), [key for key, number in uses.items() if total < 2 * number < 2 * total]),
    )
    for label, keys in groups:
        links = tuple(Link(context.name_of("security_measure", key), context.path_to("security_measure", key)) for key in keys)
        if links:
            yield Pair(label, Phrase(links))


def _rule(context: Context, text: str, entries: Sequence[Entry]) -> Node:
    """A rule that several activities state, with what the first that doubts it says."""
    stated = _stated_by(context, text, entries)
    doubted = [(entry, note) for entry in entries for note in _doubts_about(context, text, entry)]
    return Phrase((stated, _warning(context, *doubted[0])), " ") if doubted else stated


def _doubts_about(context: Context, text: str, entry: Entry) -> list[Mapping[str, Any]]:
    rules = [context.text(rule) for rule in entry.value.get("guidance", ())]
    return _doubts(entry, rules.index(text))


def _stated_by(context: Context, text: str, entries: Sequence[Entry]) -> Node:
    if len(entries) > MOST_LINKS:
        return Phrase((Text(text), Text(f"({counted(context, len(entries))})", "quiet")), " ")
    links = Phrase(tuple(Link(context.name(entry), context.path_to("activity", entry.key)) for entry in entries))
    return Phrase((Text(text), Phrase((Text("("), links, Text(")")), "")), " ")


def _recurring(scope: Scope) -> Rules:
    """The rules that several activities state, unless they are all of one department and the scope is wider."""
    found: dict[str, list[Entry]] = {}
    for entry in working(scope.activities):
        for rule in dict.fromkeys(scope.context.text(rule) for rule in entry.value.get("guidance", ())):
            found.setdefault(rule, []).append(entry)
    return {text: tuple(entries) for text, entries in found.items() if len(entries) > 1 and not _is_local(scope, entries)}


def _is_local(scope: Scope, entries: Sequence[Entry]) -> bool:
    departments = {entry.value.get("department") for entry in entries}
    return not scope.department and len(departments) == 1 and None not in departments


def working(activities: Sequence[Entry]) -> tuple[Entry, ...]:
    """The activities without those that are about rights and breaches."""
    return tuple(entry for entry in activities if DUTIES not in entry.value.get("kinds", ()))


def duties(activities: Sequence[Entry]) -> tuple[Entry, ...]:
    """The activities that are about rights and breaches."""
    return tuple(entry for entry in activities if DUTIES in entry.value.get("kinds", ()))


def work_blocks(scope: Scope, activities: Sequence[Entry]) -> Iterator[Block]:
    """A card for each of the activities; many of them are folded away by kind."""
    recurring = frozenset(_recurring(scope))
    shown = working(activities)
    if len(shown) <= MOST_OPEN:
        if shown:
            yield _sheet(scope, shown, recurring, "aktivitet")
        return
    for number, (label, entries) in enumerate(by_kind(scope.context, shown).items(), 1):
        title = f"{label} ({counted(scope.context, len(entries))})"
        yield Fold(title, (_sheet(scope, entries, recurring, f"aktivitet-{number}"),))


def _sheet(scope: Scope, entries: Sequence[Entry], recurring: frozenset[str], anchor: str) -> Sheet:
    return Sheet(scope.context.kind_name("activity", plural=True), anchor, tuple(_card(scope, entry, recurring) for entry in entries))


def _card(scope: Scope, entry: Entry, recurring: frozenset[str]) -> Card:
    """What an activity is called, the data that take more care, what may be wrong, what they are for, and its own rules."""
    context = scope.context
    badges = [class_label(context, code) for code in classes_in(context, scope.rows_met(entry)) if code != ORDINARY]
    if "until" in entry.value:
        badges.append(context.say("Ophørt {day}", day=texts.day(entry.value["until"], context.language)))
    lines: list[Node] = [Phrase(tuple(Text(badge, "badge") for badge in badges), " ")] if badges else []
    lines += [_warning(context, entry, note) for note in _doubts(entry)[:1]]
    own = tuple(_marked(context, entry, index, text) for index, text in enumerate(map(context.text, entry.value.get("guidance", ()))) if text not in recurring)
    purposes = tuple(Text(text) for text in _purposes(context, entry))
    guides = tuple(Link(guide.title, guide.path) for guide in context.guides_of(entry.key) if not guide.is_for_all)
    told = zip(context.says("Bruges kun til", "Sådan gør du"), (purposes, own), strict=True)
    pairs = [Pair(label, _told(items)) for label, items in told if items]
    pairs += [Pair(context.say("Læs mere"), Phrase(guides, " · "))] if guides else []
    return Card(Link(context.name(entry), context.path_to("activity", entry.key)), tuple(lines), tuple(pairs))


def _doubts(entry: Entry, rule: int | None = None) -> list[Mapping[str, Any]]:
    """The notes that doubt what a record does, those on the law first; of one of its rules only, by number."""
    found = [note for note in entry.value.get("notes", ()) if note.get("type") in DOUBTS and _is_about(note.get("about", ""), rule)]
    return sorted(found, key=lambda note: DOUBTS.index(note["type"]))


def _is_about(pointer: str, rule: int | None) -> bool:
    field, *rest = pointer.strip("/").split("/")
    return field != TOLD_APART if rule is None else field == "guidance" and rest[:1] == [str(rule)]


def _warning(context: Context, entry: Entry, note: Mapping[str, Any]) -> Node:
    """What may be wrong, in short, with where the record tells it."""
    law, sources = context.says("Politikken og loven er måske ikke enige her.", "Kilderne siger måske hver sit her.")
    link = Link(context.say("Se bemærkningen"), f"{context.path_to('activity', entry.key)}#{NOTES}")
    return Phrase((Text(law if note["type"] == DOUBTS[0] else sources, "warning"), link), " ")


def _marked(context: Context, entry: Entry, rule: int, text: str) -> Node:
    """A rule, with what may be wrong with it."""
    doubts = _doubts(entry, rule)
    return Phrase((Text(text), _warning(context, entry, doubts[0])), " ") if doubts else Text(text)


def _purposes(context: Context, entry: Entry) -> list[str]:
    found = [context.text(purpose["text"]) for purpose in entry.value.get("purposes", ())]
    for controller in entry.value.get("on_behalf_of", ()):
        found += [context.text(category) for category in controller.get("processing_categories", ())]
    return list(dict.fromkeys(found))


def _told(items: tuple[Node, ...]) -> Node:
    return items[0] if len(items) == 1 else Many(items)

"""What a new employee may do and must not: the records' own rules, purposes and measures, each said once.

A rule that several records state stands before the others, with a link to each of them. Called by `start`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ropa.chain import rows_of
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
            yield _sheet(scope.context, shown, recurring, "aktivitet")
        return
    for number, (label, entries) in enumerate(by_kind(scope.context, shown).items(), 1):
        title = f"{label} ({counted(scope.context, len(entries))})"
        yield Fold(title, (_sheet(scope.context, entries, recurring, f"aktivitet-{number}"),))


def _sheet(context: Context, entries: Sequence[Entry], recurring: frozenset[str], anchor: str) -> Sheet:
    return Sheet(context.kind_name("activity", plural=True), anchor, tuple(_card(context, entry, recurring) for entry in entries))


def _card(context: Context, entry: Entry, recurring: frozenset[str]) -> Card:
    """What an activity is called, the data that take more care, what they are for, and its own rules."""
    badges = [class_label(context, code) for code in classes_in(context, rows_of(entry)) if code != ORDINARY]
    if "until" in entry.value:
        badges.append(context.say("Ophørt {day}", day=texts.day(entry.value["until"], context.language)))
    lines = (Phrase(tuple(Text(badge, "badge") for badge in badges), " "),) if badges else ()
    rules = [context.text(rule) for rule in entry.value.get("guidance", ())]
    own = [rule for rule in rules if rule not in recurring]
    labels = context.says("Bruges kun til", "Sådan gør du")
    pairs = tuple(Pair(label, _told(items)) for label, items in zip(labels, (_purposes(context, entry), own), strict=True) if items)
    return Card(Link(context.name(entry), context.path_to("activity", entry.key)), lines, pairs)


def _purposes(context: Context, entry: Entry) -> list[str]:
    found = [context.text(purpose["text"]) for purpose in entry.value.get("purposes", ())]
    for controller in entry.value.get("on_behalf_of", ()):
        found += [context.text(category) for category in controller.get("processing_categories", ())]
    return list(dict.fromkeys(found))


def _told(items: Sequence[str]) -> Node:
    return Text(items[0]) if len(items) == 1 else Many(tuple(Text(item) for item in items))

"""What a new employee meets in the records: whose data of which kind, how long they are kept, who gets them.

Turns the activities of a scope into blocks without repeats: what several records say alike stands once, with a link
to each of them. Called by `start`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ropa.register import Entry
from ropa.register.lists import listed
from ropa.site import texts
from ropa.site.answers import shortened
from ropa.site.context import Context
from ropa.site.node import Link, Many, Node, Pair, Phrase, Text
from ropa.site.rows import class_label, classes_in, classes_of
from ropa.site.schedules import told
from ropa.site.scope import Scope, counted, department_names, given_to, role_names, rows_given
from ropa.site.urls import item_anchor
from ropa.site.view import Block, Fields, Fold, Lines, Row, Table

MOST_PEOPLE, MOST_DATA, MOST_LINKS, MOST_PROCESSORS = 6, 10, 6, 12
MOST_ROWS = 8
"""A longer table is folded away."""
ORDINARY = "ordinary"


def met_briefly(scope: Scope) -> Node | None:
    """Whose data and which, in a sentence."""
    context = scope.context
    people, data = (_names(context, kind, _by_use(scope, field)) for kind, field in _FIELDS)
    parts = [shortened(context, words, most) for words, most in ((people, 3), (data, 6)) if words]
    return Text(": ".join([parts[0], *map(texts.lowered, parts[1:])]) + ".") if parts else None


def protected_briefly(scope: Scope) -> Node | None:
    """The classes of data that take more care, each with how many activities have it."""
    found = protected(scope)
    parts = [f"{class_label(scope.context, code)} ({counted(scope.context, len(entries))})" for code, entries in found.items()]
    return Phrase(tuple(Text(part, "strong") for part in parts)) if parts else None


def protected(scope: Scope) -> Mapping[str, tuple[Entry, ...]]:
    """The activities with each class of data that is not ordinary, most of them first."""
    classes = {entry.key: classes_in(scope.context, scope.rows_met(entry)) for entry in scope.activities}
    codes = dict.fromkeys(code for found in classes.values() for code in found if code != ORDINARY)
    return {code: tuple(entry for entry in scope.activities if code in classes[entry.key]) for code in codes}


def met_blocks(scope: Scope) -> Iterator[Block]:
    """Whose data and which, with links, and the classes that take more care."""
    context = scope.context
    labels = context.says("Om hvem", "Hvad")
    pairs = [
        Pair(label, _linked(context, kind, _by_use(scope, field), most))
        for label, (kind, field), most in zip(labels, _FIELDS, (MOST_PEOPLE, MOST_DATA), strict=True)
        if _by_use(scope, field)
    ]
    if pairs:
        yield Fields(tuple(pairs))
    rows = tuple(_protected_row(scope, code, entries) for code, entries in protected(scope).items())
    if rows:
        yield Table(context.say("Pas særligt på dem her"), context.says("Klasse", "Hvad", "Hvor"), rows)


def _protected_row(scope: Scope, code: str, entries: Sequence[Entry]) -> Row:
    context = scope.context
    rows = (row for entry in entries for row in scope.rows_met(entry) if code in classes_of(context, row))
    categories = dict.fromkeys(key for row in rows for key in row.get("categories", ()))
    return Row(
        (
            Text(class_label(context, code)),
            _linked(context, "personal_data_category", tuple(categories), MOST_LINKS),
            _activities(context, entries),
        )
    )


def given_blocks(scope: Scope) -> Iterator[Block]:
    """What a department is given by activities that it is not in: which data, from where, and when."""
    context = scope.context
    rows = tuple(_given_row(context, entry, scope.department) for entry in scope.givers)
    if rows:
        yield Table(context.say("Det får I fra andre"), context.says("Hvorfra", "Hvad", "Pas særligt på", "Hvornår"), rows)


def _given_row(context: Context, entry: Entry, department: str) -> Row:
    rows = tuple(rows_given(entry, department))
    categories = tuple(dict.fromkeys(key for row in rows for key in row.get("categories", ())))
    classes = tuple(Text(class_label(context, code), "strong") for code in classes_in(context, rows) if code != ORDINARY)
    conditions = tuple(Text(words) for words in (_condition(context, item) for item in given_to(entry, department)) if words)
    return Row(
        (
            Link(context.name(entry), context.path_to("activity", entry.key)),
            _linked(context, "personal_data_category", categories, MOST_LINKS),
            Phrase(classes) if classes else None,
            _under_each_other(conditions) if conditions else None,
        )
    )


def retention_blocks(scope: Scope) -> Iterator[Block]:
    """One table: what, how long, and who deletes it where somebody says so."""
    context = scope.context
    groups: dict[tuple[str, str], list[Node]] = {}
    for entry in scope.activities:
        for schedule in entry.value.get("retention", ()):
            sentence = told(context, entry, schedule)
            if sentence:
                groups.setdefault((sentence, schedule.get("deleted_by_role", "")), []).append(_scheduled(context, entry, schedule))
    rows = tuple(Row((_under_each_other(found), _kept(scope, sentence, role))) for (sentence, role), found in groups.items())
    if rows:
        table = Table(context.say("Slettefrister"), context.says("Hvad", "Hvor længe"), rows)
        yield _folded(table, context.say("Vis alle slettefrister ({n})", n=len(rows)))


def _kept(scope: Scope, sentence: str, role: str) -> Node:
    if not role:
        return Text(sentence)
    who = role_names(scope.context, scope.organisation).get(role, role)
    return Phrase((Text(sentence), Text(scope.context.say("Sletter: {who}.", who=texts.lowered(who)), "strong")), " ")


def _scheduled(context: Context, entry: Entry, schedule: Mapping[str, Any]) -> Link:
    path = f"{context.path_to('activity', entry.key)}#{item_anchor('retention', schedule['id'])}"
    label = context.text(schedule["label"]) if "label" in schedule else ""
    return Link(context.name(entry), path, f"– {texts.lowered(label)}" if label else "")


def recipient_blocks(scope: Scope) -> Iterator[Block]:
    """Who outside gets data and on what condition, those who work for us, and who in the house."""
    context = scope.context
    ways: dict[str, list[tuple[str, Entry]]] = {}
    for entry in scope.activities:
        for item in listed(entry.value, "recipients"):
            ways.setdefault(item["party"], []).append((_condition(context, item), entry))
    columns = context.says("Hvem", "Hvornår og hvorfra")
    rows = [Row((Link(context.name_of("party", key), context.path_to("party", key)), _ways(context, found))) for key, found in ways.items()]
    if rows:
        table = Table(context.say("Uden for virksomheden"), columns, tuple(sorted(rows, key=_first_word)))
        yield _folded(table, context.say("Vis alle, der får oplysninger ({n})", n=len(rows)))
    processors = Counter(found.party for entry in scope.activities for found in context.processors[entry.key])
    if processors:
        keys = tuple(key for key, _ in processors.most_common())
        yield Lines((_linked(context, "party", keys, MOST_PROCESSORS),), label=context.say("Databehandlere arbejder for os og gør kun det, vi har bedt om (art. 28, stk. 3, litra a):"))
    inside = tuple(_inside_rows(scope))
    if inside:
        table = Table(context.say("I huset"), columns, tuple(sorted(inside, key=_first_word)))
        yield _folded(table, context.say("Vis, hvem i huset der får dem ({n})", n=len(inside)))


def _inside_rows(scope: Scope) -> Iterator[Row]:
    """The departments, roles and other activities that are given data."""
    context = scope.context
    departments = department_names(context, scope.organisation)
    roles = role_names(context, scope.organisation)
    ways: dict[tuple[str, str], list[tuple[str, Entry]]] = {}
    for entry in scope.activities:
        for item in listed(entry.value, "internal_recipients"):
            for kind in ("department", "role", "activity"):
                if kind in item:
                    ways.setdefault((kind, item[kind]), []).append((_condition(context, item), entry))
    for (kind, key), found in ways.items():
        names = {"department": departments, "role": roles}.get(kind)
        path = context.path_to("activity", key) if names is None else ""
        name = context.name_of("activity", key) if names is None else names.get(key, key)
        yield Row((Link(name, path) if path else Text(name), _ways(context, found)))


def _ways(context: Context, found: Sequence[tuple[str, Entry]]) -> Node:
    """The conditions, each with the activities that state it."""
    by_condition: dict[str, list[Node]] = {}
    for condition, entry in found:
        by_condition.setdefault(condition, []).append(Link(context.name(entry), context.path_to("activity", entry.key)))
    lines = [
        Phrase((Text(condition), Phrase((Text("("), Phrase(tuple(links)), Text(")")), "")), " ") if condition else Phrase(tuple(links))
        for condition, links in by_condition.items()
    ]
    return _under_each_other(lines)


def _condition(context: Context, item: Mapping[str, Any]) -> str:
    return context.text(item["condition"]).rstrip(".") if "condition" in item else ""


def _first_word(row: Row) -> str:
    first = row.cells[0]
    return first.text.lower() if isinstance(first, (Text, Link)) else ""


def _folded(table: Table, label: str) -> Block:
    return Fold(label, (table,)) if len(table.rows) > MOST_ROWS else table


def _under_each_other(nodes: Sequence[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else Many(tuple(nodes))


def _activities(context: Context, entries: Sequence[Entry]) -> Node:
    """Links to a few activities, or how many there are."""
    if len(entries) > MOST_LINKS:
        return Text(counted(context, len(entries)))
    return Phrase(tuple(Link(context.name(entry), context.path_to("activity", entry.key)) for entry in entries))


def _linked(context: Context, kind: str, keys: Sequence[str], most: int) -> Node:
    """Links to entries, and to the list where the rest of them stand."""
    links = [Link(context.name_of(kind, key), context.path_to(kind, key)) for key in keys[:most]]
    more = len(keys) - most
    if more > 0:
        links.append(Link(context.say("og 1 mere") if more == 1 else context.say("og {n} flere", n=more), context.index_path(kind)))
    return Phrase(tuple(links))


_FIELDS = (("data_subject_category", "data_subjects"), ("personal_data_category", "categories"))


def _by_use(scope: Scope, field: str) -> tuple[str, ...]:
    """The terms in a field of the rows, those that most activities have first."""
    uses: Counter[str] = Counter()
    for entry in scope.activities:
        uses.update(list(dict.fromkeys(key for row in scope.rows_met(entry) for key in row.get(field, ()))))
    return tuple(key for key, _ in uses.most_common())


def _names(context: Context, kind: str, keys: Iterable[str]) -> list[str]:
    return [context.name_of(kind, key) for key in keys]

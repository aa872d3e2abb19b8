"""The rows of an activity as a matrix: what about whom, from where, why and on which ground, where, how long.

Turns the rows into a table. What several rows leave open is one line above it, never a column of "not stated".
Source: GDPR Art. 30(1)(b), (c) and (f), Art. 6(1).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ropa.chain import rows_of
from ropa.gaps import is_unanswered
from ropa.register import Entry
from ropa.schema import Field, fields_of
from ropa.site import texts
from ropa.site.context import Context
from ropa.site.describe import Describer
from ropa.site.node import Group, Link, Many, Node, Pair, Phrase, Text
from ropa.site.rows import class_label, classes_of, row_name
from ropa.site.schedules import briefly, told
from ropa.site.urls import field_anchor, item_anchor
from ropa.site.view import Row, Table

COLUMNS = ("categories", "sources", "grounds", "systems", "retention")
"""The fields of a row that have a column; who the row is about stands with its name, the others below the row."""


def matrix_of(context: Context, entry: Entry) -> Table:
    """A line for each row, and a column for each question that some row answers."""
    row_field = fields_of("activity").fields["data"].items
    assert row_field is not None
    rows, role = rows_of(entry), entry.value["role"]
    shown = [name for name in COLUMNS if any(name in row for row in rows)]
    open_rows: dict[str, list[int]] = {}
    for name in COLUMNS:
        without = [n for n, row in enumerate(rows, 1) if _is_open(row_field.fields[name], row, role)]
        if len(without) > 1 or (without and name not in shown):
            open_rows[name] = without
    labels = tuple(context.label(row_field.fields[name].label) for name in shown)
    return Table(
        context.say("Hvilke oplysninger om hvem – hvorfra, hvorfor, hvor og hvor længe"),
        (context.say("Række"), *labels),
        tuple(_matrix_row(context, entry, row, index, shown, open_rows) for index, row in enumerate(rows)),
        tuple(_left_open(context, row_field.fields[name], found, len(rows)) for name, found in open_rows.items()),
        field_anchor("data"),
    )


def _is_open(field: Field, row: Mapping[str, Any], role: str) -> bool:
    """Whether a row of an activity of this role owes an answer; grounds answer when one names a legal basis."""
    if field.name != "grounds" or field.name not in row:
        return is_unanswered(field, row, role)
    assert field.items is not None
    return all(is_unanswered(field.items.fields["legal_basis"], ground, role) for ground in row["grounds"])


def _left_open(context: Context, field: Field, rows: Sequence[int], total: int) -> str:
    """What several rows leave open, in one line."""
    label = context.label(field.label)
    if len(rows) == total:
        return context.say("»{label}« er ikke oplyst for nogen række.", label=label)
    return context.say("»{label}« er ikke oplyst for række {n}.", label=label, n=texts.numbers(rows))


def _matrix_row(
    context: Context,
    entry: Entry,
    row: Mapping[str, Any],
    index: int,
    shown: Sequence[str],
    open_rows: Mapping[str, Sequence[int]],
) -> Row:
    describer = Describer(context, entry)
    row_field = fields_of("activity").fields["data"].items
    assert row_field is not None
    pointer = f"/data/{index}"
    people = (
        describer.field(row_field.fields["data_subjects"], row["data_subjects"], f"{pointer}/data_subjects", row)
        if "data_subjects" in row
        else Text(context.say("Personerne er ikke oplyst"), "missing")
    )
    name = Phrase((Text(str(index + 1), "number"), Text(row_name(context, row), "strong")), " ")
    cells = [
        _cell(describer, row_field.fields[name], row, f"{pointer}/{name}", index + 1 in open_rows.get(name, ()))
        for name in shown
    ]
    more = describer.pairs(row_field, row, pointer, without=("id", "label", "data_subjects", *COLUMNS))
    return Row(
        (Group((), Many((name, people) if people else (name,))), *cells),
        Group(more) if more else None,
        item_anchor("data", row["id"]),
    )


def _cell(describer: Describer, field: Field, row: Mapping[str, Any], pointer: str, is_told: bool) -> Node | None:
    """What a row answers to one question; that it owes the answer, unless that `is_told` already."""
    value = row.get(field.name)
    if value is None:
        is_owed = not is_told and _is_open(field, row, describer.entry.value["role"])
        return Text(describer.context.say("Ikke oplyst"), "missing") if is_owed else None
    if field.name == "grounds":
        return _grounds(describer, field, row, pointer, is_told)
    if field.name in CELLS:
        return CELLS[field.name](describer, field, row, pointer)
    return describer.field(field, value, pointer, row) or Text("")


def _categories(describer: Describer, field: Field, row: Mapping[str, Any], pointer: str) -> Node:
    """The data, and in words when a class of them is protected."""
    context = describer.context
    node = describer.field(field, row["categories"], pointer, row) or Text("")
    names = {context.name_of("personal_data_category", key).lower() for key in row["categories"]}
    labels = [class_label(context, code) for code in classes_of(context, row) if code != "ordinary"]
    badges = tuple(Text(label, "badge") for label in labels if label.lower() not in names)
    return Many((node, *badges)) if badges else node


def _grounds(describer: Describer, field: Field, row: Mapping[str, Any], pointer: str, is_told: bool) -> Node:
    """The purposes below the ground they share: basis, or that nobody has answered, and the special provisions."""
    assert field.items is not None
    unstated = None if is_told else Text(describer.context.say("Grundlag er ikke oplyst"), "missing")
    shared: dict[tuple[Node | None, tuple[Pair, ...]], list[Node]] = {}
    for index, ground in enumerate(row["grounds"]):
        place = f"{pointer}/{index}"
        basis: Node | None = unstated
        if "legal_basis" in ground:
            basis = describer.field(
                field.items.fields["legal_basis"], ground["legal_basis"], f"{place}/legal_basis", ground
            )
        more = describer.pairs(field.items, ground, place, without=("purpose", "legal_basis"))
        purpose = _purpose(describer, ground["purpose"]) if "purpose" in ground else Text("")
        shared.setdefault((basis, more), []).append(purpose)
    return Many(
        tuple(
            Group((Pair(describer.context.say("Til"), Phrase(tuple(purposes))), *more), basis)
            for (basis, more), purposes in shared.items()
        )
    )


def _purpose(describer: Describer, purpose_id: str) -> Node:
    """A purpose by its number, or in words when it is the only one."""
    context = describer.context
    purposes = describer.entry.value.get("purposes", ())
    ids = [purpose["id"] for purpose in purposes]
    if purpose_id not in ids:
        return Text(f"{purpose_id} ({context.say('findes ikke')})", "warning")
    index = ids.index(purpose_id)
    words = context.text(purposes[index]["text"])
    anchor = f"#{item_anchor('purposes', purpose_id)}"
    return Link(words, anchor) if len(ids) == 1 else Link(context.say("formål {n}", n=index + 1), anchor, hint=words)


def _row_schedules(describer: Describer, field: Field, row: Mapping[str, Any], pointer: str) -> Node:
    """Each schedule that the row follows, in a few words, once, and what it is limited to."""
    assert field.items is not None
    purposes: dict[str, list[Node]] = {}
    limits: dict[str, list[tuple[Pair, ...]]] = {}
    for index, use in enumerate(row["retention"]):
        pairs = describer.pairs(field.items, use, f"{pointer}/{index}", without=("schedule", "purpose"))
        limits.setdefault(use["schedule"], []).append(pairs)
        only = [_purpose(describer, use["purpose"])] if "purpose" in use else []
        purposes.setdefault(use["schedule"], []).extend(only)
    return Many(
        tuple(
            _follows(describer, schedule, purposes[schedule] if len(purposes[schedule]) == len(found) else (), found)
            for schedule, found in limits.items()
        )
    )


def _follows(
    describer: Describer, schedule: str, purposes: Sequence[Node], limits: Sequence[tuple[Pair, ...]]
) -> Node:
    """A schedule, the purposes that it is for when it is not for all, and its other limits."""
    link: Node = _schedule_link(describer, schedule)
    if purposes:
        link = Phrase((link, Phrase(tuple(dict.fromkeys(purposes)))), f" – {describer.context.say('kun')} ")
    together = _together(limits)
    return Group(together, link) if together else link


def _together(found: Sequence[tuple[Pair, ...]]) -> tuple[Pair, ...]:
    """Limits with the same label under one label; none at all when one use has no limit."""
    if not all(found):
        return ()
    nodes: dict[str, dict[Node, None]] = {}
    for pair in (pair for pairs in found for pair in pairs):
        nodes.setdefault(pair.label, {})[pair.node] = None
    return tuple(Pair(label, Many(tuple(some)) if len(some) > 1 else next(iter(some))) for label, some in nodes.items())


def _schedule_link(describer: Describer, schedule_id: str) -> Link:
    context, entry = describer.context, describer.entry
    anchor = f"#{item_anchor('retention', schedule_id)}"
    for schedule in entry.value.get("retention", ()):
        if schedule["id"] == schedule_id:
            name, whole = briefly(context, entry, schedule), told(context, entry, schedule)
            return Link(name, anchor, hint="" if whole == name else whole)
    return Link(schedule_id, anchor)


def _sources(describer: Describer, field: Field, row: Mapping[str, Any], pointer: str) -> Node:
    """Whom or what the data come from, each on a line, with how."""
    return Many(tuple(_source(describer, field, item, f"{pointer}/{i}") for i, item in enumerate(row["sources"])))


def _source(describer: Describer, sources: Field, source: Mapping[str, Any], pointer: str) -> Node:
    assert sources.items is not None
    nodes = [
        describer.field(field, source[name], f"{pointer}/{name}", source)
        for name, field in sources.items.fields.items()
        if name in source
    ]
    return Phrase(tuple(node for node in nodes if node is not None), ": ")


CELLS: Mapping[str, Callable[[Describer, Field, Mapping[str, Any], str], Node]] = {
    "categories": _categories,
    "retention": _row_schedules,
    "sources": _sources,
}
"""The columns that need more than the plain showing of a value."""

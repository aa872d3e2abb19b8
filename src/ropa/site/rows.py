"""The rows of an activity in words: what a row is called, which classes of data it holds, links to rows.

Called wherever a row is named: the matrix, references to rows, what points to an entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ropa.register import Entry
from ropa.schema import fields_of
from ropa.site import texts
from ropa.site.backlinks import RowUse
from ropa.site.context import Context
from ropa.site.node import Link, Many, Node
from ropa.site.urls import item_anchor


def row_name(context: Context, row: Mapping[str, Any]) -> str:
    """What a row is called: its own label, else whose data of which class it holds, else its id."""
    if "label" in row:
        return context.text(row["label"])
    people = [context.name_of("data_subject_category", key) for key in row.get("data_subjects", ())]
    if not people:
        return str(row["id"])
    name = texts.joined(people[:1] + [texts.lowered(person) for person in people[1:]], context.language)
    classes = [class_label(context, code) for code in classes_of(context, row) if code != "ordinary"]
    return f"{name} – {', '.join(classes)}" if classes else name


def classes_of(context: Context, row: Mapping[str, Any]) -> tuple[str, ...]:
    """The classes of the data in a row, most protected last; what the row says itself decides."""
    if "class_here" in row:
        return (row["class_here"],)
    terms = (context.register.get("personal_data_category", key) for key in row.get("categories", ()))
    found = {str(term.value["class"]) for term in terms if term is not None}
    return tuple(code for code in fields_of("personal_data_category").fields["class"].choices if code in found)


def classes_in(context: Context, rows: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """The classes of the data in several rows, most protected last."""
    found = {code for row in rows for code in classes_of(context, row)}
    return tuple(code for code in fields_of("personal_data_category").fields["class"].choices if code in found)


def class_label(context: Context, code: str) -> str:
    """What a class of data is called."""
    return context.label(fields_of("personal_data_category").fields["class"].choices[code])


def row_links(context: Context, entry: Entry, scope: Sequence[RowUse], path: str = "") -> Node:
    """Links to rows of an entry, each with the data that it is narrowed to; `path` is the entry's page."""
    rows = {row["id"]: row for row in entry.value.get("data", ()) if isinstance(row, dict)}
    found: list[Node] = []
    for use in scope:
        names = [texts.lowered(context.name_of("personal_data_category", key)) for key in use.categories]
        note = context.say("kun {categories}", categories=texts.joined(names, context.language)) if names else ""
        name = row_name(context, rows[use.row]) if use.row in rows else use.row
        found.append(Link(name, f"{path}#{item_anchor('data', use.row)}", f"({note})" if note else ""))
    return found[0] if len(found) == 1 else Many(tuple(found))

"""The drawing of an activity's data flow, with the rows on each line, and the same as sentences.

Turns the boxes and lines of `way` into a figure: only the columns that hold something, lines labelled with the
numbers that the rows have in the matrix, and a legend of those numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ropa.chain import rows_of
from ropa.register import Entry
from ropa.site import texts
from ropa.site.context import Context
from ropa.site.drawing import Box, draw
from ropa.site.node import Link, Node, Phrase, Text
from ropa.site.rows import row_name
from ropa.site.urls import item_anchor
from ropa.site.view import Figure
from ropa.site.way import CENTRE, UNSTATED, Way, way_of


def flow_of(context: Context, activity: Entry) -> Figure | None:
    """The drawing of an activity's data flow; None when the record says nothing that could be drawn."""
    way = way_of(context, activity)
    if len(way.boxes) < 2:
        return None
    numbers = {row["id"]: number for number, row in enumerate(rows_of(activity), 1)}
    headings = context.says(
        "Personer og kilder", "Aktivitet", "Systemer", "Hvem får dem", "Underdatabehandlere", "Lande"
    )
    used = [number for number in range(len(headings)) if any(box.column == number for box in way.boxes.values())]
    boxes = [replace(box, column=used.index(box.column)) for box in way.boxes.values()]
    has_rows = len(numbers) > 1
    labels = {line: _label(context, rows, numbers) if has_rows else "" for line, rows in way.lines.items()}
    is_unstated = has_rows and not all(labels.values())
    return Figure(
        drawing=draw([headings[number] for number in used], boxes, labels),
        title=context.say("Oplysningernes vej i {activity}", activity=context.name(activity)),
        description=context.say("Tegningen læses fra venstre mod højre. Det samme står som liste under tegningen."),
        lines=tuple(_line(context, way, line, numbers) for line in _sorted_lines(way)),
        legend=_legend(context, activity, is_unstated) if has_rows else None,
    )


def _label(context: Context, rows: Iterable[str], numbers: Mapping[str, int]) -> str:
    """The rows of a line by their numbers: "1–3, 5", "alle"; "" when the record names none."""
    named = sorted(numbers[row] for row in rows if row in numbers)
    if len(named) == len(numbers):
        return context.say("alle")
    shown = texts.numbers(named)
    return context.say("{n} m.m.", n=shown) if named and UNSTATED in rows else shown


def _legend(context: Context, activity: Entry, is_unstated: bool) -> Node:
    """What the numbers on the lines mean, and a line without one."""
    rows = tuple(
        Phrase((Text(str(number), "number"), Link(row_name(context, row), f"#{item_anchor('data', row['id'])}")), " ")
        for number, row in enumerate(rows_of(activity), 1)
    )
    intro = Text(context.say("Tallene er rækkerne:"))
    unknown = (Text(context.say("Hvor en linje intet tal har, siger posten ikke, hvilke rækker det er.")),)
    return Phrase((*(unknown if is_unstated else ()), intro, *rows), " ")


def _sorted_lines(way: Way) -> list[tuple[str, str]]:
    """The lines from left to right, else in the order that they were found."""
    return sorted(way.lines, key=lambda line: (way.boxes[line[0]].column, way.boxes[line[1]].column))


def _line(context: Context, way: Way, line: tuple[str, str], numbers: Mapping[str, int]) -> Node:
    start, end = (way.boxes[box_id] for box_id in line)
    ends = Phrase((_end(start), _end(end)), " → ")
    if len(numbers) < 2:
        return ends
    rows = way.lines[line]
    named = _label(context, rows, numbers)
    if not named:
        return Phrase((ends, Text(context.say("uvist hvilke rækker"))), " – ")
    words = context.say("alle rækker") if named == context.say("alle") else context.say("række {n}", n=named)
    return Phrase((ends, Text(words)), " – ")


def _end(box: Box) -> Link | Text:
    text = f"{box.text} ({box.note})" if box.note else box.text
    return Link(text, box.path) if box.path and box.id != CENTRE else Text(text)

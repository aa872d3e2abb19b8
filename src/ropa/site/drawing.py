"""Lays out a layered drawing: boxes in columns and labelled lines between them, with every coordinate decided here.

Turns boxes and lines into positions that a template can write as SVG. Pure Python and deterministic. A line that
passes a column on its way takes a lane in that column, so that no line runs through a box it has nothing to do with.
Each line enters its box at a place of its own. Its label stands where it leaves, or, when several leave there, where it
enters, so that no two labels meet.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

BOX_WIDTH = 144
NARROWEST_GAP = 28
ROW_GAP = 14
LINE_HEIGHT = 17
PADDING = 9
HEADING = 30
MARGIN = 4
LANE_HEIGHT = 12
PORT_HEIGHT = 17
"""The room that a label needs where its line enters a box."""
CHARACTER_WIDTH = 6.4
"""The room for one character of a label at 12 pixels: digits, commas and dashes."""
CHARACTERS_A_LINE = 18
"""What fits into a box at 13 pixels; a longer word is broken."""
SWEEPS = 6


End = Literal["start", "end"]


@dataclass(frozen=True, slots=True)
class Box:
    """Something to draw: its id, column, text, a second line in smaller type, style and address."""

    id: str
    column: int
    text: str
    note: str = ""
    style: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A box with its place; `lines` and `notes` are wrapped, each with the y of its baseline."""

    box: Box
    x: float
    y: float
    height: float
    lines: tuple[tuple[str, float], ...]
    notes: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Label:
    """What stands on a line: before (x, y) where the line enters its box, after it where it leaves one."""

    x: float
    y: float
    text: str
    anchor: End


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole drawing in pixels. `headings` are (x, text); `curves` are SVG path data."""

    width: int
    height: int
    headings: tuple[tuple[float, str], ...]
    boxes: tuple[Placed, ...]
    curves: tuple[str, ...]
    labels: tuple[Label, ...]
    box_width: int = BOX_WIDTH


@dataclass(slots=True)
class _Cell:
    """A box, or a lane when `box` is None, while its place is sought. `ports` are the heights of what enters it."""

    id: str
    column: int
    box: Box | None
    height: float
    x: float = 0.0
    y: float = 0.0
    ports: dict[str, float] = field(default_factory=dict)


Lines = Mapping[tuple[str, str], str]
"""Lines from one box to another, by their ids, with what stands on each."""


def draw(headings: Sequence[str], boxes: Sequence[Box], lines: Lines) -> Drawing:
    """The drawing of `boxes` under one heading for each column; every line goes from left to right."""
    cells = {box.id: _Cell(box.id, box.column, box, _height(box)) for box in boxes}
    links = _split_at_columns(cells, lines)
    columns = [[cell for cell in cells.values() if cell.column == number] for number in range(len(headings))]
    _make_room(cells, links)
    _order(columns, list(links))
    lefts = _lefts(len(headings), cells, links)
    height = _stack(columns, lefts)
    _enter(cells, links)
    return Drawing(
        width=round(lefts[-1] + BOX_WIDTH + MARGIN),
        height=round(height + MARGIN),
        headings=tuple(zip(lefts, headings, strict=True)),
        boxes=tuple(_place(cell.box, cell) for column in columns for cell in column if cell.box),
        curves=tuple([_curve(cells[a], cells[b]) for a, b in links] + _lanes(columns)),
        labels=tuple(_labels(cells, links)),
    )


def _split_at_columns(cells: dict[str, _Cell], lines: Lines) -> dict[tuple[str, str], str]:
    """The lines as steps from one column to the next, the label on the last; a lane for each start and column."""
    links: dict[tuple[str, str], str] = {}
    for (start, end), text in lines.items():
        previous = start
        for column in range(cells[start].column + 1, cells[end].column):
            lane = f"{start} past {column}"
            cells.setdefault(lane, _Cell(lane, column, None, LANE_HEIGHT))
            links[previous, lane] = ""
            previous = lane
        links[previous, end] = text
    return links


def _make_room(cells: Mapping[str, _Cell], links: Lines) -> None:
    """Makes each box high enough for all that enters it."""
    for cell in cells.values():
        if cell.box is not None:
            cell.height = max(cell.height, PORT_HEIGHT * sum(end == cell.id for _, end in links))


def _ends(cells: Mapping[str, _Cell], links: Lines) -> dict[tuple[str, str], End]:
    """For each label the end of its line that it stands at: the start, unless several lines leave there."""
    leaving = Counter(start for start, _ in links)
    return {
        (a, b): "start" if cells[a].box is not None and leaving[a] == 1 else "end"
        for (a, b), text in links.items()
        if text
    }


def _lefts(number: int, cells: Mapping[str, _Cell], links: Lines) -> list[float]:
    """Where each column begins: as far from the last as the longest labels at both ends between them need."""
    longest = Counter[tuple[int, End]]()
    for link, end in _ends(cells, links).items():
        column = cells[link[1]].column
        longest[column, end] = max(longest[column, end], len(links[link]))
    lefts: list[float] = [MARGIN]
    for column in range(1, number):
        characters = longest[column, "start"] + longest[column, "end"]
        lefts.append(lefts[-1] + BOX_WIDTH + max(NARROWEST_GAP, round(characters * CHARACTER_WIDTH) + 12))
    return lefts


def _order(columns: list[list[_Cell]], links: Sequence[tuple[str, str]]) -> None:
    """Sorts each column by where its neighbours are (barycentre), to and fro; ties keep their order."""
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        for index in range(1, len(columns)) if forward else range(len(columns) - 2, -1, -1):
            fixed = {cell.id: rank for rank, cell in enumerate(columns[index - 1 if forward else index + 1])}
            ranks = {cell.id: _mean_rank(cell.id, fixed, links) for cell in columns[index]}
            columns[index].sort(key=lambda cell: ranks[cell.id])


def _mean_rank(cell_id: str, fixed: Mapping[str, int], links: Sequence[tuple[str, str]]) -> float:
    ranks = [
        fixed[b if a == cell_id else a] for a, b in links if cell_id in (a, b) and (b if a == cell_id else a) in fixed
    ]
    return sum(ranks) / len(ranks) if ranks else float(len(fixed))


def _stack(columns: list[list[_Cell]], lefts: Sequence[float]) -> float:
    """Gives each cell its place, every column centred on the tallest; the height of all."""
    heights = [sum(cell.height for cell in column) + ROW_GAP * (len(column) - 1) for column in columns]
    tallest = max(heights)
    for column, height, left in zip(columns, heights, lefts, strict=True):
        y = HEADING + (tallest - height) / 2
        for cell in column:
            cell.x, cell.y = left, y
            y += cell.height + ROW_GAP
    return HEADING + tallest


def _enter(cells: Mapping[str, _Cell], links: Lines) -> None:
    """Gives each line its own place on the side of the box that it enters, in the order that the lines come."""
    for cell in cells.values():
        starts = sorted((a for a, b in links if b == cell.id), key=lambda start: (_middle(cells[start]), start))
        for number, start in enumerate(starts):
            cell.ports[start] = cell.y + cell.height * (number + 0.5) / len(starts)


def _place(box: Box, cell: _Cell) -> Placed:
    texts, notes = _wrapped(box.text), _wrapped(box.note)
    free = cell.height - _height(box)
    first = cell.y + free / 2 + PADDING + LINE_HEIGHT - 4
    lines = tuple((line, first + index * LINE_HEIGHT) for index, line in enumerate(texts))
    below = tuple((line, first + (len(texts) + index) * LINE_HEIGHT) for index, line in enumerate(notes))
    return Placed(box, cell.x, cell.y, cell.height, lines, below)


def _lanes(columns: list[list[_Cell]]) -> list[str]:
    """The straight pieces that carry lines past a column."""
    return [
        f"M{cell.x:g} {_middle(cell):g}H{cell.x + BOX_WIDTH:g}"
        for column in columns
        for cell in column
        if cell.box is None
    ]


def _curve(start: _Cell, end: _Cell) -> str:
    x1, y1, x2, y2 = start.x + BOX_WIDTH, _middle(start), end.x, end.ports[start.id]
    half = (x1 + x2) / 2
    return f"M{x1:g} {y1:g}C{half:g} {y1:g} {half:g} {y2:g} {x2:g} {y2:g}"


def _labels(cells: Mapping[str, _Cell], links: Lines) -> Iterator[Label]:
    for (a, b), end in _ends(cells, links).items():
        if end == "start":
            yield Label(cells[a].x + BOX_WIDTH + 4, _middle(cells[a]) - 3, links[a, b], end)
        else:
            yield Label(cells[b].x - 4, cells[b].ports[a] - 3, links[a, b], end)


def _height(box: Box) -> float:
    return (len(_wrapped(box.text)) + len(_wrapped(box.note))) * LINE_HEIGHT + 2 * PADDING


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, CHARACTERS_A_LINE)


def _middle(cell: _Cell) -> float:
    return cell.y + cell.height / 2

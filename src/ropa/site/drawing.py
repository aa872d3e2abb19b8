"""Lays out a layered drawing: boxes in columns and lines between them, with every coordinate decided here.

Turns boxes and lines into positions that a template can write as SVG. Pure Python and deterministic. A line that
passes a column on its way takes a lane in that column, so that no line runs through a box it has nothing to do with.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

BOX_WIDTH = 152
COLUMN_GAP = 40
ROW_GAP = 14
LINE_HEIGHT = 17
PADDING = 9
HEADING = 30
MARGIN = 4
LANE_HEIGHT = 12
CHARACTERS_A_LINE = 19
"""What fits into a box at 13 pixels; a longer word is broken."""
SWEEPS = 6


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
class Drawing:
    """A whole drawing in pixels. `headings` are (x, text); `curves` are SVG path data."""

    width: int
    height: int
    headings: tuple[tuple[float, str], ...]
    boxes: tuple[Placed, ...]
    curves: tuple[str, ...]
    box_width: int = BOX_WIDTH


@dataclass(slots=True)
class _Cell:
    """A box, or a lane when `box` is None, while its place in the column is sought."""

    id: str
    column: int
    box: Box | None
    height: float
    y: float = 0.0


def draw(headings: Sequence[str], boxes: Sequence[Box], lines: Sequence[tuple[str, str]]) -> Drawing:
    """The drawing of `boxes` under one heading for each column; `lines` are pairs of ids, drawn left to right."""
    cells = {box.id: _Cell(box.id, box.column, box, _height(box)) for box in boxes}
    links = _split_at_columns(cells, dict.fromkeys(lines))
    columns = [[cell for cell in cells.values() if cell.column == number] for number in range(len(headings))]
    _order(columns, links)
    height = _stack(columns)
    return Drawing(
        width=len(headings) * BOX_WIDTH + (len(headings) - 1) * COLUMN_GAP + 2 * MARGIN,
        height=round(height + MARGIN),
        headings=tuple((_x(number), heading) for number, heading in enumerate(headings)),
        boxes=tuple(_place(cell.box, cell) for column in columns for cell in column if cell.box),
        curves=tuple([_curve(cells[a], cells[b]) for a, b in links] + _lanes(columns)),
    )


def _split_at_columns(cells: dict[str, _Cell], lines: Mapping[tuple[str, str], None]) -> list[tuple[str, str]]:
    """The lines as steps from one column to the next; lanes are added to `cells`, one for each start and column."""
    links: dict[tuple[str, str], None] = {}
    for start, end in lines:
        previous = start
        for column in range(cells[start].column + 1, cells[end].column):
            lane = f"{start} past {column}"
            cells.setdefault(lane, _Cell(lane, column, None, LANE_HEIGHT))
            links[previous, lane] = None
            previous = lane
        links[previous, end] = None
    return list(links)


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


def _stack(columns: list[list[_Cell]]) -> float:
    """Gives each cell its y, every column centred on the tallest; the height of all."""
    heights = [sum(cell.height for cell in column) + ROW_GAP * (len(column) - 1) for column in columns]
    tallest = max(heights)
    for column, height in zip(columns, heights, strict=True):
        y = HEADING + (tallest - height) / 2
        for cell in column:
            cell.y = y
            y += cell.height + ROW_GAP
    return HEADING + tallest


def _place(box: Box, cell: _Cell) -> Placed:
    texts, notes = _wrapped(box.text), _wrapped(box.note)
    first = cell.y + PADDING + LINE_HEIGHT - 4
    lines = tuple((line, first + index * LINE_HEIGHT) for index, line in enumerate(texts))
    below = tuple((line, first + (len(texts) + index) * LINE_HEIGHT) for index, line in enumerate(notes))
    return Placed(box, _x(box.column), cell.y, cell.height, lines, below)


def _lanes(columns: list[list[_Cell]]) -> list[str]:
    """The straight pieces that carry lines past a column."""
    return [
        f"M{_x(cell.column):g} {_middle(cell):g}H{_x(cell.column) + BOX_WIDTH:g}"
        for column in columns
        for cell in column
        if cell.box is None
    ]


def _curve(start: _Cell, end: _Cell) -> str:
    x1, y1, x2, y2 = _x(start.column) + BOX_WIDTH, _middle(start), _x(end.column), _middle(end)
    half = (x1 + x2) / 2
    return f"M{x1:g} {y1:g}C{half:g} {y1:g} {half:g} {y2:g} {x2:g} {y2:g}"


def _height(box: Box) -> float:
    return (len(_wrapped(box.text)) + len(_wrapped(box.note))) * LINE_HEIGHT + 2 * PADDING


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, CHARACTERS_A_LINE)


def _middle(cell: _Cell) -> float:
    return cell.y + cell.height / 2


def _x(column: int) -> float:
    return MARGIN + column * (BOX_WIDTH + COLUMN_GAP)

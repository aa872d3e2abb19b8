"""Lays out a layered drawing: boxes in columns and labelled lines between them, with every coordinate decided here.

Turns boxes and lines into positions that a template can write as SVG. Pure Python and deterministic. A line that
passes a column on its way takes a lane in that column, so that no line runs through a box it has nothing to do with.
Each line enters its box at a place of its own. The labels between two columns stand where lines leave, or, when several
leave one box, where they enter. Lines bend beside the labels only, so that none runs through one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ropa.site.lettering import PADDING, width_for, wrapped

BEND = 22
"""The room between two columns in which lines bend."""
ROW_GAP = 14
LINE_HEIGHT = 17
HEADING = 30
MARGIN = 4
LANE_HEIGHT = 12
PORT_HEIGHT = 17
"""The room that a label needs where its line enters a box."""
LABEL_WIDTH = 6.4
"""The room for one character of a label at 12 pixels: digits, commas and dashes."""
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
    width: float
    height: float
    lines: tuple[tuple[str, float], ...]
    notes: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Label:
    """What stands on a line: before (x, y) where the line enters its box, after it where the line leaves one."""

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


@dataclass(slots=True)
class _Cell:
    """A box, or a lane when `box` is None, while its place is sought. `ports` are the heights of what enters it."""

    id: str
    column: int
    box: Box | None
    height: float
    y: float = 0.0
    ports: dict[str, float] = field(default_factory=dict)

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class _Column:
    """A column from left to right. Lines run straight from `straight_from` to `left`, and from `right` to `bend_from`."""

    straight_from: float
    left: float
    right: float
    bend_from: float


Lines = Mapping[tuple[str, str], str]
"""Lines from one box to another, by their ids, with what stands on each."""


def draw(headings: Sequence[str], boxes: Sequence[Box], lines: Lines) -> Drawing:
    """The drawing of `boxes` under one heading for each column; every line goes from left to right."""
    widths = [
        width_for(text for box in boxes if box.column == number for text in (box.text, box.note))
        for number in range(len(headings))
    ]
    cells = {box.id: _Cell(box.id, box.column, box, _height(box, widths[box.column])) for box in boxes}
    links = _split_at_columns(cells, lines)
    columns = [[cell for cell in cells.values() if cell.column == number] for number in range(len(headings))]
    _make_room(cells, links)
    _order(columns, list(links))
    places = _places(widths, cells, links)
    height = _stack(columns, list(links))
    _enter(cells, links)
    return Drawing(
        width=round(places[-1].right + MARGIN),
        height=round(height + MARGIN),
        headings=tuple((place.left, heading) for place, heading in zip(places, headings, strict=True)),
        boxes=tuple(_place(cell.box, cell, places) for column in columns for cell in column if cell.box),
        curves=tuple([_curve(cells[a], cells[b], places) for a, b in links] + _lanes(columns, places)),
        labels=tuple(_labels(cells, links, places)),
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
    """For each label the end of its line that it stands at: the start, where all between two columns leave alone."""
    leaving = Counter(start for start, _ in links)
    labelled = [link for link, text in links.items() if text]
    shared = {cells[b].column for a, b in labelled if cells[a].box is None or leaving[a] > 1}
    return {link: "end" if cells[link[1]].column in shared else "start" for link in labelled}


def _places(widths: Sequence[float], cells: Mapping[str, _Cell], links: Lines) -> list[_Column]:
    """Where each column is: as far from the last as the longest labels at both ends between them and the bends need."""
    room = Counter[tuple[int, End]]()
    for link, end in _ends(cells, links).items():
        column = cells[link[1]].column
        room[column, end] = max(room[column, end], round(len(links[link]) * LABEL_WIDTH) + 4)
    places: list[_Column] = []
    straight_from = left = float(MARGIN)
    for column, width in enumerate(widths):
        right = left + width
        bend_from = right + room[column + 1, "start"]
        places.append(_Column(straight_from, left, right, bend_from))
        straight_from = bend_from + BEND
        left = straight_from + room[column + 1, "end"]
    return places


def _order(columns: list[list[_Cell]], links: Sequence[tuple[str, str]]) -> None:
    """Sorts each column by where its neighbours are (barycentre), to and fro; ties keep their order."""
    near = _neighbours(links)
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        for index in range(1, len(columns)) if forward else range(len(columns) - 2, -1, -1):
            fixed = {cell.id: rank for rank, cell in enumerate(columns[index - 1 if forward else index + 1])}
            ranks = {cell.id: _mean(near[cell.id], fixed, len(fixed)) for cell in columns[index]}
            columns[index].sort(key=lambda cell: ranks[cell.id])


def _neighbours(links: Sequence[tuple[str, str]]) -> Mapping[str, Sequence[str]]:
    """The cells that lines lead to and from, by cell."""
    found: dict[str, list[str]] = defaultdict(list)
    for start, end in links:
        found[start].append(end)
        found[end].append(start)
    return found


def _mean(neighbours: Sequence[str], values: Mapping[str, float], otherwise: float) -> float:
    """The mean of what a cell's neighbours have."""
    found = [values[neighbour] for neighbour in neighbours if neighbour in values]
    return sum(found) / len(found) if found else otherwise


def _stack(columns: list[list[_Cell]], links: Sequence[tuple[str, str]]) -> float:
    """Gives each cell its height on the page: the tallest column first, the others level with it; the height of all."""
    heights = [sum(cell.height for cell in column) + ROW_GAP * (len(column) - 1) for column in columns]
    bottom = HEADING + max(heights)
    tallest = heights.index(max(heights))
    near = _neighbours(links)
    for number in (tallest, *range(tallest - 1, -1, -1), *range(tallest + 1, len(columns))):
        beside = columns[number + (number < tallest) - (number > tallest)]
        middles = {cell.id: cell.middle for cell in beside} if number != tallest else {}
        for cell in columns[number]:
            cell.y = _mean(near[cell.id], middles, (HEADING + bottom) / 2) - cell.height / 2
        _keep_apart(columns[number], bottom)
    return bottom


def _keep_apart(column: Sequence[_Cell], bottom: float) -> None:
    """Moves cells down where they touch the one above, then up where they leave the page."""
    floor = float(HEADING)
    for cell in column:
        cell.y = max(cell.y, floor)
        floor = cell.y + cell.height + ROW_GAP
    ceiling = bottom
    for cell in reversed(column):
        cell.y = min(cell.y, ceiling - cell.height)
        ceiling = cell.y - ROW_GAP


def _enter(cells: Mapping[str, _Cell], links: Lines) -> None:
    """Gives each line its own place on the side of the box that it enters, in the order that the lines come."""
    for cell in cells.values():
        starts = sorted((a for a, b in links if b == cell.id), key=lambda start: (cells[start].middle, start))
        for number, start in enumerate(starts):
            cell.ports[start] = cell.y + cell.height * (number + 0.5) / len(starts)


def _place(box: Box, cell: _Cell, places: Sequence[_Column]) -> Placed:
    place = places[cell.column]
    width = place.right - place.left
    texts, notes = wrapped(box.text, width), wrapped(box.note, width)
    first = cell.y + (cell.height - _height(box, width)) / 2 + PADDING + LINE_HEIGHT - 4
    lines = tuple((line, first + index * LINE_HEIGHT) for index, line in enumerate(texts))
    below = tuple((line, first + (len(texts) + index) * LINE_HEIGHT) for index, line in enumerate(notes))
    return Placed(box, place.left, cell.y, width, cell.height, lines, below)


def _lanes(columns: list[list[_Cell]], places: Sequence[_Column]) -> list[str]:
    """The straight pieces that carry lines past a column."""
    return [
        f"M{places[cell.column].left:g} {cell.middle:g}H{places[cell.column].right:g}"
        for column in columns
        for cell in column
        if cell.box is None
    ]


def _curve(start: _Cell, end: _Cell, places: Sequence[_Column]) -> str:
    """Straight past the labels at its start, bending, straight past those at its end."""
    leaves, enters = places[start.column], places[end.column]
    y1, y2 = start.middle, end.ports[start.id]
    x1, x2 = leaves.bend_from, enters.straight_from
    half = (x1 + x2) / 2
    return f"M{leaves.right:g} {y1:g}L{x1:g} {y1:g}C{half:g} {y1:g} {half:g} {y2:g} {x2:g} {y2:g}L{enters.left:g} {y2:g}"


def _labels(cells: Mapping[str, _Cell], links: Lines, places: Sequence[_Column]) -> Iterator[Label]:
    for (a, b), end in _ends(cells, links).items():
        if end == "start":
            yield Label(places[cells[a].column].right + 4, cells[a].middle - 4, links[a, b], end)
        else:
            yield Label(places[cells[b].column].left - 4, cells[b].ports[a] - 4, links[a, b], end)


def _height(box: Box, width: float) -> float:
    return (len(wrapped(box.text, width)) + len(wrapped(box.note, width))) * LINE_HEIGHT + 2 * PADDING

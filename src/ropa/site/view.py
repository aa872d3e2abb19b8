"""What a page shows, as plain data: blocks of nodes, sections, and the whole (`View`).

Built by the modules of one page each, read by the templates. Every string here is the reader's text as it is;
templates escape it. Nothing here knows HTML, MkDocs or the file system.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, Union

from ropa.site.aids import BreachForm, Clock, Glossary, Quiz, SignSheet
from ropa.site.drawing import Drawing
from ropa.site.node import Group, Link, Node, Pair


@dataclass(frozen=True, slots=True)
class Missing:
    """A field that nobody has answered: its label and the article that asks for it."""

    label: str
    article: str


@dataclass(frozen=True, slots=True)
class Fields:
    """The answered fields of a section, and on one line those that are not."""

    kind: ClassVar[str] = "fields"
    pairs: tuple[Pair, ...]
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """What a row can be chosen by: the name of a facet, and its values with a space between them."""

    name: str
    values: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `more` is shown below its cells, over the whole width, `marks` are for a filter."""

    cells: tuple[Node | None, ...]
    more: Group | None = None
    anchor: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first column names the row. `notes` are lines above it."""

    kind: ClassVar[str] = "table"
    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a facet, and how many rows have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """One question that rows can be chosen by."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """Chooses among the rows of the tables in the same section; `things` is what the rows are, `total` how many."""

    kind: ClassVar[str] = "filter"
    facets: tuple[Facet, ...]
    things: str
    total: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """Items as cards below a label, each a group with a title; `lines` stand above the group's pairs."""

    kind: ClassVar[str] = "sheet"
    label: str
    anchor: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One item of a sheet."""

    title: Node | None
    lines: tuple[Node, ...]
    pairs: tuple[Pair, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """Nodes, each a paragraph, or a list when `is_list`."""

    kind: ClassVar[str] = "lines"
    items: tuple[Node, ...]
    is_list: bool = False
    label: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A box that asks for attention. `title` says it in words; colour never says it alone."""

    kind: ClassVar[str] = "notice"
    title: str
    lines: tuple[Node, ...]
    style: Literal["draft", "error", "info"] = "info"


@dataclass(frozen=True, slots=True)
class Task:
    """Something a reader comes to do, with where to go."""

    title: str
    text: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Tasks:
    """The tasks of the front page."""

    kind: ClassVar[str] = "tasks"
    items: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing, what it shows in one sentence, the same as lines of text, and what its labels mean."""

    kind: ClassVar[str] = "figure"
    drawing: Drawing
    title: str
    description: str
    lines: tuple[Node, ...]
    legend: Node | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """What is found in one place or several: severity in words, sentence, advice.

    `rule` is the address of the page about the code, and `title` what the rule is called; "" when it has no page.
    """

    severity: str
    label: str
    code: str
    message: str
    hint: str
    file: str
    places: tuple[Place, ...]
    edit_url: str = ""
    rule: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is found: the line's number, the part of the record that a page shows, the line itself.

    `message` is what is found there, when each place has its own.
    """

    line: int
    about: Link | None = None
    message: str = ""
    excerpt: Excerpt | None = None


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line of a file with marks under what a finding is about."""

    number: int
    line: str
    marks: str


@dataclass(frozen=True, slots=True)
class Points:
    """Findings under each other, below a heading when they concern one record among several."""

    kind: ClassVar[str] = "points"
    items: tuple[Point, ...]
    heading: Link | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A piece of a file as it is written; `label` says of what, `notes` stand above it, `title` is the heading it belongs under."""

    kind: ClassVar[str] = "code"
    label: str
    text: str
    notes: tuple[str, ...]
    title: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A document's headings, one within the other, with what rests on each."""

    kind: ClassVar[str] = "outline"
    items: tuple[OutlineItem, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A heading of a document; `uses` is what rests on it, by kind, and `is_unused` whether that is nothing at all."""

    title: str
    anchor: str
    claims: tuple[Group, ...]
    uses: tuple[Pair, ...]
    is_unused: bool = False
    below: tuple[OutlineItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Fold:
    """Blocks that are folded away below a line that says what they are."""

    kind: ClassVar[str] = "fold"
    label: str
    blocks: tuple[Block, ...]
    anchor: str = ""


Block = Union[Fields, Table, Filter, Sheet, Lines, Notice, Tasks, Figure, Points, Code, Outline, Fold, SignSheet, Glossary, Clock, BreachForm, Quiz]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the page and what stands below it."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to tell about a mistake: whose contact it is and how to reach it."""

    name: str
    label: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class View:
    """A whole page. `file` is the record it shows, relative to the register's folder.

    `ways` lead a new employee on from it, below its first lines.
    """

    path: str
    title: str
    description: str
    sections: tuple[Section, ...]
    kicker: str = ""
    crumbs: tuple[Link, ...] = ()
    badges: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    lead: str = ""
    summary: Fields | None = None
    contacts: tuple[Contact, ...] = ()
    file: str = ""
    short_title: str = ""
    ways: tuple[Link, ...] = ()

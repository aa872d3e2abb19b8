"""A value as a page shows it, as plain data: text, links, and these in lines, lists and labelled groups.

Built by `describe` and the modules of one page each, written as HTML by `markup`, which escapes every text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, Union

Style = Literal["", "missing", "code", "badge", "warning", "quiet", "strong", "sentence", "number"]


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text."""

    kind: ClassVar[str] = "text"
    text: str
    style: Style = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an address of the site; `note` is text after it, `hint` says in full what a short link text means."""

    kind: ClassVar[str] = "link"
    text: str
    path: str
    note: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """A telephone number or an e-mail address: a reader can tap it when it is written as one."""

    kind: ClassVar[str] = "address"
    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Nodes on one line, with `separator` between them."""

    kind: ClassVar[str] = "phrase"
    parts: tuple[Node, ...]
    separator: str = ", "


@dataclass(frozen=True, slots=True)
class Many:
    """Nodes under each other."""

    kind: ClassVar[str] = "many"
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled value; `anchor` when something may point to it."""

    label: str
    node: Node
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Labelled values that belong together, under a title when they have one."""

    kind: ClassVar[str] = "group"
    pairs: tuple[Pair, ...]
    title: Node | None = None
    anchor: str = ""


Node = Union[Text, Link, Address, Phrase, Many, Group]

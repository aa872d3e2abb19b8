"""A finished page, ready for any builder: its address, title, HTML body, headings and what search should know."""

from __future__ import annotations

from dataclasses import dataclass

from ropa.search import SearchDocument


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the page that its table of contents links to."""

    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site. Every text but `body` is plain; that is HTML, already escaped.

    `path` ends with a slash ("" is the front page); `edit_url` is "" when nobody has said where files are corrected.
    `document` is the page as search sees it, `short_title` what the navigation calls it when that is not its title.
    `above` is the path of the list or register that the page belongs to, "" when there is none.
    """

    path: str
    title: str
    description: str
    body: str
    headings: tuple[Heading, ...]
    file: str = ""
    edit_url: str = ""
    document: SearchDocument | None = None
    short_title: str = ""
    above: str = ""


@dataclass(frozen=True, slots=True)
class Redirect:
    """An address that something used to have, and a whole HTML document that leads on from it."""

    path: str
    document: str

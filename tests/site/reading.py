"""Reads pages the way a browser would: their text, their links and the places links can lead to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from urllib.parse import urljoin

from ropa.check import checked
from ropa.files import Files
from ropa.register import Register, assemble
from ropa.rules import Linted
from ropa.site import Page, pages
from tests.gaps import find_gaps

TODAY = date(2026, 11, 22)

INLINE = {"a", "span", "code", "strong", "text", "ropa-meaning"}
ROOT = "http://site.test/"


@dataclass
class Read(HTMLParser):
    """What stands in a page; not what is shown beside a word only when one stops at it."""

    words: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    is_aside: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.is_aside |= tag == "ropa-meaning"
        if tag not in INLINE:
            self.words.append(" ")
        found = dict(attrs)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a" and "href" in found:
            self.links.append(str(found["href"]))

    def handle_endtag(self, tag: str) -> None:
        self.is_aside &= tag != "ropa-meaning"

    def handle_data(self, data: str) -> None:
        if not self.is_aside:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def read(body: str) -> Read:
    found = Read()
    found.feed(body)
    return found


def text_of(page: Page) -> str:
    return read(page.body).text


def site_of(
    register: Register, language: str = "da", *, find: Callable[[Register], Linted] = lambda r: checked(r, TODAY)
) -> dict[str, Page]:
    """Every page of a register by its path, with what is found in it."""
    return {page.path: page for page in pages(register, find(register), language=language)}  # type: ignore[arg-type]


def site_from(files: dict[str, str]) -> dict[str, Page]:
    """Every page of the register in some files."""
    return site_of(assemble(Files({path: text.encode() for path, text in sorted(files.items())})))


def gaps_from(files: dict[str, str]) -> dict[str, Page]:
    """Every page of the register in some files, with no findings but what nobody has answered."""
    return site_of(assemble(Files({path: text.encode() for path, text in sorted(files.items())})), find=lambda r: Linted(tuple(find_gaps(r))))


def dead_links(site: dict[str, Page]) -> list[str]:
    """The links that lead to no page, or to no place on it."""
    read_pages = {page.path: read(page.body) for page in site.values()}
    dead = []
    for path, found in read_pages.items():
        for link in found.links:
            whole = urljoin(ROOT + path, link)
            target, _, anchor = whole.removeprefix(ROOT).partition("#")
            if not whole.startswith(ROOT):
                continue
            if target not in read_pages or anchor and anchor not in read_pages[target].ids:
                dead.append(f"{path}: {link}")
    return dead

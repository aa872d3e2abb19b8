"""The theme's frame around a page: rendered once for pages that differ only in what they hold, then filled for each.

Called by the builder's adapter through `Frames`. The theme is run around a `stand_in`, whose title, text and headings are
slots; `frame_of` cuts the result at the slots, and `Frame.fill` puts a page's own into them, escaped. Knows no theme.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass

from markupsafe import escape

from ropa.site.page import Heading, Page

_SLOT = re.compile(r"ropa-slot-([a-z]+)-0")
_FIRST, _SECOND = ("anchora", "heada"), ("anchorb", "headb")


class Frames:
    """Puts pages into the theme's frame.

    `themed` is the theme run for one page alone, `address_of` a page's whole address, "" when the site has none. A frame is used when it gives the very document that the theme gives for the first page in it, else the theme is
    run for each page. `named` are the paths of the pages that the navigation marks, which have frames of their own;
    `linked` are all addresses that frames link to.
    """

    def __init__(
        self,
        themed: Callable[[Page], str],
        address_of: Callable[[Page], str],
        named: Iterable[str],
        linked: Iterable[str],
    ) -> None:
        self._themed, self._address_of, self._named = themed, address_of, frozenset(named)
        self._folders = {url[: at + 1] for url in linked for at, letter in enumerate(url) if letter == "/"}
        self._frames: dict[tuple[object, ...], Frame | None] = {}

    def document(self, page: Page) -> str:
        """The whole HTML document of a page."""
        if page.path in self._named:
            return self._themed(page)
        place = self._place(page)
        if place not in self._frames:
            self._frames[place] = self._try_frame(page)
        frame = self._frames[place]
        return frame.fill(page, self._address_of(page)) if frame else self._themed(page)

    def _try_frame(self, page: Page) -> Frame | None:
        model = stand_in(page)
        document, address = self._themed(model), self._address_of(model)
        frame = frame_of(document.replace(address, _slot("address")) if address else document)
        same = frame is not None and frame.fill(page, self._address_of(page)) == self._themed(page)
        return frame if same else None

    def _place(self, page: Page) -> tuple[object, ...]:
        """What decides how a frame looks: how deep the page lies, which links lie near it, its tab, what it has."""
        above = [page.path[: at + 1] for at, letter in enumerate(page.path) if letter == "/"]
        near = max((folder for folder in above if folder in self._folders), key=len, default="")
        tab = tab_of(page, self._named)
        return len(above), near, tab, bool(page.headings), bool(page.description), bool(page.edit_url)


def tab_of(page: Page, named: Container[str]) -> str:
    """The path in the navigation that a page belongs under: of its list, or of the lists of its kind; "" for none."""
    paths = (page.above, f"{page.above.partition('/')[0]}/") if page.above else ()
    return next((path for path in paths if path in named), "")


def stand_in(page: Page) -> Page:
    """A page beside `page` that has a slot for everything `page` has."""
    folder = page.path.rstrip("/").rpartition("/")[0]
    first, second = (Heading(_slot(anchor), _slot(title)) for anchor, title in (_FIRST, _SECOND))
    return Page(
        path=f"{folder}/ropa-slot/" if folder else "ropa-slot/",
        title=_slot("title"),
        description=_slot("description") if page.description else "",
        body=f"<h1>{_slot('body')}</h1>",
        headings=(first, second) if page.headings else (),
        edit_url=_slot("edit") if page.edit_url else "",
        above=page.above,
    )


def _slot(name: str) -> str:
    return f"ropa-slot-{name}-0"


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame cut at its slots: texts and the names of the slots between them.

    `contents` is the place of the slots of a table of contents among `names`, -1 when there is none; `between` stands
    between two of its headings and `inside` between a heading's anchor and its title.
    """

    texts: tuple[str, ...]
    names: tuple[str, ...]
    contents: int
    inside: str = ""
    between: str = ""

    def fill(self, page: Page, address: str = "") -> str:
        """The whole HTML document of a page."""
        values = self._values(page, address)
        pieces = [self.texts[0]]
        for place, name in enumerate(self.names):
            pieces += (values[name], self.texts[place + 1])
        return "".join(pieces)

    def _values(self, page: Page, address: str) -> Mapping[str, str]:
        items = [f"{escape(heading.anchor)}{self.inside}{escape(heading.title)}" for heading in page.headings]
        return {
            "title": escape(page.short_title or page.title),
            "description": escape(page.description),
            "body": page.body,
            "edit": escape(page.edit_url),
            "address": escape(address),
            "contents": self.between.join(items),
        }


def frame_of(document: str) -> Frame | None:
    """The frame in a document that was rendered around a stand-in; None when it uses the slots in a way of its own."""
    document = document.replace(f"<h1>{_slot('body')}</h1>", _slot("body"))
    pieces = _SLOT.split(document)
    texts, names = pieces[::2], pieces[1::2]
    run = [*_FIRST, *_SECOND]
    places = [place for place in range(len(names)) if names[place : place + 4] == run]
    if not places:
        return Frame(tuple(texts), tuple(names), -1) if not set(run) & set(names) else None
    at = places[0]
    inside, between, again = texts[at + 1 : at + 4]
    names[at : at + 4] = ["contents"]
    del texts[at + 1 : at + 4]
    if len(places) > 1 or inside != again or set(run) & set(names):
        return None
    return Frame(tuple(texts), tuple(names), at, inside, between)

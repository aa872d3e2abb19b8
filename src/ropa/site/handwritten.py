"""The HTML of a hand-written page -> its passages: each paragraph, list item and table row below the nearest heading.

Called by the builder's adapter for the pages that do not come from the register.
"""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from ropa.search import Passage

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
PIECES = frozenset({"p", "li", "tr", "dd", "dt", "pre", "blockquote", "figcaption"})
CELLS = frozenset({"td", "th"})
SILENT = frozenset({"form", "script", "style", "svg"})


class _Reader(HTMLParser):
    """Collects text piece by piece. A piece ends where the next begins or a heading does."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.passages: list[Passage] = []
        self.anchor, self.heading = "", ""
        self.text: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in HEADINGS:
            self.end_piece()
            self.anchor = "" if tag == "h1" else dict(attrs).get("id") or self.anchor
        elif tag in PIECES:
            self.end_piece()
        elif tag in CELLS and self.said():
            self.text[:] = [self.said(), "; "]
        self.silent += tag in SILENT

    def handle_endtag(self, tag: str) -> None:
        if tag in HEADINGS:
            self.heading = "" if tag == "h1" else self.said()
            self.text.clear()
        elif tag in PIECES:
            self.end_piece()
        self.silent -= tag in SILENT and self.silent > 0

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.text.append(data)

    def said(self) -> str:
        """What has been collected, on one line and without the mark that links to a heading."""
        return " ".join("".join(self.text).replace("¶", "").split())

    def end_piece(self) -> None:
        if self.said():
            self.passages.append(Passage(self.anchor, self.heading, self.said()))
        self.text.clear()


def passages_of_html(html: str) -> Iterator[Passage]:
    """The passages of a page in its order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_piece()
    yield from reader.passages

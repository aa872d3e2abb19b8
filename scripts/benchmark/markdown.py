"""The body of a finished page -> Markdown with the same visible text, headings, lists, links and tables.

Called by `stock`, so that stock Material has ready-made Markdown to build from. Drawings are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from html.parser import HTMLParser

HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
BLOCKS = {*HEADINGS, "p", "div", "section", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "details", "summary", "nav", "article",
          "header", "footer", "aside", "form", "fieldset", "figure", "figcaption", "caption", "blockquote"}  # fmt: skip
UNSEEN = {"svg", "script", "style", "template", "select"}


def to_markdown(body: str) -> str:
    """The Markdown of an HTML body."""
    reader = _Reader()
    reader.feed(body)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    """The blocks so far, the line that is being written, and the table row that is open."""

    def __init__(self) -> None:
        super().__init__()
        self._blocks: list[str] = []
        self._line = ""
        self._start = ""
        self._cells: list[str] | None = None
        self._rows: list[list[str]] = []
        self._unseen = 0
        self._links: list[str] = []

    def text(self) -> str:
        """The whole page."""
        self._end_line()
        return "\n\n".join(self._blocks) + "\n"

    def handle_starttag(self, tag: str, attributes: Sequence[tuple[str, str | None]]) -> None:
        """Begins a block, a cell or a link."""
        if tag in UNSEEN:
            self._unseen += 1
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag == "tr":
            self._cells = []
        elif tag == "a":
            self._links.append(dict(attributes).get("href") or "")
            self._line += "["
        elif tag in BLOCKS and self._cells is None:
            self._end_line()
            self._start = {"li": "- ", **{name: f"{marks} " for name, marks in HEADINGS.items()}}.get(tag, "")

    def handle_endtag(self, tag: str) -> None:
        """Ends a block, a row, a table or a link."""
        if tag in UNSEEN:
            self._unseen -= 1
        elif tag == "a" and self._links:
            self._line += f"]({self._links.pop()})"
        elif tag in ("td", "th") and self._cells is not None:
            self._cells.append(self._take_line())
        elif tag == "tr" and self._cells is not None:
            self._rows.append(self._cells)
            self._cells = None
        elif tag == "table":
            self._end_table()
        elif tag in BLOCKS and self._cells is None:
            self._end_line()

    def handle_data(self, data: str) -> None:
        """Adds text to the line."""
        if not self._unseen:
            self._line += escape(data, quote=False).replace("|", "\\|")

    def _take_line(self) -> str:
        line, self._line = " ".join(self._line.split()), ""
        return line

    def _end_cell(self) -> None:
        self._line = ""

    def _end_line(self) -> None:
        line = self._take_line()
        if line:
            self._blocks.append(self._start + line)
        self._start = ""

    def _end_table(self) -> None:
        rows, self._rows = [row for row in self._rows if row], []
        if rows:
            width = max(map(len, rows))
            padded = [row + [""] * (width - len(row)) for row in rows]
            lines = [f"| {' | '.join(row)} |" for row in [padded[0], ["---"] * width, *padded[1:]]]
            self._blocks.append("\n".join(lines))

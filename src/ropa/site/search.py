"""What search knows about a page: its title, then its other names and its text, without what every page has.

Turns a page into an entry of the theme's search index. The theme writes entries into the page as HTML, so everything
here is escaped.
"""

from __future__ import annotations

from typing import Any

from markupsafe import escape

from ropa.site.page import Page


def search_entry(page: Page) -> dict[str, Any]:
    """The entry of one page."""
    other_names = escape(", ".join(page.keywords))
    return {
        "location": page.path,
        "title": str(escape(page.title)),
        "text": f"{other_names}. {page.search_text}" if page.keywords else page.search_text,
        "boost": page.weight,
    }

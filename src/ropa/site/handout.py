"""Makes a page fit for reading from a folder without a server: a link to a page leads to its file.

Called by the builder's adapter for a site that is handed out. Only our own templates write links, and they write those
within the site relative; a link with a scheme or to a place on the page itself stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ropa.site.page import Page, Redirect

_LINK = re.compile(r"""((?:href="|content="0; url=)(?![a-zA-Z][a-zA-Z0-9+.-]*:)(?:[^"#?]*/)?)(?=["#])(?<!")""")
FILE = "index.html"


def page_for_files(page: Page) -> Page:
    """The page with links to files."""
    return replace(page, body=links_to_files(page.body))


def redirect_for_files(redirect: Redirect) -> Redirect:
    """The redirect with links to files."""
    return replace(redirect, document=links_to_files(redirect.document))


def links_to_files(html: str) -> str:
    """The same HTML with links to files."""
    return _LINK.sub(rf"\1{FILE}", html)

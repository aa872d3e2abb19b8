"""The site: a register as pages that a person reads. `pages` is pure; `build` and `mkdocs_adapter` touch the world."""

from ropa.site.page import Heading, Page, Redirect
from ropa.site.pages import pages, redirects

__all__ = ["Heading", "Page", "Redirect", "pages", "redirects"]

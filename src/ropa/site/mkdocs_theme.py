"""A page of the register as MkDocs and its theme see it, and the theme run around one page.

Used by `mkdocs_adapter`. Knows no register and writes no file.
"""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from ropa.guides import INDEX
from ropa.site.frame import tab_of
from ropa.site.page import Page

TOP = "indhold"
"""The anchor of a page's title, which the theme's link past the menus leads to."""


class PageFile(File):
    """A page of the register among MkDocs' files, for others to link to. MkDocs neither reads nor writes it."""

    def __init__(self, path: str, config: MkDocsConfig) -> None:
        super().__init__(
            source_of(path),
            None,
            config.site_dir,
            config.use_directory_urls,
            dest_uri=f"{path}index.html",
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        self.generated_by, self._content = "ropa", ""

    def is_documentation_page(self) -> bool:
        return False

    def copy_file(self, dirty: bool = False) -> None:
        return


class RegisterPage(MkDocsPage):
    """A page whose HTML is finished. Its texts are escaped here, since themes write some of them as they are."""

    def __init__(self, page: Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(Markup(escape(page.short_title or page.title)), file, config)
        self.show(page)

    def show(self, page: Page) -> None:
        """Takes over everything but the title, which others may have read already."""
        self.content = page.body
        self.meta = {"description": Markup(escape(page.description)), "hide": ["navigation"]}
        self.edit_url = Markup(escape(page.edit_url)) if page.edit_url else None
        top = AnchorLink(Markup(escape(page.title)), TOP, 1)
        top.children = [AnchorLink(Markup(escape(h.title)), str(escape(h.anchor)), 2) for h in page.headings]
        self.toc = TableOfContents([top])
        self.present_anchor_ids = {heading.anchor for heading in page.headings}
        self.links_to_anchors = {}


class Theme:
    """MkDocs' theme with what it needs to know about the whole site."""

    def __init__(self, environment: Environment, files: Files, nav: Navigation, config: MkDocsConfig) -> None:
        self._template = environment.get_template("main.html")
        self._files, self._nav, self._config = files, nav, config

    def document(self, page: Page) -> str:
        """The document that the theme makes of a page."""
        shown = self._in_navigation(page)
        shown.active = True
        try:
            context = get_context(self._nav, self._files, self._config, shown)
            return self._template.render({**context, "tab": self._tab_of(page)})
        finally:
            shown.active = False

    def handwritten(self, page: MkDocsPage) -> str:
        """The document that the theme makes of a hand-written page."""
        page.active = True
        try:
            context = get_context(self._nav, self._files, self._config, page)
            return self._template.render({**context, "tab": guide_tab(page, self._nav)})
        finally:
            page.active = False

    def linked(self) -> Iterator[str]:
        """The addresses that the navigation on every page leads to."""
        return (page.url for page in self._nav.pages)

    def address_of(self, page: Page) -> str:
        """The whole address of a page, "" when the site has none."""
        return str(RegisterPage(page, PageFile(page.path, self._config), self._config).canonical_url or "")

    def _tab_of(self, page: Page) -> StructureItem | None:
        """What the theme marks as the part of the site that a page outside the navigation belongs to."""
        named = {known.file.src_uri.removesuffix(INDEX): known for known in self._nav.pages}
        path = tab_of(page, named)
        return (named[path], *named[path].ancestors)[-1] if path else None

    def _in_navigation(self, page: Page) -> RegisterPage:
        """The page as the navigation knows it, so that it is marked there; else one of its own."""
        file = self._files.get_file_from_path(source_of(page.path))
        known = file.page if file is not None else None
        if not isinstance(known, RegisterPage):
            return RegisterPage(page, PageFile(page.path, self._config), self._config)
        known.show(page)
        return known


def guide_tab(page: MkDocsPage, nav: Navigation) -> StructureItem | None:
    """What the navigation names in place of a hand-written page in a folder: the folder's first page."""
    first = f"{page.file.src_uri.rpartition('/')[0]}/{INDEX}"
    return next((known for known in nav.pages if known.file.src_uri == first), None)


def source_of(path: str) -> str:
    """The name that MkDocs knows a page by."""
    return f"{path}{INDEX}"

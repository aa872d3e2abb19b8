"""Hands the finished pages to MkDocs: the only module that knows it.

hooks/ropa_hook.py passes these functions on. Nothing is written to docs/: pages live in memory, outside the
navigation, and carry their own HTML, so that MkDocs renders no Markdown for them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from ropa.check import check
from ropa.files import read_folder
from ropa.register import Register, assemble
from ropa.register.model import text
from ropa.site.page import Page
from ropa.site.pages import pages, redirects
from ropa.site.search import search_entry
from ropa.site.urls import FRONT, OPEN_POINTS, index_of, path_of
from ropa.site.words import say

THEME = Path(__file__).parent / "theme"
DEFAULT_REGISTER = "data/ropa"
IN_NAVIGATION = ("party", "system", "personal_data_category", "document")


class RegisterPage(MkDocsPage):
    """A page whose HTML is finished. Its title is escaped here, since the theme writes titles as they are."""

    def __init__(self, page: Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(Markup(escape(page.short_title or page.title)), file, config)
        self.finished = page
        self.edit_url = page.edit_url or None

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown = ""
        self.meta = {"description": self.finished.description, "hide": ["navigation"], "search": {"exclude": True}}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = self.finished.body
        self.toc = TableOfContents(
            [AnchorLink(escape(heading.title), heading.anchor, 2) for heading in self.finished.headings]
        )
        self.present_anchor_ids = {heading.anchor for heading in self.finished.headings}
        self.links_to_anchors = {}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Adds our theme over the chosen one, watches the register, and leaves out the sitemap with its dates."""
    config.theme.dirs.insert(0, str(THEME))
    config.theme.static_templates.discard("sitemap.xml")
    config.watch.append(str(register_folder(config)))
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds a page for everything in the register and, unless the project has its own, the navigation."""
    register = assemble(read_folder(register_folder(config)))
    language = register.language
    config.theme["language"] = language
    config.site_name = Markup(escape(text(register.settings.get("title", config.site_name), language)))
    handwritten = sorted(file.src_uri for file in files.documentation_pages() if file.src_uri != "index.md")
    for page in pages(register, check(register), language=language):
        replace_file(files, _file_of(page, config))
    for redirect in redirects(register, language=language):
        files.append(_generated(config, f"{redirect.path}index.html", redirect.document))
    if config.nav is None:
        config.nav = navigation(register, handwritten)
    return files


def on_page_markdown(markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Gives hand-written pages the same frame as ours: no second menu beside the tabs."""
    page.meta.setdefault("hide", ["navigation"])
    return markdown


def on_page_context(context: Any, page: MkDocsPage, config: MkDocsConfig, nav: Any) -> None:
    """Gives search our own entry for a page; the plugin would parse its HTML and find the boilerplate too."""
    search = config.plugins.get("material/search")
    if isinstance(page, RegisterPage) and search is not None:
        search.search_index.entries.append(search_entry(page.finished))


def navigation(register: Register, handwritten: Sequence[str]) -> list[Any]:
    """The front page, the registers, the lists, the open points, and what the project wrote by hand."""
    organisations = [path_of("organisation", entry.key) for entry in register.of("organisation")]
    registers = [source_of(path) for path in (index_of("organisation"), *organisations)]
    lists = [source_of(index_of(kind)) for kind in IN_NAVIGATION]
    return [
        source_of(FRONT),
        {say(register.language, "Fortegnelser"): registers},
        *lists,
        source_of(OPEN_POINTS),
        *handwritten,
    ]


def source_of(path: str) -> str:
    """The name that MkDocs knows a page by."""
    return f"{path}index.md"


def register_folder(config: MkDocsConfig) -> Path:
    """Where the register lies: `extra.ropa.register`, counted from the folder of mkdocs.yml."""
    chosen: Mapping[str, str] = config.extra.get("ropa", {})
    return Path(config.config_file_path).parent / chosen.get("register", DEFAULT_REGISTER)


def replace_file(files: Files, file: File) -> None:
    """Adds a file in place of one of the same name."""
    same = files.get_file_from_path(file.src_uri)
    if same is not None:
        files.remove(same)
    files.append(file)


def _file_of(page: Page, config: MkDocsConfig) -> File:
    file = _generated(config, source_of(page.path), "")
    RegisterPage(page, file, config)
    return file


def _generated(config: MkDocsConfig, name: str, content: str) -> File:
    return File.generated(config, name, content=content, inclusion=InclusionLevel.NOT_IN_NAV)

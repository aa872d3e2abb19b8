"""Hands the site to MkDocs: what happens at each of its events.

hooks/ropa_hook.py passes the events on. MkDocs reads the configuration and the theme and builds the hand-written pages;
the pages of the register are made and written here, by `Making`, since they need no Markdown and share frames.
Nothing is written to docs/.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from ropa.check import checked
from ropa.files import read_folder
from ropa.register import Register, assemble
from ropa.register.assemble import read_file
from ropa.register.model import text
from ropa.rules import Linted, configured
from ropa.search import SearchDocument, build_index, static_files
from ropa.site.context import Context, make_context
from ropa.site.findable import label_synonyms
from ropa.site.frame import Frames
from ropa.site.handout import page_for_files, redirect_for_files
from ropa.site.handwritten import passages_of_html
from ropa.site.memory import Memory
from ropa.site.mkdocs_theme import PageFile, RegisterPage, Theme, source_of
from ropa.site.page import Page
from ropa.site.pages import make_page, plans, redirects
from ropa.site.share import share
from ropa.site.urls import FRONT, OPEN_POINTS, index_of, path_of
from ropa.site.words import say

__all__ = ["on_config", "on_env", "on_files", "on_nav", "on_page_content", "on_page_markdown"]
"""The events that hooks/ropa_hook.py passes on."""

THEMES = (Path(__file__).parent / "theme", Path(__file__).parents[1] / "search" / "theme")
DEFAULT_REGISTER = "data/ropa"
IN_NAVIGATION = ("party", "system", "personal_data_category", "document")
MOST_ORGANISATIONS = 12
"""The navigation stands on every page. Where there are more organisations, their list leads to each of them."""
MAKING, MEMORY, NAVIGATION, READ, TODAY = (f"ropa_{name}" for name in ("making", "memory", "navigation", "read", "today"))
"""Where in MkDocs' `extra`, which lives as long as one build, things are kept: the pages, what a preview remembers, the
navigation, a register that has been read already, and the day."""


class Making:
    """The pages of the register in one build, from the moment the register is read until search knows them all."""

    def __init__(self, config: MkDocsConfig, context: Context, memory: Memory | None) -> None:
        self._config, self._memory = config, memory
        self._found: dict[str, SearchDocument | None] = {}
        self._take(context)

    def _take(self, context: Context) -> None:
        self.context = context
        self._plans = {plan.path: plan for plan in plans(context)}
        self.paths = tuple(self._plans)
        self._redirects = tuple(redirects(context.register, language=context.language))
        self.navigation = navigation(context.register)
        self._named = [path for path in _paths(self._config.nav or self.navigation) if path in self._plans]

    def page(self, path: str) -> Page:
        """The page at a path."""
        plan = self._plans[path]
        page = self._memory.page(plan) if self._memory is not None else make_page(self.context, plan)
        return page if self._config.use_directory_urls else page_for_files(page)

    def join(self, files: Files) -> None:
        """Adds the pages to MkDocs' files in place of those of the same name; the navigation needs some of them whole."""
        for path in [*self._plans, *(redirect.path for redirect in self._redirects)]:
            replace_file(files, PageFile(path, self._config))
        for path in self._named:
            RegisterPage(self.page(path), files.src_uris[source_of(path)], self._config)

    def write_all(self, theme: Theme, handwritten: Sequence[SearchDocument]) -> None:
        """Writes every page in its frame, and the search of these and the hand-written pages."""
        self._handwritten, self.theme = handwritten, theme
        self._frames = Frames(theme.document, theme.address_of, self._named, theme.linked())
        is_alone = self._memory is not None
        for written in [self._write_part(self.paths)] if is_alone else share(self._write_part, self.paths):
            self._found |= written
        for redirect in self._redirects:
            found = redirect if self._config.use_directory_urls else redirect_for_files(redirect)
            self._put(found.path, found.document)
        self._write_search()

    def refresh(self) -> bool:
        """Writes the pages that an edit has changed. False, with nothing written, when it changed what frames show."""
        assert self._memory is not None
        before = self._basis()
        changed = self._memory.learn(*_read(self._config, self._memory))
        self._take(self._memory.context)
        if self._basis() != before:
            return False
        self._found |= self._write_part(self._plans.keys() & changed)
        self._write_search()
        return True

    def _basis(self) -> tuple[object, ...]:
        """What the frames rest on, and which pages there are."""
        titles = [page.short_title or page.title for page in map(self.page, self._named)]
        settings = self.context.register.settings
        return self.context.language, settings, self.navigation, titles, list(self._plans), self._redirects

    def _write_part(self, paths: Iterable[str]) -> dict[str, SearchDocument | None]:
        """Writes some pages in their frames; what comes back is what search should know of each."""
        found = {}
        for path in paths:
            page = self.page(path)
            self._put(path, self._frames.document(page))
            found[path] = page.document
        return found

    def _write_search(self) -> None:
        found = (self._found[path] for path in self._plans)
        documents = [*(document for document in found if document), *self._handwritten]
        for name, data in build_index(documents, label_synonyms()).items():
            target = Path(self._config.site_dir, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)

    def _put(self, path: str, document: str) -> None:
        target = Path(self._config.site_dir, path, "index.html")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(document, encoding="utf-8", errors="xmlcharrefreplace")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Adds our themes over the chosen one, watches the register, and leaves out the sitemap with its dates.

    The page about missing pages is a server's; a folder that is handed out has none.
    """
    config.theme.dirs[:0] = map(str, THEMES)
    config.theme.static_templates.discard("sitemap.xml")
    if not config.use_directory_urls:
        config.theme.static_templates.discard("404.html")
    config.watch.append(str(register_folder(config)))
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the engine of search, a page for everything in the register and, unless the project has its own, the navigation."""
    memory: Memory | None = config.extra.get(MEMORY)
    register, linted = config.extra.get(READ) or _read(config, memory)
    if memory is not None:
        memory.learn(register, linted)
    context = memory.context if memory is not None else make_context(register, linted, register.language)
    config.theme["language"] = context.language
    config.site_name = Markup(escape(text(register.settings.get("title", config.site_name), context.language)))
    handwritten = sorted(file.src_uri for file in files.documentation_pages() if file.src_uri != "index.md")
    making = config.extra[MAKING] = Making(config, context, memory)
    making.join(files)
    sitemap = files.get_file_from_path("sitemap.xml")
    if sitemap is not None:
        files.remove(sitemap)
    for name, data in static_files().items():
        replace_file(files, File.generated(config, name, content=data))
    if config.nav is None:
        config.nav = [*making.navigation, *handwritten]
    return files


def on_page_markdown(markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Gives hand-written pages the same frame as ours: no second menu beside the tabs."""
    page.meta.setdefault("hide", ["navigation"])
    return markdown


def on_page_content(html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Lets the link past the menus put the focus on the title of a hand-written page, as it does on ours."""
    return html.replace("<h1 ", '<h1 tabindex="-1" ', 1)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Keeps the navigation until the theme is ready."""
    config.extra[NAVIGATION] = nav
    return nav


def on_env(environment: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Writes the pages of the register, now that the theme, the navigation and the hand-written pages are known."""
    making: Making = config.extra[MAKING]
    theme = Theme(environment, files, config.extra[NAVIGATION], config)
    handwritten = (file.page for file in files.documentation_pages() if file.page is not None)
    making.write_all(theme, [document_of(page, making.context) for page in handwritten])
    return environment


def document_of(page: MkDocsPage, context: Context) -> SearchDocument:
    """A hand-written page as search sees it."""
    return SearchDocument(page.url, str(page.title), context.say("Vejledning"), passages=tuple(passages_of_html(page.content or "")))


def _read(config: MkDocsConfig, memory: Memory | None) -> tuple[Register, Linted]:
    register = assemble(read_folder(register_folder(config)), read=memory.read if memory is not None else read_file)
    return register, checked(register, config.extra.get(TODAY) or date.today(), configured(register))


def navigation(register: Register) -> list[Any]:
    """The front page, the registers, the lists and the open points."""
    organisations = [path_of("organisation", entry.key) for entry in register.of("organisation")]
    shown = organisations if len(organisations) <= MOST_ORGANISATIONS else []
    registers = [source_of(path) for path in (index_of("organisation"), *shown)]
    lists = [source_of(index_of(kind)) for kind in IN_NAVIGATION]
    return [source_of(FRONT), {say(register.language, "Fortegnelser"): registers}, *lists, source_of(OPEN_POINTS)]


def _paths(items: Sequence[Any]) -> Iterator[str]:
    """The paths that a navigation names."""
    for item in items:
        if isinstance(item, Mapping):
            for below in item.values():
                yield from _paths([below] if isinstance(below, str) else below)
        else:
            yield item.removesuffix("index.md")


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

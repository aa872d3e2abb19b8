"""Makes and writes the pages of the register in one build, and again what an edit has changed while a preview runs.

Called by `mkdocs_adapter` at MkDocs' events, and by the preview. The pages need no Markdown and share frames, so MkDocs, which
reads the configuration and the theme and builds the hand-written pages, knows them by name only.
"""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink

from ropa.check import checked
from ropa.files import Version, read_folder, version_of
from ropa.findings import Finding, Language
from ropa.guides import Guide, read_guides
from ropa.register import Register, assemble
from ropa.rules import Linted, configured
from ropa.search import Shelf, is_made, write_index
from ropa.share import share
from ropa.site.context import Context, make_context
from ropa.site.findable import guide_document, label_synonyms
from ropa.site.frame import Frames
from ropa.site.guide_page import GOVERNED, finished, governed_title, unknown_parts
from ropa.site.handout import links_to_files, page_for_files, redirect_for_files
from ropa.site.memory import Memory
from ropa.site.mkdocs_theme import PageFile, RegisterPage, Theme, source_of
from ropa.site.navigation import navigation, paths_in
from ropa.site.page import Page
from ropa.site.pages import make_page, plans, redirects

LOG = logging.getLogger("mkdocs.plugins.ropa")
DEFAULT_REGISTER = "data/ropa"
PAGES_AT_ONCE = 20
"""After so many pages the memory is tidied: a page is thousands of small things, some of which point to each other."""
SEARCH = "search"
"""What stands for the files of search among the addresses that are behind."""


class Making:
    """The pages of the register in one build, from the moment the register is read until search knows them all."""

    def __init__(
        self, config: MkDocsConfig, texts: Mapping[str, str], today: Callable[[], date],
        memory: Memory | None = None, read: tuple[Register, Linted] | None = None,
    ) -> None:
        """`texts` are those of the hand-written pages; `read` is the register, when somebody has read and checked it already."""
        self._config, self._texts, self._today, self._memory, self._given = config, texts, today, memory, read
        self._html: dict[str, str] = {}
        self._behind: dict[str, Callable[[], None]] = {}
        self._learn()

    def _learn(self) -> frozenset[str]:
        """Reads the register; what comes back are the paths of the remembered pages that it has changed."""
        config, changed = self._config, frozenset[str]()
        version = _version(config)
        if self._memory is not None:
            changed = self._memory.learn(_read(config, self._memory), self._today(), version, self._read_guides)
            self._take(self._memory.context)
        else:
            register, linted = self._given or _checked(_read(config, None), self._today())
            self._take(make_context(register, linted, register.language, version=version, guides=self._read_guides(register)))
        return changed

    def _read_guides(self, register: Register) -> tuple[Guide, ...]:
        """The hand-written pages; what is wrong with them is told as MkDocs tells of a link that leads nowhere."""
        guides = read_guides(self._texts, register)
        parts = (finding for file, text in self._texts.items() for finding in unknown_parts(file, text))
        for finding in (*guides.findings, *parts):
            LOG.warning(_line(finding, Path(self._config.docs_dir).name, register.language))
        self.guides = {guide.file: guide for guide in guides.items}
        return guides.items

    def _take(self, context: Context) -> None:
        self.context = context
        self._plans = {plan.path: plan for plan in plans(context)}
        self.paths = tuple(self._plans)
        self._redirects = tuple(redirects(context.register, language=context.language))
        self.navigation = navigation(context.register, self.guides.values())
        self._named = [path for path in paths_in(self._config.nav or self.navigation) if path in self._plans]

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

    def finish(self, page: MkDocsPage, html: str) -> str:
        """A hand-written page with what the register adds to it; `html` is what MkDocs makes of its text."""
        self._html[page.file.src_uri] = html
        guide = self.guides[page.file.src_uri]
        if guide.governs and page.toc.items:
            page.toc.items[0].children.append(AnchorLink(governed_title(self.context), GOVERNED, 2))
        return self._finished(page)

    def _finished(self, page: MkDocsPage) -> str:
        html = finished(self._html[page.file.src_uri], self.guides[page.file.src_uri], self.context)
        return html if self._config.use_directory_urls else links_to_files(html)

    def frame(self, theme: Theme, handwritten: Sequence[MkDocsPage]) -> None:
        """Takes over the theme and the hand-written pages; in a preview every page is behind from now."""
        self._handwritten, self.theme = handwritten, theme
        self._frames = Frames(theme.document, theme.address_of, self._named, theme.linked())
        for redirect in self._redirects:
            found = redirect if self._config.use_directory_urls else redirect_for_files(redirect)
            self._put(found.path, found.document)
        if self._memory is not None:
            self._fall_behind(self.paths)

    def write_all(self) -> None:
        """Writes every page of the register, and the search of these and the hand-written pages."""
        shelf = Shelf()
        for part in share(self._write_part, list(enumerate(self.paths))):
            shelf.take_all(part)
        self._write_search(shelf)

    def refresh(self) -> bool:
        """Reads the register again: what an edit has changed is behind from now. False when it changed what frames show."""
        before = self._basis()
        changed = self._learn()
        if self._basis() != before:
            return False
        self._fall_behind(path for path in self._plans if path in changed)
        return True

    def _fall_behind(self, paths: Iterable[str]) -> None:
        """Some pages have to be made again, hand-written ones looked at, and search made when all of these are there."""
        self._behind.pop(SEARCH, None)
        self._behind |= {path: partial(self._write_one, path) for path in paths}
        self._behind |= {self.guides[page.file.src_uri].path: partial(self._write_again, page) for page in self._handwritten}
        self._behind[SEARCH] = self._write_search_again

    def bring(self, address: str) -> None:
        """Writes what is behind at an address, so that it shows what the register says."""
        if is_made(address):
            while self.go_on():
                pass
        elif address in self._behind:
            self._write_behind(address)

    def go_on(self) -> bool:
        """Writes one thing that is behind, search as the last; False when nothing is."""
        for address in self._behind:
            self._write_behind(address)
            return True
        return False

    def _write_behind(self, address: str) -> None:
        self._behind[address]()
        del self._behind[address]

    def _write_one(self, path: str) -> None:
        """Writes one page of a preview, and takes note of its words, so that search has only to put them together."""
        page = self.page(path)
        self._put(path, self._frames.document(page))
        if self._memory is not None and page.document is not None:
            self._memory.words(page.document)

    def _write_search_again(self) -> None:
        assert self._memory is not None
        shelf = Shelf()
        for number, document in enumerate(self.page(path).document for path in self._plans):
            if document is not None:
                shelf.take(number, document, self._memory.words(document))
        self._write_search(shelf)

    def _write_again(self, page: MkDocsPage) -> None:
        """A hand-written page, when what the register adds to it has changed."""
        content = self._finished(page)
        if content != page.content:
            page.content = content
            Path(page.file.abs_dest_path).write_text(self.theme.handwritten(page), encoding="utf-8", errors="xmlcharrefreplace")

    def _basis(self) -> tuple[object, ...]:
        """What the frames rest on, and which pages there are."""
        titles = [page.short_title or page.title for page in map(self.page, self._named)]
        settings = self.context.register.settings
        return self.context.language, settings, self.navigation, titles, list(self._plans), self._redirects

    def _write_part(self, numbered: Iterable[tuple[int, str]]) -> Shelf:
        """Writes some pages in their frames; what comes back is what search should know of them."""
        shelf = Shelf()
        for done, (number, path) in enumerate(numbered):
            page = self.page(path)
            self._put(path, self._frames.document(page))
            if page.document is not None:
                shelf.take(number, page.document)
            if done % PAGES_AT_ONCE == 0:
                gc.collect(1)
        return shelf

    def _write_search(self, shelf: Shelf) -> None:
        """Writes the files of search; `shelf` holds every page of the register, and gets the hand-written ones."""
        for number, file in enumerate((page.file.src_uri for page in self._handwritten), len(self._plans)):
            shelf.take(number, guide_document(self.context, self.guides[file], self._html[file]))
        for name, data in write_index(shelf, label_synonyms()):
            target = Path(self._config.site_dir, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)

    def _put(self, path: str, document: str) -> None:
        folder = os.path.join(self._config.site_dir, path)
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "index.html"), "wb") as target:
            target.write(document.encode("utf-8", "xmlcharrefreplace"))


def _line(finding: Finding, folder: str, language: Language) -> str:
    """A finding on one line."""
    hint = f"; {finding.hint.text(language)}" if finding.hint else ""
    return f"{folder}/{finding.span.file}:{finding.span.line}:{finding.span.column}: {finding.message.text(language)}{hint}"


def _read(config: MkDocsConfig, memory: Memory | None) -> Register:
    return assemble(read_folder(register_folder(config)), read=memory.read if memory is not None else None)


def _checked(register: Register, today: date) -> tuple[Register, Linted]:
    return register, checked(register, today, configured(register))


def _version(config: MkDocsConfig) -> Version | None:
    """What git says of the project, its register and its hand-written pages."""
    return version_of(Path(config.config_file_path).parent, (register_folder(config), Path(config.docs_dir)))


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

"""Hands the site to MkDocs: what happens at each of its events.

hooks/ropa_hook.py passes the events on. MkDocs reads the configuration and the theme and builds the hand-written pages;
the pages of the register are `making`'s. Nothing is written to docs/.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from jinja2 import Environment
from markdown.extensions.toc import slugify
from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from ropa.register.model import text
from ropa.search import static_files
from ropa.site.making import Making, register_folder, replace_file
from ropa.site.mkdocs_theme import Theme, guide_tab
from ropa.site.navigation import is_in_navigation
from ropa.text import SPELLED_OUT

__all__ = ["on_config", "on_env", "on_files", "on_nav", "on_page_content", "on_page_context", "on_page_markdown"]
"""The events that hooks/ropa_hook.py passes on."""

THEMES = (Path(__file__).parent / "theme", Path(__file__).parents[1] / "search" / "theme")
MAKING, MEMORY, NAVIGATION, READ, TODAY = (f"ropa_{name}" for name in ("making", "memory", "navigation", "read", "today"))
"""Where in MkDocs' `extra`, which lives as long as one build, things are kept: the pages, what a preview remembers, the
navigation, a register that has been read already, and the day."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Adds our themes over the chosen one, watches the register, and leaves out the sitemap with its dates.

    The page about missing pages is a server's; a folder that is handed out has none.
    """
    config.theme.dirs[:0] = map(str, THEMES)
    config.theme.static_templates.discard("sitemap.xml")
    if not config.use_directory_urls:
        config.theme.static_templates.discard("404.html")
    config.mdx_configs.setdefault("toc", {})["slugify"] = anchor_of
    config.watch.append(str(register_folder(config)))
    return config


def anchor_of(heading: str, separator: str) -> str:
    """The anchor of a heading in a hand-written page, with Danish letters as everywhere in addresses."""
    return slugify(heading.lower().translate(SPELLED_OUT), separator)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the engine of search, a page for everything in the register and, unless the project has its own, the navigation."""
    written = [file for file in files.documentation_pages() if file.src_uri != "index.md"]
    texts = {file.src_uri: file.content_string for file in written}
    making = config.extra[MAKING] = Making(
        config, texts, partial(today_of, config), config.extra.get(MEMORY), config.extra.get(READ),
    )
    context = making.context
    config.theme["language"] = context.language
    config.site_name = Markup(escape(text(context.register.settings.get("title", config.site_name), context.language)))
    for file in written:
        guide = making.guides[file.src_uri]
        file.dest_uri = f"{guide.path}index.html"
        if config.nav is None and not is_in_navigation(guide):
            file.inclusion = InclusionLevel.NOT_IN_NAV
    making.join(files)
    sitemap = files.get_file_from_path("sitemap.xml")
    if sitemap is not None:
        files.remove(sitemap)
    for name, data in static_files().items():
        replace_file(files, File.generated(config, name, content=data))
    if config.nav is None:
        config.nav = making.navigation
    return files


def on_page_markdown(markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Gives hand-written pages the same frame as ours: no second menu beside the tabs."""
    page.meta.setdefault("hide", ["navigation"])
    return markdown


def on_page_content(html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Puts into a hand-written page what the register adds to it."""
    making: Making = config.extra[MAKING]
    return making.finish(page, html) if page.file.src_uri in making.guides else html


def on_page_context(context: TemplateContext, page: MkDocsPage, config: MkDocsConfig, nav: Navigation) -> TemplateContext:
    """Marks the part of the site that a hand-written page belongs to."""
    context["tab"] = guide_tab(page, nav)
    return context


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Keeps the navigation until the theme is ready."""
    config.extra[NAVIGATION] = nav
    return nav


def on_env(environment: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Writes the pages of the register, now that the theme, the navigation and the hand-written pages are known.

    A preview writes each when it is asked for.
    """
    making: Making = config.extra[MAKING]
    theme = Theme(environment, files, config.extra[NAVIGATION], config)
    making.frame(theme, [file.page for file in files.documentation_pages() if file.page is not None and file.src_uri in making.guides])
    if MEMORY not in config.extra:
        making.write_all()
    return environment


def today_of(config: MkDocsConfig) -> date:
    """The day that findings are told for."""
    return config.extra.get(TODAY) or date.today()

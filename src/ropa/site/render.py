"""Renders views as HTML: templates for pages and blocks, `markup` for the nodes in them.

The environment escapes everything, always; no template uses `safe`. Called by `pages`; never reads a register.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ropa.findings import Language
from ropa.search import SearchDocument
from ropa.site.markup import mark_up, write_address, write_node, write_pairs, write_rows
from ropa.site.page import Heading, Page
from ropa.site.terms import with_labels
from ropa.site.texts import lowered
from ropa.site.urls import relative
from ropa.site.view import Block, Contact, View
from ropa.site.words import say

_PRE = re.compile(r"<pre\b.*?</pre>", re.DOTALL)


def render(view: View, language: Language, *, edit_url: str, document: SearchDocument) -> Page:
    """The page of a view."""
    template = _environment().get_template("page.html")
    words = {"view": view, "language": language, "here": view.path, "edit_url": edit_url}
    main = Markup(_environment().get_template("main.html").render(words))
    return Page(
        path=view.path,
        title=view.title,
        description=" ".join(view.description.split()),
        body=with_labels(template.render(words, main=main), language, view.path),
        headings=tuple(Heading(section.anchor, section.title) for section in view.sections),
        file=view.file,
        edit_url=edit_url,
        document=document,
        short_title=view.short_title,
        above=view.crumbs[1].path if len(view.crumbs) > 1 else "",
    )


def render_blocks(blocks: Sequence[Block], language: Language, here: str, anchor: str = "", title: str = "") -> str:
    """Some blocks as HTML, below a heading when they have one, to stand in a page that somebody has written by hand."""
    words = {"blocks": blocks, "language": language, "here": here, "anchor": anchor, "title": title}
    return one_block(_environment().get_template("blocks.html").render(words)) if blocks else ""


def render_wrong(contacts: Sequence[Contact], language: Language, here: str) -> str:
    """What stands at the foot of every page: whom to tell about a mistake, with the page's address."""
    return one_block(_environment().get_template("wrong.html").render({"contacts": contacts, "language": language, "here": here}))


def render_redirect(here: str, target: str, title: str, language: Language) -> str:
    """An HTML document that leads on to another page of the site."""
    words = {"to": relative(here, target), "title": title, "language": language}
    return _environment().get_template("redirect.html").render(words)


def one_block(body: str) -> str:
    """The same HTML without empty and indented lines, and without what a template language would read."""
    kept = _PRE.sub(lambda found: found[0].replace("\n", "&#10;"), body)
    lines = (line.strip() for line in kept.splitlines())
    text = "\n".join(line for line in lines if line)
    return text.replace("{{", "&#123;&#123;").replace("{%", "&#123;%").replace("{#", "&#123;#")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("ropa.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(relative=relative, say=say, node=write_node, address=write_address, pairs=write_pairs, rows=write_rows)
    environment.filters.update(marked_up=mark_up, lowered=lowered)
    return environment

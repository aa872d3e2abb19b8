"""Pages -> the files of a folder that another site builder can build: Markdown with front matter, and raw HTML below it.

Called by `ropa pages`. Hand-written pages are Markdown already and keep their names. The HTML of a page is one block without an empty line or an indented one, so that no builder reads
a part of it as Markdown, and holds no braces that a template language would take for its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib import resources

from ropa.site.context import Context
from ropa.site.guide_page import finished_markdown
from ropa.site.page import Page
from ropa.site.pages import Plan, drafts_of, make_page, plans, redirects
from ropa.site.render import one_block

LOOK = ("assets/ropa.css", "assets/ropa.js", "assets/filter.js", "assets/quiz.js", "assets/breach.js", "assets/ropa.svg")
"""The files that give the pages their look and their filters, for a builder to take in."""


def folder_files(context: Context, handwritten: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Path and text of every file, the front page first. `handwritten` are the texts of the guides by file."""
    for plan in plans(context):
        yield f"{plan.path}index.md", markdown_file(make_page(context, plan), plan, is_draft=bool(drafts_of(context, plan)))
    for redirect in redirects(context.register, language=context.language):
        yield f"{redirect.path}index.html", redirect.document
    for guide in context.handwritten.values():
        yield guide.file, finished_markdown(handwritten[guide.file], guide, context)
    theme = resources.files("ropa.site").joinpath("theme")
    for name in LOOK:
        yield name, theme.joinpath(name).read_text(encoding="utf-8")


def markdown_file(page: Page, plan: Plan, *, is_draft: bool) -> str:
    """A page with its front matter. `kind` is an entry's kind or what else the page is."""
    facts = {
        "title": page.title,
        "description": page.description,
        "url": page.path,
        "source_file": page.file,
        "kind": plan.sort,
        "unconfirmed": is_draft,
    }
    return f'---\n{_front_matter(facts)}---\n\n<div class="ropa-page">\n{one_block(page.body)}\n</div>\n'


def _front_matter(facts: Mapping[str, object]) -> str:
    """The facts as YAML; each value is written as JSON, which is YAML too."""
    return "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in facts.items())

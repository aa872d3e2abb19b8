"""The theme's frame: what is filled in gives the very page that the theme gives, and the theme is run for few of them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from ropa.site.frame import Frames, tab_of
from ropa.site.making import Making
from ropa.site.mkdocs_adapter import MAKING
from ropa.site.page import Heading, Page

from .project import fictional_files, write_project

HOSTILE = "<b>\"'&ropa-slot-body-0"


@pytest.fixture(scope="module", params=[{}, {"site_url": "https://site.test/ned/"}, {"use_directory_urls": False}], ids=["plain", "address", "files"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Making, Path]]:
    files = fictional_files()
    files["register.yaml"] += "edit_url: https://git.test/edit?a=1&b=\n"
    project = write_project(tmp_path_factory.mktemp("site"), files)
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    config = load_config(str(project / "mkdocs.yml"), **request.param)
    build(config)
    yield config.extra[MAKING], Path(config.site_dir)


def test_every_page_is_the_one_that_the_theme_alone_gives(built: tuple[Making, Path]) -> None:
    making, folder = built
    written = {path: (folder / path / "index.html").read_text(encoding="utf-8") for path in making.paths}

    assert len(written) > 60
    assert [path for path, document in written.items() if document != making.theme.document(making.page(path))] == []


def themed(page: Page) -> str:
    """A theme that shows everything of a page, and links to one other."""
    contents = "".join(f"<li><a href='#{heading.anchor}'>{heading.title}</a></li>" for heading in page.headings)
    return f"<title>{page.title}</title><ul>{contents}</ul><a href='{'../' * page.path.count('/')}x/'>{page.body}"


def page(number: int, headings: int = 3) -> Page:
    return Page(f"a/{number}/", f"Side {number}", "", f"<h1>Side {number}</h1>", tuple(Heading(f"h{n}", f"Del {n}") for n in range(headings)))


def test_the_theme_is_run_twice_for_pages_that_share_a_frame() -> None:
    asked: list[str] = []
    frames = Frames(lambda page: asked.append(page.path) or themed(page), lambda _: "", ["x/"], ["x/"])  # type: ignore[func-returns-value]
    documents = [frames.document(page(number, headings=1 + number % 4)) for number in range(50)]

    assert asked == ["a/ropa-slot/", "a/0/"]
    assert documents == [themed(page(number, headings=1 + number % 4)) for number in range(50)]


def test_texts_are_escaped_and_are_never_taken_for_slots() -> None:
    frames = Frames(themed, lambda _: "", [], [])
    frames.document(page(1))
    document = frames.document(Page("a/2/", HOSTILE, "", "<h1>Side</h1>", (Heading("h", HOSTILE),)))

    assert document.count("&lt;b&gt;&#34;&#39;&amp;ropa-slot-body-0") == 2 and "<b>" not in document


def test_pages_below_different_tabs_have_different_frames() -> None:
    tabs = ("", "x/", "y/")
    frames = Frames(lambda page: f"<b>{tab_of(page, tabs)}</b>{page.body}", lambda _: "", tabs, [])
    pages = [replace(page(number), above=above) for number, above in enumerate(("x/", "x/one/", "y/", "z/", ""))]

    assert [frames.document(each)[:9] for each in pages] == ["<b>x/</b>", "<b>x/</b>", "<b>y/</b>", "<b></b><h", "<b></b><h"]


def test_a_theme_that_does_something_of_its_own_is_run_for_each_page() -> None:
    frames = Frames(lambda page: page.title[::-1] + page.body, lambda _: "", [], [])

    assert [frames.document(page(number)) for number in (1, 2)] == ["1 ediS<h1>Side 1</h1>", "2 ediS<h1>Side 2</h1>"]

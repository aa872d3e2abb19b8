"""The search box in a real browser: from a server and from a folder, by keyboard, with texts that mean harm."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import material
import pytest
from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import Page

import ropa.search
from ropa.search import Passage, SearchDocument, build_index, static_files

HARM = "<img src=x onerror=harmed()> \"'><script>harmed()</script> javascript:harmed() {{7*7}}"
FRAME = """<!doctype html><html lang="da"><head><meta charset="utf-8"><title>Side</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'">
<link rel="stylesheet" href="{{ 'search/search.css' | url }}"></head><body>
<input type="checkbox" data-md-toggle="search" id="__search" aria-label="Åbn"><header class="md-header">{% include "partials/ropa-search.html" %}</header><main><h1 id="retention">Side</h1></main>
<script src="{{ 'search/box.js' | url }}" defer></script></body></html>"""
DOCUMENTS = (
    SearchDocument("a/bread/", "Brød til kunder", "Behandlingsaktivitet", "Bageriet", ("rundstykker",), ("bread",),
                   (Passage("", "", "Kunder bestiller brød."), Passage("retention", "Sletning", "Bestillingen på brød gemmes i 14 dage."))),
    SearchDocument("p/mill/", "Møllen leverer mel til brød", "Part", passages=(Passage("", "", "Leverer mel."),)),
    SearchDocument("p/harm/", f"Skadelig {HARM}", "Part", HARM, (HARM,), (), (Passage("x", HARM, f"Skadelig tekst {HARM}"),)),
    *(SearchDocument(f"n/{number}/", f"Kvittering nummer {number}", "Liste", passages=(Passage("", "", "Papir."),)) for number in range(25)),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of small pages, each with the box."""
    folder = tmp_path_factory.mktemp("site")
    for name, data in {**build_index(DOCUMENTS), **static_files()}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    for path in ("", *(document.path for document in DOCUMENTS)):
        (folder / path).mkdir(parents=True, exist_ok=True)
        (folder / path / "index.html").write_text(framed(path), encoding="utf-8")
    shutil.copy(folder / "index.html", folder / "start.html")
    return folder


def framed(path: str) -> str:
    """The page at a path, with the theme's icons and our box."""
    places = [Path(ropa.search.__file__).parent / "theme", Path(material.__file__).parent / "templates"]
    environment = Environment(loader=FileSystemLoader(places), autoescape=True)
    environment.filters["url"] = lambda target: "../" * path.count("/") + target
    return environment.from_string(FRAME).render(config={"theme": {"language": "da"}})


@pytest.fixture(params=["server", "folder"])
def start(request: pytest.FixtureRequest, site: Path, serve_dir: Callable[[Path], str]) -> str:
    """The address of the first page."""
    return f"{serve_dir(site)}/start.html" if request.param == "server" else (site / "start.html").as_uri()


def search(page: Page, address: str, query: str) -> None:
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type(query)
    page.locator(".ropa-hit").first.wait_for()


def test_a_page_loads_no_index_until_somebody_searches(page: Page, start: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))

    page.goto(start)
    before = set(asked)
    with page.expect_event("requestfinished", lambda request: request.url.endswith("/index.js")):
        page.keyboard.press("/")

    assert before - {"favicon.ico"} == {"start.html", "search.css", "box.js"}
    assert {"engine.js", "index.js"} <= set(asked)


def test_enter_leads_to_the_section_that_answers(page: Page, start: str) -> None:
    search(page, start, "hvor længe gemmer vi brød")
    page.locator(".ropa-hit__text mark").first.wait_for()
    page.keyboard.press("Enter")

    page.wait_for_url("**/a/bread/**")
    assert page.url.endswith("#retention")


def test_texts_that_mean_harm_are_shown_and_do_none(page: Page, start: str) -> None:
    harmed: list[str] = []
    page.expose_function("harmed", lambda: harmed.append("yes"))
    search(page, start, "skadelig")
    page.locator(".ropa-hit__text mark").first.wait_for()

    assert harmed == []
    assert page.locator(".ropa-hit img, .ropa-hit script").count() == 0
    assert HARM in page.locator(".ropa-hit__title").first.inner_text()


def test_a_filter_shows_one_kind_of_page(page: Page, start: str) -> None:
    search(page, start, "brød")
    page.get_by_role("button", name="Part (1)").press("Enter")

    assert page.locator(".ropa-hit__kind").all_inner_texts() == ["Part"]
    assert page.get_by_role("button", name="Part (1)").get_attribute("aria-pressed") == "true"
    assert page.evaluate("document.activeElement.value") == "Part"


def test_arrows_go_through_the_results_and_escape_closes(page: Page, start: str) -> None:
    search(page, start, "brød")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = page.evaluate("document.activeElement.querySelector('.ropa-hit__title').textContent")
    page.keyboard.press("Escape")

    assert second == "Møllen leverer mel til brød"
    assert not page.locator("#__search").is_checked()


def test_more_results_are_shown_on_demand(page: Page, start: str) -> None:
    search(page, start, "kvittering")
    shown = page.locator(".ropa-hit").count()
    page.get_by_role("button", name="Vis flere").press("Enter")

    assert (shown, page.locator(".ropa-hit").count()) == (10, 20)
    assert page.evaluate("document.activeElement.textContent").startswith("Kvittering nummer 10")


def test_says_how_many_pages_were_found(page: Page, start: str) -> None:
    search(page, start, "brød")
    several = page.get_by_role("status").inner_text()
    page.keyboard.type(" xyzzyq qqqqqq")
    page.keyboard.press("Control+A")
    page.keyboard.type("xyzzyq")

    assert several == "2 sider"
    assert page.get_by_role("status").inner_text() == "Ingen sider passer"

"""The search box in a real browser: from a server and from a folder, by keyboard, with texts that mean harm."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import material
import pytest
from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import Page, Route, expect

import ropa.search
from ropa.search import Passage, SearchDocument, Task, build_index, static_files

from .conftest import PATIENCE, go_back, let_pass

HARM = "<img src=x onerror=harmed()> \"'><script>harmed()</script> javascript:harmed() {{7*7}}"
FRAME = """<!doctype html><html lang="da"><head><meta charset="utf-8"><title>Side</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'">
<link rel="stylesheet" href="{{ 'search/search.css' | url }}"></head><body>
<input type="checkbox" data-md-toggle="search" id="__search" aria-label="Åbn"><header class="md-header">{% include "partials/ropa-search.html" %}</header><main><h1 id="retention">Side</h1></main>
<script src="{{ 'search/box.js' | url }}" defer></script></body></html>"""
DOCUMENTS = (
    SearchDocument("a/bread/", "Brød til kunder", "Behandlingsaktivitet", "Bageriet", ("rundstykker",), ("bread",),
                   (Passage("", "", "Kunder bestiller brød."), Passage("retention", "Sletning", "Bestillingen på brød gemmes i 14 dage."))),
    SearchDocument("p/mill/", "Møllen leverer mel til brød", "Part", identifiers=("mill",), passages=(Passage("", "", "Leverer mel."),)),
    SearchDocument("p/harm/", f"Skadelig {HARM}", "Part", HARM, (HARM,), (), (Passage("x", HARM, f"Skadelig tekst {HARM}"),)),
    SearchDocument("n/", "Papirer", "Liste", tasks=(Task("Se alle kvitteringer", ("n/",)), Task("Se dem igen", ("n/", "p/mill/")))),
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


def hold(page: Page, pattern: str) -> list[Route]:
    """Keeps files of this name from coming; what has been asked for fills the list."""
    held: list[Route] = []
    page.route(re.compile(pattern), lambda route: held.append(route))
    return held


def release(page: Page, held: list[Route]) -> None:
    """Lets what was kept come, as soon as it has been asked for."""
    end = monotonic() + PATIENCE
    while not held:
        assert monotonic() < end, "nothing was asked for"
        page.wait_for_timeout(20)
    for route in held:
        route.continue_()
    page.unroute_all()


def test_enter_before_the_index_has_come_is_remembered(page: Page, start: str) -> None:
    held = hold(page, r"/search/index\.js$")
    page.goto(start)
    page.keyboard.press("/")
    page.keyboard.type("hvor længe gemmer vi brød")
    page.keyboard.press("Enter")
    release(page, held)

    page.wait_for_url("**/a/bread/**")
    assert page.url.endswith("#retention")


def test_enter_before_the_passage_has_come_waits_for_its_place(page: Page, start: str) -> None:
    held = hold(page, r"/search/texts/")
    search(page, start, "hvor længe gemmer vi brød")
    page.keyboard.press("Enter")
    release(page, held)

    page.wait_for_url("**/a/bread/**")
    assert page.url.endswith("#retention")


def test_enter_still_leads_to_the_page_when_the_passage_cannot_be_had(page: Page, start: str) -> None:
    page.route(re.compile(r"/search/texts/"), lambda route: route.fulfill(status=200, body=""))
    search(page, start, "brød")
    page.keyboard.press("Enter")

    page.wait_for_url("**/a/bread/**")


@pytest.mark.parametrize("key", ["Escape", "x"])
def test_what_follows_enter_takes_it_back(page: Page, start: str, key: str) -> None:
    held = hold(page, r"/search/index\.js$")
    page.goto(start)
    page.keyboard.press("/")
    page.keyboard.type("brød")
    page.keyboard.press("Enter")
    page.keyboard.press(key)
    release(page, held)
    page.locator(".ropa-hit__text:not(:empty)").first.wait_for(state="attached")
    page.wait_for_timeout(500)  # the place of the first result is known: now it would be opened

    assert "start.html" in page.url


def test_going_back_from_a_result_shows_the_search_again(page: Page, start: str) -> None:
    search(page, start, "brød")
    page.get_by_role("button", name="Part (1)").press("Enter")
    page.locator(".ropa-hit").first.click()
    page.wait_for_url("**/p/mill/**")
    go_back(page, start)

    expect(page.locator(".md-search__input")).to_have_value("brød")
    expect(page.locator(".ropa-hit__title")).to_have_text(["Møllen leverer mel til brød"])
    assert page.locator("#__search").is_checked()
    assert page.url.endswith("start.html")


def test_a_search_that_was_left_does_not_come_back(page: Page, start: str) -> None:
    search(page, start, "brød")
    page.locator(".ropa-hit").first.click()
    page.wait_for_url("**/a/bread/**")
    go_back(page, start)
    page.locator(".ropa-hit").first.wait_for()
    page.keyboard.press("Escape")
    page.reload()
    let_pass(page, 400)

    assert page.locator(".md-search__input").input_value() == ""
    assert page.evaluate("[sessionStorage.length, localStorage.length]") == [0, 0]


def test_nothing_found_gives_a_tip_and_where_to_begin(page: Page, start: str) -> None:
    page.goto(start)
    page.keyboard.press("/")
    page.keyboard.type("xyzzyq")
    tip = page.locator("[data-ropa-help]")
    tip.wait_for()

    assert "andet ord" in tip.inner_text()
    assert tip.get_by_role("link").all_inner_texts() == ["Papirer"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/n/**")
    go_back(page, start)
    tip.wait_for()
    page.keyboard.press("Control+A")
    page.keyboard.type("brød")
    expect(tip).to_be_hidden()


TYPED_AT_ONCE = """() => {
    const field = document.querySelector(".md-search__input");
    let last;
    for (const typed of ["kv", "kvi", "kvit"]) {
        last = performance.now();
        field.value = typed;
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    return last;
}"""


def test_passages_are_fetched_when_the_typing_pauses(page: Page, site: Path, serve_dir: Callable[[Path], str]) -> None:
    page.goto(f"{serve_dir(site)}/start.html")
    page.keyboard.press("/")
    page.keyboard.insert_text("xyzzyq")  # at once: a slow machine pauses between keys and fetches what `x` finds
    page.locator("[data-ropa-help]").wait_for()
    last = page.evaluate(TYPED_AT_ONCE)
    page.locator(".ropa-hit__text:not(:empty)").first.wait_for()
    asked = page.evaluate("performance.getEntriesByType('resource').filter(entry => entry.name.includes('/search/texts/')).map(entry => entry.startTime)")

    assert asked and min(asked) > last + 100

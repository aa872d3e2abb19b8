"""The law's words in a real browser: shown by pointer and by keyboard, taken away with Escape, read once, moving nothing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from ropa.site.build import build_site

from .conftest import watch

PROJECT = Path(__file__).parents[2]
FICTIONAL = PROJECT / "tests" / "fixtures" / "fictional"
TEXT = """\
# Om ord

En **databehandler** er bundet af en aftale. Her er en lang linje, som ender med et ord helt ude ved kanten af siden, nemlig samtykke.

- Husk en slettefrist.

| Hvad | Hvor længe |
|---|---|
| Retskrav | til det er slut |

Den sidste linje nævner en interesseafvejning.
"""
MEANING = "En virksomhed, der bruger personoplysninger for os"
RECORD = "aktiviteter/havnens-cykler/newsletter/"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve_dir: Callable[[Path], str]) -> str:
    """The fictional register with one hand-written page, built and served."""
    project = tmp_path_factory.mktemp("site")
    shutil.copytree(PROJECT / "hooks", project / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "mkdocs.yml", project)
    shutil.copytree(FICTIONAL, project / "data" / "ropa")
    (project / "docs").mkdir()
    (project / "docs" / "ord.md").write_text(TEXT, encoding="utf-8")
    return serve_dir(build_site(project).folder)


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages; fails on outside requests and errors in the page."""
    contexts = []

    def open_page(width: int = 1280, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce", locale="da-DK", **options)  # type: ignore[arg-type]
        contexts.append((context, watch(context)))
        return context.new_page()

    yield open_page
    faults = [fault for context, found in contexts for fault in (found, context.close())[0]]
    assert faults == []


def word(page: Page, name: str) -> tuple[Locator, Locator]:
    """A word of the law as it is shown, and its meaning."""
    return page.locator(f'.ropa-term[href$="ordbog/#{name}"]'), page.locator(f"#ord-{name}")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_meaning_comes_by_pointer_stays_under_it_and_goes_with_escape(scripts: bool, address: str, opened: Callable[..., Page]) -> None:
    page = opened(java_script_enabled=scripts)
    page.goto(f"{address}/ord/")
    link, meaning = word(page, "databehandler")
    assert not meaning.is_visible()

    link.hover()
    meaning.wait_for(state="visible")
    assert meaning.inner_text().startswith(MEANING)
    meaning.hover()
    page.wait_for_timeout(700)
    assert meaning.is_visible()
    page.keyboard.press("Escape")
    meaning.wait_for(state="hidden")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_meaning_comes_by_keyboard_and_goes_with_escape_while_the_focus_stays(scripts: bool, address: str, opened: Callable[..., Page]) -> None:
    page = opened(java_script_enabled=scripts)
    page.goto(f"{address}/ord/")
    link, meaning = word(page, "slettefrist")
    before, _ = word(page, "samtykke")

    before.focus()
    page.keyboard.press("Tab")
    meaning.wait_for(state="visible")
    page.keyboard.press("Escape")
    meaning.wait_for(state="hidden")
    assert link.evaluate("link => link === document.activeElement")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ordbog/#slettefrist")


def test_a_tap_leads_to_the_place_of_the_word(address: str, opened: Callable[..., Page]) -> None:
    page = opened(390, has_touch=True, is_mobile=True)
    page.goto(f"{address}/ord/")
    word(page, "samtykke")[0].tap()
    page.wait_for_url("**/ordbog/#samtykke")
    expect(page.locator("#samtykke")).to_be_in_viewport()

    assert page.locator("#samtykke").evaluate("place => place.getBoundingClientRect().top >= document.querySelector('.md-header').getBoundingClientRect().bottom")


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("name", ["samtykke", "retskrav", "interesseafvejning"])
def test_a_meaning_moves_nothing_and_stays_on_the_screen(name: str, width: int, address: str, opened: Callable[..., Page]) -> None:
    page = opened(width)
    page.goto(f"{address}/ord/")
    link, meaning = word(page, name)
    link.scroll_into_view_if_needed()
    places = "[...document.querySelectorAll('article *:not(ropa-meaning)')].map(e => e.getBoundingClientRect().toJSON())"
    before = page.evaluate(places)
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    meaning.wait_for(state="visible")
    box = meaning.bounding_box()

    assert page.evaluate(places) == before
    assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_screen_reader_hears_a_meaning_once(address: str, opened: Callable[..., Page]) -> None:
    page = opened()
    page.goto(f"{address}/ord/")
    link, meaning = word(page, "databehandler")
    link.hover()
    meaning.wait_for(state="visible")
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    heard = [node.get(part, {}).get("value", "") for node in nodes if not node["ignored"] for part in ("name", "description")]

    assert [text.startswith(MEANING) for text in heard].count(True) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", ["ord/", "ordbog/", RECORD])
def test_words_pass_axe_while_a_meaning_is_shown(
    path: str, width: int, scheme: str, address: str, opened: Callable[..., Page], axe_violations: Callable[[Page], list[str]]
) -> None:
    page = opened(width, color_scheme=scheme)
    page.goto(f"{address}/{path}")
    if path != "ordbog/":
        page.locator("article .ropa-term").first.hover()
        page.locator("ropa-meaning:popover-open").wait_for(state="visible")

    assert axe_violations(page) == []


def test_on_paper_a_word_is_underlined_and_has_no_meaning_beside_it(address: str, opened: Callable[..., Page]) -> None:
    page = opened()
    page.goto(f"{address}/ord/")
    page.emulate_media(media="print")
    link, meaning = word(page, "databehandler")

    assert link.evaluate("link => [getComputedStyle(link).textDecorationLine, getComputedStyle(link).textDecorationStyle]") == ["underline", "solid"]
    assert page.locator("ropa-meaning:visible").count() == 0


class OlderBrowser:
    """A page as a browser sees it that does not know `interestfor`: without it, and with the rules for such browsers."""

    def __init__(self, page: Page) -> None:
        page.route("**/ord/", lambda route: self._answer(route, lambda text: re.sub(r' interestfor="[^"]*"', "", text)))
        page.route("**/ropa.css", lambda route: self._answer(route, lambda text: text.replace("@supports not selector(:interest-source)", "@supports (color: red)")))

    def _answer(self, route: object, change: Callable[[str], str]) -> None:
        response = route.fetch()  # type: ignore[attr-defined]
        route.fulfill(response=response, body=change(response.text()))  # type: ignore[attr-defined]


@pytest.mark.parametrize("width", [1280, 390])
def test_an_older_browser_shows_a_meaning_and_takes_it_away_with_a_script(width: int, address: str, opened: Callable[..., Page]) -> None:
    page = opened(width)
    OlderBrowser(page)
    page.goto(f"{address}/ord/")
    link, meaning = word(page, "samtykke")
    link.hover()
    meaning.wait_for(state="visible")
    box = meaning.bounding_box()
    assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= width
    meaning.hover()
    page.wait_for_timeout(500)
    assert meaning.is_visible()
    page.keyboard.press("Escape")
    meaning.wait_for(state="hidden")
    page.mouse.move(0, 0)
    link.hover()
    meaning.wait_for(state="visible")
    page.mouse.move(0, 0)
    meaning.wait_for(state="hidden")

    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    meaning.wait_for(state="visible")
    page.keyboard.press("Escape")
    meaning.wait_for(state="hidden")
    assert link.evaluate("link => link === document.activeElement")


def test_an_older_browser_without_scripts_shows_a_plain_link(address: str, opened: Callable[..., Page]) -> None:
    page = opened(java_script_enabled=False)
    OlderBrowser(page)
    page.goto(f"{address}/ord/")
    link, meaning = word(page, "samtykke")
    link.hover()
    page.wait_for_timeout(700)

    assert not meaning.is_visible()
    assert link.is_visible()

"""The search box in the frame of a real site: usable on the smallest screen, by everyone, and there again on going back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ropa.site.build import build_site

from ..site.project import write_docs
from .conftest import go_back, let_pass, watch

PROJECT = Path(__file__).parents[2]
FICTIONAL = PROJECT / "tests" / "fixtures" / "fictional"
SCREENS = {"desktop": (1280, 800), "phone": (390, 844), "zoomed": (320, 256)}
NOTHING, MUCH = "xyzzyq", "oplysninger"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve_dir: Callable[[Path], str]) -> str:
    project = tmp_path_factory.mktemp("site")
    write_docs(project / "docs")
    shutil.copytree(PROJECT / "hooks", project / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "mkdocs.yml", project)
    shutil.copytree(FICTIONAL, project / "data" / "ropa")
    return serve_dir(build_site(project).folder)


@pytest.fixture
def sized(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages on a screen of a size; fails on outside requests and errors in the page."""
    contexts = []

    def open_page(screen: str, scheme: str = "light") -> Page:
        width, height = SCREENS[screen]
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce", locale="da-DK")  # type: ignore[arg-type]
        contexts.append((context, watch(context)))
        return context.new_page()

    yield open_page
    for context, _ in contexts:
        context.close()
    assert [fault for _, faults in contexts for fault in faults] == []


def search(page: Page, address: str, query: str) -> None:
    page.goto(address)
    let_pass(page, 200)  # the theme closes the search when it has jumped to a place on the page
    page.keyboard.press("/")
    page.keyboard.type(query)
    page.locator("[data-ropa-help]:visible, .ropa-hit__text:not(:empty)").first.wait_for()


@pytest.mark.parametrize("query", [MUCH, NOTHING])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_the_open_search_passes_axe(
    screen: str, scheme: str, query: str, address: str, sized: Callable[..., Page], axe_violations: Callable[[Page], list[str]]
) -> None:
    page = sized(screen, scheme)
    search(page, address, query)

    assert axe_violations(page) == []


@pytest.mark.parametrize("screen", SCREENS)
def test_the_first_result_is_on_the_screen(screen: str, address: str, sized: Callable[..., Page]) -> None:
    page = sized(screen)
    search(page, address, MUCH)
    shown = page.locator(".ropa-search__kind").count()
    bottom = page.locator(".ropa-hit__kind").first.evaluate("element => element.getBoundingClientRect().bottom")

    assert shown > 4 and bottom <= SCREENS[screen][1]


def test_every_kind_can_be_reached_by_keyboard_on_the_smallest_screen(address: str, sized: Callable[..., Page]) -> None:
    page = sized("zoomed")
    search(page, address, MUCH)
    page.locator(".ropa-search__kind").last.focus()
    edges = page.locator(".ropa-search__kind").last.evaluate("element => [element.getBoundingClientRect().left, element.getBoundingClientRect().right]")

    assert edges[0] >= 0 and edges[1] <= 320


@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_what_is_typed_at_once_with_enter_opens_the_page(screen: str, address: str, sized: Callable[..., Page]) -> None:
    page = sized(screen)
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type("lejecykel")
    page.keyboard.press("Enter")

    page.wait_for_url("**/bike-rental/**")


@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_going_back_from_a_result_shows_the_search_again(screen: str, address: str, sized: Callable[..., Page]) -> None:
    page = sized(screen)
    search(page, f"{address}/aktiviteter/?klasse=cpr", "lejecykel")
    page.locator(".ropa-hit").first.click()
    page.wait_for_url("**/bike-rental/**")
    go_back(page, f"{address}/aktiviteter/?klasse=cpr")

    expect(page.locator(".ropa-hit").first).to_be_visible()
    assert page.locator(".md-search__input").input_value() == "lejecykel"
    assert page.url.endswith("/aktiviteter/?klasse=cpr")


@pytest.mark.parametrize(("query", "place"), [("lejecykel hvor længe", "**/bike-rental/#retention"), ("lejecykel hvem får", "**/bike-rental/#recipients"), ("ansøgninger", "**/recruitment/**")])
def test_going_back_to_a_place_on_a_page_shows_the_search_again(query: str, place: str, address: str, sized: Callable[..., Page]) -> None:
    page = sized("desktop")
    start = f"{address}/aktiviteter/havnens-cykler/bike-rental/#purposes"
    search(page, start, query)
    page.keyboard.press("Enter")
    page.wait_for_url(place)
    go_back(page, start)
    page.locator(".ropa-hit").first.wait_for()
    let_pass(page, 300)

    expect(page.locator(".ropa-hit").first).to_be_visible()
    assert page.url.endswith("#purposes")


def test_nothing_found_leads_to_the_lists(address: str, sized: Callable[..., Page]) -> None:
    page = sized("desktop")
    search(page, address, NOTHING)
    page.locator("[data-ropa-help]").get_by_role("link", name="Systemer").click()

    expect(page.locator("h1")).to_contain_text("Systemer")

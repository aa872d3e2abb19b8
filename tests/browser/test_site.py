"""The built site in a real browser: it can be read by everyone, on any screen, and asks nobody else for anything."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ropa.site.build import build_site

from ..site.project import write_docs
from .conftest import let_draw, watch

PROJECT = Path(__file__).parents[2]
FICTIONAL = PROJECT / "tests" / "fixtures" / "fictional"
PAGES = {
    "front": "",
    "register": "virksomheder/havnens-cykler/",
    "activities": "aktiviteter/",
    "parties": "parter/",
    "activity": "aktiviteter/havnens-cykler/recruitment/",
    "processor activity": "aktiviteter/nordlys-regnskab/payroll-for-clients/",
    "party": "parter/datahavn/",
    "system": "systemer/havnens-cykler/shop-system/",
    "agreement": "aftaler/nordlys-regnskab/loenskyen/",
    "data categories": "oplysninger/",
    "data category": "oplysninger/cpr-number/",
    "data subjects": "personer/",
    "security measures": "sikkerhed/",
    "events": "haendelser/",
    "document": "dokumenter/havnens-privacy/",
    "all open points": "aabne-punkter/",
    "open points": "aabne-punkter/havnens-cykler/",
    "unreadable": "ulaeselige/party/broken/",
    "rules": "regler/",
    "rule": "regler/RET010/",
    "deviations": "afvigelser/",
    "about": "om/",
    "policies": "politikker/",
    "policy": "politikker/sletning/",
    "breach": "brud/",
    "start": "start-her/",
    "start in an organisation": "start-her/havnens-cykler/",
    "reading": "laes-og-underskriv/havnens-cykler/",
    "quizzes": "proev-dig-selv/",
    "quiz": "proev-dig-selv/havnens-cykler/",
    "glossary": "ordbog/",
}
SCREENS = {"desktop": (1280, 800), "phone": (390, 844), "zoomed": (320, 256)}
"""`zoomed` is what is left of 1280 × 1024 at 400 % (WCAG 1.4.10)."""
BROKEN = "id: broken\nname: {da: Uden mellemrum}\nnaming: named\ncountry: Danmark\n"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve_dir: Callable[[Path], str]) -> str:
    """The fictional register with one broken file, built and served."""
    project = tmp_path_factory.mktemp("site")
    write_docs(project / "docs")
    shutil.copytree(PROJECT / "hooks", project / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "mkdocs.yml", project)
    shutil.copytree(FICTIONAL, project / "data" / "ropa")
    (project / "data/ropa/parties/broken.yaml").write_text(BROKEN, encoding="utf-8")
    return serve_dir(build_site(project).folder)


@pytest.fixture
def sized(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages on a screen of a size and with a colour scheme; fails on outside requests and errors in the page."""
    faults: list[str] = []
    contexts = []

    def open_page(screen: str = "desktop", scheme: str = "light", **options: object) -> Page:
        width, height = SCREENS[screen]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            reduced_motion="reduce",
            locale="da-DK",
            **options,  # type: ignore[arg-type]
        )
        contexts.append((context, watch(context)))
        return context.new_page()

    yield open_page
    for context, found in contexts:
        context.close()
        faults += found
    assert faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_every_kind_of_page_passes_axe(
    screen: str, scheme: str, address: str, sized: Callable[..., Page], axe_violations: Callable[[Page], list[str]]
) -> None:
    page = sized(screen, scheme)
    found = {}
    for name, path in PAGES.items():
        page.goto(f"{address}/{path}")
        found[name] = axe_violations(page)

    assert {name: violations for name, violations in found.items() if violations} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_search_passes_axe(
    scheme: str, address: str, sized: Callable[..., Page], axe_violations: Callable[[Page], list[str]]
) -> None:
    page = sized("desktop", scheme)
    page.goto(address)
    search_for(page, "cykel")

    assert axe_violations(page) == []


def search_for(page: Page, words: str) -> None:
    page.locator(".md-search__input").click()
    page.keyboard.type(words)
    page.locator(".ropa-hit__text:not(:empty)").first.wait_for()


@pytest.mark.parametrize("screen", SCREENS)
def test_no_page_scrolls_sideways(screen: str, address: str, sized: Callable[..., Page]) -> None:
    page = sized(screen)
    widths = {}
    for name, path in PAGES.items():
        page.goto(f"{address}/{path}")
        widths[name] = page.evaluate("document.documentElement.scrollWidth - innerWidth")

    assert {name: over for name, over in widths.items() if over > 0} == {}


def test_the_answers_of_every_activity_fit_on_the_first_screen(address: str, sized: Callable[..., Page]) -> None:
    page = sized("desktop")
    links = activities(page, address)
    bottoms = {}
    for link in links:
        page.goto(link)
        bottoms[link] = page.evaluate("document.querySelector('.ropa-summary').getBoundingClientRect().bottom")

    assert len(links) > 10
    assert {link: bottom for link, bottom in bottoms.items() if bottom > 800} == {}


def activities(page: Page, address: str) -> list[str]:
    """The addresses of all records."""
    page.goto(f"{address}/aktiviteter/")
    return page.locator(".ropa-table tbody th a").evaluate_all("links => links.map(link => link.href)")


def busiest(page: Page, address: str) -> str:
    """The record whose drawing has the most lines."""
    lines = {}
    for link in activities(page, address):
        page.goto(link)
        lines[link] = page.locator(".ropa-flow__lines path").count()
    return max(lines, key=lambda link: lines[link])


def test_the_busiest_drawing_keeps_its_letters_large_on_a_phone(address: str, sized: Callable[..., Page]) -> None:
    page = sized("phone")
    page.goto(busiest(page, address))
    heights = page.evaluate("""[...document.querySelectorAll('.ropa-flow text')].map(
        text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().d)""")

    assert len(heights) > 20 and min(heights) >= 12


def test_no_label_of_the_busiest_drawing_touches_a_box_or_another(address: str, sized: Callable[..., Page]) -> None:
    page = sized("desktop")
    page.goto(busiest(page, address))
    touching = page.evaluate("""() => {
        const labels = [...document.querySelectorAll('.ropa-flow__labels text')];
        const boxes = [...document.querySelectorAll('.ropa-flow__box rect')];
        const area = element => element.getBoundingClientRect();
        const touch = (a, b) => a.left < b.right - 1 && b.left < a.right - 1
            && a.top < b.bottom - 3 && b.top < a.bottom - 3;
        return labels.filter(one => [...labels, ...boxes].some(other => other !== one && touch(area(one), area(other))))
            .map(label => label.textContent) }""")

    assert page.locator(".ropa-flow__labels text").count() > 5 and touching == []


def test_every_box_of_the_drawing_holds_its_text(address: str, sized: Callable[..., Page]) -> None:
    page = sized("desktop")
    page.goto(f"{address}/{PAGES['activity']}")
    over = page.evaluate("""[...document.querySelectorAll('.ropa-flow__box')].flatMap(box => {
        const edge = box.querySelector('rect').getBoundingClientRect();
        return [...box.querySelectorAll('text')].filter(text => text.getBoundingClientRect().right > edge.right)
            .map(text => text.textContent) })""")

    assert over == []


def test_the_search_finds_a_record_by_its_other_name_first(address: str, sized: Callable[..., Page]) -> None:
    page = sized("desktop")
    page.goto(address)
    search_for(page, "lejecykel")

    assert "Udlejning" in page.locator(".ropa-hit__title").first.inner_text()


def test_the_search_box_and_the_frame_speak_danish(address: str, sized: Callable[..., Page]) -> None:
    page = sized("desktop")
    page.goto(f"{address}/{PAGES['activity']}")

    assert page.locator(".md-search__input").get_attribute("placeholder") == "Søg"
    assert page.locator("html").get_attribute("lang") == "da"
    assert page.get_by_text("På denne side").first.is_visible()


def test_the_colours_can_be_switched(address: str, sized: Callable[..., Page]) -> None:
    page = sized("desktop", "light")
    page.goto(address)
    page.get_by_title("Skift til mørke farver").click()

    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_a_page_can_be_read_without_scripts(address: str, sized: Callable[..., Page]) -> None:
    page = sized("desktop", java_script_enabled=False)
    page.goto(f"{address}/{PAGES['activity']}")
    page.get_by_role("link", name="Forside").first.click()

    expect(page.get_by_role("heading", name="Hvad vil du?")).to_be_visible()


def test_the_address_to_send_is_the_whole_one(address: str, sized: Callable[..., Page]) -> None:
    page = sized("desktop")
    page.goto(f"{address}/{PAGES['party']}#noget-forkert")

    assert page.locator(".ropa-address").inner_text() == f"{address}/{PAGES['party']}"


def test_a_printed_page_has_the_content_and_not_the_frame(address: str, sized: Callable[..., Page]) -> None:
    page = sized("desktop")
    page.goto(f"{address}/{PAGES['activity']}")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")

    assert page.locator(".ropa-summary").is_visible()
    assert page.locator(".ropa-details li").first.is_visible() and not page.locator(".ropa-flow").is_visible()
    assert not any(
        page.locator(part).first.is_visible() for part in (".md-header", ".md-tabs", ".md-sidebar--secondary")
    )


def test_the_keyboard_shows_where_it_is(address: str, sized: Callable[..., Page]) -> None:
    page = sized("desktop")
    page.goto(f"{address}/aktiviteter/")
    unseen = []
    for _ in range(30):
        page.keyboard.press("Tab")
        unseen += page.evaluate("""() => {
            const focused = document.activeElement;
            const label = [...focused.parentElement.querySelectorAll('label')].find(label => label.offsetParent);
            const outlined = element => element && parseFloat(getComputedStyle(element).outlineWidth) >= 2
                && getComputedStyle(element).outlineStyle !== 'none';
            return [focused, focused.closest('form'), focused.matches('.md-option') && label].some(outlined)
                ? [] : [focused.outerHTML.slice(0, 80)] }""")

    assert unseen == []


@pytest.mark.parametrize("name", ["activity", "party", "front", "open points", "about"])
def test_the_link_past_the_menus_leads_to_the_title(name: str, address: str, sized: Callable[..., Page]) -> None:
    page = sized("desktop")
    page.goto(f"{address}/{PAGES[name]}")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    title = page.locator("h1")
    expect(title).to_be_focused()
    let_draw(page)
    top, below = title.evaluate("title => [title.getBoundingClientRect().top, title.getBoundingClientRect().bottom]")
    header = page.locator(".md-header").evaluate("header => header.getBoundingClientRect().bottom")
    page.keyboard.press("Tab")

    assert header <= top < below < 800
    assert title.evaluate("""title => [undefined, document.activeElement].includes(
        [...title.closest('article').querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')].find(
            element => element.checkVisibility()
            && title.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING))""")


@pytest.mark.parametrize(
    ("name", "tab"),
    [
        ("activity", "Fortegnelser"),
        ("register", "Fortegnelser"),
        ("party", "Parter"),
        ("parties", "Parter"),
        ("system", "Systemer"),
        ("document", "Dokumenter"),
        ("open points", "Åbne punkter"),
        ("rule", "Åbne punkter"),
        ("deviations", "Åbne punkter"),
        ("about", "Vejledning"),
        ("policies", "Politikker"),
        ("policy", "Politikker"),
        ("breach", "Når noget går galt"),
        ("start in an organisation", "Start her"),
    ],
)
def test_the_tab_that_a_page_belongs_under_is_marked(
    name: str, tab: str, address: str, sized: Callable[..., Page]
) -> None:
    page = sized("desktop")
    page.goto(f"{address}/{PAGES[name]}")

    assert page.locator(".md-tabs__link[aria-current]").all_inner_texts() == [tab]
    assert page.locator(".md-tabs__item--active").all_inner_texts() == [tab]


def test_the_address_to_send_follows_what_is_chosen_in_a_filter(address: str, sized: Callable[..., Page]) -> None:
    page = sized("desktop")
    page.goto(f"{address}/{PAGES['parties']}")
    page.locator("input[name=navn]").fill("data")

    assert page.locator(".ropa-address").inner_text() == f"{address}/{PAGES['parties']}?navn=data"


def test_there_is_one_way_to_reset_a_filter(address: str, sized: Callable[..., Page]) -> None:
    page = sized("desktop")
    page.goto(f"{address}/{PAGES['parties']}?navn=findes-ikke")

    assert page.get_by_role("button", name="Nulstil").count() == 1


def test_a_drawing_that_goes_on_says_so_at_its_edge_on_a_phone(address: str, sized: Callable[..., Page]) -> None:
    page = sized("phone")
    page.goto(busiest(page, address))
    page.locator(".ropa-flow").scroll_into_view_if_needed()
    flow = page.locator(".ropa-flow")

    at_start = flow.screenshot()
    flow.evaluate("flow => flow.style.background = 'none'")

    assert flow.evaluate("flow => flow.scrollWidth > flow.clientWidth") and flow.screenshot() != at_start


def test_the_menu_on_a_phone_leads_to_the_lists(address: str, sized: Callable[..., Page]) -> None:
    page = sized("phone")
    page.goto(f"{address}/{PAGES['activity']}")
    page.locator("label.md-header__button[for=__drawer]").click()
    page.locator(".md-sidebar--primary").get_by_role("link", name="Parter").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Parter", use_inner_text=True)

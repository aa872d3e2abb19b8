"""The knowledge check in a real browser: by keyboard alone, told to those who listen, and kept nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ropa.site.build import build_site

from ..site.project import fictional_files, write_project
from .conftest import watch

QUIZ = "proev-dig-selv/nordlys-toershavn/"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve_dir: Callable[[Path], str]) -> str:
    """The fictional register, built and served."""
    project = write_project(tmp_path_factory.mktemp("site"), fictional_files())
    return serve_dir(build_site(project).folder)


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Opens a quiz on a screen; fails on outside requests and errors in the page."""
    contexts = []

    def open_page(path: str = QUIZ, width: int = 1280, height: int = 800, scheme: str = "light", **options: object) -> Page:
        size = {"width": width, "height": height}
        context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce", **options)  # type: ignore[arg-type]
        contexts.append((context, watch(context)))
        page = context.new_page()
        page.goto(f"{address}/{path}")
        return page

    yield open_page
    faults = []
    for context, found in contexts:
        context.close()
        faults += found
    assert faults == []


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent || document.activeElement.name"))


def answer(page: Page, number: int, *, right: bool) -> None:
    item = page.locator(".ropa-quiz__question").nth(number)
    index = int(str(item.get_attribute("data-right")))
    item.get_by_role("radio").nth(index if right else (index + 1) % item.get_by_role("radio").count()).check()
    item.get_by_role("button").click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_quiz_passes_axe_before_and_after_answers(
    width: int, scheme: str, opened: Callable[..., Page], axe_violations: Callable[[Page], list[str]]
) -> None:
    page = opened(width=width, scheme=scheme)
    before = axe_violations(page)
    answer(page, 0, right=True)
    answer(page, 1, right=False)

    assert before == [] and axe_violations(page) == []
    page.goto(page.url.replace("nordlys-toershavn/", ""))
    assert axe_violations(page) == []


@pytest.mark.parametrize("width", [390, 320])
def test_the_quiz_fits_a_phone(width: int, opened: Callable[..., Page]) -> None:
    page = opened(width=width)
    answer(page, 0, right=False)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_whole_quiz_is_answered_by_keyboard(opened: Callable[..., Page]) -> None:
    page = opened()
    total = page.locator(".ropa-quiz__question").count()
    page.locator(".ropa-quiz").get_by_role("radio").first.focus()
    for number in range(total):
        item = page.locator(".ropa-quiz__question").nth(number)
        assert page.evaluate("document.activeElement.name") == f"svar-{number}"
        page.keyboard.press("Space")
        for _ in range(int(str(item.get_attribute("data-right")))):
            page.keyboard.press("ArrowDown")
            assert item.locator(".ropa-quiz__told").inner_text() == "", "moving among answers answers nothing"
        page.keyboard.press("Tab")
        assert focused(page) == "Svar"
        page.keyboard.press("Enter")
        expect(item.locator(".ropa-quiz__told")).to_have_text("Rigtigt.")
        assert focused(page) == ("Næste spørgsmål" if number + 1 < total else "Se resultatet")
        page.keyboard.press("Enter")

    assert focused(page) == f"Du svarede rigtigt på {total} af {total}."
    page.keyboard.press("Tab")
    assert focused(page) == "Begynd forfra"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "svar-0"
    assert page.locator(".ropa-quiz").get_by_role("radio", checked=True).count() == 0 and page.locator(".ropa-quiz__score").inner_text() == ""


def test_a_wrong_answer_tells_the_right_one_and_why(opened: Callable[..., Page]) -> None:
    page = opened()
    item = page.locator(".ropa-quiz__question").first
    assert not item.locator("details").is_visible()
    answer(page, 0, right=False)
    right = item.get_by_role("radio").nth(int(str(item.get_attribute("data-right")))).locator("..").inner_text()

    assert item.get_by_role("status").inner_text() == f"Forkert. Det rigtige svar er: {right}"
    assert item.locator("details a").is_visible()


def test_an_answer_has_to_be_chosen_first(opened: Callable[..., Page]) -> None:
    page = opened()
    item = page.locator(".ropa-quiz__question").first
    item.get_by_role("button").click()

    assert item.get_by_role("status").inner_text() == "Vælg et svar først."
    assert not item.locator("details").is_visible()


def test_the_count_comes_when_all_are_answered_in_any_order(opened: Callable[..., Page]) -> None:
    page = opened()
    total = page.locator(".ropa-quiz__question").count()
    for number in reversed(range(1, total)):
        answer(page, number, right=number != 2)
    assert page.locator(".ropa-quiz__score").inner_text() == ""
    answer(page, 0, right=False)

    assert page.locator(".ropa-quiz__score").inner_text() == f"Du svarede rigtigt på {total - 2} af {total}."


def test_choices_have_the_question_as_their_name(opened: Callable[..., Page]) -> None:
    page = opened()
    name = page.locator(".ropa-quiz__text").first.inner_text()

    assert page.get_by_role("group", name=name).get_by_role("radio").count() >= 2


ICON = "/assets/ropa.svg"
"""The site's icon, which the browser fetches by itself when it finds the time."""


def test_nothing_of_an_answer_is_kept_or_sent(opened: Callable[..., Page]) -> None:
    page = opened()
    sent: list[str] = []
    before = page.evaluate("[JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie, location.href]")
    page.on("request", lambda request: sent.append(request.url))
    for number in range(page.locator(".ropa-quiz__question").count()):
        answer(page, number, right=True)

    assert page.evaluate("[JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie, location.href]") == before
    assert [url for url in sent if not url.endswith(ICON)] == []
    page.reload()
    assert page.locator(".ropa-quiz").get_by_role("radio", checked=True).count() == 0


def test_without_scripts_questions_and_answers_are_there(opened: Callable[..., Page]) -> None:
    page = opened(java_script_enabled=False)
    item = page.locator(".ropa-quiz__question").first
    item.locator("summary").click()

    assert page.locator(".ropa-quiz").get_by_role("radio").count() == 0 and item.locator(".ropa-quiz__options li").count() >= 2
    assert item.locator("details strong").is_visible() and item.locator("details a").is_visible()

"""The pages for new employees in a real browser: for everyone to read, by keyboard, and the sheet on one page of paper."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from ropa.site.build import build_site

from .conftest import watch

PROJECT = Path(__file__).parents[2]
FICTIONAL = PROJECT / "tests" / "fixtures" / "fictional"
ORGANISATION = "havnens-cykler"
WHOLE, DEPARTMENT, LIST = f"start-her/{ORGANISATION}/", f"start-her/{ORGANISATION}/shop/", f"laes-og-underskriv/{ORGANISATION}/"
PATHS = ("start-her/", WHOLE, DEPARTMENT, LIST)
GUIDES = 40
"""More than the longest list there is, each with as long a title as any."""
GUIDE = "---\ntitle: Videregivelse til politi, myndigheder og andre nr. {n}\ngoverns: [all]\n---\n# Videregivelse\n\nEn side.\n"
A4 = {"format": "A4", "margin": {side: "15mm" for side in ("top", "right", "bottom", "left")}}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve_dir: Callable[[Path], str]) -> str:
    """The fictional register with very many guides, built and served."""
    project = tmp_path_factory.mktemp("start")
    shutil.copytree(PROJECT / "hooks", project / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "mkdocs.yml", project)
    shutil.copytree(FICTIONAL, project / "data" / "ropa")
    (project / "docs").mkdir()
    for n in range(GUIDES):
        (project / "docs" / f"side-{n}.md").write_text(GUIDE.format(n=n), encoding="utf-8")
    return serve_dir(build_site(project).folder)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_passes_axe_and_does_not_scroll_sideways(width: int, scheme: str, address: str, browser: Browser, axe_violations: Callable[[Page], list[str]]) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce", locale="da-DK")  # type: ignore[arg-type]
    faults, page, found = watch(context), context.new_page(), {}
    for path in PATHS:
        page.goto(f"{address}/{path}")
        page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")
        found[path] = axe_violations(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found[path].append("scrolls sideways")
    context.close()

    assert {path: violations for path, violations in found.items() if violations} == {}
    assert faults == []


@pytest.mark.parametrize("scripts", [True, False])
def test_the_sheet_prints_alone_on_one_page_of_a4(scripts: bool, address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=scripts, locale="da-DK")
    page = context.new_page()
    page.goto(f"{address}/{LIST}")
    pages = [re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(**options)) for options in (A4, {"format": "A4"})]  # type: ignore[arg-type]
    page.emulate_media(media="print")
    items, shown = page.locator(".ropa-sign__items > li"), [page.locator(f".ropa-sign {part}").last.is_visible() for part in ("h3", "dd", "li", ".ropa-sign__line")]
    hidden = [page.locator(part).first.is_visible() for part in (".ropa-section table", ".ropa-lead", ".ropa-wrong", "h1", ".md-header")]

    assert items.count() == GUIDES + 1
    assert [len(found) for found in pages] == [1, 1]
    assert all(shown) and not any(hidden)
    context.close()


def test_other_pages_print_with_everything_unfolded(address: str, page: Page) -> None:
    page.goto(f"{address}/{DEPARTMENT}")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")

    assert page.locator("details.ropa-fold").count() > 3
    assert page.locator("details.ropa-fold .ropa-card").last.is_visible() and page.locator(".ropa-summary").is_visible()


def test_a_fold_opens_by_keyboard_and_works_without_scripts(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="da-DK")
    page = context.new_page()
    page.goto(f"{address}/{DEPARTMENT}")
    first = page.locator("details.ropa-fold").first
    first.locator("summary").focus()
    page.keyboard.press("Enter")

    assert first.get_attribute("open") is not None and first.locator("table, .ropa-card").first.is_visible()
    context.close()


def test_one_comes_from_the_front_page_to_the_sheet_in_three_steps(address: str, page: Page) -> None:
    page.goto(f"{address}/")
    page.locator(".ropa-task").get_by_role("link", name="Start her").click()
    page.wait_for_url(f"{address}/start-her/")
    page.get_by_role("link", name="Havnens Cykler A/S").first.click()
    page.wait_for_url(f"{address}/{WHOLE}")
    page.locator(".ropa-ways").get_by_role("link", name="Læs og skriv under").click()

    page.wait_for_url(f"{address}/{LIST}")

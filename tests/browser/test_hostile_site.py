"""A register in which every text tries to break out of the page: in a real browser it stays text."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from ropa.site.build import build_site
from ropa.site.urls import FOLDERS, path_of

from ..site.full_register import ID, full_files
from .conftest import watch

PROJECT = Path(__file__).parents[2]
PAYLOAD = (
    "Ondt <script>hit('script')</script>\"><img src=x onerror=hit('img')>'><svg/onload=hit('svg')> "
    "</title></style></textarea></script></svg><iframe srcdoc=\"<script>parent.hit('frame')</script>\"></iframe> "
    "]]> --> {{7*7}} {% raw %} ${7*7} <%= 7*7 %> [x](javascript:hit('md')) javascript:hit('url') "
    "&lt;script&gt;hit('entity')&lt;/script&gt; &#60;b&#62; \" onmouseover=hit('attribute') x=\" "
    "\u202enegnidneb\u2066 null None undefined NaN \\u003cscript\\u003e `kode` " + "langt" * 60
)
KINDS_WITH_SCOPE = ("activity", "system", "agreement")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve_dir: Callable[[Path], str]) -> str:
    """The full register with the payload in each text field, beside a file that cannot be read, built and served."""
    project = tmp_path_factory.mktemp("hostile")
    (project / "docs").mkdir()
    shutil.copytree(PROJECT / "hooks", project / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "mkdocs.yml", project)
    for path, data in full_files(lambda path, _: f"{PAYLOAD} {path}").contents.items():
        target = project / "data" / "ropa" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    broken = project / "data/ropa/parties/broken.yaml"
    broken.write_text(f"id: broken\nnaming: named\n'{PAYLOAD.replace(chr(39), '')}': 1\n", encoding="utf-8")
    return serve_dir(build_site(project).folder)


@pytest.fixture
def guarded(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page, and the list of everything that a payload managed to do."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    hits = watch(context)
    context.expose_function("hit", lambda name: hits.append(f"the payload `{name}` ran"))
    page = context.new_page()
    page.on("dialog", lambda dialog: (hits.append(f"a dialog: {dialog.message}"), dialog.dismiss()))
    page.on("download", lambda download: hits.append("a download"))
    yield page, hits
    context.close()


def paths() -> list[str]:
    records = [path_of(kind, f"{ID}/{ID}" if kind in KINDS_WITH_SCOPE else ID) for kind in FOLDERS]
    lists = [f"{folder}/" for folder in FOLDERS.values()]
    return ["", "aabne-punkter/", f"aabne-punkter/{ID}/", "ulaeselige/party/broken/", *lists, *records]


def test_no_payload_runs_on_any_page(address: str, guarded: tuple[Page, list[str]]) -> None:
    page, hits = guarded
    strays = {}
    for path in paths():
        page.goto(f"{address}/{path}")
        page.mouse.move(100, 300)
        strays[path] = page.evaluate("""[...document.querySelectorAll(
            'article :is(script, img, iframe, style, textarea), article [onerror], article [onload], article [onmouseover], a[href*=":"]:not([href^="http"], [href^="mailto:"], [href^="tel:"])'
        )].map(element => element.outerHTML).concat(document.documentElement.scrollWidth > innerWidth ? ['scrolls sideways'] : [])""")

    assert hits == []
    assert {path: found for path, found in strays.items() if found} == {}


def test_the_payload_is_shown_as_it_is_written(address: str, guarded: tuple[Page, list[str]]) -> None:
    page, _ = guarded
    page.goto(f"{address}/{path_of('activity', f'{ID}/{ID}')}")

    assert page.locator("h1").text_content() == f"{PAYLOAD} activity.title.da"
    assert page.title().startswith("Ondt <script>hit('script')</script>\"><img src=x")
    assert "Ondt <script>hit" in " ".join(page.locator(".ropa-flow svg text").all_text_contents())


def search_for(page: Page, words: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.locator(".md-search__input").click()
    page.keyboard.type(words)
    page.locator(".ropa-hit__text:not(:empty)").first.wait_for()


def test_no_payload_runs_in_the_search(address: str, guarded: tuple[Page, list[str]]) -> None:
    page, hits = guarded
    page.goto(address)
    search_for(page, "ondt")
    strays = page.locator(".md-search-result__list :is(script, img, iframe)").count()

    assert "<script>hit('script')</script>" in page.locator(".md-search-result__list").inner_text()
    assert (hits, strays) == ([], 0)


def test_no_payload_runs_on_a_page_that_the_search_leads_to(address: str, guarded: tuple[Page, list[str]]) -> None:
    page, hits = guarded
    page.goto(address)
    search_for(page, "script")
    page.locator(".md-search-result__item a").first.click()
    page.wait_for_url(lambda url: url.rstrip("/") != address)

    assert hits == []

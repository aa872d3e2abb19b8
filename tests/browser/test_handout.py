"""The site that is handed out, opened from its folder: pages, search and filters work, and nothing else is asked for."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from playwright.sync_api import Page

from ropa.site.build import build_site

from ..site.project import fictional_files, write_project


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(write_project(tmp_path_factory.mktemp("handout"), fictional_files()), handout=True).folder


def opened(page: Page, folder: Path, path: str = "") -> list[str]:
    """Opens a page from the folder; the list fills with every address that is asked for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((folder / path / "index.html").as_uri())
    return asked


def test_every_page_opens_from_the_folder_and_every_link_leads_to_a_file(page: Page, folder: Path) -> None:
    dead: dict[str, list[str]] = {}
    files = [file for file in sorted(folder.rglob("*.html")) if 'http-equiv="refresh"' not in file.read_text(encoding="utf-8")]
    for file in files:
        page.goto(file.as_uri())
        links = page.evaluate("[...document.querySelectorAll('a[href]')].map(link => new URL(link.getAttribute('href'), document.baseURI).href)")
        local = {Path(urldefrag(link)[0].removeprefix("file://")) for link in links if link.startswith("file://")}
        dead[file.name] = dead.get(file.name, []) + [str(path) for path in local if not path.is_file()]

    assert len(files) > 60
    assert {name: found for name, found in dead.items() if found} == {}


def test_a_reader_finds_an_activity_through_the_search_and_asks_nobody(page: Page, folder: Path) -> None:
    asked = opened(page, folder)
    page.keyboard.press("/")
    page.keyboard.type("ansøgere")
    page.locator(".ropa-hit").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/handout/\w+/.+/index.html"))
    page.locator("h1").wait_for()

    assert "index.html" in page.url and {url.split(":")[0] for url in asked} <= {"file", "data"}


def test_a_former_address_leads_on_to_the_file(page: Page, folder: Path) -> None:
    redirects = [file for file in folder.rglob("*.html") if 'http-equiv="refresh"' in file.read_text(encoding="utf-8")]
    page.goto(redirects[0].as_uri())
    page.locator(".ropa-kicker").wait_for()

    assert page.url.startswith(folder.as_uri()) and page.url.split("#")[0].endswith("/index.html")


def test_the_filters_of_a_register_work(page: Page, folder: Path) -> None:
    opened(page, folder, "aktiviteter")
    rows = page.locator("tr[data-row]:visible")
    before = rows.count()
    name = rows.first.locator("th").inner_text()
    page.locator("form[data-filter] input[type=search]").fill(name)

    assert 0 < rows.count() < before

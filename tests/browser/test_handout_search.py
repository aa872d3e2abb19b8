"""The search of a site that is handed out: opened from a folder, it finds pages of the register and hand-written ones."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ropa.site.build import build_site

PROJECT = Path(__file__).parents[2]
FICTIONAL = PROJECT / "tests" / "fixtures" / "fictional"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("handout")
    (project / "docs").mkdir()
    (project / "docs" / "om.md").write_text("# Om os\n\n## Sådan læses den\n\nEn side, skrevet i hånden.\n", encoding="utf-8")
    shutil.copytree(PROJECT / "hooks", project / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "mkdocs.yml", project)
    shutil.copytree(FICTIONAL, project / "data" / "ropa")
    return build_site(project, handout=True).folder


@pytest.mark.parametrize("start", ["index.html", "parter/index.html"])
@pytest.mark.parametrize(
    ("query", "heading", "file"),
    [("lejecykel", "Udlejning", "/bike-rental/index.html"), ("skrevet i hånden", "Om os", "/om/index.html#saadan-laeses-den")],
)
def test_the_first_result_opens(page: Page, folder: Path, start: str, query: str, heading: str, file: str) -> None:
    page.goto((folder / start).as_uri())
    page.locator(".md-search__input").click()
    page.keyboard.type(query)
    page.locator(".ropa-hit__text:not(:empty)").first.wait_for()
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_contain_text(heading)
    assert file in page.url

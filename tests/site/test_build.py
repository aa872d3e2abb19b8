"""A whole site built by the site builder, from a project like the one that `ropa init` makes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ropa.findings import RopaError
from ropa.site.build import Built, build_site

from .project import write_project
from .small import FILES, files


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    linked = files(register=FILES["register.yaml"] + "edit_url: https://git.test/edit/\n")
    return build_site(write_project(tmp_path_factory.mktemp("site"), linked))


def html(built: Built, path: str) -> str:
    return (built.folder / path / "index.html").read_text(encoding="utf-8")


def test_builds_a_page_for_each_record_and_each_hand_written_page(built: Built) -> None:
    assert "Vide hvem der kørte" in html(built, "aktiviteter/anker/slip")
    assert "skrevet i hånden" in html(built, "om")
    assert built.pages == len(list(built.folder.rglob("index.html")))


def test_writes_nothing_outside_the_site(built: Built) -> None:
    kept = sorted(path.name for path in (built.folder.parent / "docs").iterdir())

    assert kept == ["om.md"]


def test_the_navigation_has_the_lists_and_no_record(built: Built) -> None:
    links = re.findall(r'href="([^"]*)" class="md-nav__link', html(built, "parter"))

    assert {
        "..",
        "../start-her/",
        "../virksomheder/",
        "../virksomheder/anker/",
        "./",
        "../systemer/",
        "../oplysninger/",
        "../dokumenter/",
        "../aabne-punkter/",
        "../om/",
    } >= {link for link in links if not link.startswith("#")}
    assert not any("aktiviteter/" in link for link in links)


def test_there_is_no_sitemap_with_dates(built: Built) -> None:
    assert not (built.folder / "sitemap.xml").exists()


def test_a_former_address_is_a_page(built: Built) -> None:
    assert "Siden er flyttet" in html(built, "aktiviteter/anker/old-slip")


def test_each_record_links_to_its_own_file(built: Built) -> None:
    assert 'href="https://git.test/edit/activities/anker/slip.yaml" rel="edit"' in html(built, "aktiviteter/anker/slip")
    assert 'href="https://git.test/edit/parties/sky.yaml" rel="edit"' in html(built, "parter/sky")


def test_the_frame_is_danish_names_no_maker_and_sends_no_address_on(built: Built) -> None:
    page = html(built, "aktiviteter/anker/slip")

    assert '<html lang="da"' in page and "<title>Køreseddel – Vores fortegnelse</title>" in page
    assert 'name="generator"' not in page and 'content="no-referrer"' in page and "default-src 'none'" in page


def test_nothing_is_fetched_from_another_host(built: Built) -> None:
    fetched = [
        match
        for path in built.folder.rglob("*.html")
        for match in re.findall(r'(?:src|href)="(https?:[^"]*)"', path.read_text(encoding="utf-8"))
    ]

    assert {url for url in fetched if not url.startswith("https://git.test/edit/")} == set()


def test_search_knows_each_page_once_with_its_other_names_and_without_boilerplate(built: Built) -> None:
    index = (built.folder / "search" / "index.js").read_text(encoding="utf-8")
    texts = " ".join(path.read_text(encoding="utf-8") for path in (built.folder / "search" / "texts").glob("*.js"))

    assert index.count('"aktiviteter/anker/slip/"') == index.count('"om/"') == 1
    assert "\\nprovetur\\n" in index
    assert "skrevet i hånden" in texts
    assert "Noget forkert" not in index + texts


def test_two_builds_are_the_same(built: Built, tmp_path: Path) -> None:
    linked = files(register=FILES["register.yaml"] + "edit_url: https://git.test/edit/\n")
    again = build_site(write_project(tmp_path, linked))

    assert _bytes(again) == _bytes(built)


def _bytes(built: Built) -> dict[str, bytes]:
    return {
        str(path.relative_to(built.folder)): path.read_bytes() for path in built.folder.rglob("*") if path.is_file()
    }


def test_says_what_is_missing_when_there_is_no_site_to_build(tmp_path: Path) -> None:
    with pytest.raises(RopaError, match="mkdocs.yml"):
        build_site(tmp_path)


def test_a_warning_of_the_builder_stops_a_strict_build_and_is_told(tmp_path: Path) -> None:
    project = write_project(tmp_path, FILES)
    (project / "docs" / "om.md").write_text("[væk](findes-ikke.md)\n", encoding="utf-8")

    with pytest.raises(RopaError, match="findes-ikke"):
        build_site(project)

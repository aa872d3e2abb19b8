"""Every page of a register: nothing is lost, nothing internal shows, every link leads somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from ropa.files import read_folder
from ropa.register import Register, assemble, visit
from ropa.schema import fields_of
from ropa.site import Page
from ropa.site.urls import FOLDERS, path_of

from .full_register import ID, full_register
from .reading import dead_links, read, site_of, text_of

FICTIONAL = Path(__file__).parents[1] / "fixtures" / "fictional"
MARKS: dict[str, str] = {}
SECRETS: list[str] = []


def mark(path: str, is_internal: bool) -> str:
    word = f"mærke{len(MARKS) + len(SECRETS):04}x"
    if is_internal or path.startswith("evidence"):
        SECRETS.append(word)
    elif not path.endswith(".en"):
        MARKS[path] = word
    return word


@pytest.fixture(scope="module")
def full() -> dict[str, Page]:
    return site_of(full_register(mark))


@pytest.fixture(scope="module")
def fictional() -> Register:
    return assemble(read_folder(FICTIONAL))


@pytest.fixture(scope="module")
def fictional_site(fictional: Register) -> dict[str, Page]:
    return site_of(fictional)


def page_of(site: dict[str, Page], kind: str) -> Page:
    return site[path_of(kind, f"{ID}/{ID}" if kind in ("activity", "system", "agreement") else ID)]


@pytest.mark.parametrize("kind", FOLDERS)
def test_shows_every_text_that_a_record_holds(full: dict[str, Page], kind: str) -> None:
    shown = text_of(page_of(full, kind)).lower()

    assert [path for path, word in MARKS.items() if path.startswith(f"{kind}.") and word not in shown] == []


def test_shows_no_internal_text_on_any_page(full: dict[str, Page]) -> None:
    everything = " ".join(f"{page.title} {page.description} {page.body} {page.document}" for page in full.values())

    assert [word for word in SECRETS if word in everything] == []


def test_shows_every_text_of_the_fictional_register(fictional: Register, fictional_site: dict[str, Page]) -> None:
    lost = []
    for entry in (entry for kind in FOLDERS for entry in fictional.of(kind)):
        shown = text_of(fictional_site[path_of(entry.kind, entry.key)]).lower()
        for found in visit(fields_of(entry.kind), entry.value, entry.pointer):
            text = " ".join(str(found.value["da"]).split()).rstrip(".") if found.field.is_text else ""
            if text.lower() not in shown and "details" not in found.pointer:
                lost.append(f"{entry.file} {found.pointer}")

    assert lost == []


@pytest.mark.parametrize("register", ["full", "fictional_site"])
def test_every_link_leads_to_a_place_that_is_there(register: str, request: pytest.FixtureRequest) -> None:
    assert dead_links(request.getfixturevalue(register)) == []


@pytest.mark.parametrize("register", ["full", "fictional_site"])
def test_no_id_is_used_twice_on_a_page(register: str, request: pytest.FixtureRequest) -> None:
    site = request.getfixturevalue(register)
    ids = {path: read(page.body).ids for path, page in site.items()}

    assert {path: found for path, found in ids.items() if len(found) != len(set(found))} == {}


def test_the_table_of_contents_leads_to_the_headings(fictional_site: dict[str, Page]) -> None:
    for page in fictional_site.values():
        assert {heading.anchor for heading in page.headings} <= set(read(page.body).ids)


def test_makes_the_same_pages_each_time(fictional: Register, fictional_site: dict[str, Page]) -> None:
    assert list(site_of(fictional).values()) == list(fictional_site.values())


def test_speaks_english_in_an_english_register(fictional: Register) -> None:
    front = text_of(site_of(fictional, "en")[""])

    assert "What do you want to do?" in front and "Hvad vil du?" not in front

"""The filters of a register in a real browser: they work together, stand in the address, and need no mouse."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ropa.site.build import build_site

from ..site.project import write_docs
from .conftest import go_back

PROJECT = Path(__file__).parents[2]
FICTIONAL = PROJECT / "tests" / "fixtures" / "fictional"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictional register, built."""
    project = tmp_path_factory.mktemp("site")
    write_docs(project / "docs")
    shutil.copytree(PROJECT / "hooks", project / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "mkdocs.yml", project)
    shutil.copytree(FICTIONAL, project / "data" / "ropa")
    return build_site(project).folder


@pytest.fixture(scope="module")
def address(folder: Path, serve_dir: Callable[[Path], str]) -> str:
    return serve_dir(folder)


def shown(page: Page) -> list[str]:
    """The names of the rows that a reader sees."""
    return page.locator("tr[data-row]:visible th").all_inner_texts()


def result(page: Page) -> str:
    return page.locator(".ropa-filter output").inner_text()


def choices(page: Page, label: str) -> dict[str, int]:
    """The choices of a filter with their counts."""
    texts = page.get_by_label(label, exact=True).locator("option").all_inner_texts()[1:]
    return {text.rpartition(" (")[0]: int(text.rpartition(" (")[2].rstrip(")")) for text in texts}


def choose(page: Page, label: str, choice: str) -> None:
    options = page.get_by_label(label, exact=True).locator("option")
    value = options.filter(has_text=choice).first.get_attribute("value")
    page.get_by_label(label, exact=True).select_option(value)


def letters_are_known(page: Page) -> None:
    """Waits until names are compared as the search compares letters; before, only large and small ones are alike."""
    page.wait_for_function("() => globalThis.ropaSearch?.fold")


def test_a_choice_leaves_as_many_rows_as_it_says(address: str, page: Page) -> None:
    page.goto(f"{address}/aktiviteter/")
    every = len(shown(page))
    for label in ("Virksomhed", "Afdeling", "Slags", "Grundlag", "Klasse af oplysninger", "Hvem får dem", "Land"):
        for choice, count in choices(page, label).items():
            choose(page, label, choice)
            assert (label, choice, len(shown(page)), result(page)) == (
                label,
                choice,
                count,
                f"{count} af {every} behandlingsaktiviteter",
            )
        page.get_by_label(label, exact=True).select_option("")

    assert len(shown(page)) == every and every > 10


def test_drafts_and_confirmed_records_can_be_told_apart(address: str, page: Page) -> None:
    page.goto(f"{address}/aktiviteter/")

    assert list(choices(page, "Status")) == ["Udkast", "Bekræftet"]


def test_filters_work_together_and_count_what_each_would_leave(address: str, page: Page) -> None:
    page.goto(f"{address}/aktiviteter/")
    choose(page, "Virksomhed", "Havnens Cykler")
    alone = choices(page, "Klasse af oplysninger")
    choose(page, "Klasse af oplysninger", "CPR-nummer")

    assert len(shown(page)) == alone["CPR-nummer"] < sum(choices(page, "Virksomhed").values()) + 1
    assert choices(page, "Klasse af oplysninger") == alone


def test_the_choice_stands_in_the_address_and_survives_a_reload(address: str, page: Page) -> None:
    page.goto(f"{address}/aktiviteter/")
    choose(page, "Klasse af oplysninger", "CPR-nummer")
    page.get_by_label("Navn indeholder").fill("løn")
    letters_are_known(page)
    before = shown(page)
    expect(page).to_have_url(f"{address}/aktiviteter/?navn=l%C3%B8n&klasse=cpr")
    page.reload()
    letters_are_known(page)

    assert shown(page) == before and page.get_by_label("Navn indeholder").input_value() == "løn"


def test_an_address_that_was_sent_shows_its_choice(address: str, page: Page) -> None:
    page.goto(f"{address}/aktiviteter/")
    choose(page, "Klasse af oplysninger", "CPR-nummer")
    before = shown(page)
    sent = page.context.new_page()
    sent.goto(f"{address}/aktiviteter/?klasse=cpr")

    assert shown(sent) == before and len(before) < int(result(page).split(" af ")[1].split()[0])
    assert sent.get_by_label("Klasse af oplysninger", exact=True).input_value() == "cpr"


def test_going_back_from_a_record_shows_the_same_choice(address: str, page: Page) -> None:
    page.goto(f"{address}/aktiviteter/")
    choose(page, "Klasse af oplysninger", "CPR-nummer")
    before = shown(page)
    page.locator("tr[data-row]:visible th a").first.click()
    page.wait_for_url("**/aktiviteter/*/*/")
    go_back(page, f"{address}/aktiviteter/?klasse=cpr")

    expect(page.locator("tr[data-row]:visible th")).to_have_text(before, use_inner_text=True)


def test_an_unknown_value_in_the_address_chooses_nothing(address: str, page: Page) -> None:
    page.goto(f"{address}/aktiviteter/?klasse=%3Cscript%3E&findes-ikke=1")

    assert result(page) == f"{len(shown(page))} behandlingsaktiviteter"


def test_a_choice_that_leaves_nothing_says_so_and_can_be_undone(address: str, page: Page) -> None:
    page.goto(f"{address}/aktiviteter/?navn=zzz")
    empty = page.locator("[data-empty]")

    assert shown(page) == [] and empty.is_visible()
    page.get_by_role("button", name="Nulstil").click()
    assert len(shown(page)) > 10 and page.evaluate("location.search") == ""
    assert result(page) == f"{len(shown(page))} behandlingsaktiviteter"
    assert page.get_by_label("Navn indeholder").evaluate("field => field === document.activeElement")


def test_everything_can_be_reached_with_the_keyboard(address: str, page: Page) -> None:
    page.goto(f"{address}/aktiviteter/")
    page.get_by_label("Navn indeholder").focus()
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    chosen = page.evaluate("document.activeElement.selectedOptions[0].dataset.label")

    assert chosen and result(page).count(" af ") == 1
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Nulstil":
            break
    page.keyboard.press("Enter")
    assert " af " not in result(page)


def test_the_number_of_rows_is_announced(address: str, page: Page) -> None:
    page.goto(f"{address}/aktiviteter/")

    assert page.get_by_role("status").count() == 1
    assert page.get_by_role("group", name="Vis kun").get_by_role("combobox").count() > 5


@pytest.mark.parametrize("path", ["virksomheder/havnens-cykler/", "parter/", "systemer/"])
def test_other_lists_can_be_filtered_too(path: str, address: str, page: Page) -> None:
    page.goto(f"{address}/{path}")
    every = len(shown(page))
    select = page.locator(".ropa-filter select").first
    select.select_option(index=1)

    assert 0 < len(shown(page)) <= every and result(page).startswith(f"{len(shown(page))} af {every} ")


def test_without_scripts_every_row_is_shown_and_no_filter(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/aktiviteter/?klasse=cpr")

    assert len(shown(page)) > 10 and not page.locator(".ropa-filter").is_visible()
    context.close()


def test_filters_work_from_the_file_system(folder: Path, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{(folder / 'aktiviteter' / 'index.html').as_uri()}?klasse=cpr")
    chosen = shown(page)
    choose(page, "Virksomhed", "Havnens Cykler")

    assert 0 < len(shown(page)) <= len(chosen) < 20
    assert page.evaluate("location.search") == "?virksomhed=havnens-cykler&klasse=cpr"
    context.close()


@pytest.mark.parametrize("typed", ["løn", "LØN", "loen", "lo\u0308n"])
def test_a_name_is_compared_as_the_search_compares_letters(typed: str, address: str, page: Page) -> None:
    page.goto(f"{address}/aktiviteter/?navn=løn")
    letters_are_known(page)
    before = shown(page)
    page.goto(f"{address}/aktiviteter/")
    page.get_by_label("Navn indeholder").fill(typed)

    expect(page.locator("tr[data-row]:visible")).to_have_count(len(before))
    assert shown(page) == before and 0 < len(before) < 10


def test_a_list_loads_nothing_of_the_search_until_a_name_is_typed(address: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    page.goto(f"{address}/aktiviteter/")
    before = set(asked)
    with page.expect_event("requestfinished", lambda request: request.url.endswith("/normalise.js")):
        page.get_by_label("Navn indeholder").fill("l")

    assert "normalise.js" not in before and asked.count("normalise.js") == 1 and "index.js" not in asked


def test_what_stands_below_a_row_goes_and_comes_with_it(address: str, page: Page) -> None:
    page.goto(f"{address}/afvigelser/")
    every = page.locator(".ropa-table__more:visible").count()
    page.get_by_label("Navn indeholder").fill("Salg af cykler")
    left = page.locator(".ropa-table__more:visible")

    assert every > 1 and shown(page) and len(shown(page)) == left.count() == 1
    assert "kvitteringer" in left.inner_text()
    page.get_by_role("button", name="Nulstil").click()
    assert page.locator(".ropa-table__more:visible").count() == every


def test_the_rules_can_be_chosen_by_code_subject_and_severity(address: str, page: Page) -> None:
    page.goto(f"{address}/regler/")
    page.get_by_label("Navn indeholder").fill("ret00")
    choose(page, "Alvor", "Fejl")

    assert shown(page) and all(name.startswith("RET00") for name in shown(page))
    assert set(choices(page, "Emne")) >= {"RET – Sletning"} and choices(page, "Emne")["SUP – Accepterede afvigelser"] == 0

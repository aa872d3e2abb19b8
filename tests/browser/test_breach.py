"""The page about breaches in a real browser: the clock and the suggestion, by keyboard, on any screen, and on paper."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ropa.site.build import build_site

from .conftest import watch

PROJECT = Path(__file__).parents[2]
FICTIONAL = PROJECT / "tests" / "fixtures" / "fictional"
TEXT = "---\ntitle: Når noget går galt\ngoverns: [all]\n---\n# Når noget går galt\n\n" + "\n\n".join(
    f"## Afsnit {number}\n\n[[ropa: {name}]]" for number, name in enumerate(("breach-contacts", "breach-clock", "breach-model"))
) + "\n\n| Trin | Besked | Bagefter |\n|---|---|---|\n| Lav konsekvens | Datatilsynet og de berørte | databeskyttelsesrådgiveren |\n"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc)
"""13:00 in Denmark."""


def build(folder: Path, *, handout: bool = False) -> Path:
    """The fictional register with a page about breaches."""
    shutil.copytree(PROJECT / "hooks", folder / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "mkdocs.yml", folder)
    shutil.copytree(FICTIONAL, folder / "data" / "ropa")
    (folder / "docs").mkdir()
    (folder / "docs" / "brud.md").write_text(TEXT, encoding="utf-8")
    return build_site(folder, handout=handout).folder


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve_dir: Callable[[Path], str]) -> str:
    return f"{serve_dir(build(tmp_path_factory.mktemp('breach')))}/brud/"


@pytest.fixture
def open_page(address: str, browser: Browser):  # type: ignore[no-untyped-def]
    """Opens the page at a fixed time, on a machine far away; fails on outside requests and errors in the page."""
    opened = []

    def open_page(width: int = 1280, scheme: str = "light", **options: object) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 844}, color_scheme=scheme, reduced_motion="reduce", locale="da-DK",  # type: ignore[arg-type]
            **{"timezone_id": "America/New_York", **options},  # type: ignore[arg-type]
        )
        opened.append((context, watch(context)))
        page = context.new_page()
        page.clock.set_fixed_time(NOW)
        page.goto(address)
        return page

    yield open_page
    for context, _ in opened:
        context.close()
    assert [fault for _, faults in opened for fault in faults] == []


def told(page: Page, found: str) -> str:
    """What the clock says when a breach was found at a time."""
    page.get_by_label("Hvornår blev bruddet opdaget?").fill(found)
    return page.locator(".ropa-clock [role=status]").inner_text()


def choose(page: Page, *labels: str) -> None:
    for label in labels:
        page.locator(".ropa-assessment label", has_text=label).first.click()


def steps(page: Page) -> list[str]:
    return page.locator(".ropa-assessment ol li").all_inner_texts()


def fill_all(page: Page) -> None:
    told(page, "2026-10-25T02:30")
    choose(page, "CPR-nummer", "1.000 eller færre", "Uvist", "Nok til at udgive sig")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_passes_axe_and_does_not_scroll_sideways(width: int, scheme: str, open_page: Callable[..., Page], axe_violations: Callable[[Page], list[str]]) -> None:
    page = open_page(width, scheme)
    fill_all(page)

    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize(
    ("found", "says"),
    [
        ("2026-11-20T14:01", ["Der er 25 timer og 1 minut igen"]),
        ("2026-11-19T14:00", ["Der er 1 time og 0 minutter igen"]),
        ("2026-11-21T10:00", ["Fristen slutter tirsdag den 24. november 2026 kl. 10.00.", "Der er 45 timer og 0 minutter igen"]),
        ("2026-03-28T10:00", ["Fristen slutter tirsdag den 31. marts 2026 kl. 11.00.", "Fristen er gået. Anmeld med det samme"]),
        ("2026-11-23T10:00", ["Fristen slutter torsdag den 26. november 2026 kl. 10.00.", "Tidspunktet ligger i fremtiden"]),
        ("2026-03-29T02:30", ["findes ikke den dag", "Skriv et andet"]),
        ("2026-10-25T02:30", ["Fristen slutter onsdag den 28. oktober 2026 kl. 01.30.", "to gange den nat", "kl. 02.30."]),
        ("2026-10-22T02:30", ["kl. 02.30, den første gang uret viser det"]),
        ("2026-10-22T03:30", ["kl. 02.30, den anden gang uret viser det"]),
    ],
)
def test_the_clock_tells_when_the_time_is_up_in_denmark(found: str, says: list[str], open_page: Callable[..., Page]) -> None:
    said = told(open_page(), found)

    assert [words for words in says if words not in said] == []


def test_an_emptied_clock_says_nothing(open_page: Callable[..., Page]) -> None:
    page = open_page()
    told(page, "2026-11-21T10:00")

    assert told(page, "") == ""


def test_the_suggestion_follows_the_choices_step_by_step(open_page: Callable[..., Page]) -> None:
    page = open_page()
    status = page.locator(".ropa-assessment [role=status]")
    expect(status).to_contain_text("Vælg mindst én slags oplysninger")
    choose(page, "Almindelige kontaktoplysninger", "Økonomi", "Uvist")
    expect(status).to_contain_text("hvor mange personer")
    choose(page, "1.000 eller færre")

    expect(status).to_have_text("Forslag: moderat risiko. 2 gange 2 er 4.")
    assert steps(page) == ["Økonomi: konsekvens 2.", "Uvist: sandsynlighed 2.", "2 gange 2 er 4: moderat risiko."]
    choose(page, "Flere end 1.000 personer")
    expect(status).to_have_text("Forslag: høj risiko. 3 gange 2 er 6.")
    choose(page, "1.000 eller færre", "Ved det ikke")
    expect(status).to_have_text("Forslag: høj risiko. 3 gange 2 er 6.")
    choose(page, "1.000 eller færre", "Vi havde selv krypteret")
    expect(status).to_have_text("Forslag: lav risiko. 1 gange 2 er 2.")
    assert "beslutter, om den anmelder, og skriver begrundelsen ned" in page.locator(".ropa-assessment dl").inner_text()


def test_the_examples_that_stand_there_are_what_the_form_answers(open_page: Callable[..., Page]) -> None:
    page = open_page()
    row = page.locator("tr", has_text="smidt i containeren")
    choose(page, "Almindelige kontaktoplysninger", "CPR-nummer", "1.000 eller færre", "Uvist", "Nok til at udgive sig")

    assert steps(page) == row.locator("li").all_inner_texts()


def test_beginning_again_clears_the_suggestion(open_page: Callable[..., Page]) -> None:
    page = open_page()
    fill_all(page)
    page.get_by_role("button", name="Begynd forfra").click()

    expect(page.locator(".ropa-assessment [role=status]")).to_contain_text("Vælg mindst én slags oplysninger")
    assert page.locator(".ropa-assessment :checked").count() == 0 and not page.locator("[data-why]").is_visible()


def test_everything_can_be_chosen_with_the_keyboard(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.get_by_role("checkbox", name="CPR-nummer", exact=True).focus()
    page.keyboard.press("Space")
    for _ in range(6):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")

    expect(page.locator(".ropa-assessment [role=status]")).to_contain_text("Forslag: ")


ICON = "/assets/ropa.svg"
"""The site's icon, which the browser fetches by itself when it finds the time."""


def test_nothing_that_is_typed_is_stored_or_sent(open_page: Callable[..., Page]) -> None:
    page = open_page()
    stored = "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href])"
    before, requests = page.evaluate(stored), []
    page.on("request", lambda request: requests.append(request.url))
    fill_all(page)

    assert page.evaluate(stored) == before
    assert [url for url in requests if not url.endswith(ICON)] == []
    page.reload()
    assert page.get_by_label("Hvornår blev bruddet opdaget?").input_value() == ""
    assert page.locator(".ropa-assessment :checked").count() == 0


def test_what_is_chosen_when_one_comes_back_is_what_is_told(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.evaluate("""() => {
        for (const [name, value] of [["data", "cpr"], ["change-one", ""], ["likelihood-one", "unknown"]])
            document.querySelector(`[name=${name}][value="${value}"]`).checked = true;
        dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    }""")

    expect(page.locator(".ropa-assessment [role=status]")).to_have_text("Forslag: høj risiko. 3 gange 2 er 6.")


def test_what_is_not_stated_is_as_dark_on_paper_from_a_dark_screen(open_page: Callable[..., Page]) -> None:
    colours = []
    for scheme in ("light", "dark"):
        page = open_page(scheme=scheme)
        page.emulate_media(media="print")
        colours.append(page.evaluate("getComputedStyle(document.body).getPropertyValue('--ropa-strong')"))

    assert colours[0] == colours[1]


def test_without_scripts_there_is_no_form_and_everything_else(open_page: Callable[..., Page]) -> None:
    page = open_page(java_script_enabled=False)

    assert not any(form.is_visible() for form in page.locator(".ropa-form").all())
    assert page.get_by_text("tirsdag den 31. marts kl. 11.00").is_visible()
    assert page.get_by_text("Konsekvens gange sandsynlighed").is_visible() and page.get_by_text("Butikschefen").first.is_visible()


def test_paper_keeps_the_answers_and_leaves_room_to_write(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.emulate_media(media="print")
    assert not any(form.is_visible() for form in page.locator(".ropa-form").all())
    assert page.get_by_text("Opdaget, dato og klokkeslæt:").is_visible()
    page.emulate_media(media="screen")
    fill_all(page)
    page.emulate_media(media="print")

    assert page.get_by_text("Fristen slutter onsdag").is_visible() and page.locator(".ropa-assessment ol").is_visible()
    assert not page.locator(".ropa-form fieldset").first.is_visible()


def test_only_this_page_loads_the_script(address: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    page.goto(address)
    assert "breach.js" in asked
    asked.clear()
    page.goto(f"{address}../aktiviteter/")

    assert "breach.js" not in asked


def test_the_tools_work_from_the_file_system(tmp_path: Path, browser: Browser) -> None:
    folder = build(tmp_path, handout=True)
    context = browser.new_context(locale="da-DK")
    page = context.new_page()
    page.goto((folder / "brud" / "index.html").as_uri())
    fill_all(page)

    assert "kl. 01.30" in page.locator(".ropa-clock [role=status]").inner_text() and steps(page)
    context.close()

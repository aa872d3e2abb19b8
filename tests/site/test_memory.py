"""Remembered pages: after any edit they are those that a fresh build makes, and few of them are made again."""

from __future__ import annotations

from datetime import date

import pytest

from ropa.check import checked
from ropa.files import Files
from ropa.register import Register, assemble
from ropa.rules import configured
from ropa.site.memory import Memory
from ropa.site.page import Page
from ropa.site.pages import plans

from .project import fictional_files
from .reading import site_of
from .small import ACTIVITY, FILES

TODAY = date(2026, 11, 22)

BEFORE = fictional_files()
ONE_OF_EACH = {path.split("/")[0] if "vocabulary" not in path else path: path for path in sorted(BEFORE)}


def register_of(memory: Memory, files: dict[str, str]) -> Register:
    contents = {path: text.encode() for path, text in sorted(files.items())}
    return assemble(Files(contents), read=memory.read)


def remembered(memory: Memory, files: dict[str, str]) -> tuple[dict[str, Page], frozenset[str]]:
    register = register_of(memory, files)
    forgotten = memory.learn(register, TODAY)
    return {plan.path: memory.page(plan) for plan in plans(memory.context)}, forgotten


def fresh(files: dict[str, str]) -> dict[str, Page]:
    return site_of(register_of(Memory(), files), find=lambda register: checked(register, TODAY, configured(register)))


@pytest.mark.parametrize("path", ONE_OF_EACH.values())
@pytest.mark.parametrize("edit", ["line", "text", "gone", "broken"])
def test_gives_the_pages_of_a_fresh_build_after_an_edit_and_after_its_undoing(path: str, edit: str) -> None:
    edits = {
        "line": {**BEFORE, path: f"# en linje\n{BEFORE[path]}"},
        "text": {**BEFORE, path: BEFORE[path].replace("da: ", "da: Nyt ", 1)},
        "gone": {name: text for name, text in BEFORE.items() if name != path},
        "broken": {**BEFORE, path: f"{BEFORE[path]}ukendt: 1\n"},
    }
    memory = Memory()
    before, _ = remembered(memory, BEFORE)
    after, _ = remembered(memory, edits[edit])
    again, _ = remembered(memory, BEFORE)
    expected = fresh(edits[edit])

    assert after.keys() == expected.keys()
    assert {name for name, page in expected.items() if after[name] != page} == set()
    assert again == before


def test_makes_no_page_again_when_nothing_has_changed() -> None:
    memory = Memory()
    remembered(memory, BEFORE)

    assert remembered(memory, BEFORE)[1] == frozenset()


def test_makes_again_the_pages_that_show_an_activity_and_not_those_of_others() -> None:
    memory = Memory()
    pages, _ = remembered(memory, BEFORE)
    record = "activities/havnens-cykler/recruitment.yaml"
    _, forgotten = remembered(memory, {**BEFORE, record: BEFORE[record].replace("da: Ansøgere", "da: Nye ansøgere", 1)})
    activities = {path for path in pages if path.count("/") == 3 and path.startswith("aktiviteter/")}

    assert {"aktiviteter/havnens-cykler/recruitment/", "virksomheder/havnens-cykler/", "aktiviteter/"} <= forgotten
    assert len(activities & forgotten) < len(activities) / 2


def test_shows_a_party_what_a_system_that_it_operates_is_used_for_now() -> None:
    memory = Memory()
    remembered(memory, FILES)
    pages, _ = remembered(memory, {**FILES, ACTIVITY: FILES[ACTIVITY].replace("Køreseddel", "Kørebog")})

    assert "Kørebog" in pages["parter/sky/"].body and "Kørebog" in pages["parter/under/"].body

"""The made-up registers that the benchmark measures on."""

from collections.abc import Mapping
from datetime import date
from statistics import median

import pytest
from benchmark.corpus import make_corpus

from ropa.check import check
from ropa.files import Files
from ropa.findings import Finding
from ropa.register import Register, assemble
from ropa.rules import catalogue

TODAY = date(2026, 11, 22)

ACTIVITIES = 120


@pytest.fixture(scope="module")
def texts() -> Mapping[str, str]:
    return make_corpus(ACTIVITIES)


@pytest.fixture(scope="module")
def register(texts: Mapping[str, str]) -> Register:
    return assemble(Files({path: text.encode() for path, text in texts.items()}))


@pytest.fixture(scope="module")
def findings(register: Register) -> tuple[Finding, ...]:
    return check(register, TODAY)


def test_has_as_many_activities_as_asked_for_in_several_organisations(register: Register) -> None:
    assert (len(register.of("activity")), len(register.of("organisation"))) == (ACTIVITIES, 3)


def test_every_record_can_be_read_and_the_confirmed_ones_have_all_answers(findings: tuple[Finding, ...]) -> None:
    structure = [finding for finding in findings if finding.code not in catalogue()]

    assert [finding for finding in structure if finding.gates and finding.severity == "error"] == []


def test_drafts_lack_answers(findings: tuple[Finding, ...]) -> None:
    assert len([finding for finding in findings if not finding.gates]) > 5 * ACTIVITIES


def test_records_are_as_long_as_those_that_people_write(texts: Mapping[str, str]) -> None:
    lengths = [text.count("\n") for path, text in texts.items() if path.startswith("activities/")]

    assert (min(lengths) >= 60, 80 <= median(lengths) <= 130, max(lengths) <= 150) == (True, True, True)


def test_the_same_seed_gives_the_same_texts(texts: Mapping[str, str]) -> None:
    assert make_corpus(ACTIVITIES) == texts


def test_another_seed_gives_another_register(texts: Mapping[str, str]) -> None:
    assert make_corpus(ACTIVITIES, seed=1) != texts


def test_everything_around_the_activities_grows_with_them(texts: Mapping[str, str]) -> None:
    larger = make_corpus(10 * ACTIVITIES)
    folders = ("organisations/", "parties/", "systems/", "agreements/", "documents/", "evidence/")

    grown = [folder for folder in folders if _count(larger, folder) > 2 * _count(texts, folder)]
    assert grown == list(folders)


def _count(texts: Mapping[str, str], folder: str) -> int:
    return sum(path.startswith(folder) for path in texts)

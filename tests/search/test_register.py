"""What employees and auditors typed when the site was reviewed, asked of the register beside the questions."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ropa.check import checked
from ropa.files import read_folder
from ropa.register import assemble
from ropa.search import build_index, static_files
from ropa.site.findable import label_synonyms
from ropa.site.pages import pages
from tests.search.node import ask, write_files

REGISTER = Path(__file__).with_name("register")
DEALER = "aktiviteter/harry-mikkelsen-ringsted"
INVOICE, APPLICATION, CCTV = (f"{DEALER}/{name}/" for name in ("vehicle-invoice", "recruitment-application", "cctv"))
PARTS, SYSTEMS, ACCOUNT_NUMBER = "parter/", "systemer/", "oplysninger/bank-account-number/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    register = assemble(read_folder(REGISTER))
    documents = [page.document for page in pages(register, checked(register, date(2026, 11, 21))) if page.document]
    return write_files(tmp_path_factory.mktemp("site"), [build_index(documents, label_synonyms()), static_files()])


def found(site: Path, query: str) -> list[dict[str, Any]]:
    [answer] = ask(site, [query])
    return answer["results"]


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ("fakturaer", INVOICE),
        ("søge job", APPLICATION),
        ("jobsøger", APPLICATION),
        ("jobsøgere", APPLICATION),
        ("kameraer", CCTV),
        ("sygesikringsbevis", "oplysninger/health-insurance-card-copy/"),
        ("hvem får vores data", PARTS),
        ("hvor ligger data", SYSTEMS),
        ("hvilke oplysninger har vi", "oplysninger/"),
        ("hvad mangler", "aabne-punkter/"),
    ],
)
def test_the_page_that_was_meant_comes_first(site: Path, query: str, page: str) -> None:
    assert found(site, query)[0]["path"] == page


@pytest.mark.parametrize("query", ["bogføring", "regnskab"])
def test_a_record_comes_before_a_word_that_sounds_alike_in_english(site: Path, query: str) -> None:
    paths = [result["path"] for result in found(site, query)]

    assert INVOICE in paths and ACCOUNT_NUMBER not in paths[: paths.index(INVOICE)]


def test_a_word_inside_another_finds_nothing(site: Path) -> None:
    assert found(site, "rykker") == []


def test_no_page_about_criminal_records_is_missed_by_a_certificate_that_is_not_there(site: Path) -> None:
    assert "attest" in found(site, "børneattest")[0]["passage"]["text"]


@pytest.mark.parametrize("query", ["tredjelande", "overførsel usa", "udland"])
def test_what_is_transferred_or_open_comes_before_what_is_not(site: Path, query: str) -> None:
    says_none = [result["passage"]["text"].endswith(": Ingen") for result in found(site, query)]

    assert not says_none[0] and says_none == sorted(says_none)


@pytest.mark.parametrize(("query", "word"), [("indsigt", "Rettigheder"), ("indsigtsanmodning", "Rettigheder"), ("datalæk", "Databeskyttelse")])
def test_the_contact_that_is_shown_is_the_one_for_it(site: Path, query: str, word: str) -> None:
    for result in found(site, query)[:3]:
        assert word in result["passage"]["text"], result["path"]

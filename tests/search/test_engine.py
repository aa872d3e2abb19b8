"""What readers type finds the page they mean, and shows the sentence that answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ropa.search import Passage, SearchDocument, Synonym, build_index, static_files
from tests.search.library import DOCUMENTS, SYNONYMS
from tests.search.node import ask, write_files

LENDING, CCTV, FINES = (f"aktiviteter/bib/{name}/" for name in ("lending", "cctv", "fines"))
CPR, BORROWER, COLLECTOR = "oplysninger/cpr-number/", "oplysninger/borrower/", "parter/collector/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_files(tmp_path_factory.mktemp("site"), [build_index(DOCUMENTS, SYNONYMS), static_files()])


def first(site: Path, query: str) -> dict[str, Any]:
    [answer] = ask(site, [query])
    assert answer["results"], f"nothing is found for `{query}`"
    return answer["results"][0]


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ("Udlån af bøger", LENDING),
        ("udlånene", LENDING),
        ("bog", LENDING),
        ("laanerkort", LENDING),
        ("låneroplysning", BORROWER),
        ("regning", FINES),
        ("gebyret", FINES),
        ("overvågning", CCTV),
        ("tv overvågning", CCTV),
        ("tvovervågning", CCTV),
        ("videoovervågninger", CCTV),
        ("cctv", CCTV),
        ("kameraovervågning", CCTV),
        ("overvaagning", CCTV),
        ("overvgåning", CCTV),
        ("personnummer", CPR),
        ("persnonummer", CPR),
        ("cpr nr", CPR),
        ("cpr-number", CPR),
        ("inkassso", COLLECTOR),
        ("databehandler aftale", COLLECTOR),
        ("lending", LENDING),
        ("§ 11", LENDING),
        ("litra e", LENDING),
        ("art. 6", LENDING),
        ("hvor længe gemmer vi optagelser fra kameraet", CCTV),
        ("hvem får låners adresse", LENDING),
        ("politi hærværk", CCTV),
        ("cctv 30 dage", CCTV),
        ("recipients borrower", LENDING),
        ("datalæk", "virksomheder/bib/"),
        ("låner beder om indsigt", "virksomheder/bib/"),
    ],
)
def test_the_page_a_reader_means_comes_first(site: Path, query: str, page: str) -> None:
    assert first(site, query)["path"] == page


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.path)
def test_an_exact_title_comes_first(site: Path, document: SearchDocument) -> None:
    assert first(site, document.title)["path"] == document.path


@pytest.mark.parametrize("document", [document for document in DOCUMENTS if document.identifiers], ids=lambda document: document.path)
def test_an_id_comes_first(site: Path, document: SearchDocument) -> None:
    assert first(site, document.identifiers[0])["path"] == document.path


@pytest.mark.parametrize(
    ("query", "anchor"),
    [
        ("hvor længe gemmer vi udlån", "retention"),
        ("slette overvågning", "retention"),
        ("hvem får oplysninger om udlån", "recipients"),
        ("hvorfor registrerer vi udlån", "purposes"),
        ("udlån cpr", "data"),
        ("udlån § 11", "notes"),
        ("udlån", ""),
    ],
)
def test_a_result_shows_the_passage_that_answers(site: Path, query: str, anchor: str) -> None:
    assert first(site, query)["passage"]["anchor"] == anchor


def test_the_words_that_were_found_are_marked(site: Path) -> None:
    pieces = first(site, "hærværk cctv politi")["passage"]["pieces"]

    assert [piece["text"] for piece in pieces if piece["isMark"]] == ["Politiet", "hærværk"]


def test_an_exact_paragraph_is_not_found_by_its_beginning(site: Path) -> None:
    [answer] = ask(site, ["§ 1"])

    assert answer["results"] == []


def test_a_page_with_the_rare_word_beats_those_with_the_frequent_one(site: Path) -> None:
    assert first(site, "gemmes dage hærværk år")["path"] == CCTV


@pytest.mark.parametrize("query", ["", "   ", "?!", "😀", "\u202e", "<script>alert(1)</script>", "__proto__", "constructor", "x" * 5000, "a " * 300])
def test_any_query_gets_an_answer(site: Path, query: str) -> None:
    [answer] = ask(site, [query])

    assert isinstance(answer["results"], list)


@pytest.mark.parametrize("typed", ["vid", "videoov", "videoovervå", "videoovervågn", "videoovervågning"])
def test_a_word_finds_its_page_while_it_is_typed(site: Path, typed: str) -> None:
    assert first(site, typed)["path"] == CCTV


def test_long_passages_are_cut_around_what_was_found(tmp_path: Path) -> None:
    text = "Ord uden betydning. " * 60 + "Her står nålen i høstakken. " + "Mere uden betydning. " * 60
    document = SearchDocument("a/", "Stak", "Liste", passages=(Passage("x", "", text),))
    site = write_files(tmp_path, [build_index([document]), static_files()])

    shown = "".join(piece["text"] for piece in first(site, "nålen")["passage"]["pieces"])
    assert "nålen" in shown
    assert len(shown) < 300


def found_among(folder: Path, query: str, *documents: SearchDocument, synonyms: tuple[Synonym, ...] = ()) -> list[str]:
    """The addresses that a site of these pages gives, best first."""
    site = write_files(folder, [build_index(documents, synonyms), static_files()])
    [answer] = ask(site, [query])
    return [result["path"] for result in answer["results"]]


def test_an_exact_title_comes_before_a_page_that_weighs_more(tmp_path: Path) -> None:
    heavy = SearchDocument("heavy/", "Kaffeordning", "Side", synonyms=("kaffe",), identifiers=("kaffe-x",), weight=9.0)

    assert found_among(tmp_path, "kaffe", heavy, SearchDocument("exact/", "Kaffe", "Side", weight=0.5))[0] == "exact/"


def test_a_page_with_all_words_comes_before_one_with_a_word_in_its_title(tmp_path: Path) -> None:
    both = SearchDocument("both/", "Indretning", "Side", passages=(Passage("", "", "Tulipaner i en vase."),))

    assert found_among(tmp_path, "tulipan vase", SearchDocument("one/", "Tulipaner", "Side"), both)[0] == "both/"


def test_a_page_with_the_section_that_is_asked_for_comes_first(tmp_path: Path) -> None:
    without = SearchDocument("a/", "Kridt på tavlen", "Side", passages=(Passage("data", "Data", "Noget andet."),))
    answering = SearchDocument("b/", "Kridt på fliser", "Side", passages=(Passage("retention", "Data", "Noget andet."),))

    assert found_among(tmp_path, "hvor længe kridt", without, answering) == ["b/", "a/"]


def test_a_phrase_of_several_words_finds_what_it_means(tmp_path: Path) -> None:
    page = SearchDocument("window/", "Vindue", "Side")

    assert found_among(tmp_path, "pop op", page, synonyms=(Synonym("pop op", "vindue"),)) == ["window/"]

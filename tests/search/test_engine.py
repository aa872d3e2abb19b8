"""What readers type finds the page they mean, and shows the sentence that answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ropa.search import Passage, SearchDocument, Synonym, Task, build_index, static_files
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


def page_of(title: str, text: str = "", kind: str = "Side", *, path: str = "", **more: Any) -> SearchDocument:
    """A page with a title and a text below a heading of its own."""
    passages = (Passage("tekst", "", text),) if text else ()
    return SearchDocument(path or f"{title.lower().replace(' ', '-')}/", title, kind, passages=passages, **more)


@pytest.mark.parametrize(
    ("query", "title"),
    [("police", "Forsikringspolice"), ("kasse", "Madkasse og drikkedunk"), ("kassen", "Madkasse og drikkedunk"), ("drikke", "Madkasse og drikkedunk")],
)
def test_a_part_of_a_compound_finds_it(tmp_path: Path, query: str, title: str) -> None:
    pages = [page_of(title, "Mad, forsikring og andet."), page_of("Helt andet")]

    assert found_among(tmp_path, query, *pages) == [pages[0].path]


@pytest.mark.parametrize(
    ("query", "title"),
    [("rykker", "Indrykning af annoncer"), ("søge", "Undersøgelse"), ("test", "Dåbsattest"), ("ringe", "Forringelse"), ("sikring", "Forsikringer")],
)
def test_letters_that_only_stand_inside_another_word_do_not_find_it(tmp_path: Path, query: str, title: str) -> None:
    assert found_among(tmp_path, query, page_of(title, "Annoncer for dåb.")) == []


@pytest.mark.parametrize(("query", "title"), [("skoletaske", "Taske"), ("rygtaske", "Skoletaske"), ("skoletasker", "Skolepenge")])
def test_an_unknown_compound_is_found_by_its_parts(tmp_path: Path, query: str, title: str) -> None:
    pages = [page_of(title), page_of("Bog", "Skole, ryg, penge, taske.")]

    assert found_among(tmp_path, query, *pages)[0] == pages[0].path


def test_an_unknown_compound_of_unknown_parts_finds_nothing(tmp_path: Path) -> None:
    assert found_among(tmp_path, "blåbærattest", page_of("Kontrast"), page_of("Test")) == []


def test_a_title_in_another_form_comes_before_pages_that_say_the_word_often(tmp_path: Path) -> None:
    often = page_of("Regnvejr", "Paraplyer. Paraplyer. Paraplyer.", synonyms=("paraplyer",), weight=5.0)

    assert found_among(tmp_path, "paraplyerne", often, page_of("Paraply"))[0] == "paraply/"


def test_what_says_that_there_is_nothing_comes_after_what_says_something(tmp_path: Path) -> None:
    nothing = SearchDocument("none/", "Kano", "Side", passages=(Passage("transfers", "Tredjelande", "Overførsler til tredjelande: Ingen", is_none=True),), weight=1.3)
    something = SearchDocument("some/", "Kajak", "Side", passages=(Passage("chain", "Steder", "Overførsler til tredjelande: Modtager i landet"),))

    for query in ("tredjelande", "overførsel", "udland"):
        assert found_among(tmp_path, query, nothing, something) == ["some/", "none/"], query


def test_a_task_leads_to_its_pages_in_order(tmp_path: Path) -> None:
    front = page_of("Forside", path="", tasks=(Task("Se, hvem der låner vores bøger", ("readers/", "loans/")),))
    pages = (front, page_of("Udlån", path="loans/"), page_of("Læsere", path="readers/"), page_of("Bøger", path="books/"))

    assert found_among(tmp_path, "hvem låner vores bøger", *pages)[:2] == ["readers/", "loans/"]
    assert found_among(tmp_path, "bøger", *pages)[0] == "books/"
    assert found_among(tmp_path, "hvem låner vores bøger på Mars", *pages)[0] == "books/"


def test_a_hit_by_what_a_word_means_shows_the_passage_that_is_about_it(tmp_path: Path) -> None:
    lines = ("Telefon: 12", "Paraplyer og regntøj: spørg Per", "Om: Regn", "E-mail: x")
    page = SearchDocument("shop/", "Butik", "Side", passages=tuple(Passage("contact", "Kontakt", line) for line in lines))
    site = write_files(tmp_path, [build_index([page], [Synonym("skybrud", "regntøj og paraply")]), static_files()])

    assert first(site, "skybrud")["passage"]["text"] == lines[1]


def test_passages_that_answer_as_well_are_shown_in_the_order_of_the_page(tmp_path: Path) -> None:
    texts = ("Hatten bliver gemt i hundrede år efter at den sidste har båret den.", "Til påske.")
    page = SearchDocument("hat/", "Hat", "Side", passages=tuple(Passage("retention", "Sletning", text) for text in texts))
    site = write_files(tmp_path, [build_index([page]), static_files()])

    assert first(site, "hvor længe gemmer vi hatte")["passage"]["text"] == texts[0]


def test_words_that_stand_together_are_the_question(tmp_path: Path) -> None:
    sections = (Passage("data", "Hvor den ligger", "Vanten: i skabet"), Passage("retention", "Sletning", "Til foråret"))
    site = write_files(tmp_path, [build_index([SearchDocument("mitten/", "Vante", "Side", passages=sections)]), static_files()])

    assert first(site, "hvor længe gemmer vi vanter")["passage"]["anchor"] == "retention"
    assert first(site, "hvor gemmer vi vanter")["passage"]["anchor"] == "data"


def policy_of(title: str, *sections: tuple[str, str], **more: Any) -> SearchDocument:
    """A page that tells readers what to do, with a text below each section."""
    passages = tuple(Passage(anchor, anchor, text) for anchor, text in sections)
    return SearchDocument(f"{title.lower()}/", title, "Side", passages=passages, answers=("advice",), **more)


RECORD = SearchDocument("record/", "Bogkasser", "Side", passages=(Passage("retention", "Sletning", "Et år"),), answers=("facts",))
LENDING_OUT = SearchDocument("record/", "Bogkasser til skoler", "Side", passages=RECORD.passages, weight=1.3, answers=("facts",))


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ("må jeg flytte bogkasser", "kasser/"),
        ("hvad gør jeg med en bogkasse", "kasser/"),
        ("nogen har taget en bogkasse", "kasser/"),
        ("hvor længe gemmer vi bogkasser", "record/"),
        ("hvem får bogkasserne", "record/"),
    ],
)
def test_what_to_do_and_what_holds_are_told_by_different_pages(tmp_path: Path, query: str, page: str) -> None:
    policy = policy_of("Kasser", ("skal", "Bær en bogkasse ad gangen."), synonyms=("bogkasse",), weight=1.3)

    assert found_among(tmp_path, query, LENDING_OUT, policy)[0] == page


def test_a_title_that_two_pages_have_gives_the_one_that_weighs_more(tmp_path: Path) -> None:
    policy = policy_of("Bogkasser", ("skal", "Bær en ad gangen."), weight=1.8)

    assert found_among(tmp_path, "bogkasser", RECORD, policy) == ["bogkasser/", "record/"]


@pytest.mark.parametrize(
    ("query", "anchor"),
    [("en låner vil se sine oplysninger", "indsigt"), ("vil rette sit navn", "berigtigelse"), ("gammel låner vil slettes", "sletning")],
)
def test_a_wish_leads_to_the_section_about_it(tmp_path: Path, query: str, anchor: str) -> None:
    said = (("indsigt", "Giv en kopi."), ("berigtigelse", "Skriv det om."), ("sletning", "Fjern det."))
    lender = page_of("Lånere", "En låner vil have en bog.")
    site = write_files(tmp_path, [build_index([lender, policy_of("Krav", *said, weight=1.8)]), static_files()])

    assert (first(site, query)["path"], first(site, query)["passage"]["anchor"]) == ("krav/", anchor)


def test_a_page_of_words_has_no_section_to_ask_for(tmp_path: Path) -> None:
    meanings = (Passage("indsigt", "Indsigt", "At se."), Passage("kaffe", "Kaffe", "En drik."))
    words = SearchDocument("words/", "Ord", "Side", passages=meanings, answers=("meaning",), has_sections=False)
    contact = SearchDocument("who/", "Hvem", "Side", passages=(Passage("contact", "Kontakt", "Spørg Per om kaffe."),))

    assert found_among(tmp_path, "vil se hvad vi har", words, contact)[0] == "who/"
    assert found_among(tmp_path, "hvad betyder kaffe", words, contact)[0] == "words/"


def test_a_question_for_what_a_word_means_shows_the_word(tmp_path: Path) -> None:
    said = (("aftale", "Kaffeaftale", "Det, som kaffe og kage kan betyde."), ("kaffe", "Kaffe", "En varm drik, som mange får til arbejdet."), ("te", "Te", "Ikke kaffe."))
    words = SearchDocument("words/", "Ord", "Side", passages=tuple(Passage(*each) for each in said), answers=("meaning",), has_sections=False)
    site = write_files(tmp_path, [build_index([words]), static_files()])

    assert [first(site, query)["passage"]["anchor"] for query in ("hvad betyder kaffe", "hvad er te")] == ["kaffe", "te"]


def test_a_short_word_that_another_follows_is_not_the_beginning_of_any_word(tmp_path: Path) -> None:
    pages = (page_of("Surfing på nettet"), page_of("Gæster"))

    assert found_among(tmp_path, "sur", *pages) == ["surfing-på-nettet/"]
    assert found_among(tmp_path, "sur gæst", *pages) == ["gæster/"]
    assert found_among(tmp_path, "bog gæst", page_of("Bogkasse"), page_of("Kasse")) == ["bogkasse/"]

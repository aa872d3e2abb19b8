"""The page of words: every word with its example, which is what a record says and never made up."""

from __future__ import annotations

import re

import pytest

from ropa.files import Files
from ropa.law.glossary import terms
from ropa.law.tables import table
from ropa.register import assemble
from ropa.site import Page
from ropa.site.glossary_examples import FINDERS

from .project import fictional_files
from .reading import dead_links, read, site_from, site_of
from .small import FILES, activity, files

_ITEM = re.compile(r'<div id="([a-z-]+)"><dt><dfn>(.*?)</dfn></dt>(.*?)</div>', re.DOTALL)


def items(page: Page) -> dict[str, str]:
    """What the page says of each word by its id."""
    return {match[1]: " ".join(read(match[3]).text.split()) for match in _ITEM.finditer(page.body)}


@pytest.fixture(scope="module")
def fictional() -> dict[str, Page]:
    return site_from(fictional_files())


def test_every_word_stands_on_the_page_with_its_meaning_and_its_place_in_law(fictional: dict[str, Page]) -> None:
    found = items(fictional["ordbog/"])

    assert set(found) == {term.id for term in terms("da")}
    assert all(term.meaning in found[term.id] and term.place[1:] in found[term.id] for term in terms("da"))


def test_a_word_that_nobody_has_looked_up_sends_the_reader_to_a_lawyer(fictional: dict[str, Page]) -> None:
    found = items(fictional["ordbog/"])

    assert {key for key, text in found.items() if "Spørg en jurist" in text} == {term.id for term in terms("da") if term.is_doubtful}


def test_every_way_to_find_an_example_is_used_and_known() -> None:
    assert {row["example"] for row in table("glossary") if row.get("example")} == set(FINDERS)


def test_the_examples_are_what_the_records_say(fictional: dict[str, Page]) -> None:
    found = items(fictional["ordbog/"])

    assert "Eksempel: Firmacykler til medarbejdere hos Nordlys (Havnens Cykler A/S): Nordlys Regnskab ApS" in found["faelles-dataansvarlig"]
    assert "Løn til butikkens medarbejdere (Havnens Cykler A/S): Gemmes i 5 år efter udgangen af det regnskabsår" in found["slettefrist"]
    assert "Salg af cykler (Havnens Cykler A/S): USA: EU-U.S. Data Privacy Framework" in found["tilstraekkelighedsafgoerelse"]
    assert "Straffeattest (ansøgere)" in found["strafbare-forhold"]


def test_the_example_of_a_processor_is_one_that_the_record_has() -> None:
    found = items(site_from(FILES)["ordbog/"])

    assert "Køreseddel (Anker ApS): Skyhuset" in found["databehandler"]
    assert "Databehandleraftale med Skyhuset (Anker ApS): Underhuset" in found["underdatabehandler"]
    assert "Køreseddel (Anker ApS): Personnummer (førere)" in found["cpr-nummer"]


def test_where_no_record_shows_a_word_the_page_says_so() -> None:
    without = site_from(files(agreements__anker__sky=None))["ordbog/"]

    assert "Registret har intet eksempel endnu." in items(without)["underdatabehandler"]
    assert "Registret har intet eksempel endnu." in items(without)["dataminimering"]


def test_every_word_has_an_example_or_says_that_there_is_none(fictional: dict[str, Page]) -> None:
    assert {key for key, text in items(fictional["ordbog/"]).items() if text.count("Eksempel:") != 1} == set()


PURPOSES = "purposes: [{id: know, text: {da: Vide hvem der kørte}}, {id: other, text: {da: Finde en ny bil}}]"


def test_what_a_note_doubts_stands_back_for_what_none_doubts() -> None:
    page = site_from(activity(PURPOSES, "notes: [{type: law, about: /purposes/0, text: {da: Må vi det?}}]", without=("purposes",)))["ordbog/"]

    assert "Køreseddel (Anker ApS): Finde en ny bil" in items(page)["formaal"]
    assert "(Posten har en bemærkning om det.)" not in items(page)["formaal"]


def test_where_there_is_only_what_a_note_doubts_the_page_says_so() -> None:
    law = site_from(activity("notes: [{type: law, about: /purposes, text: {da: Må vi det?}}]"))["ordbog/"]
    question = site_from(activity("notes: [{type: question, about: /purposes, text: {da: Hvornår?}}]"))["ordbog/"]

    assert "Vide hvem der kørte (Posten har en bemærkning om det.)" in items(law)["formaal"]
    assert "(Posten har en bemærkning om det.)" not in items(question)["formaal"]


def test_a_transfer_without_a_country_is_an_example_of_one() -> None:
    stated = activity("transfers: [{stated_as: {da: Nogle sager bliver sendt ud af EU.}}]", without=("transfers",))
    page = site_from({path: text for path, text in stated.items() if not path.startswith("agreements/")})["ordbog/"]

    assert "Køreseddel (Anker ApS): Nogle sager bliver sendt ud af EU." in items(page)["tredjeland"]


def test_rights_and_breaches_are_shown_by_the_duties_that_say_them() -> None:
    duties = "purposes: [{id: know, text: {da: Rette forkerte oplysninger}}, {id: b, text: {da: Give indsigt}}]"
    said = items(site_from(activity(duties, "kinds: [data_protection]", without=("purposes", "kinds")))["ordbog/"])
    unsaid = items(site_from(activity(duties, without=("purposes",)))["ordbog/"])

    assert "Køreseddel (Anker ApS): Rette forkerte oplysninger" in said["berigtigelse"]
    assert "Køreseddel (Anker ApS): Give indsigt" in said["indsigt"]
    assert "Registret har intet eksempel endnu." in unsaid["berigtigelse"] and "Registret har intet eksempel endnu." in unsaid["indsigt"]


def test_a_party_and_a_rule_are_shown_by_their_own_words() -> None:
    party = 'id: police\nname: {da: Datatilsynet}\nnaming: named\ndescription: {da: Får klager.}\n'
    rules = activity("guidance: [{da: Hils pænt. Skriv kun det nødvendige.}]")
    found = items(site_from({**rules, "parties/police.yaml": party})["ordbog/"])

    assert "Datatilsynet: Får klager." in found["datatilsynet"]
    assert found["dataminimering"].endswith("Køreseddel (Anker ApS): Skriv kun det nødvendige.")


def test_an_officer_comes_before_the_reason_for_having_none() -> None:
    other = 'id: bror\nname: Bror ApS\ncvr: "00000002"\ndpo: {appointed: true, email: x@bror.test}\n'

    assert "Det kræver art. 37 ikke." in items(site_from(FILES)["ordbog/"])["databeskyttelsesraadgiver"]
    assert "Bror ApS: Virksomheden har udpeget en." in items(site_from({**FILES, "organisations/bror.yaml": other})["ordbog/"])["databeskyttelsesraadgiver"]


def test_an_empty_register_has_the_words_and_no_examples() -> None:
    page = site_from({"register.yaml": FILES["register.yaml"]})["ordbog/"]

    assert len(items(page)) == len(terms("da"))
    assert "/aktiviteter/" not in page.body


def test_the_examples_lead_to_where_the_record_says_it(fictional: dict[str, Page]) -> None:
    assert [dead for dead in dead_links(fictional) if dead.startswith("ordbog/") or "ordbog/#" in dead] == []


def test_the_same_register_gives_the_same_page_and_other_words_of_a_record_change_nothing() -> None:
    before = site_from(FILES)["ordbog/"].body

    assert site_from(dict(reversed(FILES.items())))["ordbog/"].body == before
    assert site_from(activity("synonyms: [tur]", without=("synonyms",)))["ordbog/"].body == before


def test_text_of_a_record_stays_text() -> None:
    hostile = site_from(files(parties__sky='id: sky\nname: {da: "<script>alert(1)</script>"}\nnaming: named\ncountry: DK\n'))

    assert "<script>" not in hostile["ordbog/"].body
    assert "&lt;script&gt;" in hostile["ordbog/"].body


def test_search_knows_each_word_and_its_place(fictional: dict[str, Page]) -> None:
    document = fictional["ordbog/"].document
    assert document is not None
    places = {passage.heading: passage.anchor for passage in document.passages}

    assert places["Databehandleraftale"] == "databehandleraftale"
    assert len([passage for passage in document.passages if passage.text.startswith(f"{passage.heading}: ")]) == len(terms("da"))


def test_the_page_is_in_english_where_the_register_is() -> None:
    english = {**FILES, "register.yaml": "schema_version: 2\nlanguage: en\ntitle: {da: Fortegnelse, en: Our record}\n"}
    page = site_of(assemble(Files({path: text.encode() for path, text in sorted(english.items())})), "en")["ordbog/"]

    assert page.title == "Glossary"
    assert "A company that uses personal data for us" in items(page)["databehandler"]


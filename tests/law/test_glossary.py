"""The glossary's table: every word is whole, recognised by one spelling only, and in the words that the house has chosen."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from danish.phrases import any_of
from danish.terms import read_terms

from ropa.findings import Language
from ropa.law.glossary import Term, alphabetical, plain, terms, terms_by_form, terms_by_label
from ropa.law.notation import read_citation
from ropa.law.tables import table

LANGUAGES: tuple[Language, ...] = ("da", "en")
LONGEST = 190
"""So many letters can be read beside a word on a telephone."""
LAW_WORDS = {"databehandler", "underdatabehandler", "databehandleraftale", "databeskyttelsesrådgiver", "samtykke", "indsigelse", "slettefrist", "fortegnelse", "databrud", "tredjeland", "CPR-nummer", "TV-overvågning"}
"""The concepts that the glossary and the house's list of terms share."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_has_a_meaning_of_one_or_two_sentences_and_a_place_in_law(language: Language) -> None:
    def lacks(term: Term) -> list[str]:
        sentences = re.findall(r"[.](?= [A-ZÆØÅ]|$)", term.meaning)
        found = [] if term.meaning.endswith(".") and 1 <= len(sentences) <= 3 and len(term.meaning) <= LONGEST else ["meaning"]
        return [*found, *([] if term.place else ["place"]), *([] if term.forms else ["forms"])]

    assert 45 <= len(terms(language)) <= 65
    assert {term.id: lacks(term) for term in terms(language) if lacks(term)} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_spelling_and_no_label_stands_for_two_words(language: Language) -> None:
    forms = Counter(plain(form) for term in terms(language) for form in term.forms)
    labels = Counter(plain(label) for term in terms(language) for label in term.labels)

    assert [form for form, number in (forms + Counter()).items() if number > 1] == []
    assert [label for label, number in labels.items() if number > 1] == []
    assert all(terms_by_label(language)[label].id == terms_by_form(language)[label].id for label in labels if label in terms_by_form(language))


def test_every_id_is_an_address() -> None:
    assert [row.id for row in table("glossary") if not re.fullmatch(r"[a-z]+(-[a-z]+)*", row.id)] == []


def test_what_nobody_has_looked_up_is_marked_for_a_lawyer() -> None:
    doubtful = {term.id for term in terms("da") if term.is_doubtful}

    assert doubtful == {row.id for row in table("glossary") if row.evidence == "memory"}
    assert {"tavshedspligt", "fortrolige-oplysninger"} <= doubtful


def test_the_places_in_the_regulation_can_be_read_as_citations() -> None:
    written = {row.id: row["article"].split(", ") for row in table("glossary") if row.get("article")}
    unread = {key: place for key, places in written.items() for place in places if read_citation(f"GDPR Art. {place}").flaw}

    assert unread == {}


def test_the_words_are_those_that_the_house_has_chosen() -> None:
    """All but the regulation's own name for a breach, which scripts/danish/fixed.yaml lets stand too."""
    chosen = {term.use for term in read_terms()}
    avoided = any_of(word for term in read_terms() for word in term.avoid)
    fixed = "brud på persondatasikkerheden"
    words = {plain(term.word) for term in terms("da")}
    said = [text for term in terms("da") for text in (term.word, term.meaning, *term.forms, *term.labels)]

    assert LAW_WORDS <= chosen
    assert {plain(word) for word in LAW_WORDS} <= words
    assert [text for text in said if avoided.search(text.replace(fixed, ""))] == []


def test_words_stand_in_the_order_of_the_danish_alphabet() -> None:
    assert sorted(["Åben", "Ældre", "Zebra", "Ønske", "TV-overvågning", "Tredjeland"], key=alphabetical) == [
        "Tredjeland", "TV-overvågning", "Zebra", "Ældre", "Ønske", "Åben",
    ]  # fmt: skip

"""Single values in words: dates, periods, countries, lists, and addresses of pages."""

from __future__ import annotations

import pytest

from ropa.findings import Language
from ropa.law.eea import is_third_country
from ropa.site import texts
from ropa.site.urls import path_of, relative


@pytest.mark.parametrize(
    ("value", "language", "words"),
    [
        ("2020-03-15", "da", "15. marts 2020"),
        ("2020-03-15", "en", "March 15, 2020"),
        ("2023-02-30", "da", "2023-02-30"),
        ("01-31", "da", "31. januar"),
        ("P11M", "da", "11 måneder"),
        ("P1Y6M", "da", "1 år og 6 måneder"),
        ("P1D", "en", "1 day"),
        ("P0D", "da", "0 dage"),
        ("P", "da", "P"),
        ("efter P5Y", "da", "efter P5Y"),
    ],
)
def test_writes_dates_and_periods_in_words_and_leaves_other_text(value: str, language: Language, words: str) -> None:
    assert texts.written(value, language) == words


@pytest.mark.parametrize(
    ("code", "name", "is_outside"),
    [
        ("US", "USA", True),
        ("DK", "Danmark", False),
        ("NO", "Norge", False),
        ("GB", "Storbritannien", True),
        ("EEA", "EU/EØS", False),
        ("EU", "EU", False),
        ("ZZ", "Ukendt område", True),
        ("QQ", "QQ", True),
    ],
)
def test_names_countries_and_knows_the_eea(code: str, name: str, is_outside: bool) -> None:
    assert (texts.country(code, "da"), is_third_country(code)) == (name, is_outside)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [([], ""), (["navn"], "navn"), (["navn", "adresse"], "navn og adresse"), (["a", "b", "c"], "a, b og c")],
)
def test_joins_words_as_a_list_in_a_sentence(words: list[str], sentence: str) -> None:
    assert texts.joined(words, "da") == sentence


@pytest.mark.parametrize(
    ("label", "inside"), [("Modtagere", "modtagere"), ("CPR-nummer", "CPR-nummer"), ("E-mail", "e-mail"), ("", "")]
)
def test_lowers_a_label_inside_a_sentence_unless_it_is_an_abbreviation(label: str, inside: str) -> None:
    assert texts.lowered(label) == inside


@pytest.mark.parametrize(
    ("here", "target", "link"),
    [
        ("", "parter/a/", "parter/a/"),
        ("parter/a/", "", "../../"),
        ("", "", "./"),
        ("a/b/c/", "parter/x/#data", "../../../parter/x/#data"),
        ("a/b/", "a/b/#data", "#data"),
        ("a/b/", "#data", "#data"),
    ],
)
def test_links_are_relative_to_the_page(here: str, target: str, link: str) -> None:
    assert relative(here, target) == link


def test_the_address_of_an_entry_is_its_kind_and_key() -> None:
    assert path_of("activity", "anker/slip") == "aktiviteter/anker/slip/"

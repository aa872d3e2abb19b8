"""One term stands for each concept; names and other people's words are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from danish.phrases import Phrases, any_of
from danish.terms import check_terms, read_terms

from .texts import places, record, summary, word_list

TERMS = read_terms()


def check(danish: str, phrases: Phrases | None = None) -> list[str]:
    return places(check_terms(summary(danish), TERMS, phrases or Phrases()))


@pytest.mark.parametrize("avoided", [avoided for term in TERMS for avoided in term.avoid])
def test_tells_every_variant_to_avoid(avoided: str) -> None:
    word = avoided.replace("*", "ne")

    assert check(f"Vi har {word} her") == [f"2:14 {word}"]


def test_no_term_is_avoided_by_another() -> None:
    avoided = any_of(avoided for term in TERMS for avoided in term.avoid)

    assert [term.use for term in TERMS if avoided.search(term.use)] == []


def test_says_which_word_to_write_and_why() -> None:
    (finding,) = check_terms(summary("Adressen på vores website"), TERMS, Phrases())

    assert finding.message.da.startswith("`website` hedder her `hjemmeside`: ")
    assert finding.hint and finding.hint.da.startswith("skriv `hjemmeside`")


@pytest.mark.parametrize("danish", ["Websites", "på et\n    website", "WEBSITE"])
def test_tells_it_however_it_is_written(danish: str) -> None:
    assert len(check(danish)) == 1


@pytest.mark.parametrize("danish", [
    "De kalder det »website« i politikken", "Databehandlere og stamdata", "En livspartner", "En e-mail", "Feltet `data`",
])  # fmt: skip
def test_leaves_quotes_compounds_and_code_alone(danish: str) -> None:
    assert check(danish) == []


def test_leaves_headings_synonyms_and_stated_as_alone() -> None:
    text = "synonyms: [website]\nsections:\n  - heading: Vores website\nlegal_bases:\n  - stated_as: {da: Website}\n"

    assert places(check_terms(record(text), TERMS, Phrases())) == []


def test_leaves_names_alone() -> None:
    phrases = Phrases(names={"Data & Partner ApS"})

    assert check("Hos Data & Partner ApS ligger data", phrases) == ["2:37 data"]


def test_a_phrase_with_a_reason_may_stand(tmp_path: Path) -> None:
    phrases = Phrases([word_list(tmp_path, "phrases:\n  genetiske data: a term of law\n")])

    assert check("Genetiske data og andre data", phrases) == ["2:31 data"]


def test_tells_a_phrase_that_nothing_needs(tmp_path: Path) -> None:
    words = word_list(tmp_path, "phrases:\n  genetiske data: a term of law\n  biometriske data: a term of law\n")
    phrases = Phrases([words])
    check("Genetiske data", phrases)

    assert places(phrases.unused(words)) == ["3:3 biometriske data"]

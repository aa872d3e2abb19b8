"""What guidance allows, forbids and says to do first is read out of its sentences, and nothing where it leaves room."""

from __future__ import annotations

import pytest

from ropa.quiz.advice import allowed, first_act, forbidden, limited


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("Send aldrig en lønseddel som almindelig e-mail. Læg den i portalen.", "sende en lønseddel som almindelig e-mail"),
        ("Gem ikke oplysningen i en e-mail.", "gemme oplysningen i en e-mail"),
        ("Du må ikke dele koden med andre.", "dele koden med andre"),
        ("Giv ikke oplysninger videre uden samtykke.", ""),
        ("Læs ikke e-mails mærket privat, medmindre det er tydeligt.", ""),
        ("Gem ikke oplysningerne i mere end fem år.", ""),
        ("Du må bruge kortet.", ""),
    ],
)
def test_reads_what_guidance_forbids_without_exception(sentence: str, act: str) -> None:
    assert forbidden(sentence) == act


def test_reads_what_guidance_allows_and_on_which_condition() -> None:
    assert allowed("Du må bruge optagelsen i en sag.") == "bruge optagelsen i en sag"
    assert allowed("Du må ikke bruge optagelsen.") == allowed("Du må kun bruge den her.") == ""
    assert limited("Kontakt kun folk, når de har sagt ja.") == ("kontakte folk", "når de har sagt ja")
    assert limited("Kontakt kun folk.") == ("", "")


def test_reads_what_guidance_says_to_do_first() -> None:
    assert first_act("Sker bruddet hos dig, så tag fat i ledelsen. I vurderer det sammen.") == ("Sker bruddet hos dig", "tag fat i ledelsen")
    assert first_act("Når kunden ringer, så spørg om navnet.") == ("Når kunden ringer", "spørg om navnet")
    assert first_act("Afprøv systemerne, så priserne er rigtige.") == ("", "")
    assert first_act("Systemer skal afprøves, så priserne er rigtige.") == ("", "")

"""Python and JavaScript make the same words, and the words are those a Danish reader expects."""

from __future__ import annotations

import random
import unicodedata

import pytest

from ropa.search.normalise import compounds_of, fold, stem, words_of
from tests.search.node import normalised

LETTERS = "abcdefghijklmnoprstuvyzæøåÆØÅABEOÉéüÖäßẞİıſǽǿÇłŁđþœﬁΣσςЖж"
OTHERS = "0123456789§§ .,-/()\u00ad\u200b\u0301\u030a\u0308😀👩‍💻№½²…–»«\u00a0\u2028\ufeff\u202e漢字アا\n\t"
ENDINGS = ("", "en", "er", "erne", "ernes", "ning", "ninger", "else", "elserne", "s", "e", "ede", "numre")
CITED = ("art. 6, stk. 1, litra f", "Artikel 9", "§ 11", "§§ 7-8", "paragraf 8", "6.1.f", "litra b)", "stk.2", "art.30")


def random_texts(count: int) -> list[str]:
    """Texts that nobody wrote: letters with and without marks, endings, citations, any character of Unicode."""
    chance = random.Random(7)
    everything = [chr(code) for code in range(0x20, 0x3000) if unicodedata.category(chr(code)) not in ("Cn", "Cs")]
    pools = (LETTERS, LETTERS + OTHERS, LETTERS + "aeoåøæ" * 9, everything)
    words = ["".join(chance.choices(chance.choice(pools), k=chance.randint(1, 14))) + chance.choice(ENDINGS) for _ in range(count)]
    return [f"{word} {chance.choice(CITED)}" if chance.random() < 0.2 else word for word in words]


def test_both_languages_make_the_same_words() -> None:
    texts = random_texts(8000)

    assert normalised(texts) == [[[word, stem(word)] for word in words_of(text)] for text in texts]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("køreseddel", "køresedler"),
        ("sletning", "slettes"),
        ("slette", "sletningerne"),
        ("ansøgning", "ansøgninger"),
        ("overvågning", "overvåger"),
        ("kryptering", "krypterede"),
        ("medarbejder", "medarbejdernes"),
        ("virksomhed", "virksomhedernes"),
        ("nummer", "numre"),
        ("overførsel", "overførsler"),
        ("regel", "reglerne"),
        ("løn", "lønnen"),
        ("cookie", "cookies"),
        ("bortfald", "bortfaldet"),
        ("faktura", "fakturaer"),
        ("fakturaen", "fakturaerne"),
        ("fakturaens", "faktura"),
        ("kameraer", "kameraet"),
        ("firma", "firmaernes"),
        ("skema", "skemaet"),
    ],
)
def test_inflected_forms_have_one_stem(one: str, other: str) -> None:
    assert stem(fold(one)) == stem(fold(other))


@pytest.mark.parametrize(("one", "other"), [("plan", "pla"), ("seminar", "semin"), ("lov", "løn"), ("garanti", "gerning"), ("aftale", "afslag"), ("art6", "art66")])
def test_other_words_keep_stems_of_their_own(one: str, other: str) -> None:
    assert stem(fold(one)) != stem(fold(other))


@pytest.mark.parametrize("typed", ["køreseddel", "koereseddel", "koreseddel", "KØRESEDDEL", "køre\u00adseddel", "ko\u0308reseddel"])
def test_a_word_is_the_same_on_any_keyboard(typed: str) -> None:
    assert words_of(typed) == ["koreseddel"]


@pytest.mark.parametrize(
    ("cited", "words"),
    [
        ("art. 6, stk. 1, litra f", ["art6", "stk1", "litraf"]),
        ("Artikel 9", ["art9"]),
        ("6.1.f", ["art6", "stk1", "litraf"]),
        ("§ 11", ["§11"]),
        ("§11", ["§11"]),
        ("paragraf 8", ["§8"]),
        ("art", ["art"]),
    ],
)
def test_a_law_reference_is_one_word_for_each_part(cited: str, words: list[str]) -> None:
    assert words_of(cited) == words


@pytest.mark.parametrize(("written", "compound"), [("TV-overvågning", "tvovervagning"), ("CPR-nr.", "cprnr"), ("e-mail", "email")])
def test_hyphenated_words_can_also_be_found_as_one(written: str, compound: str) -> None:
    assert compounds_of(written) == [compound]

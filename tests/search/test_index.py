"""The files of the index: the same each time, small, and made of nothing but data."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from random import Random

from ropa.search import Passage, SearchDocument, Synonym, build_index
from ropa.search.normalise import stem
from ropa.search.postings import DIGITS, LEAD, LEVELS, TEXT, levels_of, pack, place_of
from ropa.search.words import general_synonyms, meanings, questions
from tests.search.library import DOCUMENTS, SYNONYMS

HOSTILE = "</script><img onerror=x>\u2028\" + alert(1) + \"\\ `${x}` \ud800"


def data_of(script: bytes) -> object:
    text = script.decode()
    assert text.startswith("ropaSearch.take(") and text.endswith(");\n")
    return json.loads(text.removeprefix("ropaSearch.take(").removesuffix(");\n").split(",", 1)[1])


def test_the_same_documents_give_the_same_bytes() -> None:
    assert build_index(DOCUMENTS, SYNONYMS) == build_index(list(DOCUMENTS), reversed(SYNONYMS))


def test_every_file_is_data_whatever_the_texts_say() -> None:
    hostile = SearchDocument("a/", HOSTILE, HOSTILE, HOSTILE, (HOSTILE,), (HOSTILE,), (Passage("x", HOSTILE, HOSTILE),), 1.0, True)

    for script in build_index([hostile], [Synonym(HOSTILE, "ord")]).values():
        assert data_of(script)


def test_each_document_stands_in_one_shard_in_order() -> None:
    documents = [SearchDocument(f"p/{n}/", f"Side {n}", "Liste", passages=(Passage("", "", f"{n} " * 4000),)) for n in range(20)]
    files = build_index(documents)
    index = data_of(files["search/index.js"])
    shards = [data_of(files[f"search/texts/{number}.js"]) for number in range(len(index["shards"]))]

    assert [passages[0][2].split()[0] for shard in shards for passages in shard] == [str(n) for n in range(20)]
    assert [len(shard) for shard in shards] == index["shards"]


def test_what_is_only_shown_finds_nothing() -> None:
    document = SearchDocument("a/", "Titel", "Liste", passages=(Passage("x", "", "skjulested", is_found=False),))

    assert "skjulested" not in data_of(build_index([document])["search/index.js"])["stems"]


def test_packed_places_are_few_plain_characters() -> None:
    packed = pack([place_of(0, 5), place_of(1, 0), place_of(100_000, 3)])

    assert len(packed) <= 8
    assert set(packed) <= set(DIGITS)
    assert len(set(DIGITS)) == 64
    assert not set(DIGITS) & set('"\\ <\n')


def test_every_level_has_its_digit_in_the_index() -> None:
    assert data_of(build_index(DOCUMENTS)["search/index.js"])["levels"] == LEVELS


def test_general_synonyms_work_in_both_directions_and_english_words_in_one() -> None:
    pairs = {(synonym.typed, synonym.meant) for synonym in general_synonyms()}

    assert {("kamera", "cctv"), ("cctv", "kamera"), ("accounting", "regnskab")} <= pairs
    assert ("regnskab", "accounting") not in pairs


def test_a_definition_is_found_as_text_and_what_a_page_begins_with_as_its_subject() -> None:
    lead = (Passage("", "", "Et ord om ordet."),)
    record, term = SearchDocument("a/", "Side", "Side", passages=lead), SearchDocument("b/", "Led", "Led", passages=lead, lends_names=True)

    assert (levels_of(record)["om"], levels_of(term)["om"]) == (LEAD, TEXT)


def test_a_phrase_means_the_telling_words_of_another() -> None:
    assert meanings([Synonym("lad cykel", "cykel til børn")]) == {"ladcykl": ["cykl born"]}


def test_a_phrase_asks_once_for_all_its_sections() -> None:
    phrases = [phrase for phrase, _, _ in questions({"contact", "retention", "advice"})]

    assert sorted(set(phrases)) == phrases


def test_what_stands_in_answers_only_where_no_page_has_the_section_itself() -> None:
    def asked(*present: str) -> list[list[str]]:
        return [sections for phrase, sections, _ in questions({*present}) if phrase == stem("phishing")]

    assert asked("contact") == [["contact"]]
    assert asked("contact", "de-naeste-fem-minutter") == [["de-naeste-fem-minutter", "saadan-stopper-du-skaden"]]


def large(count: int) -> Iterator[SearchDocument]:
    """Pages of the size of an ordinary activity, from a vocabulary that grows with their number."""
    chance = Random(3)
    syllables = [a + b for a in "bdfgklmnprstv" for b in ("a", "e", "i", "o", "u", "æ", "ø", "å")]
    words = ["".join(chance.choices(syllables, k=chance.randint(2, 5))) for _ in range(2000 + count)]
    weights = [1 / (rank + 10) for rank in range(len(words))]
    for number in range(count):
        text = chance.choices(words, weights, k=150)
        passages = tuple(Passage("data", "Personer og oplysninger", " ".join(text[at : at + 15])) for at in range(0, 150, 15))
        yield SearchDocument(f"aktiviteter/o/{number}/", " ".join(chance.choices(words, k=3)), "Behandlingsaktivitet", passages=passages)


def test_the_index_grows_no_faster_than_the_pages() -> None:
    small, big = (len(gzip.compress(build_index(large(count))["search/index.js"])) for count in (250, 1000))

    assert big <= 4.4 * small

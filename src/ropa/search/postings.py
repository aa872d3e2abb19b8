"""Where each word stands: a list of pages and levels for each stem, packed into text that the engine unpacks.

A level says what the word is to the page, from plain text to title; the engine gives each level its weight. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from ropa.search.document import SearchDocument
from ropa.search.normalise import compounds_of, joined, stem, words_of

NONE, TEXT, OFTEN, HEADING, LEAD, SYNONYM, TITLE = range(7)
LEVELS = 7
OFTEN_FROM = 3
"""How many times a word stands in a page's text before it counts more."""
FEW, SHARE = 300, 5
"""A word in the plain text of more than FEW pages and of one page in SHARE tells nothing: only better places are kept."""
LONGEST_NAME = 4
DIGITS = "".join(chr(code) for code in range(40, 128) if chr(code) not in "<\\\x7f`")[:64]
_HALF = 32


def place_of(number: int, level: int) -> int:
    """A document and the level that a word has there, as one number; places are in the order of their documents."""
    return number * LEVELS + level


def levels_of(document: SearchDocument) -> dict[str, int]:
    """The stems of a document and the best level of each."""
    levels: dict[str, int] = {}
    for level, found in _leveled(document):
        for word in found:
            levels[word] = max(level, levels.get(word, NONE))
    return levels


def _leveled(document: SearchDocument) -> Iterator[tuple[int, Iterable[str]]]:
    passages = [passage for passage in document.passages if passage.is_found and not passage.is_none]
    yield NONE, (word for passage in document.passages if passage.is_none for word in _stems(f"{passage.heading} {passage.text}"))
    text = Counter(word for passage in passages for word in _stems(passage.text))
    yield TEXT, text
    yield OFTEN, (word for word, count in text.items() if count >= OFTEN_FROM)
    yield HEADING, (word for heading in {passage.heading for passage in passages} for word in _stems(heading))
    yield HEADING, _stems(document.kind)
    if not document.lends_names:  # what explains a word is text; what a page begins with says what it is about
        yield LEAD, (word for passage in passages if not passage.anchor for word in _stems(passage.text))
    yield LEAD, (word for name in (document.note, *document.identifiers) for word in _stems(name))
    for synonym in document.synonyms:
        yield LEAD, _stems(synonym)
        yield SYNONYM, _whole(synonym)
    yield TITLE, (*_stems(document.title), *_whole(document.title))


@lru_cache(maxsize=1 << 15)
def _stems(text: str) -> tuple[str, ...]:
    """The stems of the words and compounds of a text; pages share many texts."""
    return tuple(stem(word) for word in (*words_of(text), *compounds_of(text)))


def _whole(name: str) -> Iterator[str]:
    """A short name written as one word."""
    words = words_of(name)
    if 0 < len(words) <= LONGEST_NAME:
        yield stem(joined(words))


def is_common(places: Sequence[int], total: int) -> bool:
    """Whether so many pages have the word that plain text with it tells nothing."""
    return len(places) > max(FEW, total // SHARE)


def leading(places: Iterable[int]) -> list[int]:
    """The places that are better than plain text and headings."""
    return [place for place in places if place % LEVELS >= LEAD]


def pack(places: Iterable[int]) -> str:
    """Places as text: the step from the last document and the level in one number, base 32."""
    packed, begin = [], 0
    for place in places:
        packed.append(_digits(place - begin))
        begin = place - place % LEVELS + LEVELS
    return "".join(packed)


def _digits(value: int) -> str:
    """The low digits first; all but the last from the upper half of the alphabet."""
    digits = ""
    while value >= _HALF:
        digits += DIGITS[_HALF + value % _HALF]
        value //= _HALF
    return digits + DIGITS[value]

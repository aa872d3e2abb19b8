"""Turns text into the words that search compares: folded letters, law references as one word, endings taken off.

static/normalise.js does the same in the browser, step by step; a test holds the two together. Everything that could
differ between the two languages is spelt out here: which marks are dropped, which letters have a capital, what a
word is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

LONGEST_WORD = 40
_DROPPED = re.compile(
    "[\u00ad\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff]"
)
_EVERYDAY = re.compile("[\x00-\x7fæøåÆØÅ§»«–]*")
"""The characters of most Danish text, for which folding has a short cut."""
_LAST_WITH_CAPITAL = "\u052f"
_RINGED = str.maketrans({"å": "aa", "Å": "aa"})
_LETTERS = str.maketrans({
    "æ": "ae", "Æ": "ae", "ø": "oe", "Ø": "oe", "œ": "oe", "Œ": "oe", "ß": "ss", "ẞ": "ss",
    "ð": "d", "Ð": "d", "đ": "d", "Đ": "d", "þ": "th", "Þ": "th", "ł": "l", "Ł": "l", "ı": "i",
})
_TWO_FOR_ONE = re.compile("(a)[ae]|(o)e")
_LAW = (
    (re.compile("§+[ \t\n]*([0-9]+)"), r" §\1 "),
    (re.compile("(?<![0-9a-z])paragraf[ \t\n]+([0-9]+)"), r" §\1 "),
    (re.compile("(?<![0-9a-z])([0-9]{1,2})[.]([0-9]{1,2})[.]([a-z])(?![0-9a-z])"), r" art\1 stk\2 litra\3 "),
    (re.compile("(?<![0-9a-z])(?:artikel|article|art)[.]?[ \t\n]*([0-9]+)"), r" art\1 "),
    (re.compile("(?<![0-9a-z])(?:stykke|stk)[.]?[ \t\n]*([0-9]+)"), r" stk\1 "),
    (re.compile("(?<![0-9a-z])(?:litra|lit)[.]?[ \t\n]*([a-z])(?![0-9a-z])"), r" litra\1 "),
)
_MAY_CITE = re.compile("[0-9]|lit")
_WORD = re.compile("§[0-9]+|[0-9a-z\u00df-\u00f6\u00f8-\u1fff\u2c00-\u2dff\u3040-\ud7ff]+")
_COMPOUND = re.compile("[0-9a-z\u00df-\u00f6\u00f8-\u1fff]+(?:[-/.][0-9a-z\u00df-\u00f6\u00f8-\u1fff]+){1,2}")
_PLAIN = re.compile("[a-z]+")
_ACTION = re.compile("^(.{4,}?)(?:ningerne|ningens|ningen|ninger|nings|ning|ingerne|ingens|ingen|inger|ings|ing|elserne|elsens|elsen|elser|elses|else)$")
_ENDING = re.compile("^(.{3,}?)(?:ernes|erne|erens|endes|enes|eren|ers|ets|ens|nes|ene|ende|er|en|et|es|ed|e|s)$")
_SECOND_ENDING = re.compile("^(.{5,}?)(?:er|en|et|ed|e)$")
_SILENT_E = re.compile("e([lr])$")
_DOUBLED = re.compile("([a-z])\\1")
_MUTE_R = re.compile("mr$")
_AFTER_A = re.compile("^(.{2,}[mr]a)(?:rn|[rnt])$")
"""*kameraer*, *firmaet*, *fakturaerne*: folding has made one letter of the two vowels, so that no ending is seen."""


def fold(text: str) -> str:
    """The text in small letters without accents, with æ, ø and å as those write them who have no such keys."""
    if _EVERYDAY.fullmatch(text):
        plain = text.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    else:
        composed = unicodedata.normalize("NFC", text).translate(_RINGED)
        plain = _lowered(_DROPPED.sub("", unicodedata.normalize("NFKD", composed)).translate(_LETTERS))
    return _TWO_FOR_ONE.sub(r"\1\2", plain)


def words_of(text: str) -> list[str]:
    """The folded words of a text in order; "art. 6" and "§ 11" are one word each."""
    return _words(fold(text))


def compounds_of(text: str) -> list[str]:
    """What is written with hyphens, joined: "TV-overvågning" as one word."""
    return [_clipped(re.sub("[-/.]", "", found)) for found in _COMPOUND.findall(fold(text))]


def joined(words: Sequence[str]) -> str:
    """Several words as the compound that they may be written as."""
    return _clipped("".join(words))


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A folded word without its endings. Words with digits or foreign letters stay as they are."""
    if len(word) <= 4 or not _PLAIN.fullmatch(word):
        return word
    action = _ACTION.sub(r"\1", word)
    short = _ENDING.sub(r"\1", word) if action == word else action
    while (shorter := _SECOND_ENDING.sub(r"\1", short)) != short:
        short = shorter
    return _AFTER_A.sub(r"\1", _MUTE_R.sub("m", _DOUBLED.sub(r"\1", _SILENT_E.sub(r"\1", short))))


def _lowered(plain: str) -> str:
    """Letter by letter, since some languages lower a letter by what stands around it."""
    return "".join(char.lower() if char <= _LAST_WITH_CAPITAL else char for char in plain)


def _words(folded: str) -> list[str]:
    if _MAY_CITE.search(folded):
        for pattern, replacement in _LAW:
            folded = pattern.sub(replacement, folded)
    return [_clipped(word) for word in _WORD.findall(folded)]


def _clipped(word: str) -> str:
    return word[:LONGEST_WORD]

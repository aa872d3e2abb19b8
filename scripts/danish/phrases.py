"""Looks for phrases in a text, and for places where a word is right because of the phrase it stands in.

Called by the checks of spelling and of terms. A phrase is a name, or has its reason in a word list.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from danish.word_list import WordList
from ropa.findings import Fault, Finding

UNUSED_PHRASE = Fault(
    "SPL003", "unused-phrase", "error",
    "`{word}` på ordlisten bliver ikke brugt", "`{word}` in the word list is not needed",
    "slet linjen", "delete the line",
)


class Phrases:
    """Names, and the phrases of word lists. Remembers which of the latter have been needed."""

    def __init__(self, lists: Sequence[WordList] = (), names: Collection[str] = ()) -> None:
        self._listed = [phrase for word_list in lists for phrase in word_list["phrases"]]
        self._any = any_of([*self._listed, *names])
        self._used: set[str] = set()

    def without_covered(self, text: str, found: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
        """The matches in a text that do not lie within a phrase."""
        places = None
        for match in found:
            places = list(self._any.finditer(text)) if places is None else places
            around = [place[0] for place in places if place.start() <= match.start() and match.end() <= place.end()]
            self._used.update(phrase for phrase in self._listed for text_here in around if matches(phrase, text_here))
            if not around:
                yield match

    def unused(self, word_list: WordList) -> Iterator[Finding]:
        """A finding for each phrase of a list that no check has needed."""
        for phrase in word_list["phrases"]:
            if phrase not in self._used:
                yield UNUSED_PHRASE.at(word_list.span("phrases", phrase), word=phrase)


def any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Matches whole words, in capitals or not, the longest phrase first."""
    written = "|".join(_written(phrase) for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))
    return re.compile(rf"(?<![\w-])(?:{written or '(?!)'})(?![\w-])", re.IGNORECASE)


def matches(phrase: str, text: str) -> bool:
    """Whether a text is the phrase."""
    return _pattern(phrase).fullmatch(text) is not None


@lru_cache(maxsize=None)
def _pattern(phrase: str) -> re.Pattern[str]:
    return re.compile(_written(phrase), re.IGNORECASE)


def _written(phrase: str) -> str:
    """A phrase as a pattern: any white space between its words, any ending for `*`."""
    words = (r"[\w'’-]*".join(map(re.escape, word.split("*"))) for word in phrase.split())
    return r"\s+".join(words)

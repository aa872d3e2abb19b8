"""Finds misspelt words in passages, and entries of a word list that nothing needs any more.

Called by `scripts/spelling.py` and the tests. A word is right when the dictionary has it, a word list has it with a
reason, or it is a name that the records themselves give. Words with digits are codes and are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from danish.dictionary import Dictionary
from danish.passages import Passage
from danish.phrases import Phrases
from danish.word_list import WordList, find_entry
from ropa.findings import Fault, Finding

MISSPELT = Fault(
    "SPL001", "misspelt", "error",
    "`{word}` er ikke i ordbogen", "`{word}` is not in the dictionary",
    "{hint_da}", "{hint_en}",
)
UNUSED_ENTRY = Fault(
    "SPL002", "unused-entry", "error",
    "`{word}` på ordlisten bliver ikke brugt", "`{word}` in the word list is not needed",
    "slet linjen", "delete the line",
)

WORD = re.compile(r"(?<![\w§])[^\W\d_]+(?:[-'’.][^\W\d_]+)*(?![\w%])")


@dataclass(slots=True)
class Spelling:
    """What is known: the dictionary, the word lists, the words of names. `used` grows with every check."""

    dictionary: Dictionary
    lists: Sequence[WordList]
    phrases: Phrases
    names: frozenset[str] = frozenset()
    used: set[str] = field(default_factory=set)

    def check(self, passages: Iterable[Passage]) -> Iterator[Finding]:
        """A finding for each word that is nowhere known, where it stands."""
        for passage in passages:
            unknown = (match for match in WORD.finditer(passage.prose) if not self._knows(match))
            for match in self.phrases.without_covered(passage.prose, unknown):
                yield self._misspelt(passage, match)

    def unused(self, word_list: WordList) -> Iterator[Finding]:
        """A finding for each word and short part of a list that no check has needed."""
        for section, used in (("words", self.used), ("short_parts", self.dictionary.used_parts)):
            for entry in word_list[section]:
                if entry not in used:
                    yield UNUSED_ENTRY.at(word_list.span(section, entry), word=entry)

    def _knows(self, match: re.Match[str]) -> bool:
        word, text = match[0], match.string
        forms = _forms(word, text[: match.start()][-1:], text[match.end() :][:1])
        return any(self.dictionary.knows(form) for form in forms) or all(map(self._knows_part, word.split("-")))

    def _knows_part(self, word: str) -> bool:
        """Whether a word between hyphens is known; what the dictionary and the names know needs no line in a list."""
        if self.dictionary.knows(word) or not {word, word.removesuffix("s"), word.removesuffix("'s")}.isdisjoint(self.names):
            return True
        entry = next(filter(None, (find_entry(word, word_list["words"]) for word_list in self.lists)), None)
        self.used.update((entry,) if entry else ())
        return entry is not None

    def _misspelt(self, passage: Passage, match: re.Match[str]) -> Finding:
        near = self.dictionary.suggest(match[0])
        shown = ", ".join(f"`{word}`" for word in near)
        hint_da = f"mente du {shown}? Ellers skriv ordet på ordlisten med en grund" if near else "ret ordet, eller skriv det på ordlisten med en grund"
        hint_en = f"did you mean {shown}? If not, add the word to the word list with a reason" if near else "correct the word, or add it to the word list with a reason"
        return MISSPELT.at(passage.span(match.start(), match.end()), word=match[0], hint_da=hint_da, hint_en=hint_en)


def _forms(word: str, before: str, after: str) -> Iterator[str]:
    """The word as the dictionary may have it: an abbreviation with its full stop, the front of `kunde- og salgsdata`."""
    yield word
    if after == ".":
        yield word + "."
    if after == "-":
        yield from (word + "-", word.removesuffix("s"))
    if before == "-":
        yield "-" + word

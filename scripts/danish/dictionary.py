"""Says whether a word is Danish: Hunspell with the dictionary of Stavekontrolden, read more strictly than it is meant.

Called by `danish.spelling`. Danish joins words freely, and the dictionary joins any two that fit. Short words then hide
slips of the finger (`arpil` is `ar` and `pil`, `samalen` is `sam` and `alen`), so a word that only exists as joined must
have parts of some length, or short parts that the word list names.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

from hunspell import Hunspell

from ropa.findings import RopaError

SHORTEST_PART = 4
"""Letters in each half of a word that is joined on the spot; measured: 3 lets a fifth more slips through."""
SUGGESTIONS = 3
LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"

_LAST_PART = re.compile(r"^\s*pa:(\w+)")


class Dictionary:
    """A Hunspell dictionary. `short_parts` are the words of fewer letters that may be joined to others."""

    def __init__(self, folder: Path, short_parts: Collection[str] = ()) -> None:
        if not (folder / "index.dic").is_file():
            raise RopaError(f"der er ingen ordbog i {folder}; kør make test", f"there is no dictionary in {folder}; run make test")
        self._hunspell = Hunspell("index", hunspell_data_dir=str(folder))
        self._short_parts = frozenset(short_parts)
        self.used_parts: set[str] = set()
        self.knows = lru_cache(maxsize=None)(self._knows)

    def _knows(self, word: str) -> bool:
        """Whether the word is spelt right; each part between hyphens must be."""
        if not self._hunspell.spell(word):
            return False
        return all(self._is_no_accident(part) for part in word.split("-") if part)

    def _is_no_accident(self, word: str) -> bool:
        lasts = self._last_parts(word)
        return not lasts or any(self._is_joined_well(word, last) for last in lasts)

    def _last_parts(self, word: str) -> tuple[str, ...]:
        """The last parts that a word may have been joined of; none when the dictionary has the word as it is."""
        found = [_LAST_PART.match(analysis) for analysis in self._hunspell.analyze(word)]
        return tuple(match[1] for match in found if match) if all(found) else ()

    def _is_joined_well(self, word: str, last: str) -> bool:
        parts = (word[: len(word) - len(last)].lower(), last.lower())
        short = [part for part in parts if len(part) < SHORTEST_PART]
        if not set(short) <= self._short_parts:
            return False
        self.used_parts.update(short)
        return True

    def suggest(self, word: str) -> tuple[str, ...]:
        """Words that are one slip away, the dictionary's own before joined ones. Hunspell's own search takes seconds."""
        near = sorted(filter(self.knows, one_slip_away(word)), key=lambda form: bool(self._last_parts(form)))
        return tuple(near[:SUGGESTIONS])


def one_slip_away(word: str) -> tuple[str, ...]:
    """The word with two letters swapped, one left out, exchanged or added, in the order in which people slip."""
    halves = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    swapped = (front + back[1] + back[0] + back[2:] for front, back in halves if len(back) > 1)
    shorter = (front + back[1:] for front, back in halves if back)
    exchanged = (front + letter + back[1:] for front, back in halves if back for letter in LETTERS)
    longer = (front + letter + back for front, back in halves for letter in LETTERS)
    return tuple(dict.fromkeys((*swapped, *shorter, *exchanged, *longer)))

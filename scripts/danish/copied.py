"""Finds runs of words that stand both in somebody else's text and in ours: sentences that were copied, not restated.

Called by `scripts/copied.py` and the tests. Words are compared in small letters without punctuation. A name, a fixed
term or a citation of a law counts as one word, however long, since it can be written in one way only.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from danish.passages import Passage
from ropa.findings import Fault, Finding

LENGTH = 8
"""From this many words on a run is a copy."""

COPIED = Fault(
    "CPY001", "copied", "error",
    "{count} ord står også i {source}: »{run}«", "{count} words stand in {source} too: »{run}«",
    "skriv det om med egne ord", "restate it in your own words",
)
OWN = Path(__file__).with_name("fixed.yaml")

_CITATION = r"(?:(?:art(?:ikel)?|stk|litra|nr|pkt|kapitel|jf|§§?)\b\.?\s*(?:\d+\w?|[a-z]\b)?[\s,.]*){2,}|(?:art(?:ikel)?\.?|§§?)\s*\d+\w?"


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared, and where it stands in its text."""

    text: str
    start: int
    end: int


class Reader:
    """Splits texts into words; `fixed` phrases and citations are one word each."""

    def __init__(self, fixed: Collection[str] = ()) -> None:
        phrases = sorted((phrase for phrase in fixed if " " in phrase), key=lambda phrase: (-len(phrase), phrase))
        written = [r"\s+".join(map(re.escape, phrase.split())) + r"\w*" for phrase in phrases]
        self._pattern = re.compile("|".join([*(rf"\b{phrase}" for phrase in written), _CITATION, r"\w+(?:-\w+)*"]), re.IGNORECASE)

    def words(self, text: str) -> tuple[Word, ...]:
        """The words of a text in their order."""
        return tuple(Word(" ".join(match[0].casefold().split()), *match.span()) for match in self._pattern.finditer(text))


def read_fixed(path: Path = OWN) -> frozenset[str]:
    """The phrases that can be written in one way only; the file gives a reason for each."""
    groups = yaml.safe_load(path.read_text(encoding="utf-8"))
    return frozenset(phrase for group in groups.values() for phrase in group)


def runs_of(words: Iterable[Word]) -> frozenset[tuple[str, ...]]:
    """Every run of `LENGTH` words."""
    texts = [word.text for word in words]
    return frozenset(tuple(texts[at : at + LENGTH]) for at in range(len(texts) - LENGTH + 1))


def find_copied(source: str, policy: str, passages: Iterable[Passage], reader: Reader) -> Iterator[Finding]:
    """A finding for each longest run of a passage that also stands in a policy; `source` is what the policy is called."""
    known = runs_of(reader.words(policy))
    for passage in passages:
        words = reader.words(passage.prose)
        texts = [word.text for word in words]
        starts = (at for at in range(len(texts) - LENGTH + 1) if tuple(texts[at : at + LENGTH]) in known)
        for first, last in _joined(starts):
            start, end = words[first].start, words[last].end
            run = " ".join(passage.prose[start:end].split())
            yield COPIED.at(passage.span(start, end), count=last - first + 1, source=source, run=run)


def _joined(starts: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last word of every run, where runs that follow each other word by word are one."""
    first = last = -1
    for start in starts:
        if start > last - LENGTH + 2:
            if last >= 0:
                yield first, last
            first = start
        last = start + LENGTH - 1
    if last >= 0:
        yield first, last

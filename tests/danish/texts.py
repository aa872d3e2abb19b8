"""What the tests of Danish share: the dictionary, a record as a passage, a small register on disk."""

from __future__ import annotations

from pathlib import Path

from danish.check import DICTIONARY
from danish.dictionary import Dictionary
from danish.passages import Passage, passages_of_yaml
from danish.phrases import Phrases
from danish.spelling import Spelling
from danish.word_list import WordList, read_word_list

from ropa.findings import Finding
from ropa.text import Source


def record(text: str, file: str = "activities/kiosk/sale.yaml") -> tuple[Passage, ...]:
    """The Danish passages of a record."""
    return tuple(passages_of_yaml(Source(file, text)))


def summary(danish: str) -> tuple[Passage, ...]:
    """The passages of a record that says one sentence."""
    return record(f"summary:\n  da: {danish}\n")


def spelling(*lists: WordList, names: frozenset[str] = frozenset()) -> Spelling:
    """The check of spelling with the real dictionary."""
    parts = {part for word_list in lists for part in word_list["short_parts"]}
    return Spelling(Dictionary(DICTIONARY, parts), lists, Phrases(lists), names)


def word_list(folder: Path, text: str) -> WordList:
    """A word list from its text."""
    path = folder / "words.yaml"
    path.write_text(text, encoding="utf-8")
    return read_word_list(path)


def places(findings: object) -> list[str]:
    """Line, column and word of each finding."""
    return [f"{f.span.line}:{f.span.column} {f.message.en.split('`')[1]}" for f in findings if isinstance(f, Finding)]  # type: ignore[attr-defined]

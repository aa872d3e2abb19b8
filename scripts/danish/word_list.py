"""Reads a word list: the words that the dictionary lacks, short parts of words, and phrases that may break a term.

Each has a reason. The tool's own list is `words.yaml` beside this file; a register has one of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from ropa.findings import RopaError, Span
from ropa.text import Source, decode
from ropa.yamlio import load, locate

OWN = Path(__file__).with_name("words.yaml")
SECTIONS = ("words", "short_parts", "phrases")
_ENDINGS = "(?:e?n|e?t|e?r|e|e?ne|erne)?"


@dataclass(frozen=True, slots=True)
class WordList:
    """The entries of a word list by section: what is written -> why. `words` are in groups, the others are not."""

    source: Source
    sections: Mapping[str, Mapping[str, str]]
    pointers: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def __getitem__(self, section: str) -> Mapping[str, str]:
        return self.sections.get(section, {})

    def span(self, section: str, entry: str) -> Span:
        """Where an entry stands."""
        return locate(self.source, self.pointers[section, entry], "key")


def read_word_list(path: Path, shown: str = "") -> WordList:
    """The word list in a file. Raises RopaError when it has another form."""
    source = decode(shown or path.name, path.read_bytes()).source
    value = load(source).value if source else None
    if source is None or not isinstance(value, dict) or set(value) - set(SECTIONS):
        raise RopaError(f"{path} er ikke en ordliste", f"{path} is not a word list")
    sections: dict[str, dict[str, str]] = {}
    pointers: dict[tuple[str, str], str] = {}
    for section, steps, reason in _entries(value):
        if not isinstance(reason, str):
            raise RopaError(f"`{steps[-1]}` i {path} har ingen grund", f"`{steps[-1]}` in {path} has no reason")
        sections.setdefault(section, {})[steps[-1]] = reason
        pointers[section, steps[-1]] = "/" + "/".join((section, *steps))
    return WordList(source, sections, pointers)


def _entries(value: Mapping[str, object]) -> Iterator[tuple[str, tuple[str, ...], object]]:
    for section, entries in value.items():
        for name, inner in entries.items() if isinstance(entries, dict) else ():
            if isinstance(inner, dict):
                yield from ((section, (name, word), reason) for word, reason in inner.items())
            else:
                yield section, (name,), inner


def find_entry(word: str, entries: Iterable[str]) -> str | None:
    """The entry that covers a word. `*` stands for any ending; small letters cover a capital, never the reverse."""
    return next((entry for entry in entries if _pattern(entry).fullmatch(word)), None)


@lru_cache(maxsize=None)
def _pattern(entry: str) -> re.Pattern[str]:
    stem = entry.removesuffix("*")
    letters = re.escape(stem) if stem != stem.lower() else f"(?:{re.escape(stem)}|{re.escape(stem[:1].upper() + stem[1:])})"
    return re.compile(letters + (_ENDINGS if entry.endswith("*") else "") + "(?:'?s)?")

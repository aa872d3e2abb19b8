"""Finds words of the law's tables in the prose of a record.

Text is compared case-folded, with single spaces, on word boundaries; æ, ø and å are letters like any other. What
explains an oddity is not searched: notes, provenance, and reasons for deviations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from ropa.law.tables import LawRow, rows_on
from ropa.register import Entry, visit
from ropa.schema import Field, branches_to, fields_of

NOT_SEARCHED = frozenset({"notes", "provenance", "deviations", "confirmed"})


class Prose(NamedTuple):
    """A text of a record in Danish: where it stands, the name of its field, and the words."""

    pointer: str
    field: str
    text: str


def prose_of(entry: Entry) -> tuple[Prose, ...]:
    """Every `{da, en?}` text of an entry, in the order of the schema."""
    value = {name: part for name, part in entry.value.items() if name not in NOT_SEARCHED}
    return tuple(
        Prose(found.pointer, found.field.name, folded(str(found.value["da"])))
        for found in visit(_text_fields(entry.kind), value) if isinstance(found.value, dict) and "da" in found.value
    )


@lru_cache(maxsize=None)
def _text_fields(kind: str) -> Field:
    return branches_to(fields_of(kind), lambda field: field.is_text)


def folded(text: str) -> str:
    """A text as it is compared."""
    return " ".join(text.casefold().split())


class Lexicon:
    """The terms of some rows, to look for in texts. A term that ends with `*` also matches longer words."""

    def __init__(self, rows: Iterable[LawRow], column: str = "terms") -> None:
        self._rows = {folded(term): row for row in rows for term in row[column]}
        ordered = sorted(self._rows, key=len, reverse=True)
        written = "|".join(_pattern(term) for term in ordered)
        self._pattern = re.compile(rf"(?<!\w)(?:{written})(?!\w)") if written else None

    def find(self, text: str) -> Iterator[tuple[str, LawRow]]:
        """The terms in a folded text with their rows, from left to right."""
        for match in self._pattern.finditer(text) if self._pattern else ():
            yield match[0], self._row(match[0])

    def is_in(self, text: str) -> bool:
        """Whether any of the terms is in a folded text."""
        return self._pattern is not None and self._pattern.search(text) is not None

    def _row(self, word: str) -> LawRow:
        if word in self._rows:
            return self._rows[word]
        stems = (term for term in self._rows if term.endswith("*") and word.startswith(term[:-1]))
        return self._rows[max(stems, key=len)]


@lru_cache(maxsize=None)
def lexicon(table: str, day: date, *ids: str, column: str = "terms") -> Lexicon:
    """The terms of the rows of a table that hold on a day; of those named, if any are."""
    return Lexicon((row for row in rows_on(table, day) if not ids or row.id in ids), column)


def _pattern(term: str) -> str:
    return re.escape(term[:-1]) + r"\w*" if term.endswith("*") else re.escape(term)

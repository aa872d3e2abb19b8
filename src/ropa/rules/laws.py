"""Which provisions a record names, held against the table of provisions that rules look for.

Called by rules that ask whether a certain act stands behind a ground. An act is known by its name as it is cited, a section
by its number; whether the act fits is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from ropa.law.tables import LawRow, rows_on
from ropa.register.lists import listed
from ropa.rules.rows import Ground, Value
from ropa.rules.texts import folded

_NUMBER = re.compile(r"\d+(?: ?[a-z](?![\w]))?")


@lru_cache(maxsize=64)
def provision(name: str, day: date) -> LawRow | None:
    """A row of the table of named provisions; None when it does not hold on the day."""
    return next((row for row in rows_on("named_provisions", day) if row.id == name), None)


def cites(law: Value, row: LawRow | None) -> bool:
    """Whether a citation of a record names the act of a row and one of its sections."""
    if row is None or folded(law["act"]) not in row["acts"]:
        return False
    return not row["sections"] or _first_number(law.get("section", "")) in row["sections"]


def cite_one(laws: Iterable[Value], day: date, *names: str) -> bool:
    """Whether one of the citations is of one of the named provisions."""
    laws = tuple(laws)
    return any(cites(law, provision(name, day)) for name in names for law in laws)


def laws_of(ground: Ground) -> Iterator[Value]:
    """Every law that a ground names: its own, that behind Art. 9, and that of its legal basis."""
    yield from listed(ground.value, "article_9_law")
    yield from listed(ground.value, "national_law")
    yield from listed(ground.basis, "national_law")


def _first_number(section: str) -> str:
    found = _NUMBER.search(folded(section))
    return found[0] if found else ""

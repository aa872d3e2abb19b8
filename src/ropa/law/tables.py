"""Law as data: tables whose rows say from when to when they hold, where that stands and when it was last looked up.

Each table is a YAML file in this folder: what it is for, then `rows`. The linter asks for the rows that hold on a day;
a row that nobody has looked up for long is a finding of its own. Nothing here decides what a row means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import yaml

BEGINNING = date.min
END = date.max


@dataclass(frozen=True, slots=True)
class LawRow:
    """One row: `values` are the columns of its table, the rest is the same in all tables.

    `evidence` is "read" at the authority, "secondary" (read about), "memory", for a lawyer to confirm, or "habit": what no
    law states and was chosen for this table. A row that rests on several has the weakest of them.
    """

    table: str
    id: str
    values: Mapping[str, Any]
    source: str
    evidence: str
    checked_on: date
    valid_from: date = BEGINNING
    valid_to: date = END

    def __getitem__(self, column: str) -> Any:
        return self.values[column]

    def get(self, column: str, default: Any = None) -> Any:
        """A column that not every row has."""
        return self.values.get(column, default)

    def holds_on(self, day: date) -> bool:
        """Whether the row holds on a day, both ends included."""
        return self.valid_from <= day <= self.valid_to


@cache
def table(name: str) -> tuple[LawRow, ...]:
    """All rows of a table, past and coming ones too."""
    text = resources.files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return tuple(_row(name, values) for values in yaml.load(text, Loader=yaml.CSafeLoader)["rows"])


@lru_cache(maxsize=256)
def rows_on(name: str, day: date) -> tuple[LawRow, ...]:
    """The rows of a table that hold on a day."""
    return tuple(row for row in table(name) if row.holds_on(day))


def table_names() -> tuple[str, ...]:
    """Every table there is."""
    files = (file.name for file in resources.files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in files if name.endswith(".yaml")))


def _row(name: str, values: Mapping[str, Any]) -> LawRow:
    own = {"id", "source", "evidence", "checked_on", "valid_from", "valid_to"}
    return LawRow(
        name,
        values["id"],
        {column: value for column, value in values.items() if column not in own},
        values["source"],
        values["evidence"],
        values["checked_on"],
        values.get("valid_from", BEGINNING),
        values.get("valid_to", END),
    )

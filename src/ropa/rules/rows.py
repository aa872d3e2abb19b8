"""The parts of an activity that conditions ask about: a row of the matrix, why it is processed, and how long it is kept.

`facts` puts them together out of a record; nothing here looks anything up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from ropa.register.lists import listed

Value = Mapping[str, Any]
ANSWERED_NONE = "none"
"""What a list says when somebody has answered that there are none."""
CONSENT = "6.1.a"
CPR_CONSENT = "dbl_11_2_2"
"""A ground whose CPR number rests on consent; the consent it names may be for that alone."""


class Ground(NamedTuple):
    """Why a row is processed: its pointer, the ground, and the purpose and legal basis it names (empty when unstated).

    `classes` are those of the data that it covers: of the whole row, unless the ground is for some of the data only.
    """

    pointer: str
    value: Value
    purpose: Value
    basis: Value
    classes: frozenset[str]

    @property
    def article(self) -> str:
        """The point of Art. 6(1): "6.1.b"; "" when nobody has said."""
        return str(self.basis.get("article", ""))

    @property
    def is_on_consent(self) -> bool:
        """Whether consent is its legal basis: by its point of Art. 6(1), or by the consent it names where none is stated."""
        if self.article:
            return self.article == CONSENT
        return "consent" in self.value and self.value.get("cpr") != CPR_CONSENT


class Row(NamedTuple):
    """A row of the matrix: its place, its classes of data, its grounds and the ids of its retention schedules.

    `relations` say how the people it is about relate to the organisation: "customer", "employee" ...
    """

    pointer: str
    value: Value
    classes: frozenset[str]
    grounds: tuple[Ground, ...]
    relations: frozenset[str]

    @property
    def id(self) -> str:
        """The row's id."""
        return str(self.value["id"])

    @property
    def categories(self) -> Sequence[str]:
        """Ids of categories of personal data; none when unstated."""
        return tuple(self.value.get("categories", ()))

    @property
    def subjects(self) -> Sequence[str]:
        """Ids of categories of data subjects; none when unstated."""
        return tuple(self.value.get("data_subjects", ()))

    @property
    def source_types(self) -> frozenset[str]:
        """Where the data come from: "data_subject", "third_party" ...; empty when unstated."""
        return frozenset(source["type"] for source in listed(self.value, "sources"))

    @property
    def schedules(self) -> Sequence[str]:
        """The ids of the schedules that say how long."""
        return tuple(item["schedule"] for item in listed(self.value, "retention"))


class Kept(NamedTuple):
    """A row and one of the schedules that say how long: `value` joins them, and may narrow down what the schedule is for."""

    row: Row
    pointer: str
    value: Value

    @property
    def schedule(self) -> str:
        """The schedule's id."""
        return str(self.value["schedule"])

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """The grounds of the row that the schedule is for."""
        purpose = self.value.get("purpose")
        return tuple(g for g in self.row.grounds if purpose is None or g.value.get("purpose") == purpose)

    @property
    def systems(self) -> tuple[str, ...]:
        """The ids of the systems that the schedule is for."""
        return (self.value["system"],) if "system" in self.value else tuple(listed(self.row.value, "systems"))

    @property
    def categories(self) -> frozenset[str]:
        """The ids of the categories of data that the schedule is for."""
        return frozenset(self.value.get("categories", self.row.categories))


def as_date(text: object) -> date | None:
    """A date of a record; None for what is no day of the calendar."""
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None

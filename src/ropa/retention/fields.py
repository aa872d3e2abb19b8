"""Turns the fields of one mapping, as read from YAML, into typed values, and notes every fault it meets.

Called by `parse` for the rule and for each mapping inside it. A field that is wrong gives its default and a fault, so
that reading goes on and all faults are found in one pass. Never raises on bad input and knows nothing about retention
beyond what a period, a date and a day of the year look like.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ropa.retention import faults
from ropa.retention.faults import RuleFault
from ropa.retention.rule import Law, Period, Text

_DURATION = re.compile(r"P(?=[0-9])(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)W)?(?:([0-9]+)D)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH_DAY = re.compile(r"[0-9]{2}-[0-9]{2}")
_PERIOD_KEYS = ("years", "months", "days")
_LEAP_YEAR = 2024
_MOST_DIGITS = 9
_DAYS_A_YEAR = 365


@dataclass(frozen=True, slots=True)
class Fields:
    """One mapping, the JSON pointer of its place, and the list that its faults are added to."""

    values: Mapping[str, object]
    pointer: str
    faults: list[RuleFault]

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def at(self, key: str | int) -> str:
        """The JSON pointer of a field."""
        return f"{self.pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"

    def refuse_unknown(self, known: Collection[str]) -> None:
        """Notes each key that is not a field here."""
        for key in self.values:
            if key not in known:
                self.faults.append(faults.unknown_key(self.at(key), key, known))

    def choice(self, key: str, allowed: Collection[str], default: str) -> str:
        """One of the allowed words."""
        value = self.values.get(key, default)
        if isinstance(value, str) and value in allowed:
            return value
        self.faults.append(faults.not_one_of(self.at(key), key, value, allowed))
        return default

    def whole_number(self, key: str, bounds: tuple[int, int], default: int) -> int:
        """A whole number within the bounds, both inclusive."""
        value = self.values.get(key, default)
        if isinstance(value, int) and not isinstance(value, bool) and bounds[0] <= value <= bounds[1]:
            return value
        self.faults.append(faults.not_a_whole_number(self.at(key), key, value, bounds))
        return default

    def name(self, key: str) -> str | None:
        """A name, None when the field is absent."""
        if key not in self.values:
            return None
        value = self.values[key]
        if isinstance(value, str) and value.strip():
            return value
        self.faults.append(faults.not_text(self.at(key), key, value))
        return None

    def civil_date(self, key: str) -> date | None:
        """A date written YYYY-MM-DD, None when the field is absent or null."""
        value = self.values.get(key)
        if value is None:
            return None
        parsed = _parse_date(value)
        if parsed is None:
            self.faults.append(faults.not_a_date(self.at(key), key, value))
        return parsed

    def month_day(self, key: str) -> tuple[int, int] | None:
        """Month and day written MM-DD, None when the field is absent. 29 February is a day of the year."""
        if key not in self.values:
            return None
        value = self.values[key]
        is_written_right = isinstance(value, str) and _MONTH_DAY.fullmatch(value)
        day = _parse_date(f"{_LEAP_YEAR}-{value}") if is_written_right else None
        if day is None:
            self.faults.append(faults.not_a_run_date(self.at(key), value))
            return None
        return day.month, day.day

    def period(self, key: str) -> Period | None:
        """An ISO 8601 duration of whole years, months, weeks and days, or a mapping of years, months and days."""
        if key not in self.values:
            return None
        value = self.values[key]
        parts = self._period_parts(key, value)
        if parts is None:
            self.faults.append(faults.not_a_period(self.at(key), key, value))
            return None
        if parts.years + parts.months / 12 + parts.days / _DAYS_A_YEAR > faults.MAX_YEARS:
            self.faults.append(faults.too_long(self.at(key), key))
            return None
        return parts

    def _period_parts(self, key: str, value: object) -> Period | None:
        if isinstance(value, str):
            return _parse_duration(value)
        if not isinstance(value, Mapping) or not value:
            return None
        inner = Fields(value, self.at(key), self.faults)
        inner.refuse_unknown(_PERIOD_KEYS)
        bounds = (0, faults.MAX_YEARS * _DAYS_A_YEAR)
        years, months, days = (inner.whole_number(part, bounds, 0) for part in _PERIOD_KEYS)
        return Period(years, months, days)

    def laws(self, key: str) -> tuple[Law, ...]:
        """The provisions of a field: a text, one `{act, section}` or a list of them; none when the field is absent."""
        value = self.values.get(key, ())
        if isinstance(value, str) and value.strip():
            return (Law(value),)
        if isinstance(value, Mapping):
            provisions = [Fields(value, self.at(key), self.faults)]
        else:
            provisions = list(self.items(key))
        return tuple(law for law in map(_law, provisions) if law is not None)

    def text(self, key: str) -> Text | None:
        """Descriptive text, a string or `{da, en?}`. None when there is none; its form is the record's own matter."""
        value = self.values.get(key)
        if isinstance(value, Mapping):
            da, en = value.get("da"), value.get("en")
            return Text(da.strip(), en.strip() if isinstance(en, str) else None) if isinstance(da, str) else None
        return Text(value.strip()) if isinstance(value, str) and value.strip() else None

    def inside(self, key: str) -> Fields | None:
        """The fields of a mapping inside this one, None when the field is absent or no mapping."""
        if key not in self.values:
            return None
        value = self.values[key]
        if isinstance(value, Mapping):
            return Fields(value, self.at(key), self.faults)
        self.faults.append(faults.not_a_mapping(self.at(key), f"`{key}`"))
        return None

    def items(self, key: str) -> Iterator[Fields]:
        """The fields of each mapping in a list."""
        value = self.values.get(key, ())
        if isinstance(value, str) or not isinstance(value, (list, tuple)):
            self.faults.append(faults.not_a_list(self.at(key), key))
            return
        for index, item in enumerate(value):
            place = f"{self.at(key)}/{index}"
            if isinstance(item, Mapping):
                yield Fields(item, place, self.faults)
            else:
                self.faults.append(faults.not_a_mapping(place, f"`{key}[{index}]`"))


def _parse_date(value: object) -> date | None:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _parse_duration(text: str) -> Period | None:
    """The period of an ISO 8601 duration, None when the text is none. Of an absurdly long number, a part is enough."""
    match = _DURATION.fullmatch(text)
    if match is None:
        return None
    years, months, weeks, days = (int((digits or "0").lstrip("0")[:_MOST_DIGITS] or "0") for digits in match.groups())
    return Period(years, months, weeks * 7 + days)


def _law(fields: Fields) -> Law | None:
    """Act and section. Other fields of the provision are left to the record."""
    if "act" not in fields:
        fields.faults.append(faults.missing_key(fields.pointer, "act", "bogføringsloven"))
    act, section = fields.name("act"), fields.name("section")
    return Law(act, section) if act else None

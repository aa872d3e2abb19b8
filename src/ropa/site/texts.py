"""Turns single values into words a reader knows: dates, periods, countries, lists.

Called by whatever describes a record. Pure; the same value gives the same words on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_date

from ropa.findings import Language

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH_DAY = re.compile(r"(\d{2})-(\d{2})")
_PERIOD = re.compile(r"P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
_UNITS = {
    "da": (("år", "år"), ("måned", "måneder"), ("uge", "uger"), ("dag", "dage")),
    "en": (("year", "years"), ("month", "months"), ("week", "weeks"), ("day", "days")),
}
_REGIONS = {"EU": {"da": "EU", "en": "the EU"}, "EEA": {"da": "EU/EØS", "en": "the EU/EEA"}}


def written(value: str, language: Language) -> str:
    """A date, a period or a month and day in words; any other text as it is."""
    if _DATE.fullmatch(value):
        return day(value, language)
    if _MONTH_DAY.fullmatch(value):
        return month_day(value, language)
    return period(value, language) if _PERIOD.fullmatch(value) else value


def day(value: str, language: Language) -> str:
    """ "2020-03-15" as "15. marts 2020"; the text itself when the calendar has no such day."""
    try:
        return format_date(date.fromisoformat(value), format="long", locale=language)
    except ValueError:
        return value


def month_day(value: str, language: Language) -> str:
    """ "01-31" as "31. januar"; the text itself when the calendar has no such day."""
    try:
        return format_date(
            date.fromisoformat(f"2000-{value}"), format="d. MMMM" if language == "da" else "d MMMM", locale=language
        )
    except ValueError:
        return value


def period(value: str, language: Language) -> str:
    """ "P1Y6M" as "1 år og 6 måneder"."""
    found = _PERIOD.fullmatch(value)
    numbers = [int(digits or 0) for digits in found.groups()] if found else []
    words = [f"{n} {unit[n != 1]}" for n, unit in zip(numbers, _UNITS[language], strict=False) if n]
    return joined(words, language) or f"0 {_UNITS[language][3][1]}"


def country(code: str, language: Language) -> str:
    """The name of a country or of the EU or EEA; the code itself when there is no such country."""
    return _REGIONS.get(code, {}).get(language) or _territories(language).get(code, code)


def joined(words: Sequence[str], language: Language) -> str:
    """The words as a list in a sentence: "navn, adresse og telefon"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {'og' if language == 'da' else 'and'} {words[-1]}"


def numbers(found: Iterable[int]) -> str:
    """Numbers with those that follow each other as a run: 1, 2, 3, 5 as "1–3, 5"."""
    runs: list[tuple[int, int]] = []
    for number in sorted(found):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return ", ".join(f"{first}–{last}" if last > first else str(first) for first, last in runs)


def capitalised(label: str) -> str:
    """A label with a large first letter, for use as a heading."""
    return label[:1].upper() + label[1:]


def lowered(label: str) -> str:
    """A label with a small first letter, for use inside a sentence, unless it begins with an abbreviation."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


@lru_cache(maxsize=2)
def _territories(language: Language) -> dict[str, str]:
    return dict(Locale.parse(language).territories)

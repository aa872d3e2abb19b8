"""The words that retention rules are told in, Danish and English side by side, and the small inflections.

Called by `sentence` and `explain`. Turns counts, dates, periods and laws into words; knows nothing about how a rule is
built. Text is plain: whoever shows it escapes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from ropa.retention.rule import Law, Period

Lang = Literal["da", "en"]

_MONTHS: dict[str, str] = {
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "en": "January February March April May June July August September October November December",
}
_UNITS: dict[str, dict[str, tuple[str, str]]] = {
    "da": {"year": ("år", "år"), "month": ("måned", "måneder"), "day": ("dag", "dage")},
    "en": {"year": ("year", "years"), "month": ("month", "months"), "day": ("day", "days")},
}
_AND = {"da": " og ", "en": " and "}


def month_name(month: int, lang: Lang) -> str:
    return _MONTHS[lang].split()[month - 1]


def day_of_year(month: int, day: int, lang: Lang) -> str:
    """`den 31. januar`, `31 January`."""
    return f"den {day}. {month_name(month, lang)}" if lang == "da" else f"{day} {month_name(month, lang)}"


def civil_date(day: date, lang: Lang) -> str:
    """`den 31. januar 2026`, `31 January 2026`."""
    return f"{day_of_year(day.month, day.day, lang)} {day.year}"


def count(number: int, unit: str, lang: Lang) -> str:
    """`1 måned`, `2 måneder`. The unit is year, month or day."""
    one, many = _UNITS[lang][unit]
    return f"{number} {one if number == 1 else many}"


def duration(period: Period, lang: Lang) -> str:
    """`1 år, 2 måneder og 3 dage`. A period of no length is `0 dage`."""
    numbers = {"year": period.years, "month": period.months, "day": period.days}
    parts = [count(number, unit, lang) for unit, number in numbers.items() if number]
    return enumerate_words(parts, _AND[lang]) if parts else count(0, "day", lang)


def every(months: int, lang: Lang) -> str:
    """`hvert år`, `hver anden måned`, `hvert 3. år`."""
    number, unit = (months // 12, "year") if months % 12 == 0 else (months, "month")
    word = _UNITS[lang][unit]
    if lang == "en":
        return f"every {word[0]}" if number == 1 else f"every {number} {word[1]}"
    each, second = ("hvert", "andet") if unit == "year" else ("hver", "anden")
    return each + {1: "", 2: f" {second}"}.get(number, f" {number}.") + f" {word[0]}"


def enumerate_words(parts: list[str], last: str) -> str:
    """`a, b og c`, where `last` is the joining word with its spaces. A part that ends in a comma gets no second one."""
    if len(parts) == 1:
        return parts[0]
    head = " ".join(part if part.endswith(",") else f"{part}," for part in parts[:-2])
    tail = f"{parts[-2]}{last}{parts[-1]}"
    return f"{head} {tail}" if head else tail


def law_names(laws: Sequence[Law], lang: Lang) -> str:
    """`bogføringsloven § 12 og hvidvaskloven § 30`."""
    return (" og " if lang == "da" else " and ").join(_law_name(law) for law in laws)


def _law_name(law: Law) -> str:
    if law.section is None:
        return law.act
    return f"{law.act} {'§ ' if law.section[0].isdigit() else ''}{law.section}"


def full_stop(text: str) -> str:
    """The sentence with its first letter large and one full stop, also where a clause left a comma open."""
    closed = text.rstrip(" ,")
    return closed[:1].upper() + closed[1:] + ("" if closed.endswith((".", "!", "?")) else ".")

"""The days of the year on which a retention rule breaks what it promises, and how to say which they are.

Called by the rules about minimum, maximum and promised periods. One example date would hide what fails only in January,
so a leap cycle is tried; rules that say the same are computed once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from ropa.findings import Language
from ropa.retention import RetentionError, Rule, failing_dates
from ropa.retention.words import day_of_year

Days = frozenset[date]
"""Days of a leap year, each standing for that day in any year."""
LEAP_YEAR = 2024
FIRST = date(LEAP_YEAR, 1, 1)
EVERY_DAY = frozenset(FIRST + timedelta(days=number) for number in range(366))
FEW = 3


@lru_cache(maxsize=4096)
def failing_days(rule: Rule, conflict: str) -> Days:
    """The days on which an event gives a conflict ("below_floor", "above_ceiling" ...) in some year."""
    try:
        runs = failing_dates(rule, FIRST)
    except RetentionError:
        return frozenset()
    return frozenset(
        (run.first + timedelta(days=number)).replace(year=LEAP_YEAR)
        for run in runs
        if conflict in run.conflicts
        for number in range((run.last - run.first).days + 1)
    )


def days_in_words(days: Days, language: Language) -> str:
    """`alle startdatoer undtagen den 31. december`, `startdatoer fra den 1. januar til den 30. januar`."""
    if days == EVERY_DAY:
        return "alle startdatoer" if language == "da" else "all starting dates"
    rest = sorted(EVERY_DAY - days)
    if len(rest) <= FEW:
        named = _joined([_day(day, language) for day in rest], language)
        return f"alle startdatoer undtagen {named}" if language == "da" else f"all starting dates except {named}"
    runs = list(_runs(days))
    if len(runs) > FEW:
        return f"{len(days)} af årets startdatoer" if language == "da" else f"{len(days)} of the year's starting dates"
    return _joined([_run(first, last, language) for first, last in runs], language)


def _runs(days: Days) -> Iterator[tuple[date, date]]:
    """The first and last day of each unbroken run."""
    for day in sorted(days):
        if day - timedelta(days=1) not in days:
            first = day
        if day + timedelta(days=1) not in days:
            yield first, day


def _run(first: date, last: date, language: Language) -> str:
    if first == last:
        return _day(first, language)
    between = ("startdatoer fra", "til") if language == "da" else ("starting dates from", "to")
    return f"{between[0]} {_day(first, language)} {between[1]} {_day(last, language)}"


def _day(day: date, language: Language) -> str:
    return day_of_year(day.month, day.day, language)


def _joined(parts: list[str], language: Language) -> str:
    return (" og " if language == "da" else " and ").join(parts)

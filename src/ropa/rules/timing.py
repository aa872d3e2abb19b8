"""Holds two retention rules against each other: whether they speak of the same events, and which keeps longer.

Called by the rules about deadlines that do not fit together. Two rules are compared for every date of a leap cycle,
one event at a time; where a rule's window is open at one end, that end is not compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from ropa.retention import UNSTATED_EVENT, RetentionError, Rule, window
from ropa.retention.rule import Period

FIRST = date(2024, 1, 1)
DAYS = 1461
DAYS_A_MONTH = 31


def events_of(rule: Rule) -> frozenset[str]:
    """The events that a rule counts from; the unstated one is among them under its own name."""
    return frozenset(term.event for term in rule.terms if term.event)


def are_comparable(one: Rule, other: Rule) -> bool:
    """Whether both count from the same stated events."""
    events = events_of(one)
    return bool(events) and UNSTATED_EVENT not in events and events == events_of(other)


@lru_cache(maxsize=1024)
def outlasts(one: Rule, other: Rule) -> bool:
    """Whether the first rule keeps longer than the second for some date."""
    return any(a > b for a, b in zip(_ends(one), _ends(other), strict=False))


@lru_cache(maxsize=1024)
def contradicts(one: Rule, other: Rule) -> bool:
    """Whether two rules about the same thing cannot both be followed: "at least" and "at most" may stand together."""
    if one.mode == other.mode:
        return one.mode != "min" and (outlasts(one, other) or outlasts(other, one))
    short, long = sorted((one, other), key=lambda rule: ("max", "exact", "min").index(rule.mode))
    return outlasts(long, short)


@lru_cache(maxsize=256)
def _ends(rule: Rule) -> tuple[date, ...]:
    """The last day of the rule's period for each event and date; none when it has no period or passes the calendar."""
    try:
        return tuple(_counted(replace(rule, hold=None)))
    except RetentionError:
        return ()


def _counted(rule: Rule) -> Iterator[date]:
    for event in sorted(events_of(rule)):
        for number in range(DAYS):
            found = window(rule, {event: FIRST + timedelta(days=number)})
            end = found.latest if rule.mode == "max" else found.earliest and found.earliest - timedelta(days=1)
            if end is not None:
                yield end


def months(period: Period) -> int:
    """A period in whole months, days counted as a long month."""
    return period.total_months + period.days // DAYS_A_MONTH


def longest(rule: Rule) -> Period:
    """The longest of a rule's periods, without what rounding adds; of no length when it has none."""
    return max((term.period for term in rule.terms), key=lambda period: (months(period), period.days), default=Period())

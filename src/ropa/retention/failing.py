"""Turns a rule into the event dates for which it cannot be kept, so that a promise can be tested before it is made.

Called by the linter. One example date hides what fails only in January; a leap cycle of 1,461 days shows it. Every
event of the rule is given the same date. Raises RetentionError when a date passes year 9999.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from ropa.retention.dates import add_days
from ropa.retention.rule import Rule
from ropa.retention.window import window

LEAP_CYCLE_DAYS = 1461


@dataclass(frozen=True, slots=True)
class FailingDates:
    """Consecutive event dates, both ends inclusive, that give the same conflicts."""

    first: date
    last: date
    conflicts: tuple[str, ...]


def failing_dates(rule: Rule, first: date, days: int = LEAP_CYCLE_DAYS) -> tuple[FailingDates, ...]:
    """The event dates with conflicts among the `days` days from `first`, in order."""
    names = [term.event for term in rule.terms if term.event is not None]
    dates = [add_days(first, offset) for offset in range(days)]
    runs = groupby(dates, key=lambda event_on: _conflicts(rule, names, event_on))
    return tuple(_run(list(run), conflicts) for conflicts, run in runs if conflicts)


def _conflicts(rule: Rule, names: list[str], event_on: date) -> tuple[str, ...]:
    return window(rule, dict.fromkeys(names, event_on)).conflicts


def _run(dates: list[date], conflicts: tuple[str, ...]) -> FailingDates:
    return FailingDates(dates[0], dates[-1], conflicts)

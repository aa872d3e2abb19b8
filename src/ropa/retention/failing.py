"""Turns a rule into the event dates for which it cannot be kept, so that a promise can be tested before it is made.

Called by the linter. One example date hides what fails only in January; a leap cycle of 1,461 days shows it. Every
event of the rule is given the same date. A rule whose periods are all counted alike gives the same conflicts for every
date, so two dates are enough. Raises RetentionError when a date passes year 9999.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from ropa.retention.dates import add_days
from ropa.retention.rule import DECEMBER, Rule, Term
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
    if days and _is_alike_on_every_date(rule):
        last = add_days(first, days - 1)
        conflicts = {_conflicts(rule, names, event_on) for event_on in (first, last)}
        return tuple(FailingDates(first, last, same) for same in conflicts if same)
    dates = [add_days(first, offset) for offset in range(days)]
    runs = groupby(dates, key=lambda event_on: _conflicts(rule, names, event_on))
    return tuple(_run(list(run), conflicts) for conflicts, run in runs if conflicts)


def _is_alike_on_every_date(rule: Rule) -> bool:
    """Whether every end moves in step with the event: counted from the same day, all in months or all in days.

    Then which end comes first is the same for every date. A round-up, a run on fixed dates or a hold is out of step, and
    so are days of grace beside months. `hard_max` is counted from the event.
    """
    terms = (*rule.terms, *rule.floors, *rule.ceilings)
    if rule.cycle or rule.hold or any(term.round_up != "none" for term in terms):
        return False
    starts = {_start(term) for term in terms} | ({"event"} if rule.hard_max else set())
    periods = [*(term.period for term in terms), *([rule.hard_max] if rule.hard_max else [])]
    in_months = all(not period.days for period in periods) and not rule.grace_days
    in_days = all(not period.total_months for period in periods)
    return len(starts) <= 1 and (in_months or in_days)


def _start(term: Term) -> tuple[str, int] | str:
    """What a term is counted from; a financial year that ends in December is the calendar year."""
    if term.start == "event":
        return term.start
    return "year_end", term.fy_end_month if term.start == "financial_year_end" else DECEMBER


def _conflicts(rule: Rule, names: list[str], event_on: date) -> tuple[str, ...]:
    return window(rule, dict.fromkeys(names, event_on)).conflicts


def _run(dates: list[date], conflicts: tuple[str, ...]) -> FailingDates:
    return FailingDates(dates[0], dates[-1], conflicts)

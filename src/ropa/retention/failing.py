"""Turns a rule into the event dates for which it cannot be kept, so that a promise can be tested before it is made.

Called by the linter. One example date hides what fails only in January; a leap cycle of 1,461 days shows it. Every
event of the rule is given the same date. Where no period ever passes another, every date gives the same conflicts,
so two dates are enough. Raises RetentionError when a date passes year 9999.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import combinations, groupby

from ropa.retention.dates import add_days
from ropa.retention.rule import DECEMBER, Period, Rule, Term
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
    """Whether every end moves in step with the event: all counted from the same day, and none ever passing another.

    Then the conflicts are the same for every date. A round-up, a run on fixed dates or a hold is out of step. `hard_max` is
    counted from the event.
    """
    terms = (*rule.terms, *rule.floors, *rule.ceilings)
    if rule.cycle or rule.hold or any(term.round_up != "none" for term in terms):
        return False
    starts = {_start(term) for term in terms} | ({"event"} if rule.hard_max else set())
    periods = {term.period for term in terms} | ({rule.hard_max} if rule.hard_max else set())
    return len(starts) <= 1 and all(_keep_their_order(*pair, rule.grace_days) for pair in combinations(periods, 2))


def _keep_their_order(one: Period, other: Period, grace_days: int) -> bool:
    """Whether the same of two different periods ends first for every date, days of grace included."""
    if not (one.total_months or other.total_months):
        return True
    if not (one.days or other.days or grace_days):
        return True
    shorter, longer = sorted((_days(one), _days(other)))
    return shorter[1] + grace_days + 1 < longer[0]


def _days(period: Period) -> tuple[int, int]:
    """The fewest and the most days that a period can be; counted to the end of a month it gets up to three more."""
    return 28 * period.total_months + period.days, 31 * period.total_months + 3 + period.days


def _start(term: Term) -> tuple[str, int] | str:
    """What a term is counted from; a financial year that ends in December is the calendar year."""
    if term.start == "event":
        return term.start
    return "year_end", term.fy_end_month if term.start == "financial_year_end" else DECEMBER


def _conflicts(rule: Rule, names: list[str], event_on: date) -> tuple[str, ...]:
    return window(rule, dict.fromkeys(names, event_on)).conflicts


def _run(dates: list[date], conflicts: tuple[str, ...]) -> FailingDates:
    return FailingDates(dates[0], dates[-1], conflicts)

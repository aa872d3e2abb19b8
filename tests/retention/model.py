"""A second way to find a window, to hold the first one to: walks the calendar one day at a time and asks of each day
whether it is the one.

Reads the mapping of a rule, not the parsed rule, and shares no code with the package. Knows only "tomorrow": a month
has passed when a first of the month goes by. Slow, and meant to be. Never used outside the tests.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from itertools import islice
from typing import Any

Raw = Mapping[str, Any]
Outcome = tuple[date | None, date | None, list[str]]


def days_from(day: date) -> Iterator[date]:
    while True:
        yield day
        day += timedelta(days=1)


def first_day(day: date, is_wanted: Callable[[date], bool]) -> date:
    return next(candidate for candidate in days_from(day) if is_wanted(candidate))


def is_month_end(day: date) -> bool:
    return next(islice(days_from(day), 1, None)).day == 1


def lengths(period: Any) -> tuple[int, int]:
    """Months and days of a period in either spelling."""
    if isinstance(period, str):
        parts = {unit: int(number) for number, unit in re.findall(r"(\d+)([YMWD])", period)}
        return parts.get("Y", 0) * 12 + parts.get("M", 0), parts.get("W", 0) * 7 + parts.get("D", 0)
    return period.get("years", 0) * 12 + period.get("months", 0), period.get("days", 0)


def walk(day: date, period: Any, to_month_end: bool = False) -> date:
    months, days = lengths(period)
    months_gone = 0
    for today in days_from(day):
        if today.day == 1 and today != day:
            months_gone += 1
        is_there = is_month_end(today) if to_month_end and not days else today.day == day.day or is_month_end(today)
        if months_gone == months and is_there:
            return next(islice(days_from(today), days, None))
    raise AssertionError


def last_kept_day(term: Raw, event_on: date, fy: int) -> date:
    fy = term.get("fy_end_month", fy)
    stops: dict[str, Callable[[date], bool]] = {
        "none": lambda day: True,
        "event": lambda day: True,
        "month_end": is_month_end,
        "calendar_year_end": lambda day: (day.month, day.day) == (12, 31),
        "financial_year_end": lambda day: day.month == fy and is_month_end(day),
    }
    start = term.get("from", "event")
    counted = walk(first_day(event_on, stops[start]), term["period"], to_month_end=start != "event")
    return first_day(counted, stops[term.get("round_up", "none")])


def run_months(month: int, every: int) -> set[int]:
    found: set[int] = set()
    while month not in found:
        found.add(month)
        for _ in range(every):
            month = month + 1 if month < 12 else 1
    return found


def deleted_by(rule: Raw, last_kept: date) -> date:
    """The day on which something kept through `last_kept` is gone at the latest."""
    free = first_day(last_kept, lambda day: day > last_kept)
    cycle = rule.get("cycle")
    if cycle is None:
        return walk(free, f"P{rule.get('grace_days', 0)}D")
    every = cycle["every_months"]
    if "run_on" not in cycle:
        return walk(last_kept, f"P{every}M")
    month, number = map(int, cycle["run_on"].split("-"))
    months = run_months(month, every)

    def is_run(day: date) -> bool:
        return day.month in months and (day.day == number or (day.day < number and is_month_end(day)))

    years_between = every // 12 if every > 12 else 1
    return next(islice(filter(is_run, days_from(free)), years_between - 1, None))


def deciding_end(rule: Raw, events: Mapping[str, date]) -> tuple[date, date] | None:
    """The last kept day and the date of the event that decides it."""
    fy = rule.get("fy_end_month", 12)
    terms = rule.get("first_of") or rule.get("last_of") or [rule]
    known = [
        (last_kept_day(t, events[name], fy), events[name]) for t in terms if (name := t.get("event", "event")) in events
    ]
    if not known:
        return None
    wanted = max(end for end, _ in known) if "last_of" in rule else min(end for end, _ in known)
    return wanted, min(event_on for end, event_on in known if end == wanted)


def limit_ends(rule: Raw, key: str, event_on: date, events: Mapping[str, date]) -> list[date]:
    fy = rule.get("fy_end_month", 12)
    return [last_kept_day(t, events.get(t.get("event", ""), event_on), fy) for t in rule.get(key, [])]


def outcome(rule: Raw, events: Mapping[str, date]) -> Outcome:
    """Earliest, latest and conflicts."""
    end = None if rule["mode"] == "criterion" else deciding_end(rule, events)
    earliest, latest, conflicts = corrected(rule, *end, events) if end else (None, None, ["indeterminate"])
    if "from" not in rule.get("hold", {}):
        return earliest, latest, conflicts
    released = rule["hold"].get("until")
    if released is None:
        return None, None, [*conflicts, "on_hold"]
    release = date.fromisoformat(released)
    if earliest is None or release < earliest:
        return earliest, latest, conflicts
    again = deleted_by(rule, release)
    return walk(release, "P1D"), latest and max(latest, again), conflicts


def corrected(rule: Raw, end: date, event_on: date, events: Mapping[str, date]) -> Outcome:
    conflicts = []
    mode = rule["mode"]
    earliest = event_on if mode == "max" else walk(end, "P1D")
    latest = deleted_by(rule, end) if mode == "exact" else {"max": end, "min": None}[mode]
    if "hard_max" in rule:
        cap = walk(event_on, rule["hard_max"])
        if earliest > cap:
            conflicts.append("hard_max_before_earliest")
        elif latest is not None and latest > cap:
            conflicts.append("cycle_exceeds_hard_max")
            latest = cap
    ceilings = limit_ends(rule, "ceiling", event_on, events)
    if ceilings:
        at_end = mode == "exact" and "cycle" not in rule and not rule.get("grace_days")
        compared = end if at_end else latest
        if compared is None or compared > min(ceilings):
            conflicts.append("above_ceiling")
            latest = min(ceilings)
            earliest = earliest if earliest <= latest else min(event_on, latest)
    floors = limit_ends(rule, "floor", event_on, events)
    if floors and (free := walk(max(floors), "P1D")) > earliest:
        earliest = free
        if mode == "exact" or (latest is not None and latest < free):
            conflicts.append("below_floor")
        latest = latest and max(latest, free)
    return earliest, latest, conflicts

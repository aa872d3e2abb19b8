"""Equalities that hold for every event date, and promises that hold for every rule."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from ropa.retention import failing_dates, window

from .reading import accepted
from .strategies import (
    closed_holds,
    event_dates,
    event_sets,
    full_event_sets,
    fy_months,
    periods,
    rules,
    rules_counted_alike,
    unheld_rules,
    year_periods,
)

Raw = dict[str, Any]


def _earliest(event_on: date, **raw: Any) -> date | None:
    return window(accepted(raw), {"event": event_on}).earliest


@settings(max_examples=300)
@given(event_dates, year_periods)
def test_rounding_to_the_calendar_year_equals_counting_from_a_calendar_financial_year(day: date, period: str) -> None:
    rounded = _earliest(day, mode="exact", period=period, round_up="calendar_year_end")

    assert rounded == _earliest(day, mode="min", period=period, **{"from": "financial_year_end"})


@settings(max_examples=500)
@given(event_dates, year_periods, fy_months)
def test_rounding_to_the_financial_year_equals_counting_from_its_end(day: date, period: str, month: int) -> None:
    rounded = _earliest(day, mode="exact", period=period, round_up="financial_year_end", fy_end_month=month)

    assert rounded == _earliest(day, mode="min", period=period, fy_end_month=month, **{"from": "financial_year_end"})


@settings(max_examples=300)
@given(unheld_rules, full_event_sets)
def test_an_exact_rule_alone_names_one_day(raw: Raw, events: dict[str, date]) -> None:
    bare = {key: raw[key] for key in raw.keys() - {"cycle", "grace_days", "hard_max", "ceiling"}} | {"mode": "exact"}

    found = window(accepted(bare), events)

    assert found.earliest == found.latest is not None


@settings(max_examples=800)
@given(rules, event_sets)
def test_the_first_day_is_never_after_the_last(raw: Raw, events: dict[str, date]) -> None:
    found = window(accepted(raw), events)

    assert found.earliest is None or found.latest is None or found.earliest <= found.latest


@settings(max_examples=800)
@given(unheld_rules, closed_holds, event_sets)
def test_a_hold_never_makes_a_date_earlier(raw: Raw, hold: Raw, events: dict[str, date]) -> None:
    free, held = window(accepted(raw), events), window(accepted({**raw, "hold": hold}), events)
    pairs = [(free.earliest, held.earliest), (free.latest, held.latest)]

    assert all(before == after or (before and after and before < after) for before, after in pairs)


@settings(max_examples=400)
@given(rules, event_sets)
def test_every_date_names_the_part_that_decided_it(raw: Raw, events: dict[str, date]) -> None:
    found = window(accepted(raw), events)
    assume("on_hold" not in found.conflicts)

    assert set(found.bound_by) == {side for side in ("earliest", "latest") if getattr(found, side)}


@settings(max_examples=300)
@given(unheld_rules, periods, full_event_sets)
def test_a_floor_is_kept_by_every_rule(raw: Raw, floor: Any, events: dict[str, date]) -> None:
    lawful = _earliest(events["sale"], mode="exact", period=floor)
    kept = window(accepted({**raw, "floor": [{"event": "sale", "period": floor}]}), events).earliest

    assert lawful is not None
    assert kept is not None
    assert kept >= lawful


@settings(max_examples=200)
@given(rules, event_sets)
def test_the_order_of_several_periods_moves_no_date(raw: Raw, events: dict[str, date]) -> None:
    turned = {key: value[::-1] if isinstance(value, list) else value for key, value in raw.items()}
    found, again = window(accepted(raw), events), window(accepted(turned), events)

    assert (found.earliest, found.latest, found.conflicts) == (again.earliest, again.latest, again.conflicts)


@settings(max_examples=400)
@given(st.one_of(rules_counted_alike, rules_counted_alike, rules), event_dates)
@example({"mode": "exact", "period": "P1M", "grace_days": 28, "ceiling": [{"period": "P2M"}]}, date(2024, 1, 1))
@example({"mode": "exact", "period": "P2M", "ceiling": [{"period": "P60D"}]}, date(2024, 1, 1))
@example({"mode": "exact", "period": "P1M", "from": "financial_year_end", "fy_end_month": 2, "ceiling": [{"period": "P30D", "from": "financial_year_end", "fy_end_month": 2}]}, date(2022, 1, 1))
def test_the_failing_dates_are_those_on_which_each_date_by_itself_fails(raw: Raw, first: date) -> None:
    rule = accepted(raw)
    names = [term.event for term in rule.terms if term.event]
    days = [first + timedelta(days=number) for number in range(0, 800)]

    told = {day: run.conflicts for run in failing_dates(rule, first, 800) for day in days if run.first <= day <= run.last}

    alone = {day: window(rule, dict.fromkeys(names, day)).conflicts for day in days}
    assert told == {day: conflicts for day, conflicts in alone.items() if conflicts}

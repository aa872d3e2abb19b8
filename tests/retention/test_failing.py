"""Which event dates break a promise: the two results that the rule pages show, and how dates are grouped."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ropa.retention import FailingDates, RetentionError, failing_dates

from .reading import accepted, on

FIVE_YEARS_AND_THE_YEAR_OUT = {"mode": "exact", "period": "P5Y", "round_up": "calendar_year_end", "hard_max": "P6Y"}
ACCOUNTING = {"from": "financial_year_end", "period": "P5Y"}
START = date(2020, 1, 1)


def _failing(**raw: Any) -> tuple[FailingDates, ...]:
    return failing_dates(accepted(raw), START)


def test_a_run_on_31_january_breaks_the_six_year_promise_for_events_from_1_to_30_january() -> None:
    found = _failing(**FIVE_YEARS_AND_THE_YEAR_OUT, cycle={"every_months": 12, "run_on": "01-31"})

    assert found == tuple(
        FailingDates(date(year, 1, 1), date(year, 1, 30), ("cycle_exceeds_hard_max",)) for year in range(2020, 2024)
    )


def test_an_unanchored_yearly_run_keeps_the_six_year_promise_only_for_31_december() -> None:
    found = _failing(**FIVE_YEARS_AND_THE_YEAR_OUT, cycle={"every_months": 12})

    assert [(run.first, run.last) for run in found] == [
        (date(year, 1, 1), date(year, 12, 30)) for year in range(2020, 2024)
    ]


def test_a_run_on_1_january_keeps_the_six_year_promise_for_every_date() -> None:
    assert _failing(**FIVE_YEARS_AND_THE_YEAR_OUT, cycle={"every_months": 12, "run_on": "01-01"}) == ()


def test_the_first_day_lies_up_to_365_days_before_the_six_year_anniversary() -> None:
    days = [date.fromordinal(START.toordinal() + offset) for offset in range(1461)]
    found = [on(day.isoformat(), **FIVE_YEARS_AND_THE_YEAR_OUT).earliest for day in days]
    anniversaries = [date(day.year + 6, day.month, 28 if (day.month, day.day) == (2, 29) else day.day) for day in days]
    pairs = zip(anniversaries, found, strict=True)
    gaps = {(anniversary - earliest).days for anniversary, earliest in pairs if earliest}

    assert (min(gaps), max(gaps)) == (0, 365)


@pytest.mark.parametrize(("fy_end_month", "last_day"), [(12, "12-31"), (6, "06-30"), (2, "02-28")])
def test_five_years_from_the_document_suffice_only_on_the_financial_years_last_day(
    fy_end_month: int, last_day: str
) -> None:
    found = _failing(mode="exact", period="P5Y", fy_end_month=fy_end_month, floor=[ACCOUNTING])
    year = [date.fromordinal(date(2021, 1, 1).toordinal() + offset) for offset in range(365)]
    kept = [day for day in year if not any(run.first <= day <= run.last for run in found)]

    assert [day.strftime("%m-%d") for day in kept] == [last_day]


def test_the_calendar_year_out_repairs_the_period_for_a_calendar_financial_year_only() -> None:
    rounded = {"mode": "exact", "period": "P5Y", "round_up": "calendar_year_end", "floor": [ACCOUNTING]}

    assert (_failing(**rounded), bool(_failing(**rounded, fy_end_month=6))) == ((), True)


def test_a_july_invoice_in_a_june_year_may_go_six_months_too_early() -> None:
    promised = {"mode": "exact", "period": "P5Y", "round_up": "calendar_year_end", "fy_end_month": 6}

    early = on("2020-07-15", **promised).earliest
    lawful = on("2020-07-15", **promised, floor=[ACCOUNTING]).earliest

    assert (early, lawful) == (date(2026, 1, 1), date(2026, 7, 1))


def test_neighbouring_dates_with_different_conflicts_are_kept_apart() -> None:
    raw = {"mode": "exact", "period": "P1Y", "round_up": "month_end", "hard_max": "P1Y"}

    found = failing_dates(accepted({**raw, "ceiling": [{"period": "P1Y25D"}]}), START, days=10)

    assert found == (
        FailingDates(date(2020, 1, 1), date(2020, 1, 5), ("hard_max_before_earliest", "above_ceiling")),
        FailingDates(date(2020, 1, 6), date(2020, 1, 10), ("hard_max_before_earliest",)),
    )


def test_every_event_of_the_rule_is_given_the_tested_date() -> None:
    several = [{"event": "sale", "period": "P1Y"}, {"event": "last_message", "period": "P1M"}]

    assert _failing(mode="exact", first_of=several) == ()


def test_a_range_past_the_calendar_is_told() -> None:
    with pytest.raises(RetentionError):
        failing_dates(accepted({"mode": "exact", "period": "P1Y"}), date(9999, 1, 1))

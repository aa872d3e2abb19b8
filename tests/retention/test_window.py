"""Worked examples: a rule's own window, one for each shape; what moves it is in test_corrections."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ropa.retention import RetentionError, window

from .reading import accepted, days, on

FIVE_FINANCIAL_YEARS = {"from": "financial_year_end", "period": "P5Y"}
JUNE_YEAR = {**FIVE_FINANCIAL_YEARS, "fy_end_month": 6}


@pytest.mark.parametrize(
    ("event_on", "raw", "expected"),
    [
        pytest.param("2020-03-15", {"mode": "min", **FIVE_FINANCIAL_YEARS}, ("2026-01-01", None), id="shape-1"),
        pytest.param("2020-07-01", {"mode": "min", **JUNE_YEAR}, ("2026-07-01", None), id="shape-1-june-year"),
        pytest.param("2026-01-31", {"mode": "exact", "period": "P3M"}, ("2026-05-01", "2026-05-01"), id="shape-2"),
        pytest.param(
            "2020-03-15",
            {"mode": "exact", "period": "P5Y", "round_up": "calendar_year_end"},
            ("2026-01-01", "2026-01-01"),
            id="shape-3",
        ),
        pytest.param(
            "2020-07-15",
            {"mode": "exact", **JUNE_YEAR, "round_up": "calendar_year_end"},
            ("2027-01-01", "2027-01-01"),
            id="shape-4",
        ),
        pytest.param(
            "2020-03-15",
            {"mode": "exact", "period": "P5Y", "cycle": {"every_months": 12, "run_on": "01-31"}, "hard_max": "P6Y"},
            ("2025-03-16", "2026-01-31"),
            id="shape-5",
        ),
        pytest.param("2026-03-15", {"mode": "max", "period": "P30D"}, ("2026-03-15", "2026-04-14"), id="shape-6"),
        pytest.param(
            "2020-03-15",
            {"mode": "exact", "period": "P5Y", "floor": [{"period": "P5Y"}], "ceiling": [{"period": "P5Y"}]},
            ("2025-03-16", "2025-03-16"),
            id="shape-7",
        ),
        pytest.param("1996-02-29", {"mode": "exact", "period": "P30Y"}, ("2026-03-01", "2026-03-01"), id="shape-13"),
        pytest.param(
            "2026-03-15",
            {"mode": "exact", "period": "P1M", "grace_days": 14},
            ("2026-04-16", "2026-04-30"),
            id="shape-14",
        ),
    ],
)
def test_each_shape_gives_its_window(event_on: str, raw: dict[str, Any], expected: tuple[str, str | None]) -> None:
    found = on(event_on, **raw)

    assert (days(found), found.conflicts) == (expected, ())


CONSENT = accepted(
    {
        "mode": "exact",
        "first_of": [{"event": "consent_withdrawn", "period": "P0D"}, {"event": "last_message", "period": "P11M"}],
    }
)


@pytest.mark.parametrize(
    ("events", "earliest"),
    [
        ({"last_message": date(2026, 1, 31)}, date(2027, 1, 1)),
        ({"last_message": date(2026, 1, 31), "consent_withdrawn": date(2026, 3, 5)}, date(2026, 3, 6)),
        ({"consent_withdrawn": date(2026, 3, 5)}, date(2026, 3, 6)),
    ],
)
def test_first_of_takes_the_first_end_among_events_that_have_happened(events: dict[str, date], earliest: date) -> None:
    assert window(CONSENT, events).earliest == earliest


def test_last_of_takes_the_last_end_and_names_it() -> None:
    rule = accepted(
        {
            "mode": "exact",
            "last_of": [
                {"event": "relationship_ended", "period": "P5Y"},
                {"event": "invoice_issued", "from": "financial_year_end", "period": "P5Y"},
            ],
        }
    )

    found = window(rule, {"relationship_ended": date(2020, 5, 1), "invoice_issued": date(2020, 4, 1)})

    assert found.to_json() == {
        "earliest": "2026-01-01",
        "latest": "2026-01-01",
        "conflicts": [],
        "bound_by": {"earliest": "last_of:invoice_issued", "latest": "last_of:invoice_issued"},
    }


def test_a_rule_whose_event_has_no_date_is_indeterminate() -> None:
    assert window(CONSENT, {"sale": date(2026, 1, 1)}).to_json() == {
        "earliest": None,
        "latest": None,
        "conflicts": ["indeterminate"],
        "bound_by": {},
    }


def test_a_criterion_is_indeterminate_whatever_has_happened() -> None:
    found = on("2026-01-01", mode="criterion", review_interval="P1Y")

    assert (days(found), found.conflicts) == ((None, None), ("indeterminate",))


@pytest.mark.parametrize(
    ("event_on", "period", "earliest"),
    [
        ("2024-02-29", "P1Y", "2025-03-01"),
        ("2024-01-31", "P1M", "2024-03-01"),
        ("2025-01-31", "P1M", "2025-03-01"),
        ("2019-02-28", "P5Y", "2024-02-29"),
        ("2024-02-29", "P1Y1M", "2025-03-30"),
        ("2025-01-31", "P1M1D", "2025-03-02"),
        ("2025-01-31", "P2W", "2025-02-15"),
        ("2025-01-31", "P0D", "2025-02-01"),
        ("9999-12-30", "P0D", "9999-12-31"),
        ("0001-01-01", "P1M", "0001-02-02"),
    ],
)
def test_a_period_ends_on_the_same_date_or_the_months_last_day(event_on: str, period: str, earliest: str) -> None:
    assert days(on(event_on, mode="exact", period=period))[0] == earliest


@pytest.mark.parametrize(
    ("event_on", "fy_end_month", "period", "earliest"),
    [
        ("2019-02-28", 2, "P5Y", "2024-03-01"),
        ("2019-03-01", 2, "P4Y", "2024-03-01"),
        ("2020-02-29", 2, "P1Y", "2021-03-01"),
        ("2019-06-30", 6, "P8M", "2020-03-01"),
        ("2019-02-28", 2, "P5Y1D", "2024-03-01"),
        ("2019-02-28", 2, "P5Y2D", "2024-03-02"),
    ],
)
def test_whole_months_from_a_year_end_end_on_a_month_end(
    event_on: str, fy_end_month: int, period: str, earliest: str
) -> None:
    found = on(event_on, mode="min", fy_end_month=fy_end_month, period=period, **{"from": "financial_year_end"})

    assert days(found)[0] == earliest


@pytest.mark.parametrize(
    ("rounding", "earliest"),
    [("none", "2026-03-31"), ("month_end", "2026-04-01"), ("financial_year_end", "2026-07-01")],
)
def test_rounding_goes_to_the_first_end_on_or_after(rounding: str, earliest: str) -> None:
    found = on("2026-02-28", mode="exact", period="P30D", round_up=rounding, fy_end_month=6)

    assert days(found)[0] == earliest


def test_a_date_that_is_already_a_year_end_stays() -> None:
    found = on("2020-12-31", mode="exact", period="P5Y", round_up="calendar_year_end")

    assert found.to_json()["bound_by"] == {"earliest": "period", "latest": "period"}


@pytest.mark.parametrize(
    ("cycle", "latest"),
    [
        ({"every_months": 12}, "2026-02-10"),
        ({"every_months": 12, "run_on": "02-10"}, "2026-02-10"),
        ({"every_months": 12, "run_on": "02-11"}, "2025-02-11"),
        ({"every_months": 1, "run_on": "01-31"}, "2025-02-28"),
        ({"every_months": 3, "run_on": "01-31"}, "2025-04-30"),
        ({"every_months": 6, "run_on": "11-15"}, "2025-05-15"),
        ({"every_months": 24, "run_on": "02-11"}, "2026-02-11"),
        ({"every_months": 12, "run_on": "02-29"}, "2025-02-28"),
    ],
)
def test_the_latest_day_is_the_next_run_or_the_worst_case(cycle: dict[str, Any], latest: str) -> None:
    """The period ends on 10 February 2025, so the first day for deletion is the 11th."""
    assert days(on("2025-01-10", mode="exact", period="P1M", cycle=cycle))[1] == latest


@pytest.mark.parametrize(
    ("event_on", "raw"),
    [
        ("9999-12-31", {"mode": "exact", "period": "P0D"}),
        ("9999-06-01", {"mode": "exact", "period": "P1Y"}),
        ("9999-06-01", {"mode": "exact", "period": "P300D"}),
        ("9000-01-01", {"mode": "exact", "period": "P1000Y"}),
        ("9999-07-01", {"mode": "min", "from": "financial_year_end", "fy_end_month": 6, "period": "P0D"}),
        ("9999-07-01", {"mode": "exact", "period": "P1M", "round_up": "financial_year_end", "fy_end_month": 6}),
        ("9999-03-01", {"mode": "exact", "period": "P1M", "cycle": {"every_months": 12, "run_on": "01-31"}}),
        ("9999-03-01", {"mode": "exact", "period": "P1M", "hard_max": "P1Y"}),
        ("9999-03-01", {"mode": "exact", "period": "P1M", "grace_days": 3650}),
        ("2020-01-01", {"mode": "exact", "period": "P1M", "hold": {"from": "2020-01-01", "until": "9999-12-31"}}),
    ],
)
def test_a_date_past_the_calendar_is_told_and_not_a_traceback(event_on: str, raw: dict[str, Any]) -> None:
    with pytest.raises(RetentionError, match="9999") as told:
        on(event_on, **raw)

    assert "9999" in told.value.da

"""Worked examples: one for each shape of rule, and for each choice that the order of corrections makes."""

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
    ("raw", "expected", "conflicts", "bound_by"),
    [
        pytest.param(
            {"mode": "exact", "period": "P2Y", "hard_max": "P2Y"},
            ("2022-01-02", "2022-01-02"),
            ("hard_max_before_earliest",),
            {"earliest": "period", "latest": "period"},
            id="deletion-starts-after-the-cap",
        ),
        pytest.param(
            {"mode": "exact", "period": "P1Y", "cycle": {"every_months": 12}, "hard_max": "P18M"},
            ("2021-01-02", "2021-07-01"),
            ("cycle_exceeds_hard_max",),
            {"earliest": "period", "latest": "hard_max"},
            id="run-comes-after-the-cap",
        ),
        pytest.param(
            {"mode": "min", "period": "P1Y", "hard_max": "P18M"},
            ("2021-01-02", None),
            (),
            {"earliest": "period"},
            id="a-minimum-has-no-last-day-for-a-cap-to-move",
        ),
        pytest.param(
            {"mode": "exact", "period": "P30D", "ceiling": [{"period": "P30D"}]},
            ("2020-02-01", "2020-02-01"),
            (),
            {"earliest": "period", "latest": "period"},
            id="deleting-the-day-after-keeps-the-ceiling",
        ),
        pytest.param(
            {"mode": "exact", "period": "P31D", "ceiling": [{"period": "P60D"}, {"period": "P30D"}]},
            ("2020-01-01", "2020-01-31"),
            ("above_ceiling",),
            {"earliest": "event", "latest": "ceiling"},
            id="strictest-ceiling",
        ),
        pytest.param(
            {"mode": "exact", "period": "P30D", "grace_days": 2, "ceiling": [{"period": "P31D"}]},
            ("2020-02-01", "2020-02-01"),
            ("above_ceiling",),
            {"earliest": "period", "latest": "ceiling"},
            id="grace-counts-towards-the-ceiling",
        ),
        pytest.param(
            {"mode": "max", "period": "P30D", "ceiling": [{"period": "P30D"}]},
            ("2020-01-01", "2020-01-31"),
            (),
            {"earliest": "event", "latest": "period"},
            id="maximum-equal-to-the-ceiling",
        ),
        pytest.param(
            {"mode": "min", "period": "P30D", "ceiling": [{"period": "P60D"}]},
            ("2020-02-01", "2020-03-01"),
            ("above_ceiling",),
            {"earliest": "period", "latest": "ceiling"},
            id="minimum-alone-is-above-every-ceiling",
        ),
        pytest.param(
            {"mode": "exact", "period": "P1Y", "floor": [{"period": "P1M"}, {"period": "P2Y"}]},
            ("2022-01-02", "2022-01-02"),
            ("below_floor",),
            {"earliest": "floor", "latest": "floor"},
            id="strictest-floor",
        ),
        pytest.param(
            {"mode": "max", "period": "P3Y", "floor": [{"period": "P2Y"}]},
            ("2022-01-02", "2023-01-01"),
            (),
            {"earliest": "floor", "latest": "period"},
            id="maximum-leaves-room-for-the-floor",
        ),
        pytest.param(
            {"mode": "max", "period": "P2Y1D", "floor": [{"period": "P2Y"}]},
            ("2022-01-02", "2022-01-02"),
            (),
            {"earliest": "floor", "latest": "period"},
            id="maximum-leaves-one-day-for-the-floor",
        ),
        pytest.param(
            {"mode": "max", "period": "P2Y", "floor": [{"period": "P2Y"}]},
            ("2022-01-02", "2022-01-02"),
            ("below_floor",),
            {"earliest": "floor", "latest": "floor"},
            id="maximum-below-the-floor",
        ),
        pytest.param(
            {"mode": "min", "period": "P1Y", "floor": [{"period": "P2Y"}]},
            ("2022-01-02", None),
            (),
            {"earliest": "floor"},
            id="minimum-raised-to-the-floor",
        ),
        pytest.param(
            {"mode": "exact", "period": "P2Y", "floor": [{"period": "P2Y"}], "ceiling": [{"period": "P30D"}]},
            ("2022-01-02", "2022-01-02"),
            ("above_ceiling", "below_floor"),
            {"earliest": "floor", "latest": "floor"},
            id="the-floor-beats-the-ceiling",
        ),
    ],
)
def test_corrections_are_made_in_order(
    raw: dict[str, Any], expected: tuple[str, str], conflicts: tuple[str, ...], bound_by: dict[str, str]
) -> None:
    found = on("2020-01-01", **raw)

    assert (days(found), found.conflicts, dict(found.bound_by)) == (expected, conflicts, bound_by)


@pytest.mark.parametrize(
    ("invoice_on", "earliest"), [({}, date(2023, 1, 1)), ({"invoice_issued": date(2021, 6, 1)}, date(2024, 1, 1))]
)
def test_a_floor_counts_from_its_own_event_when_that_has_a_date(invoice_on: dict[str, date], earliest: date) -> None:
    floor = {"event": "invoice_issued", "from": "calendar_year_end", "period": "P2Y"}
    rule = accepted({"mode": "exact", "event": "sale", "period": "P1M", "floor": [floor]})

    assert window(rule, {"sale": date(2020, 5, 5), **invoice_on}).earliest == earliest


def test_with_several_periods_the_cap_counts_from_the_event_that_decides() -> None:
    several = [{"event": "sale", "period": "P1Y"}, {"event": "last_message", "period": "P2Y"}]
    rule = accepted({"mode": "max", "last_of": several, "hard_max": "P1Y"})

    found = window(rule, {"sale": date(2020, 1, 1), "last_message": date(2020, 3, 1)})

    assert days(found) == ("2020-03-01", "2021-03-01")


@pytest.mark.parametrize("pick", ["first_of", "last_of"])
def test_of_two_periods_with_the_same_end_the_earlier_event_counts(pick: str) -> None:
    several = [{"event": "sale", "period": "P2M"}, {"event": "last_message", "period": "P1M"}]
    rule = accepted({"mode": "max", pick: several})

    found = window(rule, {"sale": date(2020, 1, 1), "last_message": date(2020, 2, 1)})

    assert days(found) == ("2020-01-01", "2020-03-01")


@pytest.mark.parametrize(
    ("mode", "hold", "expected", "conflicts"),
    [
        ("exact", {"from": "2021-06-01"}, (None, None), ("on_hold",)),
        ("exact", {"from": "2021-06-01", "until": None}, (None, None), ("on_hold",)),
        ("exact", {"from": "2020-06-01", "until": "2021-01-01"}, ("2021-01-02", "2021-01-02"), ()),
        ("exact", {"from": "2020-06-01", "until": "2021-01-02"}, ("2021-01-03", "2021-01-03"), ()),
        ("min", {"from": "2020-06-01", "until": "2021-05-05"}, ("2021-05-06", None), ()),
        ("max", {"from": "2020-06-01", "until": "2020-09-01"}, ("2020-09-02", "2021-01-01"), ()),
        ("max", {"from": "2020-06-01", "until": "2021-09-01"}, ("2021-09-02", "2021-09-02"), ()),
        ("exact", {"condition": "retskrav er rejst"}, ("2021-01-02", "2021-01-02"), ()),
    ],
)
def test_a_hold_pushes_deletion_to_the_day_after_its_release(
    mode: str, hold: dict[str, Any], expected: tuple[str | None, str | None], conflicts: tuple[str, ...]
) -> None:
    found = on("2020-01-01", mode=mode, period="P1Y", hold=hold)

    assert (days(found), found.conflicts) == (expected, conflicts)


@pytest.mark.parametrize(
    ("practice", "latest", "bound"),
    [
        ({"grace_days": 10}, "2021-09-12", "grace_days"),
        ({"cycle": {"every_months": 12}}, "2022-09-01", "cycle"),
        ({"cycle": {"every_months": 12, "run_on": "01-31"}}, "2022-01-31", "cycle"),
    ],
)
def test_after_a_release_the_latest_day_is_found_anew(practice: dict[str, Any], latest: str, bound: str) -> None:
    hold = {"from": "2020-06-01", "until": "2021-09-01"}

    found = on("2020-01-01", mode="exact", period="P1Y", hold=hold, **practice)

    assert (days(found)[1], dict(found.bound_by)) == (latest, {"earliest": "hold", "latest": bound})


def test_an_open_hold_keeps_the_conflicts_of_the_rule() -> None:
    found = on("2020-01-01", mode="exact", period="P1Y", floor=[{"period": "P2Y"}], hold={"from": "2020-06-01"})

    assert found.conflicts == ("below_floor", "on_hold")


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

"""What moves a rule's own window: its cap, ceilings and floors from law, and a hold, in that order."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ropa.retention import window

from .reading import accepted, days, on


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

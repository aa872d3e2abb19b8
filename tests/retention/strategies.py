"""Random rules as a record would hold them, and random event dates."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

EVENT_NAMES = ("event", "sale", "last_message")

event_dates = st.one_of(
    st.dates(date(2015, 1, 1), date(2028, 12, 31)),
    st.sampled_from([date(2020, 2, 29), date(2019, 2, 28), date(2023, 1, 31), date(2023, 12, 31), date(2024, 6, 30)]),
)
event_sets = st.dictionaries(st.sampled_from(EVENT_NAMES), event_dates, max_size=3)
full_event_sets = st.fixed_dictionaries(dict.fromkeys(EVENT_NAMES, event_dates))
fy_months = st.integers(1, 12)
periods = st.one_of(
    st.sampled_from(["P0D", "P30D", "P1M", "P3M", "P11M", "P1Y", "P2Y", "P1Y6M", "P2W", "P1M1D"]),
    st.builds(lambda y, m, d: f"P{y}Y{m}M{d}D", st.integers(0, 2), st.integers(0, 14), st.integers(0, 40)),
    st.fixed_dictionaries(
        {"years": st.integers(0, 2)}, optional={"months": st.integers(0, 9), "days": st.integers(0, 9)}
    ),
)
year_periods = st.integers(0, 12).map(lambda years: f"P{years}Y")
anchors = st.sampled_from(["event", "calendar_year_end", "financial_year_end"])
roundings = st.sampled_from(["none", "month_end", "calendar_year_end", "financial_year_end"])

limits = st.fixed_dictionaries(
    {"period": periods}, optional={"from": anchors, "fy_end_month": fy_months, "event": st.sampled_from(EVENT_NAMES)}
)
items = st.fixed_dictionaries(
    {"period": periods},
    optional={
        "from": anchors,
        "fy_end_month": fy_months,
        "event": st.sampled_from(EVENT_NAMES),
        "round_up": roundings,
    },
)
cycles = st.one_of(
    st.fixed_dictionaries({"every_months": st.integers(1, 25)}),
    st.fixed_dictionaries(
        {
            "every_months": st.sampled_from([1, 2, 3, 4, 6, 12, 24, 36]),
            "run_on": st.sampled_from(["01-01", "01-31", "02-29", "06-30", "10-15", "12-31"]),
        }
    ),
)
closed_holds = st.tuples(event_dates, event_dates).map(
    lambda pair: {"from": min(pair).isoformat(), "until": max(pair).isoformat()}
)
open_holds = st.one_of(
    event_dates.map(lambda day: {"from": day.isoformat()}),
    event_dates.map(lambda day: {"from": day.isoformat(), "until": None}),
)
holds = st.one_of(closed_holds, open_holds, st.just({"condition": "retskrav"}))

_corrections: dict[str, st.SearchStrategy[Any]] = {
    "hard_max": periods,
    "floor": st.lists(limits, max_size=2),
    "ceiling": st.lists(limits, max_size=2),
    "fy_end_month": fy_months,
}
_single = st.fixed_dictionaries(
    {"period": periods},
    optional={"event": st.sampled_from(EVENT_NAMES), "from": anchors, "round_up": roundings} | _corrections,
)
_several: st.SearchStrategy[dict[str, Any]] = st.sampled_from(["first_of", "last_of"]).flatmap(
    lambda pick: st.fixed_dictionaries({pick: st.lists(items, min_size=1, max_size=3)}, optional=_corrections)
)
_practice: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.just({}), st.fixed_dictionaries({"cycle": cycles}), st.fixed_dictionaries({"grace_days": st.integers(0, 40)})
)


def _exact(body: dict[str, Any], practice: dict[str, Any]) -> dict[str, Any]:
    return {"mode": "exact", **body, **practice}


unheld_rules = st.one_of(
    st.builds(_exact, st.one_of(_single, _several), _practice),
    st.builds(lambda mode, body: {"mode": mode, **body}, st.sampled_from(["max", "min"]), st.one_of(_single, _several)),
)
criterion_rules = st.fixed_dictionaries({"mode": st.just("criterion")}, optional={"review_interval": periods})
rules = st.one_of(
    unheld_rules,
    unheld_rules,
    st.builds(lambda rule, hold: {**rule, "hold": hold}, st.one_of(unheld_rules, criterion_rules), holds),
    criterion_rules,
)


def _counted_alike(lengths: list[str], start: dict[str, Any], raw: dict[str, Any]) -> dict[str, Any]:
    """A rule with every period one of a few lengths and counted from the same day, or nearly so."""
    sides = {side: [{"period": lengths[at % len(lengths)], **start} for at in raw.get(side, ())] for side in ("floor", "ceiling")}
    return {"mode": raw["mode"], "period": lengths[0], **start, **{key: raw[key] for key in ("grace_days", "hard_max") if key in raw}, **sides}


rules_counted_alike = st.builds(
    _counted_alike,
    st.one_of(
        st.lists(st.sampled_from(["P1M", "P2M", "P1Y", "P13M", "P5Y"]), min_size=1, max_size=3),
        st.lists(st.sampled_from(["P30D", "P2M", "P58D", "P60D", "P1Y", "P365D", "P11M"]), min_size=2, max_size=3),
        st.lists(st.sampled_from(["P28D", "P30D", "P31D", "P2W"]), min_size=1, max_size=3),
        st.permutations(["P1M", "P30D", "P1M1D"]),
    ),
    st.fixed_dictionaries({}, optional={"from": anchors, "fy_end_month": fy_months}),
    st.fixed_dictionaries(
        {"mode": st.sampled_from(["exact", "max", "min"])},
        optional={
            "grace_days": st.sampled_from([0, 1, 28, 29, 31]), "hard_max": st.sampled_from(["P1M", "P30D", "P1Y"]),
            "floor": st.lists(st.integers(0, 2), min_size=1, max_size=2), "ceiling": st.lists(st.integers(0, 2), min_size=1, max_size=2),
        },
    ),
)

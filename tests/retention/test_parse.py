"""From the mapping in a record to a rule, or to every fault in it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ropa.retention import RuleFault, idle_fields, parse_rule
from ropa.retention.rule import Cycle, Period, Rule, Term

from .reading import accepted, refused

Raw = dict[str, Any]
PLAIN: Raw = {"mode": "exact", "period": "P1Y"}


def _places(raw: Raw) -> list[str]:
    return [fault.pointer for fault in refused(raw)]


def test_defaults_are_filled_in() -> None:
    assert accepted(PLAIN) == Rule(mode="exact", terms=(Term(Period(1), "event", "event", 12, "none"),))


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("P5Y", Period(years=5)),
        ("P0D", Period()),
        ("P2W", Period(days=14)),
        ("P1Y2M3W4D", Period(1, 2, 25)),
        ("P0012M", Period(months=12)),
        ({"years": 5}, Period(years=5)),
        ({"months": 6, "days": 1}, Period(months=6, days=1)),
    ],
)
def test_reads_a_period_in_both_spellings(written: Any, period: Period) -> None:
    rule = accepted({**PLAIN, "period": written, "hard_max": written})

    assert (rule.terms[0].period, rule.hard_max) == (period, period)


@pytest.mark.parametrize(
    "written",
    [
        *("", "P", "5Y", "p5y", "PT5H", "P5Y ", "P1D2Y", "P-1Y", "P1.5Y", "P٣Y", "P5Y\n", "5 år"),
        *(5, None, True, [], {}),
        *("P1001Y", "P12013M", "P99999999D", "P" + "9" * 5000 + "Y", "P1Y" * 2000),
    ],
)
def test_refuses_what_is_no_period(written: Any) -> None:
    assert _places({**PLAIN, "period": written}) == ["/period"]


def test_refuses_wrong_parts_of_a_period_each_at_its_place() -> None:
    period = {"year": 1, "months": -1, "days": 10**5000}

    assert _places({**PLAIN, "period": period}) == ["/period/year", "/period/months", "/period/days"]


def test_a_financial_year_holds_for_items_and_limits_without_their_own() -> None:
    rule = accepted({**PLAIN, "fy_end_month": 6, "floor": [{"period": "P1Y"}, {"period": "P1Y", "fy_end_month": 3}]})

    assert [term.fy_end_month for term in rule.terms + rule.floors] == [6, 6, 3]


@pytest.mark.parametrize(
    ("change", "places"),
    [
        ({"mode": "exactly"}, ["/mode"]),
        ({"mode": None}, ["/mode"]),
        ({"mode": ["exact"]}, ["/mode"]),
        ({"from": "year_end"}, ["/from"]),
        ({"event": ""}, ["/event"]),
        ({"event": 7}, ["/event"]),
        ({"fy_end_month": 13}, ["/fy_end_month"]),
        ({"fy_end_month": 0}, ["/fy_end_month"]),
        ({"fy_end_month": "6"}, ["/fy_end_month"]),
        ({"fy_end_month": True}, ["/fy_end_month"]),
        ({"round_up": "year"}, ["/round_up"]),
        ({"grace_days": -1}, ["/grace_days"]),
        ({"grace_days": 1.5}, ["/grace_days"]),
        ({"review_interval": "yearly"}, ["/review_interval"]),
        ({"cycle": 12}, ["/cycle"]),
        ({"cycle": {}}, ["/cycle"]),
        ({"cycle": {"every_months": 0}}, ["/cycle/every_months"]),
        ({"cycle": {"every_months": 12, "run_on": "02-30"}}, ["/cycle/run_on"]),
        ({"cycle": {"every_months": 12, "run_on": "1-31"}}, ["/cycle/run_on"]),
        ({"cycle": {"every_months": 12, "run_on": 131}}, ["/cycle/run_on"]),
        ({"cycle": {"every_month": 12}}, ["/cycle/every_month", "/cycle"]),
        ({"hold": "2026-01-01"}, ["/hold"]),
        ({"hold": {}}, ["/hold"]),
        ({"hold": {"from": None}}, ["/hold"]),
        ({"hold": {"until": "2026-01-01"}}, ["/hold"]),
        ({"hold": {"from": "2026-02-30"}}, ["/hold/from"]),
        ({"hold": {"from": "20260101"}}, ["/hold/from"]),
        ({"hold": {"from": "2026-02-01", "until": "2026-01-31"}}, ["/hold/until"]),
        ({"floor": {"period": "P1Y"}}, ["/floor"]),
        ({"floor": "P1Y"}, ["/floor"]),
        ({"floor": ["P1Y"]}, ["/floor/0"]),
        ({"floor": [{}]}, ["/floor/0"]),
        ({"floor": [{"period": "P1Y", "round_up": "month_end"}]}, ["/floor/0/round_up"]),
        ({"ceiling": [{"period": "P1Y"}, {"period": "1Y", "law": {}}]}, ["/ceiling/1/period", "/ceiling/1/law"]),
        ({"ceiling": [{"period": "P1Y", "law": 12}]}, ["/ceiling/0/law"]),
        ({"a/b~c": 1}, ["/a~1b~0c"]),
        ({3: "three"}, ["/3"]),
    ],
)
def test_a_fault_stands_at_its_place(change: Raw, places: list[str]) -> None:
    assert _places({**PLAIN, **change}) == places


@pytest.mark.parametrize(
    ("raw", "places"),
    [
        ({"period": "P1Y"}, [""]),
        ({"mode": "exact"}, [""]),
        ({"mode": "exact", "first_of": []}, ["/first_of"]),
        ({"mode": "exact", "last_of": [{"event": "sale"}]}, ["/last_of/0"]),
        ({"mode": "exact", "first_of": [{"period": "P1Y"}], "last_of": [{"period": "P1Y"}]}, ["/last_of"]),
    ],
)
def test_a_rule_without_one_clear_period_is_a_fault(raw: Raw, places: list[str]) -> None:
    assert _places(raw) == places


@pytest.mark.parametrize(
    ("raw", "places"),
    [
        ({"mode": "max", "period": "P1Y", "grace_days": 3}, ["/grace_days"]),
        ({"mode": "min", "period": "P1Y", "cycle": {"every_months": 12}}, ["/cycle"]),
        ({"mode": "criterion", "period": "P1Y", "hard_max": "P2Y"}, ["/period", "/hard_max"]),
        ({**PLAIN, "first_of": [{"period": "P1Y"}], "round_up": "month_end"}, ["/period", "/round_up"]),
        ({**PLAIN, "cycle": {"every_months": 12}, "grace_days": 3}, ["/grace_days"]),
    ],
)
def test_a_field_without_effect_is_told_and_changes_nothing(raw: Raw, places: list[str]) -> None:
    idle = [fault.pointer for fault in idle_fields(raw)]
    stripped = {key: value for key, value in raw.items() if f"/{key}" not in idle}

    assert idle == places
    assert parse_rule(raw) == parse_rule(stripped)


def test_all_faults_are_told_at_once() -> None:
    raw = {"mode": "exat", "perod": "P1Y", "cycle": {"every_months": 0, "run_at": "x"}, "hold": {"form": 1}}

    assert _places(raw) == ["/perod", "/mode", "/hold/form", "/hold", "/cycle/run_at", "/cycle/every_months"]


def test_a_misspelt_field_is_told_with_its_nearest_name() -> None:
    assert refused({**PLAIN, "round_upp": "none"}) == (
        RuleFault(
            "/round_upp",
            da="`round_upp` er ikke et felt her",
            en="`round_upp` is not a field here",
            hint_da="skriv `round_up`",
            hint_en="write `round_up`",
        ),
    )


def test_a_misspelt_value_is_told_with_its_nearest_name() -> None:
    (fault,) = refused({**PLAIN, "from": "calender_year_end"})

    assert fault.hint_da == "skriv `calendar_year_end`"


def test_a_long_value_is_shortened_and_put_on_one_line() -> None:
    (fault,) = refused({**PLAIN, "period": "five\nyears " + "x" * 100})

    assert fault.en == f"`period` is `five years {'x' * 29}…`, which is not a period"


def test_descriptive_fields_pass_unread() -> None:
    described = {
        "id": "five-years",
        "label": {"da": "Fem år"},
        "law": [{"act": "bogføringsloven"}],
        "criterion": {"da": "så længe sagen er åben"},
        "review_interval": "P1Y",
        "claim_type": "contract",
        "deleted_by_role": "bookkeeper",
        "method": "makulering",
        "selection": "sager med et krav",
        "cycle": {"every_months": 12, "by_role": "bookkeeper"},
        "hold": {"condition": {"da": "retskrav"}},
        "floor": [{"period": "P1Y", "binding": "statute", "law": {"act": "bogføringsloven", "checked_on": "2026-01-01"}}],
    }

    assert accepted({**PLAIN, **described}).cycle == Cycle(12)


def test_a_hold_that_may_come_is_not_in_force() -> None:
    assert accepted({**PLAIN, "hold": {"condition": "retskrav"}}).hold is None


def test_something_else_than_a_mapping_is_a_fault() -> None:
    assert _places("P5Y") == [""]  # type: ignore[arg-type]


_keys = st.sampled_from(
    [
        *(
            "mode",
            "event",
            "from",
            "period",
            "hard_max",
            "cycle",
            "every_months",
            "run_on",
            "hold",
            "until",
            "condition",
        ),
        *("floor", "ceiling", "first_of", "last_of", "law", "act", "section", "years", "days", "criterion", "x"),
    ]
)
_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["P1Y", "exact"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_keys, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=600)
@given(st.dictionaries(_keys, _values, max_size=6))
def test_no_json_value_makes_reading_stop(raw: Raw) -> None:
    found = parse_rule(raw)

    assert isinstance(found, Rule) or all(f.da and f.en and f.hint_da and f.hint_en for f in found)

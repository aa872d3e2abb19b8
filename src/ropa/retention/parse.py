"""Turns a retention rule, as it stands in a record, into a `Rule` or into all its faults.

Called by whoever reads records: the linter, the site, the exports. A field that could have no effect is a fault, since
its author believes that it has one. Descriptive fields pass unread. Never raises on bad input.

Defaults, where a record leaves something open: the event is `event` (not stated), counted from the event itself, no
rounding, a financial year that ends with December; the financial year of the rule holds for its items, floors and
ceilings unless they carry their own. A `hold` without a date says only what may put deletion on hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast, get_args

from ropa.retention import faults
from ropa.retention.faults import RuleFault
from ropa.retention.fields import Fields
from ropa.retention.rule import (
    DECEMBER,
    UNSTATED_EVENT,
    Anchor,
    Cycle,
    Hold,
    Mode,
    Period,
    Pick,
    Rounding,
    Rule,
    Term,
    Text,
)

_UNREAD = {"id", "label", "law", "claim_type", "deleted_by_role", "method", "selection"}
_TEXT = {"criterion", "review_interval"}
_TERM_KEYS = {"event", "from", "fy_end_month", "period", "round_up"}
_LISTS = {"first_of", "last_of"}
_CORRECTIONS = {"cycle", "hard_max", "floor", "ceiling", "hold", "grace_days"}
_RULE_KEYS = {"mode"} | _TERM_KEYS | _LISTS | _CORRECTIONS | _TEXT | _UNREAD
_ITEM_KEYS = _TERM_KEYS | {"law"}
_LIMIT_KEYS = (_ITEM_KEYS | {"binding"}) - {"round_up"}

_IDLE_IN_MODE: Mapping[str, tuple[str, ...]] = {
    "exact": (),
    "max": ("cycle", "grace_days"),
    "min": ("cycle", "grace_days"),
    "criterion": ("period", "first_of", "last_of", "from", "round_up", "cycle", "hard_max", "grace_days"),
}
_IDLE_BESIDE_LIST = ("period", "event", "from", "round_up")
_MONTHS = (1, 12)
_MOST_MONTHS_BETWEEN_RUNS = 1200
_MOST_GRACE_DAYS = 3650


def parse_rule(value: Mapping[str, object]) -> Rule | tuple[RuleFault, ...]:
    """The rule, or every fault in it, in the order they are met. Fields without effect are no fault: `idle_fields`."""
    if not isinstance(value, Mapping):
        return (faults.not_a_mapping("", "reglen", "the rule"),)
    fields = Fields(value, "", [])
    fields.refuse_unknown(_RULE_KEYS)
    mode = _mode(fields)
    _require_term(fields, mode)
    rule = _without_idle(_rule(fields, mode))
    return tuple(fields.faults) or rule


def idle_fields(value: Mapping[str, object]) -> tuple[RuleFault, ...]:
    """Each field that the rest of the rule robs of its effect. They move no date, but their author may think so."""
    mode = value.get("mode")
    fields = Fields(value, "", [])
    idle = [
        faults.without_effect_in_mode(fields.at(key), key, str(mode))
        for key in _IDLE_IN_MODE.get(str(mode), ())
        if key in fields
    ]
    pick = _pick(fields)
    if pick != "period" and mode != "criterion":
        idle += [faults.without_effect(fields.at(key), key, pick) for key in _IDLE_BESIDE_LIST if key in fields]
    if mode == "exact" and "cycle" in fields and "grace_days" in fields:
        idle.append(faults.without_effect(fields.at("grace_days"), "grace_days", "cycle"))
    return tuple(idle)


def _mode(fields: Fields) -> Mode | None:
    """The mode, None when it is missing or misspelt."""
    if "mode" not in fields:
        fields.faults.append(faults.missing_key(fields.pointer, "mode", "exact"))
        return None
    faults_before = len(fields.faults)
    mode = fields.choice("mode", get_args(Mode), "exact")
    return cast(Mode, mode) if len(fields.faults) == faults_before else None


def _without_idle(rule: Rule) -> Rule:
    """The rule without the parts that have no effect in its mode, so that nothing below has to ask."""
    if rule.mode == "criterion":
        return replace(rule, cycle=None, grace_days=0, hard_max=None)
    if rule.mode in ("max", "min"):
        return replace(rule, cycle=None, grace_days=0)
    return replace(rule, grace_days=0) if rule.cycle else rule


def _require_term(fields: Fields, mode: Mode | None) -> None:
    """Notes a rule without a period, and one with two lists: which of them should count is not said."""
    pick = _pick(fields)
    if pick == "first_of" and "last_of" in fields and mode != "criterion":
        fields.faults.append(faults.without_effect(fields.at("last_of"), "last_of", pick))
    if pick == "period" and "period" not in fields and mode not in (None, "criterion"):
        fields.faults.append(faults.no_term(fields.pointer))


def _pick(fields: Fields) -> Pick:
    if "first_of" in fields:
        return "first_of"
    return "last_of" if "last_of" in fields else "period"


def _rule(fields: Fields, mode: Mode | None) -> Rule:
    """The rule, as far as it can be read."""
    pick = _pick(fields)
    own = _term(fields, UNSTATED_EVENT, DECEMBER)
    lists = {key: _terms(fields, key, UNSTATED_EVENT, own.fy_end_month) for key in ("first_of", "last_of")}
    hold, hold_condition = _hold(fields)
    return Rule(
        mode=mode or "exact",
        pick=pick,
        terms=() if mode == "criterion" else lists.get(pick, (own,)),
        cycle=_cycle(fields),
        grace_days=fields.whole_number("grace_days", (0, _MOST_GRACE_DAYS), 0),
        hard_max=fields.period("hard_max"),
        floors=_terms(fields, "floor", None, own.fy_end_month),
        ceilings=_terms(fields, "ceiling", None, own.fy_end_month),
        hold=hold,
        hold_condition=hold_condition,
        criterion=fields.text("criterion"),
        review_interval=fields.period("review_interval"),
    )


def _term(fields: Fields, event: str | None, fy_end_month: int) -> Term:
    """One term. `event` and `fy_end_month` hold when the term does not carry its own."""
    return Term(
        period=fields.period("period") or Period(),
        event=fields.name("event") or event,
        start=cast(Anchor, fields.choice("from", get_args(Anchor), "event")),
        fy_end_month=fields.whole_number("fy_end_month", _MONTHS, fy_end_month),
        round_up=cast(Rounding, fields.choice("round_up", get_args(Rounding), "none")),
    )


def _terms(fields: Fields, key: str, event: str | None, fy_end_month: int) -> tuple[Term, ...]:
    """The terms of a list; only floors and ceilings may be empty."""
    known = _ITEM_KEYS if key in _LISTS else _LIMIT_KEYS
    if key in _LISTS and fields.values.get(key) in ([], ()):
        fields.faults.append(faults.empty_list(fields.at(key), key))
    terms = []
    for item in fields.items(key):
        item.refuse_unknown(known)
        if "period" not in item:
            fields.faults.append(faults.missing_key(item.pointer, "period", "P5Y"))
        terms.append(replace(_term(item, event, fy_end_month), laws=item.laws("law")))
    return tuple(terms)


def _cycle(fields: Fields) -> Cycle | None:
    cycle = fields.inside("cycle")
    if cycle is None:
        return None
    cycle.refuse_unknown({"every_months", "run_on", "by_role"})
    if "every_months" not in cycle:
        cycle.faults.append(faults.missing_key(cycle.pointer, "every_months", "12"))
    every_months = cycle.whole_number("every_months", (1, _MOST_MONTHS_BETWEEN_RUNS), 12)
    return Cycle(every_months, cycle.month_day("run_on"))


def _hold(fields: Fields) -> tuple[Hold | None, Text | None]:
    """The hold in force, if any, and what may put deletion on hold."""
    hold = fields.inside("hold")
    if hold is None:
        return None, None
    hold.refuse_unknown({"from", "until", "condition", "reviewed_on", "by_role"})
    since, until, condition = hold.civil_date("from"), hold.civil_date("until"), hold.text("condition")
    if since and until and until < since:
        hold.faults.append(faults.hold_ends_first(hold.at("until")))
    if until and hold.values.get("from") is None:
        hold.faults.append(faults.missing_key(hold.pointer, "from", "2026-01-31"))
    if not any(hold.values.get(key) for key in ("from", "until", "condition")):
        hold.faults.append(faults.hold_says_nothing(hold.pointer))
    return (Hold(since, until) if since else None), condition

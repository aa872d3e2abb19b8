"""The window against a model that walks the calendar day by day."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings

from ropa.retention import Rule, parse_rule, window

from . import model
from .strategies import event_sets, full_event_sets, rules, unheld_rules


def _agrees(raw: dict[str, Any], events: dict[str, date]) -> bool:
    rule = parse_rule(raw)
    assert isinstance(rule, Rule), rule
    found = window(rule, events)
    return (found.earliest, found.latest, list(found.conflicts)) == model.outcome(raw, events)


@settings(max_examples=1500)
@given(rules, event_sets)
def test_window_agrees_with_a_day_by_day_walk(raw: dict[str, Any], events: dict[str, date]) -> None:
    assert _agrees(raw, events)


@settings(max_examples=1500)
@given(unheld_rules, full_event_sets)
def test_window_agrees_with_a_day_by_day_walk_when_every_event_has_a_date(
    raw: dict[str, Any], events: dict[str, date]
) -> None:
    assert _agrees(raw, events)

"""Short ways to write a rule in a test."""

from __future__ import annotations

from datetime import date
from typing import Any

from ropa.retention import Rule, RuleFault, Window, parse_rule, window


def accepted(raw: dict[str, Any]) -> Rule:
    """The rule of a mapping that has no faults."""
    rule = parse_rule(raw)
    assert isinstance(rule, Rule), rule
    return rule


def refused(raw: dict[str, Any]) -> tuple[RuleFault, ...]:
    """The faults of a mapping that has some."""
    faults = parse_rule(raw)
    assert not isinstance(faults, Rule)
    return faults


def on(event_on: str, **raw: Any) -> Window:
    """The window of a rule whose one event has this date."""
    return window(accepted(raw), {"event": date.fromisoformat(event_on)})


def days(found: Window) -> tuple[str | None, str | None]:
    """Earliest and latest as text."""
    told = found.to_json()
    return told["earliest"], told["latest"]  # type: ignore[return-value]

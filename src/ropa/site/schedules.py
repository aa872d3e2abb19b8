"""Tells the retention schedules of a record in sentences, from their structure.

A schedule that says nothing about the financial year follows its organisation's. Never words a period itself:
`ropa.retention` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ropa.register import Entry
from ropa.retention import Rule, parse_rule, sentence
from ropa.retention.words import duration
from ropa.site.context import Context

TOLD = frozenset(
    "id label mode event from fy_end_month period round_up first_of last_of criterion review_interval hard_max"
    " grace_days".split()
)
"""The fields of a schedule that its sentence tells whole."""
LONGEST_IN_A_ROW = 60
"""The sentences that are short enough to stand in each row of a matrix, in characters."""


def told(context: Context, entry: Entry, schedule: Mapping[str, Any]) -> str:
    """The schedule as sentences; "" when its parts do not fit together (which is a finding of its own)."""
    rule = parse_rule(_with_financial_year(context, entry, schedule))
    if not isinstance(rule, Rule):
        return ""
    return sentence(rule, context.language, _events(context))


def briefly(context: Context, entry: Entry, schedule: Mapping[str, Any]) -> str:
    """The schedule in a few words, where its sentences stand elsewhere: its name and its period."""
    label = context.text(schedule["label"]) if "label" in schedule else ""
    length = _length(context, schedule)
    if label:
        return f"{label}: {length}" if length and length.lower() not in label.lower() else label
    sentences = told(context, entry, schedule)
    if sentences and len(sentences) <= LONGEST_IN_A_ROW:
        return sentences
    return length.capitalize() or sentences or str(schedule["id"])


def _length(context: Context, schedule: Mapping[str, Any]) -> str:
    """The period of a schedule that has one; "" when several compete or nothing can be told."""
    rule = parse_rule(schedule)
    if not isinstance(rule, Rule):
        return ""
    if rule.mode == "criterion":
        return context.say("ingen fast frist")
    if len(rule.terms) > 1 or rule.terms[0].period.is_zero:
        return ""
    length = duration(rule.terms[0].period, context.language)
    if rule.mode == "max":
        return context.say("højst {period}", period=length)
    return context.say("mindst {period}", period=length) if rule.mode == "min" else length


def _with_financial_year(context: Context, entry: Entry, schedule: Mapping[str, Any]) -> Mapping[str, Any]:
    organisation = context.register.get("organisation", entry.organisation)
    month = organisation.value.get("fy_end_month") if organisation else None
    if month is None or "fy_end_month" in schedule or "financial_year_end" not in str(schedule):
        return schedule
    return {**schedule, "fy_end_month": month}


def _events(context: Context) -> Mapping[str, str]:
    return {event.key: context.name(event) for event in context.register.of("event")}

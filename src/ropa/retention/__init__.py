"""The arithmetic of retention: a rule and the dates of its events give a window in which to delete.

    mapping from a record -> parse_rule -> Rule or faults
    Rule + event dates    -> window     -> Window -> explain
    Rule                  -> sentence, failing_dates

Called by the linter, the site and the exports. Pure: no files, no clock, no knowledge of the rest of the register.
"""

from ropa.retention.dates import RetentionError
from ropa.retention.explain import explain
from ropa.retention.failing import FailingDates, failing_dates
from ropa.retention.faults import RuleFault
from ropa.retention.parse import idle_fields, parse_rule
from ropa.retention.rule import UNSTATED_EVENT, Rule
from ropa.retention.sentence import sentence
from ropa.retention.window import Window, window

__all__ = [
    "UNSTATED_EVENT",
    "FailingDates",
    "RetentionError",
    "Rule",
    "RuleFault",
    "Window",
    "explain",
    "failing_dates",
    "idle_fields",
    "parse_rule",
    "sentence",
    "window",
]

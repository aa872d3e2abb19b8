"""What breaks a record is found, and what does not break it is told apart by stated reasons; see tests/mutation."""

from __future__ import annotations

from functools import cache

from ropa.rules import catalogue
from tests.mutation.lawful import TABLE
from tests.mutation.run import Outcome, false_alarms
from tests.mutation.sample import sorted_out, tried
from tests.mutation.tally import BY_SCHEMA, share

EVERY = 50
"""Every 50th break of each operator is tried here; `make mutations` tries all."""
ENOUGH = 0.95


@cache
def outcomes() -> tuple[Outcome, ...]:
    return tuple(tried(sorted_out()[1], EVERY))


def test_nearly_all_breaks_are_found() -> None:
    assert len(outcomes()) > 300
    assert share(outcomes()) >= ENOUGH, [outcome.name for outcome in outcomes() if not outcome.is_found]


def test_every_break_that_the_schema_can_see_is_found() -> None:
    assert [o.name for o in outcomes() if o.operator in BY_SCHEMA and not o.is_found] == []


def test_what_rules_alone_can_find_is_nearly_all_found() -> None:
    assert share(outcome for outcome in outcomes() if outcome.operator not in BY_SCHEMA) >= ENOUGH


def test_every_reason_is_why_some_change_breaks_nothing() -> None:
    used = {reason for reasons in sorted_out()[0].values() for reason in reasons}
    stated = {TABLE[name] for name in ("optional", "not_asked_here", "unpointed")} | {row["reason"] for row in TABLE["rows"]}

    assert stated - used == set()
    assert all(len(reason) > 20 for reason in stated)


def test_nothing_is_told_of_a_clean_register() -> None:
    assert list(false_alarms(tuple(catalogue().values())[::20])) == []

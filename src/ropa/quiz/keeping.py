"""What a record says about keeping: how long, who deletes, where it lies, who is responsible for it in the house.

An answer about a period is another period in the same unit, so that only the number differs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from ropa.chain import rows_of, systems_of
from ropa.quiz.model import Look, Question, asked, strings_in
from ropa.register import Entry, Register
from ropa.register.lists import listed, placed
from ropa.retention import Rule, parse_rule
from ropa.retention.rule import Period

DAYS_OF_YEAR, DAYS_OF_MONTH = 365, 30
OFTEN_ONE = frozenset({"mailbox", "website", "telephony", "camera"})
APART = 0.2
"""Two periods are told apart when the shorter is at least so much shorter: 12 months and 1 year are the same."""
WHO_OR_WHEN = frozenset({"department", "role", "activity", "rows", "condition"})
DECIDES_TOO = frozenset({"first_of", "last_of", "hard_max", "limits", "floors", "ceilings", "hold", "hold_condition", "criterion"})
"""The parts of a schedule that also decide how long, so that its period alone is no answer."""


def keeping_questions(look: Look, entry: Entry) -> Iterator[Question]:
    """Everything about keeping that the record states."""
    for pointer, schedule in placed(entry.value, "retention"):
        if not _has_name(entry, schedule):
            continue
        yield from _how_long(look, entry, pointer, schedule)
        if "deleted_by_role" in schedule:
            yield from _who(look, entry, "deleter", pointer, schedule["deleted_by_role"], (schedule["id"],))
    if "owner_role" in entry.value:
        yield from _who(look, entry, "owner", "/owner_role", entry.value["owner_role"])
    yield from _departments(look, entry)
    yield from _in_house(look, entry)
    for pointer, row in placed(entry.value, "data"):
        yield from _where(look, entry, pointer, row)


def periods_in(pool: Iterable[Entry]) -> tuple[str, ...]:
    """The periods that records keep things for."""
    schedules = (schedule for entry in pool for schedule in listed(entry.value, "retention"))
    return tuple(dict.fromkeys(str(schedule["period"]) for schedule in schedules if "period" in schedule))


def systems_in(register: Register) -> Mapping[str, Sequence[Entry]]:
    """The systems of each organisation."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for system in register.of("system"):
        found[system.organisation].append(system)
    return found


def rows_kept(entry: Entry, schedule: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """The rows that a schedule holds for whole, and nothing else does; none when it holds for a part of one."""
    rows = [row for row in rows_of(entry) if any(use["schedule"] == schedule["id"] for use in listed(row, "retention"))]
    is_whole = all(len(listed(row, "retention")) == 1 and len(row["retention"][0]) == 1 for row in rows)
    return tuple(rows) if is_whole else ()


def _has_name(entry: Entry, schedule: Mapping[str, Any]) -> bool:
    """Whether the record says what the schedule is for."""
    return "label" in schedule or bool(rows_kept(entry, schedule))


def _how_long(look: Look, entry: Entry, pointer: str, schedule: Mapping[str, Any]) -> Iterator[Question]:
    rule = _plain_rule(schedule)
    if rule is None:
        return
    own = rule.terms[0].period
    said = [period for other in listed(entry.value, "retention") for period in _periods(other)]
    others: dict[int, str] = {}
    for other in look.periods:
        period = _period_of(other)
        if period is not None and _same_unit(own, period) and all(_differ(period, each) for each in said):
            if all(abs(_days(period) - days) > APART * max(_days(period), days) for days in others):
                others[_days(period)] = other
    yield from asked("retention", entry, pointer, (schedule["id"],), schedule["period"], others.values())


def _plain_rule(schedule: Mapping[str, Any]) -> Rule | None:
    """The schedule's rule when one period of some length decides."""
    if DECIDES_TOO & schedule.keys() or "period" not in schedule:
        return None
    rule = parse_rule(schedule)
    is_plain = isinstance(rule, Rule) and len(rule.terms) == 1 and not (rule.floors or rule.ceilings)
    return rule if is_plain and isinstance(rule, Rule) and not rule.terms[0].period.is_zero else None


def _periods(schedule: Mapping[str, Any]) -> Iterator[Period]:
    """Every period that a schedule names, also as a limit."""
    for text in strings_in(schedule):
        period = _period_of(text)
        if period is not None:
            yield period


@lru_cache(maxsize=1000)
def _period_of(text: str) -> Period | None:
    """The period that a text is, None when it is none."""
    if not text.startswith("P"):
        return None
    rule = parse_rule({"id": "any", "mode": "exact", "event": "event", "period": text})
    return rule.terms[0].period if isinstance(rule, Rule) else None


def _same_unit(one: Period, other: Period) -> bool:
    return _unit(one) == _unit(other) != ()


def _unit(period: Period) -> tuple[str, ...]:
    return tuple(unit for unit in ("years", "months", "days") if getattr(period, unit))


def _differ(one: Period, other: Period) -> bool:
    return abs(_days(one) - _days(other)) > APART * max(_days(one), _days(other))


def _days(period: Period) -> int:
    return period.years * DAYS_OF_YEAR + period.months * DAYS_OF_MONTH + period.days


def _who(look: Look, entry: Entry, kind: str, pointer: str, right: str, about: tuple[str, ...] = ()) -> Iterator[Question]:
    yield from asked(kind, entry, pointer, about, right, _strangers(look, entry, "roles"))


def _strangers(look: Look, entry: Entry, list_name: str) -> list[str]:
    """The organisation's roles or departments of today that the record and its systems say nothing about."""
    organisation = look.register.get("organisation", entry.organisation)
    named = look.said(entry).union(*(strings_in(system.value) for system in systems_of(look.register, entry)))
    items = listed(organisation.value, list_name) if organisation else []
    return [item["id"] for item in items if item["id"] not in named and "until" not in item]


def _departments(look: Look, entry: Entry) -> Iterator[Question]:
    if "department" in entry.value:
        yield from asked("department", entry, "/department", (), entry.value["department"], _strangers(look, entry, "departments"))


def _in_house(look: Look, entry: Entry) -> Iterator[Question]:
    """Which department or role gets data, when it is the only one and gets all: another activity may be anybody's."""
    items = list(placed(entry.value, "internal_recipients"))
    for name, list_name in (("department", "departments"), ("role", "roles")):
        named = [(pointer, item[name]) for pointer, item in items if WHO_OR_WHEN & item.keys() == {name}]
        if len(named) == len(items) == 1:
            pointer, right = named[0]
            yield from asked("in_house", entry, pointer, (list_name,), right, _strangers(look, entry, list_name))


def _where(look: Look, entry: Entry, pointer: str, row: Mapping[str, Any]) -> Iterator[Question]:
    keys = listed(row, "systems")
    right = look.register.get("system", f"{entry.organisation}/{keys[0]}") if len(keys) == 1 else None
    if right is not None:
        own = look.systems[entry.organisation]
        others = (system.id for system in own if system.id not in look.said(entry) and not _may_be_same(system, right))
        yield from asked("where", entry, pointer, (row["id"],), right.id, others)


def _may_be_same(one: Entry, other: Entry) -> bool:
    """Whether two systems may be called by each other's name: two mailboxes, two websites."""
    medium = one.value.get("medium")
    return medium in OFTEN_ONE and medium == other.value.get("medium")

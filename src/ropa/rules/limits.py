"""The limits of the law that govern a schedule, out of the dated table of statutory periods.

Called by the rules about retention. A limit governs a schedule when the record names one of its acts as the ground for
keeping; where it names no act, the kind of activity (and of purpose) decides. What a limit means is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from ropa.law.tables import LawRow, rows_on
from ropa.register.lists import listed
from ropa.retention import Rule, parse_rule
from ropa.retention.rule import Period, Term
from ropa.rules.facts import Activity
from ropa.rules.rows import Ground, Kept, Value
from ropa.rules.timing import outlasts


def governed(activity: Activity, limit: str, binding: str = "statute") -> Iterator[tuple[str, LawRow]]:
    """The schedules that a limit of the law governs ("floor", "ceiling"), each pair once."""
    rows = _limits(limit, binding, activity.today)
    pairs = (
        (kept.schedule, row)
        for kept, acts, duties in activity.once(_grounded)
        for row in _governing(rows, activity, acts, duties)
        if not (limit == "floor" and _is_spare(activity, kept))
    )
    yield from {(schedule, row.id): (schedule, row) for schedule, row in pairs}.values()


def _grounded(activity: Activity) -> tuple[tuple[Kept, frozenset[str], frozenset[str]], ...]:
    """What is kept, the acts that its schedule and its grounds name, and the kinds of purpose whose ground names none."""
    found = []
    for kept in activity.kept:
        named = [(ground, _named(ground)) for ground in kept.grounds]
        acts = frozenset(_acts(activity.schedules[kept.schedule][1], "law")).union(*(acts for _, acts in named))
        found.append((kept, acts, frozenset(ground.purpose.get("kind", "") for ground, acts in named if not acts)))
    return tuple(found)


def _governing(rows: Iterable[LawRow], activity: Activity, acts: frozenset[str], duties: frozenset[str]) -> Iterator[LawRow]:
    """The rows whose act is among those named, and those for the kind of activity and purpose."""
    for row in rows:
        if not acts.isdisjoint(row["acts"]):
            yield row
        elif not activity.kinds.isdisjoint(row["kinds"]) and row.get("purpose", "") in {"", *duties}:
            yield row


def _is_spare(activity: Activity, kept: Kept) -> bool:
    """Whether the same row is kept longer elsewhere or for a purpose of its own: no minimum is for copies and the rest."""
    own = activity.computed.get(kept.schedule)
    others = (k for k in activity.kept if k.row is kept.row and _is_narrower(k, kept))
    found = (activity.computed.get(other.schedule) for other in others)
    return own is not None and any(other is not None and outlasts(other, own) for other in found)


def _is_narrower(one: Kept, other: Kept) -> bool:
    """Whether a schedule is for a system or a purpose that another one does not name."""
    return any(name in one.value and one.value[name] != other.value.get(name) for name in ("system", "purpose"))


def _named(ground: Ground) -> tuple[str, ...]:
    """The acts that a ground rests on."""
    return (*_acts(ground.value, "national_law"), *_acts(ground.basis, "national_law"))


def _acts(owner: Value, name: str) -> tuple[str, ...]:
    return tuple(law["act"].casefold() for law in listed(owner, name))


def names_act(row: LawRow, owner: Value) -> bool:
    """Whether a schedule rests on one of the row's acts."""
    return any(act in row["acts"] for act in _acts(owner, "law"))


@lru_cache(maxsize=64)
def _limits(limit: str, binding: str, today: date) -> tuple[LawRow, ...]:
    rows = rows_on("statutory_periods", today)
    return tuple(row for row in rows if row["limit"] == limit and row.get("binding", binding) == binding)


def references(today: date) -> tuple[LawRow, ...]:
    """The periods of limitation, which claims follow and no schedule must."""
    return _limits("reference", "statute", today)


def term_of(row: LawRow, fy_end_month: int) -> Term:
    """A row as a floor or ceiling, counted from the event of the schedule it is put on."""
    term = period_term(row["period"], row.get("from", "event"))
    return Term(term.period, None, term.start, fy_end_month)


@lru_cache(maxsize=256)
def period_term(period: str, start: str = "event") -> Term:
    """A period of a table, as a term."""
    parsed = parse_rule({"mode": "exact", "period": period, "from": start})
    if not isinstance(parsed, Rule):
        raise ValueError(f"{period} is no period")
    return parsed.terms[0]


def length(owner: Value, name: str) -> Period | None:
    """A period that a record states; None when it states none, or one that no calendar holds."""
    parsed = parse_rule({"mode": "exact", "period": owner.get(name)})
    return parsed.terms[0].period if isinstance(parsed, Rule) else None

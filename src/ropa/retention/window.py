"""Turns a rule and the dates of its events into a window: the first and the last day on which to delete.

Called by the linter, the site and the exports, and for many dates by `failing`. Every choice that the law or the record
leaves open is written here, in the order it is applied:

1. The rule's end: the last day, inclusive, of its period; with several, the first or last of those whose event has
   a date. The *main event date* E is the date of the event that decided that end. If two decide the same end, the
   earlier event is E. No event with a date: `indeterminate`, no dates.
2. The rule's own window by mode. `exact`: from the day after the end until grace, next run or worst case of a cycle.
   `max`: from E to the end. `min`: from the day after the end, without a last day.
3. `hard_max`, counted from E. A `min` rule has no last day, so `hard_max` can only come before its first.
4. Ceilings, the strictest counts. A `min` rule may keep for ever, so it is above every ceiling.
5. Floors, the strictest counts, against the window as the ceiling left it: a rule that is cut down to a ceiling which
   leaves less than the floor is both `above_ceiling` and `below_floor`, and the floor wins.
6. The hold, last: nothing above shortens it again. Its first day moves no date; what matters is whether it is released.

A floor or ceiling counts from the date of its own event when it names one that has a date, otherwise from E.
Never reads the clock, never changes a rule. Raises RetentionError when a date passes year 9999.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from ropa.retention.dates import add, add_days, add_months, next_run, period_end, round_up
from ropa.retention.rule import Rule, Term


@dataclass(frozen=True, slots=True)
class Window:
    """The first and last day on which to delete, both inclusive.

    `earliest` is None when no day can be named; `latest` is None also when the rule sets no last day. `bound_by` tells
    for `earliest` and `latest` which part of the rule decided it. `floor` and `ceiling` are the terms that bit.
    """

    earliest: date | None
    latest: date | None
    conflicts: tuple[str, ...] = ()
    bound_by: Mapping[str, str] = field(default_factory=dict)
    floor: Term | None = None
    ceiling: Term | None = None

    def to_json(self) -> dict[str, object]:
        """The window as JSON values, without the terms."""
        return {
            "earliest": self.earliest.isoformat() if self.earliest else None,
            "latest": self.latest.isoformat() if self.latest else None,
            "conflicts": list(self.conflicts),
            "bound_by": {side: self.bound_by[side] for side in sorted(self.bound_by)},
        }


@dataclass(frozen=True, slots=True)
class _End:
    """Where the rule's own period ends, which date E it is counted from and which part of the rule decided."""

    day: date
    event_on: date
    bound: str


def window(rule: Rule, events: Mapping[str, date]) -> Window:
    """When to delete, given the dates of the events that have happened."""
    end = _rule_end(rule, events)
    if end is None:
        return _apply_hold(Window(None, None, ("indeterminate",)), rule)
    own = _apply_hard_max(_own_window(rule, end), rule, end)
    return _apply_hold(_apply_floors(_apply_ceilings(own, rule, end, events), rule, end, events), rule)


def _rule_end(rule: Rule, events: Mapping[str, date]) -> _End | None:
    """The end that decides, None when no event has a date."""
    ends = [_term_end(rule, term, events[term.event]) for term in rule.terms if term.event and term.event in events]
    if not ends:
        return None
    if rule.pick == "last_of":
        return min(ends, key=lambda end: (-end.day.toordinal(), end.event_on))
    return min(ends, key=lambda end: (end.day, end.event_on))


def _term_end(rule: Rule, term: Term, event_on: date) -> _End:
    counted = period_end(event_on, term.start, term.period, term.fy_end_month)
    rounded = round_up(counted, term.round_up, term.fy_end_month)
    if rule.pick == "period":
        return _End(rounded, event_on, "period" if rounded == counted else "round_up")
    return _End(rounded, event_on, f"{rule.pick}:{term.event}")


def _limit_end(term: Term, end: _End, events: Mapping[str, date]) -> date:
    """The last day of a floor or ceiling."""
    event_on = end.event_on if term.event is None else events.get(term.event, end.event_on)
    return period_end(event_on, term.start, term.period, term.fy_end_month)


def _own_window(rule: Rule, end: _End) -> Window:
    if rule.mode == "max":
        return Window(end.event_on, end.day, bound_by={"earliest": "event", "latest": end.bound})
    earliest = add_days(end.day, 1)
    if rule.mode == "min":
        return Window(earliest, None, bound_by={"earliest": end.bound})
    bound = "cycle" if rule.cycle else "grace_days" if rule.grace_days else end.bound
    return Window(earliest, _run_after(rule, end.day), bound_by={"earliest": end.bound, "latest": bound})


def _run_after(rule: Rule, kept_until: date) -> date:
    """The day by which something kept until and including `kept_until` is deleted in practice."""
    if rule.cycle is None:
        return add_days(kept_until, 1 + rule.grace_days)
    if rule.cycle.run_on is None:
        return add_months(kept_until, rule.cycle.every_months)
    return next_run(add_days(kept_until, 1), rule.cycle.every_months, rule.cycle.run_on)


def _apply_hard_max(own: Window, rule: Rule, end: _End) -> Window:
    if rule.hard_max is None or own.earliest is None:
        return own
    cap = add(end.event_on, rule.hard_max)
    if own.earliest > cap:
        return replace(own, conflicts=("hard_max_before_earliest",))
    if own.latest is not None and own.latest > cap:
        return _bind(own, latest=cap, bound="hard_max", conflict="cycle_exceeds_hard_max")
    return own


def _apply_ceilings(own: Window, rule: Rule, end: _End, events: Mapping[str, date]) -> Window:
    """The window below the strictest ceiling. Deletion on the day after a ceiling's end keeps it."""
    if not rule.ceilings or own.earliest is None:
        return own
    ceiling_end, ceiling = min(((_limit_end(t, end, events), t) for t in rule.ceilings), key=lambda pair: pair[0])
    ends_by_itself = rule.mode == "exact" and rule.cycle is None and not rule.grace_days
    last_day = end.day if ends_by_itself else own.latest
    if last_day is not None and last_day <= ceiling_end:
        return own
    cut = _bind(own, latest=ceiling_end, bound="ceiling", conflict="above_ceiling")
    if own.earliest <= ceiling_end:
        return replace(cut, ceiling=ceiling)
    fallback = min(end.event_on, ceiling_end)
    return replace(_bind(cut, earliest=fallback, bound="event"), ceiling=ceiling)


def _apply_floors(own: Window, rule: Rule, end: _End, events: Mapping[str, date]) -> Window:
    """The window above the strictest floor."""
    if not rule.floors or own.earliest is None:
        return own
    floor_end, floor = max(((_limit_end(t, end, events), t) for t in rule.floors), key=lambda pair: pair[0])
    floor_earliest = add_days(floor_end, 1)
    if floor_earliest <= own.earliest:
        return own
    is_late = own.latest is not None and own.latest < floor_earliest
    conflict = "below_floor" if rule.mode == "exact" or is_late else None
    raised = replace(_bind(own, earliest=floor_earliest, bound="floor", conflict=conflict), floor=floor)
    return _bind(raised, latest=floor_earliest, bound="floor") if is_late else raised


def _apply_hold(own: Window, rule: Rule) -> Window:
    if rule.hold is None:
        return own
    released = rule.hold.until
    if released is None:
        conflicts = (*own.conflicts, "on_hold")
        return replace(own, earliest=None, latest=None, conflicts=conflicts, bound_by=dict.fromkeys(_SIDES, "hold"))
    if own.earliest is None or released < own.earliest:
        return own
    held = _bind(own, earliest=add_days(released, 1), bound="hold")
    if own.latest is None:
        return held
    latest = _run_after(rule, released)
    bound = "cycle" if rule.cycle else "grace_days" if rule.grace_days else "hold"
    return _bind(held, latest=latest, bound=bound) if latest > own.latest else held


_SIDES = ("earliest", "latest")


def _bind(
    own: Window, *, bound: str, earliest: date | None = None, latest: date | None = None, conflict: str | None = None
) -> Window:
    """The window with the given side moved, and what moved it."""
    moved = {side: day for side, day in zip(_SIDES, (earliest, latest), strict=True) if day is not None}
    return replace(
        own,
        earliest=earliest or own.earliest,
        latest=latest or own.latest,
        conflicts=own.conflicts if conflict is None else (*own.conflicts, conflict),
        bound_by={**own.bound_by, **dict.fromkeys(moved, bound)},
    )

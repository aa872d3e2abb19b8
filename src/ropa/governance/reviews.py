"""When activities and processors are to be looked at again, and what a review writes into a record.

Called by the command `ropa review`. Reads no clock. The law says that measures are reviewed "where necessary" (GDPR
Art. 24(1)) and that controllers use processors that give sufficient guarantees (Art. 28(1)); it names no interval.
Twelve months where nobody has chosen one are a habit, not law.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from ropa.findings import Span
from ropa.register import Entry, Register
from ropa.retention.dates import RetentionError, add_months

State = Literal["overdue", "soon", "never"]
STATES: tuple[State, ...] = ("overdue", "soon", "never")
SOON = timedelta(days=60)
USUAL_MONTHS = 12
FIELDS = {"activity": "review", "agreement": "supervision"}
LAST_DAYS = {"activity": "until", "agreement": "expires_on"}


@dataclass(frozen=True, slots=True)
class Due:
    """An activity to review, or an agreement whose party to supervise.

    `on` is the day by which, None when there never was one; `last_on` is the last time. `role` is the id of the role that
    answers for it, "" when nobody does. `span` is the place to change.
    """

    entry: Entry
    state: State
    span: Span
    role: str
    on: date | None = None
    last_on: date | None = None


def find_due(register: Register, today: date, organisation: str = "") -> tuple[Due, ...]:
    """What is overdue on a day, falls due soon after it, or was never looked at; of all organisations when "".

    What has ended is left out, and so are agreements under which nobody processes data for the organisation.
    """
    entries = (entry for kind in FIELDS for entry in register.of(kind))
    chosen = (entry for entry in entries if organisation in ("", entry.organisation) and _is_alive(entry, today))
    found = (due for entry in chosen if (due := _due(register, entry, today)))
    return tuple(sorted(found, key=_order))


def next_on(review: Mapping[str, Any]) -> date | None:
    """The day of the next review: the one agreed, else the interval after the last. None when there is neither."""
    last, agreed = _day(review, "last_on"), _day(review, "next_on")
    if agreed and (last is None or agreed > last):
        return agreed
    return _months_after(last, review.get("interval_months", USUAL_MONTHS)) if last else None


def review_fields(review: Mapping[str, Any], on: date, role: str, agreed: date | None) -> Mapping[str, str]:
    """The fields of a record that a review sets. An agreed day that has passed moves on; one is not invented."""
    fields = {"last_on": on.isoformat(), "by_role": role}
    stated = _day(review, "next_on")
    if agreed is None and stated is not None and stated <= on:
        agreed = _months_after(on, review.get("interval_months", USUAL_MONTHS))
    return {**fields, "next_on": agreed.isoformat()} if agreed else fields


def _is_alive(entry: Entry, today: date) -> bool:
    ended = _day(entry.value, LAST_DAYS[entry.kind])
    is_watched = entry.kind == "activity" or entry.value["type"] == "data_processing" or "supervision" in entry.value
    return is_watched and (ended is None or ended >= today)


def _due(register: Register, entry: Entry, today: date) -> Due | None:
    name = FIELDS[entry.kind]
    review = entry.value.get(name, {})
    on, last = next_on(review), _day(review, "last_on")
    state: State = "never" if on is None else "overdue" if on < today else "soon"
    if on is not None and on - today > SOON:
        return None
    role = entry.value.get("owner_role") or review.get("by_role", "")
    return Due(entry, state, register.span(entry.file, f"/{name}", "key"), role, on, last)


def _order(due: Due) -> tuple[int, date, str, str]:
    return STATES.index(due.state), due.on or date.max, due.entry.kind, due.entry.key


def _day(owner: Mapping[str, Any], name: str) -> date | None:
    return date.fromisoformat(owner[name]) if name in owner else None


def _months_after(day: date, months: int) -> date:
    try:
        return add_months(day, months)
    except RetentionError:
        return date.max

"""Who keeps what where, over the whole register: indexes for the rules about erasure.

Each is asked for with `facts.once(...)` and so made once. Nothing here decides whether something is wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from ropa.register import Entry
from ropa.register.lists import listed
from ropa.retention import UNSTATED_EVENT
from ropa.rules.facts import Activity, Facts
from ropa.rules.rows import Kept, Value, as_date
from ropa.rules.timing import events_of

Place = tuple[str, str, frozenset[str]]
"""An organisation, one of its systems, and the events that a schedule counts from."""


def deletion_runs(facts: Facts) -> Mapping[str, tuple[date, ...]]:
    """The days on which data were erased by the evidence, by activity and by "organisation/system", oldest first."""
    found: dict[str, list[date]] = defaultdict(list)
    for entry in facts.register.of("evidence"):
        day = as_date(entry.value["on"])
        if entry.value["type"] == "deletion_run" and day:
            systems = (f"{entry.organisation}/{system}" for system in listed(entry.value, "systems"))
            for key in listed(entry.value, "activities") or systems:
                found[key].append(day)
    return {key: tuple(sorted(days)) for key, days in found.items()}


def users(facts: Facts) -> Mapping[str, tuple[Activity, ...]]:
    """The activities whose rows lie in a system, by the system's key."""
    found: dict[str, list[Activity]] = defaultdict(list)
    for activity in facts.activities:
        for system in activity.systems.values():
            found[system.key].append(activity)
    return {key: tuple(activities) for key, activities in found.items()}


def kept_in(facts: Facts) -> Mapping[Place, tuple[tuple[Activity, Kept], ...]]:
    """What is kept in a system from the same stated events, in the order of the activities; the first of what is alike."""
    found: dict[Place, dict[object, tuple[Activity, Kept]]] = defaultdict(dict)
    for activity in facts.activities:
        for kept in activity.kept:
            computed = activity.computed.get(kept.schedule)
            events = events_of(computed) if computed else frozenset()
            if computed and events and UNSTATED_EVENT not in events:
                kinds = frozenset(ground.purpose.get("kind") for ground in kept.grounds)
                alike = (computed, kept.categories, frozenset(kept.row.subjects), kinds)
                for system in kept.systems:
                    found[activity.entry.organisation, system, events].setdefault(alike, (activity, kept))
    return {place: tuple(some.values()) for place, some in found.items()}


def claims_about(facts: Facts) -> Mapping[str, tuple[tuple[Entry, str, Value], ...]]:
    """What documents say about each activity, by its key: the document, the pointer and the claim."""
    found: dict[str, list[tuple[Entry, str, Value]]] = defaultdict(list)
    for document in facts.register.of("document"):
        for index, claim in enumerate(listed(document.value, "claims")):
            for key in listed(claim, "activities"):
                found[key].append((document, f"/claims/{index}", claim))
    return {key: tuple(claims) for key, claims in found.items()}

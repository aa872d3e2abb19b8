"""The retention schedules of an activity, as the retention arithmetic wants them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ropa.findings import Language
from ropa.register.model import Entry, Register


def schedules_of(entry: Entry) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The pointer and the value of each retention schedule of an activity."""
    for index, value in enumerate(entry.value.get("retention", ())):
        yield f"{entry.pointer}/retention/{index}", value


def rule_value(register: Register, entry: Entry, value: Mapping[str, Any]) -> Mapping[str, Any]:
    """A schedule with the organisation's financial year filled in where the schedule states none."""
    organisation = register.get("organisation", entry.organisation)
    month = organisation.value.get("fy_end_month") if organisation else None
    return {"fy_end_month": month, **value} if month else value


def event_phrases(register: Register, language: Language) -> Mapping[str, str]:
    """The definite noun phrase of every event: "test-drive" -> "prøvekørslen"."""
    return {event.key: event.name(language) for event in register.of("event")}

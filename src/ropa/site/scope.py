"""What one new employee begins with: an organisation, or one of its departments, and the activities there.

Used by the pages that `start` and `reading` make, and by every page that leads to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ropa.register import Entry
from ropa.schema import fields_of
from ropa.site.context import Context
from ropa.site.node import Link
from ropa.site.urls import quiz_path, reading_path, start_path


@dataclass(frozen=True, slots=True)
class Scope:
    """An organisation or one of its departments (an id, "" for the whole), and its activities by name."""

    context: Context
    organisation: Entry
    activities: tuple[Entry, ...]
    department: str = ""

    @property
    def name(self) -> str:
        """What the organisation or the department is called."""
        if not self.department:
            return self.context.name(self.organisation)
        return department_names(self.context, self.organisation)[self.department]


def scope_of(context: Context, organisation: Entry, department: str = "") -> Scope:
    """The activities of an organisation, or those that name a department."""
    members = context.members_of(organisation.key, "activity")
    found = [entry for entry in members if department in ("", entry.value.get("department"))]
    return Scope(context, organisation, by_name(context, found), department)


def by_name(context: Context, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries in the order of their names."""
    return tuple(sorted(entries, key=lambda entry: (context.name(entry).lower(), entry.key)))


def department_names(context: Context, organisation: Entry) -> Mapping[str, str]:
    """The departments of an organisation in its own order, by id."""
    return {item["id"]: context.text(item["label"]) for item in organisation.value.get("departments", ())}


def departments_of(context: Context, organisation: Entry) -> Mapping[str, str]:
    """Those of the departments that an activity names."""
    named = {entry.value.get("department") for entry in context.members_of(organisation.key, "activity")}
    return {key: name for key, name in department_names(context, organisation).items() if key in named}


def role_names(context: Context, organisation: Entry) -> Mapping[str, str]:
    """The roles of an organisation, by id."""
    return {item["id"]: context.text(item["label"]) for item in organisation.value.get("roles", ())}


def by_kind(context: Context, activities: Sequence[Entry]) -> Mapping[str, tuple[Entry, ...]]:
    """The activities below the label of the first kind that each states, in the order of the schema."""
    kinds = fields_of("activity").fields["kinds"].items
    assert kinds is not None
    groups: dict[str, list[Entry]] = {kind: [] for kind in kinds.choices}
    for entry in activities:
        groups[entry.value["kinds"][0] if entry.value.get("kinds") else "other"].append(entry)
    return {context.label(kinds.choices[kind]): tuple(found) for kind, found in groups.items() if found}


def counted(context: Context, number: int) -> str:
    """So many activities, in words."""
    return context.say("1 aktivitet") if number == 1 else context.say("{n} aktiviteter", n=number)


def ways_for(context: Context, organisation: str, department: str = "") -> tuple[Link, ...]:
    """Where a new employee goes on from the page of an organisation or of one of its activities."""
    entry = context.register.get("organisation", organisation)
    if entry is None:
        return ()
    known = department if department in department_names(context, entry) else ""
    return (
        Link(context.say("Start her"), start_path(organisation, known)),
        Link(context.say("Læs og skriv under"), reading_path(organisation)),
        Link(context.say("Prøv dig selv"), quiz_path(organisation, known)),
    )

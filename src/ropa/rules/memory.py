"""Remembers what was found in each record and what that rests on, so that after an edit few rules are asked again.

Used by the preview. A rule that looked beyond its record, at an index of the whole register, is asked again when that
index has changed; all that a record says by itself, or by what it points to, is kept until one of these changes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from ropa.findings import Finding
from ropa.noted import Asked, Notes, changed, entries_of
from ropa.register import Register
from ropa.rules.facts import BEYOND, Facts, Record

Key = tuple[str, str]
Part = tuple[str, Callable[[Record], Iterable[Finding]]]
"""One of those that find something in a record: its name, a rule's code, and what it finds."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What one record gave: what was looked up, and the findings of each part with the indexes that it used."""

    asked: Asked
    found: Mapping[str, tuple[frozenset[Hashable], tuple[Finding, ...]]]


@dataclass(slots=True)
class RuleMemory:
    """The findings of the last register. A memory is for one day and one choice of rules; another makes it forget."""

    _facts: Facts | None = None
    _basis: tuple[object, ...] = ()
    _kept: dict[Key, _Kept] = field(default_factory=dict)
    _notes: Notes = field(default_factory=Notes)

    def facts(self, register: Register, today: date, choice: object) -> Facts:
        """The facts of the next register; what rests on something that it changes is forgotten."""
        facts = Facts(register, today, self._notes)
        basis = (today, choice, register.settings, register.broken, list(register.entries))
        if self._facts is None or basis != self._basis:
            self._kept = {}
        else:
            self._forget(self._facts, facts)
        self._facts, self._basis = facts, basis
        return facts

    def _forget(self, old: Facts, new: Facts) -> None:
        different = changed(old.tables, new.tables)
        moved = {BEYOND, *(index for index in old.indexes if new.once(index) != old.once(index))}
        self._kept = {
            key: _Kept(kept.asked, {name: part for name, part in kept.found.items() if not part[0] & moved})
            for key, kept in self._kept.items()
            if not kept.asked & different
        }

    def found_in(self, record: Record, parts: Iterable[Part]) -> Iterator[Finding]:
        """What the parts find in a record; those that are remembered are not asked."""
        key = record.entry.kind, record.entry.key
        kept = self._kept.get(key, _Kept(frozenset(), {}))
        asked: set[tuple[str, Hashable]] = {*kept.asked, (entries_of(record.entry.kind), record.entry.key)}
        found = {}
        for name, find in parts:
            found[name] = kept.found.get(name) or self._ask(record, find, asked)
            yield from found[name][1]
        self._kept[key] = _Kept(frozenset(asked), found)

    def _ask(
        self, record: Record, find: Callable[[Record], Iterable[Finding]], asked: set[tuple[str, Hashable]]
    ) -> tuple[frozenset[Hashable], tuple[Finding, ...]]:
        self._notes.asked = set()
        findings = tuple(find(record))
        indexes = frozenset(key for table, key in self._notes.asked if table == BEYOND)
        asked |= {look for look in self._notes.asked if look[0] != BEYOND}
        return indexes, findings

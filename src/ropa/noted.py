"""Tables that note what they are asked for, so that what was made from a register can be kept until its answers change.

Used by the preview, for pages and for findings; a plain build has no need of it. Knows no page and no rule.
"""

from __future__ import annotations

from collections.abc import Hashable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from ropa.register import Entry, Register

Asked = frozenset[tuple[str, Hashable]]
"""Look-ups: the name of a table and the key in it, `ALL` for the table as a whole."""

ALL = "*"


@dataclass(slots=True)
class Notes:
    """What is being asked while one thing is made."""

    asked: set[tuple[str, Hashable]] = field(default_factory=set)


@contextmanager
def noting_apart(notes: Notes | None) -> Iterator[None]:
    """What is asked meanwhile is not noted for the one thing that is being made."""
    if notes is None:
        yield
        return
    before, notes.asked = notes.asked, set()
    yield
    notes.asked = before


class Noted(Mapping[Any, Any]):
    """A table that notes what it is asked for."""

    __slots__ = ("_held", "_name", "_notes")

    def __init__(self, name: str, held: Mapping[Any, Any], notes: Notes) -> None:
        self._name, self._held, self._notes = name, held, notes

    def __getitem__(self, key: Hashable) -> Any:
        self._notes.asked.add((self._name, key))
        return self._held[key]

    def get(self, key: Hashable, default: Any = None) -> Any:
        self._notes.asked.add((self._name, key))
        return self._held.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._notes.asked.add((self._name, key))
        return key in self._held

    def __iter__(self) -> Iterator[Any]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())

    def keys(self) -> KeysView[Any]:
        return self._whole().keys()

    def values(self) -> ValuesView[Any]:
        return self._whole().values()

    def items(self) -> ItemsView[Any, Any]:
        return self._whole().items()

    def _whole(self) -> Mapping[Any, Any]:
        self._notes.asked.add((self._name, ALL))
        return self._held


def entries_of(kind: str) -> str:
    """The name of the table of the entries of a kind."""
    return f"entries/{kind}"


def noted_register(register: Register, notes: Notes) -> Register:
    """The same register, with every look-up in its entries and sources noted."""
    entries = {kind: Noted(entries_of(kind), found, notes) for kind, found in register.entries.items()}
    return replace(register, entries=entries, sources=Noted("sources", register.sources, notes), findings=())


def register_tables(register: Register) -> Mapping[str, Mapping[Any, Any]]:
    """The tables of a register by the name under which look-ups in them are noted."""
    entries = {entries_of(kind): found for kind, found in register.entries.items()}
    return {**entries, "sources": register.sources}


def changed(old: Mapping[str, Mapping[Any, Any]], new: Mapping[str, Mapping[Any, Any]]) -> set[tuple[str, Hashable]]:
    """The look-ups in some tables that have another answer now; both hold the same tables."""
    return {(name, key) for name, table in new.items() for key in _changed_keys(old[name], table)}


def _changed_keys(old: Mapping[Any, Any], new: Mapping[Any, Any]) -> set[Hashable]:
    keys = {key for key in new if key not in old or (old[key] is not new[key] and old[key] != new[key])}
    keys |= old.keys() - new.keys()
    return keys | {ALL} if keys or list(old) != list(new) else keys


def settled(new: Register, old: Register) -> Register:
    """The new register with the very entries of the old one where they are equal, so that later comparisons are quick."""
    kinds = {
        kind: {key: _same(entry, old.entries.get(kind, {}).get(key)) for key, entry in entries.items()}
        for kind, entries in new.entries.items()
    }
    return replace(new, entries=kinds)


def _same(new: Entry, old: Entry | None) -> Entry:
    return old if old is not None and old == new else new

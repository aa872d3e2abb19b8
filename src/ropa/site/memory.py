"""Remembers finished pages and what each was made from, so that after an edit only the pages it touches are made again.

While a page is made, every look-up in the register and in what was worked out from it is noted. The next register is
held against the last: a page stays as long as nothing it looked up has changed. Used by the preview; a plain build
has no need of it. Knows no page and no builder.
"""

from __future__ import annotations

from collections.abc import Hashable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from dataclasses import dataclass, field, fields, replace
from typing import Any

from ropa.register import Entry, Register
from ropa.register.assemble import ReadFile, read_file
from ropa.rules import Linted
from ropa.schema import Schema
from ropa.site.backlinks import References, references_of
from ropa.site.context import Context, make_context
from ropa.site.page import Page
from ropa.site.pages import Plan, make_page

Asked = frozenset[tuple[str, Hashable]]
"""Look-ups: the name of a table and the key in it, `ALL` for the table as a whole."""

ALL = "*"
APART = frozenset({"marks", "findings"})
"""Parts of a register that pages do not see: marks follow from sources, findings stand in the context by their owner."""


@dataclass(slots=True)
class Notes:
    """What is being asked while one page is made."""

    asked: set[tuple[str, Hashable]] = field(default_factory=set)


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


def noted(context: Context, notes: Notes) -> Context:
    """The same context, with every look-up in it noted."""
    register = context.register
    entries = {kind: Noted(f"entries/{kind}", found, notes) for kind, found in register.entries.items()}
    register = replace(register, entries=entries, sources=Noted("sources", register.sources, notes), findings=())
    tables = {name: Noted(name, held, notes) for name, held in _tables(context).items()}
    return replace(context, register=register, **tables)


def changes(old: Context, new: Context) -> Asked | None:
    """The look-ups that have another answer now; None when what every page may rest on has changed."""
    if _loose(old) != _loose(new) or set(old.register.entries) != set(new.register.entries):
        return None
    found: set[tuple[str, Hashable]] = set()
    before, after = _all_tables(old), _all_tables(new)
    for name, table in after.items():
        found |= {(name, key) for key in _changed(before[name], table)}
    return frozenset(found)


def _changed(old: Mapping[Any, Any], new: Mapping[Any, Any]) -> set[Hashable]:
    keys = {key for key in new if key not in old or (old[key] is not new[key] and old[key] != new[key])}
    keys |= old.keys() - new.keys()
    return keys | {ALL} if keys or list(old) != list(new) else keys


def _tables(context: Context) -> Mapping[str, Mapping[Any, Any]]:
    """The tables of a context by the name of their field."""
    values = {part.name: getattr(context, part.name) for part in fields(context)}
    return {name: value for name, value in values.items() if isinstance(value, Mapping)}


def _all_tables(context: Context) -> Mapping[str, Mapping[Any, Any]]:
    """The tables of a context and of its register."""
    entries = {f"entries/{kind}": found for kind, found in context.register.entries.items()}
    return {**_tables(context), **entries, "sources": context.register.sources}


def _loose(context: Context) -> list[object]:
    """What is in no table, so that nobody notes who looks at it."""
    register = {part.name: getattr(context.register, part.name) for part in fields(context.register)}
    tables = {"entries", "sources", *APART}
    loose = [getattr(context, part.name) for part in fields(context) if part.name != "register" and part.name not in _tables(context)]
    return [*loose, *(value for name, value in register.items() if name not in tables)]


def settled(new: Register, old: Register) -> Register:
    """The new register with the very entries of the old one where they are equal, so that later comparisons are quick."""
    kinds = {
        kind: {key: _same(entry, old.entries.get(kind, {}).get(key)) for key, entry in entries.items()}
        for kind, entries in new.entries.items()
    }
    return replace(new, entries=kinds)


def _same(new: Entry, old: Entry | None) -> Entry:
    return old if old is not None and old == new else new


@dataclass(slots=True)
class Memory:
    """The pages of the last register, each with what it was made from, and what its files said."""

    _pages: dict[str, tuple[Page, Asked]] = field(default_factory=dict)
    _files: dict[str, tuple[bytes, ReadFile]] = field(default_factory=dict)
    _pointed: dict[tuple[str, str], tuple[Entry, References]] = field(default_factory=dict)
    _notes: Notes = field(default_factory=Notes)
    _context: Context | None = None
    _noted: Context | None = None

    @property
    def context(self) -> Context:
        """The context learned last."""
        assert self._context is not None
        return self._context

    def read(self, schema: Schema, file: str, data: bytes) -> ReadFile:
        """What a file says; one that is as it was is not read again."""
        before = self._files.get(file)
        if before is None or before[0] != data:
            before = self._files[file] = data, read_file(schema, file, data)
        return before[1]

    def learn(self, register: Register, linted: Linted) -> frozenset[str]:
        """Takes over a register with what the check says of it and forgets the pages that it changes; their paths come back."""
        old = self._context
        register = settled(register, old.register) if old is not None else register
        context = make_context(register, linted, register.language, self._references)
        different = changes(old, context) if old is not None else None
        kept = {path: made for path, made in self._pages.items() if different is not None and not made[1] & different}
        forgotten = frozenset(self._pages.keys() - kept.keys())
        self._pages, self._context, self._noted = kept, context, noted(context, self._notes)
        return forgotten

    def _references(self, entry: Entry) -> References:
        """What an entry points to; one that is as it was is not looked through again."""
        key = entry.kind, entry.key
        before = self._pointed.get(key)
        if before is None or before[0] is not entry:
            before = self._pointed[key] = entry, references_of(entry)
        return before[1]

    def page(self, plan: Plan) -> Page:
        """The page of a plan, made when it is not remembered."""
        if plan.path not in self._pages:
            assert self._noted is not None
            self._notes.asked = set()
            page = make_page(self._noted, plan)
            self._pages[plan.path] = page, frozenset(self._notes.asked)
        return self._pages[plan.path][0]

"""Remembers finished pages and what each was made from, so that after an edit only the pages it touches are made again.

While a page is made, every look-up in the register and in what was worked out from it is noted. The next register is
held against the last: a page stays as long as nothing it looked up has changed. Used by the preview; a plain build
has no need of it. Knows no page and no builder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from ropa.check import checked
from ropa.files import Version
from ropa.guides import Guide
from ropa.noted import Asked, Noted, Notes, changed, noted_register, register_tables, settled
from ropa.register import Entry, Register
from ropa.register.assemble import ReadFile, read_file
from ropa.rules import RuleMemory, configured
from ropa.schema import Schema
from ropa.search import SearchDocument, levels_of
from ropa.site.backlinks import References, references_of
from ropa.site.context import Context, make_context
from ropa.site.page import Page
from ropa.site.pages import Plan, make_page

APART = frozenset({"marks", "findings"})
"""Parts of a register that pages do not see: marks follow from sources, findings stand in the context by their owner."""


def noted(context: Context, notes: Notes) -> Context:
    """The same context, with every look-up in it noted."""
    register = noted_register(context.register, notes)
    tables = {name: Noted(name, held, notes) for name, held in _tables(context).items()}
    return replace(context, register=register, **tables)


def changes(old: Context, new: Context) -> Asked | None:
    """The look-ups that have another answer now; None when what every page may rest on has changed."""
    if _loose(old) != _loose(new) or set(old.register.entries) != set(new.register.entries):
        return None
    return frozenset(changed(_all_tables(old), _all_tables(new)))


def _tables(context: Context) -> Mapping[str, Mapping[Any, Any]]:
    """The tables of a context by the name of their field."""
    values = {part.name: getattr(context, part.name) for part in fields(context)}
    return {name: value for name, value in values.items() if isinstance(value, Mapping)}


def _all_tables(context: Context) -> Mapping[str, Mapping[Any, Any]]:
    """The tables of a context and of its register."""
    return {**_tables(context), **register_tables(context.register)}


def _loose(context: Context) -> list[object]:
    """What is in no table, so that nobody notes who looks at it."""
    register = {part.name: getattr(context.register, part.name) for part in fields(context.register)}
    tables = {"entries", "sources", *APART}
    loose = [getattr(context, part.name) for part in fields(context) if part.name != "register" and part.name not in _tables(context)]
    return [*loose, *(value for name, value in register.items() if name not in tables)]


@dataclass(slots=True)
class Memory:
    """The pages of the last register, each with what it was made from, what was found in it, and what its files said."""

    _pages: dict[str, tuple[Page, Asked]] = field(default_factory=dict)
    _files: dict[str, tuple[bytes, ReadFile]] = field(default_factory=dict)
    _pointed: dict[tuple[str, str], tuple[Entry, References]] = field(default_factory=dict)
    _words: dict[str, tuple[SearchDocument, Mapping[str, int]]] = field(default_factory=dict)
    _rules: RuleMemory = field(default_factory=RuleMemory)
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

    def learn(
        self, register: Register, today: date, version: Version | None = None, guides: Callable[[Register], Iterable[Guide]] = lambda register: ()
    ) -> frozenset[str]:
        """Takes over a register, checks it, and forgets the pages that it changes; their paths come back.

        `version` is what git says of the files, `guides` reads the hand-written pages.
        """
        old = self._context
        register = settled(register, old.register) if old is not None else register
        linted = checked(register, today, configured(register), self._rules)
        context = make_context(register, linted, register.language, self._references, version, guides(register))
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

    def words(self, document: SearchDocument) -> Mapping[str, int]:
        """What search knows a page by; the words of one that is as it was are not looked through again."""
        before = self._words.get(document.path)
        if before is None or before[0] is not document:
            before = self._words[document.path] = document, levels_of(document)
        return before[1]

    def page(self, plan: Plan) -> Page:
        """The page of a plan, made when it is not remembered."""
        if plan.path not in self._pages:
            assert self._noted is not None
            self._notes.asked = set()
            page = make_page(self._noted, plan)
            self._pages[plan.path] = page, frozenset(self._notes.asked)
        return self._pages[plan.path][0]

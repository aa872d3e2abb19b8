"""What a register is once it is read: entries by kind and key, the files that could not become entries, findings.

Pages, graph, rules, exports and differences are pure functions of a `Register`; nothing changes one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ropa.findings import Finding, Language, Span
from ropa.schema import schemas
from ropa.text import Source
from ropa.yamlio import Marks, locate

NAME_FIELDS = ("title", "name", "label")


@dataclass(frozen=True, slots=True)
class Entry:
    """One activity, party, system, term …: a value that follows its schema.

    `key` is unique within the kind: "organisation/id" where ids belong to an organisation, otherwise the id.
    `pointer` is "" when the file is the entry, or the place in the file, e.g. "/terms/3".
    """

    kind: str
    key: str
    file: str
    pointer: str
    value: Mapping[str, Any]

    @property
    def id(self) -> str:
        """The last part of the key."""
        return self.key.rsplit("/", 1)[-1]

    @property
    def organisation(self) -> str:
        """The id of the organisation that the entry belongs to, "" when it is shared by all."""
        if self.kind == "organisation":
            return self.key
        return self.value.get("organisation", "")

    def name(self, language: Language = "da") -> str:
        """What a reader calls it; the id when the entry has no name of its own (agreements, evidence)."""
        for field_name in NAME_FIELDS:
            if field_name in self.value:
                return text(self.value[field_name], language)
        return self.id


@dataclass(frozen=True, slots=True)
class Broken:
    """A file that should have been an entry but has faults; it stays visible, and others may point to it.

    `value` is what could be read of it, or None.
    """

    kind: str
    key: str
    file: str
    value: object = None


@dataclass(frozen=True, slots=True)
class Register:
    """A whole register at one moment.

    `entries` are keyed by kind and then key, sorted; `findings` are what reading, schemas and references found,
    `marks` where everything stands in the files that are all in order.
    """

    settings: Mapping[str, Any]
    entries: Mapping[str, Mapping[str, Entry]]
    broken: tuple[Broken, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    marks: Mapping[str, Marks] = field(default_factory=dict, compare=False, repr=False)

    @property
    def language(self) -> Language:
        """The language of the register's pages and messages."""
        return "en" if self.settings.get("language") == "en" else "da"

    def of(self, kind: str) -> tuple[Entry, ...]:
        """Every entry of a kind, sorted by key; vocabulary terms in the order of their file."""
        return tuple(self.entries.get(kind, {}).values())

    def all(self) -> Iterator[Entry]:
        """Every entry, kind by kind in the order of the schemas."""
        for entries in self.entries.values():
            yield from entries.values()

    def get(self, kind: str, key: str) -> Entry | None:
        """One entry, or None when there is none of that kind and key."""
        return self.entries.get(kind, {}).get(key)

    def name(self, kind: str, key: str) -> str:
        """What a reader calls an entry, in the register's language; the key when there is no such entry."""
        entry = self.get(kind, key)
        return entry.name(self.language) if entry else key

    def knows(self, kind: str, key: str) -> bool:
        """Whether there is a file for this entry, sound or not; a broken vocabulary may hold any term."""
        if self.get(kind, key) is not None:
            return True
        return any(b.kind == kind and (b.key == key or bool(schemas()[kind].terms)) for b in self.broken)

    def span(self, file: str, pointer: str, part: str = "value") -> Span:
        """Where a value or its key stands in a file; the top of the file when it could not be read."""
        source = self.sources.get(file)
        return locate(source, pointer, part, self.marks.get(file)) if source else Span(file)


def text(value: object, language: Language) -> str:
    """A `{da, en?}` text in a language, Danish when it has no other; a plain text as it is."""
    if isinstance(value, Mapping):
        return str(value.get(language) or value["da"])
    return str(value)


def entry_key(kind: str, organisation: str, entry_id: str) -> str:
    """The key of an entry from its id and the organisation that it, or whoever points to it, belongs to."""
    return f"{organisation}/{entry_id}" if schemas()[kind].is_scoped else entry_id

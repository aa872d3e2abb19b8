"""Which sections of documents something in the register rests on, and which nothing does.

Somebody wrote that part of a policy; a rule tells when nothing rests on it. A document's own
claims count, for they hold what the section says. Its notes do not: a note that a section is empty is no use of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from ropa.register import Entry, Register, visit
from ropa.schema import Field, branches_to, fields_of

LIST, IN_A_DOCUMENT, IN_THE_SAME = "sections", "document:/sections", "/sections"
Section = tuple[str, str]
"""A document's key and the id of a section in it."""


def unused_sections(document: Entry, used: frozenset[Section]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The sections of a document, each with its pointer, that are not among the used, nor stand above one that is."""
    resting = _with_those_above(document, {key for owner, key in used if owner == document.key})
    for index, section in enumerate(document.value[LIST]):
        if section["id"] not in resting:
            yield f"/{LIST}/{index}", section


def used_sections(register: Register) -> frozenset[Section] | None:
    """The sections that anything points to; None while a file is unread: nobody knows what it points to."""
    if any(broken.value is None for broken in register.broken):
        return None
    entries = ((entry.kind, entry.key, entry.value) for entry in register.all())
    broken = ((each.kind, each.key, each.value) for each in register.broken)
    return frozenset(section for kind, key, value in (*entries, *broken) for section in _pointed_to(kind, key, value))


def _pointed_to(kind: str, key: str, value: object) -> Iterator[Section]:
    """The sections that a record rests on; a heading that stands under another does not use it."""
    for found in visit(_pointing_fields(kind), value):
        if found.field.reference is None or not isinstance(found.value, str):
            continue
        if found.field.reference.target == IN_THE_SAME:
            yield key, found.value
        elif kind != "document":
            yield str(found.owner.get(found.field.reference.within, "")), found.value


@lru_cache(maxsize=None)
def _pointing_fields(kind: str) -> Field:
    """The fields of a kind that name a section, and those on the way to them."""
    return branches_to(fields_of(kind), _names_a_section)


def _names_a_section(field: Field) -> bool:
    reference = field.reference
    return reference is not None and reference.target in (IN_A_DOCUMENT, IN_THE_SAME) and not reference.acyclic


def _with_those_above(document: Entry, sections: Iterable[str]) -> set[str]:
    """The sections and every section that they stand under; headings that go in a circle end it."""
    above = {section["id"]: section.get("parent", "") for section in document.value[LIST]}
    found: set[str] = set()
    for section in sections:
        while section and section not in found:
            found.add(section)
            section = above.get(section, "")
    return found

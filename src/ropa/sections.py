"""Sections of a document on which nothing in the register rests.

Somebody wrote that part of a policy, and no record, claim or note says that it was read. A finding for each, so that
nothing a policy says is forgotten; it never stops a check. Called by `ropa.check`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from ropa.findings import Fault, Finding
from ropa.register import Entry, Register, visit
from ropa.schema import Field, branches_to, fields_of

UNUSED_SECTION = Fault(
    "DOC001", "unused-section", "info",
    "intet i registret bygger på afsnittet »{heading}«", "nothing in the register rests on the section “{heading}”",
    "læs afsnittet, og henvis til det fra en post, et udsagn eller en bemærkning",
    "read the section, and point to it from a record, a claim or a note",
    gates=False,
)
LIST, IN_A_DOCUMENT, IN_THE_SAME = "sections", "document:/sections", "/sections"
Section = tuple[str, str]
"""A document's key and the id of a section in it."""


def find_unused_sections(register: Register) -> Iterator[Finding]:
    """A finding at each section that nothing points to, nor to a section below it.

    None while a file is unread: nobody knows what it points to.
    """
    if any(broken.value is None for broken in register.broken):
        return
    used = _used_sections(register)
    for document in register.of("document"):
        stated = {key for owner, key in used if owner == document.key}
        resting = _with_those_above(document, stated)
        for index, section in enumerate(document.value[LIST]):
            if section["id"] not in resting:
                place = f"{document.pointer}/{LIST}/{index}"
                yield UNUSED_SECTION.at(register.span(document.file, place), pointer=place, heading=section["heading"])


def _used_sections(register: Register) -> set[Section]:
    entries = ((entry.kind, entry.key, entry.value) for entry in register.all())
    broken = ((each.kind, each.key, each.value) for each in register.broken)
    return {section for kind, key, value in (*entries, *broken) for section in _pointed_to(kind, key, value)}


def _pointed_to(kind: str, key: str, value: object) -> Iterator[Section]:
    """The sections that a record names; a heading that stands under another does not use it."""
    for found in visit(_pointing_fields(kind), value):
        if found.field.reference is None or not isinstance(found.value, str):
            continue
        if found.field.reference.target == IN_THE_SAME:
            yield key, found.value
        else:
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

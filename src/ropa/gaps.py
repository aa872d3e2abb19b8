"""What the law asks for and nobody has answered: absent fields that the schema marks with `x-asked`.

A gap is a finding of its own kind: on a draft it is shown and counted, on a confirmed record it stops the check.
Source: GDPR Art. 30(1)-(2) and the article that the schema gives for each field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ropa.findings import Fault, Finding
from ropa.law.citation import cite
from ropa.register import Entry, Register
from ropa.register.visit import visit
from ropa.schema import Field, fields_of

REQUIRED_GAP = Fault(
    "GAP001", "unanswered", "error",
    "{label_da} (`{field}`) er ikke oplyst; det skal stå her efter {article_da}",
    "{label_en} (`{field}`) is not stated; it is required by {article_en}",
    "find svaret, og tilføj `{field}`: {meaning}", "find the answer and add `{field}`",
    gates=False,
)
EXPECTED_GAP = Fault(
    "GAP002", "undocumented", "warning",
    "{label_da} (`{field}`) er ikke oplyst; det bør stå her, se {article_da}",
    "{label_en} (`{field}`) is not stated; it should be, see {article_en}",
    "find svaret, og tilføj `{field}`: {meaning}", "find the answer and add `{field}`",
    gates=False,
)
GAPS = {"must": REQUIRED_GAP, "should": EXPECTED_GAP}


def find_gaps(register: Register) -> Iterator[Finding]:
    """A finding for each unanswered field of each entry, at the object that lacks it."""
    for entry in register.all():
        yield from gaps_of(register, entry)


def gaps_of(register: Register, entry: Entry) -> Iterator[Finding]:
    """The gaps of one entry; those of a confirmed record stop the check."""
    role = entry.value.get("role", "")
    is_confirmed = entry.value.get("record") == "confirmed"
    for found in visit(fields_of(entry.kind), entry.value, entry.pointer):
        if not isinstance(found.value, Mapping):
            continue
        for field in found.field.fields.values():
            if is_unanswered(field, found.value, role):
                yield replace(_gap(register, entry, found.pointer, field), gates=is_confirmed)


def is_unanswered(field: Field, owner: Mapping[str, Any], role: str) -> bool:
    """Whether the law asks an activity of this role for `field`, and `owner` does not have it."""
    if not field.asked or field.name in owner:
        return False
    if field.roles and role not in field.roles:
        return False
    return not any(_stands(other, owner) for other in field.unless)


def _stands(condition: str, owner: Mapping[str, Any]) -> bool:
    """Whether a field stands beside, or with "name=value" has that value."""
    name, _, value = condition.partition("=")
    return name in owner and (not value or owner[name] == value)


def _gap(register: Register, entry: Entry, pointer: str, field: Field) -> Finding:
    return GAPS[field.asked].at(
        register.span(entry.file, pointer, "key"),
        pointer=pointer,
        field=field.name,
        label_da=_inside_sentence(field.label["da"]),
        label_en=_inside_sentence(field.label["en"]),
        article_da=cite(field.article, "da"),
        article_en=cite(field.article, "en"),
        meaning=field.description,
    )


def _inside_sentence(label: str) -> str:
    """A label with a small first letter, unless it begins with an abbreviation."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]

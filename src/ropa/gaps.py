"""What the law asks for and nobody has answered: absent fields that the schema marks with `x-asked`.

A gap is a finding of its own kind: on a draft it is shown and counted, on a confirmed record it stops the check.
Source: GDPR Art. 30(1)-(2) and the article that the schema gives for each field.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from ropa.findings import Fault, Finding, Span
from ropa.law.citation import cite
from ropa.register import Entry, Register
from ropa.schema import Field, branches_to, fields_of

REQUIRED_GAP = Fault(
    "GAP001", "unanswered", "error",
    "»{label_da}« (`{field}`) er ikke oplyst; det skal stå her efter {article_da}",
    "“{label_en}” (`{field}`) is not stated; it is required by {article_en}",
    "find svaret, og tilføj `{field}`: {meaning}", "find the answer and add `{field}`",
    gates=False,
)
UNPROVEN_GAP = Fault(
    "GAP003", "unproven", "error",
    "»{label_da}« (`{field}`) er ikke oplyst; det skal kunne påvises efter {article_da}",
    "“{label_en}” (`{field}`) is not stated; it must be demonstrable under {article_en}",
    "find svaret, og tilføj `{field}`: {meaning}", "find the answer and add `{field}`",
    gates=False,
)
EXPECTED_GAP = Fault(
    "GAP002", "undocumented", "warning",
    "»{label_da}« (`{field}`) er ikke oplyst; det bør stå her, se {article_da}",
    "“{label_en}” (`{field}`) is not stated; it should be, see {article_en}",
    "find svaret, og tilføj `{field}`: {meaning}", "find the answer and add `{field}`",
    gates=False,
)
ARTICLE_OF_THE_RECORD = "30("


def gap_fault(asked: str, article: str) -> Fault:
    """The kind of gap: Art. 30 wants it in the record, another article wants it demonstrable (Art. 5(2)), or it helps."""
    if asked == "should":
        return EXPECTED_GAP
    return REQUIRED_GAP if ARTICLE_OF_THE_RECORD in article else UNPROVEN_GAP


def gaps_of(register: Register, entry: Entry) -> Iterator[Finding]:
    """A finding for each unanswered field of an entry, at the object that lacks it."""
    role = entry.value.get("role", "")
    for fields, owner, pointer in _objects(_asked_fields(entry.kind), entry.value, entry.pointer):
        unanswered = [field for name, field in fields if name not in owner and is_unanswered(field, owner, role)]
        if unanswered:
            span = register.span(entry.file, pointer, "key")
            yield from (_gap(field)._replace(span=span, pointer=pointer) for field in unanswered)


def _objects(field: Field, value: object, pointer: str) -> Iterator[tuple[Iterable[tuple[str, Field]], Mapping[str, Any], str]]:
    """Each object in a value that the law may ask something of, with the fields asked and its pointer.

    Not `visit`: only objects matter here, and they are a fifth of all values.
    """
    if isinstance(value, dict):
        yield field.fields.items(), value, pointer
        for name, inner in field.fields.items():
            if name in value and (inner.fields or inner.items is not None):
                yield from _objects(inner, value[name], f"{pointer}/{name}")
    elif isinstance(value, list) and field.items is not None:
        for index, item in enumerate(value):
            yield from _objects(field.items, item, f"{pointer}/{index}")


@lru_cache(maxsize=None)
def _asked_fields(kind: str) -> Field:
    """The fields of a kind that the law asks for, and those on the way to them."""
    return branches_to(fields_of(kind), lambda field: bool(field.asked))


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


def _gap(field: Field) -> Finding:
    """The finding for an unanswered field, without a place; thousands of records lack the same few."""
    return _worded(field.asked, field.name, field.label["da"], field.label["en"], field.article, field.description)


@lru_cache(maxsize=None)
def _worded(asked: str, name: str, label_da: str, label_en: str, article: str, meaning: str) -> Finding:
    return gap_fault(asked, article).at(
        Span(""),
        field=name,
        label_da=label_da,
        label_en=label_en,
        article_da=cite(article, "da"),
        article_en=cite(article, "en"),
        meaning=meaning,
    )

"""What the documents say and about which activities, put together once for the rules that hold documents against records.

A document tells of an activity when the activity names it as a notice, or when one of its claims is about the activity.
Claims are what a person has read out of the document; nothing here reads prose.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from ropa.register.lists import listed, placed
from ropa.rules.facts import Activity, Facts, Record
from ropa.rules.rows import Value
from ropa.schema import fields_of

_NEXT_SENTENCE = re.compile(r"(?<=\w\w)\. (?=[A-ZÆØÅ])")
Claims = tuple[tuple[str, Any], ...]
"""Claims with their pointers."""


def claims_of(document: Record, *types: str) -> Iterator[tuple[str, Any]]:
    """The claims of a document with their pointers; only those of the given types when any are given."""
    for pointer, claim in placed(document.value, "claims"):
        if not types or claim["type"] in types:
            yield pointer, claim


def is_read(document: Record) -> bool:
    """Whether somebody has read claims out of the document, so that what is missing means something."""
    return "claims" in document.value


def linked(facts: Facts) -> Mapping[str, tuple[Activity, ...]]:
    """The activities that name a document as their notice, by the document's key."""
    found: dict[str, dict[str, Activity]] = defaultdict(dict)
    for activity in facts.activities:
        for notice in listed(activity.value, "notices"):
            found[notice["document"]][activity.entry.key] = activity
    return {document: tuple(activities.values()) for document, activities in found.items()}


def claims_about(facts: Facts) -> Mapping[tuple[str, str], Claims]:
    """The claims with their pointers, by the key of the document and of the activity that they are about."""
    found: dict[tuple[str, str], list[tuple[str, Any]]] = defaultdict(list)
    for entry in facts.register.of("document"):
        for pointer, claim in placed(entry.value, "claims"):
            for activity in listed(claim, "activities"):
                found[entry.key, activity].append((pointer, claim))
    return {pair: tuple(claims) for pair, claims in found.items()}


def told_in(document: Record) -> tuple[Activity, ...]:
    """The activities that a document tells of, those that name it first; what is done for others is left out."""
    named = document.facts.once(linked).get(document.entry.key, ())
    claimed = (activity for _, claim in claims_of(document) for activity in activities_of(document, claim))
    found = {activity.entry.key: activity for activity in (*named, *claimed)}
    return tuple(activity for activity in found.values() if not activity.is_processor)


def activities_of(document: Record, claim: Value) -> Iterator[Activity]:
    """The activities that a claim says it is about."""
    for key in listed(claim, "activities"):
        entry = document.register.get("activity", key)
        if entry is not None:
            yield document.facts.activity(entry)


def claimed_over(document: Record, claim: Value) -> tuple[Activity, ...]:
    """The activities that a claim holds for: those it names, else those that the document tells of, else all of them."""
    named = tuple(activities_of(document, claim))
    return named or told_in(document) or tuple(document.facts.members(document.entry.organisation))


def heading_of(document: Record, section: str) -> str:
    """The heading of a section; the document's title when it has no such section."""
    found = (item["heading"] for item in listed(document.value, "sections") if item["id"] == section)
    return next(found, document.entry.name(document.register.language))


def said(document: Record, claim: Value) -> str:
    """A claim as words of a hit: the first sentence of its text, without the full stop."""
    return _NEXT_SENTENCE.split(document.label(claim), maxsplit=1)[0].rstrip(" .")


def unnamed(document: Record, activity: Activity, categories: Iterable[str]) -> list[str]:
    """The categories that no list of data in the document names for an activity; none when there is no such list."""
    lists = [claim for _, claim in claims_of(document, "category") if _is_about(claim, activity)]
    named = {category for claim in lists for category in listed(claim, "categories")}
    return [category for category in categories if named and category not in named]


def _is_about(claim: Value, activity: Activity) -> bool:
    """Whether a claim is about an activity, or about none in particular."""
    return activity.entry.key in claim.get("activities", (activity.entry.key,))


@cache
def choices_of(field: str) -> Mapping[str, Mapping[str, str]]:
    """What readers call the values that a field of a claim may have."""
    claims = fields_of("document").fields["claims"].items
    return claims.fields[field].choices if claims else {}

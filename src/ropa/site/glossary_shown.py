"""What a record shows of a word of the law: the words of it, where they stand, and what finders of examples share.

Used by `glossary_fields` and `glossary_words`, which find examples, and by `glossary_examples`, which chooses one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from ropa.law.glossary import Term
from ropa.register import Entry
from ropa.site import texts
from ropa.site.context import Context
from ropa.site.urls import item_anchor

MOST = 3
"""So many things are named of a list; an example need not be whole."""
SUMMARY = "/summary"
"""The place of an activity's account of itself, which is about all of it."""
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"(?<=[.!?]) +(?=[A-ZÆØÅ])")


class Shown(NamedTuple):
    """What a record says, and the place on its page where it says so; "" for the page as a whole.

    `pointer` is the place in the record; None where nobody can doubt what is said.
    """

    text: str
    anchor: str = ""
    pointer: str | None = None


Find = Callable[[Context, Entry, Term], Iterator[Shown]]
"""Everything in an entry that shows a word, in the entry's order."""


def items_of(entry: Entry, name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The items of a list of an entry, or the field itself where it has parts, each with its pointer."""
    value = entry.value.get(name)
    if isinstance(value, Mapping):
        yield f"/{name}", value
    for index, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, Mapping):
            yield f"/{name}/{index}", item


def row_shown(context: Context, row: Mapping[str, Any], pointer: str) -> Shown:
    """A row with data and people: navn og adresse (kunder)."""
    named = texts.capitalised(names(context, "personal_data_category", row["categories"]))
    people = names(context, "data_subject_category", row.get("data_subjects", ()))
    return Shown(f"{named} ({people})" if people else named, item_anchor("data", row["id"]), pointer)


def summary_shown(context: Context, entry: Entry) -> Iterator[Shown]:
    """An activity's own short account of itself."""
    if "summary" in entry.value:
        yield Shown(sentences(context.text(entry.value["summary"]))[0].rstrip(".") + ".", pointer=SUMMARY)


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return _SENTENCE_END.split(text)


def is_called(context: Context, kind: str, key: str, term: Term) -> bool:
    """Whether the word, or a spelling of it, is in the name of an entry."""
    return says(context.name_of(kind, key), term.forms)


def says(text: str, forms: tuple[str, ...]) -> bool:
    """Whether a text has one of some words, whole."""
    return _any_of(forms).search(text) is not None


@cache
def _any_of(forms: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(r"\W+".join(map(re.escape, _WORD.findall(form))) for form in forms)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def names(context: Context, kind: str, keys: Iterable[str], *, small: bool = True) -> str:
    """What some entries are called, as in a sentence; no more than a few."""
    found = list(dict.fromkeys(context.name_of(kind, key) for key in keys))
    shown = [texts.lowered(name) if small else name for name in found]
    return texts.joined(shown, context.language) if len(shown) <= MOST else context.say("{n} m.m.", n=", ".join(shown[:MOST]))

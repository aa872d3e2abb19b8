"""Which questions are not asked because a note of the record says that the law or the text itself says otherwise.

Called by `choose` with every question. A check must not teach what the record doubts.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.quiz.model import Question
from ropa.register.lists import listed, placed

DOUBTS = frozenset({"law", "contradiction"})
PROCESSORS = "/processors"
"""What a question is about that a system of the record answers."""


def is_disputed(question: Question) -> bool:
    """Whether a note doubts what the question is about, a part of it, or all of what it is a part of."""
    doubted = [note.get("about", "") for note in listed(question.entry.value, "notes") if note.get("type") in DOUBTS]
    return any(_touch(place, about) for place in _places(question) for about in doubted)


def _places(question: Question) -> Iterator[str]:
    """The places that decide the answer; of a basis also those that it is coupled to."""
    yield question.pointer or PROCESSORS
    if question.kind == "basis":
        row, purpose = question.about
        yield from (f"{pointer}/grounds" for pointer, item in placed(question.entry.value, "data") if item["id"] == row)
        yield from (pointer for pointer, item in placed(question.entry.value, "purposes") if item["id"] == purpose)


def _touch(one: str, other: str) -> bool:
    """Whether two places are the same, or one is in the other."""
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")

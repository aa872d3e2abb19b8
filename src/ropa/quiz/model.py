"""A question about a record, what is looked at to ask it, and how answers are chosen without chance.

Answers are ids and codes from the records; whoever shows a question puts them into words. A wrong answer never stands
anywhere in the record that is asked about: `Look.said` has all that do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from ropa.chain import Processor
from ropa.register import Entry, Register

NOBODY = "none"
"""The answer that data go nowhere, in the word that records use for it."""
FEWEST_WRONG, MOST_WRONG = 2, 3


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a record states: `right` is what it says, `wrong` what it does not.

    `about` names the part of the record that the question is about, where the kind needs one; `pointer` is the place
    that answers it.
    """

    kind: str
    entry: Entry
    pointer: str
    about: tuple[str, ...]
    right: str
    wrong: tuple[str, ...]

    @property
    def key(self) -> str:
        """The same for the same question about the same record, whatever its answer."""
        return "\n".join((self.kind, self.entry.key, *self.about))


@dataclass(frozen=True, slots=True)
class Look:
    """What questions are made from: the register, the records that lend wrong answers, and their processors.

    `pool` has activities of the organisation and, when these are few, those of others. What they lend is gathered once:
    their periods, parties, which of these are processors, countries outside the EU/EEA, and every word in them.
    `systems` are those of each organisation.
    `disclosing` are the organisations whose data may come to authorities whatever the record is about.
    """

    register: Register
    pool: tuple[Entry, ...]
    processors: Mapping[str, tuple[Processor, ...]]
    periods: tuple[str, ...] = ()
    systems: Mapping[str, Sequence[Entry]] = field(default_factory=dict)
    parties: Mapping[str, str] = field(default_factory=dict)
    helpers: frozenset[str] = frozenset()
    disclosing: frozenset[str] = frozenset()
    countries: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    _said: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    def said(self, entry: Entry) -> frozenset[str]:
        """Every text in an activity; looked for once."""
        if entry.key not in self._said:
            self._said[entry.key] = frozenset(strings_in(entry.value))
        return self._said[entry.key]


@lru_cache(maxsize=1 << 14)
def digest(*parts: str) -> int:
    """A number that looks like chance and is the same on every machine; the same is asked for on many pages."""
    return int.from_bytes(blake2b("\n".join(parts).encode(), digest_size=8).digest())


def asked(
    kind: str, entry: Entry, pointer: str, about: Iterable[str], right: str, wrong: Iterable[str], fewest: int = FEWEST_WRONG
) -> Iterator[Question]:
    """The question, when there are wrong answers enough to it."""
    named = tuple(about)
    found = picked(wrong, kind, entry.key, *named)
    if len(found) >= fewest:
        yield Question(kind, entry, pointer, named, right, found)


def picked(wrong: Iterable[str], *key: str) -> tuple[str, ...]:
    """Some of the wrong answers. One more or less among those to choose from moves none of the others."""
    return tuple(sorted(dict.fromkeys(wrong), key=lambda answer: (digest(*key, answer), answer))[:MOST_WRONG])


def strings_in(value: Any) -> Iterator[str]:
    """Every text in a record, however deep."""
    left = [value]
    while left:
        part = left.pop()
        if isinstance(part, str):
            yield part
        elif isinstance(part, dict):
            left += reversed(part.values())
        elif isinstance(part, list):
            left += reversed(part)

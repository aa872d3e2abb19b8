"""What the index is made from: a card for each page, and where each word stands, in little room.

A page's document is taken in when the page has been made, and can be let go then: its passages are kept as they will be
written, its words as numbers. Shelves that were filled apart are put together. Called by the site and by `index`.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ropa.search.document import SearchDocument
from ropa.search.postings import levels_of, place_of


@dataclass(frozen=True, slots=True)
class Card:
    """A document without its passages.

    `written` are these as the passage files hold them, `chars` the length of their texts. `sections` are the anchors of
    those that tell something, `nones` of those that say that there is nothing.
    """

    document: SearchDocument
    written: bytes
    chars: int
    sections: frozenset[str]
    nones: frozenset[str]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The cards by the number of their document, and the places of each stem, in any order."""

    cards: dict[int, Card] = field(default_factory=dict)
    places: dict[str, array[int]] = field(default_factory=dict)

    def take(self, number: int, document: SearchDocument, levels: Mapping[str, int] | None = None) -> None:
        """Adds a document; `levels` are those of its words, when they are known already."""
        self.cards[number] = card_of(document)
        for word, level in (levels_of(document) if levels is None else levels).items():
            self._places_of(word).append(place_of(number, level))

    def take_all(self, other: Shelf) -> None:
        """Adds what stands on another shelf."""
        self.cards.update(other.cards)
        for word, places in other.places.items():
            self._places_of(word).extend(places)

    def _places_of(self, word: str) -> array[int]:
        if word not in self.places:
            self.places[word] = array("I")
        return self.places[word]


def write_json(data: object) -> bytes:
    """Data as short as JSON goes."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def card_of(document: SearchDocument) -> Card:
    """The card of a document."""
    passages = document.passages
    told = passages if document.has_sections else ()
    return Card(
        document=replace(document, passages=()),
        written=write_json([[p.anchor, p.heading, p.text] for p in passages]),
        chars=sum(len(passage.text) for passage in passages),
        sections=frozenset(passage.anchor for passage in told if not passage.is_none),
        nones=frozenset(passage.anchor for passage in told if passage.is_none),
    )

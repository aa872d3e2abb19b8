"""Turns a JSON pointer into the place of its key or value in a file.

Called by whoever reports on a value after it was loaded: the schema, the rules. Takes the marks that `load` left, or
parses the file a second time where there are none. Never raises on a pointer that leads nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import yaml

from ropa.findings import Span
from ropa.text import Source
from ropa.yamlio.events import Event, read_events
from ropa.yamlio.faults import MAX_DEPTH
from ropa.yamlio.pointers import child, parent
from ropa.yamlio.quick import Marks

Part = Literal["value", "key"]
Range = tuple[int, int]

Spot = tuple[object, int, bool]
"""A value, where its marks are among those of its file, and whether it has a key, whose marks stand before them."""

_REMEMBERED_FILES = 64


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value stands: its key, None in a list and at the top, and its own first token or whole scalar."""

    key: Range | None
    value: Range


def locate(source: Source, pointer: str, part: Part = "value", marks: Marks | None = None) -> Span:
    """The place of what the pointer leads to, or of the nearest value around it that exists.

    A mapping or list is placed at its key, else at its first token; so is a field without a value.
    """
    if marks is None:
        return _locate(source, pointer, part, _find_places(source), None)
    spots, spans = _find_spots(marks)
    span = spans.get((pointer, part))
    if span is None:
        span = spans[pointer, part] = _locate(source, pointer, part, spots, marks)
    return span


def _locate(source: Source, pointer: str, part: Part, places: Mapping[str, Any], marks: Marks | None) -> Span:
    """The same, among the places of a file, which are still spots where there are marks."""
    found = pointer
    while found and found not in places:
        found = parent(found)
    if found not in places:
        return Span(source.file)
    is_key = part == "key" or found != pointer
    if marks and is_key and places[found][2]:
        return source.span(*_key_at(source.text, marks, places[found][1]))
    place = _place_at(source.text, marks, places[found]) if marks else places[found]
    return source.span(*(place.key if is_key and place.key else place.value))


@lru_cache(maxsize=_REMEMBERED_FILES)
def _find_spots(marks: Marks) -> tuple[dict[str, Spot], dict[tuple[str, str], Span]]:
    """Each value of a file by its pointer, in the order of the file; and room for the spans that were asked for."""
    spots: dict[str, Spot] = {"": (marks.value, 0, False)}
    _note_inside(spots, "", marks.value, 2)
    return spots, {}


def _note_inside(spots: dict[str, Spot], pointer: str, value: object, at: int) -> int:
    """Adds what is inside a value; the result is where the marks of what follows begin.

    Words are noted here and not by a call of their own: they are most of a file, and every file with a finding is walked.
    """
    has_key = isinstance(value, dict)
    for name, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        at += 2 * has_key
        place = f"{pointer}/{name}" if type(name) is int or name.isidentifier() else child(pointer, name)
        spots[place] = (inner, at, has_key)
        at = _note_inside(spots, place, inner, at + 2) if isinstance(inner, (dict, list)) else at + 2
    return at


def _place_at(text: str, marks: Marks, spot: Spot) -> _Place:
    """The place of a value, by the same rules as `_Finder` has."""
    value, at, has_key = spot
    is_collection = isinstance(value, (dict, list))
    own = _token(text, *marks.indexes[at : at + 2], is_collection)
    if has_key:
        of_key = _key_at(text, marks, at)
        return _Place(of_key, own if not is_collection and own[0] < own[1] else of_key)
    if value and isinstance(value, dict) and marks.indexes[at + 2] == own[0]:
        return _Place(None, _token(text, *marks.indexes[at + 2 : at + 4]))
    return _Place(None, own)


def _key_at(text: str, marks: Marks, at: int) -> Range:
    """The place of the key of the value whose marks begin there."""
    return _token(text, marks.indexes[at - 2], marks.indexes[at - 1])


def _token(text: str, start: int, end: int, is_collection: bool = False) -> Range:
    """The token without white space after it; a block has no token of its own and takes one character."""
    end = start + len(text[start:end].rstrip())
    return start, max(end, start + is_collection)


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is being read. `key` is the one that waits for its value, `count` the values so far."""

    pointer: str
    is_mapping: bool
    key: Event | None = None
    count: int = 0


@lru_cache(maxsize=_REMEMBERED_FILES)
def _find_places(source: Source) -> dict[str, _Place]:
    """The place of each value by its pointer, as far as the file can be read; of equal keys the first."""
    finder = _Finder(source.text)
    try:
        for event in read_events(source.text):
            finder.take(event)
            if len(finder.frames) > MAX_DEPTH:
                break
    except yaml.YAMLError:
        return finder.places
    return finder.places


class _Finder:
    """The places so far and the frames that are still open."""

    __slots__ = ("_text", "places", "frames")

    def __init__(self, text: str) -> None:
        self._text = text
        self.places: dict[str, _Place] = {}
        self.frames: list[_Frame] = []

    def take(self, event: Event) -> None:
        """Notes what the event stands for."""
        if isinstance(event, yaml.CollectionEndEvent):
            self.frames.pop()
        elif isinstance(event, yaml.NodeEvent):
            frame = self.frames[-1] if self.frames else None
            if frame and frame.is_mapping and frame.key is None:
                pointer = self._note_key(frame, event)
            else:
                pointer = self._note_value(frame, event)
            if isinstance(event, yaml.CollectionStartEvent):
                self.frames.append(_Frame(pointer, isinstance(event, yaml.MappingStartEvent)))

    def _note_key(self, frame: _Frame, event: Event) -> str:
        """Keeps the key for its value. The first key of a block is also the block's first token."""
        place = self.places.get(frame.pointer)
        if place and not frame.count and place.value[0] == event.start_mark.index:
            self.places[frame.pointer] = _Place(place.key, self._range(event))
        frame.key = event
        return child(frame.pointer, _name(event))

    def _note_value(self, frame: _Frame | None, event: Event) -> str:
        key = frame.key if frame else None
        pointer = ""
        if frame:
            pointer = child(frame.pointer, frame.count if key is None else _name(key))
            frame.count, frame.key = frame.count + 1, None
        self.places.setdefault(pointer, self._place(key, event))
        return pointer

    def _place(self, key: Event | None, event: Event) -> _Place:
        own = self._range(event)
        if key is None:
            return _Place(None, own)
        of_key = self._range(key)
        is_scalar = isinstance(event, yaml.ScalarEvent) and own[0] < own[1]
        return _Place(of_key, own if is_scalar else of_key)

    def _range(self, event: Event) -> Range:
        is_collection = isinstance(event, yaml.CollectionStartEvent)
        return _token(self._text, event.start_mark.index, event.end_mark.index, is_collection)


def _name(key: Event) -> str:
    """The key as `load` names it."""
    return key.value if isinstance(key, yaml.ScalarEvent) else ""

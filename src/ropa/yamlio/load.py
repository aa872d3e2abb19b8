"""Turns YAML text into JSON values and the findings about its YAML.

Called by whoever reads records, before the schema looks at them. A file that is all in order is left to `quick`. The
others are built from the flat stream of events with a stack of its own, so that no text can exhaust Python's. Never raises on bad text, never follows an alias, never
makes a value that JSON does not have.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

import yaml

from ropa.findings import Fault, Finding, Message, Related, Span, sort_findings
from ropa.text import Source
from ropa.yamlio import faults
from ropa.yamlio.events import Event, read_events
from ropa.yamlio.pointers import child
from ropa.yamlio.quick import Marks, read_quickly
from ropa.yamlio.scalars import read_plain
from ropa.yamlio.syntax import explain, find_tabs


class Missing(Enum):
    """The type of `MISSING`, which is no JSON value."""

    MISSING = "missing"


MISSING: Final = Missing.MISSING
"""The value of a file that has none."""

_TOLERABLE = {faults.DUPLICATE_KEY.code, faults.ANCHOR.code}
_FIRST_PLACE = Message("det står her første gang", "it stands here first")
_WORD = re.compile(r"\S*")


@dataclass(frozen=True, slots=True)
class Loaded:
    """The value of a file, MISSING when its YAML leaves none to trust, and what is wrong with that YAML."""

    value: object
    findings: tuple[Finding, ...]
    marks: Marks | None = field(default=None, compare=False)
    """The place of everything in a file that is all in order; `locate` takes it to save a second reading."""


def load(source: Source) -> Loaded:
    """The value and every finding. Of a key that stands twice the first counts, as in `locate`."""
    marks = read_quickly(source.text)
    return Loaded(marks.value, (), marks) if marks else _load_with_care(source)


def _load_with_care(source: Source) -> Loaded:
    builder = _Builder(source)
    builder.read()
    findings = (*find_tabs(source), *builder.findings)
    is_lost = any(finding.code not in _TOLERABLE for finding in findings)
    return Loaded(MISSING if is_lost else builder.root, sort_findings(findings))


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is being filled. `key` is the one that waits for its value, None when none does."""

    opening: Event
    pointer: str
    values: dict[str, object] | list[object]
    key: str | None = None
    keys: dict[str, Event] = field(default_factory=dict)

    @property
    def awaits_key(self) -> bool:
        return self.key is None and type(self.values) is dict

    def pointer_of_next(self) -> str:
        """The pointer of the value that comes next."""
        return child(self.pointer, len(self.values) if self.key is None else self.key)

    def put(self, value: object) -> None:
        """Adds the value that comes next."""
        if isinstance(self.values, list):
            self.values.append(value)
        else:
            self.values.setdefault(self.key or "", value)
            self.key = None


class _Builder:
    """The value so far, the frames that are still open, and the findings so far."""

    __slots__ = ("_source", "findings", "_frames", "_has_stopped", "root", "_root_event")

    def __init__(self, source: Source) -> None:
        self._source = source
        self.findings: list[Finding] = []
        self._frames: list[_Frame] = []
        self._has_stopped = False
        self.root: object = MISSING
        self._root_event: Event | None = None

    def read(self) -> None:
        """Reads the whole text, or as far as it can be read."""
        takers = {
            yaml.ScalarEvent: self._take_scalar,
            yaml.MappingStartEvent: self._open,
            yaml.SequenceStartEvent: self._open,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._take_alias,
            yaml.DocumentStartEvent: self._start_document,
        }
        try:
            for event in read_events(self._source.text):
                take = takers.get(type(event))
                if take:
                    take(event)
                    if self._has_stopped:
                        return
        except yaml.YAMLError as error:
            self.findings.append(explain(self._source, error, self._open_bracket()))
        else:
            self._check_root()

    def _take_scalar(self, event: Event) -> None:
        if event.tag is not None or event.anchor is not None:
            self._refuse_properties(event)
        frame = self._frames[-1] if self._frames else None
        if frame and frame.awaits_key:
            self._take_key(frame, event)
        else:
            self._put(read_plain(event.value) if event.implicit[0] else event.value, event)

    def _take_key(self, frame: _Frame, event: Event) -> None:
        key: str = event.value
        is_plain = event.implicit[0]
        if is_plain and key == "<<":
            self._report(faults.MERGE_KEY, self._span(event), pointer=child(frame.pointer, key))
        elif is_plain and not isinstance(read_plain(key), str):
            self._report(faults.KEY_NOT_TEXT, self._span(event), pointer=frame.pointer)
        if key in frame.keys:
            related = (Related(self._span(frame.keys[key]), _FIRST_PLACE),)
            pointer = child(frame.pointer, key)
            self._report(faults.DUPLICATE_KEY, self._span(event), pointer=pointer, related=related, key=key)
        else:
            frame.keys[key] = event
        frame.key = key

    def _take_alias(self, event: Event) -> None:
        frame = self._frames[-1] if self._frames else None
        self._report(faults.ALIAS, self._span(event), pointer=self._pointer(), name=event.anchor)
        if frame and frame.awaits_key:
            frame.key = f"*{event.anchor}"
        else:
            self._put(None, event)

    def _open(self, event: Event) -> None:
        if event.tag is not None or event.anchor is not None:
            self._refuse_properties(event)
        if len(self._frames) == faults.MAX_DEPTH:
            self._report(faults.TOO_DEEP, self._span(event), pointer=self._pointer())
            self._has_stopped = True
            return
        values: dict[str, object] | list[object] = {} if type(event) is yaml.MappingStartEvent else []
        frame = self._frames[-1] if self._frames else None
        pointer = self._pointer()
        if frame and frame.awaits_key:
            self._report(faults.KEY_NOT_TEXT, self._span(event), pointer=pointer)
            frame.key = ""
        else:
            self._put(values, event)
        self._frames.append(_Frame(event, pointer, values))

    def _close(self, _event: Event) -> None:
        self._frames.pop()

    def _start_document(self, event: Event) -> None:
        if self._root_event:
            self._report(faults.SEVERAL_DOCUMENTS, self._span(event))
            self._has_stopped = True

    def _put(self, value: object, event: Event) -> None:
        if self._frames:
            self._frames[-1].put(value)
        else:
            self.root, self._root_event = value, event

    def _refuse_properties(self, event: Event) -> None:
        """Reports the tag and the anchor before a value."""
        start = event.start_mark.index
        match = _WORD.match(self._source.text, start)
        span = self._source.span(start, match.end() if match else start)
        if event.tag is not None:
            self._report(faults.TAG, span, pointer=self._pointer())
        if event.anchor is not None:
            self._report(faults.ANCHOR, span, pointer=self._pointer(), name=event.anchor)

    def _check_root(self) -> None:
        """Reports a file without content and one that is a list or a text."""
        event = self._root_event
        if event is None or (self.root is None and event.start_mark.index == event.end_mark.index):
            self._report(faults.EMPTY, Span(self._source.file))
        elif not isinstance(self.root, dict):
            self._report(faults.NOT_A_MAPPING, self._span(event))

    def _pointer(self) -> str:
        """The pointer of the value that comes next; in place of a key, of the mapping that it would stand in."""
        if not self._frames:
            return ""
        frame = self._frames[-1]
        return frame.pointer if frame.awaits_key else frame.pointer_of_next()

    def _open_bracket(self) -> int | None:
        """Where the innermost `[` or `{` that is still open stands."""
        opening = self._frames[-1].opening if self._frames else None
        return opening.end_mark.index - 1 if opening and opening.flow_style else None

    def _span(self, event: Event) -> Span:
        return self._source.span(event.start_mark.index, event.end_mark.index)

    def _report(
        self, fault: Fault, span: Span, *, pointer: str = "", related: tuple[Related, ...] = (), **words: object
    ) -> None:
        """Adds a finding; after too many of them the rest of the file is left."""
        self.findings.append(fault.at(span, pointer=pointer, related=related, **words))
        if len(self.findings) >= faults.MAX_FINDINGS:
            self.findings.append(faults.TOO_MANY.at(span))
            self._has_stopped = True

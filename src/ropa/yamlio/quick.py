"""Turns YAML text that is all in order into its value and the place of everything in it, in one pass.

Called by `load` first. Nearly every file is in order; at the first tag, anchor, repeated key or anything else that
needs a word to the user it gives up, and `load` reads the file again with care. Words no finding of its own.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from sys import intern

import yaml

from ropa.yamlio.events import read_events
from ropa.yamlio.faults import MAX_DEPTH
from ropa.yamlio.scalars import read_plain


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """A value, and where each key and each value in it begins and ends in the text, in the order of the file."""

    value: object
    indexes: array[int]


def read_quickly(text: str) -> Marks | None:
    """The value of the text with its places; None when something in it needs a second look."""
    if "\t" in text:
        return None
    try:
        return _read(text)
    except yaml.YAMLError:
        return None


def _read(text: str) -> Marks | None:
    """One long loop over local names: it sees every word of the register, and a call for each would double its time."""
    scalar, mapping, sequence = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
    ends = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
    indexes = array("I")
    note = indexes.append
    around: list[dict[str, object] | list[object] | None] = []
    values: dict[str, object] | list[object] | None = None
    root: dict[str, object] | None = None
    key: str | None = None
    for event in read_events(text):
        kind = type(event)
        if kind is scalar or kind is mapping or kind is sequence:
            if event.tag is not None or event.anchor is not None:
                return None
            note(event.start_mark.index)
            note(event.end_mark.index)
            if kind is scalar:
                value = read_plain(event.value) if event.implicit[0] else event.value
                if key is None and type(values) is dict:
                    key = intern(event.value)
                    if key in values or type(value) is not str or key == "<<":
                        return None
                    continue
            else:
                value = {} if kind is mapping else []
            if type(values) is list:
                values.append(value)
            elif key is not None:
                values[key] = value
                key = None
            elif values is None and root is None and kind is mapping:
                root = value
            else:
                return None
            if kind is not scalar:
                around.append(values)
                values = value
                if len(around) > MAX_DEPTH:
                    return None
        elif kind in ends:
            values = around.pop()
        elif kind is yaml.AliasEvent or (kind is yaml.DocumentStartEvent and root is not None):
            return None
    return None if root is None else Marks(root, indexes)

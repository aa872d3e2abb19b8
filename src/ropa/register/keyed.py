"""Names a place in a record by what identifies it rather than by its number: /data/[driver]/grounds/0.

Called by reports whose findings must be known again when items are put in before them. Items without a key keep their
number; a place in a file that is no entry stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ropa.register.model import Entry, Register
from ropa.schema import Field, fields_of

Keyed = Callable[[str, str], str]
"""From a file and a pointer to the pointer by keys."""


def keyed_in(register: Register) -> Keyed:
    """The places of a register by keys."""
    entries = {(entry.file, entry.pointer): entry for entry in register.all()}

    def keyed(file: str, pointer: str) -> str:
        entry = entries.get((file, "")) or entries.get((file, "/".join(pointer.split("/")[:3])))
        if entry is None:
            return pointer
        steps = _steps(entry, pointer.removeprefix(entry.pointer).split("/")[1:])
        return "/".join([f"/[{entry.key}]" if entry.pointer else "", *steps])

    return keyed


def _steps(entry: Entry, steps: list[str]) -> list[str]:
    field: Field | None = fields_of(entry.kind)
    value: Any = entry.value
    named = []
    for step in steps:
        if isinstance(value, list):
            key = field.key if field is not None else ""
            value = value[int(step)] if step.isdecimal() and int(step) < len(value) else None
            name = value.get(key) if key and isinstance(value, Mapping) else None
            named.append(f"[{name}]" if isinstance(name, str) else step)
            field = field.items if field is not None else None
        else:
            value = value.get(step) if isinstance(value, Mapping) else None
            field = field.fields.get(step) if field is not None else None
            named.append(step)
    return named

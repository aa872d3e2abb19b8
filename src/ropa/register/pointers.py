"""Whether the JSON pointers in a record, such as `about: /data/0`, lead to something in the same file.

Called by `references` for each field that holds a pointer. Follows RFC 6901. Never raises on a pointer that leads
nowhere.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from ropa.findings import Fault, Finding
from ropa.register.model import Register
from ropa.register.visit import Visit
from ropa.yamlio import MISSING
from ropa.yamlio.pointers import child

NO_SUCH_PLACE = Fault(
    "REF002", "no-such-place", "error",
    "`{target}` findes ikke i filen", "`{target}` is not in the file",
    "skriv fx {near}", "write for example {near}",
)


def check_pointer(register: Register, file: str, found: Visit, root: Mapping[str, Any]) -> Iterator[Finding]:
    """A finding when the pointer at `found` leads nowhere in `root`; one without `/` is left to the schema."""
    if found.value.startswith("/") and follow(root, found.value) is MISSING:
        span = register.span(file, found.pointer)
        near = _nearest_place(root, found.value)
        yield NO_SUCH_PLACE.at(span, pointer=found.pointer, target=found.value, near=near)


def follow(value: Any, pointer: str) -> Any:
    """What a JSON pointer leads to, MISSING when it leads nowhere."""
    for step in pointer.split("/")[1:]:
        step = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, Mapping) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            return MISSING
    return value


def _nearest_place(root: Mapping[str, Any], pointer: str) -> str:
    """A pointer that leads somewhere: a field spelt alike, else what is around it, else the first field of the file."""
    around, _, step = pointer.rpartition("/")
    place = follow(root, around)
    if place is MISSING:
        return _nearest_place(root, around)
    names = list(place) if isinstance(place, Mapping) else []
    near = difflib.get_close_matches(step, names, n=1) or ([] if around else names[:1])
    return child(around, near[0]) if near else around

"""Whether the JSON pointers in a record, such as `about: /data/0`, lead to something in the same file.

Called by `references` for each field that holds a pointer. Follows RFC 6901. Never raises on a pointer that leads
nowhere. Only a deviation may point to a field that is missing: it can be about just that, and one that meets no finding is
told (SUP003). A note or a source that points to nothing would go unseen, so it must point to what is written.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ropa.findings import Fault, Finding, Message
from ropa.register.model import Register
from ropa.register.visit import Visit
from ropa.schema import Field, fields_of
from ropa.yamlio import MISSING
from ropa.yamlio.pointers import child, parent

NO_SUCH_PLACE = Fault(
    "REF002", "no-such-place", "error",
    "`{target}` findes ikke i filen", "`{target}` is not in the file",
    "{hint_da}", "{hint_en}",
)


DEVIATIONS = "/deviations/"
"""Where a pointer may lead to a field that is missing."""


def check_pointer(register: Register, file: str, kind: str, found: Visit, root: Mapping[str, Any]) -> Iterator[Finding]:
    """A finding when the pointer at `found` leads nowhere in `root`, an entry of `kind`; one without `/` is left to the schema."""
    target = found.value
    if not target.startswith("/") or follow(root, target) is not MISSING:
        return
    missing = _missing_fields(fields_of(kind), root, target) if found.pointer.startswith(DEVIATIONS) else ()
    wrong = _misspelt_on_the_way(fields_of(kind), root, target)
    if wrong or _last_step(target) not in missing:
        hint = _hint(root, target, wrong, missing)
        span = register.span(file, found.pointer)
        yield NO_SUCH_PLACE.at(span, pointer=found.pointer, target=target, hint_da=hint.da, hint_en=hint.en)


def _missing_fields(field: Field, value: Any, target: str) -> Sequence[str]:
    """The fields that the schema knows and that are missing where a pointer's last step should be; none when nothing is there."""
    around = parent(target)
    for step in around.split("/")[1:]:
        following = field.items if isinstance(value, list) else field.fields.get(step)
        value = follow(value, f"/{step}")
        if following is None:
            return ()
        field = following
    return [name for name in field.fields if name not in value] if isinstance(value, Mapping) else ()


def _last_step(target: str) -> str:
    return target.rpartition("/")[2]


def _hint(root: Mapping[str, Any], target: str, wrong: str, missing: Sequence[str]) -> Message:
    """The misspelt field that hides the place, else a place that can be named, else that there is none like it."""
    if wrong:
        return Message(f"ret først feltet `{wrong}`, som er stavet forkert", f"first correct the field `{wrong}`, which is misspelt")
    near = _nearest_place(root, target, missing)
    if near:
        return Message(f"skriv fx {near}", f"write for example {near}")
    return Message("peg på et felt, der er i filen, fx /data/0, eller slet henvisningen",
                   "point to a field that is in the file, such as /data/0, or delete the reference")


def _misspelt_on_the_way(field: Field, value: Any, target: str) -> str:
    """The key, unknown to the schema, that stands where a pointer names a field that is not there; "" when there is none."""
    for step in target.split("/")[1:]:
        if isinstance(value, Mapping) and step in field.fields and step not in value:
            unknown = [key for key in value if key not in field.fields]
            return next(iter(difflib.get_close_matches(step, unknown, n=1)), "")
        following = field.items if isinstance(value, list) else field.fields.get(step)
        value = follow(value, f"/{step}")
        if following is None or value is MISSING:
            return ""
        field = following
    return ""


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


def _nearest_place(root: Mapping[str, Any], pointer: str, missing: Sequence[str] = ()) -> str:
    """A pointer that leads somewhere or to one of the `missing`: a field spelt alike, else what is around it; "" when nothing is."""
    around, _, step = pointer.rpartition("/")
    place = follow(root, around)
    if place is MISSING:
        return _nearest_place(root, around)
    names = [*place, *missing] if isinstance(place, Mapping) else []
    near = difflib.get_close_matches(step, names, n=1)
    return child(around, near[0]) if near else around

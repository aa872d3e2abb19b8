"""What each schema version changed, as one function that edits a file of the version before.

Called by `run`, one file and one step at a time. A step says what to edit, or why the file has to be mended by hand
first. It changes only the old form, so it does nothing to a file that it has lifted before: a migration that stopped
half-way is simply run again. The names in a step are those of its own time and are never updated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ropa.edit import Edit, rename_key, surround_value, written_value
from ropa.findings import Fault, Finding
from ropa.text import Source
from ropa.yamlio import locate

Step = Callable[[Source, Mapping[str, Any]], Iterator[Edit | Finding]]

TWO_NAMES = Fault(
    "MIG001", "two-names", "error",
    "`{old}` hedder nu `{new}`, men begge står her", "`{old}` is now called `{new}`, but both stand here",
    "saml dem under `{new}`, slet `{old}`, og kør ropa migrate igen",
    "bring them together under `{new}`, delete `{old}`, and run ropa migrate again",
)
NOT_A_WORD = Fault(
    "MIG002", "not-a-word", "error",
    "`{old}` skal være ét ord for at blive til `{new}`", "`{old}` must be a single word to become `{new}`",
    "skriv ordet på samme linje som `{old}:`, eller slet feltet, og kør ropa migrate igen",
    "write the word on the same line as `{old}:`, or delete the field, and run ropa migrate again",
)
_WORD = re.compile(r"""(?P<quote>["']?)[a-z_]+(?P=quote)""")


def lift_to_2(source: Source, value: Mapping[str, Any]) -> Iterator[Edit | Finding]:
    """Version 2: a row has several sources, a basis has the words of its source, an activity has the role that owns it."""
    if not source.file.startswith("activities/"):
        return
    yield from _rename(source, value, "", "owner", "owner_role")
    for pointer, row in _items(value, "data"):
        yield from _several_sources(source, row, pointer)
    for pointer, basis in _items(value, "legal_bases"):
        yield from _rename(source, basis, pointer, "label", "stated_as")


STEPS: tuple[Step, ...] = (lift_to_2,)
"""The step at place n lifts a file of version n + 1."""


def _several_sources(source: Source, row: Mapping[str, Any], pointer: str) -> Iterator[Edit | Finding]:
    """`source: observed` becomes `sources: [{type: observed}]`."""
    place = f"{pointer}/source"
    if "source" in row and not (isinstance(row["source"], str) and _WORD.fullmatch(written_value(source, place))):
        yield NOT_A_WORD.at(locate(source, place, "key"), pointer=place, old="source", new="sources")
        return
    edits = list(_rename(source, row, pointer, "source", "sources"))
    yield from edits
    if edits and isinstance(edits[0], Edit):
        yield surround_value(source, place, "[{type: ", "}]")


def _rename(source: Source, owner: Mapping[str, Any], pointer: str, old: str, new: str) -> Iterator[Edit | Finding]:
    if old not in owner:
        return
    place = f"{pointer}/{old}"
    if new in owner:
        yield TWO_NAMES.at(locate(source, place, "key"), pointer=place, old=old, new=new)
    else:
        yield rename_key(source, place, new)


def _items(value: Mapping[str, Any], name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The pointer and value of each group of fields in a list, whatever stands where the list should be."""
    listed = value.get(name)
    for index, item in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(item, Mapping):
            yield f"/{name}/{index}", item

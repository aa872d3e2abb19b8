"""New text for parts of a file, put in together, and shown as a difference.

Called by whoever changes a file: a migration, a confirmation, a correction of a finding. Knows nothing of YAML and
writes no file.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from ropa.findings import RopaError

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_NO_LINE_BREAK = "\n\\ No newline at end of file\n"


@dataclass(frozen=True, slots=True)
class Edit:
    """New text for the characters from `start` to `end`, indexes into the text of the file; equal ones insert."""

    file: str
    start: int
    end: int
    text: str


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with every edit made; insertions at one place follow each other as given.

    Raises RopaError when two edits want the same characters.
    """
    parts: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda each: (each.start, each.end)):
        if edit.start < done:
            raise RopaError(
                f"to rettelser af {edit.file} vil ændre det samme sted", f"two edits of {edit.file} want the same place"
            )
        parts += (text[done : edit.start], edit.text)
        done = edit.end
    return "".join((*parts, text[done:]))


def unified_diff(file: str, before: str | None, after: str) -> str:
    """The difference as a patch; `before` is None for a file that is new. "" when nothing differs."""
    old = "/dev/null" if before is None else f"a/{file}"
    lines = difflib.unified_diff(_LINE.findall(before or ""), _LINE.findall(after), old, f"b/{file}")
    return "".join(line if line.endswith("\n") else line + _NO_LINE_BREAK for line in lines)

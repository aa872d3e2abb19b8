"""What exactly was confirmed, and whether it still stands.

A confirmation keeps a digest of the record in its evidence. When the record says something else today, nobody has
confirmed that, and a finding says so. Called by `ropa.check` and by the command that confirms.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from ropa.findings import Fault, Finding
from ropa.register import Entry, Register

CHANGED = Fault(
    "CNF001", "changed-since-confirmed", "warning",
    "indholdet er ændret, siden det blev bekræftet den {on}",
    "the content has changed since it was confirmed on {on}",
    "få ændringen bekræftet, og kør ropa confirm {key} igen",
    "have the change confirmed, and run ropa confirm {key} again",
)
NOT_CONFIRMED = ("record", "confirmed", "review")
"""Fields that say how far the record has come, not what the organisation does."""


def digest_of(value: Mapping[str, Any]) -> str:
    """The SHA-256 of what a record says, as "sha256:" and 64 hexadecimal digits.

    Counted over the record without the fields `record`, `confirmed` and `review`, written as JSON in UTF-8 with sorted
    keys, no white space between the parts and no escapes but those JSON needs. Comments, quotes, order of fields and
    line endings change nothing; any other change does.
    """
    content = {name: part for name, part in value.items() if name not in NOT_CONFIRMED}
    written = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return f"sha256:{hashlib.sha256(written.encode()).hexdigest()}"


def find_changed(register: Register) -> Iterator[Finding]:
    """A finding at the confirmation of each record that has changed since."""
    for entry in register.of("activity"):
        if is_changed(register, entry):
            span = register.span(entry.file, "/confirmed", "key")
            yield CHANGED.at(span, pointer="/confirmed", on=entry.value["confirmed"]["on"], key=entry.key)


def is_changed(register: Register, entry: Entry) -> bool:
    """Whether an activity is confirmed and says something else than its evidence keeps; False when that keeps nothing."""
    if entry.value.get("record") != "confirmed":
        return False
    named = entry.value["confirmed"].get("evidence", "")
    evidence = register.get("evidence", f"{entry.organisation}/{named}")
    if evidence is None or evidence.value.get("activities") != [entry.key]:
        return False
    return evidence.value.get("digest", digest_of(entry.value)) != digest_of(entry.value)

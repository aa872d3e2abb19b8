"""What exactly was confirmed, and whether it still stands.

A confirmation keeps a digest of the record in its evidence. When the record says something else today, nobody has
confirmed that, and a rule says so. Called by that rule and by the command that confirms.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from ropa.register import Entry, Register

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


def is_changed(register: Register, entry: Entry) -> bool:
    """Whether an activity is confirmed and says something else than its evidence keeps; False when that keeps nothing."""
    if entry.value.get("record") != "confirmed":
        return False
    named = entry.value["confirmed"].get("evidence", "")
    evidence = register.get("evidence", f"{entry.organisation}/{named}")
    if evidence is None or evidence.value.get("activities") != [entry.key]:
        return False
    return evidence.value.get("digest", digest_of(entry.value)) != digest_of(entry.value)

"""The evidence of a confirmation or a review, as a new file of the register.

Called by the commands that record one. Evidence is never changed: the next act gets a file of its own.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from itertools import count

from ropa.edit import write_file
from ropa.governance.confirmation import digest_of
from ropa.register import Entry
from ropa.schema import fields_of, schemas

LONGEST_ID = 64


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody did with an activity: `type` is "confirmation" or "review", `role` who answers for it.

    `reference` is what it rests on, in words or a path in the project; `commit` the git commit that holds the record
    as it was. Both "" when there is none.
    """

    type: str
    on: date
    role: str
    reference: str = ""
    commit: str = ""


def evidence_file(entry: Entry, act: Act, taken: Container[str]) -> tuple[str, str, str]:
    """The id, the path and the text of the evidence; `taken` are the paths that exist."""
    for number in count(1):
        evidence_id = _id(act, entry.id, number)
        path = schemas()["evidence"].path.format(organisation=entry.organisation, id=evidence_id)
        if path not in taken:
            break
    value = {
        "id": evidence_id,
        "organisation": entry.organisation,
        "type": act.type,
        "on": act.on.isoformat(),
        "by_role": act.role,
        "activities": [entry.key],
        "digest": digest_of(entry.value),
        "commit": act.commit,
        "reference": act.reference,
    }
    return evidence_id, path, write_file({name: part for name, part in value.items() if part}, fields_of("evidence"))


def _id(act: Act, activity: str, number: int) -> str:
    """Day, what was done and to what, cut to the length that an id may have; later ones of a day are numbered."""
    ending = f"-{number}" if number > 1 else ""
    name = f"{act.on.isoformat()}-{act.type}-{activity}"
    return name[: LONGEST_ID - len(ending)].rstrip("-") + ending

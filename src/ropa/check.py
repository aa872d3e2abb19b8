"""Everything that is wrong or missing in a register, in the order of its files.

Puts together what reading, references, gaps, retention and the linter say; the commands and the site call nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ropa.findings import Fault, Finding, sort_findings
from ropa.gaps import gaps_of
from ropa.order import MISORDERED, misordered
from ropa.register import Register
from ropa.retention import Rule, RuleFault, idle_fields
from ropa.rules import Choice, Linted, RuleMemory, lint
from ropa.rules.choice import is_asked_for
from ropa.rules.facts import Activity, Record
from ropa.rules.standing import IDLE_FIELD, IMPOSSIBLE_RULE


def check(register: Register, today: date, choice: Choice = Choice()) -> tuple[Finding, ...]:
    """Every finding to tell on a day, once, sorted by file and line."""
    return checked(register, today, choice).findings


def checked(register: Register, today: date, choice: Choice = Choice(), memory: RuleMemory | None = None) -> Linted:
    """The same, with the findings that deviations set aside; a preview hands in its memory of the register before."""
    order = misordered(register) if is_asked_for(choice, MISORDERED.code) else ()
    linted = lint(register, today, choice, (*register.findings, *order), _of_record, memory)
    return replace(linted, findings=sort_findings(linted.findings))


def _of_record(record: Record) -> Iterator[Finding]:
    """What a record leaves unanswered, and its retention schedules that follow the schema but cannot be computed or hold
    fields that change nothing. A schedule without a period is left to the gaps: nobody has answered.
    """
    yield from gaps_of(record.register, record.entry)
    for pointer, value, parsed in record.parsed if isinstance(record, Activity) else ():
        faults = () if isinstance(parsed, Rule) else parsed
        yield from (_at(IMPOSSIBLE_RULE, record, pointer, f) for f in faults if f.pointer)
        yield from (_at(IDLE_FIELD, record, pointer, f) for f in idle_fields(value))


def _at(kind: Fault, record: Record, pointer: str, fault: RuleFault) -> Finding:
    place = pointer + fault.pointer
    return kind.at(
        record.register.span(record.entry.file, place), pointer=place,
        da=fault.da, en=fault.en, hint_da=fault.hint_da, hint_en=fault.hint_en,
    )

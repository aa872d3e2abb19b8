"""Everything that is wrong or missing in a register, in the order of its files.

Puts together what reading, references, gaps, retention and the linter say; the commands and the site call nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ropa.findings import Fault, Finding, sort_findings
from ropa.gaps import find_gaps
from ropa.register import Entry, Register
from ropa.register.schedules import rule_value, schedules_of
from ropa.retention import Rule, RuleFault, idle_fields, parse_rule
from ropa.rules import Choice, Linted, lint

IMPOSSIBLE_RULE = Fault(
    "RUL001", "impossible-rule", "error",
    "{da}", "{en}",
    "{hint_da}", "{hint_en}",
)
IDLE_FIELD = Fault(
    "RUL002", "idle-field", "warning",
    "{da}", "{en}",
    "{hint_da}", "{hint_en}",
)


def check(register: Register, today: date, choice: Choice = Choice()) -> tuple[Finding, ...]:
    """Every finding to tell on a day, once, sorted by file and line."""
    return checked(register, today, choice).findings


def checked(register: Register, today: date, choice: Choice = Choice()) -> Linted:
    """The same, with the findings that deviations set aside."""
    others = [*register.findings, *find_gaps(register), *_rule_findings(register)]
    linted = lint(register, today, choice, others)
    return replace(linted, findings=sort_findings(linted.findings))


def _rule_findings(register: Register) -> Iterator[Finding]:
    """Retention schedules that follow the schema but cannot be computed, or hold fields that change nothing.

    A rule without a period is left to the gaps: nobody has answered.
    """
    for entry in register.of("activity"):
        for pointer, value in schedules_of(entry):
            parsed = parse_rule(rule_value(register, entry, value))
            faults = () if isinstance(parsed, Rule) else parsed
            yield from (_at(IMPOSSIBLE_RULE, register, entry, pointer, f) for f in faults if f.pointer)
            yield from (_at(IDLE_FIELD, register, entry, pointer, f) for f in idle_fields(value))


def _at(kind: Fault, register: Register, entry: Entry, pointer: str, fault: RuleFault) -> Finding:
    place = pointer + fault.pointer
    return kind.at(
        register.span(entry.file, place), pointer=place,
        da=fault.da, en=fault.en, hint_da=fault.hint_da, hint_en=fault.hint_en,
    )

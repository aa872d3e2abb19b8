"""Asks every rule about everything in a register and turns the hits into findings at their places.

A finding stops the check only in a record that the organisation has confirmed; what is found is the same in a draft.
Where two rules tell of the same place, the more specific one is kept (`covers`), and a rule that tells of an unanswered
field takes the place of the general gap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ropa.findings import Finding, Message, Related
from ropa.register import Entry, Register
from ropa.rules.facts import Facts
from ropa.rules.rule import Hit, Place, Rule

SETTINGS = "register.yaml"
"""Where a finding about the register as a whole is placed."""


def ask(facts: Facts, rules: Iterable[Rule]) -> list[Finding]:
    """What the rules find, not yet weighed against each other."""
    by_scope: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        by_scope[rule.of].append(rule)
    whole = by_scope.pop("register", ())
    found = [_about(facts, rule, hit) for rule in whole for hit in rule.condition(facts)]
    for kind, asked in by_scope.items():
        for entry in facts.register.of(kind):
            found += _of_entry(facts, entry, asked)
    return found


def _about(facts: Facts, rule: Rule, hit: Hit) -> Finding:
    """A hit of a rule about the register as a whole; it stops the check when its file is one that was confirmed."""
    return replace(finding_of(facts.register, None, rule, hit), gates=hit.file in facts.confirmed_files)


def _of_entry(facts: Facts, entry: Entry, rules: Iterable[Rule]) -> Iterator[Finding]:
    record = facts.record(entry)
    for rule in rules:
        for hit in rule.condition(record):
            yield finding_of(facts.register, entry, rule, hit)


def finding_of(register: Register, entry: Entry | None, rule: Rule, hit: Hit) -> Finding:
    """A hit as a finding at its place; None for `entry` when the rule is about the register as a whole."""
    file = hit.file or (entry.file if entry else SETTINGS)
    pointer = hit.pointer if hit.file or entry is None else entry.pointer + hit.pointer
    found = rule.fault.at(
        register.span(file, pointer, "key"),
        pointer=pointer,
        field=hit.field,
        related=tuple(_related(register, file, place) for place in hit.related),
        **hit.words,
    )
    return replace(found, gates=entry is not None and entry.value.get("record") == "confirmed")


def _related(register: Register, file: str, place: Place) -> Related:
    return Related(register.span(place.file or file, place.pointer, "key"), Message(place.da, place.en))


def weigh(findings: Iterable[Finding], rules: Iterable[Rule]) -> list[Finding]:
    """The findings without those that a more specific one at the same place makes superfluous."""
    findings = list(findings)
    covers = {rule.code: rule.covers for rule in rules}
    taken = {(f.span.file, f.pointer, code) for f in findings for code in covers.get(f.code, ())}
    answered = {(f.span.file, f.pointer, f.field) for f in findings if f.code in covers and f.field}
    return [
        f
        for f in findings
        if (f.span.file, f.pointer, f.code) not in taken
        and not (f.code.startswith("GAP") and (f.span.file, f.pointer, f.field) in answered)
    ]

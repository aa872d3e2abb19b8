"""Asks every rule about everything in a register and turns the hits into findings at their places.

What is found is the same in a draft and in a confirmed record; `governance` tells which of it stops the check.
Where two rules tell of the same place, the more specific one is kept (`covers`), and a rule that tells of an unanswered
field takes the place of the general gap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from ropa.findings import Finding, Fix, Message, Related
from ropa.register import Entry, Register
from ropa.rules.facts import Facts, Record
from ropa.rules.memory import Part, RuleMemory
from ropa.rules.rule import Hit, Instead, Place, Rule
from ropa.share import share_each
from ropa.yamlio.respell import respell

SETTINGS = "register.yaml"
"""Where a finding about the register as a whole is placed."""


def ask(
    facts: Facts, rules: Iterable[Rule], also: Callable[[Record], Iterable[Finding]], memory: RuleMemory | None = None
) -> list[Finding]:
    """What the rules find and what `also` says of each record, not yet weighed against each other.

    One file after the other, whatever the rule: the places in a file are worked out once, while it is looked at.
    """
    by_scope: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        by_scope[rule.of].append(rule)
    by_kind = {kind: (*by_scope[kind], *by_scope["record"]) for kind in facts.register.entries}

    def in_register() -> list[Finding]:
        return list(_of_register(facts, by_scope["register"]))

    def in_entry(entry: Entry) -> list[Finding]:
        record, asked = facts.record(entry), by_kind[entry.kind]
        return list(memory.found_in(record, _parts(asked, also)) if memory else (*also(record), *_of_record(record, asked)))

    searches = [in_register, *(partial(in_entry, entry) for entry in facts.register.all())]
    found = [search() for search in searches] if memory else share_each(lambda search: search(), searches)
    return [finding for findings in found for finding in findings]


def _of_register(facts: Facts, rules: Iterable[Rule]) -> Iterator[Finding]:
    """Hits of rules about the register as a whole, file by file."""
    hits = [(rule, hit) for rule in rules for hit in rule.condition(facts)]
    for rule, hit in sorted(hits, key=lambda found: found[1].file):
        yield finding_of(facts.register, None, rule, hit)


def _parts(rules: Iterable[Rule], also: Callable[[Record], Iterable[Finding]]) -> Iterator[Part]:
    """Each rule and `also` by itself, for a memory."""
    yield "", also
    yield from ((rule.code, partial(_of_record, rules=(rule,))) for rule in rules)


def _of_record(record: Record, rules: Iterable[Rule]) -> Iterator[Finding]:
    for rule in rules:
        for hit in rule.condition(record):
            yield finding_of(record.register, record.entry, rule, hit)


def finding_of(register: Register, entry: Entry | None, rule: Rule, hit: Hit) -> Finding:
    """A hit as a finding at its place; None for `entry` when the rule is about the register as a whole."""
    file = hit.file or (entry.file if entry else SETTINGS)
    pointer = hit.pointer if hit.file or entry is None else entry.pointer + hit.pointer
    return rule.fault.at(
        register.span(file, pointer, "key"),
        pointer=pointer,
        field=hit.field,
        related=tuple(_related(register, file, place) for place in hit.related) if hit.related else (),
        fix=_fix(register, file, pointer, hit.instead) if hit.instead else None,
        **hit.words,
    )


def _fix(register: Register, file: str, pointer: str, other: Instead) -> Fix | None:
    """The fix of the text that a pointer leads to."""
    source = register.sources[file]
    why = Message(other.da, other.en)
    return respell(source, register.span(file, pointer), other.read, other.word, other.instead, why=why)


def _related(register: Register, file: str, place: Place) -> Related:
    return Related(register.span(place.file or file, place.pointer, "key"), Message(place.da, place.en))


def weigh(findings: Iterable[Finding], rules: Iterable[Rule]) -> list[Finding]:
    """The findings without those that a more specific one at the same place makes superfluous."""
    findings = list(findings)
    covers = {rule.code: rule.covers for rule in rules}
    coverable = frozenset(code for codes in covers.values() for code in codes)
    taken = {(f.span.file, f.pointer, code) for f in findings for code in covers.get(f.code, ())}
    answered = {(f.span.file, f.pointer, f.field) for f in findings if f.code in covers and f.field}
    return [
        f
        for f in findings
        if not (f.code in coverable and (f.span.file, f.pointer, f.code) in taken)
        and not (f.code.startswith("GAP") and (f.span.file, f.pointer, f.field) in answered)
    ]

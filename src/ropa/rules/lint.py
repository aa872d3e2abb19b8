"""A register on a day -> what the rules find in it, weighed against gaps, less what has been accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from ropa.findings import Finding
from ropa.governance import gated
from ropa.register import Register
from ropa.rules.catalogue import catalogue
from ropa.rules.choice import GAPS, Choice, is_chosen, is_told, rules_for
from ropa.rules.deviations import Accepted, Named, accepted, deviations
from ropa.rules.facts import Facts, Record
from ropa.rules.memory import RuleMemory
from ropa.rules.run import ask, finding_of, weigh


@dataclass(frozen=True, slots=True)
class Linted:
    """The findings to tell, every deviation with those that it sets aside, and the codes that were asked: rules and gaps."""

    findings: tuple[Finding, ...]
    accepted: tuple[Accepted, ...] = ()
    asked: frozenset[str] = frozenset()


def lint(
    register: Register,
    today: date,
    choice: Choice,
    others: Iterable[Finding],
    also: Callable[[Record], Iterable[Finding]],
    memory: RuleMemory | None = None,
) -> Linted:
    """What the chosen rules find, together with the faults of `others` and what `also` says of each record: its gaps.

    With a `memory`, only the rules are asked whose answer may have changed.
    """
    every = catalogue()
    asked = rules_for(choice, tuple(every.values()))
    facts = memory.facts(register, today, choice) if memory else Facts(register, today)
    before = [
        *(finding for finding in others if is_told(choice, finding)),
        *ask(facts, asked, lambda record: (finding for finding in also(record) if is_told(choice, finding)), memory),
    ]
    found = weigh(before, asked)
    codes = frozenset(rule.code for rule in asked)
    named = Named(every, frozenset(GAPS), codes | {code for code in GAPS if is_chosen(choice, code)})
    stated = tuple(deviations(facts, before, found, named))
    aside = accepted(stated, today)
    about = [finding_of(register, d.record.entry, rule, hit)
             for rule in asked if rule.of == "deviation" for d in stated for hit in rule.condition(d)]
    taken = {finding for item in aside for finding in item.findings}
    left = [finding for finding in [*found, *about] if finding not in taken] if taken else [*found, *about]
    return Linted(tuple(gated(register, left)), aside, named.asked)

"""A register on a day -> what the rules find in it, weighed against gaps, less what has been accepted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ropa.findings import Finding
from ropa.register import Register
from ropa.rules.catalogue import catalogue
from ropa.rules.choice import GAPS, Choice, is_told, rules_for
from ropa.rules.deviations import Accepted, accepted, deviations
from ropa.rules.facts import Facts
from ropa.rules.run import ask, finding_of, weigh


@dataclass(frozen=True, slots=True)
class Linted:
    """The findings to tell, and those that deviations set aside."""

    findings: tuple[Finding, ...]
    accepted: tuple[Accepted, ...]


def lint(register: Register, today: date, choice: Choice = Choice(), others: Iterable[Finding] = ()) -> Linted:
    """What the chosen rules find, together with `others`: gaps and faults that were found before."""
    every = catalogue()
    asked = rules_for(choice, tuple(every.values()))
    facts = Facts(register, today)
    told = [finding for finding in others if is_told(choice, finding)]
    found = weigh([*told, *ask(facts, asked)], asked)
    stated = tuple(deviations(register, facts, found, every, GAPS))
    aside = accepted(stated, today)
    about = [finding_of(register, d.activity.entry, rule, hit)
             for rule in asked if rule.of == "deviation" for d in stated for hit in rule.condition(d)]
    taken = {item.finding for item in aside}
    return Linted(tuple(f for f in [*found, *about] if f not in taken), aside)

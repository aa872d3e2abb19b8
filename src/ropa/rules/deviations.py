"""Sets aside the findings that an organisation has accepted for a time, and asks what is wrong with the acceptances.

A deviation stands in the record with rule, reason, expiry and role (GDPR Art. 5(2): the choice must be shown). One
that has expired accepts nothing any more: the finding comes back, and a finding about the deviation with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ropa.findings import Finding
from ropa.register import Entry, Register
from ropa.rules.facts import Activity, Facts, Value, as_date, listed
from ropa.rules.rule import Rule


@dataclass(frozen=True, slots=True)
class Deviation:
    """A deviation as a condition sees it: where it stands, the rule it names (None when there is none), what it covers."""

    activity: Activity
    pointer: str
    value: Value
    rule: Rule | None
    is_known: bool
    findings: tuple[Finding, ...]

    @property
    def today(self) -> date:
        """The day that the check is made for."""
        return self.activity.today

    @property
    def expires_on(self) -> date | None:
        """Its last day; None when what stands there is no date."""
        return as_date(self.value["expires_on"])


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that a deviation sets aside, with the days that are left of it."""

    finding: Finding
    entry: Entry
    deviation: Value
    days_left: int


def deviations(
    register: Register, facts: Facts, findings: Iterable[Finding], rules: Mapping[str, Rule], others: Iterable[str]
) -> Iterator[Deviation]:
    """Every deviation with the findings it is about. `others` are codes that can be accepted and are no rules."""
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_file[finding.span.file].append(finding)
    others = frozenset(others)
    for entry in register.of("activity"):
        for index, value in enumerate(listed(entry.value, "deviations")):
            code, about = value["rule"], value.get("about", "")
            covered = tuple(f for f in by_file[entry.file] if f.code == code and is_under(f.pointer, about))
            rule = rules.get(code)
            is_known = rule is not None or code in others
            yield Deviation(facts.activity(entry), f"/deviations/{index}", value, rule, is_known, covered)


def accepted(found: Sequence[Deviation], today: date) -> tuple[Accepted, ...]:
    """What the deviations that hold on a day set aside."""
    return tuple(
        Accepted(finding, deviation.activity.entry, deviation.value, (deviation.expires_on - today).days)
        for deviation in found
        if deviation.is_known and deviation.expires_on is not None and deviation.expires_on >= today
        and (deviation.rule is None or deviation.rule.acceptable)
        for finding in deviation.findings
    )


def is_under(pointer: str, about: str) -> bool:
    """Whether a place is the one named, or inside it; "" is the whole file."""
    return not about or pointer == about or pointer.startswith(f"{about}/")

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
from ropa.register import Entry
from ropa.register.lists import listed
from ropa.rules.facts import Facts, Record
from ropa.rules.rows import Value, as_date
from ropa.rules.rule import Rule
from ropa.schema import fields_of, schemas

FIELD = "deviations"
KINDS = tuple(kind for kind in schemas() if FIELD in fields_of(kind).fields)
"""The kinds whose entries can state deviations: those that belong to one organisation, whose roles decide."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """A deviation as a condition sees it: where it stands, the rule it names (None when there is none), what it covers.

    `is_unused` says that its rule was asked and found nothing of what it is about.
    """

    record: Record
    pointer: str
    value: Value
    rule: Rule | None
    is_known: bool
    findings: tuple[Finding, ...]
    is_unused: bool = False

    @property
    def today(self) -> date:
        """The day that the check is made for."""
        return self.record.today

    @property
    def expires_on(self) -> date | None:
        """Its last day; None when what stands there is no date."""
        return as_date(self.value["expires_on"])

    @property
    def is_expired(self) -> bool:
        """Whether its last day has passed."""
        return self.expires_on is not None and self.expires_on < self.today

    @property
    def is_acceptable(self) -> bool:
        """Whether its rule is one that may be deviated from."""
        return self.is_known and (self.rule is None or self.rule.acceptable)

    @property
    def holds(self) -> bool:
        """Whether it sets its findings aside on the day."""
        return self.is_acceptable and self.expires_on is not None and not self.is_expired


@dataclass(frozen=True, slots=True)
class Accepted:
    """A deviation on the day: the findings that it sets aside, and the days that are left of it.

    `days_left` is 0 on its last day and less than that when it has expired; None when what stands there is no date.
    """

    entry: Entry
    pointer: str
    value: Value
    days_left: int | None
    findings: tuple[Finding, ...]

    @property
    def is_expired(self) -> bool:
        """Whether its last day has passed."""
        return self.days_left is not None and self.days_left < 0


@dataclass(frozen=True, slots=True)
class Named:
    """What a deviation can name: the rules, and the codes that can be accepted and are no rules. `asked` are those of both
    that were asked on this run."""

    rules: Mapping[str, Rule]
    others: frozenset[str]
    asked: frozenset[str]


def deviations(facts: Facts, before: Iterable[Finding], told: Iterable[Finding], named: Named) -> Iterator[Deviation]:
    """Every deviation with the findings it is about.

    `before` are the findings as they were before some took the place of others. While a file is faulty, none is unused:
    nobody knows what would be found.
    """
    asked = frozenset() if facts.register.broken else named.asked
    covered, raised = _by_place(told), _by_place(before)
    for entry in (entry for kind in KINDS for entry in facts.register.of(kind)):
        for index, value in enumerate(listed(entry.value, FIELD)):
            code, about = value["rule"], value.get("about", "")
            findings = tuple(f for f in covered[entry.file, code] if is_under(f.pointer, about))
            is_unused = code in asked and not any(is_under(f.pointer, about) for f in raised[entry.file, code])
            is_known = code in named.rules or code in named.others
            yield Deviation(
                facts.record(entry), f"/{FIELD}/{index}", value, named.rules.get(code), is_known, findings, is_unused
            )


def _by_place(findings: Iterable[Finding]) -> Mapping[tuple[str, str], list[Finding]]:
    """The findings by file and code."""
    found: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.span.file, finding.code].append(finding)
    return found


def accepted(found: Sequence[Deviation], today: date) -> tuple[Accepted, ...]:
    """The deviations on a day; those that hold with what they set aside, the others with nothing."""
    return tuple(
        Accepted(
            deviation.record.entry, deviation.pointer, deviation.value,
            (deviation.expires_on - today).days if deviation.expires_on is not None else None,
            deviation.findings if deviation.holds else (),
        )
        for deviation in found
    )


def is_under(pointer: str, about: str) -> bool:
    """Whether a place is the one named, or inside it; "" is the whole file."""
    return not about or pointer == about or pointer.startswith(f"{about}/")

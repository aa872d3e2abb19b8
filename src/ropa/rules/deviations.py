"""Sets aside the findings that an organisation has accepted for a time, and asks what is wrong with the acceptances.

A deviation stands in the record with rule, reason, expiry and role (GDPR Art. 5(2): the choice must be shown). One
that has expired accepts nothing any more: the finding comes back, and a finding about the deviation with it.
Of several deviations from a rule in one file, a finding belongs to the one about the smallest place around it; a finding
about a missing field stands where the field would. A party is shared: a finding about it is set aside once every organisation
whose files name the party has accepted it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from ropa.findings import Finding
from ropa.register import Entry, visit
from ropa.register.lists import placed
from ropa.rules.facts import Facts, Record
from ropa.rules.rows import Value, as_date
from ropa.rules.rule import Rule
from ropa.schema import Field, branches_to, fields_of, schemas
from ropa.yamlio.pointers import child

FIELD = "deviations"
KINDS = tuple(kind for kind in schemas() if FIELD in fields_of(kind).fields)
"""The kinds whose entries can state deviations: those of one organisation, whose roles decide, and parties, where each
deviation names its organisation."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """A deviation as a condition sees it: where it stands, the rule it names (None when there is none), what it sets aside.

    `is_unused` says that its rule was asked and found nothing that is this one's to accept. `repeats` is the place of one
    further up that says the same, "" when there is none. `waits_for` are the organisations that have to accept too.
    """

    record: Record
    pointer: str
    value: Value
    rule: Rule | None
    is_known: bool
    findings: tuple[Finding, ...] = ()
    is_unused: bool = False
    repeats: str = ""
    waits_for: tuple[str, ...] = ()

    @property
    def today(self) -> date:
        """The day that the check is made for."""
        return self.record.today

    @property
    def about(self) -> str:
        """The place that it is about; "" for the whole file."""
        return str(self.value.get("about", ""))

    @property
    def organisation(self) -> str:
        """The organisation that accepts."""
        return _organisation(self.record.entry, self.value)

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
        """Whether it accepts anything on the day."""
        return self.is_acceptable and self.expires_on is not None and not self.is_expired


@dataclass(frozen=True, slots=True)
class Accepted:
    """A deviation on the day: the findings that it sets aside, the days that are left of it, and who must accept too.

    `days_left` is 0 on its last day and less than that when it has expired; None when what stands there is no date.
    """

    entry: Entry
    pointer: str
    value: Value
    days_left: int | None
    findings: tuple[Finding, ...]
    waits_for: tuple[str, ...] = ()

    @property
    def is_expired(self) -> bool:
        """Whether its last day has passed."""
        return self.days_left is not None and self.days_left < 0

    @property
    def organisation(self) -> str:
        """The organisation that accepts."""
        return _organisation(self.entry, self.value)


@dataclass(frozen=True, slots=True)
class Named:
    """What a deviation can name: the rules, and the codes that can be accepted and are no rules. `asked` are those of both
    that were asked on this run."""

    rules: Mapping[str, Rule]
    others: frozenset[str]
    asked: frozenset[str]


def deviations(facts: Facts, before: Iterable[Finding], told: Iterable[Finding], named: Named) -> Iterator[Deviation]:
    """Every deviation with the findings that it sets aside.

    `before` are the findings as they were before some took the place of others. While a file is faulty, none is unused:
    nobody knows what would be found.
    """
    asked = frozenset() if facts.register.broken else named.asked
    entries = [entry for kind in KINDS for entry in facts.register.of(kind) if FIELD in entry.value]
    files = frozenset(entry.file for entry in entries)
    covered, raised = _by_place(told, files), _by_place(before, files)
    for entry in entries:
        stated = tuple(_stated(facts, entry, named))
        for deviation in stated:
            place = entry.file, str(deviation.value["rule"])
            yield _weighed(deviation, stated, covered[place], raised[place], place[1] in asked)


def _stated(facts: Facts, entry: Entry, named: Named) -> Iterator[Deviation]:
    """The deviations of an entry by themselves."""
    for pointer, value in placed(entry.value, FIELD):
        code = value["rule"]
        is_known = code in named.rules or code in named.others
        yield Deviation(facts.record(entry), pointer, value, named.rules.get(code), is_known)


def _weighed(
    deviation: Deviation, stated: Sequence[Deviation], covered: Sequence[Finding], raised: Sequence[Finding], is_asked: bool
) -> Deviation:
    """A deviation held against the others of its entry: what is its own to accept, and who else must."""
    if not deviation.holds:
        return deviation
    peers = [other for other in stated if other.value["rule"] == deviation.value["rule"] and other.holds]
    alike = [other for other in peers if (other.about, other.organisation) == (deviation.about, deviation.organisation)]
    if alike[0] is not deviation:
        return replace(deviation, repeats=alike[0].pointer)
    own = [finding for finding in covered if _nearest(peers, deviation, finding) is deviation]
    left = {finding: _left(peers, deviation.record, finding) for finding in own}
    return replace(
        deviation,
        findings=tuple(finding for finding in own if not left[finding]),
        is_unused=is_asked and not any(_nearest(peers, deviation, finding) is deviation for finding in raised),
        waits_for=tuple(sorted(frozenset().union(*left.values()))),
    )


def _nearest(peers: Sequence[Deviation], deviation: Deviation, finding: Finding) -> Deviation | None:
    """The one of an organisation's deviations that a finding belongs to: that about the smallest place around it."""
    around = [other for other in peers if other.organisation == deviation.organisation and is_about(other.about, finding)]
    return max(around, key=lambda other: len(other.about), default=None)


def _left(peers: Sequence[Deviation], record: Record, finding: Finding) -> frozenset[str]:
    """The organisations that have not accepted a finding and must: for a party, those whose files name it."""
    if record.entry.organisation:
        return frozenset()
    accepting = {other.organisation for other in peers if is_about(other.about, finding)}
    return record.facts.once(_naming).get(record.entry.key, frozenset()) - accepting


def _naming(facts: Facts) -> Mapping[str, frozenset[str]]:
    """The organisations whose files name a party, by the party's key."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry in facts.register.all():
        if entry.organisation:
            for seen in visit(_to_parties(entry.kind), entry.value):
                if seen.field.reference is not None and isinstance(seen.value, str):
                    found[seen.value].add(entry.organisation)
    return {party: frozenset(organisations) for party, organisations in found.items()}


@lru_cache(maxsize=None)
def _to_parties(kind: str) -> Field:
    """The fields of a kind that name a party, and those on the way to them."""
    return branches_to(fields_of(kind), lambda field: field.reference is not None and field.reference.target == "party")


def _organisation(entry: Entry, value: Value) -> str:
    return str(value.get("organisation", entry.organisation))


def _by_place(findings: Iterable[Finding], files: Container[str]) -> Mapping[tuple[str, str], list[Finding]]:
    """The findings in some files, by file and code."""
    found: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in (finding for finding in findings if finding.span.file in files):
        found[finding.span.file, finding.code].append(finding)
    return found


def accepted(found: Sequence[Deviation], today: date) -> tuple[Accepted, ...]:
    """The deviations on a day; those that hold with what they set aside, the others with nothing."""
    return tuple(
        Accepted(
            deviation.record.entry, deviation.pointer, deviation.value,
            (deviation.expires_on - today).days if deviation.expires_on is not None else None,
            deviation.findings, deviation.waits_for,
        )
        for deviation in found
    )


def is_about(about: str, finding: Finding) -> bool:
    """Whether a finding stands at a place or inside it; "" is the whole file. A missing field stands where it would be."""
    place = child(finding.pointer, finding.field) if finding.field else finding.pointer
    return not about or place == about or place.startswith(f"{about}/")

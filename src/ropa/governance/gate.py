"""What stops: what stands in the way of confirming a record, and what makes the check fail once it is confirmed.

A confirmed record must pass the check: no error in it, answers that the law asks for included, and none in what it builds
on. A document is a source of many records, so an error in one stops only when it is about the confirmed record. Accepted
deviations have been taken from the findings before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from ropa.findings import Finding
from ropa.register import Entry, Register
from ropa.register.references import Name, Target, named_in
from ropa.schema import Field, branches_to, fields_of

SETTINGS_FILE = "register.yaml"
OTHERS_ANSWER_FOR = ("activity", "evidence")
"""What a record may point to without resting on it."""
DEVIATIONS = "deviations"
"""The field that says who lives with a finding; in a party that is any organisation, and nothing rests on it."""


def obstacles(register: Register, findings: Iterable[Finding], entry: Entry) -> tuple[Finding, ...]:
    """The errors of the record itself, and those in what it builds on."""
    stops = _stops(register, (entry,))
    return tuple(finding for finding in findings if finding.severity == "error" and stops(finding))


def gated(register: Register, findings: Iterable[Finding]) -> list[Finding]:
    """The findings; those in confirmed records and in what these build on stop the check."""
    confirmed = [entry for entry in register.of("activity") if entry.value["record"] == "confirmed"]
    if not confirmed:
        return list(findings)
    stops = _stops(register, confirmed)
    return [finding._replace(gates=True) if not finding.gates and stops(finding) else finding for finding in findings]


def _stops(register: Register, entries: Iterable[Entry]) -> Callable[[Finding], bool]:
    """Whether a finding is about one of some records, or about what they build on."""
    own = frozenset(entry.file for entry in entries)
    sources = frozenset(entry.file for entry in register.of("document"))
    files = foundations(register, *entries)
    stopping = own | files

    def stops(finding: Finding) -> bool:
        file = finding.span.file
        if file in sources:
            is_fault = finding.gates and file in files
            return is_fault or any(place.span.file in own for place in finding.related)
        return file in stopping

    return stops


def foundations(register: Register, *entries: Entry) -> frozenset[str]:
    """The files that records build on, through others too: what they point to, and their agreements with those parties."""
    agreements: dict[tuple[str, str], list[Target]] = defaultdict(list)
    for agreement in register.of("agreement"):
        agreements[agreement.organisation, agreement.value["party"]].append(Target("agreement", agreement.key))
    reached: set[tuple[str, str, str]] = set()
    files = {SETTINGS_FILE}
    met: dict[str, set[Name]] = defaultdict(set)
    waiting = [
        (entry.organisation, target) for entry in entries
        for target in _pointed_to(entry.kind, entry.value, met[entry.organisation])
    ]
    while waiting:
        organisation, target = waiting.pop()
        place = organisation, target.kind, target.key
        if place in reached or target.kind in OTHERS_ANSWER_FOR:
            continue
        reached.add(place)
        for kind, file, value in _found(register, target):
            files.add(file)
            waiting += ((organisation, below) for below in _pointed_to(kind, value, met[organisation]))
        if target.kind == "party":
            among = (*agreements[organisation, target.key], *_broken_agreements(register, organisation, target.key))
            waiting += ((organisation, below) for below in among)
    return frozenset(files)


def _found(register: Register, target: Target) -> Iterator[tuple[str, str, object]]:
    """Kind, file and value of an entry, sound or not; a vocabulary that cannot be read may hold any term."""
    entry = register.get(target.kind, target.key)
    if entry is not None:
        yield entry.kind, entry.file, entry.value
        return
    for broken in register.broken:
        if broken.kind == target.kind and broken.key in (target.key, broken.file):
            yield broken.kind, broken.file, broken.value


def _pointed_to(kind: str, value: object, met: set[Name]) -> Iterator[Target]:
    """The entries that a value names and nothing named before for the same organisation."""
    for name, target in named_in(_pointing(kind), value if isinstance(value, dict) else {}, met):
        met.add(name)
        yield target


@lru_cache(maxsize=None)
def _pointing(kind: str) -> Field:
    """The fields of a kind that name something to rest on, and those on the way to them."""
    root = branches_to(fields_of(kind), lambda field: field.reference is not None)
    return replace(root, fields={name: field for name, field in root.fields.items() if name != DEVIATIONS})


def _broken_agreements(register: Register, organisation: str, party: str) -> Iterator[Target]:
    """The agreements that cannot be used and may be with a party."""
    for broken in register.broken:
        stated = broken.value.get("party", party) if isinstance(broken.value, dict) else party
        if broken.kind == "agreement" and broken.key.startswith(f"{organisation}/") and stated == party:
            yield Target("agreement", broken.key)

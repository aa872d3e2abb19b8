"""What stands in the way of confirming a record.

A confirmed record must pass the check: no error in it, answers that the law asks for included, and no fault in what it
builds on. Called by the command that confirms, with the findings of the day, from which accepted deviations are gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ropa.findings import Finding
from ropa.register import Entry, Register, visit
from ropa.register.references import Target, resolve
from ropa.schema import fields_of

SETTINGS_FILE = "register.yaml"
OTHERS_ANSWER_FOR = ("activity", "evidence")
"""What a record may point to without resting on it."""


def obstacles(register: Register, findings: Iterable[Finding], entry: Entry) -> tuple[Finding, ...]:
    """The errors of the record itself, and the faults in the files that it builds on."""
    files = foundations(register, entry)
    return tuple(
        finding
        for finding in findings
        if finding.severity == "error"
        and (finding.span.file == entry.file or (finding.gates and finding.span.file in files))
    )


def foundations(register: Register, entry: Entry) -> frozenset[str]:
    """The files that a record builds on, through others too: what it points to, and agreements with those parties."""
    reached: set[tuple[str, str]] = set()
    files = {SETTINGS_FILE}
    waiting = list(_pointed_to(register, entry.kind, entry.value))
    while waiting:
        target = waiting.pop()
        if (target.kind, target.key) in reached or target.kind in OTHERS_ANSWER_FOR:
            continue
        reached.add((target.kind, target.key))
        for kind, file, value in _found(register, target):
            files.add(file)
            waiting += _pointed_to(register, kind, value)
        if target.kind == "party":
            waiting += _agreements_with(register, entry.organisation, target.key)
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


def _pointed_to(register: Register, kind: str, value: object) -> Iterator[Target]:
    root = value if isinstance(value, dict) else {}
    for found in visit(fields_of(kind), root):
        target = resolve(found, root)
        if target is not None and target.kind:
            yield target


def _agreements_with(register: Register, organisation: str, party: str) -> Iterator[Target]:
    for agreement in register.of("agreement"):
        if agreement.organisation == organisation and agreement.value["party"] == party:
            yield Target("agreement", agreement.key)
    for broken in register.broken:
        stated = broken.value.get("party", party) if isinstance(broken.value, dict) else party
        if broken.kind == "agreement" and broken.key.startswith(f"{organisation}/") and stated == party:
            yield Target("agreement", broken.key)

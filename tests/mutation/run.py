"""Makes each change in a copy of the fictional register and asks the checker what it finds.

The register is clean, so whatever is found was brought in by the change.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from ropa.check import check
from ropa.findings import Finding
from ropa.register import Register, assemble
from ropa.register.assemble import ReadFile, read_file
from ropa.rules import Choice, Rule
from ropa.schema import Schema, schemas
from tests.mutation.operators import Mutation, mutations_of
from tests.mutation.places import Json, places_of, put
from tests.register.fictional import FILES, TODAY
from tests.rules.lay import HOME, contents

EVERYTHING = Choice("auditor")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a change that breaks something: what was found, whether in the file that was changed, and whether at
    the place itself. A bad example of a rule counts as found when that rule finds it.
    """

    operator: str
    name: str
    is_found: bool
    in_file: bool = False
    at_place: bool = False


def mutations() -> Iterator[Mutation]:
    """Every change of every place of every file, in the order of the files."""
    for file in FILES.contents:
        for place in places_of(file):
            yield from mutations_of(place)


def outcome_of(mutation: Mutation) -> Outcome:
    """What the checker says of the register with one change."""
    file = mutation.place.file
    register = changed(file, put(mutation.place.root, mutation.steps, mutation.value))
    found = register.findings or check(register, TODAY, EVERYTHING)
    in_file = any(file in files_of(finding) for finding in found)
    at_place = any(_is_at(finding, mutation) for finding in found)
    return Outcome(mutation.operator, mutation.name, bool(found), in_file, at_place)


def outcome_of_example(rule: Rule) -> Outcome:
    """What the checker says of the register with the bad example of a rule laid over it."""
    found = [finding for finding in check(assembled(contents(rule, rule.bad)), TODAY, EVERYTHING) if finding.code == rule.code]
    file = rule.bad.file or HOME[rule.of]
    in_file = any(file in files_of(finding) for finding in found)
    return Outcome("rule_broken", f"{rule.code} {rule.name}", bool(found), in_file, in_file)


def false_alarms(rules: Iterable[Rule]) -> Iterator[str]:
    """What is told of the clean register, and of the good examples of rules laid over it."""
    yield from (f"clean register: {told}" for told in _told(assemble(FILES)))
    for rule in rules:
        yield from (f"good example of {rule.code}: {told}" for told in _told(assembled(contents(rule, rule.good))))


def _told(register: Register) -> list[str]:
    found = register.findings or check(register, TODAY, EVERYTHING)
    return [f"{finding.code} {finding.span.file}:{finding.span.line}" for finding in found]


def changed(file: str, value: Json) -> Register:
    """The fictional register with another value in a file."""
    data = json.dumps(value, ensure_ascii=False, indent=2).encode()
    return assembled({**FILES.contents, file: data})


def assembled(files: Mapping[str, bytes]) -> Register:
    """The register in some files; those of the fictional one are read once."""
    return assemble(replace(FILES, contents=files), read=_read)


def files_of(finding: Finding) -> set[str]:
    """The files that a finding is about: its own and the other ends of a contradiction."""
    return {finding.span.file, *(related.span.file for related in finding.related)}


def _is_at(finding: Finding, mutation: Mutation) -> bool:
    """Whether a finding names the place, what stands in it, what it stands in, or a part of the record above that."""
    place = mutation.place
    if finding.span.file != place.file:
        return False
    owner = place.pointer.rpartition("/")[0]
    here = finding.pointer
    return here == owner or here.startswith(place.pointer) or bool(here) and place.pointer.startswith(f"{here}/")


def _read(schema: Schema, file: str, data: bytes) -> ReadFile:
    return _remembered(schema.kind, file) if FILES.contents.get(file) is data else read_file(schema, file, data)


@cache
def _remembered(kind: str, file: str) -> ReadFile:
    return read_file(schemas()[kind], file, FILES.contents[file])

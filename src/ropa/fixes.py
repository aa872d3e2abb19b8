"""A register with every fix made that its findings carry, in memory, and what remains to be told.

Called by `ropa check --fix`. Checks, makes the fixes of each file together, and checks again until none is left, so that a
second run finds nothing to do. Of two fixes that want the same characters the first is made, and the next round takes the
other. Changes nothing that no finding named, and writes no file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from ropa.check import checked
from ropa.edit import Edit, edit_file
from ropa.files import Files
from ropa.findings import Finding, Fix, RopaError
from ropa.register import Register, assemble
from ropa.register.pointers import follow
from ropa.rules import Choice, Linted
from ropa.text import decode
from ropa.yamlio import load
from ropa.yamlio.pointers import parent

ROUNDS = 20
"""A fix can bring another to light: a field that nobody knew is looked into when its name is right. No record is deeper."""
Fixed = tuple[Finding, Fix]


@dataclass(frozen=True, slots=True)
class Mended:
    """A register after its fixes, and what the check says of it.

    `changes` are the files that differ, `fixed` is the number of fixes made, and `refused` are the files with fixes that are
    written in a way that cannot be edited safely: their findings have no fix any more.
    """

    register: Register
    linted: Linted
    changes: Mapping[str, bytes]
    fixed: int
    refused: tuple[str, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is still found."""
        return self.linted.findings


def mend(files: Files, today: date, choose: Callable[[Register], Choice]) -> Mended:
    """The register after its fixes. `choose` says which findings are told: only they are fixed."""
    contents = dict(files.contents)
    fixed: Counter[str] = Counter()
    refused: set[str] = set()
    for _ in range(ROUNDS):
        register = assemble(replace(files, contents=contents))
        linted = checked(register, today, choose(register))
        wanted = [(f, f.fix) for f in linted.findings if f.fix and f.span.file not in refused]
        if not wanted:
            break
        for file, group in groupby(wanted, key=lambda item: item[0].span.file):
            chosen = list(_apart(group))
            try:
                contents[file] = _fix_file(file, contents[file], chosen)
                fixed[file] += len(chosen)
            except RopaError:
                refused.add(file)
    else:
        raise RopaError(
            f"rettelserne er ikke færdige efter {ROUNDS} runder; intet er ændret. Det er en fejl i ropa",
            f"the fixes are not done after {ROUNDS} rounds; nothing is changed. That is a fault in ropa",
        )
    changes = {file: data for file, data in contents.items() if data != files.contents[file]}
    findings = tuple(f._replace(fix=None) if f.span.file in refused else f for f in linted.findings)
    return Mended(register, replace(linted, findings=findings), changes, fixed.total(), tuple(sorted(refused)))


def _apart(wanted: Iterable[Fixed]) -> Iterator[Fixed]:
    """The fixes that leave each other alone: in the order of the file, the first of those that want the same place."""
    end = (0, 0)
    for finding, fix in sorted(wanted, key=lambda item: item[1].span):
        if (fix.span.line, fix.span.column) >= end:
            yield finding, fix
            end = fix.span.end_line, fix.span.end_column


def _fix_file(file: str, data: bytes, fixed: Sequence[Fixed]) -> bytes:
    """The file after some fixes. Raises RopaError when it does not read as they mean it."""
    source = decode(file, data).source
    assert source is not None
    read = load(source)
    edits = [Edit(file, *source.indexes(fix.span), fix.text) for _, fix in fixed]
    faults = [finding.code for finding in read.findings]
    return edit_file(file, data, edits, meant=_meant(read.value, fixed), faults=faults)


def _meant(value: object, fixed: Sequence[Fixed]) -> Any:
    """What the file says after the fixes. The innermost are made first, so that pointers to them still lead there."""
    meant = deepcopy(value)
    for finding, fix in sorted(fixed, key=lambda item: -item[0].pointer.count("/")):
        around: Any = follow(meant, parent(finding.pointer))
        step = finding.pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
        if fix.part == "key":
            around[fix.reads] = around.pop(step)
        elif fix.part == "value":
            around[int(step) if isinstance(around, list) else step] = fix.reads
    return meant

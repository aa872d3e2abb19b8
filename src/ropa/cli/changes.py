"""An act on an activity, from what it changes in the files to the files being written.

Called by the commands that confirm and review. A change is made in memory and held against the whole register first;
the new file is written before the changed one, and never half of it stays behind.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

from ropa.check import check
from ropa.cli.console import EXIT_FINDINGS, count
from ropa.cli.opened import Opened
from ropa.edit import edit_file, set_fields, unified_diff
from ropa.files import Files, commit_holding
from ropa.findings import Finding, RopaError
from ropa.governance import Act, evidence_file
from ropa.register import Broken, Entry, Register, assemble
from ropa.report.plain import make_plain
from ropa.schema import fields_of

WRITABLE = 0o222
Build = Callable[[str], Mapping[str, Any]]
"""The fields of the record that an act sets, by the id of its evidence."""


def require_readable(opened: Opened, activity: Entry | Broken) -> Entry:
    """The activity; ends with its faults when its file cannot be used."""
    if isinstance(activity, Entry):
        return activity
    errors = [f for f in opened.register.findings if f.span.file == activity.file and f.severity == "error"]
    refuse(opened, activity.key, errors)


def refuse(opened: Opened, activity: str, findings: Sequence[Finding], register: Register | None = None) -> NoReturn:
    """Shows everything that stands in the way, in this state of the register or another, and ends."""
    number = len(findings)
    click.echo(opened.show(findings, register))
    click.echo(opened.say(
        f"`{activity}`: {count(number, 'punkt', 'punkter')} skal løses først; intet er ændret",
        f"`{activity}`: {count(number, 'point', 'points')} to solve first; nothing is changed",
    ), err=True)
    sys.exit(EXIT_FINDINGS)


def carry_out(opened: Opened, entry: Entry, act: Act, build: Build, *, dry_run: bool) -> None:
    """Shows the change that an act makes and, unless it is a dry run, writes it; ends when it would bring faults."""
    evidence, changes = _change(opened, entry, act, build)
    after, faults = _new_faults(opened, changes, act.on)
    if faults:
        refuse(opened, entry.key, faults, after)
    show_difference(opened, changes)
    if dry_run:
        click.echo(opened.say("prøvekørsel: intet er skrevet", "dry run: nothing is written"))
        return
    write_all(opened, changes)
    shown = opened.prefix + evidence
    click.echo(opened.say(f"skrevet, med dokumentation i {shown}", f"written, with evidence in {shown}"))


def _change(opened: Opened, entry: Entry, act: Act, build: Build) -> tuple[str, Mapping[str, bytes]]:
    """The path of the evidence of an act, and every file that is new or changed with it."""
    data = opened.files.contents[entry.file]
    taken = {*opened.files.contents, *opened.files.unread}
    act = replace(act, commit=commit_holding(opened.folder, entry.file, data))
    evidence_id, path, text = evidence_file(entry, act, taken)
    fields = build(evidence_id)
    edits = set_fields(opened.register.sources[entry.file], fields, fields_of(entry.kind))
    return path, {path: text.encode(), entry.file: edit_file(entry.file, data, edits, meant=_merged(entry.value, fields))}


def _new_faults(opened: Opened, changes: Mapping[str, bytes], on: date) -> tuple[Register, tuple[Finding, ...]]:
    """The register as it will be, and the faults that stop it then and did not before."""
    after = assemble(Files({**opened.files.contents, **changes}, opened.files.unread, opened.files.findings))
    before = {_identity(finding) for finding in _stops(check(opened.register, on))}
    return after, tuple(finding for finding in _stops(check(after, on)) if _identity(finding) not in before)


def show_difference(opened: Opened, changes: Mapping[str, bytes]) -> None:
    """Prints what changes, as a patch; text from records cannot steer the terminal."""
    for file, data in sorted(changes.items()):
        before = opened.files.contents.get(file)
        patch = unified_diff(opened.prefix + file, None if before is None else before.decode(), data.decode())
        click.echo("\n".join(make_plain(line.rstrip("\r")) for line in patch.rstrip("\n").split("\n")))


def write_all(opened: Opened, changes: Mapping[str, bytes]) -> None:
    """Writes new files, then changed ones. Raises RopaError, and leaves no new file, when one cannot be written."""
    for file in changes:
        _require_writable(opened, file)
    made: list[Path] = []
    try:
        for file, data in sorted(changes.items(), key=lambda item: item[0] in opened.files.contents):
            if file in opened.files.contents:
                _replace(opened.folder / file, data)
            else:
                _create(opened.folder / file, data)
                made.append(opened.folder / file)
    except OSError as error:
        for path in made:
            path.unlink()
        shown, reason = opened.prefix + file, error.strerror or str(error)
        raise RopaError(f"{shown} kan ikke skrives: {reason}", f"{shown} cannot be written: {reason}") from None


def _require_writable(opened: Opened, file: str) -> None:
    known, target, shown = opened.files.contents.get(file), opened.folder / file, opened.prefix + file
    if known is None:
        return
    if not target.is_file() or target.read_bytes() != known:
        raise RopaError(f"{shown} er ændret imens; kør kommandoen igen", f"{shown} was changed meanwhile; run the command again")
    if not target.stat().st_mode & WRITABLE:
        raise RopaError(f"{shown} er skrivebeskyttet", f"{shown} is read-only")


def _create(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as stream:
        stream.write(data)


def _replace(target: Path, data: bytes) -> None:
    """Writes a file beside the old one and puts it in its place, so that nobody ever sees half of it."""
    beside = target.with_name(f".{target.name}.new")
    try:
        beside.write_bytes(data)
        beside.chmod(target.stat().st_mode)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _merged(value: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """A record with fields set, groups of fields one by one."""
    inner = {
        name: _merged(value[name], part) if isinstance(part, Mapping) and name in value else part
        for name, part in fields.items()
    }
    return {**value, **inner}


def _stops(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.gates and finding.severity == "error"]


def _identity(finding: Finding) -> tuple[str, ...]:
    """What makes a finding the same one when lines have moved."""
    return (finding.code, finding.span.file, finding.pointer, finding.field, finding.message.en)

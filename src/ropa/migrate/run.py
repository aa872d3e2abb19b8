"""Files of an older schema version -> the same files in the current one, edited in their text.

Called by the command line, which writes the changed files. A file that cannot be read, or that a step cannot lift, is
left as it is, with the reason; the register then keeps its old version, so that the next run takes the rest. Pure.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ropa.edit import Edit, apply_edits, replace_value
from ropa.findings import Fault, Finding, Span, sort_findings
from ropa.migrate.steps import STEPS, Step
from ropa.schema import SCHEMA_VERSION
from ropa.text import Source, decode
from ropa.yamlio import load, locate

SETTINGS_FILE = "register.yaml"
VERSION = "/schema_version"

NO_VERSION = Fault(
    "MIG011", "no-version", "error",
    "`register.yaml` siger ikke, hvilken skemaversion registret følger",
    "`register.yaml` does not say which schema version the register follows",
    "skriv `schema_version:` med et helt tal i register.yaml",
    "write `schema_version:` with a whole number in register.yaml",
)
STRANGE_VERSION = Fault(
    "MIG012", "strange-version", "error",
    "denne udgave kender ikke skemaversion {found}; den nyeste, den læser, er {version}",
    "this release does not know schema version {found}; the newest it reads is {version}",
    "hent en nyere udgave af ropa, eller ret tallet", "get a newer release of ropa, or correct the number",
)
VERSION_KEPT = Fault(
    "MIG013", "version-kept", "warning",
    "registret følger stadig skemaversion {found}, fordi {count} fil(er) ikke kunne løftes",
    "the register still follows schema version {found}, because {count} file(s) could not be lifted",
    "ret filerne, og kør ropa migrate igen", "mend the files, and run ropa migrate again",
)


@dataclass(frozen=True, slots=True)
class Migration:
    """The files that change, by path, and what had to be left alone and why."""

    changed: Mapping[str, bytes]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _File:
    """A file that could be read, as text and as value."""

    source: Source
    value: Mapping[str, Any]


def migrate(files: Mapping[str, bytes]) -> Migration:
    """The changes that lift a register to the current version; none when it follows that already."""
    settings = _read(SETTINGS_FILE, files.get(SETTINGS_FILE, b""))
    if not isinstance(settings, _File):
        return Migration({}, settings if SETTINGS_FILE in files else (NO_VERSION.at(Span(SETTINGS_FILE)),))
    version = _version(settings)
    if isinstance(version, Finding):
        return Migration({}, (version,))
    if version == SCHEMA_VERSION:
        return Migration({}, ())
    return _lift(files, version, settings.source)


def _lift(files: Mapping[str, bytes], version: int, settings: Source) -> Migration:
    """The changes from one version to the current one; the version itself changes when every file could be lifted."""
    outcomes = {file: _lift_file(file, data, version) for file, data in sorted(files.items()) if file.endswith(".yaml")}
    lifted = {file: data for file, data in outcomes.items() if isinstance(data, bytes)}
    findings = [finding for outcome in outcomes.values() if not isinstance(outcome, bytes) for finding in outcome]
    left = len(outcomes) - len(lifted)
    if left:
        span = locate(settings, VERSION)
        findings.append(VERSION_KEPT.at(span, pointer=VERSION, found=version, count=left))
    else:
        lifted[SETTINGS_FILE] = _state_version(lifted[SETTINGS_FILE])
    changed = {file: data for file, data in lifted.items() if data != files[file]}
    return Migration(changed, sort_findings(findings))


def _state_version(data: bytes) -> bytes:
    """The settings with the current version."""
    read = _read(SETTINGS_FILE, data)
    if not isinstance(read, _File):
        return data
    return _encode(data, apply_edits(read.source.text, [replace_value(read.source, VERSION, str(SCHEMA_VERSION))]))


def _version(settings: _File) -> int | Finding:
    """The schema version that the settings state, or why none can be lifted."""
    found = settings.value.get("schema_version")
    if not isinstance(found, int) or isinstance(found, bool):
        return NO_VERSION.at(locate(settings.source, VERSION), pointer=VERSION)
    if not 1 <= found <= SCHEMA_VERSION:
        span = locate(settings.source, VERSION)
        return STRANGE_VERSION.at(span, pointer=VERSION, found=found, version=SCHEMA_VERSION)
    return found


def _lift_file(file: str, data: bytes, version: int) -> bytes | tuple[Finding, ...]:
    """The file after every step, or why it is left alone."""
    for step in STEPS[version - 1 :]:
        outcome = _lift_once(file, data, step)
        if not isinstance(outcome, bytes):
            return outcome
        data = outcome
    return data


def _lift_once(file: str, data: bytes, step: Step) -> bytes | tuple[Finding, ...]:
    read = _read(file, data)
    if not isinstance(read, _File):
        return read
    outcome = tuple(step(read.source, read.value))
    faults = tuple(each for each in outcome if isinstance(each, Finding))
    if faults:
        return faults
    return _encode(data, apply_edits(read.source.text, [each for each in outcome if isinstance(each, Edit)]))


def _read(file: str, data: bytes) -> _File | tuple[Finding, ...]:
    """The file as text and value, or the faults that keep it from being read."""
    decoded = decode(file, data)
    findings = decoded.findings
    if decoded.source is not None:
        loaded = load(decoded.source)
        findings += loaded.findings
        if isinstance(loaded.value, Mapping) and not _errors(findings):
            return _File(decoded.source, loaded.value)
    return _errors(findings)


def _errors(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.severity == "error")


def _encode(before: bytes, text: str) -> bytes:
    """The bytes of the text, with the mark that the file began with."""
    return (BOM_UTF8 if before.startswith(BOM_UTF8) else b"") + text.encode()

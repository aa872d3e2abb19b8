"""Files -> Register: reads each file, holds it against its schema, gives every entry its key, resolves references.

One broken file never hides another: it stays in the register as `Broken`, and the rest goes on. Never raises
on what a file contains.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ropa.files import Files
from ropa.findings import Fault, Finding, Message, Related, Span, sort_findings
from ropa.register.model import Broken, Entry, Register, entry_key
from ropa.register.references import Subject, check_references
from ropa.schema import SCHEMA_VERSION, Schema, fields_of, schema_for, schemas, validate
from ropa.text import Source, decode
from ropa.yamlio import MISSING, load, locate

SETTINGS_FILE = "register.yaml"

MISPLACED = Fault(
    "FIL111", "misplaced-file", "error",
    "`{file}` ligger ikke, hvor registret leder", "`{file}` is not where the register looks",
    "{hint_da}", "{hint_en}",
)
NO_SETTINGS = Fault(
    "FIL112", "no-settings", "error",
    "`register.yaml` mangler", "`register.yaml` is missing",
    "opret filen med `schema_version: {version}` og `title:`", "create the file with `schema_version: {version}` and `title:`",
)
OLD_SCHEMA = Fault(
    "SCH011", "old-schema", "error",
    "registret er skrevet efter skemaversion {found}; denne udgave læser {version}",
    "the register follows schema version {found}; this release reads {version}",
    "kør ropa migrate", "run ropa migrate",
)
ID_UNLIKE_FILE = Fault(
    "IDS001", "id-unlike-file", "error",
    "id `{id}` er ikke filens navn `{expected}`", "id `{id}` is not the file's name `{expected}`",
    "skriv `id: {expected}`, eller omdøb filen til {id}.yaml", "write `id: {expected}`, or rename the file to {id}.yaml",
)
ORGANISATION_UNLIKE_FOLDER = Fault(
    "IDS002", "organisation-unlike-folder", "error",
    "`organisation: {id}` er ikke mappens navn `{expected}`", "`organisation: {id}` is not the folder's name `{expected}`",
    "skriv `organisation: {expected}`, eller flyt filen", "write `organisation: {expected}`, or move the file",
)
ID_TWICE = Fault(
    "IDS003", "id-twice", "error",
    "id `{id}` er brugt to gange", "id `{id}` is used twice",
    "giv den ene et andet id", "give one of them another id",
)
FIRST_USE = Message("første gang her", "first used here")


@dataclass(slots=True)
class _Draft:
    """What is known while the files are read one after another; becomes a frozen Register."""

    entries: dict[str, dict[str, Entry]] = field(default_factory=lambda: {kind: {} for kind in schemas()})
    broken: list[Broken] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def assemble(files: Files) -> Register:
    """The register in `files`, with everything that is wrong in it."""
    draft = _Draft(findings=list(files.findings))
    outdated = _outdated(files)
    if outdated is not None:
        return Register({}, {}, findings=(outdated,))
    for file in files.unread:
        _take_unread(draft, file)
    for file, data in files.contents.items():
        schema = schema_for(file)
        if schema is not None:
            _take(draft, schema, file, data)
        elif file.endswith((".yaml", ".yml")):
            draft.findings.append(_misplaced(file))
    return _freeze(draft)


def _outdated(files: Files) -> Finding | None:
    """The one finding that matters when the register follows another schema version."""
    decoded = decode(SETTINGS_FILE, files.contents.get(SETTINGS_FILE, b""))
    value = load(decoded.source).value if decoded.source else None
    found = value.get("schema_version") if isinstance(value, dict) else None
    if not isinstance(found, int) or found == SCHEMA_VERSION:
        return None
    span = locate(decoded.source, "/schema_version")
    return OLD_SCHEMA.at(span, pointer="/schema_version", found=found, version=SCHEMA_VERSION)


def _take_unread(draft: _Draft, file: str) -> None:
    schema = schema_for(file)
    if schema is not None and not schema.terms:
        draft.broken.append(_broken(schema, file))


def _take(draft: _Draft, schema: Schema, file: str, data: bytes) -> None:
    decoded = decode(file, data)
    found = list(decoded.findings)
    value: object = MISSING
    if decoded.source is not None:
        draft.sources[file] = decoded.source
        loaded = load(decoded.source)
        value = loaded.value
        found += loaded.findings
        if value is not MISSING:
            found += _schema_findings(schema, decoded.source, value)
            found += _id_findings(schema, decoded.source, value)
    draft.findings += found
    if value is MISSING or any(f.severity == "error" for f in found) or not isinstance(value, dict):
        draft.broken.append(_broken(schema, file, None if value is MISSING else value))
    else:
        _enter(draft, schema, file, value)


def _broken(schema: Schema, file: str, value: object = None) -> Broken:
    ids = schema.match(file) or {}
    key = entry_key(schema.kind, ids.get("organisation", ""), ids["id"]) if "id" in ids else file
    return Broken(schema.kind, key, file, value)


def _enter(draft: _Draft, schema: Schema, file: str, value: Mapping[str, Any]) -> None:
    if schema.terms:
        for index, term in enumerate(value[schema.terms]):
            entry = Entry(schema.kind, term["id"], file, f"/{schema.terms}/{index}", term)
            draft.entries[schema.kind][entry.key] = entry
    else:
        ids = schema.match(file) or {}
        key = entry_key(schema.kind, ids.get("organisation", ""), ids.get("id", schema.kind))
        draft.entries[schema.kind][key] = Entry(schema.kind, key, file, "", value)


def _schema_findings(schema: Schema, source: Source, value: object) -> Iterator[Finding]:
    for violation in validate(schema.kind, value):
        pointer = "".join(f"/{_escape(step)}" for step in violation.pointer)
        span = locate(source, pointer, violation.part)
        missing = str(violation.words["key"]) if violation.fault.code == "SCH002" else ""
        yield violation.fault.at(span, pointer=pointer, field=missing, **violation.words)


def _id_findings(schema: Schema, source: Source, value: object) -> Iterator[Finding]:
    """Ids that do not fit the path of their file, and ids that a list uses twice."""
    if not isinstance(value, dict):
        return
    expected = schema.match(source.file) or {}
    for name, fault in (("id", ID_UNLIKE_FILE), ("organisation", ORGANISATION_UNLIKE_FOLDER)):
        stated = value.get(name)
        if name in expected and isinstance(stated, str) and stated != expected[name]:
            yield fault.at(locate(source, f"/{name}"), pointer=f"/{name}", id=stated, expected=expected[name])
    if schema.terms:
        yield from _repeated(source, value.get(schema.terms), f"/{schema.terms}", "id")
        return
    for name, child in fields_of(schema.kind).fields.items():
        if child.key == "id":
            yield from _repeated(source, value.get(name), f"/{name}", child.key)


def _repeated(source: Source, items: Any, pointer: str, key: str) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for index, item in enumerate(items if isinstance(items, list) else []):
        item_id = item.get(key) if isinstance(item, dict) else None
        if not isinstance(item_id, str):
            continue
        place = f"{pointer}/{index}/{key}"
        if item_id in first:
            related = (Related(locate(source, first[item_id]), FIRST_USE),)
            yield ID_TWICE.at(locate(source, place), pointer=place, related=related, id=item_id)
        first.setdefault(item_id, place)


def _misplaced(file: str) -> Finding:
    if file.endswith(".yml"):
        return MISPLACED.at(Span(file), file=file, hint_da="giv filen endelsen .yaml", hint_en="give the file the ending .yaml")
    folder = file.split("/", 1)[0]
    near = next((s for s in schemas().values() if s.folder == folder), None)
    if near is None:
        places = ", ".join(s.path for s in schemas().values())
        return MISPLACED.at(Span(file), file=file, hint_da=f"læg den et af disse steder: {places}",
                            hint_en=f"put it in one of these places: {places}")
    shape = near.path if not near.terms else ", ".join(s.path for s in schemas().values() if s.folder == folder)
    return MISPLACED.at(
        Span(file), file=file,
        hint_da=f"her hører {shape} til; navne skrives med a-z, 0-9 og bindestreg",
        hint_en=f"{shape} belongs here; names are written with a-z, 0-9 and hyphens",
    )


def _freeze(draft: _Draft) -> Register:
    settings = draft.entries.pop("register").get("register")
    if SETTINGS_FILE not in draft.sources:
        draft.findings.append(NO_SETTINGS.at(Span(SETTINGS_FILE), version=SCHEMA_VERSION))
    register = Register(
        settings=settings.value if settings else {},
        entries={kind: _ordered(entries) for kind, entries in draft.entries.items()},
        broken=tuple(sorted(draft.broken, key=lambda b: b.file)),
        sources=draft.sources,
    )
    subjects = tuple(_subjects(register))
    draft.findings += _ids_across_files(register, subjects)
    draft.findings += check_references(register, subjects)
    return replace(register, findings=sort_findings(draft.findings))


def _ordered(entries: Mapping[str, Entry]) -> Mapping[str, Entry]:
    """Entries by key; the terms of a vocabulary stay as their editor ordered them."""
    return dict(sorted(entries.items(), key=lambda item: "" if item[1].pointer else item[0]))


def _subjects(register: Register) -> Iterator[Subject]:
    for entry in register.all():
        yield Subject(entry.kind, entry.key, entry.file, entry.pointer, entry.value)
    for broken in register.broken:
        if isinstance(broken.value, dict) and not schemas()[broken.kind].terms:
            yield Subject(broken.kind, broken.key, broken.file, "", broken.value)


def _ids_across_files(register: Register, subjects: Iterable[Subject]) -> Iterator[Finding]:
    """Two files of one kind and organisation that state the same id."""
    first: dict[tuple[str, str], Subject] = {}
    for subject in sorted(subjects, key=lambda s: s.file):
        stated = subject.value.get("id")
        if subject.pointer or not isinstance(stated, str):
            continue
        name = (subject.kind, entry_key(subject.kind, subject.key.rpartition("/")[0], stated))
        if name in first:
            related = (Related(register.span(first[name].file, "/id"), FIRST_USE),)
            yield ID_TWICE.at(register.span(subject.file, "/id"), pointer="/id", related=related, id=stated)
        first.setdefault(name, subject)


def _escape(step: str | int) -> str:
    return str(step).replace("~", "~0").replace("/", "~1")

"""Files -> Register: reads each file, holds it against its schema, gives every entry its key, resolves references.

One broken file never hides another: it stays in the register as `Broken`, and the rest goes on. Never raises
on what a file contains.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ropa.files import Files
from ropa.findings import Fault, Finding, Fix, Message, Span, sort_findings
from ropa.register.ids import find_id_faults, find_ids_reused, find_ids_used_twice, find_reserved_names
from ropa.register.model import Broken, Entry, Register, entry_key
from ropa.register.references import Subject, check_references
from ropa.schema import SCHEMA_VERSION, Schema, Violation, schema_for, schemas, validate
from ropa.share import share_each
from ropa.text import SPELLED_OUT, Source, decode
from ropa.yamlio import MISSING, Marks, load, locate
from ropa.yamlio.respell import respell

SETTINGS_FILE = "register.yaml"

MISPLACED = Fault(
    "FIL111", "misplaced-file", "error",
    "`{file}` ligger ikke, hvor registret leder", "`{file}` is not where the register looks",
    "{hint_da}", "{hint_en}",
)
NO_SETTINGS = Fault(
    "FIL112", "no-settings", "error",
    "`register.yaml` mangler", "`register.yaml` is missing",
    "opret filen med `schema_version: {version}` og `title:`",
    "create the file with `schema_version: {version}` and `title:`",
)
OLD_SCHEMA = Fault(
    "SCH011", "old-schema", "error",
    "registret er skrevet efter skemaversion {found}; denne udgave læser {version}",
    "the register follows schema version {found}; this release reads {version}",
    "kør ropa migrate", "run ropa migrate",
)
NEWER_SCHEMA = replace(
    OLD_SCHEMA,
    hint_da="hent en nyere udgave af ropa, der læser version {found}",
    hint_en="get a newer release of ropa that reads version {found}",
)
_LIKE_A_RECORD = re.compile(r"\.ya?ml(\.txt)?$", re.IGNORECASE)


@dataclass(slots=True)
class _Draft:
    """What is known while the files are read one after another; becomes a frozen Register."""

    entries: dict[str, dict[str, Entry]] = field(default_factory=lambda: {kind: {} for kind in schemas()})
    broken: list[Broken] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    marks: dict[str, Marks] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What a file says by itself, whatever stands in the others; `value` is MISSING when it could not be read."""

    value: object
    findings: tuple[Finding, ...]
    source: Source | None = None
    marks: Marks | None = None


def read_file(schema: Schema, file: str, data: bytes) -> ReadFile:
    """What a file says, held against its schema."""
    decoded = decode(file, data)
    found = list(decoded.findings)
    if decoded.source is None:
        return ReadFile(MISSING, (*found, *find_reserved_names(schema, file)))
    loaded = load(decoded.source)
    found += loaded.findings
    if loaded.value is not MISSING:
        found += _schema_findings(schema, decoded.source, loaded.value)
        found += find_id_faults(schema, decoded.source, loaded.value)
    found += find_reserved_names(schema, file)
    return ReadFile(loaded.value, tuple(found), decoded.source, loaded.marks)


def assemble(files: Files, *, read: Callable[[Schema, str, bytes], ReadFile] | None = None) -> Register:
    """The register in `files`, with everything that is wrong in it. `read` is one that remembers what it read before."""
    draft = _Draft(findings=list(files.findings))
    outdated = _outdated(files)
    if outdated is not None:
        return Register({}, {}, findings=(outdated,))
    for file in files.unread:
        _take_unread(draft, file)
    records = [(schema, file) for file in files.contents if (schema := schema_for(file))]
    others = files.contents.keys() - {file for _, file in records}
    draft.findings += (_misplaced(file) for file in others if _LIKE_A_RECORD.search(file))
    for (schema, file), found in zip(records, _read_all(files, records, read), strict=True):
        _take(draft, schema, file, found)
    return _freeze(draft)


def _read_all(
    files: Files, records: Sequence[tuple[Schema, str]], read: Callable[[Schema, str, bytes], ReadFile] | None
) -> Sequence[ReadFile]:
    """What each file says. One that remembers has to read them all itself."""
    if read:
        return [read(schema, file, files.contents[file]) for schema, file in records]
    return share_each(lambda record: read_file(*record, files.contents[record[1]]), records)


def _outdated(files: Files) -> Finding | None:
    """The one finding that matters when the register follows another schema version."""
    decoded = decode(SETTINGS_FILE, files.contents.get(SETTINGS_FILE, b""))
    value = load(decoded.source).value if decoded.source else None
    found = value.get("schema_version") if isinstance(value, dict) else None
    if decoded.source is None or type(found) is not int or found == SCHEMA_VERSION:
        return None
    fault = OLD_SCHEMA if found < SCHEMA_VERSION else NEWER_SCHEMA
    span = locate(decoded.source, "/schema_version")
    return fault.at(span, pointer="/schema_version", found=found, version=SCHEMA_VERSION)


def _take_unread(draft: _Draft, file: str) -> None:
    schema = schema_for(file)
    if schema is not None:
        draft.broken.append(_broken(schema, file))


def _take(draft: _Draft, schema: Schema, file: str, read: ReadFile) -> None:
    if read.source is not None:
        draft.sources[file] = read.source
    if read.marks:
        draft.marks[file] = read.marks
    draft.findings += read.findings
    value = read.value
    if value is MISSING or any(f.severity == "error" for f in read.findings) or not isinstance(value, dict):
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
        fix = _respelt_key(source, span, violation)
        yield violation.fault.at(span, pointer=pointer, field=missing, fix=fix, **violation.words)


def _respelt_key(source: Source, span: Span, violation: Violation) -> Fix | None:
    """The fix of a misspelt key, where only one field can have been meant."""
    key, name = str(violation.words["key"]), violation.instead
    why = Message(
        f"`{name}` er det eneste felt her, der staves næsten som `{key}`, og det er der ikke i forvejen",
        f"`{name}` is the only field here that is spelt nearly like `{key}`, and it is not there already",
    )
    return respell(source, span, key, key, name, why=why, part="key") if name else None


def _misplaced(file: str) -> Finding:
    """A file that is named like a record but lies or is spelt otherwise; the hint says where it belongs."""
    respelt = _respell(file)
    if schema_for(respelt) is not None:
        hint_da, hint_en = f"omdøb den til {respelt}", f"rename it to {respelt}"
    else:
        folder = file.split("/", 1)[0]
        near = [schema for schema in schemas().values() if schema.folder == folder] or list(schemas().values())
        places_da = ", ".join(schema.path.format(organisation="<virksomhed>", id="<navn>") for schema in near)
        places_en = ", ".join(schema.path.format(organisation="<organisation>", id="<name>") for schema in near)
        hint_da, hint_en = f"læg den som {places_da}", f"put it at {places_en}"
    return MISPLACED.at(Span(file), file=file, hint_da=hint_da, hint_en=hint_en)


def _respell(file: str) -> str:
    """The path with every name written the way names of records are."""
    *folders, name = _LIKE_A_RECORD.sub("", file).lower().translate(SPELLED_OUT).split("/")
    kept = "a-z0-9_" if folders[:1] == ["vocabulary"] else "a-z0-9"
    return "/".join(re.sub(f"[^{kept}]+", "-", step).strip("-") for step in (*folders, name)) + ".yaml"


def _freeze(draft: _Draft) -> Register:
    settings = draft.entries.pop("register").get("register")
    if settings is None and not any(broken.file == SETTINGS_FILE for broken in draft.broken):
        draft.findings.append(NO_SETTINGS.at(Span(SETTINGS_FILE), version=SCHEMA_VERSION))
    register = Register(
        settings=settings.value if settings else {},
        entries={kind: _ordered(entries) for kind, entries in draft.entries.items()},
        broken=tuple(sorted(draft.broken, key=lambda b: b.file)),
        sources=draft.sources,
        marks=draft.marks,
    )
    subjects = tuple(_subjects(register))
    draft.findings += find_ids_used_twice(register, subjects)
    draft.findings += find_ids_reused(register)
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


def _escape(step: str | int) -> str:
    return str(step).replace("~", "~0").replace("/", "~1")

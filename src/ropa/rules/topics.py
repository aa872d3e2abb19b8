"""What the terms of the vocabularies are about, by the words in their names: looked up once for the whole register.

Called through `facts.once(...)`. The words stand in the tables `topic_words`, `implication_words` and `event_words`.
"""

from __future__ import annotations

from collections.abc import Mapping

from ropa.law.tables import LawRow, rows_on
from ropa.rules.facts import Facts
from ropa.rules.texts import Lexicon, folded

Topics = Mapping[str, frozenset[str]]


def category_topics(facts: Facts) -> Topics:
    """The topics of every category of personal data by its id: "references", "log" ..."""
    words = Lexicon(row for row in rows_on("topic_words", facts.today) if row["of"] == "category")
    return {
        term.key: frozenset(row.id for _, row in words.find(folded(term.value["label"]["da"])))
        for term in facts.register.of("personal_data_category")
    }


def implications(facts: Facts) -> Mapping[str, LawRow]:
    """What the name of a category gives away, by its id; only those whose name does."""
    words = Lexicon(rows_on("implication_words", facts.today))
    found: dict[str, LawRow] = {}
    for term in facts.register.of("personal_data_category"):
        for _, row in words.find(folded(term.value["label"]["da"])):
            found.setdefault(term.key, row)
    return found


def event_topics(facts: Facts) -> Topics:
    """The topics of every event by its id: "employment-end" ..."""
    words = Lexicon(rows_on("event_words", facts.today))
    return {
        term.key: frozenset(
            row.id for _, row in words.find(folded(f"{term.key.replace('-', ' ')} {term.value['label']['da']}"))
        )
        for term in facts.register.of("event")
    }

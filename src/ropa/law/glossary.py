"""The law's words as readers meet them: what each means, where it stands in the law, and how it is recognised.

The words are the table `glossary.yaml`; here they become terms in one language. Read by the site, for the page of words
and for the words in other pages. Knows no page and no register.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from ropa.findings import Language
from ropa.law.citation import cite
from ropa.law.tables import LawRow, table

LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"
REGULATION: Mapping[Language, str] = {"da": "databeskyttelsesforordningen", "en": "GDPR"}
UNREAD = "memory"


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the law in one language.

    `forms` are what it is recognised by in running text, `labels` the names of fields that stand for it.
    `place` says where it stands in the law, `is_doubtful` that nobody has looked that up. `example` names how one is
    found in a register, `signs` what a record says that shows the word without saying it.
    """

    id: str
    word: str
    forms: tuple[str, ...]
    labels: tuple[str, ...]
    meaning: str
    place: str
    is_doubtful: bool
    example: str
    signs: tuple[str, ...]


@cache
def terms(language: Language) -> tuple[Term, ...]:
    """Every word, in the order of the language's alphabet."""
    return tuple(sorted((_term(row, language) for row in table("glossary")), key=lambda term: alphabetical(term.word)))


@cache
def terms_by_form(language: Language) -> Mapping[str, Term]:
    """The words by what they are recognised by in running text."""
    return {plain(form): term for term in terms(language) for form in term.forms}


@cache
def terms_by_label(language: Language) -> Mapping[str, Term]:
    """The words by the names of fields that stand for them."""
    return {plain(label): term for term in terms(language) for label in term.labels}


def plain(words: str) -> str:
    """Words as they are compared: small letters, and one space between."""
    return " ".join(words.casefold().split())


def alphabetical(words: str) -> tuple[int, ...]:
    """What words are sorted by: æ, ø and å stand last, and what is no letter stands first."""
    return tuple(LETTERS.find(letter) for letter in words.casefold())


def _term(row: LawRow, language: Language) -> Term:
    return Term(
        id=row.id,
        word=row["word"][language],
        forms=_listed(row, "forms", language),
        labels=_listed(row, "labels", language),
        meaning=row["meaning"][language],
        place="; ".join(_places(row, language)),
        is_doubtful=row.evidence == UNREAD,
        example=row["example"],
        signs=_listed(row, "signs", language),
    )


def _listed(row: LawRow, column: str, language: Language) -> tuple[str, ...]:
    return tuple(row.get(column, {}).get(language, ()))


def _places(row: LawRow, language: Language) -> Iterable[str]:
    article = row.get("article")
    if article:
        yield f"{REGULATION[language]}, {cite(article, language)}"
    if row.get("law"):
        yield row["law"][language]

"""The page of words: the law's terms in plain ones, with where they stand in the law and an example from the register.

Called by `pages`. The only page that looks at records for the sake of words; other pages show what never changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ropa.law.glossary import Term, terms
from ropa.site import texts
from ropa.site.aids import Explained, Glossary
from ropa.site.context import Context
from ropa.site.entry import contacts
from ropa.site.glossary_examples import example_of
from ropa.site.node import Link, Pair, Phrase, Text
from ropa.site.urls import FRONT, GLOSSARY
from ropa.site.view import Lines, Section, View


def glossary_view(context: Context) -> View:
    """Every word, below its first letter."""
    found = [(letter, tuple(group)) for letter, group in groupby(terms(context.language), key=lambda term: term.word[0].upper())]
    letters = Lines((Phrase(tuple(Link(letter, f"#{_anchor(letter)}") for letter, _ in found), " "),))
    return View(
        path=GLOSSARY,
        title=context.say("Ordbog"),
        description=context.say("Lovens ord om personoplysninger på almindeligt dansk, med eksempler fra registret."),
        sections=(Section("bogstaver", context.say("Find et ord"), (letters,)), *(_section(context, *group) for group in found)),
        crumbs=(Link(context.say("Forside"), FRONT),),
        lead=context.say("Ord fra loven, som du møder her på siden, sagt på almindeligt dansk."),
        contacts=contacts(context),
    )


def _section(context: Context, letter: str, found: Sequence[Term]) -> Section:
    return Section(_anchor(letter), letter, (Glossary(tuple(_explained(context, term) for term in found)),))


def _explained(context: Context, term: Term) -> Explained:
    return Explained(term.id, term.word, term.meaning, tuple(_pairs(context, term)))


def _pairs(context: Context, term: Term) -> Iterator[Pair]:
    place = texts.capitalised(term.place)
    doubt = context.say("Stedet er skrevet efter hukommelsen. Spørg en jurist.")
    yield Pair(context.say("I loven"), Phrase((Text(place), *((Text(doubt, "quiet"),) if term.is_doubtful else ())), ". "))
    yield Pair(context.say("Eksempel"), example_of(context, term) or Text(context.say("Registret har intet eksempel endnu."), "quiet"))


def _anchor(letter: str) -> str:
    """The place of a letter; it may not be the place of a word."""
    return "bogstav-" + {"Æ": "ae", "Ø": "oe", "Å": "aa"}.get(letter, letter.lower())

"""Blocks that help a reader do one thing, each on a page of its own: sign, look up a word, meet a deadline, try oneself.

Blocks as those in `view`, which every page may use. Scripts in theme/assets bring some of them to life; all say what they
have to say without.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from ropa.site.node import Node, Pair


@dataclass(frozen=True, slots=True)
class SignSheet:
    """A sheet of paper to sign: facts, what was read, what is signed for, and the lines to write on."""

    kind: ClassVar[str] = "sign"
    title: str
    facts: tuple[Pair, ...]
    label: str
    items: tuple[str, ...]
    statement: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """A word, what it means, and what there is to say about it."""

    anchor: str
    word: str
    meaning: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Glossary:
    """Words with what they mean, each with a place of its own."""

    kind: ClassVar[str] = "glossary"
    items: tuple[Explained, ...]


@dataclass(frozen=True, slots=True)
class Clock:
    """Tells when a number of hours are up. `lines` say it without scripts; `script` is JSON for theme/assets/breach.js."""

    kind: ClassVar[str] = "clock"
    lines: tuple[str, ...]
    script: str


@dataclass(frozen=True, slots=True)
class FormChoice:
    """One answer to a question of a form; `more` says what its short label covers."""

    value: str
    label: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """A question of a form with its answers; `sort` says whether one may be chosen or several."""

    name: str
    label: str
    sort: Literal["radio", "checkbox"]
    choices: tuple[FormChoice, ...]


@dataclass(frozen=True, slots=True)
class BreachForm:
    """Questions that only a script answers: not shown without one. `script` is JSON for theme/assets/breach.js."""

    kind: ClassVar[str] = "breach_form"
    questions: tuple[FormQuestion, ...]
    script: str


@dataclass(frozen=True, slots=True)
class QuizQuestion:
    """A question with its answers; `right` is the number of the right one, `about` what it is about, `why` says why."""

    anchor: str
    about: str
    text: str
    options: tuple[str, ...]
    right: int
    why: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Quiz:
    """Questions with their answers folded away; a script (theme/assets/quiz.js) lets a reader answer them."""

    kind: ClassVar[str] = "quiz"
    questions: tuple[QuizQuestion, ...]

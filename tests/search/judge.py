"""Runs a file of questions against the search of a site and counts how often an accepted page comes first.

The questions come from readers who have not seen the engine: a list of {query, pages}. Used by test_questions, and from
the project's folder as `python -m tests.search.judge SITE QUESTIONS`, which prints the shares and the misses.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.search.node import ask


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody typed and the addresses of the pages that answer."""

    query: str
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A question with the pages that search gave, best first."""

    question: Question
    given: tuple[str, ...]

    @property
    def rank(self) -> int:
        """The place of the first accepted page, counted from 1; 0 when none was given."""
        return next((place for place, page in enumerate(self.given, 1) if page in self.question.pages), 0)


def read_questions(file: Path) -> list[Question]:
    """The questions of a file."""
    listed = yaml.safe_load(file.read_text(encoding="utf-8"))["questions"]
    return [Question(str(item["query"]), tuple(page.strip("/") for page in item["pages"])) for item in listed]


def judge(site: Path, questions: Sequence[Question]) -> list[Verdict]:
    """What the search of a site gives for each question."""
    answers = ask(site, [question.query for question in questions])
    return [
        Verdict(question, tuple(result["path"].strip("/") for result in answer["results"]))
        for question, answer in zip(questions, answers, strict=True)
    ]


def hits(verdicts: Sequence[Verdict], places: int) -> float:
    """The share of questions with an accepted page among the first so many."""
    return sum(1 <= verdict.rank <= places for verdict in verdicts) / len(verdicts)


def misses(verdicts: Sequence[Verdict], places: int = 1) -> list[str]:
    """A line for each question without an accepted page among the first so many."""
    return [
        f"`{verdict.question.query}`: wanted {', '.join(verdict.question.pages)}; rank {verdict.rank or '-'}; got {', '.join(verdict.given[:3])}"
        for verdict in verdicts
        if not 1 <= verdict.rank <= places
    ]


def report(site: Path, file: Path) -> str:
    """The shares of first places and of the first three, and each question whose first page is not accepted."""
    verdicts = judge(site, read_questions(file))
    shares = f"{len(verdicts)} questions: hit@1 {hits(verdicts, 1):.1%}, hit@3 {hits(verdicts, 3):.1%}"
    return "\n".join([shares, *misses(verdicts)])


if __name__ == "__main__":
    print(report(Path(sys.argv[1]), Path(sys.argv[2])))

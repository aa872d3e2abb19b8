"""Which questions stand on a page: some of those that the records answer, spread over records and kinds.

A digest of each question's key decides, never chance or the day. A question keeps its place among those of other
records whatever happens to them, so that an edit moves few.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ropa.chain import Processor
from ropa.quiz.advice import advice_questions
from ropa.quiz.disputed import is_disputed
from ropa.quiz.keeping import keeping_questions, periods_in, systems_in
from ropa.quiz.lawful import lawful_questions
from ropa.quiz.model import Look, Question, digest
from ropa.quiz.sharing import countries_in, disclosing_in, helpers_in, parties_in, sharing_questions
from ropa.register import Entry, Register

ASKERS = (keeping_questions, sharing_questions, lawful_questions, advice_questions)
MOST_QUESTIONS, MOST_OF_A_KIND, MOST_OF_A_RECORD = 20, 4, 6
ENOUGH = 12
"""A page with fewer questions than this asks the same kind of thing more often."""
OF_ONE_PART = frozenset({"may", "first", "retention"})
MOST_RECORDS, MOST_LENDERS = 30, 40
"""So many records give questions, and so many lend wrong answers, however many there are."""
WEIGHTS: Mapping[str, int] = {"may": 8, "mail": 8, "first": 8, "retention": 4, "recipient": 4, "processor": 4, "deleter": 2, "abroad": 2, "part": 2, "cpr": 2, "class": 2}
"""What an employee needs most comes first more often."""


def quiz_of(
    register: Register,
    activities: Sequence[Entry],
    lenders: Iterable[Entry],
    processors: Mapping[str, tuple[Processor, ...]],
    wording: Callable[[Question], str] = lambda question: question.key,
) -> tuple[Question, ...]:
    """The questions of some activities; `lenders` are the records that wrong answers are taken from.

    `wording` is a question in words, "" when there are none that do not give its answer away.
    """
    known = tuple(lenders)
    look = look_at(register, tuple(_few(known, MOST_LENDERS)), processors, known)
    found = [question for entry in _few(activities, MOST_RECORDS) for question in of_record(look, entry)]
    return tuple(sorted(_mixed(_spread(found), wording), key=lambda question: digest(question.key)))


def look_at(
    register: Register, pool: tuple[Entry, ...], processors: Mapping[str, tuple[Processor, ...]], known: Iterable[Entry]
) -> Look:
    """What the questions are made from, with what the records in `pool` lend gathered once.

    `known` are all records of their organisations: not the whole register, or every page would rest on every record.
    """
    look = Look(register, pool, processors, periods=periods_in(pool), systems=systems_in(register))
    words = frozenset().union(*(look.said(entry) for entry in pool))
    return replace(
        look, parties=parties_in(look), helpers=helpers_in(look), disclosing=disclosing_in(register, known), countries=countries_in(look), words=words
    )


def _few(entries: Iterable[Entry], most: int) -> list[Entry]:
    return sorted(entries, key=lambda entry: digest(entry.key))[:most]


def of_record(look: Look, entry: Entry) -> Iterator[Question]:
    """A record's questions, those that matter most first."""
    found = {question.key: question for ask in ASKERS for question in ask(look, entry) if not is_disputed(question)}
    yield from sorted(found.values(), key=lambda question: digest(question.key) // WEIGHTS.get(question.kind, 1))


def _spread(questions: Iterable[Question]) -> list[Question]:
    """The first question of every record before the second of any."""
    ranks: Counter[str] = Counter()
    ranked = []
    for question in questions:
        ranks[question.entry.key] += 1
        ranked.append((ranks[question.entry.key], digest(question.key), question))
    return [question for _, _, question in sorted(ranked, key=lambda item: item[:2])]


def _mixed(questions: Iterable[Question], wording: Callable[[Question], str]) -> list[Question]:
    """The first questions, with no more of one kind, record or answer than there has to be, and no two that read the same."""
    counts: Counter[tuple[str, ...]] = Counter()
    kept: list[Question] = []
    spare: list[Question] = []
    told: set[str] = {""}
    for question in questions:
        kind, record, answer = (question.kind,), ("", question.entry.key), _answer(question)
        if len(kept) == MOST_QUESTIONS:
            break
        words = "" if counts[(*answer, question.entry.key)] else wording(question)
        if words in told:
            continue
        told.add(words)
        is_many = counts[kind] >= MOST_OF_A_KIND or counts[record] >= MOST_OF_A_RECORD or counts[answer]
        (spare if is_many else kept).append(question)
        counts.update([(*answer, question.entry.key), *(() if is_many else (kind, record, answer))])
    return [*kept, *spare[: max(0, ENOUGH - len(kept))]]


def _answer(question: Question) -> tuple[str, ...]:
    """What a reader learns; where it is about one part of one record, it is never the same twice."""
    if question.kind in OF_ONE_PART:
        return question.kind, question.entry.key, *question.about
    return question.kind, question.kind, *(question.about if question.kind == "class" else (question.right,))

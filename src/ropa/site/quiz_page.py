"""The pages of the knowledge check: choose an organisation or a department, then answer what its records say.

Turns the questions of `ropa.quiz` into blocks. Wrong answers come from the organisation's own records; where these are
few, from those of the organisations that follow it too, and from no more, so that an edit changes few pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from os.path import commonprefix

from ropa.quiz import NO, NOBODY, YES, Question, digest, quiz_of
from ropa.register import Entry
from ropa.search.normalise import stem, words_of
from ropa.site import texts
from ropa.site.aids import Quiz, QuizQuestion
from ropa.site.context import Context
from ropa.site.describe import place_labels
from ropa.site.entry import contacts
from ropa.site.node import Link, Node, Phrase, Text
from ropa.site.quiz_words import Words
from ropa.site.scope import departments_at_work, scope_of
from ropa.site.urls import FRONT, QUIZ, path_of, quiz_path, start_path
from ropa.site.view import Block, Lines, Notice, Section, View

ENOUGH_LENDERS, ENOUGH_QUESTIONS = 24, 8
IN_ORDER = {code: place for place, code in enumerate((YES, "not_required", "required", "done", NO, NOBODY))}
"""Answers that readers expect in this order."""
SHORTEST = 5
"""An answer of so few letters (»Nej«, »Ingen«) is no hint in a question."""
SHORTEST_WORD, MOST_ENDING = 4, 2
IN_ANY_QUESTION = frozenset(map(stem, ("oplysninger", "oplysningerne", "ansvaret", "ansvarlige", "hvilken", "data", "responsible")))
"""Words that are no hint, since questions are asked with them."""
IN_FIRM_WORDS = frozenset({"may", "mail", "dpia", "abroad"})
"""The kinds whose answers are the same few words, one of which may stand in another: »Ja«, »Ja, men kun …«."""
NOT_SAID_BY_SOURCES = frozenset({"class"})
"""The kinds of question that the register answers by itself, whatever the source of a draft says."""


def quiz_choice_view(context: Context) -> View:
    """Whose records to be asked about."""
    organisations = context.register.of("organisation")
    items = tuple(_choice(context, entry) for entry in organisations)
    lead = context.say("Se, om du kan huske, hvad fortegnelsen siger. Svarene står der, og ingen får at vide, hvad du svarer.")
    nothing = Notice(context.say("Der er ingen endnu"), (), "info")
    return View(
        path=QUIZ,
        title=context.say("Prøv dig selv"),
        description=context.say("Spørgsmål om det, fortegnelsen siger, for hver virksomhed og afdeling"),
        sections=(Section("vaelg", context.say("Vælg virksomhed eller afdeling"), (Lines(items, is_list=True) if items else nothing,)),),
        crumbs=(Link(context.say("Forside"), FRONT),),
        lead=lead,
        contacts=contacts(context),
    )


def _choice(context: Context, organisation: Entry) -> Node:
    link = Link(context.name(organisation), quiz_path(organisation.key))
    departments = tuple(Link(name, quiz_path(organisation.key, key)) for key, name in departments_at_work(context, organisation).items())
    return Phrase((link, Phrase(departments)), ": ") if departments else link


def quiz_view(context: Context, organisation: Entry, department: str = "") -> View:
    """The questions about an organisation's records, or about those of a department."""
    scope = scope_of(context, organisation, department)
    questions = questions_of(context, organisation, department)
    crumbs = [Link(context.say("Forside"), FRONT), Link(context.say("Prøv dig selv"), QUIZ)]
    if department:
        crumbs.append(Link(context.name(organisation), quiz_path(organisation.key)))
    return View(
        path=quiz_path(organisation.key, department),
        title=context.say("Prøv dig selv: {name}", name=scope.name),
        description=context.say("Spørgsmål om det, fortegnelsen siger: {name}", name=scope.name),
        sections=tuple(_sections(context, organisation, department, questions)),
        kicker=context.name(organisation) if department else "",
        crumbs=tuple(crumbs),
        badges=(context.say("1 spørgsmål") if len(questions) == 1 else context.say("{n} spørgsmål", n=len(questions)),),
        lead=context.say("Svarene står i fortegnelsen. Det, du svarer, bliver hverken gemt eller sendt."),
        contacts=contacts(context, [organisation.key]),
    )


def _sections(context: Context, organisation: Entry, department: str, questions: tuple[QuizQuestion, ...]) -> Iterator[Section]:
    blocks: list[Block] = []
    if len(questions) < ENOUGH_QUESTIONS:
        title = context.say("Der er få spørgsmål") if questions else context.say("Der er ingen spørgsmål endnu")
        reason = context.say("Der bliver kun spurgt om det, posterne siger. Jo mere der bliver udfyldt, jo flere spørgsmål kommer der.")
        blocks.append(Notice(title, (Text(reason),), "info"))
    if questions:
        blocks.append(Quiz(questions))
    yield Section("spoergsmaal", context.say("Spørgsmål"), tuple(blocks))
    links = [Link(context.say("Start her"), start_path(organisation.key, department))]
    others = {"": context.name(organisation), **departments_at_work(context, organisation)}
    links += [Link(context.say("Prøv dig selv: {name}", name=name), quiz_path(organisation.key, key)) for key, name in others.items() if key != department]
    yield Section("se-ogsaa", context.say("Se også"), (Lines(tuple(links), is_list=True),))


def questions_of(context: Context, organisation: Entry, department: str = "") -> tuple[QuizQuestion, ...]:
    """The questions in words, those left out whose answers read alike or stand in the question."""
    def wording(question: Question) -> str:
        worded = None if department and question.kind == "department" else _worded(context, question)
        return worded.text if worded else ""

    activities = scope_of(context, organisation, department).activities
    found = quiz_of(context.register, activities, _lenders(context, organisation), context.processors, wording)
    worded = (_worded(context, question) for question in found)
    return tuple(replace(each, anchor=f"spoergsmaal-{number}") for number, each in enumerate(filter(None, worded), 1))


def _lenders(context: Context, organisation: Entry) -> Iterator[Entry]:
    """The records that lend wrong answers: the organisation's own, and those of the next ones until there are enough."""
    keys = [entry.key for entry in context.register.of("organisation")]
    start = keys.index(organisation.key)
    number = 0
    for key in (*keys[start:], *keys[:start]):
        members = context.members_of(key, "activity")
        yield from members
        number += len(members)
        if number >= ENOUGH_LENDERS:
            return


def _worded(context: Context, question: Question) -> QuizQuestion | None:
    """The question in words, None when it has too few answers that read differently, or tells its own."""
    words = Words(context, question)
    asked = words.asked()
    options = {code: words.answer(code) for code in _in_order(question)}
    right = options[question.right]
    if question.kind not in IN_FIRM_WORDS:
        options = {code: text for code, text in options.items() if code == question.right or not _alike(text, right)}
    is_told = all(options.values()) and len(options) > 1 and len(set(map(str.casefold, options.values()))) == len(options)
    wrong = [text for code, text in options.items() if code != question.right]
    if not asked or not is_told or _says(asked, right) or (question.kind not in IN_FIRM_WORDS and hints(f"{asked} {words.activity}", right, wrong)):
        return None
    return QuizQuestion(
        anchor="",
        about=context.name(question.entry),
        text=_as_source_says(context, question, asked),
        options=tuple(options.values()),
        right=list(options).index(question.right),
        why=(Text(words.reason()), _place(context, question)),
    )


def _in_order(question: Question) -> list[str]:
    """The answers: those that have an order of their own in it, the others as it falls out."""
    codes = (question.right, *question.wrong)
    mixed = sorted(codes, key=lambda code: (digest(question.key, code), code))
    return sorted(mixed, key=lambda code: IN_ORDER.get(code, 1)) if question.kind in IN_FIRM_WORDS else mixed


def _alike(one: str, other: str) -> bool:
    """Whether one text is the other or a part of it."""
    one, other = one.casefold().rstrip("."), other.casefold().rstrip(".")
    return one in other or other in one


def _says(asked: str, right: str) -> bool:
    """Whether a question gives its answer away."""
    answer = right.casefold().partition(" (")[0].rstrip(".")
    return len(answer) > SHORTEST and answer in asked.casefold()


def hints(asked: str, right: str, wrong: Iterable[str]) -> bool:
    """Whether a question or the name above it has the right answer, or a word of it that no wrong answer has."""
    heard, others = _telling(asked), [_telling(text) for text in wrong]
    if f" {' '.join(words_of(right))} " in f" {' '.join(words_of(asked))} ":
        return True
    return any(_among(word, heard) and not any(_among(word, other) for other in others) for word in _telling(right))


@lru_cache(maxsize=1 << 12)
def _telling(text: str) -> tuple[str, ...]:
    """The words of a text that say what it is about; the same answers are offered to many questions."""
    return tuple(word for word in words_of(text) if len(word) >= SHORTEST_WORD and stem(word) not in IN_ANY_QUESTION)


def _among(word: str, others: Sequence[str]) -> bool:
    """Whether a word stands among others, whatever its ending."""
    return any(stem(word) == stem(other) or _begin_alike(word, other) for other in others)


def _begin_alike(one: str, other: str) -> bool:
    common = len(commonprefix((one, other)))
    return common >= MOST_ENDING + 1 and common >= min(len(one), len(other)) - MOST_ENDING


def _as_source_says(context: Context, question: Question, asked: str) -> str:
    """The question; of a draft, what its source says."""
    if question.entry.value["record"] != "draft" or question.kind in NOT_SAID_BY_SOURCES:
        return asked
    lowered = texts.lowered(asked)
    if "provenance" in question.entry.value:
        return context.say("Ifølge politikken: {question}", question=lowered)
    return context.say("Ifølge udkastet: {question}", question=lowered)


def _place(context: Context, question: Question) -> Node:
    """A link to the place that says so."""
    if question.kind == "class":
        key = question.about[0]
        return Phrase((Text(context.say("Se")), Link(context.name_of("personal_data_category", key), path_of("personal_data_category", key))), " ")
    if question.kind in ("recipient", "processor", "part") and not question.pointer:
        party = question.about[0]
        processor = next(each for each in context.processors[question.entry.key] if each.party == party)
        return Phrase((Text(context.say("Se")), Link(context.name(processor.systems[0]), path_of("system", processor.systems[0].key))), " ")
    _, anchor = place_labels(context, question.entry, question.pointer)
    path = path_of("activity", question.entry.key) + (f"#{anchor}" if anchor else "")
    return Phrase((Text(context.say("Se")), Link(context.name(question.entry), path)), " ")

"""The answers at the top of an activity's page: what, why, whose data, who gets them, how long, who is responsible.

Turns an activity into at most six short answers and one line about what they leave open, each in the words of its
question. Everything here stands in full further down the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ropa.chain import rows_of
from ropa.gaps import is_unanswered
from ropa.register import Entry
from ropa.schema import fields_of
from ropa.site import texts
from ropa.site.context import Context
from ropa.site.entry import missing_field
from ropa.site.node import Link, Many, Node, Pair, Phrase, Text
from ropa.site.rows import class_label, classes_in
from ropa.site.schedules import briefly, told
from ropa.site.urls import field_anchor, item_anchor
from ropa.site.view import Fields, Missing

MOST_PURPOSES, MOST_CATEGORIES, MOST_PARTIES, MOST_SCHEDULES, MOST_PEOPLE = 2, 8, 6, 2, 4


@dataclass(frozen=True, slots=True)
class Answer:
    """What a record answers to a question, None when nothing, and what of the question it leaves open."""

    node: Node | None
    missing: tuple[Missing, ...] = ()


def answers(context: Context, entry: Entry) -> Fields:
    """What a reader wants to know first."""
    labels = context.says(
        "Hvad", "Hvorfor", "Hvis og hvilke oplysninger", "Hvem får dem", "Hvor længe", "Hvem er ansvarlig"
    )
    askers = (_what, _why, _whose, _recipients, _how_long, _responsible)
    found = [(label, ask(context, entry)) for label, ask in zip(labels, askers, strict=True)]
    pairs = tuple(Pair(label, answer.node) for label, answer in found if answer.node is not None)
    return Fields(pairs, tuple(missing for _, answer in found for missing in answer.missing))


def _what(context: Context, entry: Entry) -> Answer:
    return Answer(Text(context.text(entry.value["summary"])) if "summary" in entry.value else None)


def _why(context: Context, entry: Entry) -> Answer:
    purposes = [context.text(purpose["text"]) for purpose in entry.value.get("purposes", ())]
    for controller in entry.value.get("on_behalf_of", ()):
        purposes += [context.text(category) for category in controller.get("processing_categories", ())]
    path = f"#{field_anchor('purposes' if 'purposes' in entry.value else 'on_behalf_of')}"
    node = _lines(_capped(context, list(dict.fromkeys(purposes)), MOST_PURPOSES, path))
    return Answer(node, _unstated(context, entry, "purposes") + _unstated(context, entry, "on_behalf_of"))


def _whose(context: Context, entry: Entry) -> Answer:
    rows = rows_of(entry)
    people = _names(context, "data_subject_category", (key for row in rows for key in row.get("data_subjects", ())))
    data = _names(context, "personal_data_category", (key for row in rows for key in row.get("categories", ())))
    missing = (
        _unstated(context, entry, "data")
        + _unstated_in_rows(context, entry, "data_subjects", context.say("hvis oplysninger"))
        + _unstated_in_rows(context, entry, "categories", context.say("hvilke oplysninger"))
    )
    parts = [
        shortened(context, words, most) for words, most in ((people, MOST_PEOPLE), (data, MOST_CATEGORIES)) if words
    ]
    if not parts:
        return Answer(None, missing)
    shown = {name.lower() for name in data[:MOST_CATEGORIES]}
    labels = (class_label(context, code) for code in classes_in(context, rows) if code != "ordinary")
    badges = tuple(Text(label, "badge") for label in labels if label.lower() not in shown)
    return Answer(Phrase((Text(": ".join([parts[0], *map(texts.lowered, parts[1:])]) + "."), *badges), " "), missing)


def _recipients(context: Context, entry: Entry) -> Answer:
    stated = entry.value.get("recipients", ())
    keys = [item["party"] for item in stated] if isinstance(stated, list) else []
    keys += [processor.party for processor in context.processors[entry.key]]
    links: list[Node] = [
        Link(context.name_of("party", key), context.path_to("party", key)) for key in dict.fromkeys(keys)
    ]
    if not links:
        nobody = Text(context.say("Ingen uden for virksomheden.")) if stated == "none" else None
        return Answer(nobody, _unstated(context, entry, "recipients"))
    more = len(links) - MOST_PARTIES
    rest = [Link(_more(context, more), "#recipients")] if more > 0 else []
    others = context.say("modtagere ud over databehandlerne")
    return Answer(Phrase((*links[:MOST_PARTIES], *rest)), _unstated(context, entry, "recipients", others))


def _how_long(context: Context, entry: Entry) -> Answer:
    """The first periods in full, each with what it holds for, and the others by name."""
    schedules = entry.value.get("retention", ())
    by_sentence: dict[str, list[Mapping[str, Any]]] = {}
    for schedule in schedules:
        by_sentence.setdefault(told(context, entry, schedule), []).append(schedule)
    groups = [(sentence, group) for sentence, group in by_sentence.items() if sentence]
    lines: list[Node] = [_period(context, sentence, group) for sentence, group in groups[:MOST_SCHEDULES]]
    others = [schedule for _, group in groups[MOST_SCHEDULES:] for schedule in group]
    if others:
        links = (Link(briefly(context, entry, other), f"#{item_anchor('retention', other['id'])}") for other in others)
        lines.append(Phrase((Text(context.say("Se også")), Phrase(tuple(links))), " "))
    is_coupled = any("retention" in row for row in rows_of(entry))
    words = context.say("hvor længe") if is_coupled else context.say("hvad fristerne gælder for")
    missing = _unstated(context, entry, "retention") or _unstated_in_rows(context, entry, "retention", words)
    return Answer(_lines(lines), missing)


def _period(context: Context, sentence: str, schedules: Sequence[Mapping[str, Any]]) -> Node:
    """A schedule's sentence with the names of what it holds for."""
    names = [context.text(schedule["label"]) for schedule in schedules if "label" in schedule]
    if not names:
        return Text(sentence)
    name = texts.joined([names[0], *map(texts.lowered, names[1:])], context.language)
    return Text(f"{name}: {texts.lowered(sentence)}")


def _responsible(context: Context, entry: Entry) -> Answer:
    fields, value = fields_of("activity").fields, entry.value
    organisation = context.register.get("organisation", entry.organisation)
    path = context.path_to("organisation", entry.organisation)
    name = context.name_of("organisation", entry.organisation)
    parts: list[Node] = [Link(name, path) if path else Text(name)]
    parts.append(Text(f"({texts.lowered(context.label(fields['role'].choices[value['role']]))})"))
    for field_name, list_name in (("owner_role", "roles"), ("department", "departments")):
        items = organisation.value.get(list_name, ()) if organisation else ()
        label = next((context.text(item["label"]) for item in items if item["id"] == value.get(field_name)), "")
        parts += [Text(f"– {label}")] if label else []
    who = context.say("hvilken rolle i virksomheden der har ansvaret")
    return Answer(Phrase(tuple(parts), " "), _unstated(context, entry, "owner_role", who))


def _unstated(context: Context, entry: Entry, name: str, words: str = "") -> tuple[Missing, ...]:
    """That the record lacks a field that the law asks for, in the field's own words or those that fit the answer."""
    field = fields_of("activity").fields[name]
    if not is_unanswered(field, entry.value, entry.value["role"]):
        return ()
    return (missing_field(context, field, words),)


def _unstated_in_rows(context: Context, entry: Entry, name: str, words: str) -> tuple[Missing, ...]:
    """That no row, or not each of them, has a field that the law asks for."""
    rows_field = fields_of("activity").fields["data"].items
    assert rows_field is not None
    field, rows = rows_field.fields[name], rows_of(entry)
    without = [n for n, row in enumerate(rows, 1) if is_unanswered(field, row, entry.value["role"])]
    if not without:
        return ()
    if len(without) < len(rows):
        words = context.say("{what} i række {n}", what=words, n=texts.numbers(without))
    return (missing_field(context, field, words),)


def _names(context: Context, kind: str, keys: Iterable[str]) -> list[str]:
    return [context.name_of(kind, key) for key in dict.fromkeys(keys)]


def shortened(context: Context, words: Sequence[str], most: int) -> str:
    """The words as a list in a sentence, and how many more there are."""
    shown = [words[0], *(texts.lowered(word) for word in words[1:most])]
    if len(words) > most:
        return f"{', '.join(shown)} {_more(context, len(words) - most)}"
    return texts.joined(shown, context.language)


def _capped(context: Context, sentences: Sequence[str], most: int, path: str) -> Iterator[Node]:
    yield from (Text(sentence) for sentence in sentences[:most])
    if len(sentences) > most:
        yield Link(_more(context, len(sentences) - most), path)


def _more(context: Context, number: int) -> str:
    return context.say("og 1 mere") if number == 1 else context.say("og {n} flere", n=number)


def _lines(nodes: Iterable[Node]) -> Node | None:
    found = tuple(nodes)
    return Many(found) if found else None

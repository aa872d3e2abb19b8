"""What the rows of a list can be chosen by: department, kind, basis, class of data, recipient, country, status.

Turns the entries of a list into a filter with a count for each choice, and into the marks that each row carries for
the script that filters. An entry that answers a question in part is found by what it answers and as not stated.
Without the script the filter stays hidden and every row is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ropa.chain import countries_of, parties_of, rows_of, systems_of
from ropa.gaps import is_unanswered
from ropa.register import Entry
from ropa.schema import Field, fields_of
from ropa.site import texts
from ropa.site.context import Context
from ropa.site.rows import class_label, classes_in, classes_of
from ropa.site.view import Facet, Filter, Mark, Option

NOT_STATED = "ikke-oplyst"
NONE = "ingen"
LAST = (NONE, NOT_STATED)
"""What is offered after everything else."""
GROUPED_BY: Mapping[str, str] = {
    "party": "type",
    "personal_data_category": "class",
    "data_subject_category": "relation",
    "security_measure": "goal",
}
"""The field that groups the list of a kind that belongs to no organisation."""
IN_ADDRESS: Mapping[str, str] = {"class": "klasse", "goal": "slags", "record": "status"}
"""What a field is called in the page's address."""

Choices = Mapping[str, str]
"""What an entry can be chosen by: labels by value."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to choose by: its name in the page's address, its label, and an entry's answers, "not stated" among them
    when the entry leaves the question open in part.

    `known` are the answers in the order of the schema; all of them are offered when `is_offered_whole`, so that a
    reader sees that none is there.
    """

    name: str
    label: str
    ask: Callable[[Context, Any], Choices]
    known: Choices = field(default_factory=dict)
    is_offered_whole: bool = False


@dataclass(frozen=True, slots=True)
class Faceted:
    """A list's filter, None when there is nothing to choose between, and the marks of each entry by its key."""

    filter: Filter | None
    marks: Mapping[str, tuple[Mark, ...]]


def faceted(context: Context, kind: str, entries: Sequence[Entry]) -> Faceted:
    """The filter and the marks of a list of one kind."""
    by_key = {entry.key: entry for entry in entries}
    return chosen_by(context, questions(context, kind), by_key, context.kind_name(kind, plural=True))


def chosen_by(
    context: Context, asked: Sequence[Question], things: Mapping[str, Any], label: str
) -> Faceted:
    """The filter and the marks of things by their keys; a question with only one answer is left out."""
    facets: list[Facet] = []
    marks: dict[str, list[Mark]] = {key: [] for key in things}
    for question in asked:
        answers = {key: _answers(context, question, thing) for key, thing in things.items()}
        counts = Counter(value for found in answers.values() for value in found)
        labels = {value: label for found in answers.values() for value, label in found.items()}
        if question.is_offered_whole and counts:
            labels |= question.known
        if len(labels) < 2:
            continue
        facets.append(_facet(question, counts, labels))
        for key, found in answers.items():
            marks[key].append(Mark(question.name, " ".join(found)))
    shown = Filter(tuple(facets), texts.lowered(label), len(things)) if facets else None
    return Faceted(shown, {key: tuple(found) for key, found in marks.items()})


def _answers(context: Context, question: Question, thing: Any) -> Choices:
    return question.ask(context, thing) or _open(context, True)


def _open(context: Context, is_open: bool) -> Choices:
    """That the question is not, or not fully, answered."""
    return {NOT_STATED: context.say("Ikke oplyst")} if is_open else {}


def _facet(question: Question, counts: Mapping[str, int], labels: Choices) -> Facet:
    """A question with its choices in their known order, else by name."""
    ranks = {value: rank for rank, value in enumerate(question.known)}

    def place(value: str) -> tuple[int, int, str, str]:
        return value in LAST, ranks.get(value, len(ranks)), labels[value].casefold(), value

    options = (Option(value, labels[value], counts.get(value, 0)) for value in sorted(labels, key=place))
    return Facet(question.name, question.label, tuple(options))


def questions(context: Context, kind: str) -> tuple[Question, ...]:
    """What the entries of a kind can be chosen by."""
    say = context.say
    organisation = Question("virksomhed", context.kind_name("organisation"), _organisation)
    codes = fields_of("personal_data_category").fields["class"]
    classes = Question("klasse", say("Klasse af oplysninger"), _classes, _choices(context, codes))
    if kind == "activity":
        fields = fields_of("activity").fields
        kinds, bases = fields["kinds"].items, fields["legal_bases"].items
        assert kinds is not None and bases is not None
        return (
            organisation,
            Question("afdeling", context.label(fields["department"].label), _department),
            Question("slags", say("Slags"), _kinds, _choices(context, kinds)),
            Question("grundlag", say("Grundlag"), _bases, _choices(context, bases.fields["article"])),
            classes,
            Question("modtager", say("Hvem får dem"), _recipients),
            Question("land", say("Land"), _activity_countries),
            _own_choice(context, kind, "record", is_offered_whole=True),
        )
    if kind == "party":
        return (
            _own_choice(context, kind, "type"),
            Question("rolle", say("Rolle"), _roles),
            Question("land", say("Land"), _country),
            Question("virksomhed", say("Bruges af"), _users),
        )
    if kind == "system":
        operator = context.label(fields_of("system").fields["operator"].label)
        operators, places = Question("drives-af", operator, _operator), Question("land", say("Land"), _places)
        return (organisation, operators, classes, places)
    return (_own_choice(context, kind, GROUPED_BY[kind]),) if kind in GROUPED_BY else ()


def _own_choice(context: Context, kind: str, name: str, *, is_offered_whole: bool = False) -> Question:
    """By a field of the entry that holds one of the schema's values."""
    field = fields_of(kind).fields[name]
    labels = _choices(context, field)

    def ask(context: Context, entry: Entry) -> Choices:
        value = entry.value.get(name)
        return {value: labels[value]} if value else {}

    return Question(IN_ADDRESS.get(name, name), context.label(field.label), ask, labels, is_offered_whole)


def _choices(context: Context, field: Field) -> Choices:
    return {value: context.label(label) for value, label in field.choices.items()}


def _organisation(context: Context, entry: Entry) -> Choices:
    return {entry.organisation: context.name_of("organisation", entry.organisation)}


def _department(context: Context, activity: Entry) -> Choices:
    """The department; with its organisation, since two may use one id."""
    organisation = context.register.get("organisation", activity.organisation)
    listed = organisation.value.get("departments", ()) if organisation else ()
    names = {item["id"]: context.text(item["label"]) for item in listed}
    chosen = activity.value.get("department")
    if chosen not in names:
        return {}
    has_others = len(context.register.of("organisation")) > 1
    owner = f" ({context.name_of('organisation', activity.organisation)})" if has_others else ""
    return {f"{activity.organisation}.{chosen}": names[chosen] + owner}


def _kinds(context: Context, activity: Entry) -> Choices:
    kinds = fields_of("activity").fields["kinds"].items
    assert kinds is not None
    return {kind: context.label(kinds.choices[kind]) for kind in activity.value.get("kinds", ())}


def _bases(context: Context, activity: Entry) -> Choices:
    """The points of Art. 6(1) that the activity states; one in other words, or a ground that names none, leaves it open."""
    bases = fields_of("activity").fields["legal_bases"].items
    assert bases is not None
    labels = bases.fields["article"].choices
    listed = activity.value.get("legal_bases", ())
    grounds = (ground for row in rows_of(activity) for ground in row.get("grounds", ({},)))
    is_open = not all("article" in basis for basis in listed) or not all("legal_basis" in ground for ground in grounds)
    found = {basis["article"]: context.label(labels[basis["article"]]) for basis in listed if "article" in basis}
    return found | _open(context, is_open)


def _classes(context: Context, entry: Entry) -> Choices:
    """The classes of data in the rows of an activity, or in those that lie in a system."""
    rows = tuple(rows_of(entry) if entry.kind == "activity" else _rows_in(context, entry))
    found = {code: class_label(context, code) for code in classes_in(context, rows)}
    return found | _open(context, not all(classes_of(context, row) for row in rows))


def _rows_in(context: Context, system: Entry) -> Iterable[Mapping[str, object]]:
    for use in context.uses_of(system):
        named = {row.row for row in use.rows or ()}
        if use.entry.kind == "activity":
            yield from (row for row in rows_of(use.entry) if row["id"] in named)


def _recipients(context: Context, activity: Entry) -> Choices:
    parties = parties_of(activity, context.processors[activity.key])
    if not parties and activity.value.get("recipients") == "none":
        return {NONE: context.say("Ingen")}
    return {key: context.name_of("party", key) for key in parties} | _open(context, _lacks(activity, "recipients"))


def _lacks(activity: Entry, name: str) -> bool:
    return is_unanswered(fields_of("activity").fields[name], activity.value, activity.value["role"])


def _activity_countries(context: Context, activity: Entry) -> Choices:
    """The countries that the data come to; open while a party's or a system's is not known, or the parties are not."""
    register, processors = context.register, context.processors[activity.key]
    parties = (register.get("party", key) for key in parties_of(activity, processors))
    is_open = (
        any(_lacks(activity, name) for name in ("recipients", "transfers"))
        or any(party is None or "country" not in party.value for party in parties)
        or any("places" not in system.value for system in systems_of(register, activity))
    )
    return _named(context, countries_of(register, activity, processors)) | _open(context, is_open)


def _named(context: Context, codes: Iterable[str]) -> Choices:
    return {code.lower(): texts.country(code, context.language) for code in codes}


def _roles(context: Context, party: Entry) -> Choices:
    """What activities use a party as, in the schema's words."""
    labels = [use.label for use in context.uses_of(party) if use.entry.kind == "activity"]
    ways = context.ways.get(party.key, ())
    labels += [fields_of("activity").fields["processors"].label for way in ways if not way.is_under]
    labels += [fields_of("agreement").fields["sub_processors"].label for way in ways if way.is_under]
    return {label["da"].lower().replace(" ", "-"): context.label(label) for label in labels}


def _country(context: Context, party: Entry) -> Choices:
    return _named(context, [party.value["country"]] if "country" in party.value else ())


def _users(context: Context, party: Entry) -> Choices:
    keys = {use.entry.organisation for use in context.uses_of(party)} - {""}
    keys |= {way.activity.organisation for way in context.ways.get(party.key, ())}
    return {key: context.name_of("organisation", key) for key in sorted(keys)}


def _operator(context: Context, system: Entry) -> Choices:
    chosen = system.value.get("operator")
    if chosen is None:
        return {}
    choices = fields_of("system").fields["operator"].choices
    return {chosen: context.label(choices[chosen]) if chosen in choices else context.name_of("party", chosen)}


def _places(context: Context, system: Entry) -> Choices:
    places = system.value.get("places", ())
    return _named(context, places if isinstance(places, list) else ())

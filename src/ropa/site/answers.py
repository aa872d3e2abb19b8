"""The answers at the top of an activity's page: what, why, whose data, who gets them, how long, who is responsible.

Turns an activity into at most six short answers and one line about what nobody has answered. Everything here stands
in full further down the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ropa.gaps import is_unanswered
from ropa.register import Entry
from ropa.schema import fields_of
from ropa.site import texts
from ropa.chain import rows_of
from ropa.site.context import Context
from ropa.site.entry import missing_field
from ropa.site.rows import class_label, classes_of
from ropa.site.schedules import told
from ropa.site.urls import field_anchor
from ropa.site.view import Fields, Link, Many, Node, Pair, Phrase, Text

MOST_PURPOSES, MOST_CATEGORIES, MOST_PARTIES, MOST_SCHEDULES, MOST_PEOPLE = 2, 8, 6, 2, 4
ASKED = ("purposes", "data", "recipients", "retention", "owner_role", "on_behalf_of")
"""The fields whose absence the reader is told about at the top."""


def answers(context: Context, entry: Entry) -> Fields:
    """What a reader wants to know first."""
    labels = context.says(
        "Hvad", "Hvorfor", "Hvis og hvilke oplysninger", "Hvem får dem", "Hvor længe", "Hvem er ansvarlig"
    )
    askers = (_what, _why, _whose, _recipients, _how_long, _responsible)
    nodes = [(label, ask(context, entry)) for label, ask in zip(labels, askers, strict=True)]
    pairs = tuple(Pair(label, node) for label, node in nodes if node is not None)
    role = entry.value["role"]
    fields = fields_of("activity").fields
    missing = tuple(
        missing_field(context, fields[name]) for name in ASKED if is_unanswered(fields[name], entry.value, role)
    )
    return Fields(pairs, missing)


def _what(context: Context, entry: Entry) -> Node | None:
    return Text(context.text(entry.value["summary"])) if "summary" in entry.value else None


def _why(context: Context, entry: Entry) -> Node | None:
    purposes = [context.text(purpose["text"]) for purpose in entry.value.get("purposes", ())]
    for controller in entry.value.get("on_behalf_of", ()):
        purposes += [context.text(category) for category in controller.get("processing_categories", ())]
    path = f"#{field_anchor('purposes' if 'purposes' in entry.value else 'on_behalf_of')}"
    return _lines(_capped(context, list(dict.fromkeys(purposes)), MOST_PURPOSES, path))


def _whose(context: Context, entry: Entry) -> Node | None:
    rows = rows_of(entry)
    people = _names(context, "data_subject_category", (key for row in rows for key in row.get("data_subjects", ())))
    data = _names(context, "personal_data_category", (key for row in rows for key in row.get("categories", ())))
    protected = dict.fromkeys(code for row in rows for code in classes_of(context, row) if code != "ordinary")
    parts = [
        _shortened(context, words, most) for words, most in ((people, MOST_PEOPLE), (data, MOST_CATEGORIES)) if words
    ]
    if not parts:
        return None
    shown = {name.lower() for name in data[:MOST_CATEGORIES]}
    labels = (class_label(context, code) for code in protected)
    badges = tuple(Text(label, "badge") for label in labels if label.lower() not in shown)
    return Phrase((Text(": ".join([parts[0], *map(texts.lowered, parts[1:])]) + "."), *badges), " ")


def _recipients(context: Context, entry: Entry) -> Node | None:
    stated = entry.value.get("recipients", ())
    keys = [item["party"] for item in stated] if isinstance(stated, list) else []
    keys += [processor.party for processor in context.processors[entry.key]]
    links: list[Node] = [
        Link(context.name_of("party", key), context.path_to("party", key)) for key in dict.fromkeys(keys)
    ]
    if links:
        more = len(links) - MOST_PARTIES
        rest = [Link(context.say("og {n} flere", n=more), "#recipients")] if more > 0 else []
        return Phrase((*links[:MOST_PARTIES], *rest))
    return Text(context.say("Ingen uden for virksomheden.")) if stated == "none" else None


def _how_long(context: Context, entry: Entry) -> Node | None:
    sentences = dict.fromkeys(told(context, entry, schedule) for schedule in entry.value.get("retention", ()))
    return _lines(_capped(context, [sentence for sentence in sentences if sentence], MOST_SCHEDULES, "#retention"))


def _responsible(context: Context, entry: Entry) -> Node:
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
    return Phrase(tuple(parts), " ")


def _names(context: Context, kind: str, keys: Iterable[str]) -> list[str]:
    return [context.name_of(kind, key) for key in dict.fromkeys(keys)]


def _shortened(context: Context, words: Sequence[str], most: int) -> str:
    """The words as a list in a sentence, and how many more there are."""
    shown = [words[0], *(texts.lowered(word) for word in words[1:most])]
    if len(words) > most:
        return f"{', '.join(shown)} {context.say('og {n} flere', n=len(words) - most)}"
    return texts.joined(shown, context.language)


def _capped(context: Context, sentences: Sequence[str], most: int, path: str) -> Iterator[Node]:
    yield from (Text(sentence) for sentence in sentences[:most])
    if len(sentences) > most:
        yield Link(context.say("og {n} flere", n=len(sentences) - most), path)


def _lines(nodes: Iterable[Node]) -> Node | None:
    found = tuple(nodes)
    return Many(found) if found else None

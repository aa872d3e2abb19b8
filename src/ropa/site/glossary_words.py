"""Finds what shows a word of the law by the register's own words: names, purposes, rules and statements that say it.

Where a record says the thing and not the word, the word's `signs` tell. Called by `glossary_examples`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.law.glossary import Term
from ropa.register import Entry
from ropa.site.context import Context
from ropa.site.glossary_shown import Find, Shown, is_called, items_of, names, row_shown, says, sentences, summary_shown
from ropa.site.urls import field_anchor, item_anchor

DUTIES = "data_protection"
"""The kind of activity that is about rights and breaches."""


def named_row(context: Context, entry: Entry, term: Term) -> Iterator[Shown]:
    """Rows with data or people that are called by the word."""
    for pointer, item in items_of(entry, "data"):
        data = [key for key in item.get("categories", ()) if is_called(context, "personal_data_category", key, term)]
        people = [key for key in item.get("data_subjects", ()) if is_called(context, "data_subject_category", key, term)]
        if item.get("categories") and (data or people):
            yield row_shown(
                context, {**item, "categories": data or item["categories"], "data_subjects": people or item.get("data_subjects", ())}, pointer
            )


def measure(context: Context, entry: Entry, term: Term) -> Iterator[Shown]:
    """Measures that are called by the word."""
    for pointer, item in items_of(entry, "security"):
        found = [key for key in item.get("measures", ()) if is_called(context, "security_measure", key, term)]
        if found:
            yield Shown(names(context, "security_measure", found, small=False), field_anchor("security"), pointer)


def titled(context: Context, entry: Entry, term: Term) -> Iterator[Shown]:
    """Activities that are called by the word."""
    return summary_shown(context, entry) if is_called(context, "activity", entry.key, term) else iter(())


def duty(context: Context, entry: Entry, term: Term) -> Iterator[Shown]:
    """Purposes that say the word, in activities about rights and breaches."""
    for pointer, item in items_of(entry, "purposes") if DUTIES in entry.value.get("kinds", ()) else ():
        text = context.text(item["text"])
        if _tells(text, term):
            yield Shown(text, item_anchor("purposes", item["id"]), pointer)


def rule(context: Context, entry: Entry, term: Term) -> Iterator[Shown]:
    """Sentences of the guidance that say the word."""
    for index, line in enumerate(entry.value.get("guidance", ())):
        text = context.text(line)
        told = [sentence for sentence in sentences(text) if _tells(sentence, term)] if _tells(text, term) else []
        yield from (Shown(sentence, field_anchor("guidance"), f"/guidance/{index}") for sentence in told)


def named_party(context: Context, entry: Entry, term: Term) -> Iterator[Shown]:
    """A party that is called by the word, with what the register says of it."""
    if is_called(context, "party", entry.key, term):
        yield Shown(context.text(entry.value["description"]) if "description" in entry.value else "")


def stated_transfer(*, is_any: bool = False) -> Find:
    """What transfers say in words: those that say the word, or any."""

    def find(context: Context, entry: Entry, term: Term) -> Iterator[Shown]:
        for pointer, item in items_of(entry, "transfers"):
            text = context.text(item["stated_as"]) if "stated_as" in item else ""
            if text and (is_any or _tells(text, term)):
                yield Shown(text, field_anchor("transfers"), pointer)

    return find


def _tells(text: str, term: Term) -> bool:
    return says(text, (*term.forms, *term.signs))

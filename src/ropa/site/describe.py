"""Turns any value of a record into nodes, led by its field in the schema: labels, links, dates, choices.

One function serves every kind of entry, so that a new field is shown without a change here. Never shows an internal
field. Pure; the templates escape.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ropa.law.eea import is_third_country
from ropa.register import Entry, Visit
from ropa.register.references import Target, resolve
from ropa.schema import Field, fields_of
from ropa.site import texts
from ropa.site.backlinks import RowUse, fields_along
from ropa.site.context import Context
from ropa.site.node import Group, Link, Many, Node, Pair, Phrase, Text
from ropa.site.rows import row_links, row_name
from ropa.site.urls import field_anchor, item_anchor

NAMING_FIELDS = ("label", "text", "heading", "title", "name")
LEADS = ("summary", "description", "business")
"""The fields that say in a sentence what an entry is; the first that is there stands at the top of its page."""
IN_HEAD: Mapping[str, frozenset[str]] = {
    "": frozenset({"id", "title", "name", "label", "record"}),
    "activity": frozenset({"organisation", "role", "kinds", "until", "department"}),
}
"""The fields that a page shows in its heading; the page of an activity also in its badges and answers."""
LAW_FIELDS = {"act", "section"}
ADDRESS_FIELDS = {"street", "postal_code", "city", "country"}
SOURCE_FIELDS = {"document", "section", "about"}
NOTE_FIELDS = {"type", "about", "text", "sources"}
NUMBERED = frozenset({"purposes"})
"""The lists whose items are numbered when there are several, since the rows name them by number."""


@dataclass(frozen=True, slots=True)
class Describer:
    """Describes the values of one entry."""

    context: Context
    entry: Entry

    def field(self, field: Field, value: Any, pointer: str, owner: Mapping[str, Any]) -> Node | None:
        """What a reader sees of a field's value; None when it is internal."""
        if field.is_internal:
            return None
        if field.takes_none and value == "none":
            return Text(self.context.say("Ingen"))
        if isinstance(value, dict):
            return self._mapping(field, value, pointer)
        if isinstance(value, list):
            return self._list(field, value, pointer, owner)
        return self._scalar(field, value, pointer, owner)

    def pairs(
        self, field: Field, value: Mapping[str, Any], pointer: str, *, without: Sequence[str] = ()
    ) -> tuple[Pair, ...]:
        """The labelled values of an object, in the order of the schema."""
        found = []
        for name, child in field.fields.items():
            if name in value and name not in without:
                node = self.field(child, value[name], f"{pointer}/{name}", value)
                if node is not None:
                    found.append(Pair(self.context.label(child.label), node))
        return tuple(found)

    def item_name(self, list_field: Field, item: Mapping[str, Any], pointer: str) -> tuple[Node, tuple[str, ...]]:
        """What an item of a list is called, and the fields that say so."""
        fields = list_field.items.fields if list_field.items else {}
        if list_field.items is not None and list_field.items.is_row:
            return Text(row_name(self.context, item)), ("id", "label")
        key = list_field.key
        if key and key != "id" and key in item:
            node = self.field(fields[key], item[key], f"{pointer}/{key}", item)
            return node or Text(str(item[key])), (key,)
        for name in NAMING_FIELDS:
            if name in item and not fields[name].is_internal:
                return Text(self.context.text(item[name])), ("id", name)
        for name in ("article", "stated_as"):
            if name in item:
                return self.field(fields[name], item[name], f"{pointer}/{name}", item) or Text(""), ("id", name)
        return Text(str(item.get("id", ""))), ("id",)

    def _mapping(self, field: Field, value: Mapping[str, Any], pointer: str) -> Node:
        if field.is_text:
            return Text(self.context.text(value))
        names = set(field.fields)
        if names == LAW_FIELDS:
            return Text(" ".join(str(value[name]) for name in field.fields if name in value))
        if names == ADDRESS_FIELDS:
            return self._address(value)
        if "row" in names:
            return row_links(self.context, self.entry, [RowUse(value["row"], tuple(value.get("categories", ())))])
        return Group(self.pairs(field, value, pointer))

    def _list(self, field: Field, values: Sequence[Any], pointer: str, owner: Mapping[str, Any]) -> Node | None:
        if field.items is None:
            return Text(", ".join(str(value) for value in values))
        if set(field.items.fields) == SOURCE_FIELDS:
            return self._sources(field.items, values, pointer)
        if field.items.fields and not field.items.is_text and not self._is_phrase(field.items):
            items = (self._item(field, value, f"{pointer}/{i}") for i, value in enumerate(values))
            return Many(tuple(_numbered(items) if field.name in NUMBERED and len(values) > 1 else items))
        found = (self.field(field.items, value, f"{pointer}/{i}", owner) for i, value in enumerate(values))
        nodes = tuple(node for node in found if node is not None)
        if len(nodes) == 1:
            return nodes[0]
        return Many(nodes) if field.items.fields else Phrase(nodes)

    def _is_phrase(self, field: Field) -> bool:
        names = set(field.fields)
        return names == LAW_FIELDS or "row" in names

    def _item(self, list_field: Field, item: Mapping[str, Any], pointer: str) -> Node:
        assert list_field.items is not None
        if set(list_field.items.fields) == NOTE_FIELDS:
            return self._note(list_field.items, item, pointer)
        if not list_field.key:
            return Group(self.pairs(list_field.items, item, pointer))
        title, used = self.item_name(list_field, item, pointer)
        anchor = item_anchor(list_field.name, item["id"]) if list_field.key == "id" else ""
        return Group(self.pairs(list_field.items, item, pointer, without=used), title, anchor)

    def _scalar(self, field: Field, value: Any, pointer: str, owner: Mapping[str, Any]) -> Node:
        target = resolve(Visit(field, value, pointer, owner), self.entry.value)
        if target is not None:
            return self.link(target, str(value))
        if field.is_pointer:
            return self._place(str(value))
        if isinstance(value, str) and value in field.choices:
            return Text(self.context.label(field.choices[value]))
        if field.is_country:
            return country_node(self.context, str(value))
        if isinstance(value, bool):
            return Text(self.context.say("Ja") if value else self.context.say("Nej"))
        return Text(texts.written(str(value), self.context.language))

    def link(self, target: Target, written: str) -> Node:
        """A link to what a reference points to, or its id where there is nothing to link to."""
        if not target.kind:
            return self._own_item(target, written)
        path = self.context.path_to(target.kind, target.key)
        holder = self.context.register.get(target.kind, target.key)
        if not path:
            return Text(f"{written} ({self.context.say('findes ikke')})", "warning")
        if holder is None:
            return Link(written, path, f"({self.context.say('filen kan ikke læses')})")
        if not target.item:
            return Link(self.context.name(holder), path)
        name = named_item(self.context, holder, target)
        return Link(name, f"{path}#{item_anchor(target.list_name, target.item)}")

    def _own_item(self, target: Target, written: str) -> Node:
        name = named_item(self.context, self.entry, target) or written
        if fields_of(self.entry.kind).fields[target.list_name].key != "id":
            return Text(name)
        return Link(name, f"#{item_anchor(target.list_name, target.item)}")

    def _address(self, value: Mapping[str, Any]) -> Node:
        town = " ".join(str(value[name]) for name in ("postal_code", "city") if name in value)
        land = texts.country(value["country"], self.context.language) if "country" in value else ""
        return Text(", ".join(part for part in (value.get("street", ""), town, land) if part))

    def _sources(self, field: Field, values: Sequence[Any], pointer: str) -> Node:
        """Each document once, with each of its sections once and what rests on it."""
        documents: dict[Node, dict[Node | None, dict[Node, None]]] = {}
        for index, value in enumerate(values):
            place = f"{pointer}/{index}"
            document, section = (
                self.field(field.fields[name], value[name], f"{place}/{name}", value) if name in value else None
                for name in ("document", "section")
            )
            about = dict.fromkeys(self._place(part) for part in value.get("about", ()))
            documents.setdefault(document or Text(""), {}).setdefault(section, {}).update(about)
        groups = [self._document(document, sections) for document, sections in documents.items()]
        return groups[0] if len(groups) == 1 else Many(tuple(groups))

    def _document(self, document: Node, sections: Mapping[Node | None, Mapping[Node, None]]) -> Node:
        parts = [self._section(section, tuple(about)) for section, about in sections.items() if section or about]
        if not parts:
            return document
        if all(isinstance(part, Link) for part in parts):
            return Phrase((document, Phrase(tuple(parts))), " › ")
        return Many((document, Many(tuple(parts))))

    def _section(self, section: Node | None, about: tuple[Node, ...]) -> Node:
        """A section that a source names, or the document as a whole, with the parts of the record that rest on it."""
        where = section or Text(self.context.say("hele dokumentet"))
        return Phrase((where, Phrase(about)), " – ") if about else where

    def _note(self, field: Field, note: Mapping[str, Any], pointer: str) -> Node:
        """A note: what kind it is and about what, its text, and where it is from."""
        label = self.context.label(field.fields["type"].choices.get(note.get("type", ""), {}))
        head: tuple[Node, ...] = (Text(label, "strong"),) if label else ()
        if "about" in note:
            head += (self._place(note["about"]),)
        pairs = self.pairs(field, note, pointer, without=("type", "about", "text"))
        body = (Text(self.context.text(note["text"])), *((Group(pairs),) if pairs else ()))
        return Many((Phrase(head, ": "), *body) if head else body)

    def _place(self, pointer: str) -> Node:
        """A pointer into the record as the labels it passes, linked to where the page shows it; a missing field is not shown."""
        labels, anchor = place_labels(self.context, self.entry, pointer)
        name = ": ".join(labels) or self.context.say("hele posten")
        is_shown = anchor and pointer.split("/")[1] in self.entry.value
        return Link(name, f"#{anchor}") if is_shown else Text(name)


def _numbered(items: Iterable[Node]) -> Iterator[Node]:
    """Items with their number before their title."""
    for number, item in enumerate(items, 1):
        if isinstance(item, Group) and item.title is not None:
            yield replace(item, title=Phrase((Text(str(number), "number"), item.title), " "))
        else:
            yield item


def shown_at_top(entry: Entry) -> frozenset[str]:
    """The fields that stand at the top of an entry's page and in no section."""
    return IN_HEAD[""] | IN_HEAD.get(entry.kind, frozenset()) | {next((n for n in LEADS if n in entry.value), "")}


def place_labels(context: Context, entry: Entry, pointer: str) -> tuple[tuple[str, ...], str]:
    """What a pointer into an entry is called, part by part, and the anchor where the page shows it."""
    trail = fields_along(fields_of(entry.kind), pointer)
    labels: list[str] = []
    value: Any = entry.value
    anchor = field_anchor(trail[0].name) if trail and trail[0].name not in shown_at_top(entry) else ""
    parent: Field | None = None
    for step, field in zip(pointer.split("/")[1:], trail, strict=False):
        if isinstance(value, list):
            value = value[int(step)] if int(step) < len(value) else {}
            if isinstance(value, dict) and parent is not None and parent.key:
                labels.append(item_text(context, entry, parent, value))
                anchor = item_anchor(parent.name, value["id"]) if "id" in value and len(labels) == 2 else anchor
        else:
            value = value.get(step, {}) if isinstance(value, dict) else {}
            labels.append(context.label(field.label))
        parent = field
    return tuple(label.rstrip(".") for label in labels if label), anchor


def named_item(context: Context, holder: Entry, target: Target) -> str:
    """The name of an item in a list of an entry; its id when it is not there."""
    list_field = fields_of(holder.kind).fields[target.list_name]
    for item in holder.value.get(target.list_name, ()):
        if isinstance(item, dict) and target.item in (item.get("id"), item.get(list_field.key)):
            return item_text(context, holder, list_field, item)
    return target.item


def item_text(context: Context, holder: Entry, list_field: Field, item: Mapping[str, Any]) -> str:
    """What an item of a list is called, as text."""
    node, _ = Describer(context, holder).item_name(list_field, item, "")
    return node.text if isinstance(node, (Text, Link)) else str(item.get("id", ""))


def country_node(context: Context, code: str) -> Text:
    """A country by name, with a word when it lies outside the EU/EEA."""
    name = texts.country(code, context.language)
    if is_third_country(code):
        return Text(f"{name} ({context.say('uden for EU/EØS')})", "warning")
    return Text(name)


def top_fields(entry: Entry) -> Iterator[tuple[Field, Any, str]]:
    """The fields at the top of an entry that have a value, each with its value and pointer."""
    for name, field in fields_of(entry.kind).fields.items():
        if name in entry.value:
            yield field, entry.value[name], f"{entry.pointer}/{name}"

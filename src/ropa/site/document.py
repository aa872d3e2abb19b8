"""The page of a document: its headings one within the other, what it claims below each, and what rests on each.

Turns a document into a view, so that a reader can hold the published policy against the register.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Any

from ropa.register import Entry
from ropa.register.references import Target
from ropa.rules.families.doc_sections import unused_section
from ropa.schema import fields_of
from ropa.site.backlinks import Use
from ropa.site.context import Context
from ropa.site.describe import Describer, place_labels
from ropa.site.entry import PROVENANCE, entry_view
from ropa.site.node import Group, Link, Many, Node, Pair, Phrase, Text
from ropa.site.urls import field_anchor, item_anchor
from ropa.site.view import Block, Lines, Notice, Outline, OutlineItem, View


def document_view(context: Context, document: Entry) -> View:
    """A document: its headings one below the other, each with its claims and what rests on it."""
    return entry_view(context, document, special={"sections": _headings, "claims": _loose_claims})


def _headings(context: Context, document: Entry) -> tuple[Block, ...]:
    """The document's sections, each below the one that it names; one that names itself in a circle stands alone."""
    below: dict[str, list[Mapping[str, Any]]] = {}
    for section in document.value["sections"]:
        below.setdefault(_parent(document, section), []).append(section)
    unused = _unused(context, document)
    ids = {section["id"] for section in unused}
    outline = Outline(_outline(context, document, below, ids), field_anchor("sections"))
    return (_unused_notice(context, document, unused), outline) if unused else (outline,)


def _unused(context: Context, document: Entry) -> tuple[Mapping[str, Any], ...]:
    """The sections that nothing in the register rests on, as the check found them."""
    found = {f.pointer for f in context.findings_of(document) if f.code == unused_section.code}
    sections = enumerate(document.value["sections"])
    return tuple(section for index, section in sections if f"{document.pointer}/sections/{index}" in found)


def _unused_notice(context: Context, document: Entry, unused: Sequence[Mapping[str, Any]]) -> Notice:
    total = len(document.value["sections"])
    title = context.say("Intet i registret bygger på {n} af {total} afsnit", n=len(unused), total=total)
    links = (Link(section["heading"], f"#{item_anchor('sections', section['id'])}") for section in unused)
    return Notice(title, (Phrase(tuple(links)),))


def _parent(document: Entry, section: Mapping[str, Any]) -> str:
    """The id of the section above, "" when there is none or the way up goes in a circle."""
    parents = {item["id"]: item.get("parent", "") for item in document.value["sections"]}
    above, passed = parents[section["id"]], {section["id"]}
    while above in parents and above not in passed:
        passed.add(above)
        above = parents[above]
    return "" if above in passed or parents[section["id"]] not in parents else parents[section["id"]]


def _outline(
    context: Context,
    document: Entry,
    below: Mapping[str, Sequence[Mapping[str, Any]]],
    unused: Container[str],
    parent: str = "",
) -> tuple[OutlineItem, ...]:
    return tuple(
        OutlineItem(
            section["heading"],
            item_anchor("sections", section["id"]),
            tuple(
                _claim(context, document, index, claim)
                for index, claim in enumerate(document.value.get("claims", ()))
                if claim.get("section") == section["id"]
            ),
            _resting_on(context, document, section["id"]),
            section["id"] in unused,
            _outline(context, document, below, unused, section["id"]),
        )
        for section in below.get(parent, ())
    )


def _claim(context: Context, document: Entry, index: int, claim: Mapping[str, Any]) -> Group:
    claims = fields_of("document").fields["claims"].items
    assert claims is not None
    pairs = Describer(context, document).pairs(claims, claim, f"/claims/{index}", without=("id", "text", "section"))
    return Group(pairs, Text(context.text(claim["text"])), item_anchor("claims", claim["id"]))


def _loose_claims(context: Context, document: Entry) -> tuple[Lines, ...]:
    loose = tuple(
        _claim(context, document, index, claim)
        for index, claim in enumerate(document.value.get("claims", ()))
        if claim.get("section") not in {section["id"] for section in document.value["sections"]}
    )
    label = context.say("Udsagn uden afsnit") if loose else ""
    return (Lines(loose, label=label, anchor=field_anchor("claims")),)


def _resting_on(context: Context, document: Entry, section: str) -> tuple[Pair, ...]:
    """By kind, the entries that point to a section, and which of their parts rest on it."""
    kinds: dict[str, dict[str, list[Use]]] = {}
    for use in context.uses.get(Target("document", document.key, "sections", section), ()):
        if use.entry != document:
            kinds.setdefault(use.entry.kind, {}).setdefault(use.entry.key, []).append(use)
    return tuple(
        Pair(context.kind_name(kind, plural=True), Many(tuple(_rests(context, uses) for uses in found.values())))
        for kind, found in kinds.items()
    )


def _rests(context: Context, uses: Sequence[Use]) -> Node:
    entry = uses[0].entry
    path = context.path_to(entry.kind, entry.key)
    link = Link(context.name(entry), path)
    names: dict[Node, None] = {}
    for place in (place for use in uses for place in _parts(use)):
        labels, anchor = place_labels(context, entry, place)
        name = ": ".join(labels) or context.say("hele posten")
        names[Link(name, f"{path}#{anchor}") if anchor else Text(name)] = None
    return Phrase((link, Phrase(tuple(names))), ": ") if names else link


def _parts(use: Use) -> tuple[str, ...]:
    """The parts of an entry that rest on a section: those it says itself, else the field that names the section."""
    field_name = use.pointer.removeprefix(use.entry.pointer).split("/")[1]
    return use.about or (() if field_name == PROVENANCE else (f"/{field_name}",))

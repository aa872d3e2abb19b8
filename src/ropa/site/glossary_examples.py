"""Finds in the register an example of a word of the law: the record that shows one, and what it says.

Each word of `ropa.law.glossary` names how its example is found. Which of several records is shown follows from the word
and the records' keys alone: the same register gives the same example, and words do not all show the same record.
Nothing is made up; where no record shows one, there is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple
from zlib import crc32

from ropa.chain import abroad_of
from ropa.law.glossary import Term, plain
from ropa.register import Entry
from ropa.schema import fields_of
from ropa.site import texts
from ropa.site.context import Context
from ropa.site.node import Link, Node, Phrase, Text
from ropa.site.rows import classes_of
from ropa.site.schedules import told
from ropa.site.urls import field_anchor, item_anchor

MOST = 3
"""So many things are named of a list; an example need not be whole."""
_WORD = re.compile(r"\w+")
LONGEST = 120
"""A period that takes more letters to tell explains little."""
PROCESSING, CPR = "data_processing", "cpr"
DIRECT = frozenset({"email", "sms", "mms", "phone", "letter", "push"})
"""The channels of marketing that reach one person."""


class Shown(NamedTuple):
    """What a record says, and the place on its page where it says so; "" for the page as a whole."""

    text: str
    anchor: str = ""


Find = Callable[[Context, Entry, Term], Shown | None]


class Finder(NamedTuple):
    """Where an example is looked for: the kind of entry, and what there may be in one."""

    kind: str
    find: Find


def example_of(context: Context, term: Term) -> Node | None:
    """A record that shows the word, with what it says; None when there is none."""
    for finder in FINDERS[term.example]:
        entries = sorted(context.register.of(finder.kind), key=lambda entry: crc32(f"{term.id} {entry.kind} {entry.key}".encode()))
        for entry in entries:
            shown = finder.find(context, entry, term) if context.path_to(entry.kind, entry.key) else None
            if shown is not None:
                return _node(context, entry, shown)
    return None


def _node(context: Context, entry: Entry, shown: Shown) -> Node:
    """The record as a link, whose it is, and what it says; nothing twice."""
    path = context.path_to(entry.kind, entry.key)
    owner = context.name_of("organisation", entry.organisation) if entry.organisation and entry.kind != "organisation" else ""
    link = Link(context.title(entry), f"{path}#{shown.anchor}" if shown.anchor else path, f"({owner})" if owner and owner != shown.text else "")
    return Phrase((link, Text(shown.text)), ": ") if shown.text else link


def _row(context: Context, entry: Entry, term: Term) -> Shown | None:
    """A row with people and data: navn og adresse (kunder)."""
    return next((_row_shown(context, row) for row in entry.value.get("data", ()) if row.get("categories") and row.get("data_subjects")), None)


def _row_shown(context: Context, row: Mapping[str, Any]) -> Shown:
    named = texts.capitalised(_names(context, "personal_data_category", row["categories"]))
    people = _names(context, "data_subject_category", row.get("data_subjects", ()))
    return Shown(f"{named} ({people})" if people else named, item_anchor("data", row["id"]))


def _people(context: Context, entry: Entry, term: Term) -> Shown | None:
    for row in entry.value.get("data", ()):
        if row.get("data_subjects"):
            named = _names(context, "data_subject_category", row["data_subjects"])
            return Shown(texts.capitalised(named), item_anchor("data", row["id"]))
    return None


def _of_class(code: str) -> Find:
    """A row that holds data of a class. Only those are named, and none that is only called by the word itself."""

    def find(context: Context, entry: Entry, term: Term) -> Shown | None:
        for row in entry.value.get("data", ()):
            if code in classes_of(context, row):
                own = [key for key in row.get("categories", ()) if "class_here" in row or _class(context, key) == code]
                if own and (code == CPR or not any(_is_called(context, "personal_data_category", key, term) for key in own)):
                    return _row_shown(context, {**row, "categories": own})
        return None

    return find


def _class(context: Context, key: str) -> str:
    category = context.register.get("personal_data_category", key)
    return str(category.value["class"]) if category is not None else ""


def _basis(article: str = "", part: str = "") -> Find:
    """A legal basis, or one with a certain point of Art. 6(1) and a part that says more about it."""

    def find(context: Context, entry: Entry, term: Term) -> Shown | None:
        for basis in entry.value.get("legal_bases", ()):
            if "article" in basis and article in ("", basis["article"]) and (not part or part in basis):
                return Shown(_basis_text(context, basis, part), item_anchor("legal_bases", basis["id"]))
        return None

    return find


def _basis_text(context: Context, basis: Mapping[str, Any], part: str) -> str:
    if part == "national_law":
        return texts.joined([" ".join(map(str, law.values())) for law in _listed(basis[part])], context.language)
    if part:
        return context.text(basis[part])
    items = fields_of("activity").fields["legal_bases"].items
    assert items is not None
    return context.label(items.fields["article"].choices[basis["article"]])


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _purpose(*kinds: str) -> Find:
    def find(context: Context, entry: Entry, term: Term) -> Shown | None:
        for purpose in entry.value.get("purposes", ()):
            if not kinds or purpose.get("kind") in kinds:
                return Shown(context.text(purpose["text"]), item_anchor("purposes", purpose["id"]))
        return None

    return find


def _consent(context: Context, entry: Entry, term: Term) -> Shown | None:
    for consent in entry.value.get("consents", ()):
        if "label" in consent:
            return Shown(context.text(consent["label"]), item_anchor("consents", consent["id"]))
    return None


def _schedule(context: Context, entry: Entry, term: Term) -> Shown | None:
    """A period that is counted from something; a criterion alone is no example."""
    for schedule in entry.value.get("retention", ()):
        sentence = told(context, entry, schedule) if "period" in schedule and ("event" in schedule or "from" in schedule) else ""
        if 0 < len(sentence) <= LONGEST:
            return Shown(sentence, item_anchor("retention", schedule["id"]))
    return None


def _parties(name: str, role: str = "") -> Find:
    """The parties that a list of an activity names, those of a role only when one is meant."""

    def find(context: Context, entry: Entry, term: Term) -> Shown | None:
        listed = entry.value.get(name, ())
        found = [item["party"] for item in listed if role in ("", item.get("role"))] if isinstance(listed, list) else []
        return Shown(_names(context, "party", found, small=False), field_anchor(name)) if found else None

    return find


def _derived_processors(context: Context, entry: Entry, term: Term) -> Shown | None:
    found = [processor.party for processor in context.processors[entry.key]]
    return Shown(_names(context, "party", found, small=False), "recipients") if found else None


def _sub_processors(context: Context, entry: Entry, term: Term) -> Shown | None:
    listed = entry.value.get("sub_processors") if entry.value.get("type") == PROCESSING else None
    found = [item["party"] for item in listed if "party" in item] if isinstance(listed, list) else []
    return Shown(_names(context, "party", found, small=False), field_anchor("sub_processors")) if found else None


def _agreement(context: Context, entry: Entry, term: Term) -> Shown | None:
    return Shown("") if entry.value.get("type") == PROCESSING else None


def _controller(context: Context, entry: Entry, term: Term) -> Shown | None:
    return Shown(context.name_of("organisation", entry.organisation)) if entry.value["role"] == "controller" else None


def _said(name: str, part: str) -> Find:
    """What an item of a list, or a field with parts, says in one of its parts."""

    def find(context: Context, entry: Entry, term: Term) -> Shown | None:
        value = entry.value.get(name)
        items = value if isinstance(value, list) else [value]
        return next((Shown(context.text(item[part]), field_anchor(name)) for item in items if isinstance(item, dict) and part in item), None)

    return find


def _marketing(context: Context, entry: Entry, term: Term) -> Shown | None:
    marketing = entry.value.get("marketing")
    channels = fields_of("activity").fields["marketing"].fields["channels"].items
    assert channels is not None
    chosen = marketing.get("channels", ()) if isinstance(marketing, dict) else ()
    named = [texts.lowered(context.label(channels.choices[code])) for code in chosen if code in DIRECT]
    return Shown(texts.capitalised(texts.joined(named, context.language)), field_anchor("marketing")) if named else None


def _objection(name: str) -> Find:
    """How people say no, where it is not a consent that they take back."""
    said = _said(name, "objection_channel")
    return lambda context, entry, term: said(context, entry, term) if "consents" not in entry.value else None


def _of_kind(*kinds: str) -> Find:
    """An activity of a kind, with its own short account of itself."""

    def find(context: Context, entry: Entry, term: Term) -> Shown | None:
        if not set(kinds) & set(entry.value.get("kinds", ())):
            return None
        return _summary(context, entry, term)

    return find


def _summary(context: Context, entry: Entry, term: Term) -> Shown | None:
    if "summary" not in entry.value:
        return None
    return Shown(context.text(entry.value["summary"]).partition(". ")[0].rstrip(".") + ".")


def _activity(context: Context, entry: Entry, term: Term) -> Shown | None:
    return Shown("")


def _number_of_activities(context: Context, entry: Entry, term: Term) -> Shown | None:
    number = len(context.members_of(entry.key, "activity"))
    if not number:
        return None
    return Shown(context.say("1 aktivitet") if number == 1 else context.say("{n} aktiviteter", n=number))


def _officer(context: Context, entry: Entry, term: Term) -> Shown | None:
    officer = entry.value.get("dpo", {})
    if officer.get("appointed"):
        return Shown(context.say("Virksomheden har udpeget en."), field_anchor("dpo"))
    if "reason" in officer:
        return Shown(context.text(officer["reason"]), field_anchor("dpo"))
    return None


def _notice(context: Context, entry: Entry, term: Term) -> Shown | None:
    found = [item["document"] for item in entry.value.get("notices", ()) if isinstance(item, dict)] if isinstance(entry.value.get("notices"), list) else []
    return Shown(_names(context, "document", found, small=False), field_anchor("notices")) if found else None


def _country(context: Context, entry: Entry, term: Term) -> Shown | None:
    abroad = [way.country for way in abroad_of(context.register, entry, context.processors[entry.key]) if way.country]
    stated = [way["country"] for way in _transfers(entry) if "country" in way]
    named = [texts.country(code, context.language) for code in dict.fromkeys([*stated, *abroad])]
    return Shown(texts.joined(named[:MOST], context.language), "transfers") if named else None


def _mechanism(*codes: str) -> Find:
    """A transfer with one of some mechanisms, or with any."""

    def find(context: Context, entry: Entry, term: Term) -> Shown | None:
        items = fields_of(entry.kind).fields["transfers"].items
        assert items is not None
        for way in _transfers(entry):
            if "mechanism" in way and (not codes or way["mechanism"] in codes):
                label = context.label(items.fields["mechanism"].choices[way["mechanism"]])
                country = texts.country(way["country"], context.language) if "country" in way else ""
                return Shown(": ".join(part for part in (country, label) if part), field_anchor("transfers"))
        return None

    return find


def _transfers(entry: Entry) -> Iterable[Mapping[str, Any]]:
    listed = entry.value.get("transfers")
    return [way for way in listed if isinstance(way, dict)] if isinstance(listed, list) else []


def _named_row(context: Context, entry: Entry, term: Term) -> Shown | None:
    """A row with data or people that are called by the word."""
    for row in entry.value.get("data", ()):
        data = [key for key in row.get("categories", ()) if _is_called(context, "personal_data_category", key, term)]
        people = [key for key in row.get("data_subjects", ()) if _is_called(context, "data_subject_category", key, term)]
        if row.get("categories") and (data or people):
            return _row_shown(context, {**row, "categories": data or row["categories"], "data_subjects": people or row.get("data_subjects", ())})
    return None


def _measure(context: Context, entry: Entry, term: Term) -> Shown | None:
    security = entry.value.get("security")
    measures = security.get("measures", ()) if isinstance(security, dict) else ()
    found = [key for key in measures if _is_called(context, "security_measure", key, term)]
    return Shown(_names(context, "security_measure", found, small=False), field_anchor("security")) if found else None


def _is_called(context: Context, kind: str, key: str, term: Term) -> bool:
    """Whether the word, or a spelling of it, is in the name of an entry."""
    name = " ".join(_WORD.findall(plain(context.name_of(kind, key))))
    return any(f" {' '.join(_WORD.findall(plain(form)))} " in f" {name} " for form in term.forms)


def _names(context: Context, kind: str, keys: Iterable[str], *, small: bool = True) -> str:
    """What some entries are called, as in a sentence; no more than a few."""
    found = list(dict.fromkeys(context.name_of(kind, key) for key in keys))
    shown = [texts.lowered(name) if small else name for name in found]
    return texts.joined(shown, context.language) if len(shown) <= MOST else context.say("{n} m.m.", n=", ".join(shown[:MOST]))


FINDERS: Mapping[str, tuple[Finder, ...]] = {
    "activity": (Finder("activity", _activity),),
    "adequacy": (Finder("activity", _mechanism("adequacy", "dpf")), Finder("agreement", _mechanism("adequacy", "dpf"))),
    "anti_money_laundering": (Finder("activity", _of_kind("aml")),),
    "automated_decision": (Finder("activity", _said("automated_decisions", "description")),),
    "by_name": (Finder("activity", _named_row),),
    "cctv": (Finder("activity", _of_kind("cctv")),),
    "confidential": (Finder("activity", _of_class("confidential")),),
    "consent": (Finder("activity", _consent),),
    "controller": (Finder("activity", _controller),),
    "cookie": (Finder("activity", _named_row),),
    "cpr": (Finder("activity", _of_class("cpr")),),
    "criminal": (Finder("activity", _of_class("criminal")),),
    "data_subject": (Finder("activity", _people),),
    "disclosure": (Finder("activity", _parties("recipients", "authority")), Finder("activity", _parties("recipients", "controller"))),
    "impact_assessment": (Finder("activity", _said("dpia", "reason")),),
    "joint_controller": (Finder("activity", _parties("joint_controllers")),),
    "legal_basis": (Finder("activity", _basis()),),
    "legal_claim": (Finder("activity", _purpose("legal_claims")),),
    "legal_obligation": (Finder("activity", _basis("6.1.c", "national_law")), Finder("activity", _basis("6.1.c", "stated_as")), Finder("activity", _basis("6.1.c"))),
    "legitimate_interest": (Finder("activity", _basis("6.1.f", "interest")), Finder("activity", _basis("6.1.f"))),
    "logging": (Finder("activity", _of_kind("logging")),),
    "marketing": (Finder("activity", _marketing),),
    "measure": (Finder("activity", _measure),),
    "notice": (Finder("activity", _notice),),
    "objection": (Finder("activity", _objection("marketing")), Finder("activity", _objection("profiling"))),
    "officer": (Finder("organisation", _officer),),
    "personal_data": (Finder("activity", _row),),
    "processing": (Finder("activity", _summary),),
    "processing_agreement": (Finder("agreement", _agreement),),
    "processor": (Finder("activity", _derived_processors), Finder("activity", _parties("processors"))),
    "profiling": (Finder("activity", _said("profiling", "description")),),
    "purpose": (Finder("activity", _purpose()),),
    "recipient": (Finder("activity", _parties("recipients")),),
    "record": (Finder("organisation", _number_of_activities),),
    "retention": (Finder("activity", _schedule),),
    "special": (Finder("activity", _of_class("special")),),
    "standard_clauses": (Finder("activity", _mechanism("scc")), Finder("agreement", _mechanism("scc"))),
    "sub_processor": (Finder("agreement", _sub_processors),),
    "third_country": (Finder("activity", _country),),
    "transfer_mechanism": (Finder("activity", _mechanism()), Finder("agreement", _mechanism())),
}
"""How an example is found, by the name that words of the glossary give it; the first that finds one is used."""

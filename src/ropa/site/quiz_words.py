"""A question of `ropa.quiz` in words: the question, what its answers are called, and why one of them is right.

Turns ids and codes into names and labels of the records and the schema. Called by `quiz_page`. A kind whose record has
no words for what is asked gives "", and the question is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ropa.quiz import NO, NOBODY, SOMEWHERE, YES, Question, rows_kept
from ropa.register.pointers import follow
from ropa.retention import Rule, parse_rule
from ropa.retention.words import duration
from ropa.schema import Field, fields_of
from ropa.site import texts
from ropa.site.context import Context
from ropa.site.describe import place_labels
from ropa.site.rows import class_label, row_name
from ropa.site.schedules import told

MOST_NAMED = 3
_TELLS_TIME = re.compile(r"\d|\b(?:år|måned|uge|dag|year|month|week|day)", re.IGNORECASE)
"""In the name of a schedule, what would give its period away."""
CODES: Mapping[str, tuple[str, ...]] = {
    "basis": ("legal_bases", "article"),
    "article_9": ("data", "grounds", "article_9"),
    "criminal": ("data", "grounds", "criminal"),
    "cpr": ("data", "grounds", "cpr"),
    "source": ("data", "sources", "type"),
    "dpia": ("dpia", "outcome"),
    "role": ("role",),
    "part": ("recipients", "role"),
    "channel": ("data", "channels"),
    "withdraw": ("consents", "withdraw_via"),
}
"""The fields whose labels are the answers."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words for one question."""

    context: Context
    question: Question

    @property
    def activity(self) -> str:
        return self.context.name(self.question.entry)

    @property
    def value(self) -> Mapping[str, Any]:
        return self.question.entry.value

    def say(self, danish: str, **words: object) -> str:
        return self.context.say(danish, **words)

    def asked(self) -> str:
        """The question; "" when there are no words for what it is about."""
        return ASKED[self.question.kind](self)

    def answer(self, code: str) -> str:
        """What an answer is called."""
        return ANSWERS.get(self.question.kind, Words.label)(self, code)

    def reason(self) -> str:
        """Why the right answer is right, in a sentence or two that do not say it again."""
        return REASONS.get(self.question.kind, Words.right)(self)

    def right(self) -> str:
        """Where the record says the right answer."""
        labels, _ = place_labels(self.context, self.question.entry, self.question.pointer)
        answer = self.answer(self.question.right)
        return self.say("Det står under »{place}«.", place=": ".join(label for label in labels if label != answer))

    def item(self, list_name: str, item_id: str) -> Mapping[str, Any]:
        """The item of a list of the record; empty when the id leads nowhere, which is told elsewhere."""
        items = self.value.get(list_name, ())
        return next((item for item in items if item["id"] == item_id), {}) if isinstance(items, list) else {}

    def row(self) -> str:
        """The row that the question is about."""
        name = row_name(self.context, self.item("data", self.question.about[0]))
        return self.say("oplysningerne »{name}«", name=name)

    def kept(self) -> str:
        """What the schedule is for: the rows it holds for, else its name."""
        schedule = self.item("retention", self.question.about[0])
        names = [row_name(self.context, row) for row in rows_kept(self.question.entry, schedule)]
        if 0 < len(names) <= MOST_NAMED:
            quoted = texts.joined([f"»{name}«" for name in names], self.context.language)
            return self.say("oplysningerne {names}", names=quoted)
        label = self.context.text(schedule["label"]) if "label" in schedule else ""
        return f"»{label}«" if label and not _TELLS_TIME.search(label) else ""

    def label(self, code: str) -> str:
        """The label of a code, or of several with spaces between them, in the schema."""
        choices = _field(CODES[self.question.kind]).choices
        first, *more = (self.context.label(choices[each]) for each in code.split())
        return texts.joined([texts.capitalised(first), *map(texts.lowered, more)], self.context.language)

    def period(self, code: str) -> str:
        """The sentence of the schedule with another period in it."""
        schedule = self.item("retention", self.question.about[0])
        return told(self.context, self.question.entry, {**schedule, "period": code})

    def length(self, code: str) -> str:
        """That sentence as far as the period, after which it is the same for all."""
        rule = parse_rule({"id": "any", "mode": "exact", "event": "event", "period": code})
        length = duration(rule.terms[0].period, self.context.language) if isinstance(rule, Rule) else ""
        start, found, _ = self.period(code).partition(length) if length else ("", "", "")
        return f"{start}{found}" if found else self.period(code)

    def named(self, list_name: str, code: str) -> str:
        """What the organisation calls a role or a department."""
        organisation = self.context.register.get("organisation", self.question.entry.organisation)
        items = organisation.value.get(list_name, ()) if organisation else ()
        return next((self.context.text(item["label"]) for item in items if item["id"] == code), "")

    def party(self, code: str) -> str:
        return self.say("Ingen") if code == NOBODY else texts.capitalised(self.context.name_of("party", code))

    def country(self, code: str) -> str:
        if code == NOBODY:
            return self.say("Nej")
        if code == SOMEWHERE:
            return self.say("Ja")
        return self.say("Ja, til {country}", country=texts.country(code, self.context.language))

    def must(self, code: str) -> str:
        """Whether the person must give data, and why."""
        fixed = {"statutory": self.say("Ja, det kræver loven"), "contractual": self.say("Ja, det kræver aftalen")}
        return fixed.get(code) or self.say("Nej, det er frivilligt")

    def allowed(self, code: str) -> str:
        fixed = {YES: self.say("Ja"), NO: self.say("Nej")}
        return fixed.get(code) or self.say("Ja, men kun {condition}", condition=code)


def _field(path: tuple[str, ...]) -> Field:
    field = fields_of("activity").fields[path[0]]
    for step in path[1:]:
        field = (field.items or field).fields[step]
    return field.items or field


def _how_long(words: Words) -> str:
    what, say = words.kept(), words.say
    if not what:
        return ""
    mode = words.item("retention", words.question.about[0])["mode"]
    if mode == "max":
        return say("Hvor længe må vi højst gemme {what}?", what=what)
    return say("Hvor længe skal vi mindst gemme {what}?", what=what) if mode == "min" else say("Hvor længe gemmer vi {what}?", what=what)


def _deleter(words: Words) -> str:
    what = words.kept()
    return words.say("Hvem har ansvaret for at slette {what}?", what=what) if what else ""


def _basis(words: Words) -> str:
    stated = words.item("purposes", words.question.about[1])
    if not stated:
        return ""
    purpose = words.context.text(stated["text"]).rstrip(".")
    return words.say("Hvilket grundlag har vi for {what}, når formålet er »{purpose}«?", what=words.row(), purpose=purpose)


def _withdraw(words: Words) -> str:
    label = words.item("consents", words.question.about[0]).get("label")
    if label is None:
        return words.say("Hvordan trækker man sit samtykke tilbage i »{activity}«?", activity=words.activity)
    return words.say("Hvordan trækker man »{consent}« tilbage?", consent=words.context.text(label))


ASKED: Mapping[str, Callable[[Words], str]] = {
    "retention": _how_long,
    "deleter": _deleter,
    "basis": _basis,
    "withdraw": _withdraw,
    "owner": lambda w: w.say("Hvem har ansvaret for »{activity}«?", activity=w.activity),
    "department": lambda w: w.say("Hvilken afdeling hører »{activity}« under?", activity=w.activity),
    "in_house": lambda w: w.say("Hvem i huset får oplysninger fra »{activity}«?", activity=w.activity),
    "recipient": lambda w: w.say("Hvem uden for virksomheden får oplysninger fra »{activity}«?", activity=w.activity),
    "processor": lambda w: w.say("Hvilken databehandler behandler oplysninger fra »{activity}« for os?", activity=w.activity),
    "part": lambda w: w.say("Hvilken rolle har »{party}« i »{activity}«?", party=w.party(w.question.about[0]), activity=w.activity),
    "abroad": lambda w: w.say("Kommer oplysninger fra »{activity}« uden for EU/EØS?", activity=w.activity),
    "dpia": lambda w: w.say("Er der brug for en konsekvensanalyse af »{activity}«?", activity=w.activity),
    "role": lambda w: w.say("Hvad er {name} i »{activity}«?", name=w.context.name_of("organisation", w.question.entry.organisation), activity=w.activity),
    "where": lambda w: w.say("Hvor ligger {what}?", what=w.row()),
    "channel": lambda w: w.say("Hvordan bliver {what} sendt?", what=w.row()),
    "article_9": lambda w: w.say("Hvilken undtagelse i artikel 9 bruger vi til {what}?", what=w.row()),
    "criminal": lambda w: w.say("Hvilken hjemmel har vi til {what} om strafbare forhold?", what=w.row()),
    "cpr": lambda w: w.say("Hvilken hjemmel har vi til CPR-nummer i {what}?", what=w.row()),
    "source": lambda w: w.say("Hvor kommer {what} fra?", what=w.row()),
    "required": lambda w: w.say("Skal personen give os {what}?", what=w.row()),
    "class": lambda w: w.say("Hvilken klasse af oplysninger er »{category}«?", category=w.context.name_of("personal_data_category", w.question.about[0])),
    "mail": lambda w: w.say("Må du sende »{category}« i en e-mail, der ikke er krypteret?", category=w.context.name_of("personal_data_category", w.question.about[0])),
    "may": lambda w: w.say("Må du {act}?", act=w.question.about[0]),
    "first": lambda w: w.say("»{case} …« Hvad gør du så?", case=w.question.about[0]),
}
ANSWERS: Mapping[str, Callable[[Words, str], str]] = {
    "retention": Words.length,
    "deleter": lambda w, code: w.named("roles", code),
    "owner": lambda w, code: w.named("roles", code),
    "department": lambda w, code: w.named("departments", code),
    "in_house": lambda w, code: w.named(w.question.about[0], code),
    "where": lambda w, code: w.context.name_of("system", f"{w.question.entry.organisation}/{code}"),
    "recipient": Words.party,
    "processor": Words.party,
    "required": Words.must,
    "abroad": Words.country,
    "class": lambda w, code: class_label(w.context, code),
    "mail": Words.allowed,
    "may": Words.allowed,
    "first": lambda w, code: f"{texts.capitalised(code)}.",
}
"""Where no label of the schema is the answer."""


def _at(words: Words) -> Any:
    """The value at the place that answers the question."""
    return follow(words.value, words.question.pointer)


def _deletes(words: Words) -> str:
    """When data are deleted, and by whom unless that is what was asked."""
    code = "" if words.question.kind == "deleter" else words.item("retention", words.question.about[0]).get("deleted_by_role", "")
    role = words.named("roles", code)
    sentence = words.period(words.item("retention", words.question.about[0])["period"]) if "period" in _at(words) else ""
    told_role = words.say("{role} har ansvaret for at slette.", role=role) if role else ""
    return " ".join(part for part in (sentence, told_role) if part) or words.right()


def _gets(words: Words) -> str:
    """Who gets the data, and on which condition, or through which systems."""
    context, party = words.context, words.question.right
    if party == NOBODY:
        return words.say("Der er ingen modtagere uden for virksomheden.")
    if not words.question.pointer.startswith("/recipients/"):
        return _processes(words, party)
    condition = context.text(_at(words)["condition"]).rstrip(".") if "condition" in _at(words) else ""
    got = words.say("»{party}« står under modtagere.", party=words.party(party))
    return f"{got} {words.say('Betingelse: {condition}.', condition=condition)}" if condition else got


def _processes(words: Words, party: str) -> str:
    """That a party is a processor, with the systems that it operates here."""
    found = next(each for each in words.context.processors[words.question.entry.key] if each.party == party)
    names = [words.context.name(system) for system in found.systems]
    if not names:
        return words.say("»{party}« behandler oplysninger for os og har rollen databehandler.", party=words.party(party))
    joined = texts.joined(names, words.context.language)
    return words.say("»{party}« driver {systems} for os og har rollen databehandler.", party=words.party(party), systems=joined)


def _is_part(words: Words) -> str:
    is_stated = words.question.pointer.startswith(("/recipients/", "/joint_controllers/"))
    return words.right() if is_stated else _processes(words, words.question.about[0])


def _is_required(words: Words) -> str:
    row = words.item("data", words.question.about[0])
    consequence = words.context.text(row["consequence"]) if "consequence" in row else ""
    return f"{words.right()} {words.say('Giver personen dem ikke: {text}', text=_ended(consequence))}" if consequence else words.right()


def _rests_on(words: Words) -> str:
    """The basis, with the interest that is weighed."""
    interest = words.context.text(_at(words)["interest"]) if "interest" in _at(words) else ""
    return f"{words.right()} {words.say('Interessen er: {text}', text=_ended(interest))}" if interest else words.right()


def _ended(sentence: str) -> str:
    """A sentence that goes on after a colon, with its full stop."""
    return f"{texts.lowered(sentence).rstrip('.')}."


def _leaves(words: Words) -> str:
    """Whether data leave the EU/EEA, and for where."""
    code = words.question.right
    if code == NOBODY:
        return words.say("Posten siger, at oplysningerne ikke bliver overført til lande uden for EU/EØS.")
    return words.say("Posten nævner {country} under overførsler til tredjelande.", country=texts.country(code, words.context.language))


REASONS: Mapping[str, Callable[[Words], str]] = {
    "retention": _deletes,
    "deleter": _deletes,
    "recipient": _gets,
    "processor": _gets,
    "part": _is_part,
    "abroad": _leaves,
    "required": _is_required,
    "basis": _rests_on,
    "class": lambda w: w.say("Klassen står i ordlisten over oplysninger."),
    "mail": lambda w: w.say("Posten har denne regel om sikkerhed: »{text}«.", text=w.context.name_of("security_measure", w.question.about[1])),
    "may": lambda w: w.say("Vejledningen siger: »{text}«", text=w.context.text(_at(w))),
    "first": lambda w: w.say("Vejledningen siger: »{text}«", text=w.context.text(_at(w))),
}
"""Where the right answer alone does not say why."""

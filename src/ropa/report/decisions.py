"""Turns accepted deviations into what the formats tell of them: where they stand, who decided, what they do, what is left.

Called by `ropa.cli` with what the check says of each deviation. A `Decision` holds the words of records as they are: a format
looks nothing up, and makes them plain or escapes them as it does with findings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ropa.findings import Finding, Language, Message, Span
from ropa.register import Register
from ropa.register.lists import listed
from ropa.register.model import text
from ropa.retention.words import enumerate_words
from ropa.rules import Accepted, Linted

TITLE = Message("Accepterede afvigelser", "Accepted deviations")
DEVIATION = Message("accepteret afvigelse fra", "accepted deviation from")
NONE = Message("Ingen accepterede afvigelser.", "No accepted deviations.")


class Named(NamedTuple):
    """The id of an organisation or a role, and what a reader calls it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Decision:
    """An accepted deviation on a day, in one language.

    `days_left` is 0 on its last day and less than that when it has expired; None when `expires_on` is no date. `about` is ""
    for the whole file. `is_asked` says that its rule was asked on this run: otherwise nobody knows what it sets aside.
    """

    span: Span
    pointer: str
    rule: str
    about: str
    reason: str
    expires_on: str
    days_left: int | None
    organisation: Named
    by_role: Named
    approved_by_role: Named | None
    waits_for: tuple[Named, ...]
    findings: tuple[Finding, ...]
    is_asked: bool


def decisions_in(register: Register, linted: Linted, language: Language) -> tuple[Decision, ...]:
    """Every deviation of a register, in the order of files and lines."""
    found = (_decision(register, item, language, item.value["rule"] in linted.asked) for item in linted.accepted)
    return tuple(sorted(found, key=lambda decision: decision.span))


def _decision(register: Register, item: Accepted, language: Language, is_asked: bool) -> Decision:
    value, pointer = item.value, item.entry.pointer + item.pointer
    approved = value.get("approved_by_role")
    return Decision(
        register.span(item.entry.file, pointer, "key"), pointer, value["rule"], value.get("about", ""),
        text(value["reason"], language), value["expires_on"], item.days_left,
        _organisation(register, item.organisation, language),
        _role(register, item.organisation, value["by_role"], language),
        _role(register, item.organisation, approved, language) if approved else None,
        tuple(_organisation(register, key, language) for key in item.waits_for),
        item.findings, is_asked,
    )


def _organisation(register: Register, key: str, language: Language) -> Named:
    entry = register.get("organisation", key)
    return Named(key, entry.name(language) if entry else key)


def _role(register: Register, organisation: str, role: str, language: Language) -> Named:
    """A role of an organisation; its id alone when the organisation cannot be read or has no such role."""
    entry = register.get("organisation", organisation)
    labels = {item["id"]: item["label"] for item in listed(entry.value, "roles")} if entry else {}
    return Named(role, text(labels.get(role, role), language))


def heading(decisions: Sequence[Decision], language: Language) -> str:
    """What stands over a list of them: how many there are."""
    return f"{TITLE.text(language)}: {len(decisions)}" if decisions else NONE.text(language)


def title(decision: Decision, language: Language) -> str:
    """Its rule and the place that it is about, the whole file left unsaid. Not made plain."""
    about = Message("om", "about").text(language)
    return f"{decision.rule} {about} {decision.about}" if decision.about else decision.rule


def lines(decision: Decision, language: Language) -> tuple[str, ...]:
    """What a reader is told of one: what it does and for how long, who decided, and why. Not made plain."""
    reason = Message("begrundelse", "reason").text(language)
    state = " · ".join(part.text(language) for part in _state(decision))
    return state, _decided(decision).text(language), f"{reason}: {decision.reason}"


def _state(decision: Decision) -> Iterator[Message]:
    if decision.days_left is None or decision.days_left >= 0:
        yield _effect(decision)
    yield _time(decision)
    if decision.waits_for:
        names = [name for _, name in decision.waits_for]
        yield Message(f"venter på {enumerate_words(names, ' og ')}", f"waits for {enumerate_words(names, ' and ')}")


def _effect(decision: Decision) -> Message:
    number = len(decision.findings)
    if not decision.is_asked:
        return Message("reglen er ikke med i dette tjek", "the rule is not part of this check")
    if not number:
        return Message("sætter intet til side", "sets nothing aside")
    return Message(f"sætter {number} fund til side", f"sets {number} {'finding' if number == 1 else 'findings'} aside")


def _time(decision: Decision) -> Message:
    days, written = decision.days_left, decision.expires_on
    if days is None:
        return Message(f"{written} er ingen dato", f"{written} is no date")
    if days == 0:
        return Message("i dag er sidste dag", "today is the last day")
    if days == -1:
        return Message("udløb i går og gælder ikke mere", "expired yesterday and holds no more")
    if days < 0:
        return Message(f"udløb for {-days} dage siden og gælder ikke mere", f"expired {-days} days ago and holds no more")
    return Message(f"{days} {'dag' if days == 1 else 'dage'} tilbage", f"{days} {'day' if days == 1 else 'days'} left")


def _decided(decision: Decision) -> Message:
    who, approved = f"{decision.by_role.name}, {decision.organisation.name}", decision.approved_by_role
    also_da, also_en = (f" · godkendt af: {approved.name}", f" · approved by: {approved.name}") if approved else ("", "")
    return Message(f"besluttet af: {who}{also_da}", f"decided by: {who}{also_en}")

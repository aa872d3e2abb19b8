"""Turns a rule into the sentences that a person reads: how long something is kept, when it goes, what the law wants.

Called by the site and the exports, so that prose is rendered and never typed. Two rules that can give different windows
never read the same. Never shows a date that depends on an event: that is `window` and `explain`.

An event is told by the definite noun phrase that `events` has for it ("prøvekørslen", "the test drive"), else by its
name. The event `event` is one that the record does not state, and is told so unless `events` has words for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ropa.retention.phrases import phrase
from ropa.retention.rule import DECEMBER, UNSTATED_EVENT, Cycle, Period, Rule, Term
from ropa.retention.words import (
    Lang,
    civil_date,
    count,
    day_of_year,
    duration,
    enumerate_words,
    every,
    full_stop,
    law_names,
    month_name,
)

NO_EVENTS: Mapping[str, str] = MappingProxyType({})


def sentence(rule: Rule, lang: Lang, events: Mapping[str, str] = NO_EVENTS) -> str:
    """The rule in words, one sentence for each thing it says."""
    return " ".join(full_stop(part) for part in _Teller(rule, lang, events).parts())


def event_words(event: str, lang: Lang, events: Mapping[str, str]) -> str:
    """The noun phrase of an event."""
    if event in events:
        return events[event]
    return phrase("unstated", lang) if event == UNSTATED_EVENT else phrase("named", lang, name=event)


@dataclass(frozen=True, slots=True)
class _Teller:
    """One rule, the language it is told in and the words for its events."""

    rule: Rule
    lang: Lang
    events: Mapping[str, str]

    def parts(self) -> Iterator[str]:
        rule = self.rule
        yield from self.criterion() if rule.mode == "criterion" else self.main_and_more()
        if rule.cycle:
            yield self.say("cycle", every=self.rhythm(rule.cycle))
        if rule.grace_days:
            yield self.say("grace", days=count(rule.grace_days, "day", self.lang))
        if rule.hard_max:
            yield self.measured("hard_max", rule.hard_max, self.main_event())
        yield from (self.limit("floor", term) for term in rule.floors)
        yield from (self.limit("ceiling", term) for term in rule.ceilings)
        yield from self.hold()

    def main_and_more(self) -> Iterator[str]:
        """The periods, and the criterion that a rule with periods may have besides."""
        yield self.main()
        if self.rule.criterion:
            yield self.say("besides", text=self.rule.criterion.told_in(self.lang))

    def say(self, key: str, **parts: str) -> str:
        return phrase(key, self.lang, **parts)

    def measured(self, key: str, period: Period, anchor: str) -> str:
        """The phrase for a period after an anchor, or for the anchor alone when the period has no length."""
        if period.is_zero:
            return self.say(f"{key} until", point=anchor)
        return self.say(f"{key} for", point=self.after(period, anchor))

    def after(self, period: Period, anchor: str) -> str:
        return self.say("after", duration=duration(period, self.lang), anchor=anchor)

    def main(self) -> str:
        """How long something is kept by the rule's own periods."""
        rule = self.rule
        ends_there = rule.mode == "exact" and rule.cycle is None
        if len(rule.terms) > 1:
            return self.several(ends_there)
        (term,) = rule.terms
        told = self.measured(rule.mode, term.period, self.anchor(term)) + self.rounding(term)
        return told + self.say("then erased") if ends_there and term.round_up == "none" else told

    def several(self, ends_there: bool) -> str:
        """How long something is kept when the first or last of several periods decides."""
        rule = self.rule
        at_once = [term for term in rule.terms if _is_at_once(term)]
        if ends_there and rule.pick == "first_of" and len(rule.terms) == 2 and len(at_once) == 1:
            (later,) = (term for term in rule.terms if not _is_at_once(term))
            return self.say("either", now=self.item(at_once[0]).rstrip(","), point=self.item(later))
        joint = self.say("or" if rule.pick == "first_of" else "and")
        point = self.say(rule.pick, items=enumerate_words([self.item(term) for term in rule.terms], joint))
        return self.say("erased at" if ends_there else f"{rule.mode} until", point=point)

    def item(self, term: Term) -> str:
        """One of several periods, with its rounding and its law."""
        anchor = self.anchor(term)
        point = anchor if term.period.is_zero else self.after(term.period, anchor)
        if term.round_up != "none":
            comma = "," if point.endswith(",") else ""
            point = self.say("item round", point=point.rstrip(","), rounding=self.rounding(term).strip()) + comma
        return self.with_law(point, term)

    def anchor(self, term: Term) -> str:
        """What the period is counted from."""
        event = self.main_event() if term.event is None else event_words(term.event, self.lang, self.events)
        if term.start == "event":
            return event
        if event == self.say("unstated"):
            return self.say(f"unstated {term.start}", fy=self.financial_year(term))
        return self.say(term.start, event=event, fy=self.financial_year(term))

    def rounding(self, term: Term) -> str:
        fy = "" if term.start == "financial_year_end" else self.financial_year(term)
        return self.say(f"round {term.round_up}", fy=fy)

    def financial_year(self, term: Term) -> str:
        """When the financial year ends, unless it is the calendar year."""
        if term.fy_end_month == DECEMBER:
            return ""
        return self.say("fy", month=month_name(term.fy_end_month, self.lang))

    def main_event(self) -> str:
        """The event that caps, floors and ceilings count from."""
        if self.rule.pick != "period":
            return self.say("deciding")
        event = next((term.event for term in self.rule.terms if term.event), UNSTATED_EVENT)
        return event_words(event, self.lang, self.events)

    def rhythm(self, cycle: Cycle) -> str:
        """How often and when the deletion run takes place."""
        often = every(cycle.every_months, self.lang)
        if cycle.run_on is None:
            return often + self.say("run loose")
        key = "run on" if cycle.every_months % 12 == 0 else "run from"
        return often + self.say(key, day=day_of_year(*cycle.run_on, self.lang))

    def limit(self, key: str, term: Term) -> str:
        return self.with_law(self.measured(key, term.period, self.anchor(term)), term)

    def with_law(self, point: str, term: Term) -> str:
        return self.say("law", point=point.rstrip(","), law=law_names(term.laws, self.lang)) if term.laws else point

    def hold(self) -> Iterator[str]:
        """The hold in force and what may put deletion on hold."""
        hold, condition = self.rule.hold, self.rule.hold_condition
        if hold and hold.until:
            since, until = civil_date(hold.since, self.lang), civil_date(hold.until, self.lang)
            yield self.say("hold", since=since, until=until)
        elif hold:
            yield self.say("hold open", since=civil_date(hold.since, self.lang))
        elif condition:
            yield self.say("hold condition", text=condition.told_in(self.lang))

    def criterion(self) -> Iterator[str]:
        """What decides when no period does."""
        yield self.say("criterion")
        if self.rule.criterion:
            yield self.say("criterion text", text=self.rule.criterion.told_in(self.lang))
        if self.rule.review_interval:
            yield self.say("review", duration=duration(self.rule.review_interval, self.lang))


def _is_at_once(term: Term) -> bool:
    return term.period.is_zero and term.start == "event" and term.round_up == "none"

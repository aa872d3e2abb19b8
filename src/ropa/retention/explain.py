"""Turns a window and its rule into sentences: each date with the part of the rule that decided it, and each conflict.

Called by the site, the command and the exports, so that no date is shown without its reason. Recomputes nothing: it
tells what `window` found.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ropa.retention.phrases import phrase
from ropa.retention.rule import Rule, Term
from ropa.retention.sentence import NO_EVENTS, event_words
from ropa.retention.window import Window
from ropa.retention.words import Lang, civil_date, duration, full_stop, law_names


def explain(window: Window, rule: Rule, lang: Lang, events: Mapping[str, str] = NO_EVENTS) -> tuple[str, ...]:
    """The window in words, one sentence for each date and each conflict."""
    days = {"earliest": window.earliest, "latest": window.latest}
    told = [
        phrase(f"window {side}", lang, day=civil_date(day, lang), bound=_bound(window, side, lang, events))
        for side, day in days.items()
        if day is not None
    ]
    if window.earliest is not None and window.latest is None:
        told.append(phrase("window open", lang))
    told.extend(_conflict(conflict, window, rule, lang) for conflict in window.conflicts)
    return tuple(full_stop(part) for part in told)


def _bound(window: Window, side: str, lang: Lang, events: Mapping[str, str]) -> str:
    """The part of the rule that decided a date, in words."""
    part, _, event = window.bound_by[side].partition(":")
    if event:
        return phrase(f"bound {part}", lang, event=event_words(event, lang, events).rstrip(","))
    law = {"floor": window.floor, "ceiling": window.ceiling}.get(part)
    return phrase(f"bound {part}", lang, law=_law(law, lang))


def _law(term: Term | None, lang: Lang) -> str:
    return phrase("in law", lang, law=law_names(term.laws, lang)) if term and term.laws else ""


def _conflict(conflict: str, window: Window, rule: Rule, lang: Lang) -> str:
    key = conflict
    if conflict == "indeterminate" and rule.mode == "criterion":
        key = "indeterminate criterion"
    return phrase(
        f"conflict {key}",
        lang,
        cap=duration(rule.hard_max, lang) if rule.hard_max else "",
        law=_law(window.floor if conflict == "below_floor" else window.ceiling, lang),
        since=_date(rule.hold.since if rule.hold else None, lang),
    )


def _date(day: date | None, lang: Lang) -> str:
    return civil_date(day, lang) if day else ""

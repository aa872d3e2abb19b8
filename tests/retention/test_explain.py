"""A window in words: each date with its reason, each conflict in plain language."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from ropa.retention import explain, window

from .reading import accepted
from .strategies import event_sets, rules

Raw = dict[str, Any]
PLAIN: Raw = {"mode": "exact", "period": "P1Y"}
BOOKKEEPING = {"act": "bogføringsloven", "section": "§ 12"}
ON_NEW_YEARS_DAY = {"event": date(2020, 1, 1)}


def _told(raw: Raw, lang: Any = "da") -> tuple[str, ...]:
    rule = accepted(raw)
    return explain(window(rule, ON_NEW_YEARS_DAY), rule, lang)


def test_each_date_is_told_with_the_part_that_decided_it() -> None:
    raw = {**PLAIN, "round_up": "calendar_year_end", "cycle": {"every_months": 12, "run_on": "01-31"}}

    assert (_told(raw, "da"), _told(raw, "en")) == (
        (
            "Må tidligst slettes den 1. januar 2022; det følger af afrundingen af perioden.",
            "Skal være slettet senest den 31. januar 2022; det følger af den næste sletterunde.",
        ),
        (
            "May be erased from 1 January 2022; this follows from the rounding of the period.",
            "Must be erased no later than 31 January 2022; this follows from the next deletion run.",
        ),
    )


def test_the_law_behind_a_floor_is_named() -> None:
    assert _told({**PLAIN, "floor": [{"period": "P2Y", "law": BOOKKEEPING}]}) == (
        "Må tidligst slettes den 2. januar 2022; det følger af kravet om at gemme i bogføringsloven § 12.",
        "Skal være slettet senest den 2. januar 2022; det følger af kravet om at gemme i bogføringsloven § 12.",
        "Uden kravet om at gemme i bogføringsloven § 12 kunne der slettes for tidligt, så kravet går forud.",
    )


def test_the_law_of_the_floor_that_decided_is_named_among_several() -> None:
    floors = [{"period": "P1M", "law": {"act": "en anden lov"}}, {"period": "P2Y", "law": BOOKKEEPING}]

    assert "bogføringsloven § 12" in _told({**PLAIN, "floor": floors})[2]


def test_a_window_without_a_last_day_says_so() -> None:
    assert _told({"mode": "min", "period": "P1Y"})[1] == "Der er ingen seneste slettedato."


def test_the_event_that_decided_is_told_in_its_own_words() -> None:
    rule = accepted({"mode": "exact", "first_of": [{"event": "sale", "period": "P1Y"}]})

    told = explain(window(rule, {"sale": date(2020, 1, 1)}), rule, "da", {"sale": "salget"})

    assert told[0] == "Må tidligst slettes den 2. januar 2021; det følger af det første af reglens tidspunkter: salget."


@pytest.mark.parametrize(
    ("raw", "danish", "english"),
    [
        (
            {"mode": "criterion"},
            "Der kan ikke regnes en slettedato ud, fordi reglen ikke har en fast frist.",
            "No date for erasing can be worked out, because the rule has no fixed period.",
        ),
        (
            {**PLAIN, "event": "sale"},
            "Der kan ikke regnes en slettedato ud, fordi hændelsen ikke har en dato.",
            "No date for erasing can be worked out, because the event has no date.",
        ),
        (
            {**PLAIN, "hard_max": "P1Y"},
            "Der må først slettes, når reglens egen grænse på 1 år er overskredet.",
            "Nothing may be erased until the rule's own limit of 1 year has passed.",
        ),
        (
            {**PLAIN, "cycle": {"every_months": 12}, "hard_max": "P13M"},
            "Uden reglens egen grænse på 13 måneder kunne sletningen komme senere, end grænsen lover.",
            "Without the rule's own limit of 13 months, erasing could come later than the limit promises.",
        ),
        (
            {**PLAIN, "ceiling": [{"period": "P1M", "law": {"act": "tv-overvågningsloven", "section": "4 c"}}]},
            "Reglen gemmer længere, end loftet i tv-overvågningsloven § 4 c tillader.",
            "The rule keeps longer than the ceiling in tv-overvågningsloven § 4 c allows.",
        ),
        (
            {**PLAIN, "floor": [{"period": "P2Y"}]},
            "Uden kravet om at gemme kunne der slettes for tidligt, så kravet går forud.",
            "Without the duty to keep, erasing could come too early, so the duty goes first.",
        ),
        (
            {**PLAIN, "hold": {"from": "2020-05-01"}},
            "Sletningen er sat i bero fra den 1. maj 2020, så der er ingen slettedato.",
            "Deletion is on hold from 1 May 2020, so there is no date for erasing.",
        ),
    ],
)
def test_each_conflict_is_told_in_both_languages(raw: Raw, danish: str, english: str) -> None:
    assert (_told(raw, "da")[-1], _told(raw, "en")[-1]) == (danish, english)


@settings(max_examples=400)
@given(rules, event_sets)
def test_every_window_can_be_explained(raw: Raw, events: dict[str, date]) -> None:
    rule = accepted(raw)
    found = window(rule, events)

    told = [explain(found, rule, "da"), explain(found, rule, "en")]

    assert all(len(sentences) >= 1 and all(s.endswith(".") for s in sentences) for sentences in told)

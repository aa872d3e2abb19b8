"""Rules in words: every shape in both languages, and no two rules that differ in effect read the same."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ropa.retention import Rule, parse_rule, sentence, window

from .reading import accepted
from .strategies import rules

Raw = dict[str, Any]

DANISH = {
    "test_drive": "prøvekørslen",
    "recording": "optagelsen",
    "invoice_issued": "fakturaens udstedelse",
    "sale": "køretøjets salg",
    "consent_withdrawn": "tilbagetrækningen af samtykket",
    "last_message": "den seneste udsendelse",
    "relationship_ended": "kundeforholdets ophør",
}
ENGLISH = {
    "test_drive": "the test drive",
    "recording": "the recording",
    "invoice_issued": "the issue of the invoice",
    "sale": "the sale of the vehicle",
    "consent_withdrawn": "the withdrawal of consent",
    "last_message": "the latest message",
    "relationship_ended": "the end of the customer relationship",
}
FROM_FY = {"from": "financial_year_end"}
JUNE = {"fy_end_month": 6}
SALE = {"mode": "exact", "event": "sale", "period": "P5Y"}
SALE_DA = "Gemmes i 5 år efter køretøjets salg"
SALE_EN = "Kept for 5 years after the sale of the vehicle"
WITHDRAWN = {"event": "consent_withdrawn", "period": "P0D"}
SILENCE = {"event": "last_message", "period": "P11M"}
INVOICE = {"event": "invoice_issued", "period": "P5Y", **FROM_FY, "law": {"act": "bogføringsloven", "section": "12"}}
CUSTOMER = {"event": "relationship_ended", "period": "P5Y", "law": {"act": "hvidvaskloven", "section": "§ 30, stk. 2"}}

GOLDEN: list[tuple[Raw, str, str]] = [
    (
        {"mode": "exact", "event": "test_drive", "period": "P3M"},
        "Gemmes i 3 måneder efter prøvekørslen og slettes så.",
        "Kept for 3 months after the test drive and then erased.",
    ),
    (
        {"mode": "exact", "period": "P3M"},
        "Gemmes i 3 måneder efter et tidspunkt, som ikke er oplyst, og slettes så.",
        "Kept for 3 months after a point in time that is not stated and then erased.",
    ),
    (
        {"mode": "exact", "period": "P5Y", "from": "calendar_year_end"},
        "Gemmes i 5 år efter udgangen af det kalenderår, hvor fristen begynder (hvornår er ikke oplyst), og slettes så.",
        "Kept for 5 years after the end of the calendar year in which the period begins (when is not stated) and then erased.",
    ),
    (
        {"mode": "exact", "event": "test_drive", "period": "P1Y2M1D"},
        "Gemmes i 1 år, 2 måneder og 1 dag efter prøvekørslen og slettes så.",
        "Kept for 1 year, 2 months and 1 day after the test drive and then erased.",
    ),
    (
        {"mode": "exact", "event": "test_drive", "period": "P0D"},
        "Gemmes til prøvekørslen og slettes så.",
        "Kept until the test drive and then erased.",
    ),
    (
        {"mode": "max", "event": "recording", "period": "P30D"},
        "Gemmes højst 30 dage efter optagelsen.",
        "Kept for at most 30 days after the recording.",
    ),
    (
        {"mode": "max", "event": "recording", "period": "P0D"},
        "Gemmes højst til optagelsen.",
        "Kept at most until the recording.",
    ),
    (
        {"mode": "min", "event": "invoice_issued", "period": "P5Y", **FROM_FY},
        "Gemmes mindst 5 år efter udgangen af det regnskabsår, som fakturaens udstedelse falder i.",
        "Kept for at least 5 years after the end of the financial year in which the issue of the invoice falls.",
    ),
    (
        {"mode": "min", "event": "invoice_issued", "period": "P0D", "from": "calendar_year_end"},
        "Gemmes mindst til udgangen af det kalenderår, som fakturaens udstedelse falder i.",
        "Kept at least until the end of the calendar year in which the issue of the invoice falls.",
    ),
    (
        {"mode": "exact", "event": "invoice_issued", "period": "P5Y", **FROM_FY, **JUNE},
        "Gemmes i 5 år efter udgangen af det regnskabsår, som fakturaens udstedelse falder i "
        "(regnskabsåret slutter med udgangen af juni), og slettes så.",
        "Kept for 5 years after the end of the financial year in which the issue of the invoice falls "
        "(the financial year ends with June) and then erased.",
    ),
    (
        {**SALE, "round_up": "calendar_year_end"},
        f"{SALE_DA} og derefter året ud.",
        f"{SALE_EN} and then to the end of the calendar year.",
    ),
    (
        {**SALE, "round_up": "month_end"},
        f"{SALE_DA} og derefter måneden ud.",
        f"{SALE_EN} and then to the end of the month.",
    ),
    (
        {**SALE, "round_up": "financial_year_end", **JUNE},
        f"{SALE_DA} og derefter regnskabsåret ud (regnskabsåret slutter med udgangen af juni).",
        f"{SALE_EN} and then to the end of the financial year (the financial year ends with June).",
    ),
    (
        {**SALE, **FROM_FY, "round_up": "calendar_year_end"},
        "Gemmes i 5 år efter udgangen af det regnskabsår, som køretøjets salg falder i, og derefter året ud.",
        "Kept for 5 years after the end of the financial year in which the sale of the vehicle falls "
        "and then to the end of the calendar year.",
    ),
    (
        {**SALE, "cycle": {"every_months": 12, "run_on": "01-31"}, "hard_max": "P6Y"},
        f"{SALE_DA}. Slettes i den næste sletterunde, som køres hvert år den 31. januar. "
        "Intet gemmes længere end 6 år efter køretøjets salg.",
        f"{SALE_EN}. Erased in the next deletion run, which takes place every year on 31 January. "
        "Nothing is kept longer than 6 years after the sale of the vehicle.",
    ),
    (
        {**SALE, "cycle": {"every_months": 12}},
        f"{SALE_DA}. Slettes i den næste sletterunde, som køres hvert år uden fast dato.",
        f"{SALE_EN}. Erased in the next deletion run, which takes place every year without a fixed date.",
    ),
    (
        {**SALE, "cycle": {"every_months": 24, "run_on": "06-01"}},
        f"{SALE_DA}. Slettes i den næste sletterunde, som køres hvert andet år den 1. juni.",
        f"{SALE_EN}. Erased in the next deletion run, which takes place every 2 years on 1 June.",
    ),
    (
        {**SALE, "cycle": {"every_months": 1, "run_on": "01-31"}},
        f"{SALE_DA}. Slettes i den næste sletterunde, som køres hver måned, regnet fra den 31. januar.",
        f"{SALE_EN}. Erased in the next deletion run, which takes place every month, counted from 31 January.",
    ),
    (
        {**SALE, "cycle": {"every_months": 2}},
        f"{SALE_DA}. Slettes i den næste sletterunde, som køres hver anden måned uden fast dato.",
        f"{SALE_EN}. Erased in the next deletion run, which takes place every 2 months without a fixed date.",
    ),
    (
        {**SALE, "cycle": {"every_months": 36}},
        f"{SALE_DA}. Slettes i den næste sletterunde, som køres hvert 3. år uden fast dato.",
        f"{SALE_EN}. Erased in the next deletion run, which takes place every 3 years without a fixed date.",
    ),
    (
        {**SALE, "floor": [{"period": "P5Y", "law": "hvidvaskloven § 30"}], "ceiling": [{"period": "P5Y"}]},
        f"{SALE_DA} og slettes så. Skal gemmes i mindst 5 år efter køretøjets salg, jf. hvidvaskloven § 30. "
        "Må højst gemmes i 5 år efter køretøjets salg.",
        f"{SALE_EN} and then erased. Must be kept for at least 5 years after the sale of the vehicle under "
        "hvidvaskloven § 30. May be kept for at most 5 years after the sale of the vehicle.",
    ),
    (
        {"mode": "exact", "first_of": [WITHDRAWN, SILENCE]},
        "Slettes ved tilbagetrækningen af samtykket, dog senest 11 måneder efter den seneste udsendelse.",
        "Erased at the withdrawal of consent, but no later than 11 months after the latest message.",
    ),
    (
        {"mode": "exact", "first_of": [WITHDRAWN, SILENCE], "cycle": {"every_months": 1}, "hard_max": "P0D"},
        "Gemmes til det første af disse tidspunkter: tilbagetrækningen af samtykket eller 11 måneder efter den "
        "seneste udsendelse. Slettes i den næste sletterunde, som køres hver måned uden fast dato. "
        "Intet gemmes længere end til den hændelse, der afgør fristen.",
        "Kept until the first of these: the withdrawal of consent or 11 months after the latest message. "
        "Erased in the next deletion run, which takes place every month without a fixed date. "
        "Nothing is kept longer than until the event that decides the end.",
    ),
    (
        {
            "mode": "max",
            "first_of": [WITHDRAWN, {**SILENCE, "round_up": "month_end"}, {"event": "sale", "period": "P1D"}],
        },
        "Gemmes højst til det første af disse tidspunkter: tilbagetrækningen af samtykket, 11 måneder efter den "
        "seneste udsendelse (og derefter måneden ud) eller 1 dag efter køretøjets salg.",
        "Kept at most until the first of these: the withdrawal of consent, 11 months after the latest message "
        "(and then to the end of the month) or 1 day after the sale of the vehicle.",
    ),
    (
        {"mode": "exact", "last_of": [CUSTOMER, INVOICE]},
        "Slettes ved det sidste af disse tidspunkter: 5 år efter kundeforholdets ophør, jf. hvidvaskloven § 30, "
        "stk. 2, og 5 år efter udgangen af det regnskabsår, som fakturaens udstedelse falder i, "
        "jf. bogføringsloven § 12.",
        "Erased at the last of these: 5 years after the end of the customer relationship under hvidvaskloven § 30, "
        "stk. 2 and 5 years after the end of the financial year in which the issue of the invoice falls under "
        "bogføringsloven § 12.",
    ),
    (
        {**SALE, "hold": {"from": "2026-03-01"}},
        f"{SALE_DA} og slettes så. Sletningen er sat i bero fra den 1. marts 2026 og indtil videre.",
        f"{SALE_EN} and then erased. Deletion is on hold from 1 March 2026 until further notice.",
    ),
    (
        {**SALE, "hold": {"from": "2026-03-01", "until": "2026-06-30"}},
        f"{SALE_DA} og slettes så. Sletningen er sat i bero fra den 1. marts 2026 til og med den 30. juni 2026.",
        f"{SALE_EN} and then erased. Deletion is on hold from 1 March 2026 up to and including 30 June 2026.",
    ),
    (
        {**SALE, "hold": {"condition": {"da": "der er rejst et retskrav", "en": "a legal claim has been made"}}},
        f"{SALE_DA} og slettes så. Betingelse for at sætte sletningen i bero: der er rejst et retskrav.",
        f"{SALE_EN} and then erased. Condition for putting deletion on hold: a legal claim has been made.",
    ),
    (
        {**SALE, "grace_days": 1},
        f"{SALE_DA} og slettes så. Den tekniske sletning må tage op til 1 dag.",
        f"{SALE_EN} and then erased. The technical deletion may take up to 1 day.",
    ),
    (
        {"mode": "criterion", "criterion": {"da": "om kunden har en aftale"}, "review_interval": "P1Y"},
        "Der er ingen fast frist. Afgørende er: om kunden har en aftale. "
        "Behovet vurderes igen med højst 1 års mellemrum.",
        "There is no fixed period. What decides: om kunden har en aftale. "
        "The need is reviewed at intervals of at most 1 year.",
    ),
]


@pytest.mark.parametrize(("raw", "danish", "english"), GOLDEN, ids=[da for _, da, _ in GOLDEN])
def test_each_shape_reads_as_a_person_would_write_it(raw: Raw, danish: str, english: str) -> None:
    rule = accepted(raw)

    assert (sentence(rule, "da", DANISH), sentence(rule, "en", ENGLISH)) == (danish, english)


def test_an_event_without_words_is_told_by_its_name() -> None:
    assert "efter hændelsen sale" in sentence(accepted(SALE), "da")


def test_words_for_the_unstated_event_are_used_when_given() -> None:
    rule = accepted({"mode": "exact", "period": "P1Y"})

    assert sentence(rule, "en", {"event": "the visit"}) == "Kept for 1 year after the visit and then erased."


def test_a_brace_in_the_words_of_an_event_is_only_a_brace() -> None:
    assert sentence(accepted(SALE), "en", {"sale": "{duration}"}).startswith("Kept for 5 years after {duration}")


PROBES = [
    {"event": event, "sale": sale, "last_message": date(2019, 5, 7)}
    for event, sale in product((date(2020, 2, 29), date(2021, 7, 15)), (date(2020, 6, 30), date(2022, 1, 1)))
]
PROBES += [{"sale": date(2023, 11, 30)}, {"event": date(2023, 8, 31), "last_message": date(2024, 1, 30)}]


def _effect(rule: Rule) -> tuple[object, ...]:
    """What the rule does with some dates."""
    found = [window(rule, events) for events in PROBES]
    return tuple((w.earliest, w.latest, w.conflicts) for w in found)


def _single_period_rules() -> list[Raw]:
    choices = product(
        ("exact", "max", "min"),
        ("event", "sale"),
        ("event", "calendar_year_end", "financial_year_end"),
        ("P0D", "P1D", "P1M", "P1Y", "P1Y1D"),
        ("none", "month_end", "calendar_year_end", "financial_year_end"),
        (12, 6, 2),
    )
    keys = ("mode", "event", "from", "period", "round_up", "fy_end_month")
    return [dict(zip(keys, values, strict=True)) for values in choices]


def _corrected_rules() -> list[Raw]:
    limits = [
        {"period": period, "from": start, **event}
        for period in ("P0D", "P1M", "P3Y")
        for start in ("event", "financial_year_end")
        for event in ({}, {"event": "sale"}, {"event": "last_message"})
    ]
    bodies: list[Raw] = [
        {"period": "P1Y"},
        {"period": "P1Y", "event": "sale"},
        {"period": "P1Y", "fy_end_month": 6},
        {"first_of": [{"period": "P0D", "event": "sale"}, {"period": "P1Y", "event": "last_message"}]},
        {"first_of": [{"period": "P0D", "event": "last_message"}, {"period": "P1Y", "event": "sale"}]},
        {"last_of": [{"period": "P0D", "event": "sale"}, {"period": "P1Y", "event": "last_message"}]},
        {"last_of": [{"period": "P1Y", "event": "sale"}]},
    ]
    corrections: list[Raw] = [{}, *({"hard_max": period} for period in ("P0D", "P1Y", "P2Y"))]
    corrections += [{key: [limit]} for key in ("floor", "ceiling") for limit in limits]
    corrections += [{"hold": {"from": "2020-01-01", "until": until}} for until in ("2021-01-01", "2022-01-01")]
    corrections += [{"hold": {"from": "2020-01-01"}}, {"hold": {"condition": "retskrav"}}]
    practices: list[Raw] = [{"grace_days": days} for days in (1, 2)]
    practices += [{"cycle": {"every_months": months}} for months in (1, 2, 12, 24)]
    practices += [
        {"cycle": {"every_months": months, "run_on": day}}
        for months in (1, 2, 12, 24)
        for day in ("01-31", "02-01", "02-28", "02-29")
    ]
    unpractised = [{"mode": mode, **b, **c} for mode, b, c in product(("exact", "max", "min"), bodies, corrections)]
    return unpractised + [{"mode": "exact", **b, **c, **p} for b, c, p in product(bodies, corrections[:8], practices)]


@pytest.mark.parametrize("lang", ["da", "en"])
def test_rules_that_read_the_same_do_the_same(lang: Any) -> None:
    effects: defaultdict[str, dict[tuple[object, ...], Raw]] = defaultdict(dict)
    for raw in _single_period_rules() + _corrected_rules():
        rule = accepted(raw)
        effects[sentence(rule, lang)][_effect(rule)] = raw

    assert [told for told, found in effects.items() if len(found) > 1] == []


@settings(max_examples=1000)
@given(rules, rules, st.randoms(use_true_random=False))
def test_a_change_in_effect_is_a_change_in_words(raw: Raw, other: Raw, random: Any) -> None:
    key = random.choice(sorted(other))
    first, second = accepted(raw), parse_rule({**raw, key: other[key]})

    if isinstance(second, Rule) and sentence(first, "da") == sentence(second, "da"):
        assert _effect(first) == _effect(second)

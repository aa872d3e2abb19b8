"""LB: whether the legal basis fits what the data are used for: analytics on a contract, reuse of what the law demands (GDPR Art. 6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from ropa.law.tables import rows_on
from ropa.register.lists import placed
from ropa.rules.facts import Activity
from ropa.rules.rows import Row, Value
from ropa.rules.rule import Example, Hit, Place, Wording, gdpr, guidance, rule
from ropa.rules.texts import Lexicon, folded


@rule(
    "LB011", "contract-basis-for-analytics", severity="warning", alarms="medium", since="0.1",
    sources=(
        gdpr("6(1)(b)"),
        guidance("EDPB", "2/2019 om litra b og onlinetjenester", "memory"),
        guidance("Datatilsynet", "2023, om markedsføring", "secondary"),
    ),
    da=Wording(
        title="Kontrakt som grundlag for analyse",
        checks="Markedsføring, statistik, webanalyse eller profilering til mersalg og lønsomhed bygger på en kontrakt "
        "(litra b).",
        why="Litra b dækker kun det, der er nødvendigt for at opfylde aftalen med personen. Det er analyse og reklame "
        "sjældent.",
        fix="Brug samtykke eller en interesseafvejning til den del, og hold den adskilt fra aftalen.",
        wrong_when="Når beregningen er en del af det, personen har bestilt, fx en individuel pris.",
        message="»{purpose}« er ikke nødvendigt for at opfylde en aftale, men bygger på en kontrakt",
        hint="vælg samtykke (litra a) eller interesseafvejning (litra f) til formålet",
    ),
    en=Wording(
        title="Contract as basis for analytics",
        checks="Marketing, statistics, web analytics or profiling for sales and profitability rests on a contract "
        "(point b).",
        why="Point b covers only what is necessary to perform the contract with the person. Analysis and advertising "
        "seldom are.",
        fix="Use consent or legitimate interests for that part, and keep it apart from the contract.",
        wrong_when="When the calculation is part of what the person has ordered, such as an individual price.",
        message="“{purpose}” is not needed to perform a contract but rests on one",
        hint="choose consent (point a) or legitimate interests (point f) for the purpose",
    ),
    bad=Example(
        """
        purposes:
          - id: deliver
            text: {da: Lave statistik over de cykler kunderne køber}
            kind: statistics
        """
    ),
    good=Example(
        """
        purposes:
          - id: deliver
            text: {da: Levere cyklen og holde garantien}
            kind: contract
        """
    ),
)
def contract_basis_for_analytics(activity: Activity) -> Iterator[Hit]:
    for pointer, purpose in activity.placed_purposes:
        grounds = [g for _, g in activity.grounds if g.article == "6.1.b" and g.purpose is purpose]
        if grounds and _serves_the_business(activity, purpose):
            places = [Place(f"{ground.pointer}/legal_basis", "også her", "here too") for ground in grounds[1:]]
            places.append(Place(pointer, "formålet står her", "the purpose is here"))
            words = {"purpose": activity.label(purpose)}
            yield Hit(f"{grounds[0].pointer}/legal_basis", words=words, related=tuple(places))


def _serves_the_business(activity: Activity, purpose: Value) -> bool:
    """Whether a purpose is marketing or analysis by its kind, its words, or the profiling done for it."""
    kind = purpose.get("kind", "other")
    if kind in ("marketing", "statistics"):
        return True
    if kind == "other" and ("web_analytics" in activity.kinds or _speaks_of_analysis(purpose, "text", activity.today)):
        return True
    profiling = activity.value.get("profiling")
    is_profiled = isinstance(profiling, dict) and profiling.get("purpose") == purpose["id"]
    return is_profiled and _speaks_of_analysis(profiling, "description", activity.today)


def _speaks_of_analysis(owner: Value, name: str, day: date) -> bool:
    return name in owner and any(_analysis_words(day).find(folded(owner[name]["da"])))


@lru_cache(maxsize=4)
def _analysis_words(day: date) -> Lexicon:
    return Lexicon(rows_on("analysis_words", day))


@rule(
    "LB020", "aml-or-law-basis-spread", severity="warning", alarms="medium", since="0.1",
    sources=(gdpr("5(1)(b)"), gdpr("6(4)")),
    da=Wording(
        title="Genbrug af pligtige oplysninger",
        checks="Oplysninger, som en anden aktivitet kun har, fordi loven kræver det (litra c), genbruges her på en "
        "interesseafvejning (litra f), uden at det er begrundet. Om hvidvask siger AML004 det.",
        why="Det, folk har måttet give efter lov, må kun bruges til noget andet, hvis det passer med det første formål.",
        fix="Skriv under `note` på grundlaget, hvorfor den nye brug er forenelig med den første, eller lad være.",
        wrong_when="Når oplysningerne også er indsamlet til det nye formål. Skriv da den kilde med.",
        message="»{row}« genbruger oplysninger, som »{activity}« kun har efter lov, uden at sige hvorfor det er i orden",
        hint="tilføj `note` (begrundelse): hvorfor den nye brug passer med den, oplysningerne blev indsamlet til",
    ),
    en=Wording(
        title="Reuse of data required by law",
        checks="Data that another activity holds only because the law requires it (point c) are reused here on "
        "legitimate interests (point f), without a reason. For anti-money-laundering, AML004 says so.",
        why="What people had to give by law may be used for something else only if that fits the first purpose.",
        fix="Write in `note` of the ground why the new use is compatible with the first, or do not use the data.",
        wrong_when="When the data were also collected for the new purpose. Then add that source.",
        message="“{row}” reuses data that “{activity}” holds only by law, without saying why that is right",
        hint="add `note` (reasoning): why the new use fits the one the data were collected for",
    ),
    bad=Example(
        """
        data:
          - id: income
            label: {da: Kundens gæld}
            data_subjects: [customer]
            categories: [debt-record]
            sources: [{type: internal, activity: havnens-cykler/instalment-credit}]
            necessity: {da: Vi vil ikke sende en dyr cykel til en kunde med gæld.}
            grounds: [{purpose: register-frame, legal_basis: find-bikes}]
            systems: [shop-system]
            retention: [{schedule: warranty}]
        """,
        also={"activities/havnens-cykler/instalment-credit.yaml": "internal_recipients: [{activity: havnens-cykler/bike-sales}]"},
    ),
    good=Example(
        """
        data:
          - id: income
            label: {da: Kundens gæld}
            data_subjects: [customer]
            categories: [debt-record]
            sources: [{type: internal, activity: havnens-cykler/instalment-credit}]
            necessity: {da: Vi vil ikke sende en dyr cykel til en kunde med gæld.}
            grounds:
              - purpose: register-frame
                legal_basis: find-bikes
                note: {da: Kunden fik det at vide ved ansøgningen og kan sige nej.}
            systems: [shop-system]
            retention: [{schedule: warranty}]
        """,
        also={"activities/havnens-cykler/instalment-credit.yaml": "internal_recipients: [{activity: havnens-cykler/bike-sales}]"},
    ),
)
def aml_or_law_basis_spread(activity: Activity) -> Iterator[Hit]:
    for row in activity.rows:
        if row.source_types != {"internal"}:
            continue
        for _, source in placed(row.value, "sources"):
            entry = activity.register.get("activity", source.get("activity", ""))
            if entry is not None and "aml" not in entry.value.get("kinds", ()):
                yield from _spread(activity, row, activity.facts.activity(entry))


def _spread(activity: Activity, row: Row, origin: Activity) -> Iterator[Hit]:
    """The grounds of a row that reuse, without a reason, what another activity holds only by law."""
    by_law = [r for r in origin.rows if r.grounds and all(g.article == "6.1.c" for g in r.grounds)]
    otherwise = {category for r in origin.rows if r not in by_law for category in r.categories}
    held = {category: r for r in by_law for category in r.categories if category not in otherwise}
    for ground in row.grounds:
        shared = sorted(frozenset(ground.value.get("categories", row.categories)) & held.keys())
        if ground.article == "6.1.f" and shared and "note" not in ground.value:
            there = Place(held[shared[0]].pointer, "her kræver loven dem", "the law requires them here", origin.entry.file)
            words = {"row": activity.label(row.value), "activity": origin.label(origin.value)}
            yield Hit(ground.pointer, "note", words, related=(there,))

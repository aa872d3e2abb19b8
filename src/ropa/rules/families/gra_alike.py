"""GRA: two activities that do the same: on different legal bases, or so alike that one is too many (GDPR Art. 5(1)(a), 13(1)(c))."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from ropa.register.lists import listed
from ropa.rules.facts import Activity, Facts
from ropa.rules.labels import choice_words
from ropa.rules.rows import Ground, Row
from ropa.rules.rule import Example, Hit, Place, Wording, gdpr, rule

SALES = "activities/havnens-cykler/bike-sales.yaml"
RENTAL = "activities/havnens-cykler/bike-rental.yaml"
BROAD = frozenset({"other", "hr", "contract", "legal_duty", "legal_claims"})
"""Kinds of purpose that are too broad to say that two purposes are the same."""
ALIKE = 0.8
"""The share of categories in common from which two activities count as one."""

Use: TypeAlias = tuple[str, str, str, str]
"""An organisation, a kind of purpose, a kind of activity, a category of data subjects."""
Based: TypeAlias = tuple[Activity, Row, Ground]


@rule(
    "GRA003", "same-purpose-different-basis", severity="warning", alarms="medium", since="0.1", of="register",
    sources=(gdpr("5(1)(a)"), gdpr("13(1)(c)")),
    da=Wording(
        title="Samme formål, to grundlag",
        checks="To aktiviteter bruger de samme oplysninger om de samme personer til samme slags formål, men på hvert sit behandlingsgrundlag.",
        why="Personen skal have ét svar på, hvorfor I må. Med to grundlag kan et nej det ene sted blive til et ja det andet sted.",
        fix="Vælg det samme grundlag, eller skriv formålene, så man kan se forskellen.",
        wrong_when="Når formålene i virkeligheden er forskellige, selv om de er af samme slags.",
        message="formålet »{purpose}« bygger på {here_da}, men »{other}« gør det samme på {there_da}",
        hint="brug det samme behandlingsgrundlag, eller skriv formålene, så man kan se forskellen",
    ),
    en=Wording(
        title="Same purpose, two bases",
        checks="Two activities use the same data about the same people for the same kind of purpose, but each on its own legal basis.",
        why="People must get one answer as to why you may. With two bases a no in one place can become a yes in the other.",
        fix="Choose the same basis, or write the purposes so that the difference can be seen.",
        wrong_when="When the purposes are really different although they are of the same kind.",
        message="the purpose “{purpose}” rests on {here_en}, but “{other}” does the same on {there_en}",
        hint="use the same legal basis, or write the purposes so that the difference can be seen",
    ),
    bad=Example("""
        kinds: [rental, sales]
        purposes:
          - id: rent
            text: {da: Følge en lejet cykel og få den tilbage}
            kind: control
        """, file=RENTAL,
                also={SALES: "purposes: [{id: register-frame, text: {da: Følge en stjålet cykel og få den tilbage}, kind: control}]"}),
    good=Example("""
        kinds: [rental]
        purposes:
          - id: rent
            text: {da: Følge en lejet cykel og få den tilbage}
            kind: control
        """, file=RENTAL,
                 also={SALES: "purposes: [{id: register-frame, text: {da: Følge en stjålet cykel og få den tilbage}, kind: control}]"}),
)
def same_purpose_different_basis(facts: Facts) -> Iterator[Hit]:
    told: set[tuple[str, str]] = set()
    for by_article in facts.once(_uses).values():
        first, *others = by_article.values()
        for other in others:
            pair = (first[0].entry.key, other[0].entry.key)
            if pair[0] != pair[1] and pair not in told and _is_same(first, other):
                told.add(pair)
                yield _on_two_bases(first, other)


def _uses(facts: Facts) -> Mapping[Use, Mapping[str, Based]]:
    """The first ground on each point of Art. 6(1) for each use."""
    found: dict[Use, dict[str, Based]] = defaultdict(dict)
    for activity in facts.activities:
        for row, ground in activity.grounds:
            kind = ground.purpose.get("kind", "other")
            if ground.article and kind not in BROAD:
                for use in _ways(activity, row, kind):
                    found[use].setdefault(ground.article, (activity, row, ground))
    return found


def _ways(activity: Activity, row: Row, purpose_kind: str) -> Iterator[Use]:
    for kind in sorted(activity.kinds - {"other"}):
        for subject in row.subjects:
            yield activity.entry.organisation, purpose_kind, kind, subject


def _is_same(one: Based, other: Based) -> bool:
    """Whether two uses have data in common, and ways of marketing in common where both say them."""
    ways = [set(listed(activity.value.get("marketing", {}), "channels")) for activity, _, _ in (one, other)]
    is_apart = all(ways) and ways[0].isdisjoint(ways[1])
    return not is_apart and not set(one[1].categories).isdisjoint(other[1].categories)


def _on_two_bases(first: Based, other: Based) -> Hit:
    activity, _, ground = other
    here = choice_words("here", [ground.article], "activity", "legal_bases", "article")
    there = choice_words("there", [first[2].article], "activity", "legal_bases", "article")
    words = {"purpose": activity.label(ground.purpose), "other": first[0].label(first[0].value), **here, **there}
    place = Place(f"{first[2].pointer}/legal_basis", "det andet grundlag", "the other basis", first[0].entry.file)
    return Hit(f"{ground.pointer}/legal_basis", words=words, related=(place,), file=activity.entry.file)


@rule(
    "GRA006", "duplicate-activity", severity="info", alarms="medium", since="0.1", of="register",
    sources=(gdpr("5(2)"), gdpr("30(1)")),
    da=Wording(
        title="To næsten ens aktiviteter",
        checks="To aktiviteter i samme virksomhed er af samme slags, har samme slags formål og samme personer, og mindst 80 procent af oplysningerne er de samme.",
        why="Står det samme to gange, bliver kun den ene rettet. Så siger registret to ting om det samme.",
        fix="Saml dem i én aktivitet, eller gør forskellen tydelig i formål eller oplysninger.",
        wrong_when="Når det er to forskellige opgaver, der tilfældigvis bruger de samme oplysninger.",
        message="aktiviteten ligner »{other}«: samme slags formål, samme personer og næsten de samme oplysninger",
        hint="saml de to aktiviteter, eller gør forskellen tydelig",
    ),
    en=Wording(
        title="Two nearly equal activities",
        checks="Two activities of one organisation are of the same kind, have the same kind of purpose and the same people, and at least 80 per cent of the data are the same.",
        why="When the same thing is written twice, only one is corrected. Then the register says two things about the same matter.",
        fix="Make them one activity, or make the difference clear in purposes or data.",
        wrong_when="When they are two different tasks that happen to use the same data.",
        message="the activity is like “{other}”: the same kind of purpose, the same people and nearly the same data",
        hint="make the two activities one, or make the difference clear",
    ),
    bad=Example("""
        kinds: [service]
        data:
          - id: rental
            label: {da: Lejeaftale}
            data_subjects: [customer]
            categories: [name, phone, frame-number]
            sources: [{type: data_subject}]
            required: contractual
            consequence: {da: Vi kunne ikke leje en cykel ud.}
            grounds: [{purpose: rent, legal_basis: contract}]
            systems: [shop-system]
            retention: [{schedule: three-years}]
        """, file=RENTAL),
    good=Example("""
        kinds: [rental]
        data:
          - id: rental
            label: {da: Lejeaftale}
            data_subjects: [customer]
            categories: [name, phone, frame-number]
            sources: [{type: data_subject}]
            required: contractual
            consequence: {da: Vi kunne ikke leje en cykel ud.}
            grounds: [{purpose: rent, legal_basis: contract}]
            systems: [shop-system]
            retention: [{schedule: three-years}]
        """, file=RENTAL),
)
def duplicate_activity(facts: Facts) -> Iterator[Hit]:
    seen: dict[object, dict[frozenset[str], Activity]] = defaultdict(dict)
    for activity in facts.activities:
        categories = frozenset(category for row in activity.rows for category in row.categories)
        alike = _likeness(activity)
        if alike is None or not categories:
            continue
        twin = next((other for held, other in seen[alike].items() if _overlap(held, categories) >= ALIKE), None)
        if twin is None:
            seen[alike][categories] = activity
        else:
            there = Place("/title", "aktiviteten, den ligner", "the activity it is like", twin.entry.file)
            yield Hit("/title", words={"other": twin.label(twin.value)}, related=(there,), file=activity.entry.file)


def _likeness(activity: Activity) -> object | None:
    """What two activities must share before their data are compared; None when too little is stated."""
    kinds = [purpose.get("kind") for purpose in activity.purposes.values()]
    if activity.is_processor or not kinds or None in kinds or not activity.kinds or not activity.subjects:
        return None
    return activity.entry.organisation, activity.kinds, frozenset(kinds), activity.subjects


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)

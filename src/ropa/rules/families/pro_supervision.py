"""PRO: whether anybody has planned to supervise a processor, and whether the supervision is heavy enough (GDPR Art. 5(2), 24, 28).

The model of the Danish authority stands in the table `supervision_model`; it is guidance, and a reason outweighs it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ropa.law.tables import LawRow, rows_on
from ropa.rules.facts import Record
from ropa.rules.labels import label_words
from ropa.rules.rows import Value
from ropa.rules.rule import Example, Hit, Place, Wording, gdpr, guidance, rule
from ropa.rules.vendors import is_with_processor, party_of

MODEL = guidance("Datatilsynet", "tilsyn med databehandlere, 29-10-2021")
READ_ABOUT = guidance("GLS-A", "om Datatilsynets pointmodel", "secondary")


@rule(
    "PRO004", "supervision-unplanned", severity="warning", alarms="low", since="0.1", of="agreement",
    sources=(MODEL, gdpr("5(2)"), gdpr("28(1)")),
    da=Wording(
        title="Intet planlagt tilsyn",
        checks="Ingen har skrevet, hvor meget tilsyn en databehandler skal have: pointene eller tilsynskonceptet mangler.",
        why="Det er jer, der skal vise, at databehandleren passer på oplysningerne. En underskrevet aftale viser det ikke.",
        fix="Regn pointene ud efter Datatilsynets model, vælg et koncept fra 1 til 6, og skriv begge dele under `supervision`.",
        wrong_when="Når I bruger en anden metode end Datatilsynets. Skriv så de point og det koncept, der svarer til den, og forklar det i `reason`.",
        message="ingen har planlagt tilsynet med »{party}«: »{label_da}« mangler",
        hint="regn efter Datatilsynets model, og tilføj `{field}` (»{label_da}«)",
    ),
    en=Wording(
        title="No supervision planned",
        checks="Nobody has written how much supervision a processor needs: the points or the concept of supervision are missing.",
        why="It is you who must show that the processor looks after the data. A signed agreement does not show it.",
        fix="Work out the points by the Danish authority's model, choose a concept from 1 to 6, and write both in `supervision`.",
        wrong_when="When you use another method than the authority's. Then write the points and the concept that match it, and explain it in `reason`.",
        message="nobody has planned the supervision of “{party}”: “{label_en}” is missing",
        hint="use the Danish authority's model and add `{field}` (“{label_en}”)",
    ),
    bad=Example("services: {da: Drift af butikssystem.}", without=("/supervision",)),
    good=Example("supervision: {points: 5, concept: 3, by_role: office-manager}"),
)
def supervision_unplanned(agreement: Record) -> Iterator[Hit]:
    if not is_with_processor(agreement):
        return
    words = {"party": party_of(agreement)}
    stated = agreement.value.get("supervision")
    if stated is None:
        yield Hit("", "supervision", {**words, **label_words("agreement", "supervision")})
        return
    for name in ("points", "concept"):
        if name not in stated:
            yield Hit("/supervision", name, {**words, **label_words("agreement", "supervision", name)})


@rule(
    "PRO005", "concept-too-light", severity="warning", alarms="low", since="0.1", of="agreement",
    sources=(MODEL, READ_ABOUT),
    da=Wording(
        title="For let tilsyn",
        checks="Det valgte tilsynskoncept er lettere end det, Datatilsynets model peger på for så mange point, og der er ingen begrundelse.",
        why="Jo flere personer og jo mere følsomme oplysninger, jo mere skal der til end en e-mail, der siger, at alt er i orden.",
        fix="Vælg et tungere koncept, eller skriv i `reason`, hvorfor det lette er nok her.",
        wrong_when="Når I har en god grund til det lettere tilsyn: modellen er vejledende. Point for mange personer er skrevet efter hukommelsen, så en jurist bør se på det.",
        message="»{party}« har {points} point, og så er koncept {concept} for let; modellen peger på mindst {least}",
        hint="vælg koncept {least} eller højere i `concept`, eller skriv en begrundelse i `reason`",
    ),
    en=Wording(
        title="Supervision too light",
        checks="The chosen concept of supervision is lighter than the Danish authority's model points to for so many points, and no reason is given.",
        why="The more people and the more sensitive the data, the more it takes than an e-mail saying that all is well.",
        fix="Choose a heavier concept, or write in `reason` why the light one is enough here.",
        wrong_when="When you have a good reason for the lighter supervision: the model is guidance. The points for many people are from memory, so let a lawyer look at it.",
        message="“{party}” has {points} points, for which concept {concept} is too light; the model points to {least} or higher",
        hint="choose concept {least} or higher in `concept`, or write a reason in `reason`",
    ),
    bad=Example("supervision: {subjects_count: 6000, points: 8, concept: 4, interval_months: 12, last_on: 2026-05-20, by_role: office-manager}"),
    good=Example("supervision: {subjects_count: 6000, points: 8, concept: 5, interval_months: 12, last_on: 2026-05-20, by_role: office-manager}"),
)
def concept_too_light(agreement: Record) -> Iterator[Hit]:
    stated = agreement.value.get("supervision", {})
    if not is_with_processor(agreement) or "concept" not in stated or "points" not in stated or "reason" in stated:
        return
    points = max(stated["points"], _points_for_people(stated, agreement.today))
    least = max((row["concept"] for row in _model("concept", agreement.today) if _is_in(points, row["points"])), default=1)
    if stated["concept"] < least:
        words = {"party": party_of(agreement), "points": points, "concept": stated["concept"], "least": least}
        there = Place("/supervision/points", "pointene står her", "the points are here")
        yield Hit("/supervision/concept", words=words, related=(there,))


def _points_for_people(stated: Value, day: date) -> int:
    """The points that the number of people gives by itself; the sum cannot be less."""
    count = stated.get("subjects_count", 0)
    return max((row["gives"] for row in _model("people", day) if _is_in(count, row["people"])), default=0)


def _model(about: str, day: date) -> tuple[LawRow, ...]:
    return tuple(row for row in rows_on("supervision_model", day) if row["about"] == about)


def _is_in(number: int, span: list[int]) -> bool:
    return span[0] <= number <= span[1]

"""POL: a document denies what the records, or the document itself, show (GDPR Art. 5(1)(a), 12(1))."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from ropa.chain import abroad_of
from ropa.law.eea import is_third_country
from ropa.register.lists import listed, placed
from ropa.rules.abroad import parties_abroad
from ropa.rules.facts import Activity, Record
from ropa.rules.notices import choices_of, claimed_over, claims_of, said, unnamed
from ropa.rules.rows import Value
from ropa.rules.rule import Example, Hit, Place, Wording, gdpr, rule

NEGATIVE: Mapping[str, str] = {
    "no_profiling": "profiling",
    "no_third_country": "third_country",
    "eu_only": "third_country",
    "no_social_disclosure": "social_disclosure",
    "no_other_data": "other_data",
}
"""What shows the opposite of a claim."""
SOCIAL = "social_media"
SHOWN_PLACES = 5


@rule(
    "POL001", "negative-claim-contradicted", severity="error", alarms="low", since="0.1", of="document",
    sources=(gdpr("5(1)(a)"), gdpr("12(1)")),
    da=Wording(
        title="Det modsatte står et andet sted",
        checks="Et dokument siger nej til noget, fx profilering, tredjelande eller sociale medier, og en aktivitet eller et andet sted i dokumentet viser, at det sker.",
        why="Den, der læser dokumentet, bliver ført bag lyset. Et nej, der ikke passer, er det letteste for Datatilsynet at finde.",
        fix="Find ud af, hvad der er rigtigt, og ret den side, der er forkert.",
        wrong_when="Når dokumentets nej kun gælder nogle personer eller nogle oplysninger, og aktiviteten handler om andre. Skriv så aktiviteterne på udsagnet (`activities`).",
        message="dokumentet siger »{claim_da}«, men det modsatte står i »{where}«{more_da}",
        hint="ret udsagnet i dokumentet, eller ret posten, hvis det er den, der er forkert",
    ),
    en=Wording(
        title="The opposite is stated elsewhere",
        checks="A document denies something, such as profiling, third countries or social media, and an activity or another place in the document shows that it happens.",
        why="Those who read the document are misled. A denial that is not true is the easiest thing for the authority to find.",
        fix="Find out what is right and correct the side that is wrong.",
        wrong_when="When the denial is only about some people or some data, and the activity is about others. Then write the activities on the claim (`activities`).",
        message="the document says “{claim_en}”, but the opposite is stated in “{where}”{more_en}",
        hint="correct the claim in the document, or correct the record if that is what is wrong",
    ),
    bad=Example("""
        claims:
          - id: no-profiling
            type: no_profiling
            section: newsletter
            text: {da: Vi laver ikke profiler af dig.}
            activities: [havnens-cykler/newsletter]
        """),
    good=Example("""
        claims:
          - id: no-profiling
            type: no_profiling
            section: buying
            text: {da: "Når du køber en cykel, laver vi ikke profiler af dig."}
            activities: [havnens-cykler/bike-sales]
        """),
)
def negative_claim_contradicted(document: Record) -> Iterator[Hit]:
    for pointer, claim in claims_of(document, *NEGATIVE):
        found = [*_shown_in_document(document, pointer, claim), *_shown_in_records(document, claim)]
        if found:
            labels = choices_of("type")[claim["type"]]
            words = {
                "claim_da": labels["da"], "claim_en": labels["en"], "where": found[0][0],
                "more_da": _more(len(found) - 1, " og ét sted til", " og {} steder til"),
                "more_en": _more(len(found) - 1, " and in one more place", " and in {} more places"),
            }
            yield Hit(f"{pointer}/type", words=words, related=tuple(place for _, place in found[:SHOWN_PLACES]))


def _more(count: int, one: str, many: str) -> str:
    """How many there are besides the one that is told."""
    return "" if count == 0 else one if count == 1 else many.format(count)


def _shown_in_document(document: Record, pointer: str, claim: Value) -> Iterator[tuple[str, Place]]:
    """The claims of the same document, about the same activities as far as both say, that show the opposite."""
    about = set(listed(claim, "activities"))
    for place, other in claims_of(document):
        others = set(listed(other, "activities"))
        is_about_same = not about or not others or not about.isdisjoint(others)
        if NEGATIVE[claim["type"]] in listed(other, "shows") and is_about_same and place != pointer:
            yield said(document, other), Place(f"{place}/shows", "udsagnet om det modsatte", "the claim of the opposite")


def _shown_in_records(document: Record, claim: Value) -> Iterator[tuple[str, Place]]:
    """The activities that show the opposite of a claim, each once."""
    for activity in claimed_over(document, claim):
        if (pointer := _opposite(document, activity, claim)) is not None:
            where = activity.entry.name(document.register.language)
            yield where, Place(pointer, "posten, der viser det", "the record that shows it", activity.entry.file)


def _opposite(document: Record, activity: Activity, claim: Value) -> str | None:
    """Where in an activity the opposite of a claim stands; "" for the whole of it, None when it does not."""
    shown = NEGATIVE[claim["type"]]
    if shown == "profiling":
        return "/profiling" if isinstance(activity.value.get("profiling"), Mapping) else None
    if shown == "social_disclosure":
        social = (pointer for pointer, item in placed(activity.value, "recipients") if _is_social(activity, item))
        return next(social, None)
    if shown == "other_data":
        wider = (row.pointer for row in activity.rows if unnamed(document, activity, row.categories))
        return next((f"{pointer}/categories" for pointer in wider), None)
    return _abroad(activity)


def _abroad(activity: Activity) -> str | None:
    stated = (f"{pointer}/country" for pointer, item in placed(activity.value, "transfers") if _leaves(item))
    recipients = (spot.pointer for spot in parties_abroad(activity))
    if (pointer := next(chain(stated, recipients), None)) is not None:
        return pointer
    return "" if abroad_of(activity.register, activity.entry, activity.processors) else None


def _leaves(transfer: Value) -> bool:
    return is_third_country(transfer.get("country", "EEA"))


def _is_social(activity: Activity, recipient: Value) -> bool:
    return activity.of("party", recipient["party"]).get("type") == SOCIAL

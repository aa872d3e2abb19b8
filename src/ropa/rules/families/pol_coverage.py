"""POL: whether a document tells of every activity that relies on it: its purpose, its basis, and at all (GDPR Art. 13, 14)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from ropa.law.tables import rows_on
from ropa.register.lists import placed
from ropa.rules.facts import Activity, Record
from ropa.rules.notices import activities_of, claims_about, claims_of, heading_of, said
from ropa.rules.rows import Value, as_date
from ropa.rules.rule import Example, Hit, Place, Wording, gdpr, rule
from ropa.rules.texts import Lexicon, folded

ABOUT_RIGHTS = "data_protection"
"""The kind of activity that is about rights itself."""


@rule(
    "POL005", "purpose-only-in-rights-section", severity="warning", alarms="medium", since="0.1", of="document",
    sources=(gdpr("13(1)(c)"), gdpr("14(1)(c)"), gdpr("30(1)(b)")),
    da=Wording(
        title="Kun nævnt ved rettigheder",
        checks="Et dokument nævner kun en aktivitet eller et formål dér, hvor det handler om rettigheder eller sikkerhed.",
        why="Læseren får at vide, at man kan sige nej til noget, men ikke at I gør det, til hvad og med hvilken ret. Tit mangler der også en post i fortegnelsen.",
        fix="Skriv formålet og grundlaget i det afsnit, hvor I fortæller, hvad I gør. Findes der ingen post om det, så lav en.",
        wrong_when="Når formålet står et andet sted i dokumentet, men ingen har læst det ind som et udsagn.",
        message="»{what}« står kun i afsnittet »{heading}«, og ikke dér, hvor dokumentet siger, hvad I bruger oplysninger til",
        hint="skriv formålet og grundlaget i dokumentet, og lav en post, hvis der ingen er",
    ),
    en=Wording(
        title="Only told among rights",
        checks="A document tells of an activity or a purpose only where it is about rights or security.",
        why="Readers learn that they can say no to something, but not that you do it, what for and by what right. Often a record is missing, too.",
        fix="Write the purpose and the basis in the section that tells what you do. If there is no record of it, make one.",
        wrong_when="When the purpose is told elsewhere in the document but nobody has read it in as a claim.",
        message="“{what}” is only told in the section “{heading}”, and not where the document says what you use data for",
        hint="write the purpose and the basis in the document, and make a record if there is none",
    ),
    bad=Example("""
        claims:
          - id: no-to-recording
            type: right
            section: rights
            text: {da: "Du kan gøre indsigelse mod, at vi optager samtaler."}
            right: objection
            activities: [havnens-cykler/customer-calls]
        """),
    good=Example("""
        claims:
          - id: no-to-recording
            type: right
            section: rights
            text: {da: "Du kan gøre indsigelse mod, at vi optager samtaler."}
            right: objection
            activities: [havnens-cykler/customer-calls]
          - id: recording
            type: purpose
            section: calls
            text: {da: "Vi optager nogle samtaler for at lære af dem."}
            legal_basis: 6.1.a
            activities: [havnens-cykler/customer-calls]
        """),
)
def purpose_only_in_rights_section(document: Record) -> Iterator[Hit]:
    told: set[str] = set()
    for pointer, claim in claims_of(document):
        if not _is_aside(document, claim):
            continue
        if claim["type"] == "purpose" and "activities" not in claim:
            yield Hit(f"{pointer}/section", words=_aside(document, claim, said(document, claim)))
        for activity in activities_of(document, claim):
            key = activity.entry.key
            if key not in told and ABOUT_RIGHTS not in activity.kinds and _is_only_aside(document, key):
                told.add(key)
                name = activity.entry.name(document.register.language)
                place = Place("/title", "aktiviteten", "the activity", activity.entry.file)
                at = f"{pointer}/section" if "section" in claim else pointer
                yield Hit(at, words=_aside(document, claim, name), related=(place,))


def _aside(document: Record, claim: Value, what: str) -> dict[str, str]:
    return {"what": what, "heading": heading_of(document, claim.get("section", ""))}


def _is_only_aside(document: Record, activity: str) -> bool:
    claims = document.facts.once(claims_about)[document.entry.key, activity]
    return all(_is_aside(document, claim) for _, claim in claims)


def _is_aside(document: Record, claim: Value) -> bool:
    """Whether a claim is a right, or stands in a section about rights or security."""
    if claim["type"] == "right":
        return True
    heading = folded(heading_of(document, claim["section"])) if "section" in claim else ""
    return any(True for _ in _aside_words(document.today).find(heading))


@lru_cache(maxsize=8)
def _aside_words(today: date) -> Lexicon:
    return Lexicon(row for row in rows_on("notice_phrases", today) if row["about"] == "aside")


@rule(
    "POL010", "basis-missing-for-purpose", severity="error", alarms="low", since="0.1", of="document",
    sources=(gdpr("13(1)(c)"), gdpr("14(1)(c)")),
    da=Wording(
        title="Formål uden grundlag",
        checks="Et dokument nævner formålene med en aktivitet, men intet behandlingsgrundlag for den.",
        why="Personen skal have både formålet og grundlaget at vide. Uden grundlaget kan ingen se, om man kan sige nej.",
        fix="Skriv grundlaget ved hvert formål, fx samtykke eller en aftale, og læs det ind som et udsagn.",
        wrong_when="Når dokumentet nævner grundlaget med ord, og ingen har sat det på udsagnet (`legal_basis`).",
        message="dokumentet siger »{claim}«{more_da}, men intet om grundlaget for »{activity}«",
        hint="skriv behandlingsgrundlaget i dokumentet, og sæt `legal_basis` på udsagnet",
    ),
    en=Wording(
        title="Purpose without a basis",
        checks="A document tells the purposes of an activity but no legal basis for it.",
        why="People must be told both the purpose and the basis. Without the basis nobody can see whether one can say no.",
        fix="Write the basis with each purpose, such as consent or a contract, and read it in as a claim.",
        wrong_when="When the document tells the basis in words and nobody has set it on the claim (`legal_basis`).",
        message="the document says “{claim}”{more_en}, but nothing about the legal basis of “{activity}”",
        hint="write the legal basis in the document and set `legal_basis` on the claim",
    ),
    bad=Example("""
        claims:
          - id: rents-bikes
            type: purpose
            section: rental
            text: {da: Vi bruger dine oplysninger til at leje cykler ud.}
            activities: [havnens-cykler/bike-rental]
        """),
    good=Example("""
        claims:
          - id: rents-bikes
            type: purpose
            section: rental
            text: {da: "Vi bruger dine oplysninger til at leje cykler ud, fordi vi har en aftale."}
            legal_basis: 6.1.b
            activities: [havnens-cykler/bike-rental]
        """),
)
def basis_missing_for_purpose(document: Record) -> Iterator[Hit]:
    about = document.facts.once(claims_about)
    told: set[str] = set()
    for pointer, claim in claims_of(document, "purpose"):
        for activity in activities_of(document, claim):
            key = activity.entry.key
            if key in told or activity.is_processor or any(map(_tells_basis, (c for _, c in about[document.entry.key, key]))):
                continue
            told.add(key)
            others = sum(c["type"] == "purpose" for _, c in about[document.entry.key, key]) - 1
            words = {
                "claim": said(document, claim), "activity": activity.entry.name(document.register.language),
                "more_da": f" (formål i alt: {others + 1})" if others else "",
                "more_en": f" (purposes in all: {others + 1})" if others else "",
            }
            yield Hit(pointer, "legal_basis", words)


def _tells_basis(claim: Value) -> bool:
    return claim["type"] == "legal_citation" or "legal_basis" in claim


@rule(
    "POL016", "activity-not-in-notice", severity="error", alarms="low", since="0.1",
    sources=(gdpr("13(1)"), gdpr("14(1)")),
    da=Wording(
        title="Dokumentet nævner den ikke",
        checks="En aktivitet peger på et dokument som sin oplysning til personerne, men intet udsagn i dokumentet handler om aktiviteten.",
        why="Personerne får ikke noget at vide om den. At pege på en politik hjælper kun, når den faktisk fortæller om det, I gør.",
        fix="Skriv om aktiviteten i dokumentet. Står den der allerede, så peg på afsnittet (`section`), eller læs et udsagn ind.",
        wrong_when="Når dokumentet handler om aktiviteten, men ingen har læst et udsagn ind om den.",
        message="»{document}« siger intet om »{activity}«, som peger på det",
        hint="skriv om aktiviteten i dokumentet, eller peg på afsnittet (`section`), hvor den står",
    ),
    en=Wording(
        title="Not in the document",
        checks="An activity points to a document as what people are told, but no claim in the document is about the activity.",
        why="People are told nothing about it. Pointing to a policy only helps when it tells of what you do.",
        fix="Write about the activity in the document. If it is there already, point to the section (`section`) or read in a claim.",
        wrong_when="When the document is about the activity but nobody has read in a claim about it.",
        message="“{document}” says nothing about “{activity}”, which points to it",
        hint="write about the activity in the document, or point to the section (`section`) where it stands",
    ),
    bad=Example("""
        notices:
          - document: havnens-privacy
        provenance:
          - document: havnens-privacy
            section: workshop
        """, file="activities/havnens-cykler/workshop.yaml"),
    good=Example("""
        notices:
          - document: havnens-privacy
            section: workshop
        """, file="activities/havnens-cykler/workshop.yaml"),
)
def activity_not_in_notice(activity: Activity) -> Iterator[Hit]:
    until = as_date(activity.value.get("until"))
    if activity.is_processor or until and until < activity.today:
        return
    for pointer, notice in placed(activity.value, "notices"):
        entry = activity.register.get("document", notice["document"])
        is_read = entry is not None and "claims" in entry.value
        if entry and is_read and "section" not in notice and not _is_told(activity, entry.key):
            language = activity.register.language
            words = {"document": entry.name(language), "activity": activity.entry.name(language)}
            place = Place("/claims", "dokumentets udsagn", "the claims of the document", entry.file)
            yield Hit(f"{pointer}/document", words=words, related=(place,))


def _is_told(activity: Activity, document: str) -> bool:
    return (document, activity.entry.key) in activity.facts.once(claims_about)

"""CON: consent that is not free, because of work, of a duty, or of age (GDPR Art. 4(11), 7(4), 8)."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.law.tables import rows_on
from ropa.register.model import text
from ropa.rules.consents import (
    CRIMINAL_CONSENTS,
    ONLINE,
    consents_of,
    people_of,
    place_of,
    users_of,
)
from ropa.rules.facts import Activity
from ropa.rules.rows import Ground, Row, Value
from ropa.rules.rule import Example, Hit, Place, Wording, act, gdpr, guidance, rule
from ropa.rules.texts import folded, lexicon

NEWSLETTER = "activities/havnens-cykler/newsletter.yaml"
CALLS = "activities/havnens-cykler/customer-calls.yaml"
RECRUITMENT = "activities/havnens-cykler/recruitment.yaml"
AT_WORK = frozenset({"employee", "applicant"})


@rule(
    "CON004", "consent-in-imbalance", severity="warning", alarms="low", since="0.1",
    sources=(
        guidance("Datatilsynet", "databeskyttelse i ansættelsesforhold, 29-03-2023", "secondary"),
        gdpr("4(11)"),
        gdpr("7(4)"),
        act("databeskyttelsesloven", "§ 8, stk. 3"),
    ),
    da=Wording(
        title="Samtykke på arbejdet",
        checks="Oplysninger om medarbejdere eller ansøgere bygger på samtykke.",
        why="En medarbejder eller ansøger kan sjældent sige nej uden at frygte for jobbet. Så er samtykket ikke frit og gælder ikke.",
        fix="Find et andet grundlag: en interesseafvejning (litra f), en pligt (litra c), art. 9, stk. 2, litra b eller f, eller databeskyttelseslovens § 8, stk. 3.",
        wrong_when="Når et nej virkelig er uden betydning, fx et billede på hjemmesiden, som personen kan vælge fra. En jurist bør se på det.",
        message="»{people}« kan sjældent sige frit nej, men »{purpose}« bygger på deres samtykke",
        hint="vælg et andet grundlag, som regel interesseafvejning (litra f), og fortæl om det i stedet for at spørge",
    ),
    en=Wording(
        title="Consent at work",
        checks="Data about employees or applicants rest on consent.",
        why="An employee or applicant can seldom say no without fear for the job. Then consent is not free and does not count.",
        fix="Find another basis: legitimate interests (point f), a duty (point c), Art. 9(2)(b) or (f), or section 8(3) of the Danish data protection act.",
        wrong_when="When a no truly makes no difference, such as a photo on the website that the person may decline. A lawyer should look at it.",
        message="“{people}” can seldom say no freely, but “{purpose}” rests on their consent",
        hint="choose another basis, usually legitimate interests (point f), and inform people instead of asking",
    ),
    bad=Example("""
        legal_bases:
          - {id: consent, article: 6.1.a}
        consents:
          - id: application
            label: {da: Samtykke ved ansøgning}
            purposes: [hire]
            text_reference: Teksten i jobportalen
            version: "1"
            given_via: [portal]
            withdraw_via: [portal, email]
            evidence_retention: P2Y
        data:
          - id: reference
            label: {da: Prøvearbejde}
            data_subjects: [job-applicant]
            categories: [application]
            sources: [{type: data_subject}]
            required: voluntary
            consequence: {da: Vi vælger uden.}
            necessity: {da: Prøven viser håndværket.}
            grounds: [{purpose: hire, legal_basis: consent, consent: application}]
            systems: [staff-folder]
            retention: [{schedule: on-withdrawal}]
        retention:
          - id: on-withdrawal
            mode: exact
            first_of: [{event: consent-withdrawal, period: P0D}, {event: rejection, period: P6M}]
            deleted_by_role: office-manager
        """, file=RECRUITMENT),
    good=Example("""
        data:
          - id: reference
            label: {da: Prøvearbejde}
            data_subjects: [job-applicant]
            categories: [application]
            sources: [{type: data_subject}]
            required: voluntary
            consequence: {da: Vi vælger uden.}
            necessity: {da: Prøven viser håndværket.}
            grounds: [{purpose: hire, legal_basis: right-choice}]
            systems: [staff-folder]
            retention: [{schedule: six-months}]
        """, file=RECRUITMENT),
)
def consent_in_imbalance(activity: Activity) -> Iterator[Hit]:
    if AT_WORK.isdisjoint(activity.relations):
        return
    told: dict[tuple[str, str], Hit] = {}
    for row, ground in activity.grounds:
        people = _at_work(activity, row, ground)
        is_criminal = ground.value.get("criminal") in CRIMINAL_CONSENTS
        if people and (is_criminal or ground.is_on_consent):
            pointer = place_of(ground) if ground.is_on_consent else f"{ground.pointer}/criminal"
            words = {"people": ", ".join(people), "purpose": activity.label(ground.purpose)}
            same = (words["purpose"], words["people"])
            hit = told.get(same, Hit(pointer, words=words))
            also = (Place(pointer, "også her", "here too"),) if same in told else ()
            told[same] = hit._replace(related=hit.related + also)
    yield from told.values()


def _at_work(activity: Activity, row: Row, ground: Ground) -> list[str]:
    """The names of the employees and applicants that a ground is for."""
    keys = (key for key in people_of(row, ground) if activity.facts.relations.get(key) in AT_WORK)
    return [activity.name("data_subject_category", key) for key in keys]


@rule(
    "CON005", "consent-where-duty", severity="warning", alarms="low", since="0.1",
    sources=(gdpr("6(1)(c)"), gdpr("4(11)"), gdpr("7(4)")),
    da=Wording(
        title="Samtykke til en pligt",
        checks="Et formål, som er en pligt eller handler om en myndighed, bogføring eller indberetning, bygger på samtykke.",
        why="Har virksomheden pligt til at gøre det, kan personen ikke sige nej. Så er samtykket ikke frit.",
        fix="Brug retlig forpligtelse (litra c), og nævn loven. Er det ikke en pligt, så overvej en interesseafvejning.",
        wrong_when="Når personen selv har bedt om, at oplysningerne bliver sendt til myndigheden, og frit kan lade være.",
        message="»{purpose}« er en pligt eller sker for en myndighed, men bygger på samtykke, som kan trækkes tilbage",
        hint="vælg retlig forpligtelse (litra c), og nævn loven i `national_law`",
    ),
    en=Wording(
        title="Consent to a duty",
        checks="A purpose that is a duty, or is about an authority, bookkeeping or reporting, rests on consent.",
        why="If the organisation must do it, the person cannot say no. Then the consent is not free.",
        fix="Use legal obligation (point c) and name the law. If it is no duty, consider legitimate interests.",
        wrong_when="When the person has asked for the data to be sent to the authority and is free not to.",
        message="“{purpose}” is a duty or is done for an authority but rests on consent, which can be withdrawn",
        hint="choose legal obligation (point c), and name the law in `national_law`",
    ),
    bad=Example("""
        purposes:
          - id: train
            text: {da: Vise Arbejdstilsynet den måde vi svarer kunder på}
            kind: other
        """, file=CALLS),
    good=Example("""
        purposes:
          - id: train
            text: {da: Lære nye kolleger den måde vi svarer kunder på}
            kind: other
        """, file=CALLS),
)
def consent_where_duty(activity: Activity) -> Iterator[Hit]:
    for _, ground in activity.grounds:
        purpose = ground.purpose
        if purpose and ground.is_on_consent and (purpose.get("kind") == "legal_duty" or _is_for_authority(activity, purpose)):
            yield Hit(place_of(ground), words={"purpose": activity.label(purpose)})


def _is_for_authority(activity: Activity, purpose: Value) -> bool:
    words = lexicon("topic_words", activity.today, "duties-to-authorities")
    return words.is_in(folded(text(purpose["text"], "da")))


@rule(
    "CON009", "child-consent", severity="warning", alarms="low", since="0.1",
    sources=(act("databeskyttelsesloven", "§ 6, stk. 2-3", "secondary"), gdpr("8(1)")),
    da=Wording(
        title="For unge til at sige ja",
        checks="Børn siger ja på nettet, og den laveste alder i posten er lavere end den, loven kræver.",
        why="Er barnet yngre, skal forældrene sige ja. Ellers gælder samtykket ikke.",
        fix="Hæv `minimum_age`, eller få forældrenes samtykke til de yngre.",
        wrong_when="Når det ikke er en tjeneste på nettet rettet mod børn, eller når forældrene siger ja. Grænsen er læst i en sekundær kilde; en jurist bør se på det.",
        message="samtykket »{consent}« kan gives af børn på {age} år, men grænsen er {limit} år for tjenester på nettet",
        hint="ret `minimum_age` (»Mindstealder«) til {limit}, eller få forældrenes samtykke",
    ),
    en=Wording(
        title="Too young to say yes",
        checks="Children say yes online, and the lowest age in the record is lower than the law demands.",
        why="If the child is younger, the parents must say yes. Otherwise the consent does not count.",
        fix="Raise `minimum_age`, or get the parents' consent for the younger ones.",
        wrong_when="When it is no online service offered to children, or the parents say yes. The limit was read in a secondary source; a lawyer should look at it.",
        message="the consent “{consent}” can be given by children aged {age}, but the limit is {limit} for online services",
        hint="change `minimum_age` (“Minimum age”) to {limit}, or get the parents' consent",
    ),
    bad=Example("""
        data:
          - id: behaviour
            label: {da: Klik}
            data_subjects: [subscriber, young-rider]
            categories: [clicks]
            sources: [{type: observed}]
            grounds: [{purpose: send-offers, legal_basis: consent, consent: newsletter}]
            systems: [newsletter-system]
            retention: [{schedule: while-consent}]
        consents:
          - id: newsletter
            label: {da: Samtykke til nyhedsbrev}
            purposes: [send-offers]
            text_reference: Teksten ved tilmelding på hjemmesiden
            version: 2026-01-20
            given_via: [website]
            withdraw_via: [website]
            inactivity: P11M
            evidence_retention: P2Y
            minimum_age: 13
        notices: [{document: havnens-privacy, section: newsletter, audience: [subscriber, young-rider]}]
        """, file=NEWSLETTER, also={"vocabulary/data_subject_categories.yaml":
            "terms: [{id: young-rider, label: {da: Børn med cykel}, relation: child}]"}),
    good=Example("""
        data:
          - id: behaviour
            label: {da: Klik}
            data_subjects: [subscriber, young-rider]
            categories: [clicks]
            sources: [{type: observed}]
            grounds: [{purpose: send-offers, legal_basis: consent, consent: newsletter}]
            systems: [newsletter-system]
            retention: [{schedule: while-consent}]
        notices: [{document: havnens-privacy, section: newsletter, audience: [subscriber, young-rider]}]
        """, file=NEWSLETTER, also={"vocabulary/data_subject_categories.yaml":
            "terms: [{id: young-rider, label: {da: Børn med cykel}, relation: child}]"}),
)
def child_consent(activity: Activity) -> Iterator[Hit]:
    if "child" not in activity.relations:
        return
    for pointer, consent in consents_of(activity):
        if "minimum_age" not in consent or ONLINE.isdisjoint(consent.get("given_via", ())):
            continue
        limit = max((int(row["years"]) for row in rows_on("consent_ages", activity.today)), default=0)
        if consent["minimum_age"] < limit and _is_given_by_children(activity, consent):
            words = {"consent": activity.label(consent), "age": consent["minimum_age"], "limit": limit}
            yield Hit(f"{pointer}/minimum_age", words=words)


def _is_given_by_children(activity: Activity, consent: Value) -> bool:
    relations = activity.facts.relations
    return any(relations.get(key) == "child" for row, ground in users_of(activity, consent) for key in people_of(row, ground))

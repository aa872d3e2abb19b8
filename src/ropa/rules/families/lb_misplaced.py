"""LB: bases that what stands beside them speaks against: a consent on another point, advertising as a duty (GDPR Art. 6(1))."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.rules.consents import consents_of, needs_consent
from ropa.rules.facts import Activity
from ropa.rules.rule import Example, Hit, Place, Wording, gdpr, rule

NEWSLETTER = "activities/havnens-cykler/newsletter.yaml"
NEVER_FOR_ADVERTISING = frozenset({"6.1.c", "6.1.d", "6.1.e"})
"""Legal duty, vital interests and public task."""


@rule(
    "LB021", "consent-on-another-basis", severity="error", alarms="low", since="0.1",
    sources=(gdpr("6(1)(a)"), gdpr("7(3)"), gdpr("13(1)(c)")),
    da=Wording(
        title="Samtykke ved et andet grundlag",
        checks="En række peger på et samtykke (`consent`), men bygger på et andet litra end litra a, og samtykket bruges "
        "heller ikke til følsomme oplysninger, strafbare forhold eller CPR-nummer.",
        why="Den, der siger ja, tror, at et nej stopper brugen. Er grundlaget et andet, fortsætter den, og oplysningen om "
        "grundlaget er forkert.",
        fix="Vælg et grundlag med litra a, eller fjern samtykket fra rækkens `grounds`, hvis brugen ikke afhænger af det.",
        wrong_when="Når det er en anden lov, der kræver samtykket, fx markedsføringslovens § 10 eller reglerne om cookies. "
        "Behold det da under `consents`, men ikke på rækken.",
        message="»{purpose}« peger på samtykket »{consent}«, men bygger på et andet grundlag end samtykke",
        hint="vælg et grundlag med litra a (`legal_basis`), eller fjern `consent`, hvis brugen ikke afhænger af samtykket",
    ),
    en=Wording(
        title="Consent beside another basis",
        checks="A row points to a consent (`consent`) but rests on another point than point a, and the consent is not used "
        "for sensitive data, criminal offences or a CPR number either.",
        why="Whoever says yes believes that a no stops the use. If the basis is another, the use goes on, and what people "
        "are told of the basis is wrong.",
        fix="Choose a basis with point a, or remove the consent from the row's `grounds` if the use does not depend on it.",
        wrong_when="When another act demands the consent, such as section 10 of the Danish marketing act or the rules on "
        "cookies. Then keep it in `consents` but not on the row.",
        message="“{purpose}” points to the consent “{consent}” but rests on another basis than consent",
        hint="choose a basis with point a (`legal_basis`), or remove `consent` if the use does not depend on it",
    ),
    bad=Example(
        """
        data:
          - id: behaviour
            label: {da: Klik}
            data_subjects: [subscriber]
            categories: [clicks]
            sources: [{type: observed}]
            grounds: [{purpose: send-offers, legal_basis: proof, consent: newsletter}]
            systems: [newsletter-system]
            retention: [{schedule: while-consent}]
        """,
        file=NEWSLETTER,
    ),
    good=Example(
        """
        data:
          - id: behaviour
            label: {da: Klik}
            data_subjects: [subscriber]
            categories: [clicks]
            sources: [{type: observed}]
            grounds: [{purpose: send-offers, legal_basis: consent, consent: newsletter}]
            systems: [newsletter-system]
            retention: [{schedule: while-consent}]
        """,
        file=NEWSLETTER,
    ),
)
def consent_on_another_basis(activity: Activity) -> Iterator[Hit]:
    pointers = {basis["id"]: pointer for pointer, basis in activity.placed_bases}
    for _, ground in activity.grounds:
        if "consent" in ground.value and ground.article and not needs_consent(ground):
            words = {"purpose": activity.label(ground.purpose), "consent": _consent(activity, ground.value["consent"])}
            there = Place(f"{pointers[ground.basis['id']]}/article", "grundlaget er et andet", "the basis is another")
            yield Hit(f"{ground.pointer}/consent", words=words, related=(there,))


def _consent(activity: Activity, key: str) -> str:
    """What readers call a consent of the activity."""
    return next((activity.label(item) for _, item in consents_of(activity) if item["id"] == key), key)


@rule(
    "LB022", "advertising-as-a-duty", severity="error", alarms="low", since="0.1",
    sources=(gdpr("6(1)(c)"), gdpr("6(1)(d)"), gdpr("6(1)(e)"), gdpr("6(3)")),
    da=Wording(
        title="Reklame som pligt",
        checks="Et formål af slagsen markedsføring bygger på en retlig forpligtelse, vitale interesser eller en opgave i "
        "samfundets interesse (litra c, d eller e).",
        why="Ingen lov pålægger en virksomhed at reklamere, og reklame redder ikke liv.",
        fix="Vælg samtykke (litra a) eller interesseafvejning (litra f), eller ret formålets slags (`kind`).",
        wrong_when="Når formålet ikke er reklame, fx oplysning, som en lov kræver. Ret da formålets slags.",
        message="»{purpose}« er markedsføring, men bygger på grundlaget »{basis}«, som kun er til pligter, opgaver efter "
        "lov og nødsituationer",
        hint="vælg et grundlag med litra a eller f, eller ret formålets slags (`kind`)",
    ),
    en=Wording(
        title="Advertising as a duty",
        checks="A purpose of the kind marketing rests on a legal obligation, vital interests or a public task (point c, d "
        "or e).",
        why="No act obliges a company to advertise, and advertising saves no lives.",
        fix="Choose consent (point a) or legitimate interests (point f), or correct the kind of the purpose (`kind`).",
        wrong_when="When the purpose is no advertising, such as information that an act demands. Then correct its kind.",
        message="“{purpose}” is marketing but rests on the basis “{basis}”, which is only for duties, tasks by law and "
        "emergencies",
        hint="choose a basis with point a or f, or correct the kind of the purpose (`kind`)",
    ),
    bad=Example(
        """
        legal_bases:
          - id: offer
            article: 6.1.d
            emergency: {da: Kunden kan komme til skade uden forsikring.}
        """,
        file="activities/havnens-cykler/insurance-calls.yaml",
    ),
    good=Example(
        """
        legal_bases:
          - id: offer
            article: 6.1.f
            interest: {da: Vi vil gerne sælge en forsikring som passer til cyklen.}
            balancing_test: {reference: "Afvejning 2026-03, opkald", on: 2026-03-18}
        """,
        file="activities/havnens-cykler/insurance-calls.yaml",
    ),
)
def advertising_as_a_duty(activity: Activity) -> Iterator[Hit]:
    for pointer, basis in activity.placed_bases:
        if basis.get("article") not in NEVER_FOR_ADVERTISING:
            continue
        for place, purpose in activity.placed_purposes:
            used = [ground for _, ground in activity.grounds if ground.basis is basis and ground.purpose is purpose]
            if used and purpose.get("kind") == "marketing":
                there = (Place(f"{place}/kind", "formålet er markedsføring", "the purpose is marketing"),
                         *(Place(f"{ground.pointer}/legal_basis", "her er det grundlaget", "here it is the basis") for ground in used))
                words = {"purpose": activity.label(purpose), "basis": basis["id"]}
                yield Hit(f"{pointer}/article", words=words, related=there)

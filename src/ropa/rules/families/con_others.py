"""CON: consent that reaches beyond the one who got it: partners nobody named, and consent given to somebody else (GDPR Art. 7(1))."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ropa.register.lists import listed, placed
from ropa.register.model import text
from ropa.rules.consents import (
    Placed,
    consents_behind,
    consents_of,
    is_for_marketing,
    place_of,
)
from ropa.rules.facts import Activity, Facts
from ropa.rules.rows import CONSENT, Value
from ropa.rules.rule import Example, Hit, Place, Wording, gdpr, guidance, rule
from ropa.rules.texts import folded, lexicon

NEWSLETTER = "activities/havnens-cykler/newsletter.yaml"
OWN_CONTROLLERS = frozenset({"", "controller", "joint_controller"})
"""Roles of a recipient that decides for itself; "" when nobody has said."""


@rule(
    "CON007", "partners-unnamed", severity="warning", alarms="low", since="0.1",
    sources=(
        guidance("Forbrugerombudsmanden", "virksomhederne skal nævnes klart i et samtykke til markedsføring"),
        gdpr("4(11)"),
    ),
    da=Wording(
        title="Samarbejdspartnere uden navn",
        checks="Et samtykke til markedsføring gælder også andre virksomheder, men de er ikke nævnt ved navn.",
        why="Man kan kun sige ja til at høre fra en virksomhed, man ved hvem er. »Vores samarbejdspartnere« er ikke et navn.",
        fix="Nævn virksomhederne i samtykketeksten og i `named_parties`, eller send kun for jer selv.",
        wrong_when="Når I selv sender og kun omtaler andres varer, og ingen oplysninger går videre.",
        message="samtykket »{consent}« gælder også {others_da}, men nævner ikke virksomhederne ved navn",
        hint="tilføj `named_parties` (»Nævnte parter«) med hver virksomhed, samtykket gælder",
    ),
    en=Wording(
        title="The partners are not named",
        checks="A consent to marketing also covers other companies, but they are not named.",
        why="One can only say yes to hearing from a company one knows. “Our partners” is no name.",
        fix="Name the companies in the text of the consent and in `named_parties`, or send only for yourselves.",
        wrong_when="When you do the sending yourselves and only mention the goods of others, and no data are passed on.",
        message="the consent “{consent}” also covers {others_en} but does not name the companies",
        hint="add `named_parties` (“Named parties”) with each company that the consent covers",
    ),
    bad=Example("""
        purposes:
          - id: send-offers
            text: {da: Sende tilbud fra os og vores samarbejdspartnere til dem der har sagt ja}
            kind: marketing
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
        """, file=NEWSLETTER),
    good=Example("""
        purposes:
          - id: send-offers
            text: {da: Sende tilbud fra os og vores samarbejdspartnere til dem der har sagt ja}
            kind: marketing
        consents:
          - id: newsletter
            label: {da: Samtykke til nyhedsbrev}
            purposes: [send-offers]
            text_reference: Teksten ved tilmelding på hjemmesiden
            version: 2026-01-20
            given_via: [website]
            withdraw_via: [website]
            named_parties: [sea-insurance]
            inactivity: P11M
            evidence_retention: P2Y
        """, file=NEWSLETTER),
)
def partners_unnamed(activity: Activity) -> Iterator[Hit]:
    for placed_consent in consents_of(activity):
        pointer, consent = placed_consent
        named = listed(consent, "named_parties")
        if any(_is_company(activity, party) for party in named) or not is_for_marketing(activity, consent):
            continue
        words, others = _others(activity, placed_consent)
        if words:
            place = f"{pointer}/named_parties" if named else pointer
            yield Hit(place, "" if named else "named_parties", {"consent": activity.label(consent), **words}, others)


def _is_company(activity: Activity, party: str) -> bool:
    return activity.of("party", party).get("naming") == "named"


def _others(activity: Activity, consent: Placed) -> tuple[Mapping[str, str], tuple[Place, ...]]:
    """Who else a consent is for: the recipients that decide for themselves, else the partners its purposes speak of."""
    found = [(pointer, item) for pointer, item in placed(activity.value, "recipients")
             if item.get("role", "") in OWN_CONTROLLERS and _is_under(activity, item, consent[1])]
    if found:
        names = ", ".join(activity.name("party", item["party"]) for _, item in found)
        places = tuple(Place(pointer, "denne modtager", "this recipient") for pointer, _ in found)
        return {"others_da": f"»{names}«", "others_en": f"“{names}”"}, places
    words = lexicon("topic_words", activity.today, "partners")
    for pointer, purpose in activity.placed_purposes:
        if purpose["id"] in consent[1].get("purposes", ()) and (word := next(words.find(folded(text(purpose["text"], "da"))), None)):
            place = Place(pointer, "formålet nævner dem", "the purpose mentions them")
            said = {"others_da": f"andre virksomheder (formålet siger »{word[0]}«)",
                    "others_en": f"other companies (the purpose says “{word[0]}”)"}
            return said, (place,)
    return {}, ()


def _is_under(activity: Activity, recipient: Value, consent: Value) -> bool:
    """Whether a recipient gets data under a consent: for one of its purposes, or by consent where there is no other consent."""
    if "purpose" in recipient:
        return recipient["purpose"] in consent.get("purposes", ())
    basis = activity.bases.get(recipient.get("legal_basis", ""), {})
    return basis.get("article") == CONSENT and len(consents_of(activity)) == 1


@rule(
    "CON008", "consent-given-to-someone-else", severity="warning", alarms="medium", since="0.1",
    sources=(gdpr("7(1)"), gdpr("4(11)")),
    da=Wording(
        title="Samtykket er givet til andre",
        checks="Noget bygger på et samtykke, som personen har givet til en anden virksomhed, og samtykket nævner ikke jer.",
        why="Den, der bruger oplysningerne, skal kunne vise, at personen har sagt ja til netop den.",
        fix="Få selv samtykket, sørg for at være nævnt i det, I bruger, eller vælg et andet grundlag.",
        wrong_when="Når samtykket nævner jer. Skriv jer da i `named_parties`.",
        message="»{purpose}« bygger på et samtykke, der er givet til »{holder}« og ikke nævner jer",
        hint="få jeres eget samtykke, eller vælg et andet grundlag; er I nævnt, så skriv det i `named_parties` (»Nævnte parter«)",
    ),
    en=Wording(
        title="Consent given to somebody else",
        checks="Something rests on a consent that the person gave to another company, and the consent does not name you.",
        why="Whoever uses the data must be able to show that the person said yes to them.",
        fix="Get the consent yourselves, make sure to be named in the one you use, or choose another basis.",
        wrong_when="When the consent names you. Then write yourselves in `named_parties`.",
        message="“{purpose}” rests on a consent that was given to “{holder}” and does not name you",
        hint="get your own consent or choose another basis; if you are named, write it in `named_parties` (“Named parties”)",
    ),
    bad=Example("""
        consents:
          - id: newsletter
            label: {da: Samtykke givet i en konkurrence}
            purposes: [send-offers]
            held_by: brev-og-klik
            text_reference: Teksten i konkurrencen
            version: 2026-01-20
            given_via: [website]
            withdraw_via: [website]
            inactivity: P11M
            evidence_retention: P2Y
        """, file=NEWSLETTER),
    good=Example("""
        consents:
          - id: newsletter
            label: {da: Samtykke givet i en konkurrence}
            purposes: [send-offers]
            held_by: brev-og-klik
            named_parties: [havnens-cykler]
            text_reference: Teksten i konkurrencen
            version: 2026-01-20
            given_via: [website]
            withdraw_via: [website]
            inactivity: P11M
            evidence_retention: P2Y
        """, file=NEWSLETTER),
)
def consent_given_to_someone_else(activity: Activity) -> Iterator[Hit]:
    for row, ground in activity.grounds if any("held_by" in consent for _, consent in consents_of(activity)) else ():
        for pointer, consent in consents_behind(activity, ground) if ground.is_on_consent else ():
            known = {consent.get("held_by"), *listed(consent, "named_parties")}
            if "held_by" in consent and known.isdisjoint(_ourselves(activity)):
                words = {"purpose": activity.label(ground.purpose), "holder": activity.name("party", consent["held_by"])}
                there = Place(f"{pointer}/held_by", "samtykket er givet hertil", "the consent was given to this one")
                source = Place(f"{row.pointer}/sources", "oplysningerne kommer herfra", "the data come from here")
                places = (there, source) if "third_party" in row.source_types else (there,)
                yield Hit(place_of(ground), words=words, related=places)


def _ourselves(activity: Activity) -> frozenset[str]:
    """The parties that are the organisation itself or controllers together with it."""
    joint = {item["party"] for item in listed(activity.value, "joint_controllers")}
    return activity.facts.once(_members).get(activity.entry.organisation, frozenset()) | joint


def _members(facts: Facts) -> Mapping[str, frozenset[str]]:
    """The parties that are an organisation of the register, by its id."""
    found: dict[str, frozenset[str]] = {}
    for party in facts.register.of("party"):
        if "member" in party.value:
            found[party.value["member"]] = found.get(party.value["member"], frozenset()) | {party.key}
    return found

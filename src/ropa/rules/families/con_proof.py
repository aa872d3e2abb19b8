"""CON: what a consent must be able to show: its text, its choices, its way out, and how long it holds (GDPR Art. 4(11), 7)."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.rules.consents import ONLINE, consents_behind, consents_of, is_for_marketing, needs_consent
from ropa.rules.facts import Activity
from ropa.rules.labels import choice_words, label_words
from ropa.rules.rule import Example, Hit, Place, Wording, act, gdpr, guidance, rule

NEWSLETTER = "activities/havnens-cykler/newsletter.yaml"
GIVEN_VIA = ("activity", "consents", "given_via")
SHOWN_BY = ("text_reference", "version", "given_via")
EFFORT = {**dict.fromkeys(ONLINE, 0), "phone": 1, "phone_menu": 1, "letter": 2, "paper_form": 2, "in_person": 2}
"""How much trouble a channel is for a person: at a screen, on the telephone, on paper or by turning up."""
MOST = max(EFFORT.values())


@rule(
    "CON001", "consent-object-missing", severity="error", alarms="low", since="0.1",
    sources=(gdpr("7(1)"), gdpr("9(2)(a)"), act("databeskyttelsesloven", "§ 11, stk. 2, nr. 2")),
    da=Wording(
        title="Samtykket kan ikke vises frem",
        checks="Noget bygger på samtykke, men samtykket er ikke beskrevet, eller der mangler tekst, version eller hvordan det bliver givet.",
        why="Virksomheden skal kunne bevise, hvad personen har sagt ja til. Uden teksten og versionen kan den ikke det.",
        fix="Beskriv samtykket under `consents`: hvor teksten ligger, hvilken version det er, og hvordan personen siger ja. Peg på det fra grundlaget.",
        wrong_when="Når samtykket er beskrevet i en anden post. Beskriv det også her, for det er her, det bliver brugt.",
        message="{name_da} kan ikke vises frem; der mangler {lack_da}",
        hint="beskriv samtykket under `consents` med `text_reference` (teksten), `version` og `given_via` (hvordan det gives)",
    ),
    en=Wording(
        title="Consent cannot be shown",
        checks="Something rests on consent, but the consent is not described, or its text, version or way of being given is missing.",
        why="The organisation must be able to prove what the person said yes to. Without the text and its version it cannot.",
        fix="Describe the consent in `consents`: where the text is, which version it is, and how the person says yes. Point to it from the ground.",
        wrong_when="When the consent is described in another record. Describe it here too, since this is where it is used.",
        message="{name_en} cannot be shown; missing: {lack_en}",
        hint="describe the consent in `consents` with `text_reference` (the text), `version` and `given_via` (how it is given)",
    ),
    bad=Example("""
        consents:
          - id: newsletter
            label: {da: Samtykke til nyhedsbrev}
            purposes: [send-offers]
            text_reference: Teksten ved tilmelding på hjemmesiden
            withdraw_via: [website]
            inactivity: P11M
            evidence_retention: P2Y
        """, file=NEWSLETTER),
    good=Example("""
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
)
def consent_object_missing(activity: Activity) -> Iterator[Hit]:
    for pointer, consent in consents_of(activity):
        lacking = [field for field in SHOWN_BY if field not in consent]
        if lacking:
            name = activity.label(consent)
            words = {"name_da": f"samtykket »{name}«", "name_en": f"the consent “{name}”", **_named(lacking)}
            yield Hit(pointer, lacking[0], words)
    for _, ground in activity.grounds:
        if needs_consent(ground) and not any(consents_behind(activity, ground)):
            name = activity.label(ground.purpose)
            yield Hit(ground.pointer, "consent", {
                "name_da": f"samtykket til »{name}«", "lack_da": "en beskrivelse af det (`consents`)",
                "name_en": f"the consent to “{name}”", "lack_en": "a description of it (`consents`)",
            })


def _named(fields: list[str]) -> dict[str, str]:
    """The labels of fields of a consent, joined: »Samtykketekst« (`text_reference`), »Version« (`version`)."""
    labels = [(field, label_words("activity", "consents", field)) for field in fields]
    return {"lack_da": ", ".join(f"»{label['label_da']}« (`{field}`)" for field, label in labels),
            "lack_en": ", ".join(f"“{label['label_en']}” (`{field}`)" for field, label in labels)}


@rule(
    "CON002", "withdrawal-harder-than-giving", severity="warning", alarms="low", since="0.1",
    sources=(gdpr("7(3)"),),
    da=Wording(
        title="Sværere at sige nej igen",
        checks="Samtykket gives på nettet, men kan kun trækkes tilbage på telefon, papir eller ved at møde op; eller det gives i telefonen og kræver papir.",
        why="Det skal være lige så let at trække et samtykke tilbage som at give det.",
        fix="Tilføj en vej ud, der er lige så let, fx et link i e-mailen, når personen siger ja på hjemmesiden.",
        wrong_when="Når der findes en let vej, som ikke er skrevet i `withdraw_via`. Skriv den.",
        message="samtykket »{consent}« gives via {given_da}, men kan kun trækkes tilbage via {back_da}",
        hint="tilføj en lige så let vej i `withdraw_via` (»Trækkes tilbage via«), fx den, samtykket gives på",
    ),
    en=Wording(
        title="Harder to say no again",
        checks="The consent is given online but can only be withdrawn by telephone, on paper or in person; or it is given on the telephone and needs paper.",
        why="It must be as easy to withdraw consent as to give it.",
        fix="Add a way out that is just as easy, such as a link in the mail when the person says yes on the website.",
        wrong_when="When there is an easy way that is not written in `withdraw_via`. Write it.",
        message="the consent “{consent}” is given via {given_en} but can only be withdrawn via {back_en}",
        hint="add a way that is just as easy in `withdraw_via` (“Withdrawn via”), such as the one it is given by",
    ),
    bad=Example("""
        consents:
          - id: newsletter
            label: {da: Samtykke til nyhedsbrev}
            purposes: [send-offers]
            text_reference: Teksten ved tilmelding på hjemmesiden
            version: 2026-01-20
            given_via: [website]
            withdraw_via: [phone, letter]
            inactivity: P11M
            evidence_retention: P2Y
        """, file=NEWSLETTER),
    good=Example("""
        consents:
          - id: newsletter
            label: {da: Samtykke til nyhedsbrev}
            purposes: [send-offers]
            text_reference: Teksten ved tilmelding på hjemmesiden
            version: 2026-01-20
            given_via: [website]
            withdraw_via: [email, phone]
            inactivity: P11M
            evidence_retention: P2Y
        """, file=NEWSLETTER),
)
def withdrawal_harder_than_giving(activity: Activity) -> Iterator[Hit]:
    for pointer, consent in consents_of(activity):
        given, back = consent.get("given_via", ()), consent.get("withdraw_via", ())
        if given and back and _is_harder(given, back):
            words = {"consent": activity.label(consent), **choice_words("given", given, *GIVEN_VIA),
                     **choice_words("back", back, *GIVEN_VIA)}
            yield Hit(f"{pointer}/withdraw_via", words=words)


def _is_harder(given: list[str], back: list[str]) -> bool:
    """Whether the easiest way out is more trouble than the easiest way in; paper and turning up must be the same."""
    easiest_in, easiest_out = min(EFFORT[way] for way in given), min(EFFORT[way] for way in back)
    return easiest_out > easiest_in or easiest_out == MOST and set(given).isdisjoint(back)


@rule(
    "CON003", "bundled-consent", severity="warning", alarms="medium", since="0.1",
    sources=(gdpr("4(11)"), gdpr("7(2)"), gdpr("7(4)"), guidance("databeskyttelsesforordningen", "betragtning 43")),
    da=Wording(
        title="Flere ting i ét ja",
        checks="Ét samtykke dækker flere formål, uden at personen kan vælge hvert for sig, eller det gives ved at acceptere vilkår eller en politik.",
        why="Et samtykke skal være frit og gælde et bestemt formål. Den, der kun vil det ene, må ikke tvinges til at tage det andet med.",
        fix="Lad personen vælge hvert formål for sig, og skriv `separate_choices: true`, eller del samtykket i flere. Hold det fri af vilkårene.",
        wrong_when="Når formålene hænger så tæt sammen, at de i virkeligheden er ét. Skriv dem da som ét formål.",
        message="samtykket »{consent}« {bundle_da}",
        hint="del samtykket, eller lad personen vælge hvert formål for sig, og skriv `separate_choices: true`",
    ),
    en=Wording(
        title="Several things in one yes",
        checks="One consent covers several purposes without a choice for each, or it is given by accepting terms or a policy.",
        why="Consent must be free and for a specific purpose. Whoever wants only the one must not be made to take the other too.",
        fix="Let the person choose each purpose and write `separate_choices: true`, or split the consent. Keep it apart from the terms.",
        wrong_when="When the purposes are so close that they are really one. Then write them as one purpose.",
        message="the consent “{consent}” {bundle_en}",
        hint="split the consent, or let the person choose each purpose and write `separate_choices: true`",
    ),
    bad=Example("""
        consents:
          - id: newsletter
            label: {da: Samtykke til nyhedsbrev}
            purposes: [send-offers, prove-consent]
            text_reference: Teksten ved tilmelding på hjemmesiden
            version: 2026-01-20
            given_via: [website]
            withdraw_via: [website]
            inactivity: P11M
            evidence_retention: P2Y
        """, file=NEWSLETTER),
    good=Example("""
        consents:
          - id: newsletter
            label: {da: Samtykke til nyhedsbrev}
            purposes: [send-offers, prove-consent]
            separate_choices: true
            text_reference: Teksten ved tilmelding på hjemmesiden
            version: 2026-01-20
            given_via: [website]
            withdraw_via: [website]
            inactivity: P11M
            evidence_retention: P2Y
        """, file=NEWSLETTER),
)
def bundled_consent(activity: Activity) -> Iterator[Hit]:
    for pointer, consent in consents_of(activity):
        purposes, name = consent.get("purposes", ()), {"consent": activity.label(consent)}
        if len(purposes) > 1 and not consent.get("separate_choices", False):
            words = {"bundle_da": f"dækker {len(purposes)} formål, og posten siger ikke, at man kan vælge hvert for sig",
                     "bundle_en": f"covers {len(purposes)} purposes, and the record does not say that one can choose each"}
            places = (Place(place, "et af formålene", "one of the purposes")
                      for place, purpose in activity.placed_purposes if purpose["id"] in purposes)
            yield Hit(f"{pointer}/purposes", words={**name, **words}, related=tuple(places))
        if consent.get("tied_to_terms", False):
            words = {"bundle_da": "bliver givet ved at acceptere vilkår eller en politik",
                     "bundle_en": "is given by accepting terms or a policy"}
            yield Hit(f"{pointer}/tied_to_terms", words={**name, **words})


@rule(
    "CON006", "consent-no-lapse", severity="info", alarms="low", since="0.1", preview=True,
    sources=(guidance("Forbrugerombudsmanden", "samtykke bortfalder ved passivitet efter omkring et år", "memory"),),
    da=Wording(
        title="Samtykket bortfalder aldrig",
        checks="Et samtykke til markedsføring siger ikke, hvornår det bortfalder, hvis det ikke bliver brugt.",
        why="Den, der sagde ja for flere år siden og intet har hørt, regner ikke længere med at få reklame.",
        fix="Skriv i `inactivity`, hvor længe samtykket holder uden kontakt. Omkring et år er almindeligt, fx P11M.",
        wrong_when="Når I skriver så tit, at det ikke kan ske. Fristen på omkring et år er efter hukommelsen; en jurist bør se på det.",
        message="samtykket »{consent}« siger ikke, hvornår det bortfalder, hvis det ikke bliver brugt",
        hint="tilføj `inactivity` (»Bortfalder efter«), fx P11M",
    ),
    en=Wording(
        title="Consent never lapses",
        checks="A consent to marketing does not say when it lapses if it is not used.",
        why="Whoever said yes years ago and has heard nothing no longer expects advertising.",
        fix="Write in `inactivity` how long the consent holds without contact. About a year is usual, such as P11M.",
        wrong_when="When you write so often that it cannot happen. The period of about a year is from memory; a lawyer should look at it.",
        message="the consent “{consent}” does not say when it lapses if it is not used",
        hint="add `inactivity` (“Lapses after”), such as P11M",
    ),
    bad=Example("""
        consents:
          - id: newsletter
            label: {da: Samtykke til nyhedsbrev}
            purposes: [send-offers]
            text_reference: Teksten ved tilmelding på hjemmesiden
            version: 2026-01-20
            given_via: [website]
            withdraw_via: [website]
            evidence_retention: P2Y
        """, file=NEWSLETTER),
    good=Example("""
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
)
def consent_no_lapse(activity: Activity) -> Iterator[Hit]:
    for pointer, consent in consents_of(activity):
        if "inactivity" not in consent and is_for_marketing(activity, consent):
            yield Hit(pointer, "inactivity", {"consent": activity.label(consent)})


@rule(
    "CON010", "consent-evidence-unset", severity="info", alarms="low", since="0.1",
    sources=(
        guidance("Datatilsynet", "eksemplet med to år, efter forældelsen i markedsføringsloven § 10", "secondary"),
        gdpr("7(1)"),
    ),
    da=Wording(
        title="Bevisets frist mangler",
        checks="Et samtykke siger ikke, hvor længe beviset for det bliver gemt, når det er trukket tilbage.",
        why="Beviset skal kunne vises frem, hvis nogen klager, men det er også oplysninger om en person og skal slettes på et tidspunkt.",
        fix="Skriv perioden i `evidence_retention`. Datatilsynet har nævnt to år, P2Y, som eksempel.",
        wrong_when="Når perioden står som en slettefrist på en række med beviset. Skriv den da også her.",
        message="samtykket »{consent}« siger ikke, hvor længe beviset for det bliver gemt",
        hint="tilføj `evidence_retention` (»Bevis gemmes i«), fx P2Y",
    ),
    en=Wording(
        title="Period for the proof missing",
        checks="A consent does not say how long the proof of it is kept once it has been withdrawn.",
        why="The proof must be at hand if somebody complains, but it is personal data as well and must be erased at some point.",
        fix="Write the period in `evidence_retention`. The Danish authority has mentioned two years, P2Y, as an example.",
        wrong_when="When the period is stated as a retention schedule of a row with the proof. Then write it here too.",
        message="the consent “{consent}” does not say how long the proof of it is kept",
        hint="add `evidence_retention` (“Evidence kept for”), such as P2Y",
    ),
    bad=Example("""
        consents:
          - id: newsletter
            label: {da: Samtykke til nyhedsbrev}
            purposes: [send-offers]
            text_reference: Teksten ved tilmelding på hjemmesiden
            version: 2026-01-20
            given_via: [website]
            withdraw_via: [website]
            inactivity: P11M
        """, file=NEWSLETTER),
    good=Example("""
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
)
def consent_evidence_unset(activity: Activity) -> Iterator[Hit]:
    for pointer, consent in consents_of(activity):
        if "evidence_retention" not in consent:
            yield Hit(pointer, "evidence_retention", {"consent": activity.label(consent)})

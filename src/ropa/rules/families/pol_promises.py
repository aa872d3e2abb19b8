"""POL: what a document promises or touches upon and does not explain: controls, transfers, joint control."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ropa.law.notation import read_citation
from ropa.law.tables import table
from ropa.register.lists import listed
from ropa.rules.citations import GENERAL
from ropa.rules.facts import Record
from ropa.rules.notices import claims_of, said
from ropa.rules.rows import Value
from ropa.rules.rule import Example, Hit, Wording, gdpr, guidance, rule

SEVERAL = 2


@rule(
    "POL015", "promise-without-control", severity="info", alarms="medium", since="0.1", of="document",
    sources=(gdpr("5(2)"), gdpr("24(1)")),
    da=Wording(
        title="Løfte uden kontrol",
        checks="Et dokument lover at gøre noget jævnligt eller inden en bestemt tid, og intet siger, hvordan det bliver holdt.",
        why="Jeres eget løfte bliver den målestok, I bliver målt med. Kan I ikke vise, at det er holdt, er det et brud på det, I har sagt.",
        fix="Skriv i `control`, hvor det er beskrevet, hvem der gør det, og hvor man kan se, at det er gjort. Lov ellers mindre.",
        wrong_when="Når loven selv sætter fristen, og den bliver fulgt uden en særlig procedure.",
        message="dokumentet lover »{claim}«, men intet siger, hvordan det bliver holdt",
        hint="tilføj `control`: hvor det er beskrevet, eller hvor man kan se, at det er gjort",
    ),
    en=Wording(
        title="Promise without a control",
        checks="A document promises to do something regularly or within a certain time, and nothing says how that is kept.",
        why="Your own promise becomes the yardstick that you are measured by. If you cannot show that it was kept, you have broken what you said.",
        fix="Write in `control` where it is described, who does it, and where one can see that it was done. Otherwise promise less.",
        wrong_when="When the law itself sets the time and it is kept without a procedure of its own.",
        message="the document promises “{claim}”, but nothing says how that is kept",
        hint="add `control`: where it is described, or where one can see that it was done",
    ),
    bad=Example("""
        claims:
          - id: half-yearly
            type: other
            section: contact
            text: {da: Vi gennemgår alle adgange hvert halve år.}
            promise: P6M
        """),
    good=Example("""
        claims:
          - id: half-yearly
            type: other
            section: contact
            text: {da: Vi gennemgår alle adgange hvert halve år.}
            promise: P6M
            control: Årshjulet, punkt 2
        """),
)
def promise_without_control(document: Record) -> Iterator[Hit]:
    for pointer, claim in claims_of(document):
        if "promise" in claim and "control" not in claim:
            yield Hit(pointer, "control", {"claim": said(document, claim)})


@rule(
    "POL017", "unclassified-transfer-text", severity="warning", alarms="low", since="0.1", of="document",
    sources=(gdpr("13(1)(f)"), gdpr("14(1)(f)"), guidance("WP29", "WP260 om gennemsigtighed: tredjelande nævnes ved navn", "memory")),
    da=Wording(
        title="Overførsel uden land eller grundlag",
        checks="Et dokument fortæller om overførsler til tredjelande uden at nævne landet, eller nævner flere mulige grundlag på én gang.",
        why="Personen har ret til at vide, hvor oplysningerne kommer hen, hvad der beskytter dem dér, og hvordan man får en kopi.",
        fix="Skriv landet og det ene grundlag, der er valgt, og hvordan man får en kopi af garantierne.",
        wrong_when="Når landene står i en liste et andet sted i dokumentet. Skriv dem så i `countries` på udsagnet. Art. 13 og 14 siger ikke ordret, at landet skal nævnes; en jurist bør se på det.",
        message="»{claim}« fortæller om tredjelande, men {reason_da}",
        hint="skriv landet i `countries`, og nævn det grundlag, der er valgt, og hvordan man får en kopi",
    ),
    en=Wording(
        title="Transfer without country or ground",
        checks="A document tells of transfers to third countries without naming the country, or names several possible grounds at once.",
        why="People have a right to know where the data go, what protects them there, and how to get a copy.",
        fix="Write the country and the one ground that was chosen, and how to get a copy of the safeguards.",
        wrong_when="When the countries are listed elsewhere in the document. Then write them in `countries` on the claim. Art. 13 and 14 do not say in so many words that the country is named; a lawyer should look at it.",
        message="“{claim}” tells of third countries, but {reason_en}",
        hint="write the country in `countries`, and name the ground that was chosen and how to get a copy",
    ),
    bad=Example("""
        claims:
          - id: frames-to-the-usa
            type: recipient
            section: buying
            text: {da: "Knækker et stel, kan oplysninger blive sendt ud af EU/EØS."}
            parties: [redwood-frames]
            shows: [third_country]
            activities: [havnens-cykler/bike-sales]
        """),
    good=Example("""
        claims:
          - id: frames-to-the-usa
            type: legal_citation
            section: buying
            text: {da: "Knækker et stel, kan oplysninger blive sendt til USA."}
            value: databeskyttelsesforordningen art. 46, stk. 2, litra c
            countries: [US]
            shows: [third_country]
            activities: [havnens-cykler/bike-sales]
        """),
)
def unclassified_transfer_text(document: Record) -> Iterator[Hit]:
    for pointer, claim in claims_of(document):
        named = _grounds(claim)
        if len(named) >= SEVERAL:
            reason = ("den nævner flere grundlag uden at sige hvilket", "it names several grounds without saying which")
            yield Hit(f"{pointer}/value", words=_words(document, claim, reason))
        elif "third_country" in listed(claim, "shows") and "countries" not in claim:
            yield Hit(pointer, "countries", _words(document, claim, ("ingen lande er nævnt", "no country is named")))


def _words(document: Record, claim: Value, reason: tuple[str, str]) -> dict[str, str]:
    return {"claim": said(document, claim), "reason_da": reason[0], "reason_en": reason[1]}


def _grounds(claim: Value) -> frozenset[str]:
    """The articles about grounds of transfer that a citation names."""
    if claim["type"] != "legal_citation":
        return frozenset()
    provisions = read_citation(claim.get("value", "")).provisions
    named = {p.steps[0] for p in provisions if p.steps and p.act in ("", GENERAL)}
    return named & _transfer_articles()


@lru_cache(maxsize=1)
def _transfer_articles() -> frozenset[str]:
    return frozenset(place for row in table("provisions") for place in row.get("transfer_grounds", ()))


@rule(
    "POL018", "joint-essence-missing", severity="error", alarms="low", since="0.1", of="document",
    sources=(gdpr("26(2)"), gdpr("26(1)")),
    da=Wording(
        title="Fælles ansvar uden forklaring",
        checks="Et dokument siger, at I er fælles dataansvarlige med andre, men ikke det vigtigste i jeres aftale om det.",
        why="Personerne skal kunne se, hvem af jer der gør hvad, og hvem de kan gå til.",
        fix="Skriv kort, hvem der har ansvar for hvad, og hvor man henvender sig, eller link til det.",
        wrong_when="Når det vigtigste i aftalen står et andet sted, som dokumentet tydeligt fører hen til. Sæt så `joint_essence` på det udsagn.",
        message="»{claim}« nævner fælles dataansvar, men dokumentet siger ikke, hvem der gør hvad",
        hint="skriv, hvem der har ansvar for hvad, og læs det ind som et udsagn med `shows: [joint_essence]`",
    ),
    en=Wording(
        title="Joint control unexplained",
        checks="A document says that you are joint controllers with others, but not the essence of your arrangement.",
        why="People must be able to see which of you does what, and whom they can turn to.",
        fix="Write in short who is responsible for what and where to turn, or link to it.",
        wrong_when="When the essence stands elsewhere and the document clearly leads there. Then set `joint_essence` on that claim.",
        message="“{claim}” speaks of joint control, but the document does not say who does what",
        hint="write who is responsible for what, and read it in as a claim with `shows: [joint_essence]`",
    ),
    bad=Example("""
        claims:
          - id: joint-bikes
            type: other
            section: contact
            text: {da: Vi er fælles dataansvarlige med cykelforeningen om firmacykler.}
            shows: [joint_control]
            activities: [havnens-cykler/company-bikes]
        """),
    good=Example("""
        claims:
          - id: joint-bikes
            type: other
            section: contact
            text: {da: Vi er fælles dataansvarlige med cykelforeningen om firmacykler.}
            shows: [joint_control]
            activities: [havnens-cykler/company-bikes]
          - id: who-does-what
            type: other
            section: contact
            text: {da: "Foreningen svarer på spørgsmål om cyklerne, og vi passer på aftalen."}
            shows: [joint_essence]
            activities: [havnens-cykler/company-bikes]
        """),
)
def joint_essence_missing(document: Record) -> Iterator[Hit]:
    explained = [claim for _, claim in claims_of(document) if "joint_essence" in listed(claim, "shows")]
    for pointer, claim in claims_of(document):
        if "joint_control" in listed(claim, "shows") and not any(_shares(claim, other) for other in explained):
            yield Hit(f"{pointer}/shows", words={"claim": said(document, claim)})


def _shares(claim: Value, other: Value) -> bool:
    """Whether two claims are about the same activity, as far as both say."""
    about, others = set(listed(claim, "activities")), set(listed(other, "activities"))
    return not about or not others or not about.isdisjoint(others)

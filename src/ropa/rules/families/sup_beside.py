"""SUP: deviations beside each other: two that say the same, and one from a finding that others must accept too (GDPR Art. 5(2))."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.retention.words import enumerate_words
from ropa.rules.deviations import Deviation
from ropa.rules.rule import Example, Hit, Place, Wording, gdpr, rule

DATAHAVN = "parties/datahavn.yaml"


@rule(
    "SUP008", "deviation-repeated", severity="warning", alarms="low", since="0.1", of="deviation", acceptable=False,
    sources=(gdpr("5(2)"), gdpr("24(1)")),
    da=Wording(
        title="Afvigelse to gange",
        checks="To afvigelser, der gælder, nævner den samme regel og det samme sted i filen, og på en part også den samme virksomhed.",
        why="De to kan have hver sin begrundelse og hvert sit udløb, og så ved ingen, hvad der er besluttet. Kun den første sætter noget til side.",
        fix="Slet den ene, så det, der er besluttet, står tilbage. Er de ment om hvert sit sted, så ret `about` (handler om).",
        wrong_when="Når de handler om to fund på præcis det samme sted. Skriv begge begrundelser i den ene afvigelse.",
        message="afvigelsen fra {code} handler om det samme som en længere oppe",
        hint="slet den ene, eller ret `about` (handler om)",
    ),
    en=Wording(
        title="Deviation repeated",
        checks="Two deviations that hold name the same rule and the same place in the file, and in a party the same organisation too.",
        why="The two can have different reasons and last days, and then nobody knows what was decided. Only the first sets anything aside.",
        fix="Remove one of them, so that what was decided remains. If they mean different places, correct `about`.",
        wrong_when="When they are about two findings in exactly the same place. Write both reasons in one deviation.",
        message="the deviation from {code} is about the same as one further up",
        hint="remove one of them, or correct `about`",
    ),
    bad=Example("""
        deviations:
          - rule: RET010
            about: /retention/1
            reason: {da: Systemet kan ikke slette selv. Leverandøren lover det til maj.}
            expires_on: 2027-06-01
            by_role: office-manager
          - rule: RET010
            about: /retention/1
            reason: {da: Kvitteringerne bliver flyttet til et nyt system til sommer.}
            expires_on: 2027-08-01
            by_role: shop-manager
        """),
    good=Example("""
        deviations:
          - rule: RET010
            about: /retention/1
            reason: {da: Kvitteringerne bliver flyttet til et nyt system til sommer.}
            expires_on: 2027-08-01
            by_role: shop-manager
        """),
)
def deviation_repeated(deviation: Deviation) -> Iterator[Hit]:
    if deviation.repeats:
        first = Place(deviation.repeats, "den første står her", "the first is here")
        yield Hit(deviation.pointer, words={"code": deviation.value["rule"]}, related=(first,))


@rule(
    "SUP009", "not-accepted-by-all", severity="warning", alarms="low", since="0.1", of="deviation", acceptable=False,
    sources=(gdpr("5(2)"), gdpr("24(1)")),
    da=Wording(
        title="Ikke accepteret af alle",
        checks="En virksomhed har accepteret et fund på en part, men det har en anden virksomhed, hvis filer også nævner parten, ikke.",
        why="En part er fælles for registret, og hver virksomhed svarer for sine egne valg. Derfor bliver fundet stående, til alle, der nævner parten, har taget stilling.",
        fix="Ret fundet, eller lad de andre virksomheder skrive hver deres afvigelse i partens fil med deres egen begrundelse, rolle og udløb.",
        wrong_when="Når virksomheden nævner parten, men ikke bruger den til det, fundet handler om. Det er en god begrundelse i dens egen afvigelse.",
        message="afvigelsen fra {code} sætter først fundet til side, når det også er accepteret af {others_da}",
        hint="ret fundet, eller tilføj en afvigelse for hver af de andre virksomheder",
    ),
    en=Wording(
        title="Not accepted by all",
        checks="An organisation has accepted a finding on a party, but another organisation whose files name the party too has not.",
        why="A party is shared by the register, and every organisation answers for its own choices. So the finding stays until all that name the party have decided.",
        fix="Put the finding right, or have each of the other organisations write its own deviation in the party's file, with its own reason, role and expiry.",
        wrong_when="When the organisation names the party but does not use it for what the finding is about. That is a good reason in its own deviation.",
        message="the deviation from {code} sets the finding aside only when it has also been accepted by {others_en}",
        hint="put the finding right, or add a deviation for each of the other organisations",
    ),
    bad=Example("""
        parent_country: US
        deviations:
          - rule: TRF003
            about: /parent_country
            reason: {da: "Moderselskabet ejer kun aktierne. Vurderingen bliver skrevet ned i marts."}
            expires_on: 2027-04-01
            organisation: havnens-cykler
            by_role: office-manager
        """, file=DATAHAVN),
    good=Example("""
        parent_country: US
        deviations:
          - rule: TRF003
            about: /parent_country
            reason: {da: "Moderselskabet ejer kun aktierne. Vurderingen bliver skrevet ned i marts."}
            expires_on: 2027-04-01
            organisation: havnens-cykler
            by_role: office-manager
          - rule: TRF003
            about: /parent_country
            reason: {da: "Vi bruger den vurdering, som Havnens Cykler skriver ned i marts."}
            expires_on: 2027-04-01
            organisation: nordlys-regnskab
            by_role: director
          - rule: TRF003
            about: /parent_country
            reason: {da: "Vi har kun kursisternes navne der. Direktøren i Danmark vurderer det i marts."}
            expires_on: 2027-04-01
            organisation: nordlys-toershavn
            by_role: course-manager
        """, file=DATAHAVN),
)
def not_accepted_by_all(deviation: Deviation) -> Iterator[Hit]:
    if deviation.waits_for:
        names = [deviation.record.name("organisation", key) for key in deviation.waits_for]
        words = {
            "code": deviation.value["rule"],
            "others_da": enumerate_words([f"»{name}«" for name in names], " og "),
            "others_en": enumerate_words([f"“{name}”" for name in names], " and "),
        }
        yield Hit(f"{deviation.pointer}/organisation", words=words)

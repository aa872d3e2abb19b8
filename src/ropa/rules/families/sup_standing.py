"""SUP: whether a deviation stands: that its day has not passed, and that it names a rule that found something (GDPR Art. 5(2))."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.rules.deviations import Deviation
from ropa.rules.rule import Example, Hit, Wording, gdpr, rule


@rule(
    "SUP002", "deviation-expired", severity="error", alarms="low", since="0.1", of="deviation", acceptable=False,
    sources=(gdpr("5(2)"), gdpr("24(1)")),
    da=Wording(
        title="Udløbet afvigelse",
        checks="Den dag, en accepteret afvigelse skulle være løst, er passeret.",
        why="En udløbet afvigelse sætter ikke noget til side mere. Fundet kommer igen, og det bør nogen opdage.",
        fix="Ret det, afvigelsen handlede om, og slet den. Kan det stadig ikke rettes, så tag stilling igen, og sæt en ny dato med en ny begrundelse.",
        wrong_when="Når fundet er rettet, og kun afvigelsen er blevet stående. Slet den.",
        message="afvigelsen fra {code} udløb {until}",
        hint="ret det, den handler om, og slet den, eller tag stilling igen",
    ),
    en=Wording(
        title="Expired deviation",
        checks="The day by which an accepted deviation should have been resolved has passed.",
        why="An expired deviation sets nothing aside any more. The finding comes back, and somebody should notice.",
        fix="Put right what the deviation was about and remove it. If that is still impossible, decide again, with a new date and a new reason.",
        wrong_when="When the finding has been put right and only the deviation was left standing. Remove it.",
        message="the deviation from {code} expired on {until}",
        hint="put right what it is about and remove it, or decide again",
    ),
    bad=Example("""
        deviations:
          - rule: LB005
            about: /legal_bases/0
            reason: {da: "Afvejningen bliver skrevet ned, når den nye kontorchef er begyndt."}
            expires_on: 2026-09-30
            by_role: office-manager
        """),
    good=Example("""
        deviations:
          - rule: RET010
            about: /retention/1
            reason: {da: Systemet kan ikke slette selv. Leverandøren lover det til maj.}
            expires_on: 2026-11-22
            by_role: office-manager
        """),
)
def deviation_expired(deviation: Deviation) -> Iterator[Hit]:
    if deviation.is_expired:
        words = {"code": deviation.value["rule"], "until": deviation.value["expires_on"]}
        yield Hit(f"{deviation.pointer}/expires_on", words=words)


@rule(
    "SUP003", "deviation-unused", severity="warning", alarms="low", since="0.1", of="deviation", acceptable=False,
    sources=(gdpr("5(2)"), gdpr("24(1)")),
    da=Wording(
        title="Afvigelse uden brug",
        checks="En accepteret afvigelse nævner en regel, som ikke finder noget det sted, afvigelsen handler om, eller kun noget, som en afvigelse om et mindre sted i filen allerede dækker.",
        why="Listen over afvigelser er den, et tilsyn vil se. Den skal vise det, I faktisk lever med, og ikke det, der er rettet for længst.",
        fix="Slet afvigelsen, hvis det er rettet. Er fundet et andet sted i posten, så ret `about` (handler om).",
        wrong_when="Når afvigelsen er skrevet på forhånd for noget, der først kommer. Skriv den, når det er der.",
        message="afvigelsen fra {code} sætter ikke noget til side",
        hint="slet afvigelsen, eller ret `about` (handler om) til det sted, hvor fundet er",
    ),
    en=Wording(
        title="Deviation without use",
        checks="An accepted deviation names a rule that finds nothing in the place that the deviation is about, or only what a deviation about a smaller place in the file covers already.",
        why="The list of deviations is the one that an inspector will ask for. It must show what you do live with, and not what was put right long ago.",
        fix="Remove the deviation if it has been put right. If the finding is elsewhere in the record, correct `about`.",
        wrong_when="When the deviation was written ahead for something that is still to come. Write it when that is there.",
        message="the deviation from {code} sets nothing aside",
        hint="remove the deviation, or correct `about` to the place where the finding is",
    ),
    bad=Example("""
        deviations:
          - rule: LB005
            reason: {da: "Afvejningen bliver skrevet ned, når den nye kontorchef er begyndt."}
            expires_on: 2027-04-01
            by_role: office-manager
        """),
    good=Example("""
        deviations:
          - rule: RET010
            reason: {da: Systemet kan ikke slette selv. Leverandøren lover det til maj.}
            expires_on: 2027-04-01
            by_role: office-manager
        """),
)
def deviation_unused(deviation: Deviation) -> Iterator[Hit]:
    if deviation.is_unused:
        yield Hit(deviation.pointer, words={"code": deviation.value["rule"]})


@rule(
    "SUP005", "not-acceptable", severity="error", alarms="low", since="0.1", of="deviation", acceptable=False,
    sources=(gdpr("5(2)"), gdpr("30(1)")),
    da=Wording(
        title="Kan ikke accepteres",
        checks="En afvigelse nævner en regel, som ingen kan vælge at leve med, fx at formålet mangler, eller en regel om selve afvigelserne.",
        why="Uden en ansvarlig og et formål er der ingen fortegnelse. Og kunne man acceptere en udløbet afvigelse, ville udløbet ikke betyde noget.",
        fix="Ret det, reglen finder, og slet afvigelsen. Kan det ikke rettes endnu, så lad posten være et udkast.",
        wrong_when="Reglen tager ikke fejl: Hver regels side siger, om den kan accepteres.",
        message="{code} (»{title}«) kan ikke accepteres; afvigelsen sætter ikke noget til side",
        hint="ret det, reglen finder, og slet afvigelsen; en post, der ikke er færdig, er et udkast",
    ),
    en=Wording(
        title="Not acceptable",
        checks="A deviation names a rule that nobody may choose to live with, such as a missing purpose, or a rule about deviations themselves.",
        why="Without a controller and a purpose there is no record. And if an expired deviation could be accepted, expiry would mean nothing.",
        fix="Put right what the rule finds and remove the deviation. If it cannot be put right yet, let the record stay a draft.",
        wrong_when="The rule is not wrong: the page of each rule says whether it can be accepted.",
        message="{code} (“{title_en}”) cannot be accepted; the deviation sets nothing aside",
        hint="put right what the rule finds and remove the deviation; a record that is not finished is a draft",
    ),
    bad=Example("""
        deviations:
          - rule: ART002
            reason: {da: Vi er ikke enige om formålet endnu og mødes i januar.}
            expires_on: 2027-02-01
            by_role: office-manager
        """),
    good=Example("""
        deviations:
          - rule: RET010
            reason: {da: Systemet kan ikke slette selv. Leverandøren lover det til maj.}
            expires_on: 2027-02-01
            by_role: office-manager
        """),
)
def not_acceptable(deviation: Deviation) -> Iterator[Hit]:
    named = deviation.rule
    if named is not None and not named.acceptable:
        words = {"code": named.code, "title": named.da.title, "title_en": named.en.title}
        yield Hit(f"{deviation.pointer}/rule", words=words)


@rule(
    "SUP007", "unknown-rule", severity="error", alarms="low", since="0.1", of="deviation", acceptable=False,
    sources=(gdpr("5(2)"), gdpr("24(1)")),
    da=Wording(
        title="Afvigelse fra ukendt regel",
        checks="En afvigelse nævner en kode, som ingen regel har. Fejl i filens form kan heller ikke accepteres.",
        why="En afvigelse fra en regel, der ikke findes, sætter ikke noget til side, men ser ud, som om den gør.",
        fix="Skriv koden, som den står ved fundet. `ropa rules` viser alle regler.",
        wrong_when="Når koden hører til en regel i en nyere udgave af ropa end den, der tjekker. Opdater ropa.",
        message="{code} er ikke koden på noget, der kan accepteres",
        hint="skriv koden, som den står ved fundet; `ropa rules` viser alle regler",
    ),
    en=Wording(
        title="Deviation from an unknown rule",
        checks="A deviation names a code that no rule has. Faults in the form of a file cannot be accepted either.",
        why="A deviation from a rule that does not exist sets nothing aside, but looks as if it did.",
        fix="Write the code as it stands beside the finding. `ropa rules` lists every rule.",
        wrong_when="When the code belongs to a rule of a newer ropa than the one that checks. Update ropa.",
        message="{code} is not the code of anything that can be accepted",
        hint="write the code as it stands beside the finding; `ropa rules` lists every rule",
    ),
    bad=Example("""
        deviations:
          - rule: RET999
            reason: {da: Systemet kan ikke slette selv. Leverandøren lover det til maj.}
            expires_on: 2027-02-01
            by_role: office-manager
        """),
    good=Example("""
        deviations:
          - rule: RET010
            reason: {da: Systemet kan ikke slette selv. Leverandøren lover det til maj.}
            expires_on: 2027-02-01
            by_role: office-manager
        """),
)
def unknown_rule(deviation: Deviation) -> Iterator[Hit]:
    if not deviation.is_known:
        yield Hit(f"{deviation.pointer}/rule", words={"code": deviation.value["rule"]})

"""What is told beside the rules, explained as they are: fields that nobody has answered, and periods that cannot be computed.

`ropa rule`, SARIF and the site's pages read it through `explanations`. Nothing is asked from here: `ropa.gaps` and
`ropa.check` find these. Faults of form explain themselves where they are found, and have no page.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ropa.findings import Fault, Message
from ropa.gaps import EXPECTED_GAP, REQUIRED_GAP, UNPROVEN_GAP
from ropa.rules.catalogue import catalogue
from ropa.rules.rule import Example, Explained, Source, Wording, gdpr

IMPOSSIBLE_RULE = Fault(
    "RUL001", "impossible-rule", "error",
    "{da}", "{en}",
    "{hint_da}", "{hint_en}",
)
IDLE_FIELD = Fault(
    "RUL002", "idle-field", "warning",
    "{da}", "{en}",
    "{hint_da}", "{hint_en}",
)
ACCIDENTS = "activities/havnens-cykler/accident-cases.yaml"
CALLS = "activities/havnens-cykler/customer-calls.yaml"
FORM: Mapping[str, Message] = {
    "FIL": Message("filens plads og tegn", "a file's place and characters"),
    "GUI": Message("en håndskrevet sides hoved", "the front matter of a hand-written page"),
    "IDS": Message("id'er, der skal passe med filnavn og mappe", "ids that must fit file name and folder"),
    "MIG": Message("registrets udgave af skemaet", "the register's version of the schema"),
    "REF": Message("henvisninger i en fil", "references in a file"),
    "SCH": Message("felter og værdier efter skemaet", "fields and values by the schema"),
    "YML": Message("filens YAML", "a file's YAML"),
}
"""What faults of form are about, by the letters of their codes."""
UNRESOLVED_REFERENCE = "GRA001"
"""The one fault of form that bears the letters of a family of rules."""


def always_told(code: str) -> Message | None:
    """What to say to whoever asks about, selects or ignores a fault of form; None for any other code or family."""
    about = FORM["REF"] if code == UNRESOLVED_REFERENCE else FORM.get(code.rstrip("0123456789"))
    return about and Message(
        f"{code} er ingen regel, men en fejl i form ({about.da}); den bliver altid fortalt, og det, der er galt, står ved fejlen",
        f"{code} is no rule but a fault of form ({about.en}); it is always told, and what is wrong stands with the fault",
    )


@cache
def explanations() -> Mapping[str, Explained]:
    """Every code that is explained, in the order of the codes: the rules, and what is told beside them."""
    return dict(sorted({**catalogue(), **{item.code: item for item in STANDING}}.items()))


def _explained(
    fault: Fault, sources: tuple[Source, ...], *, da: Mapping[str, str], en: Mapping[str, str], bad: Example, good: Example
) -> Explained:
    return Explained(
        fault.code, fault.name, fault.severity, "low", "0.1", sources,
        Wording(**da, message=fault.da, hint=fault.hint_da), Wording(**en, message=fault.en, hint=fault.hint_en), bad, good,
        acceptable=fault.code.startswith("GAP"),
    )


STANDING = (
    _explained(
        REQUIRED_GAP, (gdpr("30(1)"), gdpr("30(2)")),
        da={
            "title": "Art. 30 kræver svar",
            "checks": "Et felt, som art. 30 kræver i fortegnelsen, er ikke udfyldt, og der står heller ikke `none`.",
            "why": "En fortegnelse uden svaret er ikke hel, og tilsynet kan bede om at se den. Et tomt felt siger ikke, om svaret er nej, eller om ingen har spurgt.",
            "fix": "Spørg den, der ved det, og udfyld feltet. Er svaret ingen, og tager feltet imod det, så skriv `none`. Gæt ikke.",
            "wrong_when": "Når det, I skriver om, ikke findes i aktiviteten. Så er svaret `none`, hvor feltet tager imod det, og ikke et tomt felt.",
        },
        en={
            "title": "Art. 30 wants an answer",
            "checks": "A field that Art. 30 wants in the record is not filled in, and `none` is not written either.",
            "why": "A record without the answer is not whole, and the supervisory authority may ask to see it. An empty field does not say whether the answer is no or nobody has asked.",
            "fix": "Ask the one who knows, and fill in the field. If the answer is none and the field takes it, write `none`. Do not guess.",
            "wrong_when": "When what you write about is not there in the activity. Then the answer is `none`, where the field takes it, and not an empty field.",
        },
        bad=Example("retention: [{id: no-claim, mode: exact, event: accident, deleted_by_role: office-manager}]", ACCIDENTS),
        good=Example("retention: [{id: no-claim, mode: exact, event: accident, period: P3Y, claim_type: general, deleted_by_role: office-manager}]", ACCIDENTS),
    ),
    _explained(
        EXPECTED_GAP, (gdpr("5(2)"), gdpr("24(1)")),
        da={
            "title": "Svaret bør stå her",
            "checks": "Et felt, som loven ikke direkte kræver i fortegnelsen, men som andre pligter bygger på, er ikke udfyldt. Meddelelsen nævner artiklen.",
            "why": "I skal kunne vise, at I overholder forordningen. Uden svaret kan ingen se, om den pligt, som artiklen taler om, gælder, og hvem der ved det.",
            "fix": "Find svaret, og udfyld feltet. Er svaret ingen, og tager feltet imod det, så skriv `none`.",
            "wrong_when": "Når svaret står et andet sted, som I kan vise frem. Skriv det alligevel her, eller accepter fundet for en tid med en begrundelse.",
        },
        en={
            "title": "The answer should be here",
            "checks": "A field that the law does not directly want in the record, but that other duties build on, is not filled in. The message names the article.",
            "why": "You must be able to show that you comply with the regulation. Without the answer nobody can see whether the duty in the article applies, and who knows.",
            "fix": "Find the answer and fill in the field. If the answer is none and the field takes it, write `none`.",
            "wrong_when": "When the answer stands somewhere else that you can show. Write it here all the same, or accept the finding for a time with a reason.",
        },
        bad=Example("{}", without=("/profiling",)),
        good=Example("profiling: none"),
    ),
    _explained(
        UNPROVEN_GAP, (gdpr("5(2)"), gdpr("24(1)")),
        da={
            "title": "Det skal kunne påvises",
            "checks": "Et felt er ikke udfyldt, som svarer på et krav i en anden artikel end art. 30, fx behandlingsgrundlaget efter art. 6.",
            "why": "Kravet gælder, uanset hvad der står i fortegnelsen, og I skal kunne påvise, at I opfylder det. Her er det ikke vist.",
            "fix": "Find svaret hos den, der har truffet valget, og udfyld feltet. Er der ikke truffet et valg, skal det træffes først.",
            "wrong_when": "Når det er påvist et andet sted, fx i en afvejning, der ligger i et arkiv. Skriv det alligevel her, så andre kan finde det.",
        },
        en={
            "title": "It must be demonstrable",
            "checks": "A field is not filled in that answers a requirement of another article than Art. 30, such as the legal basis under Art. 6.",
            "why": "The requirement holds whatever the record says, and you must be able to demonstrate that you meet it. Here it is not shown.",
            "fix": "Find the answer with the one who made the choice, and fill in the field. If no choice has been made, it must be made first.",
            "wrong_when": "When it is demonstrated elsewhere, such as in an assessment in an archive. Write it here all the same, so that others can find it.",
        },
        bad=Example("""
            consents:
              - id: recording
                label: {da: Samtykke til optagelse}
                purposes: [train]
                explicit: true
                text_reference: Talebeskeden før samtalen
                version: "1"
                given_via: [phone_menu]
                evidence_retention: P2Y
            """, CALLS),
        good=Example("""
            consents:
              - id: recording
                label: {da: Samtykke til optagelse}
                purposes: [train]
                explicit: true
                text_reference: Talebeskeden før samtalen
                version: "1"
                given_via: [phone_menu]
                withdraw_via: [phone_menu, email]
                evidence_retention: P2Y
            """, CALLS),
    ),
    _explained(
        IMPOSSIBLE_RULE, (gdpr("5(1)(e)"), gdpr("30(1)(f)")),
        da={
            "title": "Slettefristen kan ikke regnes ud",
            "checks": "En slettefrist følger skemaet, men dens dele siger imod hinanden, så ingen dag kan regnes ud.",
            "why": "En frist, som ingen kan regne ud, bliver heller ikke holdt. Oplysninger må ikke gemmes længere end nødvendigt.",
            "fix": "Ret den del, som meddelelsen nævner, så fristen har én begyndelse og én længde.",
            "wrong_when": "Når fristen er for særlig til feltet. Skriv da `mode: criterion` og forklar den i `criterion`.",
        },
        en={
            "title": "The period cannot be computed",
            "checks": "A retention schedule follows the schema, but its parts contradict each other, so that no day can be computed.",
            "why": "A period that nobody can compute is not kept either. Data must not be kept for longer than necessary.",
            "fix": "Correct the part that the message names, so that the period has one beginning and one length.",
            "wrong_when": "When the period is too special for the fields. Then write `mode: criterion` and explain it in `criterion`.",
        },
        bad=Example("""
            retention:
              - id: three-months
                mode: exact
                first_of: [{event: consent-withdrawal, period: P0D}, {event: recording, period: P3M}]
                last_of: [{event: consent-withdrawal, period: P1M}, {event: recording, period: P6M}]
                deleted_by_role: shop-manager
            """, CALLS),
        good=Example("""
            retention:
              - id: three-months
                mode: exact
                first_of: [{event: consent-withdrawal, period: P0D}, {event: recording, period: P3M}]
                deleted_by_role: shop-manager
            """, CALLS),
    ),
    _explained(
        IDLE_FIELD, (gdpr("5(1)(e)"), gdpr("5(2)")),
        da={
            "title": "Feltet ændrer ingenting",
            "checks": "En slettefrist har et felt, som resten af fristen sætter ud af kraft, så det ikke flytter nogen dato.",
            "why": "Den, der skrev feltet, troede, at det virkede. Enten er feltet forkert, eller også er resten.",
            "fix": "Slet feltet, eller ret det, som sætter det ud af kraft.",
            "wrong_when": "Når feltet kun står som en note. Skriv det da under `notes`.",
        },
        en={
            "title": "The field changes nothing",
            "checks": "A retention schedule has a field that the rest of the schedule robs of its effect, so that it moves no date.",
            "why": "Whoever wrote the field believed that it worked. Either the field is wrong, or the rest is.",
            "fix": "Delete the field, or correct what robs it of its effect.",
            "wrong_when": "When the field is there as a note only. Then write it under `notes`.",
        },
        bad=Example("""
            retention:
              - id: warranty
                mode: max
                event: purchase
                period: P3Y
                grace_days: 14
                claim_type: general
                deleted_by_role: shop-manager
            """),
        good=Example("""
            retention:
              - id: warranty
                mode: max
                event: purchase
                period: P3Y
                claim_type: general
                deleted_by_role: shop-manager
            """),
    ),
)
"""What is told beside the rules."""
ALWAYS_ASKED = frozenset({IMPOSSIBLE_RULE.code, IDLE_FIELD.code})
"""Those that no choice leaves out."""

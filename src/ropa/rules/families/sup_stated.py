"""SUP: what a deviation must say about itself, so that others can judge it: why, for how long, and who approved it.

An accepted deviation is a choice that the organisation must be able to show (GDPR Art. 5(2)).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from ropa.findings import Message
from ropa.law.tables import rows_on
from ropa.retention.dates import add_months
from ropa.rules.deviations import Deviation
from ropa.rules.rule import Example, Hit, Wording, gdpr, rule
from ropa.rules.texts import Lexicon, folded

SHORTEST_REASON = 20
FEWEST_CHARACTERS = 6
"""How many different letters, digits or signs a reason has at least; the same few over and over say nothing."""
LONGEST_MONTHS = 12


@rule(
    "SUP001", "reason-missing", severity="error", alarms="low", since="0.1", of="deviation", acceptable=False,
    sources=(gdpr("5(2)"), gdpr("24(1)")),
    da=Wording(
        title="Afvigelse uden begrundelse",
        checks="En accepteret afvigelse har en begrundelse på under 20 tegn, eller der står kun noget, som skulle have været udfyldt, fx »udfyldes« eller det samme tegn igen og igen.",
        why="I skal kunne vise, hvorfor I har valgt at leve med et fund. En begrundelse, som ingen kan bruge, viser det ikke.",
        fix="Skriv, hvorfor det er i orden så længe, og hvad der skal til, før afvigelsen kan fjernes.",
        wrong_when="Når en kort begrundelse faktisk siger det hele. Skriv den alligevel som en sætning.",
        message="afvigelsen fra {code} har ingen brugbar begrundelse: »{reason}«",
        hint="{hint_da}",
    ),
    en=Wording(
        title="Deviation without a reason",
        checks="An accepted deviation has a reason of fewer than 20 characters, or one that only says that it should be filled in, such as “to be written” or the same character over and over.",
        why="You must be able to show why you have chosen to live with a finding. A reason that nobody can use does not show it.",
        fix="Write why it is acceptable for so long, and what it takes before the deviation can be removed.",
        wrong_when="When a short reason really says it all. Write it as a sentence all the same.",
        message="the deviation from {code} has no usable reason: “{reason}”",
        hint="{hint_en}",
    ),
    bad=Example("""
        deviations:
          - rule: RET010
            about: /retention/1
            reason: {da: Det er ok.}
            expires_on: 2027-06-01
            by_role: office-manager
        """),
    good=Example("""
        deviations:
          - rule: RET010
            about: /retention/1
            reason: {da: Systemet kan ikke slette selv. Leverandøren lover det til maj.}
            expires_on: 2027-06-01
            by_role: office-manager
        """),
)
def reason_missing(deviation: Deviation) -> Iterator[Hit]:
    reason = deviation.value["reason"]["da"]
    hint = _unusable(folded(reason), deviation.today)
    if hint:
        words = {"code": deviation.value["rule"], "reason": reason, "hint_da": hint.da, "hint_en": hint.en}
        yield Hit(f"{deviation.pointer}/reason", words=words)


def _unusable(said: str, today: date) -> Message | None:
    """What to write instead of a reason that says nothing; None when it says something."""
    filler = next((term for term, _ in _fillers(today).find(said) if said.startswith(term)), "")
    if filler:
        return Message(f"erstat »{filler}« med, hvorfor det er i orden så længe", f"replace “{filler}” with why it is acceptable for so long")
    if len(set(said) - {" "}) < FEWEST_CHARACTERS:
        return Message("skriv i ord, hvorfor det er i orden så længe", "say in words why it is acceptable for so long")
    if len(said) < SHORTEST_REASON:
        return Message(f"skriv i mindst {SHORTEST_REASON} tegn, hvorfor det er i orden så længe",
                       f"say in {SHORTEST_REASON} characters or more why it is acceptable for so long")
    return None


@lru_cache(maxsize=None)
def _fillers(today: date) -> Lexicon:
    return Lexicon(rows_on("empty_reasons", today))


@rule(
    "SUP004", "deviation-too-long", severity="error", alarms="low", since="0.1", of="deviation", acceptable=False,
    sources=(gdpr("5(2)"), gdpr("24(1)")),
    da=Wording(
        title="Afvigelse for længe",
        checks="En accepteret afvigelse udløber mere end 12 måneder fra i dag.",
        why="En afvigelse er noget, I lever med for en tid. Gælder den i årevis, er der ingen, der ser på den igen.",
        fix="Sæt udløbet til højst 12 måneder frem. Er grunden der stadig til den tid, så tag stilling igen.",
        wrong_when="Loven har ingen fast grænse; de 12 måneder er reglens egen. Når en dato længere fremme er aftalt og kendt, fx for et nyt system, så del tiden op.",
        message="afvigelsen fra {code} gælder til {until}, mere end 12 måneder frem",
        hint="sæt `expires_on` (udløber) til senest {latest}",
    ),
    en=Wording(
        title="Deviation for too long",
        checks="An accepted deviation expires more than 12 months from today.",
        why="A deviation is something you live with for a time. If it stands for years, nobody looks at it again.",
        fix="Let it expire within 12 months. If the reason is still there by then, decide again.",
        wrong_when="The law has no fixed limit; the 12 months are the rule's own. When a later date is agreed and known, for a new system for example, divide the time.",
        message="the deviation from {code} holds until {until}, more than 12 months ahead",
        hint="set `expires_on` (expires) to {latest} at the latest",
    ),
    bad=Example("""
        deviations:
          - rule: RET010
            about: /retention/1
            reason: {da: Systemet kan ikke slette selv. Leverandøren lover det med tiden.}
            expires_on: 2029-12-31
            by_role: office-manager
        """),
    good=Example("""
        deviations:
          - rule: RET010
            about: /retention/1
            reason: {da: Systemet kan ikke slette selv. Leverandøren lover det med tiden.}
            expires_on: 2027-10-31
            by_role: office-manager
        """),
)
def deviation_too_long(deviation: Deviation) -> Iterator[Hit]:
    latest = add_months(deviation.today, LONGEST_MONTHS)
    if deviation.expires_on is not None and deviation.expires_on > latest:
        words = {"code": deviation.value["rule"], "until": deviation.expires_on.isoformat(), "latest": latest.isoformat()}
        yield Hit(f"{deviation.pointer}/expires_on", words=words)


@rule(
    "SUP006", "approver-missing", severity="warning", alarms="low", since="0.1", of="deviation", acceptable=False,
    sources=(gdpr("5(2)"), gdpr("24(1)")),
    da=Wording(
        title="Afvigelse uden godkender",
        checks="En afvigelse sætter en fejl til side, og der står ikke, hvem der har godkendt det.",
        why="En fejl er noget, loven kræver rettet. At lade den ligge er ledelsens valg, og det skal kunne ses, hvem der har truffet det.",
        fix="Få afvigelsen godkendt af en rolle, der må beslutte det, og skriv rollen under `approved_by_role`.",
        wrong_when="Når den, der har besluttet afvigelsen, selv er ledelsen. Skriv så den samme rolle begge steder.",
        message="afvigelsen fra {code} sætter en fejl til side, og ingen har godkendt den",
        hint="tilføj `approved_by_role` (godkendt af) med den rolle, der har godkendt afvigelsen",
    ),
    en=Wording(
        title="Deviation without approval",
        checks="A deviation sets an error aside, and does not say who has approved that.",
        why="An error is something that the law wants put right. Leaving it is for the management to choose, and it must show who did.",
        fix="Have the deviation approved by a role that may decide it, and write the role under `approved_by_role`.",
        wrong_when="When whoever decided on the deviation is the management. Then write the same role in both places.",
        message="the deviation from {code} sets an error aside, and nobody has approved it",
        hint="add `approved_by_role` (approved by) with the role that approved the deviation",
    ),
    bad=Example("""
        deviations:
          - rule: ART009
            reason: {da: "Vi har spurgt udlejningssystemets leverandør, hvor data ligger. Svaret kommer til foråret."}
            expires_on: 2027-04-01
            by_role: shop-manager
        """, file="activities/havnens-cykler/bike-rental.yaml", without=("/transfers",)),
    good=Example("""
        deviations:
          - rule: ART009
            reason: {da: "Vi har spurgt udlejningssystemets leverandør, hvor data ligger. Svaret kommer til foråret."}
            expires_on: 2027-04-01
            by_role: shop-manager
            approved_by_role: office-manager
        """, file="activities/havnens-cykler/bike-rental.yaml", without=("/transfers",)),
)
def approver_missing(deviation: Deviation) -> Iterator[Hit]:
    is_grave = any(finding.severity == "error" for finding in deviation.findings)
    if is_grave and "approved_by_role" not in deviation.value:
        yield Hit(deviation.pointer, "approved_by_role", {"code": deviation.value["rule"]})

"""PRO: an agreement that an activity names for one party and that is with another (GDPR Art. 26(1), 28(3))."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.register.lists import placed
from ropa.rules.facts import Activity
from ropa.rules.rule import Example, Hit, Wording, gdpr, rule

PAYROLL = "activities/nordlys-regnskab/payroll-for-clients.yaml"
NAMED = (
    ("processor", "on_behalf_of", "controller", "agreement"),
    ("joint_controller", "joint_controllers", "party", "arrangement"),
)
"""The lists that name a party and the agreement with it: the role that has the list, the list, the party, the agreement."""


@rule(
    "PRO020", "agreement-with-another", severity="error", alarms="low", since="0.1",
    sources=(gdpr("26(1)"), gdpr("28(3)")),
    da=Wording(
        title="Aftalen er med en anden",
        checks="Aktiviteten nævner en part og en aftale, men aftalen er indgået med en anden part.",
        why="En databehandler må kun arbejde efter en aftale med den dataansvarlige, og fælles dataansvarlige skal have en ordning med hinanden. En aftale med en anden hjælper ikke.",
        fix="Peg på aftalen med den part, der står her, eller ret parten.",
        wrong_when="Når parten har skiftet navn og står i registret to gange. Saml den i en fil.",
        message="aftalen `{agreement}` er med »{other}«, ikke med »{party}«",
        hint="peg på aftalen med »{party}«, eller ret parten",
    ),
    en=Wording(
        title="Agreement with another",
        checks="The activity names a party and an agreement, but the agreement is with another party.",
        why="A processor may only work under an agreement with the controller, and joint controllers must have an arrangement with each other. An agreement with somebody else does not help.",
        fix="Point to the agreement with the party that stands here, or correct the party.",
        wrong_when="When the party has changed its name and stands in the register twice. Gather it in one file.",
        message="the agreement `{agreement}` is with “{other}”, not with “{party}”",
        hint="point to the agreement with “{party}”, or correct the party",
    ),
    bad=Example("""
        on_behalf_of:
          - {controller: kystens-cafe, processing_categories: [{da: Beregning af løn}], agreement: alpine-velo, transfers: none}
        """, file=PAYROLL),
    good=Example("""
        on_behalf_of:
          - {controller: kystens-cafe, processing_categories: [{da: Beregning af løn}], agreement: kystens-cafe, transfers: none}
        """, file=PAYROLL),
)
def agreement_with_another(activity: Activity) -> Iterator[Hit]:
    for role, name, party, agreement in NAMED:
        items = placed(activity.value, name) if activity.value["role"] == role else ()
        for pointer, item in items:
            other = activity.of("agreement", item.get(agreement, "")).get("party", item[party])
            if other != item[party] and activity.of("party", item[party]) and activity.of("party", other):
                names = {"party": activity.name("party", item[party]), "other": activity.name("party", other)}
                yield Hit(f"{pointer}/{agreement}", words={"agreement": item[agreement], **names})

"""SC: what society needs and what is said to be statistics: two exceptions with conditions of their own.

Art. 9(2)(g) takes a permission in a private company (Danish DPA § 7(4)); § 10 of the act covers nothing but statistics.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.register.lists import listed
from ropa.rules.facts import Activity
from ropa.rules.families.sc_conditions import ACCIDENTS, about
from ropa.rules.laws import cites, laws_of, provision
from ropa.rules.rows import Ground, Value
from ropa.rules.rule import Example, Hit, Place, Wording, act, gdpr, rule
from ropa.rules.texts import folded, lexicon

UNEXPLAINED = {
    "what_da": "der står ikke, hvorfor undersøgelsen har væsentlig betydning for samfundet",
    "what_en": "it is not stated why the study is of substantial importance to society",
    "advice_da": "skriv i `note`, hvilken væsentlig samfundsmæssig betydning undersøgelsen har, eller vælg en anden hjemmel",
    "advice_en": "write in `note` what substantial importance to society the study has, or choose another ground",
}


@rule(
    "SC003", "public-interest-without-permission", severity="error", alarms="low", since="0.1",
    sources=(gdpr("9(2)(g)"), act("databeskyttelsesloven", "§ 7, stk. 4")),
    da=Wording(
        title="Samfundsinteresse uden tilladelse",
        checks="En privat virksomhed bygger på væsentlige samfundsinteresser (art. 9, stk. 2, litra g), men nævner hverken "
        "en tilladelse fra Datatilsynet eller en særlig lov.",
        why="Andre end offentlige myndigheder skal have Datatilsynets tilladelse, før de må bruge følsomme oplysninger af "
        "hensyn til væsentlige samfundsinteresser.",
        fix="Skriv journalnummeret på tilladelsen i `permission` eller den særlige lov i `article_9_law`. Ellers vælg en "
        "anden undtagelse, eller slet oplysningerne.",
        wrong_when="Når en særlig lov giver virksomheden lov, men ikke er nævnt. En jurist bør se på, om loven er nok.",
        message="»{row}« bygger på væsentlige samfundsinteresser, men en privat virksomhed skal have Datatilsynets tilladelse "
        "til det",
        hint="skriv tilladelsens journalnummer (`permission`) eller den særlige lov (`article_9_law`), eller vælg en anden "
        "undtagelse",
    ),
    en=Wording(
        title="Public interest without permission",
        checks="A private company relies on substantial public interest (Art. 9(2)(g)) but names neither a permission from "
        "the authority nor a specific act.",
        why="Anyone but a public authority needs permission from the Danish authority before using sensitive data for "
        "reasons of substantial public interest.",
        fix="Write the file number of the permission in `permission`, or the specific act in `article_9_law`. Otherwise "
        "choose another exception, or erase the data.",
        wrong_when="When a specific act allows it but is not named. Let a lawyer look at whether the act is enough.",
        message="“{row}” relies on substantial public interest, but a private company needs the authority's permission for "
        "that",
        hint="write the file number of the permission (`permission`) or the specific act (`article_9_law`), or choose "
        "another exception",
    ),
    bad=Example(
        """
        data:
          - id: injury
            label: {da: Skaden}
            data_subjects: [injured-person]
            categories: [health]
            sources: [{type: data_subject}]
            required: voluntary
            consequence: {da: Vi kan ikke behandle kravet.}
            grounds:
              - purpose: safer-bikes
                legal_basis: safety-research
                article_9: 9.2.g
                article_9_law: [{act: databeskyttelsesloven, section: "§ 7, stk. 4"}]
            systems: [case-folder]
            retention: [{schedule: no-claim}]
        """,
        file=ACCIDENTS, without=("/notes",),
    ),
    good=Example(
        """
        data:
          - id: injury
            label: {da: Skaden}
            data_subjects: [injured-person]
            categories: [health]
            sources: [{type: data_subject}]
            required: voluntary
            consequence: {da: Vi kan ikke behandle kravet.}
            grounds:
              - purpose: safer-bikes
                legal_basis: safety-research
                article_9: 9.2.g
                article_9_law: [{act: databeskyttelsesloven, section: "§ 7, stk. 4"}]
                permission: 2025-00-0001
            systems: [case-folder]
            retention: [{schedule: no-claim}]
        """,
        file=ACCIDENTS, without=("/notes",),
    ),
)
def public_interest_without_permission(activity: Activity) -> Iterator[Hit]:
    if not activity.is_private:
        return
    for row in activity.rows:
        unpermitted = [ground for ground in row.grounds if _needs_permission(activity, ground)]
        if unpermitted:
            first, *rest = unpermitted
            others = tuple(Place(f"{ground.pointer}/article_9", "også her", "here too") for ground in rest)
            yield Hit(f"{first.pointer}/article_9", words=about(activity, row, first), related=others)


def _needs_permission(activity: Activity, ground: Ground) -> bool:
    """Whether it relies on public interest and names neither a permission nor an act that is about more than data protection."""
    if ground.value.get("article_9") != "9.2.g" or "permission" in ground.value:
        return False
    general = provision("data-protection-in-general", activity.today)
    laws = [*listed(ground.value, "article_9_law"), *listed(ground.value, "national_law")]
    return all(cites(law, general) for law in laws)


@rule(
    "SC008", "statistics-clause-misused", severity="error", alarms="low", since="0.1",
    sources=(act("databeskyttelsesloven", "§ 10, stk. 1-2"),),
    da=Wording(
        title="Statistik, der ikke er statistik",
        checks="Databeskyttelseslovens § 10 er hjemlen, men oplysningerne bruges også til andet end statistik og forskning, "
        "eller der står ikke, hvorfor undersøgelsen har væsentlig samfundsmæssig betydning.",
        why="§ 10 gælder alene statistik og videnskab af væsentlig betydning for samfundet, og oplysningerne må ikke bruges "
        "til andet bagefter.",
        fix="Brug almindelige oplysninger og et andet grundlag til priser, reklame og afgørelser. Skriv i `note`, hvorfor "
        "undersøgelsen er vigtig for samfundet.",
        wrong_when="Når formålet er statistik, men har fået en anden slags (`kind`), eller når statistikken handler om priser uden at "
        "sætte dem. Ret da slagsen eller teksten.",
        message="»{row}« bygger på databeskyttelseslovens § 10, som kun gælder statistik og forskning, men {what_da}",
        hint="{advice_da}",
    ),
    en=Wording(
        title="Statistics that is not",
        checks="Section 10 of the Danish Data Protection Act is the ground, but the data are also used for something else "
        "than statistics and research, or it is not stated why the study matters to society.",
        why="Section 10 covers only statistics and science of substantial importance to society, and the data may not be "
        "used for anything else later.",
        fix="Use ordinary data and another basis for prices, advertising and decisions. Write in `note` why the study is "
        "important to society.",
        wrong_when="When the purpose is statistics but was given another kind (`kind`), or when the statistics are about prices without "
        "setting them. Then correct the kind or the text.",
        message="“{row}” relies on section 10 of the Danish Data Protection Act, which covers only statistics and research, "
        "but {what_en}",
        hint="{advice_en}",
    ),
    bad=Example(
        """
        data:
          - id: injury
            label: {da: Skaden}
            data_subjects: [injured-person]
            categories: [health]
            sources: [{type: data_subject}]
            required: voluntary
            consequence: {da: Vi kan ikke behandle kravet.}
            grounds:
              - purpose: settle-claim
                legal_basis: claims
                article_9: 9.2.j
                article_9_law: [{act: databeskyttelsesloven, section: "§ 10"}]
            systems: [case-folder]
            retention: [{schedule: no-claim}]
        """,
        file=ACCIDENTS, without=("/notes",),
    ),
    good=Example(
        """
        data:
          - id: injury
            label: {da: Skaden}
            data_subjects: [injured-person]
            categories: [health]
            sources: [{type: data_subject}]
            required: voluntary
            consequence: {da: Vi kan ikke behandle kravet.}
            grounds:
              - purpose: safer-bikes
                legal_basis: safety-research
                article_9: 9.2.j
                article_9_law: [{act: databeskyttelsesloven, section: "§ 10"}]
                note: {da: Færre alvorlige cykeluheld har væsentlig samfundsmæssig betydning.}
            systems: [case-folder]
            retention: [{schedule: no-claim}]
        """,
        file=ACCIDENTS, without=("/notes",),
    ),
)
def statistics_clause_misused(activity: Activity) -> Iterator[Hit]:
    clause = provision("statistics-clause", activity.today)
    for row in activity.rows:
        resting = [ground for ground in row.grounds if any(cites(law, clause) for law in laws_of(ground))]
        if not resting or clause is None:
            continue
        words = {"row": activity.label(row.value)}
        foreign = [ground for ground in row.grounds if _is_other_use(activity, ground.purpose, clause["purposes"])]
        if foreign:
            there = tuple(Place(ground.pointer, "også her", "here too") for ground in foreign[1:])
            yield Hit(foreign[0].pointer, words={**words, **_used_for(activity, foreign[0])}, related=there)
        elif not any(_says_why(activity, ground) for ground in resting):
            yield Hit(resting[0].pointer, "note", {**words, **UNEXPLAINED})


def _is_other_use(activity: Activity, purpose: Value, covered: list[str]) -> bool:
    """Whether a purpose is no statistics: by its kind, or by its words where it calls itself statistics."""
    if purpose.get("kind", covered[0]) not in covered:
        return True
    words = lexicon("named_provisions", activity.today, "statistics-clause", column="other_uses")
    return words.is_in(folded(purpose.get("text", {}).get("da", "")))


def _used_for(activity: Activity, ground: Ground) -> dict[str, str]:
    purpose = activity.label(ground.purpose)
    return {
        "what_da": f"oplysningerne bruges også til »{purpose}«",
        "what_en": f"the data are also used for “{purpose}”",
        "advice_da": "lad være med at bruge oplysningerne til det, eller vælg en anden hjemmel for rækken",
        "advice_en": "do not use the data for that, or choose another ground for the row",
    }


def _says_why(activity: Activity, ground: Ground) -> bool:
    note = ground.value.get("note", {}).get("da", "")
    return lexicon("named_provisions", activity.today, "statistics-clause").is_in(folded(note))

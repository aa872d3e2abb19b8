"""SC: whether sensitive data have an exception in Art. 9(2), and whether it fits what is there (GDPR Art. 9, Danish DPA § 7)."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.rules.facts import Activity
from ropa.rules.rows import Ground, Row
from ropa.rules.rule import Example, Hit, Place, Wording, act, gdpr, guidance, rule

ACCIDENTS = "activities/havnens-cykler/accident-cases.yaml"
STAFF = "activities/nordlys-regnskab/employee-administration.yaml"
STAFF_KINDS = frozenset({"hr", "recruitment"})
STAFF_RELATIONS = frozenset({"employee", "applicant"})
THROUGH_SECTION_7 = {"criminal": "dbl_8_5", "cpr": "dbl_11_2_4"}
"""Grounds for other data that are met by meeting a condition in Art. 9(2)."""
HR_2023 = guidance("Datatilsynet", "databeskyttelse i ansættelsesforhold, 29-03-2023", "secondary")


def about(activity: Activity, row: Row, ground: Ground) -> dict[str, str]:
    """The words of a hit about a ground: its row and its purpose."""
    return {"row": activity.label(row.value), "purpose": activity.label(ground.purpose).rstrip(".")}


def lacking(activity: Activity, row: Row, grounds: list[Ground], field: str, of: str) -> Iterator[Hit]:
    """One hit for a row whose grounds lack a field: at the first, with the others beside it and the data of the class `of`."""
    for first in grounds[:1]:
        there = [Place(ground.pointer, "også her", "here too") for ground in grounds[1:]]
        which = [] if "class_here" in row.value else _of_class(activity, row, of)
        there += [Place(place, "disse oplysninger", "these data") for place, _ in which]
        names = ", ".join(name for _, name in which)
        what = names if 0 < len(which) < len(row.categories) else ""
        words = {
            **about(activity, row, first), **_and_more(len(grounds) - 1),
            "what_da": f"»{what}« i rækken »{activity.label(row.value)}«" if what else f"»{activity.label(row.value)}«",
            "what_en": f"“{what}” in the row “{activity.label(row.value)}”" if what else f"“{activity.label(row.value)}”",
        }
        yield Hit(first.pointer, field, words, tuple(there))


def _of_class(activity: Activity, row: Row, of: str) -> list[tuple[str, str]]:
    """The categories of a row with a class: their places and names."""
    return [
        (f"{row.pointer}/categories/{index}", activity.name("personal_data_category", category))
        for index, category in enumerate(row.categories)
        if activity.facts.classes.get(category) == of
    ]


def _and_more(others: int) -> dict[str, str]:
    if others == 0:
        return {"more_da": "", "more_en": ""}
    if others == 1:
        return {"more_da": " og et formål til", "more_en": " and one more purpose"}
    return {"more_da": f" og {others} formål til", "more_en": f" and {others} more purposes"}


@rule(
    "SC001", "special-without-art9", severity="error", alarms="low", since="0.1",
    sources=(gdpr("9(1)-(2)"), act("databeskyttelsesloven", "§ 7")),
    da=Wording(
        title="Følsomt uden undtagelse",
        checks="Følsomme oplysninger bruges til et formål, uden at der står en undtagelse i art. 9, stk. 2.",
        why="Følsomme oplysninger må som udgangspunkt ikke behandles. Et almindeligt grundlag er ikke nok; der skal også "
        "være en undtagelse.",
        fix="Skriv undtagelsen i `article_9` og den danske bestemmelse i `article_9_law` for hvert formål, eller slet "
        "oplysningerne.",
        wrong_when="Når oplysningerne ikke er følsomme i netop denne sammenhæng. Skriv da klassen i `class_here`.",
        message="{what_da} er følsomme oplysninger, men der står ingen undtagelse, som tillader at bruge dem til "
        "»{purpose}«{more_da}",
        hint="vælg den undtagelse i art. 9, stk. 2, der passer, og skriv den i `article_9`",
    ),
    en=Wording(
        title="Sensitive without exception",
        checks="Sensitive data are used for a purpose, and no exception in Art. 9(2) is stated.",
        why="Sensitive data may not be processed as a rule. An ordinary legal basis is not enough; an exception is needed "
        "too.",
        fix="Write the exception in `article_9` and the Danish provision in `article_9_law` for each purpose, or erase "
        "the data.",
        wrong_when="When the data are not sensitive in this very context. Then write the class in `class_here`.",
        message="{what_en} is sensitive data, but no exception is stated that allows using it for “{purpose}”{more_en}",
        hint="choose the exception in Art. 9(2) that fits, and write it in `article_9`",
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
              - {purpose: settle-claim, legal_basis: claims}
            systems: [case-folder]
            retention: [{schedule: personal-injury}]
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
              - purpose: settle-claim
                legal_basis: claims
                article_9: 9.2.f
                article_9_law: [{act: databeskyttelsesloven, section: "§ 7, stk. 1"}]
            systems: [case-folder]
            retention: [{schedule: personal-injury}]
        """,
        file=ACCIDENTS, without=("/notes",),
    ),
)
def special_without_art9(activity: Activity) -> Iterator[Hit]:
    for row in activity.rows:
        bare = [ground for ground in row.grounds if "special" in ground.classes and "article_9" not in ground.value]
        yield from lacking(activity, row, bare, "article_9", "special")


@rule(
    "SC002", "art9-without-special", severity="warning", alarms="low", since="0.1",
    sources=(gdpr("5(1)(a)"), gdpr("5(1)(c)"), gdpr("9(1)")),
    da=Wording(
        title="Undtagelse uden følsomt",
        checks="En række har en undtagelse i art. 9, stk. 2, men rummer ingen følsomme oplysninger.",
        why="Enten er undtagelsen kopieret med fra et andet sted, eller også bruger I følsomme oplysninger, som ikke står i "
        "fortegnelsen.",
        fix="Fjern undtagelsen, eller tilføj de følsomme oplysninger i en række for sig.",
        wrong_when="Når oplysningerne er følsomme netop her. Skriv da klassen i `class_here`.",
        message="»{row}« har en undtagelse for følsomme oplysninger, men rummer ingen",
        hint="fjern `article_9`, eller tilføj de følsomme oplysninger, den gælder",
    ),
    en=Wording(
        title="Exception without sensitive data",
        checks="A row has an exception in Art. 9(2) but holds no sensitive data.",
        why="Either the exception was copied from somewhere else, or you use sensitive data that the record does not show.",
        fix="Remove the exception, or add the sensitive data in a row of their own.",
        wrong_when="When the data are sensitive here. Then write the class in `class_here`.",
        message="“{row}” has an exception for sensitive data but holds none",
        hint="remove `article_9`, or add the sensitive data that it is for",
    ),
    bad=Example(
        """
        data:
          - id: case
            label: {da: Uheldet}
            data_subjects: [injured-person, customer]
            categories: [name, address, phone, accident-description]
            sources: [{type: data_subject}]
            required: voluntary
            consequence: {da: Vi kan ikke behandle kravet.}
            grounds:
              - {purpose: settle-claim, legal_basis: claims, article_9: 9.2.f}
            systems: [case-folder]
            retention: [{schedule: personal-injury}]
        """,
        file=ACCIDENTS, without=("/notes",),
    ),
    good=Example(
        """
        data:
          - id: case
            label: {da: Uheldet}
            data_subjects: [injured-person, customer]
            categories: [name, address, phone, accident-description]
            sources: [{type: data_subject}]
            required: voluntary
            consequence: {da: Vi kan ikke behandle kravet.}
            grounds:
              - {purpose: settle-claim, legal_basis: claims}
            systems: [case-folder]
            retention: [{schedule: personal-injury}]
        """,
        file=ACCIDENTS, without=("/notes",),
    ),
)
def art9_without_special(activity: Activity) -> Iterator[Hit]:
    for row, ground in activity.grounds:
        if "article_9" not in ground.value or not ground.classes or "special" in ground.classes:
            continue
        if not any(ground.value.get(field) == way for field, way in THROUGH_SECTION_7.items()):
            there = Place(f"{row.pointer}/categories", "rækken rummer disse oplysninger", "the row holds these data")
            yield Hit(f"{ground.pointer}/article_9", words=about(activity, row, ground), related=(there,))


@rule(
    "SC009", "union-or-health-consent-only", severity="info", alarms="low", since="0.1",
    sources=(HR_2023, gdpr("9(2)(b)"), act("databeskyttelsesloven", "§ 7, stk. 2"),
             act("databeskyttelsesloven", "§ 12", "memory")),
    da=Wording(
        title="Kun samtykke fra medarbejderen",
        checks="Følsomme oplysninger om medarbejdere eller ansøgere bygger kun på udtrykkeligt samtykke (art. 9, stk. 2, litra a).",
        why="Den, der er ansat eller søger job, kan sjældent sige frit nej. Datatilsynet regner derfor sjældent samtykke for "
        "gyldigt i et ansættelsesforhold.",
        fix="Se, om oplysningerne følger af en pligt i arbejdsretten (litra b) eller et retskrav (litra f). Ellers slet dem.",
        wrong_when="Når et nej virkelig ingen følger har, fx ved et frivilligt tilbud. En jurist bør se på det.",
        message="»{row}« bygger kun på samtykke, og en ansat eller ansøger kan sjældent sige frit nej",
        hint="undersøg, om art. 9, stk. 2, litra b eller f, passer bedre, og ret `article_9`",
    ),
    en=Wording(
        title="Only consent from staff",
        checks="Sensitive data on employees or applicants rest only on explicit consent (Art. 9(2)(a)).",
        why="Someone who is employed or applies for a job can seldom refuse freely. The Danish authority therefore seldom "
        "regards consent as valid in employment.",
        fix="See whether the data follow from a duty in employment law (point b) or a legal claim (point f). Otherwise erase "
        "them.",
        wrong_when="When a no really has no consequences, for instance for a voluntary offer. Let a lawyer look at it.",
        message="“{row}” rests only on consent, and an employee or applicant can seldom refuse freely",
        hint="find out whether Art. 9(2)(b) or (f) fits better, and correct `article_9`",
    ),
    bad=Example(
        """
        data:
          - id: union
            label: {da: Fagforening}
            data_subjects: [employee]
            categories: [union-membership]
            sources: [{type: data_subject}]
            required: voluntary
            grounds:
              - {purpose: employment, legal_basis: contract, consent: union, article_9: 9.2.a}
            systems: [hr-files]
            retention: [{schedule: employment-end}]
        consents:
          - id: union
            label: {da: Samtykke til at notere fagforening}
            purposes: [employment]
            explicit: true
            text_reference: Personalehåndbogen, kapitel 2
            version: "1"
            given_via: [paper_form]
            withdraw_via: [paper_form, email]
            evidence_retention: P2Y
        """,
        file=STAFF,
    ),
    good=Example(
        """
        data:
          - id: union
            label: {da: Fagforening}
            data_subjects: [employee]
            categories: [union-membership]
            sources: [{type: data_subject}]
            required: voluntary
            grounds:
              - purpose: employment
                legal_basis: contract
                article_9: 9.2.b
                article_9_law: [{act: databeskyttelsesloven, section: "§ 7, stk. 2"}]
            systems: [hr-files]
            retention: [{schedule: employment-end}]
        """,
        file=STAFF,
    ),
)
def union_or_health_consent_only(activity: Activity) -> Iterator[Hit]:
    if activity.kinds.isdisjoint(STAFF_KINDS):
        return
    for row in activity.rows:
        special = [ground for ground in row.grounds if "special" in ground.classes]
        if special and row.relations & STAFF_RELATIONS and all(g.value.get("article_9") == "9.2.a" for g in special):
            yield Hit(f"{special[0].pointer}/article_9", words=about(activity, row, special[0]))

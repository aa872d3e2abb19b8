"""EMP: on what ground an employer may ask others about applicants and staff, and ask them about their health."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.rules.facts import Activity, Facts
from ropa.rules.families.sc_classes import RECRUITMENT
from ropa.rules.families.sc_conditions import HR_2023, STAFF_KINDS, STAFF_RELATIONS
from ropa.rules.laws import cite_one, laws_of
from ropa.rules.rows import Ground, Row
from ropa.rules.rule import Example, Hit, Wording, act, gdpr, rule
from ropa.rules.topics import category_topics

FOR_OTHER_ENDS = frozenset({"9.2.b", "9.2.c", "9.2.f"})
"""Exceptions that need no act on health at work: employment law itself, a life in danger, legal claims."""


@rule(
    "EMP001", "reference-consent", severity="warning", alarms="low", since="0.1", covers=("CON004",),
    sources=(HR_2023, gdpr("6(1)(f)")),
    da=Wording(
        title="Reference på samtykke",
        checks="Referencer på ansøgere eller medarbejdere bygger på samtykke.",
        why="Den, der søger job, kan sjældent sige frit nej. Datatilsynet mener siden 2023, at referencer normalt skal bygge på et "
        "andet grundlag.",
        fix="Brug interesseafvejning (litra f), og fortæl ansøgeren, hvem I spørger, og om hvad. I kan stadig lade ansøgeren vælge, "
        "hvem I ringer til.",
        wrong_when="Når et nej virkelig ingen betydning har for ansøgeren. En jurist bør se på det.",
        message="»{row}« bygger på samtykke, og den, der søger job, kan sjældent sige frit nej",
        hint="brug interesseafvejning (litra f) i stedet, og fortæl, hvem I spørger",
    ),
    en=Wording(
        title="Reference on consent",
        checks="References on applicants or employees rest on consent.",
        why="Someone who applies for a job can seldom refuse freely. Since 2023 the Danish authority has held that references "
        "should normally rest on another basis.",
        fix="Use legitimate interests (point f), and tell applicants whom you ask and about what. You can still let them choose "
        "whom you call.",
        wrong_when="When a no really does not matter to the applicant. Let a lawyer look at it.",
        message="“{row}” rests on consent, and someone who applies for a job can seldom refuse freely",
        hint="use legitimate interests (point f) instead, and tell whom you ask",
    ),
    bad=Example(
        """
        legal_bases:
          - id: consent
            article: 6.1.a
        consents:
          - id: reference
            label: {da: Samtykke til referencer}
            purposes: [hire]
            text_reference: Butikkens mappe 4
            version: "1"
            given_via: [paper_form]
            withdraw_via: [paper_form, email]
            evidence_retention: P2Y
        data:
          - id: reference
            label: {da: Reference}
            data_subjects: [job-applicant]
            categories: [reference]
            sources: [{type: third_party, party: former-employers}]
            necessity: {da: Vi kontrollerer det vigtigste i ansøgningen.}
            grounds:
              - {purpose: hire, legal_basis: consent, consent: reference}
            systems: [staff-folder]
            retention: [{schedule: withdrawn}]
            notice_within_days: 14
        retention:
          - id: withdrawn
            mode: exact
            first_of:
              - {event: consent-withdrawal, period: P0D}
              - {event: rejection, period: P6M}
            deleted_by_role: office-manager
        """,
        file=RECRUITMENT,
    ),
    good=Example(
        """
        data:
          - id: reference
            label: {da: Reference}
            data_subjects: [job-applicant]
            categories: [reference]
            sources: [{type: third_party, party: former-employers}]
            necessity: {da: Vi kontrollerer det vigtigste i ansøgningen.}
            grounds:
              - {purpose: hire, legal_basis: right-choice}
            systems: [staff-folder]
            retention: [{schedule: six-months}]
            notice_within_days: 14
        """,
        file=RECRUITMENT,
    ),
)
def reference_consent(activity: Activity) -> Iterator[Hit]:
    if activity.kinds.isdisjoint(STAFF_KINDS):
        return
    topics = activity.facts.once(category_topics)
    for row, ground in activity.grounds:
        covered = ground.value.get("categories", row.categories)
        if ground.is_on_consent and row.relations & STAFF_RELATIONS and covered:
            if all("references" in topics.get(category, ()) for category in covered):
                field = "legal_basis" if "legal_basis" in ground.value else "consent"
                yield Hit(f"{ground.pointer}/{field}", words={"row": activity.label(row.value)})


@rule(
    "EMP003", "health-without-statute", severity="error", alarms="low", since="0.1", covers=("SC001", "SC009"),
    sources=(act("helbredsoplysningsloven", "§ 2"), gdpr("9(2)(b)"), act("sygedagpengeloven", "§ 56", "memory")),
    da=Wording(
        title="Helbred uden lov",
        checks="Helbredsoplysninger om medarbejdere eller ansøgere bruges, uden at der står en lov om helbredsoplysninger eller sygedagpenge "
        "eller undtagelsen for arbejdsret (art. 9, stk. 2, litra b).",
        why="En arbejdsgiver må kun spørge om helbred, når det har væsentlig betydning for jobbet, og skal sige, hvilke sygdomme det "
        "drejer sig om. Samtykke alene er sjældent nok.",
        fix="Skriv loven i `article_9_law`, fx helbredsoplysningslovens § 2, og nøjes med det, loven giver lov til. Ellers slet "
        "oplysningerne.",
        wrong_when="Når en anden lov kræver oplysningerne, eller når en læge vurderer, om medarbejderen kan arbejde (litra h). Skriv da "
        "loven, og lad en jurist se på det.",
        message="»{row}« er helbredsoplysninger om medarbejdere eller ansøgere, men der står ingen lov, som tillader at bruge dem",
        hint="skriv loven i `article_9_law`, fx helbredsoplysningsloven § 2, og undtagelsen i `article_9`, ofte litra b",
    ),
    en=Wording(
        title="Health without an act",
        checks="Health data on employees or applicants are used, and neither an act on health information or sick pay nor the exception "
        "for employment law (Art. 9(2)(b)) is stated.",
        why="An employer may ask about health only when it matters substantially for the job, and must say which illnesses it is about. "
        "Consent alone is seldom enough.",
        fix="Write the act in `article_9_law`, such as section 2 of the Danish act on health information, and keep to what it allows. "
        "Otherwise erase the data.",
        wrong_when="When another act requires the data, or when a doctor judges whether the employee can work (point h). Then write the "
        "act, and let a lawyer look at it.",
        message="“{row}” is health data on employees or applicants, but no act is stated that allows using it",
        hint="write the act in `article_9_law`, such as helbredsoplysningsloven § 2, and the exception in `article_9`, often point b",
    ),
    bad=Example(
        """
        data:
          - id: health
            label: {da: Sygdomme}
            data_subjects: [job-applicant]
            categories: [health]
            sources: [{type: data_subject}]
            required: voluntary
            grounds: [{purpose: hire, legal_basis: right-choice}]
            systems: [staff-folder]
            retention: [{schedule: six-months}]
        """,
        file=RECRUITMENT,
    ),
    good=Example(
        """
        data:
          - id: health
            label: {da: Allergi over for lim}
            data_subjects: [job-applicant]
            categories: [health]
            sources: [{type: data_subject}]
            required: voluntary
            necessity: {da: "Den, der reparerer dæk, arbejder med lim hver dag."}
            grounds:
              - purpose: hire
                legal_basis: right-choice
                article_9: 9.2.b
                article_9_law: [{act: helbredsoplysningsloven, section: § 2}]
            systems: [staff-folder]
            retention: [{schedule: six-months}]
        """,
        file=RECRUITMENT,
    ),
)
def health_without_statute(activity: Activity) -> Iterator[Hit]:
    if activity.kinds.isdisjoint(STAFF_KINDS) or "special" not in activity.classes:
        return
    health = activity.facts.once(_health)
    for row in activity.rows:
        if row.relations & STAFF_RELATIONS and health.intersection(row.categories):
            lawless = (ground for ground in row.grounds if _is_lawless(activity, row, ground, health))
            for ground in lawless:
                words = {"row": activity.label(row.value)}
                is_stated = "article_9" in ground.value
                yield Hit(f"{ground.pointer}/article_9", words=words) if is_stated else Hit(ground.pointer, "article_9", words)
                break


def _is_lawless(activity: Activity, row: Row, ground: Ground, health: frozenset[str]) -> bool:
    """Whether a ground covers health and has neither an exception that stands alone nor one of the acts on health at work."""
    covered = health.intersection(ground.value.get("categories", row.categories))
    if not covered or "special" not in ground.classes or ground.purpose.get("kind") == "legal_claims":
        return False
    is_lawful = cite_one(laws_of(ground), activity.today, "health-at-work", "sick-pay-agreement")
    return ground.value.get("article_9") not in FOR_OTHER_ENDS and not is_lawful


def _health(facts: Facts) -> frozenset[str]:
    """The categories of data that are about health."""
    terms = facts.register.of("personal_data_category")
    return frozenset(term.key for term in terms if term.value.get("special_type") == "health")

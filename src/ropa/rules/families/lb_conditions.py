"""LB: what a legal basis demands of the one who uses it: an interest, a weighing, a task, an emergency (GDPR Art. 6(1)(d)-(f))."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from ropa.law.tables import rows_on
from ropa.register.lists import listed
from ropa.rules.facts import Activity
from ropa.rules.families.lb_named import names_law
from ropa.rules.rule import Example, Hit, Wording, gdpr, guidance, rule
from ropa.rules.texts import folded


@rule(
    "LB005", "undocumented-legitimate-interest", severity="error", alarms="low", since="0.1",
    sources=(gdpr("6(1)(f)"), gdpr("13(1)(d)")),
    da=Wording(
        title="Interessen er ikke nævnt",
        checks="Et grundlag er en interesseafvejning (litra f), men siger ikke, hvilken interesse der forfølges.",
        why="Uden interessen er der intet at afveje, og personerne skal have den at vide.",
        fix="Skriv i `interest`, hvad virksomheden eller en anden vil opnå.",
        wrong_when="Aldrig: litra f bygger altid på en bestemt interesse.",
        message="grundlaget »{basis}« er en interesseafvejning, men siger ikke, hvilken interesse I har",
        hint="tilføj `interest`: den interesse, I forfølger, fx at få en stjålet vare tilbage",
    ),
    en=Wording(
        title="The interest is not named",
        checks="A basis is legitimate interests (point f) but does not say which interest is pursued.",
        why="Without the interest there is nothing to weigh, and people must be told what it is.",
        fix="Write in `interest` what the organisation or somebody else wants to achieve.",
        wrong_when="Never: point f always rests on a particular interest.",
        message="the basis “{basis}” is legitimate interests but does not say which interest you have",
        hint="add `interest`: the interest that you pursue, such as getting stolen goods back",
    ),
    bad=Example(
        """
        legal_bases:
          - id: find-bikes
            article: 6.1.f
            balancing_test: {reference: "Afvejning 2026-01, stelnumre", on: 2026-01-20}
        """
    ),
    good=Example(
        """
        legal_bases:
          - id: find-bikes
            article: 6.1.f
            interest: {da: Kunden og vi vil gerne have en stjålet cykel tilbage.}
            balancing_test: {reference: "Afvejning 2026-01, stelnumre", on: 2026-01-20}
        """
    ),
)
def undocumented_legitimate_interest(activity: Activity) -> Iterator[Hit]:
    for pointer, basis in activity.placed_bases:
        if basis.get("article") == "6.1.f" and "interest" not in basis:
            yield Hit(pointer, "interest", {"basis": basis["id"]})


@rule(
    "LB012", "balancing-test-missing", severity="warning", alarms="low", since="0.1",
    sources=(gdpr("6(1)(f)"), gdpr("5(2)")),
    da=Wording(
        title="Afvejningen er ikke skrevet ned",
        checks="Et grundlag er en interesseafvejning (litra f), men der er ingen henvisning til en skrevet afvejning, "
        "eller den har ingen dato.",
        why="Den dataansvarlige skal kunne vise, at personernes interesser er vejet, og hvornår det skete.",
        fix="Skriv afvejningen, og henvis til den i `balancing_test` med dato.",
        wrong_when="Når afvejningen står et andet sted. Så mangler kun henvisningen.",
        message="grundlaget »{basis}« er en interesseafvejning, men den skrevne afvejning eller dens dato mangler",
        hint="tilføj `balancing_test`: hvor afvejningen ligger (`reference`), og hvornår den blev lavet (`on`)",
    ),
    en=Wording(
        title="The weighing is not written down",
        checks="A basis is legitimate interests (point f), but no written balancing test is referred to, or it has no "
        "date.",
        why="The controller must be able to show that people's interests were weighed, and when.",
        fix="Write the balancing test, and refer to it in `balancing_test` with its date.",
        wrong_when="When the test is kept elsewhere. Then only the reference is missing.",
        message="the basis “{basis}” is legitimate interests, but the written balancing test or its date is missing",
        hint="add `balancing_test`: where the test is (`reference`) and when it was made (`on`)",
    ),
    bad=Example(
        """
        legal_bases:
          - id: find-bikes
            article: 6.1.f
            interest: {da: Kunden og vi vil gerne have en stjålet cykel tilbage.}
        """
    ),
    good=Example(
        """
        legal_bases:
          - id: find-bikes
            article: 6.1.f
            interest: {da: Kunden og vi vil gerne have en stjålet cykel tilbage.}
            balancing_test: {reference: "Afvejning 2026-01, stelnumre", on: 2026-01-20}
        """
    ),
)
def balancing_test_missing(activity: Activity) -> Iterator[Hit]:
    for pointer, basis in activity.placed_bases:
        if basis.get("article") != "6.1.f":
            continue
        test, words = basis.get("balancing_test"), {"basis": basis["id"]}
        if test is None:
            yield Hit(pointer, "balancing_test", words)
        elif not {"reference", "on"} <= test.keys():
            yield Hit(f"{pointer}/balancing_test", words=words)


@rule(
    "LB006", "public-task-in-private-company", severity="warning", alarms="low", since="0.1",
    sources=(gdpr("6(1)(e)"), gdpr("6(3)")),
    da=Wording(
        title="Offentlig opgave i privat virksomhed",
        checks="En privat virksomhed bruger litra e (samfundets interesse), men henviser kun til love, der gælder for alle "
        "og ikke giver nogen en offentlig opgave. Uden nogen lov siger LB004 det.",
        why="En privat virksomhed har kun en opgave i samfundets interesse, hvis en lov har givet den opgaven.",
        fix="Henvis til den lov, der giver opgaven, eller vælg et andet grundlag, som regel litra c eller f.",
        wrong_when="Når loven faktisk giver virksomheden en opgave. Listen over love er ikke udtømmende efterprøvet; en "
        "jurist bør se på det.",
        message="»{act}« giver ikke en privat virksomhed en opgave i samfundets interesse, som grundlaget »{basis}« bygger "
        "på",
        hint="henvis til den lov, der giver opgaven, eller vælg et andet litra (`article`)",
    ),
    en=Wording(
        title="Public task in a private company",
        checks="A private company uses point e (public interest) but cites only acts that hold for everybody and give "
        "nobody a public task. Where no act is cited, LB004 says so.",
        why="A private company has a task in the public interest only when a law has given it that task.",
        fix="Cite the act that gives the task, or choose another basis, usually point c or f.",
        wrong_when="When the act does give the company a task. The list of acts has not been fully verified; a lawyer "
        "should look at it.",
        message="“{act}” gives no private company the public task that the basis “{basis}” rests on",
        hint="cite the act that gives the task, or choose another point (`article`)",
    ),
    bad=Example(
        """
        legal_bases:
          - id: bookkeeping-duty
            article: 6.1.e
            national_law:
              - act: bogføringsloven
                section: § 12
        """
    ),
    good=Example(
        """
        legal_bases:
          - id: bookkeeping-duty
            article: 6.1.c
            national_law:
              - act: bogføringsloven
                section: § 12
        """
    ),
)
def public_task_in_private_company(activity: Activity) -> Iterator[Hit]:
    if not activity.is_private:
        return
    for pointer, basis in activity.placed_bases:
        if basis.get("article") != "6.1.e" or not names_law(basis):
            continue
        acts = [law["act"] for law in listed(basis, "national_law")]
        if all(folded(act) in _acts_without_task(activity.today) for act in acts):
            yield Hit(f"{pointer}/article", words={"basis": basis["id"], "act": acts[0]})


@lru_cache(maxsize=4)
def _acts_without_task(day: date) -> frozenset[str]:
    return frozenset(folded(act) for row in rows_on("acts_without_task", day) for act in row["acts"])


@rule(
    "LB009", "vital-interest-routine", severity="info", alarms="medium", since="0.1", preview=True,
    sources=(gdpr("6(1)(d)"), guidance("databeskyttelsesforordningen", "betragtning 46")),
    da=Wording(
        title="Vitale interesser i hverdagen",
        checks="En løbende aktivitet bygger på vitale interesser (litra d) uden at sige, hvilken nødsituation det er.",
        why="Litra d er til liv og død. Gælder det en andens liv, er det kun, når intet andet grundlag kan bruges. Det hører "
        "sjældent til i en løbende opgave.",
        fix="Beskriv nødsituationen i `emergency`, eller vælg et andet grundlag. Pårørende i et kartotek er som regel "
        "litra f.",
        wrong_when="Når nødsituationen er klar af formålet. At den skal beskrives, er vores læsning af betragtning 46; "
        "en jurist bør se på det.",
        message="grundlaget »{basis}« er vitale interesser i en løbende aktivitet, men nødsituationen er ikke nævnt",
        hint="tilføj `emergency`: hvilken situation der truer liv eller helbred, eller vælg et andet litra",
    ),
    en=Wording(
        title="Vital interests every day",
        checks="An ongoing activity rests on vital interests (point d) without saying which emergency it is about.",
        why="Point d is for life and death; where it is another's life, only when no other basis can be used. It seldom "
        "belongs in ongoing work.",
        fix="Describe the emergency in `emergency`, or choose another basis. Next of kin on file is usually point f.",
        wrong_when="When the emergency is plain from the purpose. That it must be described is our reading of recital "
        "46; a lawyer should look at it.",
        message="the basis “{basis}” is vital interests in an ongoing activity, but the emergency is not named",
        hint="add `emergency`: the situation that threatens life or health, or choose another point",
    ),
    bad=Example(
        """
        frequency: ongoing
        legal_bases:
          - id: life-saving
            article: 6.1.d
        """,
        file="activities/nordlys-regnskab/employee-administration.yaml",
    ),
    good=Example(
        """
        frequency: ongoing
        legal_bases:
          - id: life-saving
            article: 6.1.d
            emergency: {da: "Kollegaen er bevidstløs, og redderne spørger til sygdom og medicin."}
        """,
        file="activities/nordlys-regnskab/employee-administration.yaml",
    ),
)
def vital_interest_routine(activity: Activity) -> Iterator[Hit]:
    if activity.value.get("frequency") != "ongoing":
        return
    for pointer, basis in activity.placed_bases:
        if basis.get("article") == "6.1.d" and "emergency" not in basis:
            yield Hit(pointer, "emergency", {"basis": basis["id"]})

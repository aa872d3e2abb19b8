"""RET: deadlines that follow the limitation of claims, and whether they follow it rightly (forældelsesloven § 3).

The periods of limitation stand in the table `statutory_periods` as references: claims follow them, no schedule must.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ropa.law.tables import LawRow
from ropa.register.lists import listed
from ropa.retention import Rule as RetentionRule
from ropa.retention.words import duration
from ropa.rules.ages import allowed
from ropa.rules.facts import Activity
from ropa.rules.failing import failing_days
from ropa.rules.families.ret_limits import place
from ropa.rules.limits import names_act, period_term, references
from ropa.rules.rows import Kept, Value
from ropa.rules.rule import Example, Hit, Wording, act, gdpr, rule
from ropa.rules.timing import longest, months


@rule(
    "RET007", "limitation-misapplied", severity="warning", alarms="low", since="0.1", covers=("RET008",),
    sources=(act("forældelsesloven", "§ 3, stk. 1 og 3"), gdpr("5(1)(e)")),
    da=Wording(
        title="Forkert forældelsesfrist",
        checks="En slettefrist bygger på forældelsesloven, men er længere end forældelsen af det krav, den handler om.",
        why="Krav forældes som hovedregel efter tre år og senest efter ti. 30 år gælder kun personskade, forurening og støj, så få oplysninger kan gemmes så længe med den grund.",
        fix="Skriv hvilket krav det er (`claim_type`), og ret perioden, så den passer til det.",
        wrong_when="Når kravet har en anden frist efter en særlov, fx skat eller forsikring. Nævn så den lov i stedet.",
        message="slettefristen »{schedule}« er {period_da}, men det krav, den bygger på, forældes efter {told_da}",
        hint="ret perioden (`period`), eller skriv krav om personskade eller forurening i `claim_type`",
    ),
    en=Wording(
        title="Wrong period of limitation",
        checks="A retention period rests on the act on limitation, but is longer than the limitation of the claim it is about.",
        why="Claims lapse after three years as a rule, and after ten at the latest. 30 years hold for personal injury, pollution and noise only, so few data can be kept that long for that reason.",
        fix="Write which claim it is (`claim_type`), and correct the period to fit it.",
        wrong_when="When the claim has another period under a special act, such as tax or insurance. Then name that act instead.",
        message="the retention period “{schedule}” is {period_en}, but the claim it rests on lapses after {told_en}",
        hint="correct the period (`period`), or write a claim for personal injury or pollution in `claim_type`",
    ),
    bad=Example("""
        retention:
          - id: after-return
            label: {da: Firmacykel}
            mode: exact
            event: bike-returned
            period: P30Y
            claim_type: general
            law:
              - act: forældelsesloven
                section: § 3, stk. 3
            selection: {da: Sager med en klage.}
            deleted_by_role: shop-manager
        """, file="activities/havnens-cykler/company-bikes.yaml"),
    good=Example("""
        retention:
          - id: after-return
            label: {da: Firmacykel}
            mode: exact
            event: bike-returned
            period: P30Y
            claim_type: personal_injury
            law:
              - act: forældelsesloven
                section: § 3, stk. 3
            selection: {da: Sager med personskade.}
            deleted_by_role: shop-manager
        """, file="activities/havnens-cykler/company-bikes.yaml"),
)
def limitation_misapplied(activity: Activity) -> Iterator[Hit]:
    for key, (pointer, schedule) in activity.schedules.items():
        computed = activity.computed.get(key)
        limit = _limit_of(schedule, activity.today)
        if computed and limit and months(longest(computed)) > months(period_term(limit["period"]).period):
            period, told = longest(computed), limit["told"]
            yield Hit(place(pointer, schedule), words={
                "schedule": activity.label(schedule), "told_da": told["da"], "told_en": told["en"],
                "period_da": duration(period, "da"), "period_en": duration(period, "en"),
            })


def _limit_of(schedule: Value, today: date) -> LawRow | None:
    """The limitation that a schedule says it follows: by its provision, else by the kind of claim, general unless stated."""
    rows = [row for row in references(today) if names_act(row, schedule)]
    sections = {law.get("section", "") for law in listed(schedule, "law")}
    claim = schedule.get("claim_type", "general")
    by_section = (row for row in rows if sections.intersection(row["sections"]))
    return next(by_section, None) or next((row for row in rows if claim in row["claim_types"]), None)


@rule(
    "RET008", "long-stop-as-default", severity="warning", alarms="high", since="0.1",
    sources=(gdpr("5(1)(e)"), act("forældelsesloven", "§ 3, stk. 3")),
    da=Wording(
        title="Ti år eller mere for alle",
        checks="En slettefrist er på mindst ti år og gælder alle i rækken, ikke kun udvalgte sager.",
        why="Den yderste forældelsesfrist passer til de få sager, hvor der er rejst et krav. Som fast regel betyder den, at næsten alt bliver gemt for en sikkerheds skyld.",
        fix="Skriv hvilke sager den lange frist gælder (`selection`), og giv resten en kortere frist. Sæt konkrete tvister på pause med `hold`.",
        wrong_when="Når kravene typisk kommer sent, fx ved forsikringer og lange garantier. Skriv så den grund.",
        message="slettefristen »{schedule}« er på {period_da} og gælder alle i gruppen, ikke kun udvalgte sager",
        hint="tilføj `selection` med de sager, der kræver så lang tid, og giv resten en kortere frist",
    ),
    en=Wording(
        title="Ten years or more for all",
        checks="A retention period is at least ten years and is for everybody in the row, not for selected cases only.",
        why="The outer limit of limitation suits the few cases in which a claim has been made. As a standing rule it means that nearly everything is kept just in case.",
        fix="Write which cases the long period is for (`selection`), and give the rest a shorter one. Put specific disputes on hold with `hold`.",
        wrong_when="When claims typically come late, as with insurance and long warranties. Then write that reason.",
        message="the retention period “{schedule}” is {period_en} and is for everybody in the group, not for selected cases only",
        hint="add `selection` with the cases that need so long, and give the rest a shorter period",
    ),
    bad=Example("""
        retention:
          - id: after-return
            label: {da: Firmacykel}
            mode: exact
            event: bike-returned
            period: P10Y
            deleted_by_role: shop-manager
        """, file="activities/havnens-cykler/company-bikes.yaml"),
    good=Example("""
        retention:
          - id: after-return
            label: {da: Firmacykel}
            mode: exact
            event: bike-returned
            period: P10Y
            selection: {da: Kunder med en sag om ansvar for skade.}
            deleted_by_role: shop-manager
        """, file="activities/havnens-cykler/company-bikes.yaml"),
)
def long_stop_as_default(activity: Activity) -> Iterator[Hit]:
    for key, computed in activity.computed.items():
        pointer, schedule = activity.schedules[key]
        period = longest(computed)
        if months(period) >= allowed("long-stop", activity.today) and "selection" not in schedule:
            yield Hit(place(pointer, schedule), words={
                "schedule": activity.label(schedule),
                "period_da": duration(period, "da"), "period_en": duration(period, "en"),
            })


@rule(
    "RET013", "short-for-claims", severity="info", alarms="medium", since="0.1",
    sources=(act("forældelsesloven", "§ 3, stk. 1"),),
    da=Wording(
        title="Kort frist til retskrav",
        checks="Oplysninger om en aftale bliver gemt for at kunne møde et krav, men i kortere tid, end krav i almindelighed kan rejses.",
        why="Et almindeligt krav forældes efter tre år. Er oplysningerne væk inden, kan de ikke bruges til det, de blev gemt for.",
        fix="Gem dem til forældelsen, eller fjern retskrav som grund, når I ikke har brug for dem til det.",
        wrong_when="Når I bevidst har valgt en kortere tid, eller når kravet forældes hurtigere. Det er lovligt at slette tidligere.",
        message="slettefristen »{schedule}« er kortere end de {told_da}, som det krav, den skal bruges til, kan rejses i",
        hint="overvej {told_da} fra aftalens ophør, eller fjern retskrav som grund",
    ),
    en=Wording(
        title="Short period for claims",
        checks="Data about an agreement are kept to meet a claim, but for a shorter time than claims can generally be made.",
        why="An ordinary claim lapses after three years. If the data are gone before that, they cannot serve what they were kept for.",
        fix="Keep them until the claim lapses, or remove claims as the reason when you do not need them for that.",
        wrong_when="When you have deliberately chosen a shorter time, or when the claim lapses sooner. Erasing earlier is lawful.",
        message="the retention period “{schedule}” is shorter than the {told_en} in which the claim it is kept for can be made",
        hint="consider {told_en} from the end of the agreement, or remove claims as the reason",
    ),
    bad=Example("""
        retention:
          - id: after-return
            label: {da: Firmacykel}
            mode: exact
            event: bike-returned
            period: P1Y
            claim_type: general
            law:
              - act: forældelsesloven
                section: § 3, stk. 1
            deleted_by_role: shop-manager
        """, file="activities/havnens-cykler/company-bikes.yaml"),
    good=Example("""
        retention:
          - id: after-return
            label: {da: Firmacykel}
            mode: exact
            event: bike-returned
            period: P1Y
            deleted_by_role: shop-manager
        """, file="activities/havnens-cykler/company-bikes.yaml"),
)
def short_for_claims(activity: Activity) -> Iterator[Hit]:
    general = next((row for row in references(activity.today) if row["sections"]), None)
    claimed = dict.fromkeys(k.schedule for k in activity.kept if general and _is_for_claims(activity, k, general))
    for key in claimed:
        computed = activity.computed.get(key)
        if computed and general and _is_shorter(computed, general):
            pointer, schedule = activity.schedules[key]
            told = {"told_da": general["told"]["da"], "told_en": general["told"]["en"]}
            yield Hit(place(pointer, schedule), words={"schedule": activity.label(schedule), **told})


def _is_for_claims(activity: Activity, kept: Kept, general: LawRow) -> bool:
    """Whether data of an agreement are kept for claims: the schedule says so, or it is for a purpose of that kind."""
    if all(ground.article != "6.1.b" for ground in kept.row.grounds):
        return False
    schedule = activity.schedules[kept.schedule][1]
    return names_act(general, schedule) or any(g.purpose.get("kind") == "legal_claims" for g in kept.grounds)


def _is_shorter(computed: RetentionRule, general: LawRow) -> bool:
    """Whether a schedule ends before the limitation for every date."""
    if computed.mode == "min" or not computed.terms:
        return False
    floor = replace(period_term(general["period"]), event=None)
    return bool(failing_days(replace(computed, floors=(floor,)), "below_floor"))

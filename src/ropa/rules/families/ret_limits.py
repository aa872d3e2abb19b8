"""RET: deadlines that break a statute or the record's own promise on some dates (GDPR Art. 5(1)(e), 5(2)).

The statutory periods stand in the table `statutory_periods`; which of them govern a schedule is said in `limits`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ropa.law.tables import LawRow
from ropa.retention import Rule as RetentionRule
from ropa.retention.rule import DECEMBER, Term
from ropa.retention.words import duration, law_names
from ropa.rules.facts import Activity
from ropa.rules.failing import days_in_words, failing_days
from ropa.rules.limits import governed, length, term_of
from ropa.rules.rows import Value
from ropa.rules.rule import Example, Hit, Wording, act, gdpr, guidance, rule

CORRECT = {"da": "ret perioden (`period`)", "en": "correct the period (`period`)"}


def place(pointer: str, schedule: Value) -> str:
    """Where the length of a schedule stands."""
    return next((f"{pointer}/{name}" for name in ("period", "first_of", "last_of") if name in schedule), pointer)


def _term(activity: Activity, law: LawRow) -> Term:
    return term_of(law, activity.organisation.get("fy_end_month", DECEMBER))


def _hit(
    activity: Activity, schedule: str, conflict: str, computed: RetentionRule, told: dict[str, str]
) -> Iterator[Hit]:
    """A hit at the length of a schedule, with the dates on which the conflict appears; none when it never does."""
    days = failing_days(computed, conflict)
    if days:
        pointer, value = activity.schedules[schedule]
        dates = {"dates_da": days_in_words(days, "da"), "dates_en": days_in_words(days, "en")}
        yield Hit(place(pointer, value), words={"schedule": activity.label(value), **told, **dates})


def _told(law: LawRow) -> dict[str, str]:
    advice = law.get("advice", CORRECT)
    told, hint = law["told"], {"advice_da": advice["da"], "advice_en": advice["en"]}
    return {"law": law["name"], "told_da": told["da"], "told_en": told["en"], **hint}


def _own(limits: tuple[Term, ...]) -> dict[str, str]:
    """The words for a limit that stands in the record itself."""
    period = limits[0].period
    return {
        "law": law_names([law for term in limits for law in term.laws], "da") or "»floor« / »ceiling«",
        "told_da": duration(period, "da"), "told_en": duration(period, "en"),
        "advice_da": CORRECT["da"], "advice_en": CORRECT["en"],
    }


@rule(
    "RET004", "below-statutory-minimum", severity="error", alarms="medium", since="0.1",
    sources=(
        guidance("Datatilsynet", "Trin 3, Husk at slette (regnskabsmateriale)"),
        act("bogføringsloven", "§ 12", "memory"),
        act("hvidvaskloven", "§ 30, stk. 2"),
    ),
    da=Wording(
        title="Slettes for tidligt",
        checks="En slettefrist er for mindst én dato i året kortere end det, en lov kræver gemt. Alle datoer i fire år bliver regnet igennem.",
        why="Regnskabsbilag skal gemmes i fem år fra regnskabsårets udgang og ikke fra bilagets dato, og hvidvaskloven har sin egen frist. Det, der er slettet for tidligt, kommer ikke igen.",
        fix="Regn fristen fra årets udgang med `from: financial_year_end`, eller gør perioden længere.",
        wrong_when="Når oplysningerne ikke er omfattet af loven, fx når kun en del af rækken er bilag. Del så rækken, eller skriv formålet ved fristen. En jurist bør se på tvivl.",
        message="slettefristen »{schedule}« sletter for tidligt: {law} kræver {told_da}, og det går galt for {dates_da}",
        hint="{advice_da}",
    ),
    en=Wording(
        title="Erased too early",
        checks="For at least one date of the year, a retention period is shorter than what a law requires to be kept. Every date of four years is tried.",
        why="Accounting records must be kept for five years from the end of the financial year, not from the date of the voucher, and the money laundering act has its own period. What is erased too early does not come back.",
        fix="Count from the end of the year with `from: financial_year_end`, or make the period longer.",
        wrong_when="When the law does not cover the data, for instance when only part of the row is vouchers. Then split the row, or name the purpose at the schedule. Let a lawyer look at doubts.",
        message="the retention period “{schedule}” erases too early: {law} requires {told_en}, and it goes wrong for {dates_en}",
        hint="{advice_en}",
    ),
    bad=Example("""
        retention:
          - id: vouchers
            label: {da: Kvitteringer}
            mode: exact
            event: purchase
            period: P5Y
            deleted_by_role: office-manager
            method: {da: Kontorlederen sletter dem i systemet.}
        """, without=("/deviations",)),
    good=Example("""
        retention:
          - id: vouchers
            label: {da: Kvitteringer}
            mode: exact
            event: purchase
            from: financial_year_end
            period: P5Y
            deleted_by_role: office-manager
        """, without=("/deviations",)),
)
def below_statutory_minimum(activity: Activity) -> Iterator[Hit]:
    told = set()
    for schedule, law in governed(activity, "floor"):
        computed = activity.computed.get(schedule)
        if computed and computed.terms and schedule not in told:
            told.add(schedule)
            yield from _hit(activity, schedule, "below_floor", _with_floor(computed, _term(activity, law)), _told(law))
    for schedule, computed in activity.computed.items():
        if computed.floors and schedule not in told:
            yield from _hit(activity, schedule, "below_floor", computed, _own(computed.floors))


def _with_floor(computed: RetentionRule, floor: Term) -> RetentionRule:
    """The rule with a minimum. "At least" is held to it as well: it names a first day that is too early."""
    mode = "exact" if computed.mode == "min" else computed.mode
    return replace(computed, mode=mode, floors=(*computed.floors, floor))


@rule(
    "RET005", "above-ceiling", severity="error", alarms="low", since="0.1",
    sources=(
        act("tv-overvågningsloven", "§ 4 c", "secondary"),
        act("hvidvaskloven", "§ 30, stk. 2"),
        gdpr("5(1)(e)"),
    ),
    da=Wording(
        title="Gemmes for længe",
        checks="En slettefrist rækker for mindst én dato i året ud over det, en lov højst tillader, eller over den grænse, der selv står i posten.",
        why="En optagelse fra et kamera må højst ligge i 30 dage, og kundekontrol efter hvidvaskloven skal slettes efter fem år. Derefter er opbevaringen ulovlig.",
        fix="Gør fristen kortere, eller skriv de særlige grunde, når kun nogle få sager må gemmes længere (`selection`).",
        wrong_when="Når en konkret tvist eller en anden lov giver lov til mere. Skriv det som en udvalgt gruppe (`selection`), en pause (`hold`) eller `last_of`. En jurist bør se på det.",
        message="slettefristen »{schedule}« gemmer for længe: {law} tillader højst {told_da}, og det bliver overskredet for {dates_da}",
        hint="ret perioden (`period`), så den holder sig under grænsen",
    ),
    en=Wording(
        title="Kept too long",
        checks="For at least one date of the year, a retention period goes beyond what a law allows at most, or beyond the limit that the record itself states.",
        why="Camera footage may be kept for 30 days at most, and customer checks under the money laundering act must be erased after five years. After that, keeping them is unlawful.",
        fix="Shorten the period, or state the special reasons when only a few cases may be kept longer (`selection`).",
        wrong_when="When a specific dispute or another law allows more. Write it as a selected group (`selection`), a hold (`hold`) or `last_of`. Let a lawyer look at it.",
        message="the retention period “{schedule}” keeps too long: {law} allows {told_en} at most, and that is exceeded for {dates_en}",
        hint="correct the period (`period`) so that it stays within the limit",
    ),
    bad=Example("""
        retention:
          - id: five-years-task
            label: {da: Enkelte opgaver}
            mode: exact
            event: single-task-end
            period: P6Y
            law: [{act: hvidvaskloven, section: § 30}]
            selection: {da: "Kunder, som kun har fået løst en enkelt opgave."}
            deleted_by_role: client-manager
        """, file="activities/nordlys-regnskab/client-identity-check.yaml"),
    good=Example("""
        retention:
          - id: five-years-task
            label: {da: Enkelte opgaver}
            mode: exact
            event: single-task-end
            period: P5Y
            law: [{act: hvidvaskloven, section: § 30}]
            selection: {da: "Kunder, som kun har fået løst en enkelt opgave."}
            deleted_by_role: client-manager
        """, file="activities/nordlys-regnskab/client-identity-check.yaml"),
)
def above_ceiling(activity: Activity) -> Iterator[Hit]:
    told = set()
    for schedule, law in governed(activity, "ceiling"):
        computed = activity.computed.get(schedule)
        if computed and _is_held_to(law, computed, activity.schedules[schedule][1]):
            told.add(schedule)
            capped = replace(computed, ceilings=(*computed.ceilings, _term(activity, law)))
            yield from _hit(activity, schedule, "above_ceiling", capped, _told(law))
    for schedule, computed in activity.computed.items():
        if computed.ceilings and schedule not in told:
            yield from _hit(activity, schedule, "above_ceiling", computed, _own(computed.ceilings))


def _is_held_to(law: LawRow, computed: RetentionRule, schedule: Value) -> bool:
    """Whether a ceiling is for a schedule: special reasons may excuse a few, and "last of" means that another law wants more."""
    is_excused = law.get("unless_selected", False) and "selection" in schedule
    return bool(computed.terms) and computed.pick != "last_of" and not is_excused


@rule(
    "RET006", "promise-impossible", severity="error", alarms="low", since="0.1",
    sources=(gdpr("5(1)(e)"), gdpr("5(2)")),
    da=Wording(
        title="Løfte, der ikke kan holdes",
        checks="Posten lover en øvre grænse (`hard_max`), men fristen og den faste kørsel fører længere for mindst én dato i året. Alle datoer i fire år bliver regnet igennem.",
        why="»Fem år og løbende kalenderår, men aldrig over seks« holder kun, hvis der bliver ryddet op den 1. januar. Et løfte, som regnestykket modsiger, kan ingen overholde eller vise, at de har overholdt.",
        fix="Læg den faste kørsel tidligere (`cycle`, `run_on`), gør fristen kortere, eller lov det, der kan holdes (`hard_max`).",
        wrong_when="Når der i praksis bliver slettet oftere, end posten siger. Skriv så det, der sker.",
        message="løftet om højst {promise_da} for »{schedule}« kan ikke holdes; det går galt for {dates_da}",
        hint="læg den faste kørsel (`cycle`) på en tidligere dato, eller ret løftet (`hard_max`)",
    ),
    en=Wording(
        title="Promise that cannot be kept",
        checks="The record promises an upper limit (`hard_max`), but the period and the fixed run go beyond it for at least one date of the year. Every date of four years is tried.",
        why="“Five years and the rest of the calendar year, but never more than six” only holds when things are cleared on 1 January. Nobody can keep, or show that they kept, a promise that the arithmetic contradicts.",
        fix="Move the fixed run to an earlier date (`cycle`, `run_on`), shorten the period, or promise what can be kept (`hard_max`).",
        wrong_when="When things are in fact erased more often than the record says. Then write what happens.",
        message="the promise of {promise_en} at most for “{schedule}” cannot be kept; it goes wrong for {dates_en}",
        hint="move the fixed run (`cycle`) to an earlier date, or correct the promise (`hard_max`)",
    ),
    bad=Example("""
        retention:
          - id: after-return
            label: {da: Firmacykel}
            mode: exact
            event: bike-returned
            period: P5Y
            round_up: calendar_year_end
            hard_max: P5Y6M
            deleted_by_role: shop-manager
        """, file="activities/havnens-cykler/company-bikes.yaml"),
    good=Example("""
        retention:
          - id: after-return
            label: {da: Firmacykel}
            mode: exact
            event: bike-returned
            period: P5Y
            round_up: calendar_year_end
            hard_max: P6Y1D
            deleted_by_role: shop-manager
        """, file="activities/havnens-cykler/company-bikes.yaml"),
)
def promise_impossible(activity: Activity) -> Iterator[Hit]:
    for schedule, computed in activity.computed.items():
        if computed.hard_max is None:
            continue
        days = failing_days(computed, "hard_max_before_earliest") | failing_days(computed, "cycle_exceeds_hard_max")
        if days:
            pointer, value = activity.schedules[schedule]
            promised = length(value, "hard_max") or computed.hard_max
            yield Hit(f"{pointer}/hard_max", words={
                "schedule": activity.label(value),
                "promise_da": duration(promised, "da"), "promise_en": duration(promised, "en"),
                "dates_da": days_in_words(days, "da"), "dates_en": days_in_words(days, "en"),
            })

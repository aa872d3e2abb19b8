"""RET: what is left out about erasure, so that nobody can work out when data must go (GDPR Art. 5(1)(e), 30(1)(f))."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from ropa.law.tables import rows_on
from ropa.register.lists import listed
from ropa.register.model import text
from ropa.rules.facts import Activity
from ropa.rules.rows import Row, Value
from ropa.rules.rule import Example, Hit, Wording, gdpr, rule
from ropa.rules.texts import Lexicon, folded

TEXTS = ("label", "method", "criterion")
"""The texts of a schedule that may speak of how long."""


@rule(
    "RET001", "row-without-deadline", severity="error", alarms="low", since="0.1",
    sources=(gdpr("30(1)(f)"), gdpr("5(1)(e)"), gdpr("13(2)(a)")),
    da=Wording(
        title="Oplysninger uden slettefrist",
        checks="En række med oplysninger har ingen slettefrist, eller fristerne gælder kun for nogle af rækkens oplysninger.",
        why="Fortegnelsen skal vise fristen for hver slags oplysninger. Uden en frist bliver intet slettet, og det er det, Datatilsynet oftest kritiserer.",
        fix="Skriv fristen under `retention`, og peg på den fra rækken. Findes der ingen periode, så skriv kriteriet, og hvor tit I ser på det.",
        wrong_when="Når oplysningerne aldrig bliver gemt. Skriv så en frist på nul dage, så det kan ses.",
        message="der er ingen slettefrist for {part_da} i »{row}«",
        hint="tilføj `retention` på rækken med id på en slettefrist",
    ),
    en=Wording(
        title="Data without a deadline",
        checks="A row of data has no retention period, or its periods only hold for some of the row's data.",
        why="The record must show the time limit for each category of data. Without one nothing is erased, which is what the Danish authority criticises most.",
        fix="Write the period under `retention` and point to it from the row. If no period is possible, write the criterion and how often you look at it.",
        wrong_when="When the data are never stored. Then write a period of zero days, so that it can be seen.",
        message="there is no retention period for {part_en} in “{row}”",
        hint="add `retention` to the row with the id of a retention schedule",
    ),
    bad=Example("""
        data:
          - id: frame
            label: {da: Stelnummer}
            data_subjects: [customer]
            categories: [name, frame-number]
            sources: [{type: observed}]
            grounds:
              - purpose: register-frame
                legal_basis: find-bikes
              - purpose: deliver
                legal_basis: contract
            systems: [shop-system]
        """),
    good=Example("""
        data:
          - id: frame
            label: {da: Stelnummer}
            data_subjects: [customer]
            categories: [name, frame-number]
            sources: [{type: observed}]
            grounds:
              - purpose: register-frame
                legal_basis: find-bikes
              - purpose: deliver
                legal_basis: contract
            systems: [shop-system]
            retention:
              - schedule: warranty
                categories: [frame-number]
              - schedule: warranty
                categories: [name]
        """),
)
def row_without_deadline(activity: Activity) -> Iterator[Hit]:
    for row in () if activity.is_processor else activity.rows:
        words = {"row": activity.label(row.value)}
        if "retention" not in row.value:
            yield Hit(row.pointer, "retention", {**words, "part_da": "oplysningerne", "part_en": "the data"})
        elif left := _left_over(row):
            names = ", ".join(activity.name("personal_data_category", category) for category in left)
            yield Hit(f"{row.pointer}/retention", words={**words, "part_da": f"»{names}«", "part_en": f"“{names}”"})


def _left_over(row: Row) -> list[str]:
    """The categories of a row that none of its schedules is for."""
    items = listed(row.value, "retention")
    if not all("categories" in item for item in items):
        return []
    covered = {category for item in items for category in item["categories"]}
    return [category for category in row.categories if category not in covered]


@rule(
    "RET002", "criterion-only", severity="warning", alarms="medium", since="0.1",
    sources=(gdpr("13(2)(a)"), gdpr("30(1)(f)")),
    da=Wording(
        title="Kun et kriterium",
        checks="En slettefrist har hverken en periode eller et tidspunkt, hvor I ser på, om oplysningerne stadig er nødvendige.",
        why="Et kriterium er kun nok, når en periode er umulig. »Så længe det er nødvendigt« fører ikke af sig selv til, at noget bliver slettet.",
        fix="Find den hændelse, der gør oplysningerne unødvendige, og skriv en periode. Kan det ikke lade sig gøre, så skriv `review_interval`: hvor tit I gennemgår dem.",
        wrong_when="Når forholdet ikke har nogen slutning endnu, fx en aftale uden udløb. Skriv også da, hvor tit I ser på det.",
        message="slettefristen »{schedule}« er kun et kriterium, og ingen har sagt, hvor tit det bliver vurderet",
        hint="skriv en periode (`period`) med en hændelse (`event`), eller tilføj `review_interval`, fx P1Y",
    ),
    en=Wording(
        title="Criterion only",
        checks="A retention schedule has neither a period nor a time at which you look at whether the data are still needed.",
        why="A criterion is only enough when a period is impossible. “As long as necessary” does not by itself lead to anything being erased.",
        fix="Find the event that makes the data unnecessary and write a period. If that cannot be done, write `review_interval`: how often you go through them.",
        wrong_when="When the relationship has no end yet, such as an agreement without expiry. Then, too, write how often you look at it.",
        message="the retention schedule “{schedule}” is only a criterion, and nobody has said how often it is assessed",
        hint="write a period (`period`) with an event (`event`), or add `review_interval`, such as P1Y",
    ),
    bad=Example("""
        retention:
          - id: after-return
            label: {da: Firmacykel}
            mode: criterion
            criterion: {da: så længe det er nødvendigt}
            deleted_by_role: shop-manager
        """, file="activities/havnens-cykler/company-bikes.yaml"),
    good=Example("""
        retention:
          - id: after-return
            label: {da: Firmacykel}
            mode: criterion
            criterion: {da: om cyklen stadig er i brug}
            review_interval: P1Y
            deleted_by_role: shop-manager
        """, file="activities/havnens-cykler/company-bikes.yaml"),
)
def criterion_only(activity: Activity) -> Iterator[Hit]:
    for pointer, schedule in activity.schedules.values():
        if schedule["mode"] == "criterion" and "review_interval" not in schedule:
            yield Hit(f"{pointer}/mode", words={"schedule": activity.label(schedule)})


@rule(
    "RET003", "period-without-event", severity="error", alarms="low", since="0.1",
    sources=(gdpr("5(1)(e)"), gdpr("30(1)(f)")),
    da=Wording(
        title="Frist uden begyndelse",
        checks="En slettefrist har en længde, men siger ikke, hvilken hændelse den løber fra.",
        why="Ingen kan regne ud, hvornår oplysningerne skal væk, og ingen kan vise, at det er sket.",
        fix="Skriv hændelsen i `event`, og sørg for, at dens dato bliver gemt.",
        wrong_when="Aldrig: uden en begyndelse er der ingen frist.",
        message="slettefristen »{schedule}« siger ikke, hvad den løber fra",
        hint="tilføj `event`: den hændelse, fristen løber fra, fx afslutningen af sagen",
    ),
    en=Wording(
        title="Period without a start",
        checks="A retention period has a length but does not say which event it runs from.",
        why="Nobody can work out when the data must go, and nobody can show that they did.",
        fix="Write the event in `event`, and make sure that its date is kept.",
        wrong_when="Never: without a start there is no period.",
        message="the retention period “{schedule}” does not say what it runs from",
        hint="add `event`: the event that the period runs from, such as the end of the case",
    ),
    bad=Example("""
        retention:
          - id: after-return
            mode: exact
            period: P3Y
            deleted_by_role: shop-manager
            method: {da: Systemet sletter selv.}
        """, file="activities/havnens-cykler/company-bikes.yaml"),
    good=Example("""
        retention:
          - id: after-return
            mode: exact
            event: bike-returned
            period: P3Y
            deleted_by_role: shop-manager
            method: {da: Systemet sletter selv.}
        """, file="activities/havnens-cykler/company-bikes.yaml"),
)
def period_without_event(activity: Activity) -> Iterator[Hit]:
    for pointer, schedule in activity.schedules.values():
        if "period" in schedule and "event" not in schedule:
            yield Hit(pointer, "event", {"schedule": activity.label(schedule)})


@rule(
    "RET012", "ambiguous-period-text", severity="warning", alarms="low", since="0.1",
    sources=(gdpr("5(1)(e)"), gdpr("13(2)(a)")),
    da=Wording(
        title="Frist med tvetydige ord",
        checks="En tekst ved en slettefrist bruger ord som »løbende kalenderår«, »+« eller »ca.«, og felterne siger ikke, hvad der menes.",
        why="»Fem år + løbende kalenderår« kan betyde tre forskellige datoer. Den ene kollega sletter et år før den anden, og en af dem tager fejl.",
        fix="Skriv meningen i felterne: `from`, `round_up`, `cycle` eller `mode`. Fjern så ordene; sætningen til læseren bliver dannet af felterne.",
        wrong_when="Når ordet handler om noget andet end fristen.",
        message="teksten ved »{schedule}« siger »{word}«, men felterne siger ikke, hvad det betyder for datoen",
        hint="skriv meningen i felterne, fx `round_up: calendar_year_end` eller `mode: max`, og ret teksten",
    ),
    en=Wording(
        title="Period in ambiguous words",
        checks="A text at a retention schedule uses words such as “the rest of the year”, “+” or “about”, and the fields do not say what is meant.",
        why="“Five years + the calendar year” can mean three different dates. One colleague erases a year before the other, and one of them is wrong.",
        fix="Write the meaning in the fields: `from`, `round_up`, `cycle` or `mode`. Then remove the words; the sentence for readers is made from the fields.",
        wrong_when="When the word is about something else than the period.",
        message="the text at “{schedule}” says “{word}”, but the fields do not say what that means for the date",
        hint="write the meaning in the fields, such as `round_up: calendar_year_end` or `mode: max`, and correct the text",
    ),
    bad=Example("""
        retention:
          - id: after-return
            label: {da: Tre år + løbende kalenderår}
            mode: exact
            event: bike-returned
            period: P3Y
            deleted_by_role: shop-manager
        """, file="activities/havnens-cykler/company-bikes.yaml"),
    good=Example("""
        retention:
          - id: after-return
            label: {da: Tre år + løbende kalenderår}
            mode: exact
            event: bike-returned
            period: P3Y
            round_up: calendar_year_end
            deleted_by_role: shop-manager
        """, file="activities/havnens-cykler/company-bikes.yaml"),
)
def ambiguous_period_text(activity: Activity) -> Iterator[Hit]:
    words = _period_words(activity.today)
    for pointer, schedule in activity.schedules.values():
        for name in TEXTS if schedule["mode"] != "criterion" else ():
            written = folded(text(schedule[name], "da")) if name in schedule else ""
            open_words = (word for word, row in words.find(written) if not _is_settled(schedule, row["settled_by"]))
            if word := next(open_words, None):
                yield Hit(f"{pointer}/{name}", words={"schedule": activity.label(schedule), "word": word})


@lru_cache(maxsize=8)
def _period_words(today: date) -> Lexicon:
    return Lexicon(rows_on("period_words", today))


def _is_settled(schedule: Value, settling: list[str]) -> bool:
    """Whether a field of the schedule, or of one of its ends, says what the words mean."""
    parts = [schedule, *listed(schedule, "first_of"), *listed(schedule, "last_of")]
    pairs = (wanted.partition("=") for wanted in settling)
    return any(name in part and value in ("", part[name]) for name, _, value in pairs for part in parts)

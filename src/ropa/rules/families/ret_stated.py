"""RET: a period that cannot be computed, because the record does not say enough (GDPR Art. 5(1)(e), 30(1)(f))."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.rules.facts import Activity
from ropa.rules.rule import Example, Hit, Wording, gdpr, rule


@rule(
    "RET003", "period-without-event", severity="error", alarms="low", since="0.2",
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
          - id: warranty
            mode: exact
            period: P3Y
            deleted_by_role: shop-manager
            method: {da: Systemet sletter selv.}
        """),
    good=Example("""
        retention:
          - id: warranty
            mode: exact
            event: purchase
            period: P3Y
            deleted_by_role: shop-manager
            method: {da: Systemet sletter selv.}
        """),
)
def period_without_event(activity: Activity) -> Iterator[Hit]:
    for pointer, schedule in activity.schedules.values():
        if "period" in schedule and "event" not in schedule:
            yield Hit(pointer, "event", {"schedule": activity.label(schedule)})

"""DAT: dates that cannot be right: something done on a day that has not come, an end before the beginning (GDPR Art. 5(2)).

Which fields say that something was done is told by their names; `next_on`, `until`, `expires_on` and the like may lie ahead.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ropa.register import visit
from ropa.rules.ages import told
from ropa.rules.facts import Record
from ropa.rules.rows import as_date
from ropa.rules.rule import Example, Hit, Place, Wording, gdpr, rule
from ropa.schema import Field, branches_to, fields_of

DONE = frozenset({
    "on", "last_on", "reviewed_on", "dpf_checked_on", "signed_on", "informed_on", "registered_on", "last_message_on",
})
"""The fields that give the day on which something was done."""
SPANS = {"activity": ("since", "until"), "agreement": ("signed_on", "expires_on")}
"""The first and the last day of what a record is about."""
RENTAL = "activities/havnens-cykler/bike-rental.yaml"


@rule(
    "DAT020", "done-in-the-future", severity="error", alarms="low", since="0.1", of="record",
    sources=(gdpr("5(2)"), gdpr("24(1)")),
    da=Wording(
        title="Gjort i fremtiden",
        checks="Noget, der er gjort, fx en bekræftelse, en gennemgang, en vurdering eller et tilsyn, har en dato, der ikke er kommet endnu.",
        why="Datoen skal vise, at det er sket. En dato, der ikke er kommet, viser ingenting, og den får næste gennemgang til at vente for længe.",
        fix="Ret datoen til den dag, hvor det skete. Er det kun planlagt, så vent med at skrive det.",
        wrong_when="Når uret på den maskine, der tjekker, går forkert.",
        message="`{name}` siger {on_da}, og den dag er ikke kommet endnu",
        hint="ret `{name}` til den dag, hvor det skete",
    ),
    en=Wording(
        title="Done in the future",
        checks="Something that was done, such as a confirmation, a review, an assessment or supervision, has a date that has not come yet.",
        why="The date is to show that it happened. A date that has not come shows nothing, and it makes the next review wait too long.",
        fix="Correct the date to the day on which it happened. If it is only planned, wait before writing it.",
        wrong_when="When the clock of the machine that checks is wrong.",
        message="`{name}` says {on_en}, and that day has not come yet",
        hint="correct `{name}` to the day on which it happened",
    ),
    bad=Example("review: {last_on: 2062-09-15, by_role: shop-manager, interval_months: 12}",
                file="activities/havnens-cykler/bike-sales.yaml"),
    good=Example("review: {last_on: 2026-09-15, by_role: shop-manager, next_on: 2027-09-15}",
                 file="activities/havnens-cykler/bike-sales.yaml"),
)
def done_in_the_future(record: Record) -> Iterator[Hit]:
    today = record.today.isoformat()
    for found in visit(_done(record.entry.kind), record.value):
        if found.field.name in DONE and isinstance(found.value, str) and found.value > today:
            on = as_date(found.value)
            if on:
                yield Hit(found.pointer, words={"name": found.field.name, **told("on", on)})


@lru_cache(maxsize=None)
def _done(kind: str) -> Field:
    """The fields of a kind that say that something was done, and those on the way to them."""
    return branches_to(fields_of(kind), lambda field: field.name in DONE)


@rule(
    "DAT021", "ends-before-it-begins", severity="error", alarms="low", since="0.1", of="record",
    sources=(gdpr("5(2)"), gdpr("24(1)")),
    da=Wording(
        title="Slutter, før det begynder",
        checks="Den sidste dag for en aktivitet eller en aftale ligger før den første.",
        why="Mindst en af datoerne er forkert. Af dem regner registret ud, om aktiviteten stadig foregår, og om aftalen stadig gælder.",
        fix="Se efter, hvilken dato der er forkert, og ret den.",
        wrong_when="Aldrig: noget kan ikke slutte, før det begynder.",
        message="`{last}` siger {end_da}, men `{first}` siger {start_da}",
        hint="ret den af de to datoer, der er forkert",
    ),
    en=Wording(
        title="Ends before it begins",
        checks="The last day of an activity or an agreement lies before the first.",
        why="At least one of the dates is wrong. From them the register works out whether the activity still goes on, and whether the agreement still holds.",
        fix="See which date is wrong and correct it.",
        wrong_when="Never: nothing can end before it begins.",
        message="`{last}` says {end_en}, but `{first}` says {start_en}",
        hint="correct the one of the two dates that is wrong",
    ),
    bad=Example("{since: 2018-04-01, until: 2015-10-31}", file=RENTAL),
    good=Example("{since: 2018-04-01, until: 2018-04-01}", file=RENTAL),
)
def ends_before_it_begins(record: Record) -> Iterator[Hit]:
    first, last = SPANS.get(record.entry.kind, ("", ""))
    start, end = as_date(record.value.get(first)), as_date(record.value.get(last))
    if start and end and end < start:
        words = {"first": first, "last": last, **told("start", start), **told("end", end)}
        yield Hit(f"/{last}", words=words, related=(Place(f"/{first}", "det begyndte her", "it began here"),))

"""RET: deadlines that outlive what the data rest on or came from: a consent, another row, another activity.

Two schedules are compared only when they count from the same events; how is said in `timing` (GDPR Art. 5(1)(e), 7(3)).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from ropa.law.tables import rows_on
from ropa.register.lists import listed
from ropa.retention import Rule as RetentionRule
from ropa.retention.rule import Period
from ropa.rules.ages import allowed
from ropa.rules.facts import Activity
from ropa.rules.rows import CONSENT, Kept, Row
from ropa.rules.rule import Example, Hit, Place, Wording, gdpr, guidance, rule
from ropa.rules.texts import Lexicon, folded
from ropa.rules.timing import DAYS_A_MONTH, are_comparable, events_of, outlasts


@rule(
    "RET009", "consent-row-survives-withdrawal", severity="error", alarms="low", since="0.1",
    sources=(gdpr("7(3)"), gdpr("17(1)(b)"), guidance("Datatilsynet", "ofte stillede spørgsmål om samtykke")),
    da=Wording(
        title="Gemmes efter tilbagekaldt samtykke",
        checks="Oplysninger, der kun bygger på samtykke, har en slettefrist, som ikke slutter, når samtykket bliver trukket tilbage.",
        why="Når personen siger nej, er grundlaget væk, og også det at gemme er en behandling. Kun beviset for samtykket må ligge videre, og det skal have sit eget grundlag.",
        fix="Skriv fristen som `first_of` med tilbagekaldelsen som en af hændelserne. Giv beviset sin egen række.",
        wrong_when="Når en del af oplysningerne også har et andet grundlag. Skriv så det grundlag på rækken.",
        message="oplysningerne i »{row}« bygger kun på samtykke, men »{schedule}« slutter ikke, når det bliver trukket tilbage",
        hint="skriv fristen som `first_of`, og tilføj tilbagekaldelsen af samtykket som en hændelse uden ventetid (`period: P0D`)",
    ),
    en=Wording(
        title="Kept after withdrawn consent",
        checks="Data that rest on consent alone have a retention period that does not end when the consent is withdrawn.",
        why="When the person says no, the ground is gone, and storing is processing too. Only the proof of the consent may stay, on a ground of its own.",
        fix="Write the period as `first_of` with the withdrawal as one of the events. Give the proof a row of its own.",
        wrong_when="When part of the data also has another ground. Then write that ground on the row.",
        message="the data in “{row}” rest on consent alone, but “{schedule}” does not end when it is withdrawn",
        hint="write the period as `first_of` and add the withdrawal of the consent as an event without delay (`period: P0D`)",
    ),
    bad=Example("""
        retention:
          - id: while-consent
            label: {da: Modtagere}
            mode: exact
            event: last-newsletter
            period: P11M
            deleted_by_role: shop-manager
        """, file="activities/havnens-cykler/newsletter.yaml"),
    good=Example("""
        retention:
          - id: while-consent
            label: {da: Modtagere}
            mode: exact
            first_of:
              - event: last-newsletter
                period: P11M
              - event: consent-withdrawal
                period: P7D
            deleted_by_role: shop-manager
        """, file="activities/havnens-cykler/newsletter.yaml"),
)
def consent_row_survives_withdrawal(activity: Activity) -> Iterator[Hit]:
    for row in activity.rows:
        if not row.grounds or any(ground.article != CONSENT for ground in row.grounds):
            continue
        kept = [k for k in activity.kept if k.row is row and k.schedule in activity.computed]
        timed = [k for k in kept if activity.computed[k.schedule].terms]
        if timed and not any(_ends_with_consent(activity, activity.computed[k.schedule]) for k in timed):
            pointer, schedule = activity.schedules[timed[0].schedule]
            words = {"row": activity.label(row.value), "schedule": activity.label(schedule)}
            yield Hit(timed[0].pointer, words=words, related=(Place(pointer, "slettefristen", "the retention period"),))


def _ends_with_consent(activity: Activity, computed: RetentionRule) -> bool:
    """Whether a schedule ends soon after the withdrawal, whatever else may end it before."""
    soon = allowed("after-withdrawal", activity.today, "days")
    ends = [t for t in computed.terms if _is_withdrawal(activity, t.event or "") and _in_days(t.period) <= soon]
    return bool(ends) and computed.mode != "min" and (computed.pick != "last_of" or len(ends) == len(computed.terms))


def _is_withdrawal(activity: Activity, event: str) -> bool:
    written = f"{event.replace('-', ' ')} {activity.name('event', event)}"
    return any(True for _ in _withdrawals(activity.today).find(folded(written)))


@lru_cache(maxsize=8)
def _withdrawals(today: date) -> Lexicon:
    return Lexicon(row for row in rows_on("event_words", today) if row.id == "consent-withdrawal")


def _in_days(period: Period) -> int:
    return period.total_months * DAYS_A_MONTH + period.days


@rule(
    "RET021", "derivative-outlives-source", severity="warning", alarms="low", since="0.1",
    sources=(gdpr("5(1)(e)"),),
    da=Wording(
        title="Afledt lever længere",
        checks="Oplysninger, der er udledt af andre, bliver gemt længere end dem, de kommer fra, og har ikke et formål for sig selv.",
        why="En udskrift af en samtale siger det samme som optagelsen. Når optagelsen skal væk, er der sjældent en grund til at beholde udskriften.",
        fix="Giv dem samme frist, eller skriv det formål, som kun det udledte bruges til.",
        wrong_when="Når det udledte ikke længere handler om en person, fx rene tal.",
        message="»{row}« er udledt af »{source}«, men bliver gemt længere og har ikke sit eget formål",
        hint="giv rækken samme slettefrist som »{source}«, eller tilføj det formål, den selv har",
    ),
    en=Wording(
        title="Derived data live longer",
        checks="Data derived from other data are kept longer than those they come from, and have no purpose of their own.",
        why="A transcript of a call says the same as the recording. When the recording must go, there is rarely a reason to keep the transcript.",
        fix="Give them the same period, or write the purpose that only the derived data serve.",
        wrong_when="When the derived data are no longer about a person, such as mere numbers.",
        message="“{row}” is derived from “{source}” but is kept longer and has no purpose of its own",
        hint="give the row the same period as “{source}”, or add the purpose of its own",
    ),
    bad=Example("""
        data:
          - id: transcript
            label: {da: Udskrift}
            data_subjects: [customer]
            categories: [call-transcript]
            sources: [{type: derived}]
            derived_from: [recording]
            necessity: {da: Udskriften gør det let at finde de gode eksempler.}
            grounds:
              - purpose: train
                legal_basis: consent
                consent: recording
            systems: [phone-system]
            retention: [{schedule: one-year}]
        retention:
          - id: one-year
            mode: exact
            first_of:
              - event: consent-withdrawal
                period: P0D
              - event: recording
                period: P1Y
            deleted_by_role: shop-manager
        """, file="activities/havnens-cykler/customer-calls.yaml"),
    good=Example("""
        data:
          - id: transcript
            label: {da: Udskrift}
            data_subjects: [customer]
            categories: [call-transcript]
            sources: [{type: derived}]
            derived_from: [recording]
            necessity: {da: Udskriften gør det let at finde de gode eksempler.}
            grounds:
              - purpose: train
                legal_basis: consent
                consent: recording
            systems: [phone-system]
            retention: [{schedule: one-month}]
        retention:
          - id: one-month
            mode: exact
            first_of:
              - event: consent-withdrawal
                period: P0D
              - event: recording
                period: P1M
            deleted_by_role: shop-manager
        """, file="activities/havnens-cykler/customer-calls.yaml"),
)
def derivative_outlives_source(activity: Activity) -> Iterator[Hit]:
    rows = {row.id: row for row in activity.rows}
    for row in activity.rows:
        for source in (rows[key] for key in listed(row.value, "derived_from") if key in rows):
            if _purposes(row) <= _purposes(source) and _lives_longer(activity, row, source):
                words = {"row": activity.label(row.value), "source": activity.label(source.value)}
                place = f"{source.pointer}/retention"
                related = (Place(place, "slettefristen for kilden", "the period of the source"),)
                yield Hit(f"{row.pointer}/retention", words=words, related=related)


def _purposes(row: Row) -> set[str]:
    return {ground.value["purpose"] for ground in row.grounds}


def _lives_longer(activity: Activity, row: Row, source: Row) -> bool:
    """Whether a schedule of a row outlasts every one of its source, counted from the same events, stated or not."""
    own = [activity.computed[key] for key in row.schedules if key in activity.computed]
    theirs = [activity.computed[key] for key in source.schedules if key in activity.computed]
    return bool(theirs) and any(
        all(events_of(one) == events_of(other) and outlasts(one, other) for other in theirs) for one in own
    )


@rule(
    "RET022", "downstream-use-after-deletion", severity="warning", alarms="medium", since="0.1",
    sources=(gdpr("5(1)(e)"), gdpr("5(2)")),
    da=Wording(
        title="Bruges efter sletning",
        checks="En aktivitet henter oplysninger fra en anden aktivitet i samme system og gemmer dem længere end den, der først indsamlede dem.",
        why="Når kilden er slettet i systemet, er der intet tilbage at bruge. Enten kan aktiviteten ikke lade sig gøre, eller også findes der en kopi, som ingen har skrevet ned.",
        fix="Giv de to samme frist, eller skriv det system, hvor kopien ligger.",
        wrong_when="Når systemet holder de to brug adskilt og kun sletter den enes. Skriv det i fristen for hver.",
        message="»{row}« bliver gemt længere i »{system}«, end »{source}« beholder de samme oplysninger der",
        hint="giv de to samme slettefrist, eller skriv det system, hvor kopien ligger",
    ),
    en=Wording(
        title="Used after erasure",
        checks="An activity takes data from another activity in the same system and keeps them longer than the one that first collected them.",
        why="When the source is erased in the system, nothing is left to use. Either the activity is impossible, or there is a copy that nobody has written down.",
        fix="Give both the same period, or write the system in which the copy lies.",
        wrong_when="When the system keeps the two uses apart and erases only one. Then write that in the schedule of each.",
        message="“{row}” is kept longer in “{system}” than “{source}” keeps the same data there",
        hint="give both the same period, or write the system in which the copy lies",
    ),
    bad=Example("""
        data:
          - id: call-list
            label: {da: Ringeliste}
            data_subjects: [customer]
            categories: [name, phone, purchase]
            sources:
              - type: internal
                activity: havnens-cykler/bike-sales
            grounds:
              - purpose: offer-insurance
                legal_basis: offer
            systems: [shop-system]
            retention: [{schedule: since-purchase}]
        retention:
          - id: since-purchase
            mode: exact
            event: purchase
            period: P8Y
            deleted_by_role: shop-manager
        """, file="activities/havnens-cykler/insurance-calls.yaml"),
    good=Example("""
        data:
          - id: call-list
            label: {da: Ringeliste}
            data_subjects: [customer]
            categories: [name, phone, purchase]
            sources:
              - type: internal
                activity: havnens-cykler/bike-sales
            grounds:
              - purpose: offer-insurance
                legal_basis: offer
            systems: [shop-system]
            retention: [{schedule: since-purchase}]
        retention:
          - id: since-purchase
            mode: exact
            event: purchase
            period: P1Y
            deleted_by_role: shop-manager
        """, file="activities/havnens-cykler/insurance-calls.yaml"),
)
def downstream_use_after_deletion(activity: Activity) -> Iterator[Hit]:
    for kept in activity.kept:
        for key in _origins(kept.row):
            entry = activity.register.get("activity", key)
            source = activity.facts.activity(entry) if entry and key != activity.entry.key else None
            if source and (system := _erased_before(activity, kept, source)):
                words = {
                    "row": activity.label(kept.row.value), "source": source.entry.name(activity.register.language),
                    "system": activity.name("system", f"{activity.entry.organisation}/{system}"),
                }
                related = (Place("/retention", "fristerne i kilden", "the periods of the source", source.entry.file),)
                yield Hit(kept.pointer, words=words, related=related)


def _origins(row: Row) -> list[str]:
    """The activities that a row's data come from."""
    return [source["activity"] for source in listed(row.value, "sources") if "activity" in source]


def _erased_before(activity: Activity, kept: Kept, source: Activity) -> str:
    """A system in which every schedule of the source for the same data ends before this one; "" when there is none."""
    own = activity.computed.get(kept.schedule)
    if own is None or source.entry.organisation != activity.entry.organisation:
        return ""
    for system in kept.systems:
        there = [k for k in source.kept if system in k.systems and k.categories & kept.categories]
        rules = [source.computed.get(k.schedule) for k in there]
        if rules and all(rule and are_comparable(own, rule) and outlasts(own, rule) for rule in rules):
            return str(system)
    return ""

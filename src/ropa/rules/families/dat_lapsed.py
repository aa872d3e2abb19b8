"""DAT: what time has overtaken: a yearly erasure that was not run, consents that have lapsed (GDPR Art. 5(1)(e), 7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from math import gcd

from ropa.register.lists import listed
from ropa.retention.dates import DECEMBER, add_months, day_of_month
from ropa.rules.ages import allowed, due_after, told
from ropa.rules.facts import Activity
from ropa.rules.keeping import deletion_runs
from ropa.rules.limits import length
from ropa.rules.rows import Value, as_date
from ropa.rules.rule import Example, Hit, Wording, gdpr, guidance, rule
from ropa.rules.timing import longest, months


@rule(
    "DAT007", "deletion-run-missed", severity="error", alarms="low", since="0.1",
    sources=(gdpr("5(1)(e)"), gdpr("5(2)")),
    da=Wording(
        title="Sletning er ikke kørt",
        checks="Dagen for en fast sletning er passeret, og der er ingen fil under evidence, som viser, at den er kørt.",
        why="Fristen bliver kun holdt, hvis kørslen sker. Kan I ikke vise den, må andre gå ud fra, at den ikke er sket.",
        fix="Kør sletningen, og skriv en fil under evidence af typen deletion_run.",
        wrong_when="Når kørslen er sket, men ikke skrevet ned her. Skriv den ned.",
        message="den faste sletning efter »{schedule}« skulle være kørt {due_da}, men ingen fil under evidence viser det",
        hint="kør sletningen, og tilføj en fil under evidence med `type: deletion_run` og aktiviteten",
    ),
    en=Wording(
        title="Erasure not run",
        checks="The day of a fixed erasure has passed, and no file under evidence shows that it was run.",
        why="The period is only kept if the run happens. If you cannot show it, others must assume that it did not.",
        fix="Run the erasure and write a file under evidence of the type deletion_run.",
        wrong_when="When the run happened but is not written down here. Write it down.",
        message="the fixed erasure under “{schedule}” should have been run on {due_en}, but no file under evidence shows it",
        hint="run the erasure and add a file under evidence with `type: deletion_run` and the activity",
    ),
    bad=Example("{on: 2025-01-31}", file="evidence/havnens-cykler/deletion-2026.yaml"),
    good=Example("{on: 2026-01-12}", file="evidence/havnens-cykler/deletion-2026.yaml"),
)
def deletion_run_missed(activity: Activity) -> Iterator[Hit]:
    if any(broken.kind == "evidence" for broken in activity.register.broken):
        return
    for key, (pointer, schedule) in activity.schedules.items():
        if "cycle" not in schedule:
            continue
        runs = _runs(activity)
        due = _last_due(schedule["cycle"], runs, activity.today)
        if due and not any(run >= due for run in runs) and not _nothing_to_erase(activity, key, due):
            shown = due + _early(activity.today) if "run_on" in schedule["cycle"] else due
            yield Hit(f"{pointer}/cycle", words={"schedule": activity.label(schedule), **told("due", shown)})


def _early(today: date) -> timedelta:
    """How long before its date a fixed erasure may be run and still count."""
    return timedelta(days=allowed("deletion-run", today, "days"))


def _runs(activity: Activity) -> tuple[date, ...]:
    """The days on which the activity's data were erased, by the evidence."""
    found = activity.facts.once(deletion_runs)
    systems = (day for system in activity.systems.values() for day in found.get(system.key, ()))
    return (*found.get(activity.entry.key, ()), *systems)


def _last_due(cycle: Value, runs: tuple[date, ...], today: date) -> date | None:
    """The day from which a run counts as the latest one due: a while before the fixed date, or a cycle before today.

    Without a fixed date there must be a first run to count from.
    """
    every = cycle["every_months"]
    if "run_on" not in cycle:
        return add_months(today, -every) if runs else None
    month, number = (int(part) for part in cycle["run_on"].split("-"))
    step = gcd(every, DECEMBER)
    firsts = [add_months(date(today.year, month, 1), ahead) for ahead in range(-DECEMBER, DECEMBER + 1, step)]
    past = max(day for first in firsts if (day := day_of_month(first.year, first.month, number)) <= today)
    return add_months(past, step - every) - _early(today)


def _nothing_to_erase(activity: Activity, key: str, due: date) -> bool:
    """Whether the activity is so young, or a schedule so long, that no period had run out by then."""
    since, computed = as_date(activity.value.get("since")), activity.computed.get(key)
    return bool(since and computed) and due_after(since, months(longest(computed))) > due


@rule(
    "DAT013", "consent-lapsed-pool", severity="warning", alarms="low", since="0.1", preview=True,
    sources=(guidance("Forbrugerombudsmanden", "samtykke bortfalder ved passivitet", "memory"),),
    da=Wording(
        title="Samtykker er bortfaldet",
        checks="Det er længere siden, I sidst skrev til dem, der har sagt ja, end den tid, samtykket holder uden kontakt.",
        why="Et samtykke, som ikke bliver brugt, falder bort, fordi folk ikke længere venter at høre fra jer. Næste udsendelse sker så uden samtykke.",
        fix="Slet dem, der ikke har hørt fra jer inden for tiden, eller spørg igen på en lovlig måde.",
        wrong_when="At samtykke falder bort ved passivitet, er skrevet efter hukommelsen. En jurist bør se på det.",
        message="samtykket »{consent}« holder ikke længere: den seneste henvendelse er fra {on_da}",
        hint="slet dem, hvis samtykke er bortfaldet, og ret `last_message_on`, når I har skrevet til resten",
    ),
    en=Wording(
        title="Consents have lapsed",
        checks="It is longer since you last wrote to those who said yes than the time the consent holds without contact.",
        why="A consent that is not used lapses, because people no longer expect to hear from you. The next message is then sent without consent.",
        fix="Erase those who have not heard from you within the time, or ask again in a lawful way.",
        wrong_when="That consent lapses through passivity is from memory. Let a lawyer look at it.",
        message="the consent “{consent}” no longer holds: the last message is from {on_en}",
        hint="erase those whose consent has lapsed, and correct `last_message_on` when you have written to the rest",
    ),
    bad=Example("""
        consents:
          - id: newsletter
            label: {da: Samtykke til nyhedsbrev}
            purposes: [send-offers]
            explicit: false
            text_reference: Teksten ved tilmelding på hjemmesiden
            version: 2026-01-20
            given_via: [website]
            withdraw_via: [email, website]
            inactivity: P11M
            last_message_on: 2025-09-01
            evidence_retention: P2Y
            minimum_age: 15
        """, file="activities/havnens-cykler/newsletter.yaml"),
    good=Example("""
        consents:
          - id: newsletter
            label: {da: Samtykke til nyhedsbrev}
            purposes: [send-offers]
            explicit: false
            text_reference: Teksten ved tilmelding på hjemmesiden
            version: 2026-01-20
            given_via: [website]
            withdraw_via: [email, website]
            inactivity: P11M
            last_message_on: 2026-01-15
            evidence_retention: P2Y
            minimum_age: 15
        """, file="activities/havnens-cykler/newsletter.yaml"),
)
def consent_lapsed_pool(activity: Activity) -> Iterator[Hit]:
    for index, consent in enumerate(listed(activity.value, "consents")):
        on, holds = as_date(consent.get("last_message_on")), length(consent, "inactivity")
        if on and holds and due_after(on, holds.total_months) + timedelta(days=holds.days) < activity.today:
            words = {"consent": activity.label(consent), **told("on", on)}
            yield Hit(f"/consents/{index}/last_message_on", words=words)

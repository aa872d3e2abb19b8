"""DAT: agreements that have run out and supervision that is overdue (GDPR Art. 26, 28)."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.governance.reviews import next_on
from ropa.rules.ages import told
from ropa.rules.facts import Record
from ropa.rules.rows import as_date
from ropa.rules.rule import Example, Hit, Wording, gdpr, guidance, rule

BINDING = frozenset({"data_processing", "processing_for_controller", "joint_controllership"})
"""The types of agreement that the law wants while data are handled."""


def _party(agreement: Record) -> str:
    return agreement.name("party", agreement.value["party"])


@rule(
    "DAT003", "dpa-expired", severity="error", alarms="low", since="0.1", of="agreement",
    sources=(gdpr("28(3)"), gdpr("26(1)")),
    da=Wording(
        title="Aftalen er udløbet",
        checks="Aftalens sidste dag er passeret, og der er ingen nyere aftale af samme slags med samme part.",
        why="En databehandler må kun behandle oplysninger efter en gældende aftale. Er den udløbet, er det ikke længere aftalt, hvad parten må, og at den skal slette eller aflevere oplysningerne til sidst.",
        fix="Forny aftalen, og ret datoen. Er samarbejdet slut, så fjern parten fra systemer og aktiviteter, og få bekræftet, at oplysningerne er slettet.",
        wrong_when="Når aftalen fortsætter, til den bliver sagt op. Fjern så datoen.",
        message="aftalen med »{party}« udløb {on_da}",
        hint="forny aftalen, og ret `expires_on`, eller skriv den nye aftale i sin egen fil",
    ),
    en=Wording(
        title="Agreement expired",
        checks="The last day of the agreement has passed, and there is no newer agreement of the same type with the same party.",
        why="A processor may only handle data under an agreement in force. If it has expired, it is no longer agreed what the party may do, or that it must erase or return the data in the end.",
        fix="Renew the agreement and correct the date. If the cooperation is over, remove the party from systems and activities, and have it confirmed that the data are erased.",
        wrong_when="When the agreement goes on until somebody ends it. Then remove the date.",
        message="the agreement with “{party}” expired on {on_en}",
        hint="renew the agreement and correct `expires_on`, or write the new one in a file of its own",
    ),
    bad=Example("expires_on: 2026-10-31"),
    good=Example("expires_on: 2026-11-22"),
)
def dpa_expired(agreement: Record) -> Iterator[Hit]:
    on = as_date(agreement.value.get("expires_on"))
    if on and on < agreement.today and agreement.value["type"] in BINDING and not _is_replaced(agreement):
        yield Hit("/expires_on", words={"party": _party(agreement), **told("on", on)})


def _is_replaced(agreement: Record) -> bool:
    """Whether another agreement of the same type with the same party is in force."""
    same = ("organisation", "party", "type")
    return any(
        other.key != agreement.entry.key
        and all(other.value[name] == agreement.value[name] for name in same)
        and (as_date(other.value.get("expires_on")) or agreement.today) >= agreement.today
        for other in agreement.register.of("agreement")
    )


@rule(
    "DAT004", "supervision-overdue", severity="warning", alarms="low", since="0.1", of="agreement",
    sources=(guidance("Datatilsynet", "tilsyn med databehandlere, 29-10-2021"), gdpr("28(1)"), gdpr("5(2)")),
    da=Wording(
        title="Tilsyn er forfaldent",
        checks="Dagen for det næste tilsyn med en databehandler er passeret, regnet fra det seneste tilsyn og den tid, I selv har valgt.",
        why="Det er jer, der skal kunne vise, at databehandleren stadig passer på oplysningerne. Datatilsynet spørger efter det seneste tilsyn.",
        fix="Før tilsynet, og skriv datoen med `ropa review`.",
        wrong_when="Når I har valgt en længere tid med vilje. Skriv den i `interval_months` med en begrundelse.",
        message="tilsynet med »{party}« skulle have været ført senest {due_da}",
        hint="før tilsynet, og skriv dagen i `last_on` under `supervision`",
    ),
    en=Wording(
        title="Supervision overdue",
        checks="The day of the next supervision of a processor has passed, counted from the last one and the time that you chose yourselves.",
        why="It is you who must be able to show that the processor still looks after the data. The Danish authority asks for the latest supervision.",
        fix="Do the supervision and write the date with `ropa review`.",
        wrong_when="When you have chosen a longer time on purpose. Write it in `interval_months` with a reason.",
        message="the supervision of “{party}” should have been done by {due_en}",
        hint="do the supervision and write the day in `last_on` under `supervision`",
    ),
    bad=Example("""
        supervision:
          subjects_count: 6000
          points: 5
          concept: 4
          interval_months: 12
          last_on: 2025-05-20
          by_role: office-manager
        """),
    good=Example("""
        supervision:
          subjects_count: 6000
          points: 5
          concept: 4
          interval_months: 24
          last_on: 2025-05-20
          by_role: office-manager
        """),
)
def supervision_overdue(agreement: Record) -> Iterator[Hit]:
    stated = agreement.value.get("supervision", {})
    if stated.keys().isdisjoint({"next_on", "interval_months"}):
        return
    due, expires = next_on(stated), as_date(agreement.value.get("expires_on"))
    if due and due < agreement.today and (expires is None or expires >= agreement.today):
        is_agreed = stated.get("next_on") == due.isoformat()
        words = {"party": _party(agreement), **told("due", due)}
        yield Hit(f"/supervision/{'next_on' if is_agreed else 'last_on'}", words=words)

"""DAT: what transfers out of the EU/EEA rest on and how long ago somebody looked (GDPR chapter V).

The decisions of the Commission stand in the table `adequacy`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from ropa.law.eea import is_third_country
from ropa.law.tables import LawRow, rows_on, table
from ropa.rules.abroad import country_words, other_end, transfers
from ropa.rules.ages import allowed, due_after, told
from ropa.rules.facts import Record
from ropa.rules.rows import as_date
from ropa.rules.rule import Example, Hit, Wording, gdpr, guidance, rule

DECISIONS = frozenset({"adequacy", "dpf"})
"""The mechanisms that rest on a decision of the Commission."""


@rule(
    "DAT005", "adequacy-not-valid", severity="error", alarms="low", since="0.1", of="record",
    sources=(gdpr("45"), guidance("Europa-Kommissionen", "afgørelser om tilstrækkeligt beskyttelsesniveau", "memory")),
    da=Wording(
        title="Landet er ikke godkendt",
        checks="En overførsel bygger på, at EU-Kommissionen har godkendt landets beskyttelse, men der er ingen afgørelse, som gælder i dag.",
        why="Uden en gyldig afgørelse er overførslen kun lovlig med et andet grundlag, fx standardkontrakten. Privacy Shield faldt fra den ene dag til den anden.",
        fix="Vælg et andet grundlag, fx standardkontrakten, eller stop overførslen.",
        wrong_when="Når der er kommet en ny afgørelse, som værktøjets tabel ikke kender. De fleste datoer i den er skrevet efter hukommelsen, så en jurist bør se på det.",
        message="overførslen til »{to}« bygger på en godkendelse af {country_da}, som ikke gælder i dag",
        hint="vælg et andet grundlag i `mechanism`, fx scc, eller stop overførslen",
    ),
    en=Wording(
        title="Country not approved",
        checks="A transfer rests on the European Commission having approved the country's protection, but no decision holds today.",
        why="Without a decision in force the transfer is only lawful on another footing, such as the standard contract. Privacy Shield fell from one day to the next.",
        fix="Choose another mechanism, such as the standard contract, or stop the transfer.",
        wrong_when="When there is a new decision that the tool's table does not know. Most of its dates are from memory, so let a lawyer look at it.",
        message="the transfer to “{to}” rests on an approval of {country_en} that does not hold today",
        hint="choose another mechanism in `mechanism`, such as scc, or stop the transfer",
    ),
    bad=Example("transfers: [{country: IN, recipient: datahavn, mechanism: adequacy}]",
                file="agreements/havnens-cykler/datahavn.yaml"),
    good=Example("transfers: [{country: CH, recipient: datahavn, mechanism: adequacy}]",
                 file="agreements/havnens-cykler/datahavn.yaml"),
)
def adequacy_not_valid(record: Record) -> Iterator[Hit]:
    valid = _valid(record.today)
    for pointer, transfer in transfers(record):
        country, mechanism = transfer.get("country", ""), transfer.get("mechanism", "")
        is_asked = mechanism in DECISIONS and bool(country) and is_third_country(country)
        if is_asked and (country, mechanism) not in valid:
            words = {"to": other_end(record.facts, transfer), **country_words(country)}
            yield Hit(f"{pointer}/mechanism", words=words)


@lru_cache(maxsize=8)
def _valid(today: date) -> frozenset[tuple[str, str]]:
    """The countries that a decision holds for, each with the names that the decision goes by."""
    return frozenset((row["country"], name) for row in rows_on("adequacy", today) for name in _names(row))


def _names(row: LawRow) -> frozenset[str]:
    """How a record may name a decision: what covers only listed companies is an approval of the country too."""
    return frozenset({row["mechanism"], "adequacy"})


@rule(
    "DAT006", "dpf-check-stale", severity="warning", alarms="low", since="0.1", of="record", preview=True,
    sources=(guidance("DPF", "årlig fornyelse af certificeringen", "memory"),),
    da=Wording(
        title="Gammelt opslag på DPF-listen",
        checks="Det er over et år siden, nogen så efter, om modtageren står på listen over certificerede virksomheder i USA (DPF).",
        why="Godkendelsen af USA gælder kun virksomheder på listen, og de skal forny hvert år. En, der stod der sidste år, kan være væk i år.",
        fix="Slå modtageren op på listen, og skriv dagen.",
        wrong_when="Reglen om årlig fornyelse er skrevet efter hukommelsen. En jurist bør se på det.",
        message="det er over et år siden, nogen så »{to}« på DPF-listen ({on_da})",
        hint="slå modtageren op på listen, og ret `dpf_checked_on`",
    ),
    en=Wording(
        title="Old look at the DPF list",
        checks="It is more than a year since somebody saw that the recipient is on the list of certified companies in the United States (DPF).",
        why="The approval of the United States only holds for companies on the list, and they must renew each year. One that was there last year may be gone this year.",
        fix="Look the recipient up on the list and write the day.",
        wrong_when="The rule on yearly renewal is from memory. Let a lawyer look at it.",
        message="it is more than a year since somebody saw “{to}” on the DPF list ({on_en})",
        hint="look the recipient up on the list and correct `dpf_checked_on`",
    ),
    bad=Example("""
        transfers:
          - {country: US, recipient: cloudpeak, mechanism: dpf, dpf_checked_on: 2025-08-20}
        """, file="agreements/havnens-cykler/brev-og-klik.yaml"),
    good=Example("""
        transfers:
          - {country: US, recipient: cloudpeak, mechanism: dpf, dpf_checked_on: 2025-12-01}
        """, file="agreements/havnens-cykler/brev-og-klik.yaml"),
)
def dpf_check_stale(record: Record) -> Iterator[Hit]:
    for pointer, transfer in transfers(record):
        on = as_date(transfer.get("dpf_checked_on"))
        if on and transfer.get("mechanism") == "dpf" and due_after(on, allowed("dpf-list", record.today)) < record.today:
            words = {"to": other_end(record.facts, transfer), **told("on", on)}
            yield Hit(f"{pointer}/dpf_checked_on", words=words)


@rule(
    "DAT009", "tia-stale", severity="warning", alarms="low", since="0.1", of="record",
    sources=(gdpr("46"), gdpr("5(2)")),
    da=Wording(
        title="Gammel vurdering af landet",
        checks="Vurderingen af beskyttelsen i et tredjeland er over to år gammel, eller EU har siden truffet eller ophævet en afgørelse om landet.",
        why="Standardkontrakten hjælper kun, hvis landets love ikke gør den tom. Love ændrer sig, og så holder den gamle vurdering måske ikke.",
        fix="Lav vurderingen igen, og skriv den nye dato.",
        wrong_when="Når intet er ændret, og I har set på det. Skriv så den dato.",
        message="vurderingen af overførslen til »{to}« er fra {on_da} og bør laves igen",
        hint="se vurderingen igennem, og ret datoen (`on`) under `assessment`",
    ),
    en=Wording(
        title="Old assessment of the country",
        checks="The assessment of the protection in a third country is more than two years old, or the EU has since made or ended a decision about the country.",
        why="The standard contract only helps if the country's laws do not empty it. Laws change, and then the old assessment may not hold.",
        fix="Make the assessment again and write the new date.",
        wrong_when="When nothing has changed and you have looked at it. Then write that date.",
        message="the assessment of the transfer to “{to}” is from {on_en} and should be made again",
        hint="go through the assessment and correct the date (`on`) under `assessment`",
    ),
    bad=Example("""
        transfers:
          - country: IN
            recipient: datahavn
            mechanism: scc
            scc_module: 3
            assessment: {reference: "Vurdering, Indien", on: 2024-04-10}
        """, file="agreements/havnens-cykler/datahavn.yaml"),
    good=Example("""
        transfers:
          - country: IN
            recipient: datahavn
            mechanism: scc
            scc_module: 3
            assessment: {reference: "Vurdering, Indien", on: 2025-04-10}
        """, file="agreements/havnens-cykler/datahavn.yaml"),
)
def tia_stale(record: Record) -> Iterator[Hit]:
    for pointer, transfer in transfers(record):
        on = as_date(transfer.get("assessment", {}).get("on"))
        if on and (_is_old(on, record.today) or _has_changed(transfer.get("country", ""), on, record.today)):
            yield Hit(f"{pointer}/assessment/on", words={"to": other_end(record.facts, transfer), **told("on", on)})


def _is_old(on: date, today: date) -> bool:
    return due_after(on, allowed("transfer-assessment", today)) < today


def _has_changed(country: str, since: date, today: date) -> bool:
    """Whether a decision about a country has begun or ended since a day."""
    rows = (row for row in table("adequacy") if row["country"] == country)
    return any(since < day <= today for row in rows for day in (row.valid_from, row.valid_to))

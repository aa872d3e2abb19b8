"""TRF: data leave the EU/EEA without a mechanism, against an answer that they do not, or on an exception meant for single cases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from ropa.law.eea import is_third_country
from ropa.register import Entry
from ropa.register.lists import listed, placed
from ropa.rules.abroad import (
    Spot,
    abroad_by,
    country_name,
    country_of,
    country_place,
    country_words,
    covers,
    held_abroad,
    names_several,
    other_end,
    parties_abroad,
    says_none,
    transfers,
)
from ropa.rules.facts import Activity, Facts, Record
from ropa.rules.keeping import users
from ropa.rules.labels import choice_words
from ropa.rules.rows import Value
from ropa.rules.rule import Example, Hit, Place, Wording, gdpr, guidance, rule
from ropa.rules.vendors import agreements_between, are_all_read, is_dpa

SALES = "activities/havnens-cykler/bike-sales.yaml"
ROUTINE = frozenset({"ongoing", "periodic"})
FOR_ANYONE = "derogation_public_register"
"""The exception for public registers, which may be used as often as people ask."""


@rule(
    "TRF001", "transfer-without-mechanism", severity="error", alarms="low", since="0.1", of="record",
    sources=(gdpr("44"), gdpr("45"), gdpr("46"), gdpr("49(1)")),
    da=Wording(
        title="Ingen hjemmel til overførsel",
        checks="Oplysninger kommer til et land uden for EU/EØS, men der står ikke, hvad der gør overførslen lovlig: overførselsgrundlaget mangler, eller overførslen er slet ikke skrevet ned.",
        why="Uden for EU/EØS gælder reglerne ikke af sig selv. Oplysninger må kun sendes dertil, når landet er godkendt, når fx en kontrakt beskytter dem, eller når en undtagelse gælder.",
        fix="Find ud af, hvad overførslen bygger på, og skriv den under `transfers` med land og overførselsgrundlag (`mechanism`).",
        wrong_when="Når oplysningerne aldrig forlader EU/EØS, selv om parten hører til et andet sted. Ret så landene, eller skriv, hvad der holder dem her.",
        message="{what_da}",
        hint="find ud af, hvad overførslen bygger på, og skriv den i `transfers` med land og `mechanism` (overførselsgrundlag)",
    ),
    en=Wording(
        title="Nothing allows the transfer",
        checks="Data come to a country outside the EU/EEA, but it is not stated what makes that lawful: the mechanism is missing, or the transfer is not written down at all.",
        why="Outside the EU/EEA the rules do not apply by themselves. Data may only be sent there when the country is approved, when for instance a contract protects them, or when a derogation holds.",
        fix="Find out what the transfer rests on, and write it in `transfers` with country and mechanism (`mechanism`).",
        wrong_when="When the data never leave the EU/EEA although the party belongs elsewhere. Then correct the countries, or write what keeps the data here.",
        message="{what_en}",
        hint="find out what the transfer rests on, and write it in `transfers` with country and `mechanism` (mechanism)",
    ),
    bad=Example("""
        recipients:
          - party: redwood-frames
            role: controller
            rows: [{row: application, categories: [name]}]
            purpose: hire
        transfers:
          - country: IN
            recipient: nightdesk
            rows: [{row: application, categories: [name]}]
            mechanism: scc
            assessment: {reference: "Vurdering 2026-04, Indien", on: 2026-04-10}
            copy_contact: {da: Skriv til privat@havnenscykler.example.}
        """, file="activities/havnens-cykler/recruitment.yaml"),
    good=Example("""
        recipients:
          - party: redwood-frames
            role: controller
            rows: [{row: application, categories: [name]}]
            purpose: hire
        transfers:
          - country: US
            recipient: redwood-frames
            rows: [{row: application, categories: [name]}]
            mechanism: scc
            assessment: {reference: "Vurdering 2026-02, USA", on: 2026-02-02}
            copy_contact: {da: Skriv til privat@havnenscykler.example.}
        """, file="activities/havnens-cykler/recruitment.yaml"),
)
def transfer_without_mechanism(record: Record) -> Iterator[Hit]:
    facts, entry = record.facts, record.entry
    for pointer, transfer in transfers(record):
        if "mechanism" not in transfer and _leaves(transfer) and not names_several(transfer, record.today):
            end = other_end(facts, transfer)
            da = f"der står ikke, hvad overførslen til »{end}« bygger på" if end else "der står ikke, hvad en overførsel bygger på"
            en = f"it is not stated what the transfer to “{end}” rests on" if end else "it is not stated what a transfer rests on"
            yield Hit(pointer, "mechanism", {"what_da": da, "what_en": en})
    if entry.kind == "system":
        yield from (_unwritten(facts, spot) for spot in held_abroad(facts, entry) if not _is_covered(facts, entry, spot))
    elif says_none(record.value):
        return
    elif isinstance(record, Activity):
        yield from (_unwritten(facts, spot) for spot in parties_abroad(record) if not covers(record.value, spot.country))
    elif entry.kind == "agreement" and is_dpa(record):
        yield from _unwritten_in(facts, entry)


def _leaves(transfer: Mapping[str, str]) -> bool:
    return is_third_country(transfer.get("country", ""))


def _unwritten_in(facts: Facts, agreement: Entry) -> Iterator[Hit]:
    """The places abroad that an agreement shows and writes no transfer for, each country of a party once."""
    told: set[tuple[str, str]] = set()
    for spot in abroad_by(facts, agreement):
        if covers(agreement.value, spot.country) or (spot.who, spot.country) in told:
            continue
        told.add((spot.who, spot.country))
        if "transfers" in agreement.value:
            yield _unwritten(facts, spot)
        else:
            there = Place(spot.pointer, "landet fremgår her", "the country is shown here")
            found = _unwritten(facts, spot)
            yield Hit("", "transfers", found.words, (there, *found.related), agreement.file)
            return


def _unwritten(facts: Facts, spot: Spot) -> Hit:
    da = f"»{spot.who}« har oplysninger i {country_name(spot.country, 'da')}, men overførslen dertil er ikke skrevet ned"
    en = f"“{spot.who}” has data in {country_name(spot.country, 'en')}, but the transfer there is not written down"
    return Hit(spot.pointer, words={"what_da": da, "what_en": en}, related=country_place(facts, spot), file=spot.file)


def _is_covered(facts: Facts, system: Entry, spot: Spot) -> bool:
    """Whether the agreement with the operator speaks of a country, or is asked itself, or else each activity that uses the system does."""
    country = spot.country
    operator = system.value.get("operator", "")
    agreed = facts.once(agreements_between).get((system.organisation, operator), ())
    if not are_all_read(facts) or agreed and spot.party or any(_speaks_of(agreement.value, country) for agreement in agreed):
        return True
    using = facts.once(users).get(system.key, ())
    return all(says_none(activity.value) or covers(activity.value, country) for activity in using)


def _speaks_of(agreement: Value, country: str) -> bool:
    return says_none(agreement) or covers(agreement, country) or country in listed(agreement, "places")


@rule(
    "TRF002", "no-transfer-claim-vs-graph", severity="error", alarms="low", since="0.1", of="record",
    sources=(gdpr("13(1)(f)"), gdpr("30(1)(e)"), gdpr("5(1)(a)")),
    da=Wording(
        title="»Ingen overførsler« passer ikke",
        checks="En aktivitet eller en aftale svarer, at intet sendes ud af EU/EØS, men en modtager, et system, en databehandler eller en underdatabehandler er i et andet land.",
        why="Svaret går videre til dem, oplysningerne handler om, og det er forkert. Det er det første, der bliver set efter ved et tilsyn.",
        fix="Find ud af, hvad der er rigtigt. Skriv overførslen i stedet for none, eller ret landet.",
        wrong_when="Når oplysningerne aldrig forlader EU/EØS, selv om parten hører til et andet sted. Ret så landene, eller skriv, hvad der holder dem her.",
        message="her står, at intet sendes ud af EU/EØS, men »{who}« har oplysninger i {country_da}",
        hint="skriv overførslen i `transfers` i stedet for none, eller ret landet, hvis det er forkert",
    ),
    en=Wording(
        title="“No transfers” does not hold",
        checks="An activity or agreement answers that nothing is sent out of the EU/EEA, but a recipient, a system, a processor or a sub-processor is in another country.",
        why="The answer is passed on to those the data are about, and it is wrong. It is the first thing an inspector looks for.",
        fix="Find out what is right. Write the transfer in place of none, or correct the country.",
        wrong_when="When the data never leave the EU/EEA although the party belongs elsewhere. Then correct the countries, or write what keeps the data here.",
        message="it says here that nothing is sent out of the EU/EEA, but “{who}” has data in {country_en}",
        hint="write the transfer in `transfers` in place of none, or correct the country if it is wrong",
    ),
    bad=Example("""
        sub_processors:
          - party: cloudpeak
            service: {da: Natlig kopi af butikssystemet.}
            places: [US]
        transfers: none
        """, file="agreements/havnens-cykler/datahavn.yaml"),
    good=Example("""
        sub_processors:
          - party: cloudpeak
            service: {da: Natlig kopi af butikssystemet.}
            places: [US]
        transfers:
          - country: US
            recipient: cloudpeak
            mechanism: dpf
            dpf_checked_on: 2026-08-20
        """, file="agreements/havnens-cykler/datahavn.yaml"),
)
def no_transfer_claim_vs_graph(record: Record) -> Iterator[Hit]:
    facts, entry = record.facts, record.entry
    if isinstance(record, Activity):
        if says_none(record.value):
            yield from _contradicted(facts, "/transfers", [*parties_abroad(record), *_used_systems(record)])
        for pointer, item in placed(record.value, "on_behalf_of"):
            if says_none(item):
                yield from _contradicted(facts, f"{pointer}/transfers", _controller(record, pointer))
    elif entry.kind == "agreement" and is_dpa(record) and says_none(record.value):
        yield from _contradicted(facts, "/transfers", [*abroad_by(facts, entry), *_run_by(facts, entry)])


def _contradicted(facts: Facts, pointer: str, spots: list[Spot]) -> Iterator[Hit]:
    if spots:
        places = [Place(spot.pointer, "landet fremgår her", "the country is shown here", spot.file) for spot in spots]
        places += [place for spot in spots for place in country_place(facts, spot)]
        words = {"who": spots[0].who, **country_words(spots[0].country)}
        yield Hit(pointer, words=words, related=tuple(dict.fromkeys(places)))


def _run_by(facts: Facts, agreement: Entry) -> Iterator[Spot]:
    """The systems abroad that the party of an agreement runs for the same organisation."""
    for system in facts.once(_run_by_operators).get((agreement.organisation, agreement.value["party"]), ()):
        yield from held_abroad(facts, system)


def _used_systems(activity: Activity) -> Iterator[Spot]:
    """The systems abroad that the activity uses and no agreement is there to speak for: run by itself, or by who has none."""
    for _, system in sorted(activity.systems.items()):
        if not _is_spoken_for(activity.facts, system):
            yield from held_abroad(activity.facts, system)


def _is_spoken_for(facts: Facts, system: Entry) -> bool:
    """Whether an agreement with the operator may say what leaves the EU/EEA, or nobody knows who runs the system."""
    operator = system.value.get("operator", "")
    if operator == "in_house":
        return False
    agreed = facts.once(agreements_between).get((system.organisation, operator), ())
    return not operator or bool(agreed) or not are_all_read(facts)


def _run_by_operators(facts: Facts) -> Mapping[tuple[str, str], tuple[Entry, ...]]:
    """The systems by organisation and operator."""
    found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for system in facts.register.of("system"):
        found[system.organisation, system.value.get("operator", "")].append(system)
    return {pair: tuple(systems) for pair, systems in found.items()}


def _controller(activity: Activity, pointer: str) -> list[Spot]:
    """The controller that the activity is done for, when it is in a third country."""
    party = activity.value["on_behalf_of"][int(pointer.rpartition("/")[2])]["controller"]
    country = country_of(activity.facts, party)
    spot = Spot(activity.entry.file, f"{pointer}/controller", country, activity.name("party", party), party)
    return [spot] if is_third_country(country) else []


@rule(
    "TRF006", "derogation-for-routine", severity="error", alarms="low", since="0.1", of="record",
    sources=(gdpr("49(1)"), guidance("EDPB", "retningslinjer 2/2018 om undtagelser i art. 49", "memory")),
    da=Wording(
        title="Undtagelse brugt som regel",
        checks="En overførsel bygger på en af undtagelserne i art. 49, men aktiviteten foregår løbende eller med faste mellemrum.",
        why="Undtagelserne er til enkelte tilfælde. Sendes oplysninger fast til et land uden beskyttelse, er de ikke beskyttet dér.",
        fix="Vælg et grundlag, der holder hver gang, fx standardkontrakten, eller skriv, at aktiviteten kun er lejlighedsvis, hvis det er rigtigt.",
        wrong_when="Når overførslen sjældent sker, selv om aktiviteten er fast; eller når undtagelsen ikke er bundet til enkelte tilfælde, fx et samtykke. En jurist bør se på det.",
        message="overførslen til »{to}« bygger på en undtagelse, {ground_da}, men aktiviteten foregår fast",
        hint="vælg et andet grundlag i `mechanism`, fx scc, eller ret `frequency` (hvor tit)",
    ),
    en=Wording(
        title="Exception used as a rule",
        checks="A transfer rests on one of the derogations in Article 49, but the activity is ongoing or recurs.",
        why="The derogations are for single cases. Data that are sent steadily to a country without protection are not protected there.",
        fix="Choose a ground that holds every time, such as the standard contract, or write that the activity is occasional if that is right.",
        wrong_when="When the transfer is rare although the activity is steady; or when the derogation is not tied to single cases, such as consent. Let a lawyer look at it.",
        message="the transfer to “{to}” rests on a derogation, {ground_en}, but the activity is a steady one",
        hint="choose another ground in `mechanism`, such as scc, or correct `frequency` (frequency)",
    ),
    bad=Example("""
        transfers:
          - country: US
            recipient: redwood-frames
            rows: [{row: frame, categories: [name, frame-number]}]
            mechanism: derogation_contract
            copy_contact: {da: Skriv til privat@havnenscykler.example.}
          - country: US
            recipient: freightfinder
            rows: [{row: order, categories: [name, address, phone]}]
            mechanism: dpf
            dpf_checked_on: 2026-08-14
            copy_contact: {da: Skriv til privat@havnenscykler.example.}
        """, file=SALES),
    good=Example("""
        frequency: occasional
        transfers:
          - country: US
            recipient: redwood-frames
            rows: [{row: frame, categories: [name, frame-number]}]
            mechanism: derogation_contract
            copy_contact: {da: Skriv til privat@havnenscykler.example.}
          - country: US
            recipient: freightfinder
            rows: [{row: order, categories: [name, address, phone]}]
            mechanism: dpf
            dpf_checked_on: 2026-08-14
            copy_contact: {da: Skriv til privat@havnenscykler.example.}
        """, file=SALES),
)
def derogation_for_routine(record: Record) -> Iterator[Hit]:
    for pointer, transfer in transfers(record):
        mechanism = transfer.get("mechanism", "")
        if mechanism.startswith("derogation_") and mechanism != FOR_ANYONE:
            if routine := next(_routine(record), None):
                words = {"to": other_end(record.facts, transfer), **choice_words("ground", [mechanism], "activity", "transfers", "mechanism")}
                there = Place("/frequency", "aktiviteten foregår fast", "the activity is a steady one", routine.file)
                yield Hit(f"{pointer}/mechanism", words=words, related=(there,))


def _routine(record: Record) -> Iterator[Entry]:
    """The activities that the transfers of a record are made in and that are no single cases."""
    entry = record.entry
    if entry.kind == "activity":
        made_in = [entry]
    else:
        ways = record.facts.chains.ways.get(entry.value["party"], ())
        made_in = [way.activity for way in ways if way.activity.organisation == entry.organisation]
    return (activity for activity in made_in if activity.value.get("frequency") in ROUTINE)

"""Which processors an activity has and where they take its data, derived from its systems and agreements.

The operator of a system becomes a processor (GDPR Art. 28), its agreement with the same organisation brings
sub-processors, places and transfers (Art. 28(2) and (4), 30(1)(e)). An agreement never speaks for another organisation.

`ropa.graph` derives the same and more, and a test holds the two together. Pages and rules do not build it: it would
cost an eighth of the time of a whole site, and most of the time after one edit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from ropa.law.eea import is_third_country
from ropa.register import Entry, Register
from ropa.register.lists import listed

IN_HOUSE = "in_house"
NOT_ABOUT_OUR_PROCESSOR = frozenset({"joint_controllership", "processing_for_controller"})
"""Types of agreement in which the other party is no processor of the organisation (GDPR Art. 26; Art. 28 turned round)."""

Agreements: TypeAlias = Mapping[tuple[str, str], tuple[Entry, ...]]
"""Agreements by organisation and party."""


@dataclass(frozen=True, slots=True)
class Processor:
    """A party that handles the activity's data for the organisation.

    `systems` are those it operates here, `rows` the ids of the rows it gets, `agreements` those it has as a
    processor with the activity's organisation.
    """

    party: str
    systems: tuple[Entry, ...]
    rows: tuple[str, ...]
    agreements: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Abroad:
    """A place outside the EU/EEA that a system, an agreement or a sub-processor brings with it.

    `party` is who takes the data there, "" for the organisation itself; `transfer` is the agreement's own entry.
    """

    country: str
    via: Entry
    party: str = ""
    transfer: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """A way that an activity's data come to a party: as the processor itself, or under it."""

    activity: Entry
    processor: Processor
    is_under: bool


@dataclass(frozen=True, slots=True)
class Chains:
    """The processors of every activity by its key, and the ways that data come to every party by its key."""

    processors: Mapping[str, tuple[Processor, ...]]
    ways: Mapping[str, tuple[Way, ...]]


def chains_of(register: Register) -> Chains:
    """The chains of a whole register, each agreement looked up once."""
    agreements = _agreements(register)
    processors: dict[str, tuple[Processor, ...]] = {}
    ways: dict[str, list[Way]] = defaultdict(list)
    for activity in register.of("activity"):
        found = processors[activity.key] = processors_of(register, activity, agreements)
        for processor in found:
            ways[processor.party].append(Way(activity, processor, is_under=False))
            for party in dict.fromkeys(sub_processors_of(processor)):
                if party != processor.party:
                    ways[party].append(Way(activity, processor, is_under=True))
    return Chains(processors, {party: tuple(some) for party, some in ways.items()})


def sub_processors_of(processor: Processor) -> tuple[str, ...]:
    """The parties that work for a processor, as its agreements name them."""
    items = (item for agreement in processor.agreements for item in listed(agreement.value, "sub_processors"))
    return tuple(item["party"] for item in items)


def systems_of(register: Register, activity: Entry) -> tuple[Entry, ...]:
    """The systems that the rows name, each once, in the order of the rows."""
    keys = dict.fromkeys(key for row in rows_of(activity) for key in listed(row, "systems"))
    found = (register.get("system", f"{activity.organisation}/{key}") for key in keys)
    return tuple(system for system in found if system is not None)


def processors_of(register: Register, activity: Entry, agreements: Agreements) -> tuple[Processor, ...]:
    """The operators of the activity's systems, then the processors that the activity names itself."""
    operated: dict[str, list[Entry]] = {}
    for system in systems_of(register, activity):
        operator = system.value.get("operator", IN_HOUSE)
        if operator != IN_HOUSE:
            operated.setdefault(operator, []).append(system)
    named = {item["party"]: item for item in listed(activity.value, "processors")}
    return tuple(
        Processor(
            party=party,
            systems=tuple(operated.get(party, ())),
            rows=tuple(
                dict.fromkeys([*_rows_in(activity, operated.get(party, ())), *_rows_named(named.get(party, {}))])
            ),
            agreements=agreements.get((activity.organisation, party), ()),
        )
        for party in dict.fromkeys([*operated, *named])
    )


def _agreements(register: Register) -> Agreements:
    """What each organisation has agreed with each party as its processor."""
    found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in register.of("agreement"):
        if entry.value["type"] not in NOT_ABOUT_OUR_PROCESSOR:
            found[entry.organisation, entry.value["party"]].append(entry)
    return {pair: tuple(entries) for pair, entries in found.items()}


def parties_of(activity: Entry, processors: Sequence[Processor]) -> tuple[str, ...]:
    """Who gets the activity's data: its recipients, then its processors and theirs."""
    keys = [item["party"] for item in listed(activity.value, "recipients")]
    for processor in processors:
        keys += [processor.party, *sub_processors_of(processor)]
    return tuple(dict.fromkeys(keys))


def countries_of(register: Register, activity: Entry, processors: Sequence[Processor]) -> tuple[str, ...]:
    """The countries that the activity's data come to, as far as anybody has said."""
    codes = [code for system in systems_of(register, activity) for code in listed(system.value, "places")]
    for processor in processors:
        for agreement in processor.agreements:
            for holder in (agreement.value, *listed(agreement.value, "sub_processors")):
                codes += listed(holder, "places")
    parties = (register.get("party", key) for key in parties_of(activity, processors))
    codes += [party.value["country"] for party in parties if party is not None and "country" in party.value]
    agreements = (agreement.value for processor in processors for agreement in processor.agreements)
    for owner in (activity.value, *agreements):
        codes += [transfer["country"] for transfer in listed(owner, "transfers") if "country" in transfer]
    return tuple(dict.fromkeys(codes))


def abroad_of(register: Register, activity: Entry, processors: Sequence[Processor]) -> tuple[Abroad, ...]:
    """The third countries that follow from systems, agreements and sub-processors, each way once."""
    found: list[Abroad] = []
    for system in systems_of(register, activity):
        operator = system.value.get("operator", "")
        party = "" if operator == IN_HOUSE else operator
        found += [Abroad(code, system, party) for code in listed(system.value, "places") if is_third_country(code)]
    for processor in processors:
        for agreement in processor.agreements:
            found += _abroad_by(agreement)
    return tuple(found)


def _abroad_by(agreement: Entry) -> Iterator[Abroad]:
    party = agreement.value["party"]
    transfers = listed(agreement.value, "transfers")
    for transfer in transfers:
        yield Abroad(transfer.get("country", ""), agreement, transfer.get("recipient", party), transfer)
    covered = {transfer.get("country") for transfer in transfers}
    for holder in (agreement.value, *listed(agreement.value, "sub_processors")):
        for code in listed(holder, "places"):
            if is_third_country(code) and code not in covered:
                yield Abroad(code, agreement, holder["party"])


def rows_of(activity: Entry) -> tuple[Mapping[str, Any], ...]:
    """The activity's rows."""
    return tuple(listed(activity.value, "data"))


def _rows_in(activity: Entry, systems: tuple[Entry, ...] | list[Entry]) -> tuple[str, ...]:
    ids = {system.id for system in systems}
    return tuple(row["id"] for row in rows_of(activity) if ids.intersection(listed(row, "systems")))


def _rows_named(item: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(scope["row"] for scope in item.get("rows", ()))

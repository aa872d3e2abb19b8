"""Which processors an activity has and where they take its data, derived from its systems and agreements.

The operator of a system becomes a processor (GDPR Art. 28), its agreement with the same organisation brings
sub-processors, places and transfers (Art. 28(2) and (4), 30(1)(e)). An agreement never speaks for another organisation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ropa.register import Entry, Register
from ropa.site.texts import is_third_country

IN_HOUSE = "in_house"
NOT_ABOUT_OUR_PROCESSOR = frozenset({"joint_controllership", "processing_for_controller"})
"""Types of agreement in which the other party is no processor of the organisation (GDPR Art. 26; Art. 28 turned round)."""


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


def systems_of(register: Register, activity: Entry) -> tuple[Entry, ...]:
    """The systems that the rows name, each once, in the order of the rows."""
    keys = dict.fromkeys(key for row in rows_of(activity) for key in _listed(row, "systems"))
    found = (register.get("system", f"{activity.organisation}/{key}") for key in keys)
    return tuple(system for system in found if system is not None)


def processors_of(register: Register, activity: Entry) -> tuple[Processor, ...]:
    """The operators of the activity's systems, then the processors that the activity names itself."""
    operated: dict[str, list[Entry]] = {}
    for system in systems_of(register, activity):
        operator = system.value.get("operator", IN_HOUSE)
        if operator != IN_HOUSE:
            operated.setdefault(operator, []).append(system)
    named = {item["party"]: item for item in _listed(activity.value, "processors")}
    return tuple(
        Processor(
            party=party,
            systems=tuple(operated.get(party, ())),
            rows=tuple(
                dict.fromkeys([*_rows_in(activity, operated.get(party, ())), *_rows_named(named.get(party, {}))])
            ),
            agreements=agreements_with(register, activity.organisation, party),
        )
        for party in dict.fromkeys([*operated, *named])
    )


def agreements_with(register: Register, organisation: str, party: str) -> tuple[Entry, ...]:
    """What the organisation has agreed with the party as its processor."""
    return tuple(
        entry
        for entry in register.of("agreement")
        if entry.organisation == organisation
        and entry.value["party"] == party
        and entry.value["type"] not in NOT_ABOUT_OUR_PROCESSOR
    )


def abroad_of(register: Register, activity: Entry, processors: tuple[Processor, ...]) -> tuple[Abroad, ...]:
    """The third countries that follow from systems, agreements and sub-processors, each way once."""
    found: list[Abroad] = []
    for system in systems_of(register, activity):
        operator = system.value.get("operator", "")
        party = "" if operator == IN_HOUSE else operator
        found += [Abroad(code, system, party) for code in _listed(system.value, "places") if is_third_country(code)]
    for processor in processors:
        for agreement in processor.agreements:
            found += _abroad_by(agreement)
    return tuple(found)


def _abroad_by(agreement: Entry) -> Iterator[Abroad]:
    party = agreement.value["party"]
    transfers = _listed(agreement.value, "transfers")
    for transfer in transfers:
        yield Abroad(transfer.get("country", ""), agreement, transfer.get("recipient", party), transfer)
    covered = {transfer.get("country") for transfer in transfers}
    for holder in (agreement.value, *_listed(agreement.value, "sub_processors")):
        for code in _listed(holder, "places"):
            if is_third_country(code) and code not in covered:
                yield Abroad(code, agreement, holder["party"])


def rows_of(activity: Entry) -> tuple[Mapping[str, Any], ...]:
    """The activity's rows."""
    return tuple(_listed(activity.value, "data"))


def _rows_in(activity: Entry, systems: tuple[Entry, ...] | list[Entry]) -> tuple[str, ...]:
    ids = {system.id for system in systems}
    return tuple(row["id"] for row in rows_of(activity) if ids.intersection(_listed(row, "systems")))


def _rows_named(item: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(scope["row"] for scope in item.get("rows", ()))


def _listed(owner: Mapping[str, Any], name: str) -> list[Any]:
    """The items of a list; none when it is absent or answered with `none`."""
    value = owner.get(name, ())
    return list(value) if isinstance(value, list) else []

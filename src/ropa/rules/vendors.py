"""Who processes data for an organisation, put together once for the rules about processors, agreements and supervision.

A party is a vendor of an organisation when it operates a system that an activity uses, is named among an activity's
processors, or is a recipient with the role of processor (GDPR Art. 4(8), 28). Whether an agreement is good is not decided here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ropa.chain import Processor
from ropa.register import Entry
from ropa.register.lists import placed
from ropa.rules.facts import Activity, Facts, Record
from ropa.rules.rows import as_date

DPA = "data_processing"
FOR_CONTROLLER = "processing_for_controller"
Spot = tuple[str, str]
"""A file and a pointer in it."""


@dataclass(frozen=True, slots=True)
class Vendor:
    """A party that processes for an organisation: every place that says so, and all that the two have agreed."""

    organisation: str
    party: str
    spots: tuple[Spot, ...]
    agreements: tuple[Entry, ...]

    @property
    def dpas(self) -> tuple[Entry, ...]:
        """The data processing agreements with the party."""
        return tuple(entry for entry in self.agreements if entry.value["type"] == DPA)


Vendors = Mapping[tuple[str, str], Vendor]
"""Vendors by organisation and party."""


def vendors(facts: Facts) -> Vendors:
    """The vendors of all organisations, in the order of the activities."""
    spots: dict[tuple[str, str], dict[Spot, None]] = defaultdict(dict)
    for activity in facts.activities:
        for party, spot in _spots(activity):
            spots[activity.entry.organisation, party].setdefault(spot)
    agreed = facts.once(agreements_between)
    found = {pair: Vendor(*pair, tuple(places), agreed.get(pair, ())) for pair, places in spots.items()}
    return {pair: vendor for pair, vendor in found.items() if _is_another(facts, vendor)}


def agreements_between(facts: Facts) -> Mapping[tuple[str, str], tuple[Entry, ...]]:
    """Every agreement by organisation and party."""
    found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in facts.register.of("agreement"):
        found[entry.organisation, entry.value["party"]].append(entry)
    return {pair: tuple(entries) for pair, entries in found.items()}


def are_all_read(facts: Facts) -> bool:
    """Whether every agreement could be read, so that one that is missing is not just a file with a fault."""
    return not any(broken.kind == "agreement" for broken in facts.register.broken)


def _spots(activity: Activity) -> Iterator[tuple[str, Spot]]:
    for processor in activity.processors:
        yield from _operated(processor)
    for pointer, item in placed(activity.value, "processors"):
        yield item["party"], (activity.entry.file, f"{pointer}/party")
    for pointer, item in placed(activity.value, "recipients"):
        if item.get("role") == "processor":
            yield item["party"], (activity.entry.file, f"{pointer}/party")


def _operated(processor: Processor) -> Iterator[tuple[str, Spot]]:
    for system in processor.systems:
        yield processor.party, (system.file, "/operator")


def _is_another(facts: Facts, vendor: Vendor) -> bool:
    """Whether the party is in the register and not the organisation under another name."""
    party = facts.register.get("party", vendor.party)
    return party is not None and party.value.get("member") != vendor.organisation


def is_dpa(agreement: Record) -> bool:
    """Whether an agreement is one under Art. 28(3), whichever side the organisation is on."""
    return agreement.value["type"] in (DPA, FOR_CONTROLLER)


def is_with_processor(agreement: Record) -> bool:
    """Whether an agreement is with a processor of the organisation and still runs."""
    return agreement.value["type"] == DPA and not has_run_out(agreement)


def has_run_out(agreement: Record) -> bool:
    """Whether the agreement's last day has passed."""
    expires = as_date(agreement.value.get("expires_on"))
    return expires is not None and expires < agreement.today


def party_of(agreement: Record) -> str:
    """The other party of an agreement, as readers call it."""
    return agreement.name("party", agreement.value["party"])

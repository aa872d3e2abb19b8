"""What leaves the EU/EEA and what the register says about it: indexes and questions for the rules about third countries.

A transfer stands in an activity, under a controller that a processor works for, or in an agreement. A place abroad stands on a
system, an agreement, a sub-processor or a party. Nothing here decides whether something is wrong (GDPR chapter V).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ropa.findings import Language
from ropa.law.eea import is_third_country
from ropa.register import Entry
from ropa.register.lists import listed, placed
from ropa.rules.facts import Activity, Facts, Record
from ropa.rules.rows import ANSWERED_NONE, Value
from ropa.rules.rule import Place
from ropa.rules.texts import folded, lexicon

WITH_PARTIES = ("recipients", "joint_controllers")
"""The lists of an activity whose parties decide for themselves what they do with the data."""

Transfer = tuple[str, Value]
"""A transfer with its place."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that shows that data come to a third country: the file, the pointer, the country, and who has them there.

    `party` is the id of the one whose own country it is; "" where the country stands at the pointer.
    """

    file: str
    pointer: str
    country: str
    who: str
    party: str = ""


def transfers(record: Record) -> Iterator[Transfer]:
    """Every transfer of an activity or an agreement; other records have none."""
    if record.entry.kind in ("activity", "agreement"):
        yield from placed(record.value, "transfers")
        for pointer, item in placed(record.value, "on_behalf_of"):
            yield from placed(item, "transfers", pointer)


def other_end(facts: Facts, transfer: Value) -> str:
    """Who or what is at the other end of a transfer, as readers call it; "" when it is not stated."""
    recipient = transfer.get("recipient", "")
    return facts.register.name("party", recipient) if recipient else str(transfer.get("country", ""))


def names_several(transfer: Value, day: date) -> bool:
    """Whether the words of the source name several grounds for a transfer, or leave it open which."""
    if "stated_as" not in transfer:
        return False
    found = {row.id for _, row in lexicon("transfer_words", day).find(folded(transfer["stated_as"]["da"]))}
    return len(found) > 1 or "open" in found


def covers(owner: Value, country: str) -> bool:
    """Whether one of the transfers of an activity or agreement is to a country, or does not say where to."""
    return any(transfer.get("country", country) == country for transfer in listed(owner, "transfers"))


def says_none(owner: Value) -> bool:
    """Whether somebody has answered that there are no transfers."""
    return owner.get("transfers") == ANSWERED_NONE


def abroad_by(facts: Facts, agreement: Entry) -> Iterator[Spot]:
    """Where an agreement, its party and the sub-processors in it show that data come to a third country."""
    yield from _held(facts, agreement, "", agreement.value)
    for pointer, item in placed(agreement.value, "sub_processors"):
        yield from _held(facts, agreement, pointer, item)


def _held(facts: Facts, agreement: Entry, above: str, holder: Value) -> Iterator[Spot]:
    who = facts.register.name("party", holder["party"])
    for pointer, code in placed(holder, "places", above):
        if is_third_country(code):
            yield Spot(agreement.file, pointer, code, who)
    country = country_of(facts, holder["party"])
    if is_third_country(country):
        yield Spot(agreement.file, f"{above}/party", country, who, holder["party"])


def country_of(facts: Facts, party: str) -> str:
    """The country of a party; EEA when nobody has said."""
    found = facts.register.get("party", party)
    return str(found.value.get("country", "EEA")) if found else "EEA"


def country_words(code: str) -> dict[str, str]:
    """A country as words of a hit: `{country_da}` and `{country_en}`."""
    return {"country_da": country_name(code, "da"), "country_en": country_name(code, "en")}


@lru_cache(maxsize=256)
def country_name(code: str, language: Language) -> str:
    """What a country is called; its code when nobody knows."""
    from babel import Locale  # takes longer to load than a check takes

    return str(Locale.parse(language).territories.get(code, code))


def parties_abroad(activity: Activity) -> Iterator[Spot]:
    """The recipients and joint controllers of an activity that are in a third country, not that of the organisation itself."""
    home = activity.organisation.get("address", {}).get("country", "")
    for name in WITH_PARTIES:
        for pointer, item in placed(activity.value, name):
            country = country_of(activity.facts, item["party"])
            if is_third_country(country) and country != home and item.get("role") != "data_subject":
                who = activity.name("party", item["party"])
                yield Spot(activity.entry.file, f"{pointer}/party", country, who, item["party"])


def held_abroad(facts: Facts, system: Entry) -> Iterator[Spot]:
    """The places of a system in third countries; when nobody has stated its places, the country of its operator."""
    name = system.name(facts.register.language)
    for pointer, code in placed(system.value, "places"):
        if is_third_country(code):
            yield Spot(system.file, pointer, code, name)
    operator = system.value.get("operator", "")
    country = country_of(facts, operator)
    if "places" not in system.value and is_third_country(country):
        yield Spot(system.file, "/operator", country, facts.register.name("party", operator), operator)


def country_place(facts: Facts, spot: Spot) -> tuple[Place, ...]:
    """Where the country of a party stands, when a place names the party."""
    found = facts.register.get("party", spot.party) if spot.party else None
    return (Place("/country", "partens land", "the party's country", found.file),) if found else ()

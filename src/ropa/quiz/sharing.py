"""What a record says about who else gets data: whom, as what, outside the EU/EEA or not, and by which way.

A party may be a kind of parties ("forsikringsselskaber"), so that a name may be one of them. Only what cannot be the
same as anybody in the record is a wrong answer, and only where the record says who gets data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ropa.chain import abroad_of, countries_of, parties_of
from ropa.law.eea import is_third_country
from ropa.quiz.model import NOBODY, Look, Question, asked
from ropa.register import Entry, Register
from ropa.register.lists import listed, placed

SOMEWHERE = "some"
"""The answer that data leave the EU/EEA, when no record names a country."""
GROUPS: Mapping[str, str] = {
    **dict.fromkeys(("authority", "police", "court", "complaint_board", "public_register"), "public"),
    **dict.fromkeys(("it_vendor", "hosting_provider", "payroll_provider", "analytics"), "it"),
    **dict.fromkeys(("bank", "insurer", "finance_company", "leasing_company", "credit_agency", "credit_bureau"), "finance"),
    **dict.fromkeys(("lawyer", "auditor"), "adviser"),
    **dict.fromkeys(("ad_platform", "social_media"), "platform"),
    **{name: name for name in ("employer", "health_provider", "research", "repairer")},
}
"""Types of party that may be the same; types that may be anybody's (partner, supplier, customer …) are in none."""
NAMED = "named "
PART_ROLES = ("processor", "joint_controller", "controller")
CHANNELS: Mapping[str, str] = {
    "email": "mail",
    **dict.fromkeys(("sms", "mms", "push"), "message"),
    **dict.fromkeys(("phone", "phone_menu"), "voice"),
    **dict.fromkeys(("letter", "paper_form", "in_person"), "paper"),
    **dict.fromkeys(("website", "portal", "app", "chat", "social_media"), "web"),
}
"""Channels that may be the same way."""
MOST_CHANNELS = 2
PUBLIC = frozenset({"public", "named public"})
SOUND = "phone_recording"
"""The kind of activity whose rows come by telephone, as their name says."""


def sharing_questions(look: Look, entry: Entry) -> Iterator[Question]:
    """Everything about sharing that the record states."""
    yield from _recipients(look, entry)
    yield from _parts(look, entry)
    yield from _abroad(look, entry)
    for pointer, row in placed(entry.value, "data"):
        yield from _way("channel", look, entry, pointer, row, "channels")
    for pointer, consent in placed(entry.value, "consents"):
        yield from _way("withdraw", look, entry, pointer, consent, "withdraw_via")


def parties_in(look: Look) -> Mapping[str, str]:
    """Who gets data in the records that lend answers, each with who it may be."""
    found = (key for other in look.pool for key in parties_of(other, look.processors[other.key]))
    return {key: _meant(look, key) for key in dict.fromkeys(found) if look.register.get("party", key) is not None}


def helpers_in(look: Look) -> frozenset[str]:
    """The processors in the records that lend answers."""
    return frozenset(processor.party for other in look.pool for processor in look.processors[other.key])


def disclosing_in(register: Register, entries: Iterable[Entry]) -> frozenset[str]:
    """The organisations that give data to authorities in any of some records."""
    return frozenset(entry.organisation for entry in entries if _discloses(register, entry))


def _discloses(register: Register, entry: Entry) -> bool:
    parties = (register.get("party", item["party"]) for item in listed(entry.value, "recipients"))
    types = (party.value.get("type", "") for party in parties if party is not None)
    return "disclosure" in entry.value.get("kinds", ()) or any(GROUPS.get(name) == "public" for name in types)


def countries_in(look: Look) -> tuple[str, ...]:
    """The countries outside the EU/EEA in the records that lend answers."""
    return tuple(dict.fromkeys(code for other in look.pool for code in _countries(look, other)))


def _recipients(look: Look, entry: Entry) -> Iterator[Question]:
    """Who gets data where that is answered; else, which processor, where that is."""
    processors, strangers = look.processors[entry.key], _strangers(look, entry)
    stated = {item["party"]: pointer for pointer, item in placed(entry.value, "recipients")}
    if "recipients" in entry.value:
        for party, pointer in {**_processors(look, entry), **stated}.items():
            yield from asked("recipient", entry, pointer, (party,), party, [*strangers, NOBODY] if strangers else ())
    elif "processors" in entry.value:
        for party, pointer in _processors(look, entry).items():
            yield from asked("processor", entry, pointer, (party,), party, [key for key in strangers if key in look.helpers])
    is_alone = not (processors or {"on_behalf_of", "joint_controllers", "joint_operation"} & entry.value.keys())
    if entry.value.get("recipients") == NOBODY and is_alone:
        yield from asked("recipient", entry, "/recipients", (NOBODY,), NOBODY, strangers)


def _strangers(look: Look, entry: Entry) -> list[str]:
    """Parties that surely get nothing; no authority may be told off that may ask for data, and no processor before they are known."""
    own = _parties_in(look, entry)
    meant = {_meant(look, key) for key in own}
    others = {key: who for key, who in look.parties.items() if key not in own and not any(_overlap(who, other) for other in meant)}
    may_ask = PUBLIC if entry.organisation in look.disclosing else frozenset()
    may_help = frozenset() if "processors" in entry.value else look.helpers
    return [key for key, who in others.items() if who not in may_ask and key not in may_help]


def _processors(look: Look, entry: Entry) -> Mapping[str, str]:
    """The processors, each with the place that names it; "" for one that follows from its system."""
    named = {item["party"]: pointer for pointer, item in placed(entry.value, "processors")}
    return {processor.party: named.get(processor.party, "") for processor in look.processors[entry.key]}


def _parties_in(look: Look, entry: Entry) -> frozenset[str]:
    """Every party that has to do with the record, however."""
    known = look.register.entries.get("party", {})
    named = {key for key in look.said(entry) if key in known}
    return frozenset(named.union(parties_of(entry, look.processors[entry.key])))


def _meant(look: Look, key: str) -> str:
    """Who a party may be: itself, one of a group of parties, or "" for anybody."""
    party = look.register.get("party", key)
    if party is None:
        return ""
    group = GROUPS.get(party.value.get("type", ""), "")
    return f"{NAMED}{group}" if party.value["naming"] == "named" else group


def _overlap(one: str, other: str) -> bool:
    """Whether one of two different parties may be among the other; two that are named are not."""
    if one.startswith(NAMED) and other.startswith(NAMED):
        return False
    groups = {one.removeprefix(NAMED), other.removeprefix(NAMED)}
    return "" in groups or len(groups) == 1


def _parts(look: Look, entry: Entry) -> Iterator[Question]:
    """As what a party gets data, when the record says one thing of it. An authority is a controller of its own."""
    for party, roles in _roles(look, entry).items():
        if len(roles) == 1:
            ((right, pointer),) = roles.items()
            other = [role for role in PART_ROLES if role != right and not (right == "authority" and role == "controller")]
            yield from asked("part", entry, pointer, (party,), right, other)


def _roles(look: Look, entry: Entry) -> Mapping[str, Mapping[str, str]]:
    """The roles that each party has here, each with the place that says so."""
    found: dict[str, dict[str, str]] = {}
    for pointer, item in placed(entry.value, "recipients"):
        found.setdefault(item["party"], {})[item.get("role", "")] = pointer
    pointers = _processors(look, entry)
    for processor in look.processors[entry.key]:
        found.setdefault(processor.party, {})["processor"] = pointers[processor.party]
    for pointer, item in placed(entry.value, "joint_controllers"):
        found.setdefault(item["party"], {})["joint_controller"] = pointer
    return {party: roles for party, roles in found.items() if roles.keys() <= {*PART_ROLES, "authority"}}


def _abroad(look: Look, entry: Entry) -> Iterator[Question]:
    """Whether data leave the EU/EEA; that they do not is no answer before somebody has confirmed it."""
    reached = set(_countries(look, entry))
    others = [code for code in look.countries if code not in reached]
    if entry.value.get("transfers") == NOBODY and not reached and entry.value["record"] != "draft":
        yield from asked("abroad", entry, "/transfers", (NOBODY,), NOBODY, others or [SOMEWHERE], fewest=1)
    for pointer, transfer in placed(entry.value, "transfers"):
        if "country" in transfer and is_third_country(transfer["country"]):
            yield from asked("abroad", entry, pointer, (transfer["country"],), transfer["country"], [*others, NOBODY], fewest=1)


def _countries(look: Look, entry: Entry) -> Iterator[str]:
    """The countries outside the EU/EEA that a record's data come to in any way."""
    processors = look.processors[entry.key]
    codes = [way.country for way in abroad_of(look.register, entry, processors)]
    codes += countries_of(look.register, entry, processors)
    return (code for code in dict.fromkeys(codes) if code and is_third_country(code))


def _way(kind: str, look: Look, entry: Entry, pointer: str, item: Mapping[str, Any], name: str) -> Iterator[Question]:
    """By which way, when the record names one or two and the data do not tell themselves."""
    stated = listed(item, name)
    is_heard = kind == "channel" and SOUND in entry.value.get("kinds", ())
    if not is_heard and 0 < len(stated) <= MOST_CHANNELS:
        used = _families(look.said(entry))
        others = [channel for channel, family in CHANNELS.items() if family not in used]
        yield from asked(kind, entry, pointer, (item["id"],), " ".join(stated), _first_of_each(others))


def _families(channels: Iterable[str]) -> set[str]:
    return {CHANNELS[channel] for channel in channels if channel in CHANNELS}


def _first_of_each(channels: Iterable[str]) -> list[str]:
    """One channel of each family."""
    found: dict[str, str] = {}
    for channel in channels:
        found.setdefault(CHANNELS[channel], channel)
    return list(found.values())

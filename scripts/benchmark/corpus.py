"""A made-up Danish register of any size: paths below data/ropa and their texts, the same for the same seed.

Called by the benchmark and its tests. Organisations, parties, systems, agreements, policies and vocabulary grow with
the number of activities. Every file follows its schema and every reference leads somewhere; what drafts lack is what
drafts lack in life. No name is that of a real organisation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from benchmark.activity import Setting, make_activity
from benchmark.emit import to_yaml
from benchmark.words import make_id, words
from ropa.schema import SCHEMA_VERSION

SEED = 20261121
ACTIVITIES_PER_ORGANISATION = 100
ACTIVITIES_PER_PARTY = 10
PROCESSORS = 10
"""How many parties an organisation has agreements with."""


def make_corpus(activities: int, seed: int = SEED) -> Mapping[str, str]:
    """The texts of a register with so many activities by path, sorted by path."""
    random = Random(seed)
    parties = [_party(random, number) for number in range(max(20, activities // ACTIVITIES_PER_PARTY))]
    organisations = max(3, activities // ACTIVITIES_PER_ORGANISATION)
    records = {"register.yaml": _settings(), **_vocabulary()}
    records |= {f"parties/{party['id']}.yaml": party for party in parties}
    for number in range(organisations):
        share = activities // organisations + (number < activities % organisations)
        records |= _organisation(random, number, share, [party["id"] for party in parties])
    return {path: to_yaml(record) for path, record in sorted(records.items())}


def _organisation(random: Random, number: int, activities: int, parties: list[str]) -> dict[str, Any]:
    """Every file of one organisation."""
    town = words()["towns"][number % len(words()["towns"])]
    trade = words()["trades"][number % len(words()["trades"])]
    name = f"{town} {trade['da'].capitalize()} {number + 1} A/S"
    organisation = f"{make_id(town)}-{trade['id']}-{number + 1}"
    processors = random.sample(parties, PROCESSORS)
    systems = list(_systems(random, organisation, processors))
    document, evidence = f"{organisation}-politik", "gennemgang-2026"
    by_kind: dict[str, list[str]] = {}
    for system in systems:
        by_kind.setdefault(system["id"].rpartition("-")[0], []).append(system["id"])
    setting = Setting(organisation, by_kind, parties, document, evidence)
    records = list(_activities(random, activities, setting))
    return {
        f"organisations/{organisation}.yaml": _head(random, organisation, name, number),
        f"documents/{document}.yaml": _document(organisation, document, name),
        f"evidence/{organisation}/{evidence}.yaml": _evidence(organisation, evidence),
        **{f"systems/{organisation}/{system['id']}.yaml": system for system in systems},
        **{f"agreements/{organisation}/{party}.yaml": _agreement(random, organisation, party) for party in processors},
        **{f"activities/{organisation}/{record['id']}.yaml": record for record in records},
    }


def _activities(random: Random, count: int, setting: Setting) -> Iterator[dict[str, Any]]:
    """Each combination of work, trade and town at most once."""
    works, trades, towns = words()["activities"], words()["trades"], words()["towns"]
    for choice in random.sample(range(len(works) * len(trades) * len(towns)), count):
        rest, town = divmod(choice, len(towns))
        work, trade = divmod(rest, len(trades))
        yield make_activity(random, works[work], trades[trade], towns[town], setting)


def _systems(random: Random, organisation: str, processors: list[str]) -> Iterator[dict[str, Any]]:
    for system in words()["systems"]:
        for town in random.sample(words()["towns"], 2):
            yield {
                "id": f"{system['id']}-{make_id(town)}",
                "name": {"da": f"{system['da']} i {town}"},
                "organisation": organisation,
                "medium": system["medium"],
                "description": {"da": "Her ligger oplysninger om kunder, ansatte og leverandører, som afdelingen bruger hver dag."},
                "owner_role": "it-manager",
                "operator": random.choice(["in_house", *processors]),
                "places": [random.choice(words()["countries"])],
                "search_keys": ["name"],
                "deletion": {"method": {"da": "Systemet sletter selv hver nat."}, "by_role": "it-manager"},
                "backups": {"retention_days": random.choice([30, 60, 90])},
                "access": {"individual_accounts": True, "mfa": random.random() < 0.5, "encrypted": True},
            }


def _agreement(random: Random, organisation: str, party: str) -> dict[str, Any]:
    known = {"signed_on": f"20{random.randint(18, 26)}-05-01", "places": ["DK"], "sub_processors": "none", "transfers": "none"}
    return {
        "id": party,
        "organisation": organisation,
        "party": party,
        "type": "data_processing",
        "services": {"da": "Drift og vedligehold af systemer efter vores instruks."},
        **(known if random.random() < 0.6 else {"terms": ["28.3.a", "28.3.b"]}),
    }


def _party(random: Random, number: int) -> dict[str, Any]:
    word, town = random.choice(words()["party_words"]), random.choice(words()["towns"])
    name = f"{town} {word} {number + 1} {random.choice(words()['party_forms'])}"
    return {
        "id": make_id(name),
        "name": {"da": name},
        "naming": "named",
        "type": random.choice(words()["party_types"]),
        "description": {"da": f"Hjælper virksomheder med {word.lower()}."},
        "cvr": f"{number:08}",
        "country": random.choice(words()["countries"]),
    }


def _head(random: Random, organisation: str, name: str, number: int) -> dict[str, Any]:
    email = f"privatliv@{organisation}.example"
    return {
        "id": organisation,
        "name": name,
        "cvr": f"{90000000 + number}",
        "sector": "private",
        "employees": random.randint(5, 400),
        "fy_end_month": random.choice([6, 12]),
        "address": {"street": f"Havnegade {number + 1}", "postal_code": "9999", "city": name.split()[0], "country": "DK"},
        "email": email,
        "dpo": {"appointed": False, "reason": {"da": "Virksomheden behandler få følsomme oplysninger (art. 37, stk. 1)."}},
        "contacts": [{"id": "privacy", "about": ["privacy", "rights"], "label": {"da": "Kontoret"}, "email": email}],
        "departments": [{"id": key, "label": {"da": label}} for key, label in words()["departments"].items()],
        "roles": [{"id": key, "label": {"da": label}} for key, label in words()["roles"].items()],
    }


def _document(organisation: str, document: str, name: str) -> dict[str, Any]:
    return {
        "id": document,
        "title": {"da": f"Privatliv hos {name}"},
        "organisation": organisation,
        "type": "privacy_policy",
        "published": True,
        "version": "3",
        "dated_on": "2026-02-01",
        "sections": [{"id": key, "heading": heading} for key, heading in words()["sections"].items()],
    }


def _evidence(organisation: str, evidence: str) -> dict[str, Any]:
    text = {"da": "Lederne har gennemgået fortegnelsen."}
    return {"id": evidence, "organisation": organisation, "type": "confirmation", "on": "2026-10-20", "by_role": "office-manager", "text": text}


def _settings() -> dict[str, Any]:
    return {"schema_version": SCHEMA_VERSION, "title": {"da": "Fortegnelse over behandlingsaktiviteter"}, "language": "da",
            "check": {"fail_on": "never"}}


def _vocabulary() -> dict[str, Any]:
    """The four vocabularies; they do not grow."""
    relations = words()["relations"]
    categories = [
        {**_term(key, label), "class": kind, **({"special_type": "health"} if kind == "special" else {})}
        for kind, labels in words()["categories"].items()
        for key, label in labels.items()
    ]
    return {
        "vocabulary/data_subject_categories.yaml": {
            "terms": [{**_term(key, label), "relation": relations[key]} for key, label in words()["subjects"].items()]
        },
        "vocabulary/personal_data_categories.yaml": {"terms": categories},
        "vocabulary/events.yaml": {"terms": [_term(key, label) for key, label in words()["events"].items()]},
        "vocabulary/security_measures.yaml": {
            "terms": [_term(key, label) for key, label in words()["measures"].items()]
        },
    }


def _term(key: str, label: str) -> dict[str, Any]:
    return {"id": key, "label": {"da": label}}

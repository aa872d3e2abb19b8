"""One made-up activity: a kind of work, what it is about and where, as a record of 60 to 150 lines.

Called by `corpus`. A third of the records are confirmed and complete; the drafts lack answers the way drafts that were
written from a published policy do. The same random numbers give the same record.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from benchmark.words import make_id, words

SENSITIVE = {
    "cpr-number": {"cpr": "dbl_11_2_2"},
    "health": {"article_9": "9.2.f"},
    "offence": {"criminal": "dbl_8_3_interest"},
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What an activity may point to: its organisation, the systems there by kind, the parties and the policy."""

    organisation: str
    systems: dict[str, list[str]]
    parties: list[str]
    document: str
    evidence: str


def make_activity(random: Random, work: dict[str, Any], trade: dict[str, str], town: str, setting: Setting) -> dict[str, Any]:
    """The record of one kind of work in one trade and town."""
    is_confirmed = random.random() < 1 / 3
    head = _head(random, work, trade, town, setting, is_confirmed)
    rows = _rows(random, work, setting, is_confirmed)
    return {
        **head,
        "data": rows,
        **_recipients(random, work, setting, [row["id"] for row in rows], is_confirmed),
        "retention": [_schedule(random, work, name, is_confirmed) for name in ("main", "short")],
        "security": _security(random, is_confirmed),
        **(_answers(random, work, setting) if is_confirmed else {}),
        "notices": [{"document": setting.document, "section": "customers", "audience": work["subjects"][:1]}],
        "guidance": [{"da": text} for text in random.sample(words()["guidance"], random.randint(1, 2))],
        "provenance": _provenance(random, setting),
        "notes": _notes(random, setting, 1 if is_confirmed else random.randint(1, 3)),
    }


def _head(
    random: Random, work: dict[str, Any], trade: dict[str, str], town: str, setting: Setting, is_confirmed: bool
) -> dict[str, Any]:
    title = f"{work['da']} {trade['da']} i {town}"
    purposes = [{"id": key, "text": {"da": f"{text}."}} for key, text in work["purposes"].items()]
    manager = f"{work['department']}-manager"
    confirmed = {"on": f"2026-{random.randint(1, 10):02}-15", "by_role": manager, "evidence": setting.evidence}
    return {
        "id": f"{work['id']}-{trade['id']}-{make_id(town)}",
        "title": {"da": title},
        "summary": {"da": f"{title}: {purposes[0]['text']['da'].lower()[:-1]}. Det gælder {trade['da']} og det, der hører til."},
        "synonyms": [*work["synonyms"], f"{trade['da']} {town}"],
        "organisation": setting.organisation,
        "role": "controller",
        "record": "confirmed" if is_confirmed else "draft",
        **({"confirmed": confirmed, "since": f"20{random.randint(10, 25)}-03-01"} if is_confirmed else {}),
        "kinds": [work["kind"]],
        "department": work["department"],
        **({"owner_role": manager} if is_confirmed or random.random() < 0.3 else {}),
        "purposes": purposes,
        "legal_bases": [{"id": "basis", "article": work["article"]}],
    }


def _rows(random: Random, work: dict[str, Any], setting: Setting, is_confirmed: bool) -> list[dict[str, Any]]:
    """The rows: what everybody gives, what only some give, and what the law singles out."""
    common, special = work["categories"][:-1] or work["categories"], work["categories"][-1:]
    groups = [("common", common, {}), ("details", special, {})]
    if "sensitive" in work:
        groups.append(("sensitive", [work["sensitive"]], SENSITIVE[work["sensitive"]]))
    return [_row(random, work, setting, group, is_confirmed) for group in groups]


def _row(
    random: Random, work: dict[str, Any], setting: Setting, group: tuple[str, list[str], dict[str, str]], is_confirmed: bool
) -> dict[str, Any]:
    name, categories, hook = group
    basis = {"legal_basis": "basis"}
    is_known = is_confirmed or random.random() < 0.4
    grounds = [{"purpose": purpose, **(basis if is_known else {}), **hook} for purpose in list(work["purposes"])[:2]]
    source = {"type": "data_subject", "how": {"da": "Personen giver selv oplysningerne, når aftalen bliver lavet."}}
    return {
        "id": name,
        "data_subjects": work["subjects"],
        "categories": categories,
        **({"sources": [source]} if is_confirmed or random.random() < 0.7 else {}),
        "grounds": grounds,
        "systems": [random.choice(setting.systems[kind]) for kind in work["systems"]],
        "retention": [{"schedule": "short" if name == "details" else "main"}],
    }


def _recipients(
    random: Random, work: dict[str, Any], setting: Setting, rows: list[str], is_confirmed: bool
) -> dict[str, Any]:
    found = []
    for party in random.sample(setting.parties, random.randint(1, 2)):
        named = {"rows": [{"row": row} for row in rows[: random.randint(1, 2)]]} if is_confirmed or random.random() < 0.6 else {}
        condition = {"da": random.choice(words()["conditions"])}
        found.append({"party": party, "role": "controller", **named, "purpose": next(iter(work["purposes"])), "condition": condition})
    return {"recipients": found, **({"transfers": "none"} if is_confirmed or random.random() < 0.5 else {})}


def _schedule(random: Random, work: dict[str, Any], name: str, is_confirmed: bool) -> dict[str, Any]:
    period = work["period"] if name == "main" else random.choice(["P3M", "P6M", "P1Y"])
    event = {"event": work["event"]} if is_confirmed or random.random() < 0.6 else {}
    label = {"da": "Hovedreglen" if name == "main" else "Det, der kun bruges kort"}
    role = {"deleted_by_role": f"{work['department']}-manager"} if is_confirmed else {}
    return {"id": name, "label": label, "mode": "exact", **event, "period": period, **role}


def _security(random: Random, is_confirmed: bool) -> dict[str, Any]:
    measures = random.sample(sorted(words()["measures"]), random.randint(3, 6))
    risk = {"consequence": random.randint(1, 3), "likelihood": random.randint(1, 3), "on": "2026-04-20"}
    return {"measures": measures, **({"risk": risk} if is_confirmed else {})}


def _answers(random: Random, work: dict[str, Any], setting: Setting) -> dict[str, Any]:
    """What a confirmed record has answered and a draft has not."""
    return {
        "profiling": "none",
        "automated_decisions": "none",
        "dpia": {"outcome": "not_required", "on": "2026-04-20", "reason": {"da": "Få personer og almindelige oplysninger."}},
        "review": {"last_on": "2026-04-20", "by_role": f"{work['department']}-manager", "interval_months": 12},
    }


def _provenance(random: Random, setting: Setting) -> list[dict[str, Any]]:
    places = [["/title", "/summary", "/purposes"], ["/data"], ["/recipients"], ["/retention"]]
    sections = random.sample(sorted(words()["sections"]), random.randint(1, len(places) - 1))
    return [{"document": setting.document, "section": s, "about": about} for s, about in zip(sections, places)]


def _notes(random: Random, setting: Setting, count: int) -> list[dict[str, Any]]:
    return [
        {
            "type": random.choice(["question", "reading"]),
            "about": random.choice(["/data", "/retention/0", "/recipients", "/purposes", "/data/0/grounds"]),
            "text": {"da": text},
            "sources": [{"document": setting.document, "section": random.choice(sorted(words()["sections"]))}],
        }
        for text in random.sample(words()["questions"], count)
    ]

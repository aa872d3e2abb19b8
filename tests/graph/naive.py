"""Random small registers as plain values, and the slow and obvious answers that the graph must agree with.

Knows nothing of the graph or the schema: it reads the values one field at a time, as a person would.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

Value = dict[str, Any]
State = tuple[Any, ...]
ORGANISATIONS = ("a", "b")
PARTIES = ("p0", "p1", "p2", "p3")
CATEGORIES = ("c0", "c1", "c2")
COUNTRIES = ("DK", "IN", "US")
OUR_PROCESSOR = ("data_processing", "non_disclosure", "none")
TYPES = (*OUR_PROCESSOR, "data_processing", "joint_controllership", "processing_for_controller")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a record says: what hands data to what, where it stands, and for which rows (None: not said)."""

    relation: str
    to: State
    file: str
    pointer: str
    rows: Any = None


def some(random: Random, words: tuple[str, ...], at_least: int = 0) -> list[str]:
    return sorted(random.sample(words, random.randint(at_least, min(len(words), at_least + 2))))


def drop_empty(value: Value) -> Value:
    return {key: item for key, item in value.items() if item not in (None, [], "")}


def random_values(random: Random) -> dict[str, Value]:
    """The entries of a register by file."""
    values = {f"parties/{p}.yaml": random_party(random, p) for p in PARTIES}
    for org in ORGANISATIONS:
        values[f"organisations/{org}.yaml"] = {"id": org, "name": org.upper()}
        for name in ("s0", "s1"):
            values[f"systems/{org}/{name}.yaml"] = random_system(random, org, name)
        for name in ("g0", "g1", "g2"):
            values[f"agreements/{org}/{name}.yaml"] = random_agreement(random, org, name)
        for name in ("x0", "x1")[: random.randint(1, 2)]:
            values[f"activities/{org}/{name}.yaml"] = random_activity(random, org, name)
    return values


def random_party(random: Random, name: str) -> Value:
    keeper = random.choice([None, None, None, *PARTIES])
    country = random.choice([None, *COUNTRIES])
    address = random.choice([None, None, {"country": random.choice(COUNTRIES)}])
    return drop_empty({"id": name, "name": {"da": name}, "naming": "named", "keeper": keeper, "country": country,
                       "address": address, "parent_country": random.choice([None, "US"])})


def random_system(random: Random, org: str, name: str) -> Value:
    operator = random.choice([None, "in_house", *PARTIES])
    return drop_empty({"id": name, "name": {"da": name}, "organisation": org, "operator": operator,
                       "places": some(random, COUNTRIES)})


def random_transfers(random: Random, with_rows: bool) -> Any:
    if random.random() < 0.5:
        return random.choice([None, "none"])
    return [drop_empty({"country": random.choice([None, *COUNTRIES]), "recipient": random.choice([None, *PARTIES]),
                        "rows": random_rows(random) if with_rows else None, "dpf_checked_on": "2026-01-01"})]


def random_agreement(random: Random, org: str, name: str) -> Value:
    subs = [drop_empty({"party": random.choice(PARTIES), "engaged_by": random.choice([None, *PARTIES]),
                        "places": some(random, COUNTRIES)}) for _ in range(random.randint(0, 3))]
    return drop_empty({"id": name, "organisation": org, "party": random.choice(PARTIES), "type": random.choice(TYPES),
                       "places": some(random, COUNTRIES), "sub_processors": subs,
                       "transfers": random_transfers(random, with_rows=False)})


def random_rows(random: Random) -> list[Value] | None:
    rows = [drop_empty({"row": random.choice(["r0", "r1"]), "categories": some(random, CATEGORIES)})
            for _ in range(random.randint(0, 2))]
    return rows or None


def random_activity(random: Random, org: str, name: str) -> Value:
    agreements = [None, "g0", "g1", "g2"]
    data = [random_row(random, f"r{number}") for number in range(random.randint(1, 2))]
    recipients = [drop_empty({"party": random.choice(PARTIES), "rows": random_rows(random),
                              "role": random.choice([None, "processor", "controller"]),
                              "via_systems": some(random, ("s0", "s1"))}) for _ in range(random.randint(0, 2))]
    joint = [drop_empty({"party": random.choice(PARTIES), "arrangement": random.choice(agreements),
                         "rows": random_rows(random)}) for _ in range(random.randint(0, 1))]
    behalf = [drop_empty({"controller": random.choice(PARTIES), "agreement": random.choice(agreements),
                          "rows": random_rows(random), "transfers": random_transfers(random, with_rows=True)})
              for _ in range(random.randint(0, 1))]
    processors = [drop_empty({"party": random.choice(PARTIES), "rows": random_rows(random)})
                  for _ in range(random.randint(0, 1))]
    return drop_empty({"id": name, "title": {"da": name}, "organisation": org, "role": "controller", "record": "draft",
                       "data": data, "recipients": recipients, "joint_controllers": joint, "on_behalf_of": behalf,
                       "processors": processors, "transfers": random_transfers(random, with_rows=True)})


def random_row(random: Random, name: str) -> Value:
    retention = [drop_empty({"schedule": "t", "system": random.choice([None, "s0", "s1"]),
                             "categories": some(random, CATEGORIES)}) for _ in range(random.randint(0, 1))]
    party = random.choice([None, *PARTIES])
    source = [drop_empty({"type": "third_party", "party": party})] if party else None
    return drop_empty({"id": name, "categories": some(random, CATEGORIES, 1), "systems": some(random, ("s0", "s1")),
                       "retention": retention, "sources": source})


def as_files(values: dict[str, Value]) -> dict[str, str]:
    """The values as YAML (which JSON is)."""
    terms = [{"id": c, "label": {"da": c}, "class": "ordinary"} for c in CATEGORIES]
    files = {path: json.dumps(value, indent=1) for path, value in values.items()}
    return {**files, "vocabulary/personal_data_categories.yaml": json.dumps({"terms": terms}, indent=1)}


def node(state: State) -> str:
    return {"activity": "activity:{1}/{2}", "system": "system:{1}/{2}", "agreement": "agreement:{1}/{2}",
            "party": "party:{1}", "country": "country:{1}"}[state[0]].format(*state)


def onward(values: dict[str, Value], state: State) -> Iterator[Step]:
    """Everything that a thing in a state hands data to."""
    yield from {"activity": from_activity, "system": from_system, "party": from_party, "agreement": from_agreement,
                "country": lambda *_: iter(())}[state[0]](values, state)


def at_party(name: str, heads: Any = (), under: Any = None) -> State:
    """`heads`: agreements that hold for the party itself; `under`: the agreement in which it is a sub-processor."""
    return ("party", name, frozenset(heads), under)


def processing_agreements(values: dict[str, Value], org: str, party: str) -> list[str]:
    return [name for name in ("g0", "g1", "g2") if values[f"agreements/{org}/{name}.yaml"]["party"] == party
            and values[f"agreements/{org}/{name}.yaml"]["type"] in OUR_PROCESSOR]


def as_processor(values: dict[str, Value], org: str, party: str) -> State:
    return at_party(party, [(org, name) for name in processing_agreements(values, org, party)])


def as_partner(values: dict[str, Value], org: str, party: str, agreement: str | None) -> State:
    holds = agreement and values[f"agreements/{org}/{agreement}.yaml"]["party"] == party
    return at_party(party, [(org, agreement)] if holds else [])


def scope(rows: list[Value] | None, otherwise: Any = None) -> Any:
    return [(r["row"], r.get("categories")) for r in rows] if rows else otherwise


def from_activity(values: dict[str, Value], state: State) -> Iterator[Step]:
    _, org, name = state
    file = f"activities/{org}/{name}.yaml"
    activity = values[file]
    for i, row in enumerate(activity["data"]):
        for j, system in enumerate(row.get("systems", [])):
            yield Step("stored_in", ("system", org, system), file, f"/data/{i}/systems/{j}", [(row["id"], None)])
        for j, period in enumerate(row.get("retention", [])):
            if "system" in period:
                yield Step("system", ("system", org, period["system"]), file, f"/data/{i}/retention/{j}/system",
                           [(row["id"], period.get("categories"))])
    for i, item in enumerate(activity.get("recipients", [])):
        to = as_processor(values, org, item["party"]) if item.get("role") == "processor" else at_party(item["party"])
        yield Step("disclosed_to", to, file, f"/recipients/{i}/party", scope(item.get("rows")))
        for j, system in enumerate(item.get("via_systems", [])):
            place = f"/recipients/{i}/via_systems/{j}"
            yield Step("via_systems", ("system", org, system), file, place, scope(item.get("rows")))
    for i, item in enumerate(activity.get("processors", [])):
        to = as_processor(values, org, item["party"])
        yield Step("processed_by", to, file, f"/processors/{i}/party", scope(item.get("rows")))
    for i, item in enumerate(activity.get("joint_controllers", [])):
        to = as_partner(values, org, item["party"], item.get("arrangement"))
        yield Step("joint_with", to, file, f"/joint_controllers/{i}/party", scope(item.get("rows")))
    for i, item in enumerate(activity.get("on_behalf_of", [])):
        to = as_partner(values, org, item["controller"], item.get("agreement"))
        yield Step("on_behalf_of", to, file, f"/on_behalf_of/{i}/controller", scope(item.get("rows")))
        yield from transfers(item.get("transfers"), file, f"/on_behalf_of/{i}/transfers", scope(item.get("rows")))
    yield from transfers(activity.get("transfers"), file, "/transfers", None)


def transfers(items: Any, file: str, place: str, rows: Any) -> Iterator[Step]:
    for i, item in enumerate(items if isinstance(items, list) else []):
        concerned = scope(item.get("rows"), rows)
        if "country" in item:
            yield Step("transferred_to", ("country", item["country"]), file, f"{place}/{i}/country", concerned)
        if "recipient" in item:
            yield Step("transferred_to", at_party(item["recipient"]), file, f"{place}/{i}/recipient", concerned)


def from_system(values: dict[str, Value], state: State) -> Iterator[Step]:
    _, org, name = state
    file = f"systems/{org}/{name}.yaml"
    operator = values[file].get("operator", "in_house")
    if operator != "in_house":
        yield Step("operated_by", as_processor(values, org, operator), file, "/operator")
    for i, place in enumerate(values[file].get("places", [])):
        yield Step("located_in", ("country", place), file, f"/places/{i}")


def from_party(values: dict[str, Value], state: State) -> Iterator[Step]:
    _, name, heads, under = state
    file = f"parties/{name}.yaml"
    party = values[file]
    if "country" in party:
        yield Step("based_in", ("country", party["country"]), file, "/country")
    if "address" in party:
        yield Step("based_in", ("country", party["address"]["country"]), file, "/address/country")
    if "keeper" in party:
        yield Step("kept_by", at_party(party["keeper"]), file, "/keeper")
    for org, agreement in heads:
        file = f"agreements/{org}/{agreement}.yaml"
        for i, place in enumerate(values[file].get("places", [])):
            yield Step("located_in", ("country", place), file, f"/places/{i}")
        yield from transfers(values[file].get("transfers"), file, "/transfers", None)
        yield from helpers(values, (org, agreement), None)
    if under is not None:
        file = f"agreements/{under[0]}/{under[1]}.yaml"
        for i, sub in enumerate(values[file]["sub_processors"]):
            for j, place in enumerate(sub.get("places", []) if sub["party"] == name else []):
                yield Step("located_in", ("country", place), file, f"/sub_processors/{i}/places/{j}")
        yield from helpers(values, under, name)


def helpers(values: dict[str, Value], agreement: tuple[str, str], engager: str | None) -> Iterator[Step]:
    file = f"agreements/{agreement[0]}/{agreement[1]}.yaml"
    subs = values[file].get("sub_processors", [])
    listed = [sub["party"] for sub in subs]
    for i, sub in enumerate(subs):
        engaged_by = sub.get("engaged_by") if sub.get("engaged_by") in listed else None
        if engaged_by == engager:
            yield Step("sub_processed_by", at_party(sub["party"], (), agreement), file, f"/sub_processors/{i}/party")


def from_agreement(values: dict[str, Value], state: State) -> Iterator[Step]:
    _, org, name = state
    file = f"agreements/{org}/{name}.yaml"
    yield Step("agreed_with", at_party(values[file]["party"], [(org, name)]), file, "/party")


def all_ways(values: dict[str, Value], category: str, country: str) -> list[tuple[Any, ...]]:
    """Every way from a row of an activity that holds the category to the country, by trying everything."""
    found = []
    for file, value in values.items():
        if file.startswith("activities/"):
            for i, row in enumerate(value["data"]):
                if category in row["categories"]:
                    place = (file, f"/data/{i}/categories/{row['categories'].index(category)}")
                    start = ("activity", value["organisation"], value["id"])
                    found += extend(values, start, [node(start)], [place], (row["id"], category), f"country:{country}")
    return sorted(found)


def extend(
    values: dict[str, Value], state: State, been: list[str], places: list[Any], what: tuple[str, str], goal: str
) -> list[Any]:
    if been[-1] == goal:
        return [(tuple(been), tuple(places))]
    found = []
    for step in onward(values, state):
        if node(step.to) not in been and concerns(step.rows, *what):
            found += extend(values, step.to, [*been, node(step.to)], [*places, (step.file, step.pointer)], what, goal)
    return found


def concerns(rows: Any, row: str, category: str) -> bool:
    return rows is None or any(name == row and (only is None or category in only) for name, only in rows)


def everything_from(values: dict[str, Value], state: State) -> set[tuple[str, State]]:
    """What a state hands data to at any remove, with the relation that it arrives by."""
    found: set[tuple[str, State]] = set()
    waiting = [state]
    while waiting:
        for step in onward(values, waiting.pop()):
            if (step.relation, step.to) not in found:
                found.add((step.relation, step.to))
                waiting.append(step.to)
    return found

"""Complete records made from the schemas themselves, and thousands of broken ones made from those, the same every time.

A mutant is a record with as little in it as the schema allows around one value that is changed, or a complete record
with a few changes at random places.
"""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft7Validator

from ropa.schema import schemas

Path = tuple[str | int, ...]
Json = Any

SEED = 30
SAMPLE = 6
SHUFFLED = 40
EXAMPLES = (
    "some-id", "2026-01-31", "01-31", "P5Y", "/data/0", "DK", "12345678", "RET003", "dpv:Customer",
    "https://example.org/", "some-id/other-id", "info@example.dk", "www.example.dk",
    f"sha256:{'0a' * 32}", "0a" * 20)
ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")

NUMBERS = (
    0, 1, 2, -1, 12, 13, 10_000, 2**31, 2**53 + 1, 2**63, 2**64, 10**30, -(10**30),
    0.0, -0.0, 1.0, 1.5, 2.0, 1e-9, 1e300,
)
BLANKS = (
    "", " ", "\n", "\t", "\r\n", "\x1c", "\x1f", "\x85", "\xa0", "\xad", "\u1680", "\u200b", "\u2003", "\u2028",
    "\u3000", "\ufeff",
)
DATES = (
    "2026-02-30", "2024-02-29", "2026-02-29", "0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "-001-01-01",
    "2026-00-10", "2026-13-01", "2026-01-00", "2026-1-1", "20260131", "2026-W05-6", "2026-031", "2026-01-31T00:00:00Z",
    " 2026-01-31", "2026-01-31 ", "1900-02-29", "2000-02-29",
)
WORDS = (
    "none", "None", "none\n", "NO", "no", "true", "null", "in_house", "A", "a_b", "a--b", "-a", "a-", "æble", "\x00",
    "a" * 64, "a" * 65, "🥐" * 64, "P", "PT5H", "P1", "P5Y6M", "P6M5Y", "P00000Y", "P1W", "p5y", "00-01", "02-30",
    "12-31", "/", "//", "/a//b", "a/b", "a/b/c", "\n/a", "dk", "DNK", "EU", "EEA", "123", "123456789", "RET", "ret003",
    "dpv:", ":x", "ftp://example.org", "https://", "https://a b", "https://exa\u00a0mple", "HTTPS://example.org",
)
SHAPES: tuple[Json, ...] = (
    None, True, False, [], {}, [None], [[]], [{}], [1, 1.0], [True, 1], [0, False], ["a", "a"], [{"a": 1}, {"a": 1.0}],
    {"da": "x"}, {"da": ""}, {"da": None}, {"en": "x"}, {"da": "x", "de": "x"}, {"": ""},
)
HOSTILE: tuple[Json, ...] = (*SHAPES, *NUMBERS, *BLANKS, *DATES, *WORDS)


def complete_record(kind: str) -> Json:
    """A record of the kind with every field filled in."""
    return _example(schemas()[kind].definition)


def mutants(kind: str) -> Iterator[Json]:
    """Every mutant of a kind."""
    chance = random.Random(f"{SEED} {kind}")
    record, definition = complete_record(kind), schemas()[kind].definition
    seen: set[str] = set()
    spots = list(_spots(record, definition))
    for path, node in spots:
        alone = _pruned(record, definition, path)
        changes = list(_changes(_at(alone, path), node))
        rules = {key: part for key, part in node.items() if not key.startswith(("x-", "desc"))}
        form = json.dumps(rules, sort_keys=True)
        if form in seen:
            changes = chance.sample(changes, SAMPLE)
        seen.add(form)
        yield from (_put(alone, path, change) for change in changes)
    for _ in range(SHUFFLED):
        yield _shuffled(record, spots, chance)


def _example(node: Mapping[str, Any]) -> Json:
    """A value that follows the schema and leaves nothing out."""
    if "const" in node:
        return node["const"]
    if "enum" in node:
        return node["enum"][0]
    types = node["type"] if isinstance(node["type"], list) else [node["type"]]
    if "object" in types:
        return {name: _example(child) for name, child in node["properties"].items()}
    if "array" in types:
        return [_example(node["items"])]
    if "string" in types:
        return next(text for text in EXAMPLES if Draft7Validator(node).is_valid(text))
    return node.get("minimum", True) if "integer" in types else True


def _spots(value: Json, node: Mapping[str, Any], path: Path = ()) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Every place in a record with the schema there."""
    yield path, node
    for name, child in value.items() if isinstance(value, dict) else []:
        yield from _spots(child, node["properties"][name], (*path, name))
    if isinstance(value, list):
        yield from _spots(value[0], node["items"], (*path, 0))


def _pruned(value: Json, node: Mapping[str, Any], path: Path) -> Json:
    """The record with nothing but what is required and what lies on the path; all of what the path ends in."""
    if not path:
        return copy.deepcopy(value)
    if isinstance(value, list):
        return [_pruned(value[0], node["items"], path[1:])]
    kept = [name for name in value if name == path[0] or name in node.get("required", ())]
    rest = {name: path[1:] if name == path[0] else ("",) for name in kept}
    return {
        name: _pruned(value[name], node["properties"][name], rest[name])
        if isinstance(value[name], (dict, list)) else value[name]
        for name in kept
    }


def _changes(value: Json, node: Mapping[str, Any]) -> Iterator[Json]:
    """What may stand in place of a value."""
    yield from HOSTILE
    yield from node.get("enum", ())
    yield _nested(30)
    if isinstance(value, str):
        yield from (value + "\n", "\n" + value, value + "\r", value + " ", value + "\x00", [value], {"da": value})
        yield from (value.upper(), value.title(), value * 70)
        yield from (value.translate(ARABIC_INDIC), value.translate(FULL_WIDTH))
    elif isinstance(value, dict):
        yield from _changed_groups(value)
    elif isinstance(value, list):
        yield from ([value[0], value[0]], [value], value[0], {"0": value[0]}, [*value, None])
    else:
        yield from (str(value), [value], float(value))


def _changed_groups(value: dict[str, Json]) -> Iterator[Json]:
    yield {**value, "unknown_field": 1}
    yield list(value)
    for name, child in value.items():
        others = {key: each for key, each in value.items() if key != name}
        yield others
        yield {**others, name.upper(): child}
        yield {**others, name[:-1] + "x": child}
        yield {name: child}


def _nested(depth: int) -> Json:
    value: Json = "deep"
    for _ in range(depth):
        value = [{"a": value}]
    return value


def _at(value: Json, path: Path) -> Json:
    for step in path:
        value = value[step]
    return value


def _put(record: Json, path: Path, change: Json) -> Json:
    """The record with one value changed; only what lies on the path is copied."""
    if not path:
        return change
    copied = copy.copy(record)
    copied[path[0]] = _put(record[path[0]], path[1:], change)
    return copied


def _shuffled(record: Json, spots: list[tuple[Path, Mapping[str, Any]]], chance: random.Random) -> Json:
    """The complete record with one to four changes; a change inside an earlier change is left out."""
    mutant, done = record, []
    for path, node in chance.sample(spots, min(len(spots), chance.randint(1, 4))):
        if not any(path[: len(other)] == other for other in done):
            mutant = _put(mutant, path, chance.choice(list(_changes(_at(record, path), node))))
            done.append(path)
    return mutant

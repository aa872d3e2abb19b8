"""The record can say what the law and its rules tell apart, and say it so that a program can tell it apart too."""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from ropa.gaps import is_unanswered
from ropa.retention import Rule, parse_rule
from ropa.schema import fields_of, validate
from ropa.text import Source
from ropa.yamlio import MISSING, load

from .mutants import complete_record

FOLDER = Path(__file__).parents[1] / "fixtures" / "distinctions"
LEAST: Mapping[str, Mapping[str, Any]] = {
    "organisation": {"id": "acme", "name": "Acme A/S"},
    "activity": {"id": "a", "title": {"da": "Salg"}, "organisation": "acme", "role": "controller", "record": "draft"},
    "party": {"id": "p", "name": {"da": "Part"}, "naming": "named"},
    "agreement": {"id": "g", "organisation": "acme", "party": "p", "type": "data_processing"},
    "system": {"id": "s", "name": {"da": "System"}, "organisation": "acme"},
    "document": {
        "id": "d", "title": {"da": "Politik"}, "organisation": "acme", "sections": [{"id": "s", "heading": "Afsnit"}]
    },
    "personal_data_category": {},
}
POINTS = {f"30(1)({letter})" for letter in "abcdefg"} | {f"30(2)({letter})" for letter in "abcd"}


@lru_cache(maxsize=None)
def fixture(name: str) -> Mapping[str, Any]:
    loaded = load(Source(f"{name}.yaml", (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")))
    assert loaded.findings == () and isinstance(loaded.value, dict), loaded.findings
    return loaded.value


def distinctions() -> list[tuple[str, str]]:
    names = sorted(path.stem for path in FOLDER.glob("*.yaml"))
    return [(name, each["name"]) for name in names for each in fixture(name).get("distinctions", ())]


def sides(file: str, name: str) -> tuple[str, dict[str, dict[str, Any]]]:
    """The pointer that tells the sides apart, and the record that takes each side."""
    kind = fixture(file)["kind"]
    found = next(each for each in fixture(file)["distinctions"] if each["name"] == name)
    return found["at"], {side: {**LEAST[kind], **fields} for side, fields in found["sides"].items()}


def value_at(record: Any, pointer: str) -> Any:
    """What a pointer leads to, MISSING when nothing is there."""
    for step in pointer.split("/")[1:]:
        try:
            record = record[int(step) if isinstance(record, list) else step]
        except (KeyError, IndexError):
            return MISSING
    return record


@pytest.mark.parametrize(("file", "name"), distinctions())
def test_each_side_of_a_distinction_follows_the_schema(file: str, name: str) -> None:
    for side, record in sides(file, name)[1].items():
        assert validate(fixture(file)["kind"], record) == (), side


@pytest.mark.parametrize(("file", "name"), distinctions())
def test_each_two_sides_of_a_distinction_differ(file: str, name: str) -> None:
    at, records = sides(file, name)
    values = {side: value_at(record, at) for side, record in records.items()}

    assert len(values) > 1
    assert [pair for pair in combinations(values, 2) if values[pair[0]] == values[pair[1]]] == []


@pytest.mark.parametrize("shape", fixture("retention")["shapes"], ids=lambda shape: shape["name"])
def test_each_shape_of_a_deadline_follows_the_schema_and_can_be_computed(shape: Any) -> None:
    for rule in (shape["rule"], shape["near"]):
        assert validate("activity", {**LEAST["activity"], "retention": [rule]}) == ()
        assert isinstance(parse_rule(rule), Rule)


@pytest.mark.parametrize("shape", fixture("retention")["shapes"], ids=lambda shape: shape["name"])
def test_each_shape_of_a_deadline_differs_from_the_one_it_is_taken_for(shape: Any) -> None:
    assert parse_rule(shape["rule"]) != parse_rule(shape["near"])


def test_there_are_fourteen_shapes_and_no_two_are_alike() -> None:
    rules = [parse_rule(shape["rule"]) for shape in fixture("retention")["shapes"]]

    assert len(rules) == 14
    assert [pair for pair in combinations(rules, 2) if pair[0] == pair[1]] == []


@pytest.mark.parametrize("empty", [[], {}, None, ""])
@pytest.mark.parametrize("field", ["recipients", "transfers", "profiling", "automated_decisions"])
def test_nothing_is_no_answer(field: str, empty: object) -> None:
    assert validate("activity", {**LEAST["activity"], field: empty}) != ()


@pytest.mark.parametrize("field", ["recipients", "transfers", "profiling", "automated_decisions"])
def test_an_absent_field_is_a_gap_and_none_is_not(field: str) -> None:
    asked = fields_of("activity").fields[field]

    assert is_unanswered(asked, LEAST["activity"], "controller")
    assert not is_unanswered(asked, {**LEAST["activity"], field: "none"}, "controller")


def article_30() -> list[tuple[str, str, str]]:
    """Each duty with the kinds and places of a record where it is met."""
    duties = [duty for role in ("controller", "processor") for duty in fixture("article_30")[role].items()]
    return [(duty, kind, pointer) for duty, places in duties for kind, found in places.items() for pointer in found]


@pytest.mark.parametrize(("duty", "kind", "pointer"), article_30())
def test_what_article_30_asks_for_has_its_place_in_a_record(duty: str, kind: str, pointer: str) -> None:
    record = complete_record(kind)

    assert validate(kind, record) == ()
    assert value_at(record, pointer) is not MISSING, duty


def test_each_point_of_article_30_is_accounted_for() -> None:
    duties = [duty for duty, _, _ in article_30()]

    assert {match[0] for duty in duties if (match := re.match(r"30\(\d\)\([a-g]\)", duty))} == POINTS


@pytest.mark.parametrize("point", sorted(POINTS))
def test_the_schema_names_each_point_of_article_30(point: str) -> None:
    articles = [field.article for kind in LEAST for field in fields_of(kind).walk() if field.article]

    assert any(point in article.split(", ") for article in articles)

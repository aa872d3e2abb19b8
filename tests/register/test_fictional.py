"""The fictional register holds an example of every field, so that pages and exports can be tried on it."""

import pytest

from ropa.register import visit
from ropa.schema import fields_of, schemas

from .fictional import fictional, schema_path, schema_paths, visits


@pytest.mark.parametrize("kind", schemas())
def test_uses_every_field_of_every_schema(kind: str) -> None:
    register = fictional()
    used = {schema_path(entry.pointer, found.pointer) for entry, found in visits(register, kind)}
    used |= {found.pointer for found in visit(fields_of(kind), register.settings)} if kind == "register" else set()

    assert [path for path, _ in schema_paths(fields_of(kind)) if path not in used] == []


def test_is_confirmed_throughout() -> None:
    assert {entry.value["record"] for entry in fictional().of("activity")} == {"confirmed"}


@pytest.mark.parametrize("mode", ["exact", "max", "min", "criterion"])
def test_has_retention_of_every_mode(mode: str) -> None:
    rules = [rule for activity in fictional().of("activity") for rule in activity.value.get("retention", ())]

    assert any(rule["mode"] == mode for rule in rules)


def test_has_a_joint_operation_told_from_both_sides() -> None:
    sides = [a for a in fictional().of("activity") if a.value.get("joint_operation") == "company-bike-scheme"]

    assert {(a.organisation, a.value["joint_controllers"][0]["party"]) for a in sides} == {
        ("nordlys-regnskab", "havnens-cykler"),
        ("havnens-cykler", "nordlys-regnskab"),
    }


def test_has_hooks_wherever_the_class_of_data_needs_them() -> None:
    register = fictional()
    hooks = {"cpr": "cpr", "criminal": "criminal", "special": "article_9"}
    unhooked = [
        (activity.key, row["id"])
        for activity in register.of("activity")
        if activity.value["role"] != "processor"
        for row in activity.value["data"]
        for category in row["categories"]
        if (hook := hooks.get(register.entries["personal_data_category"][category].value["class"]))
        and not all(hook in ground for ground in row["grounds"])
    ]

    assert unhooked == []

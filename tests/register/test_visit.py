"""Looking for some fields finds them where looking at all does, and names lead where references do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ropa.register import Visit, visit
from ropa.register.references import named_in, resolve
from ropa.schema import Field, branches_to, fields_of, schemas

from .fictional import fictional

WANTED: dict[str, Callable[[Field], bool]] = {
    "texts": lambda field: field.is_text,
    "references": lambda field: field.reference is not None,
    "dates": lambda field: field.name.endswith("on"),
    "lists": lambda field: bool(field.key),
    "both ends": lambda field: field.name in ("data", "categories"),
    "nothing": lambda field: False,
}


def told(found: Visit) -> tuple[str, object, object]:
    return found.pointer, found.value, found.owner


@pytest.mark.parametrize("wanted", WANTED.values(), ids=WANTED)
def test_wanted_fields_are_found_where_a_look_at_everything_finds_them(wanted: Callable[[Field], bool]) -> None:
    for entry in fictional().all():
        root = fields_of(entry.kind)
        expected = [told(found) for found in visit(root, entry.value, entry.pointer) if wanted(found.field)]

        assert [told(found) for found in visit(branches_to(root, wanted), entry.value, entry.pointer)] == expected


def test_looks_for_fields_in_values_that_do_not_follow_the_schema() -> None:
    purposes = branches_to(fields_of("activity"), lambda field: field.name == "purpose")

    for value in (None, "none", 3, [], {"data": "none"}, {"data": [None, {"grounds": {"purpose": 1}}]}):
        assert visit(purposes, value) == []


def test_names_the_entries_that_references_lead_to() -> None:
    for entry in fictional().all():
        pointing = branches_to(fields_of(entry.kind), lambda field: field.reference is not None)
        led_to = {target for found in visit(pointing, entry.value) if (target := resolve(found, entry.value))}

        named = {target for _, target in named_in(pointing, entry.value, set())}

        assert named == {target for target in led_to if not target.list_name}


def test_a_name_met_before_is_not_named_again() -> None:
    entry = fictional().of("activity")[0]
    pointing = branches_to(fields_of("activity"), lambda field: field.reference is not None)
    names = {name for name, _ in named_in(pointing, entry.value, set())}

    assert names and list(named_in(pointing, entry.value, names)) == []


def test_the_record_whose_list_is_pointed_into_is_named_beside_it() -> None:
    """So that `named_in` may leave such references out."""
    found = 0
    for kind in schemas():
        root = fields_of(kind)
        for holder in root.walk():
            for field in holder.fields.values():
                reference = (field.items or field).reference
                if reference and ":/" in reference.target:
                    beside = (root if reference.within.startswith("/") else holder).fields[reference.within.lstrip("/")]
                    found += 1
                    assert beside.reference is not None and beside.reference.target == reference.target.partition(":")[0]
    assert found > 20

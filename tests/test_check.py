"""Everything that is wrong or missing in a register comes out once, in the order of its files."""

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from ropa.check import check
from ropa.register import assemble

from .register.fictional import FILES, TODAY, changed, fictional, schema_path, text_of, visits

OWN_ACCOUNTS = "activities/nordlys-regnskab/own-accounts.yaml"


def test_finds_nothing_in_a_register_that_is_right_and_complete() -> None:
    assert check(fictional(), TODAY) == ()


def test_counts_every_kind_of_finding_once() -> None:
    text = text_of(OWN_ACCOUNTS).replace("owner_role: director\n", "")
    text = text.replace("by_role: director", "by_role: dirctor", 1)
    before, rule, after = text.partition("  - id: five-years-paper\n")
    text = before + rule + after.replace("mode: exact", "mode: max").replace("P5Y", "P6Y")
    found = check(changed(OWN_ACCOUNTS, text), TODAY)

    assert [(f.code, f.gates) for f in found] == [("GAP002", True), ("GRA001", True), ("RUL002", True)]
    assert found == tuple(sorted(set(found), key=lambda f: (f.span, f.code)))


def test_a_broken_file_is_told_beside_what_is_missing_elsewhere() -> None:
    found = check(changed(OWN_ACCOUNTS, "id: own-accounts\nrole: [\n"), TODAY)

    assert [(f.span.file, f.code) for f in found] == [(OWN_ACCOUNTS, "YML007")]


def test_finds_the_same_twice() -> None:
    text = text_of(OWN_ACCOUNTS).replace("recipients:", "recipient:")

    assert check(changed(OWN_ACCOUNTS, text), TODAY) == check(changed(OWN_ACCOUNTS, text), TODAY)


def with_something_odd_in_each_field(kind: str, odd: object) -> Iterator[tuple[str, str]]:
    """A file and its text for each field of a kind, with an odd value in that field."""
    seen: set[str] = set()
    for entry, found in visits(fictional(), kind):
        path = schema_path(entry.pointer, found.pointer)
        if found.pointer and not entry.pointer and path not in seen:
            seen.add(path)
            value: Any = deepcopy(dict(entry.value))
            put(value, found.pointer.split("/")[1:], odd)
            yield entry.file, json.dumps(value)


def put(value: Any, steps: list[str], odd: object) -> None:
    for step in steps[:-1]:
        value = value[int(step)] if isinstance(value, list) else value[step]
    value[int(steps[-1]) if isinstance(value, list) else steps[-1]] = odd


@pytest.mark.parametrize("kind", ["organisation", "activity", "party", "agreement", "system", "document", "evidence"])
def test_nothing_that_a_field_may_hold_stops_the_check(kind: str) -> None:
    odd = ["../x", 3, None, {"id": ["x"], "da": 3, "x/y": {"~": 1}}, ["y"]]
    few = {name: data for name, data in FILES.contents.items() if name.startswith(("register", "organisations"))}
    silent = [
        file
        for file, text in with_something_odd_in_each_field(kind, odd)
        if not check(assemble(replace(FILES, contents={**few, file: text.encode()})), TODAY)
    ]

    assert silent == []

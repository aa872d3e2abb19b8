"""Remembered findings: after any edit they are those that are found from nothing, and few rules are asked again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from ropa.check import checked
from ropa.files import Files
from ropa.register import Register, assemble
from ropa.rules import Choice, Rule, RuleMemory, catalogue
from ropa.rules.rule import Hit
from ropa.rules.run import ask

from ..register.fictional import TODAY
from ..site.project import fictional_files

EVERYTHING = Choice(persona="auditor")
BEFORE = fictional_files()
ONE_OF_EACH = {path.split("/")[0] if "vocabulary" not in path else path: path for path in sorted(BEFORE)}


def register_of(files: dict[str, str]) -> Register:
    return assemble(Files({path: text.encode() for path, text in sorted(files.items())}))


@pytest.mark.parametrize("path", ONE_OF_EACH.values())
@pytest.mark.parametrize("edit", ["line", "text", "gone", "broken"])
def test_finds_after_an_edit_and_after_its_undoing_what_is_found_from_nothing(path: str, edit: str) -> None:
    edits = {
        "line": {**BEFORE, path: f"# en linje\n{BEFORE[path]}"},
        "text": {**BEFORE, path: BEFORE[path].replace("da: ", "da: NemID ", 1)},
        "gone": {name: text for name, text in BEFORE.items() if name != path},
        "broken": {**BEFORE, path: f"{BEFORE[path]}ukendt: 1\n"},
    }
    memory = RuleMemory()
    for files in (BEFORE, edits[edit], BEFORE):
        register = register_of(files)
        assert checked(register, TODAY, EVERYTHING, memory) == checked(register, TODAY, EVERYTHING)


def test_asks_few_rules_again_about_records_that_nothing_has_changed_for() -> None:
    asked: list[str] = []

    def counted(rule: Rule) -> Rule:
        def condition(record: Any) -> Iterator[Hit]:
            asked.append(rule.code)
            return rule.condition(record)

        return replace(rule, condition=condition)

    rules = [counted(rule) for rule in catalogue().values() if rule.of not in ("register", "deviation")]
    memory, register = RuleMemory(), register_of(BEFORE)
    first = ask(memory.facts(register, TODAY, EVERYTHING), rules, lambda record: (), memory)
    many = len(asked)
    asked.clear()

    assert ask(memory.facts(register, TODAY, EVERYTHING), rules, lambda record: (), memory) == first
    assert many > 1000 and len(asked) < many / 4

"""Every rule fires on what breaks it, keeps silent about what does not, and tells all about itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from ropa import __version__
from ropa.check import check
from ropa.cli import ropa
from ropa.findings import SEVERITIES
from ropa.rules import Choice, Rule, catalogue
from ropa.rules.rule import Example
from tests.register.fictional import TODAY, fictional
from tests.rules.lay import contents, laid

CASES = Path(__file__).with_name("cases")
EVERYTHING = Choice("auditor")
LEFT_STANDING = {"SUP009": {"TRF003"}}
"""What else is told of what breaks a rule: a finding that not all have accepted stays."""
RULES = tuple(catalogue().values())


def cases(rule: Rule, outcome: str) -> Iterator[Example]:
    """The examples of a rule: its own, and those of its fixtures."""
    yield rule.bad if outcome == "bad" else rule.good
    for part in fixtures(rule).get(outcome, ()):
        yield Example(part.get("yaml", "{}"), part.get("file", ""), tuple(part.get("without", ())), part.get("also", {}))


def fixtures(rule: Rule) -> Mapping[str, Any]:
    """What stands in cases/<family>.yaml about a rule."""
    path = CASES / f"{rule.family.lower()}.yaml"
    found: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return found.get(rule.code, {})


def codes(rule: Rule, example: Example) -> set[str]:
    register = laid(rule, example)
    assert register.findings == (), [f"{f.code} {f.message.en}" for f in register.findings]
    return {finding.code for finding in check(register, TODAY, EVERYTHING)}


def numbered(outcome: str) -> list[Any]:
    return [
        pytest.param(rule, example, id=f"{rule.code}-{number}")
        for rule in RULES
        for number, example in enumerate(cases(rule, outcome))
    ]


def test_a_register_that_is_right_and_complete_breaks_no_rule() -> None:
    assert [f"{f.code} {f.span.file}:{f.span.line} {f.message.en}" for f in check(fictional(), TODAY, EVERYTHING)] == []


@pytest.mark.parametrize("day", ["1900-01-01", "1999-01-01", "2018-05-24", "2100-01-01", "2899-12-31"])
def test_every_rule_can_be_asked_on_a_day_before_and_after_the_law_it_knows(day: str) -> None:
    broken = [laid(rule, rule.bad) for rule in RULES[::20]]

    assert all(isinstance(check(register, date.fromisoformat(day), EVERYTHING), tuple) for register in (fictional(), *broken))


@pytest.mark.parametrize(("rule", "example"), numbered("bad"))
def test_what_breaks_a_rule_raises_that_code_and_no_other(rule: Rule, example: Example) -> None:
    assert codes(rule, example) == {rule.code, *LEFT_STANDING.get(rule.code, ())}


@pytest.mark.parametrize(("rule", "example"), numbered("good"))
def test_what_keeps_a_rule_raises_nothing(rule: Rule, example: Example) -> None:
    assert codes(rule, example) == set()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_at_least_two_more_cases_each_way(rule: Rule) -> None:
    assert min(len(fixtures(rule).get(outcome, ())) for outcome in ("bad", "good")) >= 2


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_fires_through_the_command(rule: Rule, tmp_path: Path) -> None:
    for name, text in contents(rule, rule.bad).items():
        path = tmp_path / "data/ropa" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
    arguments = ["check", "--project", str(tmp_path), "--today", TODAY.isoformat(), "--persona", "auditor", "--format", "json"]
    done = CliRunner().invoke(ropa, arguments)

    found = [finding for finding in json.loads(done.stdout)["findings"] if finding["code"] == rule.code]
    assert found and all(finding["severity"] == rule.severity for finding in found)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_tells_all_about_itself(rule: Rule) -> None:
    assert rule.severity in SEVERITIES and rule.since and rule.sources
    for words in (rule.da, rule.en):
        assert all((words.title, words.checks, words.why, words.fix, words.wrong_when, words.message, words.hint))
        assert words.message[0] == words.message[0].lower() and not words.message.endswith(".")
        assert words.hint[0] == words.hint[0].lower() and not words.hint.endswith(".")
        assert all(text.endswith((".", "?")) for text in (words.checks, words.why, words.fix, words.wrong_when))


def test_no_rule_is_newer_than_the_tool() -> None:
    version = [int(part) for part in __version__.split(".")[:2]]

    assert [rule.code for rule in RULES if [int(part) for part in rule.since.split(".")] > version] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_that_rests_on_memory_alone_is_off_by_default(rule: Rule) -> None:
    assert rule.preview or any(source.evidence != "memory" for source in rule.sources)

"""Deviations: what holds sets findings aside, and only a rule that was asked can find that one is not used."""

from __future__ import annotations

from ropa.check import checked
from ropa.register import Register
from ropa.rules import Choice, Linted, catalogue
from ropa.rules.rule import Example
from tests.register.fictional import TODAY, changed, fictional
from tests.rules.lay import laid

RENTAL = "activities/havnens-cykler/bike-rental.yaml"
REASON = "reason: {da: Leverandøren svarer til foråret.}, expires_on: 2027-01-01, by_role: office-manager"


def rental(*rules: str, without: tuple[str, ...] = ()) -> Register:
    listed = ", ".join(f"{{rule: {rule}, {REASON}, approved_by_role: office-manager}}" for rule in rules)
    return laid(catalogue()["SUP003"], Example(f"deviations: [{listed}]", RENTAL, without))


def codes(linted: Linted) -> set[str]:
    return {finding.code for finding in linted.findings}


def test_a_deviation_from_a_rule_that_the_persona_does_not_ask_is_not_unused() -> None:
    often_wrong = next(code for code, rule in catalogue().items() if rule.alarms == "high" and rule.acceptable)
    register = rental(often_wrong)

    assert "SUP003" in codes(checked(register, TODAY, Choice("auditor")))
    assert "SUP003" not in codes(checked(register, TODAY, Choice("default")))


def test_nor_is_one_from_a_rule_that_is_ignored_or_not_selected() -> None:
    register = rental("CTV001", "GAP001")

    assert "SUP003" in codes(checked(register, TODAY, Choice("auditor")))
    assert "SUP003" not in codes(checked(register, TODAY, Choice("auditor", ignore=("CTV", "GAP"))))
    assert "SUP003" not in codes(checked(register, TODAY, Choice("auditor", select=("SUP",))))


def test_none_is_unused_while_a_file_is_faulty() -> None:
    register = changed("parties/datahavn.yaml", "id: [")

    assert register.broken and "SUP003" not in codes(checked(register, TODAY, Choice("auditor")))


def test_a_deviation_from_a_gap_is_used_while_a_rule_tells_of_the_same_place_instead() -> None:
    linted = checked(rental("GAP001", without=("/transfers",)), TODAY, Choice("auditor"))

    assert codes(linted) == {"ART009"}


def test_every_deviation_is_told_with_the_days_left_and_only_those_that_hold_set_aside() -> None:
    register = rental("ART009", "CTV001", without=("/transfers",))
    stated = [item for item in checked(register, TODAY, Choice("auditor")).accepted if item.entry.file == RENTAL]

    assert [(item.value["rule"], item.days_left, [finding.code for finding in item.findings]) for item in stated] == [
        ("ART009", 40, ["ART009"]), ("CTV001", 40, [])
    ]


def test_the_codes_of_the_rules_that_were_asked_are_told() -> None:
    asked = checked(fictional(), TODAY, Choice("auditor", select=("RET",), ignore=("RET003",))).asked

    assert asked == {code for code, rule in catalogue().items() if rule.family == "RET" and code != "RET003"}

"""Deviations: what holds sets findings aside, and only a rule that was asked can find that one is not used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from ropa.check import checked
from ropa.cli import ropa
from ropa.register import Register
from ropa.rules import Choice, Linted, catalogue
from ropa.rules.rule import Example
from tests.register.fictional import TODAY, changed, fictional
from tests.rules.lay import contents, laid

BIKE_SALES = "activities/havnens-cykler/bike-sales.yaml"
HAVNEN = "organisations/havnens-cykler.yaml"
DATAHAVN = "parties/datahavn.yaml"
ACCEPTORS = {"havnens-cykler": "office-manager", "nordlys-regnskab": "director", "nordlys-toershavn": "course-manager"}
"""The organisations whose files name the party, each with a role of its own."""
NO_METHOD = (
    "retention: [{id: warranty, mode: exact, event: purchase, period: P3Y, claim_type: general,"
    " deleted_by_role: shop-manager, cycle: {every_months: 12, run_on: '01-31', by_role: office-manager}}]"
)
"""A second finding of RET010 in the activity, at /retention/0; the first stands at /retention/1."""
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


def told(folder: Path, file: str, yaml: str) -> list[tuple[str, str, str]]:
    """What the command tells of a register with a part of a file laid over it: code, file and place."""
    for name, text in contents(catalogue()["SUP003"], Example(yaml, file)).items():
        path = folder / "data/ropa" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
    arguments = ["check", "--project", str(folder), "--today", TODAY.isoformat(), "--persona", "auditor", "--format", "json"]
    found = json.loads(CliRunner().invoke(ropa, arguments).stdout)["findings"]
    return [(finding["code"], finding["file"].partition("data/ropa/")[2], finding["pointer"]) for finding in found]


def deviation(rule: str, about: str = "", **more: str) -> str:
    words = {"expires_on": "2027-01-01", "by_role": "office-manager", "approved_by_role": more.get("by_role", "office-manager"), **more}
    named = "".join(f", {name}: {value}" for name, value in words.items())
    return f"{{rule: {rule}, about: '{about}', reason: {{da: Leverandøren svarer til foråret.}}{named}}}"


def listed(*deviations: str) -> str:
    return f"deviations: [{', '.join(deviations)}]"


def aside(register: Register, file: str) -> list[list[str]]:
    """The places that each deviation of a file sets aside."""
    items = checked(register, TODAY, Choice("auditor")).accepted
    return [[finding.pointer for finding in item.findings] for item in items if item.entry.file == file]


def test_a_finding_on_an_organisation_is_accepted_in_its_file(tmp_path: Path) -> None:
    procedure = "breach_procedure: {registers_all: true}"

    assert told(tmp_path, HAVNEN, procedure) == [("BRE004", HAVNEN, "/breach_procedure")]
    assert told(tmp_path, HAVNEN, f"{procedure}\n{listed(deviation('BRE004', '/breach_procedure'))}") == []


def test_a_role_of_another_organisation_cannot_accept_for_one(tmp_path: Path) -> None:
    found = told(tmp_path, HAVNEN, listed(deviation("BRE004", by_role="course-manager")))

    assert {code for code, _, place in found if place.startswith("/deviations/0/")} == {"GRA001"}


def test_a_finding_on_a_party_is_set_aside_once_every_organisation_that_names_it_has_accepted(tmp_path: Path) -> None:
    stated = [deviation("TRF003", organisation=key, by_role=role) for key, role in ACCEPTORS.items()]
    parent = "parent_country: US"

    assert told(tmp_path, DATAHAVN, parent) == [("TRF003", DATAHAVN, "/parent_country")]
    assert told(tmp_path, DATAHAVN, f"{parent}\n{listed(*stated[:2])}") == [
        ("TRF003", DATAHAVN, "/parent_country"),
        ("SUP009", DATAHAVN, "/deviations/0/organisation"), ("SUP009", DATAHAVN, "/deviations/1/organisation"),
    ]
    assert told(tmp_path, DATAHAVN, f"{parent}\n{listed(*stated)}") == []


def test_an_expired_acceptance_does_not_count_among_those_of_a_party(tmp_path: Path) -> None:
    ends = ("2027-01-01", "2027-01-01", "2026-11-21")
    stated = [deviation("TRF003", organisation=key, by_role=role, expires_on=end)
              for (key, role), end in zip(ACCEPTORS.items(), ends, strict=True)]

    codes = sorted(code for code, _, _ in told(tmp_path, DATAHAVN, f"parent_country: US\n{listed(*stated)}"))
    assert codes == ["SUP002", "SUP009", "SUP009", "TRF003"]


@pytest.mark.parametrize(
    ("words", "code", "place"),
    [
        ({}, "SCH002", "/deviations/0"),
        ({"organisation": "nordlys-toershavn"}, "GRA001", "/deviations/0/by_role"),
        ({"organisation": "zzz"}, "GRA001", "/deviations/0/organisation"),
    ],
)
def test_a_deviation_on_a_party_names_its_organisation_whose_roles_decide(
    words: dict[str, str], code: str, place: str, tmp_path: Path
) -> None:
    assert (code, DATAHAVN, place) in told(tmp_path, DATAHAVN, listed(deviation("TRF003", **words)))


def test_deviations_from_a_rule_about_different_places_each_cover_their_own(tmp_path: Path) -> None:
    both = f"{NO_METHOD}\n{listed(deviation('RET010', '/retention/0'), deviation('RET010', '/retention/1'))}"

    assert told(tmp_path, BIKE_SALES, both) == []
    assert aside(laid(catalogue()["SUP003"], Example(both)), BIKE_SALES) == [["/retention/0"], ["/retention/1"]]


@pytest.mark.parametrize("general_is_first", [True, False])
def test_what_a_specific_deviation_covers_is_not_counted_for_a_general_one_too(general_is_first: bool) -> None:
    pair = [deviation("RET010"), deviation("RET010", "/retention/1")]
    stated = listed(*(pair if general_is_first else pair[::-1]))
    found = aside(laid(catalogue()["SUP003"], Example(f"{NO_METHOD}\n{stated}")), BIKE_SALES)

    assert found == ([["/retention/0"], ["/retention/1"]] if general_is_first else [["/retention/1"], ["/retention/0"]])


def test_a_general_deviation_takes_over_what_an_expired_specific_one_covered(tmp_path: Path) -> None:
    stated = listed(deviation("RET010"), deviation("RET010", "/retention/1", expires_on="2026-11-21"))

    assert told(tmp_path, BIKE_SALES, stated) == [("SUP002", BIKE_SALES, "/deviations/1/expires_on")]


def test_the_second_deviation_from_a_rule_about_a_place_is_superfluous_and_told_once(tmp_path: Path) -> None:
    stated = listed(*[deviation("RET010", "/retention/1")] * 2)

    assert told(tmp_path, BIKE_SALES, stated) == [("SUP008", BIKE_SALES, "/deviations/1")]


def test_a_new_decision_beside_the_expired_one_that_it_replaces_is_not_superfluous(tmp_path: Path) -> None:
    stated = listed(deviation("RET010", "/retention/1", expires_on="2026-11-21"), deviation("RET010", "/retention/1"))

    assert told(tmp_path, BIKE_SALES, stated) == [("SUP002", BIKE_SALES, "/deviations/0/expires_on")]


ANSWERS = ("/profiling", "/automated_decisions")
"""Two fields at the top of an activity whose absence is GAP002, each by itself."""


def gaps(about: str, folder: Path, *, without: tuple[str, ...] = ANSWERS) -> set[tuple[str, str]]:
    """The codes and fields that are told of an activity that lacks some fields, and accepts a GAP002 about a place."""
    example = Example(listed(deviation("GAP002", about)), RENTAL, without)
    for name, text in contents(catalogue()["SUP003"], example).items():
        path = folder / "data/ropa" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
    arguments = ["check", "--project", str(folder), "--today", TODAY.isoformat(), "--ignore", "", "--format", "json"]
    found = json.loads(CliRunner().invoke(ropa, arguments).stdout)["findings"]
    return {(finding["code"], finding["field"]) for finding in found if RENTAL in finding["file"]}


def test_a_deviation_about_a_missing_field_sets_only_that_gap_aside(tmp_path: Path) -> None:
    told = gaps("/profiling", tmp_path)

    assert ("GAP002", "profiling") not in told and ("GAP002", "automated_decisions") in told
    assert not {"REF002", "SUP003"} & {code for code, _ in told}


def test_a_deviation_about_a_field_that_has_been_answered_since_is_unused(tmp_path: Path) -> None:
    told = gaps("/profiling", tmp_path, without=("/automated_decisions",))

    assert {("SUP003", ""), ("GAP002", "automated_decisions")} <= told


def test_a_deviation_about_the_whole_file_still_covers_every_field_that_is_missing(tmp_path: Path) -> None:
    assert not {"GAP002", "SUP003"} & {code for code, _ in gaps("", tmp_path)}


def test_two_deviations_about_fields_that_the_same_object_lacks_are_not_the_same() -> None:
    both = listed(deviation("RET010", "/retention/1/method"), deviation("RET010", "/retention/1/log"))
    linted = checked(laid(catalogue()["SUP003"], Example(both)), TODAY, Choice("auditor"))

    assert "SUP008" not in codes(linted) and "RET010" not in codes(linted)
    assert [[f.field for f in item.findings] for item in linted.accepted if item.entry.file == BIKE_SALES] == [["method"], []]

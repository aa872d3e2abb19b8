"""The quick validator and the one that words faults agree on thousands of broken records; each fault has its words."""

from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any

import pytest

from ropa.findings import Fault, Finding, Span
from ropa.schema import validate
from ropa.schema.contract import KINDS

from .mutants import complete_record, mutants

wording = import_module("ropa.schema.validate")

HINTS = (
    "mente du `",
    "felter her: ",
    "muligheder her: ",
    "skriv none",
    "tilføj `",
    "sæt anførselstegn om: ",
    "sæt anførselstegn om værdien",
    "skriv true eller false uden anførselstegn",
    "skriv et helt tal uden anførselstegn",
    "skriv teksten under `da:` på en linje for sig",
    "begynd hver post i listen med en bindestreg",
    "skriv en værdi, eller slet feltet",
    "se feltets forklaring i skemaet",
    "skriv en dato som 2026-01-31",
    "ret dagen eller måneden i `",
    "skriv none, hvis svaret er ingen; slet feltet, hvis ingen har svaret",
    "udfyld feltet, eller slet det",
    "slet gentagelsen",
    "skriv et tal fra 1 til 12",
    "skriv et tal, der er mindst 0",
    "forkort teksten",
)


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What became of the mutants of a kind: how many, those on which the validators differ, and what was found."""

    count: int
    disputed: tuple[Any, ...]
    findings: tuple[Finding, ...]


@lru_cache(maxsize=None)
def verdicts(kind: str) -> Verdicts:
    count, disputed, findings = 0, [], {}
    for mutant in mutants(kind):
        count += 1
        is_right = wording._fast(kind).is_valid(mutant)
        violations = validate(kind, mutant)
        if is_right != wording._reference(kind).is_valid(mutant) or is_right == bool(violations):
            disputed.append(mutant)
        findings.update(dict.fromkeys(map(worded, violations)))
    return Verdicts(count, tuple(disputed), tuple(findings))


def worded(violation: Any) -> Finding:
    pointer = "".join(f"/{step}" for step in violation.pointer)
    return violation.fault.at(Span("record.yaml"), pointer=pointer, field="", **violation.words)


@pytest.mark.parametrize("kind", KINDS)
def test_a_complete_record_is_right(kind: str) -> None:
    assert validate(kind, complete_record(kind)) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_both_validators_give_the_same_verdict(kind: str) -> None:
    assert verdicts(kind).count > 500
    assert verdicts(kind).disputed == ()


@pytest.mark.parametrize("kind", KINDS)
def test_each_fault_is_worded_with_a_hint_in_both_languages(kind: str) -> None:
    findings = verdicts(kind).findings

    assert findings
    assert [f for f in findings if not (f.message.da and f.message.en and f.hint and f.hint.da and f.hint.en)] == []


def test_there_are_thousands_of_mutants_and_they_are_the_same_each_time() -> None:
    assert sum(verdicts(kind).count for kind in KINDS) > 20_000
    assert [repr(mutant) for mutant in mutants("party")] == [repr(mutant) for mutant in mutants("party")]


def test_each_fault_of_the_schema_is_reached() -> None:
    faults = {fault.code for fault in vars(wording).values() if isinstance(fault, Fault)}

    assert {finding.code for kind in KINDS for finding in verdicts(kind).findings} == faults


@pytest.mark.parametrize("hint", HINTS)
def test_each_hint_is_reached(hint: str) -> None:
    assert any(finding.hint.da.startswith(hint) for kind in KINDS for finding in verdicts(kind).findings)


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("activity", "since", "2026-01-31\n"),
        ("activity", "since", "0000-01-01"),
        ("activity", "since", "10000-01-01"),
        ("activity", "since", "2026-02-30"),
        ("activity", "since", "٢٠٢٦-٠١-٣١"),
        ("party", "cvr", "１２３４５６７８"),
        ("party", "cvr", 12345678),
        ("party", "country", "DK\n"),
        ("party", "email", "\x1f"),
        ("party", "email", "\ufeff"),
        ("party", "email", "\u200b"),
        ("organisation", "employees", True),
        ("organisation", "employees", 1.5),
        ("register", "edit_url", "https://example.org/\n"),
        ("register", "edit_url", "javascript:alert(1)"),
    ],
)
def test_what_only_looks_right_is_refused(kind: str, field: str, value: object) -> None:
    assert [v.pointer for v in validate(kind, {**complete_record(kind), field: value})] == [(field,)]


def test_a_whole_number_may_be_written_with_a_decimal_point() -> None:
    assert validate("organisation", {**complete_record("organisation"), "employees": 12.0}) == ()


@pytest.mark.parametrize(
    ("field", "value", "hint"),
    [
        ("article", "6.1", "muligheder her: 6.1.a (Samtykke (art. 6, stk. 1, litra a)); 6.1.b"),
        ("article", "6.1.g", "muligheder her: 6.1.a (Samtykke"),
        ("article", "6-1-F", "mente du `6.1.f`?"),
        ("article_9", "9.2", "muligheder her: 9.2.a (Udtrykkeligt samtykke"),
        ("cpr", "dbl_11_2_5", "muligheder her: dbl_11_1 (Offentlig myndighed"),
        ("cpr", "dbl-11-1", "mente du `dbl_11_1`?"),
        ("criminal", "dbl_8_4_consnt", "mente du `dbl_8_4_consent`?"),
    ],
)
def test_a_provision_is_guessed_from_its_spelling_and_never_from_its_numbers(field: str, value: str, hint: str) -> None:
    ground = {"legal_bases": [{"id": "a", "article": value}]} if field == "article" else {"data": [{"id": "a", "grounds": [{field: value}]}]}
    found = [v for v in validate("activity", ground) if v.fault.code == "SCH004" and v.pointer[-1] == field]

    assert [str(v.words["suggestion_da"]).startswith(hint) for v in found] == [True]

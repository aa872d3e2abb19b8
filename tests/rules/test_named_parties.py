"""What rules make of the one who is named: an id that leads nowhere is one finding, an operator's country counts where no place is stated."""

from __future__ import annotations

import pytest

from ropa.check import check
from ropa.register import Register
from ropa.rules import Choice
from tests.register.fictional import FILES, TODAY, changed

SYSTEM = "systems/havnens-cykler/newsletter-system.yaml"


def told(register: Register) -> list[tuple[str, str]]:
    return [(finding.code, finding.pointer) for finding in check(register, TODAY, Choice("auditor"))]


def text(file: str) -> str:
    return FILES.contents[file].decode()


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("activities/havnens-cykler/shop-cameras.yaml", "party: police"),
        ("activities/havnens-cykler/company-bikes.yaml", "party: nordlys-regnskab"),
        ("activities/nordlys-regnskab/payroll-for-clients.yaml", "controller: kystens-cafe"),
    ],
)
def test_a_party_that_is_not_there_is_said_to_be_something_else_by_no_rule(file: str, name: str) -> None:
    key, _, party = name.partition(": ")
    found = check(changed(file, text(file).replace(name, f"{key}: polise")), TODAY, Choice("auditor"))

    assert {finding.code for finding in found if "polise" in finding.message.da} == {"GRA001"}
    assert "CTV005" not in {finding.code for finding in found}


def test_a_system_without_places_is_where_its_operator_is() -> None:
    lines = text(SYSTEM).splitlines()
    kept = [line for line in lines if not line.startswith(("places:", "operator:", "  - DK"))]
    found = told(changed(SYSTEM, "\n".join([*kept, "operator: redwood-frames", ""])))

    assert ("TRF002", "/transfers") in found


def test_a_system_with_a_place_at_home_is_there_whoever_owns_the_operator() -> None:
    lines = text(SYSTEM).splitlines()
    kept = [line for line in lines if not line.startswith(("places:", "operator:", "  - DK"))]
    found = told(changed(SYSTEM, "\n".join([*kept, "operator: redwood-frames", "places: [DK]", ""])))

    assert not {code for code, _ in found if code.startswith("TRF")}

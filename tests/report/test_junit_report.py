"""CI systems get JUnit XML: a case for each file with findings, failed by what stops the check."""

from xml.etree import ElementTree

from ropa import report
from ropa.findings import Finding


def suite_of(findings: list[Finding]) -> ElementTree.Element:
    return ElementTree.fromstring(report.junit(findings, "da", prefix="data/ropa/"))


def test_a_file_with_a_fault_that_stops_has_failed(findings) -> None:
    suite = suite_of(findings)
    first, second = suite

    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert first.get("name") == "data/ropa/akt/æ b.yaml"
    failure = first.find("failure")
    assert failure is not None and failure.get("type") == "YML030"
    assert (failure.text or "").startswith("2:20 YML030 `da` står her igen\nråd: slet")
    assert "TST001" in (first.findtext("system-out") or "")
    assert second.find("failure") is None


def test_what_does_not_stop_fails_nothing(findings) -> None:
    suite = suite_of([finding._replace(gates=False) for finding in findings])

    assert (suite.get("tests"), suite.get("failures")) == ("2", "0")


def test_nothing_found_is_an_empty_suite() -> None:
    assert suite_of([]).attrib == {"name": "ropa check", "tests": "0", "failures": "0"}


def test_text_of_a_record_stays_text(hostile: Finding) -> None:
    (case,) = suite_of([hostile])

    assert "<b>" in (case.findtext("system-out") or "") and "\x1b" not in ElementTree.tostring(case, encoding="unicode")

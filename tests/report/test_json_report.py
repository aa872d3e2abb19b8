"""Other programs get the findings in the form that the schema beside the code describes."""

import json
from importlib.resources import files

import jsonschema
import pytest

from ropa import report
from ropa.findings import Finding, Fix, Message, Span

SCHEMA = json.loads(files("ropa.report").joinpath("findings.schema.json").read_text(encoding="utf-8"))


def test_describes_a_finding(findings):
    written = json.loads(report.json(findings, "en", prefix="data/ropa/"))

    related = {"file": "data/ropa/akt/æ b.yaml", "line": 2, "column": 9, "endLine": 2, "endColumn": 11}
    assert written["findings"][1] == {
        "code": "YML030",
        "name": "duplicate-key",
        "severity": "error",
        "file": "data/ropa/akt/æ b.yaml",
        "line": 2,
        "column": 20,
        "endLine": 2,
        "endColumn": 22,
        "pointer": "/title/da",
        "field": "",
        "message": "`da` stands here again",
        "hint": "delete",
        "related": [{**related, "message": "first here"}],
        "fix": None,
    }


def test_describes_a_fix(findings):
    fix = Fix(Span("b.yaml", 1, 1, 1, 2), "🚗\u202e", Message("fordi", "because"), "value", "🚗\u202e")
    report_with_fix = report.json([findings[0]._replace(fix=fix)], "en", prefix="data/ropa/")
    written = json.loads(report_with_fix)

    jsonschema.Draft7Validator(SCHEMA).validate(written)
    place = {"file": "data/ropa/b.yaml", "line": 1, "column": 1, "endLine": 1, "endColumn": 2}
    assert written["findings"][0]["fix"] == {**place, "text": "🚗\u202e", "why": "because"}
    assert "\u202e" not in report_with_fix


def test_counts_findings_by_severity(findings):
    written = json.loads(report.json(findings[1:], "da"))

    assert written["summary"] == {"error": 1, "warning": 1, "info": 0}


def test_follows_the_schema(findings, hostile: Finding):
    for listed in ([], [*findings, hostile]):
        jsonschema.Draft7Validator(SCHEMA).validate(json.loads(report.json(listed, "da", prefix="data/ropa/")))


@pytest.mark.parametrize("name", SCHEMA["definitions"]["finding"]["required"])
def test_the_schema_refuses_a_finding_without_one_of_its_fields(name: str, findings):
    written = json.loads(report.json(findings, "da"))

    del written["findings"][0][name]

    assert not jsonschema.Draft7Validator(SCHEMA).is_valid(written)


def test_the_schema_is_right_itself():
    jsonschema.Draft7Validator.check_schema(SCHEMA)


def test_can_be_written_to_a_file_in_utf_8(hostile: Finding):
    assert report.json([hostile], "da").encode("utf-8")


def test_writes_the_same_whatever_the_order_given(findings):
    assert report.json(findings[::-1], "da") == report.json(findings, "da")

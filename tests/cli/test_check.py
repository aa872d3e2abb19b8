"""`ropa check`: exit codes, formats, and nothing left out."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from .conftest import Run

ACTIVITY = "id: {id}\ntitle:\n  da: Regninger\norganisation: firm\nrole: controller\nrecord: draft\n"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    root = tmp_path / "data/ropa"
    (root / "activities/firm").mkdir(parents=True)
    (root / "organisations").mkdir()
    (root / "register.yaml").write_text("schema_version: 2\ntitle:\n  da: Register\n")
    (root / "organisations/firm.yaml").write_text("id: firm\nname: Firm\n")
    (root / "activities/firm/bills.yaml").write_text(ACTIVITY.format(id="bills"))
    return root


def test_a_draft_with_open_points_passes(ropa: Run, register: Path) -> None:
    done = ropa("check")

    assert done.returncode == 0
    assert "GAP001" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("1 aktivitet i 1 virksomhed · 0 fejl")


def test_a_confirmed_record_with_open_points_stops(ropa: Run, register: Path) -> None:
    text = ACTIVITY.format(id="bills").replace("draft", "confirmed\nconfirmed:\n  on: 2026-01-31\n  by_role: boss")
    (register / "activities/firm/bills.yaml").write_text(text)
    (register / "organisations/firm.yaml").write_text("id: firm\nname: Firm\nroles:\n  - id: boss\n    label:\n      da: Chef\n")

    assert ropa("check").returncode == 1


def test_faults_in_all_files_are_told_at_once_with_place_and_caret(ropa: Run, register: Path) -> None:
    (register / "activities/firm/one.yaml").write_text(ACTIVITY.format(id="one") + "purpose: x\n")
    (register / "activities/firm/two.yaml").write_text(ACTIVITY.format(id="two") + "department: sale\n")
    (register / "activities/firm/three.yaml").write_text("\tid: three\n")

    done = ropa("check", "--lang", "en")

    assert done.returncode == 1
    for place in ("one.yaml:7:1", "two.yaml:7:13", "three.yaml:1:1"):
        assert place in done.stdout
    assert "did you mean `purposes`?" in done.stdout
    assert "7 | purpose: x\n    | ^^^^^^^" in done.stdout


def test_no_register_and_no_records_are_wrong_use(ropa: Run, tmp_path: Path) -> None:
    nowhere = ropa("check")
    (tmp_path / "data/ropa").mkdir(parents=True)
    (tmp_path / "data/ropa/register.yaml").write_text("schema_version: 2\ntitle:\n  da: Register\n")
    empty = ropa("check")

    assert (nowhere.returncode, empty.returncode) == (2, 2)
    assert "data/ropa" in nowhere.stderr
    assert "ingen aktiviteter" in empty.stdout


def test_json_and_sarif_are_whole_documents_on_standard_output(ropa: Run, register: Path) -> None:
    as_json, sarif = ropa("check", "--format", "json"), ropa("check", "--format", "sarif")

    findings = json.loads(as_json.stdout)["findings"]
    assert {finding["file"] for finding in findings} >= {"data/ropa/activities/firm/bills.yaml"}
    assert len(json.loads(sarif.stdout)["runs"][0]["results"]) == len(findings)


def test_github_gets_a_command_for_every_finding(ropa: Run, register: Path) -> None:
    commands = [line for line in ropa("check", "--format", "github").stdout.splitlines() if line.startswith("::")]
    findings = json.loads(ropa("check", "--format", "json").stdout)["findings"]

    assert len(commands) == len(findings)


def test_the_register_can_be_checked_as_it_stood(ropa: Run, register: Path, tmp_path: Path) -> None:
    identity = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b"}
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True, env={**os.environ, **identity})
    (register / "activities/firm/bills.yaml").write_text("[")

    assert (ropa("check").returncode, ropa("check", "--at", "HEAD").returncode) == (1, 0)
    assert ropa("check", "--at", "no-such-revision").returncode == 2


def test_the_same_register_gives_the_same_bytes(ropa: Run, register: Path) -> None:
    assert ropa("check", "--format", "json").stdout == ropa("check", "--format", "json").stdout

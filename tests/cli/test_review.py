"""`ropa review`: lists what is due, and records a review at its place."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from .conftest import Run

FICTIONAL = Path(__file__).parents[1] / "fixtures" / "fictional"
KEY = "havnens-cykler/recruitment"
ASKED = ("review", KEY, "--role", "office-manager", "--on", "2026-11-01")


@pytest.fixture
def register(tmp_path: Path) -> Path:
    root = tmp_path / "data/ropa"
    shutil.copytree(FICTIONAL, root)
    return root


def record(register: Path) -> Path:
    return register / f"activities/{KEY}.yaml"


def listed(ropa: Run, *arguments: str) -> list[tuple[str, str, str | None]]:
    done = ropa("review", *arguments, "--format", "json")
    assert done.returncode == 0
    return [(each["key"], each["state"], each["dueOn"]) for each in json.loads(done.stdout)["due"]]


def test_nothing_is_due_on_the_day_after_the_reviews(ropa: Run, register: Path) -> None:
    assert [item for item in listed(ropa, "--today", "2026-09-16") if item[1] != "soon"] == []


def test_what_is_due_is_listed_with_its_day_and_place(ropa: Run, register: Path) -> None:
    assert (KEY, "soon", "2027-03-15") in listed(ropa, "havnens-cykler", "--today", "2027-03-15")
    assert (KEY, "overdue", "2027-03-15") in listed(ropa, "--today", "2027-03-16")
    shown = ropa("review", "havnens-cykler", "--today", "2027-03-16").stdout
    line = record(register).read_text(encoding="utf-8").splitlines().index("review:") + 1
    assert f"2027-03-15  {KEY}" in shown and f"data/ropa/activities/{KEY}.yaml:{line}" in shown
    assert "nordlys-regnskab/" not in shown


def test_a_record_without_review_was_never_reviewed(ropa: Run, register: Path) -> None:
    text = record(register).read_text(encoding="utf-8").partition("review:\n")
    record(register).write_text(text[0] + text[2].partition("interval_months: 6\n")[2], encoding="utf-8")

    assert (KEY, "never", None) in listed(ropa, "havnens-cykler", "--today", "2026-09-16")


def test_a_file_that_cannot_be_read_is_named(ropa: Run, register: Path) -> None:
    record(register).write_text("id: [\n")

    assert json.loads(ropa("review", "--format", "json").stdout)["unread"] == [f"data/ropa/activities/{KEY}.yaml"]
    assert "1 fil kan ikke bruges" in ropa("review").stdout


def test_a_review_is_written_at_its_place_with_evidence(ropa: Run, register: Path) -> None:
    before = record(register).read_text(encoding="utf-8")
    done = ropa(*ASKED, "--next", "2027-02-01", "--evidence", "Mail")
    after = record(register).read_text(encoding="utf-8")

    assert (done.returncode, done.stderr) == (0, "")
    assert after == before.replace("review:\n  last_on: 2026-09-15\n", "review:\n  last_on: 2026-11-01\n").replace(
        "  interval_months: 6\n", "  interval_months: 6\n  next_on: 2027-02-01\n"
    )
    evidence = (register / "evidence/havnens-cykler/2026-11-01-review-recruitment.yaml").read_text()
    assert "type: review\n" in evidence and "reference: Mail\n" in evidence and "digest: sha256:" in evidence
    assert ropa("check").returncode == 0
    assert listed(ropa, "havnens-cykler", "--today", "2026-11-02") == []


def test_a_review_of_a_confirmed_record_leaves_its_confirmation(ropa: Run, register: Path) -> None:
    ropa(*ASKED)

    assert "CNF001" not in ropa("check").stdout


def test_a_dry_run_writes_nothing(ropa: Run, register: Path) -> None:
    before = record(register).read_bytes()
    done = ropa(*ASKED, "--dry-run")

    assert (done.returncode, "+  last_on: 2026-11-01" in done.stdout, record(register).read_bytes() == before) == (0, True, True)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["havnens-cykle"], "mente du `havnens-cykler`?"),
        ([KEY], "--role"),
        ([KEY, "--role", "boss"], "`boss` er ikke en rolle"),
        (["havnens-cykler/recruting", "--role", "office-manager"], "mente du `havnens-cykler/recruitment`?"),
        (["havnens-cykler", "--role", "office-manager"], "virksomhed/id"),
        ([KEY, "--role", "office-manager", "--on", "2026-09-14"], "2026-09-15"),
        ([KEY, "--role", "office-manager", "--on", "2026-11-01", "--next", "2026-11-01"], "næste gennemgang"),
        (["--today", "tomorrow"], "tomorrow"),
    ],
)
def test_wrong_use_is_told(ropa: Run, register: Path, arguments: list[str], told: str) -> None:
    before = record(register).read_bytes()
    done = ropa("review", *arguments)

    assert (done.returncode, record(register).read_bytes() == before, "Traceback" in done.stderr) == (2, True, False)
    assert told in done.stderr


def test_a_record_that_cannot_be_read_is_told_with_its_faults(ropa: Run, register: Path) -> None:
    record(register).write_text("id: [\n")
    done = ropa(*ASKED)

    assert (done.returncode, "YML007" in done.stdout) == (1, True)


def test_the_same_register_on_the_same_day_gives_the_same_list(ropa: Run, register: Path) -> None:
    assert ropa("review", "--today", "2028-01-01").stdout == ropa("review", "--today", "2028-01-01").stdout

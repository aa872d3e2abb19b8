"""`ropa window`: dates from a rule in a file or a schedule of an activity."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Run


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("rule", "events", "window"),
    [
        ("mode: exact\nperiod: P3M\n", ["2020-03-15"], ("2020-06-16", "2020-06-16", [])),
        ("mode: exact\nperiod: {months: 3}\n", ["event=2020-03-15"], ("2020-06-16", "2020-06-16", [])),
        ("mode: max\nperiod: P30D\n", ["2020-03-15"], ("2020-03-15", "2020-04-14", [])),
        ("mode: min\nfrom: financial_year_end\nfy_end_month: 6\nperiod: P5Y\n", ["2020-07-01"], ("2026-07-01", None, [])),
        ("mode: exact\nfrom: financial_year_end\nfy_end_month: 2\nperiod: P5Y\n", ["2019-01-10"], ("2024-03-01", "2024-03-01", [])),
        (
            "mode: exact\nperiod: P5Y\nround_up: calendar_year_end\ncycle: {every_months: 12, run_on: 01-31}\nhard_max: P6Y\n",
            ["2020-01-15"],
            ("2026-01-01", "2026-01-15", ["cycle_exceeds_hard_max"]),
        ),
        (
            "mode: exact\nfirst_of:\n  - {event: withdrawn, period: P0D}\n  - {event: last-contact, period: P11M}\n",
            ["last-contact=2020-03-31"],
            ("2021-03-01", "2021-03-01", []),
        ),
        ("mode: criterion\n", ["2020-03-15"], (None, None, ["indeterminate"])),
        ("mode: exact\nperiod: P1Y\nhold: {from: 2020-12-01}\n", ["2020-03-15"], (None, None, ["on_hold"])),
    ],
)
def test_a_rule_in_a_file_gives_its_window(
    ropa: Run, tmp_path: Path, rule: str, events: list[str], window: tuple[str | None, str | None, list[str]]
) -> None:
    write(tmp_path / "rule.yaml", rule)

    done = ropa("window", "rule.yaml", *(part for event in events for part in ("--event", event)), "--format", "json")

    result = json.loads(done.stdout)
    assert (result["earliest"], result["latest"], result["conflicts"]) == window
    assert set(result["bound_by"]) == {side for side in ("earliest", "latest") if result[side]} or "on_hold" in window[2]


def test_all_faults_of_a_rule_are_told_with_their_lines(ropa: Run, tmp_path: Path) -> None:
    write(tmp_path / "rule.yaml", "mode: exakt\nperiod: 5 years\nround_upp: none\n")

    done = ropa("window", "rule.yaml", "--event", "2020-03-15")

    assert done.returncode == 2
    assert [f"rule.yaml:{line}:" in done.stderr for line in (1, 2, 3)] == [True, True, True]
    assert "round_up" in done.stderr


@pytest.mark.parametrize("event", ["2020-02-30", "yesterday", "a=b"])
def test_a_date_that_is_none_is_told(ropa: Run, tmp_path: Path, event: str) -> None:
    write(tmp_path / "rule.yaml", "mode: exact\nperiod: P3M\n")

    done = ropa("window", "rule.yaml", "--event", event)

    assert (done.returncode, "2020-03-15" in done.stderr, "Traceback" in done.stderr) == (2, True, False)


def test_a_window_past_the_calendar_is_told(ropa: Run, tmp_path: Path) -> None:
    write(tmp_path / "rule.yaml", "mode: exact\nperiod: P30Y\n")

    done = ropa("window", "rule.yaml", "--event", "9990-01-01")

    assert (done.returncode, "9999" in done.stderr) == (2, True)


def test_a_schedule_of_an_activity_uses_the_financial_year_of_its_organisation(ropa: Run, tmp_path: Path) -> None:
    register = tmp_path / "data/ropa"
    write(register / "register.yaml", "schema_version: 2\ntitle: {da: R}\n")
    write(register / "organisations/firm.yaml", "id: firm\nname: Firm\nfy_end_month: 6\n")
    write(register / "vocabulary/events.yaml", "terms:\n  - id: invoice\n    label: {da: fakturaen, en: the invoice}\n")
    write(
        register / "activities/firm/bills.yaml",
        "id: bills\ntitle: {da: Regninger}\norganisation: firm\nrole: controller\nrecord: draft\n"
        "retention:\n  - {id: five, mode: min, event: invoice, from: financial_year_end, period: P5Y}\n",
    )

    done = ropa("window", "firm/bills", "--event", "2020-07-01")

    assert "udgangen af det regnskabsår, som fakturaen falder i" in done.stdout
    assert "1. juli 2026" in done.stdout


def test_an_activity_with_several_schedules_asks_which(ropa: Run, tmp_path: Path) -> None:
    register = tmp_path / "data/ropa"
    write(register / "register.yaml", "schema_version: 2\ntitle: {da: R}\n")
    write(
        register / "activities/firm/bills.yaml",
        "id: bills\ntitle: {da: Regninger}\norganisation: firm\nrole: controller\nrecord: draft\n"
        "retention:\n  - {id: one, mode: exact, period: P1Y}\n  - {id: two, mode: exact, period: P2Y}\n",
    )

    asked = ropa("window", "firm/bills", "--event", "2020-07-01")
    told = ropa("window", "firm/bills", "two", "--event", "2020-07-01", "--format", "json")

    assert (asked.returncode, "one, two" in asked.stderr) == (2, True)
    assert json.loads(told.stdout)["earliest"] == "2022-07-02"


def test_a_misspelt_event_is_told_beside_the_window(ropa: Run, tmp_path: Path) -> None:
    write(tmp_path / "rule.yaml", "mode: exact\nfirst_of:\n  - {event: withdrawn, period: P0D}\n  - {event: contact, period: P1Y}\n")

    done = ropa("window", "rule.yaml", "--event", "withdrwn=2020-01-01", "--event", "contact=2021-01-01", "--lang", "en")

    assert "did you mean `withdrawn`?" in done.stderr


@pytest.mark.parametrize("events", [["=2020-01-01"], ["a=2020-01-01", "a=2020-01-02"], ["2020-01-01", "event=2020-01-02"]])
def test_a_date_without_a_name_of_its_own_is_refused(ropa: Run, tmp_path: Path, events: list[str]) -> None:
    write(tmp_path / "rule.yaml", "mode: exact\nperiod: P3M\n")

    assert ropa("window", "rule.yaml", *(part for event in events for part in ("--event", event))).returncode == 2


def test_one_language_is_spoken_when_it_is_asked_for(ropa: Run) -> None:
    done = ropa("check", "--lang=en")

    assert "there is no register" in done.stderr
    assert "der er ikke noget register" not in done.stderr

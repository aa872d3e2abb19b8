"""What stands word for word in a policy is found in our content, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from danish.copied import Reader, find_copied, read_fixed
from danish.product import REPOSITORY

from .texts import summary

POLICY = """Om os. Vi gemmer dine ordrer hos Isværkets Fryserum ApS, så længe du er
kunde i butikken, og sletter dem derefter efter art. 17, stk. 1, litra a."""


def runs(danish: str, fixed: frozenset[str] = frozenset()) -> list[tuple[int, str]]:
    found = find_copied("policy.txt", POLICY, summary(danish), Reader(fixed))
    return [(int(finding.message.en.split()[0]), finding.message.en.split("»")[1].rstrip("«")) for finding in found]


def test_finds_eight_words_in_a_row() -> None:
    assert runs("Her, SÅ længe du er kunde i butikken og sletter.") == [(9, "SÅ længe du er kunde i butikken og sletter")]


def test_seven_words_are_no_copy() -> None:
    assert runs("Det varer, så længe du er kunde i butikken.") == []


def test_tells_the_longest_run_once_and_each_run_apart() -> None:
    text = "Vi gemmer dine ordrer hos Isværkets Fryserum ApS. Ja, længe du er kunde i butikken og sletter"

    assert [count for count, _ in runs(text)] == [8, 8]


def test_knows_the_place_over_several_lines() -> None:
    (finding,) = find_copied("policy.txt", POLICY, summary("Nu, så længe du er\n    kunde i butikken og sletter dem."), Reader())

    assert (finding.span.line, finding.span.column, finding.span.end_line) == (2, 11, 3)


@pytest.mark.parametrize(("fixed", "found"), [(frozenset[str](), 1), (frozenset({"Isværkets Fryserum ApS"}), 0)])
def test_a_name_counts_as_one_word(fixed: frozenset[str], found: int) -> None:
    assert len(runs("Vi gemmer dine ordrer hos Isværkets Fryserum ApS her", fixed)) == found


def test_a_citation_counts_as_one_word() -> None:
    assert runs("Vi sletter dem derefter efter art. 17, stk. 1, litra a.") == []


def test_every_fixed_phrase_is_several_words() -> None:
    assert [phrase for phrase in read_fixed() if " " not in phrase] == []


def copied(policy: Path, register: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, REPOSITORY / "scripts/copied.py", policy, "--folder", register, "--lang", "en"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_tells_file_and_line_and_fails(tmp_path: Path) -> None:
    (tmp_path / "ropa/parties").mkdir(parents=True)
    (tmp_path / "ropa/parties/a.yaml").write_text("note:\n  da: Vi gør det, så længe du er kunde i butikken, og sletter\n", encoding="utf-8")
    (tmp_path / "policy.txt").write_text(POLICY, encoding="utf-8")

    done = copied(tmp_path / "policy.txt", tmp_path / "ropa")

    assert done.returncode == 1
    assert "parties/a.yaml:2:19 error CPY001 copied\n  9 words stand in policy.txt too" in done.stdout


def test_the_command_is_content_when_nothing_is_copied(tmp_path: Path) -> None:
    (tmp_path / "ropa").mkdir()
    (tmp_path / "policy.txt").write_text(POLICY, encoding="utf-8")

    done = copied(tmp_path / "policy.txt", tmp_path / "ropa")

    assert (done.returncode, done.stdout.strip().endswith("0 findings")) == (0, True)


def test_the_command_says_when_a_policy_cannot_be_read(tmp_path: Path) -> None:
    done = copied(tmp_path / "none.txt", tmp_path)

    assert (done.returncode, "none.txt" in done.stderr) == (2, True)

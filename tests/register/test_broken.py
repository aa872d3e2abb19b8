"""Broken registers, each a folder of files beside the text that reading it gives: fixtures/broken/*/expected.txt."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ropa.files import read_folder
from ropa.findings import Finding
from ropa.register import Register, assemble

from .told import told

BROKEN = Path(__file__).parents[1] / "fixtures" / "broken"
CASES = sorted(case.name for case in BROKEN.iterdir())

SPELLINGS = tuple(
    re.compile(pattern)
    for pattern in (r"^mente du `(.+)`\?$", r"^skriv `(?:\w+: )?(.+?)`", r"^skriv fx (/\S*)$", r"^skriv (\w+)$")
)
"""How a hint names the very spelling that belongs where the finding stands."""


def read(folder: Path) -> Register:
    return assemble(read_folder(folder))


def named_spelling(finding: Finding) -> str | None:
    hint = finding.hint.da if finding.hint else ""
    return next((found[1] for spelling in SPELLINGS if (found := spelling.search(hint))), None)


def write_instead(file: Path, finding: Finding, spelling: str) -> None:
    lines = file.read_text(encoding="utf-8").split("\n")
    line = lines[finding.span.line - 1]
    lines[finding.span.line - 1] = line[: finding.span.column - 1] + spelling + line[finding.span.end_column - 1 :]
    file.write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize("case", CASES)
def test_tells_what_is_wrong_and_what_was_read(case: str, same_as: Callable[[Path, str], None]) -> None:
    same_as(BROKEN / case / "expected.txt", told(read(BROKEN / case)))


@pytest.mark.parametrize("case", CASES)
def test_every_finding_has_a_place_in_an_existing_file_and_a_hint(case: str) -> None:
    findings = read(BROKEN / case).findings
    missing = {"register.yaml"} if case == "no-settings" else set()

    assert findings
    assert [f for f in findings if not (f.hint and f.hint.da and f.hint.en)] == []
    assert [f for f in findings if not (BROKEN / case / f.span.file).is_file() and f.span.file not in missing] == []


@pytest.mark.parametrize("case", CASES)
def test_a_finding_is_gone_when_the_spelling_in_its_hint_is_written(case: str, tmp_path: Path) -> None:
    unhelped = []
    for number, finding in enumerate(read(BROKEN / case).findings):
        spelling = named_spelling(finding)
        if spelling:
            copy = shutil.copytree(BROKEN / case, tmp_path / str(number))
            write_instead(copy / finding.span.file, finding, spelling)
            left = {(f.span.file, f.span.line, f.message) for f in read(copy).findings}
            unhelped += [finding] if (finding.span.file, finding.span.line, finding.message) in left else []

    assert unhelped == []


@pytest.mark.parametrize("code", ["SCH001", "SCH004", "GRA001", "IDS001", "IDS002", "REF002"])
def test_hints_name_spellings_for_each_kind_of_slip(code: str) -> None:
    findings = [finding for case in CASES for finding in read(BROKEN / case).findings if finding.code == code]

    assert any(named_spelling(finding) for finding in findings)

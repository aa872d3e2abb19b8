"""The script that finds a browser for the tests."""

import subprocess
import sys
from pathlib import Path

import find_browser as script
import pytest


def program(path: Path, exit_code: int) -> Path:
    path.write_text(f"#!/bin/sh\nexit {exit_code}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_takes_the_named_browser_before_an_installed_one(tmp_path: Path) -> None:
    program(tmp_path / "chromium", 0)
    named = program(tmp_path / "mine", 0)

    assert script.find_browser({"PATH": str(tmp_path), "ROPA_BROWSER": str(named)}) == named


def test_takes_no_other_browser_when_the_named_one_does_not_start(tmp_path: Path) -> None:
    program(tmp_path / "chromium", 0)

    with pytest.raises(script.NoBrowserError, match="ROPA_BROWSER"):
        script.find_browser({"PATH": str(tmp_path), "ROPA_BROWSER": str(tmp_path / "none")})


def test_passes_over_a_browser_that_does_not_start(tmp_path: Path) -> None:
    program(tmp_path / "chromium", 1)
    works = program(tmp_path / "google-chrome", 0)

    assert script.find_browser({"PATH": str(tmp_path)}) == works


def test_tells_what_to_install_when_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script, "MAC_PLACES", ())

    with pytest.raises(script.NoBrowserError, match="apt-get install chromium"):
        script.find_browser({"PATH": str(tmp_path)})


def test_ends_with_1_and_only_the_message_when_the_named_browser_is_missing(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, script.__file__], env={"ROPA_BROWSER": str(tmp_path / "none")}, capture_output=True, text=True
    )

    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (1, "", 1)

"""Runs the installed command as a user does, in a folder of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def ropa(tmp_path: Path) -> Run:
    """`ropa(*arguments)` run in `tmp_path`; its exit code, output and errors."""
    command = Path(sys.executable).with_name("ropa")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [command, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120, stdin=subprocess.DEVNULL
        )

    return run

"""Runs whole processes and says how long they took and how much memory the largest of them held.

Called by `measures` and `baselines`. Times hold everything: starting Python, reading, writing.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

KB_PER_MB = 1024
BYTES_PER_MB = KB_PER_MB * 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run cost: wall seconds, processor seconds (0 when not known), the peak of its largest process in MB."""

    seconds: float
    cpu_seconds: float = 0.0
    peak_mb: float = 0.0

    def __add__(self, other: Cost) -> Cost:
        cpu_seconds = self.cpu_seconds + other.cpu_seconds
        return Cost(self.seconds + other.seconds, cpu_seconds, max(self.peak_mb, other.peak_mb))

    def __sub__(self, other: Cost) -> Cost:
        """The time that this took more than a part of it; it has no peak of its own."""
        return Cost(self.seconds - other.seconds, self.cpu_seconds - other.cpu_seconds)

    def scaled(self, factor: float) -> Cost:
        """The time for something so many times larger, were it linear; memory need not grow with it."""
        return Cost(self.seconds * factor, self.cpu_seconds * factor)


@dataclass(frozen=True, slots=True)
class Costs:
    """Several runs of the same thing. `is_extrapolated` when nobody ran it and the figures come from a smaller size."""

    runs: tuple[Cost, ...]
    is_extrapolated: bool = False

    @property
    def seconds(self) -> float:
        """The median."""
        return median(run.seconds for run in self.runs)

    @property
    def cpu_seconds(self) -> float:
        """The median of the processor's time, which other work on the machine disturbs less."""
        return median(run.cpu_seconds for run in self.runs)

    @property
    def range(self) -> tuple[float, float]:
        """The fastest and the slowest run."""
        return min(run.seconds for run in self.runs), max(run.seconds for run in self.runs)

    @property
    def peak_mb(self) -> float:
        """The highest peak."""
        return max(run.peak_mb for run in self.runs)

    def beyond(self, part: Costs) -> Costs:
        """What each run took more than the same run of a part of the work."""
        return Costs(tuple(run - less for run, less in zip(self.runs, part.runs, strict=True)))

    def scaled(self, factor: float) -> Costs:
        """What nobody ran: the costs for something so many times larger."""
        return Costs(tuple(run.scaled(factor) for run in self.runs), True)


def run(command: Sequence[str | Path], folder: Path) -> Cost:
    """The cost of a command, run in a folder with its output in a file there. Ends the benchmark when it fails."""
    log = folder / "output.txt"
    with log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen([str(part) for part in command], cwd=folder, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        tail = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        sys.exit(f"{' '.join(map(str, command[:4]))} … ended with {process.returncode}:\n{tail}")
    peak_mb = usage.ru_maxrss / (BYTES_PER_MB if sys.platform == "darwin" else KB_PER_MB)
    return Cost(seconds, usage.ru_utime + usage.ru_stime, peak_mb)


def run_all(commands: Iterable[Sequence[str | Path]], folder: Path) -> Cost:
    """The cost of several commands one after another."""
    return sum((run(command, folder) for command in commands), Cost(0))

"""Shares work over many items between this process and a copy of it for each further processor.

Called where records are checked and where pages are made and written, which needs nothing from the others. Whoever is
done with a part takes the next, so all are done at about the same time. Shares only where it pays and is safe: on Linux,
with many items, and while this process has no other thread. Elsewhere, and when a copy comes to harm, the work is done
here, where its error reaches the caller.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

FEWEST_ITEMS = 300
"""Copying the process and carrying results back costs more than it saves below this."""
MOST_PROCESSES = 4
PARTS_EACH = 12
"""Into how many parts the work of one process is cut: the last that is done waits for one part at most."""


def share(work: Callable[[Sequence[Item]], Result], items: Sequence[Item]) -> list[Result]:
    """What `work` makes of each part of the items: of n parts the first has the items 0, n, 2n ..., the second 1, n + 1 ...

    The results are in the order of the parts. They are pickled, and `work` may be run twice for a part.
    """
    processes = _processes(len(items))
    if processes == 1:
        return [work(items)]
    parts = [items[start :: processes * PARTS_EACH] for start in range(processes * PARTS_EACH)]
    numbers = _queue(len(parts))
    copies: list[_Copy] = []
    try:
        with suppress(OSError):  # the system has no room for another copy
            for _ in range(processes - 1):
                copies.append(_start(work, parts, numbers))
        done = {number: work(parts[number]) for number in _taken(numbers)}
        for copy in copies:
            done |= copy.results()
    finally:
        os.close(numbers)
        for copy in copies:
            copy.end()
    return [done[number] if number in done else work(part) for number, part in enumerate(parts)]


def share_each(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """What `work` makes of each item, in order."""
    parts = share(lambda part: [work(item) for item in part], items)
    found: dict[int, Result] = {}
    for start, part in enumerate(parts):
        found.update(zip(range(start, len(items), len(parts)), part, strict=True))
    return [found[index] for index in range(len(items))]


def _processes(items: int) -> int:
    if sys.platform != "linux" or items < FEWEST_ITEMS or threading.active_count() > 1:
        return 1
    return min(len(os.sched_getaffinity(0)), MOST_PROCESSES)


def _queue(count: int) -> int:
    """A pipe with the numbers of the parts, a byte for each: whoever reads one takes that part."""
    read_end, write_end = os.pipe()
    os.write(write_end, bytes(range(count)))
    os.close(write_end)
    return read_end


def _taken(numbers: int) -> Iterator[int]:
    """The parts that this process takes, one after the other while there are any."""
    while number := os.read(numbers, 1):
        yield number[0]


@dataclass(slots=True)
class _Copy:
    """A copy of this process that does some parts, and where it writes what it made; 0 when there is none any more."""

    process: int
    results_file: int

    def results(self) -> Mapping[int, Any]:
        """What it made of each part it took, when it is done; nothing when it came to harm."""
        if not self._wait():
            return {}
        os.lseek(self.results_file, 0, os.SEEK_SET)
        with os.fdopen(self.results_file, "rb", closefd=False) as source:
            return dict(pickle.load(source) for _ in iter(lambda: source.peek(1), b""))

    def end(self) -> None:
        """Leaves nothing of it behind, whatever it is doing."""
        if self.process:
            with suppress(ProcessLookupError):
                os.kill(self.process, signal.SIGKILL)
            self._wait()
        os.close(self.results_file)

    def _wait(self) -> bool:
        """Whether it ended well; not when somebody else has been told how it ended."""
        is_well = False
        with suppress(ChildProcessError):
            is_well = os.waitpid(self.process, 0)[1] == 0
        self.process = 0
        return is_well


def _start(work: Callable[[Sequence[Item]], Result], parts: Sequence[Sequence[Item]], numbers: int) -> _Copy:
    """A copy of this process that takes parts. Raises OSError when the system has no room for another."""
    results_file = _make_results_file()
    parent = os.getpid()
    gc.freeze()
    try:
        child = os.fork()
    except OSError:
        os.close(results_file)
        raise
    if child:
        return _Copy(child, results_file)
    try:
        with os.fdopen(results_file, "wb") as out:
            for number in _taken(numbers):
                pickle.dump((number, work(parts[number])), out, pickle.HIGHEST_PROTOCOL)
                if os.getppid() != parent:
                    break
        os._exit(0)
    finally:
        os._exit(1)


def _make_results_file() -> int:
    """A file without a name; in memory, unless this Python was built where there were no such files."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("results")
    with TemporaryFile() as file:
        return os.dup(file.fileno())

"""Shares work over many items between this process and a copy of it for each further processor.

Called where records are checked and where pages are made and written, which needs nothing from the others. Shares only
where it pays and is safe: on Linux, with many items, and while this process has no other thread. Elsewhere, and when a
copy comes to harm, the work is done here, where its error reaches the caller.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

FEWEST_ITEMS = 300
"""Copying the process and carrying results back costs more than it saves below this."""
MOST_PROCESSES = 4


def share(work: Callable[[Sequence[Item]], Result], items: Sequence[Item]) -> list[Result]:
    """What `work` makes of each part of the items, in order. Its results are pickled; it may be run twice for a part."""
    processes = _processes(len(items))
    first, *others = [items[start::processes] for start in range(processes)]
    copies: list[_Copy] = []
    try:
        for part in others:
            copies.append(_start(work, part, copies))
        return [work(first), *(_finish(work, part, copy) for part, copy in zip(others, copies, strict=True))]
    finally:
        for copy in copies:
            copy.end()


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


@dataclass(slots=True)
class _Copy:
    """A copy of this process that does a part, and where its result can be read; 0 and -1 when there is none any more."""

    process: int = 0
    read_end: int = -1

    def result(self) -> bytes:
        """What it has written when it is done; b"" when it came to harm."""
        if not self.process:
            return b""
        with os.fdopen(self.read_end, "rb") as source:
            self.read_end = -1
            data = source.read()
        return data if self._wait() else b""

    def end(self) -> None:
        """Leaves nothing of it behind, whatever it is doing."""
        if self.read_end >= 0:
            os.close(self.read_end)
        if self.process:
            os.kill(self.process, signal.SIGKILL)
            self._wait()

    def _wait(self) -> bool:
        """Whether it ended well; not when somebody else has been told how it ended."""
        process, self.process = self.process, 0
        try:
            return os.waitpid(process, 0)[1] == 0
        except ChildProcessError:
            return False


def _start(work: Callable[[Sequence[Item]], Result], part: Sequence[Item], others: Sequence[_Copy]) -> _Copy:
    """A copy of this process that does a part; one that does nothing when the system has no room for another."""
    read_end, write_end = os.pipe()
    gc.freeze()
    try:
        child = os.fork()
    except OSError:
        os.close(read_end)
        os.close(write_end)
        return _Copy()
    if child:
        os.close(write_end)
        return _Copy(child, read_end)
    try:
        # With no reader left, in this copy either, a copy whose parent is gone cannot wait for ever to be read.
        for end in (read_end, *(copy.read_end for copy in others if copy.process)):
            os.close(end)
        with os.fdopen(write_end, "wb") as out:
            pickle.dump(work(part), out, pickle.HIGHEST_PROTOCOL)
        os._exit(0)
    finally:
        os._exit(1)


def _finish(work: Callable[[Sequence[Item]], Result], part: Sequence[Item], copy: _Copy) -> Result:
    data = copy.result()
    return pickle.loads(data) if data else work(part)

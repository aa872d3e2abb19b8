"""Shares work over many items between this process and a copy of it for each further processor.

Called where records are checked and where pages are made and written, which needs nothing from the others. Shares only
where it pays and is safe: on Linux, with many items, and while this process has no other thread. Elsewhere, and when a
copy comes to harm, the work is done here, where its error reaches the caller.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

FEWEST_ITEMS = 300
"""Copying the process and carrying results back costs more than it saves below this."""
MOST_PROCESSES = 4


def share(work: Callable[[Sequence[Item]], Result], items: Sequence[Item]) -> list[Result]:
    """What `work` makes of each part of the items, in order. Its results are pickled; it may be run twice for a part."""
    parts = [items[start :: _processes(len(items))] for start in range(_processes(len(items)))]
    started = [_start(work, part) for part in parts[1:]]
    first = work(parts[0])
    return [first, *(_finish(work, part, *child) for part, child in zip(parts[1:], started, strict=True))]


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


def _start(work: Callable[[Sequence[Item]], Result], part: Sequence[Item]) -> tuple[int, int]:
    """The id of a copy of this process that does a part, and where its result can be read."""
    read_end, write_end = os.pipe()
    gc.freeze()
    child = os.fork()
    if child:
        os.close(write_end)
        return child, read_end
    try:
        with os.fdopen(write_end, "wb") as out:
            pickle.dump(work(part), out, pickle.HIGHEST_PROTOCOL)
        os._exit(0)
    finally:
        os._exit(1)


def _finish(work: Callable[[Sequence[Item]], Result], part: Sequence[Item], child: int, read_end: int) -> Result:
    with os.fdopen(read_end, "rb") as source:
        data = source.read()
    _, status = os.waitpid(child, 0)
    return work(part) if status else pickle.loads(data)

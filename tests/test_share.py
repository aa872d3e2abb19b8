"""Work shared between processes gives what one process would give, also when a copy fails."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

from ropa.share import FEWEST_ITEMS, MOST_PROCESSES, share, share_each

MANY = list(range(FEWEST_ITEMS * 2))
HERE = os.getpid()


def squares(numbers: Sequence[int]) -> dict[int, int]:
    return {number: number * number for number in numbers}


def only_here(numbers: Sequence[int]) -> dict[int, int]:
    if os.getpid() != HERE:
        raise ValueError("a copy comes to harm")
    return squares(numbers)


def joined(results: list[dict[int, int]]) -> dict[int, int]:
    return {number: square for result in results for number, square in result.items()}


def test_every_item_is_worked_on_once() -> None:
    assert joined(share(squares, MANY)) == squares(MANY)
    assert joined(share(squares, MANY[:3])) == squares(MANY[:3])


def test_what_a_copy_fails_at_is_done_here() -> None:
    assert joined(share(only_here, MANY)) == squares(MANY)


def test_what_becomes_of_each_item_stands_at_its_place() -> None:
    for count in (0, 1, FEWEST_ITEMS, FEWEST_ITEMS * 2 + 1):
        assert share_each(lambda number: number * number, MANY[:count]) == [number * number for number in MANY[:count]]


def test_each_processor_does_a_part() -> None:
    script = f"""
import os, time
from ropa.share import share_each
print(len(set(share_each(lambda _: time.sleep(0.001) or os.getpid(), range({len(MANY)})))))
"""
    assert int(run(script)) == (min(len(os.sched_getaffinity(0)), MOST_PROCESSES) if sys.platform == "linux" else 1)


def test_whoever_is_done_takes_the_next_part() -> None:
    script = f"""
import os, time
from ropa.share import share
HERE = os.getpid()
def work(numbers):
    time.sleep(0.5 if os.getpid() == HERE else 0.001)
    return os.getpid()
print(share(work, range({len(MANY)})).count(HERE))
"""
    here = int(run(script))

    assert here <= 2 or len(os.sched_getaffinity(0)) == 1


def test_a_fault_here_reaches_the_caller_and_leaves_no_copy_and_no_open_end() -> None:
    script = f"""
import os
from ropa.share import share
HERE = os.getpid()
def work(numbers):
    if os.getpid() == HERE:
        raise ValueError("here")
    return "x" * 1_000_000
before = os.listdir("/proc/self/fd")
for _ in range(3):
    try:
        share(work, range({len(MANY)}))
    except ValueError as error:
        print(error)
try:
    os.waitpid(-1, os.WNOHANG)
    print("a copy is left")
except ChildProcessError:
    print("none left")
print(len(os.listdir("/proc/self/fd")) - len(before))
"""
    assert run(script).split() == ["here", "here", "here", "none", "left", "0"]


def test_a_copy_does_not_outlive_the_process_that_is_killed() -> None:
    script = f"""
import os, signal
from ropa.share import share
HERE = os.getpid()
def work(numbers):
    if os.getpid() == HERE:
        os.kill(HERE, signal.SIGKILL)
    return "x" * 1_000_000
share(work, range({len(MANY)}))
"""
    done = subprocess.run([sys.executable, "-c", script], stdout=subprocess.PIPE, timeout=60)

    assert done.returncode != 0 and done.stdout == b""


def test_a_copy_does_not_outlive_a_wait_that_is_broken_off() -> None:
    script = f"""
import os, signal, time
from ropa.share import share
HERE = os.getpid()
class Stop(Exception):
    pass
def stop(*_):
    raise Stop
def work(numbers):
    time.sleep(0.001 if os.getpid() == HERE else 30)
signal.signal(signal.SIGALRM, stop)
signal.setitimer(signal.ITIMER_REAL, 1.0)
try:
    share(work, range({len(MANY)}))
    print("done")
except Stop:
    try:
        print("left", os.waitpid(-1, os.WNOHANG))
    except ChildProcessError:
        print("none")
"""
    assert run(script).strip() == ("none" if len(os.sched_getaffinity(0)) > 1 and sys.platform == "linux" else "done")


def test_results_come_back_where_python_knows_no_files_in_memory() -> None:
    script = f"import os\nvars(os).pop('memfd_create', None)\nfrom ropa.share import share_each\nprint(sum(share_each(abs, range({len(MANY)}))))"

    assert int(run(script)) == sum(MANY)


def test_work_is_done_here_when_the_system_makes_no_copy_and_when_nobody_may_wait_for_one() -> None:
    refused = "import resource; resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))"
    full = "import os, resource; resource.setrlimit(resource.RLIMIT_NOFILE, (len(os.listdir('/proc/self/fd')) + 1,) * 2)"
    ignored = "import signal; signal.signal(signal.SIGCHLD, signal.SIG_IGN)"
    for setting in (refused, full, ignored):
        script = f"{setting}\nfrom ropa.share import share_each\nprint(sum(share_each(abs, range({len(MANY)}))))"

        assert int(run(script)) == sum(MANY)


def run(script: str) -> str:
    """What a script prints, in a process of its own: a test run has threads, and work is not shared beside those."""
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60).stdout

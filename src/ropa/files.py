"""The files of a register: relative path -> bytes, from a folder or from a git revision, and nothing else.

What cannot be a file of the register (a folder named x.yaml, a link, a file that may not be read) becomes a
finding. Hidden files are passed over. The caller decides what the bytes mean.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from stat import S_ISDIR, S_ISLNK, S_ISREG

from ropa.findings import Fault, Finding, RopaError, Span
from ropa.text import MAX_BYTES

ENDINGS = (".yaml", ".yml")
REGULAR, LINK = "100", "120000"
"""How the modes of git's trees begin for an ordinary file and for a link."""

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
LINKED = Fault(
    "FIL103", "linked-file", "error",
    "`{name}` er et link, og registret følger ikke links", "`{name}` is a link, and the register follows no links",
    "læg selve filen her i stedet for linket", "put the file itself here instead of the link",
)
NOT_REGULAR = Fault(
    "FIL104", "not-regular", "error",
    "`{name}` er hverken en fil eller en mappe", "`{name}` is neither a file nor a folder",
    "slet den, og læg en almindelig fil her", "delete it, and put an ordinary file here",
)


@dataclass(frozen=True, slots=True)
class Version:
    """The commit that files were read at, its day (ISO 8601), and whether some of them have changed since."""

    commit: str
    day: str
    is_changed: bool


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
    below = len(os.path.join(root, ""))
    named = {path[below:].replace(os.sep, "/"): path for path in _paths(root)}
    return _files({name: _read_one(path, name) for name, path in named.items()})


def read_revision(root: Path, revision: str) -> Files:
    """The files below `root` as they stood at a git revision. Raises RopaError when git cannot say."""
    prefix = os.fsdecode(_git(root, "rev-parse", "--show-prefix")).removesuffix("\n")
    tree = _tree_of(root, revision)
    listing = os.fsdecode(_git(root, "ls-tree", "-r", "-z", "--full-tree", tree, "--", *([prefix] if prefix else [])))
    blobs: dict[str, str] = {}
    refused: dict[str, Finding] = {}
    for row in filter(None, listing.split("\0")):
        attributes, _, path = row.partition("\t")
        mode, _, blob = attributes.split(" ")
        name = path.removeprefix(prefix)
        folder = _folder_named_like_a_file(name)
        if _is_hidden(name):
            continue
        if folder:
            refused[folder] = NOT_A_FILE.at(Span(folder), name=folder)
        elif mode == LINK:
            refused[name] = LINKED.at(Span(name), name=name)
        elif mode.startswith(REGULAR):
            blobs[name] = blob
    return _files({**dict(zip(blobs, _blobs(root, list(blobs.values())), strict=True)), **refused})


def commit_holding(root: Path, file: str, data: bytes) -> str:
    """The id of the commit in use when it holds a file with exactly these bytes; "" when not, or without git."""
    try:
        commit = _git(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").decode().strip()
        return commit if _git(root, "cat-file", "blob", f"{commit}:./{file}") == data else ""
    except RopaError:
        return ""


def version_of(project: Path, folders: Sequence[Path]) -> Version | None:
    """The last commit that changed a project, and whether what lies in some of its folders has changed since.

    None without git and for a project that git does not keep. Where the commit is the same, so is the answer.
    """
    existing = [str(folder.resolve()) for folder in folders if folder.is_dir()]
    try:
        found = _git(project, "log", "-1", "--format=%H %cs", "--", ".").decode().split()
        changed = _git(project, "--no-optional-locks", "status", "--porcelain", "--", *existing) if found and existing else b""
    except RopaError:
        return None
    return Version(found[0], found[1], bool(changed)) if found else None


def history_of(project: Path) -> Path | None:
    """The file that git adds to whenever another commit comes into use; None without git."""
    try:
        return project / os.fsdecode(_git(project, "rev-parse", "--git-path", "logs/HEAD")).removesuffix("\n")
    except RopaError:
        return None


def _files(outcomes: Mapping[str, bytes | Finding]) -> Files:
    ordered = sorted(outcomes.items())
    findings = tuple(outcome for _, outcome in ordered if isinstance(outcome, Finding))
    contents = {name: outcome for name, outcome in ordered if isinstance(outcome, bytes)}
    return Files(contents, tuple(finding.span.file for finding in findings), findings)


def _paths(root: Path) -> Iterator[str]:
    """Files, links, and folders that are named like a file; hidden ones are passed over."""
    for folder, names, files in os.walk(root):
        visible = [name for name in names if not _is_hidden(name)]
        names[:] = [name for name in visible if not name.endswith(ENDINGS)]
        stopped = [name for name in visible if name.endswith(ENDINGS) or Path(folder, name).is_symlink()]
        yield from (os.path.join(folder, name) for name in (*files, *stopped) if not _is_hidden(name))


def _is_hidden(name: str) -> bool:
    return any(step.startswith(".") for step in name.split("/"))


def _folder_named_like_a_file(name: str) -> str:
    """The outermost folder of a path that is named like a record, "" when none is."""
    folders = [parent.as_posix() for parent in PurePosixPath(name).parents if parent.name.endswith(ENDINGS)]
    return min(folders, key=len, default="")


def _read_one(path: str, name: str) -> bytes | Finding:
    try:
        mode = os.lstat(path).st_mode
        refused = LINKED if S_ISLNK(mode) else NOT_A_FILE if S_ISDIR(mode) else None if S_ISREG(mode) else NOT_REGULAR
        if refused is not None:
            return refused.at(Span(name), name=name)
        with open(path, "rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        return UNREADABLE.at(Span(name), name=name, reason=error.strerror or error)


def _tree_of(root: Path, revision: str) -> str:
    try:
        return _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{tree}}").decode().strip()
    except RopaError:
        raise RopaError(f"git kender ikke {revision}", f"git does not know {revision}") from None


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

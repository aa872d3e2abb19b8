"""Imports run one way, from the text of a file to the commands; only the adapter knows the site builder."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "ropa"
LAYERS = (
    ("findings", "share"),
    ("law", "slips", "text"),
    ("yamlio",),
    ("files", "schema"),
    ("edit", "register"),
    ("chain", "graph", "noted", "retention"),
    ("breach", "editor", "gaps", "governance", "guides", "migrate", "order", "quiz", "sections"),
    ("rules",),
    ("check",),
    ("fixes", "report", "search", "starter"),
    ("site",),
    ("cli",),
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
PURE = {"breach", "findings", "law", "text", "yamlio", "schema", "register", "chain", "graph", "retention", "search", "gaps", "rules", "check", "report", "edit", "governance", "sections", "guides", "noted", "quiz", "slips", "order", "fixes"}
WORLD = {"os", "subprocess", "pathlib", "shutil", "tempfile", "socket", "time", "click", "mkdocs"}


def modules() -> list[Path]:
    """Every module but the package's own first line, and the files that only new projects run."""
    own = (path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")
    return sorted(path for path in own if "files" not in path.relative_to(PACKAGE).parts)


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"ropa.{alias.name}" for alias in node.names) if node.module == "ropa" else (node.module,)


def test_every_part_has_a_layer() -> None:
    assert {part_of(path) for path in modules()} == set(LEVEL)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_one_way(path: Path) -> None:
    own = part_of(path)
    imported = {name.split(".")[1] for name in imports(path) if name.startswith("ropa.")} - {own, "__version__"}

    assert {part for part in imported if LEVEL[part] >= LEVEL[own]} == set()


@pytest.mark.parametrize("path", [path for path in modules() if part_of(path) in PURE], ids=lambda p: str(p.relative_to(PACKAGE)))
def test_the_middle_does_not_touch_the_world(path: Path) -> None:
    assert {name.split(".")[0] for name in imports(path)} & WORLD == set()


def test_only_the_adapter_knows_the_site_builder() -> None:
    users = {path.name for path in modules() if any(name.split(".")[0] == "mkdocs" for name in imports(path))}

    assert users <= {"mkdocs_adapter.py", "mkdocs_theme.py", "making.py", "build.py"}


def test_only_the_rim_asks_the_clock() -> None:
    asking = {
        str(path.relative_to(PACKAGE))
        for path in modules()
        if part_of(path) != "cli" and path.name != "mkdocs_adapter.py" and any(call in path.read_text(encoding="utf-8") for call in ("date.today(", "datetime.now(", "time.time("))
    }

    assert asking == set()

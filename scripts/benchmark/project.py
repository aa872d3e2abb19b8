"""Writes what is measured to disk: a project with a made-up register, configured as this repository's own site.

Called by scripts/bench.py.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmark.corpus import make_corpus

REPOSITORY = Path(__file__).resolve().parents[2]
REGISTER = "data/ropa"
HANDWRITTEN = "ret-en-post.md"
"""The hand-written page that names no record and no other page."""


def write_project(folder: Path, activities: int) -> None:
    """A project with so many activities, in place of what the folder held."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, text in make_corpus(activities).items():
        target = folder / REGISTER / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    shutil.copy(REPOSITORY / "mkdocs.yml", folder)
    shutil.copytree(REPOSITORY / "hooks", folder / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "docs").mkdir()
    shutil.copy(REPOSITORY / "docs" / HANDWRITTEN, folder / "docs")


def record_to_edit(folder: Path) -> Path:
    """The file of one ordinary activity."""
    activities = sorted((folder / REGISTER / "activities").rglob("*.yaml"))
    return activities[len(activities) // 2]


def page_of(project: Path, record: Path) -> str:
    """The address of an activity's page below the site."""
    organisation, name = record.relative_to(project / REGISTER / "activities").with_suffix("").parts
    found = [page for page in (project / "site").rglob(f"{organisation}/{name}/index.html")]
    return found[0].relative_to(project / "site").parent.as_posix() + "/"

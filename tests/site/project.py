"""A project on disk like the one that `ropa init` makes, with the records that a test gives."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

PROJECT = Path(__file__).parents[2]
FICTIONAL = PROJECT / "tests" / "fixtures" / "fictional"


def write_project(folder: Path, records: Mapping[str, str]) -> Path:
    shutil.copy(PROJECT / "mkdocs.yml", folder / "mkdocs.yml")
    shutil.copytree(PROJECT / "hooks", folder / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "docs").mkdir()
    (folder / "docs" / "om.md").write_text("# Om os\n\nEn side, skrevet i hånden.\n", encoding="utf-8")
    for path, text in records.items():
        target = folder / "data" / "ropa" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder


def fictional_files() -> dict[str, str]:
    """The files of the fictional register, and one that cannot be read."""
    files = {path.relative_to(FICTIONAL).as_posix(): path.read_text(encoding="utf-8") for path in sorted(FICTIONAL.rglob("*.yaml"))}
    return {**files, "parties/broken.yaml": "id: broken\nname: {da: Uden mellemrum}\nnaming: named\ncountry: Danmark\n"}


def write_docs(folder: Path) -> None:
    """Hand-written pages: those about the site as they are, and policies of the fictional register."""
    shutil.copytree(PROJECT / "tests" / "fixtures" / "docs", folder)
    for name in ("om.md", "ret-en-post.md"):
        shutil.copy(PROJECT / "docs" / name, folder)

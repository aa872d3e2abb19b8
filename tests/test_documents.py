"""What the documents of the project point to is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ropa.site.urls import FOLDERS, GLOSSARY, QUIZ, START

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
MADE = frozenset(path.rstrip("/") for path in (*FOLDERS.values(), START, QUIZ, GLOSSARY))
"""Folders of pages that the site makes; the build follows links to these and stops at one that leads nowhere."""
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_somewhere(document: Path) -> None:
    links = LINK.findall(document.read_text(encoding="utf-8"))

    written = (link for link in links if link.removeprefix("../").split("/")[0] not in MADE)
    assert [link for link in written if not (document.parent / link).exists()] == []


def test_the_readme_names_commands_that_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"`?make ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8")))

    assert named and named <= targets

"""What git says of the files that a site is made from: the same for the same commit, and nothing where git keeps nothing."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from ropa.files import Version, version_of

IDENTITY = ("-c", "user.name=Prøve", "-c", "user.email=proeve@example.org", "-c", "commit.gpgsign=false")
DAY = {"GIT_COMMITTER_DATE": "2026-03-28T23:30:00+0100", "GIT_AUTHOR_DATE": "2020-01-01T00:00:00+0000"}


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *IDENTITY, "-C", folder, *arguments], check=True, capture_output=True, env={**os.environ, **DAY})
    return done.stdout.decode().strip()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project in a folder of a repository, with a register and a page."""
    folder = tmp_path / "repository" / "fortegnelse på dansk"
    (folder / "data").mkdir(parents=True)
    (folder / "docs").mkdir()
    (folder / "data" / "register.yaml").write_text("schema_version: 2\n", encoding="utf-8")
    git(tmp_path / "repository", "init", "--initial-branch=main")
    commit(folder)
    return folder


def commit(folder: Path) -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "--message=Ret")
    return git(folder, "rev-parse", "HEAD")


def version(project: Path) -> Version | None:
    return version_of(project, (project / "data", project / "docs", project / "findes-ikke"))


def test_names_the_commit_and_its_day(project: Path) -> None:
    assert version(project) == Version(git(project, "rev-parse", "HEAD"), "2026-03-28", False)


@pytest.mark.parametrize("file", ["data/register.yaml", "data/ny.yaml", "docs/ny.md"])
def test_says_that_what_is_read_has_changed_since(project: Path, file: str) -> None:
    (project / file).write_text("# ret\n", encoding="utf-8")
    before = version(project)
    commit(project)
    after = version(project)

    assert before is not None and before.is_changed
    assert after is not None and not after.is_changed and after.commit != before.commit


def test_a_change_beside_what_is_read_is_none(project: Path) -> None:
    before = version(project)
    (project / "noter.txt").write_text("x", encoding="utf-8")
    (project.parent / "andet.txt").write_text("x", encoding="utf-8")
    git(project.parent, "add", "andet.txt")
    git(project.parent, "commit", "--message=Andet")

    assert version(project) == before


def test_says_nothing_of_a_folder_that_git_does_not_keep(project: Path, tmp_path: Path) -> None:
    unkept = project.parent / "unkept"
    shutil.copytree(project, unkept)

    assert version(unkept) is None
    assert version(tmp_path) is None


def test_says_nothing_without_git(project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert version(project) is None

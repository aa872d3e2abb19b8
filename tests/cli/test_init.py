"""`ropa init`: another organisation gets a register that passes the check and builds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ropa.starter import make_id

from .conftest import Run

ROOT = Path(__file__).parents[2]
LOCK = "requirements/site.txt"
SAME_IN_BOTH = ("mkdocs.yml", "hooks/ropa_hook.py", ".vscode/settings.json", ".vscode/tasks.json", ".vscode/extensions.json")


def test_a_new_register_passes_the_check_and_builds(ropa: Run, tmp_path: Path) -> None:
    made = ropa("init", "ours", "--name", 'Ærø "Bageri" & Søn: A/S')

    checked = ropa("check", "--project", "ours")
    built = subprocess.run(
        ["make", "site", f"ROPA={Path(sys.executable).with_name('ropa')}"],
        cwd=tmp_path / "ours", capture_output=True, text=True, check=False, timeout=120,
    )

    assert (made.returncode, checked.returncode, built.returncode) == (0, 0, 0), built.stderr
    page = tmp_path / "ours/site/aktiviteter/aeroe-bageri-soen-a-s/example-enquiries/index.html"
    assert "Ærø &#34;Bageri&#34; &amp; Søn: A/S" in page.read_text(encoding="utf-8")


def test_the_folder_gives_the_name_when_none_is_given(ropa: Run, tmp_path: Path) -> None:
    ropa("init", "Havnens Cykler")

    assert 'name: "Havnens Cykler"' in (tmp_path / "Havnens Cykler/data/ropa/organisations/havnens-cykler.yaml").read_text()


@pytest.mark.parametrize("blocked", ["file", "folder"])
def test_nothing_that_is_there_is_written_over(ropa: Run, tmp_path: Path, blocked: str) -> None:
    if blocked == "file":
        (tmp_path / "ours").write_text("mine")
    else:
        (tmp_path / "ours").mkdir()
        (tmp_path / "ours/mine").write_text("mine")

    done = ropa("init", "ours", "--name", "Ours")

    assert (done.returncode, "ours" in done.stderr) == (2, True)
    assert [path.read_text() for path in tmp_path.rglob("*") if path.is_file()] == ["mine"]


@pytest.mark.parametrize(
    ("name", "wanted"), [("Ærø Bageri A/S", "aeroe-bageri-a-s"), ("Søren & Co.", "soeren-co"), ("Café 1", "cafe-1"), ("北京", "organisation")]
)
def test_an_id_is_made_from_the_name(name: str, wanted: str) -> None:
    assert make_id(name) == wanted


def test_a_new_project_installs_nothing_that_it_was_not_told_to(ropa: Run, tmp_path: Path) -> None:
    ropa("init", "ours")

    done = subprocess.run(["make", "site"], cwd=tmp_path / "ours", capture_output=True, text=True, check=False)

    assert (done.returncode != 0, "ROPA_SOURCE=" in done.stderr) == (True, True)
    assert not (tmp_path / "ours/.venv").exists()
    assert (tmp_path / "ours/requirements.txt").read_text() == (ROOT / LOCK).read_text()


@pytest.mark.parametrize("path", SAME_IN_BOTH)
def test_a_new_project_has_the_same_settings_as_this_one(path: str) -> None:
    kept = ROOT / "src/ropa/starter/files" / path.replace(".vscode", "dot-vscode")

    assert kept.read_text(encoding="utf-8") == (ROOT / path).read_text(encoding="utf-8")

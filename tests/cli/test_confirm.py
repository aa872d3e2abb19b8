"""`ropa confirm`: a draft becomes confirmed when nothing stands in the way, and otherwise nothing is touched."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from ropa.text import Source
from ropa.yamlio import load

from .conftest import Run

FICTIONAL = Path(__file__).parents[1] / "fixtures" / "fictional"
KEY = "nordlys-regnskab/own-accounts"
IDENTITY = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b"}
ASKED = ("confirm", KEY, "--role", "director", "--on", "2026-10-01")
BLOCK = "confirmed:\n  on: 2026-10-01\n  by_role: director\n  evidence: 2026-10-01-confirmation-own-accounts\n"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """The fictional register, in which one record is a draft with comments of its own."""
    root = tmp_path / "data/ropa"
    shutil.copytree(FICTIONAL, root)
    record = root / f"activities/{KEY}.yaml"
    text = record.read_text(encoding="utf-8")
    head, _, rest = text.partition("record: confirmed\n")
    rest = rest.partition("confirmation-2026\n")[2]
    record.write_text(f"{head}record: draft   # until the meeting\n# how often\n{rest}", encoding="utf-8")
    return root


def record(register: Path) -> Path:
    return register / f"activities/{KEY}.yaml"


def evidence(register: Path, ending: str = "") -> Path:
    return register / f"evidence/nordlys-regnskab/2026-10-01-confirmation-own-accounts{ending}.yaml"


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_a_complete_draft_is_confirmed_at_its_place(ropa: Run, register: Path) -> None:
    before = contents(register)
    done = ropa(*ASKED, "--evidence", "Referat af ledermøde 1. oktober 2026")
    after = contents(register)

    file = f"activities/{KEY}.yaml"
    old = "record: draft   # until the meeting\n"
    assert (done.returncode, done.stderr) == (0, "")
    assert after[file].decode() == before[file].decode().replace(old, old.replace("draft", "confirmed") + BLOCK)
    assert {name for name in after if before.get(name) != after[name]} == {file, evidence(register).relative_to(register).as_posix()}
    assert ropa("check").returncode == 0


def test_the_evidence_says_who_what_when_and_on_what_it_rests(ropa: Run, register: Path) -> None:
    ropa(*ASKED, "--evidence", "Referat: punkt 3")
    digest = evidence(register).read_text().split("digest: ")[1].split()[0]

    assert load(Source("", evidence(register).read_text())).value == {
        "id": "2026-10-01-confirmation-own-accounts", "organisation": "nordlys-regnskab", "type": "confirmation",
        "on": "2026-10-01", "by_role": "director", "activities": [KEY], "reference": "Referat: punkt 3", "digest": digest,
    }


def test_the_change_is_shown_as_a_patch_that_makes_it(ropa: Run, register: Path, tmp_path: Path) -> None:
    done = ropa(*ASKED, "--evidence", "Referat", "--dry-run")
    assert not evidence(register).exists()
    patch = "".join(f"{line}\n" for line in done.stdout.splitlines()[:-1])
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=patch.encode(), check=True)
    by_patch = contents(register)
    evidence(register).unlink()
    record(register).write_bytes(record(register).read_bytes().replace(BLOCK.encode(), b"").replace(b"record: confirmed", b"record: draft"))
    ropa(*ASKED, "--evidence", "Referat")

    assert contents(register) == by_patch


def test_a_dry_run_writes_nothing(ropa: Run, register: Path) -> None:
    before = contents(register)
    done = ropa(*ASKED, "--evidence", "Referat", "--dry-run")

    assert (done.returncode, contents(register) == before) == (0, True)


def test_everything_in_the_way_is_told_with_place_and_hint_and_nothing_is_touched(ropa: Run, register: Path) -> None:
    text = record(register).read_text(encoding="utf-8")
    record(register).write_text(text.replace("        legal_basis: bookkeeping-duty\n", "", 1), encoding="utf-8")
    party = register / "parties/tax-authority.yaml"
    party.write_text(party.read_text(encoding="utf-8") + "nme: x\n", encoding="utf-8")
    before = contents(register)
    done = ropa(*ASKED, "--evidence", "Referat", "--lang", "en")

    assert (done.returncode, contents(register) == before) == (1, True)
    assert f"data/ropa/activities/{KEY}.yaml:" in done.stdout and "data/ropa/parties/tax-authority.yaml:" in done.stdout
    assert done.stdout.count("  hint: ") == 2
    assert "2 points to solve first" in done.stderr


def test_a_record_that_cannot_be_read_is_told_with_its_faults(ropa: Run, register: Path) -> None:
    record(register).write_text("id: [\n")
    done = ropa(*ASKED, "--evidence", "Referat")

    assert (done.returncode, "YML007" in done.stdout, "Traceback" in done.stderr) == (1, True, False)


def test_an_organisation_that_cannot_be_read_is_told_with_its_faults(ropa: Run, register: Path) -> None:
    (register / "organisations/nordlys-regnskab.yaml").write_text("id: [\n")
    done = ropa(*ASKED, "--evidence", "Referat")

    assert (done.returncode, "organisations/nordlys-regnskab.yaml:1" in done.stdout) == (1, True)


def test_a_confirmed_record_is_not_confirmed_again(ropa: Run, register: Path) -> None:
    ropa(*ASKED, "--evidence", "Referat")
    before = contents(register)
    done = ropa(*ASKED, "--evidence", "Referat")

    assert (done.returncode, contents(register) == before) == (1, True)
    assert "allerede bekræftet den 2026-10-01 af director" in done.stderr


def test_a_record_that_changed_since_is_told_and_can_be_confirmed_again_with_evidence_of_its_own(ropa: Run, register: Path) -> None:
    ropa(*ASKED, "--evidence", "Referat")
    first = evidence(register).read_bytes()
    record(register).write_text(record(register).read_text(encoding="utf-8").replace("frequency: ongoing", "frequency: periodic"), encoding="utf-8")
    told = ropa("check")
    again = ropa(*ASKED, "--evidence", "Referat")
    quiet = ropa("check")

    assert ("CNF001" in told.stdout, again.returncode, "CNF001" in quiet.stdout) == (True, 0, False)
    assert evidence(register).read_bytes() == first
    assert "evidence: 2026-10-01-confirmation-own-accounts-2\n" in record(register).read_text(encoding="utf-8")


def test_a_withdrawn_confirmation_is_replaced(ropa: Run, register: Path) -> None:
    ropa(*ASKED, "--evidence", "Referat")
    record(register).write_text(record(register).read_text(encoding="utf-8").replace("record: confirmed", "record: draft"), encoding="utf-8")
    done = ropa(*ASKED[:-1], "2026-10-02", "--evidence", "Referat")

    assert done.returncode == 0
    assert record(register).read_text(encoding="utf-8").count("confirmed:") == 1
    assert "  evidence: 2026-10-02-confirmation-own-accounts\n" in record(register).read_text(encoding="utf-8")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_endings_and_the_byte_order_mark_stay(ropa: Run, register: Path, mark: bytes) -> None:
    before = mark + record(register).read_bytes().replace(b"\n", b"\r\n")
    record(register).write_bytes(before)
    done = ropa(*ASKED, "--evidence", "Referat")

    old = b"record: draft   # until the meeting\r\n"
    block = BLOCK.encode().replace(b"\n", b"\r\n")
    assert done.returncode == 0
    assert record(register).read_bytes() == before.replace(old, old.replace(b"draft", b"confirmed") + block)


def test_a_read_only_record_is_told_and_leaves_no_evidence(ropa: Run, register: Path) -> None:
    record(register).chmod(0o444)
    done = ropa(*ASKED, "--evidence", "Referat")

    assert (done.returncode, evidence(register).exists(), "Traceback" in done.stderr) == (2, False, False)
    assert f"{KEY}.yaml er skrivebeskyttet" in done.stderr


def test_evidence_that_cannot_be_written_leaves_the_record_alone(ropa: Run, register: Path) -> None:
    cycle = b'    cycle:\n      every_months: 12\n      run_on: "01-31"\n      by_role: director\n'
    before = record(register).read_bytes().replace(cycle, b"").replace(b"    hard_max: P7Y\n", b"")
    record(register).write_bytes(before)
    shutil.rmtree(register / "evidence")
    (register / "evidence").write_text("a file\n")
    done = ropa(*ASKED, "--evidence", "Referat")

    assert (record(register).read_bytes() == before, "Traceback" in done.stderr, done.returncode) == (True, False, 2)


def test_the_mode_of_the_record_stays(ropa: Run, register: Path) -> None:
    record(register).chmod(0o640)
    ropa(*ASKED, "--evidence", "Referat")

    assert record(register).stat().st_mode & 0o777 == 0o640


def test_the_commit_is_noted_when_it_holds_the_record_as_it_is(ropa: Run, register: Path, tmp_path: Path) -> None:
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True, env={**os.environ, **IDENTITY})
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=tmp_path, check=True, capture_output=True, text=True).stdout.strip()
    held = ropa(*ASKED, "--evidence", "Referat", "--dry-run")
    record(register).write_bytes(record(register).read_bytes() + b"# later\n")
    not_held = ropa(*ASKED, "--evidence", "Referat", "--dry-run")

    assert (head in held.stdout, "commit:" in not_held.stdout) == (True, False)


@pytest.mark.parametrize(
    "text",
    ["record: draft # }", "'; rm -rf /", '"quoted" and \\back', "&anchor *alias !tag", "{{ 7*7 }} <script>x</script>", "=1+1", "a:\n  b: c\n- d",
     "- [x", "no", "2026-10-01", "æøå – 中文", "%s %n {0}", "x" * 5000],
)
def test_hostile_words_in_the_evidence_are_only_words(ropa: Run, register: Path, text: str) -> None:
    done = ropa(*ASKED, f"--evidence={text}")

    assert (done.returncode, done.stderr) == (0, "")
    value = load(Source("", evidence(register).read_text(encoding="utf-8"))).value
    assert isinstance(value, dict)
    assert value["reference"] == " ".join(text.split())
    assert ropa("check").returncode == 0


@pytest.mark.parametrize("text", ["", "  ", "\x1b[2Jx", "a\u202eb", "a\u200bb", "a\x7fb", os.fsdecode(b"a\xff")])
def test_words_with_invisible_characters_are_refused(ropa: Run, register: Path, text: str) -> None:
    done = ropa(*ASKED, f"--evidence={text}")

    assert (done.returncode, evidence(register).exists(), "Traceback" in done.stderr) == (2, False, False)


def test_a_file_in_the_project_is_named_by_its_path_there(ropa: Run, register: Path, tmp_path: Path) -> None:
    (tmp_path / "minutes.pdf").write_bytes(b"%PDF")
    ropa(*ASKED, "--evidence", str(tmp_path / "minutes.pdf"))

    assert "reference: minutes.pdf\n" in evidence(register).read_text()


def test_a_file_outside_the_project_is_refused(ropa: Run, register: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "minutes.pdf"
    elsewhere.write_bytes(b"%PDF")
    done = ropa(*ASKED, "--evidence", str(elsewhere))

    assert (done.returncode, evidence(register).exists()) == (2, False)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nordlys-regnskab/own-acounts", "--role", "director"], "mente du `nordlys-regnskab/own-accounts`?"),
        (["own-accounts", "--role", "director"], "der er ingen aktivitet `own-accounts`"),
        (["../../etc/passwd", "--role", "director"], "der er ingen aktivitet"),
        ([KEY, "--role", "directer"], "mente du `director`?"),
        ([KEY, "--role", "shop-manager"], "organisations/nordlys-regnskab.yaml"),
        ([KEY, "--role", "director", "--on", "2026-02-30"], "2026-02-30"),
        ([KEY], "--role"),
    ],
)
def test_wrong_use_is_told_with_the_nearest_spelling(ropa: Run, register: Path, arguments: list[str], told: str) -> None:
    before = contents(register)
    done = ropa("confirm", *arguments, "--evidence", "Referat")

    assert (done.returncode, contents(register) == before, "Traceback" in done.stderr) == (2, True, False)
    assert told in done.stderr


def test_a_record_written_in_an_unusual_way_is_edited_right_or_not_at_all(ropa: Run, register: Path) -> None:
    record(register).write_text(record(register).read_text(encoding="utf-8").replace("record: draft   # until the meeting", "? record\n: draft"), encoding="utf-8")
    before = record(register).read_bytes()
    done = ropa(*ASKED, "--evidence", "Referat")

    after = load(Source("", record(register).read_text(encoding="utf-8"))).value
    assert isinstance(after, dict)
    assert (done.returncode, after["record"]) in [(0, "confirmed"), (2, "draft")]
    assert done.returncode == 0 or record(register).read_bytes() == before


@pytest.mark.parametrize("evidence", ["minutes/missing.md", "referat.pdf", "data"])
def test_a_path_that_leads_to_no_file_is_not_taken_for_words(evidence: str, ropa: Run, register: Path) -> None:
    before = record(register).read_bytes()
    done = ropa(*ASKED, "--evidence", evidence)

    assert (done.returncode, record(register).read_bytes()) == (2, before)
    assert f"der er ingen fil {evidence}" in done.stderr


def test_nothing_is_confirmed_on_a_day_that_has_not_come(ropa: Run, register: Path) -> None:
    before = record(register).read_bytes()
    done = ropa(*ASKED[:-1], "2899-01-01", "--evidence", "Referat")

    assert (done.returncode, record(register).read_bytes()) == (2, before)
    assert "2899-01-01 er ikke kommet endnu" in done.stderr

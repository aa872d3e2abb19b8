"""The same register comes out of a folder and out of the git revision that holds the folder."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from ropa.files import Files, read_folder, read_revision
from ropa.findings import RopaError
from ropa.register import assemble

FICTIONAL = Path(__file__).parent / "fixtures" / "fictional"
IDENTITY = ("-c", "user.name=Prøve", "-c", "user.email=proeve@example.org", "-c", "commit.gpgsign=false")

places = pytest.mark.parametrize(
    "place", [".", "data/ropa", "Mine ting/fortegnelse på dansk", " med luft ", "a:b/*[x]?"]
)


def git(repository: Path, *arguments: str) -> None:
    subprocess.run(["git", *IDENTITY, "-C", repository, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "--initial-branch=main")
    git(folder, "config", "core.autocrlf", "false")
    return folder


def commit(repository: Path) -> None:
    git(repository, "add", "--all", "--force")
    git(repository, "commit", "--message=Ret")


def committed_register(repository: Path, place: str) -> Path:
    root = repository / place
    shutil.copytree(FICTIONAL, root, dirs_exist_ok=True)
    commit(repository)
    return root


@places
def test_a_revision_holds_the_same_register_as_the_folder(repository: Path, place: str) -> None:
    root = committed_register(repository, place)

    assert read_revision(root, "HEAD") == read_folder(root)
    assert assemble(read_revision(root, "HEAD")) == assemble(read_folder(root))


@places
def test_a_revision_stays_as_it_was_when_the_folder_changes(repository: Path, place: str) -> None:
    root = committed_register(repository, place)
    before = read_folder(root)
    (root / "register.yaml").write_text("schema_version: 2\n", encoding="utf-8")
    shutil.rmtree(root / "activities")
    (root / "parties" / "new.yaml").write_text("id: new\n", encoding="utf-8")

    assert read_revision(root, "HEAD") == before
    commit(repository)
    assert read_revision(root, "HEAD~1") == before
    assert read_revision(root, "HEAD") == read_folder(root)


def test_a_revision_holds_only_the_files_of_the_register(repository: Path) -> None:
    (repository / "other").mkdir()
    (repository / "other" / "x.yaml").write_text("x: 1\n", encoding="utf-8")
    (repository / "data").mkdir()
    (repository / "data" / "ropa-old.yaml").write_text("x: 1\n", encoding="utf-8")
    root = committed_register(repository, "data/ropa")

    assert read_revision(root, "HEAD").contents.keys() == read_folder(FICTIONAL).contents.keys()


def test_names_and_bytes_come_out_as_they_went_in(repository: Path) -> None:
    contents = {
        "activities/kiosk/brødsalg.yaml": b"\xff\xfe\x00",
        "activities/kiosk/to ord.yaml": b"a: 1\r\nb: 2\r\n",
        "linje\nskift.yaml": b"no line break at the end",
        "tab\tog \"anførsel\".yaml": b"",
        "æøå/🚲.yaml": "æøå 🚲\n".encode(),
    }
    for name, data in contents.items():
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        (repository / name).write_bytes(data)
    with open(os.fsencode(repository) + b"/caf\xe9.yaml", "wb") as stream:
        stream.write(b"latin")
    commit(repository)
    files = read_revision(repository, "HEAD")

    assert dict(files.contents) == {**contents, "caf\udce9.yaml": b"latin"}
    assert list(files.contents) == sorted(files.contents)
    assert files == read_folder(repository)


def test_links_and_folders_named_like_records_are_refused_as_on_disk(repository: Path) -> None:
    (repository / "link.yaml").symlink_to("/etc/hostname")
    (repository / "dangling.yaml").symlink_to("nothing.yaml")
    (repository / "x.yaml" / "deep.yml").mkdir(parents=True)
    (repository / "x.yaml" / "deep.yml" / "inside.yaml").write_text("id: inside\n", encoding="utf-8")
    (repository / "x.yaml" / "inside.yaml").write_text("id: inside\n", encoding="utf-8")
    commit(repository)
    files = read_revision(repository, "HEAD")

    assert files.unread == ("dangling.yaml", "link.yaml", "x.yaml")
    assert files == read_folder(repository)


def test_hidden_files_are_passed_over(repository: Path) -> None:
    (repository / ".hidden").mkdir()
    for name in (".hidden/x.yaml", ".x.yaml", "register.yaml"):
        (repository / name).write_text("x: 1\n", encoding="utf-8")
    commit(repository)

    assert list(read_revision(repository, "HEAD").contents) == ["register.yaml"]
    assert read_revision(repository, "HEAD") == read_folder(repository)


def test_a_program_is_read_like_any_file(repository: Path) -> None:
    (repository / "register.yaml").write_text("x: 1\n", encoding="utf-8")
    (repository / "register.yaml").chmod(0o755)
    commit(repository)

    assert read_revision(repository, "HEAD").contents == {"register.yaml": b"x: 1\n"}


@pytest.mark.parametrize("revision", ["main", "HEAD", "HEAD^0", "@", "v1", "main@{0}"])
def test_a_revision_may_be_written_as_git_allows(repository: Path, revision: str) -> None:
    root = committed_register(repository, ".")
    git(repository, "tag", "v1")

    assert read_revision(root, revision) == read_folder(root)


@pytest.mark.parametrize("revision", ["nope", "HEAD~7", "", "--help", "--output=x", "HEAD:register.yaml", "a b", "æ"])
def test_a_revision_that_git_does_not_know_stops_the_work(repository: Path, revision: str) -> None:
    root = committed_register(repository, ".")

    with pytest.raises(RopaError) as stop:
        read_revision(root, revision)
    assert (stop.value.message.da, stop.value.message.en) == (
        f"git kender ikke {revision}",
        f"git does not know {revision}",
    )


def test_a_folder_outside_git_stops_the_work(tmp_path: Path) -> None:
    with pytest.raises(RopaError) as stop:
        read_revision(tmp_path, "HEAD")

    assert stop.value.message.en.startswith("git says: ")


def test_a_folder_that_is_not_there_stops_the_work(tmp_path: Path) -> None:
    with pytest.raises(RopaError):
        read_revision(tmp_path / "nowhere", "HEAD")


def test_a_machine_without_git_stops_the_work(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = committed_register(repository, ".")
    monkeypatch.setenv("PATH", str(repository / "no-programs"))

    with pytest.raises(RopaError) as stop:
        read_revision(root, "HEAD")
    assert stop.value.message.da == "git er ikke installeret"


def test_a_folder_that_the_revision_does_not_have_is_empty(repository: Path) -> None:
    root = committed_register(repository, "data/ropa")
    (repository / "new").mkdir()

    assert read_revision(repository / "new", "HEAD") == Files({})
    assert assemble(read_revision(root, "HEAD")).findings == ()

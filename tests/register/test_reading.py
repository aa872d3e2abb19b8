"""What lies in a folder beside sound records: each misfortune is told at its place, and never hides another file."""

import codecs
import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ropa.files import read_folder
from ropa.findings import RopaError
from ropa.register import Register, assemble
from ropa.text import MAX_BYTES

from .told import places

SETTINGS = "schema_version: 2\ntitle: {da: Prøve}\n"
ORGANISATION = "id: kiosk\nname: Kiosken ApS\n"
ACTIVITY = "id: {id}\ntitle: {{da: Brød}}\norganisation: kiosk\nrole: controller\nrecord: draft\n"
SOUND = "activities/kiosk/sound.yaml"
WRONG = "activities/kiosk/wrong.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A register with one sound activity."""
    folder = tmp_path / "register"
    put(folder, "register.yaml", SETTINGS)
    put(folder, "organisations/kiosk.yaml", ORGANISATION)
    put(folder, SOUND, ACTIVITY.format(id="sound"))
    return folder


def put(root: Path, file: str, content: str | bytes) -> Path:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(root: Path) -> Register:
    return assemble(read_folder(root))


def only_the_sound_one_is_read(register: Register) -> bool:
    return [entry.key for entry in register.of("activity")] == ["kiosk/sound"]


def hints(register: Register) -> list[str]:
    return [finding.hint.da for finding in register.findings if finding.hint]


WRONG_RECORD = ACTIVITY.format(id="wrong")


@pytest.mark.parametrize(
    ("content", "place", "hint"),
    [
        (WRONG_RECORD.encode("cp1252"), ("FIL003", 2, 15), "`ø`: åbn filen som Windows-1252"),
        (WRONG_RECORD.encode("utf-16"), ("FIL002", 1, 1), "UTF-8"),
        (WRONG_RECORD.encode("utf-16-be"), ("FIL002", 1, 1), "UTF-8"),
        (WRONG_RECORD.encode() + b"# \xff\n", ("FIL003", 6, 3), "UTF-8"),
        (WRONG_RECORD.encode() + b"# \x00\n", ("FIL005", 6, 3), "slet tegnet"),
        (b"", ("YML020", 1, 1), "skriv posten"),
        (b"- id: wrong\n", ("YML021", 1, 1), "felt: værdi"),
        (b"wrong\n", ("YML021", 1, 1), "felt: værdi"),
        (b"[" * 100_000, ("YML023", 1, 41), "overflødige"),
        (b"x" * (MAX_BYTES + 1), ("FIL001", 1, 1), "del filen op"),
    ],
    ids=["latin-1", "utf-16", "utf-16-without-mark", "no-letter", "nul", "empty", "list", "text", "deep", "large"],
)
def test_bytes_that_are_no_record_are_told(root: Path, content: bytes, place: tuple[str, int, int], hint: str) -> None:
    put(root, WRONG, content)
    register = read(root)

    assert places(register) == [(WRONG, *place)]
    assert hint in hints(register)[0]
    assert [broken.file for broken in register.broken] == [WRONG]
    assert only_the_sound_one_is_read(register)


def test_a_byte_order_mark_is_told_and_the_record_is_read(root: Path) -> None:
    put(root, WRONG, codecs.BOM_UTF8 + WRONG_RECORD.encode())
    register = read(root)

    assert [(f.code, f.severity, f.gates) for f in register.findings] == [("FIL004", "warning", False)]
    assert register.get("activity", "kiosk/wrong") is not None


def test_windows_line_breaks_are_no_fault(root: Path) -> None:
    put(root, WRONG, WRONG_RECORD.replace("\n", "\r\n"))

    assert read(root).findings == ()


def test_an_alias_bomb_is_refused_at_once(root: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 40)]
    put(root, WRONG, "\n".join(lines))
    started = time.perf_counter()
    register = read(root)

    assert time.perf_counter() - started < 2
    assert {f.code for f in register.findings} >= {"YML032", "YML033"}
    assert only_the_sound_one_is_read(register)


def test_a_file_of_fifty_megabytes_is_refused_without_being_read(root: Path) -> None:
    with put(root, WRONG, b"id: wrong\n").open("r+b") as stream:
        stream.truncate(50 * 1024 * 1024)
    files = read_folder(root)

    assert len(files.contents[WRONG]) == MAX_BYTES + 1
    assert places(assemble(files)) == [(WRONG, "FIL001", 1, 1)]


def a_folder(root: Path) -> None:
    put(root, f"{WRONG}/inside.yaml", WRONG_RECORD)


def a_link_out(root: Path) -> None:
    put(root.parent, "outside.yaml", WRONG_RECORD)
    (root / WRONG).symlink_to(root.parent / "outside.yaml")


def a_link_inside(root: Path) -> None:
    (root / WRONG).symlink_to(root / SOUND)


def a_dangling_link(root: Path) -> None:
    (root / WRONG).symlink_to("nothing.yaml")


def a_link_to_itself(root: Path) -> None:
    (root / WRONG).symlink_to(root / WRONG)


def a_linked_folder_of_that_name(root: Path) -> None:
    (root / WRONG).symlink_to(root / "organisations")


def a_pipe(root: Path) -> None:
    os.mkfifo(root / WRONG)


def a_socket(root: Path) -> None:
    here = Path.cwd()
    os.chdir(root / "activities" / "kiosk")
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind("wrong.yaml")
    finally:
        os.chdir(here)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (a_folder, "FIL101"),
        (a_link_out, "FIL103"),
        (a_link_inside, "FIL103"),
        (a_dangling_link, "FIL103"),
        (a_link_to_itself, "FIL103"),
        (a_linked_folder_of_that_name, "FIL103"),
        (a_pipe, "FIL104"),
        (a_socket, "FIL104"),
    ],
)
def test_what_is_named_like_a_record_but_is_no_file_is_told_and_stays_visible(
    root: Path, make: Callable[[Path], None], code: str
) -> None:
    make(root)
    register = read(root)

    assert places(register) == [(WRONG, code, 1, 1)]
    assert len(hints(register)) == 1
    assert [(broken.kind, broken.key) for broken in register.broken] == [("activity", "kiosk/wrong")]
    assert only_the_sound_one_is_read(register)


def test_a_linked_folder_is_told_rather_than_left_out(root: Path) -> None:
    put(root.parent, "elsewhere/wrong.yaml", WRONG_RECORD)
    (root / "activities" / "bakery").symlink_to(root.parent / "elsewhere")

    assert places(read(root)) == [("activities/bakery", "FIL103", 1, 1)]


def test_a_vocabulary_that_cannot_be_read_does_not_make_its_words_wrong(root: Path) -> None:
    put(root, SOUND, ACTIVITY.format(id="sound") + "data:\n  - {id: buyer, categories: [name, phone]}\n")
    (root / "vocabulary" / "personal_data_categories.yaml").mkdir(parents=True)

    assert places(read(root)) == [("vocabulary/personal_data_categories.yaml", "FIL101", 1, 1)]


@pytest.mark.parametrize("content", [SETTINGS.encode("utf-16"), b"", b"title: [\n"], ids=["utf-16", "empty", "bracket"])
def test_broken_settings_are_not_said_to_be_missing(root: Path, content: bytes) -> None:
    put(root, "register.yaml", content)

    assert {f.code for f in read(root).findings} & {"FIL112"} == set()
    assert only_the_sound_one_is_read(read(root))


def test_linked_settings_are_not_said_to_be_missing(root: Path) -> None:
    (root / "register.yaml").rename(root.parent / "register.yaml")
    (root / "register.yaml").symlink_to(root.parent / "register.yaml")

    assert places(read(root)) == [("register.yaml", "FIL103", 1, 1)]


@pytest.mark.parametrize("written", ["true", "2.5", '"2"', "ja"])
def test_a_version_that_is_no_whole_number_is_no_old_schema(root: Path, written: str) -> None:
    put(root, "register.yaml", SETTINGS.replace("2", written))

    assert {f.span.file for f in read(root).findings} == {"register.yaml"}
    assert "SCH011" not in {f.code for f in read(root).findings}
    assert only_the_sound_one_is_read(read(root))


@pytest.mark.parametrize("name", ["con", "prn", "aux", "nul", "com1", "lpt9"])
def test_a_name_that_windows_cannot_store_is_told(root: Path, name: str) -> None:
    put(root, f"activities/kiosk/{name}.yaml", ACTIVITY.format(id=name))
    register = read(root)

    assert places(register) == [(f"activities/kiosk/{name}.yaml", "IDS004", 1, 1)]
    assert hints(register) == [f"brug et længere navn, fx {name}-1"]
    put(root, f"activities/kiosk/{name}-1.yaml", ACTIVITY.format(id=f"{name}-1"))
    (root / f"activities/kiosk/{name}.yaml").unlink()
    assert read(root).findings == ()


@pytest.mark.parametrize(
    ("name", "renamed"),
    [
        ("Sale.yaml", "sale.yaml"),
        ("sale.YAML", "sale.yaml"),
        ("sale.yml", "sale.yaml"),
        ("sale.Yml.TXT", "sale.yaml"),
        ("brødsalg.yaml", "broedsalg.yaml"),
        ("to ord.yaml", "to-ord.yaml"),
        ("under_score.yaml", "under-score.yaml"),
        ("..sale..yaml", None),
        ("line\nbreak.yaml", "line-break.yaml"),
        ("sаle.yaml", "s-le.yaml"),
        ("--.yaml", ""),
        ("x" * 200 + "É.yaml", "x" * 200 + ".yaml"),
    ],
)
def test_a_file_name_that_is_no_id_is_told_with_the_name_to_use(root: Path, name: str, renamed: str | None) -> None:
    file = f"activities/kiosk/{name}"
    put(root, file, WRONG_RECORD)
    register = read(root)
    place = f"activities/kiosk/{renamed}" if renamed else "activities/<virksomhed>/<navn>.yaml"
    expected = f"omdøb den til {place}" if renamed else f"læg den som {place}"

    assert places(register) == ([] if renamed is None else [(file, "FIL111", 1, 1)])
    assert hints(register) == ([] if renamed is None else [expected])
    assert only_the_sound_one_is_read(register)


def test_a_file_name_that_is_no_text_is_told(root: Path) -> None:
    with open(os.fsencode(root) + b"/activities/kiosk/caf\xe9.yaml", "wb") as stream:
        stream.write(WRONG_RECORD.encode())

    assert [f.code for f in read(root).findings] == ["FIL111"]


def test_hidden_files_and_other_files_are_left_alone(root: Path) -> None:
    for file in (".git/config.yaml", "activities/.hidden/x.yaml", "activities/kiosk/.x.yaml", "README.md", "a.png"):
        put(root, file, b"\xff\xfe")

    assert read(root).findings == ()


def test_country_no_is_norway(root: Path) -> None:
    put(root, "parties/oslo.yaml", "id: oslo\nname: {da: Oslo}\nnaming: named\ncountry: NO\n")
    party = read(root).get("party", "oslo")

    assert party is not None and party.value["country"] == "NO"


def test_every_file_with_a_fault_is_told_at_once(root: Path) -> None:
    put(root, WRONG, b"\xe6")
    put(root, "activities/kiosk/tab.yaml", "id: tab\n\ttitle: x\n")
    put(root, "organisations/other.yaml", "id: another\nname: 1\n")
    put(root, "stray.yaml", "x: 1\n")
    a_pipe_beside = root / "parties"
    a_pipe_beside.mkdir()
    os.mkfifo(a_pipe_beside / "pipe.yaml")

    assert [(f.span.file, f.code) for f in read(root).findings] == [
        ("activities/kiosk/tab.yaml", "YML008"),
        (WRONG, "FIL003"),
        ("organisations/other.yaml", "IDS001"),
        ("organisations/other.yaml", "SCH003"),
        ("parties/pipe.yaml", "FIL104"),
        ("stray.yaml", "FIL111"),
    ]


def test_the_same_folder_reads_the_same_twice(root: Path) -> None:
    put(root, WRONG, b"\xe6")

    assert read(root) == read(root)


def test_a_folder_that_is_not_there_stops_the_work(tmp_path: Path) -> None:
    with pytest.raises(RopaError) as stop:
        read_folder(tmp_path / "nowhere")

    assert stop.value.message.da == f"der er ingen mappe {tmp_path / 'nowhere'}"


def test_an_empty_folder_lacks_only_its_settings(tmp_path: Path) -> None:
    assert places(read(tmp_path)) == [("register.yaml", "FIL112", 1, 1)]


def test_an_id_that_another_entry_once_had_is_told_with_both_places(root: Path) -> None:
    put(root, "activities/kiosk/newer.yaml", ACTIVITY.format(id="newer") + "formerly: [sound]\n")

    (finding,) = read(root).findings

    assert (finding.code, finding.span.file, finding.span.line) == ("IDS005", SOUND, 1)
    assert [(r.span.file, r.span.line) for r in finding.related] == [("activities/kiosk/newer.yaml", 6)]

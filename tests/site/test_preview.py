"""The preview, as `ropa serve` runs it: after an edit it shows what a fresh build would, on every page."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from ropa.site.build import build_site

from .project import write_project
from .small import ACTIVITY, FILES

LIVE_RELOAD = re.compile(r"<script>\s*var livereload.*?</script>", re.DOTALL)
LONGEST_WAIT = 60


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path, FILES)


@pytest.fixture
def address(project: Path) -> Iterator[str]:
    """The address of a running preview."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", "from ropa.cli import main; main()", "serve", "--project", str(project), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    yield f"http://127.0.0.1:{port}/"
    process.send_signal(signal.SIGINT)
    process.wait(timeout=LONGEST_WAIT)


def fetch(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=LONGEST_WAIT) as answer:
            return str(LIVE_RELOAD.sub("", answer.read().decode("utf-8")))
    except (urllib.error.URLError, ConnectionError):
        return ""


def wait_for(url: str, words: str) -> None:
    end = time.monotonic() + LONGEST_WAIT
    while words not in fetch(url):
        assert time.monotonic() < end, f"{words} is not shown"
        time.sleep(0.05)


def served_beside_fresh(address: str, project: Path) -> list[str]:
    """The pages and search files that the preview shows otherwise than a fresh build."""
    folder = build_site(project).folder
    files = [path for path in folder.rglob("*") if path.suffix == ".html" or path.match("search/**/*.js")]
    names = {path.relative_to(folder).as_posix().removesuffix("index.html"): path for path in files if path.name != "404.html"}
    return [name for name, path in names.items() if fetch(address + name) != path.read_text(encoding="utf-8")]


def test_every_page_is_right_after_each_of_several_edits(address: str, project: Path) -> None:
    wait_for(address, "</html>")
    record = project / "data/ropa" / ACTIVITY
    differing = {}
    for name, (old, new, page, words) in {
        "title": ("Køreseddel", "Kørebog", "parter/sky/", "Kørebog"),
        "new file": ("", "", "parter/nyhuset/", "Nyhuset"),
        "organisation": ("Anker ApS", "Anker A/S", "om/", "Anker A/S"),
        "broken": ("dpia:", "dpiaa:", "ulaeselige/activity/anker/slip/", "dpiaa"),
        "mended": ("dpiaa:", "dpia:", "aktiviteter/anker/slip/", "Kørebog"),
    }.items():
        target = project / "data/ropa/organisations/anker.yaml" if name == "organisation" else record
        if name == "new file":
            (project / "data/ropa/parties/nyhuset.yaml").write_text("id: nyhuset\nname: {da: Nyhuset}\nnaming: named\n", encoding="utf-8")
        else:
            target.write_text(target.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        wait_for(address + page, words)
        differing[name] = served_beside_fresh(address, project)

    assert {name: found for name, found in differing.items() if found} == {}


@pytest.mark.parametrize("shown", ["parter/sky/", "parter/under", "virksomheder/anker/index.html", "aktiviteter/", "search/index.js"])
def test_the_first_answer_after_an_edit_is_right_wherever_it_is_asked_for(address: str, project: Path, shown: str) -> None:
    wait_for(address + shown, "reseddel")
    record = project / "data/ropa" / ACTIVITY
    record.write_text(record.read_text(encoding="utf-8").replace("Køreseddel", "Kørebog"), encoding="utf-8")
    found = fetch(address + shown)

    assert "Kørebog" in found or "koerebog" in found


def test_shows_a_fault_in_the_project_where_the_page_would_be_until_it_is_mended(address: str, project: Path) -> None:
    wait_for(address, "</html>")
    config = project / "mkdocs.yml"
    right = config.read_text(encoding="utf-8")
    config.write_text(right.replace("name: material", "name: intet-tema"), encoding="utf-8")
    wrong = status_of(address)
    config.write_text(right, encoding="utf-8")

    assert (wrong, status_of(address)) == (500, 200)


def test_answers_that_there_is_no_such_page_and_nothing_from_outside_the_site(address: str, project: Path) -> None:
    wait_for(address, "</html>")

    assert status_of(f"{address}parter/ingen/") == 404
    assert status_of(f"{address}..%2f..%2f..%2f..{project}/mkdocs.yml") == 404
    assert [status_of(f"{address}{odd}") for odd in ("..%2f..%2fetc", "%00", "a" * 3000, "parter//sky/")] == [404, 404, 404, 200]


def test_a_page_from_elsewhere_that_was_led_to_this_machine_reads_nothing(address: str) -> None:
    wait_for(address, "</html>")

    assert status_of(urllib.request.Request(address, headers={"Host": "elsewhere.example"})) == 403
    assert status_of(address.replace("127.0.0.1", "localhost")) == 200


def test_a_commit_is_an_edit_too(address: str, project: Path) -> None:
    wait_for(address, "</html>")
    git = ["git", "-C", str(project), "-c", "user.name=Anker", "-c", "user.email=anker@example.com"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "Begyndt"]):
        subprocess.run([*git, *command], check=True)
    config = project / "mkdocs.yml"
    config.write_text(f"{config.read_text(encoding='utf-8')}\n", encoding="utf-8")  # the history was not there before
    record = project / "data/ropa" / ACTIVITY
    record.write_text(f"# en linje\n{record.read_text(encoding='utf-8')}", encoding="utf-8")
    sheet = f"{address}laes-og-underskriv/anker/"
    before = fetch(sheet)
    subprocess.run([*git, "commit", "-qam", "En linje"], check=True)
    commit = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout

    assert commit[:7] not in before and commit[:7] in fetch(sheet)


def test_survives_a_link_that_leads_to_itself(address: str, project: Path) -> None:
    wait_for(address, "</html>")
    (project / "docs" / "loop").symlink_to("loop")

    assert status_of(address) == 200


def test_a_port_that_is_in_use_is_told_in_one_sentence(address: str, project: Path) -> None:
    wait_for(address, "</html>")
    port = address.rstrip("/").rpartition(":")[2]
    command = [sys.executable, "-c", "from ropa.cli import main; main()", "serve", "--project", str(project), "--port", port]

    done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST_WAIT)

    assert done.returncode == 2 and f"port {port}" in done.stderr and "Traceback" not in done.stderr


def status_of(url: str | urllib.request.Request) -> int:
    try:
        with urllib.request.urlopen(url, timeout=LONGEST_WAIT) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code

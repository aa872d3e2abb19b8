"""The fixtures of this folder catch what they promise to catch."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

CONFTEST = Path(__file__).with_name("conftest.py")
SCRIPTS = Path(__file__).parents[2] / "scripts"
CLEAN = """<!doctype html>
<html lang="da">
<meta charset="utf-8">
<link rel="icon" href="data:,">
<title>Prøve</title>
<main><h1>Prøve</h1>{}</main>
"""


def write_page(folder: Path, body: str = "") -> Path:
    (folder / "index.html").write_text(CLEAN.format(body), encoding="utf-8")
    return folder


def test_shows_a_page_of_a_served_folder(page: Page, serve_dir: Callable[[Path], str], tmp_path: Path) -> None:
    page.goto(serve_dir(write_page(tmp_path)))

    assert page.title() == "Prøve"


def test_finds_no_fault_in_an_accessible_page(
    page: Page, serve_dir: Callable[[Path], str], axe_violations: Callable[[Page], list[str]], tmp_path: Path
) -> None:
    page.goto(serve_dir(write_page(tmp_path)))

    assert axe_violations(page) == []


def test_finds_a_picture_without_a_text(
    page: Page, serve_dir: Callable[[Path], str], axe_violations: Callable[[Page], list[str]], tmp_path: Path
) -> None:
    page.goto(serve_dir(write_page(tmp_path, '<img src="data:,">')))

    assert [line.split(":")[0] for line in axe_violations(page)] == ["image-alt"]


FAULTS = {
    "picture": ("<img alt='' src='http://example.com/a.png'>", "asks another machine for `http://example.com/a.png`"),
    "socket": ("<script>new WebSocket('ws://example.com')</script>", "asks another machine for `ws://example.com/`"),
    "number": ("<script>fetch('https://192.0.2.1/')</script>", "asks another machine for `https://192.0.2.1/`"),
    "console": ("<script>console.error('ups')</script>", "error in the console: ups"),
    "exception": ("<script>throw new Error('oh')</script>", "error in the page: oh"),
    "missing_file": ("<img alt='' src='none.png'>", "error in the console: Failed to load resource*404*"),
}


def test_fails_the_test_of_each_page_with_a_fault(pytester: pytest.Pytester) -> None:
    for name, (body, _) in FAULTS.items():
        write_page(pytester.mkdir(name), body)

    result = run_opening_of_pages(pytester)

    result.assert_outcomes(passed=len(FAULTS), errors=len(FAULTS))
    result.stdout.fnmatch_lines_random([f"*{message}*" for _, message in FAULTS.values()])


def test_passes_the_test_of_a_page_without_a_fault(pytester: pytest.Pytester) -> None:
    write_page(pytester.mkdir("clean"))

    run_opening_of_pages(pytester).assert_outcomes(passed=1)


def test_fails_when_the_browser_is_missing(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROPA_BROWSER", str(pytester.path / "none"))
    write_page(pytester.mkdir("clean"))

    result = run_opening_of_pages(pytester)

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*not a browser that starts*"])


def run_opening_of_pages(pytester: pytest.Pytester) -> pytest.RunResult:
    """Runs, in a process of its own, one test with our fixtures for each folder, which opens the folder's page."""
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    pytester.makepyfile(
        """
        from pathlib import Path

        import pytest

        @pytest.mark.parametrize("index", sorted(Path(__file__).parent.glob("*/index.html")))
        def test_opens(page, serve_dir, index):
            page.goto(serve_dir(index.parent), wait_until="networkidle")
        """
    )
    return pytester.runpytest_subprocess("-o", f"pythonpath={SCRIPTS}", "-p", "no:cacheprovider")

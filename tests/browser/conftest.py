"""A real browser for the tests in this folder, and a server on this machine for the pages it opens.

The browser is found, never installed, here: `make test` has seen to it, and a missing one fails the test.
A page that asks another machine for anything, or that logs an error, fails its test as well.
"""

import functools
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from find_browser import NoBrowserError, find_browser
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

LAUNCH_ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
THIS_MACHINE = {"127.0.0.1", "localhost"}
PATIENCE = 30
"""For how many seconds a test waits for what has to come: as long as the browser's driver does by itself."""

expect.set_options(timeout=PATIENCE * 1000)


# Not for the whole session: while the sync API is on, no other file's test in this process can start an event loop.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the tests of a file. Fails, and never skips, when there is none."""
    try:
        path = find_browser()
    except NoBrowserError as error:
        pytest.fail(str(error), pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=LAUNCH_ARGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page with nothing remembered. At the end the test fails on each outside request and each error in the page."""
    context = browser.new_context(locale="da-DK", timezone_id="Europe/Copenhagen", reduced_motion="reduce")
    faults = watch(context)
    yield context.new_page()
    context.close()
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def watch(context: BrowserContext) -> list[str]:
    """A list that fills, while the pages are used, with what no page of ours may do."""
    faults: list[str] = []

    def note_request(url: str) -> None:
        if is_outside(url):
            faults.append(f"the page asks another machine for `{url}`")

    context.on("request", lambda request: note_request(request.url))
    context.on("page", lambda page: page.on("websocket", lambda socket: note_request(socket.url)))
    context.on("weberror", lambda error: faults.append(f"error in the page: {error.error}"))
    context.on(
        "console",
        lambda message: faults.append(f"error in the console: {message.text}") if message.type == "error" else None,
    )
    return faults


def is_outside(url: str) -> bool:
    """True for an address on another machine; files and data inside the page are on none."""
    parts = urlsplit(url)
    return parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in THIS_MACHINE


def go_back(page: Page, address: str) -> None:
    """Goes one step back, to this address. `page.go_back` fails while the page that is left is still on its way in."""
    page.wait_for_url(lambda url: url != address)
    page.go_back()
    page.wait_for_url(lambda url: url == address)


def let_pass(page: Page, milliseconds: int) -> None:
    """Waits by the page's own timers: what it had put off for less has then happened, however slow the machine."""
    page.evaluate("milliseconds => new Promise(done => setTimeout(done, milliseconds))", milliseconds)


def let_draw(page: Page) -> None:
    """Waits until the page has been drawn once more: only then does it scroll to a place that was jumped to."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


@pytest.fixture(scope="module")
def serve_dir() -> Iterator[Callable[[Path], str]]:
    """A function that serves a folder on this machine until the tests of the file end, and gives its address."""
    with ExitStack() as servers:
        yield lambda folder: servers.enter_context(serving(folder))


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files without a log line for each."""

    def log_message(self, *_: object) -> None:
        return


class PatientServer(ThreadingHTTPServer):
    """Has room for all that a browser asks for at once; beyond the usual five, an answer can take seconds."""

    request_queue_size = 128


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a running server, without a slash at the end."""
    handler = functools.partial(QuietHandler, directory=str(folder))
    with PatientServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def axe_violations(axe_script: str) -> Callable[[Page], list[str]]:
    """A function that checks the page as it is shown now and gives one line for each element that breaks a rule."""

    def violations(page: Page) -> list[str]:
        page.evaluate(axe_script)
        found = page.evaluate("rules => axe.run({runOnly: rules})", AXE_RULES)
        return [f"{rule['id']}: {node['html']}" for rule in found["violations"] for node in rule["nodes"]]

    return violations

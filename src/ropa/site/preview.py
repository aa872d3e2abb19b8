"""A site in a folder that always says what its files say: whatever is asked for is brought up to date before it is shown.

Called by `build.serve_site`. Before each answer the files are looked at; what an edit has changed is made when somebody
asks for it, and the rest meanwhile, so that nobody waits for a page that nobody reads. Knows no builder.
"""

from __future__ import annotations

import logging
import os
import posixpath
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from html import escape
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import RLock, Thread
from typing import Any, Protocol
from urllib.parse import quote, unquote, urlsplit

from ropa.findings import RopaError

LOG = logging.getLogger(__name__)
NUMBER = "/livereload"
"""The address of the number of the version that is shown, which an open page holds against its own."""
_RELOAD = """<script>
var livereload = setInterval(() => document.hidden || fetch("%s").then(answer => answer.text()).then(number => number === "%d" || location.reload()).catch(() => {}), 400)
</script>"""
LOOK_EVERY = 0.25
"""Seconds between two looks at the files while nobody asks for anything."""
PAUSE = 0.001
"""Seconds after each thing that is made meanwhile, in which those who ask get their turn."""
_OWN_NAMES = ("127.0.0.1", "localhost")
_NEVER_MADE = "assets/"
"""The folder of files that belong to the theme: a page asks for many of them, and nobody edits one."""

Stamps = Mapping[str, int]


class Making(Protocol):
    """A site that is being made."""

    def refresh(self) -> bool:
        """Takes over what the records say now; False when the site has to be made from nothing."""

    def bring(self, address: str) -> None:
        """Writes what is behind at an address."""

    def go_on(self) -> bool:
        """Writes one thing that is behind; False when nothing is."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where what a site is made of lies: its records, and everything else."""

    records: tuple[Path, ...]
    others: tuple[Path, ...]
    today: Callable[[], date]

    def stamps(self) -> tuple[Stamps, Stamps]:
        """When each file of the two was changed. Records mean something else on another day: what is due, what has expired."""
        return {**_stamps(self.records), "": self.today().toordinal()}, _stamps(self.others)


@dataclass(frozen=True, slots=True)
class Whole:
    """A site made from nothing, and when its files had been changed before it was begun."""

    making: Making
    sources: Sources
    seen: tuple[Stamps, Stamps]


@dataclass(frozen=True, slots=True)
class Shown:
    """What is answered: the bytes of the file at `path`, or where else to look."""

    status: HTTPStatus
    path: str
    data: bytes = b""


@dataclass(slots=True)
class Preview:
    """The site in `folder`, made from nothing by `build`; one thread at a time works at it.

    `number` tells its versions apart, those of the preview before too, which a page may still show. `fault` is what stopped the last attempt, "" when nothing did.
    """

    folder: Path
    build: Callable[[], Whole]
    whole: Whole
    seen: tuple[Stamps, Stamps]
    number: int = field(default_factory=time.time_ns)
    fault: str = ""
    _lock: Any = field(default_factory=RLock)

    def look(self) -> None:
        """Takes over what has changed in the files since the last look."""
        with self._lock:
            before, self.seen = self.seen, self.whole.sources.stamps()
            if before != self.seen:
                self._try(partial(self._take_over, only_records=before[1] == self.seen[1] and not self.fault))
                self.number += 1

    def _take_over(self, *, only_records: bool) -> None:
        self.fault = ""
        if not (only_records and self.whole.making.refresh()):
            self.whole = self.build()
            self.seen = self.whole.seen

    def go_on(self) -> bool:
        """Makes one thing that nobody has asked for yet; False when all is there."""
        with self._lock:
            return not self.fault and bool(self._try(self.whole.making.go_on))

    def shown(self, address: str) -> Shown:
        """What stands at an address, as the files say it now."""
        address = posixpath.normpath(f"/{address}").lstrip("/") + ("/" if address.endswith("/") and address.strip("/") else "")
        with self._lock:
            if not address.startswith(_NEVER_MADE):
                self.look()
                self._bring(address)
            if self.fault:
                return Shown(HTTPStatus.INTERNAL_SERVER_ERROR, "fault.html", self._live(f"<pre>{escape(self.fault)}</pre></body>".encode()))
            return self._file(address)

    def _bring(self, address: str) -> None:
        is_file = "." in address.rpartition("/")[2]
        folder = address.removesuffix("index.html") if is_file or address.endswith("/") or not address else f"{address}/"
        if not self.fault:
            self._try(partial(self.whole.making.bring, folder))

    def _file(self, address: str) -> Shown:
        place = self._place(address)
        if place and place.is_dir() and address and not address.endswith("/"):
            return Shown(HTTPStatus.FOUND, f"{address}/")
        file, status = place / "index.html" if place and place.is_dir() else place, HTTPStatus.OK
        if not file or not file.is_file():
            file, status = self.folder / "404.html", HTTPStatus.NOT_FOUND
        data = file.read_bytes() if file.is_file() else b""
        return Shown(status, file.name, self._live(data) if file.suffix == ".html" else data)

    def _place(self, address: str) -> Path | None:
        """Where in the folder an address leads; None when it leads nowhere, or out, or is no name that a file can have."""
        with suppress(OSError, ValueError):
            path = (self.folder / address).resolve()
            return path if path.is_relative_to(self.folder) and path.exists() else None
        return None

    def _live(self, document: bytes) -> bytes:
        """A page that loads itself again when the site has another number."""
        before, end, after = document.rpartition(b"</body>")
        return before + (_RELOAD % (NUMBER, self.number)).encode() + end + after

    def _try(self, work: Callable[[], bool | None]) -> bool | None:
        """What work returns; a fault in it is shown until the next edit, since the preview outlives it."""
        try:
            return work()
        except (RopaError, SystemExit) as error:
            LOG.error("%s", error)
            self.fault = f"{error}\n\nse terminalen / see the terminal"
        except Exception as error:
            LOG.error("%s", "".join(traceback.format_exception(error)))
            self.fault = f"en fejl i ropa selv / a fault in ropa itself: {type(error).__name__}: {error}"
        self.number += 1
        return None


def _stamps(places: Iterable[Path]) -> Stamps:
    """When each file at or below some places was changed; one that is gone meanwhile is left out."""
    found = {}
    for place in places:
        below = (os.path.join(folder, name) for folder, _, names in os.walk(place) for name in names if not name.endswith(".pyc"))
        for file in [str(place)] if place.is_file() else below:
            with suppress(OSError):
                found[file] = os.stat(file).st_mtime_ns
    return found


class _Handler(SimpleHTTPRequestHandler):
    """Answers from a preview."""

    server: _Server

    def send_head(self) -> BytesIO:  # type: ignore[override]
        host = urlsplit(f"//{self.headers.get('Host', '')}").hostname
        if host not in _OWN_NAMES:  # a page from elsewhere that has been led to this machine may not read the register
            return self._send(Shown(HTTPStatus.FORBIDDEN, "refused.txt", b"127.0.0.1"))
        path = urlsplit(self.path).path
        if path == NUMBER:
            return self._send(Shown(HTTPStatus.OK, "number.txt", str(self.server.preview.number).encode()))
        return self._send(self.server.preview.shown(unquote(path).lstrip("/")))

    def _send(self, shown: Shown) -> BytesIO:
        self.send_response(shown.status)
        if shown.status == HTTPStatus.FOUND:
            self.send_header("Location", f"/{quote(shown.path)}")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Type", self.guess_type(shown.path))
        self.send_header("Content-Length", str(len(shown.data)))
        self.end_headers()
        return BytesIO(shown.data)

    def log_message(self, format: str, *arguments: Any) -> None:
        LOG.debug(format, *arguments)


class _Server(ThreadingHTTPServer):
    """Answers from a preview. Says nothing of readers who leave before they have got everything."""

    preview: Preview
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def listen(port: int) -> _Server:
    """A server at 127.0.0.1 that lets those who ask wait until there is something to show. Raises RopaError for a port in use."""
    try:
        return _Server(("127.0.0.1", port), _Handler)
    except OSError as error:
        raise RopaError(
            f"port {port} kan ikke bruges ({error.strerror}); vælg en anden med --port",
            f"port {port} cannot be used ({error.strerror}); choose another with --port",
        ) from None


def show(server: _Server, preview: Preview) -> None:
    """Answers until the user stops it, and makes meanwhile what nobody has asked for yet."""
    server.preview = preview
    Thread(target=server.serve_forever, daemon=True).start()
    LOG.info("Serving on http://127.0.0.1:%d/", server.server_port)
    try:
        while True:
            preview.look()
            _go_on_for_a_while(preview)
    except KeyboardInterrupt:
        server.shutdown()


def _go_on_for_a_while(preview: Preview) -> None:
    end = time.monotonic() + LOOK_EVERY
    while (left := end - time.monotonic()) > 0:
        time.sleep(PAUSE if preview.go_on() else left)

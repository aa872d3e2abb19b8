"""Builds a project's site into a folder, or shows it on this machine and builds it again at each change.

Called by the command `ropa`. MkDocs runs in this process; what it warns about reaches the user as one `RopaError`.
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ropa.findings import RopaError
from ropa.register import Register
from ropa.rules import Linted

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from ropa.site.memory import Memory
    from ropa.site.mkdocs_adapter import Making

CONFIG = "mkdocs.yml"
HANDOUT = "handout"
"""The folder of a site that is handed out, beside that of the ordinary one."""
LOOK_EVERY = 0.25
"""Seconds between two looks for changed files."""


@dataclass(frozen=True, slots=True)
class Built:
    """A finished site: its folder and how many pages it has."""

    folder: Path
    pages: int


class _Warnings(logging.Handler):
    """Collects what MkDocs warns about."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def build_site(
    project: Path,
    *,
    strict: bool = True,
    handout: bool = False,
    read: tuple[Register, Linted] | None = None,
    today: date | None = None,
) -> Built:
    """The site of the project in the folder that its mkdocs.yml names, or for handing out, readable without a server.

    `read` is the register of data/ropa with what the check says of it, when the caller has them already; `today` is the day that
    findings are told for, the real one when it is None. Raises RopaError when the
    site cannot be built.
    """
    config_file = _config_file(project)
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    from ropa.site.mkdocs_adapter import READ, TODAY

    logger = logging.getLogger("mkdocs")
    warnings = _Warnings()
    logger.addHandler(warnings)
    options: dict[str, Any] = {"use_directory_urls": False, "site_url": ""} if handout else {}
    try:
        config = load_config(str(config_file), strict=strict, **options)
        if handout:
            config.site_dir = str(Path(config.site_dir).parent / HANDOUT)
        config.extra[READ], config.extra[TODAY] = read, today
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
    except (MkDocsException, SystemExit) as error:
        reason = "; ".join(warnings.lines) or str(error)
        raise RopaError(f"siden kunne ikke bygges: {reason}", f"the site could not be built: {reason}") from error
    finally:
        logger.removeHandler(warnings)
    folder = Path(config.site_dir)
    return Built(folder, sum(1 for path in folder.rglob("*.html") if path != folder / "404.html"))


def serve_site(project: Path, *, port: int = 8000) -> None:
    """Shows the site at 127.0.0.1 until the user stops it."""
    config_file = _config_file(project)
    from mkdocs.livereload import LiveReloadServer

    from ropa.site.memory import Memory

    logging.getLogger("mkdocs").setLevel(logging.INFO)
    logging.basicConfig(format="%(message)s")
    folder = Path(tempfile.mkdtemp(prefix="ropa_"))
    preview = _Preview(config_file, folder, f"http://127.0.0.1:{port}/", Memory())
    server = LiveReloadServer(preview.build, "127.0.0.1", port, str(folder), polling_interval=LOOK_EVERY)
    server.error_handler = lambda code: _bytes_of(folder / f"{code}.html")
    try:
        config = preview.build()
        for path in dict.fromkeys([config.docs_dir, str(config_file), *config.watch]):
            server.watch(path)
        server.serve()
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(slots=True)
class _Preview:
    """What is kept between two builds of the site that is shown: its pages, and what they stand in."""

    config_file: Path
    folder: Path
    url: str
    memory: Memory
    config: MkDocsConfig | None = None
    making: Making | None = None
    frame: dict[str, int] = field(default_factory=dict)

    def build(self) -> MkDocsConfig:
        """Writes the pages that an edit of the register has changed, or else the whole site."""
        making, self.making = self.making, None
        if self.config is None or making is None or self.frame != self._frame() or not making.refresh():
            self.config, making = self._build_all()
            self.frame = self._frame()
        self.making = making
        return self.config

    def _build_all(self) -> tuple[MkDocsConfig, Making]:
        from mkdocs.commands.build import build
        from mkdocs.config import load_config

        from ropa.site.mkdocs_adapter import MAKING, MEMORY

        config = load_config(str(self.config_file), site_dir=str(self.folder))
        config.site_url = self.url
        config.extra[MEMORY] = self.memory
        config.plugins.on_startup(command="serve", dirty=False)
        build(config, serve_url=self.url)
        return config, config.extra[MAKING]

    def _frame(self) -> dict[str, int]:
        """When each file that frames and hand-written pages are made of was changed."""
        assert self.config is not None
        folders = [Path(self.config.docs_dir), self.config_file.parent / "hooks"]
        files = [self.config_file, *(path for folder in folders for path in folder.rglob("*"))]
        return {str(path): path.stat().st_mtime_ns for path in files if path.is_file() and path.suffix != ".pyc"}


def _bytes_of(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _config_file(project: Path) -> Path:
    """The project's mkdocs.yml, absolute; the theme's notice about its own future is switched off first."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    config_file = project.resolve() / CONFIG
    if not config_file.is_file():
        raise RopaError(f"der er ingen {CONFIG} i {project}", f"there is no {CONFIG} in {project}")
    return config_file

"""Builds a project's site into a folder, or shows it on this machine and builds it again at each change.

Called by the command `ropa`. MkDocs runs in this process; what it warns about reaches the user as one `RopaError`.
"""

from __future__ import annotations

import logging
import os
import tempfile
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ropa.files import history_of
from ropa.findings import RopaError
from ropa.register import Register
from ropa.rules import Linted
from ropa.site.preview import Preview, Sources, Whole, listen, show

if TYPE_CHECKING:
    from ropa.site.memory import Memory

CONFIG = "mkdocs.yml"
HANDOUT = "handout"
"""The folder of a site that is handed out, beside that of the ordinary one."""


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
    from ropa.site.memory import Memory

    logging.getLogger("mkdocs").setLevel(logging.INFO)
    logging.getLogger("ropa").setLevel(logging.INFO)
    logging.basicConfig(format="%(message)s")
    with listen(port) as server, tempfile.TemporaryDirectory(prefix="ropa_", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        build = partial(_build_preview, config_file, folder, f"http://127.0.0.1:{port}/", Memory())
        whole = build()
        show(server, Preview(folder, build, whole, whole.seen))


def _build_preview(config_file: Path, folder: Path, url: str, memory: Memory) -> Whole:
    """The site from nothing, but for the pages of the register that are made when somebody asks for them."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    from ropa.site.making import register_folder
    from ropa.site.mkdocs_adapter import MAKING, MEMORY, today_of

    config = load_config(str(config_file), site_dir=str(folder))
    config.site_url = url
    config.extra[MEMORY] = memory
    others = (config_file, Path(config.docs_dir), config_file.parent / "hooks", *map(Path, [*config.watch, config.theme.custom_dir or config_file]))
    history = history_of(config_file.parent)
    sources = Sources((register_folder(config), *([history] if history else [])), others, partial(today_of, config))
    seen = sources.stamps()
    config.plugins.on_startup(command="serve", dirty=False)
    build(config, serve_url=url)
    return Whole(config.extra[MAKING], sources, seen)


def _config_file(project: Path) -> Path:
    """The project's mkdocs.yml, absolute; the theme's notice about its own future is switched off first."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    config_file = project.resolve() / CONFIG
    if not config_file.is_file():
        raise RopaError(f"der er ingen {CONFIG} i {project}", f"there is no {CONFIG} in {project}")
    return config_file

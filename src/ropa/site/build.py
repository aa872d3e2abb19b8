"""Builds a project's site into a folder, or shows it on this machine and builds it again at each change.

Called by the command `ropa`. MkDocs runs in this process; what it warns about reaches the user as one `RopaError`.
"""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from pathlib import Path

from ropa.findings import RopaError

CONFIG = "mkdocs.yml"


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


def build_site(project: Path, *, strict: bool = True) -> Built:
    """The site of the project in the folder that its mkdocs.yml names. Raises RopaError when it cannot be built."""
    config_file = _config_file(project)
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    logger = logging.getLogger("mkdocs")
    warnings = _Warnings()
    logger.addHandler(warnings)
    try:
        config = load_config(str(config_file), strict=strict)
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
    except (MkDocsException, SystemExit) as error:
        reason = "; ".join(warnings.lines) or str(error)
        raise RopaError(f"siden kunne ikke bygges: {reason}", f"the site could not be built: {reason}") from error
    finally:
        logger.removeHandler(warnings)
    folder = Path(config.site_dir)
    return Built(folder, sum(1 for _ in folder.rglob("index.html")))


def serve_site(project: Path, *, port: int = 8000) -> None:
    """Shows the site at 127.0.0.1 until the user stops it."""
    config_file = _config_file(project)
    from mkdocs.commands.serve import serve

    logging.getLogger("mkdocs").setLevel(logging.INFO)
    logging.basicConfig(format="%(message)s")
    serve(str(config_file), dev_addr=f"127.0.0.1:{port}")


def _config_file(project: Path) -> Path:
    """The project's mkdocs.yml, absolute; the theme's notice about its own future is switched off first."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    config_file = project.resolve() / CONFIG
    if not config_file.is_file():
        raise RopaError(f"der er ingen {CONFIG} i {project}", f"there is no {CONFIG} in {project}")
    return config_file

"""`ropa init`: a new project with an empty register for another organisation."""

from __future__ import annotations

from pathlib import Path

import click

from ropa.findings import RopaError
from ropa.starter import starter


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", default=None, help="The organisation's name; the folder's name by default.")
def init_command(folder: Path, name: str | None) -> None:
    """Make a project for an organisation in DIR: an empty register with one example, the site and the CI."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RopaError(f"{folder} er ikke en tom mappe", f"{folder} is not an empty folder")
    name = name or folder.resolve().name
    if not name.strip():
        raise RopaError("navnet er tomt", "the name is empty")
    for path, text in starter(name.strip()).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"{folder}: klar til {name}; kør make site i mappen / ready for {name}; run make site in the folder")

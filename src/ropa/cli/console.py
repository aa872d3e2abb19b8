"""What the commands share: where the register is, how it is read, and how a message reaches the terminal."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from ropa.files import read_folder, read_revision
from ropa.findings import Language, Message, RopaError
from ropa.register import Register, assemble

EXIT_FINDINGS = 1
EXIT_WRONG_USE = 2
EXIT_OUR_FAULT = 3
REGISTER = "data/ropa"
YEARS = range(1900, 2900)
"""The years that a day can be named in: periods are added to it and taken from it."""

project_option = click.option(
    "--project", "project", type=click.Path(path_type=Path), default=Path("."), show_default="this folder",
    help=f"The project's folder; the register is in {REGISTER} below it.",
)
today_option = click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), default=None, callback=lambda _context, _option, value: day_of(value),
    metavar="YYYY-MM-DD", help="The day the check is made for; today by default.",
)
lang_option = click.option(
    "--lang", "language", type=click.Choice(["da", "en"]), default=None, help="Language; the register's own by default."
)


def day_of(chosen: datetime | None) -> date:
    """The day that a user named, or today. Raises RopaError for a day that nobody can mean."""
    if chosen and chosen.year not in YEARS:
        years = f"{YEARS[0]}-{YEARS[-1]}"
        raise RopaError(f"{chosen.date()} er ikke en dag i årene {years}", f"{chosen.date()} is not a day in the years {years}")
    return chosen.date() if chosen else date.today()


def require_past(on: date, today: date) -> date:
    """The day something was done. Raises RopaError when that day has not come."""
    if on > today:
        raise RopaError(f"{on.isoformat()} er ikke kommet endnu", f"{on.isoformat()} has not come yet")
    return on


def register_folder(project: Path) -> Path:
    """The register's folder. Raises RopaError when there is none."""
    folder = project / REGISTER
    if not folder.is_dir():
        raise RopaError(
            f"der er ikke noget register i {folder}; stå i projektets mappe, eller brug --project",
            f"there is no register in {folder}; stand in the project's folder, or use --project",
        )
    return folder


def read_register(project: Path, revision: str | None = None) -> Register:
    """The register as it lies on disk, or as it stood at a git revision."""
    folder = register_folder(project)
    return assemble(read_revision(folder, revision) if revision else read_folder(folder))


def spoken(register: Register, language: Language | None) -> Language:
    """The language asked for, or the register's own."""
    return language or register.language


def fail(message: Message, language: Language | None = None) -> None:
    """Prints why the work stopped: in one language, or in both while none is known."""
    told = [message.text(language)] if language else list(dict.fromkeys((message.da, message.en)))
    click.echo("\n".join(f"ropa: {text}" for text in told), err=True)


def count(number: int, one: str, many: str) -> str:
    """A number with its noun: "1 fejl", "12 aktiviteter"."""
    return f"{number} {one if number == 1 else many}"

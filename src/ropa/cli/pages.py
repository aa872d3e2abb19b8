"""`ropa pages`: every page made from the register, written to a folder for another site builder than ours.

The hand-written pages in docs/ are Markdown already and are not copied.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ropa.check import checked
from ropa.cli.console import count, lang_option, project_option, read_register, register_folder, spoken, today_option
from ropa.files import version_of
from ropa.findings import Language
from ropa.rules import configured

LISTED = ".ropa-pages"
"""Beside the pages: which files were written, so that the next time those that are no longer made can be removed."""


@click.command("pages")
@project_option
@lang_option
@today_option
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), required=True, metavar="DIR",
              help="The folder to write to, e.g. the docs folder of another site.")
def pages_command(project: Path, language: Language | None, today: date, output: Path) -> None:
    """Write every page made from the register as a Markdown file with front matter, for another site builder."""
    from ropa.site.context import make_context
    from ropa.site.folder import folder_files

    register = read_register(project)
    language = spoken(register, language)
    linted = checked(register, today, configured(register))
    version = version_of(project, (register_folder(project), project / "docs"))
    files = dict(folder_files(make_context(register, linted, register.language, version=version)))
    for name in _listed(output) - files.keys():
        (output / name).unlink(missing_ok=True)
    for name, text in files.items():
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        (output / name).write_text(text, encoding="utf-8", newline="\n")
    (output / LISTED).write_text("".join(f"{name}\n" for name in sorted(files)), encoding="utf-8", newline="\n")
    words = ("fil", "filer") if language == "da" else ("file", "files")
    click.echo(f"{output}: {count(len(files), *words)}")


def _listed(output: Path) -> set[str]:
    """The files that were written the last time, none outside the folder."""
    listed = output / LISTED
    names = listed.read_text(encoding="utf-8").splitlines() if listed.is_file() else []
    return {name for name in names if (output / name).resolve().is_relative_to(output.resolve())}

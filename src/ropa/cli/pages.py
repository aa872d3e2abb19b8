"""`ropa pages`: every page, written to a folder for another site builder than ours.

Pages made from the register are HTML in Markdown files; the hand-written pages in docs/ get what the register adds to them.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ropa import report
from ropa.check import checked
from ropa.cli.console import count, lang_option, project_option, read_register, register_folder, spoken, today_option
from ropa.files import read_folder, version_of
from ropa.findings import Language
from ropa.guides import read_guides
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
    """Write every page as a Markdown file with front matter, for another site builder."""
    from ropa.site.context import make_context
    from ropa.site.folder import folder_files

    register = read_register(project)
    language = spoken(register, language)
    linted = checked(register, today, configured(register))
    version = version_of(project, (register_folder(project), project / "docs"))
    texts = _handwritten(project / "docs")
    guides = read_guides(texts, register)
    if guides.findings:
        click.echo(report.terminal(guides.findings, {}, language, prefix=(project / "docs").as_posix() + "/"), err=True)
    context = make_context(register, linted, register.language, version=version, guides=guides.items)
    files = dict(folder_files(context, texts))
    for name in _listed(output) - files.keys():
        (output / name).unlink(missing_ok=True)
    for name, text in files.items():
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        (output / name).write_text(text, encoding="utf-8", newline="\n")
    (output / LISTED).write_text("".join(f"{name}\n" for name in sorted(files)), encoding="utf-8", newline="\n")
    words = ("fil", "filer") if language == "da" else ("file", "files")
    click.echo(f"{output}: {count(len(files), *words)}")


def _handwritten(folder: Path) -> dict[str, str]:
    """The hand-written pages by name; the front page is made from the register."""
    found = read_folder(folder).contents if folder.is_dir() else {}
    return {name: data.decode("utf-8-sig", "replace") for name, data in found.items() if name.endswith(".md") and name != "index.md"}


def _listed(output: Path) -> set[str]:
    """The files that were written the last time, none outside the folder."""
    listed = output / LISTED
    names = listed.read_text(encoding="utf-8").splitlines() if listed.is_file() else []
    return {name for name in names if (output / name).resolve().is_relative_to(output.resolve())}

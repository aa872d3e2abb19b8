"""`ropa site` and `ropa serve`: the register checked and built into a site, once or at every change."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from ropa import report
from ropa.check import checked
from ropa.cli.check import summary
from ropa.cli.console import EXIT_FINDINGS, REGISTER, lang_option, project_option, read_register, spoken, today_option
from ropa.cli.schema import EDITOR_FOLDER
from ropa.findings import Language
from ropa.rules import configured, fails


@click.command("site")
@project_option
@lang_option
@today_option
@click.option("--handout", is_flag=True, help="Build a site that opens from a folder, into handout/.")
def site_command(project: Path, language: Language | None, today: date, handout: bool) -> None:
    """Check the register and build the site; faults are shown here and on the site."""
    from ropa.editor import write_editor_schemas
    from ropa.site.build import build_site

    register = read_register(project)
    language = spoken(register, language)
    click.echo("tjekker og bygger …" if language == "da" else "checking and building …")
    choice = configured(register)
    linted = checked(register, today, choice)
    stops = [finding for finding in linted.findings if finding.gates and fails(choice, finding)]
    if stops:
        prefix = (project / REGISTER).as_posix() + "/"
        click.echo(report.terminal(stops, register.sources, language, prefix=prefix, colour=sys.stdout.isatty()))
    write_editor_schemas(register, project / EDITOR_FOLDER)
    built = build_site(project, handout=handout, read=(register, linted), today=today)
    pages = "sider" if language == "da" else "pages"
    click.echo(f"{built.folder}: {built.pages} {pages} · {summary(register, linted.findings, language)}")
    if stops:
        sys.exit(EXIT_FINDINGS)


@click.command("serve")
@project_option
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
def serve_command(project: Path, port: int) -> None:
    """Show the site on this machine, and build it again at every change."""
    from ropa.site.build import serve_site

    serve_site(project, port=port)

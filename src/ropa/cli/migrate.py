"""`ropa migrate`: lifts a register that follows an older schema version, editing the text at its place."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ropa.cli.console import EXIT_FINDINGS, project_option, register_folder
from ropa.files import read_folder


@click.command("migrate")
@project_option
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
def migrate_command(project: Path, dry_run: bool) -> None:
    """Lift the register to the schema version that this release reads."""
    from ropa.migrate import migrate

    folder = register_folder(project)
    done = migrate(read_folder(folder).contents)
    for file, data in done.changed.items():
        click.echo(f"{'ville ændre' if dry_run else 'ændret'} / {'would change' if dry_run else 'changed'}: {file}")
        if not dry_run:
            (folder / file).write_bytes(data)
    if not done.changed:
        click.echo("intet at ændre / nothing to change")
    for finding in done.findings:
        click.echo(f"{finding.span.file}:{finding.span.line}: {finding.message.da} / {finding.message.en}", err=True)
    if done.findings:
        sys.exit(EXIT_FINDINGS)

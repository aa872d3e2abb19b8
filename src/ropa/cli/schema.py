"""`ropa schema`: the schemas for an editor, with the ids that exist in the register."""

from __future__ import annotations

from pathlib import Path

import click

from ropa.cli.console import project_option, read_register

EDITOR_FOLDER = ".ropa/schemas"


@click.command("schema")
@project_option
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), default=None,
              help=f"Where to write them; {EDITOR_FOLDER} in the project by default.")
def schema_command(project: Path, output: Path | None) -> None:
    """Write the schemas that an editor completes and checks records with."""
    from ropa.editor import write_editor_schemas

    folder = output or project / EDITOR_FOLDER
    written = write_editor_schemas(read_register(project), folder)
    click.echo(f"{folder}: {len(written)} skemaer skrevet / schemas written")

"""`ropa confirm`: a draft becomes a confirmed record, with evidence of who confirmed what and on what it rests."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from ropa.check import check
from ropa.cli.changes import carry_out, refuse, require_readable
from ropa.cli.console import EXIT_FINDINGS, day_of, lang_option, project_option, require_past
from ropa.cli.opened import Opened, as_reference, open_register, pick_activity, require_role
from ropa.findings import Language
from ropa.governance import Act, is_changed, obstacles
from ropa.register import Entry

on_option = click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), default=None, callback=lambda _context, _option, value: require_past(day_of(value), date.today()),
    metavar="YYYY-MM-DD", help="The day it was done; today by default.",
)
dry_run_option = click.option("--dry-run", is_flag=True, help="Show the change, and write nothing.")


@click.command("confirm")
@click.argument("activity", metavar="ORGANISATION/ACTIVITY")
@click.option("--role", required=True, help="The role in the organisation that confirms.")
@click.option("--evidence", required=True, metavar="TEXT | PATH", help="What the confirmation rests on, e.g. minutes of a meeting.")
@on_option
@dry_run_option
@project_option
@lang_option
def confirm_command(
    activity: str, role: str, evidence: str, on: date, dry_run: bool, project: Path, language: Language | None
) -> None:
    """Confirm a draft: possible when nothing in it is wrong or missing that the law asks for."""
    opened = open_register(project, language)
    entry = require_readable(opened, pick_activity(opened, activity))
    if opened.register.get("organisation", entry.organisation):
        require_role(opened, entry.organisation, role)
    reference = as_reference(opened, evidence)
    if entry.value["record"] == "confirmed" and not is_changed(opened.register, entry):
        refuse_again(opened, entry)
    found = obstacles(opened.register, check(opened.register, on), entry)
    if found:
        refuse(opened, activity, found)
    carry_out(opened, entry, Act("confirmation", on, role, reference), lambda evidence_id: {
        "record": "confirmed", "confirmed": {"on": on.isoformat(), "by_role": role, "evidence": evidence_id},
    }, dry_run=dry_run)


def refuse_again(opened: Opened, entry: Entry) -> None:
    """Says who has confirmed the record already, and ends."""
    span, confirmed = opened.register.span(entry.file, "/confirmed", "key"), entry.value["confirmed"]
    on, role = confirmed["on"], confirmed["by_role"]
    click.echo(opened.say(
        f"{opened.prefix}{span.file}:{span.line}: `{entry.key}` er allerede bekræftet den {on} af {role}; intet er ændret",
        f"{opened.prefix}{span.file}:{span.line}: `{entry.key}` is already confirmed, on {on} by {role}; nothing is changed",
    ), err=True)
    sys.exit(EXIT_FINDINGS)

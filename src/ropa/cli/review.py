"""`ropa review`: what is to be looked at again, and a record of somebody having done so."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

import click

from ropa.cli.changes import carry_out, require_readable
from ropa.cli.confirm import dry_run_option, on_option
from ropa.cli.console import EXIT_WRONG_USE, count, lang_option, project_option, today_option
from ropa.cli.opened import Opened, as_reference, open_register, pick_activity, require_organisation, require_role
from ropa.findings import Language, RopaError
from ropa.governance import Act, Due, find_due, review_fields
from ropa.report.plain import make_plain

JSON_VERSION = 1
STATES = {
    "overdue": ("skulle være gennemgået", "overdue"),
    "soon": ("skal gennemgås inden for 60 dage", "due within 60 days"),
    "never": ("er aldrig gennemgået", "never reviewed"),
}


@click.command("review")
@click.argument("what", required=False, default="", metavar="[ORGANISATION | ORGANISATION/ACTIVITY]")
@click.option("--role", help="Record a review: the role that did it.")
@click.option("--evidence", metavar="TEXT | PATH", help="Record a review: what it rests on.")
@on_option
@click.option("--next", "agreed", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD",
              help="Record a review: the day of the next; else the record's interval counts.")
@dry_run_option
@today_option
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
@project_option
@lang_option
def review_command(
    what: str, role: str | None, evidence: str | None, on: date, agreed: datetime | None, dry_run: bool, today: date,
    format_name: str, project: Path, language: Language | None,
) -> None:
    """List what is due for review, or with --role record that an activity was reviewed."""
    opened = open_register(project, language)
    if "/" in what:
        _record(opened, what, Act("review", on, _required(role), as_reference(opened, evidence) if evidence else ""),
                agreed.date() if agreed else None, dry_run)
    elif role or evidence or agreed or dry_run:
        raise RopaError("skriv aktiviteten som virksomhed/id", "name the activity as organisation/id")
    else:
        _list(opened, what, today, format_name)


def _required(role: str | None) -> str:
    if not role:
        raise RopaError("skriv med --role, hvem der har gennemgået aktiviteten", "say with --role who reviewed the activity")
    return role


def _record(opened: Opened, activity: str, act: Act, agreed: date | None, dry_run: bool) -> None:
    """Writes a review into an activity, with evidence."""
    entry = require_readable(opened, pick_activity(opened, activity))
    require_role(opened, entry.organisation, act.role)
    review = entry.value.get("review", {})
    _require_order(review.get("last_on", ""), act.on, agreed)
    fields = {"review": review_fields(review, act.on, act.role, agreed)}
    carry_out(opened, entry, act, lambda _evidence: fields, dry_run=dry_run)


def _require_order(last_on: str, on: date, agreed: date | None) -> None:
    """Raises RopaError when the days do not follow each other."""
    if last_on > on.isoformat():
        raise RopaError(
            f"aktiviteten er gennemgået senere, den {last_on}", f"the activity was reviewed later than that, on {last_on}"
        )
    if agreed and agreed <= on:
        raise RopaError("næste gennemgang skal ligge efter denne", "the next review must come after this one")


def _list(opened: Opened, organisation: str, today: date, format_name: str) -> None:
    """Prints what is due; a file that cannot be read is counted, for nobody knows whether it is."""
    if organisation:
        require_organisation(opened, organisation)
    found = find_due(opened.register, today, organisation)
    click.echo(_as_json(opened, found, today) if format_name == "json" else "\n".join(_as_text(opened, found)))
    if not opened.register.of("activity"):
        sys.exit(EXIT_WRONG_USE)


def _as_text(opened: Opened, found: Sequence[Due]) -> Iterator[str]:
    for state, dues in groupby(found, key=lambda due: due.state):
        yield opened.say(*STATES[state]) + ":"
        yield from (f"  {_line(opened, due)}" for due in dues)
    numbers = ", ".join(f"{sum(due.state == state for due in found)} {opened.say(*words)}" for state, words in STATES.items())
    unread = len(opened.register.broken)
    cannot = opened.say(f"; {count(unread, 'fil', 'filer')} kan ikke bruges", f"; {count(unread, 'file', 'files')} cannot be used")
    yield numbers + (cannot if unread else "")


def _line(opened: Opened, due: Due) -> str:
    """Day, key, name, who answers for it, and the place in the file."""
    day = f"{due.on.isoformat()}  " if due.on else ""
    kind = opened.say("tilsyn: ", "supervision: ") if due.entry.kind == "agreement" else ""
    role = f" · {due.role}" if due.role else ""
    place = f"{opened.prefix}{due.span.file}:{due.span.line}"
    return make_plain(f"{day}{kind}{due.entry.key}  {_name(opened, due)}{role}  {place}")


def _name(opened: Opened, due: Due) -> str:
    """The title of an activity, or the party of an agreement."""
    if due.entry.kind == "agreement":
        return opened.register.name("party", due.entry.value["party"])
    return due.entry.name(opened.language)


def _as_json(opened: Opened, found: Sequence[Due], today: date) -> str:
    due = [
        {
            "kind": each.entry.kind,
            "key": each.entry.key,
            "name": _name(opened, each),
            "state": each.state,
            "dueOn": each.on.isoformat() if each.on else None,
            "lastOn": each.last_on.isoformat() if each.last_on else None,
            "role": each.role or None,
            "file": f"{opened.prefix}{each.span.file}",
            "line": each.span.line,
        }
        for each in found
    ]
    unread = [f"{opened.prefix}{broken.file}" for broken in opened.register.broken]
    whole = {"version": JSON_VERSION, "today": today.isoformat(), "due": due, "unread": unread}
    return json.dumps(whole, ensure_ascii=False, indent=2)

"""`ropa check --fix`: what only one answer can put right, shown as a difference or written to the files.

Called by `check`, which tells what remains. A file is replaced as a whole or not at all, and not when it has changed since
it was read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import click

from ropa.check import checked
from ropa.cli.changes import show_difference, write_all
from ropa.cli.console import count
from ropa.cli.opened import Opened, open_register
from ropa.findings import Finding, Language
from ropa.fixes import Mended, mend
from ropa.register import Register
from ropa.rules import Choice, Linted


def require_sense(fix: bool, dry_run: bool, revision: str | None, format_name: str) -> None:
    """Raises click.UsageError for options that contradict each other."""
    if dry_run and not fix:
        raise click.UsageError("--dry-run goes with --fix")
    if fix and revision:
        raise click.UsageError("--fix changes the files as they are now; it does not go with --at")
    if dry_run and format_name != "terminal":
        raise click.UsageError("--dry-run shows a difference; it does not go with --format")


def fix_register(
    project: Path, language: Language | None, today: date, choose: Callable[[Register], Choice]
) -> tuple[Register, Linted]:
    """The register after its fixes are written, and what the check says of it."""
    opened = open_register(project, language)
    mended = mend(opened.files, today, choose)
    write_all(opened, mended.changes)
    fixed, files = mended.fixed, len(mended.changes)
    _say(opened, mended, opened.say(
        f"{count(fixed, 'fund', 'fund')} er rettet i {count(files, 'fil', 'filer')}",
        f"{count(fixed, 'finding', 'findings')} fixed in {count(files, 'file', 'files')}",
    ))
    return mended.register, mended.linted


def show_fixes(
    project: Path, language: Language | None, today: date, choose: Callable[[Register], Choice]
) -> tuple[Register, Linted]:
    """The register as it is, and what the check says of it; its fixes are shown as a patch and not made."""
    opened = open_register(project, language)
    mended = mend(opened.files, today, choose)
    show_difference(opened, mended.changes)
    fixed, files = mended.fixed, len(mended.changes)
    _say(opened, mended, opened.say(
        f"prøvekørsel: {count(fixed, 'fund', 'fund')} kan rettes i {count(files, 'fil', 'filer')}; intet er skrevet",
        f"dry run: {count(fixed, 'finding', 'findings')} can be fixed in {count(files, 'file', 'files')}; nothing is written",
    ))
    return opened.register, checked(opened.register, today, choose(opened.register))


def _say(opened: Opened, mended: Mended, done: str) -> None:
    """Tells of each file that had to be left, and what was done; apart from what a machine may read."""
    for file in mended.refused:
        click.echo(opened.say(
            f"{opened.prefix}{file} er skrevet på en måde, som ropa ikke kan rette sikkert; ret den i hånden",
            f"{opened.prefix}{file} is written in a way that ropa cannot edit safely; edit it by hand",
        ), err=True)
    click.echo(done, err=True)


def fixable(findings: Sequence[Finding], language: Language) -> str:
    """The end of a run's last line: how many findings --fix would put right, "" when none."""
    number = sum(finding.fix is not None for finding in findings)
    if not number:
        return ""
    return f" · {number} kan rettes med --fix" if language == "da" else f" · {number} can be fixed with --fix"

"""`ropa check`: all that is wrong in a register, in the format asked for, and an exit code that CI can use."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from ropa import report
from ropa.check import checked
from ropa.cli.confirm import dry_run_option
from ropa.cli.console import (
    EXIT_FINDINGS,
    EXIT_WRONG_USE,
    REGISTER,
    count,
    lang_option,
    project_option,
    read_register,
    spoken,
    today_option,
)
from ropa.cli.fix import fix_register, fixable, require_sense, show_fixes
from ropa.findings import SEVERITIES, Finding, Language
from ropa.register import Register
from ropa.register.keyed import keyed_in
from ropa.rules import PERSONAS, Choice, FailOn, Linted, Persona, choose, configured, fails

FORMATS = ("terminal", "github", "sarif", "json", "junit", "markdown")


@click.command("check")
@project_option
@lang_option
@today_option
@click.option("--format", "format_name", type=click.Choice(FORMATS), default="terminal",
              show_default=True, help="How findings are written.")
@click.option("--at", "revision", metavar="REVISION", help="Check the register as it stood at a git revision.")
@click.option("--persona", type=click.Choice(PERSONAS), default=None,
              help="ci: errors that are hardly ever wrong. default: most rules. auditor: everything, unverified law too, "
                   "and the accepted deviations.")
@click.option("--select", metavar="CODES", default=None, help="Only these rules or families: RET003,LB.")
@click.option("--ignore", metavar="CODES", default=None, help="Not these rules or families.")
@click.option("--fail-on", type=click.Choice([*SEVERITIES, "never"]), default=None,
              help="The least severity in a confirmed record that makes the check fail; error by default.")
@click.option("--fix", "fix", is_flag=True, help="Put right in the files what only one answer can be right for, then check again.")
@dry_run_option
def check_command(
    project: Path, language: Language | None, today: date, format_name: str, revision: str | None,
    persona: Persona | None, select: str | None, ignore: str | None, fail_on: FailOn | None, fix: bool, dry_run: bool,
) -> None:
    """Check every record: syntax, schema, references, what the law asks for, and the rules of the linter."""
    require_sense(fix, dry_run, revision, format_name)

    def chosen(register: Register) -> Choice:
        return choose(configured(register), persona, split(select), split(ignore), fail_on)

    if fix:
        register, linted = (show_fixes if dry_run else fix_register)(project, language, today, chosen)
    else:
        register = read_register(project, revision)
        linted = checked(register, today, chosen(register))
    choice = chosen(register)
    if not dry_run:
        tell(register, linted, format_name, spoken(register, language), project, with_deviations=choice.persona == "auditor")
    if any(finding.gates and fails(choice, finding) for finding in linted.findings):
        sys.exit(EXIT_FINDINGS)
    sys.exit(0 if register.of("activity") or register.broken else EXIT_WRONG_USE)


def tell(
    register: Register, linted: Linted, format_name: str, language: Language, project: Path, *, with_deviations: bool
) -> None:
    """Prints the findings and the line that sums them up; that line is apart where a machine reads the findings."""
    decisions = report.decisions_in(register, linted, language) if with_deviations or format_name == "json" else None
    prefix = (project / REGISTER).as_posix() + "/"
    shown = write_findings(register, linted.findings, format_name, language, prefix=prefix, decisions=decisions)
    if shown:
        click.echo(shown)
    line = summary(register, linted.findings, language) + set_aside(linted, language) + fixable(linted.findings, language)
    click.echo(line, err=format_name != "terminal")


def split(codes: str | None) -> tuple[str, ...] | None:
    """Codes with commas or spaces between them; None when the option is not given."""
    return tuple(codes.replace(",", " ").upper().split()) if codes is not None else None


def write_findings(
    register: Register, findings: Sequence[Finding], format_name: str, language: Language, *,
    prefix: str, decisions: Sequence[report.Decision] | None,
) -> str:
    """The findings in one of the formats; paths begin with `prefix`. `decisions` are None when they are not to be told."""
    if format_name == "terminal":
        coloured = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        return report.terminal(findings, register.sources, language, prefix=prefix, colour=coloured, decisions=decisions)
    if format_name == "sarif":
        return report.sarif(findings, language, prefix=prefix, keyed=keyed_in(register), decisions=decisions)
    if format_name == "github":
        return report.github(findings, language, prefix=prefix)
    write = {"json": report.json, "junit": report.junit, "markdown": report.markdown}[format_name]
    return write(findings, language, prefix=prefix, decisions=decisions)


def summary(register: Register, findings: Sequence[Finding], language: Language) -> str:
    """The last line of a run: what was read, what stops, what is open."""
    activities, organisations, broken = len(register.of("activity")), len(register.of("organisation")), len(register.broken)
    stops = sum(finding.gates and finding.severity == "error" for finding in findings)
    open_points = [finding for finding in findings if not finding.gates]
    grave = sum(finding.severity == "error" for finding in open_points)
    if language == "da":
        read = f"{count(activities, 'aktivitet', 'aktiviteter')} i {count(organisations, 'virksomhed', 'virksomheder')}"
        unread = f", {count(broken, 'fil', 'filer')} kan ikke bruges" if broken else ""
        nothing = "; registret har ingen aktiviteter" if not activities else ""
        return (f"{read}{unread}{nothing} · {count(stops, 'fejl', 'fejl')}, der stopper · "
                f"{count(len(open_points), 'åbent punkt', 'åbne punkter')}, der ikke stopper, heraf {grave} fejl")
    read = f"{count(activities, 'activity', 'activities')} in {count(organisations, 'organisation', 'organisations')}"
    unread = f", {count(broken, 'file', 'files')} cannot be used" if broken else ""
    nothing = "; the register has no activities" if not activities else ""
    return (f"{read}{unread}{nothing} · {count(stops, 'error', 'errors')} that stop · "
            f"{count(len(open_points), 'open point', 'open points')} that do not, {grave} of them errors")


def set_aside(linted: Linted, language: Language) -> str:
    """The part of that line that counts the findings set aside by deviations, "" when there are none."""
    number = len({finding for item in linted.accepted for finding in item.findings})
    if not number:
        return ""
    return f" · {number} fund er accepteret" if language == "da" else f" · {count(number, 'finding is', 'findings are')} accepted"

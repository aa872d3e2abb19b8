"""`ropa rule CODE` and `ropa rules`: what the linter knows, told by the rules themselves."""

from __future__ import annotations

import json

import click

from ropa.cli.console import count
from ropa.findings import SEVERITY_WORDS, Language, RopaError, did_you_mean
from ropa.rules import Rule, catalogue
from ropa.rules.explain import ALARMS, PREVIEW, as_json, as_markdown

in_language = click.option("--lang", "language", type=click.Choice(["da", "en"]), default="da", show_default=True, help="Language.")


@click.command("rule")
@in_language
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.argument("code")
def rule_command(language: Language, format_name: str, code: str) -> None:
    """Tell everything about a rule: what it checks, why, how to fix it, and when it is wrong."""
    rule = find_rule(code.upper())
    told = as_markdown(rule, language) if format_name == "text" else json.dumps(as_json(rule), ensure_ascii=False, indent=2)
    click.echo(told)


@click.command("rules")
@in_language
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--family", metavar="LETTERS", default="", help="Only this family, such as RET.")
def rules_command(language: Language, format_name: str, family: str) -> None:
    """List the rules of the linter."""
    listed = [rule for rule in catalogue().values() if not family or rule.family == family.upper()]
    if not listed:
        families = ", ".join(dict.fromkeys(rule.family for rule in catalogue().values()))
        raise RopaError(f"der er ingen familie {family}; der er {families}", f"there is no family {family}; there are {families}")
    if format_name == "json":
        click.echo(json.dumps([as_json(rule) for rule in listed], ensure_ascii=False, indent=2))
        return
    for rule in listed:
        click.echo(_line(rule, language))
    words = ("regel", "regler") if language == "da" else ("rule", "rules")
    click.echo(count(len(listed), *words))


def find_rule(code: str) -> Rule:
    """A rule by its code. Raises RopaError with the nearest code when there is none."""
    rule = catalogue().get(code)
    if rule is not None:
        return rule
    near = did_you_mean(code, catalogue())
    raise RopaError(
        f"der er ingen regel {code}{near.da or '; ropa rules viser dem alle'}",
        f"there is no rule {code}{near.en or '; ropa rules lists them all'}",
    )


def _line(rule: Rule, language: Language) -> str:
    facts = [SEVERITY_WORDS[rule.severity].text(language), ALARMS[rule.alarms].text(language)]
    facts += [PREVIEW.text(language)] if rule.preview else []
    return f"{rule.code}  {rule.wording(language).title} ({', '.join(facts)})"

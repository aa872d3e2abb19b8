"""`ropa rule CODE` and `ropa rules`: what the linter knows, told by the rules themselves."""

from __future__ import annotations

import json
from collections.abc import Sequence

import click

from ropa.cli.console import count
from ropa.findings import SEVERITY_WORDS, Language, Message, RopaError, did_you_mean
from ropa.rules.explain import ALARMS, PREVIEW, as_json, as_markdown
from ropa.rules.rule import Explained
from ropa.rules.standing import FORM, STANDING, always_told, explanations

BESIDE = Message("Fortalt sammen med reglerne; fejl i form bliver altid fortalt:", "Told along with the rules; faults of form are always told:")
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
    """List the rules of the linter, and what is always told beside them."""
    listed = [rule for rule in explanations().values() if not family or rule.family == family.upper()]
    if not listed:
        families = ", ".join(dict.fromkeys(rule.family for rule in explanations().values()))
        raise RopaError(f"der er ingen familie {family}; der er {families}", f"there is no family {family}; there are {families}")
    if format_name == "json":
        click.echo(json.dumps([as_json(rule) for rule in listed], ensure_ascii=False, indent=2))
        return
    rules = [rule for rule in listed if rule not in STANDING]
    words = ("regel", "regler") if language == "da" else ("rule", "rules")
    click.echo("\n".join([*(_line(rule, language) for rule in rules), count(len(rules), *words)]))
    _echo_standing([rule for rule in listed if rule in STANDING], language, with_form=not family)


def _echo_standing(listed: Sequence[Explained], language: Language, *, with_form: bool) -> None:
    """What is told beside the rules, and what faults of form there are."""
    lines = [_line(rule, language) for rule in listed]
    lines += [f"{family}     {about.text(language)}" for family, about in FORM.items()] if with_form else []
    if lines:
        click.echo("\n".join(["", BESIDE.text(language), *lines]))


def find_rule(code: str) -> Explained:
    """What there is to tell of a code. Raises RopaError when it has no page: it is a fault of form, or there is none such."""
    rule, told = explanations().get(code), always_told(code)
    if rule is not None:
        return rule
    if told:
        raise RopaError(told.da, told.en)
    near = did_you_mean(code, explanations())
    raise RopaError(
        f"der er ingen regel {code}{near.da or '; ropa rules viser dem alle'}",
        f"there is no rule {code}{near.en or '; ropa rules lists them all'}",
    )


def _line(rule: Explained, language: Language) -> str:
    facts = [SEVERITY_WORDS[rule.severity].text(language), ALARMS[rule.alarms].text(language)]
    facts += [PREVIEW.text(language)] if rule.preview else []
    return f"{rule.code}  {rule.wording(language).title} ({', '.join(facts)})"

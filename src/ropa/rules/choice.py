"""Which rules are asked, and which findings are told: a persona, then what is selected and ignored by code.

`ci` tells errors of rules that are hardly ever wrong, `default` leaves out rules that are often wrong, `auditor` tells
everything, preview rules too. Faults of syntax, schema and references are always told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ropa.findings import SEVERITIES, Finding, RopaError, Severity, did_you_mean
from ropa.order import MISORDERED
from ropa.register import Register
from ropa.rules.catalogue import catalogue
from ropa.rules.rule import Rule
from ropa.rules.standing import ALWAYS_ASKED, always_told

GAPS = ("GAP001", "GAP002", "GAP003")
"""Codes that are no rules and can be chosen and accepted like them."""
ON_REQUEST = (MISORDERED.code,)
"""Codes of what is told only to those who select it."""
FailOn: TypeAlias = Severity | Literal["never"]
Persona = Literal["ci", "default", "auditor"]
PERSONAS: tuple[Persona, ...] = ("ci", "default", "auditor")


@dataclass(frozen=True, slots=True)
class Choice:
    """What to tell. `select` and `ignore` are codes or families ("RET003", "RET"); `fail_on` is what makes the check fail."""

    persona: Persona = "default"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: FailOn = "error"


def configured(register: Register) -> Choice:
    """What the register's own settings choose (`check` in register.yaml)."""
    settings = register.settings.get("check", {})
    return choose(Choice(), settings.get("persona"), (), tuple(settings.get("ignore", ())), settings.get("fail_on"))


def choose(
    base: Choice,
    persona: Persona | None,
    select: tuple[str, ...] | None,
    ignore: tuple[str, ...] | None,
    fail_on: FailOn | None,
) -> Choice:
    """A choice with the parts that are given in place of its own. Raises RopaError for a code that is no rule."""
    for names in (select or (), ignore or ()):
        check_names(names)
    return Choice(
        persona or base.persona,
        base.select if select is None else select,
        base.ignore if ignore is None else ignore,
        fail_on or base.fail_on,
    )


def fails(choice: Choice, finding: Finding) -> bool:
    """Whether a finding is grave enough to make the check fail."""
    return choice.fail_on != "never" and SEVERITIES.index(finding.severity) <= SEVERITIES.index(choice.fail_on)


def rules_for(choice: Choice, rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules to ask. Naming a rule asks it whatever the persona.

    Rules about deviations are asked whatever the persona and cannot be ignored: what sets a finding aside is always checked.
    """
    return tuple(rule for rule in rules if _is_asked(choice, rule))


def _is_asked(choice: Choice, rule: Rule) -> bool:
    if rule.of == "deviation":
        return _selected(choice, rule.code)
    if _named(rule.code, choice.ignore):
        return False
    return rule.code in choice.select or _fits(choice.persona, rule) and _selected(choice, rule.code)


def _fits(persona: Persona, rule: Rule) -> bool:
    if persona == "auditor":
        return True
    if persona == "ci":
        return rule.severity == "error" and rule.alarms == "low" and not rule.preview
    return rule.alarms != "high" and not rule.preview


def is_told(choice: Choice, finding: Finding) -> bool:
    """Whether a finding of no rule is told: gaps can be chosen, what makes a file unusable cannot.

    `ci` tells what the law requires; that something is worth writing down is for those who look for more.
    """
    if finding.gates:
        return True
    is_for_persona = choice.persona != "ci" or finding.severity == "error" or finding.code in choice.select
    return is_for_persona and is_chosen(choice, finding.code)


def is_asked_for(choice: Choice, code: str) -> bool:
    """Whether a code is selected by itself or by its family."""
    return _named(code, choice.select)


def is_chosen(choice: Choice, code: str) -> bool:
    """Whether a code that is no rule is selected and not ignored."""
    return _selected(choice, code) and not _named(code, choice.ignore)


def _selected(choice: Choice, code: str) -> bool:
    return not choice.select or _named(code, choice.select)


def _named(code: str, names: Iterable[str]) -> bool:
    return any(code == name or code.rstrip("0123456789") == name for name in names)


def check_names(names: Iterable[str]) -> None:
    """Raises RopaError when a code or family is unknown, with the nearest one."""
    codes = {*catalogue(), *GAPS, *ON_REQUEST}
    families = {code.rstrip("0123456789") for code in codes}
    for name in names:
        told = always_told(name)
        if told:
            raise RopaError(told.da, told.en)
        if name in codes or name in families:
            continue
        if name in ALWAYS_ASKED:
            raise RopaError(f"{name} bliver altid fortalt", f"{name} is always told")
        near = did_you_mean(name, sorted(codes | families))
        raise RopaError(f"der er ingen regel {name}{near.da}", f"there is no rule {name}{near.en}")

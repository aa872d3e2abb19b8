"""The list of all rules by family, with what each finds today, and the rules that are not written.

Turns the catalogue and the findings of the day into tables that can be filtered.
"""

from __future__ import annotations

from collections.abc import Sequence

from ropa.findings import SEVERITY_WORDS
from ropa.rules import Rule, catalogue
from ropa.rules.explain import ALARMS, family_text
from ropa.rules.left_out import left_out
from ropa.rules.rule import Explained
from ropa.rules.standing import FORM, STANDING
from ropa.site import texts
from ropa.site.context import Context
from ropa.site.entry import contacts
from ropa.site.facets import Faceted, Question, chosen_by
from ropa.site.node import Link, Node, Text
from ropa.site.rule_links import is_asked
from ropa.site.rule_page import FOUND
from ropa.site.urls import DEVIATIONS, FRONT, OPEN_POINTS, RULES, rule_path
from ropa.site.view import Block, Lines, Row, Section, Table, View


def rules_view(context: Context) -> View:
    """All rules."""
    rules = catalogue()
    finding = sum(1 for code in rules if context.found.get(code))
    counted = context.say("{n} af {total} regler finder noget i dag.", n=finding, total=len(rules))
    deviations = Lines((Link(context.say("Accepterede afvigelser"), DEVIATIONS),))
    sections = [Section("liste", context.say("Efter emne"), _by_family(context, tuple(rules.values())))]
    sections.append(Section("altid", context.say("Fortalt sammen med reglerne"), _standing(context)))
    if left_out():
        sections.append(Section("udeladt", context.say("Regler, der ikke er skrevet"), (_left_out(context),)))
    sections.append(Section("se-ogsaa", context.say("Se også"), (deviations,)))
    return View(
        path=RULES,
        title=context.say("Regler"),
        description=context.say("Alle regler, som registret bliver tjekket med, og hvad de finder i dag"),
        sections=tuple(sections),
        crumbs=(Link(context.say("Forside"), FRONT), Link(context.say("Åbne punkter"), OPEN_POINTS)),
        lead=f"{context.say('Reglerne ser efter, om det, der står i registret, passer med loven og med sig selv.')} {counted}",
        contacts=contacts(context),
    )


def _by_family(context: Context, rules: Sequence[Rule]) -> tuple[Block, ...]:
    things = {rule.code: rule for rule in rules}
    choice = chosen_by(context, _questions(context), things, context.say("Regler"))
    families = dict.fromkeys(rule.family for rule in rules)
    tables = [_table(context, family, [r for r in rules if r.family == family], choice) for family in families]
    return (choice.filter, *tables) if choice.filter else tuple(tables)


def _table(context: Context, family: str, rules: Sequence[Rule], choice: Faceted) -> Table:
    columns = context.says("Regel", "Alvor", "Hvor tit den tager fejl", "Fundet i dag")
    rows = tuple(Row(_cells(context, rule), marks=choice.marks[rule.code]) for rule in rules)
    return Table(family_text(family, context.language), columns, rows)


def _standing(context: Context) -> tuple[Block, ...]:
    """What is told beside the rules, and what faults of form are about."""
    columns = context.says("Regel", "Alvor", "Hvor tit den tager fejl", "Fundet i dag")
    rows = tuple(Row(_cells(context, item)) for item in STANDING)
    said = context.say("Fejl i en fils form bliver altid fortalt. De har ingen side: det, der er galt, står ved fejlen. Koderne begynder med:")
    families = tuple(Text(f"{family} – {about.text(context.language)}") for family, about in FORM.items())
    return Table(context.say("Fortalt sammen med reglerne"), columns, rows), Lines((Text(said),)), Lines(families, is_list=True)


def _cells(context: Context, rule: Explained) -> tuple[Node, ...]:
    number = len(context.found.get(rule.code, ()))
    path = rule_path(rule.code)
    count = Text(context.say("slået fra"), "quiet") if not is_asked(context, rule.code) else Text("0")
    return (
        Link(f"{rule.code} {rule.wording(context.language).title}", path),
        Text(SEVERITY_WORDS[rule.severity].text(context.language)),
        Text(ALARMS[rule.alarms].text(context.language)),
        Link(str(number), f"{path}#{FOUND}") if number else count,
    )


def _questions(context: Context) -> tuple[Question, ...]:
    """What the rules can be chosen by."""
    severities = {name: texts.capitalised(said.text(context.language)) for name, said in SEVERITY_WORDS.items()}
    families = {rule.family.lower(): family_text(rule.family, context.language) for rule in catalogue().values()}
    outcomes = dict(zip(("fund", "intet", "fra"), context.says("Finder noget", "Finder intet", "Slået fra"), strict=True))

    def outcome(context: Context, rule: Rule) -> dict[str, str]:
        found = "fund" if context.found.get(rule.code) else "intet" if rule.code in context.asked else "fra"
        return {found: outcomes[found]}

    return (
        Question("emne", context.say("Emne"), lambda _, rule: {rule.family.lower(): families[rule.family.lower()]}, families),
        Question("alvor", context.say("Alvor"), lambda _, rule: {rule.severity: severities[rule.severity]}, severities),
        Question("i-dag", context.say("I dag"), outcome, outcomes),
    )


def _left_out(context: Context) -> Table:
    columns = context.says("Kode", "Navn", "Derfor")
    rows = tuple(
        Row((Text(rule.code, "code"), Text(rule.name, "code"), Text(rule.reason.text(context.language), "sentence")))
        for rule in left_out()
    )
    return Table(context.say("Regler, der ikke er skrevet"), columns, rows)

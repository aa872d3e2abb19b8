"""The page of a rule: what it checks and why, how to fix it, when it is wrong, examples, sources, and what it finds today.

Turns a rule of the catalogue into a view. The words are the rule's own and those of `explain`; nothing is worded here
but what the site adds: whether the register asks the rule, and where it finds something.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from textwrap import dedent

from ropa.findings import SEVERITY_WORDS, Finding
from ropa.register import Entry
from ropa.rules.explain import ALARMS, HEADINGS, PREVIEW, kind_of, lacking_text, source_text
from ropa.rules.rule import Example, Explained
from ropa.rules.standing import explanations
from ropa.site import texts
from ropa.site.context import Context, Found
from ropa.site.entry import contacts
from ropa.site.facets import NONE, Question, chosen_by
from ropa.site.node import Link, Many, Node, Pair, Text
from ropa.site.points import part_of
from ropa.site.rule_links import is_asked, named
from ropa.site.urls import FRONT, OPEN_POINTS, RULES, rule_path
from ropa.site.view import Block, Code, Fields, Lines, Notice, Row, Section, Table, View

FOUND = "fundet"
"""The anchor of what a rule finds."""


def rule_view(context: Context, code: str) -> View:
    """The page of a rule."""
    rule = explanations()[code]
    words = rule.wording(context.language)
    return View(
        path=rule_path(code),
        title=f"{code} {words.title}",
        description=words.checks.replace("`", ""),
        sections=(*_told(context, rule), *_examples(context, rule), _found(context, rule), *_rest(context, rule)),
        kicker=context.say("Regel"),
        crumbs=(
            Link(context.say("Forside"), FRONT),
            Link(context.say("Åbne punkter"), OPEN_POINTS),
            Link(context.say("Regler"), RULES),
        ),
        badges=_badges(context, rule),
        notices=_notices(context, rule),
        contacts=contacts(context),
    )


def _badges(context: Context, rule: Explained) -> tuple[str, ...]:
    """How grave the rule is and how often it is wrong."""
    said = [SEVERITY_WORDS[rule.severity], ALARMS[rule.alarms]]
    words = [message.text(context.language) for message in said]
    words += [PREVIEW.text(context.language).partition(":")[0]] if rule.preview else []
    return tuple(texts.capitalised(word) for word in words)


def _notices(context: Context, rule: Explained) -> tuple[Notice, ...]:
    """That the register does not ask the rule, and why when the rule itself says so."""
    if is_asked(context, rule.code):
        return ()
    how = Text(context.say("Reglen er slået fra i dette register. `ropa check --persona auditor` spørger alle regler."), "sentence")
    if not rule.preview:
        return (Notice(context.say("Slået fra"), (how,), "info"),)
    title, _, reason = PREVIEW.text(context.language).partition(": ")
    return (Notice(texts.capitalised(title), (Text(f"{texts.capitalised(reason)}."), how), "info"),)


def _told(context: Context, rule: Explained) -> Iterator[Section]:
    """What the rule says of itself."""
    words = rule.wording(context.language)
    for part in ("checks", "why", "fix", "wrong_when"):
        heading = HEADINGS[part].text(context.language)
        yield Section(part.replace("_", "-"), heading, (Lines((Text(getattr(words, part), "sentence"),)),))


def _examples(context: Context, rule: Explained) -> Iterator[Section]:
    for part, example in (("bad", rule.bad), ("good", rule.good)):
        heading = HEADINGS[part].text(context.language)
        yield Section(part, heading, tuple(_example(context, rule, example, heading)))


def _example(context: Context, rule: Explained, example: Example, heading: str) -> Iterator[Block]:
    """An example as it stands in its files, the first one's kind told by its label, and what is left out."""
    lacking = lacking_text(rule, example, context.language)
    for number, (file, text) in enumerate([(example.file, example.yaml), *example.also.items()]):
        written = dedent(text).strip("\n")
        code = "" if written == "{}" else written
        yield Code(context.kind_name(kind_of(rule, file)), code, (lacking,) if lacking and number == 0 else (), heading)


def _found(context: Context, rule: Explained) -> Section:
    """The records in which the rule finds something today."""
    found = context.found.get(rule.code, ())
    heading = context.say("Fundet i dag: {n}", n=len(found)) if found else context.say("Fundet i dag")
    if not found:
        nothing = context.say("Intet i registret.") if is_asked(context, rule.code) else context.say("Reglen er ikke spurgt.")
        return Section(FOUND, heading, (Lines((Text(nothing),)),))
    things = {str(number): item for number, item in enumerate(found)}
    choice = chosen_by(context, (Question("virksomhed", context.kind_name("organisation"), _organisation),), things, context.say("Steder"))
    rows = tuple(replace(_found_row(context, item), marks=choice.marks[number]) for number, item in things.items())
    table = Table(heading, context.says("Post", "Sted", "Det er galt"), rows)
    return Section(FOUND, heading, (choice.filter, table) if choice.filter else (table,))


def _organisation(context: Context, found: Found) -> Mapping[str, str]:
    """The organisation that a finding belongs to; what all share has none."""
    owner = context.register.get(*found[0]) if found[0] else None
    if owner is None or not owner.organisation:
        return {NONE: context.say("Fælles")}
    return {owner.organisation: context.name_of("organisation", owner.organisation)}


def _found_row(context: Context, found: Found) -> Row:
    key, finding = found
    owner = context.register.get(*key) if key else None
    message = Text(texts.capitalised(finding.message.text(context.language)), "sentence")
    if owner is None:
        path = context.path_to(*key) if key else ""
        return Row((Link(finding.span.file, path) if path else Text(finding.span.file, "code"), None, message))
    return Row((_record(context, owner), _place(context, finding, owner), message))


def _record(context: Context, owner: Entry) -> Node:
    path = context.path_to(owner.kind, owner.key)
    return Link(context.name(owner), path) if path else Text(context.name(owner))


def _place(context: Context, finding: Finding, owner: Entry) -> Link | None:
    """The place on the record's page; its open points when the page shows the place nowhere else."""
    path = context.path_to(owner.kind, owner.key)
    points = Link(context.say("hele posten"), f"{path}#aabne-punkter") if path else None
    return part_of(context, finding, owner) or points


def _rest(context: Context, rule: Explained) -> Sequence[Section]:
    """The sources, and the rule's facts."""
    sources = tuple(Text(texts.capitalised(source_text(source, context.language))) for source in rule.sources)
    facts = [
        Pair(context.say("Kode"), Text(rule.code, "code")),
        Pair(context.say("Navn"), Text(rule.name, "code")),
        Pair(context.say("Siden udgave"), Text(rule.since)),
        Pair(context.say("Kan accepteres for en tid"), Text(context.say("Ja") if rule.acceptable else context.say("Nej"))),
    ]
    if rule.covers:
        others = tuple(named(context, code) for code in rule.covers)
        facts.append(Pair(context.say("Fortælles på samme sted i stedet for"), others[0] if len(others) == 1 else Many(others)))
    return (
        Section("kilder", HEADINGS["sources"].text(context.language), (Lines(sources, is_list=True),)),
        Section("om", context.say("Om reglen"), (Fields(tuple(facts)),)),
    )

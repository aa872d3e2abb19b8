"""Findings as a reader of the site sees them: severity in words, sentence, advice, place, excerpt.

The sentence is the one of the terminal; nothing is worded here but the severities. Never shows a line that may hold
what only insiders may read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ropa.findings import SEVERITIES, Finding
from ropa.register import Broken, Entry
from ropa.schema import fields_of
from ropa.site.context import Context
from ropa.site.describe import place_labels
from ropa.site.node import Link
from ropa.site.rule_links import page_of, title_of
from ropa.site.view import Excerpt, Place, Point, Points, Section

_KEY_OF_LINE = re.compile(r"\s*(?:- +)*([a-z_]+):")
_LONGEST_LINE = 160


def points_section(context: Context, entry: Entry) -> Section | None:
    """The open points of an entry."""
    found = context.findings_of(entry)
    if not found:
        return None
    return Section("aabne-punkter", context.say("Åbne punkter"), (Points(points(context, found, entry)),))


def points(context: Context, findings: Sequence[Finding], owner: Entry | Broken | None = None) -> tuple[Point, ...]:
    """The findings of an owner, the gravest first, else in the order of the file; what is said of several places once."""
    ranked = sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))
    equal: dict[tuple[object, ...], list[Finding]] = {}
    for finding in ranked:
        say = finding.hint or finding.message
        equal.setdefault((finding.code, say, finding.span.file), []).append(finding)
    return tuple(_point(context, group, owner) for group in equal.values())


def _point(context: Context, equal: Sequence[Finding], owner: Entry | Broken | None) -> Point:
    """Findings with the same advice, with their places; when each has a sentence of its own, the advice stands first."""
    first = equal[0]
    messages = [finding.message.text(context.language) for finding in equal]
    hint = first.hint.text(context.language) if first.hint else ""
    differ = len(set(messages)) > 1
    return Point(
        severity=first.severity,
        label=_severity_words(context, first),
        code=first.code,
        message=hint if differ else messages[0],
        hint="" if differ else hint,
        file=first.span.file,
        places=tuple(
            _place(context, finding, owner, message if differ else "")
            for finding, message in zip(equal, messages, strict=True)
        ),
        edit_url=context.edit_url(first.span.file),
        rule=page_of(first.code),
        title=title_of(context, first.code),
    )


def _place(context: Context, finding: Finding, owner: Entry | Broken | None, message: str) -> Place:
    """Where a finding is; with the line itself when its file is broken."""
    return Place(
        line=finding.span.line,
        about=part_of(context, finding, owner) if isinstance(owner, Entry) else None,
        message=message,
        excerpt=excerpt(context, finding, owner) if isinstance(owner, Broken) else None,
    )


def _severity_words(context: Context, finding: Finding) -> str:
    """How grave a finding is, in words."""
    if is_gap(finding):
        return context.say("Loven kræver svar") if finding.severity == "error" else context.say("Mangler")
    words = context.says("Skal rettes", "Bør rettes", "Til orientering")
    return dict(zip(SEVERITIES, words, strict=True))[finding.severity]


def part_of(context: Context, finding: Finding, entry: Entry) -> Link | None:
    """The part of the record that a finding is about, where the page shows it; None for the record as a whole."""
    labels, anchor = place_labels(context, entry, finding.pointer.removeprefix(entry.pointer))
    if not labels or not anchor:
        return None
    return Link(": ".join(labels), f"{context.path_to(entry.kind, entry.key)}#{anchor}")


def is_gap(finding: Finding) -> bool:
    """Whether a finding says that something is not answered, rather than wrong."""
    return finding.code.startswith("GAP")


def excerpt(context: Context, finding: Finding, broken: Broken) -> Excerpt | None:
    """The line of a finding with marks under its place; None when there is no such line or it may be internal."""
    source = context.register.sources.get(broken.file)
    if source is None or _may_be_internal(source.text.splitlines(), finding.span.line, broken.kind):
        return None
    line = source.line_text(finding.span.line)
    start = min(finding.span.column, len(line) + 1)
    width = finding.span.end_column - finding.span.column if finding.span.end_line == finding.span.line else 1
    first = max(0, start - _LONGEST_LINE // 2)
    shown = line[first : first + _LONGEST_LINE]
    lead = "".join(" " if character != "\t" else "\t" for character in line[first : start - 1])
    return Excerpt(finding.span.line, shown, lead + "^" * max(1, min(width, len(shown) - len(lead))))


def _may_be_internal(lines: Sequence[str], number: int, kind: str) -> bool:
    """Whether the line, or a line that it stands below, begins with the name of an internal field of the kind."""
    names = {field.name for field in fields_of(kind).walk() if field.is_internal}
    indent: int | None = None
    for line in reversed(lines[:number]):
        here = len(line) - len(line.lstrip())
        if not line.strip() or (indent is not None and here >= indent):
            continue
        found = _KEY_OF_LINE.match(line)
        if found and found[1] in names:
            return True
        indent = here
    return False

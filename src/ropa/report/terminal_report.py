"""Turns findings into lines for a person at a terminal: place, sentence, the line itself with a caret, hint.

Called by `ropa.cli`, which adds the summary and decides about colours. Text from records cannot colour the terminal,
move its cursor or break a line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from ropa.findings import SEVERITY_WORDS, Finding, Language, Severity, Span, sort_findings
from ropa.report.decisions import Decision, heading, lines, title
from ropa.report.plain import HINT, make_plain, shown_path
from ropa.text import Source

LINE_WIDTH = 100
"""A longer line is cut around the caret; counted in characters."""

FIXABLE = "[--fix]"
"""What stands beside a finding that `ropa check --fix` puts right."""

_BEFORE_CARET = 40
_CUT = "…"
_COLOUR: Mapping[Severity, str] = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "info": "\x1b[1;36m"}
_BOLD, _END = "\x1b[1m", "\x1b[0m"


def terminal(
    findings: Iterable[Finding],
    sources: Mapping[str, Source],
    language: Language,
    *,
    prefix: str = "",
    colour: bool = False,
    decisions: Sequence[Decision] | None = None,
) -> str:
    """Each finding with its line, grouped by file with an empty line between files, then the deviations; "" when there are none."""
    by_file = groupby(sort_findings(findings), key=lambda finding: finding.span.file)
    groups = ["\n".join(_show_all(group, sources.get(file), language, prefix, colour)) for file, group in by_file]
    if decisions is not None:
        told = (line for decision in decisions for line in _tell(decision, language, prefix, colour))
        groups.append("\n".join([_painted(heading(decisions, language), _BOLD, colour), *told]))
    return "\n\n".join(groups)


def _tell(decision: Decision, language: Language, prefix: str, colour: bool) -> list[str]:
    """One deviation: its place, its rule and what it is about, then what is told of it."""
    place = _painted(_place(decision.span, prefix), _BOLD, colour)
    told = (f"  {make_plain(line)}".rstrip() for line in lines(decision, language))
    return [f"{place} {make_plain(title(decision, language))}", *told]


def _show_all(
    findings: Iterable[Finding], source: Source | None, language: Language, prefix: str, colour: bool
) -> Iterator[str]:
    """The findings of a file, in the order of its lines; what stands at a place is looked up once for all that are found there."""
    for span, here in groupby(findings, key=lambda finding: finding.span):
        place, line = _painted(_place(span, prefix), _BOLD, colour), source.line_text(span.line) if source else ""
        for severity, alike in groupby(here, key=lambda finding: finding.severity):
            head = f"{place} {_painted(SEVERITY_WORDS[severity].text(language), _COLOUR[severity], colour)}"
            excerpt = _excerpt(line, span, _COLOUR[severity], colour)
            yield from (_show(finding, head, excerpt, language, prefix) for finding in alike)


def _show(finding: Finding, head: str, excerpt: Sequence[str], language: Language, prefix: str) -> str:
    """One finding, without a line break at its end; `head` is its place and severity."""
    mark = f" {FIXABLE}" if finding.fix else ""
    lines = [f"{head} {finding.code} {finding.name}{mark}", f"  {make_plain(finding.message.text(language))}", *excerpt]
    for related in finding.related:
        lines.append(f"  {_place(related.span, prefix)} {make_plain(related.message.text(language))}")
    if finding.hint:
        lines.append(f"  {HINT[language]}: {make_plain(finding.hint.text(language))}")
    return "\n".join(lines)


def _place(span: Span, prefix: str) -> str:
    return f"{shown_path(span, prefix)}:{span.line}:{span.column}"


def _excerpt(line: str, span: Span, paint: str, colour: bool) -> list[str]:
    """The line and, under it, carets for the part of the span that lies on it; nothing for an empty line."""
    if not line.strip():
        return []
    start, end = _window(len(line), span.column - 1)
    caret_start = min(span.column - 1, end)
    caret_end = min(span.end_column - 1 if span.end_line == span.line else len(line.rstrip()), end)
    before, after = _CUT if start else "", _CUT if end < len(line) else ""
    gap = " " * _width(before + line[start:caret_start])
    carets = _painted("^" * max(1, _width(line[caret_start:caret_end])), paint, colour)
    number = str(span.line)
    return [f"  {number} | {before}{make_plain(line[start:end])}{after}", f"  {' ' * len(number)} | {gap}{carets}"]


def _window(length: int, caret: int) -> tuple[int, int]:
    """The part of a line that is shown."""
    if length <= LINE_WIDTH:
        return 0, length
    start = min(max(0, caret - _BEFORE_CARET), length - LINE_WIDTH)
    return start, start + LINE_WIDTH


def _width(text: str) -> int:
    """The terminal columns that a text takes: two for wide characters, none for combining ones."""
    plain = make_plain(text)
    return len(plain) if plain.isascii() else sum(map(_character_width, plain))


@lru_cache(maxsize=1024)
def _character_width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _painted(text: str, paint: str, colour: bool) -> str:
    return f"{paint}{text}{_END}" if colour else text

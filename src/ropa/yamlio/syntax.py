"""Turns the parser's own complaints about text that is no YAML into findings that people can follow.

Called by `load`. The C parser and the Python one word the same trouble differently; both are read here, and the
person sees the likely slip: a colon in a text, an open quote, a wrong indentation. Never parses a record itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter

import yaml

from ropa.findings import Fault, Finding, Span
from ropa.text import Source
from ropa.yamlio import faults
from ropa.yamlio.events import read_events

_INDENTED_WITH_TAB = re.compile(r"^ *\t[ \t]*", re.MULTILINE)
_LIST_DASHES = re.compile(r"[ ]*(?:- +)*")
_MULTILINE_STYLES = frozenset("'\"|>")


@dataclass(frozen=True, slots=True)
class _Trouble:
    """Indexes into the text: where the parser stopped, where what it was reading began, and the last open bracket."""

    source: Source
    at: int
    since: int
    bracket: int | None

    @property
    def character(self) -> str:
        """The character that the parser stopped at; "" at the end."""
        return self.source.text[self.at : self.at + 1].strip("\r\n")

    @property
    def line_before(self) -> str:
        """The part of the line before the place."""
        text = self.source.text
        return text[max(text.rfind("\n", 0, self.at), text.rfind("\r", 0, self.at)) + 1 : self.at]

    def finding(self, fault: Fault, index: int) -> Finding:
        """The fault at one character."""
        character = self.source.text[index : index + 1].strip("\r\n")
        return fault.at(self.source.span(index, index + len(character)), character=character)

    def line_finding(self, fault: Fault, index: int) -> Finding:
        """The fault at the rest of the line."""
        start = self.source.span(index, index)
        return fault.at(_to_line_end(self.source, start))


def explain(source: Source, error: yaml.YAMLError, bracket: int | None) -> Finding:
    """The finding for text that the parser refuses. `bracket` is the index of the last `[` or `{` still open."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return faults.SYNTAX.at(Span(source.file))
    at = error.problem_mark.index
    since = error.context_mark.index if error.context_mark else at
    complaint = f"{error.context or ''}: {error.problem or ''}"
    word = next((word for pattern, word in _COMPLAINTS if pattern.search(complaint)), _word_unknown)
    return word(_Trouble(source, at, since, bracket))


def find_tabs(source: Source) -> Iterator[Finding]:
    """A finding for each line that is indented with a tab, outside texts in quotes and blocks."""
    if "\t" not in source.text:
        return
    texts = tuple(_multiline_texts(source))
    matches = _INDENTED_WITH_TAB.finditer(source.text)
    outside = (match for match in matches if not _is_inside(match.start(), texts))
    for match in islice(outside, faults.MAX_FINDINGS):
        yield faults.TAB.at(source.span(match.start(), match.end()))


def _is_inside(index: int, ranges: Sequence[tuple[int, int]]) -> bool:
    """Whether the index lies in one of the ranges, which follow each other in the file."""
    last = bisect_right(ranges, index, key=itemgetter(0)) - 1
    return last >= 0 and index < ranges[last][1]


def _multiline_texts(source: Source) -> Iterator[tuple[int, int]]:
    """The start and end of each text over several lines in which a tab is content, as far as the file can be read."""
    try:
        for event in read_events(source.text):
            if isinstance(event, yaml.ScalarEvent) and event.style and event.style in _MULTILINE_STYLES:
                if event.start_mark.line != event.end_mark.line:
                    yield event.start_mark.index, event.end_mark.index
    except yaml.YAMLError:
        return


def _to_line_end(source: Source, start: Span) -> Span:
    end = len(source.line_text(start.line).rstrip()) + 1
    return Span(start.file, start.line, start.column, start.line, max(start.column, end))


def _word_colon(trouble: _Trouble) -> Finding:
    """A second colon on the line, or a field under a text that has no field of its own."""
    before = _LIST_DASHES.sub("", trouble.line_before, count=1)
    if ": " in before:
        return trouble.finding(faults.COLON_IN_TEXT, trouble.at)
    return trouble.line_finding(faults.COLON_IN_NEXT_LINE, trouble.at - len(before))


def _word_tab(trouble: _Trouble) -> Finding:
    """The same finding as `find_tabs` has for the line."""
    indentation = _INDENTED_WITH_TAB.match(trouble.source.text, trouble.at - len(trouble.line_before))
    start, end = indentation.span() if indentation else (trouble.at, trouble.at + 1)
    return faults.TAB.at(trouble.source.span(start, end))


def _word_text_start(trouble: _Trouble) -> Finding:
    return _word_tab(trouble) if trouble.character == "\t" else trouble.finding(faults.TEXT_START, trouble.at)


def _word_backslash(trouble: _Trouble) -> Finding:
    place = trouble.source.text.rfind("\\", trouble.since, trouble.at + 1)
    return trouble.finding(faults.BACKSLASH, place if place >= 0 else trouble.at)


def _word_bracket(trouble: _Trouble) -> Finding:
    return trouble.finding(faults.OPEN_BRACKET, trouble.since if trouble.bracket is None else trouble.bracket)


def _word_missing_value(trouble: _Trouble) -> Finding:
    """Inside brackets the file ended; elsewhere a text begins with a character that has a meaning of its own."""
    return _word_text_start(trouble) if trouble.character.strip() else _word_bracket(trouble)


def _word_misfit(trouble: _Trouble) -> Finding:
    """Something after the value on its line, or a line that is indented like none of those above."""
    if trouble.line_before.strip():
        return trouble.finding(faults.TEXT_AFTER_VALUE, trouble.at)
    if trouble.character and trouble.character in "]}":
        return _word_text_start(trouble)
    return trouble.line_finding(faults.INDENTATION, trouble.at)


def _word_unknown(trouble: _Trouble) -> Finding:
    return trouble.finding(faults.SYNTAX, trouble.at)


_COMPLAINTS: tuple[tuple[re.Pattern[str], Callable[[_Trouble], Finding]], ...] = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (r"tab character", _word_tab),
        (r"quoted scalar: found unexpected", lambda it: it.finding(faults.OPEN_QUOTE, it.since)),
        (r"escape|hexdecimal", _word_backslash),
        (r"mapping values are not allowed", _word_colon),
        (r"cannot start any token", _word_text_start),
        (r"scanning an? (alias|anchor|block scalar)", lambda it: it.finding(faults.TEXT_START, it.since)),
        (r"mapping keys are not allowed", _word_text_start),
        (r"found unexpected ':'", lambda it: it.finding(faults.COLON_WITHOUT_SPACE, it.at)),
        (r"directive", _word_unknown),
        (r"\btag\b", lambda it: it.finding(faults.TAG, it.since)),
        (r"could not find expected ':'", lambda it: it.line_finding(faults.MISSING_COLON, it.since)),
        (r"sequence entries are not allowed", lambda it: it.finding(faults.LIST_ON_LINE, it.at)),
        (r"node content", _word_missing_value),
        (r"flow (sequence|mapping)", _word_bracket),
        (r"block (mapping|collection)|<document start>", _word_misfit),
    )
)
"""What the parser says, most telling first, and how it is put. Both parsers' words stand in one pattern."""

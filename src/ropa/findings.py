"""What is wrong in a register, where, and what to do about it.

A `Fault` is a kind of mistake: its code, severity and wording in Danish and English, defined once beside the
code that detects it. `Fault.at` turns it into a `Finding` at a place. Findings are collected, never raised;
reporters show them, and none of them words anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "info"]
Language = Literal["da", "en"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


class RopaError(Exception):
    """Something outside the records stops the work: the user is told in one sentence, in Danish or English."""

    def __init__(self, da: str, en: str) -> None:
        super().__init__(en)
        self.message = Message(da, en)


class Span(NamedTuple):
    """A place in a file. Lines and columns are 1-based and count code points; `end_column` is exclusive.

    `file` is relative to the register's folder, with forward slashes.
    """

    file: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


class Message(NamedTuple):
    """One sentence in both languages: lower case, no full stop."""

    da: str
    en: str

    def text(self, language: Language) -> str:
        """The sentence in one language."""
        return self.da if language == "da" else self.en


SEVERITY_WORDS: Mapping[Severity, Message] = {
    "error": Message("fejl", "error"),
    "warning": Message("advarsel", "warning"),
    "info": Message("oplysning", "info"),
}


def did_you_mean(written: str, known: Iterable[str]) -> Message:
    """"; mente du `x`?" with the known word that is nearest to what was written; empty when none is near."""
    near = get_close_matches(written, list(known), n=1)
    return Message(f"; mente du `{near[0]}`?", f"; did you mean `{near[0]}`?") if near else Message("", "")


class Related(NamedTuple):
    """Another place that a finding concerns, e.g. the first use of an id that is used twice."""

    span: Span
    message: Message


@dataclass(frozen=True, slots=True)
class Fix:
    """What to write in place of the characters of `span`, and why only that can be right.

    `part` is what changes: the name of the field, its value, or only the order of fields. `reads` is the name or the value
    as it reads afterwards.
    """

    span: Span
    text: str
    why: Message
    part: Literal["key", "value", "order"]
    reads: str = ""


class Finding(NamedTuple):
    """One thing that is wrong or missing, at a place in a file.

    `pointer` is the JSON pointer of the value concerned ("" for the whole file); a missing value points to
    the object that lacks it, and `field` names what is missing. `fix` is there only where one answer can be right.
    """

    code: str
    name: str
    severity: Severity
    span: Span
    message: Message
    hint: Message | None = None
    pointer: str = ""
    field: str = ""
    gates: bool = True
    related: tuple[Related, ...] = ()
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of finding. The four templates take the same named fields, e.g. "`{key}` is not a field here".

    `gates` is False for what a draft may lack: such findings stop `ropa check` only in confirmed records.
    """

    code: str
    name: str
    severity: Severity
    da: str
    en: str
    hint_da: str = ""
    hint_en: str = ""
    gates: bool = True

    def at(
        self,
        span: Span,
        *,
        pointer: str = "",
        field: str = "",
        related: tuple[Related, ...] = (),
        fix: Fix | None = None,
        **words: object,
    ) -> Finding:
        """The finding of this kind at `span`, with the templates filled from `field` and `words`."""
        words = {"field": field, **words}
        hint = _filled(self.hint_da, self.hint_en, words) if self.hint_da else None
        message = _filled(self.da, self.en, words)
        return Finding(
            self.code, self.name, self.severity, span, message, hint, pointer, field,
            self.gates, related, fix,
        )


def _filled(da: str, en: str, words: Mapping[str, object]) -> Message:
    return _standing(da, en) or Message(da.format_map(words), en.format_map(words))


@lru_cache(maxsize=None)
def _standing(da: str, en: str) -> Message | None:
    """A sentence that has nothing to fill in: the same for every finding of its kind."""
    return None if "{" in da + en else Message(da, en)


class InOrder(tuple[Finding, ...]):
    """Findings in the order of files and lines, each once."""

    __slots__ = ()


def sort_findings(findings: Iterable[Finding]) -> InOrder:
    """The findings in the order of files and lines, the same every time; exact repeats are dropped."""
    return findings if isinstance(findings, InOrder) else InOrder(sorted(dict.fromkeys(findings), key=_order))


def _order(finding: Finding) -> tuple[Span, str, str, str, str]:
    """What findings are ordered by."""
    return finding.span, finding.code, finding.pointer, finding.field, finding.message.en

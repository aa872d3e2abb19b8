"""Turns findings into Markdown: what a pull request or a ticket is given to read.

Called by `ropa.cli`. Text from records is escaped, so that it can become neither markup nor a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from ropa.findings import SEVERITIES, SEVERITY_WORDS, Finding, Language, Message, sort_findings
from ropa.report.decisions import Decision, heading, lines, title
from ropa.report.plain import HINT, make_plain, shown_path

NOTHING = Message("Ingen fund.", "No findings.")
_MARKUP = re.compile(r"([\\*_\[\]<>#!|~&])")
_REACHES_OUT = re.compile(r"(www|@|:)(?=[.\w/])", re.IGNORECASE)
"""What forges turn into links and calls to people without being asked."""
_APART = "<!-- -->"
_CODE = re.compile(r"`([^`]+)`")


def markdown(
    findings: Iterable[Finding], language: Language, *, prefix: str = "", decisions: Sequence[Decision] | None = None
) -> str:
    """A list for each file, under a line that counts, then a list of the deviations."""
    parts = _found(findings, language, prefix)
    if decisions is not None:
        parts.append(f"## {heading(decisions, language)}" if decisions else heading(decisions, language))
    if decisions:
        parts.append("\n".join(_decision(decision, language, prefix) for decision in decisions))
    return "\n\n".join(parts)


def _found(findings: Iterable[Finding], language: Language, prefix: str) -> list[str]:
    listed = sort_findings(findings)
    if not listed:
        return [NOTHING.text(language)]
    counted = ((severity, sum(f.severity == severity for f in listed)) for severity in SEVERITIES)
    parts = [" · ".join(f"{SEVERITY_WORDS[severity].text(language)}: {number}" for severity, number in counted if number)]
    for _, group in groupby(listed, key=lambda finding: finding.span.file):
        of_file = list(group)
        parts.append(f"### {escape(shown_path(of_file[0].span, prefix))}")
        parts.append("\n".join(_item(finding, language) for finding in of_file))
    return parts


def escape(text: str) -> str:
    """Text that shows as it is written; what stands between back-ticks stays code."""
    pieces = _CODE.split(make_plain(text))
    return "".join(f"`{piece}`" if index % 2 else _prose(piece) for index, piece in enumerate(pieces))


def _prose(text: str) -> str:
    return _REACHES_OUT.sub(rf"\1{_APART}", _MARKUP.sub(r"\\\1", text.replace("`", "'")))


def _item(finding: Finding, language: Language) -> str:
    place = f"{finding.span.line}:{finding.span.column}"
    severity = SEVERITY_WORDS[finding.severity].text(language)
    lines = [f"- {place} **{severity}** `{finding.code}` {escape(finding.message.text(language))}"]
    if finding.hint:
        lines.append(f"  {HINT[language]}: {escape(finding.hint.text(language))}")
    return "  \n".join(lines)


def _decision(decision: Decision, language: Language, prefix: str) -> str:
    place = f"{escape(shown_path(decision.span, prefix))}:{decision.span.line}:{decision.span.column}"
    told = (f"  {escape(line)}".rstrip() for line in lines(decision, language))
    return "  \n".join([f"- {place} {escape(title(decision, language))}", *told])

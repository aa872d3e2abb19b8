"""Turns findings into GitHub workflow commands, which put them beside the lines of a pull request.

Called by `ropa.cli`. Errors come first, since GitHub shows only the first ten of a step. Text from records cannot
begin a command of its own.
Source: GitHub Docs, "Workflow commands for GitHub Actions", setting a message.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ropa.findings import SEVERITIES, Finding, Language, Severity, Span, sort_findings
from ropa.report.plain import make_plain, message_with_hint, shown_path

_COMMAND: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}


def github(findings: Iterable[Finding], language: Language, *, prefix: str = "") -> str:
    """One command a line; "" when there are no findings."""
    errors_first = sorted(sort_findings(findings), key=lambda finding: SEVERITIES.index(finding.severity))
    return "\n".join(_command(finding, language, prefix) for finding in errors_first)


def escape_message(text: str) -> str:
    """The text as it may stand after `::`."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """The text as it may stand as the value of a property."""
    return escape_message(text).replace(":", "%3A").replace(",", "%2C")


def _command(finding: Finding, language: Language, prefix: str) -> str:
    title = make_plain(f"{finding.code} {finding.name}")
    properties = {"file": shown_path(finding.span, prefix), **_lines(finding.span), "title": title}
    listed = ",".join(f"{name}={escape_property(value)}" for name, value in properties.items())
    return f"::{_COMMAND[finding.severity]} {listed}::{escape_message(message_with_hint(finding, language))}"


def _lines(span: Span) -> dict[str, str]:
    """Lines, and columns where the span lies on one line: GitHub takes columns only there."""
    if span.line != span.end_line:
        return {"line": str(span.line), "endLine": str(span.end_line)}
    columns = {"col": str(span.column), "endColumn": str(span.end_column)}
    return {"line": str(span.line), "endLine": str(span.end_line), **columns}

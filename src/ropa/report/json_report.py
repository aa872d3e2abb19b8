"""Turns findings into JSON for other programs, in the form that `findings.schema.json` describes.

Called by `ropa.cli`. The field `version` is the version of that form: it changes when a field changes or goes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from json import dumps

from ropa.findings import SEVERITIES, Finding, Language, Span, sort_findings
from ropa.report.plain import make_plain, shown_path

VERSION = 1


def json(findings: Iterable[Finding], language: Language, *, prefix: str = "") -> str:
    """The findings and how many there are of each severity, messages in one language."""
    listed = sort_findings(findings)
    counts = Counter(finding.severity for finding in listed)
    report = {
        "version": VERSION,
        "language": language,
        "summary": {severity: counts[severity] for severity in SEVERITIES},
        "findings": [_describe(finding, language, prefix) for finding in listed],
    }
    return dumps(report, ensure_ascii=False, indent=2)


def _describe(finding: Finding, language: Language, prefix: str) -> dict[str, object]:
    """A finding; its hint is null when there is none."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        **_place(finding.span, prefix),
        "pointer": make_plain(finding.pointer),
        "field": make_plain(finding.field),
        "message": make_plain(finding.message.text(language)),
        "hint": make_plain(finding.hint.text(language)) if finding.hint else None,
        "related": [
            {**_place(related.span, prefix), "message": make_plain(related.message.text(language))}
            for related in finding.related
        ],
    }


def _place(span: Span, prefix: str) -> dict[str, object]:
    return {
        "file": shown_path(span, prefix),
        "line": span.line,
        "column": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }

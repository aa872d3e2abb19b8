"""Turns findings into JSON for other programs, in the form that `findings.schema.json` describes.

Called by `ropa.cli`. The field `version` is the version of that form: it changes when a field changes or goes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ropa.findings import SEVERITIES, Finding, Fix, Language, Span, sort_findings
from ropa.report.decisions import Decision, Named
from ropa.report.plain import make_plain, shown_path, write_json

VERSION = 1


def json(
    findings: Iterable[Finding], language: Language, *, prefix: str = "", decisions: Sequence[Decision] | None = None
) -> str:
    """The findings and how many there are of each severity, and the deviations with what they set aside, in one language."""
    listed = sort_findings(findings)
    counts = Counter(finding.severity for finding in listed)
    report = {
        "version": VERSION,
        "language": language,
        "summary": {severity: counts[severity] for severity in SEVERITIES},
        "findings": [_describe(finding, language, prefix) for finding in listed],
        "deviations": [_describe_decision(decision, language, prefix) for decision in decisions or ()],
    }
    return write_json(report)


def _describe(finding: Finding, language: Language, prefix: str) -> dict[str, object]:
    """A finding; its hint is null when there is none, and its fix when not just one answer can be right."""
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
        "fix": _describe_fix(finding.fix, language, prefix) if finding.fix else None,
    }


def _describe_decision(decision: Decision, language: Language, prefix: str) -> dict[str, object]:
    """A deviation; `daysLeft` is null when its end is no date, and `approvedBy` when nobody has approved it."""
    return {
        "rule": decision.rule,
        **_place(decision.span, prefix),
        "pointer": make_plain(decision.pointer),
        "about": make_plain(decision.about),
        "reason": make_plain(decision.reason),
        "expiresOn": make_plain(decision.expires_on),
        "daysLeft": decision.days_left,
        "organisation": _name(decision.organisation),
        "decidedBy": _name(decision.by_role),
        "approvedBy": _name(decision.approved_by_role) if decision.approved_by_role else None,
        "waitsFor": [_name(organisation) for organisation in decision.waits_for],
        "asked": decision.is_asked,
        "findings": [_describe(finding, language, prefix) for finding in sort_findings(decision.findings)],
    }


def _name(named: Named) -> dict[str, str]:
    return {"id": make_plain(named.id), "name": make_plain(named.name)}


def _describe_fix(fix: Fix, language: Language, prefix: str) -> dict[str, object]:
    """What to write, as it is: it goes back into the file."""
    return {**_place(fix.span, prefix), "text": fix.text, "why": make_plain(fix.why.text(language))}


def _place(span: Span, prefix: str) -> dict[str, object]:
    return {
        "file": shown_path(span, prefix),
        "line": span.line,
        "column": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }

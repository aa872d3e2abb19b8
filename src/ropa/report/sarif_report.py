"""Turns findings into SARIF 2.1.0, which code scanning and editors read.

Called by `ropa.cli`. A finding keeps its fingerprint when lines move, since it is made from what the finding is about
and not from where it stands: `keyed` names a place by its keys, so that rows may come before it.

What deviations set aside stands last, as suppressed results, and only when `decisions` are given: GitHub code scanning does
not read suppressions and would open an alert for each (github/codeql-action, issue 1230).
Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0, with errata 01.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from ropa import __version__
from ropa.findings import Finding, Fix, Language, Severity, Span, sort_findings
from ropa.report.decisions import Decision
from ropa.report.plain import make_plain, message_with_hint, shown_path, write_json
from ropa.rules.explain import as_markdown
from ropa.rules.standing import explanations

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "ropaFinding/v1"

_LEVEL: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}


def sarif(
    findings: Iterable[Finding],
    language: Language,
    *,
    prefix: str = "",
    keyed: Callable[[str, str], str] = lambda _file, pointer: pointer,
    decisions: Sequence[Decision] | None = None,
) -> str:
    """A log with one run, also when there are no findings: a run without results closes what was open before."""
    aside = _set_aside(decisions or ())
    listed = (*sort_findings(findings), *sort_findings(aside))
    rules = {finding.code: finding for finding in sorted(listed, key=lambda finding: finding.code)}
    driver = {"name": "ropa", "version": __version__, "rules": [_rule(finding, language) for finding in rules.values()]}
    run: dict[str, Any] = {
        "tool": {"driver": driver},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "results": _results(listed, list(rules), language, prefix, keyed),
    }
    if decisions is not None:
        for finding, result in zip(listed, run["results"], strict=True):
            result["suppressions"] = [_suppression(decision, prefix) for decision in aside.get(finding, ())]
    return write_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def escape_message(text: str) -> str:
    """The text as it may stand in a message: no placeholders (section 3.11.5) and no links (section 3.11.6)."""
    doubled = text.replace("{", "{{").replace("}", "}}")
    return doubled.replace("[", "\\[").replace("]", "\\]") if "](" in doubled else doubled


def _rule(finding: Finding, language: Language) -> dict[str, object]:
    """What code scanning shows beside a result: the page of its code, where it has one."""
    described: dict[str, object] = {
        "id": finding.code,
        "name": finding.name,
        "shortDescription": {"text": finding.name.replace("-", " ")},
        "defaultConfiguration": {"level": _LEVEL[finding.severity]},
    }
    rule = explanations().get(finding.code)
    if rule is not None:
        words = rule.wording(language)
        described["shortDescription"] = {"text": words.title}
        described["fullDescription"] = {"text": words.checks}
        described["help"] = {"text": f"{words.why} {words.fix}", "markdown": as_markdown(rule, language)}
    return described


def _results(
    findings: Sequence[Finding],
    codes: Sequence[str],
    language: Language,
    prefix: str,
    keyed: Callable[[str, str], str],
) -> list[dict[str, object]]:
    """One result a finding. Findings about the same thing are told apart by their order in the file."""
    seen: Counter[tuple[str, ...]] = Counter()
    results: list[dict[str, object]] = []
    for finding in findings:
        file = finding.span.file
        subject = (finding.code, file, keyed(file, finding.pointer), finding.field)
        fingerprint = _fingerprint(*subject, str(seen[subject]))
        seen[subject] += 1
        result = {"ruleIndex": codes.index(finding.code), **_result(finding, language, prefix)}
        results.append({**result, "partialFingerprints": {FINGERPRINT: fingerprint}})
    return results


def _result(finding: Finding, language: Language, prefix: str) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": finding.code,
        "level": _LEVEL[finding.severity],
        "message": {"text": escape_message(message_with_hint(finding, language))},
        "locations": [_location(finding.span, prefix)],
    }
    if finding.related:
        result["relatedLocations"] = [
            {
                "id": number,
                **_location(related.span, prefix),
                "message": {"text": escape_message(make_plain(related.message.text(language)))},
            }
            for number, related in enumerate(finding.related)
        ]
    if finding.fix:
        result["fixes"] = [_fix(finding.fix, language, prefix)]
    return result


def _set_aside(decisions: Iterable[Decision]) -> Mapping[Finding, Sequence[Decision]]:
    """The findings that deviations set aside, each with those that do."""
    aside: dict[Finding, list[Decision]] = defaultdict(list)
    for decision in decisions:
        for finding in decision.findings:
            aside[finding].append(decision)
    return aside


def _suppression(decision: Decision, prefix: str) -> dict[str, object]:
    """What suppresses a result (section 3.35); its justification is a text and no message.

    A result that nothing suppresses has an empty list, since all results of a run have one or none has (section 3.27.23).
    """
    location = _location(decision.span, prefix)
    return {"kind": "inSource", "status": "accepted", "justification": make_plain(decision.reason), "location": location}


def _fix(fix: Fix, language: Language, prefix: str) -> dict[str, object]:
    """A fix (section 3.55): the text goes into the file as it is, and is no message."""
    replacement = {"deletedRegion": _region(fix.span), "insertedContent": {"text": fix.text}}
    return {
        "description": {"text": escape_message(make_plain(fix.why.text(language)))},
        "artifactChanges": [{"artifactLocation": _file(fix.span, prefix), "replacements": [replacement]}],
    }


def _location(span: Span, prefix: str) -> dict[str, object]:
    return {"physicalLocation": {"artifactLocation": _file(span, prefix), "region": _region(span)}}


def _file(span: Span, prefix: str) -> dict[str, str]:
    return {"uri": quote(shown_path(span, prefix))}


def _region(span: Span) -> dict[str, int]:
    return {"startLine": span.line, "startColumn": span.column, "endLine": span.end_line, "endColumn": span.end_column}


def _fingerprint(*parts: str) -> str:
    """A name for what the parts name together."""
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]

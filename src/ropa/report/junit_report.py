"""Turns findings into JUnit XML, which every CI system shows as tests: a case for each file, a failure for each that stops.

Called by `ropa.cli`. What does not stop the check is told in the case's output and fails nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from xml.etree import ElementTree

from ropa.findings import Finding, Language, sort_findings
from ropa.report.plain import make_plain, message_with_hint, shown_path


def junit(findings: Iterable[Finding], language: Language, *, prefix: str = "") -> str:
    """One suite; an empty one when there are no findings."""
    listed = sort_findings(findings)
    suite = ElementTree.Element("testsuite", name="ropa check")
    for file, group in groupby(listed, key=lambda finding: finding.span.file):
        _case(suite, file, list(group), language, prefix)
    cases = list(suite)
    suite.set("tests", str(len(cases)))
    suite.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    ElementTree.indent(suite)
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True)


def _case(suite: ElementTree.Element, file: str, findings: list[Finding], language: Language, prefix: str) -> None:
    path = shown_path(findings[0].span, prefix)
    case = ElementTree.SubElement(suite, "testcase", classname="ropa", name=path, file=path)
    stops = [finding for finding in findings if finding.gates and finding.severity == "error"]
    if stops:
        failure = ElementTree.SubElement(case, "failure", message=make_plain(stops[0].message.text(language)), type=stops[0].code)
        failure.text = "\n".join(_line(finding, language) for finding in stops)
    others = [finding for finding in findings if finding not in stops]
    if others:
        ElementTree.SubElement(case, "system-out").text = "\n".join(_line(finding, language) for finding in others)


def _line(finding: Finding, language: Language) -> str:
    return f"{finding.span.line}:{finding.span.column} {finding.code} {message_with_hint(finding, language)}"

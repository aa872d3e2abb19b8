"""Turns findings into JUnit XML, which every CI system shows as tests: a case for each file, a failure for each that stops.

Called by `ropa.cli`. What does not stop the check, deviations too, is told in the case's output and fails nothing. A case is
a file and no finding: it has been run, so none is marked as skipped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree import ElementTree

from ropa.findings import Finding, Language, sort_findings
from ropa.report.decisions import DEVIATION, Decision, lines, title
from ropa.report.plain import make_plain, message_with_hint, shown_path


def junit(
    findings: Iterable[Finding], language: Language, *, prefix: str = "", decisions: Sequence[Decision] | None = None
) -> str:
    """One suite; an empty one when there is nothing to tell."""
    listed = sort_findings(findings)
    suite = ElementTree.Element("testsuite", name="ropa check")
    by_file: dict[str, tuple[list[Finding], list[Decision]]] = {}
    for finding in listed:
        by_file.setdefault(finding.span.file, ([], []))[0].append(finding)
    for decision in decisions or ():
        by_file.setdefault(decision.span.file, ([], []))[1].append(decision)
    for _, (found, decided) in sorted(by_file.items()):
        _case(suite, found, decided, language, prefix)
    cases = list(suite)
    suite.set("tests", str(len(cases)))
    suite.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    ElementTree.indent(suite)
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True)


def _case(
    suite: ElementTree.Element, findings: Sequence[Finding], decisions: Sequence[Decision], language: Language, prefix: str
) -> None:
    path = shown_path([*findings, *decisions][0].span, prefix)
    case = ElementTree.SubElement(suite, "testcase", classname="ropa", name=path, file=path)
    stops = [finding for finding in findings if finding.gates and finding.severity == "error"]
    if stops:
        failure = ElementTree.SubElement(case, "failure", message=make_plain(stops[0].message.text(language)), type=stops[0].code)
        failure.text = "\n".join(_line(finding, language) for finding in stops)
    others = [_line(finding, language) for finding in findings if finding not in stops]
    others += (_told(decision, language) for decision in decisions)
    if others:
        ElementTree.SubElement(case, "system-out").text = "\n".join(others)


def _line(finding: Finding, language: Language) -> str:
    return f"{finding.span.line}:{finding.span.column} {finding.code} {message_with_hint(finding, language)}"


def _told(decision: Decision, language: Language) -> str:
    said = (f"{DEVIATION.text(language)} {title(decision, language)}", *lines(decision, language))
    return f"{decision.span.line}:{decision.span.column} " + "\n".join(map(make_plain, said))

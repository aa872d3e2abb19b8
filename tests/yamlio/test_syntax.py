"""A slip that makes a file unreadable is told as the slip, at the place where it was made."""

import pytest

from ropa.text import Source
from ropa.yamlio import load
from ropa.yamlio.faults import MAX_FINDINGS

SLIPS = {
    "a colon in a text": ("title: Køreseddel: prøve\n", "YML002", 1, 18),
    "two fields on one line": ("- id: a name: b\n", "YML002", 1, 13),
    "a text that begins with @": ("a: @firma\n", "YML003", 1, 4),
    "a text that begins with a star": ("a: **vigtigt**\n", "YML003", 1, 4),
    "a text that begins with an ampersand": ("a: & co\n", "YML003", 1, 4),
    "a text that begins with >": ("a: > 5 år\n", "YML003", 1, 4),
    "a text that begins with a percent sign": ("æ: %a\n", "YML003", 1, 4),
    "a text that begins with a comma": ("a: ,b\n", "YML003", 1, 4),
    "a bracket that closes nothing": ("a: 1\n]\n", "YML003", 2, 1),
    "a field without a colon": ("a: 1\nfelt\nb: 2\n", "YML004", 2, 1),
    "a field that is indented too little": ("a:\n    b: 1\n  c: 2\n", "YML005", 3, 3),
    "a field that is indented too much": ("a: 1\n  b: 2\n", "YML005", 2, 3),
    "a field beside list items": ("- a\nb: 1\n", "YML005", 2, 1),
    "a colon without a space on the line above": ("a:b\nc: d\n", "YML005", 2, 1),
    "an open double quote": ('a: 1\nb: "x\nc: 2\n', "YML006", 2, 4),
    "an open single quote": ("a: 'x\nb: 2\n", "YML006", 1, 4),
    "an open bracket": ("a: [x, y\nb: 1\n", "YML007", 1, 4),
    "an open bracket inside another": ("a: [x, {y: [\n", "YML007", 1, 12),
    "an open brace": ("a: {x: 1\nb: 2\n", "YML007", 1, 4),
    "an open bracket as the last character": ("a: [", "YML007", 1, 4),
    "a list without a comma": ('a: ["x" "y"]\n', "YML007", 1, 4),
    "text after a quoted text": ('a: "x" y\n', "YML009", 1, 8),
    "an apostrophe in single quotes": ("a: 'det er Mette's'\n", "YML009", 1, 18),
    "one bracket too many": ("a: [1]]\n", "YML009", 1, 7),
    "a Windows path in double quotes": ('a: "C:\\data"\n', "YML010", 1, 7),
    "a list on the field's line": ("a: - b\n", "YML011", 1, 4),
    "a bracket right after a colon": ("a: {b:[c]}\n", "YML012", 1, 6),
    "a text that begins with a question mark": ("a: ? b\n", "YML003", 1, 4),
    "a tab between a dash and a field": ("a:\n  -\tb: 1\n    c: 2\n", "YML008", 2, 4),
    "a tag of somebody else's": ("a: !x!y 1\n", "YML035", 1, 4),
    "an unknown directive": ("%FOO\n---\na: 1\n", "YML001", 1, 5),
    "a control character that nobody removed": ("a: \x07\n", "YML001", 1, 1),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_tells_the_slip_at_its_place(slip: str):
    text, code, line, column = SLIPS[slip]

    found = [(f.code, f.span.line, f.span.column) for f in load(Source("a.yaml", text)).findings]

    assert found == [(code, line, column)]


def test_places_an_open_bracket_at_itself_and_not_at_its_anchor():
    findings = load(Source("a.yaml", "a: &x [b\nc: d\n")).findings

    assert [(finding.code, finding.span.column) for finding in findings] == [("YML032", 4), ("YML007", 7)]


def test_names_the_bracket_that_is_open():
    finding = load(Source("a.yaml", "a: {b: [1}\n")).findings[0]

    assert finding.message.da == "`[` bliver ikke lukket, eller der mangler et komma"


def tab_lines(text: str) -> list[tuple[int, int]]:
    findings = load(Source("a.yaml", text)).findings
    return [(finding.span.line, finding.span.end_column) for finding in findings if finding.code == "YML008"]


def test_reports_each_line_that_is_indented_with_a_tab():
    assert tab_lines("a:\n\tb: 1\n  \t\tc: 2\nd: 3\n\t\n") == [(2, 2), (3, 5), (5, 2)]


def test_reports_a_tab_after_a_text_over_several_lines():
    assert tab_lines('a: "b\n  c"\nd:\n\te: 1\n') == [(4, 2)]


def test_a_tab_is_the_only_finding_on_its_line():
    assert [f.code for f in load(Source("a.yaml", "a:\n\t\tb: 1\n")).findings] == ["YML008"]


def test_reports_a_tab_inside_brackets():
    assert tab_lines("a: [\n\tb]\n") == [(2, 2)]


@pytest.mark.parametrize(
    "text", ["a: |\n  b\n  \tc\n", 'a: "b\n\tc"\n', "a: 'b\n\tc'\n", "a: b\tc\n", "a: >\n  b\n\n  \tc\n"]
)
def test_a_tab_inside_a_text_is_no_finding(text: str):
    assert load(Source("a.yaml", text)).findings == ()


def test_reports_a_limited_number_of_tabs():
    assert len(load(Source("a.yaml", "\ta\n" * 2000)).findings) == MAX_FINDINGS

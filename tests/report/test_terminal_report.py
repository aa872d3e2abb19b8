"""A person at a terminal sees the place, the line, a caret that stands right, and nothing that a record smuggles in."""

import pytest

from ropa import report
from ropa.findings import Fault, Finding, Span
from ropa.report.terminal_report import LINE_WIDTH
from ropa.text import Source

HERE = Fault("TST003", "here", "error", "her", "here")


def excerpt(line: str, column: int, end_column: int, end_line: int = 1) -> list[str]:
    """The line and the carets as shown, without what stands before them."""
    finding = HERE.at(Span("a.yaml", 1, column, end_line, end_column))
    shown = report.terminal([finding], {"a.yaml": Source("a.yaml", line)}, "en")
    return [row[len("  1 | ") :] for row in shown.splitlines()[2:]]


def test_shows_place_sentence_line_caret_related_place_and_hint(findings, sources):
    shown = report.terminal(findings, sources, "da", prefix="data/ropa/")

    assert shown == "\n".join(
        [
            "data/ropa/akt/æ b.yaml:1:5 advarsel TST001 odd-value",
            "  `100 %, a:b` er sær",
            "  1 | id: a",
            "    |     ^",
            "data/ropa/akt/æ b.yaml:2:20 fejl YML030 duplicate-key",
            "  `da` står her igen",
            "  2 | title: {da: Kør 🚗, da: x}",
            "    |                     ^^",
            "  data/ropa/akt/æ b.yaml:2:9 første gang her",
            "  råd: slet",
            "",
            "data/ropa/b.yaml:1:1 oplysning TST002 good-to-know",
            "  godt at vide",
            "  1 | x: 1",
            "    | ^",
        ]
    )


def test_speaks_english_when_asked(findings, sources):
    shown = report.terminal(findings, sources, "en").splitlines()

    assert shown[4:10] == [
        "akt/æ b.yaml:2:20 error YML030 duplicate-key",
        "  `da` stands here again",
        "  2 | title: {da: Kør 🚗, da: x}",
        "    |                     ^^",
        "  akt/æ b.yaml:2:9 first here",
        "  hint: delete",
    ]


def test_shows_nothing_when_nothing_is_wrong(sources):
    assert report.terminal([], sources, "da") == ""


def test_shows_a_finding_in_a_file_that_is_no_text():
    assert report.terminal([HERE.at(Span("a.yaml"))], {}, "da") == "a.yaml:1:1 fejl TST003 here\n  her"


def test_colours_only_when_asked(findings, sources):
    plain, coloured = (report.terminal(findings, sources, "da", colour=colour) for colour in (False, True))

    assert ("\x1b" in plain, "\x1b[1;31mfejl\x1b[0m" in coloured) == (False, True)


def test_a_record_cannot_control_the_terminal(hostile: Finding, sources):
    in_line = HERE.at(Span("akt/æ b.yaml", 6, 2, 6, 6))

    shown = report.terminal([hostile, in_line], sources, "da")

    assert [character for character in shown if not character.isprintable() and character != "\n"] == []
    assert len(shown.splitlines()) == 9


def test_a_tab_takes_one_place():
    assert excerpt("\ta: 1", 2, 3) == [" a: 1", " ^"]


@pytest.mark.parametrize(
    ("before", "columns"), [("æøå", 3), ("🚗", 2), ("漢字", 4), ("e\u0301", 1), ("\u200b", 1), ("\u202e", 1), ("\x1b", 1)]
)
def test_the_caret_stands_under_its_character(before: str, columns: int):
    carets = excerpt(f"{before}x", len(before) + 1, len(before) + 2)[1]

    assert carets == " " * columns + "^"


def test_the_carets_are_as_wide_as_what_they_mark():
    assert excerpt("a: 漢字!", 4, 6)[1] == "   ^^^^"


def test_a_place_without_length_gets_one_caret():
    assert excerpt("a:", 3, 3) == ["a:", "  ^"]


def test_a_span_over_several_lines_is_marked_to_the_end_of_its_first():
    assert excerpt("a: |  \n  b\n", 4, 4, end_line=2) == ["a: |  ", "   ^"]


@pytest.mark.parametrize("column", [1, 30, 300, 590, 600])
def test_a_long_line_is_cut_around_the_caret(column: int):
    line = "".join(chr(ord("a") + number % 26) for number in range(600))

    shown, carets = excerpt(line, column, column + 1)

    assert shown[carets.index("^")] == line[column - 1]
    assert len(shown) <= LINE_WIDTH + 2


def test_a_long_line_says_that_it_was_cut():
    shown = excerpt("x" * 600, 300, 301)[0]

    assert (shown[0], shown[-1]) == ("…", "…")


def test_a_span_longer_than_the_window_ends_with_it():
    shown, carets = excerpt("x" * 600, 300, 600)

    assert len(carets) <= len(shown)


def test_the_order_of_findings_given_does_not_matter(findings, sources):
    assert report.terminal(findings[::-1], sources, "da") == report.terminal(findings, sources, "da")

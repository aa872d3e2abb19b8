"""GitHub gets one command a finding, errors first, and no command that a record wrote."""

from hypothesis import given
from hypothesis import strategies as st

from ropa import report
from ropa.findings import Fault, Finding, Span

ANY = Fault("TST004", "any", "error", "{text}", "{text}")


def test_writes_one_command_a_finding_with_errors_first(findings):
    written = report.github(findings, "da", prefix="data/ropa/")

    assert written.splitlines() == [
        "::error file=data/ropa/akt/æ b.yaml,line=2,endLine=2,col=20,endColumn=22,title=YML030 duplicate-key::"
        "`da` står her igen%0Aråd: slet",
        "::warning file=data/ropa/akt/æ b.yaml,line=1,endLine=1,col=5,endColumn=6,title=TST001 odd-value::"
        "`100 %25, a:b` er sær",
        "::notice file=data/ropa/b.yaml,line=1,endLine=1,col=1,endColumn=1,title=TST002 good-to-know::godt at vide",
    ]


def test_gives_no_columns_for_a_place_over_several_lines():
    written = report.github([ANY.at(Span("a.yaml", 1, 4, 3, 2), text="x")], "en")

    assert written == "::error file=a.yaml,line=1,endLine=3,title=TST004 any::x"


def test_escapes_what_separates_properties():
    written = report.github([ANY.at(Span("a,b:c%d\n.yaml"), text="x")], "en")

    assert written.startswith("::error file=a%2Cb%3Ac%25d .yaml,line=1,")


def test_a_record_cannot_write_a_command_of_its_own(hostile: Finding):
    written = report.github([hostile], "en")

    assert (written.count("\n"), written.count("\r"), "\x1b" in written) == (0, 0, False)


@given(st.text(max_size=30))
def test_any_text_stays_on_one_line(text: str):
    written = report.github([ANY.at(Span("a.yaml"), text=text)], "da")

    assert len(written.splitlines()) == 1


def test_writes_nothing_when_nothing_is_wrong():
    assert report.github([], "da") == ""

"""A Danish citation of law is read into the places it names, however it is written."""

from __future__ import annotations

import pytest

from ropa.law.notation import read_citation

GDPR = "databeskyttelsesforordningen"
DANISH_ACT = "databeskyttelsesloven"


@pytest.mark.parametrize(
    ("written", "provisions"),
    [
        (f"{GDPR} art. 6, stk. 1, litra f", [(GDPR, "art. 6, stk. 1, litra f")]),
        ("Databeskyttelsesforordningens artikel 6 stk. 1 litra f.", [(GDPR, "art. 6, stk. 1, litra f")]),
        ("GDPR Art. 6(1)(f)", [("gdpr", "art. 6, stk. 1, litra f")]),
        ("art. 17, 21 og 22", [("", "art. 17"), ("", "art. 21"), ("", "art. 22")]),
        ("art. 6, stk. 1, litra e eller f", [("", "art. 6, stk. 1, litra e"), ("", "art. 6, stk. 1, litra f")]),
        ("art. 9, stk. 2, litra h og i", [("", "art. 9, stk. 2, litra h"), ("", "art. 9, stk. 2, litra i")]),
        (f"{DANISH_ACT} § 13, stk. 1-3", [(DANISH_ACT, f"§ 13, stk. {number}") for number in (1, 2, 3)]),
        (f"{DANISH_ACT} § 13, stk. 2 og stk. 4", [(DANISH_ACT, "§ 13, stk. 2"), (DANISH_ACT, "§ 13, stk. 4")]),
        (f"{DANISH_ACT}s § 11, jf. § 7", [(DANISH_ACT, "§ 11"), (DANISH_ACT, "§ 7")]),
        (f"§ 11, stk. 2, nr. 1, i {DANISH_ACT}", [(DANISH_ACT, "§ 11, stk. 2, nr. 1")]),
        ("tv-overvågningsloven § 4 c, stk. 4", [("tv-overvågningsloven", "§ 4c, stk. 4")]),
        ("lov om sygedagpenge § 56", [("lov om sygedagpenge", "§ 56")]),
        ("lov nr. 429 af 31. maj 2000", [("lov nr. 429 af 31. maj 2000", "")]),
        ("ligebehandlingsloven, forskelsbehandlingsloven", [("ligebehandlingsloven", ""), ("forskelsbehandlingsloven", "")]),
        (f"{DANISH_ACT} § 13 og hvidvaskloven § 30", [(DANISH_ACT, "§ 13"), ("hvidvaskloven", "§ 30")]),
    ],
)
def test_reads_the_places_a_citation_names(written: str, provisions: list[tuple[str, str]]) -> None:
    citation = read_citation(written)

    assert [(found.act, found.place) for found in citation.provisions] == provisions
    assert citation.flaw == ""


@pytest.mark.parametrize(
    ("written", "flaw"),
    [
        ("lovmæssige krav", "unreadable"),
        ("skattelovgivningen", "unreadable"),
        ("§ 13, stk. 2", "no_act"),
        ("stk. 2", "no_provision"),
        ("", "no_provision"),
        (f"{GDPR} art. 6, stk. 1, jf. stk. 2, jf. stk. 3", "chain"),
        (f"{GDPR} art. 30, stk. 2, jf. stk. 1", ""),
    ],
)
def test_says_what_a_citation_lacks(written: str, flaw: str) -> None:
    assert read_citation(written).flaw == flaw


def test_an_act_may_be_written_apart_from_the_place() -> None:
    citation = read_citation("§ 13, stk. 2 og 4", "Databeskyttelsesloven")

    assert [found.place for found in citation.provisions] == ["§ 13, stk. 2", "§ 13, stk. 4"]
    assert {found.act for found in citation.provisions} == {DANISH_ACT}


@pytest.mark.parametrize(
    ("place", "is_in"), [("§ 13, stk. 2", True), ("§ 13", True), ("§ 13, stk. 2, nr. 1", False), ("§ 1", False)]
)
def test_a_place_is_in_itself_and_in_what_stands_above_it(place: str, is_in: bool) -> None:
    (found,) = read_citation(f"{DANISH_ACT} § 13, stk. 2").provisions

    assert found.is_in(place) == is_in

"""The page of an activity: the answers first, then what Art. 30 asks for."""

from __future__ import annotations

import re

from ropa.site import Page

from .reading import read, site_from, text_of
from .small import activity, files

PATH = "aktiviteter/anker/slip/"


def page(changed: dict[str, str] | None = None) -> Page:
    return site_from(changed or files())[PATH]


def part(page: Page, anchor: str) -> str:
    """The text of a section of the page."""
    start = page.body.index(f'id="{anchor}"')
    return read(page.body[start : page.body.index("</section>", start)]).text


def top(page: Page) -> str:
    return read(page.body[: page.body.index("<section")]).text


def test_answers_what_why_whose_who_how_long_and_who_is_responsible_at_the_top() -> None:
    answers = top(page())

    assert re.search(
        "Vi skriver ned, hvem der kører.*Vide hvem der kørte.*Førere: navn og personnummer.*CPR-nummer.*"
        "Politiet, Skyhuset.*Gemmes i 3 måneder efter turen.*Anker ApS.*dataansvarlig.*Chefen",
        answers,
    )


def test_says_in_one_line_what_nobody_has_answered() -> None:
    answers = top(page(activity(without=("recipients", "owner_role"))))

    assert "Ikke oplyst: modtagere (art. 30, stk. 1, litra d), ansvarlig (art. 5, stk. 2, og art. 24)." in answers
    assert answers.count("Ikke oplyst") == 1


def test_tells_an_answered_none_from_what_is_missing() -> None:
    answered = top(page(activity("recipients: none", without=("recipients",))))

    assert "Skyhuset" in answered and "Ikke oplyst" not in answered


def test_says_that_a_draft_is_taken_from_a_policy() -> None:
    assert "Udkast: udledt af en offentliggjort politik, ikke bekræftet af virksomheden." in top(page())


def test_a_confirmed_activity_carries_no_draft_banner() -> None:
    confirmed = activity("record: confirmed", "confirmed: {on: 2026-01-31, by_role: chief}", without=("record",))
    shown = text_of(page(confirmed))

    assert "Udkast" not in shown and "31. januar 2026" in shown


def test_the_matrix_says_what_about_whom_from_where_why_where_and_how_long() -> None:
    matrix = part(page(), "data")

    assert re.search(r"Førere.*Navn.*Personen selv.*Kontrakt.*Vide hvem der kørte.*Boksen.*Gemmes i 3 måneder", matrix)


def test_the_matrix_says_where_a_row_has_no_answer() -> None:
    matrix = part(page(), "data")

    assert "Grundlag er ikke oplyst" in matrix
    assert matrix.count("Ikke oplyst") == 1


def test_a_question_that_no_row_answers_is_one_line_and_no_column() -> None:
    no_sources = files(
        activities__anker__slip=files()["activities/anker/slip.yaml"].replace(
            "    sources: [{type: data_subject}]\n", ""
        )
    )
    matrix = part(page(no_sources), "data")

    assert "Ikke oplyst for nogen række: »Kilder«." in matrix
    assert matrix.count("Kilder") == 1


LONG = """\
retention:
  - {id: short, label: {da: Køresedlen}, mode: max, period: P3M, event: drive}
purposes:
  - {id: know, text: {da: Vide hvem der kørte}}
  - {id: sell, text: {da: Sælge en bil mere}}
"""


def test_a_row_names_one_of_several_purposes_by_its_number_and_says_it_whole_on_request() -> None:
    several = page(activity(LONG, without=("retention", "purposes")))

    assert re.search(r'<a href="#purposes-know" title="Vide hvem der kørte">formål 1</a>', several.body)
    assert "1 Vide hvem der kørte" in part(several, "purposes")


def test_a_row_names_its_schedule_and_period_and_leaves_the_sentence_to_the_schedule() -> None:
    named = page(activity(LONG, without=("retention", "purposes")))

    assert "Køresedlen: højst 3 måneder" in part(named, "data") and "Gemmes" not in part(named, "data")
    assert 'title="Gemmes højst 3 måneder efter turen."' in named.body
    assert "Gemmes højst 3 måneder efter turen." in part(named, "retention")


def test_names_the_class_of_a_row_in_words() -> None:
    assert "Førere – CPR-nummer" in part(page(), "data")


def test_processors_follow_from_systems_and_bring_their_sub_processors() -> None:
    recipients = part(page(), "recipients")

    assert re.search(
        "Skyhuset.*Boksen.*Førere.*Databehandleraftale med Skyhuset.*Underhuset.*USA.*uden for EU/EØS", recipients
    )


def test_transfers_follow_from_agreements() -> None:
    transfers = part(page(), "transfers")

    assert re.search(
        "Ingen.*USA.*uden for EU/EØS.*Underhuset.*Databehandleraftale med Skyhuset.*Ikke oplyst", transfers
    )


def test_a_schedule_is_told_in_words_with_the_rows_it_holds_for() -> None:
    assert re.search(
        "Gemmes i 3 måneder efter turen og slettes så.*Gælder.*Førere.*Slettes af.*Chefen", part(page(), "retention")
    )


def test_a_schedule_follows_the_financial_year_of_the_organisation() -> None:
    yearly = "retention: [{id: short, mode: exact, period: P5Y, event: drive, from: financial_year_end}]"

    assert "juni" in part(page(activity(yearly, without=("retention",))), "retention")


def test_sections_stand_in_the_order_of_the_schema() -> None:
    anchors = [heading.anchor for heading in page().headings]

    assert anchors == [
        "vej",
        "identity",
        "purposes",
        "data",
        "recipients",
        "transfers",
        "retention",
        "security",
        "decisions",
        "information",
        "governance",
        "provenance",
        "aabne-punkter",
    ]


def test_open_points_name_the_part_the_file_and_the_line() -> None:
    points = part(page(), "aabne-punkter")

    assert re.search(
        r"Loven kræver svar: behandlingsgrundlag \( ?legal_basis ?\).*Personer og oplysninger.*activities/anker/slip.yaml:\d+ GAP003",
        points,
    )


def test_provenance_says_what_rests_on_which_section() -> None:
    assert "Politikken Så – Personer og oplysninger, Formål" in part(page(), "provenance").replace(" ,", ",")


def test_notes_show_both_sides_of_a_contradiction_and_where_they_stand() -> None:
    note = "notes: [{type: contradiction, about: /retention/0, text: {da: 'Først tre måneder, så fem år.'}, sources: [{document: policy, section: top}, {document: policy, section: below}]}]"
    shown = part(page(activity(note)), "provenance")

    assert re.search(
        "Modsigelse: Slettefrister: short Først tre måneder, så fem år. Steder Politikken › Først, Så", shown
    )


def test_an_accepted_deviation_shows_with_its_reason_and_end() -> None:
    deviation = "deviations: [{rule: RET003, reason: {da: Systemet kan det først til maj.}, expires_on: 2026-05-31, by_role: chief}]"
    shown = part(page(activity(deviation)), "governance")

    assert re.search("Accepterede afvigelser.*RET003.*Systemet kan det først til maj.*31. maj 2026.*Chefen", shown)

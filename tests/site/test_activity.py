"""The page of an activity: the answers first, then what Art. 30 asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ropa.files import Files
from ropa.findings import Fault, Finding
from ropa.register import Register, assemble
from ropa.rules import Linted
from ropa.site import Page

from .reading import gaps_from, read, site_from, site_of, text_of
from .small import ACTIVITY, FILES, activity, files

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
    answers = top(page(activity(without=("purposes", "recipients", "owner_role"))))

    assert re.search(
        r"Ikke oplyst: formål \(art. 30, stk. 1, litra b\), modtagere ud over databehandlerne \(art. 30, stk. 1, litra d\), "
        r"hvilken rolle i virksomheden der har ansvaret \(art. 5, stk. 2, og art. 24\)\.",
        answers,
    )
    assert answers.count("Ikke oplyst") == 1


def row(**fields: str) -> dict[str, str]:
    """The files with one row of the activity written anew."""
    lines = "".join(f"    {name}: {value}\n" for name, value in fields.items())
    text = re.sub(r"  - id: secret\n(    .*\n)*", f"  - id: secret\n{lines}", FILES[ACTIVITY])
    return {**FILES, ACTIVITY: text}


def test_says_which_rows_leave_a_question_of_the_answers_open() -> None:
    assert (
        "Ikke oplyst: hvis oplysninger i række 2 (art. 30, stk. 1, litra c), hvilke oplysninger i række 2 "
        "(art. 30, stk. 1, litra c), hvor længe i række 2 (art. 30, stk. 1, litra f)." in top(page(row(systems="[box]")))
    )


def test_says_that_no_row_tells_which_data() -> None:
    people_only = {**FILES, ACTIVITY: re.sub(r"    categories: .*\n", "", FILES[ACTIVITY]).replace(", categories: [name]", "")}

    assert re.search(r"Førere\. .*Ikke oplyst: hvilke oplysninger \(art. 30, stk. 1, litra c\)\.", top(page(people_only)))


def test_says_that_the_periods_are_coupled_to_nothing() -> None:
    loose = {**FILES, ACTIVITY: FILES[ACTIVITY].replace("    retention: [{schedule: short}]\n", "")}

    assert "Ikke oplyst: hvad fristerne gælder for (art. 30, stk. 1, litra f)." in top(page(loose))


PERIODS = """\
retention:
  - {id: short, label: {da: Lyden}, mode: exact, period: P3M, event: drive}
  - {id: notes, label: {da: Noterne}, mode: exact, period: P3M, event: drive}
  - {id: bill, label: {da: Fakturaen}, mode: exact, period: P5Y, event: drive}
  - {id: letter, label: {da: Brevet}, mode: exact, period: P1Y, event: drive}
"""


def test_says_how_long_for_what_equal_periods_once_and_the_others_by_name() -> None:
    told = page(activity(PERIODS, without=("retention",)))

    assert (
        "Hvor længe Lyden og noterne: gemmes i 3 måneder efter turen og slettes så. "
        "Fakturaen: gemmes i 5 år efter turen og slettes så. Se også Brevet: 1 år" in top(told)
    )
    assert '<a href="#retention-letter">Brevet: 1 år</a>' in told.body


def test_counts_one_more_in_the_singular() -> None:
    three = "purposes: [{id: know, text: {da: Et}}, {id: b, text: {da: To}}, {id: c, text: {da: Tre}}]"

    assert "Et To og 1 mere" in top(page(activity(three, without=("purposes",))))


def test_the_badges_have_a_fixed_order_and_are_read_as_a_list() -> None:
    kinds = page(activity("kinds: [rental, sales]", without=("kinds",)))

    assert "Køreseddel Udkast, Dataansvarlig, Salg og aftaler, Udlejning." in top(kinds)


def test_what_the_badges_and_answers_say_has_no_section_of_its_own() -> None:
    bare = page(activity(without=("synonyms", "formerly")))

    assert "identity" not in [heading.anchor for heading in bare.headings]


def test_what_to_do_stands_right_after_the_answers() -> None:
    guided = page(activity("guidance: [{da: Spørg først.}, {da: Lås skabet.}]"))

    assert [heading.title for heading in guided.headings][:2] == ["Sådan gør du", "Oplysningernes vej"]
    assert text_of(guided).count("Spørg først.") == 1


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

    assert "»Kilder« er ikke oplyst for nogen række." in matrix
    assert matrix.count("Kilder") == 1


def test_what_several_rows_leave_open_is_said_once() -> None:
    text = re.sub(r"    systems: .*\n", "", FILES[ACTIVITY]).replace(", legal_basis: deal", "")
    third = "  - {id: third, data_subjects: [driver], categories: [name], systems: [box], grounds: [{purpose: know}]}\nrecipients"
    matrix = part(page({**FILES, ACTIVITY: text.replace("recipients", third, 1)}), "data")

    assert "»Hvor de ligger« er ikke oplyst for række 1–2." in matrix
    assert "»Grundlag« er ikke oplyst for nogen række." in matrix and "Grundlag er ikke oplyst" not in matrix


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
    points = part(gaps_from(files())[PATH], "aabne-punkter")

    assert re.search(
        r"Loven kræver svar: »Behandlingsgrundlag« \( ?legal_basis ?\).*Personer og oplysninger.*activities/anker/slip.yaml:\d+ GAP003",
        points,
    )


def test_an_open_point_that_several_places_share_is_told_once() -> None:
    loose = {**FILES, ACTIVITY: FILES[ACTIVITY].replace("    retention: [{schedule: short}]\n", "")}
    points = part(gaps_from(loose)[PATH], "aabne-punkter")

    assert points.count("»Slettefrister«") == 1
    assert re.search(r"Personer og oplysninger: Førere linje \d+ .*Førere – CPR-nummer linje \d+ .*slip.yaml GAP001", points)


WANTING = Fault("XXX001", "wanting", "error", "»{what}« mangler `farve`", "“{what}” lacks `farve`", "tilføj `farve`", "add `farve`")


def find_wanting(register: Register) -> Iterator[Finding]:
    """A finding for each row of the activity, in its own words."""
    (slip,) = register.of("activity")
    for index, row in enumerate(slip.value["data"]):
        place = f"/data/{index}"
        yield WANTING.at(register.span(slip.file, place), pointer=place, what=row["id"])


def test_open_points_with_the_same_advice_follow_it_as_a_list() -> None:
    register = assemble(Files({path: text.encode() for path, text in FILES.items()}))
    points = part(site_of(register, find=lambda r: Linted(tuple(find_wanting(r))))[PATH], "aabne-punkter")

    assert re.search(
        r"Skal rettes: tilføj farve »who« mangler farve – Personer og oplysninger: Førere linje \d+ "
        r"»secret« mangler farve – Personer og oplysninger: Førere – CPR-nummer linje \d+ activities/anker/slip.yaml XXX001",
        points,
    )


def test_provenance_names_each_section_and_part_once() -> None:
    provenance = (
        "provenance: [{document: policy, section: below, about: [/guidance/0, /guidance/1, /role]},"
        " {document: policy, section: below, about: [/purposes/0, /guidance/1]}]"
    )
    purposes = "purposes: [{id: know, text: {da: Vide det.}}]"
    guided = activity(provenance, purposes, "guidance: [{da: Et}, {da: To}]", without=("provenance", "purposes"))

    assert "Politikken Så – Sådan gør du , Rolle , Formål: Vide det" in part(page(guided), "provenance").replace(",", " ,")


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

    assert re.search("Accepterede afvigelser.*RET003.*Systemet kan det først til maj.*31. maj 2026.*Chefen.*Udløbet for 175 dage siden", shown)

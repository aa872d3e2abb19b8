"""The pages for new employees: everything from the records, once; the steps of the law; the reading list and the sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import pytest

from ropa.check import checked
from ropa.files import Files, Version
from ropa.guides import Guide
from ropa.register import assemble
from ropa.site import Page
from ropa.site.context import Context, make_context
from ropa.site.memory import Memory
from ropa.site.pages import make_page, plans
from ropa.site.reading import minutes_to_read
from ropa.site.start import start_view
from ropa.site.view import Fold

from .project import fictional_files
from .reading import TODAY, read, site_from, text_of
from .small import FILES, activity

WHOLE, SALES, LIST = "start-her/anker/", "start-her/anker/sales/", "laes-og-underskriv/anker/"
VERSION = Version("0123456789abcdef0123456789abcdef01234567", "2026-11-20", False)
GUIDES = (
    Guide("brud.md", "brud/", "Når noget går galt", "", 401, is_for_all=True),
    Guide("politikker/kamera.md", "politikker/kamera/", "Kameraer", "", 90, ("anker/slip",)),
    Guide("politikker/rettigheder.md", "politikker/rettigheder/", "Rettigheder", "", 200, ("anker/other",)),
    Guide("om.md", "om/", "Om fortegnelsen", "", 900),
)
OTHER = """\
id: other
title: {da: Værkstedskort}
organisation: anker
role: controller
record: draft
kinds: [service]
purposes: [{id: repair, text: {da: Reparere bilen}}]
data: [{id: who, data_subjects: [driver], categories: [name]}]
recipients: [{party: police, condition: {da: Når politiet spørger.}}]
retention: [{id: short, mode: exact, period: P3M, event: drive}]
guidance: [{da: Lås skabet.}, {da: Spørg kunden om navnet.}]
"""
RULES = "guidance: [{da: Lås skabet.}, {da: Giv kunden sedlen.}]"


def context_of(contents: dict[str, str], guides: Sequence[Guide] = (), version: Version | None = None) -> Context:
    register = assemble(Files({path: text.encode() for path, text in sorted(contents.items())}))
    return make_context(register, checked(register, TODAY), register.language, version=version, guides=guides)


def site_with(contents: dict[str, str], guides: Sequence[Guide] = GUIDES, version: Version | None = VERSION) -> dict[str, Page]:
    context = context_of(contents, guides, version)
    return {plan.path: make_page(context, plan) for plan in plans(context)}


def two() -> dict[str, str]:
    """The small register with rules in its activity, and an activity without a department."""
    return {**activity(RULES), "activities/anker/other.yaml": OTHER}


def section(page: Page, anchor: str) -> str:
    """The text below one heading of a page."""
    below = page.body.partition(f'<h2 id="{anchor}">')[2]
    return read(below.partition("</section>")[0]).text


@pytest.fixture(scope="module")
def site() -> dict[str, Page]:
    return site_with(two())


def test_one_chooses_the_organisation_and_a_department_that_an_activity_names(site: dict[str, Page]) -> None:
    organisation = FILES["organisations/anker.yaml"].replace("[{id: sales, label: {da: Salget}}]", "[{id: sales, label: {da: Salget}}, {id: yard, label: {da: Gården}}]")
    chosen = site_from({**two(), "organisations/anker.yaml": organisation})

    assert "Anker ApS: Salget" in text_of(chosen["start-her/"]) and "Gården" not in text_of(chosen["start-her/"])
    assert {WHOLE, SALES} <= chosen.keys() and "start-her/anker/yard/" not in chosen


def test_a_new_employee_reads_first_what_they_meet_and_what_takes_care(site: dict[str, Page]) -> None:
    shown = text_of(site[SALES])

    assert re.search(r"Det møder du Førere: navn og personnummer\. Pas særligt på CPR-nummer \(1 aktivitet\)", shown)
    assert "CPR-nummer Personnummer Køreseddel" in section(site[SALES], "moeder")


def test_a_department_shows_its_own_activities_and_the_organisation_the_others(site: dict[str, Page]) -> None:
    assert "Køreseddel" in section(site[SALES], "saadan") and "Værkstedskort" not in section(site[SALES], "saadan")
    assert "Værkstedskort" in section(site[WHOLE], "saadan") and "Køreseddel" not in section(site[WHOLE], "saadan")
    assert "Salget (1 aktivitet)" in section(site[WHOLE], "afdelinger")


def test_a_purpose_and_a_rule_stand_with_the_activity_that_states_them(site: dict[str, Page]) -> None:
    assert section(site[SALES], "saadan").endswith("Bruges kun til Vide hvem der kørte Sådan gør du Lås skabet. Giv kunden sedlen. Læs mere Kameraer")


def test_a_rule_that_several_records_state_stands_once_with_a_link_to_each(site: dict[str, Page]) -> None:
    assert "Lås skabet. (Køreseddel, Værkstedskort)" in section(site[WHOLE], "for-alle")
    assert "Lås skabet" not in section(site[WHOLE], "saadan")


def test_a_rule_of_one_department_is_not_told_to_all() -> None:
    contents = {**two(), "activities/anker/other.yaml": f"{OTHER}department: sales\n"}
    shown = site_with(contents)

    assert "Lås skabet" not in text_of(shown[WHOLE]) and "Lås skabet. (Køreseddel, Værkstedskort)" in section(shown[SALES], "for-alle")


def test_rules_about_rights_and_breaches_are_read_in_their_record() -> None:
    contents = {**two(), "activities/anker/other.yaml": OTHER.replace("[service]", "[data_protection]")}
    shown = site_with(contents)[WHOLE]

    assert "Spørg kunden om navnet" not in text_of(shown)
    assert "Det siger posterne selv om databeskyttelse: Værkstedskort" in section(shown, "spoerg")


def test_what_is_kept_alike_stands_once_and_who_deletes_is_named(site: dict[str, Page]) -> None:
    contents = two()
    contents["activities/anker/other.yaml"] = OTHER.replace("event: drive}]", "event: drive, deleted_by_role: chief}]")
    alike = section(site_with(contents)[WHOLE], "hvor-laenge")

    assert alike.count("Gemmes i 3 måneder") == 1 and "Sletter: chefen." in alike
    assert section(site[WHOLE], "hvor-laenge").count("Gemmes i 3 måneder") == 2


def test_who_gets_the_data_and_on_what_condition(site: dict[str, Page]) -> None:
    assert "Politiet Køreseddel Når politiet spørger (Værkstedskort)" in section(site[WHOLE], "hvem-faar")
    assert "Skyhuset" in section(site[SALES], "hvem-faar") and "Skyhuset" not in section(site[WHOLE], "hvem-faar").partition("Databehandlere")[0]


def test_a_rule_that_a_note_doubts_says_so_where_it_stands_and_leads_to_the_note() -> None:
    notes = "notes: [{type: law, about: /guidance/1, text: {da: Loven siger nej.}}, {type: question, about: /guidance/0, text: {da: Hvad?}}]\n"
    shown = section(site_with({**two(), "activities/anker/other.yaml": OTHER + notes})[WHOLE], "saadan")

    assert "Spørg kunden om navnet. Politikken og loven er måske ikke enige her. Se bemærkningen" in shown
    assert shown.count("måske ikke enige") == 2


@pytest.mark.parametrize(
    ("kind", "about", "told"),
    [("law", "/marketing", 1), ("law", "/legal_bases/0", 1), ("contradiction", "/purposes", 0), ("law", "/retention/0", 0), ("question", "/purposes", 0)],
)
def test_a_card_says_where_its_record_and_the_law_may_disagree(kind: str, about: str, told: int) -> None:
    other = OTHER + f"notes: [{{type: {kind}, about: {about}, text: {{da: Noget.}}}}]\n"
    page = site_with({**two(), "activities/anker/other.yaml": other})[WHOLE]

    assert section(page, "saadan").count("Politikken og loven er måske ikke enige her.") == told
    assert section(page, "saadan").count("Kilderne siger måske hver sit her.") == (kind == "contradiction")
    assert ('href="../../aktiviteter/anker/other/#provenance"' in page.body) == (kind != "question" and about != "/retention/0")


def test_a_card_leads_to_the_guides_that_are_about_its_record(site: dict[str, Page]) -> None:
    shown = section(site[SALES], "saadan")

    assert shown.endswith("Læs mere Kameraer") and "Når noget går galt" not in shown


RECEIVERS = "[{id: sales, label: {da: Salget}}, {id: pay, label: {da: Lønkontoret}}, {id: yard, label: {da: Gården}}]"


def test_a_department_that_is_only_given_data_has_a_page_of_what_it_is_given() -> None:
    organisation = FILES["organisations/anker.yaml"].replace("[{id: sales, label: {da: Salget}}]", RECEIVERS)
    slip = FILES["activities/anker/slip.yaml"] + "internal_recipients: [{department: pay, rows: [{row: secret}], condition: {da: Hver måned.}}]\n"
    shown = site_with({**two(), "organisations/anker.yaml": organisation, "activities/anker/slip.yaml": slip})
    pay = shown["start-her/anker/pay/"]

    assert "Køreseddel Personnummer CPR-nummer Hver måned" in section(pay, "faar")
    assert "Førere: personnummer." in text_of(pay) and "Lønkontoret (1 aktivitet)" in section(shown[WHOLE], "afdelinger")
    assert "start-her/anker/yard/" not in shown
    assert "proev-dig-selv/anker/pay/" not in shown and 'href="../../../proev-dig-selv/anker/"' in pay.body


def test_whom_to_tell_is_the_role_of_the_record_about_breaches_where_no_contact_is() -> None:
    contents = {**two(), "activities/anker/other.yaml": OTHER.replace("[service]", "[data_protection]").replace("Værkstedskort", "Databrud") + "owner_role: chief\n"}
    shown = site_with(contents)[WHOLE]

    assert "Sig det til din leder med det samme, også når du er i tvivl. Kontakt: Chefen (efter posten Databrud)." in section(shown, "gaar-galt")
    assert "hvem der tager imod besked om brud" not in text_of(shown)


def test_what_the_records_do_not_say_is_one_line_with_how_often(site: dict[str, Page]) -> None:
    shown = text_of(site[WHOLE])

    assert "Ikke oplyst i kilderne: hvem der har ansvaret (1 af 2 aktiviteter); hvem der sletter (1 af 2 aktiviteter); hvem der tager imod henvendelser om rettigheder; hvem der tager imod besked om brud." in shown
    assert shown.count("Ikke oplyst") == 1


def test_the_contact_of_the_topic_is_in_the_first_lines_and_no_internal_name() -> None:
    organisation = FILES["organisations/anker.yaml"].replace("about: [privacy]", "about: [privacy, breach]")
    page = site_from({**FILES, "organisations/anker.yaml": organisation})[SALES]
    summary = read(page.body.partition('class="ropa-summary"')[2].partition("<section")[0]).text

    assert re.search(r"Går noget galt Sig det til din leder .*Kontakt: privat@anker\.test \(kundeservice\)\.", summary)
    assert "Hansen" not in page.body


def test_a_breach_is_told_at_once_and_nobody_is_told_not_to_notify(site: dict[str, Page]) -> None:
    shown = section(site[WHOLE], "gaar-galt")

    assert "72 timer" in shown and "med det samme" in shown
    assert not re.search(r"(skal|behøver|må) (ikke|aldrig) (at )?anmelde", shown)


def test_leads_to_a_guide_where_the_project_has_one(site: dict[str, Page]) -> None:
    guided, alone = site[SALES], site_from(two())[SALES]

    assert 'href="../../../brud/"' in guided.body and 'href="../../../politikker/rettigheder/"' in guided.body
    assert "brud/" not in alone.body and "politikker/" not in alone.body


def test_every_record_and_register_leads_to_where_its_reader_begins(site: dict[str, Page]) -> None:
    assert 'href="../../../start-her/anker/sales/"' in site["aktiviteter/anker/slip/"].body
    assert 'href="../../../start-her/anker/"' in site["aktiviteter/anker/other/"].body
    assert 'href="../../start-her/anker/"' in site["virksomheder/anker/"].body
    assert 'href="start-her/"' in site[""].body


def test_a_page_counts_the_drafts_that_it_builds_on(site: dict[str, Page]) -> None:
    assert "Udkast: 2 af 2 aktiviteter er udkast" in text_of(site[WHOLE])
    assert "Udkast: 1 af 1 aktiviteter er udkast" in text_of(site[SALES])
    assert "Udkast: 2 af 2 aktiviteter er udkast" in text_of(site[LIST])


def test_an_organisation_with_very_many_activities_is_still_read_in_minutes() -> None:
    many = {f"activities/anker/a{n}.yaml": OTHER.replace("id: other", f"id: a{n}").replace("Værkstedskort", f"Kort {n}") for n in range(41)}
    context = context_of({**FILES, **many})
    view = start_view(context, context.register.entries["organisation"]["anker"])
    folds = [block for part in view.sections for block in part.blocks if isinstance(block, Fold)]

    assert minutes_to_read(view) <= 3 and any("Værksted og service (41 aktiviteter)" == fold.label for fold in folds)


def test_the_reading_list_has_what_governs_a_record_with_minutes_the_most_general_first(site: dict[str, Page]) -> None:
    shown = text_of(site[LIST])
    rows = re.findall(r"<a href=\"[^\"]*\">([^<]*)</a></th>\s*<td[^>]*><span[^>]*>(\d+)", site[LIST].body)

    assert [name for name, _ in rows] == ["Start her: Anker ApS", "Når noget går galt", "Kameraer", "Rettigheder"]
    assert [int(minutes) for _, minutes in rows][1:] == [3, 1, 1]
    assert f"Det tager omkring {sum(int(minutes) for _, minutes in rows)} minutter" in shown
    assert "Gælder alle aktiviteter" in shown and "Gælder 1 aktivitet" in shown


def test_the_sheet_names_what_was_read_the_version_and_lines_to_write_on(site: dict[str, Page]) -> None:
    sheet = section(site[LIST], "underskriv")

    assert "Virksomhed Anker ApS, CVR 00000001 Udgave 0123456789ab fra 20. november 2026 Jeg har læst:" in sheet
    assert "Når noget går galt Kameraer Rettigheder Jeg ved" in sheet and sheet.endswith("Navn Dato Underskrift")


@pytest.mark.parametrize(
    ("version", "told"),
    [
        (None, "Udgave ikke oplyst; skriv selv den dag, du har læst siderne"),
        (Version("a" * 40, "2026-01-02", True), "Udgave aaaaaaaaaaaa fra 2. januar 2026, med ændringer, der ikke er gemt i git"),
    ],
)
def test_the_sheet_says_when_git_does_not_know_what_was_read(version: Version | None, told: str) -> None:
    assert told in section(site_with(two(), version=version)[LIST], "underskriv")


def test_nothing_about_the_reader_can_be_stored(site: dict[str, Page]) -> None:
    assert not {"form", "input", "button", "textarea", "script"} & set(read(site[LIST].body).tags)


def test_search_finds_the_pages_by_their_names_and_not_by_what_the_records_say(site: dict[str, Page]) -> None:
    for path in (WHOLE, SALES, LIST):
        document = site[path].document
        assert document is not None and document.synonyms and not [passage for passage in document.passages if passage.is_found]


def test_speaks_english_in_an_english_register() -> None:
    shown = site_with({**two(), "register.yaml": f"{FILES['register.yaml']}language: en\n"})

    assert "Tell your manager at once" in text_of(shown[WHOLE]) and "Sig det" not in text_of(shown[WHOLE])
    assert "Version 0123456789ab of November 20, 2026" in text_of(shown[LIST])


def learn(memory: Memory, contents: dict[str, str], version: Version | None = VERSION) -> frozenset[str]:
    register = assemble(Files({path: text.encode() for path, text in sorted(contents.items())}), read=memory.read)
    forgotten = memory.learn(register, date(2026, 11, 22), version)
    for plan in plans(memory.context):
        memory.page(plan)
    return forgotten


def test_an_edit_makes_the_pages_of_its_own_organisation_again_and_a_commit_only_the_sheets() -> None:
    memory, before = Memory(), fictional_files()
    record = "activities/havnens-cykler/recruitment.yaml"
    learn(memory, before)
    edited = learn(memory, {**before, record: before[record].replace("da: ", "da: Nyt ", 1)})
    committed = learn(memory, before, Version("b" * 40, "2026-11-22", False)) - edited

    assert {"start-her/havnens-cykler/", "start-her/havnens-cykler/office/"} <= edited
    assert not [path for path in edited if path.startswith(("start-her/nordlys", "laes-og-underskriv/nordlys"))]
    assert {path for path in committed if not path.startswith("laes-og-underskriv/")} == set()



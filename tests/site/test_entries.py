"""The pages of everything that activities point to, and what each says about who points to it."""

from __future__ import annotations

import re

from .reading import site_from, text_of
from .small import activity, files

SITE = site_from(files())


def test_a_party_says_who_gives_it_which_data() -> None:
    assert re.search(r"Bruges her.*Køreseddel sender oplysninger hertil Førere \(kun navn\) Anker ApS", text_of(SITE["parter/police/"]))


def test_a_party_says_what_it_handles_through_a_system() -> None:
    shown = text_of(SITE["parter/sky/"])

    assert re.search(
        "Behandler oplysninger for os.*Køreseddel.*Databehandler, driver.*Boksen.*Førere.*Anker ApS", shown
    )


def test_a_sub_processor_says_for_whom_it_works() -> None:
    assert re.search("Køreseddel.*Underdatabehandler for Skyhuset", text_of(SITE["parter/under/"]))


def test_a_system_says_which_rows_lie_in_it() -> None:
    assert re.search(
        "Bruges her.*Køreseddel gemmer oplysninger her Førere Førere – CPR-nummer", text_of(SITE["systemer/anker/box/"])
    )


def test_a_data_category_says_which_activities_process_it_in_which_rows() -> None:
    assert re.search(
        "Bruges her.*Køreseddel behandler oplysningerne Førere – CPR-nummer Anker ApS", text_of(SITE["oplysninger/cpr/"])
    )


def test_a_security_measure_says_where_it_is_used() -> None:
    assert re.search("Bruges her.*Køreseddel beskytter oplysninger sådan", text_of(SITE["sikkerhed/lock/"]))


def test_an_event_says_what_is_counted_from_it() -> None:
    assert re.search("Bruges her.*Køreseddel regner en frist herfra", text_of(SITE["haendelser/drive/"]))


def test_an_agreement_is_named_after_its_type_and_party() -> None:
    assert SITE["aftaler/anker/sky/"].title == "Databehandleraftale med Skyhuset"


def test_a_document_says_what_is_claimed_in_and_rests_on_each_section() -> None:
    shown = text_of(SITE["dokumenter/policy/"])

    assert re.search(
        "Først.*Bygger på afsnittet: Behandlingsaktiviteter Køreseddel: Her oplyses personerne "
        "Så.*Alle kan klage.*Bygger på afsnittet: Behandlingsaktiviteter Køreseddel: Personer og oplysninger, Formål",
        shown,
    )


def test_a_document_counts_and_marks_the_sections_that_nothing_rests_on() -> None:
    more = "  - {id: alone, heading: Alene}\n  - {id: over, heading: Over}\n  - {id: under, heading: Under, parent: over}\nclaims"
    text = files()["documents/policy.yaml"].replace("claims", more).replace("section: below", "section: under")
    shown = text_of(site_from(files(documents__policy=text))["dokumenter/policy/"])

    assert "Intet i registret bygger på 1 af 5 afsnit: Alene" in shown
    assert shown.count("Intet i registret bygger på dette afsnit.") == 1
    assert "Alene Intet i registret bygger på dette afsnit." in shown


def test_a_term_has_a_large_letter_in_headings_and_a_small_one_in_sentences() -> None:
    assert SITE["haendelser/drive/"].title == "Turen" and "efter turen" in text_of(SITE["aktiviteter/anker/slip/"])
    assert "Turen" in text_of(SITE["haendelser/"])


def test_a_list_without_open_points_has_no_column_for_them() -> None:
    assert "Åbne punkter" in text_of(SITE["systemer/"]) and "Åbne punkter" not in text_of(SITE["haendelser/"])


def test_sections_that_name_each_other_in_a_circle_are_all_shown() -> None:
    circle = files(
        documents__policy=files()["documents/policy.yaml"].replace("heading: Først}", "heading: Først, parent: below}")
    )
    shown = text_of(site_from(circle)["dokumenter/policy/"])

    assert "Først" in shown and "Alle kan klage" in shown


def test_an_entity_taken_from_a_document_is_a_draft_until_an_activity_that_uses_it_is_confirmed() -> None:
    stated = files(parties__police=files()["parties/police.yaml"] + "provenance: [{document: policy}]\n")
    confirmed = activity("record: confirmed", "confirmed: {on: 2026-01-31, by_role: chief}", without=("record",))

    assert "Udkast" in text_of(site_from(stated)["parter/police/"])
    assert "Udkast" not in text_of(
        site_from({**confirmed, "parties/police.yaml": stated["parties/police.yaml"]})["parter/police/"]
    )


def test_a_register_lists_activities_by_department_with_kinds_classes_status_and_open_points() -> None:
    shown = text_of(SITE["virksomheder/anker/"])

    assert re.search(r"Salget.*Køreseddel Prøvekørsel Almindelige, CPR-nummer Udkast \d+", shown)


def test_an_ended_activity_stays_in_the_register() -> None:
    shown = text_of(site_from(activity("until: 2024-12-31"))["virksomheder/anker/"])

    assert "Ophørt 31. december 2024" in shown


def test_names_of_people_never_show() -> None:
    assert "Hansen" not in " ".join(page.body for page in SITE.values())


def test_a_mistake_goes_to_the_contact_for_the_register_then_privacy_then_the_common_mail() -> None:
    organisation = files()["organisations/anker.yaml"]
    own = organisation.replace("contacts:\n", "contacts:\n  - {id: r, about: [register], email: register@anker.test}\n")
    none = re.sub("contacts:\n.*\n", "", organisation)

    for text, wanted in ((own, "register@"), (organisation, "privat@"), (none, "info@")):
        shown = text_of(site_from(files(organisations__anker=text))["aktiviteter/anker/slip/"])
        assert f"{wanted}anker.test" in shown.partition("Noget forkert?")[2]


def test_a_page_says_which_file_to_correct_and_links_there_when_the_register_says_where() -> None:
    linked = files(register=files()["register.yaml"] + "edit_url: https://git.test/edit/main/data/ropa\n")

    assert "activities/anker/slip.yaml" in text_of(SITE["aktiviteter/anker/slip/"])
    assert (
        site_from(linked)["aktiviteter/anker/slip/"].edit_url
        == "https://git.test/edit/main/data/ropa/activities/anker/slip.yaml"
    )


def test_the_list_of_parties_counts_what_reaches_them_through_systems_and_agreements() -> None:
    shown = text_of(SITE["parter/"])

    assert all(f"{name} Navngivet part" in shown for name in ("Politiet", "Skyhuset", "Underhuset"))
    assert len(re.findall(r"1 aktivitet\b", shown)) == 3

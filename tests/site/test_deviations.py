"""Accepted deviations: all on one page, with what they set aside and what is left of them, and on their record."""

from __future__ import annotations

import re

from ropa.site import Page

from .reading import dead_links, site_from, text_of
from .small import FILES, activity, files

SLIP = "aktiviteter/anker/slip/"
REASON = "Systemet kan ikke skrive datoen før til maj."


def deviating(*deviations: str) -> dict[str, Page]:
    """The site of a register whose activity has a period that counts from nothing, and some deviations."""
    listed = ", ".join(deviations)
    return site_from(activity(
        "retention: [{id: short, mode: exact, period: P3M, deleted_by_role: chief}]", f"deviations: [{listed}]", without=("retention",)
    ))


def deviation(expires_on: str, about: str = "/retention/0", rule: str = "RET003", approved: str = "") -> str:
    return f"{{rule: {rule}, about: {about}, reason: {{da: {REASON}}}, expires_on: {expires_on}, by_role: chief{approved}}}"


def test_a_deviation_is_listed_with_record_place_rule_reason_end_roles_and_what_it_sets_aside() -> None:
    shown = text_of(deviating(deviation("2026-12-22", approved=", approved_by_role: chief"))["afvigelser/"])

    assert re.search(
        "Anker ApS.*Køreseddel Slettefrister: short RET003 Frist uden begyndelse 22. december 2026 30 dage tilbage "
        f"Chefen Chefen Begrundelse {REASON} Sætter til side .*short",
        shown,
    )


def test_what_is_set_aside_is_no_open_point() -> None:
    site = deviating(deviation("2026-12-22", approved=", approved_by_role: chief"))

    assert "RET003" not in text_of(site[SLIP]).partition("Åbne punkter")[2]
    assert "Intet i registret." in text_of(site["regler/RET003/"])


def test_an_expired_deviation_is_marked_and_its_finding_is_open_again() -> None:
    site = deviating(deviation("2026-11-21"))

    assert re.search("21. november 2026 Udløbet i går Chefen ingen .*Sætter til side Intet", text_of(site["afvigelser/"]))
    assert {"RET003", "SUP002"} <= set(re.findall("[A-Z]{3}00[0-9]", text_of(site[SLIP]).partition("Åbne punkter")[2]))


def test_a_deviation_on_its_last_day_still_holds() -> None:
    assert "Udløber i dag" in text_of(deviating(deviation("2026-11-22"))["afvigelser/"])


def test_the_record_tells_of_its_own() -> None:
    shown = text_of(deviating(deviation("2026-12-22"))[SLIP])

    assert re.search(f"Accepterede afvigelser RET003 Frist uden begyndelse .*{REASON}.*Tid tilbage 30 dage tilbage Sætter til side", shown)


def test_the_filter_tells_those_that_hold_from_those_that_have_expired_or_are_not_used() -> None:
    body = deviating(
        deviation("2026-12-22"), deviation("2026-11-01", rule="GAP001"), deviation("2027-01-01", rule="CTV001")
    )["afvigelser/"].body

    assert re.findall(r'<option value="(gaelder|bruges-ikke|udloebet)" data-label="([^"]+)">[^<]*\((\d)\)', body) == [
        ("gaelder", "Gælder nu", "1"), ("bruges-ikke", "Bruges ikke", "1"), ("udloebet", "Udløbet", "1")
    ]


def test_the_front_page_the_open_points_and_the_register_lead_to_them() -> None:
    site = deviating(deviation("2026-12-22"))

    assert 'href="afvigelser/"' in site[""].body and 'href="../afvigelser/"' in site["aabne-punkter/"].body
    assert 'href="../../afvigelser/#virksomhed-anker"' in site["virksomheder/anker/"].body
    assert "Accepterede afvigelser: 1" in text_of(site["virksomheder/anker/"])
    assert dead_links(site) == []


def test_a_register_without_deviations_says_so_and_its_register_does_not_mention_them() -> None:
    site = site_from(FILES)

    assert "Der er ingen accepterede afvigelser" in text_of(site["afvigelser/"])
    assert "Accepterede afvigelser" not in text_of(site["virksomheder/anker/"])


PARTY = """\
id: sky
name: {da: Skyhuset}
naming: named
country: DK
deviations:
  - {rule: BRE020, reason: {da: Leverandøren giver os en adresse i maj.}, expires_on: 2026-12-22, organisation: anker, by_role: chief}
"""
OTHERS = {
    "organisations__bro": "id: bro\nname: Bro ApS\nroles: [{id: boss, label: {da: Direktøren}}]\n",
    "systems__bro__box": "id: box\nname: {da: Broens boks}\norganisation: bro\noperator: sky\n",
}
ORGANISATION = FILES["organisations/anker.yaml"] + (
    "deviations: [{rule: BRE020, about: /contacts, reason: {da: Vagten bliver valgt i januar.}, expires_on: 2027-01-22, by_role: chief}]\n"
)


def test_what_an_organisation_accepts_about_itself_and_about_a_party_stands_among_its_own() -> None:
    site = site_from(files(parties__sky=PARTY, organisations__anker=ORGANISATION))
    shown = text_of(site["afvigelser/"])

    assert re.search("Anker ApS.*Skyhuset BRE020 .*30 dage tilbage Chefen ingen .*Sætter til side .*Skyhuset", shown)
    assert re.search("Anker ApS Kontakter BRE020 .*61 dage tilbage Chefen .*Sætter til side .*Anker ApS", shown)
    assert "Accepterede afvigelser: 2" in text_of(site["virksomheder/anker/"])
    assert dead_links(site) == []


def test_the_pages_of_the_organisation_and_of_the_party_tell_of_theirs() -> None:
    site = site_from(files(parties__sky=PARTY, organisations__anker=ORGANISATION))

    assert re.search("Accepterede afvigelser BRE020 .*Virksomhed Anker ApS Besluttet af Chefen Tid tilbage 30 dage", text_of(site["parter/sky/"]))
    assert re.search("Accepterede afvigelser BRE020 .*i januar.* Tid tilbage 61 dage", text_of(site["virksomheder/anker/"]))


def test_an_acceptance_that_waits_for_another_organisation_says_for_whom() -> None:
    site = site_from(files(parties__sky=PARTY, organisations__anker=ORGANISATION, **OTHERS))
    states = re.findall(r'<option value="(gaelder|venter|bruges-ikke)" data-label="([^"]+)">[^<]*\((\d)\)', site["afvigelser/"].body)

    assert re.search("Sætter til side Intet Venter på Bro ApS", text_of(site["afvigelser/"]))
    assert re.search("Venter på Bro ApS", text_of(site["parter/sky/"]))
    assert {"BRE020", "SUP009"} <= set(re.findall("[A-Z]{3}0[0-9]{2}", text_of(site["parter/sky/"]).partition("Åbne punkter")[2]))
    assert states == [("gaelder", "Gælder nu", "1"), ("venter", "Venter på andre", "1")]


def test_one_about_a_missing_field_names_it_and_links_only_to_what_is_shown() -> None:
    site = site_from(activity(f"deviations: [{deviation('2026-12-22', '/profiling', 'GAP002')}]", without=("profiling",)))

    assert re.search("Køreseddel Profilering GAP002 .*Sætter til side »Profilering«", text_of(site["afvigelser/"]))
    assert dead_links(site) == []

"""The front page, the open points, the files that cannot be read, and addresses that have moved."""

from __future__ import annotations

import re

from ropa.files import Files
from ropa.register import assemble
from ropa.site import redirects

from .reading import dead_links, gaps_from, site_from, text_of
from .small import FILES, files

BROKEN = files(parties__police="id: police\nname: {da: Politiet}\nnaming: named\nfarve: blå\n")


def test_the_front_page_offers_tasks_organisations_and_counts() -> None:
    shown = text_of(site_from(files())[""])

    assert re.search(
        r"Hvad vil du\?.*Slå en aktivitet op.*Se, hvad der mangler.*Anker ApS 1 1 \d+ \d+.*Parter: 3", shown
    )


def test_the_front_page_says_when_there_is_nothing_yet() -> None:
    assert "Registret har ingen aktiviteter endnu" in text_of(site_from({"register.yaml": FILES["register.yaml"]})[""])


def test_an_unreadable_file_is_named_first_on_the_front_page() -> None:
    shown = text_of(site_from(BROKEN)[""])

    assert 0 < shown.index("1 fil kan ikke læses: parties/police.yaml") < shown.index("Hvad vil du?")


def test_an_unreadable_file_has_a_page_with_the_line_and_a_mark_under_the_fault() -> None:
    body = site_from(BROKEN)["ulaeselige/party/police/"].body

    assert "farve: blå\n^^^^^</code>" in body and "Resten af registret virker." in body


def test_what_points_to_an_unreadable_file_leads_to_its_page() -> None:
    site = site_from(BROKEN)

    assert "police (filen kan ikke læses)" in text_of(site["aktiviteter/anker/slip/"])
    assert dead_links(site) == []


def test_an_unreadable_activity_keeps_its_line_in_the_register() -> None:
    site = site_from(files(activities__anker__slip="id: slip\n\tja"))

    assert "Kan ikke læses Fil Fejl activities/anker/slip.yaml" in text_of(site["virksomheder/anker/"])


def test_an_excerpt_never_shows_a_line_that_may_be_internal() -> None:
    organisation = FILES["organisations/anker.yaml"].replace("name: Hemmelig Hansen,", "name: [Hemmelig Hansen],")
    written = organisation.replace(
        "contacts:\n  - {id: privacy, about: [privacy], ", "contacts:\n  - id: privacy\n    about: [privacy]\n    "
    )
    written = written.replace(", label: {da: Kundeservice}, email: privat@anker.test}", "\n    farve: Hemmelig")
    site = site_from(files(organisations__anker=written))

    assert "ulaeselige/organisation/anker/" in site
    assert "Hemmelig Hansen" not in " ".join(page.body for page in site.values())


def test_open_points_are_counted_by_record_and_told_on_its_page() -> None:
    site = gaps_from(files())

    assert re.search(r"Hvad mangler der oftest\?.*legal_basis.*GAP003 1", text_of(site["aabne-punkter/"]))
    counted = site["aabne-punkter/anker/"]
    assert re.search("Køreseddel Behandlingsaktivitet [1-9]", text_of(counted))
    assert 'href="../../aktiviteter/anker/slip/#aabne-punkter"' in counted.body
    assert 'id="aabne-punkter"' in site["aktiviteter/anker/slip/"].body
    assert "Behandlingsgrundlag" in text_of(site["aktiviteter/anker/slip/"])


def test_records_with_open_points_can_be_chosen_by_what_is_missing() -> None:
    counted = gaps_from(files())["aabne-punkter/anker/"].body

    choice = re.search(r'<option value="legal-basis" data-label="([^"]+)">', counted)
    assert choice and choice[1] == "Behandlingsgrundlag"
    (marked,) = re.findall(r'data-mangler="([^"]*legal-basis[^"]*)" data-row', counted)
    assert "legal-basis" in marked.split()


def test_a_broken_vocabulary_breaks_no_page() -> None:
    site = site_from(files(vocabulary__events="terms:\n  - id: A B\n"))

    assert "Gemmes i 3 måneder efter" in text_of(site["aktiviteter/anker/slip/"])
    assert "ulaeselige/event/vocabulary/events/" in site


def test_a_former_address_leads_on_with_a_relative_link() -> None:
    (moved,) = redirects(assemble(Files({path: text.encode() for path, text in FILES.items()})))

    assert moved.path == "aktiviteter/anker/old-slip/"
    assert moved.document.count("../../../aktiviteter/anker/slip/") == 2
    assert '<meta http-equiv="refresh" content="0; url=../../../aktiviteter/anker/slip/">' in moved.document


def test_a_former_address_that_another_entry_has_now_stays_its_own() -> None:
    other = (
        FILES["activities/anker/slip.yaml"].replace("id: slip", "id: old-slip").replace("formerly: [old-slip]\n", "")
    )
    register = assemble(Files({p: t.encode() for p, t in files(**{"activities__anker__old-slip": other}).items()}))

    assert list(redirects(register)) == []


def test_the_front_page_asks_nobody_without_scripts_to_search() -> None:
    assert not re.search(r"\bsøg\b", text_of(site_from(files())[""]).lower())

"""A record is confirmed only when nothing in it, and nothing that it builds on, is wrong."""

import pytest

from ropa.check import check
from ropa.files import Files
from ropa.governance import obstacles
from ropa.governance.gate import foundations
from ropa.register import Entry, Register, assemble

from ..register.fictional import TODAY, changed, fictional, text_of
from ..site.project import fictional_files

KEY = "nordlys-regnskab/own-accounts"
FILE = f"activities/{KEY}.yaml"
SHREDDER = "agreements/nordlys-regnskab/sikker-makulering.yaml"


def entry_of(register: Register) -> Entry:
    entry = register.get("activity", KEY)
    assert entry is not None
    return entry


def in_the_way(register: Register) -> list[tuple[str, str]]:
    return [(f.span.file, f.code) for f in obstacles(register, check(register, TODAY), entry_of(register))]


def test_nothing_stands_in_the_way_of_a_complete_draft() -> None:
    text = text_of(FILE).replace("record: confirmed", "record: draft")

    assert in_the_way(changed(FILE, text)) == []


def test_an_unanswered_question_stands_in_the_way_of_a_draft_but_advice_does_not() -> None:
    text = text_of(FILE).replace("record: confirmed", "record: draft").replace("owner_role: director\n", "")
    without_basis = text.replace("        legal_basis: bookkeeping-duty\n", "", 1)
    register = changed(FILE, without_basis)

    assert {finding.code for finding in check(register, TODAY)} >= {"GAP002", "LB001"}
    assert in_the_way(register) == [(FILE, "LB001")]


def test_an_accepted_deviation_is_not_in_the_way_until_it_ends() -> None:
    text = text_of(FILE).replace("        legal_basis: bookkeeping-duty\n", "", 1)
    deviation = (
        "deviations:\n  - rule: LB001\n    reason: {{da: Vi spørger vores revisor om grundlaget i år.}}\n"
        "    expires_on: {}\n    by_role: director\n"
    )
    held = text + deviation.format(TODAY.replace(day=TODAY.day + 1))
    ended = text + deviation.format(TODAY.replace(day=TODAY.day - 1))

    assert in_the_way(changed(FILE, held)) == []
    assert (FILE, "LB001") in in_the_way(changed(FILE, ended))


@pytest.mark.parametrize(
    "file",
    [
        "organisations/nordlys-regnskab.yaml", "parties/tax-authority.yaml", "parties/sikker-makulering.yaml",
        "systems/nordlys-regnskab/client-files.yaml", "documents/nordlys-privacy.yaml", SHREDDER,
        "vocabulary/events.yaml", "register.yaml",
    ],
)
def test_a_fault_in_what_the_record_builds_on_stands_in_the_way(file: str) -> None:
    broken = changed(file, f"{text_of(file)}misspelt: 1\n")

    assert {where for where, _ in in_the_way(broken)} >= {file}


@pytest.mark.parametrize(
    "file",
    [
        "activities/nordlys-regnskab/leaver-mailbox.yaml", "parties/redwood-frames.yaml",
        "agreements/havnens-cykler/brev-og-klik.yaml", "evidence/nordlys-regnskab/deletion-2026.yaml",
    ],
)
def test_a_fault_elsewhere_does_not(file: str) -> None:
    assert in_the_way(changed(file, f"{text_of(file)}misspelt: 1\n")) == []


def test_a_file_that_is_no_yaml_stands_in_the_way_too() -> None:
    assert in_the_way(changed(SHREDDER, "id: [\n")) == [(SHREDDER, "YML007")]


def test_what_a_record_builds_on_is_found_through_others() -> None:
    files = foundations(fictional(), entry_of(fictional()))

    assert {SHREDDER, "parties/datahavn.yaml", "agreements/nordlys-regnskab/datahavn.yaml"} <= files
    assert not any(file.startswith(("activities/", "evidence/")) for file in files)


def test_no_record_rests_on_the_organisation_that_accepts_a_finding_on_a_party_it_names() -> None:
    file = "parties/datahavn.yaml"
    deviation = (
        "parent_country: US\ndeviations:\n  - rule: TRF003\n    reason: {da: Vurderingen bliver skrevet ned i marts.}\n"
        "    expires_on: 2027-04-01\n    organisation: nordlys-regnskab\n    by_role: director\n"
    )
    register = changed(file, text_of(file) + deviation)
    course = register.get("activity", "nordlys-toershavn/course-signup")
    assert course is not None
    files = foundations(register, course)

    assert file in files and "organisations/nordlys-toershavn.yaml" in files
    assert "organisations/nordlys-regnskab.yaml" not in files


def test_an_error_in_what_a_confirmed_record_builds_on_stops_the_check_and_one_elsewhere_does_not() -> None:
    without = "agreements/nordlys-regnskab/sikker-makulering.yaml"
    texts = {path: text for path, text in fictional_files().items() if path != without and path != "parties/broken.yaml"}
    register = assemble(Files({path: text.encode() for path, text in sorted(texts.items())}))
    found = [finding for finding in check(register, TODAY) if finding.code == "PRO001"]
    draft = {path: text.replace("record: confirmed", "record: draft") for path, text in texts.items()}
    drafts = assemble(Files({path: text.encode() for path, text in sorted(draft.items())}))

    assert found and all(finding.gates for finding in found)
    assert not any(finding.gates for finding in check(drafts, TODAY) if finding.code == "PRO001")


def test_an_error_in_a_document_stops_only_when_it_is_about_a_confirmed_record() -> None:
    file = "documents/havnens-privacy.yaml"
    lie = text_of(file).replace("claims:\n", "claims:\n  - {id: lie, type: no_profiling, section: buying, text: {da: Vi profilerer ikke.}}\n", 1)
    register = changed(file, lie)
    found = [finding for finding in check(register, TODAY) if finding.code == "POL001"]
    about = {place.span.file for finding in found for place in finding.related}
    entry = next(entry for entry in register.of("activity") if entry.file in about)
    other = entry_of(register)

    assert found and all(finding.gates for finding in found)
    assert set(obstacles(register, found, entry)) == set(found)
    assert obstacles(register, found, other) == ()


def test_what_several_records_build_on_is_what_each_of_them_builds_on() -> None:
    register = fictional()
    records = register.of("activity")

    assert len({record.organisation for record in records}) > 1
    assert foundations(register, *records) == frozenset().union(*(foundations(register, record) for record in records))

"""A reference that leads nowhere is told where it stands, whatever it should have led to, and told what to do."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from ropa.files import Files
from ropa.findings import Finding
from ropa.register import Register, assemble
from ropa.schema import schemas

from .fictional import FILES, changed, fictional, schema_path, text_of, visits, with_value

NOWHERE = {"activity": "nobody/knows-this"}


def one_reference_of_each_field(register: Register, kind: str) -> Iterator[tuple[str, str, str]]:
    """File, pointer and target of a reference in each field of a kind that holds references."""
    seen: set[str] = set()
    for entry, found in visits(register, kind):
        path = schema_path(entry.pointer, found.pointer)
        if found.field.reference is not None and isinstance(found.value, str) and path not in seen:
            seen.add(path)
            yield entry.file, found.pointer, found.field.reference.target


def unresolved(register: Register, file: str, pointer: str) -> list[Finding]:
    return [f for f in register.findings if (f.code, f.span.file, f.pointer) == ("GRA001", file, pointer)]


@pytest.mark.parametrize("kind", [kind for kind in schemas() if kind != "register"])
def test_every_field_that_points_tells_when_it_leads_nowhere(kind: str) -> None:
    register = fictional()
    silent = []
    for file, pointer, target in one_reference_of_each_field(register, kind):
        wrong = with_value(register, file, pointer, NOWHERE.get(target, "nobody-knows-this"))
        found = unresolved(wrong, file, pointer)
        if len(found) != 1 or found[0].span.line != register.span(file, pointer).line or found[0].hint is None:
            silent.append((file, pointer))

    assert silent == []


NEW_RECORDS = {
    "organisations/NEW.yaml": "id: NEW\nname: Ny\n",
    "activities/nordlys-regnskab/NEW.yaml": (
        "id: NEW\ntitle: {da: Ny}\norganisation: nordlys-regnskab\nrole: controller\nrecord: draft\n"
    ),
    "parties/NEW.yaml": "id: NEW\nname: {da: Ny}\nnaming: named\n",
    "agreements/nordlys-regnskab/NEW.yaml": (
        "id: NEW\norganisation: nordlys-regnskab\nparty: datahavn\ntype: data_processing\n"
    ),
    "systems/nordlys-regnskab/NEW.yaml": "id: NEW\nname: {da: Ny}\norganisation: nordlys-regnskab\n",
    "documents/NEW.yaml": (
        "id: NEW\ntitle: {da: Ny}\norganisation: nordlys-regnskab\nsections:\n  - {id: payroll, heading: Løn}\n"
        "  - {id: identity-check, heading: Pas}\n"
    ),
    "evidence/nordlys-regnskab/NEW.yaml": "id: NEW\norganisation: nordlys-regnskab\ntype: review\non: 2026-01-31\n",
}


@pytest.mark.parametrize(
    ("file", "pointer", "new"),
    [
        ("parties/havnens-cykler.yaml", "/member", "organisations/NEW.yaml"),
        ("documents/nordlys-privacy.yaml", "/claims/0/activities/0", "activities/nordlys-regnskab/NEW.yaml"),
        ("parties/frame-register.yaml", "/keeper", "parties/NEW.yaml"),
        ("activities/nordlys-regnskab/payroll-for-clients.yaml", "/on_behalf_of/0/agreement",
         "agreements/nordlys-regnskab/NEW.yaml"),
        ("activities/nordlys-regnskab/own-accounts.yaml", "/data/0/systems/0", "systems/nordlys-regnskab/NEW.yaml"),
        ("activities/nordlys-regnskab/client-identity-check.yaml", "/notices/0/document", "documents/NEW.yaml"),
        ("activities/nordlys-regnskab/own-accounts.yaml", "/confirmed/evidence", "evidence/nordlys-regnskab/NEW.yaml"),
    ],
)
def test_the_file_in_the_hint_mends_the_reference(file: str, pointer: str, new: str) -> None:
    new_id = "zzz-quite-new"
    written = f"nordlys-regnskab/{new_id}" if new.startswith("activities/") else new_id
    wrong = with_value(fictional(), file, pointer, written)
    hint = unresolved(wrong, file, pointer)[0].hint
    path = new.replace("NEW", new_id)

    assert hint is not None and (hint.da, hint.en) == (f"opret filen {path}", f"create the file {path}")
    assert mended(wrong, path, NEW_RECORDS[new].replace("NEW", new_id)).findings == ()


def mended(register: Register, path: str, text: str) -> Register:
    contents = {file: source.text.encode() for file, source in register.sources.items()}
    return assemble(Files({**contents, path: text.encode()}))


@pytest.mark.parametrize(
    ("file", "pointer", "vocabulary", "term"),
    [
        ("activities/nordlys-regnskab/own-accounts.yaml", "/data/0/data_subjects/0",
         "vocabulary/data_subject_categories.yaml", "label: {da: Nye}"),
        ("activities/nordlys-regnskab/own-accounts.yaml", "/data/0/categories/0",
         "vocabulary/personal_data_categories.yaml", "label: {da: Nye}, class: ordinary"),
        ("activities/nordlys-regnskab/own-accounts.yaml", "/retention/1/event",
         "vocabulary/events.yaml", "label: {da: dagen}"),
        ("activities/nordlys-regnskab/own-accounts.yaml", "/security/measures/0",
         "vocabulary/security_measures.yaml", "label: {da: Ny}"),
    ],
)
def test_the_term_in_the_hint_mends_the_reference(file: str, pointer: str, vocabulary: str, term: str) -> None:
    wrong = with_value(fictional(), file, pointer, "zzz-quite-new")
    hint = unresolved(wrong, file, pointer)[0].hint

    assert hint is not None and hint.da == f"tilføj ordet i {vocabulary}"
    assert unresolved(
        mended(wrong, vocabulary, text_of(vocabulary) + f"  - {{id: zzz-quite-new, {term}}}\n"), file, pointer
    ) == []


def test_the_item_in_the_hint_mends_the_reference() -> None:
    file = "activities/nordlys-regnskab/own-accounts.yaml"
    wrong = with_value(fictional(), file, "/owner_role", "zzz-quite-new")
    finding = unresolved(wrong, file, "/owner_role")[0]
    organisation = "organisations/nordlys-regnskab.yaml"
    added = text_of(organisation).replace("\nroles:\n", "\nroles:\n  - {id: zzz-quite-new, label: {da: Ny}}\n")

    assert finding.hint is not None and finding.hint.da == "tilføj `zzz-quite-new` under `roles`"
    assert organisation in finding.message.da
    assert unresolved(mended(wrong, organisation, added), file, "/owner_role") == []


def test_a_word_from_another_organisation_is_no_suggestion() -> None:
    file = "activities/havnens-cykler/bike-sales.yaml"
    pointer = "/data/0/systems/0"
    finding = unresolved(with_value(fictional(), file, pointer, "client-filez"), file, pointer)

    assert finding[0].hint is not None
    assert finding[0].hint.da == "opret filen systems/havnens-cykler/client-filez.yaml"


def test_a_long_name_of_the_organisation_makes_no_id_look_alike() -> None:
    file, pointer = "documents/nordlys-privacy.yaml", "/claims/0/activities/0"
    finding = unresolved(with_value(fictional(), file, pointer, "nordlys-regnskab/xyz"), file, pointer)

    assert finding[0].hint is not None
    assert finding[0].hint.da == "opret filen activities/nordlys-regnskab/xyz.yaml"


@pytest.mark.parametrize("kind", ["party", "system", "document", "evidence", "agreement"])
def test_a_broken_file_is_told_once_however_many_point_to_it(kind: str) -> None:
    register = fictional()
    for entry in register.of(kind):
        broken = changed(entry.file, "id: [\n")

        assert {finding.span.file for finding in broken.findings} == {entry.file}


@pytest.mark.parametrize("kind", [kind for kind, schema in schemas().items() if schema.terms])
def test_a_broken_vocabulary_is_told_once_and_leaves_the_rest_standing(kind: str) -> None:
    register = fictional()
    broken = changed(schemas()[kind].path, "terms:\n\t- id: x\n")

    assert {finding.span.file for finding in broken.findings} == {schemas()[kind].path}
    assert len(broken.of("activity")) == len(register.of("activity"))


@pytest.mark.parametrize("organisation", ["nordlys-regnskab", "havnens-cykler", "nordlys-toershavn"])
def test_a_broken_organisation_is_told_once_and_leaves_its_records_standing(organisation: str) -> None:
    register = fictional()
    broken = changed(f"organisations/{organisation}.yaml", "name: Navn: endnu et\n")

    assert {finding.span.file for finding in broken.findings} == {f"organisations/{organisation}.yaml"}
    assert len(broken.of("activity")) == len(register.of("activity"))


def test_a_reference_into_a_record_that_is_missing_is_told_by_the_field_that_names_the_record() -> None:
    file = "activities/nordlys-regnskab/own-accounts.yaml"
    wrong = with_value(fictional(), file, "/notices/0/document", "zzz")

    assert [(f.code, f.pointer) for f in wrong.findings] == [("GRA001", "/notices/0/document")]


@pytest.mark.parametrize(
    ("field", "pointer", "hint"),
    [
        ("recipient:", "/recipients", "ret først feltet `recipient`, som er stavet forkert"),
        ("recipient:", "/recipients/0", "ret først feltet `recipient`, som er stavet forkert"),
        ("recipients:", "/recipents", "skriv fx /recipients"),
        ("recipients:", "/data/9", "skriv fx /data"),
        ("recipients:", "/xyz", "peg på et felt, der er i filen, fx /data/0, eller slet henvisningen"),
    ],
)
def test_a_place_that_is_not_there_is_helped_by_what_hides_it_and_by_nothing_senseless(field: str, pointer: str, hint: str) -> None:
    file = "activities/havnens-cykler/bike-sales.yaml"
    text = FILES.contents[file].decode().replace("\nrecipients:", f"\n{field}").replace("about: [/purposes,", f"about: [{pointer},")
    register = assemble(replace(FILES, contents={**FILES.contents, file: text.encode()}))

    assert [f.hint.da for f in register.findings if f.code == "REF002" and f.hint] == [hint]


@pytest.mark.parametrize(
    ("about", "hint"),
    [
        ("/joint_controllers", None),
        ("/retention/1/floor", None),
        ("/joint_controler", "skriv fx /joint_controllers"),
        ("/retention/1/flor", "skriv fx /retention/1/floor"),
        ("/retention/9/floor", "skriv fx /retention"),
        ("/joint_controllers/0", "peg på et felt, der er i filen, fx /data/0, eller slet henvisningen"),
        ("/retention/floor", "skriv fx /retention"),
        ("/profiling", "ret først feltet `profilling`, som er stavet forkert"),
        ("/purposes", None),
    ],
)
def test_a_deviation_may_be_about_a_missing_field_that_the_schema_knows_and_a_misspelt_one_is_helped(
    about: str, hint: str | None
) -> None:
    file = "activities/havnens-cykler/bike-sales.yaml"
    text = text_of(file).replace("- rule: RET010\n    about: /retention/1\n", f"- rule: RET010\n    about: {about}\n")
    register = changed(file, text.replace("\nprofiling: none", "\nprofilling: none"))

    assert f"about: {about}\n" in text
    assert [f.hint.da for f in register.findings if f.code == "REF002" and f.hint] == ([hint] if hint else [])


@pytest.mark.parametrize("place", ["about: [/purposes,", "- type: contradiction\n    about: /retention/0\n"])
def test_a_note_and_a_source_are_about_what_is_written(place: str) -> None:
    file = "activities/havnens-cykler/bike-sales.yaml"
    missing = place.replace("/purposes", "/joint_controllers").replace("/retention/0", "/retention/0/floor")
    register = changed(file, text_of(file).replace(place, missing))

    assert place in text_of(file) and [f.code for f in register.findings] == ["REF002"]

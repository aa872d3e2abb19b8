"""The language server that editors use completes, explains and checks records from our schemas and settings."""

import json
from pathlib import Path

import pytest

from ropa.editor import write_editor_schemas

from .conftest import Editor, OpenEditor
from .small_register import FILES, small_register

SETTINGS = Path(__file__).parents[2] / ".vscode" / "settings.json"
ACTIVITIES = "data/ropa/activities/bageri"
UNKNOWN = "6: Findes ikke i registret ({where}). Er den lige kommet til, så kør opgaven »Opdater forslag«."
HEAD = "id: sales\ntitle: {da: Salg}\norganisation: bageri\nrole: controller\nrecord: draft\n"


def repository_settings() -> dict[str, object]:
    """The settings of the YAML extension as the server is told them: nested, without `yaml.`"""
    told: dict[str, object] = {}
    for name, value in json.loads(SETTINGS.read_text(encoding="utf-8")).items():
        if name.startswith("yaml."):
            *parents, last = name.split(".")[1:]
            place = told
            for parent in parents:
                place = place.setdefault(parent, {})
            place[last] = value
    return told


@pytest.fixture(scope="module")
def editor(open_editor: OpenEditor, tmp_path_factory: pytest.TempPathFactory) -> Editor:
    root = tmp_path_factory.mktemp("project")
    write_editor_schemas(small_register(), root / ".ropa" / "schemas")
    return open_editor(root, repository_settings())


def test_offers_the_fields_that_are_not_there_yet(editor: Editor) -> None:
    offered = editor.complete(ACTIVITIES, HEAD + "re|\n")

    assert {"recipients", "retention", "review"} <= set(offered)
    assert "record" not in offered


def test_explains_a_field_while_it_is_offered(editor: Editor) -> None:
    offered = editor.complete(ACTIVITIES, HEAD + "recip|\n")

    assert "Dem uden for virksomheden, som får oplysninger" in offered["recipients"]


def test_offers_the_fields_inside_a_row(editor: Editor) -> None:
    offered = editor.complete(ACTIVITIES, HEAD + "data:\n  - id: buyer\n    so|\n")

    assert "sources" in offered


def test_offers_the_values_of_a_choice_with_their_meaning(editor: Editor) -> None:
    offered = editor.complete(ACTIVITIES, HEAD.replace("controller", "|"))

    assert offered == {
        "controller": "Dataansvarlig", "joint_controller": "Fælles dataansvarlig", "processor": "Databehandler",
    }


def test_shows_name_meaning_and_article_under_the_mouse(editor: Editor) -> None:
    shown = editor.hover(ACTIVITIES, HEAD + "recip|ients: none\n")

    assert shown.startswith("#### Modtagere\n\nDem uden for virksomheden, som får oplysninger.")
    assert "Se art. 30, stk. 1, litra d." in shown


def test_shows_the_name_of_an_id_under_the_mouse(editor: Editor) -> None:
    shown = editor.hover(ACTIVITIES, HEAD + "recipients:\n  - party: pol|ice\n")

    assert "`police`: Politiet" in shown


def test_has_nothing_to_say_about_a_sound_record(editor: Editor) -> None:
    assert editor.diagnose(ACTIVITIES, FILES["activities/bageri/orders.yaml"]) == []


def test_points_out_an_unknown_field(editor: Editor) -> None:
    assert editor.diagnose(ACTIVITIES, HEAD + "recipient: none\n") == ["6: Property recipient is not allowed."]


def test_points_out_a_value_that_is_no_choice(editor: Editor) -> None:
    (complaint,) = editor.diagnose(ACTIVITIES, HEAD.replace("role: controller", "role: kontroller"))

    assert complaint.startswith("4: ") and '"controller"' in complaint


def test_says_in_danish_how_a_period_is_written(editor: Editor) -> None:
    complaints = editor.diagnose(ACTIVITIES, HEAD + "retention:\n  - {id: short, mode: exact, period: 3M}\n")

    assert complaints == ["7: Skriv en periode som P5Y, P6M eller P30D."]


def test_offers_the_parties_in_the_register_by_name(editor: Editor) -> None:
    offered = editor.complete(ACTIVITIES, HEAD + "recipients:\n  - party: |\n")

    assert offered == {"bank": "Banken", "police": "Politiet"}


def test_offers_the_systems_of_the_organisation_only(editor: Editor) -> None:
    offered = editor.complete(ACTIVITIES, HEAD + "data:\n  - id: buyer\n    systems:\n      - |\n")

    assert offered == {"till": "Kassen"}


def test_offers_the_roles_of_the_organisation_only(editor: Editor) -> None:
    offered = editor.complete(ACTIVITIES, HEAD + "owner_role: |\n")

    assert offered == {"shop-manager": "Butikschef"}


def test_offers_the_sections_of_the_document_beside(editor: Editor) -> None:
    offered = editor.complete(ACTIVITIES, HEAD + "provenance:\n  - document: policy\n    section: |\n")

    assert offered == {"customers": "Kunder"}


def test_offers_in_house_beside_the_parties(editor: Editor) -> None:
    text = "id: oven\nname: {da: Ovn}\norganisation: bageri\noperator: |\n"
    offered = editor.complete("data/ropa/systems/bageri", text)

    assert offered == {"in_house": "Virksomheden selv", "bank": "Banken", "police": "Politiet"}


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("recipients: [{party: banken}]", "Parter"),
        ("data: [{id: buyer, systems: [order-book]}]", "Systemer"),
        ("data: [{id: buyer, data_subjects: [costumer]}]", "Grupper af personer"),
        ("owner_role: foreman", "Roller i organisations/bageri.yaml"),
        ("provenance: [{document: policy, section: suppliers}]", "Afsnit i documents/policy.yaml"),
        ("data: [{id: buyer, sources: [{type: internal, activity: bageri/sale}]}]", "Behandlingsaktiviteter"),
    ],
)
def test_points_out_an_id_that_is_not_in_the_register(editor: Editor, line: str, where: str) -> None:
    complaints = editor.diagnose(ACTIVITIES, f"{HEAD}{line}\n")

    assert complaints == [UNKNOWN.format(where=where)]


def test_lets_an_organisation_without_systems_name_any(editor: Editor) -> None:
    text = "id: a\norganisation: smedje\ntype: review\non: \"2026-01-31\"\nagreements: [anything]\n"

    assert editor.diagnose("data/ropa/evidence/smedje", text) == []


def test_reads_no_and_dates_as_the_check_does(editor: Editor) -> None:
    text = "id: bank\nname: {da: Banken}\nnaming: category\ncountry: NO\n"

    assert editor.diagnose("data/ropa/parties", text) == []


def test_says_once_that_the_schemas_are_not_written_yet(open_editor: OpenEditor, tmp_path: Path) -> None:
    fresh = open_editor(tmp_path, repository_settings())

    (complaint,) = fresh.diagnose(ACTIVITIES, HEAD + "recipient: none\n")

    assert complaint.startswith("1: Unable to load schema")

"""The schemas for editors are draft-07 in one piece, accept what is right, and are written only when changed."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from ropa.editor import editor_schemas, write_editor_schemas
from ropa.editor.choices import UNKNOWN_ID
from ropa.schema import schema_for, schemas
from ropa.text import Source
from ropa.yamlio import load

from .small_register import FILES, small_register

SETTINGS = Path(__file__).parents[2] / ".vscode" / "settings.json"
TASKS = SETTINGS.with_name("tasks.json")
MAKEFILE = Path(__file__).parents[2] / "Makefile"
REGISTERS = [None, small_register()]


def parts(node: Any) -> Iterator[dict[str, Any]]:
    """Every object in a schema."""
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from parts(child)


@pytest.mark.parametrize("register", REGISTERS, ids=["no register", "register"])
def test_each_schema_is_draft_07(register: Any) -> None:
    for schema in editor_schemas(register).values():
        Draft7Validator.check_schema(schema)


@pytest.mark.parametrize("register", REGISTERS, ids=["no register", "register"])
def test_no_annotation_of_ours_is_left(register: Any) -> None:
    assert "x-" not in {key[:2] for part in parts(dict(editor_schemas(register))) for key in part}


def test_a_schema_refers_to_nothing_outside_itself() -> None:
    for schema in editor_schemas(small_register()).values():
        pointed = {part["$ref"] for part in parts(schema) if "$ref" in part}

        assert pointed == {f"#/definitions/{name}" for name in schema.get("definitions", {})}


@pytest.mark.parametrize("file", FILES)
def test_a_sound_record_is_accepted(file: str) -> None:
    schema = editor_schemas(small_register())[f"{schema_for(file).kind}.schema.json"]

    Draft7Validator(schema).validate(load(Source(file, FILES[file])).value)


def test_each_field_has_a_title_and_an_explanation() -> None:
    for name, schema in editor_schemas().items():
        shown = [(key, set(child)) for part in parts(schema) for key, child in part.get("properties", {}).items()]
        bare = [key for key, child in shown if child != {"const"} and not {"title", "markdownDescription"} <= child]

        assert shown, name
        assert bare == [], name


def test_the_form_is_all_there_is_to_check_without_a_register() -> None:
    assert [name for name, schema in editor_schemas().items() if "allOf" in schema or "definitions" in schema] == []


def test_a_file_with_faults_can_still_be_pointed_to() -> None:
    register = small_register(parties__lawyer="id: lawyer\nnaming: category\n")

    assert "lawyer" in editor_schemas(register)["activity.schema.json"]["definitions"]["party"]["enum"]


def test_a_vocabulary_with_faults_refuses_no_word() -> None:
    register = small_register(vocabulary__data_subject_categories="terms: [{id: customer}]\n")

    assert "data_subject_category" not in editor_schemas(register)["activity.schema.json"]["definitions"]


def test_terms_keep_the_order_of_their_file() -> None:
    terms = "terms:\n  - {id: visitor, label: {da: Besøgende}}\n  - {id: customer, label: {da: Kunder}}\n"
    register = small_register(vocabulary__data_subject_categories=terms)

    names = editor_schemas(register)["activity.schema.json"]["definitions"]["data_subject_category"]
    assert names["enum"] == ["visitor", "customer"]


def test_the_same_register_gives_the_same_bytes(tmp_path: Path) -> None:
    write_editor_schemas(small_register(), tmp_path / "a")
    write_editor_schemas(small_register(), tmp_path / "b")

    assert [p.read_bytes() for p in sorted((tmp_path / "a").iterdir())] == [
        p.read_bytes() for p in sorted((tmp_path / "b").iterdir())
    ]


def test_only_what_has_changed_is_written(tmp_path: Path) -> None:
    write_editor_schemas(small_register(), tmp_path)

    again = write_editor_schemas(small_register(), tmp_path)
    after_a_new_party = write_editor_schemas(
        small_register(parties__lawyer="id: lawyer\nname: {da: Advokat}\nnaming: category\n"), tmp_path
    )

    assert again == ()
    assert after_a_new_party == (
        "activity.schema.json", "party.schema.json", "agreement.schema.json", "system.schema.json",
        "document.schema.json",
    )


def test_a_damaged_schema_file_is_written_again(tmp_path: Path) -> None:
    write_editor_schemas(None, tmp_path)
    (tmp_path / "event.schema.json").write_text("{", encoding="utf-8")

    assert write_editor_schemas(None, tmp_path) == ("event.schema.json",)


def test_the_settings_map_each_kind_of_file_to_its_schema() -> None:
    mapped = json.loads(SETTINGS.read_text(encoding="utf-8"))["yaml.schemas"]

    assert mapped == {
        f".ropa/schemas/{kind}.schema.json": "data/ropa/" + schema.path.format(organisation="*", id="*")
        for kind, schema in schemas().items()
    }


def test_the_settings_let_the_editor_ask_no_other_host() -> None:
    settings = json.loads(SETTINGS.read_text(encoding="utf-8"))

    assert settings["yaml.schemaStore.enable"] is False
    assert "://" not in SETTINGS.read_text(encoding="utf-8")


def test_the_schemas_are_written_when_the_folder_is_opened() -> None:
    tasks = {task["label"]: task for task in json.loads(TASKS.read_text(encoding="utf-8"))["tasks"]}

    assert tasks["Opdater forslag"]["runOptions"] == {"runOn": "folderOpen"}


def test_each_task_runs_something_that_can_be_made() -> None:
    tasks = json.loads(TASKS.read_text(encoding="utf-8"))["tasks"]
    targets = re.findall(r"^([a-z]+):", MAKEFILE.read_text(encoding="utf-8"), re.MULTILINE)

    assert {task["command"] for task in tasks} == {"make"}
    assert {task["args"][0] for task in tasks} <= set(targets)


def test_the_message_about_an_unknown_id_names_a_task_that_is_there() -> None:
    tasks = [task["label"] for task in json.loads(TASKS.read_text(encoding="utf-8"))["tasks"]]

    assert any(f"»{task}«" in UNKNOWN_ID for task in tasks)

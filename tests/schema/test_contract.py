"""Each schema is complete as a manual, closed, readable in its faults, and sound in what its annotations point to."""

import json
import re
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any

import pytest
from jsonschema import Draft7Validator

from ropa.law.citation import cite
from ropa.schema import fields_of, schema_for, schemas
from ropa.schema.contract import ID_PATTERN, KINDS
from ropa.schema.fields import sections_of
from ropa.schema.validate import TYPE_NAMES, WORDINGS

from .nodes import all_fields, all_nodes, walk

ANNOTATIONS = {
    "x-acyclic": "following this reference may never lead back",
    "x-article": "where in the GDPR the field is asked for",
    "x-asked": "how hard the law asks for it: must or should",
    "x-country": "the value is a country or an area",
    "x-dpv": "the term in the Data Privacy Vocabulary",
    "x-edge": "the name of the relation in the graph",
    "x-internal": "for insiders only",
    "x-inverse": "what pointing means, seen from what is pointed to, in Danish and English",
    "x-key": "the property that identifies an item of the list",
    "x-kind": "the name of the kind",
    "x-label": "the name of the field or kind, in Danish and English",
    "x-labels": "the names of the choices, in Danish and English",
    "x-none": "the word none answers the field",
    "x-path": "where files of the kind lie",
    "x-plural": "the name of the kind in the plural",
    "x-pointer": "the value is a JSON pointer into the record",
    "x-quoted": "says what a source says, which is not corrected here",
    "x-ref": "what an id points to",
    "x-ref-except": "words that are no ids",
    "x-ref-in": "the field that says in which record",
    "x-roles": "the roles that the law asks",
    "x-row": "the value stands for a row of data",
    "x-section": "the section of the page",
    "x-sections": "the sections of the page, in order",
    "x-shape": "how a value is written, to be read after `skriv`",
    "x-shared-id": "the same id in several records joins them",
    "x-terms": "the list whose items are the entries",
    "x-text": "a text in Danish and perhaps English",
    "x-unless": "what answers in this one's place: a field beside it, or field=choice",
    "x-weight": "how much a change matters: low, medium or high",
}
STRUCTURE = {"$schema", "$id", "title", "description", "properties", "items", "if", "then"}
ENGLISH = re.compile(r"\b(the|of|and|is|are|which|when|if|not|with|this|that)\b", re.IGNORECASE)
PROVISIONS = re.compile(r"\d+(\(\d+\)(-\(\d+\))?)?(\([a-z]\))?(, \d+(\(\d+\)(-\(\d+\))?)?(\([a-z]\))?)*")
DOCUMENTS = ["common", *KINDS]

kinds = pytest.mark.parametrize("kind", KINDS)


def raw(name: str) -> Any:
    return json.loads(resources.files("ropa.schema").joinpath(f"{name}.schema.json").read_text(encoding="utf-8"))


def keys_and_values(node: Any) -> Iterator[tuple[str, Any]]:
    """Every key at every depth with its value."""
    for key, child in node.items() if isinstance(node, dict) else []:
        yield key, child
        yield from keys_and_values(child)
    for child in node if isinstance(node, list) else []:
        yield from keys_and_values(child)


def is_in_both_languages(label: object) -> bool:
    return isinstance(label, Mapping) and set(label) == {"da", "en"} and all(label.values())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_schema_file_is_draft_07(name: str) -> None:
    document = raw(name)
    Draft7Validator.check_schema(document)

    assert (document["$schema"], document["$id"]) == ("http://json-schema.org/draft-07/schema#", f"{name}.schema.json")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_definition_is_used(name: str) -> None:
    pointed = {target for document in DOCUMENTS for target in definitions_pointed_to(document, name)}

    assert pointed == set(raw(name).get("definitions", {}))


def definitions_pointed_to(document: str, name: str) -> Iterator[str]:
    """The definitions of one schema file that another, or itself, refers to."""
    for key, value in keys_and_values(raw(document)):
        file, _, pointer = value.partition("#/definitions/") if key == "$ref" else ("", "", "")
        if pointer and (file or f"{document}.schema.json") == f"{name}.schema.json":
            yield pointer.partition("/")[0]


@kinds
def test_no_reference_is_left_after_inlining(kind: str) -> None:
    assert "$ref" not in dict(keys_and_values(schemas()[kind].definition))


@kinds
def test_a_kind_knows_its_own_files(kind: str) -> None:
    schema = schemas()[kind]
    file = schema.path.format(organisation="acme", id="some-id")

    assert schema_for(file) is schema
    assert schema.definition["x-kind"] == kind
    assert is_in_both_languages(schema.label) and is_in_both_languages(schema.plural)


def test_each_field_is_named_in_both_languages() -> None:
    assert [field.place for field in all_fields() if not is_in_both_languages(field.schema.get("x-label"))] == []


def test_each_field_is_explained_in_danish_to_the_one_who_fills_it_in() -> None:
    fields = all_fields()

    assert len(fields) > 500
    assert [field.place for field in fields if not is_explained(field.schema)] == []


def is_explained(schema: Mapping[str, Any]) -> bool:
    """Whether the description is a Danish sentence; it may begin with a choice or a number."""
    text = schema.get("description", "")
    first_word = text.partition(" ")[0].rstrip(":,")
    begins_well = text[:1].isupper() or text[:1].isdigit() or first_word in ["true", *schema.get("enum", [])]
    prose = re.sub(r"\b[a-z0-9]+(_[a-z0-9]+)+\b", "", text)
    return len(text) >= 15 and text.endswith(".") and begins_well and not ENGLISH.search(prose)


def test_each_choice_is_named_in_both_languages() -> None:
    choosing = [node for node in all_nodes() if "enum" in node.schema]

    assert choosing
    assert [node.place for node in choosing if list(node.schema.get("x-labels", ())) != list(node.schema["enum"])] == []
    assert [n.place for n in choosing if not all(map(is_in_both_languages, n.schema["x-labels"].values()))] == []


def test_each_form_is_described_in_both_languages() -> None:
    formed = [node for node in all_nodes() if "pattern" in node.schema]

    assert formed
    assert [node.place for node in formed if not is_in_both_languages(node.schema.get("x-shape"))] == []


def test_each_group_of_fields_is_closed() -> None:
    groups = [node for node in all_nodes() if "properties" in node.schema and not node.is_condition]

    assert groups
    assert [node.place for node in groups if node.schema.get("additionalProperties") is not False] == []


def test_an_empty_group_list_or_text_is_refused() -> None:
    nodes = [node for node in all_nodes() if not node.is_condition]
    lists = [n.place for n in nodes if "array" in n.schema.get("type", ()) and not n.schema.get("minItems")]
    texts = [n.place for n in nodes if "string" in n.schema.get("type", ())
             and not {"enum", "pattern", "if"} & set(n.schema)]
    groups = [n.place for n in nodes if "object" in n.schema.get("type", ())
              and not (n.schema.get("minProperties") or n.schema.get("required"))]

    assert (lists, texts, groups) == ([], [], [])


def test_each_value_has_a_type() -> None:
    assert [n.place for n in all_nodes() if not n.is_condition and "type" not in n.schema] == []
    assert {t for n in all_nodes() for t in ([n.schema["type"]] if isinstance(n.schema.get("type"), str)
                                             else n.schema.get("type", []))} <= set(TYPE_NAMES)


def test_each_keyword_that_can_refuse_has_a_wording() -> None:
    keywords = {key for node in all_nodes() for key in node.schema if not key.startswith("x-")}

    assert keywords - STRUCTURE <= set(WORDINGS)


def test_a_condition_asks_for_a_constant_or_a_type_and_demands_a_constant_or_fields() -> None:
    conditional = [node for node in all_nodes() if "if" in node.schema]

    assert conditional
    assert [n.place for n in conditional if not (is_plain(n.schema["if"]) and demands(n.schema["then"]))] == []


def is_plain(condition: Mapping[str, Any]) -> bool:
    if set(condition) == {"type"}:
        return isinstance(condition["type"], str)
    (name, value), *others = condition["properties"].items()
    return condition["required"] == [name] and set(value) == {"const"} and not others


def demands(consequence: Mapping[str, Any]) -> bool:
    return set(consequence) in ({"const"}, {"required"})


def test_each_required_field_is_a_field() -> None:
    groups = [node for node in all_nodes() if "properties" in node.schema]

    assert [n.place for n in groups if set(n.schema.get("required", ())) - set(n.schema["properties"])] == []


def test_no_annotation_is_misspelt() -> None:
    used = {key for name in DOCUMENTS for key, _ in keys_and_values(raw(name)) if key.startswith("x-")}

    assert used == set(ANNOTATIONS)


@kinds
def test_each_reference_has_a_target(kind: str) -> None:
    root = fields_of(kind)
    targets = {field.reference.target for field in root.walk() if field.reference}

    assert [target for target in sorted(targets) if not is_there(kind, target)] == []


def is_there(kind: str, target: str) -> bool:
    if target in schemas():
        return True
    other, _, list_name = target.partition("/")
    holder = fields_of(other.rstrip(":") or kind)
    return list_name in holder.fields and bool(holder.fields[list_name].key)


@kinds
def test_each_reference_that_a_page_shows_says_what_it_means_seen_from_there(kind: str) -> None:
    """An organisation's page lists what belongs to it instead; evidence and internal fields have no page."""
    wrong = [
        node.place
        for node in walk(kind, schemas()[kind].definition)
        if "x-ref" in node.schema and is_in_both_languages(node.schema.get("x-inverse")) != is_shown(kind, node.schema)
    ]

    assert wrong == []


def is_shown(kind: str, schema: Mapping[str, Any]) -> bool:
    """Whether the page of what the reference leads to shows who points there."""
    target = schema["x-ref"].partition(":")[0]
    return not target.startswith("/") and target != "organisation" and kind != "evidence" and "x-internal" not in schema


@kinds
def test_each_reference_into_another_record_says_which(kind: str) -> None:
    root = fields_of(kind)
    owners = [field for field in root.walk() if field.fields]
    lost = [child.name for owner in owners for child in owner.fields.values()
            for reference in [child.reference or (child.items and child.items.reference)]
            if reference and ":/" in reference.target
            and reference.within.lstrip("/") not in (root.fields if reference.within.startswith("/") else owner.fields)]

    assert lost == []


def test_each_list_with_a_key_requires_it_of_its_items() -> None:
    keyed = [node for node in all_nodes() if "x-key" in node.schema]

    assert [n.place for n in keyed if n.schema["x-key"] not in n.schema["items"]["required"]] == []


@kinds
def test_each_field_of_a_page_has_a_section_that_exists(kind: str) -> None:
    sections = sections_of(kind)
    stated = {name: field.section for name, field in fields_of(kind).fields.items()}

    assert all(is_in_both_languages(label) for label in sections.values())
    assert set(stated.values()) == (set(sections) or {""})


@kinds
def test_the_order_of_the_fields_is_the_order_of_the_sections(kind: str) -> None:
    order = {name: place for place, name in enumerate(sections_of(kind))}
    first = list(dict.fromkeys(field.section for field in fields_of(kind).fields.values() if field.section))

    assert sorted(first, key=order.__getitem__) == list(order)


def test_what_the_law_asks_for_says_where_and_of_whom() -> None:
    roles = set(schemas()["activity"].definition["properties"]["role"]["enum"])
    asked = [node for node in all_nodes() if "x-asked" in node.schema]

    assert {node.schema["x-asked"] for node in asked} == {"must", "should"}
    assert [node.place for node in asked if not node.schema.get("x-article")] == []
    assert [node.place for node in asked if set(node.schema.get("x-roles", ())) - roles] == []


def test_each_article_can_be_cited() -> None:
    articles = {node.schema["x-article"] for node in all_nodes() if "x-article" in node.schema}

    assert articles
    assert [article for article in sorted(articles) if not PROVISIONS.fullmatch(article)] == []
    assert [article for article in sorted(articles) if "(" in cite(article, "da")] == []


def test_weights_are_three() -> None:
    assert {n.schema["x-weight"] for n in all_nodes() if "x-weight" in n.schema} == {"low", "medium", "high"}


def test_what_answers_in_place_of_a_field_stands_beside_it() -> None:
    groups = [node.schema["properties"] for node in all_nodes() if "properties" in node.schema]
    answers = [(group, answer) for group in groups for child in group.values() for answer in child.get("x-unless", ())]

    assert answers
    assert [answer for group, answer in answers if not can_stand(group, answer)] == []


def can_stand(group: Mapping[str, Any], answer: str) -> bool:
    """Whether `answer`, the name of a field or "name=choice", fits the group."""
    name, _, choice = answer.partition("=")
    return name in group and (not choice or choice in group[name].get("enum", ()))


def test_none_is_a_possible_answer_where_it_is_said_to_be() -> None:
    answered = [node for node in all_nodes() if node.schema.get("x-none")]

    assert answered
    assert [n.place for n in answered if not Draft7Validator(n.schema).is_valid("none")] == []


def test_each_word_that_is_no_id_is_named_and_allowed() -> None:
    exempt = [(node, word) for node in all_nodes() for word in node.schema.get("x-ref-except", ())]

    assert exempt
    assert [n.place for n, word in exempt if not Draft7Validator(n.schema).is_valid(word)
            or not is_in_both_languages(n.schema["x-labels"].get(word))] == []


@pytest.mark.parametrize("text", ["a", "a-b", "a1-2b", "A", "a_b", "a--b", "-a", "a-", "a b", "æ", "", "a\n"])
def test_an_id_has_the_same_form_in_a_path_and_in_a_record(text: str) -> None:
    in_record = Draft7Validator(raw("common")["definitions"]["id"]).is_valid(text)

    assert bool(re.fullmatch(ID_PATTERN, text)) == in_record

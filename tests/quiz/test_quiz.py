"""Questions about records: one answer is right, the others are wrong however one reads them, and chance has no part in it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ropa.chain import chains_of, parties_of
from ropa.files import Files
from ropa.quiz import MOST_QUESTIONS, NOBODY, Question, quiz_of
from ropa.quiz.choose import look_at, of_record
from ropa.quiz.disputed import is_disputed
from ropa.quiz.lawful import FAMILIES
from ropa.quiz.model import strings_in
from ropa.register import Register, assemble
from ropa.retention import Rule, parse_rule

FICTIONAL = Path(__file__).parents[1] / "fixtures" / "fictional"
FILES = {path.relative_to(FICTIONAL).as_posix(): path.read_text(encoding="utf-8") for path in sorted(FICTIONAL.rglob("*.yaml"))}
ORGANISATIONS = ("havnens-cykler", "nordlys-regnskab", "nordlys-toershavn")


def register_of(files: dict[str, str]) -> Register:
    return assemble(Files({path: text.encode() for path, text in files.items()}))


def quiz(register: Register, organisation: str) -> tuple[Question, ...]:
    own = [entry for entry in register.of("activity") if entry.organisation == organisation]
    return quiz_of(register, own, register.of("activity"), chains_of(register).processors)


def every_question(register: Register) -> Iterator[Question]:
    """All that may be asked about any record."""
    look = look_at(register, register.of("activity"), chains_of(register).processors, register.of("activity"))
    for entry in register.of("activity"):
        yield from of_record(look, entry)


def changed(keys: set[str], change: Callable[[dict[str, Any]], object]) -> Register:
    """The register with some activities changed."""
    entries = {}
    for entry in REGISTER.of("activity"):
        value = copy.deepcopy(dict(entry.value))
        if entry.key in keys:
            change(value)
        entries[entry.key] = replace(entry, value=value)
    return replace(REGISTER, entries={**REGISTER.entries, "activity": entries})


REGISTER = register_of(FILES)
QUESTIONS = tuple(every_question(REGISTER))


def test_records_answer_many_kinds_of_questions() -> None:
    assert {question.kind for question in QUESTIONS} >= {
        "retention", "deleter", "owner", "department", "where", "recipient", "part", "abroad", "channel", "withdraw",
        "basis", "criminal", "cpr", "source", "required", "dpia", "role", "class", "may", "mail",
    }  # fmt: skip


def test_no_wrong_answer_stands_anywhere_in_the_record() -> None:
    by_id = {"deleter", "owner", "department", "in_house", "where", "recipient"}
    found = [question for question in QUESTIONS if question.kind in by_id]
    stated = {question.entry.key: {*strings_in(question.entry.value)} - {NOBODY} for question in found}

    assert len(found) > 50
    assert [question for question in found if stated[question.entry.key] & set(question.wrong)] == []


def test_nobody_who_gets_the_data_is_a_wrong_recipient() -> None:
    processors = chains_of(REGISTER).processors
    found = [question for question in QUESTIONS if question.kind == "recipient"]
    getting = {question.entry.key: parties_of(question.entry, processors[question.entry.key]) for question in found}

    assert [question for question in found if set(getting[question.entry.key]) & set(question.wrong)] == []
    assert {question.right in getting[question.entry.key] for question in found if question.right != NOBODY} == {True}
    assert all(NOBODY not in question.wrong for question in found if question.right == NOBODY)


def test_a_wrong_period_has_the_same_unit_and_is_far_from_all_periods_of_the_record() -> None:
    found = [question for question in QUESTIONS if question.kind == "retention"]
    for question in found:
        own = [text for text in strings_in(question.entry.value.get("retention", [])) if days(text)]
        for wrong in question.wrong:
            assert wrong[-1] == question.right[-1]
            assert all(abs(days(wrong) - days(period)) > 0.2 * max(days(wrong), days(period)) for period in own)

    assert len(found) > 8


def days(text: str) -> int:
    rule = parse_rule({"id": "x", "mode": "exact", "event": "event", "period": text}) if text.startswith("P") else None
    period = rule.terms[0].period if isinstance(rule, Rule) else None
    return period.years * 365 + period.months * 30 + period.days if period else 0


def test_two_codes_that_may_both_be_said_are_never_right_and_wrong() -> None:
    for question in QUESTIONS:
        families = FAMILIES.get(question.kind, {})
        if families:
            told = [families[code] for code in (question.right, *question.wrong)]
            assert len(set(told)) == len(told), question


def test_consent_is_no_wrong_basis_of_a_record_that_names_consent() -> None:
    asking = [question for question in QUESTIONS if "consents" in question.entry.value]
    consents = {"6.1.a", "9.2.a", "dbl_8_3_consent", "dbl_8_4_consent", "dbl_11_2_2", "dbl_11_2_4"}

    assert asking and [question for question in asking if consents & set(question.wrong)] == []


def test_an_authority_is_not_asked_about_as_a_controller() -> None:
    assert [question for question in QUESTIONS if question.kind == "part" and {question.right, *question.wrong} >= {"authority", "controller"}] == []


@pytest.mark.parametrize(
    ("field", "kinds"),
    [
        ("retention", {"retention", "deleter"}),
        ("owner_role", {"owner"}),
        ("department", {"department"}),
        ("dpia", {"dpia"}),
        ("guidance", {"may", "first"}),
        ("transfers", {"abroad"}),
        ("consents", {"withdraw"}),
        ("legal_bases", {"basis"}),
    ],
)
def test_what_no_record_states_is_not_asked(field: str, kinds: set[str]) -> None:
    def strip(value: dict[str, Any]) -> None:
        value.pop(field, None)
        for row in value["data"] if field == "retention" else ():
            row.pop("retention", None)

    asked = {question.kind for question in QUESTIONS}
    left = {question.kind for question in every_question(changed({entry.key for entry in REGISTER.of("activity")}, strip))}

    assert asked & kinds and not left & kinds


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_the_same_register_gives_the_same_questions_whatever_the_order_of_its_files(organisation: str) -> None:
    other = register_of(dict(reversed(FILES.items())))

    assert quiz(REGISTER, organisation) == quiz(other, organisation)


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_a_page_has_no_more_questions_than_a_reader_has_patience_for(organisation: str) -> None:
    assert 8 <= len(quiz(REGISTER, organisation)) <= MOST_QUESTIONS


def test_questions_are_spread_over_records_and_kinds() -> None:
    found = quiz(REGISTER, "havnens-cykler")

    assert len({question.entry.key for question in found}) > 8
    assert len({question.kind for question in found}) > 8


@pytest.mark.parametrize("key", sorted(entry.key for entry in REGISTER.of("activity") if entry.organisation == "havnens-cykler"))
def test_an_edit_of_one_record_changes_few_questions_about_others(key: str) -> None:
    def keep_longer(value: dict[str, Any]) -> None:
        value["retention"] = [{**item, "period": "P7Y"} if "period" in item else item for item in value["retention"]]

    before = [question for question in quiz(REGISTER, "havnens-cykler") if question.entry.key != key]
    after = {(question.key, question.right, question.wrong) for question in quiz(changed({key}, keep_longer), "havnens-cykler")}
    lost = [question for question in before if (question.key, question.right, question.wrong) not in after]

    assert [question for question in lost if question.kind != "retention"][1:] == []


def test_a_record_gone_leaves_the_order_of_the_other_questions() -> None:
    edited = register_of({name: text for name, text in FILES.items() if name != "activities/havnens-cykler/workshop.yaml"})
    before = [question.key for question in quiz(REGISTER, "havnens-cykler")]
    after = [question.key for question in quiz(edited, "havnens-cykler")]
    both = set(before) & set(after)

    assert len(both) > 12
    assert [key for key in before if key in both] == [key for key in after if key in both]


def test_a_row_with_one_exception_of_article_9_is_asked_about_it_and_one_with_two_is_not() -> None:
    def keep_first(value: dict[str, Any]) -> None:
        for row in value["data"]:
            row["grounds"] = row["grounds"][:1]

    key = "nordlys-regnskab/employee-administration"
    found = [question for question in every_question(changed({key}, keep_first)) if question.kind == "article_9"]

    assert [(question.entry.key, question.right) for question in found] == [(key, "9.2.b")]
    assert not any(question.kind == "article_9" for question in QUESTIONS)


def test_asks_which_role_in_the_house_gets_data_and_of_roles_that_have_nothing_to_do_with_it() -> None:
    def add(value: dict[str, Any]) -> None:
        value["internal_recipients"] = [{"role": "workshop-manager"}]

    found = [question for question in every_question(changed({"havnens-cykler/customer-calls"}, add)) if question.kind == "in_house" and question.entry.id == "customer-calls"]

    assert [(question.right, set(question.wrong)) for question in found] == [
        ("workshop-manager", {"office-manager", "sales-assistant"})
    ]


def test_a_party_that_may_be_one_of_a_kind_in_the_record_is_no_wrong_answer() -> None:
    """A record that names »inkassobureauer« may mean any bank, but no police."""
    parties = {key: replace(entry, value={**entry.value, "naming": "category", "type": "insurer"}) if key == "police" else entry for key, entry in REGISTER.entries["party"].items()}
    register = replace(REGISTER, entries={**REGISTER.entries, "party": parties})
    found = [question for question in every_question(register) if question.kind == "recipient" and "police" in strings_in(question.entry.value)]
    finance = {key for key, entry in parties.items() if entry.value.get("type") in ("insurer", "bank", "credit_bureau", "partner", "supplier", "other", None)}

    assert found and [question for question in found if finance & set(question.wrong)] == []


ALL = {entry.key for entry in REGISTER.of("activity")}
WITH_RECIPIENTS = sorted({question.entry.key for question in QUESTIONS if question.kind == "recipient"})


def test_who_gets_data_is_asked_only_where_that_is_answered() -> None:
    found = list(every_question(changed(ALL, lambda value: value.pop("recipients", None))))

    assert WITH_RECIPIENTS and not any(question.kind == "recipient" for question in found)
    assert not any(NOBODY in question.wrong for question in found if question.kind == "processor")


def test_which_processor_is_asked_only_where_processors_are_answered() -> None:
    def strip(value: dict[str, Any]) -> None:
        value.pop("recipients", None)
        value.pop("processors", None)

    assert not any(question.kind in ("recipient", "processor") for question in every_question(changed(ALL, strip)))


def test_no_processor_is_a_wrong_recipient_before_the_processors_are_answered() -> None:
    register = changed(ALL, lambda value: value.pop("processors", None))
    helpers = {processor.party for processors in chains_of(register).processors.values() for processor in processors}
    found = [question for question in every_question(register) if question.kind == "recipient"]

    assert helpers and found and not any(helpers & set(question.wrong) for question in found)


@pytest.mark.parametrize("kinds", [["disclosure"], ["other"]])
def test_authorities_are_wrong_only_where_the_organisation_gives_them_nothing(kinds: list[str]) -> None:
    """One record of disclosure is enough for all records of its organisation."""
    def only_repairers(value: dict[str, Any]) -> None:
        value["kinds"] = kinds if value["id"] == "workshop" else ["other"]
        value["recipients"] = [item for item in value.get("recipients", []) if isinstance(item, dict) and item["party"] in private] or NOBODY

    types = {key: entry.value.get("type") for key, entry in REGISTER.entries["party"].items()}
    private = {key for key, name in types.items() if name not in ("authority", "police", "court", "complaint_board", "public_register")}
    register = changed(ALL, only_repairers)
    look = look_at(register, (), chains_of(REGISTER).processors, register.of("activity"))

    assert ("havnens-cykler" in look.disclosing) == (kinds == ["disclosure"])
    assert {"havnens-cykler"} <= look_at(REGISTER, (), chains_of(REGISTER).processors, REGISTER.of("activity")).disclosing
    public = {key for key in types if key not in private}
    told = [question for question in QUESTIONS if question.kind == "recipient" and question.entry.organisation == "havnens-cykler"]
    assert told and not any(public & set(question.wrong) for question in told)


@pytest.mark.parametrize("narrowed", [{"rows": [{"row": "call"}]}, {"condition": {"da": "Kun ved klager."}}])
def test_who_in_the_house_gets_only_some_data_or_only_sometimes_is_not_asked(narrowed: dict[str, Any]) -> None:
    def add(value: dict[str, Any]) -> None:
        value["internal_recipients"] = [{"role": "workshop-manager", **narrowed}]

    key = "havnens-cykler/customer-calls"
    found = every_question(changed({key}, add))

    assert not any(question.kind == "in_house" and question.entry.key == key for question in found)


@pytest.mark.parametrize(
    "source",
    [
        {"type": "internal", "activity": "havnens-cykler/workshop"},
        {"type": "derived"},
        {"type": "observed", "how": {"da": "Ved besøg på vores og partneres sider."}},
        {"type": "third_party", "party": "police", "how": {"da": "Underskrives af personen."}},
        {"type": "third_party"},
        {"type": "data_subject", "party": "police"},
    ],
)
def test_a_source_that_may_be_somebody_else_too_is_not_asked_about(source: dict[str, Any]) -> None:
    def write(value: dict[str, Any]) -> None:
        for row in value["data"]:
            row["sources"] = [source]

    assert not any(question.kind == "source" for question in every_question(changed(ALL, write)))


def test_that_no_data_leave_the_eea_is_not_taught_before_it_is_confirmed() -> None:
    def draft(value: dict[str, Any]) -> None:
        value["record"] = "draft"

    def said_no(questions: Iterator[Question]) -> list[Question]:
        return [question for question in questions if question.kind == "abroad" and question.right == NOBODY]

    assert said_no(iter(QUESTIONS)) and not said_no(every_question(changed(ALL, draft)))


@pytest.mark.parametrize("type_", ["law", "contradiction", "question"])
@pytest.mark.parametrize(("about", "is_about"), [("/retention/0", True), ("/retention", True), ("/retention/0/period", True), (None, True), ("/retention/1", False), ("/retention/01", False)])
def test_what_a_note_doubts_is_not_asked(type_: str, about: str | None, is_about: bool) -> None:
    """The note may be about the place, a part of it, what it is a part of, or the whole record."""
    asked = next(question for question in QUESTIONS if question.kind == "retention" and question.pointer == "/retention/0" and not question.entry.value.get("notes"))
    note = {"type": type_, "text": {"da": "Det passer ikke."}, **({"about": about} if about else {})}
    doubted = replace(asked, entry=replace(asked.entry, value={**asked.entry.value, "notes": [note]}))

    assert is_disputed(doubted) == (is_about and type_ != "question")


def test_no_record_is_asked_about_what_its_own_notes_doubt() -> None:
    def doubt(value: dict[str, Any]) -> None:
        value["notes"] = [{"type": "law", "about": "/guidance", "text": {"da": "Loven siger noget andet."}}]

    advice = {"may", "first"}

    assert advice & {question.kind for question in QUESTIONS}
    assert not advice & {question.kind for question in every_question(changed(ALL, doubt))}


def test_no_two_questions_of_a_page_read_the_same() -> None:
    own = [entry for entry in REGISTER.of("activity") if entry.organisation == "havnens-cykler"]
    found = quiz_of(REGISTER, own, REGISTER.of("activity"), chains_of(REGISTER).processors, lambda question: question.kind)

    assert found and len({question.kind for question in found}) == len(found)


def test_how_a_recorded_voice_came_is_not_asked() -> None:
    def record(value: dict[str, Any]) -> None:
        value["kinds"] = ["phone_recording"]

    assert any(question.kind == "channel" for question in QUESTIONS)
    assert not any(question.kind == "channel" for question in every_question(changed(ALL, record)))

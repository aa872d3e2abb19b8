"""The knowledge check in words: answers read differently, each is explained with a place, and drafts are told as such."""

from __future__ import annotations

import re
from datetime import date

import pytest

from ropa.check import checked
from ropa.files import Files
from ropa.register import assemble
from ropa.site.aids import QuizQuestion
from ropa.site.context import Context, make_context
from ropa.site.node import Text
from ropa.site.page import Page
from ropa.site.quiz_page import IN_FIRM_WORDS, hints, questions_of
from ropa.site.quiz_words import ASKED

from .project import fictional_files
from .reading import read, site_from, text_of
from .small import ACTIVITY, FILES, activity

TODAY = date(2026, 11, 22)
ORGANISATIONS = {"havnens-cykler": 20, "nordlys-regnskab": 20, "nordlys-toershavn": 8}
FIRM = {"Ja", "Nej", "Ikke nødvendig", "Skal laves", "Lavet"}


def context_of(files: dict[str, str], language: str = "da") -> Context:
    register = assemble(Files({path: text.encode() for path, text in sorted(files.items())}))
    return make_context(register, checked(register, TODAY), language)  # type: ignore[arg-type]


CONTEXT = context_of(fictional_files())


def quiz(context: Context, organisation: str) -> tuple[QuizQuestion, ...]:
    return questions_of(context, context.register.entries["organisation"][organisation])


@pytest.fixture(scope="module")
def site() -> dict[str, Page]:
    return site_from(fictional_files())


@pytest.fixture(scope="module")
def small() -> dict[str, Page]:
    return site_from(FILES)


@pytest.mark.parametrize(("organisation", "number"), ORGANISATIONS.items())
def test_an_organisation_has_the_questions_that_its_records_answer(organisation: str, number: int) -> None:
    assert len(quiz(CONTEXT, organisation)) == number


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_no_two_answers_read_alike_and_none_stands_in_the_question(organisation: str) -> None:
    for question in quiz(CONTEXT, organisation):
        options = [option.casefold().rstrip(".") for option in question.options]
        right = options[question.right]
        assert 2 <= len(set(options)) == len(options) <= 4
        if not FIRM & set(question.options):
            assert len(options) >= 3, question
            assert not any(one in right or right in one for one in options if one != right), question
        assert len(right) <= 5 or right.partition(" (")[0] not in question.text.casefold(), question


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_the_right_answer_is_not_always_in_the_same_place(organisation: str) -> None:
    assert len({question.right for question in quiz(CONTEXT, organisation)}) > 2


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_question_has_words_in_both_languages(language: str) -> None:
    context = context_of(fictional_files(), language)
    asked = [question for organisation in ORGANISATIONS for question in quiz(context, organisation)]

    assert all(question.text and question.about and all(question.options) for question in asked)
    assert not any("{" in f"{question.text}{question.options}{question.why}" for question in asked)
    assert any(question.text.startswith("Hvem" if language == "da" else "Who") for question in asked)


def test_a_page_says_without_scripts_what_is_asked_and_answered(site: dict[str, Page]) -> None:
    page = site["proev-dig-selv/nordlys-regnskab/"]
    text = text_of(page)

    assert "Må du sende en lønseddel som almindelig e-mail?" in text
    assert "Vis svaret" in text and "»Send aldrig en lønseddel som almindelig e-mail. Læg den i portalen.«" in text
    assert read(page.body).tags.count("details") == page.body.count("ropa-quiz__question") == 20
    assert "<input" not in page.body and "<form" not in page.body


def test_every_answer_leads_to_the_place_that_says_so(site: dict[str, Page]) -> None:
    body = site["proev-dig-selv/havnens-cykler/"].body
    folded = re.findall(r"<details.*?</details>", body, re.DOTALL)
    targets = [link for part in folded for link in read(part).links]

    assert len(targets) == len(folded) == 20
    assert sum("#" in target for target in targets) > 10
    assert all(re.search(r"/(aktiviteter|systemer|oplysninger)/", target) for target in targets)


def test_departments_have_their_own_questions_about_their_own_activities(site: dict[str, Page]) -> None:
    page = site["proev-dig-selv/havnens-cykler/workshop/"]
    departments = {"workshop": "workshop", "others": "shop"}
    members = {key: {CONTEXT.name(a) for a in CONTEXT.members_of("havnens-cykler", "activity") if a.value["department"] == d} for key, d in departments.items()}
    asked = {question.about for question in questions_of(CONTEXT, CONTEXT.register.entries["organisation"]["havnens-cykler"], "workshop")}

    assert asked and asked <= members["workshop"] and not asked & members["others"]
    assert page.title == "Prøv dig selv: Værksted"
    assert "Hvilken afdeling" not in text_of(page)


def test_the_page_to_choose_from_names_organisations_and_departments(site: dict[str, Page]) -> None:
    links = read(site["proev-dig-selv/"].body).links

    assert {"havnens-cykler/", "havnens-cykler/shop/", "nordlys-regnskab/payroll/", "nordlys-toershavn/courses/"} <= {link.removeprefix("../proev-dig-selv/") for link in links}


def test_few_questions_are_told_with_the_reason(site: dict[str, Page]) -> None:
    assert "Der er få spørgsmål" in text_of(site["proev-dig-selv/nordlys-regnskab/payroll/"])
    assert "Der er få spørgsmål" not in text_of(site["proev-dig-selv/havnens-cykler/"])


def test_a_record_that_says_nothing_gives_no_question() -> None:
    bare = "id: slip\ntitle: {da: Køreseddel}\norganisation: anker\nrole: controller\nrecord: draft\nkinds: [test_drive]\n"
    page = site_from({**FILES, ACTIVITY: bare})["proev-dig-selv/anker/"]

    assert "Der er ingen spørgsmål endnu" in text_of(page) and "data-quiz" not in page.body


def test_a_draft_is_asked_about_as_what_its_policy_says() -> None:
    policy = quiz(context_of(FILES), "anker")
    own = quiz(context_of(activity(without=("provenance",))), "anker")

    assert policy and {question.text.partition(":")[0] for question in policy} <= {"Ifølge politikken"}
    assert own and {question.text.partition(":")[0] for question in own} <= {"Ifølge udkastet"}


def test_a_confirmed_record_is_asked_about_straight() -> None:
    assert not any(question.text.startswith("Ifølge") for question in quiz(CONTEXT, "nordlys-toershavn"))


def test_a_page_on_drafts_says_so(small: dict[str, Page]) -> None:
    assert "Udkast" in text_of(small["proev-dig-selv/anker/"]) and "Udkast" in text_of(small["proev-dig-selv/"])


def test_what_a_record_says_is_text_and_never_markup() -> None:
    files = {path: text.replace("da: Løn for kunder", "da: <b>Løn</b> & {{7*7}}") for path, text in fictional_files().items()}
    body = site_from(files)["proev-dig-selv/nordlys-regnskab/"].body

    assert "&lt;b&gt;Løn&lt;/b&gt; &amp; {{7*7}}" in body and "<b>Løn" not in body


def test_every_kind_that_is_answered_in_firm_words_is_a_kind() -> None:
    assert IN_FIRM_WORDS <= ASKED.keys()


def test_search_finds_the_page_by_its_name_and_not_by_its_questions(site: dict[str, Page]) -> None:
    document = site["proev-dig-selv/havnens-cykler/"].document

    assert document is not None and document.title == "Prøv dig selv: Havnens Cykler A/S" and "quiz" in document.synonyms
    assert not any("Hvem" in passage.text for passage in document.passages)


@pytest.mark.parametrize(
    ("asked", "right", "is_hint"),
    [
        ("Hvor ligger oplysningerne »Log over medarbejdernes adgang«?", "Log over adgang", True),
        ("Hvor ligger oplysningerne »E-mails på medarbejderens konto«?", "Medarbejdernes mailkonti", True),
        ("Hvor kommer oplysningerne »Oplysninger fra andre« fra?", "En anden part", True),
        ("»Spørger en besøgende …« Hvad gør du så?", "Vejled den besøgende.", True),
        ("»Bruger kunden en af vores apps …« Hvad gør du så?", "Henvis til appens egne betingelser.", True),
        ("Hvor ligger oplysningerne »Kontaktoplysninger i CRM«?", "CRM", True),
        ("Hvor ligger oplysningerne »Besked om besøg«?", "Oplysninger hos vores vært", False),
        ("Hvor ligger oplysningerne »Mappen«?", "Mappe med aftaler", False),
    ],
)
def test_a_telling_word_of_the_right_answer_alone_is_a_hint(asked: str, right: str, is_hint: bool) -> None:
    assert hints(asked, right, ["Mappe med lejesedler", "Backup"]) == is_hint


def test_answers_about_a_period_end_with_the_period_and_the_explanation_tells_the_rest() -> None:
    found = [question for organisation in ORGANISATIONS for question in quiz(CONTEXT, organisation) if question.options[0].startswith("Gemmes i ")]

    assert found
    for question in found:
        assert all(re.fullmatch(r"Gemmes i (?:mindst |højst )?\d+ \w+", option) for option in question.options), question
        assert question.options[question.right] in str(question.why[0])


def test_no_explanation_is_the_answer_once_more() -> None:
    for organisation in ORGANISATIONS:
        for question in quiz(CONTEXT, organisation):
            answer, reason = question.options[question.right].rstrip("."), question.why[0]
            assert isinstance(reason, Text)
            assert answer in FIRM or not reason.text.endswith(f": {answer}."), question


def test_no_two_questions_of_a_page_have_the_same_words() -> None:
    for organisation in ORGANISATIONS:
        asked = [question.text for question in quiz(CONTEXT, organisation)]
        assert len(set(asked)) == len(asked)

"""The parts of the page about breaches: whom to tell, the clock, and the model; its script answers as the tables say."""

from __future__ import annotations

import html
import json
import re
from datetime import datetime, timedelta, timezone
from itertools import combinations, product
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ropa.breach import assess, rows
from ropa.check import checked
from ropa.files import Files
from ropa.law.tables import table
from ropa.register import assemble
from ropa.site import breach_tools
from ropa.site.context import Context, make_context
from ropa.site.handwritten import passages_of_html
from ropa.site.parts import PARTS
from ropa.site.render import render_blocks

from ..search.node import run_node
from .project import fictional_files
from .reading import TODAY, read
from .small import FILES, files

SCRIPT = (Path(breach_tools.__file__).parent / "theme/assets/breach.js").read_text(encoding="utf-8")
COPENHAGEN = ZoneInfo("Europe/Copenhagen")
FAR_AWAY = ("America/New_York", "Pacific/Apia", "UTC")
READ_INPUT = "const input = JSON.parse(require('fs').readFileSync(0, 'utf8')); process.stdout.write(JSON.stringify("
NEVER = ("anmeld ikke", "ikke anmelde", "skal ikke anmeldes", "do not notify", "not be notified", "need not")


def context_of(found: dict[str, str], language: str = "da") -> Context:
    register = assemble(Files({path: text.encode() for path, text in sorted(found.items())}))
    return make_context(register, checked(register, TODAY), language)  # type: ignore[arg-type]


def part(name: str, found: dict[str, str] = FILES, language: str = "da") -> str:
    context = context_of(found, language)
    return render_blocks(PARTS[name](context), context.language, "brud/")


def script_data(name: str, attribute: str, language: str = "da") -> Any:
    """What the page hands to its script."""
    match = re.search(rf'data-{attribute}="([^"]*)"', part(name, language=language))
    assert match
    return json.loads(html.unescape(match[1]))


def asked(expression: str, data: Any, zone: str = "UTC") -> Any:
    """What the script answers on a machine in a zone."""
    return run_node(["-e", f"process.env.TZ = '{zone}';\n{SCRIPT}\n{READ_INPUT}{expression}));"], data)


# Whom to tell


def test_contacts_for_breaches_stand_with_phone_first() -> None:
    found = read(part("breach-contacts", fictional_files())).text

    assert "Ved brud Butikschefen: 00 00 00 12" in found
    assert "Databeskyttelsesrådgiver 00 00 00 02, dpo@nordlys.example" in found


def test_what_nobody_has_stated_is_told_and_no_person_is_named() -> None:
    found = part("breach-contacts")

    assert "Ved brud Ikke oplyst. Gå til din leder. Om databeskyttelse Kundeservice: privat@anker.test" in read(found).text
    assert "Virksomheden har ikke udpeget en" in found and "Hemmelig" not in found


@pytest.mark.parametrize(("kind", "title", "told"), [("data_protection", "Databrud", "Chefen (efter posten Databrud)"), ("data_protection", "Indsigt", "Ikke oplyst"), ("test_drive", "Databrud", "Ikke oplyst")])
def test_the_role_to_tell_is_the_one_that_a_record_about_breaches_names(kind: str, title: str, told: str) -> None:
    slip = FILES["activities/anker/slip.yaml"].replace("kinds: [test_drive]", f"kinds: [{kind}]").replace("Køreseddel", title)

    assert f"Ved brud {told}" in read(part("breach-contacts", files(activities__anker__slip=slip))).text


def test_what_can_be_tapped_is_a_telephone_number_or_an_e_mail_address_and_stands_once() -> None:
    own = FILES["organisations/anker.yaml"].replace("email: info@anker.test\n", "email: privat@anker.test\nphone: (+45) 00 00 00 01\n")
    found = part("breach-contacts", files(organisations__anker=own))

    assert 'href="tel:+4500000001">(+45) 00 00 00 01</a>' in found
    assert found.count("mailto:privat@anker.test") == 1


@pytest.mark.parametrize("dpo", ["", "dpo: {appointed: true}\n"])
def test_an_unstated_officer_is_not_taken_for_none(dpo: str) -> None:
    own = re.sub(r"dpo: .*\n", dpo, FILES["organisations/anker.yaml"])
    found = part("breach-contacts", files(organisations__anker=own))

    assert "ikke udpeget" not in found and "ropa-missing" in found


def test_an_organisations_own_procedure_stands_beside_the_model() -> None:
    own = FILES["organisations/anker.yaml"] + "breach_procedure: {assesses: [consequence], registers_all: false}\n"

    assert "Anker ApS Konsekvens Nej Ikke oplyst" in read(part("breach-model", files(organisations__anker=own))).text
    assert "Anker ApS Ikke oplyst Ikke oplyst Ikke oplyst" in read(part("breach-model")).text


# The clock


def clock(*times: str, zone: str = "UTC") -> list[list[str]]:
    """What a Danish clock shows when the time is up, for each instant that a time can mean."""
    return asked("input.map(time => ropaBreach.deadlines(time, 72).map(ropaBreach.shownAt))", times, zone)


@pytest.mark.parametrize("zone", FAR_AWAY)
@pytest.mark.parametrize(
    ("found", "ends"),
    [
        ("2026-03-28T10:00", ["2026-03-31T11:00"]),
        ("2026-10-24T10:00", ["2026-10-27T09:00"]),
        ("2026-06-01T23:59", ["2026-06-04T23:59"]),
        ("2028-02-28T00:00", ["2028-03-02T00:00"]),
        ("2026-03-29T02:30", []),
        ("2026-10-25T02:30", ["2026-10-28T01:30", "2026-10-28T02:30"]),
        ("2026-10-22T02:30", ["2026-10-25T02:30"]),
        ("2026-10-22T03:30", ["2026-10-25T02:30"]),
    ],
)
def test_the_time_is_up_after_elapsed_hours_wherever_the_machine_is(found: str, ends: list[str], zone: str) -> None:
    assert clock(found, zone=zone) == [ends]


def test_the_clock_agrees_with_the_time_zone_database_around_every_change() -> None:
    days = [datetime(year, month, 31) - timedelta(days=days) for year in range(2024, 2038) for month in (3, 10) for days in range(0, 11)]
    times = [day.replace(hour=hour, minute=30) for day in days for hour in range(24)]
    expected = []
    for time in times:
        instants = {time.replace(tzinfo=COPENHAGEN, fold=fold).astimezone(timezone.utc) for fold in (0, 1)}
        real = sorted(instant for instant in instants if instant.astimezone(COPENHAGEN).replace(tzinfo=None) == time)
        expected.append([(instant + timedelta(hours=72)).astimezone(COPENHAGEN).strftime("%Y-%m-%dT%H:%M") for instant in real])

    assert clock(*(time.strftime("%Y-%m-%dT%H:%M") for time in times), zone="Asia/Tokyo") == expected
    assert {len(found) for found in expected} == {0, 1, 2}


@pytest.mark.parametrize("text", ["", "i går", "2026-13-01T10:00"])
def test_what_is_no_time_has_no_end(text: str) -> None:
    assert clock(text) == [[]]


def test_the_examples_without_scripts_are_what_the_clock_says() -> None:
    shown = read(part("breach-clock")).text

    assert clock("2026-03-28T10:00", "2026-10-24T10:00") == [["2026-03-31T11:00"], ["2026-10-27T09:00"]]
    assert "lørdag den 28. marts 2026 kl. 10.00 slutter den tirsdag den 31. marts kl. 11.00" in shown
    assert "lørdag den 24. oktober 2026 kl. 10.00 slutter den tirsdag den 27. oktober kl. 09.00" in shown


def test_the_hours_are_those_of_the_table_of_law() -> None:
    (hours,) = (row["hours"] for row in table("breach_deadlines") if row.id == "authority")

    assert script_data("breach-clock", "clock")["hours"] == hours == 72


# The model


def every_combination() -> list[tuple[tuple[str, ...], str, tuple[str, ...]]]:
    data = subsets([row.id for row in rows("data")])[1:]
    changes = subsets([row.id for about in ("raise", "lower") for row in rows(about)])
    return list(product(data, [row.id for row in rows("likelihood")], changes))


def subsets(ids: list[str]) -> list[tuple[str, ...]]:
    return [chosen for size in range(len(ids) + 1) for chosen in combinations(ids, size)]


def test_script_and_table_give_the_same_answer_on_every_combination() -> None:
    every = every_combination()
    expected = []
    for data, likelihood, changes in every:
        found = assess(data, likelihood, changes)
        steps = " ".join(f"{reason.step}:{reason.row}:{reason.score}" for reason in found.reasons)
        expected.append(f"{found.consequence} {found.likelihood} {found.risk} {found.level} {steps}")
    told = (
        "input.every.map(([data, likelihood, changes]) => { const found = ropaBreach.assess(input.model, data, likelihood, changes);"
        " const steps = found.reasons.map(({ step, row, score }) => `${step}:${row}:${score}`).join(' ');"
        " return `${found.consequence} ${found.likelihood} ${found.risk} ${found.level} ${steps}`; })"
    )

    answers = asked(told, {"model": script_data("breach-model", "assessment")["model"], "every": every})
    assert len(every) == 4095 * 3 * 8
    assert answers == expected


def test_the_script_suggests_nothing_before_something_is_chosen() -> None:
    model = script_data("breach-model", "assessment")["model"]
    told = "[['cpr'], []].map((data, index) => ropaBreach.assess(input, data, index ? 'contained' : undefined, []))"

    assert asked(told, model) == [None, None]


def test_every_cell_of_the_matrix_is_shown_with_its_level() -> None:
    shown = read(part("breach-model")).text

    assert "Konsekvens 1 Lav risiko (1) Lav risiko (2) Moderat risiko (3)" in shown
    assert "Konsekvens 2 Lav risiko (2) Moderat risiko (4) Høj risiko (6)" in shown
    assert "Konsekvens 3 Moderat risiko (3) Høj risiko (6) Høj risiko (9)" in shown


def test_the_examples_are_worked_out_step_by_step() -> None:
    shown = read(part("breach-model")).text

    assert "CPR-nummer: konsekvens 3. Nok til at udgive sig for personen: konsekvensen er allerede den højeste, 3. Uvist: sandsynlighed 2. 3 gange 2 er 6: høj risiko." in shown


@pytest.mark.parametrize("language", ["da", "en"])
def test_nothing_says_that_a_breach_may_stay_untold(language: str) -> None:
    said = html.unescape(" ".join(part(name, language=language) for name in PARTS if name.startswith("breach"))).lower()

    assert "{hours} timer efter" not in said
    assert not [words for words in NEVER if words in said]


def test_a_suggestion_is_marked_as_one_for_a_lawyer_and_the_organisation_to_decide() -> None:
    shown = read(part("breach-model")).text

    assert "Et forslag, ikke en afgørelse" in shown and "ikke set efter af en jurist" in shown and "virksomheden beslutter" in shown


def test_the_form_counts_an_unknown_number_of_people_as_many() -> None:
    shown = part("breach-model")
    (more_than,) = (row["more_than"] for row in rows("raise") if row.id == "many")

    assert more_than == 1000 and "1.000 eller færre" in shown
    assert re.findall(r'name="change-one" value="([^"]*)"', shown) == ["", "many", "many"] and "Ved det ikke" in shown
    assert " checked" not in shown


def test_forms_are_hidden_until_their_script_shows_them() -> None:
    for name in ("breach-clock", "breach-model"):
        assert re.findall(r"<form[^>]*>", part(name)) == ['<form class="ropa-form" autocomplete="off" hidden>']


def test_the_search_reads_what_is_told_and_not_the_forms() -> None:
    found = " ".join(passage.text for name in ("breach-clock", "breach-model") for passage in passages_of_html(part(name)))

    assert "nat, weekend og helligdage" in found and "Moderat risiko" in found
    assert "Begynd forfra" not in found and "Skriv dansk tid" not in found


def test_the_hand_written_page_takes_in_every_part_and_never_says_that_a_breach_may_stay_untold() -> None:
    written = (Path(__file__).parents[2] / "docs" / "brud.md").read_text(encoding="utf-8")

    assert re.findall(r"^\[\[ropa: (.+)\]\]$", written, re.MULTILINE) == [name for name in PARTS if name.startswith("breach")]
    assert not [words for words in NEVER if words in written.lower()]

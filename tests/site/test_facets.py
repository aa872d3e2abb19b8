"""What a list can be filtered by: the answers of each entry, and where it leaves a question open."""

from __future__ import annotations

import re

import pytest

from ropa.site import Page

from .reading import site_from
from .small import ACTIVITY, FILES, files

WHOLE = {
    **FILES,
    ACTIVITY: FILES[ACTIVITY].replace("    grounds: [{purpose: know}]\n", "    grounds: [{purpose: know, legal_basis: deal}]\n"),
    "parties/under.yaml": FILES["parties/under.yaml"] + "country: US\n",
    "parties/police.yaml": FILES["parties/police.yaml"] + "country: DK\n",
}
"""A record that answers every question it is listed by; beside it one that answers none, so that there is a choice."""
BARE = {"activities/anker/bare.yaml": "id: bare\ntitle: {da: Tom}\norganisation: anker\nrole: controller\nrecord: draft\n"}


def marks(site: dict[str, Page], path: str, name: str) -> dict[str, list[str]]:
    """By the title of each row what it is marked with."""
    rows = re.findall(rf'<tr [^>]*data-{name}="([^"]*)"[^>]*><th[^>]*><a [^>]*>([^<]*)<', site[path].body)
    return {title: values.split() for values, title in rows}


def of_slip(changed: dict[str, str], name: str) -> list[str]:
    return marks(site_from({**changed, **BARE}), "virksomheder/anker/", name)["Køreseddel"]


@pytest.mark.parametrize("name", ["slags", "grundlag", "klasse", "modtager", "land"])
def test_a_record_that_answers_in_full_is_not_among_those_that_do_not(name: str) -> None:
    assert "ikke-oplyst" not in of_slip(WHOLE, name)
    assert marks(site_from({**WHOLE, **BARE}), "virksomheder/anker/", name)["Tom"] == ["ikke-oplyst"]


def changed(file: str, old: str, new: str) -> dict[str, str]:
    assert old in WHOLE[file]
    return {**WHOLE, file: WHOLE[file].replace(old, new, 1)}


RECIPIENTS = "recipients: [{party: police, rows: [{row: who, categories: [name]}]}]\n"


@pytest.mark.parametrize(
    ("name", "known", "change"),
    [
        ("modtager", "sky", changed(ACTIVITY, RECIPIENTS, "")),
        ("land", "dk", changed(ACTIVITY, RECIPIENTS, "")),
        ("land", "dk", changed("parties/under.yaml", "country: US\n", "")),
        ("land", "us", changed("systems/anker/box.yaml", "places: [DK]\n", "")),
        ("grundlag", "6.1.b", changed(ACTIVITY, "legal_bases: [", "legal_bases: [{id: more}, ")),
        ("grundlag", "6.1.b", changed(ACTIVITY, "{purpose: know, legal_basis: deal}", "{purpose: know}")),
        ("klasse", "cpr", changed(ACTIVITY, "    categories: [name]\n", "")),
    ],
    ids=["recipients", "countries of unknown recipients", "party", "system", "article", "ground", "categories"],
)
def test_a_record_that_leaves_a_question_open_is_found_by_what_it_knows_and_as_not_stated(
    name: str, known: str, change: dict[str, str]
) -> None:
    found = of_slip(change, name)

    assert known in found and "ikke-oplyst" in found


def test_an_answered_none_is_an_answer() -> None:
    none = changed(ACTIVITY, RECIPIENTS, "recipients: none\n")

    assert of_slip(none, "modtager") == ["sky", "under"]


def test_the_lists_of_words_can_be_filtered_by_name_and_by_their_groups() -> None:
    data = site_from(files())["oplysninger/"]

    assert 'name="navn"' in data.body and marks({"": data}, "", "klasse") == {"Navn": ["ordinary"], "Personnummer": ["cpr"]}

"""Danish is found where it stands in a file, and what is no prose is left out."""

from __future__ import annotations

import pytest
from danish.passages import (
    SCHEMA_KEYS,
    Passage,
    passages_of_comments,
    passages_of_markdown,
    passages_of_python,
    passages_of_template,
    passages_of_yaml,
)
from danish.spelling import WORD

from ropa.text import Source


def words(passages: object) -> list[str]:
    return [match[0] for passage in passages for match in WORD.finditer(passage.prose)]  # type: ignore[attr-defined]


def of_yaml(text: str) -> tuple[Passage, ...]:
    return tuple(passages_of_yaml(Source("a.yaml", text)))


@pytest.mark.parametrize("written", [
    "da: Salg af is", "da: 'Salg af is'", 'da: "Salg af is"', "da: >-\n    Salg af\n    is", "da: Salg\n    af is",
])  # fmt: skip
def test_reads_a_text_however_it_is_written(written: str) -> None:
    assert words(of_yaml(f"title:\n  {written}\n  en: Sale of ice cream\n")) == ["Salg", "af", "is"]


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_knows_the_place_of_a_word(line_break: str) -> None:
    (passage,) = of_yaml(line_break.join(["title:", "  en: Sale", "  da: Æg og is", ""]))
    start = passage.prose.index("is")

    span = passage.span(start, start + 2)

    assert (span.line, span.column, span.end_column) == (3, 13, 15)


def test_leaves_names_synonyms_headings_and_the_words_of_a_source_out() -> None:
    text = """
name: Ishuset Inc
synonyms: [gelato]
sections:
  - id: a
    heading: Cookies and more
legal_bases:
  - stated_as: {da: legitimate interest}
    text: {da: egen interesse}
"""

    assert words(of_yaml(text)) == ["egen", "interesse"]


def test_leaves_code_addresses_and_placeholders_out() -> None:
    text = "notes: {da: 'Skriv `retention` i {file} til post@is.example, se https://is.example/a og www.is.dk'}"

    assert words(of_yaml(text)) == ["Skriv", "i", "til", "se", "og"]


def test_keeps_what_stands_in_quotes_apart() -> None:
    (passage,) = of_yaml("note: {da: Det hedder »website« hos dem}")

    assert (passage.prose, passage.own_words) == ("Det hedder »website« hos dem", "Det hedder           hos dem")


def test_reads_nothing_from_a_broken_file() -> None:
    assert of_yaml("title: [\n  da: Salg\n") == ()


def test_reads_labels_and_descriptions_of_a_schema() -> None:
    source = Source("a.json", '{"title": "Salg", "properties": {"title": {"description": "Navnet", "x-label": {"da": "Titel"}}}}')

    assert words(passages_of_yaml(source, SCHEMA_KEYS)) == ["Salg", "Navnet", "Titel"]


def test_reads_paragraphs_of_a_page_without_its_code() -> None:
    page = "# Salg\n\nKør `make` nu, og se [siden](salg.md).\n\n```yaml\nid: sale\n```\n\n    make site\n"

    assert words(passages_of_markdown(Source("a.md", page))) == ["Salg", "Kør", "nu", "og", "se", "siden"]


def test_reads_comments() -> None:
    assert words(passages_of_comments(Source("Makefile", "# byg siden\nsite:\n\tmake # now\n"))) == ["byg", "siden"]


def test_reads_the_text_of_a_template() -> None:
    page = '{% extends "main.html" %}<h1 class="title">Siden findes ikke</h1>{{ name }}'

    assert words(passages_of_template(Source("404.html", page))) == ["Siden", "findes", "ikke"]


@pytest.mark.parametrize(("code", "danish"), [
    ('F = Fault("A", "a", "error", "filen er tom", "the file is empty", "slet filen", "delete the file")', "filen er tom slet filen"),
    ('F = Fault("A", "a", "error", da="tom", en="empty", hint_da="slet", hint_en="delete")', "tom slet"),
    ('raise RopaError(f"ingen {folder} her", "nothing here")', "ingen her"),
    ('x = "en dag" if language == "da" else "a day"', "en dag"),
    ('hint_da, hint_en = f"omdøb {file}", f"rename {file}"', "omdøb"),
    ('MONTH = {"da": "måned", "en": "month"}', "måned"),
    ('PHRASES = {"one": ("en dag", "a day"), "two": ("to dage", "two days")}', "en dag to dage"),
    ('ENGLISH = {"Vis kun": "Show only"}', "Vis kun"),
    ('if language == "da":\n    return f"{count} fejl"\nreturn f"{count} errors"', "fejl"),
    ('name = labels["da"]', ""),
    ('æ = "ø"; raise RopaError("først", "first")', "først"),
])  # fmt: skip
def test_reads_the_danish_half_of_a_module(code: str, danish: str) -> None:
    assert " ".join(words(passages_of_python(Source("a.py", code)))) == danish

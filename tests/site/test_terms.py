"""The law's words in other pages: shown once, where they stand in running text, and nowhere else."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from ropa.files import Files
from ropa.law.glossary import terms
from ropa.register import assemble
from ropa.rules import Linted
from ropa.site.context import Context, make_context
from ropa.site.handout import links_to_files
from ropa.site.terms import with_labels, with_terms

from .reading import site_from
from .small import FILES, activity

SHOWN = re.compile(r'<a class="ropa-term" href="([^"]*)" interestfor="([^"]*)" aria-describedby="\2">([^<]*)</a><ropa-meaning id="\2" popover="hint" aria-hidden="true">([^<]*)</ropa-meaning>')


def context(language: str = "da") -> Context:
    register = assemble(Files({path: text.encode() for path, text in FILES.items()}))
    return make_context(register, Linted(()), language)  # type: ignore[arg-type]


def shown(html: str, path: str = "politikker/sletning/", language: str = "da") -> list[str]:
    return [match[3] for match in SHOWN.finditer(with_terms(html, context(language), path))]


def test_a_word_becomes_a_link_to_its_place_with_its_meaning_beside_it() -> None:
    html = with_terms("<p>En databehandler er bundet.</p>", context(), "politikker/databehandlere/")
    (found,) = SHOWN.finditer(html)

    meaning = next(term.meaning for term in terms("da") if term.id == "databehandler")
    assert found.groups() == ("../../ordbog/#databehandler", "ord-databehandler", "databehandler", meaning)
    assert html.startswith("<p>En <a ") and html.endswith("</ropa-meaning> er bundet.</p>")


def test_a_word_is_shown_only_the_first_time_whatever_its_form() -> None:
    assert shown("<p>Et samtykke. Samtykket.</p><p>Samtykker og slettefrister.</p>") == ["samtykke", "slettefrister"]


def test_the_longest_word_is_taken_and_never_a_part_of_one() -> None:
    assert shown("<p>Fælles dataansvarlige, en dataansvarlig, samtykkeerklæring og cookie-id.</p>") == ["Fælles dataansvarlige", "dataansvarlig"]


def test_a_word_of_several_may_be_broken_over_lines_and_hold_markup_of_its_own() -> None:
    assert shown("<p>om strafbare\nforhold</p>") == ["strafbare\nforhold"]
    assert shown("<p><strong>Samtykke</strong> er <em>frivilligt</em>.</p>") == ["Samtykke"]


@pytest.mark.parametrize(
    "quiet",
    [
        "<h1>Samtykke</h1>",
        '<h2 id="samtykke">Samtykke<a class="headerlink" href="#samtykke">¶</a></h2>',
        '<p><a href="samtykke.md">om <em>samtykke</em></a></p>',
        "<p><code>samtykke</code></p>",
        "<pre><code>samtykke: ja</code></pre>",
        "<table><thead><tr><th>Samtykke</th></tr></thead></table>",
        '<p class="admonition-title">Samtykke</p>',
        "<!-- samtykke -->",
        '<p title="samtykke > alt">ja</p>',
        "<details><summary>Samtykke</summary></details>",
        "<script>samtykke</script>",
    ],
)
def test_no_word_is_shown_in_headings_links_code_and_names(quiet: str) -> None:
    assert with_terms(quiet, context(), "om/") == quiet
    assert shown(f"{quiet}<p>Et samtykke.</p>") == ["samtykke"]


def test_words_are_shown_in_lists_cells_and_notes() -> None:
    html = '<ul><li>samtykke</li></ul><table><tr><td>slettefrist</td></tr></table><div class="admonition note"><p class="admonition-title">OBS</p><p>retskrav</p></div>'

    assert shown(html) == ["samtykke", "slettefrist", "retskrav"]


class Plain(HTMLParser):
    """What a page says without the meanings."""

    def __init__(self) -> None:
        super().__init__()
        self.said, self.inside = "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside |= tag == "ropa-meaning"

    def handle_endtag(self, tag: str) -> None:
        self.inside &= tag != "ropa-meaning"

    def handle_data(self, data: str) -> None:
        self.said += "" if self.inside else data


def test_the_text_around_stays_as_it_was() -> None:
    html = "<h1>Æ &amp; Ø</h1><p>1 &lt; 2, <br> samtykke &amp; <b>indsigt</b>, ikke < her</p><img alt='samtykke'><p>slut"
    before, after = Plain(), Plain()
    before.feed(html)
    after.feed(with_terms(html, context(), "om/"))

    assert after.said == before.said


def test_words_are_shown_in_the_language_of_the_register() -> None:
    assert shown("<p>The processor and the samtykke</p>", language="en") == ["processor"]


def test_an_edited_record_changes_no_word() -> None:
    files = activity("notes: [{type: question, text: {da: Ny}}]")
    other = make_context(assemble(Files({path: text.encode() for path, text in files.items()})), Linted(()), "da")
    html = "<p>Et samtykke til en databehandler.</p>"

    assert with_terms(html, other, "om/") == with_terms(html, context(), "om/")


def test_a_heading_or_a_field_that_is_named_by_a_word_shows_it_once() -> None:
    html = '<h2 id="a">Modtagere</h2><dl><div><dt>Modtager</dt><dd>Modtagere</dd></div><div><dt>Formål</dt></div></dl><h2>Formål og grundlag</h2>'

    assert [match[3] for match in SHOWN.finditer(with_labels(html, "da", "aktiviteter/a/b/"))] == ["Modtagere", "Formål"]


def test_the_page_of_an_activity_shows_words_and_the_page_of_words_none() -> None:
    site = site_from(FILES)
    found = [match[3] for match in SHOWN.finditer(site["aktiviteter/anker/slip/"].body)]

    assert {"Formål", "Modtagere", "Slettefrister"} & set(found)
    assert len(found) == len(set(found))
    assert "ropa-term" not in site["ordbog/"].body


def test_the_links_lead_to_files_where_there_is_no_server() -> None:
    html = links_to_files(with_terms("<p>Et samtykke.</p>", context(), "om/"))

    assert 'href="../ordbog/index.html#samtykke"' in html

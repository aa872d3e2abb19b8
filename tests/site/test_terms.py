"""The law's words in other pages: shown once, where they stand in running text, and nowhere else."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from ropa.findings import Language
from ropa.law.glossary import terms
from ropa.site.handout import links_to_files
from ropa.site.terms import with_labels, with_terms

from .reading import site_from
from .small import FILES, activity

SHOWN = re.compile(r'<a class="ropa-term" href="([^"]*)" interestfor="([^"]*)" aria-describedby="\2">([^<]*)</a><ropa-meaning id="\2" popover="hint" aria-hidden="true">([^<]*)</ropa-meaning>')


def shown(html: str, path: str = "politikker/sletning/", language: Language = "da") -> list[str]:
    return [match[3] for match in SHOWN.finditer(with_terms(html, language, path))]


def test_a_word_becomes_a_link_to_its_place_with_its_meaning_beside_it() -> None:
    html = with_terms("<p>En databehandler er bundet.</p>", "da", "politikker/databehandlere/")
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
    assert with_terms(quiet, "da", "om/") == quiet
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
    after.feed(with_terms(html, "da", "om/"))

    assert after.said == before.said


def test_words_are_shown_in_the_language_of_the_register() -> None:
    assert shown("<p>The processor and the samtykke</p>", language="en") == ["processor"]


def test_a_field_that_is_named_by_a_word_shows_it_once_and_no_heading_does() -> None:
    html = '<h2 id="a">Modtagere</h2><dl><div><dt>Modtager</dt><dd>Modtagere</dd></div><div><dt>Formål</dt></div></dl><h2>Formål og grundlag</h2>'

    assert [match[3] for match in SHOWN.finditer(with_labels(html, "da", "aktiviteter/a/b/"))] == ["Modtager", "Formål"]


def test_the_page_of_an_activity_shows_words_and_the_page_of_words_none() -> None:
    site = site_from(FILES)
    found = [match[3] for match in SHOWN.finditer(site["aktiviteter/anker/slip/"].body)]

    assert {"Formål", "Modtagere", "Slettefrister"} & set(found)
    assert len(found) == len(set(found))
    assert "ropa-term" not in site["ordbog/"].body


def test_the_text_of_the_pages_for_new_employees_shows_words_that_no_field_shows_already() -> None:
    files = activity("guidance: [{da: Samtykke og databehandler.}, {da: Et samtykke til.}]", without=("kinds",))
    site = site_from(files)
    found = [match[3] for match in SHOWN.finditer(site["start-her/anker/sales/"].body)]

    assert {"Samtykke", "databehandler"} <= set(found)
    assert len(found) == len(set(map(str.casefold, found)))
    assert "ropa-term" in site["laes-og-underskriv/anker/"].body
    assert 'ropa-term" href="../../../ordbog/#samtykke"' not in site["aktiviteter/anker/slip/"].body


def test_no_heading_frame_or_sheet_to_sign_shows_a_word() -> None:
    site = site_from(activity("guidance: [{da: Samtykke og databehandler.}]", without=("kinds",)))

    for path in ("", "start-her/anker/", "laes-og-underskriv/anker/", "aktiviteter/anker/slip/"):
        for quiet in re.findall(r'(?s)<(h[1-6]|nav|aside)\b(.*?)</\1>|<div class="ropa-sign">(.*?)</div>', site[path].body):
            assert "ropa-term" not in "".join(quiet)


def test_words_in_a_sheet_or_a_kicker_stay_plain() -> None:
    assert shown('<p class="ropa-kicker">Samtykke</p><div class="ropa-sign"><div>x</div><p>Slettefrist</p></div><p>Retskrav</p>') == ["Retskrav"]


def test_a_word_that_a_field_shows_is_not_shown_again_in_the_text() -> None:
    html = with_labels("<dl><div><dt>Samtykke</dt><dd>Et samtykke og en slettefrist</dd></div></dl>", "da", "start-her/a/")

    assert [match[3] for match in SHOWN.finditer(with_terms(html, "da", "start-her/a/"))] == ["Samtykke", "slettefrist"]


def test_the_links_lead_to_files_where_there_is_no_server() -> None:
    html = links_to_files(with_terms("<p>Et samtykke.</p>", "da", "om/"))

    assert 'href="../ordbog/index.html#samtykke"' in html

"""What search is told about a page is escaped, since the theme writes it into the page as HTML."""

from __future__ import annotations

from ropa.site.page import Page
from ropa.site.search import search_entry

from .full_register import full_register
from .reading import site_of


def test_titles_and_other_names_are_escaped() -> None:
    page = Page("a/", "<b>", "", "", (), search_text="tekst", keywords=("<i>",))

    assert search_entry(page) == {"location": "a/", "title": "&lt;b&gt;", "text": "&lt;i&gt;. tekst", "boost": 1.0}


def test_the_text_of_a_page_holds_no_markup_whatever_a_record_says() -> None:
    site = site_of(full_register(lambda path, _: f"<img src=x> \"' > </svg> {path}"))

    assert not any("<" in page.search_text or ">" in page.search_text for page in site.values())

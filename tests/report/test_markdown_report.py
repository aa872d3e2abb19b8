"""A pull request gets findings as Markdown in which the text of a record stays text."""

from html.parser import HTMLParser

import markdown as renderer

from ropa import report
from ropa.findings import Finding


class _Tags(HTMLParser):
    """The tags of a text, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def shown(findings: list[Finding]) -> _Tags:
    return _Tags(renderer.markdown(report.markdown(findings, "da", prefix="data/ropa/")))


def test_counts_and_lists_by_file(findings) -> None:
    text = report.markdown(findings, "da", prefix="data/ropa/")

    assert text.startswith("fejl: 1 · advarsel: 1 · oplysning: 1\n\n### data/ropa/akt/æ b.yaml\n")
    assert "- 2:20 **fejl** `YML030` `da` står her igen  \n  råd: slet" in text
    assert text.count("###") == 2


def test_says_that_there_is_nothing() -> None:
    assert report.markdown([], "en") == "No findings."


def test_text_of_a_record_becomes_neither_markup_nor_a_link(hostile: Finding) -> None:
    found = shown([hostile])

    assert set(found.tags) <= {"p", "h3", "ul", "li", "strong", "code", "br"}
    assert "[a](https://example.org)" in found.words


def test_text_of_a_record_calls_nobody_and_links_nowhere(findings) -> None:
    from ropa.report.markdown_report import escape

    assert escape("spørg @chef på www.x.dk eller http://x.dk") == (
        "spørg @<!-- -->chef på www<!-- -->.x.dk eller http:<!-- -->//x.dk"
    )

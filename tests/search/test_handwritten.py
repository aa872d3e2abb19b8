"""A hand-written page is found by its paragraphs, each below the heading that leads to it."""

from __future__ import annotations

from ropa.search import Passage
from ropa.site.handwritten import passages_of_html


def test_each_piece_stands_below_its_heading() -> None:
    html = '<h1 id="om">Om</h1><p>Før &amp; efter</p><h2 id="brug">Brug<a>¶</a></h2><ul><li>Først</li><li>Så</li></ul>'

    assert list(passages_of_html(html)) == [
        Passage("", "", "Før & efter"),
        Passage("brug", "Brug", "Først"),
        Passage("brug", "Brug", "Så"),
    ]


def test_scripts_and_drawings_are_not_read() -> None:
    assert list(passages_of_html("<p>Ord</p><script>x</script><style>y</style><svg><text>z</text></svg>")) == [Passage("", "", "Ord")]


def test_text_outside_any_piece_is_kept() -> None:
    assert [passage.text for passage in passages_of_html("løst <p>i afsnit</p> igen")] == ["løst", "i afsnit", "igen"]


def test_the_cells_of_a_row_stand_apart() -> None:
    assert [passage.text for passage in passages_of_html("<table><tr><th>Trin</th><td>Ja</td>\n<td>Nej</td></tr></table>")] == ["Trin; Ja; Nej"]

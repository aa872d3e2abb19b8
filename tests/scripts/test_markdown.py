"""The Markdown that stock Material builds from says what our pages say."""

import pytest
from benchmark.markdown import to_markdown


@pytest.mark.parametrize(
    ("body", "markdown"),
    [
        ("<h2>Formål</h2><p>At  sælge\n biler</p>", "## Formål\n\nAt sælge biler\n"),
        ('<p>Se <a href="../x/">systemet</a> her</p>', "Se [systemet](../x/) her\n"),
        ("<ul><li>en</li><li>to</li></ul>", "- en\n\n- to\n"),
        ("<table><tr><th>Hvem</th><th>Hvad</th></tr><tr><td>Kunder</td><td>Navn | tlf</td></tr></table>",
         "| Hvem | Hvad |\n| --- | --- |\n| Kunder | Navn \\| tlf |\n"),
        ("<p>før<svg><title>tegning</title></svg>efter</p>", "førefter\n"),
        ("<p>1 &lt; 2</p>", "1 &lt; 2\n"),
        ("<table><tr><td><ul><li>en</li></ul></td></tr></table>", "| en |\n| --- |\n"),
    ],
)  # fmt: skip
def test_says_the_same_in_markdown(body: str, markdown: str) -> None:
    assert to_markdown(body) == markdown

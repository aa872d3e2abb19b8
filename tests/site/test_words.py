"""Every phrase of the site is there in English too."""

import ast
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, nodes

import ropa.site
from ropa.site.words import ENGLISH

SITE = Path(ropa.site.__file__).parent


def phrases() -> Iterator[str]:
    for module in SITE.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in (
                "say",
                "says",
            ):
                yield from (argument.value for argument in node.args if isinstance(argument, ast.Constant))
    for template in (SITE / "templates").glob("*.html"):
        for call in Environment().parse(template.read_text(encoding="utf-8")).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "say":
                yield from (argument.value for argument in call.args if isinstance(argument, nodes.Const))


def test_every_phrase_has_an_english_one_and_none_is_left_over() -> None:
    assert set(phrases()) == set(ENGLISH)

"""Finds the Danish in a file: the texts of a record or a schema, a Markdown page, the messages of a module.

A `Passage` is a piece of the file itself, with what is no prose (code, placeholders, addresses) blanked out character
for character, so that a word in it has its place in the file. Never raises on YAML that is broken: `make check` tells.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from ropa.findings import Span
from ropa.text import Source

RECORD_KEYS = frozenset({"da"})
SCHEMA_KEYS = frozenset({"da", "title", "description"})
TASK_KEYS = frozenset({"label", "detail"})
OTHERS_WORDS = frozenset({"stated_as"})
"""Fields that repeat a source's wording."""

_ENDINGS = "dk|com|eu|org|example|yaml|yml|json|txt|md|py"
_NO_PROSE = re.compile(
    rf"`[^`]*`|\[\[ropa:[^\]]*\]\]|\{{[^{{}}]*\}}|<[^<>]*>|\w+://\S+|\S+@\S+|[\w./«»-]*\.(?:{_ENDINGS})\b|&\w+;|\\[nrt\"'\\]|--\w[\w-]*|(?<![\w/])/\w+(?:/\w+)*"
)
_FENCE = re.compile(r"^(`{3,}).*?^\1`*$", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"^(?: {4}|\t).*$", re.MULTILINE)
_FRONT = re.compile(r"\A---\n.*?^---$", re.MULTILINE | re.DOTALL)
_FACT = re.compile(r"^(?:title|description): *|^(?!title: |description: ).*$", re.MULTILINE)
_NOTE = re.compile(r"^(!!! +\w+).*$(?:\n(?: {4}.*|[ \t]*)$)*", re.MULTILINE)
_KEPT = "\x00"
"""Stands for the first space of a line in a note, which is indented and yet no code."""
_LINK_TARGET = re.compile(r"(?<=\])\([^)]*\)")
_PARAGRAPH = re.compile(r"(?:^.*\S.*$\n?)+", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*#+(.*)$", re.MULTILINE)
_STRING_PREFIX = re.compile(r"\b[rfbRFB]{1,2}(?=[\"'])")
_QUOTED = re.compile(r"»[^«]*«")
_TEMPLATE_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^<>]*>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Passage:
    """Danish prose in a file, beginning at the index `start`; what is no prose is spaces."""

    source: Source
    start: int
    prose: str

    def span(self, start: int, end: int) -> Span:
        """The place of a part of the prose."""
        return self.source.span(self.start + start, self.start + end)

    @property
    def own_words(self) -> str:
        """The prose with what stands in »…« blanked out: those words are somebody else's."""
        return _blanked(_QUOTED, self.prose)


def passages_of_yaml(source: Source, keys: frozenset[str] = RECORD_KEYS) -> Iterator[Passage]:
    """The texts under `keys` anywhere in a YAML or JSON file; none when it cannot be read."""
    try:
        root = yaml.compose(source.text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return
    for node in _scalars(root, keys):
        yield _passage(source, node.start_mark.index, node.end_mark.index)


def _scalars(node: yaml.Node | None, keys: frozenset[str]) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item, keys)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(value, yaml.ScalarNode):
                yield from (value,) if key.value in keys else ()
            elif key.value in OTHERS_WORDS and keys is RECORD_KEYS:
                continue
            else:
                yield from _scalars(value, keys)


def passages_of_markdown(source: Source) -> Iterator[Passage]:
    """The paragraphs of a page, its notes and what it is called, without code, front matter and the targets of links."""
    text = _FRONT.sub(lambda front: _blanked(_FACT, front[0]), source.text)
    text = _NOTE.sub(lambda note: note[0].replace(note[1], " " * len(note[1]), 1).replace("\n    ", f"\n{_KEPT}   "), text)
    for pattern in (_FENCE, _INDENTED, _LINK_TARGET):
        text = _blanked(pattern, text)
    text = text.replace(_KEPT, " ")
    for match in _PARAGRAPH.finditer(text):
        yield Passage(source, match.start(), _blanked(_NO_PROSE, match[0]))


def passages_of_comments(source: Source) -> Iterator[Passage]:
    """The lines that are comments in a file of which the reader is Danish."""
    for match in _COMMENT.finditer(source.text):
        yield _passage(source, match.start(1), match.end(1))


def passages_of_template(source: Source) -> Iterator[Passage]:
    """The text between the tags of a page's template."""
    yield Passage(source, 0, _blanked(_NO_PROSE, _blanked(_TEMPLATE_TAG, source.text)))


def passages_of_python(source: Source) -> Iterator[Passage]:
    """The Danish half of everything that a module words in Danish and English."""
    starts = [0, *(match.end() for match in re.finditer("\n", source.text))]
    lines = source.text.split("\n")

    def index(line: int, utf8_column: int) -> int:
        return starts[line - 1] + len(lines[line - 1].encode()[:utf8_column].decode())

    literals = {
        (index(node.lineno, node.col_offset), index(node.end_lineno or 0, node.end_col_offset or 0))
        for danish in _danish(ast.parse(source.text))
        for node in _literals(danish)
    }
    for start, end in sorted(literals):
        yield _passage(source, start, end)


_FIRST_DANISH = {"Fault": (3, 5), "Message": (0,), "RopaError": (0,), "Place": (1,), "_both": (0,)}
"""Which arguments are Danish where Danish and English follow each other; named ones end in `da`."""


def _danish(tree: ast.AST) -> Iterator[ast.AST]:
    """What holds Danish: arguments, values and branches that stand beside their English."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            yield from (node.args[at] for at in _FIRST_DANISH.get(name, ()) if at < len(node.args))
            yield from (keyword.value for keyword in node.keywords if _is_danish_name(keyword.arg))
        elif isinstance(node, ast.Dict):
            yield from (value for key, value in zip(node.keys, node.values, strict=True) if _is_danish_key(key))
        elif isinstance(node, (ast.If, ast.IfExp)) and _asks_for_danish(node.test):
            yield from node.body if isinstance(node.body, list) else [node.body]
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            yield from _danish_of_assignment(node)


def _danish_of_assignment(node: ast.Assign | ast.AnnAssign) -> Iterator[ast.AST]:
    """`hint_da = ...`, `da, en = ...`, and tables whose keys or first halves are Danish."""
    target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
    if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
        names = zip(target.elts, node.value.elts, strict=False)
        yield from (value for name, value in names if _is_danish_name(getattr(name, "id", "")))
    elif _is_danish_name(getattr(target, "id", "")) and node.value:
        yield node.value
    elif isinstance(node.value, ast.Dict):
        if getattr(target, "id", "") == "ENGLISH":
            yield from filter(None, node.value.keys)
        elif all(_is_pair(value) for value in node.value.values):
            yield from (value.elts[0] for value in node.value.values if isinstance(value, ast.Tuple))


def _is_pair(node: ast.AST) -> bool:
    return isinstance(node, ast.Tuple) and len(node.elts) == 2 and all(isinstance(part, ast.Constant) for part in node.elts)


def _is_danish_name(name: str | None) -> bool:
    return name is not None and (name.lower() == "da" or name.lower().endswith("_da"))


def _is_danish_key(key: ast.AST | None) -> bool:
    return isinstance(key, ast.Constant) and isinstance(key.value, str) and _is_danish_name(key.value)


def _asks_for_danish(test: ast.AST) -> bool:
    return isinstance(test, ast.Compare) and any(isinstance(part, ast.Constant) and part.value == "da" for part in test.comparators)


def _literals(node: ast.AST) -> Iterator[ast.JoinedStr | ast.Constant]:
    """The texts in an expression, but not the keys by which it looks something up."""
    if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        yield node
    elif isinstance(node, ast.Dict):
        yield from (found for value in node.values for found in _literals(value))
    elif isinstance(node, ast.Subscript):
        yield from _literals(node.value)
    elif not isinstance(node, ast.Compare):
        for inner in ast.iter_child_nodes(node):
            yield from _literals(inner)


def _passage(source: Source, start: int, end: int) -> Passage:
    text = _blanked(_STRING_PREFIX, source.text[start:end])
    return Passage(source, start, _blanked(_NO_PROSE, text))


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    """The text with every match as spaces; line breaks stay."""
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)

"""A mapping in the text of a file: its keys and values, and where what belongs to each of them ends.

Called by `fields`, which puts a field in, and `order`, which moves some. A comment below a field that is indented more
than its key belongs to it; every other one belongs to what comes after it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from ropa.findings import RopaError
from ropa.text import Source

_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_BREAK = re.compile(r"\r\n?|\n")
_LINE = re.compile(r"([ \t]*)([^\r\n]*)")


@dataclass(frozen=True, slots=True)
class Block:
    """A mapping in the text: where each key begins, where what belongs to it ends, and in which column keys stand."""

    source: Source
    node: yaml.MappingNode

    @property
    def is_flow(self) -> bool:
        return bool(self.node.flow_style)

    @property
    def column(self) -> int:
        return self.node.value[0][0].start_mark.column if self.node.value else 0

    def nodes(self) -> Mapping[str, tuple[yaml.Node, yaml.Node]]:
        """Key and value of each field."""
        return {key.value: (key, value) for key, value in self.node.value}

    def end_of_field(self, name: str) -> int:
        """Where the last line of a field ends, with the comments below it that are indented more than its key."""
        text = self.source.text
        end = line_end(text, self.end_of_content(name))
        at = end
        while following := _BREAK.match(text, at):
            line = _LINE.match(text, following.end())
            assert line is not None
            is_comment_inside = line[2].startswith("#") and len(line[1]) > self.column
            if line[2] and not is_comment_inside:
                break
            at = line.end()
            end = at if is_comment_inside else end
        return end

    def end_of_content(self, name: str) -> int:
        """Where the last thing in a field ends: a block has no end of its own."""
        text = self.source.text
        last_key, last = self.nodes()[name]
        while isinstance(last, yaml.CollectionNode) and not last.flow_style and last.value:
            last_key, last = last.value[-1] if isinstance(last, yaml.MappingNode) else (last_key, last.value[-1])
        start, end = last.start_mark.index, last.end_mark.index
        if _keeps_blank_lines(text, last):
            return end - len(_last_break(text[start:end]))
        return max(start + len(text[start:end].rstrip()), last_key.end_mark.index)


def find_block(source: Source, pointer: str) -> Block:
    """The mapping at the pointer. Raises RopaError when none stands there."""
    node = yaml.compose(source.text, Loader=_LOADER)
    for step in pointer.split("/")[1:]:
        if isinstance(node, yaml.SequenceNode):
            node = node.value[int(step)]
        elif isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
    if not isinstance(node, yaml.MappingNode):
        raise RopaError(
            f"{source.file} har ingen felter i {pointer or 'filen'}", f"{source.file} has no fields at {pointer or 'the top'}"
        )
    return Block(source, node)


def break_near(text: str, index: int) -> str:
    """How lines end here: the next line break, else the first of the file."""
    found = _BREAK.search(text, index) or _BREAK.search(text)
    return found[0] if found else "\n"


def line_end(text: str, index: int) -> int:
    """Where the line that the index lies on ends, before its line break."""
    found = _BREAK.search(text, index)
    return found.start() if found else len(text)


def _keeps_blank_lines(text: str, node: yaml.Node) -> bool:
    """Whether the blank lines below a text belong to it, as `|+` says."""
    is_block = isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")
    return is_block and "+" in text[node.start_mark.index :][:3]


def _last_break(text: str) -> str:
    return "\r\n" if text.endswith("\r\n") else text[-1:] if text[-1:] in ("\r", "\n") else ""

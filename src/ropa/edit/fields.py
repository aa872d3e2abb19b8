"""Edits that give fields of a mapping a value: in place where they stand, else at their place in the schema's order.

Called for a record that was read without faults. A new field takes the line after the nearest field before it, and a
comment stays with the field that it stands above. Knows block style and `{…}`; what comes out is read back by `file`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from ropa.edit.edits import Edit
from ropa.edit.values import rewrite_value
from ropa.edit.write import in_order, write_field, write_flow
from ropa.findings import RopaError
from ropa.schema import Field
from ropa.text import Source
from ropa.yamlio.pointers import child

_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_BREAK = re.compile(r"\r\n?|\n")
_LINE = re.compile(r"([ \t]*)([^\r\n]*)")


@dataclass(frozen=True, slots=True)
class _Block:
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


def set_fields(source: Source, values: Mapping[str, Any], owner: Field, pointer: str = "") -> Iterator[Edit]:
    """The edits that give the mapping at the pointer these values; groups of fields are set field by field.

    `owner` is the schema's field for that mapping. Raises RopaError when no mapping stands there.
    """
    block = _Block(source, _find_mapping(source, pointer))
    stated = block.nodes()
    for name in in_order(values, owner):
        value, place = values[name], child(pointer, name)
        if name not in stated:
            yield _insert(block, name, value, owner)
        elif isinstance(value, Mapping):
            yield from set_fields(source, value, owner.fields[name], place)
        else:
            yield rewrite_value(source, place, value)


def _find_mapping(source: Source, pointer: str) -> yaml.MappingNode:
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
    return node


def _insert(block: _Block, name: str, value: Any, owner: Field) -> Edit:
    """A field that the mapping does not have, after the nearest one before it, or before all."""
    stated = block.nodes()
    order = list(owner.fields)
    before = [other for other in order[: order.index(name)] if other in stated]
    if block.is_flow:
        return _insert_in_flow(block, f"{name}: {write_flow(value)}", before[-1] if before else "")
    lines = list(write_field(name, value))
    if before:
        at = _end_of_field(block, *stated[before[-1]])
        break_ = _break_near(block.source.text, at)
        return _insertion(block, at, "".join(f"{break_}{' ' * block.column}{line}" for line in lines))
    at = block.node.value[0][0].start_mark.index
    break_ = _break_near(block.source.text, at)
    return _insertion(block, at, "".join(f"{line}{break_}{' ' * block.column}" for line in lines))


def _insert_in_flow(block: _Block, written: str, before: str) -> Edit:
    if before:
        key, value = block.nodes()[before]
        return _insertion(block, _end_of_content(block.source.text, key, value), f", {written}")
    start = block.node.start_mark.index + len("{")
    return _insertion(block, start, f"{written}, " if block.node.value else written)


def _insertion(block: _Block, at: int, text: str) -> Edit:
    return Edit(block.source.file, at, at, text)


def _end_of_field(block: _Block, key: yaml.Node, value: yaml.Node) -> int:
    """Where the last line of a field ends, with the comments below it that are indented more than its key."""
    text = block.source.text
    end = _line_end(text, _end_of_content(text, key, value))
    at = end
    while following := _BREAK.match(text, at):
        line = _LINE.match(text, following.end())
        assert line is not None
        is_comment_inside = line[2].startswith("#") and len(line[1]) > block.column
        if line[2] and not is_comment_inside:
            break
        at = line.end()
        end = at if is_comment_inside else end
    return end


def _end_of_content(text: str, key: yaml.Node, value: yaml.Node) -> int:
    """Where the last thing in a value ends: a block has no end of its own."""
    last_key, last = key, value
    while isinstance(last, yaml.CollectionNode) and not last.flow_style and last.value:
        last_key, last = last.value[-1] if isinstance(last, yaml.MappingNode) else (last_key, last.value[-1])
    start, end = last.start_mark.index, last.end_mark.index
    if _keeps_blank_lines(text, last):
        return end - len(_last_break(text[start:end]))
    return max(start + len(text[start:end].rstrip()), last_key.end_mark.index)


def _keeps_blank_lines(text: str, node: yaml.Node) -> bool:
    """Whether the blank lines below a text belong to it, as `|+` says."""
    is_block = isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")
    return is_block and "+" in text[node.start_mark.index :][:3]


def _last_break(text: str) -> str:
    return "\r\n" if text.endswith("\r\n") else text[-1:] if text[-1:] in ("\r", "\n") else ""


def _line_end(text: str, index: int) -> int:
    """Where the line that the index lies on ends, before its line break."""
    found = _BREAK.search(text, index)
    return found.start() if found else len(text)


def _break_near(text: str, index: int) -> str:
    """How lines end here: the next line break, else the first of the file."""
    found = _BREAK.search(text, index) or _BREAK.search(text)
    return found[0] if found else "\n"

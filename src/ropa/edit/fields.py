"""Edits that give fields of a mapping a value: in place where they stand, else at their place in the schema's order.

Called for a record that was read without faults. A new field takes the line after the nearest field before it, and a
comment stays with the field that it stands above. Knows block style and `{…}`; what comes out is read back by `file`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ropa.edit.block import Block, break_near, find_block
from ropa.edit.edits import Edit
from ropa.edit.values import rewrite_value
from ropa.edit.write import in_order, write_field, write_flow
from ropa.schema import Field
from ropa.text import Source
from ropa.yamlio.pointers import child


def set_fields(source: Source, values: Mapping[str, Any], owner: Field, pointer: str = "") -> Iterator[Edit]:
    """The edits that give the mapping at the pointer these values; groups of fields are set field by field.

    `owner` is the schema's field for that mapping. Raises RopaError when no mapping stands there.
    """
    block = find_block(source, pointer)
    stated = block.nodes()
    for name in in_order(values, owner):
        value, place = values[name], child(pointer, name)
        if name not in stated:
            yield _insert(block, name, value, owner)
        elif isinstance(value, Mapping):
            yield from set_fields(source, value, owner.fields[name], place)
        else:
            yield rewrite_value(source, place, value)


def _insert(block: Block, name: str, value: Any, owner: Field) -> Edit:
    """A field that the mapping does not have, after the nearest one before it, or before all."""
    stated = block.nodes()
    order = list(owner.fields)
    before = [other for other in order[: order.index(name)] if other in stated]
    if block.is_flow:
        return _insert_in_flow(block, f"{name}: {write_flow(value)}", before[-1] if before else "")
    lines = list(write_field(name, value))
    if before:
        at = block.end_of_field(before[-1])
        break_ = break_near(block.source.text, at)
        return _insertion(block, at, "".join(f"{break_}{' ' * block.column}{line}" for line in lines))
    at = block.node.value[0][0].start_mark.index
    break_ = break_near(block.source.text, at)
    return _insertion(block, at, "".join(f"{line}{break_}{' ' * block.column}" for line in lines))


def _insert_in_flow(block: Block, written: str, before: str) -> Edit:
    if before:
        return _insertion(block, block.end_of_content(before), f", {written}")
    start = block.node.start_mark.index + len("{")
    return _insertion(block, start, f"{written}, " if block.node.value else written)


def _insertion(block: Block, at: int, text: str) -> Edit:
    return Edit(block.source.file, at, at, text)

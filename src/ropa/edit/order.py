"""The edit that puts the fields of a mapping in the order of the schema, comments and blank lines with their field.

Called where fields stand in another order. There is no edit where it is not clear what a comment belongs to, or where
something would be lost; the caller says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ropa.edit.block import Block, find_block
from ropa.edit.edits import Edit, apply_edits
from ropa.edit.write import in_order
from ropa.schema import Field
from ropa.text import Source
from ropa.yamlio import load

_NEXT_LINE = re.compile(r"(?:\r\n?|\n) *")
_COMMA = re.compile(r"\s*,[^#]*")


def order_fields(source: Source, pointer: str, owner: Field) -> Edit | None:
    """The edit that moves the fields of the mapping at the pointer, None when it cannot be made without loss.

    `owner` is the schema's field for that mapping.
    """
    block = find_block(source, pointer)
    stated = list(block.nodes())
    wanted = in_order(dict.fromkeys(stated), owner)
    moved = "".join(_in_braces(block, stated, wanted) if block.is_flow else _in_lines(block, stated, wanted))
    start, end = block.nodes()[stated[0]][0].start_mark.index, _end(block, stated[-1])
    edit = Edit(source.file, start, end, moved)
    return edit if moved and _says_the_same(source, edit) else None


def _in_lines(block: Block, stated: Sequence[str], wanted: Sequence[str]) -> Iterator[str]:
    """The fields in their new order, each with what stands above it.

    Nothing when another field would come first and something stands above it, or above the one that was first: that may be
    about the whole.
    """
    above = dict(zip(stated[1:], _between(block, stated), strict=True))
    if wanted[0] != stated[0]:
        if not _NEXT_LINE.fullmatch(above[wanted[0]]) or _has_comment_above(block, stated[0]):
            return
        above[stated[0]] = above[wanted[0]]
    yield _text(block, wanted[0])
    for name in wanted[1:]:
        yield above[name] + _text(block, name)


def _in_braces(block: Block, stated: Sequence[str], wanted: Sequence[str]) -> Iterator[str]:
    """The fields in their new order with the commas where they are; nothing when comments stand between them."""
    commas = _between(block, stated)
    if all(_COMMA.fullmatch(comma) for comma in commas):
        yield from (part for pair in zip((_text(block, name) for name in wanted), [*commas, ""], strict=True) for part in pair)


def _between(block: Block, stated: Sequence[str]) -> list[str]:
    """What stands between each field and the next."""
    starts = [key.start_mark.index for key, _ in block.nodes().values()]
    ends = [_end(block, name) for name in stated]
    return [block.source.text[end:start] for end, start in zip(ends, starts[1:], strict=False)]


def _text(block: Block, name: str) -> str:
    return block.source.text[block.nodes()[name][0].start_mark.index : _end(block, name)]


def _end(block: Block, name: str) -> int:
    return block.end_of_content(name) if block.is_flow else block.end_of_field(name)


def _has_comment_above(block: Block, name: str) -> bool:
    """Whether a comment has the line above a field that begins its line."""
    *lines, indentation = block.source.text[: block.nodes()[name][0].start_mark.index].splitlines(keepends=True) or [""]
    if indentation.endswith(("\r", "\n")):
        lines, indentation = [*lines, indentation], ""
    return not indentation.strip() and bool(lines) and lines[-1].lstrip().startswith("#")


def _says_the_same(source: Source, edit: Edit) -> bool:
    """Whether every character is still there, and the file reads as before."""
    was, read = load(source), load(Source(source.file, apply_edits(source.text, [edit])))
    is_whole = sorted(source.text[edit.start : edit.end]) == sorted(edit.text)
    return is_whole and read.findings == was.findings and read.value == was.value

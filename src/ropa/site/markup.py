"""Writes nodes as HTML: the innermost part of every page, and the one that is written a hundred thousand times.

Templates call `write_node` and `write_pairs`; everything around a node is theirs. Every text passes `escaped`, and
every address is one that `urls` made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from ropa.site.node import Address, Group, Link, Many, Node, Pair, Phrase, Text
from ropa.site.urls import address_href, relative
from ropa.site.view import Row, Table

_BACKTICKS = re.compile(r"`([^`]+)`")


@lru_cache(maxsize=1 << 14)
def escaped(text: str) -> str:
    """A text as HTML; most texts stand on many pages."""
    return str(escape(str(text)))


def write_node(node: Node | None, here: str) -> Markup:
    """A node as it stands on the page at `here`."""
    return Markup(_write(node, here))


def write_pairs(pairs: Sequence[Pair], here: str, style: str = "ropa-pairs") -> Markup:
    """Labelled values as a description list; nothing when there are none."""
    return Markup(_write_pairs(pairs, here, style))


def write_rows(table: Table, here: str) -> Markup:
    """The rows of a table; on a narrow screen each cell is shown with the label of its column."""
    labels = [escaped(column) for column in table.columns]
    return Markup("".join(_row(row, labels, here) for row in table.rows))


def mark_up(sentence: str) -> Markup:
    """A finding's sentence with what stands in backticks as code."""
    pieces = _BACKTICKS.split(sentence)
    return Markup("".join(f"<code>{escaped(piece)}</code>" if index % 2 else escaped(piece) for index, piece in enumerate(pieces)))


def _row(row: Row, labels: Sequence[str], here: str) -> str:
    place = f' id="{escaped(row.anchor)}"' if row.anchor else ""
    marks = "".join(f' data-{escaped(mark.name)}="{escaped(mark.values)}"' for mark in row.marks)
    follows = ' class="ropa-table__more-follows"' if row.more else ""
    cells = [f'<th scope="row" role="rowheader">{_write(row.cells[0], here)}</th>\n']
    cells += [_cell(cell, label, here) for cell, label in zip(row.cells[1:], labels[1:], strict=True)]
    line = f'<tr role="row"{place}{marks}{" data-row" if row.marks else ""}{follows}>{"".join(cells)}</tr>\n'
    return line + _more(row.more, len(labels), here) if row.more else line


def _cell(cell: Node | None, label: str, here: str) -> str:
    empty = ' class="ropa-empty"' if cell is None else ""
    return f'<td role="cell" data-label="{label}"{empty}>{_write(cell, here)}</td>'


def _more(more: Group, columns: int, here: str) -> str:
    return f'<tr role="row" class="ropa-table__more"><td role="cell" colspan="{columns}">{_write(more, here)}</td></tr>\n'


def _write(node: Node | None, here: str) -> str:
    return _WRITERS[node.kind](node, here) if node is not None else ""


def _text(node: Text, here: str) -> str:
    if node.style == "sentence":
        return mark_up(node.text)
    stop = '<span class="ropa-unseen">.</span>' if node.style == "badge" else ""
    return f'<span class="ropa-{node.style or "text"}">{escaped(node.text)}{stop}</span>'


def _link(node: Link, here: str) -> str:
    note = f" {escaped(node.note)}" if node.note else ""
    hint = f' title="{escaped(node.hint)}"' if node.hint else ""
    return f'<a href="{escaped(relative(here, node.path))}"{hint}>{escaped(node.text)}</a>{note}'


def _address(node: Address, here: str) -> str:
    href, text = address_href(node.text), escaped(node.text)
    return f'<a class="ropa-email" href="{escaped(href)}">{text}</a>' if href else f'<span class="ropa-email">{text}</span>'


def write_address(text: str) -> Markup:
    """A telephone number or an e-mail address that a reader can tap."""
    return Markup(_address(Address(text), ""))


def _phrase(node: Phrase, here: str) -> str:
    return escaped(node.separator).join(_write(part, here) for part in node.parts)


def _many(node: Many, here: str) -> str:
    return f'<ul class="ropa-many">{"".join(f"<li>{_write(item, here)}</li>" for item in node.items)}</ul>'


def _group(node: Group, here: str) -> str:
    place = f' id="{escaped(node.anchor)}"' if node.anchor else ""
    title = f'<div class="ropa-group__title">{_write(node.title, here)}</div>' if node.title is not None else ""
    return f'<div class="ropa-group"{place}>{title}{_write_pairs(node.pairs, here, "ropa-pairs")}</div>'


def _write_pairs(pairs: Sequence[Pair], here: str, style: str) -> str:
    lines = "".join(_pair(pair, here) for pair in pairs)
    return f'<dl class="{escaped(style)}">{lines}</dl>' if lines else ""


def _pair(pair: Pair, here: str) -> str:
    place = f' id="{escaped(pair.anchor)}"' if pair.anchor else ""
    return f"<div{place}><dt>{escaped(pair.label)}</dt><dd>{_write(pair.node, here)}</dd></div>\n"


_WRITERS: Mapping[str, Callable[[Any, str], str]] = {
    "text": _text,
    "link": _link,
    "address": _address,
    "phrase": _phrase,
    "many": _many,
    "group": _group,
}

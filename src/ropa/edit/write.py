"""JSON values -> YAML the way records are written: two spaces, quotes only where a reader could take the text otherwise.

Called by `fields` for what a file gets anew, and for whole new files. Whether a text needs quotes is asked of the
parsers, not listed here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import yaml

from ropa.schema import Field
from ropa.text import Source
from ropa.yamlio import load

INDENT = "  "
_STRING, _DATE = "tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp"


def write_file(value: Mapping[str, Any], root: Field) -> str:
    """The text of a new file, its fields in the order of the schema."""
    return "".join(f"{line}\n" for name in in_order(value, root) for line in write_field(name, value[name]))


def in_order(names: Mapping[str, Any], owner: Field) -> list[str]:
    """The names as the schema orders them; one that it does not have comes last."""
    order = list(owner.fields)
    return sorted(names, key=lambda name: order.index(name) if name in order else len(order))


def write_field(name: str, value: Any) -> Iterator[str]:
    """The lines of a field without indentation: a group of fields as a block, a list and a scalar on the line."""
    if isinstance(value, Mapping):
        yield f"{name}:"
        for inner, child in value.items():
            yield from (INDENT + line for line in write_field(inner, child))
    else:
        yield f"{name}: {write_flow(value) if isinstance(value, list) else write_scalar(value)}"


def write_flow(value: Any) -> str:
    """A value on one line, in the middle of others."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {write_flow(child)}" for name, child in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(write_flow, value)) + "]"
    return write_scalar(value, in_flow=True)


def write_scalar(value: Any, *, in_flow: bool = False) -> str:
    """A text, number or truth value; `in_flow` when it stands between brackets."""
    if not isinstance(value, str):
        return json.dumps(value)
    return value if _is_plain(value, in_flow) else write_quoted(value, '"')


def write_quoted(text: str, quote: str) -> str:
    """The text in quotes of one kind."""
    if quote == "'" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text, ensure_ascii=False)


def _is_plain(text: str, in_flow: bool) -> bool:
    """Whether every reader takes the text without quotes for what it is: ours, and those that follow YAML 1.1."""
    if not text.isprintable() or _older_reading(text) not in (_STRING, _DATE):
        return False
    written, meant = (f"[{{x: {text}}}, y]", [{"x": text}, "y"]) if in_flow else (text, text)
    read = load(Source("", f"x: {written}\ny: z\n"))
    return not read.findings and read.value == {"x": meant, "y": "z"}


@lru_cache(maxsize=256)
def _older_reading(text: str) -> str:
    return str(yaml.SafeLoader("").resolve(yaml.ScalarNode, text, (True, False)))

"""JSON values -> YAML text in the style of the records: one fact a line, lists of words on one line.

Called by `corpus`. Takes what a record may hold and nothing else: no empty list, no `null`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_PLAIN = re.compile(r"(?!(?:true|false|null|yes|no|on|off)$)[A-Za-zÆØÅæøå/§](?:[^:#\[\]{},]|,(?! )|:(?! |$))*(?<! )")
_PLAIN_TEXT = re.compile(r"(?!(?:true|false|null|yes|no|on|off)$)[A-Za-zÆØÅæøå/§](?:[^:#]|:(?! |$))*(?<! )")
_DATE_OR_ARTICLE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]+\.[0-9]\.[a-z]")


def to_yaml(record: Mapping[str, Any]) -> str:
    """The text of a file."""
    return "\n".join(_mapping(record, "")) + "\n"


def _mapping(value: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, child in value.items():
        yield from _child(f"{indent}{key}:", child, indent)


def _child(start: str, child: Any, indent: str) -> Iterator[str]:
    if isinstance(child, Mapping):
        yield start
        yield from _mapping(child, indent + "  ")
    elif isinstance(child, list) and isinstance(child[0], Mapping):
        yield start
        for item in child:
            first, *others = _mapping(item, indent + "    ")
            yield f"{indent}  - {first.lstrip()}"
            yield from others
    elif isinstance(child, list):
        yield f"{start} [{', '.join(_scalar(item, _PLAIN) for item in child)}]"
    else:
        yield f"{start} {_scalar(child, _PLAIN_TEXT)}"


def _scalar(value: object, plain: re.Pattern[str]) -> str:
    if isinstance(value, str) and (plain.fullmatch(value) or _DATE_OR_ARTICLE.fullmatch(value)):
        return value
    return json.dumps(value, ensure_ascii=False)

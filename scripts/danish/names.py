"""Collects the names that records give: organisations, parties that are named, people, towns, titles of documents.

Called by the spelling check, which takes their words as right, and by the search for copied sentences, which counts a
name as one word. Only words with a capital or a digit count; a party that is a category ("banker") has no name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from danish.spelling import WORD
from ropa.files import Files
from ropa.text import decode
from ropa.yamlio import load

_NAMES = frozenset({"name", "synonyms", "street", "city"})
_FIELDS = {"organisations/": _NAMES, "parties/": _NAMES, "documents/": frozenset({"title"})}


def names_in(files: Files) -> frozenset[str]:
    """The names as they are written, several words in one."""
    return frozenset(name.strip() for file, data in files.contents.items() for name in _names_of(file, data) if name.strip())


def words_of(names: frozenset[str]) -> frozenset[str]:
    """The words of names that begin with a capital."""
    words = {match[0] for name in names for match in WORD.finditer(name)}
    return frozenset(word for word in words if word != word.lower())


def _names_of(file: str, data: bytes) -> Iterator[str]:
    source = decode(file, data).source
    fields = next((fields for folder, fields in _FIELDS.items() if file.startswith(folder)), None)
    value = load(source).value if source and fields else None
    if fields and isinstance(value, Mapping) and value.get("naming", "named") == "named":
        yield from _texts(value, fields)


def _texts(value: Mapping[str, Any], fields: frozenset[str]) -> Iterator[str]:
    """What stands under the fields of names, in either language, at any depth."""
    for key, inner in value.items():
        for item in inner if isinstance(inner, list) else [inner]:
            if isinstance(item, Mapping):
                yield from map(str, item.values()) if key in fields else _texts(item, fields)
            elif key in fields:
                yield str(item)

"""The items of a list in a record, which may be absent, or answered with a word such as `none`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def listed(owner: object, name: str) -> Sequence[Any]:
    """The items of a list; none when it is absent or answered with a word."""
    value = owner.get(name, ()) if isinstance(owner, dict) else ()
    return value if isinstance(value, list) else ()


def placed(owner: Mapping[str, Any], name: str, above: str = "") -> tuple[tuple[str, Any], ...]:
    """The items of a list with their pointers; `above` is the pointer of the owner."""
    return tuple((f"{above}/{name}/{index}", item) for index, item in enumerate(listed(owner, name)))

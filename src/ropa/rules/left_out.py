"""The rules of the catalogue that are not written, each with the reason. Read by whoever lists the rules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from ropa.findings import Message


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A rule that is not written, and why."""

    code: str
    name: str
    reason: Message


@cache
def left_out() -> tuple[LeftOut, ...]:
    """The rules that are not written, in the order of their codes."""
    text = resources.files(__package__).joinpath("left_out.yaml").read_text(encoding="utf-8")
    rows = yaml.load(text, Loader=yaml.CSafeLoader)
    found = (LeftOut(row["code"], row["name"], Message(row["da"], row["en"])) for row in rows)
    return tuple(sorted(found, key=lambda rule: rule.code))

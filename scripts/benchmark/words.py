"""The words that made-up registers are made of: reads words.yaml once, for `corpus` and `activity`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

SPELLED_OUT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", " ": "-", "/": ""})


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """Every list of words by name."""
    return yaml.safe_load(Path(__file__).with_name("words.yaml").read_text(encoding="utf-8"))


def make_id(name: str) -> str:
    """An id from a name: "Ådal" -> "aadal"."""
    return name.lower().translate(SPELLED_OUT)

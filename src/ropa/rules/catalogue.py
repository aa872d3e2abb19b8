"""All rules, by code. A family is a folder of `families`; a module of it holds the rules about one thing."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache

from ropa.rules import families
from ropa.rules.rule import Rule


@cache
def catalogue() -> Mapping[str, Rule]:
    """Every rule by its code, in the order of the codes."""
    found: dict[str, Rule] = {}
    for module in pkgutil.walk_packages(families.__path__, f"{families.__name__}."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, Rule):
                if value.code in found:
                    raise ValueError(f"two rules are called {value.code}")
                found[value.code] = value
    return dict(sorted(found.items()))

"""Which countries are inside the EU and the EEA: chapter V of the GDPR applies to all others.

Called by whatever speaks of third countries. The countries stand in the table `eea.yaml`, with their sources. Whether a
transfer is lawful is not decided here.
"""

from __future__ import annotations

from functools import cache

from ropa.law.tables import table

AREAS = frozenset({"EU", "EEA"})
"""What a record may write in place of a country."""


def is_third_country(code: str) -> bool:
    """Whether a place (ISO 3166-1 alpha-2) lies outside the EU/EEA, so that chapter V of the GDPR applies (Art. 44)."""
    return code not in AREAS and code not in _countries()


@cache
def _countries() -> frozenset[str]:
    return frozenset(code for row in table("eea") for code in row["countries"])

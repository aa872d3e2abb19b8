"""Which countries are inside the EU and the EEA, as a dated table: chapter V of the GDPR applies to all others.

Called by whatever speaks of third countries. The GDPR holds in the whole EEA by Joint Committee Decision No 154/2018 of
6 July 2018, which put it into Annex XI of the EEA Agreement. Whether a transfer is lawful is not decided here.

`checked_on` is when the list of countries was held against a government's public list; the treaties themselves were
not opened, so the citations are for a lawyer to confirm. Parts of member states with ISO codes of their own (Åland,
the outermost regions of France; TFEU Art. 355) are not listed and count as third countries: a warning too many.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Group:
    """Countries (ISO 3166-1 alpha-2) that one treaty binds, with its source and when the list was last checked."""

    codes: frozenset[str]
    source: str
    checked_on: date


MEMBER_STATES = Group(
    frozenset("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()),
    "Treaty on European Union, Art. 52(1), without the United Kingdom since 1 February 2020 (OJ L 29, 31.1.2020, p. 7)",
    date(2026, 11, 22),
)
EFTA_STATES = Group(
    frozenset({"IS", "LI", "NO"}),
    "EEA Agreement, Annex XI, point 5e, by Joint Committee Decision No 154/2018 (OJ L 183, 19.7.2018, p. 23)",
    date(2026, 11, 22),
)
GROUPS = (MEMBER_STATES, EFTA_STATES)
AREAS = frozenset({"EU", "EEA"})
"""What a record may write in place of a country."""


def is_third_country(code: str) -> bool:
    """Whether a place lies outside the EU/EEA, so that chapter V of the GDPR applies (GDPR Art. 44)."""
    return code not in AREAS and not any(code in group.codes for group in GROUPS)

"""How serious a breach is for the people it hits: what is affected and how far it is out of control -> a suggested level.

The one model of the product: consequence times likelihood, by the table `breach_model` (GDPR Art. 33(1) and 34(1)). Every
step is told by the row it rests on, so that a reader can disagree with it. The site shows the table, and its script
follows the same rows; a test holds the two to the same answers. Decides nothing: an organisation decides and writes down why.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ropa.law.tables import LawRow, table

Step = Literal["data", "raised", "highest", "again", "lowered", "lowest", "likelihood"]


@dataclass(frozen=True, slots=True)
class Reason:
    """A step of an assessment: the row it rests on, and the score after it.

    "data" is what counts most; a change has "raised" or "lowered" the consequence, or could not because it is the
    "highest" or "lowest", or because it has been raised already ("again"); "likelihood" is the other score.
    """

    step: Step
    row: str
    score: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """A suggestion: both scores (1-3), their product, the id of its level, and why."""

    consequence: int
    likelihood: int
    level: str
    reasons: tuple[Reason, ...]

    @property
    def risk(self) -> int:
        """Consequence times likelihood."""
        return self.consequence * self.likelihood


def assess(data: Collection[str], likelihood: str, changes: Collection[str] = ()) -> Assessment:
    """What the model suggests for a breach; all are ids of rows, and at least one kind of data is affected.

    Raises ValueError when an id is in no row of its sort, or when no data are named.
    """
    worst = _worst(_chosen("data", data))
    reasons = [Reason("data", worst.id, worst["score"])]
    known = {row.id for row in (*rows("raise"), *rows("lower"))}
    if not known.issuperset(changes):
        raise ValueError(f"no such changes: {sorted(set(changes) - known)}")
    for index, row in enumerate(row for row in rows("raise") if row.id in changes):
        reasons.append(_raised(row, reasons[-1].score, is_first=index == 0))
    for row in (row for row in rows("lower") if row.id in changes):
        reasons.append(_lowered(row, reasons[-1].score))
    consequence = reasons[-1].score
    (chance,) = _chosen("likelihood", [likelihood])
    reasons.append(Reason("likelihood", chance.id, chance["score"]))
    return Assessment(consequence, chance["score"], level_of(consequence * chance["score"]).id, tuple(reasons))


@cache
def rows(about: str) -> tuple[LawRow, ...]:
    """The rows of the model of one sort, in its order."""
    return tuple(row for row in table("breach_model") if row["about"] == about)


@cache
def scores(about: str) -> tuple[int, ...]:
    """The scores that "data" or "likelihood" can give, from the lowest to the highest."""
    return tuple(sorted({row["score"] for row in rows(about)}))


def level_of(risk: int) -> LawRow:
    """The level of a product of consequence and likelihood."""
    return next(row for row in rows("level") if row["products"][0] <= risk <= row["products"][1])


def _chosen(about: str, ids: Collection[str]) -> tuple[LawRow, ...]:
    chosen = tuple(row for row in rows(about) if row.id in ids)
    if not ids or len(chosen) != len(set(ids)):
        raise ValueError(f"`{about}` takes some of {[row.id for row in rows(about)]}, not {sorted(ids)}")
    return chosen


def _worst(chosen: Sequence[LawRow]) -> LawRow:
    """The row with the highest score, the first of several."""
    return max(chosen, key=lambda row: int(row["score"]))


def _raised(row: LawRow, score: int, *, is_first: bool) -> Reason:
    if not is_first:
        return Reason("again", row.id, score)
    is_highest = score == scores("data")[-1]
    return Reason("highest" if is_highest else "raised", row.id, score if is_highest else score + 1)


def _lowered(row: LawRow, score: int) -> Reason:
    is_lowest = score == scores("data")[0]
    return Reason("lowest" if is_lowest else "lowered", row.id, score if is_lowest else score - 1)

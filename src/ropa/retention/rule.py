"""The parts of a retention rule as frozen values: what a rule says, with every default filled in.

Built by `parse`, read by `window`, `sentence`, `explain` and `failing`. Holds no arithmetic and checks nothing: a value
that is wrong never becomes a `Rule`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Mode = Literal["exact", "max", "min", "criterion"]
Anchor = Literal["event", "calendar_year_end", "financial_year_end"]
Rounding = Literal["none", "month_end", "calendar_year_end", "financial_year_end"]
Pick = Literal["period", "first_of", "last_of"]

DECEMBER = 12

UNSTATED_EVENT = "event"
"""The name of an event that the record does not name."""


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time in calendar units. Weeks are days."""

    years: int = 0
    months: int = 0
    days: int = 0

    @property
    def total_months(self) -> int:
        return self.years * 12 + self.months

    @property
    def is_zero(self) -> bool:
        return not (self.years or self.months or self.days)


@dataclass(frozen=True, slots=True)
class Law:
    """The provision that a term rests on, in the record's own words. Used in text only."""

    act: str
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One period counted from one event: the rule's own, one of several, a floor or a ceiling.

    `event` is None only on a floor or ceiling that is counted from the rule's own event. `fy_end_month` is the month
    that the financial year ends with.
    """

    period: Period
    event: str | None = UNSTATED_EVENT
    start: Anchor = "event"
    fy_end_month: int = DECEMBER
    round_up: Rounding = "none"
    laws: tuple[Law, ...] = ()


@dataclass(frozen=True, slots=True)
class Cycle:
    """Deletion runs every so many months. `run_on` is (month, day), None when no date is fixed."""

    every_months: int
    run_on: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """A legal hold in force from a date. `until` is its last day, None while it is open."""

    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """Free text of a record. English falls back to Danish."""

    da: str
    en: str | None = None

    def told_in(self, lang: Literal["da", "en"]) -> str:
        return self.en if lang == "en" and self.en else self.da


@dataclass(frozen=True, slots=True)
class Rule:
    """A retention rule (GDPR Art. 5(1)(e) and 30(1)(f)).

    `terms` is one term for `pick` "period", one or more for "first_of" and "last_of", and none in mode "criterion".
    `hold_condition` says when a hold may be set, `criterion` and `review_interval` what decides when no period does;
    these three are text and never move a date.
    """

    mode: Mode
    pick: Pick = "period"
    terms: tuple[Term, ...] = ()
    cycle: Cycle | None = None
    grace_days: int = 0
    hard_max: Period | None = None
    floors: tuple[Term, ...] = ()
    ceilings: tuple[Term, ...] = ()
    hold: Hold | None = None
    hold_condition: Text | None = None
    criterion: Text | None = None
    review_interval: Period | None = None

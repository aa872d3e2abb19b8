"""Turns a civil date and a number of months or days into another civil date.

Called by `window` and `failing`. All dates are civil dates (no time of day, Europe/Copenhagen), and every date is built
here, so this is the only place that can meet the end of the calendar. Never looks at the clock, never moves a date
because of a weekend or holiday: Art. 3(4) of the regulation below moves acts, not the end of a retention period.

Source of the counting: Regulation (EEC, Euratom) No 1182/71, Art. 3(1) and 3(2)(c): the day of the event is not
counted; a period in months or years ends with the same date, or with the month's last day if there is no such date.
Text quoted from memory; that the regulation (with case C-171/03) governs the periods of the GDPR is read in secondary
sources. Both are for a lawyer to confirm.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, date, timedelta
from math import gcd

from ropa.retention.rule import DECEMBER, Anchor, Period, Rounding


class RetentionError(ValueError):
    """A date that the calendar does not have: stop and tell the user. Carries the message as `da` and `en`."""

    def __init__(self, da: str, en: str) -> None:
        super().__init__(en)
        self.da = da
        self.en = en


def _out_of_calendar() -> RetentionError:
    return RetentionError(
        da=f"slettefristen når ud over år {MAXYEAR}, som er det sidste år i kalenderen",
        en=f"the retention period runs past the year {MAXYEAR}, the last year of the calendar",
    )


def add_days(day: date, days: int) -> date:
    """The date `days` days later. Raises RetentionError past year 9999."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise _out_of_calendar() from None


def day_of_month(year: int, month: int, day: int) -> date:
    """That day of that month, or the month's last day if it is shorter. Raises RetentionError past year 9999."""
    if year > MAXYEAR:
        raise _out_of_calendar()
    return date(year, month, min(day, monthrange(year, month)[1]))


def add_months(day: date, months: int) -> date:
    """The same date `months` months later, or that month's last day. Not sticky: 28 Feb 2019 + 60 is 28 Feb 2024."""
    years, month_index = divmod(day.month - 1 + months, DECEMBER)
    return day_of_month(day.year + years, month_index + 1, day.day)


def add(day: date, period: Period) -> date:
    """The date a period later: years and months in one step, then days."""
    return add_days(add_months(day, period.total_months), period.days)


def month_end(day: date) -> date:
    """The last day of the date's month."""
    return date(day.year, day.month, monthrange(day.year, day.month)[1])


def year_end(day: date, end_month: int) -> date:
    """The last day of the first year ending on or after the date, where years end with the month `end_month`."""
    return day_of_month(day.year + (day.month > end_month), end_month, 31)


def anchor_date(event_on: date, start: Anchor, fy_end_month: int) -> date:
    """The date that the period is counted from."""
    if start == "event":
        return event_on
    return year_end(event_on, DECEMBER if start == "calendar_year_end" else fy_end_month)


def round_up(day: date, rounding: Rounding, fy_end_month: int) -> date:
    """The first month end, calendar year end or financial year end on or after the date."""
    if rounding == "none":
        return day
    if rounding == "month_end":
        return month_end(day)
    return year_end(day, DECEMBER if rounding == "calendar_year_end" else fy_end_month)


def period_end(event_on: date, start: Anchor, period: Period, fy_end_month: int) -> date:
    """The last day of a period before rounding. Counted in whole months from a year end, it ends on a month end."""
    end = add(anchor_date(event_on, start, fy_end_month), period)
    return month_end(end) if start != "event" and not period.days else end


def next_run(earliest: date, every_months: int, run_on: tuple[int, int]) -> date:
    """The last date that the first deletion run on or after `earliest` can fall on. `run_on` is (month, day).

    Runs on fixed dates each year give one answer. A cycle that does not fit into a year (every 24 months, every 5) does
    not say in which years or months it falls, so the worst case counts: every 24 months on 31 January gives the second
    31 January.
    """
    run_month, run_day = run_on
    step = gcd(every_months, DECEMBER)
    months_ahead = (run_month - earliest.month) % step
    if _day_in(earliest, months_ahead, run_day) < earliest:
        months_ahead += step
    return _day_in(earliest, months_ahead + every_months - step, run_day)


def _day_in(day: date, months_ahead: int, day_number: int) -> date:
    """The day with that number, or the last one, in the month that lies so many months ahead."""
    month = add_months(day.replace(day=1), months_ahead)
    return day_of_month(month.year, month.month, day_number)

"""Which schedules of a record go beyond one named limit, and for which starting dates.

Called by the rules whose limit is guidance for one kind of record; the limits stand in the table `statutory_periods`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ropa.law.tables import rows_on
from ropa.retention.rule import DECEMBER
from ropa.rules.facts import Activity
from ropa.rules.failing import EVERY_DAY, days_in_words, failing_days
from ropa.rules.limits import term_of


def too_long(activity: Activity, schedules: Iterable[str], limit: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The schedules that keep beyond a limit, with words for the starting dates when it is not all of them."""
    rows = [row for row in rows_on("statutory_periods", activity.today) if row.id == limit]
    for row in rows:
        ceiling = term_of(row, activity.organisation.get("fy_end_month", DECEMBER))
        for schedule in schedules:
            computed = activity.computed.get(schedule)
            if computed is not None and computed.terms:
                days = failing_days(replace(computed, ceilings=(*computed.ceilings, ceiling)), "above_ceiling")
                if days:
                    is_always = days == EVERY_DAY
                    yield schedule, {
                        "dates_da": "" if is_always else f" for {days_in_words(days, 'da')}",
                        "dates_en": "" if is_always else f" for {days_in_words(days, 'en')}",
                    }

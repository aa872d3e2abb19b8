"""How old something in a record may be before it must be looked at again, out of the table of review periods.

Called by the rules about dates. The periods are habits rather than law, and the table says which.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from ropa.law.tables import rows_on
from ropa.retention import RetentionError
from ropa.retention.dates import add_months
from ropa.retention.words import civil_date


@lru_cache(maxsize=256)
def allowed(name: str, today: date, unit: str = "months") -> int:
    """The months (or days) of a row of the table."""
    return next(int(row[unit]) for row in rows_on("review_periods", today) if row.id == name)


def due_after(day: date | None, months: int) -> date:
    """The day by which something done on a day is due again; the end of time when there is no such day."""
    try:
        return add_months(day, months) if day else date.max
    except RetentionError:
        return date.max


def told(name: str, day: date) -> dict[str, str]:
    """A date as words of a hit: `{name_da}` and `{name_en}`."""
    return {f"{name}_da": civil_date(day, "da"), f"{name}_en": civil_date(day, "en")}

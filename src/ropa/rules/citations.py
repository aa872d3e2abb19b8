"""Every citation of law in a record with its place, held against the table of acts and provisions.

Called through `record.once(citations)` by the rules about citations. A citation is judged on the day of the check, and in a
document with a date also as of that date. Nothing here decides whether the law fits what it is cited for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from ropa.law.notation import Citation, Provision, read_citation
from ropa.law.tables import LawRow, table
from ropa.register.lists import listed, placed
from ropa.rules.facts import Activity, Record
from ropa.rules.rows import Value, as_date

UNREAD = "memory"
GENERAL = "databeskyttelsesforordningen"
"""The act of an article that stands alone."""
CLAIMS = frozenset({"legal_citation", "obsolete_term"})


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as it was written and read: the pointers of its act and its place, the days it is judged on.

    `kind` says what it stands for: the ground of an activity, a period, a citation in a document or a word in one.
    """

    act_pointer: str
    place_pointer: str
    written: str
    citation: Citation
    days: tuple[date, ...]
    kind: Literal["ground", "period", "citation", "term"]


def citations(record: Record) -> tuple[Cited, ...]:
    """The citations in a document or an activity, in the order of the file; other records have none."""
    if isinstance(record, Activity):
        return tuple(_in_activity(record))
    return tuple(_in_document(record)) if record.entry.kind == "document" else ()


def _in_document(document: Record) -> Iterator[Cited]:
    dated = as_date(document.value.get("dated_on"))
    days = (document.today, dated) if dated else (document.today,)
    for pointer, claim in placed(document.value, "claims"):
        if claim["type"] in CLAIMS and "value" in claim:
            kind: Literal["citation", "term"] = "citation" if claim["type"] == "legal_citation" else "term"
            place = f"{pointer}/value"
            yield Cited(place, place, claim["value"], read_citation(claim["value"]), days, kind)


def _in_activity(activity: Activity) -> Iterator[Cited]:
    for pointer, basis in activity.placed_bases:
        yield from _cited(activity, basis, pointer, "national_law", "ground")
    for _, ground in activity.grounds:
        yield from _cited(activity, ground.value, ground.pointer, "national_law", "ground")
        yield from _cited(activity, ground.value, ground.pointer, "article_9_law", "ground")
    for pointer, exemption in placed(activity.value, "access_exemptions"):
        yield from _cited(activity, exemption, pointer, "law", "ground")
    for pointer, schedule in activity.schedules.values():
        yield from _cited(activity, schedule, pointer, "law", "period")
        for name in ("floor", "ceiling"):
            for place, limit in placed(schedule, name, pointer):
                yield from _cited(activity, limit, place, "law", "period")


def _cited(
    activity: Activity, owner: Value, pointer: str, name: str, kind: Literal["ground", "period"]
) -> Iterator[Cited]:
    for index, law in enumerate(listed(owner, name)):
        place = f"{pointer}/{name}/{index}"
        citation = read_citation(law.get("section", ""), law["act"])
        yield Cited(
            f"{place}/act", f"{place}/section" if "section" in law else f"{place}/act",
            " ".join(law[part] for part in ("act", "section") if part in law), citation, (activity.today,), kind,
        )


def ended_act(cited: Cited) -> tuple[Provision, LawRow] | None:
    """The first cited act that had ended on one of the days, with its row."""
    for provision in cited.citation.provisions:
        row = _acts().get(provision.act or GENERAL)
        if row is not None and _had_ended(row, cited):
            return provision, row
    return None


def ended_place(cited: Cited) -> tuple[Provision, LawRow] | None:
    """The first cited place that had ended, in an act that holds, with its row."""
    for provision in cited.citation.provisions:
        for row in _places().get(_act_id(provision), ()):
            if _had_ended(row, cited) and any(provision.is_in(place) for place in row["places"]):
                return provision, row
    return None


def is_placed(cited: Cited) -> bool:
    """Whether a place in an act was written; in a document the act and the place are one text."""
    return cited.kind == "citation" or cited.place_pointer != cited.act_pointer


def lacks_point(provision: Provision) -> bool:
    """Whether the place says nothing without a point, and has none: "art. 6, stk. 1"."""
    row = _acts().get(provision.act or GENERAL)
    return row is not None and provision.place in row.get("needs_point", ())


def _had_ended(row: LawRow, cited: Cited) -> bool:
    return any(row.valid_to < day for day in cited.days)


def _act_id(provision: Provision) -> str:
    row = _acts().get(provision.act or GENERAL)
    return row.id if row else ""


@cache
def _acts() -> Mapping[str, LawRow]:
    """The rows of acts by each of their names; rows that nobody has read are left out."""
    rows = (row for row in table("provisions") if "names" in row.values and row.evidence != UNREAD)
    return {name: row for row in rows for name in row["names"]}


@cache
def _places() -> Mapping[str, tuple[LawRow, ...]]:
    """The rows of parts of acts by the act's id."""
    rows = [row for row in table("provisions") if "places" in row.values and row.evidence != UNREAD]
    return {act: tuple(row for row in rows if row["act"] == act) for act in {row["act"] for row in rows}}

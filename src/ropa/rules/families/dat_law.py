"""DAT: law that moved under a record after somebody last looked at it (GDPR Art. 5(2), 24(1)).

What has changed, and what was proposed to change, stands in the table `law_changes`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from ropa.law.tables import LawRow, rows_on
from ropa.register.lists import listed
from ropa.rules.ages import told
from ropa.rules.facts import Activity
from ropa.rules.laws import cites
from ropa.rules.rows import Value, as_date
from ropa.rules.rule import Example, Hit, Wording, act, gdpr, rule


class Citation(NamedTuple):
    """A provision that a record names, with its place."""

    pointer: str
    law: Value

    @property
    def words(self) -> dict[str, str]:
        """The provision as it stands there, as words of a hit."""
        return {"law": " ".join(part for part in (self.law["act"], self.law.get("section", "")) if part)}


def citations(activity: Activity) -> Iterator[Citation]:
    """Every provision that an activity names as a ground, a reason for a period, or an exemption."""
    for index, basis in enumerate(listed(activity.value, "legal_bases")):
        yield from _cited(basis, f"/legal_bases/{index}", "national_law")
    for _, ground in activity.grounds:
        for name in ("national_law", "article_9_law"):
            yield from _cited(ground.value, ground.pointer, name)
    for pointer, schedule in activity.schedules.values():
        yield from _cited(schedule, pointer, "law")
        for name in ("floor", "ceiling"):
            for index, limit in enumerate(listed(schedule, name)):
                yield from _cited(limit, f"{pointer}/{name}/{index}", "law")
    for index, exemption in enumerate(listed(activity.value, "access_exemptions")):
        yield from _cited(exemption, f"/access_exemptions/{index}", "law")


def _cited(owner: Value, pointer: str, name: str) -> Iterator[Citation]:
    for index, law in enumerate(listed(owner, name)):
        yield Citation(f"{pointer}/{name}/{index}", law)


@lru_cache(maxsize=16)
def _rows(state: str, today: date) -> tuple[LawRow, ...]:
    return tuple(row for row in rows_on("law_changes", today) if row["state"] == state)


@rule(
    "DAT010", "law-changed-since-review", severity="warning", alarms="low", since="0.1",
    sources=(gdpr("24(1)"), act("databeskyttelsesloven", "§ 13 (LBK 289/2024)")),
    da=Wording(
        title="Loven er ændret siden",
        checks="Posten nævner en bestemmelse, der er ændret efter den seneste gennemgang.",
        why="Det, der passede til den gamle regel, passer måske ikke til den nye. Nogen skal læse den og se på posten igen.",
        fix="Læs den nye regel, ret posten, og skriv den nye dato for gennemgangen.",
        wrong_when="Når ændringen ikke rører det, posten bruger reglen til. Gennemgå posten, og skriv datoen.",
        message="»{law}« er ændret {on_da}, efter at posten sidst blev gennemgået: {change_da}",
        hint="læs den nye regel, ret posten, og skriv dagen i `last_on` under `review`",
    ),
    en=Wording(
        title="Law changed since",
        checks="The record names a provision that was changed after the latest review.",
        why="What fitted the old rule may not fit the new one. Somebody must read it and look at the record again.",
        fix="Read the new rule, correct the record, and write the new date of review.",
        wrong_when="When the change does not touch what the record uses the rule for. Review the record and write the date.",
        message="“{law}” was changed on {on_en}, after the record was last reviewed: {change_en}",
        hint="read the new rule, correct the record, and write the day in `last_on` under `review`",
    ),
    bad=Example("""
        legal_bases:
          - id: consent
            article: 6.1.a
            national_law:
              - act: databeskyttelsesloven
                section: § 6, stk. 2
        review: {last_on: 2023-11-01, by_role: shop-manager, interval_months: 48}
        """, file="activities/havnens-cykler/newsletter.yaml"),
    good=Example("""
        legal_bases:
          - id: consent
            article: 6.1.a
            national_law:
              - act: databeskyttelsesloven
                section: § 6, stk. 2
        review: {last_on: 2024-11-01, by_role: shop-manager, interval_months: 48}
        """, file="activities/havnens-cykler/newsletter.yaml"),
)
def law_changed_since_review(activity: Activity) -> Iterator[Hit]:
    reviewed = as_date(activity.value.get("review", {}).get("last_on"))
    newer = [row for row in _rows("changed", activity.today) if reviewed and row.valid_from > reviewed]
    for citation in citations(activity) if newer else ():
        for row in newer:
            if cites(citation.law, row):
                yield Hit(citation.pointer, words={**citation.words, **told("on", row.valid_from), **_change(row)})


def _change(row: LawRow) -> dict[str, str]:
    return {"change_da": row["name"]["da"], "change_en": row["name"]["en"]}


@rule(
    "DAT015", "pending-law-effective", severity="info", alarms="low", since="0.1",
    sources=(act("databeskyttelsesloven", "§ 26 (udkast til lovforslag, DIU alm. del bilag 165, 2023-24)"),),
    da=Wording(
        title="Ventet lovændring",
        checks="Posten nævner en bestemmelse, som der har været et forslag om at ændre, og den dag, ændringen skulle gælde fra, er passeret.",
        why="Værktøjet ved ikke, om forslaget blev vedtaget. Blev det, henviser posten måske til en regel, der er væk.",
        fix="Slå bestemmelsen op på retsinformation.dk, og ret posten, hvis den er ændret.",
        wrong_when="Når forslaget ikke blev vedtaget. En jurist bør se på det.",
        message="»{law}« er måske ændret fra {on_da}: {change_da}",
        hint="slå bestemmelsen op på retsinformation.dk, og ret henvisningen, hvis reglen er ændret",
    ),
    en=Wording(
        title="Expected change of law",
        checks="The record names a provision that there has been a proposal to change, and the day from which the change was to hold has passed.",
        why="The tool does not know whether the proposal was passed. If it was, the record may point to a rule that is gone.",
        fix="Look the provision up at retsinformation.dk and correct the record if it was changed.",
        wrong_when="When the proposal was not passed. Let a lawyer look at it.",
        message="“{law}” may have changed from {on_en}: {change_en}",
        hint="look the provision up at retsinformation.dk and correct the reference if the rule has changed",
    ),
    bad=Example("""
        legal_bases:
          - id: contract
            article: 6.1.b
            national_law:
              - act: databeskyttelsesloven
                section: § 26
        """),
    good=Example("""
        legal_bases:
          - id: contract
            article: 6.1.b
            national_law:
              - act: databeskyttelsesloven
                section: § 20
        """),
)
def pending_law_effective(activity: Activity) -> Iterator[Hit]:
    passed = [row for row in _rows("proposed", activity.today) if row["expected_on"] <= activity.today]
    for citation in citations(activity) if passed else ():
        for row in passed:
            if cites(citation.law, row):
                yield Hit(citation.pointer, words={**citation.words, **told("on", row["expected_on"]), **_change(row)})

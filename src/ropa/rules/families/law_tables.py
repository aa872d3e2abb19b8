"""LAW: whether the tables of law that all other rules rest on have been looked up lately."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ropa.law.tables import LawRow, table, table_names
from ropa.rules.facts import Facts
from ropa.rules.rule import Example, Hit, Wording, gdpr, rule

MONTHS = 24
"""How old a look-up may be when the register does not say."""


@rule(
    "LAW001", "law-not-looked-up", severity="info", alarms="low", since="0.1", of="register",
    sources=(gdpr("5(2)"), gdpr("24(1)")),
    da=Wording(
        title="Lovtabel ikke set efter",
        checks="En række i en af lovtabellerne er ikke slået op i loven i 24 måneder, eller i så lang tid, som registret selv har valgt.",
        why="Reglerne her er kun så gode som de tabeller, de bygger på. Love bliver ændret, frister bliver flyttet, og myndigheder skifter adresse.",
        fix="Opdater ropa til den nyeste udgave. Er den allerede ny, så slå rækkens kilde op, og sig til dem, der vedligeholder tabellen.",
        wrong_when="Når loven ikke er ændret siden. Det ved man først, når nogen har set efter.",
        message="tabellen »{table}« har {count} rækker, som ingen har slået op siden {oldest}, fx »{row}«",
        hint="opdater ropa, eller slå kilden op: {source}",
    ),
    en=Wording(
        title="Law not looked up",
        checks="A row in one of the tables of law has not been looked up in the law for 24 months, or for as long as the register itself has chosen.",
        why="The rules here are only as good as the tables they rest on. Acts are amended, time limits move, and authorities change address.",
        fix="Update ropa to the newest version. If it is new already, look up the row's source and tell those who maintain the table.",
        wrong_when="When the law has not changed since. Nobody knows that until somebody has looked.",
        message="the table “{table}” has {count} rows that nobody has looked up since {oldest}, such as “{row}”",
        hint="update ropa, or look up the source: {source}",
    ),
    bad=Example("""
        check:
          law_months: 0
        """),
    good=Example("""
        check:
          law_months: 1
        """),
)
def law_not_looked_up(facts: Facts) -> Iterator[Hit]:
    months = facts.register.settings.get("check", {}).get("law_months", MONTHS)
    for name in table_names():
        stale = sorted((row for row in table(name) if _is_stale(row, months, facts.today)), key=lambda row: row.checked_on)
        if stale:
            words = {
                "table": name, "count": len(stale), "oldest": stale[0].checked_on.isoformat(), "row": stale[0].id,
                "source": stale[0].source,
            }
            yield Hit("", words=words)


def _is_stale(row: LawRow, months: int, today: date) -> bool:
    """Whether more than so many months have passed since a row was looked up."""
    passed = (today.year - row.checked_on.year) * 12 + today.month - row.checked_on.month
    return passed > months or passed == months and today.day > row.checked_on.day

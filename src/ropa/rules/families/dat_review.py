"""DAT: what nobody has looked at for too long: the record, the DPIA, a hold, a document (GDPR Art. 24(1), 35(11)).

How long is too long stands in the table `review_periods`; a record that states its own interval is held to that.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ropa.governance.reviews import next_on
from ropa.register.lists import listed
from ropa.rules.ages import allowed, due_after, told
from ropa.rules.facts import Activity, Record
from ropa.rules.rows import as_date
from ropa.rules.rule import Example, Hit, Wording, gdpr, rule

SENSITIVE = frozenset({"special", "criminal"})
FOR_PEOPLE = frozenset({"privacy_policy", "cookie_policy", "employee_policy", "notice"})


def has_ended(activity: Activity) -> bool:
    """Whether the organisation no longer does it."""
    until = as_date(activity.value.get("until"))
    return until is not None and until < activity.today


@rule(
    "DAT001", "review-overdue", severity="warning", alarms="low", since="0.1",
    sources=(gdpr("24(1)"), gdpr("32(1)(d)")),
    da=Wording(
        title="Gennemgang er forfalden",
        checks="Dagen for næste gennemgang er passeret. Uden et aftalt tidspunkt regnes der med 12 måneder, og med seks, når der er følsomme oplysninger, strafbare forhold eller automatiske afgørelser.",
        why="Foranstaltninger skal tages op til fornyet vurdering, når der er brug for det. En fortegnelse, som ingen ser efter, passer ikke længere med det, der sker.",
        fix="Gå posten igennem med dem, der kender arbejdet, og skriv datoen med `ropa review`.",
        wrong_when="Når I har valgt en længere tid med vilje. Skriv den i `interval_months`.",
        message="»{title}« skulle have været gennemgået senest {due_da}",
        hint="gennemgå posten, og skriv dagen i `last_on` under `review`",
    ),
    en=Wording(
        title="Review overdue",
        checks="The day of the next review has passed. Without an agreed time, 12 months are used, and six where there are special categories, criminal data or automated decisions.",
        why="Measures must be reviewed where necessary. A record that nobody looks at no longer fits what happens.",
        fix="Go through the record with those who know the work, and write the date with `ropa review`.",
        wrong_when="When you have chosen a longer time on purpose. Write it in `interval_months`.",
        message="“{title}” should have been reviewed by {due_en}",
        hint="review the record and write the day in `last_on` under `review`",
    ),
    bad=Example("review: {last_on: 2025-09-15, by_role: shop-manager, interval_months: 12}"),
    good=Example("review: {last_on: 2025-09-15, by_role: shop-manager, interval_months: 24}"),
)
def review_overdue(activity: Activity) -> Iterator[Hit]:
    review = activity.value.get("review")
    if not review or has_ended(activity):
        return
    is_sensitive = not SENSITIVE.isdisjoint(activity.classes) or bool(listed(activity.value, "automated_decisions"))
    usual = allowed("review-sensitive" if is_sensitive else "review", activity.today)
    due = next_on({"interval_months": usual, **review})
    if due and due < activity.today:
        is_agreed = review.get("next_on") == due.isoformat()
        title = activity.entry.name(activity.register.language)
        yield Hit(f"/review/{'next_on' if is_agreed else 'last_on'}", words={"title": title, **told("due", due)})


@rule(
    "DAT008", "dpia-stale", severity="warning", alarms="low", since="0.1",
    sources=(gdpr("35(11)"),),
    da=Wording(
        title="Gammel konsekvensanalyse",
        checks="Konsekvensanalysen, eller vurderingen af, at den ikke er nødvendig, er mere end tre år gammel.",
        why="Den skal ses efter, når risikoen ændrer sig, og det gør den med nye systemer, nye leverandører og nye måder at angribe på.",
        fix="Se analysen igennem, og skriv den nye dato i `on`.",
        wrong_when="Når I har set på den siden, og den stadig passer. Skriv så den dato.",
        message="konsekvensanalysen for »{title}« er fra {on_da} og bør ses efter",
        hint="se analysen igennem, og ret datoen (`on`) under `dpia`",
    ),
    en=Wording(
        title="Old impact assessment",
        checks="The impact assessment, or the assessment that none is needed, is more than three years old.",
        why="It must be reviewed when the risk changes, which it does with new systems, new suppliers and new ways of attack.",
        fix="Go through the assessment and write the new date in `on`.",
        wrong_when="When you have looked at it since and it still fits. Then write that date.",
        message="the impact assessment of “{title}” is from {on_en} and should be reviewed",
        hint="go through the assessment and correct the date (`on`) under `dpia`",
    ),
    bad=Example("dpia: {outcome: not_required, on: 2023-05-01, reason: {da: Almindelige oplysninger om køb.}}"),
    good=Example("dpia: {outcome: not_required, on: 2024-05-01, reason: {da: Almindelige oplysninger om køb.}}"),
)
def dpia_stale(activity: Activity) -> Iterator[Hit]:
    on = as_date(activity.value.get("dpia", {}).get("on"))
    if on and due_after(on, allowed("dpia", activity.today)) < activity.today and not has_ended(activity):
        yield Hit("/dpia/on", words={"title": activity.entry.name(activity.register.language), **told("on", on)})


@rule(
    "DAT011", "hold-without-end", severity="warning", alarms="low", since="0.1",
    sources=(gdpr("5(1)(e)"),),
    da=Wording(
        title="Pause uden ende",
        checks="Sletning har været sat på pause i over et år, uden at nogen har skrevet, at pausen stadig er nødvendig.",
        why="En pause gælder en konkret sag. Når sagen er slut, og ingen hæver pausen, bliver oplysningerne liggende for altid.",
        fix="Se, om sagen stadig kører. Hæv pausen med `until`, eller skriv dagen, hvor I så på den (`reviewed_on`).",
        wrong_when="Aldrig, men en lang sag skal blot bekræftes en gang om året.",
        message="sletning efter »{schedule}« har været på pause siden {since_da}, og ingen har bekræftet det i over et år",
        hint="tilføj `until`, hvis sagen er slut, ellers `reviewed_on` med dagen, hvor I så på den",
    ),
    en=Wording(
        title="Hold without end",
        checks="Erasure has been on hold for more than a year without anybody writing that the hold is still needed.",
        why="A hold is for a specific case. When the case is over and nobody lifts the hold, the data stay for ever.",
        fix="See whether the case is still running. Lift the hold with `until`, or write the day on which you looked at it (`reviewed_on`).",
        wrong_when="Never, but a long case only needs to be confirmed once a year.",
        message="erasure under “{schedule}” has been on hold since {since_en}, and nobody has confirmed it for more than a year",
        hint="add `until` if the case is over, otherwise `reviewed_on` with the day on which you looked at it",
    ),
    bad=Example("""
        retention:
          - id: warranty
            label: {da: Garanti}
            mode: exact
            event: purchase
            period: P3Y
            hold: {from: 2025-03-01, condition: {da: Vi er uenige med fabrikken.}, by_role: shop-manager}
            deleted_by_role: shop-manager
        """),
    good=Example("""
        retention:
          - id: warranty
            label: {da: Garanti}
            mode: exact
            event: purchase
            period: P3Y
            hold:
              from: 2025-03-01
              condition: {da: Vi er uenige med fabrikken.}
              reviewed_on: 2026-03-02
              by_role: shop-manager
            deleted_by_role: shop-manager
        """),
)
def hold_without_end(activity: Activity) -> Iterator[Hit]:
    for pointer, schedule in activity.schedules.values():
        hold = schedule.get("hold", {})
        since, seen = as_date(hold.get("from")), as_date(hold.get("reviewed_on"))
        if since is None or "until" in hold:
            continue
        if due_after(max(since, seen or since), allowed("legal-hold", activity.today)) < activity.today:
            words = {"schedule": activity.label(schedule), **told("since", since)}
            yield Hit(f"{pointer}/hold/{'reviewed_on' if seen else 'from'}", words=words)


@rule(
    "DAT012", "policy-very-old", severity="warning", alarms="low", since="0.1", of="document",
    sources=(gdpr("12"), gdpr("13"), gdpr("24(1)")),
    da=Wording(
        title="Gammel tekst til folk",
        checks="En politik eller oplysningstekst har en dato, der er mere end to år gammel.",
        why="Teksten er det, folk får at vide. Er den ældre end det, I gør i dag, oplyser I forkert, og er den fra før 25. maj 2018, er den skrevet til en anden lov.",
        fix="Hold teksten op mod posterne, ret den, og skriv den nye dato.",
        wrong_when="Når teksten er set efter siden uden ændringer. Skriv så den dato.",
        message="»{title}« er fra {on_da} og er nok ikke set efter siden",
        hint="hold teksten op mod posterne, og ret datoen (`dated_on`)",
    ),
    en=Wording(
        title="Old text for people",
        checks="A policy or notice has a date that is more than two years back.",
        why="The text is what people are told. If it is older than what you do today, you inform wrongly, and if it is from before 25 May 2018, it was written for another law.",
        fix="Hold the text against the records, correct it, and write the new date.",
        wrong_when="When the text has been looked at since without changes. Then write that date.",
        message="“{title}” is from {on_en} and has probably not been looked at since",
        hint="hold the text against the records and correct the date (`dated_on`)",
    ),
    bad=Example("dated_on: 2018-03-20"),
    good=Example("dated_on: 2024-12-01"),
)
def policy_very_old(document: Record) -> Iterator[Hit]:
    on = as_date(document.value.get("dated_on"))
    is_old = on is not None and due_after(on, allowed("notice", document.today)) < document.today
    if on and is_old and document.value.get("type") in FOR_PEOPLE:
        yield Hit("/dated_on", words={"title": document.label(document.value), **told("on", on)})


@rule(
    "DAT014", "owner-gone", severity="error", alarms="low", since="0.1",
    sources=(gdpr("5(2)"), gdpr("24(1)")),
    da=Wording(
        title="Den ansvarlige findes ikke mere",
        checks="En rolle, der er nedlagt, står stadig som ansvarlig for aktiviteten, en sletning, en fast kørsel eller en pause.",
        why="Et ansvar, som ligger hos en rolle, der er væk, ligger ingen steder. Så bliver der hverken slettet eller set efter.",
        fix="Peg på den rolle, der har overtaget.",
        wrong_when="Når rollen findes igen. Fjern så `until` på rollen.",
        message="»{role}« har ansvaret her, men rollen blev nedlagt {until_da}",
        hint="skriv den rolle, der har overtaget ansvaret",
    ),
    en=Wording(
        title="Owner no longer there",
        checks="A role that has been abolished still answers for the activity, an erasure, a fixed run or a hold.",
        why="A duty that lies with a role that is gone lies nowhere. Then nothing is erased or looked at.",
        fix="Point to the role that has taken over.",
        wrong_when="When the role exists again. Then remove `until` at the role.",
        message="“{role}” answers for this, but the role was abolished on {until_en}",
        hint="write the role that has taken over",
    ),
    bad=Example("owner_role: archivist", file="activities/nordlys-regnskab/own-accounts.yaml"),
    good=Example("owner_role: director", file="activities/nordlys-regnskab/own-accounts.yaml"),
)
def owner_gone(activity: Activity) -> Iterator[Hit]:
    gone = {role["id"]: role for role in listed(activity.organisation, "roles") if _is_gone(role, activity.today)}
    if gone and not has_ended(activity):
        for pointer, role in _responsible(activity):
            if role in gone:
                until = as_date(gone[role]["until"])
                yield Hit(pointer, words={"role": activity.label(gone[role]), **told("until", until or activity.today)})


def _is_gone(role: dict[str, object], today: date) -> bool:
    until = as_date(role.get("until"))
    return until is not None and until < today


def _responsible(activity: Activity) -> Iterator[tuple[str, str]]:
    """The roles that have something to do in the future, with their places."""
    if "owner_role" in activity.value:
        yield "/owner_role", activity.value["owner_role"]
    for pointer, schedule in activity.schedules.values():
        if "deleted_by_role" in schedule:
            yield f"{pointer}/deleted_by_role", schedule["deleted_by_role"]
        for part in ("cycle", "hold"):
            if "by_role" in schedule.get(part, {}) and "until" not in schedule[part]:
                yield f"{pointer}/{part}/by_role", schedule[part]["by_role"]

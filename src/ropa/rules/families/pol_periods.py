"""POL: the periods that a document promises, held against the schedules and against each other (GDPR Art. 13(2)(a))."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ropa.findings import Language
from ropa.register.lists import listed
from ropa.retention import UNSTATED_EVENT, parse_rule
from ropa.retention import Rule as RetentionRule
from ropa.retention.rule import Period
from ropa.retention.words import duration
from ropa.rules.facts import Activity, Record
from ropa.rules.notices import activities_of, claims_of, said
from ropa.rules.rows import Value
from ropa.rules.rule import Example, Hit, Place, Wording, gdpr, rule
from ropa.rules.timing import contradicts, events_of

WORDS: Mapping[Language, Mapping[str, str]] = {
    "da": {
        "max": "højst ", "min": "mindst ", "calendar_year_end": " fra kalenderårets udgang",
        "financial_year_end": " fra regnskabsårets udgang", "+month_end": " og måneden ud",
        "+calendar_year_end": " og kalenderåret ud", "+financial_year_end": " og regnskabsåret ud",
    },
    "en": {
        "max": "at most ", "min": "at least ", "calendar_year_end": " from the end of the calendar year",
        "financial_year_end": " from the end of the financial year", "+month_end": " and to the end of the month",
        "+calendar_year_end": " and to the end of the calendar year",
        "+financial_year_end": " and to the end of the financial year",
    },
}
"""What a period is said to be besides its length: by mode, by start, and by rounding after a plus."""


@rule(
    "POL002", "retention-mismatch", severity="error", alarms="low", since="0.1", of="document",
    sources=(gdpr("13(2)(a)"), gdpr("5(1)(e)"), gdpr("5(1)(a)")),
    da=Wording(
        title="Dokumentet har en anden frist",
        checks="En slettefrist i et dokument giver andre datoer end slettefristen i aktiviteten, eller to frister i samme afsnit om det samme giver hver sin dato.",
        why="Personen har fået at vide, hvornår oplysningerne er væk. Gemmer I dem længere, er løftet brudt; sletter I før, er oplysningen forkert.",
        fix="Find den frist, I følger, og skriv den begge steder.",
        wrong_when="Når fristerne gælder forskellige sager eller personer. Skriv så forskellen på udsagnet (`selection` eller `event`).",
        message="»{claim}« siger {stated_da}, men {other_da}",
        hint="skriv den samme frist begge steder, eller skriv, hvilke sager den gælder (`selection`)",
    ),
    en=Wording(
        title="The document has another period",
        checks="A period in a document gives other dates than the schedule in the activity, or two periods in one section about the same thing give different dates.",
        why="The person was told when the data are gone. Keeping them longer breaks the promise; erasing earlier makes the information wrong.",
        fix="Find the period that you follow and write it in both places.",
        wrong_when="When the periods are for different cases or people. Then write the difference on the claim (`selection` or `event`).",
        message="“{claim}” says {stated_en}, but {other_en}",
        hint="write the same period in both places, or write which cases it is for (`selection`)",
    ),
    bad=Example("""
        claims:
          - id: warranty-three-years
            type: retention
            section: buying
            text: {da: Garantien gemmer vi i fire år fra købet.}
            value: P4Y
            event: purchase
            activities: [havnens-cykler/bike-sales]
        """),
    good=Example("""
        claims:
          - id: warranty-three-years
            type: retention
            section: buying
            text: {da: Garantien gemmer vi i højst tre år fra købet.}
            value: P36M
            mode: max
            event: purchase
            activities: [havnens-cykler/bike-sales]
        """),
)
def retention_mismatch(document: Record) -> Iterator[Hit]:
    claims = [(pointer, claim, stated) for pointer, claim in claims_of(document, "retention") if (stated := _stated(claim))]
    for number, (pointer, claim, stated) in enumerate(claims):
        others = (other for other in claims[:number] if _is_same(claim, other[1]) and _clash(stated, other[2]))
        if other := next(others, None):
            yield _mismatch(
                document, pointer, claim, stated, Place(f"{other[0]}/value", "den anden frist", "the other period"),
                f"»{said(document, other[1])}« siger {_length(other[2], 'da')}",
                f"“{said(document, other[1])}” says {_length(other[2], 'en')}",
            )
            continue
        for activity in activities_of(document, claim):
            if found := _other_schedules(activity, stated):
                place, others = found
                name = activity.entry.name(document.register.language)
                da, en = (", ".join(dict.fromkeys(_length(one, to) for one in others)) for to in ("da", "en"))
                yield _mismatch(
                    document, pointer, claim, stated,
                    Place(place, "slettefristen i posten", "the schedule in the record", activity.entry.file),
                    f"posten »{name}« har {da}", f"the record “{name}” has {en}",
                )
                break


def _stated(claim: Value) -> RetentionRule | None:
    """A claimed period as a rule; None when it states none that can be counted."""
    if not claim.get("value", "").startswith("P"):
        return None
    parts = {name: claim[name] for name in ("event", "from", "round_up") if name in claim}
    found = parse_rule({"mode": claim.get("mode", "exact"), "period": claim["value"], **parts})
    return found if isinstance(found, RetentionRule) else None


def _is_same(claim: Value, other: Value) -> bool:
    """Whether two claims in one section are about the same cases of the same activity."""
    same_place = "section" in claim and claim["section"] == other.get("section")
    shares = not set(listed(claim, "activities")).isdisjoint(listed(other, "activities"))
    return same_place and shares and claim.get("selection") == other.get("selection")


def _clash(one: RetentionRule, other: RetentionRule) -> bool:
    return events_of(one) == events_of(other) and contradicts(one, other)


def _other_schedules(activity: Activity, stated: RetentionRule) -> tuple[str, tuple[RetentionRule, ...]] | None:
    """The schedules when none agrees with what is stated, from the same event or else in length, and the first's pointer."""
    computed = {key: rule for key, rule in activity.computed.items() if rule.terms}
    alike = {key: rule for key, rule in computed.items() if events_of(rule) == events_of(stated)}
    same_event = alike if stated.terms[0].event != UNSTATED_EVENT else {}
    against = same_event or computed
    if not against or any(_agrees(rule, stated, bool(same_event)) for rule in against.values()):
        return None
    return activity.schedules[next(iter(against))][0], tuple(against.values())


def _agrees(rule: RetentionRule, stated: RetentionRule, is_same_event: bool) -> bool:
    if is_same_event:
        return not contradicts(rule, stated)
    lengths = {_days(term.period) for term in (*rule.terms, *rule.floors, *rule.ceilings)}
    lengths |= {_days(rule.hard_max)} if rule.hard_max else set()
    own = _days(stated.terms[0].period)
    if stated.mode == "max":
        return min(lengths) <= own
    return max(lengths) >= own if stated.mode == "min" else own in lengths


def _days(period: Period) -> tuple[int, int]:
    return period.total_months, period.days


def _length(rule: RetentionRule, language: Language) -> str:
    """The period of a rule in words, with where it is counted from and what rounding adds."""
    words, term = WORDS[language], rule.terms[0]
    return words.get(rule.mode, "") + duration(term.period, language) + words.get(term.start, "") + words.get(f"+{term.round_up}", "")


def _mismatch(
    document: Record, pointer: str, claim: Value, stated: RetentionRule, place: Place, other_da: str, other_en: str
) -> Hit:
    words = {
        "claim": said(document, claim), "stated_da": _length(stated, "da"), "stated_en": _length(stated, "en"),
        "other_da": other_da, "other_en": other_en,
    }
    return Hit(f"{pointer}/value", words=words, related=(place,))

"""POL: lists in a document that pass for complete and are not (GDPR Art. 13(1)(e), 14(1)(d)-(e))."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.register.lists import listed, placed
from ropa.rules.facts import Activity, Record
from ropa.rules.notices import claimed_over, claims_of, said, unnamed
from ropa.rules.rows import Value
from ropa.rules.rule import Example, Hit, Place, Wording, gdpr, rule

NOT_ON_LISTS = frozenset({"processor", "data_subject"})
"""Roles of recipients that a list of recipients is not about; processors have lists of their own."""
SHOWN_NAMES = 4


@rule(
    "POL003", "recipient-not-in-notice", severity="error", alarms="low", since="0.1", of="document",
    sources=(gdpr("13(1)(e)"), gdpr("14(1)(e)"), gdpr("5(1)(a)")),
    da=Wording(
        title="Modtager mangler i dokumentet",
        checks="Et dokument giver sig ud for at nævne alle modtagere eller databehandlere, men en af dem i posterne er ikke med.",
        why="En liste, der ser hel ud og ikke er det, fører læseren bag lyset. Man må gerne nævne slags modtagere i stedet for navne.",
        fix="Skriv den, der mangler, på listen, eller skriv slags modtagere i stedet for navne.",
        wrong_when="Når modtageren er nævnt under et andet navn. Skriv den så i `parties` på udsagnet.",
        message="»{claim}« giver sig ud for at være hele listen, men »{party}« fra »{activity}« er ikke med",
        hint="skriv »{party}« i dokumentet og i `parties`, eller skriv slags modtagere i stedet for navne",
    ),
    en=Wording(
        title="Recipient missing in the document",
        checks="A document passes itself off as naming all recipients or processors, but one of those in the records is not there.",
        why="A list that looks complete and is not misleads the reader. You may name categories of recipients instead of names.",
        fix="Write the missing one on the list, or write categories of recipients instead of names.",
        wrong_when="When the recipient is named in other words. Then write it in `parties` on the claim.",
        message="“{claim}” passes for the complete list, but “{party}” of “{activity}” is not on it",
        hint="write “{party}” in the document and in `parties`, or write categories of recipients instead of names",
    ),
    bad=Example("""
        claims:
          - id: buying-recipients
            type: recipient
            section: buying
            text: {da: "Her er alle dem, der får oplysninger om et køb."}
            parties: [frame-register, carriers, redwood-frames]
            complete: true
            activities: [havnens-cykler/bike-sales]
        """),
    good=Example("""
        claims:
          - id: buying-recipients
            type: recipient
            section: buying
            text: {da: "Stelregistret er en af dem, der får oplysninger om et køb."}
            parties: [frame-register]
            activities: [havnens-cykler/bike-sales]
        """),
)
def recipient_not_in_notice(document: Record) -> Iterator[Hit]:
    for pointer, claim in claims_of(document, "recipient", "processor_list"):
        named = _named(document, claim["type"])
        for party, (activity, place) in _missing(document, claim, named).items() if claim.get("complete") else ():
            words = {
                "claim": said(document, claim), "party": document.name("party", party),
                "activity": activity.entry.name(document.register.language),
            }
            yield Hit(f"{pointer}/complete", words=words, related=(place,))


def _named(document: Record, kind: str) -> set[str]:
    """Everyone on the lists of a kind that pass for complete."""
    lists = (claim for _, claim in claims_of(document, kind) if claim.get("complete"))
    return {party for claim in lists for party in listed(claim, "parties")}


def _missing(document: Record, claim: Value, named: set[str]) -> dict[str, tuple[Activity, Place]]:
    """Who gets data and is named nowhere, with the first activity and the place that says so."""
    found: dict[str, tuple[Activity, Place]] = {}
    gets = _processors if claim["type"] == "processor_list" else _recipients
    for activity in claimed_over(document, claim):
        for party, place in gets(activity):
            if party not in named and not _is_ourselves(activity, party):
                found.setdefault(party, (activity, place))
    return found


def _recipients(activity: Activity) -> Iterator[tuple[str, Place]]:
    for pointer, item in placed(activity.value, "recipients"):
        if item.get("role") not in NOT_ON_LISTS:
            yield item["party"], Place(f"{pointer}/party", "modtageren", "the recipient", activity.entry.file)


def _processors(activity: Activity) -> Iterator[tuple[str, Place]]:
    for processor in activity.processors:
        if processor.systems:
            place = Place("/operator", "systemet, den driver", "the system it operates", processor.systems[0].file)
        else:
            place = Place("/processors", "databehandlerne", "the processors", activity.entry.file)
        yield processor.party, place


def _is_ourselves(activity: Activity, party: str) -> bool:
    return activity.of("party", party).get("member") == activity.entry.organisation


@rule(
    "POL004", "category-not-in-notice", severity="warning", alarms="medium", since="0.1", of="document",
    sources=(gdpr("14(1)(d)"), gdpr("5(1)(a)")),
    da=Wording(
        title="Oplysninger mangler i dokumentet",
        checks="Et dokument giver sig ud for at nævne alle oplysninger i en aktivitet, men aktiviteten har flere.",
        why="Kommer oplysningerne fra andre end personen selv, skal dokumentet nævne dem. Ellers skal dokument og post i det mindste sige det samme.",
        fix="Skriv de oplysninger, der mangler, i dokumentet, eller fjern dem fra posten, hvis I ikke har dem.",
        wrong_when="Når dokumentet nævner oplysningerne med et bredere ord. Skriv dem så i `categories` på udsagnet.",
        message="»{claim}« nævner ikke {names} fra »{activity}«",
        hint="skriv oplysningerne i dokumentet og i `categories` på udsagnet",
    ),
    en=Wording(
        title="Data missing in the document",
        checks="A document passes itself off as naming all data of an activity, but the activity has more.",
        why="When data come from others than the person, the document must name them. Otherwise document and record should at least agree.",
        fix="Write the missing data in the document, or remove them from the record if you do not have them.",
        wrong_when="When the document names the data in a wider word. Then write them in `categories` on the claim.",
        message="“{claim}” does not name {names} of “{activity}”",
        hint="write the data in the document and in `categories` on the claim",
    ),
    bad=Example("""
        claims:
          - id: buying-data
            type: category
            section: buying
            text: {da: "Her er alle de oplysninger, vi gemmer om et køb."}
            categories: [name, address, phone, email, purchase]
            complete: true
            activities: [havnens-cykler/bike-sales]
        """),
    good=Example("""
        claims:
          - id: buying-data
            type: category
            section: buying
            text: {da: Vi gemmer blandt andet navn og adresse.}
            categories: [name, address]
            activities: [havnens-cykler/bike-sales]
        """),
)
def category_not_in_notice(document: Record) -> Iterator[Hit]:
    denied = {key for _, claim in claims_of(document, "no_other_data") for key in listed(claim, "activities")}
    for pointer, claim in claims_of(document, "category"):
        for activity in claimed_over(document, claim) if claim.get("complete") else ():
            rows = {c: row for row in reversed(activity.rows) for c in unnamed(document, activity, row.categories)}
            if rows and activity.entry.key not in denied:
                names = [document.name("personal_data_category", category) for category in sorted(rows)]
                words = {
                    "claim": said(document, claim), "names": _told(names),
                    "activity": activity.entry.name(document.register.language),
                }
                place = next(iter(reversed(rows.values()))).pointer
                related = Place(f"{place}/categories", "rækken, der har dem", "the row that has them", activity.entry.file)
                yield Hit(f"{pointer}/categories", words=words, related=(related,))


def _told(names: list[str]) -> str:
    """The first of some names, each quoted, and how many more there are."""
    more = f" (+{len(names) - SHOWN_NAMES})" if len(names) > SHOWN_NAMES else ""
    return ", ".join(f"»{name}«" for name in names[:SHOWN_NAMES]) + more

"""POL: the rights that a document leaves out or tells wrongly (GDPR Art. 7(3), 12-22). Which they are stands in `rights`."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.law.tables import LawRow, rows_on
from ropa.register.lists import listed
from ropa.retention.words import enumerate_words
from ropa.rules.facts import Activity, Record
from ropa.rules.notices import choices_of, claims_of, is_read, told_in
from ropa.rules.rows import Row
from ropa.rules.rule import Example, Hit, Place, Wording, gdpr, rule

NOTICES = frozenset({"privacy_policy", "notice", "employee_policy"})
MARKETING = frozenset({"marketing", "newsletter"})
MARKETING_RIGHT = "marketing_objection"


@rule(
    "POL006", "right-omitted", severity="error", alarms="low", since="0.1", of="document",
    sources=(gdpr("13(2)(b)"), gdpr("13(2)(c)"), gdpr("13(2)(d)"), gdpr("14(2)(c)-(e)")),
    da=Wording(
        title="Rettighed ikke nævnt",
        checks="En politik eller oplysningstekst, som nogen har læst udsagn ud af, fortæller ikke om alle de rettigheder, den skal efter grundlagene i de aktiviteter, den handler om.",
        why="Personen kan kun bruge en ret, som personen kender. Listen i art. 13 er ikke valgfri.",
        fix="Tilføj rettigheden i dokumentet, og læs den ind som et udsagn med `right`.",
        wrong_when="Når dokumentet nævner rettigheden, men udsagnet mangler feltet `right`, eller når personerne får den at vide et andet sted.",
        message="»{document}« fortæller ikke om retten til {rights_da}",
        hint="skriv rettigheden i dokumentet, eller sæt `right` på det udsagn, der nævner den",
    ),
    en=Wording(
        title="Right left out",
        checks="A policy or notice from which somebody has read claims does not tell of all the rights that it must, by the legal bases of the activities it is about.",
        why="People can only use a right that they know of. The list in Art. 13 is not optional.",
        fix="Add the right to the document, and read it in as a claim with `right`.",
        wrong_when="When the document names the right but the claim lacks `right`, or when people are told of it elsewhere.",
        message="“{document}” does not tell of the right to {rights_en}",
        hint="write the right in the document, or set `right` on the claim that names it",
    ),
    bad=Example("{}", without=("/claims/11",)),
    good=Example("""
        claims:
          - id: restriction
            type: right
            section: contact
            text: {da: "Sig til, hvis vi kun må gemme oplysningerne."}
            right: restriction
        """),
)
def right_omitted(document: Record) -> Iterator[Hit]:
    if not is_read(document) or document.value.get("type") not in NOTICES:
        return
    told = {claim["right"] for _, claim in claims_of(document) if "right" in claim}
    activities = told_in(document)
    missing = [row for row in rows_on("rights", document.today) if row.id not in told and _is_due(row, activities)]
    if missing and activities:
        words = {
            "document": document.entry.name(document.register.language),
            "rights_da": enumerate_words([row["name"]["da"] for row in missing], " og "),
            "rights_en": enumerate_words([row["name"]["en"] for row in missing], " and "),
        }
        yield Hit("/claims", words=words)


def _is_due(right: LawRow, activities: tuple[Activity, ...]) -> bool:
    """Whether a notice about some activities must tell of a right."""
    if isinstance(right["when"], str):
        return bool(right["when"] == "always")
    return any(
        not {ground.article, ground.value.get("article_9")}.isdisjoint(right["when"]) and (not right.get("is_automated") or _is_automated(activity, row))
        for activity in activities
        for row, ground in activity.grounds
    )


def _is_automated(activity: Activity, row: Row) -> bool:
    """Whether data that the person gave lie anywhere but on paper (GDPR Art. 20(1)(b))."""
    media = {activity.systems[key].value.get("medium") for key in listed(row.value, "systems") if key in activity.systems}
    return "data_subject" in row.source_types and media != {"paper"}


@rule(
    "POL007", "right-misstated", severity="warning", alarms="medium", since="0.1", of="document",
    sources=(gdpr("7(3)"), gdpr("12(2)"), gdpr("18"), gdpr("20(1)"), gdpr("21(3)")),
    da=Wording(
        title="Rettighed fortalt forkert",
        checks="Et dokument gør en rettighed mindre, end den er: kun ved samtykke, kun på en betingelse, under et forkert navn, eller slet ikke.",
        why="Den, der læser det, lader være med at bruge sin ret. Retten til at få oplysninger med gælder fx også ved en kontrakt, og et nej til markedsføring kræver ingen grund.",
        fix="Skriv rettigheden, som den er i loven.",
        wrong_when="Når forbeholdet står i loven for netop jeres behandling. Er I i tvivl, bør en jurist se på det.",
        message="retten til {right_da} er fortalt med et forbehold, som loven ikke har: »{reservation_da}«",
        hint="skriv rettigheden uden forbeholdet",
    ),
    en=Wording(
        title="Right told wrongly",
        checks="A document makes a right smaller than it is: only with consent, only on a condition, under a wrong name, or not at all.",
        why="Those who read it do not use their right. The right to portability also holds with a contract, for example, and a no to marketing needs no reason.",
        fix="Write the right as it is in the law.",
        wrong_when="When the law has that reservation for just your processing. If in doubt, a lawyer should look at it.",
        message="the right to {right_en} is told with a reservation that the law does not have: “{reservation_en}”",
        hint="write the right without the reservation",
    ),
    bad=Example("""
        claims:
          - id: portability
            type: right
            section: rights
            text: {da: "Har du givet samtykke, kan du få dine oplysninger med."}
            right: portability
            reservation: consent_only
        """),
    good=Example("""
        claims:
          - id: objection
            type: right
            section: rights
            text: {da: "Du kan gøre indsigelse, når du har en særlig grund til det."}
            right: objection
            reservation: conditional
        """),
)
def right_misstated(document: Record) -> Iterator[Hit]:
    for pointer, claim in claims_of(document):
        if "right" in claim and "reservation" in claim:
            row = next((row for row in rows_on("rights", document.today) if row.id == claim["right"]), None)
            if row is not None and claim["reservation"] in row["wrong"]:
                label = choices_of("reservation")[claim["reservation"]]
                words = {
                    "right_da": row["name"]["da"], "right_en": row["name"]["en"],
                    "reservation_da": label["da"], "reservation_en": label["en"],
                }
                yield Hit(f"{pointer}/reservation", words=words)


@rule(
    "POL008", "dm-objection-not-separate", severity="error", alarms="low", since="0.1", of="document",
    sources=(gdpr("21(2)"), gdpr("21(3)"), gdpr("21(4)")),
    da=Wording(
        title="Nej til markedsføring ikke nævnt",
        checks="Et dokument handler om en aktivitet med markedsføring, men intet sted for sig selv siger, at man altid kan sige nej til direkte markedsføring.",
        why="Den ret skal stå klart og adskilt fra resten, senest ved den første kontakt. Et nej skal respekteres uden spørgsmål.",
        fix="Sæt en kort sætning for sig selv: Du kan altid sige nej til reklame fra os. Skriv også hvordan.",
        wrong_when="Når alle får det at vide for sig selv et andet sted, fx nederst i hver e-mail, fra den første kontakt.",
        message="»{document}« siger ikke for sig selv, at man kan sige nej til den markedsføring, der sker i »{activity}«",
        hint="skriv retten for sig selv, og læs den ind som et udsagn med `right: marketing_objection`",
    ),
    en=Wording(
        title="No to marketing not told",
        checks="A document is about an activity with marketing, but nowhere says by itself that you can always say no to direct marketing.",
        why="That right must be told clearly and apart from the rest, at the first contact at the latest. A no must be respected without questions.",
        fix="Give it a short sentence of its own: You can always say no to advertising from us. Also write how.",
        wrong_when="When everybody is told separately elsewhere from the first contact, such as at the foot of every e-mail.",
        message="“{document}” does not say by itself that one can say no to the marketing in “{activity}”",
        hint="write the right by itself, and read it in as a claim with `right: marketing_objection`",
    ),
    bad=Example("{}", without=("/claims/7",)),
    good=Example("""
        claims:
          - id: no-to-marketing
            type: right
            section: contact
            text: {da: Du kan altid sige nej til reklame.}
            right: marketing_objection
        """),
)
def dm_objection_not_separate(document: Record) -> Iterator[Hit]:
    if not is_read(document) or _tells_of_marketing(document):
        return
    for activity in told_in(document):
        is_marketing = not activity.kinds.isdisjoint(MARKETING) or "marketing" in activity.value
        if is_marketing and not any(map(_tells_of_marketing, _notices_of(activity))):
            language = document.register.language
            words = {"document": document.entry.name(language), "activity": activity.entry.name(language)}
            place = Place("/kinds", "aktiviteten med markedsføring", "the activity with marketing", activity.entry.file)
            yield Hit("/claims", words=words, related=(place,))
            return


def _tells_of_marketing(document: Record) -> bool:
    return any(claim.get("right") == MARKETING_RIGHT for _, claim in claims_of(document))


def _notices_of(activity: Activity) -> Iterator[Record]:
    """The documents that an activity names as its notices."""
    for notice in listed(activity.value, "notices"):
        entry = activity.register.get("document", notice["document"])
        if entry is not None:
            yield Record(activity.facts, entry)

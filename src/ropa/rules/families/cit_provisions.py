"""CIT: citations of law that lead nowhere: to an act or a provision that no longer holds, or to no place at all.

The words about a reason stand here; what holds when stands in the table `provisions`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.law.tables import LawRow
from ropa.retention.words import civil_date
from ropa.rules.citations import Cited, citations, ended_act, ended_place, is_placed, lacks_point
from ropa.rules.facts import Record
from ropa.rules.rule import Example, Hit, Wording, act, gdpr, guidance, rule

REASONS = {
    "unreadable": ("den nævner ikke en bestemt lov og bestemmelse", "it does not name one act and provision"),
    "no_provision": ("den nævner hverken en lov eller en bestemmelse", "it names neither an act nor a provision"),
    "no_act": ("den siger ikke, hvilken lov paragraffen står i", "it does not say which act the section is in"),
    "chain": ("den bliver ved med at henvise videre til et nyt stykke", "it keeps leading on to another paragraph"),
    "no_point": ("den siger ikke, hvilken af mulighederne der er valgt (litra)", "it does not say which of the options was chosen (point)"),
}


@rule(
    "CIT001", "repealed-act", severity="error", alarms="low", since="0.1", of="record", covers=("CIT003",),
    sources=(gdpr("5(1)(a)"), gdpr("13(1)(c)"), guidance("Datatilsynet", "lovgivning, om persondataloven")),
    da=Wording(
        title="Ophævet lov",
        checks="En henvisning i et dokument eller en aktivitet peger på en lov, som er ophævet i dag, eller som var det på dokumentets egen dato.",
        why="Et grundlag i en lov, der ikke findes, er intet grundlag, og læseren kan ikke slå det op.",
        fix="Find den regel, der gælder nu, og skriv den. Brug ikke bare den nye lovs navn: reglen kan være en anden.",
        wrong_when="Når teksten fortæller om en tid, hvor loven gjaldt. Er det i tvivl, hvad der er kommet i stedet, bør en jurist se på det.",
        message="»{cited}« er ophævet; den gjaldt sidst {last_da}",
        hint="slå reglen op i {now_da}, og ret henvisningen",
    ),
    en=Wording(
        title="Repealed act",
        checks="A citation in a document or an activity points to an act that is repealed today, or was on the document's own date.",
        why="A ground in an act that does not exist is no ground, and readers cannot look it up.",
        fix="Find the rule that holds now and write it. Do not just use the new act's name: the rule may be another.",
        wrong_when="When the text tells of a time when the act held. If it is unclear what has come instead, a lawyer should look at it.",
        message="“{cited}” is repealed; it last held on {last_en}",
        hint="look the rule up in {now_en} and correct the citation",
    ),
    bad=Example("""
        claims:
          - id: contract-basis
            type: legal_citation
            section: buying
            text: {da: "Vi bruger dine oplysninger, fordi vi har en aftale."}
            value: persondataloven § 6, stk. 1, nr. 2
            activities: [havnens-cykler/bike-sales]
        """, file="documents/havnens-privacy.yaml"),
    good=Example("""
        claims:
          - id: contract-basis
            type: legal_citation
            section: buying
            text: {da: "Vi bruger dine oplysninger, fordi vi har en aftale."}
            value: databeskyttelsesforordningen art. 6, stk. 1, litra b
            activities: [havnens-cykler/bike-sales]
        """, file="documents/havnens-privacy.yaml"),
)
def repealed_act(record: Record) -> Iterator[Hit]:
    for cited in record.once(citations):
        if found := ended_act(cited):
            provision, row = found
            now = row["replaced_by"]
            words = {"cited": provision.act, "now_da": now["da"], "now_en": now["en"], **_last_day(row)}
            yield Hit(cited.act_pointer, words=words)


def _last_day(row: LawRow) -> dict[str, str]:
    return {"last_da": civil_date(row.valid_to, "da"), "last_en": civil_date(row.valid_to, "en")}


@rule(
    "CIT002", "dead-provision", severity="error", alarms="low", since="0.1", of="record",
    sources=(gdpr("5(1)(a)"), gdpr("13(1)(c)"), act("databeskyttelsesloven", "§ 13")),
    da=Wording(
        title="Ophævet bestemmelse",
        checks="En henvisning peger på en paragraf eller et stykke, som er ophævet eller flyttet, i en lov, der stadig gælder.",
        why="Loven er den samme, men reglen er væk. Databeskyttelseslovens § 13 om markedsføring blev fx skåret ned til én sætning, og mange politikker nævner stadig de gamle stykker.",
        fix="Find den regel, der gælder nu, og skriv den. Se også efter, om det, I gør, stadig er lovligt.",
        wrong_when="Når teksten fortæller om en tid, hvor bestemmelsen gjaldt. Den præcise dag for ophævelsen af § 13 er ikke kontrolleret; en jurist bør se på det.",
        message="»{place}« i {act} findes ikke mere; den ser ud til at have gældt til og med {last_da}",
        hint="se på {now_da}, og ret henvisningen",
    ),
    en=Wording(
        title="Repealed provision",
        checks="A citation points to a section or subsection that is repealed or moved, in an act that still holds.",
        why="The act is the same but the rule is gone. Section 13 of the Danish data protection act on marketing was cut down to one sentence, for example, and many policies still name the old subsections.",
        fix="Find the rule that holds now and write it. Also see whether what you do is still lawful.",
        wrong_when="When the text tells of a time when the provision held. The exact day of the repeal in section 13 has not been checked; a lawyer should look at it.",
        message="“{place}” of {act} no longer exists; it seems to have held until {last_en}",
        hint="look at {now_en} and correct the citation",
    ),
    bad=Example("""
        claims:
          - id: partners
            type: legal_citation
            section: newsletter
            text: {da: "Vi giver oplysninger videre til partnere, når du har sagt ja."}
            value: databeskyttelsesloven § 13, stk. 1
            activities: [havnens-cykler/newsletter]
        """, file="documents/havnens-privacy.yaml"),
    good=Example("""
        claims:
          - id: partners
            type: legal_citation
            section: newsletter
            text: {da: "Vi slår op i CPR, før vi giver oplysninger videre."}
            value: databeskyttelsesloven § 13
            activities: [havnens-cykler/newsletter]
        """, file="documents/havnens-privacy.yaml"),
)
def dead_provision(record: Record) -> Iterator[Hit]:
    for cited in record.once(citations):
        if found := ended_place(cited):
            provision, row = found
            now = row["replaced_by"]
            words = {
                "place": provision.place, "act": provision.act, "now_da": now["da"], "now_en": now["en"], **_last_day(row),
            }
            yield Hit(cited.place_pointer, words=words)


@rule(
    "CIT004", "unparseable-citation", severity="warning", alarms="low", since="0.1", of="record",
    sources=(gdpr("13(1)(c)"), gdpr("12(1)")),
    da=Wording(
        title="Henvisning uden mål",
        checks="En henvisning til en lov kan ikke læses: den nævner ingen lov, ingen litra i art. 6, stk. 1, eller henviser videre og videre.",
        why="Personen skal kunne se, hvilken regel I bygger på. »Lovmæssige krav« og »art. 6, stk. 1« siger det ikke.",
        fix="Skriv lovens navn og bestemmelsen, fx »databeskyttelsesforordningen art. 6, stk. 1, litra f« eller »bogføringsloven § 12«.",
        wrong_when="Når kilden er en overenskomst eller en sædvane, som læseren kender under det navn, eller når loven er skrevet på et andet sprog.",
        message="henvisningen »{written}« fører ingen steder hen: {reason_da}",
        hint="skriv lovens navn og bestemmelsen, fx databeskyttelsesforordningen art. 6, stk. 1, litra f",
    ),
    en=Wording(
        title="Citation to nowhere",
        checks="A citation of law cannot be read: it names no act, no point of Art. 6(1), or leads on and on.",
        why="The person must be able to see which rule you rely on. “Statutory requirements” and “Art. 6(1)” do not say.",
        fix="Write the name of the act and the provision, such as Art. 6(1)(f) of the GDPR or section 12 of the bookkeeping act.",
        wrong_when="When the source is a collective agreement or a custom that readers know by that name, or when the act is written in another language.",
        message="the citation “{written}” leads nowhere: {reason_en}",
        hint="write the name of the act and the provision, such as databeskyttelsesforordningen art. 6, stk. 1, litra f",
    ),
    bad=Example("""
        claims:
          - id: keep-receipts
            type: legal_citation
            section: buying
            text: {da: "Vi gemmer kvitteringen, fordi vi skal."}
            value: lovmæssige krav
            activities: [havnens-cykler/bike-sales]
        """, file="documents/havnens-privacy.yaml"),
    good=Example("""
        claims:
          - id: keep-receipts
            type: legal_citation
            section: buying
            text: {da: "Vi gemmer kvitteringen, fordi vi skal."}
            value: bogføringsloven
            activities: [havnens-cykler/bike-sales]
        """, file="documents/havnens-privacy.yaml"),
)
def unparseable_citation(record: Record) -> Iterator[Hit]:
    for cited in record.once(citations):
        if cited.kind in ("ground", "citation") and is_placed(cited) and (reason := _reason(cited)):
            da, en = REASONS[reason]
            words = {"written": cited.written, "reason_da": da, "reason_en": en}
            yield Hit(cited.place_pointer, words=words)


def _reason(cited: Cited) -> str:
    if cited.citation.flaw:
        return cited.citation.flaw
    return "no_point" if any(lacks_point(provision) for provision in cited.citation.provisions) else ""

"""POL: how a document is written and kept: words from another trade, changes without notice, links to nowhere, no date.

The words that are looked for stand in the tables `template_residue` and `notice_phrases`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from ropa.law.tables import rows_on
from ropa.register.lists import listed, placed
from ropa.register.model import text
from ropa.rules.facts import Record
from ropa.rules.notices import claims_of, heading_of, said
from ropa.rules.rule import Example, Hit, Place, Wording, gdpr, rule
from ropa.rules.texts import Lexicon, folded

SOURCE = "source"
TOLD_PLACES = 5


@rule(
    "POL009", "source-recipient-merged", severity="warning", alarms="low", since="0.1", of="document",
    sources=(gdpr("13(1)(e)"), gdpr("14(2)(f)")),
    da=Wording(
        title="Kilder og modtagere i én liste",
        checks="Et dokument har én liste, der både er over dem, oplysningerne kommer fra, og dem, der får dem.",
        why="Læseren kan ikke se, hvem der får oplysninger, og hvem der giver dem. Det er to forskellige ting at have ret til at vide.",
        fix="Del listen i to: kilder og modtagere.",
        wrong_when="Når listen siger ved hver, om den er kilde, modtager eller begge dele.",
        message="listen i afsnittet »{heading}« er både over kilder og over modtagere",
        hint="del listen i to: hvor oplysningerne kommer fra, og hvem der får dem",
    ),
    en=Wording(
        title="Sources and recipients merged",
        checks="A document has one list both of those that the data come from and of those that get them.",
        why="Readers cannot see who gets data and who gives them. These are two things that people have a right to know.",
        fix="Split the list in two: sources and recipients.",
        wrong_when="When the list says of each whether it is a source, a recipient or both.",
        message="the list in the section “{heading}” is both of sources and of recipients",
        hint="split the list in two: where the data come from, and who gets them",
    ),
    bad=Example("""
        claims:
          - id: sources-and-recipients
            type: recipient
            section: buying
            text: {da: Vi indhenter og videregiver oplysninger fra og til banker og fabrikker.}
            shows: [source]
            activities: [havnens-cykler/bike-sales]
        """),
    good=Example("""
        claims:
          - id: sources
            type: other
            section: buying
            text: {da: Vi får oplysninger fra banker og fabrikker.}
            shows: [source]
            activities: [havnens-cykler/bike-sales]
        """),
)
def source_recipient_merged(document: Record) -> Iterator[Hit]:
    for pointer, claim in claims_of(document, "recipient", "processor_list"):
        if SOURCE in listed(claim, "shows"):
            yield Hit(f"{pointer}/shows", words={"heading": heading_of(document, claim.get("section", ""))})


@rule(
    "POL011", "foreign-template-text", severity="warning", alarms="medium", since="0.1", of="document",
    sources=(gdpr("5(1)(a)"), gdpr("12(1)")),
    da=Wording(
        title="Ord fra en anden branche",
        checks="Et dokument bruger ord fra en branche, som virksomheden ikke er i, fx »forsikringstager« hos en cykelhandler.",
        why="Ordene kommer som regel fra en skabelon. Så er der en fare for, at dokumentet også lover eller påstår noget, der ikke passer på jer.",
        fix="Læs afsnittet igennem, og skriv det, I faktisk gør, med jeres egne ord.",
        wrong_when="Når virksomheden også arbejder i den branche. Skriv det så i virksomhedens beskrivelse (`business`).",
        message="»{word}« hører til {trade_da} og ikke til virksomheden her{more_da}",
        hint="skriv afsnittet med jeres egne ord, eller nævn branchen i virksomhedens `business`",
    ),
    en=Wording(
        title="Words of another trade",
        checks="A document uses words of a trade that the organisation is not in, such as “policyholder” at a bicycle shop.",
        why="The words usually come from a template. Then the document may also promise or claim things that are not true of you.",
        fix="Read the section through and write what you really do, in your own words.",
        wrong_when="When the organisation works in that trade as well. Then write so in its description (`business`).",
        message="“{word}” belongs to {trade_en} and not to this organisation{more_en}",
        hint="write the section in your own words, or name the trade in the organisation's `business`",
    ),
    bad=Example("""
        claims:
          - id: policyholder
            type: other
            section: buying
            text: {da: Forsikringstager skal oplyse sit navn.}
            activities: [havnens-cykler/bike-sales]
        """),
    good=Example("""
        claims:
          - id: insurer
            type: other
            section: buying
            text: {da: "Er cyklen stjålet, kan dit forsikringsselskab få stelnummeret."}
            activities: [havnens-cykler/bike-sales]
        """),
)
def foreign_template_text(document: Record) -> Iterator[Hit]:
    if "business" not in document.organisation:
        return
    found: dict[str, list[tuple[str, str]]] = {}
    own = folded(text(document.organisation["business"], "da"))
    for pointer, written in _written(document):
        for word, row in _residue(document.today).find(written):
            if not any(True for _ in _business(document.today, row.id).find(own)):
                found.setdefault(row.id, []).append((pointer, word))
    for row in rows_on("template_residue", document.today):
        if row.id in found:
            (pointer, word), *others = found[row.id]
            words = {
                "word": word, "trade_da": row["trade"]["da"], "trade_en": row["trade"]["en"],
                "more_da": f" (steder i alt: {len(others) + 1})" if others else "",
                "more_en": f" (places in all: {len(others) + 1})" if others else "",
            }
            places = (Place(place, f"»{other}«", f"“{other}”") for place, other in others[:TOLD_PLACES])
            yield Hit(pointer, words=words, related=tuple(places))


def _written(document: Record) -> Iterator[tuple[str, str]]:
    """The headings, and the texts and values of claims, folded for comparison."""
    for pointer, section in placed(document.value, "sections"):
        yield f"{pointer}/heading", folded(section["heading"])
    for pointer, claim in claims_of(document):
        yield f"{pointer}/text", folded(claim["text"]["da"])
        if "value" in claim:
            yield f"{pointer}/value", folded(claim["value"])


@lru_cache(maxsize=8)
def _residue(today: date) -> Lexicon:
    return Lexicon(rows_on("template_residue", today))


@lru_cache(maxsize=32)
def _business(today: date, trade: str) -> Lexicon:
    return Lexicon((row for row in rows_on("template_residue", today) if row.id == trade), "business")


@rule(
    "POL012", "unilateral-change", severity="warning", alarms="low", since="0.1", of="document",
    sources=(gdpr("13(3)"), gdpr("12(1)")),
    da=Wording(
        title="Kan ændres uden varsel",
        checks="Et dokument siger, at det kan blive ændret uden varsel.",
        why="Vil I bruge oplysningerne til noget nyt, skal personerne vide det først. Et forbehold i teksten ændrer ikke på det.",
        fix="Skriv, hvordan I fortæller om ændringer, og at et nyt formål bliver meddelt, før det begynder.",
        wrong_when="Når forbeholdet kun gælder rettelser, der intet betyder for personerne.",
        message="dokumentet siger, at det kan blive ændret »{word}«",
        hint="skriv, at personerne får besked, før oplysningerne bliver brugt til noget nyt",
    ),
    en=Wording(
        title="Change without notice",
        checks="A document says that it may be changed without notice.",
        why="If you want to use the data for something new, people must know first. A reservation in the text does not change that.",
        fix="Write how you tell of changes, and that a new purpose is announced before it begins.",
        wrong_when="When the reservation is only for corrections that mean nothing to people.",
        message="the document says that it may be changed “{word}”",
        hint="write that people are told before the data are used for something new",
    ),
    bad=Example("""
        claims:
          - id: changes
            type: other
            section: contact
            text: {da: Vi kan til enhver tid ændre politikken uden varsel.}
        """),
    good=Example("""
        claims:
          - id: changes
            type: other
            section: contact
            text: {da: Vi ændrer aldrig politikken uden varsel.}
        """),
)
def unilateral_change(document: Record) -> Iterator[Hit]:
    for pointer, claim in claims_of(document):
        for sentence in folded(claim["text"]["da"]).split(". "):
            found = {row["about"]: word for word, row in _phrases(document.today).find(sentence)}
            if {"unilateral_change", "change"} <= found.keys() and "denied" not in found:
                yield Hit(f"{pointer}/text", words={"word": found["unilateral_change"]})


@lru_cache(maxsize=8)
def _phrases(today: date) -> Lexicon:
    rows = rows_on("notice_phrases", today)
    return Lexicon(row for row in rows if row["about"] in ("unilateral_change", "change", "denied"))


@rule(
    "POL013", "dead-link", severity="warning", alarms="low", since="0.1", of="document",
    sources=(gdpr("12(1)"),),
    da=Wording(
        title="Link uden mål",
        checks="Et link i et dokument fører ingen steder hen, eller dokumentet henviser til et afsnit, som ikke er der.",
        why="Det, der skulle stå bag linket, har personen ikke fået at vide.",
        fix="Ret linket, eller skriv teksten i dokumentet selv.",
        wrong_when="Når linket virker på den offentliggjorte side og kun mangler i den udgave, der blev læst. Ret så `target`.",
        message="»{link}« fører ingen steder hen: {reason_da}",
        hint="ret linket i dokumentet og `target` her, eller skriv teksten i stedet",
    ),
    en=Wording(
        title="Link to nowhere",
        checks="A link in a document leads nowhere, or the document refers to a section that is not there.",
        why="The person has not been told what should be behind the link.",
        fix="Correct the link, or write the text in the document itself.",
        wrong_when="When the link works on the published page and is only missing in the copy that was read. Then correct `target`.",
        message="“{link}” leads nowhere: {reason_en}",
        hint="correct the link in the document and `target` here, or write the text instead",
    ),
    bad=Example("""
        claims:
          - id: authority-guide
            type: link
            section: rights
            text: {da: Læs mere om dine rettigheder hos Datatilsynet.}
            value: Læs mere her
            target: "#"
        """),
    good=Example("""
        claims:
          - id: authority-guide
            type: link
            section: rights
            text: {da: Læs mere om dine rettigheder længere nede.}
            value: Læs mere her
            target: "#dine rettigheder"
        """),
)
def dead_link(document: Record) -> Iterator[Hit]:
    headings = {folded(name) for section in listed(document.value, "sections") for name in (section["heading"], section["id"])}
    for pointer, claim in claims_of(document):
        target = folded(claim.get("target", ""))
        is_heading = target.startswith("#") and len(target) > 1
        reason = ("", "")
        if target in _empty_targets(document.today):
            reason = ("der er ingen adresse bag det", "there is no address behind it")
        elif is_heading and target[1:].strip() not in headings:
            reason = ("dokumentet har intet afsnit, der hedder det", "the document has no section of that name")
        if reason[0]:
            link = claim.get("value", said(document, claim))
            yield Hit(f"{pointer}/target", words={"link": link, "reason_da": reason[0], "reason_en": reason[1]})


@lru_cache(maxsize=8)
def _empty_targets(today: date) -> frozenset[str]:
    rows = rows_on("notice_phrases", today)
    return frozenset(folded(term) for row in rows if row["about"] == "empty_target" for term in row["terms"])


@rule(
    "POL014", "undated", severity="warning", alarms="low", since="0.1", of="document",
    sources=(gdpr("5(2)"), gdpr("24(1)")),
    da=Wording(
        title="Uden dato og version",
        checks="En politik eller oplysningstekst har hverken en dato eller en version.",
        why="Uden en dato kan I ikke vise, hvad en person fik at vide, da oplysningerne blev indsamlet.",
        fix="Sæt datoen i dokumentet, fx datoen for den seneste ændring, og gem de gamle udgaver.",
        wrong_when="Når datoen kan læses et andet sted, fx i git eller på siden, hvor dokumentet ligger. Skriv den så her.",
        message="»{document}« har hverken en dato eller en version",
        hint="tilføj `dated_on`: datoen for den seneste ændring",
    ),
    en=Wording(
        title="No date or version",
        checks="A policy or notice has neither a date nor a version.",
        why="Without a date you cannot show what a person was told when the data were collected.",
        fix="Put the date in the document, such as that of the last change, and keep the old editions.",
        wrong_when="When the date can be read elsewhere, such as in git or on the page where the document is. Then write it here.",
        message="“{document}” has neither a date nor a version",
        hint="add `dated_on`: the date of the last change",
    ),
    bad=Example("{}", without=("/dated_on",)),
    good=Example("version: udgave 5", without=("/dated_on",)),
)
def undated(document: Record) -> Iterator[Hit]:
    if "dated_on" not in document.value and "version" not in document.value:
        yield Hit("", "dated_on", {"document": document.entry.name(document.register.language)})

"""DOC: whether the register rests on all of a document, so that nothing a policy says is forgotten (GDPR Art. 5(2))."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.rules.facts import Facts, Record
from ropa.rules.rule import Example, Hit, Wording, gdpr, rule
from ropa.sections import Section, unused_sections, used_sections


@rule(
    "DOC001", "unused-section", severity="info", alarms="low", since="0.1", of="document",
    sources=(gdpr("5(2)"), gdpr("24(2)")),
    da=Wording(
        title="Afsnit uden brug",
        checks="Et afsnit i et dokument er ikke nævnt af noget i registret: ingen post, intet udsagn og ingen bemærkning peger på det.",
        why="Nogen har skrevet afsnittet. Peger intet på det, ved ingen, om det er læst, og om fortegnelsen svarer til det, I lover folk.",
        fix="Læs afsnittet, og peg på det fra den post, det handler om. Har det ikke noget med personoplysninger at gøre, så skriv en bemærkning om det.",
        wrong_when="Når afsnittet er en indledning eller en overskrift uden indhold. Skriv det i en bemærkning på dokumentet, så er det set.",
        message="intet i registret bygger på afsnittet »{heading}«",
        hint="læs afsnittet, og henvis til det fra en post, et udsagn eller en bemærkning",
    ),
    en=Wording(
        title="Section without use",
        checks="A section of a document is named by nothing in the register: no record, no claim and no note points to it.",
        why="Somebody wrote the section. If nothing points to it, nobody knows whether it was read, or whether the record matches what you promise people.",
        fix="Read the section and point to it from the record it is about. If it has nothing to do with personal data, write a note that says so.",
        wrong_when="When the section is an introduction or a heading without content. Write that in a note on the document, and it has been seen.",
        message="nothing in the register rests on the section “{heading}”",
        hint="read the section, and point to it from a record, a claim or a note",
    ),
    bad=Example("""
        sections:
          - id: sickness
            heading: Når du er syg
        """, file="documents/nordlys-staff.yaml"),
    good=Example("""
        sections:
          - id: sickness
            heading: Når du er syg
        notes:
          - text: {da: "Afsnittet siger kun, hvem man ringer til. Det handler ikke om oplysninger."}
            sources: [{document: nordlys-staff, section: sickness}]
        """, file="documents/nordlys-staff.yaml"),
)
def unused_section(document: Record) -> Iterator[Hit]:
    used = document.facts.once(_used)
    if used is not None:
        for pointer, section in unused_sections(document.entry, used):
            yield Hit(pointer, words={"heading": section["heading"]})


def _used(facts: Facts) -> frozenset[Section] | None:
    return used_sections(facts.register)

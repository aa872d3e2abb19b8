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
        checks="Intet i registret bygger på et afsnit i et dokument: ingen post peger på det, og ingen af dokumentets udsagn er fra det. Dokumentets egne bemærkninger tæller ikke.",
        why="Nogen har skrevet afsnittet. Peger intet på det, ved ingen, om det er læst, og om fortegnelsen svarer til det, I lover folk.",
        fix="Læs afsnittet, og peg på det fra den post, det handler om, eller skriv det, afsnittet siger, som et udsagn. Har det ikke noget med personoplysninger at gøre, så accepter det som en afvigelse på dokumentet.",
        wrong_when="Når afsnittet er en indledning eller en overskrift uden indhold. En afvigelse på dokumentet siger, at nogen har set det.",
        message="intet i registret bygger på afsnittet »{heading}«",
        hint="læs afsnittet, og henvis til det fra en post eller et udsagn",
    ),
    en=Wording(
        title="Section without use",
        checks="Nothing in the register rests on a section of a document: no record points to it, and none of the document's claims is from it. The document's own notes do not count.",
        why="Somebody wrote the section. If nothing points to it, nobody knows whether it was read, or whether the record matches what you promise people.",
        fix="Read the section and point to it from the record it is about, or write what it says as a claim. If it has nothing to do with personal data, accept it as a deviation on the document.",
        wrong_when="When the section is an introduction or a heading without content. A deviation on the document says that somebody has seen it.",
        message="nothing in the register rests on the section “{heading}”",
        hint="read the section, and point to it from a record or a claim",
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
        """, file="documents/nordlys-staff.yaml", also={"activities/nordlys-regnskab/own-accounts.yaml": """
        notes:
          - text: {da: Sygedagpenge står i regnskabet uden navn.}
            sources: [{document: nordlys-staff, section: sickness}]
        """}),
)
def unused_section(document: Record) -> Iterator[Hit]:
    used = document.facts.once(_used)
    if used is not None:
        for pointer, section in unused_sections(document.entry, used):
            yield Hit(pointer, words={"heading": section["heading"]})


def _used(facts: Facts) -> frozenset[Section] | None:
    return used_sections(facts.register)

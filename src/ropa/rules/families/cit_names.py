"""CIT: names and contact details that have gone out of date, in documents and in the texts of records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from ropa.law.tables import LawRow, rows_on
from ropa.register import Entry
from ropa.register.lists import listed, placed
from ropa.register.pointers import follow
from ropa.rules.citations import UNREAD
from ropa.rules.facts import Record
from ropa.rules.rows import Value
from ropa.rules.rule import Example, Hit, Instead, Wording, gdpr, guidance, rule
from ropa.rules.texts import Lexicon, folded
from ropa.schema import Field, fields_of

KINDS: Mapping[str, tuple[str, str]] = {
    "address": ("adresse", "address"),
    "phone": ("telefonnummer", "telephone number"),
    "email": ("e-mailadresse", "e-mail address"),
}
_FOUND = {
    "phone": re.compile(r"(?<![\d-])(?:\+?45 ?)?((?:\d ?){7}\d)(?!\d)"),
    "email": re.compile(r"[^\s,;@]+@[^\s,;@]+"),
    "address": re.compile(r"(?<!\d)\d{4}(?= +[^\W\d])"),
}
"""What in a text is a telephone number, an e-mail address, or the postal code of an address."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@rule(
    "CIT003", "obsolete-name", severity="warning", alarms="low", since="0.1", of="record",
    sources=(gdpr("12(1)"), guidance("Digitaliseringsstyrelsen", "NemID lukkede 31-10-2023")),
    da=Wording(
        title="Forældet navn",
        checks="Et dokument, en aktivitet eller en anden post bruger et navn, som ikke er i brug mere, fx NemID eller persondataloven.",
        why="Det gamle navn viser, at teksten ikke er set efter længe, og læseren kan ikke finde det, der er nævnt.",
        fix="Skriv det nye navn. Se efter, om resten af teksten også er fra dengang.",
        wrong_when="Når teksten fortæller om dengang, eller når ordet er en del af et andet navn.",
        message="»{old}« er forældet; i dag er det {now_da}",
        hint="skriv {now_da}",
    ),
    en=Wording(
        title="Obsolete name",
        checks="A document, an activity or another record uses a name that is no longer in use, such as NemID or persondataloven.",
        why="The old name shows that nobody has looked at the text for long, and readers cannot find what it names.",
        fix="Write the new name. See whether the rest of the text is from then, too.",
        wrong_when="When the text tells of that time, or when the word is part of another name.",
        message="“{old}” is out of date; today it is {now_en}",
        hint="write {now_en}",
    ),
    bad=Example("""
        claims:
          - id: sign-in
            type: other
            section: buying
            text: {da: "Du logger på med NemID, når du køber på afbetaling."}
        """, file="documents/havnens-privacy.yaml"),
    good=Example("""
        claims:
          - id: sign-in
            type: other
            section: buying
            text: {da: "Du logger på med MitID, når du køber på afbetaling."}
        """, file="documents/havnens-privacy.yaml"),
)
def obsolete_name(record: Record) -> Iterator[Hit]:
    words, entry = _obsolete(record.today), record.entry
    for pointer, written in _own_words(record):
        for word, row in dict(words.find(folded(written))).items():
            old = _as_written(word, written)
            now = row.get("now")
            if now and (not row.get("exact") or old in row["terms"]):
                told = {"old": old, "now_da": now["da"], "now_en": now["en"]}
                yield Hit(pointer, words=told, instead=_instead(entry, pointer, written, old, row))


def _instead(entry: Entry, pointer: str, written: str, old: str, row: LawRow) -> Instead | None:
    """The new word, where it can stand in place of the old one and nobody can have meant the old one.

    None where a source says it; where the text names a year or the new word, or spells the old one in several ways, a note in the record the old one, or its
    synonyms the new one, so that somebody has chosen; and in a record that was confirmed with these words.
    """
    new = _in_case_of(old, row.get("instead", {}))
    questioned = any(folded(old) in folded(note["text"]["da"]) for note in listed(entry.value, "notes"))
    is_settled = new in listed(entry.value, "synonyms") or entry.value.get("record") == "confirmed"
    if not new or questioned or is_settled or _is_quoted(entry.kind, pointer):
        return None
    is_spelt_otherwise = written.casefold().count(folded(old)) > written.count(old)
    if is_spelt_otherwise or _YEAR.search(written) or re.search(rf"\b{re.escape(new)}\b", written):
        return None
    return Instead(
        written, old, new,
        f"»{new}« er det eneste, »{old}« hedder i dag ({row.source})",
        f"“{new}” is the only name of “{old}” today ({row.source})",
    )


def _in_case_of(old: str, words: Mapping[str, str]) -> str:
    """The new word for an old one; a word that is no name begins with a capital where the old one does. "" when there is none."""
    for term, new in words.items():
        is_name = term != term.lower()
        if old == term or is_name and old.lower() == term.lower():
            return new
        if old == term.capitalize():
            return new.capitalize()
    return ""


def _is_quoted(kind: str, pointer: str) -> bool:
    """Whether a field on the way to a text says what a source says."""
    field: Field | None = fields_of(kind)
    for step in pointer.split("/")[1:]:
        field = field and (field.items if step.isdecimal() else field.fields.get(step))
        if field is not None and field.is_quoted:
            return True
    return False


def _own_words(record: Record) -> Iterator[tuple[str, str]]:
    """The texts of an entry that may have an old name, with their pointers, as they were written."""
    if record.entry.kind == "document":
        yield from _in_document(record.value)
    else:
        for prose in record.prose_with(_obsolete(record.today)):
            place = f"{prose.pointer}/da"
            yield place, follow(record.value, place)


def _in_document(document: Value) -> Iterator[tuple[str, str]]:
    """The words of a document; of a claim its value, else its text."""
    yield "/title/da", document["title"]["da"]
    for pointer, section in placed(document, "sections"):
        yield f"{pointer}/heading", section["heading"]
    for pointer, claim in placed(document, "claims"):
        yield (f"{pointer}/value", claim["value"]) if "value" in claim else (f"{pointer}/text/da", claim["text"]["da"])


def _as_written(word: str, written: str) -> str:
    """A folded word in the spelling of the text it was found in."""
    spaced = " ".join(written.split())
    start = spaced.casefold().find(word)
    return spaced[start : start + len(word)] if start >= 0 else word


@lru_cache(maxsize=8)
def _obsolete(today: date) -> Lexicon:
    return Lexicon(row for row in rows_on("obsolete_terms", today) if row.evidence != UNREAD)


@rule(
    "CIT005", "authority-contact-outdated", severity="warning", alarms="low", since="0.1", of="document", covers=("CIT003",),
    sources=(gdpr("13(2)(d)"), gdpr("14(2)(e)"), guidance("Datatilsynet", "kontakt")),
    da=Wording(
        title="Datatilsynets gamle adresse",
        checks="Et dokument oplyser en adresse, en telefon eller en e-mail til Datatilsynet, som ikke er den rigtige i dag.",
        why="Personen har ret til at klage og skal kunne finde frem. En klage til en gammel adresse når måske aldrig frem.",
        fix="Skriv den adresse, der gælder, eller henvis til datatilsynet.dk.",
        wrong_when="Når Datatilsynet er flyttet igen, siden tabellen sidst blev set efter.",
        message="»{written}« er ikke Datatilsynets {kind_da} i dag; den er {now}",
        hint="skriv {now}",
    ),
    en=Wording(
        title="Outdated authority contact",
        checks="A document gives an address, a telephone number or an e-mail of the Danish authority that is not the right one today.",
        why="The person has the right to complain and must be able to find the way. A complaint to an old address may never arrive.",
        fix="Write the one that holds, or refer to datatilsynet.dk.",
        wrong_when="When the authority has moved again since the table was last looked up.",
        message="“{written}” is not the {kind_en} of the Danish authority today; it is {now}",
        hint="write {now}",
    ),
    bad=Example("""
        claims:
          - id: authority
            type: authority_contact
            section: contact
            text: {da: Du kan klage til Datatilsynet.}
            value: Borgergade 28, 1300 København K
        """),
    good=Example("""
        claims:
          - id: authority
            type: authority_contact
            section: contact
            text: {da: Du kan klage til Datatilsynet.}
            value: Carl Jacobsens Vej 35, 2500 Valby, telefon 33 19 32 00, dt@datatilsynet.dk
        """),
)
def authority_contact_outdated(document: Record) -> Iterator[Hit]:
    for pointer, claim in placed(document.value, "claims"):
        if claim["type"] == "authority_contact" and "value" in claim:
            about = folded(f"{claim['text']['da']} {claim['value']}")
            for row in rows_on("authority_contacts", document.today):
                if row["name"] in about and (wrong := _outdated(row, folded(claim["value"]))):
                    da, en = KINDS[row["kind"]]
                    words = {"written": _as_written(wrong, claim["value"]), "now": row["now"], "kind_da": da, "kind_en": en}
                    yield Hit(f"{pointer}/value", words=words)
                    break


def _outdated(row: LawRow, written: str) -> str:
    """What in a text is an outdated contact of the row's kind; "" when nothing is."""
    former = next((word for word in row["before"] if word in written), "")
    found = (match[0].strip() for match in _FOUND[row["kind"]].finditer(written))
    return former or next((word for word in found if not _is_right(row, word)), "")


def _is_right(row: LawRow, word: str) -> bool:
    return any(sign in word.replace(" ", "") for sign in row["signs"])

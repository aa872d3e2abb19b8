"""GRA: evidence that is of something else than it is named for, and items of a list that stand there twice (GDPR Art. 5(2))."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ropa.register import Entry, visit
from ropa.register.lists import listed
from ropa.rules.facts import Record
from ropa.rules.labels import choice_words
from ropa.rules.rule import Example, Hit, Place, Wording, gdpr, rule
from ropa.schema import Field, branches_to, fields_of

LEANING = {"activity": ("confirmed", "confirmation", "activities"), "agreement": ("supervision", "supervision", "agreements")}
"""Which part of a record leans on evidence, what type the evidence must have, and the list of what it is about."""


@rule(
    "GRA020", "evidence-of-something-else", severity="error", alarms="low", since="0.1", of="record",
    sources=(gdpr("5(2)"), gdpr("24(1)")),
    da=Wording(
        title="Beviset viser noget andet",
        checks="En bekræftelse eller et tilsyn peger på en fil under evidence, som er af en anden slags eller handler om noget andet.",
        why="Virksomheden skal kunne påvise, at den følger loven. En fil om noget andet påviser det ikke, selv om den findes.",
        fix="Peg på den rigtige fil, eller skriv posten på filens liste, hvis den hører med.",
        wrong_when="Når filen viser flere ting og kun er skrevet som den ene. Del den så i to.",
        message="`{evidence}` viser ikke det, der står her: {what_da}",
        hint="peg på den rigtige fil i `evidence`, eller ret filen",
    ),
    en=Wording(
        title="Evidence of something else",
        checks="A confirmation or supervision points to a file under evidence that is of another type or about something else.",
        why="The organisation must be able to demonstrate that it complies. A file about something else does not, although it is there.",
        fix="Point to the right file, or write the record in the file's list if it belongs there.",
        wrong_when="When the file shows several things and is written as one of them. Then split it.",
        message="`{evidence}` does not show what stands here: {what_en}",
        hint="point to the right file in `evidence`, or correct the file",
    ),
    bad=Example("confirmed: {on: 2026-09-15, by_role: shop-manager, evidence: deletion-2026}",
                file="activities/havnens-cykler/bike-sales.yaml"),
    good=Example("confirmed: {on: 2026-09-15, by_role: shop-manager, evidence: confirmation-2026}",
                 file="activities/havnens-cykler/bike-sales.yaml"),
)
def evidence_of_something_else(record: Record) -> Iterator[Hit]:
    entry = record.entry
    part, wanted, about = LEANING.get(entry.kind, ("", "", ""))
    key = record.value.get(part, {}).get("evidence")
    proof = record.register.get("evidence", f"{entry.organisation}/{key}") if key else None
    if proof is not None and (what := _unlike(entry, proof, wanted, about)):
        shown = Place("/type", "filen er om noget andet", "the file is about something else", proof.file)
        yield Hit(f"/{part}/evidence", words={"evidence": key, **what}, related=(shown,))


def _unlike(entry: Entry, proof: Entry, wanted: str, about: str) -> dict[str, str]:
    """What evidence shows instead of what an entry says that it shows; nothing when it fits. A file without a list is about all."""
    if proof.value["type"] != wanted:
        names = choice_words("type", [proof.value["type"]], "evidence", "type")
        return {"what_da": f"filen er af typen »{names['type_da']}«", "what_en": f"the file is of the type “{names['type_en']}”"}
    named = listed(proof.value, about)
    if named and entry.key not in named and entry.id not in named:
        return {"what_da": f"posten står ikke i filens `{about}`", "what_en": f"the record is not in the file's `{about}`"}
    return {}


@rule(
    "GRA021", "listed-twice", severity="warning", alarms="low", since="0.1", of="record",
    sources=(gdpr("5(2)"),),
    da=Wording(
        title="Står der to gange",
        checks="Det samme står to gange i en liste, fx den samme modtager med de samme oplysninger.",
        why="Den, der retter det ene sted, glemmer det andet, og så siger posten to forskellige ting.",
        fix="Slet den ene. Er de to ment som noget forskelligt, så skriv forskellen.",
        wrong_when="Aldrig: to, der er ens i alt, siger kun en ting.",
        message="det samme (»{item}«) står også længere oppe i `{list}`",
        hint="slet gentagelsen, eller skriv, hvad der er anderledes",
    ),
    en=Wording(
        title="Listed twice",
        checks="The same item stands twice in a list, such as the same recipient with the same data.",
        why="Whoever corrects one of them forgets the other, and then the record says two different things.",
        fix="Delete one of them. If the two mean different things, write the difference.",
        wrong_when="Never: two that are alike in everything say one thing only.",
        message="the same item (“{item}”) also stands further up in `{list}`",
        hint="delete the repetition, or write what is different",
    ),
    bad=Example("""
        recipients:
          - {party: frame-register, role: controller, rows: [{row: frame}], purpose: register-frame, via_systems: [shop-system]}
          - {party: frame-register, role: controller, rows: [{row: frame}], purpose: register-frame, via_systems: [shop-system]}
        """, file="activities/havnens-cykler/bike-sales.yaml", without=("/recipients",)),
    good=Example("""
        recipients:
          - {party: frame-register, role: controller, rows: [{row: frame}], purpose: register-frame, via_systems: [shop-system]}
        """, file="activities/havnens-cykler/bike-sales.yaml"),
)
def listed_twice(record: Record) -> Iterator[Hit]:
    for found in visit(_lists(record.entry.kind), record.value):
        items = found.value if found.field.key and isinstance(found.value, list) else ()
        for index, item in enumerate(items):
            if item in items[:index]:
                words = {"item": item.get(found.field.key, index), "list": found.field.name}
                yield Hit(f"{found.pointer}/{index}", words=words)


@lru_cache(maxsize=None)
def _lists(kind: str) -> Field:
    """The lists of a kind whose items have a key and may still be repeated: ids are held apart when the file is read, and
    deviations, which name a rule, by SUP008."""
    return branches_to(fields_of(kind), lambda field: field.key not in ("", "id", "rule"))

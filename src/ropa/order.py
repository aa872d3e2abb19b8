"""Fields that stand in another order than in the schema, which is the order of the page and of every new record.

The order changes nothing that a record says, so this is told only to those who ask for it by code; the fix moves fields
with their comments. Called by `check`. Looks at records without faults only.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.edit import order_fields
from ropa.findings import Fault, Finding, Fix, Message
from ropa.register import Register, Visit, visit
from ropa.schema import fields_of

MISORDERED = Fault(
    "ORD001", "field-order", "info",
    "`{key}` står efter `{before}`; i skemaet kommer det før",
    "`{key}` stands after `{before}`; the schema has it before",
    "{hint_da}", "{hint_en}",
    gates=False,
)
_IN_ORDER = ("sæt felterne i skemaets rækkefølge", "put the fields in the order of the schema")
_BY_HAND = (
    "flyt felterne selv; det er uklart, hvad en kommentar eller en tom linje hører til",
    "move the fields yourself; it is unclear what a comment or an empty line belongs to",
)
_WHY = Message(
    "skemaet har én rækkefølge, og posten siger det samme i den", "the schema has one order, and the record says the same in it"
)


def misordered(register: Register) -> Iterator[Finding]:
    """A finding for each group of fields that stands in another order."""
    for entry in register.all():
        for found in visit(fields_of(entry.kind), entry.value, entry.pointer):
            if isinstance(found.value, dict) and found.field.fields:
                yield from _out_of_order(register, entry.file, found)


def _out_of_order(register: Register, file: str, found: Visit) -> Iterator[Finding]:
    order = list(found.field.fields)
    stated = list(found.value)
    for before, key in zip(stated, stated[1:], strict=False):
        if order.index(key) < order.index(before):
            fix = _fix(register, file, found)
            hint_da, hint_en = _IN_ORDER if fix else _BY_HAND
            span = register.span(file, f"{found.pointer}/{key}", "key")
            words = {"key": key, "before": before, "hint_da": hint_da, "hint_en": hint_en}
            yield MISORDERED.at(span, pointer=found.pointer, fix=fix, **words)
            return


def _fix(register: Register, file: str, found: Visit) -> Fix | None:
    source = register.sources[file]
    edit = order_fields(source, found.pointer, found.field)
    return Fix(source.span(edit.start, edit.end), edit.text, _WHY, "order") if edit else None

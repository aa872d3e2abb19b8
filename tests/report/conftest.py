"""Findings as the tool makes them, from small files with faults of every severity and with hostile text."""

import pytest

from ropa.findings import Fault, Finding, Message, Related, Span
from ropa.text import Source

DUPLICATE = Fault(
    "YML030", "duplicate-key", "error",
    "`{key}` står her igen", "`{key}` stands here again",
    "slet", "delete",
)
ODD = Fault("TST001", "odd-value", "warning", "`{value}` er sær", "`{value}` is odd")
NOTE = Fault("TST002", "good-to-know", "info", "godt at vide", "good to know")

TEXT = 'id: a\ntitle: {da: Kør 🚗, da: x}\nnote: |\n  to\n  linjer\n\tlast: "\x1b[31mrød\u202e"\n'


@pytest.fixture
def sources() -> dict[str, Source]:
    return {"akt/æ b.yaml": Source("akt/æ b.yaml", TEXT), "b.yaml": Source("b.yaml", "x: 1\n")}


@pytest.fixture
def findings() -> tuple[Finding, ...]:
    """One of each severity, in two files, the error last in its file and with a related place."""
    first = Related(Span("akt/æ b.yaml", 2, 9, 2, 11), Message("første gang her", "first here"))
    return (
        NOTE.at(Span("b.yaml"), pointer=""),
        ODD.at(Span("akt/æ b.yaml", 1, 5, 1, 6), pointer="/id", field="name", value="100 %, a:b"),
        DUPLICATE.at(Span("akt/æ b.yaml", 2, 20, 2, 22), pointer="/title/da", related=(first,), key="da"),
    )


@pytest.fixture
def hostile() -> Finding:
    """A finding whose words come from a record that wants to be more than text."""
    words = "\x1b[31m\n::error::x\r\u202e[a](https://example.org){0}%0A<b>\ud800"
    return ODD.at(Span("b.yaml", 1, 1, 1, 2), value=words)

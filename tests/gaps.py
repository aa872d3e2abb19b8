"""Every gap of a register, without what the rules find."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.findings import Finding
from ropa.gaps import gaps_of
from ropa.register import Register


def find_gaps(register: Register) -> Iterator[Finding]:
    """The unanswered fields of each entry, in the order of the register."""
    return (gap for entry in register.all() for gap in gaps_of(register, entry))

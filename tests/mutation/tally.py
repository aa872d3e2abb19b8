"""Outcomes counted by operator, as the table and the lists that the mutation run prints.

Two shares are given: of all breaks, and of those that the schema alone lets through, which only rules can find.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tests.mutation.run import Outcome

BY_SCHEMA = frozenset({
    "misspell_key", "wrong_type", "empty_text", "malformed", "unlisted_choice", "out_of_range", "same_key", "other_id",
    "unknown_reference",
})
"""The operators whose breaks reading, schema and references find before any rule is asked."""
HEAD = ("operator", "changes", "breaks", "tried", "found", "share", "in the file", "at the place")


def share(outcomes: Iterable[Outcome]) -> float:
    """The part that was found, 1 when nothing was tried."""
    tried = list(outcomes)
    return sum(outcome.is_found for outcome in tried) / len(tried) if tried else 1.0


def report(changes: Mapping[str, Counter[str]], outcomes: Sequence[Outcome], alarms: Sequence[str]) -> Iterator[str]:
    """The lines to print. `changes` are the reasons of each operator with how many changes each has; "" for breaks."""
    yield f"| {' | '.join(HEAD)} |"
    yield "| --- |" + " ---: |" * (len(HEAD) - 1)
    for operator, reasons in changes.items():
        tried = [outcome for outcome in outcomes if outcome.operator == operator]
        yield _row(operator, sum(reasons.values()), reasons.get("", 0), tried)
    total = Counter(reason for reasons in changes.values() for reason in reasons.elements())
    yield _row("**all**", total.total(), total[""], outcomes)
    beyond = [outcome for outcome in outcomes if outcome.operator not in BY_SCHEMA]
    yield _row("what rules must find", sum(changes[o].total() for o in changes if o not in BY_SCHEMA),
               sum(changes[o][""] for o in changes if o not in BY_SCHEMA), beyond)
    yield from ("", "Changes that break nothing, and why:")
    for operator, reasons in changes.items():
        for reason, count in reasons.most_common():
            if reason:
                yield f"- {operator}, {count}: {reason}"
    survivors = [outcome.name for outcome in outcomes if not outcome.is_found]
    yield from ("", f"Survivors ({len(survivors)}):", *(f"- {name}" for name in survivors))
    yield from ("", f"False alarms ({len(alarms)}):", *(f"- {alarm}" for alarm in alarms))


def _row(name: str, changes: int, breaks: int, tried: Sequence[Outcome]) -> str:
    found = [outcome for outcome in tried if outcome.is_found]
    ratio = f"{share(tried):.1%}" if tried else "–"
    numbers = (changes, breaks, len(tried), len(found), ratio,
               sum(o.in_file for o in found), sum(o.at_place for o in found))
    return f"| {name} | {' | '.join(str(number) for number in numbers)} |"

"""Every n-th break of each operator, so that a test and a first look need not wait for all of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from ropa.rules import catalogue
from tests.mutation.lawful import reason_for
from tests.mutation.operators import Mutation
from tests.mutation.run import Outcome, mutations, outcome_of, outcome_of_example


def sorted_out() -> tuple[Mapping[str, Counter[str]], Mapping[str, list[Mutation]]]:
    """How many changes each operator has for each reason ("" for breaks), and its breaks."""
    reasons: dict[str, Counter[str]] = defaultdict(Counter)
    breaks: dict[str, list[Mutation]] = defaultdict(list)
    for mutation in mutations():
        why = reason_for(mutation)
        reasons[mutation.operator][why] += 1
        if not why:
            breaks[mutation.operator].append(mutation)
    reasons["rule_broken"][""] = len(catalogue())
    return reasons, breaks


def tried(breaks: Mapping[str, list[Mutation]], every: int = 1) -> Iterator[Outcome]:
    """What became of every n-th break of each operator, and at least of one: a sample with the weights of the whole."""
    for found in breaks.values():
        yield from (outcome_of(mutation) for mutation in found[::every])
    yield from (outcome_of_example(rule) for rule in tuple(catalogue().values())[::every])

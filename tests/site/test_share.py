"""Work shared between processes gives what one process would give, also when a copy fails."""

from __future__ import annotations

import os
from collections.abc import Sequence

from ropa.site.share import FEWEST_ITEMS, share

MANY = list(range(FEWEST_ITEMS * 2))
HERE = os.getpid()


def squares(numbers: Sequence[int]) -> dict[int, int]:
    return {number: number * number for number in numbers}


def only_here(numbers: Sequence[int]) -> dict[int, int]:
    if os.getpid() != HERE:
        raise ValueError("a copy comes to harm")
    return squares(numbers)


def joined(results: list[dict[int, int]]) -> dict[int, int]:
    return {number: square for result in results for number, square in result.items()}


def test_every_item_is_worked_on_once() -> None:
    assert joined(share(squares, MANY)) == squares(MANY)
    assert joined(share(squares, MANY[:3])) == squares(MANY[:3])


def test_what_a_copy_fails_at_is_done_here() -> None:
    assert joined(share(only_here, MANY)) == squares(MANY)

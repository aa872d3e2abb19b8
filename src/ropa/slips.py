"""Whether a word that nobody knows can only be a slip of the finger for one that is known.

Called where a misspelt key or id gets a fix; a hint may guess more freely. Says nothing where a different word may have
been meant: another number, another first letter ("paid", "unpaid"), another last one ("employer", "employee").
"""

from __future__ import annotations

import re
from collections.abc import Mapping

LONG = 10
"""A word of so many letters may have two slips, a shorter one has one."""
SHORTEST = 4
"""Words, and parts of words between hyphens, that are shorter differ too little from others."""
_BETWEEN = re.compile(r"[-_/]")
_NUMBER = re.compile(r"\d+")


def only_meant(written: str, known: Mapping[str, str]) -> str:
    """What to write instead of a misspelt word; "" when none or several could have been meant.

    `known` are the spellings and what each of them is written as today.
    """
    near = [(distance(written, word), instead) for word, instead in known.items() if is_slip(written, word)]
    nearest = min((slips for slips, _ in near), default=0)
    meant = {instead for slips, instead in near if slips == nearest}
    return meant.pop() if len(meant) == 1 else ""


def is_slip(written: str, word: str) -> bool:
    """Whether a word may be what was meant to be written."""
    allowed = 2 if min(len(written), len(word)) >= LONG else 1
    if abs(len(written) - len(word)) > allowed or _NUMBER.findall(written) != _NUMBER.findall(word):
        return False
    parts, meant = _BETWEEN.split(written), _BETWEEN.split(word)
    if len(parts) != len(meant):
        return "".join(parts) == "".join(meant)
    differ = [(part, other) for part, other in zip(parts, meant, strict=True) if part != other]
    return all(_is_alike(part, other) for part, other in differ) and distance(written, word) <= allowed


def _is_alike(part: str, other: str) -> bool:
    """Whether two parts are long enough, begin with the same letter and do not end with another.

    Letters may be swapped at the end, too.
    """
    if min(len(part), len(other)) < SHORTEST or part[0] != other[0]:
        return False
    return len(part) != len(other) or part[-1] == other[-1] or sorted(part) == sorted(other)


def distance(written: str, word: str) -> int:
    """How many letters are missing, added, changed, or swapped with the next one (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(word) + 1))
    for i, letter in enumerate(written, start=1):
        above, row = row, [i]
        for j, other in enumerate(word, start=1):
            steps = min(above[j] + 1, row[-1] + 1, above[j - 1] + (letter != other))
            is_swap = i > 1 and j > 1 and letter == word[j - 2] and written[i - 2] == other
            row.append(min(steps, before[j - 2] + 1) if is_swap else steps)
        before = above
    return row[-1]

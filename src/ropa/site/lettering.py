"""Fits text into the boxes of a drawing: how wide a box must be, and where its lines break.

SVG does not wrap text, so `drawing` asks here. A word is parted only when it is longer than the widest box has room for.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from functools import lru_cache

BOX_WIDTH, WIDEST_BOX = 144, 200
PADDING = 9
LETTER_WIDTH = 6.9
"""The room for one letter at 13 pixels."""
_SYLLABLE = re.compile(r"(?<=[aeiouyæøå])[b-df-hj-np-tv-xz]?(?=[b-df-hj-np-tv-xz][aeiouyæøå])", re.IGNORECASE)
"""What stands before a place to part a word: after a vowel, perhaps a consonant; then come a consonant and a vowel."""


def width_for(texts: Iterable[str]) -> float:
    """As wide as the longest word needs, from `BOX_WIDTH` to `WIDEST_BOX`."""
    longest = max((len(word) for text in texts for word in text.replace("-", "- ").split()), default=0)
    return min(max(BOX_WIDTH, longest * LETTER_WIDTH + 2 * PADDING + 2), WIDEST_BOX)


@lru_cache(maxsize=1 << 12)
def wrapped(text: str, width: float) -> tuple[str, ...]:
    """The lines of a text in a box of that width; many drawings have the same boxes."""
    most = round((width - 2 * PADDING - 2) / LETTER_WIDTH)
    return tuple(textwrap.wrap(" ".join(_parted(word, most) for word in text.split()), most))


def _parted(word: str, most: int) -> str:
    """A word in pieces of at most `most` characters with hyphens, parted between syllables where it has any."""
    if len(word) <= most:
        return word
    ends = [found.end() for found in _SYLLABLE.finditer(word) if 2 < found.end() < most]
    end = ends[-1] if ends else most - 1
    return f"{word[:end]}- {_parted(word[end:], most)}"

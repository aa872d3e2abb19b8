"""A word in a key or a value -> the fix that writes another in its place, and leaves quotes and everything around alone.

Called by whoever finds a word that can only have been meant otherwise. Offers no fix where the file writes the word in
another way than it reads, e.g. with an escape or over two lines.
"""

from __future__ import annotations

import re
from typing import Literal

from ropa.findings import Fix, Message, Span
from ropa.text import Source


def respell(
    source: Source, token: Span, read: str, word: str, instead: str, *, why: Message, part: Literal["key", "value"] = "value"
) -> Fix | None:
    """The fix that writes `instead` wherever `word` stands by itself in a token that reads as `read`, None when it cannot.

    A word with a hyphen beside it is a part of another word.
    """
    pattern = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
    start, end = source.indexes(token)
    found = list(pattern.finditer(source.text[start:end]))
    if not found or len(found) != len(pattern.findall(read)):
        return None
    first, last = start + found[0].start(), start + found[-1].end()
    text = pattern.sub(lambda _: instead, source.text[first:last])
    return Fix(source.span(first, last), text, why, part, pattern.sub(lambda _: instead, read))

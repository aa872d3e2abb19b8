"""Turns the bytes of a file into text and places in that text into spans.

Called by whoever reads the files of a register, before `yamlio`. Never raises on bad bytes: what is wrong with them
comes back as findings. Never opens a file and never guesses its way on: bytes that are not UTF-8 give no text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

from ropa.findings import Fault, Finding, Span

MAX_BYTES = 1024 * 1024
"""The largest file that is read. A record is a few kilobytes; a megabyte is a mistake or an attack."""

MAX_CONTROL_CHARACTERS = 100
"""No more lines than these are reported for control characters: such a file is not text."""

_UTF8_HINT = ("gem filen som UTF-8", "save the file as UTF-8")

TOO_LARGE = Fault(
    "FIL001", "file-too-large", "error",
    "filen fylder mere end 1 MB og bliver ikke læst",
    "the file is larger than 1 MB and is not read",
    "del filen op, og hold bilag og billeder uden for registret",
    "split the file, and keep attachments and pictures out of the register",
)
WIDE_ENCODING = Fault(
    "FIL002", "wide-encoding", "error",
    "filen er gemt som {encoding}, ikke som UTF-8",
    "the file is saved as {encoding}, not as UTF-8",
    *_UTF8_HINT,
)
NOT_UTF8 = Fault(
    "FIL003", "not-utf-8", "error",
    "byten 0x{byte} er ikke UTF-8",
    "the byte 0x{byte} is not UTF-8",
    *_UTF8_HINT,
)
NOT_UTF8_LETTER = replace(
    NOT_UTF8,
    hint_da="tegnet er nok `{letter}`: åbn filen som Windows-1252 (Latin-1), og gem den som UTF-8",
    hint_en="the character is probably `{letter}`: open the file as Windows-1252 (Latin-1), and save it as UTF-8",
)
BYTE_ORDER_MARK = Fault(
    "FIL004", "byte-order-mark", "warning",
    "filen begynder med et usynligt mærke (BOM)",
    "the file begins with an invisible mark (BOM)",
    "gem filen som UTF-8 uden BOM",
    "save the file as UTF-8 without BOM",
    gates=False,
)
CONTROL_CHARACTER = Fault(
    "FIL005", "control-character", "error",
    "det usynlige tegn {character} må ikke stå i filen",
    "the invisible character {character} may not stand in the file",
    "slet tegnet, og skriv teksten på stedet igen, hvis den er klippet ind",
    "delete the character, and type the text here again if it was pasted in",
)

SPELLED_OUT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "ae", "Ø": "oe", "Å": "aa"})
"""Danish letters as names in addresses and files spell them."""
_LINE_BREAK = re.compile(r"\r\n?|\n")
_REFUSED = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What YAML refuses, and the three line breaks that editors and YAML count differently (U+0085, U+2028, U+2029)."""

_BOMS = (
    (BOM_UTF32_LE, "UTF-32"),
    (BOM_UTF32_BE, "UTF-32"),
    (BOM_UTF16_LE, "UTF-16"),
    (BOM_UTF16_BE, "UTF-16"),
)
_SAMPLE_BYTES = 512


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file. `file` is relative to the register's folder, with forward slashes."""

    file: str
    text: str

    def span(self, start: int, end: int) -> Span:
        """The place between two indexes into the text, `end` exclusive."""
        starts, end = _line_starts(self.text), max(start, end)
        line = bisect_right(starts, start)
        is_on_one_line = line == len(starts) or end < starts[line]
        end_line = line if is_on_one_line else bisect_right(starts, end)
        return Span(self.file, line, start - starts[line - 1] + 1, end_line, end - starts[end_line - 1] + 1)

    def indexes(self, span: Span) -> tuple[int, int]:
        """The two indexes into the text that a span lies between."""
        starts = _line_starts(self.text)
        return starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1

    def line_text(self, line: int) -> str:
        """The text of a line (1-based) without its line break; "" when there is no such line."""
        starts = _line_starts(self.text)
        if not 1 <= line <= len(starts):
            return ""
        end = starts[line] if line < len(starts) else len(self.text)
        return self.text[starts[line - 1] : end].rstrip("\r\n")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file with what is wrong with its bytes. `source` is None when they are no text."""

    source: Source | None
    findings: tuple[Finding, ...]


def decode(file: str, data: bytes) -> Decoded:
    """The text of a file, without byte order mark, and with U+FFFD for each character that may not stand in it."""
    if len(data) > MAX_BYTES:
        return Decoded(None, (TOO_LARGE.at(Span(file)),))
    encoding = _wide_encoding(data)
    if encoding:
        return Decoded(None, (WIDE_ENCODING.at(Span(file), encoding=encoding),))
    marks = (BYTE_ORDER_MARK.at(Span(file)),) if data.startswith(BOM_UTF8) else ()
    body = data.removeprefix(BOM_UTF8)
    try:
        source = Source(file, body.decode("utf-8"))
    except UnicodeDecodeError as error:
        return Decoded(None, (*marks, _not_utf8(file, body, error.start)))
    refused = tuple(_control_characters(source))
    if refused:
        source = Source(file, _REFUSED.sub("\N{REPLACEMENT CHARACTER}", source.text))
    return Decoded(source, marks + refused)


def _wide_encoding(data: bytes) -> str | None:
    """The name of the encoding when a character takes two or four bytes, else None."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    sample = data[:_SAMPLE_BYTES]
    share = sample.count(0) / len(sample) if len(sample) > 3 else 0
    if share >= 0.7 and any(sample):
        return "UTF-32"
    return "UTF-16" if share >= 0.4 and 0 in (sample[::2].count(0), sample[1::2].count(0)) else None


def _not_utf8(file: str, data: bytes, start: int) -> Finding:
    """The finding at the first byte that is not UTF-8, with the letter that it is in Windows-1252."""
    source = Source(file, data[:start].decode("utf-8") + "?")
    span = source.span(len(source.text) - 1, len(source.text))
    letter = data[start : start + 1].decode("cp1252", errors="ignore")
    fault = NOT_UTF8_LETTER if letter.isalpha() else NOT_UTF8
    return fault.at(span, byte=f"{data[start]:02X}", letter=letter)


def _control_characters(source: Source) -> Iterator[Finding]:
    """A finding for the first refused character of each line."""
    last_line, found = 0, 0
    for match in _REFUSED.finditer(source.text):
        span = source.span(match.start(), match.end())
        if span.line != last_line:
            yield CONTROL_CHARACTER.at(span, character=f"U+{ord(match[0]):04X}")
            last_line, found = span.line, found + 1
        if found == MAX_CONTROL_CHARACTERS:
            return


@lru_cache(maxsize=8)
def _line_starts(text: str) -> tuple[int, ...]:
    """The index that each line begins at."""
    if "\r" not in text:
        return tuple(accumulate((len(line) + 1 for line in text.split("\n")[:-1]), initial=0))
    return (0, *(match.end() for match in _LINE_BREAK.finditer(text)))

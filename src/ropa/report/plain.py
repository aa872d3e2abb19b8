"""Makes text from records fit to be shown: what every format needs before it adds its own escapes.

Called by the formats. A record may hold characters that move the cursor, turn the reading direction or cannot be
encoded; they are shown as U+FFFD and never reach a terminal, a log or a file.
"""

from __future__ import annotations

import unicodedata
from json import dumps

from ropa.findings import Finding, Language, Span

HINT = {"da": "råd", "en": "hint"}

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_UNSHOWABLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def make_plain(text: str) -> str:
    """The text on one line: white space is a space, other invisible characters are U+FFFD, one for one."""
    return text if text.isprintable() else "".join(map(_plain_character, text))


def message_with_hint(finding: Finding, language: Language) -> str:
    """The sentence, and the hint on a line of its own."""
    sentence = make_plain(finding.message.text(language))
    if finding.hint is None:
        return sentence
    return f"{sentence}\n{HINT[language]}: {make_plain(finding.hint.text(language))}"


def shown_path(span: Span, prefix: str) -> str:
    """The path of the file as the reader would open it."""
    return make_plain(prefix + span.file)


def write_json(value: object) -> str:
    """JSON whose texts say exactly what they say: what cannot be shown is written as an escape."""
    lines = dumps(value, ensure_ascii=False, indent=2).split("\n")
    return "\n".join(line if line.isprintable() else "".join(map(_escaped, line)) for line in lines)


def _escaped(character: str) -> str:
    return character if character.isprintable() else dumps(character)[1:-1]


def _plain_character(character: str) -> str:
    if character in "\t\n\r":
        return " "
    return _REPLACEMENT if unicodedata.category(character) in _UNSHOWABLE else character

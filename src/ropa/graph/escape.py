"""Text from records -> text that stands safely in a written graph: one function for each format.

Called by `write` on every text that a record holds. A label that tries to end its quotes, open a tag or give an
instruction comes out as the words it is made of.
"""

from __future__ import annotations

import json
import re

_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_ON_A_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")
_DOT_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\\": "&#92;"})


def escape_json(value: object) -> str:
    """JSON in ASCII, without the characters that could end a script element or begin a comment in HTML."""
    written = json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return written.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def escape_graphml(value: object) -> str:
    """A text as it is and anything else as JSON, without the characters that XML 1.0 cannot hold (section 2.2)."""
    written = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", written)


def escape_dot(text: str) -> str:
    """The inside of a quoted DOT label. Entities for all that DOT reads, so that no backslash has a meaning."""
    return _NOT_ON_A_LINE.sub(" ", text).translate(_DOT_ENTITIES)


def escape_mermaid(text: str) -> str:
    """The inside of a quoted Mermaid label: letters, digits, spaces, commas and hyphens; the rest as codes."""
    line = _NOT_ON_A_LINE.sub(" ", text) or " "
    return "".join(c if c.isalnum() or c in " ,-" else f"#{ord(c)};" for c in line)

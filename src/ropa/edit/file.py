"""The bytes of a file with edits made, when they read back as what was meant.

Called by whoever writes the file afterwards. Keeps the byte order mark and everything outside the edits byte for byte.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence

from ropa.edit.edits import Edit, apply_edits
from ropa.findings import RopaError
from ropa.text import Source, decode
from ropa.yamlio import load


def edit_file(file: str, data: bytes, edits: Iterable[Edit], *, meant: object, faults: Sequence[str] = ()) -> bytes:
    """The file after the edits. Raises RopaError when it does not say `meant` then: it is written in an unusual way.

    `faults` are the codes of what is wrong with its YAML before, and may be afterwards.
    """
    source = decode(file, data).source
    mark = BOM_UTF8 if data.startswith(BOM_UTF8) else b""
    if source is None or mark + source.text.encode() != data:
        raise _refusal(file)
    text = apply_edits(source.text, edits)
    read = load(Source(file, text))
    if [finding.code for finding in read.findings] != [*faults] or read.value != meant:
        raise _refusal(file)
    return mark + text.encode()


def _refusal(file: str) -> RopaError:
    return RopaError(
        f"{file} er skrevet på en måde, som ropa ikke kan rette sikkert; ret den i hånden. Intet er ændret",
        f"{file} is written in a way that ropa cannot edit safely; edit it by hand. Nothing is changed",
    )

"""Hand-written pages -> guides: what each is about, how long it takes to read, and the records that it governs.

A guide names its records in its front matter, so that the two lead to each other and neither goes stale unseen:

    governs: [harry-mikkelsen-ringsted/cctv, kind:recruitment]

Pure: the builder's adapter reads the files. A name that leads nowhere is a finding at its place, never an exception.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ropa.findings import Fault, Finding, Message, did_you_mean
from ropa.register import Register
from ropa.register.lists import listed
from ropa.schema import fields_of
from ropa.text import Source
from ropa.yamlio import MISSING, load, locate

INDEX = "index.md"
EVERYTHING = "all"
OF_KIND = "kind:"
WORDS_A_MINUTE = 200

UNKNOWN_NAME = Fault(
    "GUI001", "unknown-record", "error",
    "`governs` nævner `{written}`, som ikke er i registret{near_da}", "`governs` names `{written}`, which is not in the register{near_en}",
    "skriv en post som `virksomhed/id`, en slags som `kind:cctv`, eller `all`",
    "write a record as `organisation/id`, a kind as `kind:cctv`, or `all`",
)
NO_LIST = Fault(
    "GUI002", "front-matter", "error",
    "`{field}` kan ikke læses", "`{field}` cannot be read",
    "skriv {shape_da}", "write {shape_en}",
)
_FRONT = re.compile(r"\A---[ \t]*\n(?P<front>.*?\n)---[ \t]*\n", re.DOTALL)
_HEADING = re.compile(r"^# +(.+?)\s*$", re.MULTILINE)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Guide:
    """A hand-written page. `file` is its name in the folder of such pages, `path` its address.

    `activities` are the keys of the records that it governs, sorted; `is_for_all` says that it governs every record,
    and then it names none. `synonyms` are other words that readers look it up by.
    """

    file: str
    path: str
    title: str
    description: str
    words: int
    activities: tuple[str, ...] = ()
    is_for_all: bool = False
    synonyms: tuple[str, ...] = ()

    @property
    def minutes(self) -> int:
        """How long it takes to read, rounded up."""
        return minutes_for(self.words)

    @property
    def governs(self) -> bool:
        """Whether it is a policy: about records, not about the site."""
        return self.is_for_all or bool(self.activities)


def minutes_for(words: int) -> int:
    """How long so many words take to read, in whole minutes, rounded up."""
    return max(1, -(-words // WORDS_A_MINUTE))


@dataclass(frozen=True, slots=True)
class Guides:
    """The guides in the order of their files, and what is wrong with what they say of themselves."""

    items: tuple[Guide, ...]
    findings: tuple[Finding, ...]


def read_guides(files: Mapping[str, str], register: Register) -> Guides:
    """The guides in some Markdown files, by name."""
    guides, findings = [], []
    for file, text in sorted(files.items()):
        guide, found = _read(file, text, register)
        guides.append(guide)
        findings += found
    return Guides(tuple(guides), tuple(findings))


def by_activity(guides: Iterable[Guide], register: Register) -> Mapping[str, tuple[Guide, ...]]:
    """The guides of each activity by its key: those that name it first, those that are for all at the end."""
    found: dict[str, list[Guide]] = defaultdict(list)
    ordered = sorted(guides, key=lambda guide: guide.is_for_all)
    for guide in ordered:
        for key in register.entries.get("activity", {}) if guide.is_for_all else guide.activities:
            found[key].append(guide)
    return {key: tuple(items) for key, items in found.items()}


def _read(file: str, text: str, register: Register) -> tuple[Guide, list[Finding]]:
    text = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}").replace("\r\n", "\n")
    match = _FRONT.match(text)
    body = text[match.end() :] if match else text
    source = Source(file, f"\n{match['front']}" if match else "")
    loaded = load(source)
    findings = list(loaded.findings) if match else []
    facts: Mapping[str, Any] = loaded.value if match and loaded.value is not MISSING and isinstance(loaded.value, dict) else {}
    governs, found = _governs(source, facts, register)
    findings += [*found, *_text_faults(source, facts)]
    heading = _HEADING.search(body)
    guide = Guide(
        file=file,
        path=file.removesuffix(INDEX) if file.rpartition("/")[2] == INDEX else f"{file.removesuffix('.md')}/",
        title=_text(facts, "title") or (heading[1] if heading else file),
        description=_text(facts, "description"),
        words=len(_WORD.findall(body)),
        activities=tuple(sorted(governs - {EVERYTHING})) if EVERYTHING not in governs else (),
        is_for_all=EVERYTHING in governs,
        synonyms=tuple(word for word in listed(facts, "synonyms") if isinstance(word, str)),
    )
    return guide, findings


def _governs(source: Source, facts: Mapping[str, Any], register: Register) -> tuple[set[str], list[Finding]]:
    """The keys of the records that are named, or `EVERYTHING`; and the names that lead nowhere."""
    keys: set[str] = set()
    findings = []
    for index, written in enumerate(listed(facts, "governs")):
        found = _keys_of(str(written), register)
        if found is None:
            near = _near(str(written), register)
            pointer = f"/governs/{index}"
            words = {"written": written, "near_da": near.da, "near_en": near.en}
            findings.append(UNKNOWN_NAME.at(locate(source, pointer), pointer=pointer, **words))
        else:
            keys.update(found)
    return keys, findings


def _keys_of(written: str, register: Register) -> Iterable[str] | None:
    """The records that a name stands for; None when there is no such record or kind. A kind may have no record yet."""
    if written == EVERYTHING:
        return (EVERYTHING,)
    if written.startswith(OF_KIND):
        kind = written.removeprefix(OF_KIND)
        if kind not in _kinds():
            return None
        return [entry.key for entry in register.of("activity") if kind in entry.value.get("kinds", ())]
    return (written,) if register.knows("activity", written) else None


def _kinds() -> Iterable[str]:
    items = fields_of("activity").fields["kinds"].items
    return items.choices if items is not None else ()


def _near(written: str, register: Register) -> Message:
    """The record, or the kind without what it has in common with all kinds, that was probably meant."""
    if written.startswith(OF_KIND):
        return did_you_mean(written.removeprefix(OF_KIND), _kinds())
    return did_you_mean(written, (EVERYTHING, *(entry.key for entry in register.of("activity"))))


SHAPES: Mapping[str, tuple[type, Message]] = {
    "title": (str, Message("en tekst: `title: Sletning`", "a text: `title: Sletning`")),
    "description": (str, Message("en tekst på én linje", "a text on one line")),
    "governs": (list, Message("en liste: `governs: [kind:cctv]`", "a list: `governs: [kind:cctv]`")),
    "synonyms": (list, Message("en liste: `synonyms: [kamera]`", "a list: `synonyms: [kamera]`")),
}


def _text_faults(source: Source, facts: Mapping[str, Any]) -> Iterator[Finding]:
    for name, (shape, words) in SHAPES.items():
        if name in facts and not isinstance(facts[name], shape):
            pointer = f"/{name}"
            yield NO_LIST.at(locate(source, pointer), pointer=pointer, field=name, shape_da=words.da, shape_en=words.en)


def _text(facts: Mapping[str, Any], name: str) -> str:
    value = facts.get(name, "")
    return " ".join(value.split()) if isinstance(value, str) else ""

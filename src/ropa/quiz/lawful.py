"""What a record says about the law: its basis, what lets it hold protected data, and who must give data from where.

The answers are codes of the schema, those that other records use first. Codes that could both be said of the same
facts are one family, and a family that the record uses is never wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ropa.chain import rows_of
from ropa.quiz.model import MOST_WRONG, Look, Question, asked, picked, strings_in
from ropa.register import Entry
from ropa.register.lists import listed, placed

CONSENT = "consent"
FAMILIES: Mapping[str, Mapping[str, str]] = {
    "basis": {f"6.1.{letter}": CONSENT if letter == "a" else letter for letter in "abcdef"},
    "article_9": {f"9.2.{letter}": CONSENT if letter == "a" else letter for letter in "abcdefghij"},
    "criminal": {
        "dbl_8_3_consent": CONSENT,
        "dbl_8_4_consent": CONSENT,
        "dbl_8_5": CONSENT,
        "dbl_8_3_interest": "interest",
        "dbl_8_4_interest": "interest",
        "statute": "statute",
    },
    "cpr": {"dbl_11_1": "authority", "dbl_11_2_1": "statute", "dbl_11_2_2": CONSENT, "dbl_11_2_3": "research", "dbl_11_2_4": CONSENT},
    "source": {
        "data_subject": "person",
        "observed": "person",
        "third_party": "others",
        "public_register": "others",
        "derived": "ourselves",
    },
    "required": {code: code for code in ("statutory", "contractual", "voluntary")},
    "dpia": {code: code for code in ("not_required", "required", "done")},
    "role": {code: code for code in ("controller", "joint_controller", "processor")},
    "class": {"ordinary": "ordinary", "confidential": "ordinary", "special": "special", "criminal": "criminal", "cpr": "cpr"},
}
"""§ 8(5) and § 11(2)(4) of the Danish Act refer to § 7, which begins with consent, so they count as consent here.
What comes from another activity may have come from anybody at first, so that it is neither a right nor a wrong source.
"""
CONSENTS = frozenset(code for families in FAMILIES.values() for code, family in families.items() if family == CONSENT)
IN_GROUND = ("article_9", "criminal", "cpr")
TAUGHT_CLASSES = frozenset({"special", "criminal"})


def lawful_questions(look: Look, entry: Entry) -> Iterator[Question]:
    """Everything about the law that the record states."""
    yield from _bases(look, entry)
    for pointer, row in placed(entry.value, "data"):
        yield from _grounds(look, entry, pointer, row)
        yield from _sources(look, entry, pointer, row)
        if "required" in row:
            yield from _asked("required", look, entry, pointer, (row["id"],), row["required"])
    outcome = (entry.value.get("dpia") or {}).get("outcome", "done")
    if outcome != "done":
        yield from _asked("dpia", look, entry, "/dpia", (), outcome)
    if entry.value["role"] == "processor":
        yield from _asked("role", look, entry, "/role", (), "processor")
    yield from _classes(look, entry)


def _bases(look: Look, entry: Entry) -> Iterator[Question]:
    """Each basis once, with the first row and purpose that are coupled to it."""
    for pointer, basis in placed(entry.value, "legal_bases"):
        uses = ((row["id"], ground) for row in rows_of(entry) for ground in listed(row, "grounds"))
        coupled = next(((row, use) for row, use in uses if use.get("legal_basis") == basis["id"] and "purpose" in use), None)
        if coupled is not None and "article" in basis:
            yield from _asked("basis", look, entry, pointer, (coupled[0], coupled[1]["purpose"]), basis["article"], look.said(entry))


def _grounds(look: Look, entry: Entry, pointer: str, row: Mapping[str, Any]) -> Iterator[Question]:
    for name in IN_GROUND:
        codes = {ground[name] for ground in listed(row, "grounds") if name in ground}
        if len(codes) == 1:
            yield from _asked(name, look, entry, pointer, (row["id"],), codes.pop(), look.said(entry))


def _sources(look: Look, entry: Entry, pointer: str, row: Mapping[str, Any]) -> Iterator[Question]:
    sources = listed(row, "sources")
    if len(sources) == 1 and "derived_from" not in row and "type" in sources[0] and _is_plain(sources[0]):
        yield from _asked("source", look, entry, pointer, (row["id"],), sources[0]["type"], strings_in(sources))


def _is_plain(source: Mapping[str, Any]) -> bool:
    """Whether a source is one thing only; how data are gathered may tell of somebody else, as with a form that others fill in."""
    if source["type"] == "data_subject":
        return not {"party", "activity"} & source.keys()
    if source["type"] in ("third_party", "public_register"):
        return source.keys() == {"type", "party"}
    return source["type"] == "observed" and source.keys() == {"type"}


def _classes(look: Look, entry: Entry) -> Iterator[Question]:
    """The class of protected data, unless the record gives it another one."""
    rows = [(pointer, row) for pointer, row in placed(entry.value, "data") if "class_here" not in row]
    changed = {key for row in rows_of(entry) if "class_here" in row for key in listed(row, "categories")}
    pointers = {key: pointer for pointer, row in reversed(rows) for key in listed(row, "categories")}
    for key, pointer in pointers.items():
        term = look.register.get("personal_data_category", key)
        if term is not None and key not in changed and term.value["class"] in TAUGHT_CLASSES:
            yield from _asked("class", look, entry, pointer, (key,), term.value["class"])


def _asked(
    kind: str, look: Look, entry: Entry, pointer: str, about: tuple[str, ...], right: str, stated: Iterable[str] = ()
) -> Iterator[Question]:
    """The question with codes of other families; whatever is `stated` in the record is right too."""
    families = FAMILIES[kind]
    used = {families[right], *(families[code] for code in stated if code in families)}
    if CONSENT in families.values() and ("consents" in entry.value or CONSENTS & look.said(entry)):
        used.add(CONSENT)
    free = [code for code, family in families.items() if family not in used]
    yield from asked(kind, entry, pointer, about, right, _one_of_each(look, families, free, (kind, entry.key, *about)))


def _one_of_each(look: Look, families: Mapping[str, str], free: list[str], key: tuple[str, ...]) -> list[str]:
    """One code of each family, those that other records use before those that only the law has."""
    known = look.words & set(free)
    found: dict[str, str] = {}
    for code in (*picked(known, *key), *sorted(known), *free):
        found.setdefault(families[code], code)
    return list(found.values())[:MOST_WRONG]

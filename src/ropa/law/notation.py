"""Reads a Danish citation of law: "databeskyttelseslovens § 13, stk. 2 og 4" -> the places it names, or what it lacks.

Called by the rules about citations. Knows how citations are written and nothing about what the law says: an act is the name
that was written, and `table` says which acts there are. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, NamedTuple

Flaw = Literal["", "unreadable", "no_act", "no_provision", "chain"]
"""What keeps a citation from leading to a place: words that are no citation, a section of no act, neither act nor article,
or a "jf." that leads on to a paragraph of nothing."""

ARTICLE, SECTION = "art.", "§"
_DEPTH = {ARTICLE: 0, SECTION: 0, "stk.": 1, "nr.": 2, "litra": 2, "pkt.": 3}
_ACT = r"""
    lov\ nr\.\ ?\d+(?:/\d+|\ af\ \d+\.\ \w+\ \d{4})
  | lov\ om\ (?:(?!\b(?:art|artikel)\b)[^§,;()])+?(?=\s*(?:§|,|;|\(|$|\bart\b|\bartikel\b))
  | lovbekendtgørelse\ nr\.\ \d+\ af\ \d+\.\ \w+\ \d{4} | lbk\.?\ (?:nr\.\ )?\d+(?:/\d+)?
  | (?:forordning|direktiv)\ (?:\(eu\)\ )?(?:nr\.\ )?\d+/\d+(?:/ef)?
  | gdpr | dbl | general\ data\ protection\ regulation | generel\ forordning\ om\ databeskyttelse
  | [\w-]*(?:loven|forordningen|direktivet|bekendtgørelsen|cirkulæret|overenskomsten)s? (?:\ af\ \d{4})?
"""
_TOKEN = re.compile(
    rf"""(?P<act>{_ACT})(?!\w)
  | (?P<unit>§§?|artiklerne|artikel|artiklen|art\.?|stykke|stk\.?|nummer|nr\.?|litra|pkt\.?)(?![^\W\d])
  | (?P<inside>i(?=\ ))
  | (?P<value>\d+(?:\ ?[a-hj-z](?!\w))?|[a-z](?!\w))
  | (?P<range>-|–|\btil\b)
  | (?P<chain>jf\.?(?!\w)|jævnfør)
  | (?P<link>,|;|og(?!\w)|eller(?!\w)|samt(?!\w)|efter(?!\w)|\(|\)|\.(?=\s|$))
  | (?P<other>[^\s]+)""",
    re.VERBOSE,
)
_BRACKETED = re.compile(r"\((\d+|[a-z])\)")
"""How a paragraph or a point is written outside Denmark: Art. 6(1)(f)."""
_UNITS = {
    "§": SECTION, "§§": SECTION, "artikel": ARTICLE, "artiklen": ARTICLE, "artiklerne": ARTICLE, "art": ARTICLE,
    "stk": "stk.", "stykke": "stk.", "nr": "nr.", "nummer": "nr.", "litra": "litra", "pkt": "pkt.",
}


@dataclass(frozen=True, slots=True)
class Provision:
    """A place in an act: ("databeskyttelsesloven", ("§ 13", "stk. 2")). `act` is "" when none is named for an article."""

    act: str
    steps: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """The place as it is written: "§ 13, stk. 2"; "" for the whole act."""
        return ", ".join(self.steps)

    def is_in(self, place: str) -> bool:
        """Whether it is the place or stands below it."""
        return self.place == place or self.place.startswith(f"{place}, ")


@dataclass(frozen=True, slots=True)
class Citation:
    """What was written, the places it names, and what it lacks."""

    written: str
    provisions: tuple[Provision, ...] = ()
    flaw: Flaw = ""


class _Token(NamedTuple):
    kind: str
    word: str


@lru_cache(maxsize=4096)
def read_citation(written: str, act: str = "") -> Citation:
    """A citation read; `act` is the act when it is written apart from the place. An article of no act is the GDPR's."""
    tokens = [*_tokens(act), *_tokens(written)]
    if any(token.kind == "other" for token in tokens):
        return Citation(written, flaw="unreadable")
    if _leads_nowhere(tokens):
        return Citation(written, flaw="chain")
    provisions = tuple(_named(list(_places(tokens)), tokens))
    return Citation(written, provisions, _flaw(provisions))


def _tokens(written: str) -> list[_Token]:
    text = _BRACKETED.sub(_unbracketed, " ".join(written.casefold().split()))
    return [_Token(str(match.lastgroup), match[0]) for match in _TOKEN.finditer(text)]


def _unbracketed(match: re.Match[str]) -> str:
    return f", stk. {match[1]}" if match[1].isdigit() else f", litra {match[1]}"


def _flaw(provisions: tuple[Provision, ...]) -> Flaw:
    if not provisions or any(p.steps and not p.place.startswith((ARTICLE, SECTION)) for p in provisions):
        return "no_provision"
    return "no_act" if any(not p.act and p.place.startswith(SECTION) for p in provisions) else ""


def _leads_nowhere(tokens: list[_Token]) -> bool:
    """Whether "jf." leads twice in a row to a paragraph and no section or article."""
    after = [tokens[index + 1].word.rstrip(".") for index, token in enumerate(tokens[:-1]) if token.kind == "chain"]
    return after.count("stk") > 1 or (bool(tokens) and tokens[-1].kind == "chain")


@dataclass(frozen=True, slots=True)
class _Reading:
    """Where the reader is: the act, the steps down so far, and the unit that the next value belongs to."""

    act: str = ""
    steps: tuple[str, ...] = ()
    unit: str = ""

    def down(self, value: str) -> "_Reading":
        depth = _DEPTH[self.unit]
        kept = tuple(step for step in self.steps if _DEPTH[step.split(" ", 1)[0]] < depth)
        return replace(self, steps=(*kept, f"{self.unit} {value}"))


def _places(tokens: list[_Token]) -> Iterator[Provision]:
    """Every place that is named, each below the one before it where it can be."""
    at = _Reading()
    before: list[Provision] = []
    last = ""
    for index, token in enumerate(tokens):
        if token.kind == "act":
            yield from before
            before = []
            at = _Reading(_nominative(token.word))
            if not _is_followed(tokens, index):
                yield Provision(at.act)
        elif token.kind == "unit":
            at = replace(at, unit=_UNITS[token.word.rstrip(".")])
        elif token.kind == "value" and at.unit:
            for value in _values(last, token.word):
                below = at.down(value)
                before = _without_above(before, below)
                before.append(Provision(below.act, below.steps))
            at = below
        if token.kind in ("value", "range"):
            last = token.word if token.kind == "value" else f"{last}-"
        else:
            last = ""
    yield from before


def _without_above(found: list[Provision], below: _Reading) -> list[Provision]:
    """The places without the last one when the next stands right below it: "§ 13" goes when "§ 13, stk. 2" comes."""
    if found and found[-1].act == below.act and found[-1].steps == below.steps[:-1]:
        return found[:-1]
    return found


def _values(last: str, word: str) -> list[str]:
    """The value, or all those from the last one up to it when a range is written: "1-2", "a-h"."""
    word = word.replace(" ", "")
    if not last.endswith("-"):
        return [word]
    start = last[:-1].replace(" ", "")
    if start.isdigit() and word.isdigit() and int(start) < int(word) <= int(start) + 100:
        return [str(number) for number in range(int(start) + 1, int(word) + 1)]
    if len(start) == len(word) == 1:
        return [chr(code) for code in range(ord(start) + 1, ord(word) + 1)]
    return [word]


def _is_followed(tokens: list[_Token], index: int) -> bool:
    """Whether an act is followed by a place in it, or follows one ("§ 11 i databeskyttelsesloven")."""
    rest = tokens[index + 1 : index + 2]
    before = tokens[index - 1 : index] if index else []
    return bool(rest and rest[0].kind == "unit") or bool(before and before[0].kind == "inside")


def _named(found: list[Provision], tokens: list[_Token]) -> Iterator[Provision]:
    """The places with the act that follows them, when none comes before."""
    acts = [_nominative(token.word) for token in tokens if token.kind == "act"]
    for provision in found:
        yield replace(provision, act=acts[0]) if not provision.act and provision.steps and acts else provision


def _nominative(act: str) -> str:
    """"databeskyttelseslovens" as "databeskyttelsesloven"."""
    return act[:-1] if re.search(r"(loven|forordningen|direktivet|bekendtgørelsen)s$", act) else act

"""What a rule is: everything about it in one place, and the condition that finds it broken.

    @rule("RET003", "period-without-event", severity="error", alarms="low", since="0.1", sources=(...),
          da=Wording(...), en=Wording(...), bad=Example(...), good=Example(...))
    def period_without_event(activity: Activity) -> Iterator[Hit]: ...

The linter, `ropa rule`, the site's page about the rule and the tests read the same `Rule`. A condition yields a `Hit`
for each place that breaks it; it words nothing, reads no clock and never looks at draft or confirmed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as default
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from ropa.findings import Fault, Language, Severity

Alarms = Literal["low", "medium", "high"]
"""How likely a rule is to be wrong about a record that is right."""
Evidence = Literal["read", "secondary", "memory"]
"""How a source was verified: read at the authority, read about, or remembered and for a lawyer to confirm."""
Scope = Literal["activity", "organisation", "party", "agreement", "system", "document", "record", "deviation", "register"]
"""What a condition is asked about: each entry of a kind, each entry of any kind ("record"), each accepted deviation, or the
register once. Only what no entry can tell by itself is about the register: it is asked again after every edit."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from. `act` is "gdpr", or the name as it is cited; `place` an article, a section or a date."""

    act: str
    place: str
    evidence: Evidence = "read"


@dataclass(frozen=True, slots=True)
class Wording:
    """A rule in one language. `message` and `hint` may hold the words of a hit in braces; the rest is prose.

    `message` is one sentence, lower case, no full stop; `hint` begins with a verb.
    """

    title: str
    checks: str
    why: str
    fix: str
    wrong_when: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Example:
    """A part of a record in YAML, as a reader would write it.

    To try it, it is laid over a clean register: each top-level key replaces the file's; in a list whose items have a
    key (`id`, `party` ...), an item replaces the one with the same key or is added. `without` are pointers removed first.
    `also` are parts of, or whole, other files.
    """

    yaml: str
    file: str = ""
    without: tuple[str, ...] = ()
    also: Mapping[str, str] = default(default_factory=dict)


class Place(NamedTuple):
    """Another place that a hit concerns: the other end of a contradiction. `file` is "" for the same file."""

    pointer: str
    da: str
    en: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Instead:
    """Another word to write in the text at a hit, which is `read`, where only that can be right, and why."""

    read: str
    word: str
    instead: str
    da: str
    en: str


class Hit(NamedTuple):
    """A place that breaks a rule: the pointer of the value, or of the object that lacks `field`, and the words to fill in.

    `file` is "" for the file of the entry that the condition was asked about.
    """

    pointer: str
    field: str = ""
    words: Mapping[str, object] = MappingProxyType({})
    related: tuple[Place, ...] = ()
    file: str = ""
    instead: Instead | None = None


Condition = Callable[[Any], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Explained:
    """A code that can turn up among the findings, and everything about it.

    `covers` are codes of more general rules: at the same place this one is told instead. `preview` rules rest on
    sources that nobody has verified and run only for those who ask. `acceptable` is False for what no deviation excuses.
    """

    code: str
    name: str
    severity: Severity
    alarms: Alarms
    since: str
    sources: tuple[Source, ...]
    da: Wording
    en: Wording
    bad: Example
    good: Example
    of: Scope = "activity"
    covers: tuple[str, ...] = ()
    preview: bool = False
    acceptable: bool = True

    @property
    def family(self) -> str:
        """The letters of the code: "RET"."""
        return self.code.rstrip("0123456789")

    def wording(self, language: Language) -> Wording:
        """The rule in a language."""
        return self.da if language == "da" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Explained):
    """A rule of the linter: a code with the condition that finds it. `fault` is the kind of finding that a hit becomes."""

    condition: Condition
    fault: Fault = default(init=False)

    def __post_init__(self) -> None:
        da, en = self.da, self.en
        fault = Fault(self.code, self.name, self.severity, da.message, en.message, da.hint, en.hint, gates=False)
        object.__setattr__(self, "fault", fault)


def rule(
    code: str,
    name: str,
    *,
    severity: Severity,
    alarms: Alarms,
    since: str,
    sources: tuple[Source, ...],
    da: Wording,
    en: Wording,
    bad: Example,
    good: Example,
    of: Scope = "activity",
    covers: tuple[str, ...] = (),
    preview: bool = False,
    acceptable: bool = True,
) -> Callable[[Condition], Rule]:
    """Turns a condition into a rule."""

    def make(condition: Condition) -> Rule:
        return Rule(
            code, name, severity, alarms, since, sources, da, en, bad, good,
            of, covers, preview, acceptable, condition=condition,
        )

    return make


def gdpr(place: str, evidence: Evidence = "read") -> Source:
    """An article of the GDPR: `gdpr("30(1)(f)")`.

    "read" rests on the official consolidated text in Danish with the corrigendum of 23 May 2018, in which every place cited
    was read on 2026-11-22. Whether it has been amended since was not looked up.
    """
    return Source("gdpr", place, evidence)


def act(name: str, place: str, evidence: Evidence = "read") -> Source:
    """A provision of a Danish act: `act("bogføringsloven", "§ 12", "memory")`."""
    return Source(name, place, evidence)


def guidance(author: str, what: str, evidence: Evidence = "read") -> Source:
    """What an authority or the EDPB has said: `guidance("Datatilsynet", "fortegnelsen, 10-08-2020")`."""
    return Source(author, what, evidence)

"""What all pages of a register share, worked out once: names, addresses, who points where, findings, drafts.

Built by `pages`; every page module reads it. Pure and frozen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from ropa.chain import Processor, Way, chains_of
from ropa.files import Version
from ropa.findings import Finding, Language
from ropa.guides import Guide, by_activity
from ropa.register import Broken, Entry, Register
from ropa.register.model import text
from ropa.register.references import Target
from ropa.rules import Accepted, Linted
from ropa.schema import fields_of, schemas
from ropa.site import texts
from ropa.site.backlinks import References, Use, Uses, fields_along, references_of, turn_around
from ropa.site.node import Link
from ropa.site.urls import FOLDERS, broken_path, index_of, path_of
from ropa.site.words import say

Key = tuple[str, str]
INTERNAL_KINDS = frozenset({"evidence"})
Found = tuple[Key | None, Finding]
SITE = "site"
"""The key of the one version there is: a table, so that the preview makes only those pages again that show it."""
SHORT_COMMIT = 12
"""So many letters of a commit's id tell it apart for good, and can be copied by hand."""


@dataclass(frozen=True, slots=True)
class Context:
    """A register as the pages see it, in one language.

    `findings` are those of each entry and each broken file, by kind and key; `apart` those of neither.
    `processors` are those of each activity, by its key; `ways` those that data come to each party, by its key;
    `found` are the findings by their code, each with the kind and key that it lies in, None when that is neither;
    `accepted` the deviations of each entry, `asked` the codes of the rules that were asked. `names` what a reader calls each entry; `members` the entries of each organisation, by its id, "" for what all share.
    `handwritten` are the hand-written pages by their address, `guides` those that govern each activity, by its key; `versions` has what the site was made from at `SITE`, nothing where git does not say.
    """

    register: Register
    language: Language
    uses: Uses
    findings: Mapping[Key, tuple[Finding, ...]]
    apart: tuple[Finding, ...]
    found: Mapping[str, tuple[Found, ...]]
    accepted: Mapping[Key, tuple[Accepted, ...]]
    asked: frozenset[str]
    broken: Mapping[Key, Broken]
    processors: Mapping[str, tuple[Processor, ...]]
    ways: Mapping[str, tuple[Way, ...]]
    names: Mapping[Key, str]
    members: Mapping[str, tuple[Key, ...]]
    versions: Mapping[str, Version]
    guides: Mapping[str, tuple[Guide, ...]]
    handwritten: Mapping[str, Guide]

    def link_to_guide(self, path: str) -> Link | None:
        """A link to a hand-written page, None when the project has no such page."""
        guide = self.handwritten.get(path)
        return Link(guide.title, path) if guide else None

    def guides_of(self, activity: str) -> tuple[Guide, ...]:
        """The hand-written pages that govern an activity, those that are about it before those that are about all."""
        return self.guides.get(activity, ())

    @property
    def version(self) -> str:
        """The commit that the site was made from and its day, in words; "" where git does not say."""
        found = self.versions.get(SITE)
        if found is None:
            return ""
        words = self.say("{commit} fra {day}", commit=found.commit[:SHORT_COMMIT], day=texts.day(found.day, self.language))
        return f"{words}, {self.say('med ændringer, der ikke er gemt i git')}" if found.is_changed else words

    def say(self, danish: str, **words: object) -> str:
        """A phrase of the site in the reader's language."""
        return say(self.language, danish, **words)

    def says(self, *danish: str) -> tuple[str, ...]:
        """Several phrases of the site in the reader's language."""
        return tuple(say(self.language, phrase) for phrase in danish)

    def label(self, labels: Mapping[str, str]) -> str:
        """A label from the schema in the reader's language."""
        return labels.get(self.language) or labels.get("da", "")

    def kind_name(self, kind: str, *, plural: bool = False) -> str:
        """What the schema calls a kind."""
        schema = schemas()[kind]
        return self.label(schema.plural if plural else schema.label)

    def name(self, entry: Entry) -> str:
        """What a reader calls an entry."""
        return self.names[entry.kind, entry.key]

    def title(self, entry: Entry) -> str:
        """The name of an entry as a heading: a term that stands small in sentences has a large first letter."""
        return texts.capitalised(self.name(entry)) if "label" in entry.value else self.name(entry)

    def name_of(self, kind: str, key: str) -> str:
        """The name of an entry by its key; the last part of the key when there is none."""
        return self.names.get((kind, key)) or key.rsplit("/", 1)[-1]

    def path_to(self, kind: str, key: str) -> str:
        """The address of an entry or of the page about its unreadable file; "" when there is neither."""
        if self.register.get(kind, key) is not None:
            return path_of(kind, key) if kind in FOLDERS else ""
        broken = self.broken.get((kind, key))
        return broken_path(broken) if broken else ""

    def index_path(self, kind: str) -> str:
        """The address of the list of a kind."""
        return index_of(kind)

    def members_of(self, organisation: str, kind: str = "") -> tuple[Entry, ...]:
        """The entries of an organisation, or of one kind of them; "" for those that all share."""
        keys = (key for key in self.members.get(organisation, ()) if kind in ("", key[0]))
        return tuple(self.register.entries[own_kind][key] for own_kind, key in keys)

    def uses_of(self, entry: Entry) -> tuple[Use, ...]:
        """The references to an entry from others."""
        return self.uses.get(Target(entry.kind, entry.key), ())

    def findings_of(self, entry: Entry | Broken) -> tuple[Finding, ...]:
        """What is wrong or missing in an entry or a file, without what only insiders may read."""
        return self.findings.get((entry.kind, entry.key), ())

    def accepted_of(self, entry: Entry) -> tuple[Accepted, ...]:
        """The deviations that an entry states, as they are on the day."""
        return self.accepted.get((entry.kind, entry.key), ())

    def edit_url(self, file: str) -> str:
        """Where a file of the register is corrected; "" when the register does not say."""
        base = str(self.register.settings.get("edit_url", ""))
        if not base or not file:
            return ""
        return base + ("" if base.endswith(("/", "=")) else "/") + quote(file)

    def text(self, value: object) -> str:
        """A `{da, en?}` text in the reader's language."""
        return text(value, self.language)

    def is_draft(self, entry: Entry) -> bool:
        """Whether an entry says what no organisation has confirmed.

        An activity says so itself. What else there is builds on drafts as long as one of the activities that use it is
        one; when none uses it, as long as its organisation, or for what all share anybody, has one.
        """
        if "record" in entry.value:
            return bool(entry.value["record"] == "draft")
        users = [use.entry for use in self.uses_of(entry) if use.entry.kind == "activity"]
        if not users:
            users = list(self.members_of(entry.organisation, "activity") if entry.organisation else self.register.of("activity"))
        return any(activity.value["record"] == "draft" for activity in users)


def make_context(
    register: Register,
    linted: Linted,
    language: Language,
    references: Callable[[Entry], References] = references_of,
    version: Version | None = None,
    guides: Iterable[Guide] = (),
) -> Context:
    """The context of a register and what `ropa.check` says of it; `references` as in `turn_around`, `guides` as written by hand.

    `version` is what git says of the files, None when it says nothing.
    """
    guides = tuple(guides)
    broken = {(b.kind, b.key): b for b in register.broken if b.kind not in INTERNAL_KINDS}
    owned, apart = _share_out(register, broken, linted.findings)
    chains = chains_of(register)
    names = {(entry.kind, entry.key): _name(register, entry, language) for entry in register.all()}
    uses = turn_around(register, references)
    members = _members(register)
    found = _by_code(owned, apart)
    accepted = _accepted(register, linted.accepted)
    return Context(
        register, language, uses, owned, apart, found, accepted, linted.asked, broken, chains.processors, chains.ways,
        names, members, {SITE: version} if version else {}, by_activity(guides, register),
        {guide.path: guide for guide in guides},
    )


def _by_code(owned: Mapping[Key, tuple[Finding, ...]], apart: Iterable[Finding]) -> Mapping[str, tuple[Found, ...]]:
    by_code: dict[str, list[Found]] = defaultdict(list)
    for key, findings in owned.items():
        for finding in findings:
            by_code[finding.code].append((key, finding))
    for finding in apart:
        by_code[finding.code].append((None, finding))
    return {code: tuple(found) for code, found in by_code.items()}


def _accepted(register: Register, accepted: Iterable[Accepted]) -> Mapping[Key, tuple[Accepted, ...]]:
    """The deviations by their entry, without what they set aside that only insiders may read."""
    found: dict[Key, list[Accepted]] = defaultdict(list)
    for item in accepted:
        key = item.entry.kind, item.entry.key
        shown = tuple(finding for finding in item.findings if not _is_internal(key, finding, register))
        found[key].append(replace(item, findings=shown))
    return {key: tuple(items) for key, items in found.items()}


def _members(register: Register) -> Mapping[str, tuple[Key, ...]]:
    found: dict[str, list[Key]] = defaultdict(list)
    for entry in register.all():
        found[entry.organisation].append((entry.kind, entry.key))
    return {organisation: tuple(keys) for organisation, keys in found.items()}


def _name(register: Register, entry: Entry, language: Language) -> str:
    """The name of an entry; an agreement is named after its type and party."""
    if entry.kind != "agreement":
        return entry.name(language)
    type_label = fields_of("agreement").fields["type"].choices[entry.value["type"]].get(language, "")
    party = register.get("party", entry.value["party"])
    return say(
        language, "{type} med {party}", type=type_label, party=party.name(language) if party else entry.value["party"]
    )


def _share_out(
    register: Register, broken: Mapping[Key, Broken], findings: Iterable[Finding]
) -> tuple[Mapping[Key, tuple[Finding, ...]], tuple[Finding, ...]]:
    """The findings by the entry or broken file that they lie in, and those that lie in none."""
    owners = _owners(register, broken)
    owned: dict[Key, list[Finding]] = defaultdict(list)
    apart: list[Finding] = []
    for finding in findings:
        owner = next(
            (k for pointer, k in owners.get(finding.span.file, ()) if _lies_in(finding.pointer, pointer)), None
        )
        if owner is None:
            apart.append(finding)
        elif owner[0] not in INTERNAL_KINDS and not _is_internal(owner, finding, register):
            owned[owner].append(finding)
    return {key: tuple(found) for key, found in owned.items()}, tuple(apart)


def _owners(register: Register, broken: Mapping[Key, Broken]) -> Mapping[str, list[tuple[str, Key]]]:
    owners: dict[str, list[tuple[str, Key]]] = defaultdict(list)
    for entry in register.all():
        owners[entry.file].append((entry.pointer, (entry.kind, entry.key)))
    for key, file in broken.items():
        owners[file.file].append(("", key))
    for file in register.broken:
        if file.kind in INTERNAL_KINDS:
            owners[file.file].append(("", (file.kind, file.key)))
    return owners


def _lies_in(pointer: str, place: str) -> bool:
    return pointer == place or pointer.startswith(f"{place}/")


def _is_internal(owner: Key, finding: Finding, register: Register) -> bool:
    """Whether the finding is about a field that only insiders may see."""
    entry = register.get(*owner)
    prefix = entry.pointer if entry else ""
    place = f"{finding.pointer}/{finding.field}" if finding.field else finding.pointer
    return any(field.is_internal for field in fields_along(fields_of(owner[0]), place.removeprefix(prefix)))

"""What conditions ask about: an entry, and an activity with its rows, grounds, bases and processors put together once.

Called by `run`, which makes one for each entry. Everything is looked up when it is asked for and remembered; nothing
here decides whether something is wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, Self, TypeVar

from ropa.chain import Chains, Processor, chains_of
from ropa.noted import Noted, Notes, noted_register, noting_apart, register_tables
from ropa.register import Entry, Register
from ropa.register.lists import listed, placed
from ropa.register.model import text
from ropa.register.schedules import rule_value, schedules_of
from ropa.retention import Rule as RetentionRule
from ropa.retention import RuleFault, parse_rule
from ropa.rules.rows import Ground, Kept, Row, Value
from ropa.rules.texts import Lexicon, Prose, prose_of

Found = TypeVar("Found")


BEYOND = "beyond"
"""Notes that a rule about one record looked at an index of the whole register, or at other activities."""


class Facts:
    """The whole register on a given day, with what several rules look up.

    With `notes`, every look-up in the register and in what is worked out from it is noted there (see `RuleMemory`).
    """

    def __init__(self, register: Register, today: date, notes: Notes | None = None) -> None:
        self.register = noted_register(register, notes) if notes else register
        self.today = today
        self._whole, self._notes = register, notes
        self._activities: dict[str, Activity] = {}
        self._found: dict[Callable[[Facts], Any], Any] = {}

    def _noted(self, name: str, table: Mapping[str, Found]) -> Mapping[str, Found]:
        return Noted(name, table, self._notes) if self._notes else table

    def _note_beyond(self, what: Hashable = BEYOND) -> None:
        if self._notes:
            self._notes.asked.add((BEYOND, what))

    @property
    def tables(self) -> Mapping[str, Mapping[Any, Any]]:
        """Everything in which look-ups are noted, by name, as it is."""
        chains = self._chains
        own = {"processors": chains.processors, "ways": chains.ways, "classes": self._classes, "relations": self._relations}
        return {**register_tables(self._whole), **own}

    @property
    def indexes(self) -> tuple[Callable[[Facts], Any], ...]:
        """What was found once for the whole register."""
        return tuple(self._found)

    @cached_property
    def _chains(self) -> Chains:
        return chains_of(self._whole)

    @cached_property
    def chains(self) -> Chains:
        """The processors of every activity and the ways that data come to every party."""
        return Chains(self._noted("processors", self._chains.processors), self._noted("ways", self._chains.ways))

    @cached_property
    def _classes(self) -> Mapping[str, str]:
        return {term.key: term.value["class"] for term in self._whole.of("personal_data_category")}

    @cached_property
    def classes(self) -> Mapping[str, str]:
        """The class of every category of personal data by its id."""
        return self._noted("classes", self._classes)

    @cached_property
    def _relations(self) -> Mapping[str, str]:
        return {term.key: term.value.get("relation", "") for term in self._whole.of("data_subject_category")}

    @cached_property
    def relations(self) -> Mapping[str, str]:
        """The relation to the organisation of every category of data subjects by its id: "customer", "employee" ..."""
        return self._noted("relations", self._relations)

    def once(self, make: Callable[[Facts], Found]) -> Found:
        """What a function finds in the whole register, found once: an index that a few rules share."""
        if make not in self._found:
            with noting_apart(self._notes):
                self._found[make] = make(self)
        self._note_beyond(make)
        return self._found[make]  # type: ignore[no-any-return]

    @property
    def activities(self) -> Iterator[Activity]:
        """Every activity with its facts."""
        return (self.activity(entry) for entry in self.register.of("activity"))

    def activity(self, entry: Entry) -> Activity:
        """An activity with its facts, made once."""
        self._note_beyond()
        found = self._activities.get(entry.key)
        if found is None:
            found = self._activities[entry.key] = Activity(self, entry)
        return found

    def record(self, entry: Entry) -> Record:
        """An entry of any kind with its facts; when look-ups are noted, one that nobody has asked anything yet."""
        if entry.kind != "activity":
            return Record(self, entry)
        return Activity(self, entry) if self._notes else self.activity(entry)

    def members(self, organisation: str) -> Sequence[Activity]:
        """The activities of an organisation."""
        return self.once(_members).get(organisation, ())


def _members(facts: Facts) -> Mapping[str, Sequence[Activity]]:
    """The activities by organisation."""
    found: dict[str, list[Activity]] = defaultdict(list)
    for activity in facts.activities:
        found[activity.entry.organisation].append(activity)
    return found


class Record:
    """An entry that is no activity: its value, its organisation, and the register around it."""

    def __init__(self, facts: Facts, entry: Entry) -> None:
        self.facts = facts
        self.entry = entry
        self.value: Value = entry.value
        self.register = facts.register
        self.today = facts.today
        """The day that the check is made for."""
        self._found: dict[Callable[[Any], Any], Any] = {}

    @cached_property
    def organisation(self) -> Value:
        """The organisation's file; empty when it cannot be read or the entry belongs to none."""
        found = self.register.get("organisation", self.entry.organisation)
        return found.value if found else {}

    @property
    def is_private(self) -> bool:
        """Whether the organisation says that it is private; False also when it does not say."""
        return self.organisation.get("sector") == "private"

    def once(self, make: Callable[[Self], Found]) -> Found:
        """What `make` finds in the entry, found once. It looks at the entry alone."""
        if make not in self._found:
            self._found[make] = make(self)
        return self._found[make]  # type: ignore[no-any-return]

    @cached_property
    def prose(self) -> tuple[Prose, ...]:
        """The Danish texts of the entry, folded for comparison."""
        return prose_of(self.entry)

    @cached_property
    def _words(self) -> str:
        return "\n".join(prose.text for prose in self.prose)

    def prose_with(self, words: Lexicon) -> Iterator[Prose]:
        """The Danish texts in which one of some terms stands. Most entries have none, which one look at all of it shows."""
        return (prose for prose in self.prose if words.is_in(prose.text)) if words.is_in(self._words) else iter(())

    def label(self, item: Value) -> str:
        """What readers call a row, a schedule, a purpose ...: its label or text, else its id."""
        for name in ("label", "text", "title", "name"):
            if name in item:
                return text(item[name], self.register.language)
        return str(item.get("id", ""))

    def name(self, kind: str, key: str) -> str:
        """What readers call an entry, for words of a hit."""
        return self.register.name(kind, key)

    def of(self, kind: str, entry_id: str) -> Value:
        """The value of an entry that this one names by id; empty when there is none."""
        key = f"{self.entry.organisation}/{entry_id}" if kind in {"system", "agreement", "evidence"} else entry_id
        found = self.register.get(kind, key)
        return found.value if found else {}


class Activity(Record):
    """A processing activity with its parts joined."""

    @cached_property
    def kinds(self) -> frozenset[str]:
        """What kinds of activity it is: "hr", "cctv" ..."""
        return frozenset(self.value.get("kinds", ()))

    @property
    def is_processor(self) -> bool:
        """Whether the record is one under Art. 30(2)."""
        return self.value["role"] == "processor"

    @cached_property
    def purposes(self) -> Mapping[str, Value]:
        """The purposes by their ids."""
        return {item["id"]: item for item in listed(self.value, "purposes")}

    @cached_property
    def bases(self) -> Mapping[str, Value]:
        """The legal bases by their ids."""
        return {item["id"]: item for item in listed(self.value, "legal_bases")}

    @cached_property
    def placed_purposes(self) -> tuple[tuple[str, Value], ...]:
        """The purposes with their pointers."""
        return placed(self.value, "purposes")

    @cached_property
    def placed_bases(self) -> tuple[tuple[str, Value], ...]:
        """The legal bases with their pointers."""
        return placed(self.value, "legal_bases")

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows of the matrix."""
        return tuple(self._row(f"/data/{index}", value) for index, value in enumerate(listed(self.value, "data")))

    def _row(self, pointer: str, value: Value) -> Row:
        grounds = tuple(
            Ground(
                f"{pointer}/grounds/{index}",
                ground,
                self.purposes.get(ground.get("purpose", ""), {}),
                self.bases.get(ground.get("legal_basis", ""), {}),
                self._classes(value, ground.get("categories", value.get("categories", ()))),
            )
            for index, ground in enumerate(listed(value, "grounds"))
        )
        relations = frozenset(self.facts.relations.get(subject, "") for subject in value.get("data_subjects", ()))
        return Row(pointer, value, self._classes(value, value.get("categories", ())), grounds, relations - {""})

    def _classes(self, row: Value, categories: Sequence[str]) -> frozenset[str]:
        """The classes of some categories of a row, which may say that they have another class here."""
        if "class_here" in row:
            return frozenset({row["class_here"]})
        return frozenset(self.facts.classes.get(category, "") for category in categories) - {""}

    @cached_property
    def grounds(self) -> tuple[tuple[Row, Ground], ...]:
        """Every ground with its row."""
        return tuple((row, ground) for row in self.rows for ground in row.grounds)

    def rows_on(self, basis: str) -> tuple[Row, ...]:
        """The rows with a ground on a legal basis."""
        return tuple(row for row in self.rows if any(g.value.get("legal_basis") == basis for g in row.grounds))

    @cached_property
    def subjects(self) -> frozenset[str]:
        """Every category of data subjects in the rows."""
        return frozenset(subject for row in self.rows for subject in row.subjects)

    @cached_property
    def relations(self) -> frozenset[str]:
        """How the data subjects relate to the organisation: "customer", "employee", "child" ..."""
        return frozenset(self.facts.relations.get(subject, "") for subject in self.subjects) - {""}

    @cached_property
    def classes(self) -> frozenset[str]:
        """Every class of data in the rows."""
        return frozenset().union(*(row.classes for row in self.rows))

    @cached_property
    def parsed(self) -> tuple[tuple[str, Value, RetentionRule | tuple[RuleFault, ...]], ...]:
        """Pointer and value of each retention schedule, and the rule it makes with the organisation's financial year."""
        return tuple(
            (pointer, value, parse_rule(rule_value(self.register, self.entry, value)))
            for pointer, value in schedules_of(self.entry)
        )

    @cached_property
    def schedules(self) -> Mapping[str, tuple[str, Value]]:
        """The retention schedules by id: pointer and value."""
        return {value["id"]: (pointer, value) for pointer, value, _ in self.parsed}

    @cached_property
    def computed(self) -> Mapping[str, RetentionRule]:
        """The schedules that can be computed, by id, with the organisation's financial year filled in."""
        return {value["id"]: rule for _, value, rule in self.parsed if isinstance(rule, RetentionRule)}

    @cached_property
    def kept(self) -> tuple[Kept, ...]:
        """Each row with each of its schedules."""
        return tuple(
            Kept(row, f"{row.pointer}/retention/{index}", value)
            for row in self.rows
            for index, value in enumerate(listed(row.value, "retention"))
            if value["schedule"] in self.schedules
        )

    @property
    def processors(self) -> tuple[Processor, ...]:
        """The processors that follow from systems and agreements, and those that the record names."""
        return self.facts.chains.processors[self.entry.key]

    @cached_property
    def systems(self) -> Mapping[str, Entry]:
        """The systems that the rows name, by id."""
        named = dict.fromkeys(key for row in self.rows for key in listed(row.value, "systems"))
        found = {key: self.register.get("system", f"{self.entry.organisation}/{key}") for key in named}
        return {key: entry for key, entry in found.items() if entry is not None}

    @cached_property
    def measures(self) -> frozenset[str]:
        """The ids of the security measures."""
        return frozenset(listed(self.value.get("security", {}), "measures"))

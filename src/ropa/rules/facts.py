"""What conditions ask about: an entry, and an activity with its rows, grounds, bases and processors put together once.

Called by `run`, which makes one for each entry. Everything is looked up when it is asked for and remembered; nothing
here decides whether something is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from ropa.chain import Chains, Processor, chains_of
from ropa.register import Entry, Register
from ropa.register.model import text
from ropa.register.schedules import rule_value, schedules_of
from ropa.retention import Rule as RetentionRule
from ropa.retention import parse_rule
from ropa.rules.texts import Prose, prose_of
from ropa.schema import fields_of

Value = Mapping[str, Any]
Found = TypeVar("Found")
ANSWERED_NONE = "none"


class Facts:
    """The whole register on a given day, with what several rules look up."""

    def __init__(self, register: Register, today: date) -> None:
        self.register = register
        self.today = today
        self._activities: dict[str, Activity] = {}
        self._found: dict[Callable[[Facts], Any], Any] = {}

    @cached_property
    def chains(self) -> Chains:
        """The processors of every activity and the ways that data come to every party."""
        return chains_of(self.register)

    @cached_property
    def confirmed_files(self) -> frozenset[str]:
        """The files of the activities that the organisation has confirmed."""
        entries = self.register.of("activity")
        return frozenset(entry.file for entry in entries if entry.value["record"] == "confirmed")

    @cached_property
    def classes(self) -> Mapping[str, str]:
        """The class of every category of personal data by its id."""
        return {term.key: term.value["class"] for term in self.register.of("personal_data_category")}

    @cached_property
    def relations(self) -> Mapping[str, str]:
        """The relation to the organisation of every category of data subjects by its id: "customer", "employee" ..."""
        terms = self.register.of("data_subject_category")
        return {term.key: term.value.get("relation", "") for term in terms}

    def once(self, make: Callable[[Facts], Found]) -> Found:
        """What a function finds in the whole register, found once: an index that a few rules share."""
        if make not in self._found:
            self._found[make] = make(self)
        return self._found[make]  # type: ignore[no-any-return]

    @property
    def activities(self) -> Iterator[Activity]:
        """Every activity with its facts."""
        return (self.activity(entry) for entry in self.register.of("activity"))

    def activity(self, entry: Entry) -> Activity:
        """An activity with its facts, made once."""
        found = self._activities.get(entry.key)
        if found is None:
            found = self._activities[entry.key] = Activity(self, entry)
        return found

    def record(self, entry: Entry) -> Record:
        """An entry of any kind with its facts."""
        return self.activity(entry) if entry.kind == "activity" else Record(self, entry)

    def members(self, organisation: str) -> Iterator[Activity]:
        """The activities of an organisation."""
        return (activity for activity in self.activities if activity.entry.organisation == organisation)


class Record:
    """An entry that is no activity: its value, its organisation, and the register around it."""

    def __init__(self, facts: Facts, entry: Entry) -> None:
        self.facts = facts
        self.entry = entry
        self.value: Value = entry.value

    @property
    def register(self) -> Register:
        """The register that the entry stands in."""
        return self.facts.register

    @property
    def today(self) -> date:
        """The day that the check is made for."""
        return self.facts.today

    @cached_property
    def organisation(self) -> Value:
        """The organisation's file; empty when it cannot be read or the entry belongs to none."""
        found = self.register.get("organisation", self.entry.organisation)
        return found.value if found else {}

    @property
    def is_private(self) -> bool:
        """Whether the organisation says that it is private; False also when it does not say."""
        return self.organisation.get("sector") == "private"

    @cached_property
    def prose(self) -> tuple[Prose, ...]:
        """The Danish texts of the entry, folded for comparison."""
        return prose_of(self.entry)

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


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a row is processed: its pointer, the ground, and the purpose and legal basis it names (empty when unstated).

    `classes` are those of the data that it covers: of the whole row, unless the ground is for some of the data only.
    """

    pointer: str
    value: Value
    purpose: Value
    basis: Value
    classes: frozenset[str]

    @property
    def article(self) -> str:
        """The point of Art. 6(1): "6.1.b"; "" when nobody has said."""
        return str(self.basis.get("article", ""))

    @property
    def is_on_consent(self) -> bool:
        """Whether it rests on consent: by its point of Art. 6(1), or by naming a consent where no point is stated."""
        return self.article == "6.1.a" or not self.article and "consent" in self.value


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the matrix: its place, its classes of data, its grounds and the ids of its retention schedules.

    `relations` say how the people it is about relate to the organisation: "customer", "employee" ...
    """

    pointer: str
    value: Value
    classes: frozenset[str]
    grounds: tuple[Ground, ...]
    relations: frozenset[str]

    @property
    def id(self) -> str:
        """The row's id."""
        return str(self.value["id"])

    @property
    def categories(self) -> Sequence[str]:
        """Ids of categories of personal data; none when unstated."""
        return tuple(self.value.get("categories", ()))

    @property
    def subjects(self) -> Sequence[str]:
        """Ids of categories of data subjects; none when unstated."""
        return tuple(self.value.get("data_subjects", ()))

    @property
    def source_types(self) -> frozenset[str]:
        """Where the data come from: "data_subject", "third_party" ...; empty when unstated."""
        return frozenset(source["type"] for source in listed(self.value, "sources"))

    @property
    def schedules(self) -> Sequence[str]:
        """The ids of the schedules that say how long."""
        return tuple(item["schedule"] for item in listed(self.value, "retention"))


@dataclass(frozen=True, slots=True)
class Kept:
    """A row and one of the schedules that say how long: `value` joins them, and may narrow down what the schedule is for."""

    row: Row
    pointer: str
    value: Value

    @property
    def schedule(self) -> str:
        """The schedule's id."""
        return str(self.value["schedule"])

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """The grounds of the row that the schedule is for."""
        purpose = self.value.get("purpose")
        return tuple(g for g in self.row.grounds if purpose is None or g.value.get("purpose") == purpose)

    @property
    def systems(self) -> tuple[str, ...]:
        """The ids of the systems that the schedule is for."""
        return (self.value["system"],) if "system" in self.value else tuple(listed(self.row.value, "systems"))

    @property
    def categories(self) -> frozenset[str]:
        """The ids of the categories of data that the schedule is for."""
        return frozenset(self.value.get("categories", self.row.categories))


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

    def rows_for(self, purpose: str) -> tuple[Row, ...]:
        """The rows with a ground for a purpose."""
        return tuple(row for row in self.rows if any(g.value.get("purpose") == purpose for g in row.grounds))

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
    def schedules(self) -> Mapping[str, tuple[str, Value]]:
        """The retention schedules by id: pointer and value."""
        return {value["id"]: (pointer, value) for pointer, value in schedules_of(self.entry)}

    @cached_property
    def computed(self) -> Mapping[str, RetentionRule]:
        """The schedules that can be computed, by id, with the organisation's financial year filled in."""
        parsed = {
            key: parse_rule(rule_value(self.register, self.entry, value)) for key, (_, value) in self.schedules.items()
        }
        return {key: found for key, found in parsed.items() if isinstance(found, RetentionRule)}

    @cached_property
    def kept(self) -> tuple[Kept, ...]:
        """Each row with each of its schedules."""
        return tuple(
            Kept(row, f"{row.pointer}/retention/{index}", value)
            for row in self.rows
            for index, value in enumerate(listed(row.value, "retention"))
            if value["schedule"] in self.schedules
        )

    def rows_under(self, schedule: str) -> tuple[Row, ...]:
        """The rows that a schedule holds for."""
        return tuple(row for row in self.rows if schedule in row.schedules)

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


def as_date(text: object) -> date | None:
    """A date of a record; None for what is no day of the calendar."""
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


def listed(owner: object, name: str) -> list[Any]:
    """The items of a list; none when it is absent or answered with `none`."""
    value = owner.get(name, ()) if isinstance(owner, Mapping) else ()
    return list(value) if isinstance(value, list) else []


def placed(owner: Value, name: str, above: str = "") -> tuple[tuple[str, Any], ...]:
    """The items of a list with their pointers; `above` is the pointer of the owner."""
    return tuple((f"{above}/{name}/{index}", item) for index, item in enumerate(listed(owner, name)))


@lru_cache(maxsize=None)
def label_words(kind: str, *names: str) -> Mapping[str, str]:
    """What readers call a field, as words of a hit: `{label_da}` and `{label_en}`."""
    field = fields_of(kind)
    for name in names:
        field = (field.items or field).fields[name]
    return {"label_da": field.label["da"], "label_en": field.label["en"]}


def choice_words(word: str, values: Iterable[str], kind: str, *names: str) -> dict[str, str]:
    """What readers call values of a list of choices, as words of a hit: `{word_da}` and `{word_en}`."""
    choices = _choices(kind, *names)
    labels = [choices[value] for value in values]
    return {f"{word}_da": ", ".join(f"»{label['da']}«" for label in labels),
            f"{word}_en": ", ".join(f"“{label['en']}”" for label in labels)}


@lru_cache(maxsize=None)
def _choices(kind: str, *names: str) -> Mapping[str, Mapping[str, str]]:
    field = fields_of(kind)
    for name in names:
        field = (field.items or field).fields[name]
    return (field.items or field).choices

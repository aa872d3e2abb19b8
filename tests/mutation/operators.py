"""The ways in which a value of a register may be changed, each read from the annotations of its schema.

An operator takes a place and gives what may stand there instead: nothing when it has nothing to say about such a place.
None of them knows a field by its name; whether a change breaks anything is decided in `lawful`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ropa.law.tables import rows_on
from ropa.register import Register
from ropa.register.references import list_key
from ropa.rules.texts import NOT_SEARCHED
from ropa.schema import fields_of, schemas
from tests.mutation.places import Json, Place, Steps
from tests.register.fictional import TODAY, fictional

LONG_AGO, FAR_AHEAD = "1970-01-01", "2199-12-31"
SHORTER, LONGER = "P1D", "P99Y"
THIRD_COUNTRY = "US"
NOBODY = "nobody-knows-this"


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change of one place: `value` is put at `steps` of `file`. `place` is the value that the change is about."""

    operator: str
    place: Place
    steps: Steps
    value: Json
    change: str = ""

    @property
    def name(self) -> str:
        """What it is called in lists: file, pointer, operator and what was written."""
        return f"{self.place.file}{self.place.pointer} {self.operator}{f' {self.change}' if self.change else ''}"


Operator = Callable[[Place], Iterator[Mutation]]


def _at(operator: str, place: Place, value: Json, change: str = "") -> Mutation:
    return Mutation(operator, place, place.steps, value, change or (str(value) if isinstance(value, (str, int)) else ""))


def _around(operator: str, place: Place, owner: Json) -> Mutation:
    return Mutation(operator, place, place.steps[:-1], owner)


def remove_field(place: Place) -> Iterator[Mutation]:
    """The field is left out."""
    if place.name:
        yield _around("remove_field", place, {name: value for name, value in place.owner.items() if name != place.name})


def misspell_key(place: Place) -> Iterator[Mutation]:
    """The last letter of the key is written twice."""
    if place.name:
        spelt = {name + name[-1] if name == place.name else name: value for name, value in place.owner.items()}
        yield _around("misspell_key", place, spelt)


def wrong_type(place: Place) -> Iterator[Mutation]:
    """A list where one value belongs, or one value where a list or a group belongs."""
    yield _at("wrong_type", place, 7 if isinstance(place.value, (list, dict)) else [place.value])


def empty_text(place: Place) -> Iterator[Mutation]:
    """A text of nothing but a space."""
    if _is_free_text(place):
        yield _at("empty_text", place, " ")


def malformed(place: Place) -> Iterator[Mutation]:
    """Something that has not the form of a date, an id, a number of a company ..."""
    if isinstance(place.value, str) and "enum" not in place.node and "pattern" in place.node and not _is_free_text(place):
        yield _at("malformed", place, f"{place.value} ?")


def unlisted_choice(place: Place) -> Iterator[Mutation]:
    """A value that the schema does not list."""
    if "enum" in place.node:
        yield _at("unlisted_choice", place, f"{place.value}-x")


def out_of_range(place: Place) -> Iterator[Mutation]:
    """A number beyond the bounds of the schema."""
    for bound, step in (("minimum", -1), ("maximum", 1)):
        if bound in place.node:
            yield _at("out_of_range", place, place.node[bound] + step)


def repeat_item(place: Place) -> Iterator[Mutation]:
    """The last item of a list stands there twice."""
    if isinstance(place.value, list) and (place.node.get("uniqueItems") or "x-key" in place.node):
        yield _at("repeat_item", place, [*place.value, place.value[-1]])


def same_key(place: Place) -> Iterator[Mutation]:
    """An item takes the key of the next one."""
    key = place.node.get("x-key") or ("id" if place.name == schemas()[place.kind].terms else "")
    if key and isinstance(place.value, list) and len(place.value) > 1:
        first, second, *rest = place.value
        yield _at("same_key", place, [{**first, key: second[key]}, second, *rest])


def other_id(place: Place) -> Iterator[Mutation]:
    """An entry or an item of a list is called something else than those who point to it know."""
    if place.name == "id":
        yield _at("other_id", place, f"{place.value}-x")


def unknown_reference(place: Place) -> Iterator[Mutation]:
    """A reference to what is not there."""
    if _is_reference(place):
        yield _at("unknown_reference", place, f"nobody/{NOBODY}" if place.node["x-ref"] == "activity" else NOBODY)


def other_reference(place: Place) -> Iterator[Mutation]:
    """A reference to the next one of the same kind."""
    if _is_reference(place):
        known = _targets(place, fictional())
        others = [key for key in known if not isinstance(place.owner, list) or key not in place.owner]
        following = [key for key in others if key > place.value] + [key for key in others if key < place.value]
        yield from (_at("other_reference", place, key) for key in following[:1])


def drop_item(place: Place) -> Iterator[Mutation]:
    """A list without one of its items."""
    if isinstance(place.owner, list) and len(place.owner) > 1:
        index = place.steps[-1]
        yield _around("drop_item", place, [item for number, item in enumerate(place.owner) if number != index])


def other_choice(place: Place) -> Iterator[Mutation]:
    """The neighbours of a value in the list of the schema."""
    choices = place.node.get("enum", ())
    if place.value in choices:
        here = choices.index(place.value)
        near = dict.fromkeys(choices[(here + step) % len(choices)] for step in (1, -1))
        taken = place.owner if isinstance(place.owner, list) else [place.value]
        yield from (_at("other_choice", place, choice) for choice in near if choice not in taken)


def opposite(place: Place) -> Iterator[Mutation]:
    """true for false and false for true."""
    if isinstance(place.value, bool):
        yield _at("opposite", place, not place.value)


def none_instead(place: Place) -> Iterator[Mutation]:
    """The word `none` in place of an answer."""
    if place.node.get("x-none") and place.value != "none":
        yield _at("none_instead", place, "none")


def other_date(place: Place) -> Iterator[Mutation]:
    """A day long ago, and one far ahead."""
    if place.node.get("format") == "date":
        yield _at("long_ago", place, LONG_AGO)
        yield _at("far_ahead", place, FAR_AHEAD)


def other_period(place: Place) -> Iterator[Mutation]:
    """A day and 99 years."""
    if isinstance(place.value, str) and re.fullmatch(r"P\d+[YMWD].*", place.value):
        yield _at("shorter", place, SHORTER)
        yield _at("longer", place, LONGER)


def other_number(place: Place) -> Iterator[Mutation]:
    """One more, or one less at the upper bound."""
    if type(place.value) is int and "const" not in place.node:
        yield _at("other_number", place, place.value + (-1 if place.value == place.node.get("maximum") else 1))


def other_section(place: Place) -> Iterator[Mutation]:
    """The next section of the same act."""
    if place.name == "section" and "act" in place.owner:
        yield _at("other_section", place, re.sub(r"\d+", lambda number: str(int(number[0]) + 1), place.value, count=1))


def third_country(place: Place) -> Iterator[Mutation]:
    """A country outside the EEA."""
    if place.node.get("x-country") and place.value != THIRD_COUNTRY:
        yield _at("third_country", place, THIRD_COUNTRY)


def obsolete_term(place: Place) -> Iterator[Mutation]:
    """A text with a name that has gone out of use, from the law's table."""
    if place.node.get("x-text") and place.steps[0] not in NOT_SEARCHED:
        rows = [row for row in rows_on("obsolete_terms", TODAY) if row.get("now") and row.evidence != "memory"]
        row = rows[len(place.pointer) % len(rows)]
        words = f"{place.value['da']} ({row['terms'][0]})"
        yield _at("obsolete_term", place, {**place.value, "da": words}, row["terms"][0])


def vague_text(place: Place) -> Iterator[Mutation]:
    """Nothing but words that say nothing, from the law's table."""
    if place.node.get("x-text"):
        rows = [row for row in rows_on("vague_purposes", TODAY) if row["kind"] == "vague"]
        terms = [term for row in rows for term in row["terms"][:1] if not term.endswith("*")]
        term = terms[len(place.pointer) % len(terms)]
        yield _at("vague_text", place, {**place.value, "da": term.capitalize()}, term)


OPERATORS: tuple[Operator, ...] = (
    remove_field, misspell_key, wrong_type, empty_text, malformed, unlisted_choice, out_of_range, repeat_item, same_key,
    other_id, unknown_reference, other_reference, drop_item, other_choice, opposite, none_instead, other_date, other_period,
    other_number, other_section, third_country, obsolete_term, vague_text,
)


def mutations_of(place: Place) -> Iterator[Mutation]:
    """Everything that may be changed at a place."""
    for operator in OPERATORS:
        yield from operator(place)


def _is_free_text(place: Place) -> bool:
    return isinstance(place.value, str) and place.node.get("pattern", "").startswith("[^")


def _is_reference(place: Place) -> bool:
    exempt = place.node.get("x-ref-except", ())
    return "x-ref" in place.node and isinstance(place.value, str) and place.value not in exempt


def _targets(place: Place, register: Register) -> list[str]:
    """The keys that a reference could have named, sorted."""
    kind, _, list_name = place.node["x-ref"].partition("/")
    kind = kind.rstrip(":")
    if list_name:
        value = place.root
        if kind:
            within = place.node["x-ref-in"]
            key = place.root[within[1:]] if within.startswith("/") else place.owner[within]
            value = register.entries[kind][key].value
        key_name = list_key(fields_of(kind or place.kind), list_name)
        return sorted(item[key_name] for item in value[list_name])
    entries = register.of(kind)
    if schemas()[kind].is_scoped and kind != "activity":
        return sorted(entry.id for entry in entries if entry.organisation == place.root.get("organisation"))
    return sorted(entry.key for entry in entries)

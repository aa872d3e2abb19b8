"""Holds one file's value against its schema and words every fault for the person who wrote it.

`jsonschema-rs` answers yes or no first, because nearly every file is right; `jsonschema` finds and the
tables below word the faults of the others. A test holds the two to the same verdict. Never raises on a value.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import jsonschema_rs
from jsonschema import Draft7Validator
from jsonschema.exceptions import ValidationError

from ropa.findings import Fault
from ropa.schema.contract import schemas
from ropa.schema.keys import meant_keys

UNKNOWN_FIELD = Fault(
    "SCH001", "unknown-field", "error",
    "`{key}` er ikke et felt {where}", "`{key}` is not a field {where_en}",
    "{suggestion_da}", "{suggestion_en}",
)
MISSING_FIELD = Fault(
    "SCH002", "missing-field", "error",
    "`{key}` mangler {where}", "`{key}` is missing {where_en}",
    "tilføj `{key}`: {meaning_da}", "add `{key}`: {meaning_en}",
)
WRONG_TYPE = Fault(
    "SCH003", "wrong-type", "error",
    "`{key}` skal være {expected_da}, men er {found_da}", "`{key}` must be {expected_en} but is {found_en}",
    "{suggestion_da}", "{suggestion_en}",
)
UNKNOWN_VALUE = Fault(
    "SCH004", "unknown-value", "error",
    "`{value}` er ikke en mulighed for `{key}`", "`{value}` is not a choice for `{key}`",
    "{suggestion_da}", "{suggestion_en}",
)
WRONG_SHAPE = Fault(
    "SCH005", "wrong-shape", "error",
    "`{value}` har ikke den form, som `{key}` kræver", "`{value}` does not have the form that `{key}` needs",
    "skriv {shape_da}", "write {shape_en}",
)
NO_SUCH_DATE = Fault(
    "SCH006", "no-such-date", "error",
    "`{value}` findes ikke i kalenderen", "`{value}` is not in the calendar",
    "ret dagen eller måneden i `{key}`", "correct the day or the month of `{key}`",
)
EMPTY = Fault(
    "SCH007", "empty", "error",
    "`{key}` er tom", "`{key}` is empty",
    "{suggestion_da}", "{suggestion_en}",
)
REPEATED_ITEM = Fault(
    "SCH008", "repeated-item", "error",
    "`{key}` nævner det samme to gange", "`{key}` names the same thing twice",
    "slet gentagelsen", "delete the repetition",
)
OUT_OF_RANGE = Fault(
    "SCH009", "out-of-range", "error",
    "{value} er uden for grænserne for `{key}`", "{value} is out of range for `{key}`",
    "skriv {bounds_da}", "write {bounds_en}",
)
TOO_LONG = Fault(
    "SCH010", "too-long", "error",
    "`{key}` er længere end {limit} tegn", "`{key}` is longer than {limit} characters",
    "forkort teksten", "shorten the text",
)

TYPE_NAMES = {
    "object": ("en gruppe felter", "a group of fields"),
    "array": ("en liste", "a list"),
    "string": ("en tekst", "a text"),
    "integer": ("et helt tal", "a whole number"),
    "number": ("et tal", "a number"),
    "boolean": ("true eller false", "true or false"),
    "null": ("tom", "empty"),
}


@dataclass(frozen=True, slots=True)
class Violation:
    """One breach of the schema: the fault, the pointer of the value, and the words for its templates.

    `part` says whether the key or the value at `pointer` is wrong. `instead` is what a misspelt key can only have been.
    """

    fault: Fault
    pointer: tuple[str | int, ...]
    part: str
    words: Mapping[str, object]
    instead: str = ""


def validate(kind: str, value: object) -> tuple[Violation, ...]:
    """Every breach of the schema of `kind` in `value`, in no particular order; empty when it is right."""
    if _fast(kind).is_valid(value):
        return ()
    return tuple(v for error in _reference(kind).iter_errors(value) for v in _violations(error, kind))


@lru_cache(maxsize=None)
def _fast(kind: str) -> jsonschema_rs.Draft7Validator:
    return jsonschema_rs.Draft7Validator(schemas()[kind].definition, validate_formats=True)


@lru_cache(maxsize=None)
def _reference(kind: str) -> Draft7Validator:
    return Draft7Validator(schemas()[kind].definition, format_checker=Draft7Validator.FORMAT_CHECKER)


def _violations(error: ValidationError, kind: str) -> Iterator[Violation]:
    pointer = tuple(error.absolute_path)
    properties = _properties_around(error, schemas()[kind].definition)
    for fault, steps, part, words in WORDINGS[error.validator](error, properties):
        yield Violation(fault, (*pointer, *steps), part, {"key": _key(pointer), **words}, str(words.get("instead", "")))


def _properties_around(error: ValidationError, definition: Mapping[str, Any]) -> Mapping[str, Any]:
    """The properties of the object that the error is in; a `then` has none of its own."""
    node: Any = definition
    for step in list(error.absolute_schema_path)[:-1]:
        if step == "then":
            break
        node = node[step]
    return node.get("properties", {})


Wording = Iterator[tuple[Fault, tuple[str | int, ...], str, dict[str, object]]]
Properties = Mapping[str, Any]


def _unknown_fields(error: ValidationError, known: Properties) -> Wording:
    where, meant = _where(error.absolute_path), meant_keys(error.instance, known)
    for key in error.instance:
        if key not in known:
            choices = [meant[key]] if key in meant else known
            suggestion = {**_nearest(key, choices, "felter", "fields"), "instead": meant.get(key, "")}
            yield UNKNOWN_FIELD, (key,), "key", {"key": key, **where, **suggestion}


def _missing_fields(error: ValidationError, known: Properties) -> Wording:
    for key in error.validator_value:
        if key not in error.instance:
            words = {"key": key, "meaning_da": known[key]["description"], "meaning_en": known[key]["x-label"]["en"]}
            yield MISSING_FIELD, (), "key", {**words, **_where(error.absolute_path)}


def _wrong_type(error: ValidationError, known: Properties) -> Wording:
    if "enum" in error.schema and _is_scalar(error.instance):
        return
    expected = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    found = _type_of(error.instance)
    words = {
        "expected_da": " eller ".join(TYPE_NAMES[t][0] for t in expected),
        "expected_en": " or ".join(TYPE_NAMES[t][1] for t in expected),
        "found_da": TYPE_NAMES[found][0],
        "found_en": TYPE_NAMES[found][1],
    }
    yield WRONG_TYPE, (), "value", {**words, **_type_hint(expected, found, error)}


def _type_hint(expected: list[str], found: str, error: ValidationError) -> dict[str, str]:
    if "string" in expected and found == "integer":
        return _both(f'sæt anførselstegn om: "{error.instance}"', f'put it in quotes: "{error.instance}"')
    if "string" in expected and found in ("number", "boolean"):
        return _both("sæt anførselstegn om værdien", "put the value in quotes")
    if "boolean" in expected and found == "string":
        return _both("skriv true eller false uden anførselstegn", "write true or false without quotes")
    if "integer" in expected and found in ("string", "number"):
        return _both("skriv et helt tal uden anførselstegn", "write a whole number without quotes")
    if error.schema.get("x-text") and found == "string":
        return _both("skriv teksten under `da:` på en linje for sig", "write the text under `da:` on a line of its own")
    if "array" in expected and found in ("string", "object"):
        return _both("begynd hver post i listen med en bindestreg", "begin each item of the list with a hyphen")
    if found == "null":
        return _both("skriv en værdi, eller slet feltet", "write a value, or delete the field")
    return _both("se feltets forklaring i skemaet", "see the field's description in the schema")


def _unknown_value(error: ValidationError, known: Properties) -> Wording:
    """The choices. A list, a group or a constant of another type is left to `_wrong_type`, a scalar is not."""
    is_of_other_type = "type" in error.schema and not Draft7Validator.TYPE_CHECKER.is_type(
        error.instance, error.schema["type"]
    )
    if is_of_other_type and (error.validator == "const" or not _is_scalar(error.instance)):
        return
    choices = error.validator_value if error.validator == "enum" else [error.validator_value]
    value = _short(error.instance)
    yield UNKNOWN_VALUE, (), "value", {"value": value, **_choices(value, [str(c) for c in choices], error.schema)}


def _choices(value: str, choices: list[str], schema: Mapping[str, Any]) -> dict[str, str]:
    """A hint with the choice meant. Choices with numbers are provisions of law: only what they are called tells them apart."""
    if not any(_digits(choice) for choice in choices):
        return _nearest(value, choices, "muligheder", "choices")
    near = _misspelt_provision(value, choices)
    if near:
        return _both(f"mente du `{near}`?", f"did you mean `{near}`?")
    labels = schema.get("x-labels", {})
    listed = {lang: "; ".join(_with_label(choice, labels.get(choice, {}).get(lang)) for choice in choices) for lang in ("da", "en")}
    return _both(f"muligheder her: {listed['da']}", f"choices here: {listed['en']}")


def _misspelt_provision(value: str, choices: list[str]) -> str:
    """The one provision with the same numbers that differs in the spelling of a word, or in signs only; "" when none is."""
    same = {choice: _letters(choice) for choice in choices if _digits(choice) == _digits(value)}
    exact = [choice for choice, letters in same.items() if letters == _letters(value)]
    words = {letters: choice for choice, letters in same.items() if len(letters) > 1}
    near = [words[letters] for letters in difflib.get_close_matches(_letters(value), list(words), n=1, cutoff=0.8)]
    return next(iter(exact or near), "")


def _digits(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def _letters(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalpha())


def _with_label(choice: str, label: str | None) -> str:
    return f"{choice} ({label})" if label else choice


def _wrong_shape(error: ValidationError, known: Properties) -> Wording:
    shape = error.schema.get("x-shape", {"da": error.validator_value, "en": error.validator_value})
    yield WRONG_SHAPE, (), "value", {"value": _short(error.instance), "shape_da": shape["da"], "shape_en": shape["en"]}


def _no_such_date(error: ValidationError, known: Properties) -> Wording:
    if error.schema.get("pattern") and not Draft7Validator(
        {"pattern": error.schema["pattern"]}
    ).is_valid(error.instance):
        return
    yield NO_SUCH_DATE, (), "value", {"value": _short(error.instance)}


def _empty(error: ValidationError, known: Properties) -> Wording:
    if error.schema.get("x-none"):
        hint = _both("skriv none, hvis svaret er ingen; slet feltet, hvis ingen har svaret",
                     "write none if the answer is none; delete the field if nobody has answered")
    else:
        hint = _both("udfyld feltet, eller slet det", "fill in the field, or delete it")
    yield EMPTY, (), "key", hint


def _repeated_item(error: ValidationError, known: Properties) -> Wording:
    yield REPEATED_ITEM, (), "key", {}


def _out_of_range(error: ValidationError, known: Properties) -> Wording:
    low, high = error.schema["minimum"], error.schema.get("maximum")
    bounds = (f"et tal fra {low} til {high}", f"a number from {low} to {high}") if high is not None else (
        f"et tal, der er mindst {low}", f"a number that is at least {low}")
    words = {"value": _short(error.instance), "bounds_da": bounds[0], "bounds_en": bounds[1]}
    yield OUT_OF_RANGE, (), "value", words


def _too_long(error: ValidationError, known: Properties) -> Wording:
    yield TOO_LONG, (), "value", {"limit": error.validator_value}


WORDINGS: Mapping[str, Callable[[ValidationError, Properties], Wording]] = {
    "additionalProperties": _unknown_fields,
    "required": _missing_fields,
    "type": _wrong_type,
    "enum": _unknown_value,
    "const": _unknown_value,
    "pattern": _wrong_shape,
    "format": _no_such_date,
    "minItems": _empty,
    "minProperties": _empty,
    "uniqueItems": _repeated_item,
    "minimum": _out_of_range,
    "maximum": _out_of_range,
    "maxLength": _too_long,
}


def _where(path: Iterable[str | int]) -> dict[str, str]:
    names = [step for step in path if isinstance(step, str)]
    if not names:
        return {"where": "i filen", "where_en": "in the file"}
    return {"where": f"under `{names[-1]}`", "where_en": f"under `{names[-1]}`"}


def _key(pointer: tuple[str | int, ...]) -> str:
    return next((str(step) for step in reversed(pointer) if isinstance(step, str)), "filen")


def _nearest(word: str, known: Iterable[str], plural_da: str, plural_en: str) -> dict[str, str]:
    """A hint with the nearest spelling of `word`, or with all that is known when nothing is near."""
    known = list(known)
    near = difflib.get_close_matches(word.lower().replace("-", "_"), known, n=1, cutoff=0.6)
    near = near or difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return _both(f"mente du `{near[0]}`?", f"did you mean `{near[0]}`?")
    listed = ", ".join(known)
    if len(known) == 1:
        return _both(f"skriv {listed}", f"write {listed}")
    return _both(f"{plural_da} her: {listed}", f"{plural_en} here: {listed}")


def _both(da: str, en: str) -> dict[str, str]:
    return {"suggestion_da": da, "suggestion_en": en}


def _type_of(value: object) -> str:
    if isinstance(value, bool):
        return "boolean"
    names = {dict: "object", list: "array", str: "string", int: "integer", float: "number", type(None): "null"}
    return names[type(value)]


def _is_scalar(value: object) -> bool:
    return isinstance(value, (str, int, float))


def _short(value: Any, limit: int = 60) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"

"""What can be wrong in a retention rule, each fault worded in Danish and English with a hint that can be followed.

Called by `parse`. Each function takes the place (a JSON pointer) and the names involved and returns one `RuleFault`;
none of them looks at the rule. Text is plain: whoever shows it escapes it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches

MAX_YEARS = 1000
"""The longest period that a rule may have. Longer is a slip of the finger and runs past the calendar."""

_PERIOD_HINT_DA = "skriv tal og enhed, fx `P5Y` (år), `P3M` (måneder), `P2W` (uger) eller `P30D` (dage)"
_PERIOD_HINT_EN = "write number and unit, such as `P5Y` (years), `P3M` (months), `P2W` (weeks) or `P30D` (days)"
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class RuleFault:
    """One thing wrong in a rule. `pointer` is a JSON pointer (RFC 6901) from the rule; "" is the rule itself."""

    pointer: str
    da: str
    en: str
    hint_da: str
    hint_en: str


def unknown_key(pointer: str, key: object, known: Collection[str]) -> RuleFault:
    near = get_close_matches(str(key), sorted(known), n=1)
    names = ", ".join(f"`{name}`" for name in sorted(known))
    return RuleFault(
        pointer,
        da=f"{_show(key)} er ikke et felt her",
        en=f"{_show(key)} is not a field here",
        hint_da=f"skriv `{near[0]}`" if near else f"brug et af felterne {names}",
        hint_en=f"write `{near[0]}`" if near else f"use one of the fields {names}",
    )


def missing_key(pointer: str, key: str, example: str) -> RuleFault:
    return RuleFault(
        pointer,
        da=f"`{key}` mangler",
        en=f"`{key}` is missing",
        hint_da=f"tilføj fx `{key}: {example}`",
        hint_en=f"add it, for example `{key}: {example}`",
    )


def no_term(pointer: str) -> RuleFault:
    return RuleFault(
        pointer,
        da="reglen siger ikke, hvor længe der gemmes",
        en="the rule does not say how long the data are kept",
        hint_da="tilføj `period`, `first_of` eller `last_of`, eller skriv `mode: criterion`",
        hint_en="add `period`, `first_of` or `last_of`, or write `mode: criterion`",
    )


def not_one_of(pointer: str, key: str, value: object, allowed: Collection[str]) -> RuleFault:
    near = get_close_matches(value, allowed, n=1) if isinstance(value, str) else []
    names = ", ".join(f"`{name}`" for name in allowed)
    return RuleFault(
        pointer,
        da=f"`{key}` er {_show(value)}, og den værdi findes ikke",
        en=f"`{key}` is {_show(value)}, which is not one of its values",
        hint_da=f"skriv `{near[0]}`" if near else f"vælg en af værdierne {names}",
        hint_en=f"write `{near[0]}`" if near else f"choose one of the values {names}",
    )


def not_a_period(pointer: str, key: str, value: object) -> RuleFault:
    return RuleFault(
        pointer,
        da=f"`{key}` er {_show(value)}, som ikke er en periode",
        en=f"`{key}` is {_show(value)}, which is not a period",
        hint_da=_PERIOD_HINT_DA,
        hint_en=_PERIOD_HINT_EN,
    )


def too_long(pointer: str, key: str) -> RuleFault:
    return RuleFault(
        pointer,
        da=f"`{key}` er længere end {MAX_YEARS} år",
        en=f"`{key}` is longer than {MAX_YEARS} years",
        hint_da="ret perioden; findes der ingen grænse, så skriv `mode: criterion`",
        hint_en="correct the period; if there is no limit, write `mode: criterion`",
    )


def not_a_whole_number(pointer: str, key: str, value: object, bounds: tuple[int, int]) -> RuleFault:
    low, high = bounds
    return RuleFault(
        pointer,
        da=f"`{key}` er {_show(value)}, som ikke er et helt tal fra {low} til {high}",
        en=f"`{key}` is {_show(value)}, which is not a whole number from {low} to {high}",
        hint_da=f"skriv et helt tal fra {low} til {high} uden anførselstegn",
        hint_en=f"write a whole number from {low} to {high} without quotes",
    )


def not_a_date(pointer: str, key: str, value: object) -> RuleFault:
    return RuleFault(
        pointer,
        da=f"`{key}` er {_show(value)}, som ikke er en dato",
        en=f"`{key}` is {_show(value)}, which is not a date",
        hint_da="skriv datoen som år, måned og dag, fx `2026-01-31`",
        hint_en="write the date as year, month and day, such as `2026-01-31`",
    )


def not_a_run_date(pointer: str, value: object) -> RuleFault:
    return RuleFault(
        pointer,
        da=f"`run_on` er {_show(value)}, som ikke er en dag i året",
        en=f"`run_on` is {_show(value)}, which is not a day of the year",
        hint_da='skriv måned og dag i anførselstegn, fx `"01-31"` for den 31. januar',
        hint_en='write month and day in quotes, such as `"01-31"` for 31 January',
    )


def not_a_mapping(pointer: str, name_da: str, name_en: str | None = None) -> RuleFault:
    return RuleFault(
        pointer,
        da=f"{name_da} består ikke af felter",
        en=f"{name_en or name_da} does not consist of fields",
        hint_da="skriv felterne under hinanden, hver som `felt: værdi`",
        hint_en="write the fields below one another, each as `field: value`",
    )


def not_a_list(pointer: str, key: str) -> RuleFault:
    return RuleFault(
        pointer,
        da=f"`{key}` er ikke en liste",
        en=f"`{key}` is not a list",
        hint_da="begynd hvert punkt på en ny linje med `- `",
        hint_en="start each item on a new line with `- `",
    )


def empty_list(pointer: str, key: str) -> RuleFault:
    return RuleFault(
        pointer,
        da=f"`{key}` er tom",
        en=f"`{key}` is empty",
        hint_da=f"tilføj mindst ét punkt, eller fjern `{key}`",
        hint_en=f"add at least one item, or remove `{key}`",
    )


def not_text(pointer: str, key: str, value: object) -> RuleFault:
    return RuleFault(
        pointer,
        da=f"`{key}` er {_show(value)}, som ikke er tekst",
        en=f"`{key}` is {_show(value)}, which is not text",
        hint_da="skriv et navn eller en tekst, eventuelt i anførselstegn",
        hint_en="write a name or a text, in quotes if need be",
    )


def without_effect(pointer: str, key: str, beside: str) -> RuleFault:
    return RuleFault(
        pointer,
        da=f"`{key}` virker ikke sammen med `{beside}`",
        en=f"`{key}` has no effect together with `{beside}`",
        hint_da=f"fjern `{key}`, eller fjern eller ret `{beside}`",
        hint_en=f"remove `{key}`, or remove or change `{beside}`",
    )


def without_effect_in_mode(pointer: str, key: str, mode: str) -> RuleFault:
    wanted = "max" if mode == "criterion" else "exact"
    return RuleFault(
        pointer,
        da=f"`{key}` virker ikke i en regel med `mode: {mode}`",
        en=f"`{key}` has no effect in a rule with `mode: {mode}`",
        hint_da=f"fjern `{key}`, eller skriv fx `mode: {wanted}`",
        hint_en=f"remove `{key}`, or write for example `mode: {wanted}`",
    )


def hold_ends_first(pointer: str) -> RuleFault:
    return RuleFault(
        pointer,
        da="`until` ligger før `from`",
        en="`until` is before `from`",
        hint_da="ret en af de to datoer",
        hint_en="correct one of the two dates",
    )


def hold_says_nothing(pointer: str) -> RuleFault:
    return RuleFault(
        pointer,
        da="`hold` siger hverken fra hvornår eller hvornår det kan ske",
        en="`hold` says neither since when nor when it may happen",
        hint_da="tilføj `from` med datoen, hvis sletningen er sat i bero, ellers `condition` med det, der kan gøre det",
        hint_en="add `from` with the date if deletion is on hold, otherwise `condition` with what may put it on hold",
    )


def _show(value: object) -> str:
    """The value in backticks, shortened, on one line. A collection or an absurd number is not spelt out."""
    if value is None:
        return "`null`"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, Collection) and not isinstance(value, str):
        return "`…`"
    if isinstance(value, int) and abs(value) >= 10**_SHOWN:
        return "`…`"
    text = " ".join(str(value).split())
    return f"`{text if len(text) <= _SHOWN else text[:_SHOWN] + '…'}`"

"""`ropa window`: when to delete, from a rule in a file or a schedule of an activity, and the dates of its events."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from ropa.cli.console import fail, lang_option, project_option, read_register, spoken
from ropa.findings import Finding, Language, Message, RopaError, did_you_mean
from ropa.register import Entry, Register
from ropa.register.schedules import event_phrases, rule_value, schedules_of
from ropa.retention import RetentionError, Rule, RuleFault, Window, explain, parse_rule, sentence, window
from ropa.text import decode
from ropa.yamlio import MISSING, load, locate

BARE_EVENT = "event"


@click.command("window")
@click.argument("what", metavar="RULE.yaml | ORGANISATION/ACTIVITY")
@click.argument("schedule", required=False)
@click.option("--event", "events", multiple=True, required=True, metavar="DATE | NAME=DATE",
              help="The date of the event, or of a named event; can be repeated.")
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
@project_option
@lang_option
def window_command(
    what: str, schedule: str | None, events: Sequence[str], format_name: str, project: Path, language: Language | None
) -> None:
    """The first and last day on which to delete, by the retention arithmetic."""
    dates = parse_events(events)
    if what.endswith((".yaml", ".yml")):
        rule, phrases = _rule_in_file(Path(what)), {}
        language = language or "da"
    else:
        register = read_register(project)
        language = spoken(register, language)
        rule = _rule_of_activity(register, what, schedule, language)
        phrases = event_phrases(register, language)
        dates = _named(rule, dates)
    for warning in unused_events(rule, dates):
        fail(warning, language)
    try:
        result = window(rule, dates)
    except RetentionError as error:
        raise RopaError(error.da, error.en) from error
    click.echo(_as_json(result) if format_name == "json" else _as_text(result, rule, language, phrases))


def parse_events(events: Sequence[str]) -> Mapping[str, date]:
    """The dates by event name; a bare date is the event called `event`. Raises RopaError for what is no date."""
    dates: dict[str, date] = {}
    for event in events:
        name, separator, day = event.rpartition("=")
        name = name if separator else BARE_EVENT
        if not name or name in dates:
            raise RopaError(f"`{event}` giver ikke hændelsen et navn for sig", f"`{event}` gives the event no name of its own")
        dates[name] = _parse_day(day)
    return dates


def _parse_day(day: str) -> date:
    try:
        if len(day) != len("2020-03-15"):
            raise ValueError(day)
        return date.fromisoformat(day)
    except ValueError:
        raise RopaError(
            f"`{day}` er ikke en dato; skriv den som 2020-03-15", f"`{day}` is not a date; write it as 2020-03-15"
        ) from None


def unused_events(rule: Rule, dates: Mapping[str, date]) -> Iterator[Message]:
    """A warning for each name that the rule does not use: most often it is misspelt, and then the dates are wrong."""
    known = sorted({term.event for term in (*rule.terms, *rule.floors, *rule.ceilings) if term.event})
    for name in dates:
        if name != BARE_EVENT and name not in known:
            near = did_you_mean(name, known)
            yield Message(f"reglen bruger ikke hændelsen `{name}`{near.da}", f"the rule does not use the event `{name}`{near.en}")
    if known and not set(known) & set(dates):
        listed = ", ".join(known)
        yield Message(f"reglen regnes fra: {listed}", f"the rule counts from: {listed}")


def _named(rule: Rule, dates: Mapping[str, date]) -> Mapping[str, date]:
    """A bare date belongs to the only event of a rule that names one."""
    names = {term.event for term in rule.terms if term.event}
    if BARE_EVENT in dates and len(names) == 1:
        return {**dates, next(iter(names)): dates[BARE_EVENT]}
    return dates


def _rule_in_file(path: Path) -> Rule:
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise RopaError(f"{path} kan ikke læses: {reason}", f"{path} cannot be read: {reason}") from None
    decoded = decode(path.as_posix(), data)
    loaded = load(decoded.source) if decoded.source else None
    faults = [*decoded.findings, *(loaded.findings if loaded else ())]
    stops = [fault for fault in faults if fault.severity == "error"]
    if stops or loaded is None or loaded.value is MISSING:
        raise RopaError(_lines(stops, "da"), _lines(stops, "en"))
    parsed = parse_rule(loaded.value if isinstance(loaded.value, Mapping) else {})
    if isinstance(parsed, Rule):
        return parsed
    assert decoded.source is not None
    places = [locate(decoded.source, fault.pointer) for fault in parsed]
    raise RopaError(*(
        "\n".join(f"{s.file}:{s.line}:{s.column}: {_worded(f, lang)}" for s, f in zip(places, parsed, strict=True))
        for lang in ("da", "en")
    ))


def _lines(findings: Sequence[Finding], language: Language) -> str:
    """The findings of a file, one a line: place, sentence and hint."""
    return "\n".join(
        f"{f.span.file}:{f.span.line}:{f.span.column}: {f.message.text(language)}"
        + (f" ({f.hint.text(language)})" if f.hint else "")
        for f in findings
    )


def _rule_of_activity(register: Register, key: str, schedule: str | None, language: Language) -> Rule:
    entry = register.get("activity", key)
    if entry is None:
        near = did_you_mean(key, (known.key for known in register.of("activity")))
        raise RopaError(f"der er ingen aktivitet `{key}`{near.da}", f"there is no activity `{key}`{near.en}")
    value = _choose(entry, schedule)
    parsed = parse_rule(rule_value(register, entry, value))
    if isinstance(parsed, Rule):
        return parsed
    raise RopaError(*("; ".join(_worded(fault, lang) for fault in parsed) for lang in ("da", "en")))


def _choose(entry: Entry, schedule: str | None) -> Mapping[str, Any]:
    """The schedule asked for, or the only one. Raises RopaError when that says nothing."""
    values = {str(value["id"]): value for _, value in schedules_of(entry)}
    if schedule is None and len(values) == 1:
        return next(iter(values.values()))
    if schedule in values:
        return values[schedule]
    names = ", ".join(values) or "–"
    raise RopaError(
        f"`{entry.key}` har disse frister; vælg en af dem: {names}",
        f"`{entry.key}` has these schedules; choose one of them: {names}",
    )


def _worded(fault: RuleFault, language: str) -> str:
    return f"{fault.da} ({fault.hint_da})" if language == "da" else f"{fault.en} ({fault.hint_en})"


def _as_json(result: Window) -> str:
    return json.dumps(result.to_json(), ensure_ascii=False, indent=2)


def _as_text(result: Window, rule: Rule, language: Language, phrases: Mapping[str, str]) -> str:
    return "\n".join([sentence(rule, language, phrases), *explain(result, rule, language, phrases)])

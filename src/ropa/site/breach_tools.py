"""The two tools of the page about breaches: the clock, and the model that suggests how serious a breach is.

Turns the tables of law into blocks that say all of it without scripts, and into the JSON that theme/assets/breach.js
follows. Called through `parts`. Never decides, and never says that something may be left out.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from babel.numbers import format_decimal

from ropa.breach import Assessment, assess, level_of, rows, scores
from ropa.law.tables import LawRow, table
from ropa.site import texts
from ropa.site.aids import BreachForm, Clock, FormChoice, FormQuestion
from ropa.site.breach_contacts import procedure_blocks
from ropa.site.context import Context
from ropa.site.node import Many, Node, Phrase, Text
from ropa.site.view import Block, Lines, Notice, Row, Table

CHANGES = ("raise", "lower")
OUTCOMES = ("register", "authority", "people", "others")
"""What follows from a level: the lines of the table, in its order."""


def hours_to_notify() -> int:
    """The hours in which the authority must be told (GDPR Art. 33(1))."""
    return next(int(row["hours"]) for row in table("breach_deadlines") if row.id == "authority")


def clock_blocks(context: Context) -> tuple[Block, ...]:
    """When the time for notifying is up."""
    say, hours = context.say, hours_to_notify()
    lines = (
        say("De {n} timer er timer, der går: nat, weekend og helligdage tæller med.", n=hours),
        say("Stilles uret frem undervejs, slutter fristen en time senere på uret. Opdaget lørdag den 28. marts 2026 kl. 10.00 slutter den tirsdag den 31. marts kl. 11.00."),
        say("Stilles uret tilbage, slutter den en time tidligere på uret. Opdaget lørdag den 24. oktober 2026 kl. 10.00 slutter den tirsdag den 27. oktober kl. 09.00."),
    )
    phrases = {
        "deadline": say("Fristen slutter {time}."),
        "left": say("Der er {hours} og {minutes} igen, regnet fra nu."),
        "hour": say("1 time"),
        "hours": say("{n} timer"),
        "minute": say("1 minut"),
        "minutes": say("{n} minutter"),
        "passed": say("Fristen er gået. Anmeld med det samme, og skriv i anmeldelsen, hvorfor den kommer for sent (artikel 33, stk. 1)."),
        "ahead": say("Tidspunktet ligger i fremtiden. Er det rigtigt?"),
        "missing": say("Det klokkeslæt findes ikke den dag, for uret blev stillet frem. Skriv et andet."),
        "twice": say("Uret viste det klokkeslæt to gange den nat. Fristen er regnet fra den første gang. Var det den anden, slutter den {time}."),
        "first": say("{time}, den første gang uret viser det"),
        "second": say("{time}, den anden gang uret viser det"),
    }
    return (Clock(lines, _json({"hours": hours, "language": context.language, "phrases": phrases})),)


def model_blocks(context: Context) -> tuple[Block, ...]:
    """The form that suggests a level, the model it follows, table by table, and what the organisations' own procedures look at."""
    say = context.say
    warning = say("Modellen er registrets egen og er ikke set efter af en jurist. Den foreslår; virksomheden beslutter og skriver begrundelsen ned. Tvivler du, så regn med det højeste.")
    return (
        Notice(say("Et forslag, ikke en afgørelse"), (Text(warning),)),
        BreachForm(_questions(context), _script(context)),
        Table(say("Konsekvens: Det højeste tal tæller"), context.says("Konsekvens", "Det, der er ramt"), _consequences(context)),
        Table(say("Sandsynlighed"), context.says("Sandsynlighed", "Hvor langt det er kommet ud"), _likelihoods(context)),
        _matrix(context),
        _outcomes(context),
        Table(say("Eksempler"), context.says("Eksempel", "Sådan regner modellen", "Forslag"), tuple(_example(context, row) for row in rows("example"))),
        _source(context),
        *procedure_blocks(context),
    )


def _consequences(context: Context) -> tuple[Row, ...]:
    by_score = {score: [row for row in rows("data") if row["score"] == score] for score in scores("data")}
    found = [Row((Text(context.say("Konsekvens {n}", n=score)), _many(context, group))) for score, group in by_score.items()]
    highest, lowest = scores("data")[-1], scores("data")[0]
    found.append(Row((Text(context.say("En op, højst {n}", n=highest)), _many(context, rows("raise")))))
    found.append(Row((Text(context.say("En ned, mindst {n}", n=lowest)), _many(context, rows("lower")))))
    return tuple(found)


def _likelihoods(context: Context) -> tuple[Row, ...]:
    return tuple(Row((Text(context.say("Sandsynlighed {n}", n=row["score"])), Text(_in_full(context, row)))) for row in rows("likelihood"))


def _matrix(context: Context) -> Table:
    """Every product of the two scores with its level."""
    chances = scores("likelihood")
    columns = [context.say("Konsekvens"), *(context.say("Sandsynlighed {n}", n=chance) for chance in chances)]
    found = []
    for consequence in scores("data"):
        cells = [Text(f"{_label(context, level_of(consequence * chance))} ({consequence * chance})") for chance in chances]
        found.append(Row((Text(context.say("Konsekvens {n}", n=consequence)), *cells)))
    return Table(context.say("Konsekvens gange sandsynlighed"), tuple(columns), tuple(found))


def _outcomes(context: Context) -> Table:
    levels = rows("level")
    columns = (context.say("Besked"), *(_label(context, level) for level in levels))
    named = zip(OUTCOMES, _outcome_labels(context), strict=True)
    found = [Row((Text(label), *(Text(_outcome(context, level, name)) for level in levels))) for name, label in named]
    return Table(context.say("Det følger af forslaget"), columns, tuple(found))


def _outcome_labels(context: Context) -> tuple[str, ...]:
    return context.says(
        "I listen over brud (artikel 33, stk. 5)",
        "Datatilsynet (artikel 33, stk. 1)",
        "De berørte personer (artikel 34)",
        "Andre, der skal have besked",
    )


def _outcome(context: Context, row: LawRow, name: str) -> str:
    return context.label(row[name]).format(hours=hours_to_notify())


def _example(context: Context, row: LawRow) -> Row:
    found = assess(row["data"], row["likelihood"], row.get("changes", ()))
    steps = (*told(context, found), _product(context, found))
    return Row((Text(_label(context, row)), Many(tuple(Text(step) for step in steps)), Text(_label(context, level_of(found.risk)))))


def told(context: Context, found: Assessment) -> tuple[str, ...]:
    """The reasons for a suggestion in words, one after the other."""
    labels = {row.id: _label(context, row) for about in ("data", *CHANGES, "likelihood") for row in rows(about)}
    phrases = _steps(context)
    return tuple(phrases[reason.step].format(label=labels[reason.row], score=reason.score) for reason in found.reasons)


def _steps(context: Context) -> dict[str, str]:
    """How each kind of step is worded."""
    say = context.say
    return {
        "data": say("{label}: konsekvens {score}."),
        "raised": say("{label}: en op, til {score}."),
        "highest": say("{label}: konsekvensen er allerede den højeste, {score}."),
        "again": say("{label}: konsekvensen hæves kun én gang og er stadig {score}."),
        "lowered": say("{label}: en ned, til {score}."),
        "lowest": say("{label}: konsekvensen er allerede den laveste, {score}."),
        "likelihood": say("{label}: sandsynlighed {score}."),
    }


def _product(context: Context, found: Assessment) -> str:
    phrase, level = context.say("{consequence} gange {likelihood} er {risk}: {level}."), _label(context, level_of(found.risk))
    return phrase.format(consequence=found.consequence, likelihood=found.likelihood, risk=found.risk, level=texts.lowered(level))


def _questions(context: Context) -> tuple[FormQuestion, ...]:
    say = context.say
    many = next(row for row in rows("raise") if row.id == "many")
    counts = (
        FormChoice("", say("{n} eller færre", n=format_decimal(many["more_than"], locale=context.language))),
        FormChoice(many.id, _label(context, many)),
        FormChoice(many.id, say("Ved det ikke"), say("tæller som mange")),
    )
    others = [row for about in CHANGES for row in rows(about) if row.id != many.id]
    return (
        FormQuestion("data", say("Hvilke oplysninger er ramt? Sæt kryds ved alt, der er med"), "checkbox", _choices(context, rows("data"))),
        FormQuestion("change", say("Hvor mange personer?"), "radio", counts),
        FormQuestion("likelihood", say("Hvem kan have set dem, eller hvad er der sket med dem?"), "radio", _choices(context, rows("likelihood"))),
        FormQuestion("change", say("Passer noget af det her?"), "checkbox", _choices(context, others)),
    )


def _choices(context: Context, found: Sequence[LawRow]) -> tuple[FormChoice, ...]:
    return tuple(FormChoice(row.id, _label(context, row), _more(context, row)) for row in found)


def _script(context: Context) -> str:
    """The table and the wording, as the script takes them."""
    model: dict[str, list[dict[str, Any]]] = {
        about: [{"id": row.id, "label": _label(context, row), **({"score": row["score"]} if "score" in row.values else {})} for row in rows(about)]
        for about in ("data", *CHANGES, "likelihood")
    }
    model["level"] = [
        {"id": row.id, "label": texts.lowered(_label(context, row)), "products": row["products"], **{name: _outcome(context, row, name) for name in OUTCOMES}}
        for row in rows("level")
    ]
    follows = [{"name": name, "label": label} for name, label in zip(OUTCOMES, _outcome_labels(context), strict=True)]
    phrases = {
        "unfinished": context.say("Vælg mindst én slags oplysninger, hvor mange personer det er, og hvem der kan have set dem."),
        "suggestion": context.say("Forslag: {level}. {consequence} gange {likelihood} er {risk}."),
        "steps": _steps(context),
        "product": context.say("{consequence} gange {likelihood} er {risk}: {level}."),
        "follows": follows,
    }
    return _json({"model": model, "phrases": phrases})


def _source(context: Context) -> Lines:
    checked = max(row.checked_on for row in table("breach_model"))
    line = context.say("Kilde: {source}. Tabellen er fra {day}.", source=rows("data")[0].source, day=texts.day(str(checked), context.language))
    return Lines((Text(line, "quiet"),))


def _many(context: Context, found: Sequence[LawRow]) -> Node:
    labels = tuple(Text(_in_full(context, row)) for row in found)
    return Many(labels) if len(labels) > 1 else Phrase(labels)


def _label(context: Context, row: LawRow) -> str:
    return context.label(row["label"])


def _more(context: Context, row: LawRow) -> str:
    """What a row's short label covers; "" when it says all."""
    return context.label(row.get("more", {}))


def _in_full(context: Context, row: LawRow) -> str:
    return ": ".join(filter(None, (_label(context, row), _more(context, row))))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)

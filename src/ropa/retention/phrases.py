"""The phrases that a rule and its window are told with, Danish and English side by side.

Called by `sentence` and `explain`. A Danish phrase that ends in a clause carries a trailing comma, which the full stop
swallows. Text is plain: whoever shows it escapes it.
"""

from __future__ import annotations

from collections.abc import Mapping

from ropa.retention.words import Lang

_PHRASES: Mapping[str, tuple[str, str]] = {
    "unstated": ("et tidspunkt, som ikke er oplyst,", "a point in time that is not stated"),
    "unstated calendar_year_end": (
        "udgangen af det kalenderår, hvor fristen begynder (hvornår er ikke oplyst),",
        "the end of the calendar year in which the period begins (when is not stated)",
    ),
    "unstated financial_year_end": (
        "udgangen af det regnskabsår, hvor fristen begynder (hvornår er ikke oplyst){fy},",
        "the end of the financial year in which the period begins (when is not stated){fy}",
    ),
    "named": ("hændelsen {name}", "the event {name}"),
    "deciding": ("den hændelse, der afgør fristen,", "the event that decides the end"),
    "calendar_year_end": (
        "udgangen af det kalenderår, som {event} falder i,",
        "the end of the calendar year in which {event} falls",
    ),
    "financial_year_end": (
        "udgangen af det regnskabsår, som {event} falder i{fy},",
        "the end of the financial year in which {event} falls{fy}",
    ),
    "fy": (" (regnskabsåret slutter med udgangen af {month})", " (the financial year ends with {month})"),
    "after": ("{duration} efter {anchor}", "{duration} after {anchor}"),
    "exact for": ("gemmes i {point}", "kept for {point}"),
    "exact until": ("gemmes til {point}", "kept until {point}"),
    "max for": ("gemmes højst {point}", "kept for at most {point}"),
    "max until": ("gemmes højst til {point}", "kept at most until {point}"),
    "min for": ("gemmes mindst {point}", "kept for at least {point}"),
    "min until": ("gemmes mindst til {point}", "kept at least until {point}"),
    "then erased": (" og slettes så", " and then erased"),
    "round none": ("", ""),
    "round month_end": (" og derefter måneden ud", " and then to the end of the month"),
    "round calendar_year_end": (" og derefter året ud", " and then to the end of the calendar year"),
    "round financial_year_end": (" og derefter regnskabsåret ud{fy}", " and then to the end of the financial year{fy}"),
    "item round": ("{point} ({rounding})", "{point} ({rounding})"),
    "first_of": ("det første af disse tidspunkter: {items}", "the first of these: {items}"),
    "last_of": ("det sidste af disse tidspunkter: {items}", "the last of these: {items}"),
    "erased at": ("slettes ved {point}", "erased at {point}"),
    "or": (" eller ", " or "),
    "and": (" og ", " and "),
    "either": ("slettes ved {now}, dog senest {point}", "erased at {now}, but no later than {point}"),
    "cycle": (
        "slettes i den næste sletterunde, som køres {every}",
        "erased in the next deletion run, which takes place {every}",
    ),
    "run on": (" {day}", " on {day}"),
    "run from": (", regnet fra {day}", ", counted from {day}"),
    "run loose": (" uden fast dato", " without a fixed date"),
    "grace": ("den tekniske sletning må tage op til {days}", "the technical deletion may take up to {days}"),
    "hard_max for": ("intet gemmes længere end {point}", "nothing is kept longer than {point}"),
    "hard_max until": ("intet gemmes længere end til {point}", "nothing is kept longer than until {point}"),
    "floor for": ("skal gemmes i mindst {point}", "must be kept for at least {point}"),
    "floor until": ("skal gemmes mindst til {point}", "must be kept at least until {point}"),
    "ceiling for": ("må højst gemmes i {point}", "may be kept for at most {point}"),
    "ceiling until": ("må højst gemmes til {point}", "may be kept at most until {point}"),
    "law": ("{point}, jf. {law},", "{point} under {law}"),
    "hold open": (
        "sletningen er sat i bero fra {since} og indtil videre",
        "deletion is on hold from {since} until further notice",
    ),
    "hold": (
        "sletningen er sat i bero fra {since} til og med {until}",
        "deletion is on hold from {since} up to and including {until}",
    ),
    "hold condition": (
        "betingelse for at sætte sletningen i bero: {text}",
        "condition for putting deletion on hold: {text}",
    ),
    "criterion": ("der er ingen fast frist", "there is no fixed period"),
    "besides": ("desuden gælder: {text}", "besides: {text}"),
    "criterion text": ("afgørende er: {text}", "what decides: {text}"),
    "review": (
        "behovet vurderes igen med højst {duration}s mellemrum",
        "the need is reviewed at intervals of at most {duration}",
    ),
    "window earliest": (
        "må tidligst slettes {day}; det følger af {bound}",
        "may be erased from {day}; this follows from {bound}",
    ),
    "window latest": (
        "skal være slettet senest {day}; det følger af {bound}",
        "must be erased no later than {day}; this follows from {bound}",
    ),
    "window open": ("der er ingen seneste slettedato", "there is no last day for erasing"),
    "in law": (" i {law}", " in {law}"),
    "bound period": ("reglens periode", "the rule's period"),
    "bound round_up": ("afrundingen af perioden", "the rounding of the period"),
    "bound cycle": ("den næste sletterunde", "the next deletion run"),
    "bound grace_days": ("tiden til den tekniske sletning", "the time for the technical deletion"),
    "bound hard_max": ("reglens egen grænse", "the rule's own limit"),
    "bound ceiling": ("loftet{law}", "the ceiling{law}"),
    "bound floor": ("kravet om at gemme{law}", "the duty to keep{law}"),
    "bound hold": ("at sletningen har været sat i bero", "the time that deletion was on hold"),
    "bound event": ("hændelsens dato", "the date of the event"),
    "bound first_of": ("det første af reglens tidspunkter: {event}", "the first of the rule's points in time: {event}"),
    "bound last_of": ("det sidste af reglens tidspunkter: {event}", "the last of the rule's points in time: {event}"),
    "conflict indeterminate": (
        "der kan ikke regnes en slettedato ud, fordi hændelsen ikke har en dato",
        "no date for erasing can be worked out, because the event has no date",
    ),
    "conflict indeterminate criterion": (
        "der kan ikke regnes en slettedato ud, fordi reglen ikke har en fast frist",
        "no date for erasing can be worked out, because the rule has no fixed period",
    ),
    "conflict hard_max_before_earliest": (
        "der må først slettes, når reglens egen grænse på {cap} er overskredet",
        "nothing may be erased until the rule's own limit of {cap} has passed",
    ),
    "conflict cycle_exceeds_hard_max": (
        "uden reglens egen grænse på {cap} kunne sletningen komme senere, end grænsen lover",
        "without the rule's own limit of {cap}, erasing could come later than the limit promises",
    ),
    "conflict above_ceiling": (
        "reglen gemmer længere, end loftet{law} tillader",
        "the rule keeps longer than the ceiling{law} allows",
    ),
    "conflict below_floor": (
        "uden kravet om at gemme{law} kunne der slettes for tidligt, så kravet går forud",
        "without the duty to keep{law}, erasing could come too early, so the duty goes first",
    ),
    "conflict on_hold": (
        "sletningen er sat i bero fra {since}, så der er ingen slettedato",
        "deletion is on hold from {since}, so there is no date for erasing",
    ),
}


def phrase(key: str, lang: Lang, **parts: str) -> str:
    """The phrase in that language with its parts filled in."""
    return _PHRASES[key][0 if lang == "da" else 1].format(**parts)

"""CPR: whether the number is needed, and whether it and other protected data travel in the open (GDPR Art. 5(1)(c), 32)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from ropa.findings import Language
from ropa.register.lists import listed
from ropa.rules.facts import Activity, Facts
from ropa.rules.families.cpr_hook import CREDIT, laws_behind
from ropa.rules.rows import Row
from ropa.rules.rule import Example, Hit, Place, Wording, act, gdpr, guidance, rule
from ropa.rules.texts import folded, lexicon
from ropa.schema import fields_of

WITHOUT_CPR = frozenset({"test_drive", "service", "newsletter", "survey", "web_analytics"})
"""Kinds of activity for which no rule that wants the CPR number was found."""
PROTECTED = frozenset({"cpr", "special", "criminal", "confidential"})
OPEN_CHANNELS = frozenset({"email", "sms", "mms"})
UNEXPLAINED = {
    "what_da": "der står ikke, hvorfor de er nødvendige",
    "what_en": "it is not stated why they are needed",
    "advice_da": "skriv i `necessity`, hvorfor netop CPR-nummeret er nødvendigt, eller brug noget andet, fx fødselsdatoen",
    "advice_en": "write in `necessity` why the CPR number itself is needed, or use something else, such as the date of birth",
}


@rule(
    "CPR005", "cpr-necessity-missing", severity="warning", alarms="medium", since="0.1",
    sources=(gdpr("5(1)(c)"), act("databeskyttelsesloven", "§ 11, stk. 2"),
             guidance("DI Bilbranchen", "om CPR-nummer på slutsedlen", "secondary")),
    da=Wording(
        title="CPR-nummer uden grund",
        checks="CPR-numre bruges, uden at der står, hvorfor de er nødvendige, og uden en paragraf, som kræver dem; "
        "eller de bruges til prøvekørsel, service, nyhedsbrev, undersøgelser eller webanalyse, uden at en lov er nævnt.",
        why="Man må kun samle det, der er nødvendigt. Til mange ting er fødselsdato, kundenummer eller kørekortnummer nok.",
        fix="Skriv i `necessity`, hvorfor netop CPR-nummeret skal bruges, og nævn loven, eller slet nummeret.",
        wrong_when="Når en lov kræver nummeret, fx til indregistrering af en bil. Skriv da loven under `national_law`. En jurist "
        "bør se på tvivl.",
        message="»{row}« rummer CPR-numre, men {what_da}",
        hint="{advice_da}",
    ),
    en=Wording(
        title="CPR number without reason",
        checks="CPR numbers are used, and neither is it stated why they are needed nor a provision that wants them; "
        "or they are used for test drives, service, newsletters, surveys or web analytics, and no act is named.",
        why="Only what is needed may be collected. For many things a date of birth, a customer number or a licence number will "
        "do.",
        fix="Write in `necessity` why the CPR number itself must be used, and name the act, or erase the number.",
        wrong_when="When an act requires the number, for instance to register a car. Then write the act in `national_law`. Let a "
        "lawyer look at doubts.",
        message="“{row}” holds CPR numbers, but {what_en}",
        hint="{advice_en}",
    ),
    bad=Example(
        """
        data:
          - id: lookup-number
            label: {da: CPR-nummer til opslag}
            data_subjects: [customer]
            categories: [cpr-number]
            sources: [{type: data_subject}]
            required: voluntary
            consequence: {da: Du skal i stedet vise en årsopgørelse i butikken.}
            grounds: [{purpose: assess, legal_basis: credit-duty, consent: cpr-lookup, cpr: dbl_11_2_2}]
            systems: [credit-system]
            retention: [{schedule: refused}]
        """,
        file=CREDIT,
    ),
    good=Example(
        """
        data:
          - id: lookup-number
            label: {da: CPR-nummer til opslag}
            data_subjects: [customer]
            categories: [cpr-number]
            sources: [{type: data_subject}]
            required: voluntary
            consequence: {da: Du skal i stedet vise en årsopgørelse i butikken.}
            necessity: {da: Kreditbureauet kan kun finde den rigtige person med CPR-nummeret.}
            grounds: [{purpose: assess, legal_basis: credit-duty, consent: cpr-lookup, cpr: dbl_11_2_2}]
            systems: [credit-system]
            retention: [{schedule: refused}]
        """,
        file=CREDIT,
    ),
)
def cpr_necessity_missing(activity: Activity) -> Iterator[Hit]:
    if activity.is_processor:
        return
    kinds = activity.kinds & WITHOUT_CPR
    for row in activity.rows:
        if "cpr" not in row.classes:
            continue
        words = {"row": activity.label(row.value)}
        if kinds and not any(any(laws_behind(activity, ground)) for ground in row.grounds):
            there = Place("/kinds", "slags aktivitet", "the kind of activity")
            yield Hit(f"{row.pointer}/categories", words={**words, **_not_for(min(kinds))}, related=(there,))
        elif "necessity" not in row.value and not _is_demanded(activity, row):
            yield Hit(row.pointer, "necessity", {**words, **UNEXPLAINED})


def _is_demanded(activity: Activity, row: Row) -> bool:
    """Whether every ground for the number names the provision that wants it: then that is why it is needed."""
    grounds = [ground for ground in row.grounds if "cpr" in ground.classes]
    return bool(grounds) and all(
        ground.value.get("cpr") == "dbl_11_2_1" and any("section" in law for law in laws_behind(activity, ground))
        for ground in grounds
    )


def _not_for(kind: str) -> dict[str, str]:
    name = _choices("kinds")[kind]
    return {
        "what_da": f"ingen lov er nævnt, og de er sjældent nødvendige til »{name['da']}«",
        "what_en": f"no act is named, and they are seldom needed for “{name['en']}”",
        "advice_da": "nævn loven (`national_law`), eller brug noget andet, fx kørekortnummer eller fødselsdato",
        "advice_en": "name the act (`national_law`), or use something else, such as the licence number or the date of birth",
    }


@rule(
    "CPR006", "cpr-over-open-channel", severity="error", alarms="low", since="0.1", covers=("SEC004",),
    sources=(gdpr("32"), guidance("Datatilsynet", "kryptering af e-mail i den private sektor, fra 1. januar 2019", "memory")),
    da=Wording(
        title="Sendes i klar tekst",
        checks="CPR-numre, følsomme eller fortrolige oplysninger sendes med e-mail eller SMS, og ingen foranstaltning siger, at de "
        "bliver krypteret undervejs.",
        why="En e-mail kan læses og sendes forkert på vejen. Datatilsynet venter, at fortrolige og følsomme oplysninger er "
        "krypteret, når de sendes over internettet.",
        fix="Brug krypteret e-mail, en portal eller Digital Post, og skriv foranstaltningen i `measures`.",
        wrong_when="Når personen selv har skrevet uopfordret, eller når forbindelsen altid er krypteret. Skriv da det som en "
        "foranstaltning. Datatilsynets praksis er skrevet efter hukommelsen; en jurist bør se på det.",
        message="»{row}« sendes med »{channel_da}«, men det fremgår ikke, at oplysningerne er krypteret på vejen",
        hint="krypter det, I sender, og skriv foranstaltningen i `measures`, eller brug en anden vej (`channels`)",
    ),
    en=Wording(
        title="Sent in the clear",
        checks="CPR numbers, sensitive or confidential data are sent by e-mail or text message, and no measure says that they are "
        "encrypted on the way.",
        why="An e-mail can be read or misdirected on the way. The Danish authority expects confidential and sensitive data to be "
        "encrypted when sent over the internet.",
        fix="Use encrypted e-mail, a portal or Digital Post, and write the measure in `measures`.",
        wrong_when="When people have written unasked, or when the connection is always encrypted. Then write that as a measure. "
        "The authority's practice is stated from memory; let a lawyer look at it.",
        message="“{row}” is sent by “{channel_en}”, but nothing says that the data are encrypted on the way",
        hint="encrypt what you send and write the measure in `measures`, or use another way (`channels`)",
    ),
    bad=Example(
        """
        data:
          - id: lookup-number
            label: {da: CPR-nummer til opslag}
            data_subjects: [customer]
            categories: [cpr-number]
            sources: [{type: data_subject}]
            required: voluntary
            consequence: {da: Du skal i stedet vise en årsopgørelse i butikken.}
            necessity: {da: Kreditbureauet kan kun finde den rigtige person med CPR-nummeret.}
            grounds: [{purpose: assess, legal_basis: credit-duty, consent: cpr-lookup, cpr: dbl_11_2_2}]
            systems: [credit-system]
            channels: [email]
            retention: [{schedule: refused}]
        """,
        file=CREDIT,
    ),
    good=Example(
        """
        data:
          - id: lookup-number
            label: {da: CPR-nummer til opslag}
            data_subjects: [customer]
            categories: [cpr-number]
            sources: [{type: data_subject}]
            required: voluntary
            consequence: {da: Du skal i stedet vise en årsopgørelse i butikken.}
            necessity: {da: Kreditbureauet kan kun finde den rigtige person med CPR-nummeret.}
            grounds: [{purpose: assess, legal_basis: credit-duty, consent: cpr-lookup, cpr: dbl_11_2_2}]
            systems: [credit-system]
            channels: [email]
            retention: [{schedule: refused}]
        security:
          measures: [need-to-know, two-factor, encryption-at-rest, encrypted-mail]
          risk: {consequence: 3, likelihood: 1, on: 2026-04-20}
        """,
        file=CREDIT,
    ),
)
def cpr_over_open_channel(activity: Activity) -> Iterator[Hit]:
    sent = [row for row in activity.rows if "channels" in row.value and row.classes & PROTECTED]
    if not sent or activity.measures & activity.facts.once(_encrypting):
        return
    for row in sent:
        yield from _in_the_open(activity, row)


def _in_the_open(activity: Activity, row: Row) -> Iterator[Hit]:
    """One hit for a row that is sent by an open channel: at the first of them."""
    for index, channel in enumerate(listed(row.value, "channels")):
        if channel in OPEN_CHANNELS:
            names = {f"channel_{language}": name for language, name in _choices("data", "channels")[channel].items()}
            yield Hit(f"{row.pointer}/channels/{index}", words={"row": activity.label(row.value), **names})
            return


def _encrypting(facts: Facts) -> frozenset[str]:
    """The measures that encrypt what is sent: those for transmission, and encryption that is not for what lies still."""
    at_rest = lexicon("topic_words", facts.today, "encrypted-at-rest")
    return frozenset(
        term.key
        for term in facts.register.of("security_measure")
        if term.value.get("goal") == "transmission"
        or term.value.get("goal") == "encryption_pseudonymisation"
        and not at_rest.is_in(folded(term.value["label"]["da"]))
    )


@lru_cache(maxsize=None)
def _choices(*names: str) -> Mapping[str, Mapping[Language, str]]:
    """What readers call the values of a field of an activity."""
    field = fields_of("activity")
    for name in names:
        field = (field.items or field).fields[name]
    return (field.items or field).choices  # type: ignore[return-value]

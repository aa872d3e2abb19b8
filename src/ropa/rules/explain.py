"""A rule in words: what it checks, why, how to fix it, when it is wrong, its examples and sources.

Called by `ropa rule`, by SARIF and by whoever lists the rules. Nothing is worded here but the headings: the rest stands
on the rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import dedent

from ropa.findings import SEVERITY_WORDS, Language, Message
from ropa.law.citation import cite
from ropa.rules.labels import label_words
from ropa.rules.rule import Alarms, Evidence, Example, Explained, Source
from ropa.schema import schemas

HEADINGS: Mapping[str, Message] = {
    "checks": Message("Det ser reglen efter", "What it checks"),
    "why": Message("Derfor", "Why"),
    "fix": Message("Sådan retter du det", "How to fix it"),
    "wrong_when": Message("Når reglen tager fejl", "When it is wrong"),
    "bad": Message("Forkert", "Wrong"),
    "good": Message("Rigtigt", "Right"),
    "sources": Message("Kilder", "Sources"),
}
ALARMS: Mapping[Alarms, Message] = {
    "low": Message("tager sjældent fejl", "seldom wrong"),
    "medium": Message("kan tage fejl", "can be wrong"),
    "high": Message("tager ofte fejl", "often wrong"),
}
EVIDENCE: Mapping[Evidence, Message] = {
    "read": Message("læst hos myndigheden eller i loven", "read at the authority or in the act"),
    "secondary": Message("læst i en gengivelse", "read in a secondary source"),
    "memory": Message("ikke efterprøvet; en jurist bør se på det", "not verified; for a lawyer to confirm"),
}
FAMILIES: Mapping[str, Message] = {
    "AML": Message("Hvidvask", "Money laundering"),
    "ART": Message("Det, der skal stå i en fortegnelse", "What a record must hold"),
    "BRE": Message("Brud på sikkerheden", "Breaches"),
    "CIT": Message("Henvisninger til loven", "References to the law"),
    "CNF": Message("Bekræftelse", "Confirmation"),
    "CON": Message("Samtykke", "Consent"),
    "CPR": Message("CPR-numre", "CPR numbers"),
    "CTV": Message("Tv-overvågning", "CCTV"),
    "DAT": Message("Datoer, der er gået", "Dates that have passed"),
    "DOC": Message("Dokumenter", "Documents"),
    "EMP": Message("Medarbejdere og ansøgere", "Employees and applicants"),
    "GAP": Message("Det, ingen har svaret på", "What nobody has answered"),
    "GIT": Message("Ændringer i registret", "Changes of the register"),
    "GRA": Message("Sammenhæng mellem poster", "How records fit together"),
    "INF": Message("Oplysning til personerne", "Information to people"),
    "LAW": Message("Lovtabeller", "Tables of law"),
    "LB": Message("Behandlingsgrundlag", "Legal basis"),
    "MKT": Message("Markedsføring", "Marketing"),
    "POL": Message("Politikker holdt op mod poster", "Policies held against records"),
    "PRF": Message("Profilering og automatiske afgørelser", "Profiling and automated decisions"),
    "PRO": Message("Databehandlere", "Processors"),
    "RET": Message("Sletning", "Erasure"),
    "RGT": Message("Personernes rettigheder", "People's rights"),
    "RUL": Message("Slettefrister, der ikke kan regnes ud", "Periods that cannot be computed"),
    "SC": Message("Følsomme oplysninger og strafbare forhold", "Special categories and criminal offences"),
    "SEC": Message("Sikkerhed", "Security"),
    "SUP": Message("Accepterede afvigelser", "Accepted deviations"),
    "TRF": Message("Tredjelande", "Third countries"),
}
"""What the families of rules are about, by the letters of their codes."""
WITHOUT = Message("Uden", "Without")
IN_FILE: Mapping[str, str] = {"deviation": "activity"}
"""What an example that names no file is a part of, where that is not what the rule is about."""
PREVIEW = Message("forsøg: slået fra, indtil nogen har efterprøvet kilderne", "preview: off until the sources are verified")


def family_text(family: str, language: Language) -> str:
    """The letters of a family and what it is about; the letters alone when nobody has said."""
    said = FAMILIES.get(family)
    return f"{family} – {said.text(language)}" if said else family


def source_text(source: Source, language: Language) -> str:
    """A source as it is cited, and how it was verified."""
    if source.act == "gdpr":
        name = {"da": "databeskyttelsesforordningen", "en": "GDPR"}[language]
        cited = f"{name}, {cite(source.place, language)}" if language == "da" else f"{name} {cite(source.place, language)}"
    else:
        cited = f"{source.act}, {source.place}" if source.place else source.act
    return f"{cited} ({EVIDENCE[source.evidence].text(language)})"


def kind_of(rule: Explained, file: str) -> str:
    """The kind of a file of an example; what it is a part of, where it names none."""
    if not file:
        return IN_FILE.get(rule.of, rule.of)
    folder = f"{file.partition('/')[0]}/"
    return next(kind for kind, schema in schemas().items() if schema.path == file or _is_in(schema.path, folder))


def _is_in(path: str, folder: str) -> bool:
    return path.startswith(folder) and "{" in path


def lacking_text(rule: Explained, example: Example, language: Language) -> str:
    """What an example leaves out, which its YAML cannot show: "Uden: profilering"; "" when nothing."""
    kind = kind_of(rule, example.file)
    labels = (label_words(kind, *_names(pointer))[f"label_{language}"] for pointer in example.without)
    fields = ", ".join(label if label[1:2].isupper() else label[:1].lower() + label[1:] for label in labels)
    return f"{WITHOUT.text(language)}: {fields}" if fields else ""


def _names(pointer: str) -> tuple[str, ...]:
    return tuple(step for step in pointer.split("/")[1:] if not step.isdecimal())


def example_text(example: Example) -> str:
    """The YAML of an example as it would stand in the file, with what stands in other files below it."""
    parts = [dedent(example.yaml).strip("\n")]
    parts += [f"# {file}\n" + dedent(text).strip("\n") for file, text in example.also.items()]
    return "\n\n".join(part for part in parts if part and part != "{}")


def _shown(rule: Explained, example: Example, language: Language) -> Iterator[str]:
    """What an example leaves out, and its YAML, where it has any."""
    lacking, written = lacking_text(rule, example, language), example_text(example)
    yield from (lacking, "") if lacking else ()
    yield from ("```yaml", written, "```", "") if written else ()


def as_markdown(rule: Explained, language: Language) -> str:
    """Everything about a rule, as a page of Markdown."""
    words = rule.wording(language)
    facts = [SEVERITY_WORDS[rule.severity].text(language), ALARMS[rule.alarms].text(language)]
    facts += [PREVIEW.text(language)] if rule.preview else []
    lines = [f"# {rule.code} {words.title}", "", f"`{rule.name}` · {' · '.join(facts)}", ""]
    for part in ("checks", "why", "fix", "wrong_when"):
        lines += [f"## {HEADINGS[part].text(language)}", "", getattr(words, part), ""]
    for part, example in (("bad", rule.bad), ("good", rule.good)):
        lines += [f"## {HEADINGS[part].text(language)}", "", *_shown(rule, example, language)]
    lines += [f"## {HEADINGS['sources'].text(language)}", ""]
    return "\n".join([*lines, *(f"- {source_text(source, language)}" for source in rule.sources)])


def as_json(rule: Explained) -> dict[str, object]:
    """Everything about a rule, in both languages."""
    return {
        "code": rule.code,
        "name": rule.name,
        "family": rule.family,
        "about": rule.of,
        "severity": rule.severity,
        "falseAlarms": rule.alarms,
        "since": rule.since,
        "preview": rule.preview,
        "acceptable": rule.acceptable,
        "covers": list(rule.covers),
        "sources": [{"act": s.act, "place": s.place, "evidence": s.evidence} for s in rule.sources],
        **{
            language: {
                "title": words.title,
                "checks": words.checks,
                "why": words.why,
                "fix": words.fix,
                "wrongWhen": words.wrong_when,
            }
            for language, words in (("da", rule.da), ("en", rule.en))
        },
        "bad": example_text(rule.bad),
        "badWithout": list(rule.bad.without),
        "good": example_text(rule.good),
        "goodWithout": list(rule.good.without),
    }

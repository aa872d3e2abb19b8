"""ART: words that say too little: vague purposes, lists left open, data whose need nobody has explained (GDPR Art. 5(1), 30(1))."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from ropa.law.tables import LawRow, rows_on
from ropa.register.lists import listed, placed
from ropa.rules.facts import Activity, Facts
from ropa.rules.rule import Example, Hit, Wording, gdpr, rule
from ropa.rules.texts import Lexicon, folded

SHORT = 4
"""A purpose with fewer words than this says enough only if none of them is vague."""


@rule(
    "ART003", "vague-purpose", severity="warning", alarms="medium", since="0.1", covers=("ART007",),
    sources=(gdpr("5(1)(b)"), gdpr("13(1)(c)")),
    da=Wording(
        title="Formålet er for løst",
        checks="Et formål består kun af ord, der passer på alt, fx administration eller forbedring, eller er så kort, at "
        "det ikke siger, hvad der gøres for hvem.",
        why="Et formål skal være udtrykkeligt. Ellers kan ingen se, om oplysningerne er nødvendige, eller om de bruges "
        "til noget nyt.",
        fix="Skriv, hvad der gøres, for hvem og hvorfor.",
        wrong_when="Når et kort formål er klart for enhver, og kun ordet ligner et løst.",
        message="formålet »{purpose}« er så bredt, at det kan betyde næsten hvad som helst",
        hint="skriv, hvad der gøres, for hvem og hvorfor",
    ),
    en=Wording(
        title="The purpose is too loose",
        checks="A purpose is made only of words that fit anything, such as administration or improvement, or is so short "
        "that it does not say what is done for whom.",
        why="A purpose must be explicit. Otherwise nobody can see whether the data are needed or are used for something "
        "new.",
        fix="Write what is done, for whom and why.",
        wrong_when="When a short purpose is clear to anybody and only the word looks vague.",
        message="the purpose “{purpose}” is so broad that it can mean almost anything",
        hint="write what is done, for whom and why",
    ),
    bad=Example(
        """
        purposes:
          - id: deliver
            text: {da: "Administration, statistik og forbedring af vores forretning"}
            kind: contract
        """
    ),
    good=Example(
        """
        purposes:
          - id: deliver
            text: {da: Levere cyklen og holde garantien}
            kind: contract
        """
    ),
)
def vague_purpose(activity: Activity) -> Iterator[Hit]:
    for pointer, purpose in activity.placed_purposes:
        if _is_vague(folded(purpose["text"]["da"]), activity.today):
            yield Hit(f"{pointer}/text", words={"purpose": activity.label(purpose)})


@lru_cache(maxsize=1024)
def _is_vague(text: str, day: date) -> bool:
    """Whether a purpose has a single word, only words without content, or few words and one of them vague."""
    found = [(len(term.split()), row["kind"]) for term, row in _vague_words(day).find(text)]
    length = len(text.split())
    is_loose = any(kind == "vague" for _, kind in found)
    return length == 1 or is_loose and (length < SHORT or sum(words for words, _ in found) >= length)


@lru_cache(maxsize=4)
def _vague_words(day: date) -> Lexicon:
    return Lexicon(rows_on("vague_purposes", day))


@rule(
    "ART007", "open-ended-list", severity="warning", alarms="low", since="0.1",
    sources=(gdpr("30(1)"), gdpr("12(1)")),
    da=Wording(
        title="Listen er ikke lukket",
        checks="Et formål, en slags oplysninger, en modtager eller en kilde slutter med osv., m.m. eller lignende, eller "
        "begynder med fx eller bl.a.",
        why="Fortegnelsen skal rumme alle formål, oplysninger og modtagere. Det, der gemmer sig bag et m.m., er ikke "
        "oplyst.",
        fix="Skriv det hele, ét ad gangen, eller slet ordet, hvis der ikke er mere.",
        wrong_when="Når ordet hører til et egennavn.",
        message="»{text}« siger ikke det hele",
        hint="skriv resten i stedet for »{word}«, eller slet ordet, hvis der ikke er mere",
    ),
    en=Wording(
        title="The list is left open",
        checks="A purpose, a kind of data, a recipient or a source ends with the Danish for “etc.” or “and the like”, or "
        "begins with the Danish for “for instance”.",
        why="The record must hold all purposes, data and recipients. What hides behind an “etc.” is not stated.",
        fix="Write all of it, one at a time, or remove the word if there is no more.",
        wrong_when="When the word belongs to a name.",
        message="“{text}” does not say all of it",
        hint="write the rest in place of “{word}”, or remove the word if there is no more",
    ),
    bad=Example(
        """
        purposes:
          - id: deliver
            text: {da: "Levere cyklen, holde garantien m.m."}
            kind: contract
        """
    ),
    good=Example(
        """
        purposes:
          - id: deliver
            text: {da: "Levere cyklen, holde garantien og svare på spørgsmål, fx om gear"}
            kind: contract
        """
    ),
)
def open_ended_list(activity: Activity) -> Iterator[Hit]:
    for pointer, text in _listed_texts(activity):
        word = _open_word(text, activity.today)
        if word:
            yield Hit(pointer, words={"text": text, "word": word})


def _listed_texts(activity: Activity) -> Iterator[tuple[str, str]]:
    """What purposes, data, sources and recipients are called, in Danish, with their pointers."""
    categories, parties = activity.facts.once(_danish_names)
    for pointer, purpose in activity.placed_purposes:
        yield f"{pointer}/text", purpose["text"]["da"]
    for row in activity.rows:
        if "label" in row.value:
            yield f"{row.pointer}/label", row.value["label"]["da"]
        for index, category in enumerate(row.categories):
            yield f"{row.pointer}/categories/{index}", categories.get(category, "")
        for pointer, source in placed(row.value, "sources", row.pointer):
            if source["type"] == "third_party" and "how" in source and "party" not in source:
                yield f"{pointer}/how", source["how"]["da"]
    for index, item in enumerate(listed(activity.value, "recipients")):
        yield f"/recipients/{index}/party", parties.get(item["party"], "")


def _danish_names(facts: Facts) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The Danish names of categories of personal data and of parties, by their ids."""
    categories = {term.key: term.value["label"]["da"] for term in facts.register.of("personal_data_category")}
    return categories, {party.key: party.value["name"]["da"] for party in facts.register.of("party")}


@lru_cache(maxsize=8192)
def _open_word(text: str, day: date) -> str:
    """The word that leaves a text open; "" when none does."""
    found = _open_ended(day).search(folded(text))
    return found[0].strip() if found else ""


@lru_cache(maxsize=4)
def _open_ended(day: date) -> re.Pattern[str]:
    rows = rows_on("open_endings", day)
    ends, starts = _any_of(rows, "ends"), _any_of(rows, "starts")
    return re.compile(rf"(?<!\w)(?:{ends})[\s.)]*$|^(?:{starts})(?!\w)\.?")


def _any_of(rows: tuple[LawRow, ...], column: str) -> str:
    return "|".join(re.escape(folded(term)) for row in rows for term in row.get(column, ()))


@rule(
    "ART014", "necessity-unstated", severity="info", alarms="medium", since="0.1",
    sources=(gdpr("5(1)(c)"),),
    da=Wording(
        title="Hvorfor er det nødvendigt",
        checks="En række rummer fortrolige oplysninger, fx løn, økonomi eller optagelser, og siger ikke, hvorfor de er "
        "nødvendige. Rækker, der kun bygger på en pligt efter lov, er undtaget.",
        why="Der må kun behandles oplysninger, som formålet ikke kan undvære. Jo mere fortrolige de er, jo klarere skal "
        "grunden være.",
        fix="Skriv én linje under `necessity`: hvorfor formålet ikke kan nås uden.",
        wrong_when="Når det er indlysende af formålet, fx kontonummeret, når der skal udbetales penge.",
        message="»{row}« rummer fortrolige oplysninger, men siger ikke, hvorfor de er nødvendige",
        hint="tilføj `necessity`: hvorfor formålet ikke kan nås uden oplysningerne",
    ),
    en=Wording(
        title="Why it is necessary",
        checks="A row holds confidential data, such as salary, finances or recordings, and does not say why they are "
        "needed. Rows that rest only on a legal duty are left out.",
        why="Only data that the purpose cannot do without may be processed. The more confidential they are, the clearer "
        "the reason must be.",
        fix="Write one line in `necessity`: why the purpose cannot be reached without.",
        wrong_when="When it is plain from the purpose, such as the account number when money is to be paid out.",
        message="“{row}” holds confidential data but does not say why they are needed",
        hint="add `necessity`: why the purpose cannot be reached without the data",
    ),
    bad=Example(
        """
        data:
          - id: income
            label: {da: Indtægt}
            data_subjects: [customer]
            categories: [income]
            sources: [{type: data_subject}]
            required: contractual
            consequence: {da: Vi kan ikke tilbyde afbetaling.}
            grounds: [{purpose: deliver, legal_basis: contract}]
            systems: [shop-system]
            retention: [{schedule: warranty}]
        """
    ),
    good=Example(
        """
        data:
          - id: income
            label: {da: Indtægt}
            data_subjects: [customer]
            categories: [income]
            sources: [{type: data_subject}]
            required: contractual
            consequence: {da: Vi kan ikke tilbyde afbetaling.}
            necessity: {da: "Uden indtægten kan vi ikke se, om afdraget er for højt."}
            grounds: [{purpose: deliver, legal_basis: contract}]
            systems: [shop-system]
            retention: [{schedule: warranty}]
        """
    ),
)
def necessity_unstated(activity: Activity) -> Iterator[Hit]:
    for row in activity.rows:
        if "confidential" not in row.classes or "necessity" in row.value:
            continue
        if any(ground.article not in ("", "6.1.c") for ground in row.grounds):
            yield Hit(row.pointer, "necessity", {"row": activity.label(row.value)})

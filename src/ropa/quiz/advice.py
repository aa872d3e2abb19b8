"""What the guidance of a record says one may, may not, and does first: its sentences turned into questions.

Only sentences of a few firm forms are read, each so plain that its question and answer are the sentence itself:
»Send aldrig …«, »Du må ikke …«, »Gem kun …, når …«, »Sker …, så …«. The forms are Danish, as the guidance is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ropa.chain import rows_of
from ropa.quiz.model import MOST_WRONG, Look, Question, digest
from ropa.register import Entry
from ropa.register.lists import listed, placed
from ropa.register.model import text

NO, YES = "no", "yes"
"""The answers to whether one may; a condition is an answer in its own words. Another record's condition is no wrong
answer to »no«: it might well do for the law.
"""
CLASS_WORDS: Mapping[str, str] = {"cpr": "cpr", "følsomme": "special", "fortrolige": "confidential"}
"""The words that measures name classes of data with."""
INFINITIVES: Mapping[str, str] = {
    verb: infinitive
    for verb, infinitive in (
        pair.split("/")
        for pair in (
            "Aflever/aflevere Beskriv/beskrive Brug/bruge Besøg/besøge Bed/bede Del/dele Flyt/flytte Giv/give Gem/gemme"
            " Hent/hente Indberet/indberette Kontakt/kontakte Kopiér/kopiere Lad/lade Læg/lægge Læs/læse Nævn/nævne"
            " Oplys/oplyse Optag/optage Print/printe Ring/ringe Send/sende Skriv/skrive Slet/slette Spørg/spørge Svar/svare"
            " Tag/tage Udlevér/udlevere Vis/vise Åbn/åbne"
        ).split()
    )
}
_FORBIDDEN = re.compile(rf"(?:(?P<verb>{'|'.join(INFINITIVES)}) (?:aldrig|ikke)|Du må (?:aldrig|ikke)) (?P<rest>[^,.;:]+)\.")
_ALLOWED = re.compile(r"Du må (?!aldrig|ikke|kun)(?:gerne |godt )?(?P<rest>[^,.;:]+)\.")
_LIMITED = re.compile(rf"(?P<verb>{'|'.join(INFINITIVES)}) kun (?P<rest>[^,.;:]+), (?P<condition>(?:når|hvis) [^.;:]+)\.")
_FIRST = re.compile(r"(?P<case>(?P<verb>[A-ZÆØÅ][a-zæøå]*) [^,.;:]+), så (?P<act>[^.;:]+)\.")
_EXCEPTS = re.compile(r"\b(?:medmindre|uden|før|hvis|når|kun|heller|end|mere|længere|ellers|undtagen)\b")
_CONJUNCTIONS = frozenset({"Når", "Hvis", "Kan", "Skal", "Vil"})
_NO_VERBS = frozenset({"Gør", "Hør", "Lær", "Kør", "Før", "Efter", "Her", "Der", "Hver", "Systemer"})
_WORD = re.compile(r"\w{4,}")


def advice_questions(look: Look, entry: Entry) -> Iterator[Question]:
    """The questions that the guidance of a record answers."""
    for pointer, item in placed(entry.value, "guidance"):
        sentence = text(item, "da")
        if forbidden(sentence):
            yield Question("may", entry, pointer, (forbidden(sentence),), NO, (YES,))
        elif allowed(sentence):
            yield Question("may", entry, pointer, (allowed(sentence),), YES, (NO,))
        elif limited(sentence)[0]:
            act, condition = limited(sentence)
            yield Question("may", entry, pointer, (act,), condition, (YES, NO))
        elif first_act(sentence)[0]:
            yield from _first(look, entry, pointer, *first_act(sentence))
    yield from _mails(look, entry)


def _mails(look: Look, entry: Entry) -> Iterator[Question]:
    """Whether data may be mailed in the clear, when a measure of the record says that mails with their class are encrypted."""
    rows = [row for row in rows_of(entry) if "class_here" not in row]
    keys = list(dict.fromkeys(key for row in rows for key in listed(row, "categories")))
    for pointer, measure in placed(entry.value.get("security", {}), "measures"):
        term = look.register.get("security_measure", measure)
        label = text(term.value["label"], "da").lower() if term is not None else ""
        classes = {code for word, code in CLASS_WORDS.items() if word in label} if "krypter" in label and "mail" in label else set()
        category = next((key for key in keys if _class_of(look, key) in classes), "")
        if category:
            yield Question("mail", entry, f"/security{pointer}", (category, measure), NO, (YES,))


def _class_of(look: Look, key: str) -> str:
    term = look.register.get("personal_data_category", key)
    return str(term.value["class"]) if term is not None else ""


def forbidden(sentence: str) -> str:
    """What a sentence forbids without exception, as it stands after »Må du«; "" when it is no such sentence."""
    found = _FORBIDDEN.match(sentence)
    if found is None or _EXCEPTS.search(found["rest"]):
        return ""
    return f"{INFINITIVES[found['verb']]} {found['rest']}" if found["verb"] else found["rest"]


def allowed(sentence: str) -> str:
    """What a sentence allows without condition, as it stands after »Må du«; "" when it is no such sentence."""
    found = _ALLOWED.match(sentence)
    return "" if found is None or _EXCEPTS.search(found["rest"]) else found["rest"]


def limited(sentence: str) -> tuple[str, str]:
    """What a sentence allows on a condition, and the condition; empty when it is no such sentence."""
    found = _LIMITED.match(sentence)
    return (f"{INFINITIVES[found['verb']]} {found['rest']}", found["condition"]) if found else ("", "")


def first_act(sentence: str) -> tuple[str, str]:
    """When something has to be done, and what; empty when it is no such sentence."""
    found = _FIRST.match(sentence)
    if found is None or found["verb"] in _NO_VERBS or not (found["verb"].endswith("r") or found["verb"] in _CONJUNCTIONS):
        return "", ""
    return found["case"], found["act"]


def _first(look: Look, entry: Entry, pointer: str, case: str, right: str) -> Iterator[Question]:
    """What one does, held against what records about other things say that one does."""
    own = " ".join(text(item, "da") for _, item in placed(entry.value, "guidance"))
    kinds = set(entry.value.get("kinds", ()))
    others = [other for other in look.pool if kinds and kinds.isdisjoint(other.value.get("kinds", kinds))]
    acts = (first_act(text(item, "da"))[1] for other in others for _, item in placed(other.value, "guidance"))
    strange = [act for act in dict.fromkeys(acts) if act and not _alike(act, own)]
    wrong: list[str] = []
    for act in sorted(strange, key=lambda act: (digest("first", entry.key, case, act), act)):
        if not any(_alike(act, other) for other in wrong):
            wrong.append(act)
    if len(wrong) > 1:
        yield Question("first", entry, pointer, (case,), right, tuple(wrong[:MOST_WRONG]))


def _alike(act: str, said: str) -> bool:
    """Whether half of what an act says is said too."""
    words = set(_WORD.findall(act.lower()))
    return len(words & set(_WORD.findall(said.lower()))) * 2 >= len(words)

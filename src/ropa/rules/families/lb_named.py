"""LB: whether a purpose has a legal basis at all, and whether the basis is named well enough to be checked (GDPR Art. 6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from ropa.law.tables import rows_on
from ropa.register.lists import listed
from ropa.rules.facts import Activity
from ropa.rules.labels import choice_words
from ropa.rules.rows import Value
from ropa.rules.rule import Example, Hit, Place, Wording, act, gdpr, rule
from ropa.rules.texts import Lexicon, folded

REST_ON_LAW = ("6.1.c", "6.1.e")
"""The points of Art. 6(1) that need a basis in law (Art. 6(3))."""


@rule(
    "LB001", "purpose-without-basis", severity="error", alarms="low", since="0.1",
    sources=(gdpr("6(1)"), gdpr("5(1)(a)"), gdpr("13(1)(c)")),
    da=Wording(
        title="Formål uden grundlag",
        checks="Et formål, eller en række, der bruges til det, er ikke koblet til et behandlingsgrundlag.",
        why="Uden et grundlag må oplysningerne ikke bruges, og personerne skal have at vide, hvilket det er.",
        fix="Vælg ét grundlag for hvert formål, og kobl rækken til det under `grounds`.",
        wrong_when="Når formålet ikke bruger personoplysninger. Så hører det ikke til i fortegnelsen.",
        message="»{name}« har ikke noget behandlingsgrundlag{for_da}",
        hint="vælg et grundlag (`legal_bases`), og kobl rækken og formålet til det (`grounds`)",
    ),
    en=Wording(
        title="Purpose without basis",
        checks="A purpose, or a row used for it, is not linked to a legal basis.",
        why="Without a basis the data may not be used, and people must be told which one it is.",
        fix="Choose one basis for each purpose, and link the row to it in `grounds`.",
        wrong_when="When the purpose uses no personal data. Then it does not belong in the record.",
        message="“{name}” has no legal basis{for_en}",
        hint="choose a basis (`legal_bases`), and link the row and the purpose to it (`grounds`)",
    ),
    bad=Example(
        """
        purposes:
          - id: thank
            text: {da: "Sende et kort til kunder, der har købt en cykel"}
        """
    ),
    good=Example(
        """
        data:
          - id: frame
            label: {da: Stelnummer}
            data_subjects: [customer]
            categories: [name, frame-number]
            sources: [{type: observed}]
            grounds:
              - purpose: register-frame
                legal_basis: find-bikes
            systems: [shop-system]
            retention: [{schedule: warranty}]
        """
    ),
)
def purpose_without_basis(activity: Activity) -> Iterator[Hit]:
    if activity.is_processor or not activity.purposes or not activity.rows:
        return
    if "legal_bases" not in activity.value:
        yield Hit("", "legal_bases", _named(activity, activity.value))
    for row in activity.rows:
        if not row.grounds:
            yield Hit(row.pointer, "grounds", _named(activity, row.value))
        for ground in row.grounds:
            if "legal_basis" not in ground.value:
                yield Hit(ground.pointer, "legal_basis", _named(activity, row.value, activity.label(ground.purpose)))
    used = {ground.value["purpose"] for _, ground in activity.grounds} | _disclosed_for(activity)
    for pointer, purpose in activity.placed_purposes:
        if purpose["id"] not in used:
            yield Hit(pointer, words=_named(activity, purpose))


def _named(activity: Activity, item: Value, purpose: str = "") -> Mapping[str, str]:
    """The words for an activity, a row or a purpose without a basis; of a row, perhaps for one purpose."""
    words = {"for_da": f" til »{purpose}«", "for_en": f" for “{purpose}”"} if purpose else {"for_da": "", "for_en": ""}
    return {"name": activity.label(item), **words}


def _disclosed_for(activity: Activity) -> set[str]:
    """The purposes that a recipient gets data for on a basis of its own."""
    recipients = listed(activity.value, "recipients")
    return {item["purpose"] for item in recipients if "purpose" in item and "legal_basis" in item}


@rule(
    "LB002", "article-without-litra", severity="error", alarms="low", since="0.1",
    sources=(gdpr("6(1)"), gdpr("6(2)-(3)")),
    da=Wording(
        title="Grundlag uden litra",
        checks="Et behandlingsgrundlag siger ikke, hvilket litra i art. 6, stk. 1, det er.",
        why="De seks litraer har hver sine betingelser. Art. 6, stk. 2 og 3, er ikke grundlag i sig selv.",
        fix="Vælg det ene litra, der passer, og skriv det i `article`.",
        wrong_when="Aldrig: en behandling af personoplysninger bygger altid på et litra.",
        message="grundlaget »{basis}« siger ikke, hvilket litra i art. 6, stk. 1, der gælder",
        hint="vælg ét litra, og skriv det i `article`, fx 6.1.b for en kontrakt",
    ),
    en=Wording(
        title="Basis without its point",
        checks="A legal basis does not say which point of Art. 6(1) it is.",
        why="Each of the six points has conditions of its own. Art. 6(2) and (3) are no bases by themselves.",
        fix="Choose the one point that fits, and write it in `article`.",
        wrong_when="Never: processing of personal data always rests on one of the points.",
        message="the basis “{basis}” does not say which point of Art. 6(1) applies",
        hint="choose one point and write it in `article`, such as 6.1.b for a contract",
    ),
    bad=Example(
        """
        legal_bases:
          - id: contract
            stated_as: {da: "Art. 6, stk. 1, jf. stk. 2 og 3"}
        """
    ),
    good=Example(
        """
        legal_bases:
          - id: contract
            article: 6.1.b
        """
    ),
)
def article_without_litra(activity: Activity) -> Iterator[Hit]:
    for pointer, basis in activity.placed_bases:
        if "article" not in basis:
            yield Hit(pointer, "article", {"basis": basis["id"]})


@rule(
    "LB003", "label-litra-mismatch", severity="error", alarms="low", since="0.1",
    sources=(gdpr("6(1)"),),
    da=Wording(
        title="Ord og litra er uenige",
        checks="Det, kilden kalder grundlaget, hører til et andet litra i art. 6, stk. 1, end det, der er valgt. "
        "Reglen siger kun noget, når ordene peger på netop ét litra.",
        why="Personerne får enten det forkerte at vide, eller også er betingelserne for det forkerte grundlag opfyldt.",
        fix="Find ud af, hvad der er rigtigt, og ret enten litraet eller ordene.",
        wrong_when="Når ordet bruges om noget andet end grundlaget.",
        message="grundlaget kaldes »{word}«, som hører til {meant_da}, men der er valgt {chosen_da}",
        hint="ret litraet (`article`) eller det, grundlaget kaldes (`stated_as`)",
    ),
    en=Wording(
        title="Words and point disagree",
        checks="What the source calls the basis belongs to another point of Art. 6(1) than the one chosen. The rule "
        "speaks only when the words point to exactly one point.",
        why="Either people are told the wrong thing, or the conditions of the wrong basis are met.",
        fix="Find out which is right, and correct the point or the words.",
        wrong_when="When the word is used of something other than the basis.",
        message="the basis is called “{word}”, which belongs to {meant_en}, but {chosen_en} is chosen",
        hint="correct the point (`article`) or what the basis is called (`stated_as`)",
    ),
    bad=Example(
        """
        legal_bases:
          - id: contract
            article: 6.1.b
            stated_as: {da: Kundens samtykke}
        """
    ),
    good=Example(
        """
        legal_bases:
          - id: contract
            article: 6.1.b
            stated_as: {da: Opfyldelse af en kontrakt}
        """
    ),
)
def label_litra_mismatch(activity: Activity) -> Iterator[Hit]:
    for pointer, basis in activity.placed_bases:
        called = called_otherwise(basis, activity.today)
        if called:
            word, article = called
            there = Place(f"{pointer}/stated_as", "det kaldes sådan her", "it is called this")
            words = {"word": word, **_point("meant", article), **_point("chosen", basis["article"])}
            yield Hit(f"{pointer}/article", words=words, related=(there,))


def _point(word: str, article: str) -> dict[str, str]:
    """What readers call a point of Art. 6(1)."""
    return choice_words(word, [article], "activity", "legal_bases", "article")


def called_otherwise(basis: Value, day: date) -> tuple[str, str] | None:
    """The word by which a basis is called another point of Art. 6(1) than the one chosen, and that point; None when it is not."""
    if "stated_as" not in basis or "article" not in basis:
        return None
    found = {row["article"]: word for word, row in _basis_words(day).find(folded(basis["stated_as"]["da"]))}
    if len(found) != 1 or basis["article"] in found:
        return None
    ((article, word),) = found.items()
    return word, article


@lru_cache(maxsize=4)
def _basis_words(day: date) -> Lexicon:
    return Lexicon(rows_on("basis_words", day))


@rule(
    "LB004", "unnamed-legal-obligation", severity="error", alarms="low", since="0.1",
    sources=(gdpr("6(3)"), gdpr("13(1)(c)"), act("bogføringsloven", "§ 12", "memory")),
    da=Wording(
        title="Pligten er uden lov",
        checks="Et grundlag er en retlig forpligtelse (litra c) eller en opgave i samfundets interesse (litra e), men "
        "loven og paragraffen er ikke nævnt, hverken på grundlaget eller på rækkerne.",
        why="De to grundlag findes kun, når en lov siger det. Uden loven kan ingen efterprøve det.",
        fix="Skriv lov og bestemmelse i `national_law`. Kan loven ikke findes, er grundlaget et andet.",
        wrong_when="Når pligten står i en EU-forordning uden dansk lov. Skriv da forordningen og artiklen.",
        message="grundlaget »{basis}« skal stå i en lov, men lov og paragraf er ikke nævnt",
        hint="find den lov, der giver netop denne pligt eller opgave, og skriv den (`act`) og bestemmelsen (`section`) i "
        "`national_law`; findes den ikke, så vælg et andet litra",
    ),
    en=Wording(
        title="Duty without a law",
        checks="A basis is a legal obligation (point c) or a public task (point e), but the act and section are not "
        "named, neither on the basis nor on the rows.",
        why="These two bases exist only where a law says so. Without the law nobody can verify it.",
        fix="Write the act and provision in `national_law`. If there is no such law, the basis is another one.",
        wrong_when="When the duty is in an EU regulation without a Danish act. Then write the regulation and article.",
        message="the basis “{basis}” must be laid down by law, but no act and section are named",
        hint="find the act that lays down this very duty or task, and write it (`act`) and the provision (`section`) in "
        "`national_law`; if there is none, choose another point",
    ),
    bad=Example(
        """
        legal_bases:
          - id: bookkeeping-duty
            article: 6.1.c
        """
    ),
    good=Example(
        """
        legal_bases:
          - id: bookkeeping-duty
            article: 6.1.c
            national_law:
              - act: bogføringsloven
                section: § 12
        """
    ),
)
def unnamed_legal_obligation(activity: Activity) -> Iterator[Hit]:
    for pointer, basis in activity.placed_bases:
        if basis.get("article") not in REST_ON_LAW or names_law(basis):
            continue
        grounds = [ground for _, ground in activity.grounds if ground.value.get("legal_basis") == basis["id"]]
        if not grounds or not all(names_law(ground.value) for ground in grounds):
            words = {"basis": basis["id"]}
            is_begun = "national_law" in basis
            yield Hit(f"{pointer}/national_law", words=words) if is_begun else Hit(pointer, "national_law", words)


def names_law(owner: Value) -> bool:
    """Whether a basis or a ground names an act and its provision."""
    return any("section" in law for law in listed(owner, "national_law"))

"""INF: where the data come from, what people are told about it, and when (GDPR Art. 13(2)(e), 14(2)(f), 14(3))."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from ropa.law.tables import rows_on
from ropa.register.lists import placed
from ropa.rules.facts import Activity
from ropa.rules.families.inf_notice import exempt_rows
from ropa.rules.labels import label_words
from ropa.rules.rule import Example, Hit, Wording, act, gdpr, rule
from ropa.rules.texts import Lexicon

FROM_OTHERS = frozenset({"third_party", "public_register"})
DEMANDED = frozenset({"statutory", "contractual"})


@rule(
    "INF003", "source-missing", severity="error", alarms="low", since="0.1",
    sources=(gdpr("14(2)(f)"), gdpr("15(1)(g)")),
    da=Wording(
        title="Kilden er ikke nævnt",
        checks="Oplysninger kommer fra en anden part eller et offentligt register, men det er hverken nævnt hvem, eller "
        "beskrevet hvordan.",
        why="Personerne har ret til at vide, hvor oplysningerne om dem kommer fra.",
        fix="Skriv parten under kilden, eller beskriv i `how`, hvem det er, hvis det er privatpersoner.",
        wrong_when="Når kilden virkelig ikke kan findes længere. Skriv da det i `how`.",
        message="»{row}« kommer fra andre, men det fremgår ikke hvem",
        hint="tilføj `party`: den virksomhed eller det register, oplysningerne kommer fra, eller beskriv kilden i `how`",
    ),
    en=Wording(
        title="The source is not named",
        checks="Data come from another party or a public register, but neither who it is nor how it happens is described.",
        why="People have a right to know where the data about them come from.",
        fix="Write the party of the source, or describe in `how` who it is if they are private individuals.",
        wrong_when="When the source really can no longer be found. Then write that in `how`.",
        message="“{row}” comes from others, but it is not clear from whom",
        hint="add `party`: the company or register that the data come from, or describe the source in `how`",
    ),
    bad=Example(
        """
        data:
          - id: bureau
            label: {da: Opslag hos kreditbureau}
            data_subjects: [customer]
            categories: [debt-record]
            sources: [{type: third_party}]
            necessity: {da: En betalingsanmærkning er den bedste advarsel.}
            grounds: [{purpose: assess, legal_basis: credit-duty}]
            systems: [credit-system]
            retention: [{schedule: refused}]
            notice_within_days: 1
        """,
        file="activities/havnens-cykler/instalment-credit.yaml",
    ),
    good=Example(
        """
        data:
          - id: bureau
            label: {da: Opslag hos kreditbureau}
            data_subjects: [customer]
            categories: [debt-record]
            sources: [{type: third_party, party: credit-watch}]
            necessity: {da: En betalingsanmærkning er den bedste advarsel.}
            grounds: [{purpose: assess, legal_basis: credit-duty}]
            systems: [credit-system]
            retention: [{schedule: refused}]
            notice_within_days: 1
        """,
        file="activities/havnens-cykler/instalment-credit.yaml",
    ),
)
def source_missing(activity: Activity) -> Iterator[Hit]:
    for row in activity.rows:
        if row.source_types & FROM_OTHERS:
            for pointer, source in placed(row.value, "sources", row.pointer):
                if source["type"] in FROM_OTHERS and not {"party", "how"} & source.keys():
                    yield Hit(pointer, "party", {"row": activity.label(row.value)})


@rule(
    "INF005", "required-unanswered", severity="warning", alarms="low", since="0.1",
    sources=(gdpr("13(2)(e)"),),
    da=Wording(
        title="Skal personen svare",
        checks="Personen giver selv oplysningerne, men det er ikke oplyst, om de skal gives, eller hvad der sker, hvis de "
        "kræves og ikke gives.",
        why="Den, der bliver spurgt, skal have at vide, om det er frivilligt, og hvad et nej betyder.",
        fix="Skriv i `required`, om oplysningerne kræves efter lov, kræves for aftalen eller er frivillige, og i "
        "`consequence`, hvad der ellers sker.",
        wrong_when="Når oplysningerne kommer, uden at nogen har bedt om dem. Skriv da, at de er frivillige.",
        message="»{row}« siger ikke »{label_da}«, selv om personen selv giver oplysningerne",
        hint="find svaret, og tilføj `{field}` (»{label_da}«)",
    ),
    en=Wording(
        title="Must the person answer",
        checks="People give the data themselves, but it is not stated whether they must, or what happens if data that are "
        "demanded are not given.",
        why="Whoever is asked must be told whether it is voluntary and what a no means.",
        fix="Write in `required` whether the data are required by law, required for the contract or voluntary, and in "
        "`consequence` what happens otherwise.",
        wrong_when="When the data arrive without anybody having asked. Then write that they are voluntary.",
        message="“{row}” does not say “{label_en}”, although people give the data themselves",
        hint="find the answer and add `{field}` (“{label_en}”)",
    ),
    bad=Example(
        """
        data:
          - id: rental
            label: {da: Lejeaftale}
            data_subjects: [customer]
            categories: [name, phone, payment]
            sources: [{type: data_subject}]
            grounds: [{purpose: rent, legal_basis: contract}]
            systems: [shop-system]
            retention: [{schedule: three-years}]
        """,
        file="activities/havnens-cykler/bike-rental.yaml",
    ),
    good=Example(
        """
        data:
          - id: rental
            label: {da: Lejeaftale}
            data_subjects: [customer]
            categories: [name, phone, payment]
            sources: [{type: data_subject}]
            required: contractual
            consequence: {da: Vi kunne ikke leje en cykel ud.}
            grounds: [{purpose: rent, legal_basis: contract}]
            systems: [shop-system]
            retention: [{schedule: three-years}]
        """,
        file="activities/havnens-cykler/bike-rental.yaml",
    ),
)
def required_unanswered(activity: Activity) -> Iterator[Hit]:
    if activity.is_processor:
        return
    for row in activity.rows:
        if "data_subject" not in row.source_types:
            continue
        missing = _missing_answer(row.value.get("required"), "consequence" in row.value)
        if missing and row.id not in exempt_rows(activity, "13.4"):
            words = {"row": activity.label(row.value), **label_words("activity", "data", missing)}
            yield Hit(row.pointer, missing, words)


def _missing_answer(required: str | None, has_consequence: bool) -> str:
    """The field that is missing; "" when the person knows whether to answer and what a no means."""
    if required is None:
        return "required"
    return "consequence" if required in DEMANDED and not has_consequence else ""


@rule(
    "INF006", "art14-deadline", severity="warning", alarms="low", since="0.1",
    sources=(gdpr("14(3)"),),
    da=Wording(
        title="Besked, når andre er kilden",
        checks="Oplysninger kommer fra en anden part eller et offentligt register, men det er ikke oplyst, hvornår "
        "personen får besked, eller det sker senere end en måned efter.",
        why="Den, der ikke selv har givet oplysningerne, ved ikke, at de findes. Beskeden skal komme inden en måned, og før "
        "hvis personen bliver kontaktet, eller oplysningerne gives videre.",
        fix="Skriv antallet af dage i `notice_within_days`, eller skriv undtagelsen i `notice_exemptions`.",
        wrong_when="Når en undtagelse gælder, men ikke er skrevet. I en måned med 31 dage kan 31 dage være nok.",
        message="»{row}« kommer fra andre, men {what_da}",
        hint="skriv antallet af dage i `notice_within_days` (personen får besked inden), højst {days}, eller skriv "
        "undtagelsen (`notice_exemptions`)",
    ),
    en=Wording(
        title="Telling when others are the source",
        checks="Data come from another party or a public register, but it is not stated when people are told, or it is "
        "later than a month after.",
        why="People who did not give the data do not know that they exist. They must be told within a month, and earlier "
        "if they are contacted or the data are passed on.",
        fix="Write the number of days in `notice_within_days`, or write the exemption in `notice_exemptions`.",
        wrong_when="When an exemption holds but is not written. In a month of 31 days, 31 days may be enough.",
        message="“{row}” comes from others, but {what_en}",
        hint="write the number of days in `notice_within_days` (notice within), at most {days}, or write the exemption "
        "(`notice_exemptions`)",
    ),
    bad=Example(
        """
        data:
          - id: bureau
            label: {da: Opslag hos kreditbureau}
            data_subjects: [customer]
            categories: [debt-record]
            sources: [{type: third_party, party: credit-watch}]
            necessity: {da: En betalingsanmærkning er den bedste advarsel.}
            grounds: [{purpose: assess, legal_basis: credit-duty}]
            systems: [credit-system]
            retention: [{schedule: refused}]
            notice_within_days: 60
        """,
        file="activities/havnens-cykler/instalment-credit.yaml",
    ),
    good=Example(
        """
        data:
          - id: bureau
            label: {da: Opslag hos kreditbureau}
            data_subjects: [customer]
            categories: [debt-record]
            sources: [{type: third_party, party: credit-watch}]
            necessity: {da: En betalingsanmærkning er den bedste advarsel.}
            grounds: [{purpose: assess, legal_basis: credit-duty}]
            systems: [credit-system]
            retention: [{schedule: refused}]
            notice_within_days: 14
        """,
        file="activities/havnens-cykler/instalment-credit.yaml",
    ),
)
def art14_deadline(activity: Activity) -> Iterator[Hit]:
    if activity.is_processor:
        return
    limit = _longest_notice(activity.today)
    if limit is None:
        return
    for row in activity.rows:
        days = row.value.get("notice_within_days")
        if not row.source_types & FROM_OTHERS or days is not None and days <= limit:
            continue
        if row.id in exempt_rows(activity, "14.5", "dbl_22"):
            continue
        words = {"row": activity.label(row.value), "days": limit}
        if days is None:
            what = {"what_da": "det er ikke oplyst, hvornår personen får besked",
                    "what_en": "it is not stated when people are told"}
            yield Hit(row.pointer, "notice_within_days", {**words, **what})
        else:
            what = {"what_da": f"personen får først besked efter {days} dage",
                    "what_en": f"people are told only after {days} days"}
            yield Hit(f"{row.pointer}/notice_within_days", words={**words, **what})


@lru_cache(maxsize=4)
def _longest_notice(day: date) -> int | None:
    return min((int(row["days"]) for row in rows_on("notice_deadlines", day)), default=None)


@rule(
    "INF007", "statutory-secrecy-claimed", severity="info", alarms="low", since="0.1", preview=True,
    sources=(gdpr("38(5)"), act("databeskyttelsesloven", "§ 24", "memory")),
    da=Wording(
        title="Tavshedspligt uden lov",
        checks="En tekst siger, at virksomheden har tavshedspligt efter databeskyttelsesreglerne.",
        why="Forordningen giver databeskyttelsesrådgiveren tavshedspligt, men ikke en hel virksomhed. "
        "Teksten lover en regel, der ikke er der.",
        fix="Skriv i stedet, at oplysningerne behandles fortroligt, eller nævn den lov, der giver tavshedspligt.",
        wrong_when="Når en anden lov giver tavshedspligt. Databeskyttelsesloven er ikke set efter; en jurist bør se på det.",
        message="»{words}« findes ikke som en pligt for hele virksomheden",
        hint="skriv, at oplysningerne behandles fortroligt, eller nævn den lov, der giver tavshedspligt",
    ),
    en=Wording(
        title="Secrecy without a law",
        checks="A text says that the organisation has a duty of secrecy under data protection law.",
        why="The GDPR lays such a duty on the data protection officer, but not on a whole organisation. The text promises "
        "a rule that is not there.",
        fix="Write instead that the data are treated as confidential, or name the act that lays down secrecy.",
        wrong_when="When another act lays down secrecy. The Danish act was not looked through; a lawyer should look at it.",
        message="“{words}” is no duty of the whole organisation",
        hint="write that the data are treated as confidential, or name the act that lays down secrecy",
    ),
    bad=Example(
        """
        guidance:
          - {da: "Du har tavshedspligt efter persondatalovgivningen, også over for kolleger."}
        """
    ),
    good=Example(
        """
        guidance:
          - {da: "Du skal behandle alt om kunderne fortroligt, også over for kolleger."}
        """
    ),
)
def statutory_secrecy_claimed(activity: Activity) -> Iterator[Hit]:
    claims = _secrecy_claims(activity.today)
    for prose in activity.prose_with(claims):
        for words, _ in claims.find(prose.text):
            yield Hit(prose.pointer, words={"words": words})


@lru_cache(maxsize=4)
def _secrecy_claims(day: date) -> Lexicon:
    return Lexicon(rows_on("secrecy_claims", day))

"""AML: what the Danish act on money laundering asks for and what it does not allow (hvidvaskloven §§ 1, 11, 16, 30)."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.register.lists import listed, placed
from ropa.rules.facts import Activity
from ropa.rules.families.inf_notice import exempt_rows
from ropa.rules.laws import cite_one, laws_of
from ropa.rules.rows import ANSWERED_NONE, Row, Value
from ropa.rules.rule import Example, Hit, Place, Wording, act, gdpr, rule
from ropa.rules.texts import lexicon
from ropa.rules.topics import event_topics

IDENTITY = "activities/nordlys-regnskab/client-identity-check.yaml"
NORDLYS = "organisations/nordlys-regnskab.yaml"
AML = "aml"
RIGHTS = "data_protection"
"""The kind of activity that answers people's own requests: they may be about any data."""
CUSTOMERS = frozenset({"customer", "prospect", "contact_person"})
DENIED = {"what_da": "siger selv, at den ikke er omfattet", "what_en": "itself says that it is not covered"}
UNSTATED = {"what_da": "har ikke skrevet, hvorfor den er omfattet", "what_en": "has not stated why it is covered"}


@rule(
    "AML001", "obliged-entity-unproven", severity="warning", alarms="low", since="0.1",
    sources=(act("hvidvaskloven", "§ 1"), act("hvidvaskloven", "bilag 1", "memory")),
    da=Wording(
        title="Omfattet af hvidvaskloven",
        checks="En aktivitet er til for at følge hvidvaskloven, men virksomheden har ikke skrevet, hvilket nummer i lovens § 1 den hører "
        "under, eller siger, at den slet ikke er omfattet.",
        why="Lovens liste er lukket. Er virksomheden ikke på den, er der ingen pligt og så heller intet grundlag for at samle "
        "oplysningerne.",
        fix="Skriv nummeret i `aml_category` i virksomhedens fil. Er den ikke omfattet, skal litra c væk, og oplysningerne må slettes.",
        wrong_when="Når virksomheden kun følger loven på vegne af andre. En jurist bør se på, hvem der har pligten.",
        message="»{activity}« bygger på hvidvaskloven, men virksomheden {what_da}",
        hint="skriv nummeret i hvidvasklovens § 1 (`aml_category`) i virksomhedens fil, eller fjern grundlaget her",
    ),
    en=Wording(
        title="Covered by the AML act",
        checks="An activity exists to follow the Danish AML Act, but the organisation has not stated which number of section 1 it comes "
        "under, or says that it is not covered at all.",
        why="The list in the act is closed. If the organisation is not on it, there is no duty and so no basis for collecting the data.",
        fix="Write the number in `aml_category` in the organisation's file. If it is not covered, point c must go and the data may have "
        "to be erased.",
        wrong_when="When the organisation follows the act only on behalf of others. Let a lawyer look at whose duty it is.",
        message="“{activity}” rests on the Danish AML Act, but the organisation {what_en}",
        hint="write the number of section 1 of the act (`aml_category`) in the organisation's file, or remove the basis here",
    ),
    bad=Example("kinds: [aml]", file=IDENTITY, also={NORDLYS: "aml_category: none"}),
    good=Example("kinds: [aml]", file=IDENTITY, also={NORDLYS: 'aml_category: "§ 1, stk. 1, nr. 17"'}),
)
def obliged_entity_unproven(activity: Activity) -> Iterator[Hit]:
    if AML not in activity.kinds or activity.is_processor:
        return
    entry = activity.register.get("organisation", activity.entry.organisation)
    stated = entry.value.get("aml_category") if entry else None
    if entry is not None and stated in (None, ANSWERED_NONE):
        words = DENIED if stated else UNSTATED
        there = Place("/aml_category" if stated else "/name", "virksomhedens fil", "the organisation's file", entry.file)
        yield Hit("/kinds", words={"activity": activity.label(activity.value), **words}, related=(there,))


@rule(
    "AML002", "whichever-first", severity="error", alarms="low", since="0.1", covers=("RET004",),
    sources=(act("hvidvaskloven", "§ 30, stk. 2"),),
    da=Wording(
        title="Det, der sker først",
        checks="Fristen efter hvidvaskloven løber fra det første af to: kundeforholdets ophør eller en enkelt transaktion.",
        why="De to er til hver sin slags sag. For en fast kunde løber de fem år fra kundeforholdets ophør og ikke fra den første "
        "transaktion, så oplysningerne bliver slettet for tidligt.",
        fix="Skriv to frister: en for faste kunder og en for enkelte transaktioner, hver med sin `selection`.",
        wrong_when="Når fristen kun gælder kunder, som aldrig har haft andet end enkelte transaktioner. Skriv da kun den hændelse.",
        message="slettefristen »{schedule}« løber fra det, der sker først, men kundeforhold og enkelte transaktioner er to slags sager",
        hint="del fristen i to: fra kundeforholdets ophør for faste kunder, og fra transaktionen for enkelte",
    ),
    en=Wording(
        title="Whichever comes first",
        checks="The period under the Danish AML Act runs from the first of two: the end of the customer relationship or a single "
        "transaction.",
        why="The two are for different kinds of cases. For a regular customer the five years run from the end of the relationship, not "
        "from the first transaction, so the data are erased too early.",
        fix="Write two periods: one for regular customers and one for single transactions, each with its `selection`.",
        wrong_when="When the period is only for customers who never had anything but single transactions. Then write only that event.",
        message="the retention period “{schedule}” runs from whichever comes first, but relationships and single transactions are two "
        "kinds of cases",
        hint="split the period in two: from the end of the relationship for regular customers, and from the transaction for single ones",
    ),
    bad=Example(
        """
        retention:
          - id: five-years-client
            label: {da: Alle kunder}
            mode: exact
            first_of:
              - {event: client-end, period: P5Y}
              - {event: single-task-end, period: P5Y}
            law: [{act: hvidvaskloven, section: § 30}]
            deleted_by_role: client-manager
            method: {da: Den kundeansvarlige sletter mappen.}
        """,
        file=IDENTITY,
    ),
    good=Example(
        """
        retention:
          - id: five-years-client
            label: {da: Faste kunder}
            mode: exact
            event: client-end
            period: P5Y
            law: [{act: hvidvaskloven, section: § 30}]
            selection: {da: Kunder med en løbende aftale.}
            deleted_by_role: client-manager
            method: {da: Den kundeansvarlige sletter mappen.}
        """,
        file=IDENTITY,
    ),
)
def whichever_first(activity: Activity) -> Iterator[Hit]:
    if AML not in activity.kinds:
        return
    for pointer, schedule in activity.schedules.values():
        words = {"schedule": activity.label(schedule)}
        topics = [_topics(activity, term["event"]) for term in listed(schedule, "first_of")]
        if _any_of(topics, "relationship-end") and _any_of(topics, "single-transaction"):
            yield Hit(f"{pointer}/first_of", words=words)
        elif place := _said_in_words(activity, pointer):
            yield Hit(place, words=words)


def _topics(activity: Activity, event: str) -> frozenset[str]:
    return activity.facts.once(event_topics).get(event, frozenset())


def _any_of(topics: list[frozenset[str]], wanted: str) -> bool:
    return any(wanted in found for found in topics)


def _said_in_words(activity: Activity, schedule: str) -> str:
    """Where a text of a schedule says that the first of the two counts; "" when none does."""
    words = lexicon("topic_words", activity.today, "whichever-first")
    texts = (prose for prose in activity.prose if prose.pointer.startswith(f"{schedule}/"))
    return next((prose.pointer for prose in texts if words.is_in(prose.text)), "")


@rule(
    "AML003", "single-source-claim", severity="warning", alarms="low", since="0.1",
    sources=(act("hvidvaskloven", "§ 11, stk. 1, nr. 2"),),
    da=Wording(
        title="Kun kundens eget ord",
        checks="I en aktivitet efter hvidvaskloven kommer alle oplysninger fra personen selv.",
        why="Identiteten skal kontrolleres med en kilde, som er pålidelig og uafhængig af kunden.",
        fix="Skriv de kilder, I faktisk slår op i, fx CPR, CVR eller en liste over politisk eksponerede personer (`sources`).",
        wrong_when="Når alle kunder er privatpersoner, som viser pas eller MitID, og det er den uafhængige kilde. Skriv ikke passet som et "
        "offentligt register. Accepter fundet for en tid med en begrundelse, og lad en jurist se på, om kilden er nok.",
        message="alle oplysninger i »{activity}« kommer fra personen selv, og ingen uafhængig kilde bekræfter dem",
        hint="tilføj de kilder, I slår op i, fx CPR eller CVR (`sources`)",
    ),
    en=Wording(
        title="Only the customer's word",
        checks="In an activity under the Danish AML Act all data come from the people themselves.",
        why="Identity must be verified with a source that is reliable and independent of the customer.",
        fix="Write the sources that you really look things up in, such as CPR, CVR or a list of politically exposed persons (`sources`).",
        wrong_when="When all customers are private individuals who show a passport or MitID, and that is the independent source. Do "
        "not write the passport as a public register. Accept the finding for a time with a reason, and let a lawyer look at whether the source is enough.",
        message="all data in “{activity}” come from the people themselves, and no independent source confirms them",
        hint="add the sources that you look things up in, such as CPR or CVR (`sources`)",
    ),
    bad=Example(
        """
        data:
          - id: owners
            label: {da: Ejerandele}
            data_subjects: [beneficial-owner]
            categories: [name, ownership]
            sources: [{type: data_subject}]
            required: statutory
            consequence: {da: Vi kan ikke tage opgaven.}
            grounds: [{purpose: know-client, legal_basis: aml-duty}]
            systems: [client-files]
            retention: [{schedule: five-years-client}, {schedule: five-years-task}]
        recipients:
          - {party: company-register, role: authority, rows: [{row: owners}], purpose: know-client}
        """,
        file=IDENTITY,
    ),
    good=Example(
        """
        data:
          - id: owners
            label: {da: Ejerandele}
            data_subjects: [beneficial-owner]
            categories: [name, ownership]
            sources: [{type: data_subject}, {type: public_register, party: company-register}]
            required: statutory
            consequence: {da: Vi kan ikke tage opgaven.}
            grounds: [{purpose: know-client, legal_basis: aml-duty}]
            systems: [client-files]
            retention: [{schedule: five-years-client}, {schedule: five-years-task}]
            notice_within_days: 30
        """,
        file=IDENTITY,
    ),
)
def single_source_claim(activity: Activity) -> Iterator[Hit]:
    if AML in activity.kinds and not activity.is_processor and activity.rows:
        if all(row.source_types == {"data_subject"} for row in activity.rows):
            there = tuple(Place(f"{row.pointer}/sources", "kun personen selv", "only the person") for row in activity.rows)
            yield Hit("/data", words={"activity": activity.label(activity.value)}, related=there)


@rule(
    "AML004", "aml-data-reused", severity="error", alarms="medium", since="0.1", covers=("GRA005",),
    sources=(act("hvidvaskloven", "§ 16", "secondary"), gdpr("5(1)(b)")),
    da=Wording(
        title="Hvidvask brugt til andet",
        checks="Oplysninger, der er samlet efter hvidvaskloven, bliver givet videre til eller hentet af en aktivitet, som har et andet formål.",
        why="Oplysningerne må kun bruges til at forebygge hvidvask og finansiering af terror, ikke til fx salg.",
        fix="Hent oplysningerne på et grundlag for sig til den anden aktivitet, eller lad være med at dele dem.",
        wrong_when="Når I har de samme oplysninger fra et andet sted på et andet grundlag, eller når den anden aktivitet selv følger "
        "hvidvaskloven. Skriv da den rigtige kilde eller loven.",
        message="»{from_activity}« er kun til for hvidvaskloven, men oplysningerne bruges også i »{to_activity}«",
        hint="fjern delingen, eller hent oplysningerne på et grundlag for sig",
    ),
    en=Wording(
        title="AML data used otherwise",
        checks="Data collected under the Danish AML Act are passed on to, or fetched by, an activity that has another purpose.",
        why="The data may be used only to prevent money laundering and the financing of terrorism, not for, say, sales.",
        fix="Collect the data on a basis of their own for the other activity, or do not share them.",
        wrong_when="When you have the same data from elsewhere on another basis, or when the other activity itself follows the AML Act. "
        "Then write the right source or the act.",
        message="“{from_activity}” exists only for the AML Act, but its data are also used in “{to_activity}”",
        hint="remove the sharing, or collect the data on a basis of their own",
    ),
    bad=Example(
        """
        internal_recipients:
          - activity: nordlys-regnskab/own-accounts
            rows: [{row: identity}]
        """,
        file=IDENTITY,
    ),
    good=Example(
        """
        internal_recipients:
          - role: director
            rows: [{row: identity}]
            condition: {da: Kun når en sag er mistænkelig.}
        """,
        file=IDENTITY,
    ),
)
def aml_data_reused(activity: Activity) -> Iterator[Hit]:
    if activity.kinds == {AML}:
        for pointer, item in placed(activity.value, "internal_recipients"):
            other = _activity(activity, item)
            if other is not None and _is_foreign(other, other.rows):
                yield _reused(f"{pointer}/activity", activity, other, other)
    for row in activity.rows:
        for pointer, source in placed(row.value, "sources", row.pointer):
            other = _activity(activity, source)
            if other is not None and other.kinds == {AML} and _is_foreign(activity, (row,)):
                yield _reused(f"{pointer}/activity", other, activity, other)


def _activity(activity: Activity, item: Value) -> Activity | None:
    """The activity that an item names; None when it names none, or one that cannot be read."""
    entry = activity.register.get("activity", item["activity"]) if "activity" in item else None
    return activity.facts.activity(entry) if entry else None


def _is_foreign(activity: Activity, rows: tuple[Row, ...]) -> bool:
    """Whether an activity says that it is for something else, and no ground of the rows names the AML act."""
    if not activity.kinds or activity.kinds & {AML, RIGHTS}:
        return False
    grounds = (ground for row in rows for ground in row.grounds)
    return not any(cite_one(laws_of(ground), activity.today, "money-laundering") for ground in grounds)


def _reused(pointer: str, source: Activity, user: Activity, other: Activity) -> Hit:
    words = {"from_activity": source.label(source.value), "to_activity": user.label(user.value)}
    there = Place("/kinds", "den anden aktivitet", "the other activity", other.entry.file)
    return Hit(pointer, words=words, related=(there,))


@rule(
    "AML005", "customer-not-informed", severity="warning", alarms="low", since="0.1",
    sources=(act("hvidvaskloven", "§ 16", "secondary"), gdpr("13")),
    da=Wording(
        title="Kunden får ikke besked",
        checks="En aktivitet efter hvidvaskloven undtager kunderne fra besked, og ingen tekst er skrevet til dem.",
        why="Hvidvaskloven kræver selv, at nye kunder får at vide, hvordan oplysningerne bliver brugt. En undtagelse i GDPR ændrer ikke "
        "det. Mistanke om hvidvask skal I derimod holde for jer selv.",
        fix="Henvis til den tekst, kunderne får (`notices`), og lad undtagelsen kun gælde andre end kunderne.",
        wrong_when="Når kunderne får besked i en tekst, som ikke er skrevet ind endnu. Lovens ordlyd er læst i en gengivelse; en jurist "
        "bør se på det.",
        message="»{people}« er kunder og undtaget fra besked i »{activity}«, men hvidvaskloven kræver selv, at nye kunder får besked",
        hint="henvis til den tekst, kunderne får (`notices`), og begræns undtagelsen (`rows`)",
    ),
    en=Wording(
        title="Customer is not told",
        checks="An activity under the Danish AML Act exempts the customers from information, and no text is written for them.",
        why="The AML Act itself requires that new customers are told how the data are used. An exemption in the GDPR does not change "
        "that. A suspicion of money laundering, on the other hand, you must keep to yourselves.",
        fix="Refer to the text that customers get (`notices`), and let the exemption cover only others than the customers.",
        wrong_when="When customers are told in a text that has not been entered yet. The wording of the act was read in a secondary "
        "source; let a lawyer look at it.",
        message="“{people}” are customers and exempt from information in “{activity}”, but the AML Act itself wants new customers told",
        hint="refer to the text that customers get (`notices`), and limit the exemption (`rows`)",
    ),
    bad=Example(
        """
        notice_exemptions:
          - provision: "13.4"
            reason: {da: "Kunden ved godt, hvorfor vi spørger."}
        """,
        file=IDENTITY, without=("/notices",),
    ),
    good=Example(
        """
        notices:
          - document: nordlys-privacy
            section: identity-check
            audience: [client-contact, beneficial-owner]
        """,
        file=IDENTITY,
    ),
)
def customer_not_informed(activity: Activity) -> Iterator[Hit]:
    if AML not in activity.kinds or "notice_exemptions" not in activity.value:
        return
    notices = listed(activity.value, "notices")
    if any("audience" not in notice for notice in notices):
        return
    told = {subject for notice in notices for subject in notice["audience"]}
    exempt = exempt_rows(activity, "")
    people = {subject for row in activity.rows if row.id in exempt for subject in row.subjects if subject not in told}
    customers = sorted(subject for subject in people if activity.facts.relations.get(subject) in CUSTOMERS)
    if customers:
        names = ", ".join(activity.name("data_subject_category", subject) for subject in customers)
        yield Hit("/notice_exemptions", words={"people": names, "activity": activity.label(activity.value)})

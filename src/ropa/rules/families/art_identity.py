"""ART: whose record it is, in which role it is kept, and whether it must be kept at all (GDPR Art. 30(1)(a), 30(2), 30(5))."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from ropa.law.tables import rows_on
from ropa.register.lists import placed
from ropa.rules.facts import Activity, Record
from ropa.rules.labels import label_words
from ropa.rules.rule import Example, Hit, Place, Wording, gdpr, guidance, rule
from ropa.schema import fields_of

SHOWN = 3
"""How many activities a finding about an organisation points to."""


@rule(
    "ART001", "missing-controller-identity", severity="error", alarms="low", since="0.1", of="organisation",
    acceptable=False,
    sources=(gdpr("30(1)(a)"), gdpr("13(1)(a)-(b)")),
    da=Wording(
        title="Virksomheden mangler oplysninger",
        checks="En virksomhed mangler CVR-nummer, adresse eller enhver måde at kontakte den på, "
        "eller dens databeskyttelsesrådgiver kan ikke kontaktes.",
        why="Alle skal kunne se, hvem der har ansvaret for oplysningerne, og hvordan man får fat i dem.",
        fix="Skriv det, der mangler, i virksomhedens fil.",
        wrong_when="En forening eller udenlandsk virksomhed kan mangle et CVR-nummer. Så må det begrundes.",
        message="»{organisation}« har ikke oplyst »{label_da}«",
        hint="find svaret, og tilføj `{field}` (»{label_da}«)",
    ),
    en=Wording(
        title="Organisation lacks details",
        checks="An organisation lacks its company number, its address or any way to contact it, or its data protection "
        "officer cannot be contacted.",
        why="Everyone must be able to see who answers for the data and how to reach them.",
        fix="Write what is missing in the organisation's file.",
        wrong_when="An association or a foreign company may have no CVR number. Then the reason must be given.",
        message="“{organisation}” has not stated “{label_en}”",
        hint="find the answer and add `{field}` (“{label_en}”)",
    ),
    bad=Example("name: Havnens Cykler A/S", without=("/cvr",)),
    good=Example(
        """
        name: Havnens Cykler A/S
        cvr: "00000002"
        address: {street: Kajen 7, postal_code: "9998", city: Havneby, country: DK}
        email: hej@havnenscykler.example
        """
    ),
)
def missing_controller_identity(organisation: Record) -> Iterator[Hit]:
    value = organisation.value
    words = {"organisation": value["name"]}
    for name in ("cvr", "address"):
        if name not in value:
            yield Hit("", name, {**words, **label_words("organisation", name)})
    if not {"email", "phone", "contacts"} & value.keys():
        yield Hit("", "email", {**words, **label_words("organisation", "email")})
    dpo = value.get("dpo", {})
    if dpo.get("appointed") and not {"email", "phone"} & dpo.keys():
        there, what = label_words("organisation", "dpo"), label_words("organisation", "dpo", "email")
        yield Hit("/dpo", "email", {**words, **{name: f"{there[name]}: {what[name]}" for name in there}})


@rule(
    "ART011", "exemption-unfounded", severity="error", alarms="low", since="0.1", of="organisation",
    sources=(gdpr("30(5)"), guidance("WP29", "om art. 30, stk. 5, 19-04-2018", "secondary")),
    da=Wording(
        title="Undtagelsen fra fortegnelse holder ikke",
        checks="En virksomhed mener, at den er fritaget for at føre fortegnelse, men den er for stor, eller registret "
        "viser en behandling, som altid skal med.",
        why="Undtagelsen gælder kun for få medarbejdere og kun behandling, der er lejlighedsvis, næppe giver "
        "en risiko og er uden følsomme oplysninger eller strafbare forhold. Oplysninger om medarbejdere er aldrig lejlighedsvise.",
        fix="Sæt `claims_exemption` til false, og før fortegnelsen.",
        wrong_when="Når de aktiviteter, der er peget på, er beskrevet forkert.",
        message="»{organisation}« siger, at den ikke behøver en fortegnelse, men det passer ikke med det, den gør",
        hint="sæt `claims_exemption` (bruger undtagelsen i art. 30, stk. 5) til false",
    ),
    en=Wording(
        title="Exemption from the record fails",
        checks="An organisation believes that it need not keep a record, but it is too large, or the register shows "
        "processing that must always be in it.",
        why="The exemption holds only for few employees and only for processing that is occasional, unlikely to be "
        "a risk, and without special categories or criminal offences. Data about employees are never occasional.",
        fix="Set `claims_exemption` to false, and keep the record.",
        wrong_when="When the activities pointed to are described wrongly.",
        message="“{organisation}” says that it needs no record, but that does not fit what it does",
        hint="set `claims_exemption` (claims the Article 30(5) exemption) to false",
    ),
    bad=Example("claims_exemption: true"),
    good=Example("claims_exemption: false"),
)
def exemption_unfounded(organisation: Record) -> Iterator[Hit]:
    if not organisation.value.get("claims_exemption"):
        return
    places = list(islice(_never_exempt(organisation), SHOWN))
    limits = [row["fewer_employees_than"] for row in rows_on("record_exemption", organisation.today)]
    if organisation.value.get("employees", 0) >= min(limits):
        places.append(Place("/employees", "så mange medarbejdere er der", "this is how many employees there are"))
    if places:
        yield Hit("/claims_exemption", words={"organisation": organisation.value["name"]}, related=tuple(places))


def _never_exempt(organisation: Record) -> Iterator[Place]:
    """Where an activity is of a sort that must always be in the record."""
    for activity in organisation.facts.members(organisation.entry.key):
        file = activity.entry.file
        if "hr" in activity.kinds:
            yield Place("/kinds", "her behandles oplysninger om medarbejdere", "data about employees are processed here", file)
        elif activity.value.get("frequency") in ("ongoing", "periodic"):
            yield Place("/frequency", "det her er ikke lejlighedsvist", "this is not occasional", file)
        elif activity.classes & {"special", "criminal"}:
            da = "her er følsomme oplysninger eller strafbare forhold"
            yield Place("/data", da, "there are special categories or criminal offences here", file)


@rule(
    "ART012", "role-missing-or-mixed", severity="error", alarms="low", since="0.1",
    sources=(gdpr("4(7)-(8)"), gdpr("30(1)-(2)"), gdpr("26")),
    da=Wording(
        title="Rollen passer ikke",
        checks="Aktivitetens rolle passer ikke med dem, den siges at foregå sammen med eller for.",
        why="Rollen afgør, hvem der har ansvaret, og hvad fortegnelsen skal rumme. Den, der både bestemmer selv og "
        "arbejder for andre, har to aktiviteter.",
        fix="Vælg den rigtige rolle, eller del aktiviteten i to.",
        wrong_when="Aldrig: de to felter siger hver sit.",
        message="rollen »{role_da}« passer ikke med »{label_da}«, som {state_da} udfyldt",
        hint="ret rollen (`role`) eller `{name}` (»{label_da}«), eller del aktiviteten i to",
    ),
    en=Wording(
        title="The role does not fit",
        checks="The role of the activity does not fit those that it is said to be done with or for.",
        why="The role decides who is responsible and what the record must hold. Whoever both decides alone and works "
        "for others has two activities.",
        fix="Choose the right role, or split the activity in two.",
        wrong_when="Never: the two fields say different things.",
        message="the role “{role_en}” does not fit “{label_en}”, which {state_en} filled in",
        hint="correct the role (`role`) or `{name}` (“{label_en}”), or split the activity in two",
    ),
    bad=Example(
        """
        role: controller
        on_behalf_of:
          - controller: kystens-cafe
            processing_categories: [{da: Salg af cykler for kunden}]
            agreement: datahavn
            transfers: none
        """
    ),
    good=Example("role: controller"),
)
def role_missing_or_mixed(activity: Activity) -> Iterator[Hit]:
    role, value = activity.value["role"], activity.value
    if "on_behalf_of" in value and role != "processor":
        yield _mixed("on_behalf_of", role)
    if "joint_controllers" in value and role != "joint_controller":
        yield _mixed("joint_controllers", role)
    if "joint_controllers" not in value and role == "joint_controller":
        states = {"state_da": "ikke er", "state_en": "is not"}
        yield Hit("", "joint_controllers", {**_role_words("joint_controllers", role), **states})


def _mixed(name: str, role: str) -> Hit:
    there = Place("/role", "rollen står her", "the role is here")
    return Hit(f"/{name}", words={**_role_words(name, role), "state_da": "er", "state_en": "is"}, related=(there,))


def _role_words(name: str, role: str) -> Mapping[str, str]:
    labels = fields_of("activity").fields["role"].choices[role]
    return {"role_da": labels["da"], "role_en": labels["en"], "name": name, **label_words("activity", name)}


@rule(
    "ART013", "processor-record-incomplete", severity="error", alarms="low", since="0.1",
    sources=(gdpr("30(2)"),),
    da=Wording(
        title="Databehandlerens fortegnelse er ufuldstændig",
        checks="En aktivitet, som udføres for andre, siger ikke, hvem den udføres for, hvad der gøres for hver af dem, om "
        "oplysninger sendes ud af EU/EØS, eller hvordan de beskyttes.",
        why="En databehandler skal også føre fortegnelse, og den skal rumme disse fire ting.",
        fix="Skriv det, der mangler, for hver dataansvarlig, I arbejder for.",
        wrong_when="Hvis virksomheden i virkeligheden selv bestemmer. Så er rollen forkert.",
        message="databehandleren har ikke oplyst »{label_da}« for »{name}«",
        hint="find svaret, og tilføj `{field}` (»{label_da}«)",
    ),
    en=Wording(
        title="Processor's record is incomplete",
        checks="An activity done for others does not say for whom, what is done for each of them, whether data are sent "
        "out of the EU/EEA, or how they are protected.",
        why="A processor must keep a record too, and it must hold these four things.",
        fix="Write what is missing for each controller that you work for.",
        wrong_when="When the organisation in truth decides for itself. Then the role is wrong.",
        message="the processor has not stated “{label_en}” for “{name}”",
        hint="find the answer and add `{field}` (“{label_en}”)",
    ),
    bad=Example(
        """
        on_behalf_of:
          - controller: kystens-cafe
            agreement: kystens-cafe
            transfers: none
        """,
        file="activities/nordlys-regnskab/payroll-for-clients.yaml",
    ),
    good=Example(
        """
        on_behalf_of:
          - controller: kystens-cafe
            processing_categories: [{da: Beregning og udbetaling af løn}]
            agreement: kystens-cafe
            transfers: none
        """,
        file="activities/nordlys-regnskab/payroll-for-clients.yaml",
    ),
)
def processor_record_incomplete(activity: Activity) -> Iterator[Hit]:
    if not activity.is_processor:
        return
    words = {"name": activity.label(activity.value)}
    if "on_behalf_of" not in activity.value:
        yield Hit("", "on_behalf_of", {**words, **label_words("activity", "on_behalf_of")})
    if not activity.measures:
        yield _unprotected(activity, words)
    for pointer, item in placed(activity.value, "on_behalf_of"):
        for name in ("processing_categories", "transfers"):
            if name not in item:
                who = {"name": activity.name("party", item["controller"])}
                yield Hit(pointer, name, {**who, **label_words("activity", "on_behalf_of", name)})


def _unprotected(activity: Activity, words: Mapping[str, str]) -> Hit:
    if "security" in activity.value:
        return Hit("/security", "measures", {**words, **label_words("activity", "security", "measures")})
    return Hit("", "security", {**words, **label_words("activity", "security")})

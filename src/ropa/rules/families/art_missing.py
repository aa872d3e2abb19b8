"""ART: a part that the law wants in every record has not been answered (GDPR Art. 30(1)(b)-(g)).

Each rule speaks of one missing part and takes the place of the general gap there.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.rules.facts import Activity
from ropa.rules.labels import label_words
from ropa.rules.rule import Example, Hit, Wording, gdpr, guidance, rule

RENTAL = "activities/havnens-cykler/bike-rental.yaml"


@rule(
    "ART002", "missing-purpose", severity="error", alarms="low", since="0.1", acceptable=False,
    sources=(gdpr("30(1)(b)"), gdpr("5(1)(b)")),
    da=Wording(
        title="Formål mangler",
        checks="En aktivitet har ingen formål, og dens oplysninger er derfor heller ikke koblet til et formål.",
        why="Formålet afgør, hvilke oplysninger der må bruges, og hvor længe. Uden det kan resten ikke vurderes.",
        fix="Skriv hvert formål under `purposes`, og kobl oplysningerne til det under `grounds`.",
        wrong_when="Aldrig for en dataansvarlig: der er altid en grund til, at oplysningerne er der.",
        message="»{name}« siger ikke, hvad oplysningerne bruges til",
        hint="skriv formålet (`purposes`), og kobl oplysningerne til det (`grounds`)",
    ),
    en=Wording(
        title="Missing purpose",
        checks="An activity has no purposes, so its data are not linked to a purpose either.",
        why="The purpose decides which data may be used and for how long. Without it nothing else can be judged.",
        fix="Write each purpose in `purposes`, and link the data to it in `grounds`.",
        wrong_when="Never for a controller: there is always a reason why the data are there.",
        message="“{name}” does not say what the data are used for",
        hint="write the purpose (`purposes`), and link the data to it (`grounds`)",
    ),
    bad=Example(
        """
        kinds: [rental]
        legal_bases:
          - id: contract
            article: 6.1.b
        """,
        file=RENTAL, without=("/purposes", "/data/0/grounds"),
    ),
    good=Example(
        """
        kinds: [rental]
        purposes:
          - id: rent
            text: {da: Leje en cykel ud og få den tilbage}
        legal_bases:
          - id: contract
            article: 6.1.b
        """,
        file=RENTAL,
    ),
)
def missing_purpose(activity: Activity) -> Iterator[Hit]:
    if activity.is_processor or activity.purposes:
        return
    yield Hit("", "purposes", {"name": activity.label(activity.value)})
    for row in activity.rows:
        if not row.grounds:
            yield Hit(row.pointer, "grounds", {"name": activity.label(row.value)})


@rule(
    "ART004", "missing-data-matrix", severity="error", alarms="low", since="0.1",
    sources=(gdpr("30(1)(c)"), guidance("Datatilsynet", "fortegnelsen, 10-08-2020")),
    da=Wording(
        title="Hvilke oplysninger om hvem",
        checks="En aktivitet har ingen rækker under `data`, eller en række siger ikke, hvem den handler om, "
        "eller hvilke oplysninger den rummer.",
        why="Datatilsynet vil kunne se, hvilke oplysninger der behandles om hvilke personer. To løse lister er ikke nok.",
        fix="Skriv en række for hver gruppe af personer med netop deres oplysninger.",
        wrong_when="Aldrig for en dataansvarlig: en aktivitet uden personoplysninger hører ikke til i fortegnelsen.",
        message="»{name}« mangler »{label_da}«, så man kan ikke se, hvilke oplysninger der er om hvem",
        hint="skriv en række for hver gruppe af personer: hvem (`data_subjects`) og hvilke oplysninger (`categories`)",
    ),
    en=Wording(
        title="Which data about whom",
        checks="An activity has no rows in `data`, or a row does not say whom it is about or which data it holds.",
        why="The authority wants to see which data are processed about which people. Two loose lists will not do.",
        fix="Write a row for each group of people with just their data.",
        wrong_when="Never for a controller: an activity without personal data does not belong in the record.",
        message="“{name}” lacks “{label_en}”, so nobody can see which data are held about whom",
        hint="write a row for each group of people: whom (`data_subjects`) and which data (`categories`)",
    ),
    bad=Example("kinds: [rental]", file=RENTAL, without=("/data/0/data_subjects",)),
    good=Example(
        """
        data:
          - id: rental
            data_subjects: [customer]
            categories: [name, phone]
            sources: [{type: data_subject}]
            required: contractual
            consequence: {da: Vi kunne ikke leje en cykel ud.}
            grounds: [{purpose: rent, legal_basis: contract}]
            systems: [shop-system]
            retention: [{schedule: three-years}]
        """,
        file=RENTAL,
    ),
)
def missing_data_matrix(activity: Activity) -> Iterator[Hit]:
    if activity.is_processor:
        return
    if not activity.rows:
        yield Hit("", "data", {"name": activity.label(activity.value), **label_words("activity", "data")})
    for row in activity.rows:
        for name in ("data_subjects", "categories"):
            if name not in row.value:
                words = label_words("activity", "data", name)
                yield Hit(row.pointer, name, {"name": activity.label(row.value), **words})


@rule(
    "ART008", "recipients-unanswered", severity="error", alarms="low", since="0.1",
    sources=(gdpr("30(1)(d)"),),
    da=Wording(
        title="Modtagere ikke oplyst",
        checks="En aktivitet siger hverken, hvem der får oplysningerne, eller at ingen får dem.",
        why="Et tomt felt kan både betyde, at ingen får noget, og at ingen har spurgt. Fortegnelsen skal svare på det.",
        fix="Skriv modtagerne under `recipients`, eller skriv none, hvis ingen uden for virksomheden får noget.",
        wrong_when="Aldrig: »ingen« er også et svar og skrives som none.",
        message="»{activity}« siger ikke, hvem der får oplysningerne",
        hint="skriv modtagerne (`recipients`) med de rækker, de får, eller skriv none, hvis ingen får noget",
    ),
    en=Wording(
        title="Recipients not stated",
        checks="An activity says neither who gets the data nor that nobody does.",
        why="An empty field can mean that nobody gets anything, or that nobody has asked. The record must answer.",
        fix="List the recipients in `recipients`, or write none if nobody outside the organisation gets anything.",
        wrong_when="Never: “nobody” is an answer too and is written as none.",
        message="“{activity}” does not say who gets the data",
        hint="list the recipients (`recipients`) with the rows they get, or write none if nobody gets anything",
    ),
    bad=Example("kinds: [rental]", file=RENTAL, without=("/recipients",)),
    good=Example("recipients: none", file=RENTAL),
)
def recipients_unanswered(activity: Activity) -> Iterator[Hit]:
    if not activity.is_processor and "recipients" not in activity.value:
        yield Hit("", "recipients", {"activity": activity.label(activity.value)})


@rule(
    "ART009", "transfers-unanswered", severity="error", alarms="low", since="0.1",
    sources=(gdpr("30(1)(e)"), gdpr("13(1)(f)")),
    da=Wording(
        title="Tredjelande ikke oplyst",
        checks="En aktivitet siger hverken, hvilke lande uden for EU/EØS oplysningerne sendes til, eller at de ikke "
        "sendes ud.",
        why="Personerne skal have at vide, om deres oplysninger forlader EU/EØS, og fortegnelsen skal vise det.",
        fix="Skriv landene under `transfers`, eller skriv none, hvis oplysningerne ikke sendes ud.",
        wrong_when="Aldrig: »ingen« er også et svar og skrives som none. Husk support og backup i andre lande.",
        message="»{activity}« siger ikke, om oplysninger sendes ud af EU/EØS",
        hint="skriv landene (`transfers`), eller skriv none, hvis intet sendes ud af EU/EØS",
    ),
    en=Wording(
        title="Third countries not stated",
        checks="An activity says neither which countries outside the EU/EEA get the data nor that none does.",
        why="People must be told whether their data leave the EU/EEA, and the record must show it.",
        fix="List the countries in `transfers`, or write none if the data are not sent out.",
        wrong_when="Never: “none” is an answer too. Remember support and backup in other countries.",
        message="“{activity}” does not say whether data are sent out of the EU/EEA",
        hint="list the countries (`transfers`), or write none if nothing is sent out of the EU/EEA",
    ),
    bad=Example("kinds: [rental]", file=RENTAL, without=("/transfers",)),
    good=Example("transfers: none", file=RENTAL),
)
def transfers_unanswered(activity: Activity) -> Iterator[Hit]:
    if not activity.is_processor and "transfers" not in activity.value:
        yield Hit("", "transfers", {"activity": activity.label(activity.value)})


@rule(
    "ART010", "security-missing", severity="error", alarms="low", since="0.1",
    sources=(gdpr("30(1)(g)"), gdpr("32")),
    da=Wording(
        title="Sikkerhed ikke beskrevet",
        checks="En aktivitet nævner ingen sikkerhedsforanstaltninger.",
        why="Fortegnelsen skal, hvis det er muligt, beskrive i hovedtræk, hvordan oplysningerne beskyttes.",
        fix="Vælg de foranstaltninger i ordlisten, som faktisk er på plads for aktiviteten.",
        wrong_when="Hvis det virkelig ikke er muligt at beskrive sikkerheden; en jurist bør se på begrundelsen.",
        message="»{activity}« siger ikke, hvordan oplysningerne er beskyttet",
        hint="tilføj de foranstaltninger, der er på plads (`measures` under `security`)",
    ),
    en=Wording(
        title="Security not described",
        checks="An activity names no security measures.",
        why="The record must, where possible, describe in general how the data are protected.",
        fix="Choose those measures in the vocabulary that are really in place for the activity.",
        wrong_when="When it really is not possible to describe the security; a lawyer should look at the reason.",
        message="“{activity}” does not say how the data are protected",
        hint="add the measures that are in place (`measures` in `security`)",
    ),
    bad=Example("kinds: [rental]", file=RENTAL, without=("/security/measures",)),
    good=Example(
        """
        security:
          measures: [need-to-know, two-factor, encryption-at-rest]
          risk: {consequence: 1, likelihood: 1, on: 2026-04-20}
        """,
        file=RENTAL,
    ),
)
def security_missing(activity: Activity) -> Iterator[Hit]:
    if activity.is_processor or activity.measures:
        return
    words = {"activity": activity.label(activity.value)}
    yield Hit("/security", "measures", words) if "security" in activity.value else Hit("", "security", words)

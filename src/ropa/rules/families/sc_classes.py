"""SC: what is in the wrong class: criminal offences taken for sensitive data, sensitive data under an innocent name (Art. 9, 10)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ropa.law.tables import LawRow
from ropa.rules.facts import Activity, Facts
from ropa.rules.families.sc_conditions import lacking
from ropa.rules.rows import Row, Value
from ropa.rules.rule import Example, Hit, Place, Wording, act, gdpr, rule
from ropa.rules.texts import folded, lexicon
from ropa.rules.topics import implications
from ropa.schema import fields_of

RECRUITMENT = "activities/havnens-cykler/recruitment.yaml"
VOCABULARY = "vocabulary/personal_data_categories.yaml"
MILD = frozenset({"ordinary", "confidential"})
SHOWN = 3
ON_ARTICLE_9 = {
    "what_da": "bygger kun på en undtagelse for følsomme oplysninger", "advice_da": "vælg en hjemmel i `criminal` i stedet",
    "what_en": "rests only on an exception for sensitive data", "advice_en": "choose a ground in `criminal` instead",
}
IN_NAME = {
    "what_da": "navnet kalder dem følsomme", "advice_da": "ret navnet (`label`): kald dem strafbare forhold",
    "what_en": "the name calls them sensitive", "advice_en": "correct the name (`label`): call them criminal offences",
}
IN_CLASS = {
    "what_da": "står med klassen for følsomme oplysninger", "advice_da": "ret klassen til `criminal`",
    "what_en": "has the class of sensitive data", "advice_en": "correct the class to `criminal`",
}


@rule(
    "SC004", "criminal-without-hook", severity="error", alarms="low", since="0.1",
    sources=(gdpr("10"), act("databeskyttelsesloven", "§ 8, stk. 3-4"), act("databeskyttelsesloven", "§ 8, stk. 5", "memory")),
    da=Wording(
        title="Strafbart uden hjemmel",
        checks="Oplysninger om strafbare forhold bruges til et formål, uden at der står en hjemmel i databeskyttelseslovens "
        "§ 8 eller i en særlig lov.",
        why="En privat virksomhed må kun bruge dem med udtrykkeligt samtykke, eller når en berettiget interesse klart vejer "
        "tungere end hensynet til personen.",
        fix="Vælg hjemlen i `criminal`, og skriv i `note`, hvorfor den passer. Passer ingen, skal oplysningerne slettes.",
        wrong_when="Når oplysningerne slet ikke siger noget om et strafbart forhold. Skriv da klassen i `class_here`.",
        message="{what_da} handler om strafbare forhold, men der står ingen hjemmel, som tillader at bruge dem til "
        "»{purpose}«{more_da}",
        hint="vælg hjemlen i databeskyttelseslovens § 8, skriv den i `criminal`, og begrund den i `note`",
    ),
    en=Wording(
        title="Offences without ground",
        checks="Data on criminal offences are used for a purpose, and no ground in section 8 of the Danish Data Protection Act "
        "or in a specific act is stated.",
        why="A private company may use them only with explicit consent, or when a legitimate interest clearly outweighs the "
        "person's.",
        fix="Choose the ground in `criminal`, and write in `note` why it fits. If none fits, the data must be erased.",
        wrong_when="When the data say nothing about a criminal offence. Then write the class in `class_here`.",
        message="{what_en} is about criminal offences, but no ground is stated that allows using it for "
        "“{purpose}”{more_en}",
        hint="choose the ground in section 8 of the Danish Data Protection Act, write it in `criminal`, and give the reason "
        "in `note`",
    ),
    bad=Example(
        """
        data:
          - id: certificate
            label: {da: Straffeattest}
            data_subjects: [job-applicant]
            categories: [criminal-record]
            sources: [{type: data_subject}]
            required: contractual
            consequence: {da: Du kan ikke få et job med ansvar for kassen.}
            grounds:
              - {purpose: hire, legal_basis: right-choice}
            systems: none
            retention: [{schedule: at-once}]
        """,
        file=RECRUITMENT,
    ),
    good=Example(
        """
        data:
          - id: certificate
            label: {da: Straffeattest}
            data_subjects: [job-applicant]
            categories: [criminal-record]
            sources: [{type: data_subject}]
            required: contractual
            consequence: {da: Du kan ikke få et job med ansvar for kassen.}
            grounds:
              - purpose: hire
                legal_basis: right-choice
                criminal: dbl_8_3_interest
                note: {da: Kun ved job med ansvar for kassen.}
            systems: none
            retention: [{schedule: at-once}]
        """,
        file=RECRUITMENT,
    ),
)
def criminal_without_hook(activity: Activity) -> Iterator[Hit]:
    if activity.organisation.get("sector") == "public":
        return
    for row in activity.rows:
        bare = [g for g in row.grounds if "criminal" in g.classes and not {"criminal", "article_9"} & g.value.keys()]
        yield from lacking(activity, row, bare, "criminal", "criminal")


@rule(
    "SC005", "criminal-treated-as-special", severity="error", alarms="low", since="0.1", covers=("SC002",),
    sources=(gdpr("10"), gdpr("9(1)"), act("databeskyttelsesloven", "§ 8")),
    da=Wording(
        title="Strafbart er ikke følsomt",
        checks="Strafbare forhold er behandlet som følsomme oplysninger: med en undtagelse i art. 9 som eneste hjemmel, med "
        "klassen for følsomme eller med ordet følsom i navnet.",
        why="Strafbare forhold har deres egen regel i art. 10 og databeskyttelseslovens § 8. En undtagelse i art. 9 giver ikke "
        "lov til at bruge dem.",
        fix="Skriv klassen `criminal`, vælg en hjemmel i `criminal`, og fjern undtagelsen i art. 9.",
        wrong_when="Når rækken også rummer følsomme oplysninger, fx om helbred. Del den da i to rækker.",
        message="»{row}« handler om strafbare forhold, men {what_da}",
        hint="{advice_da}",
    ),
    en=Wording(
        title="Offences are not sensitive data",
        checks="Criminal offences are treated as sensitive data: with an exception in Art. 9 as the only ground, with the class "
        "of sensitive data, or with the word sensitive in the name.",
        why="Criminal offences have a rule of their own in Art. 10 and section 8 of the Danish Data Protection Act. An "
        "exception in Art. 9 does not allow using them.",
        fix="Write the class `criminal`, choose a ground in `criminal`, and remove the exception in Art. 9.",
        wrong_when="When the row also holds sensitive data, such as health. Then split it in two rows.",
        message="“{row}” is about criminal offences, but {what_en}",
        hint="{advice_en}",
    ),
    bad=Example(
        """
        data:
          - id: certificate
            label: {da: Straffeattest}
            data_subjects: [job-applicant]
            categories: [criminal-record]
            sources: [{type: data_subject}]
            required: contractual
            consequence: {da: Du kan ikke få et job med ansvar for kassen.}
            grounds:
              - {purpose: hire, legal_basis: right-choice, article_9: 9.2.f}
            systems: none
            retention: [{schedule: at-once}]
        """,
        file=RECRUITMENT,
    ),
    good=Example(
        """
        data:
          - id: certificate
            label: {da: Straffeattest}
            data_subjects: [job-applicant]
            categories: [criminal-record]
            sources: [{type: data_subject}]
            required: contractual
            consequence: {da: Du kan ikke få et job med ansvar for kassen.}
            grounds:
              - {purpose: hire, legal_basis: right-choice, criminal: dbl_8_3_interest}
            systems: none
            retention: [{schedule: at-once}]
        """,
        file=RECRUITMENT,
    ),
)
def criminal_treated_as_special(activity: Activity) -> Iterator[Hit]:
    for row in activity.rows:
        words = {"row": activity.label(row.value)}
        if row.classes == {"criminal"}:
            yield from (Hit(f"{ground.pointer}/article_9", words={**words, **ON_ARTICLE_9}) for ground in row.grounds
                        if "article_9" in ground.value and "criminal" not in ground.value)
            if is_called_sensitive(activity, row):
                yield Hit(f"{row.pointer}/label", words={**words, **IN_NAME})
        elif "special" in row.classes:
            yield from (Hit(pointer, words={**words, **IN_CLASS}, related=related)
                        for pointer, related in wrongly_special(activity, row, "criminal"))


def is_called_sensitive(activity: Activity, row: Row) -> bool:
    """Whether the name of a row calls its data sensitive."""
    label = folded(row.value.get("label", {}).get("da", ""))
    return lexicon("topic_words", activity.today, "called-sensitive").is_in(label)


def wrongly_special(activity: Activity, row: Row, right: str) -> Iterator[tuple[str, tuple[Place, ...]]]:
    """Where data of another class are made sensitive: by the row itself, or by the class that the vocabulary gives them."""
    classes = {category: activity.facts.classes.get(category, "") for category in row.categories}
    if row.value.get("class_here") == "special":
        if right in classes.values() and "special" not in classes.values():
            there = Place(f"{row.pointer}/categories", "rækken rummer disse oplysninger", "the row holds these data")
            yield f"{row.pointer}/class_here", (there,)
        return
    implied = activity.facts.once(implications)
    for index, category in enumerate(row.categories):
        if classes[category] == "special" and category in implied and implied[category]["class"] == right:
            yield f"{row.pointer}/categories/{index}", (in_vocabulary(activity, category),)


def in_vocabulary(activity: Activity, category: str) -> Place:
    """The class of a category, where the vocabulary states it."""
    entry = activity.register.entries["personal_data_category"][category]
    return Place(f"{entry.pointer}/class", "klassen i ordlisten", "the class in the vocabulary", entry.file)


@rule(
    "SC006", "disguised-sensitivity", severity="warning", alarms="medium", since="0.1", of="register",
    sources=(gdpr("4(15)"), gdpr("9(1)"), gdpr("10"), act("databeskyttelsesloven", "§ 11")),
    da=Wording(
        title="Uskyldigt navn",
        checks="En slags oplysninger står som almindelig eller fortrolig i ordlisten, men navnet tyder på noget følsomt, "
        "strafbare forhold eller et CPR-nummer.",
        why="Klassen afgør, hvilke regler der gælder. En straffeattest bliver ikke almindelig af at stå på listen over "
        "almindelige oplysninger.",
        fix="Ret klassen i ordlisten, eller skriv under `class_reason`, hvorfor den er rigtig.",
        wrong_when="Når oplysningen trods navnet ikke siger noget om personen, fx antallet af sygedage uden årsag eller en "
        "bøde til et firma. Skriv det under `class_reason`.",
        message="»{category}« står som »{class_da}«, men navnet tyder på {told_da}",
        hint="ret klassen (`class`) til »{right_da}«, eller skriv under `class_reason`, hvorfor den er rigtig",
    ),
    en=Wording(
        title="Innocent name",
        checks="A category of data is ordinary or confidential in the vocabulary, but its name suggests something sensitive, "
        "criminal offences or a CPR number.",
        why="The class decides which rules apply. A criminal record does not become ordinary by standing on the list of "
        "ordinary data.",
        fix="Correct the class in the vocabulary, or write in `class_reason` why it is right.",
        wrong_when="When the data, despite the name, say nothing about the person, such as the number of sick days without a "
        "cause or a fine on a company. Write that in `class_reason`.",
        message="“{category}” has the class “{class_en}”, but the name suggests {told_en}",
        hint="correct the class (`class`) to “{right_en}”, or write in `class_reason` why it is right",
    ),
    bad=Example(
        """
        terms:
          - id: accident-description
            label: {da: Lægeerklæring om uheldet}
            class: ordinary
        """,
        file=VOCABULARY,
    ),
    good=Example(
        """
        terms:
          - id: accident-description
            label: {da: Tidspunktet for lægens besøg}
            class: ordinary
            class_reason: {da: "Kun hvornår lægen kom, ikke hvad der var sket."}
        """,
        file=VOCABULARY,
    ),
)
def disguised_sensitivity(facts: Facts) -> Iterator[Hit]:
    terms = {term.key: term for term in facts.register.of("personal_data_category")}
    implied = {
        key: row for key, row in facts.once(implications).items()
        if terms[key].value["class"] in MILD and "class_reason" not in terms[key].value
    }
    for key, places in (_uses(facts, implied) if implied else {}).items():
        term = terms[key]
        words = {"category": term.name(facts.register.language), **_classes(term.value, implied[key])}
        yield Hit(f"{term.pointer}/class", words=words, related=tuple(places[:SHOWN]), file=term.file)


def _uses(facts: Facts, wanted: Mapping[str, LawRow]) -> Mapping[str, list[Place]]:
    """The rows that use some categories and do not say themselves what class the data have there."""
    found: dict[str, list[Place]] = {}
    for activity in facts.activities:
        for row in activity.rows:
            for category in wanted.keys() & set(row.categories) if "class_here" not in row.value else ():
                place = Place(f"{row.pointer}/categories", "bruges her", "used here", activity.entry.file)
                found.setdefault(category, []).append(place)
    return found


def _classes(term: Value, row: LawRow) -> dict[str, str]:
    names = fields_of("personal_data_category").fields["class"].choices
    now, right, told = names[term["class"]], names[row["class"]], row["told"]
    return {
        "class_da": now["da"], "right_da": right["da"], "told_da": told["da"],
        "class_en": now["en"], "right_en": right["en"], "told_en": told["en"],
    }


@rule(
    "SC007", "abolished-category", severity="warning", alarms="low", since="0.1",
    sources=(act("persondataloven", "§ 8 (ophævet 25. maj 2018)"), gdpr("9(1)"), gdpr("10")),
    da=Wording(
        title="Kategori, der ikke findes mere",
        checks="En tekst bruger en kategori fra den gamle persondatalov, fx rent private forhold eller semifølsomme "
        "oplysninger.",
        why="Kategorierne faldt bort den 25. maj 2018. Den, der regner med dem, overser, hvilke regler der gælder i dag.",
        fix="Skriv, hvad oplysningerne er. De fleste er i dag almindelige, men fortrolige; strafbare forhold har deres egen "
        "regel.",
        wrong_when="Når teksten kun fortæller om, hvordan det var før 2018.",
        message="»{term}« er en kategori fra den gamle persondatalov og findes ikke mere",
        hint="skriv, hvad oplysningerne er, og vælg en af klasserne i ordlisten",
    ),
    en=Wording(
        title="Category that is gone",
        checks="A text uses a category of the old Danish act on personal data, such as “rent private forhold” or "
        "“semifølsomme oplysninger”.",
        why="The categories ended on 25 May 2018. Whoever reckons with them overlooks which rules apply today.",
        fix="Write what the data are. Most are ordinary but confidential today; criminal offences have a rule of their own.",
        wrong_when="When the text only tells how it was before 2018.",
        message="“{term}” is a category of the old Danish act on personal data and no longer exists",
        hint="write what the data are, and choose one of the classes in the vocabulary",
    ),
    bad=Example(
        """
        summary: {da: "Vi spørger om rent private forhold, før kunden får en cykel på afbetaling."}
        """,
        file="activities/havnens-cykler/instalment-credit.yaml",
    ),
    good=Example(
        """
        summary: {da: "Vi spørger om indtægt og gæld, før kunden får en cykel på afbetaling."}
        """,
        file="activities/havnens-cykler/instalment-credit.yaml",
    ),
)
def abolished_category(activity: Activity) -> Iterator[Hit]:
    words = lexicon("abolished_categories", activity.today)
    for prose in activity.prose_with(words):
        if prose.field != "stated_as":
            term, _ = next(words.find(prose.text))
            yield Hit(prose.pointer, words={"term": term})
    named = activity.facts.once(_abolished)
    for row in activity.rows if named else ():
        for index, category in enumerate(row.categories):
            if category in named:
                yield Hit(f"{row.pointer}/categories/{index}", words={"term": named[category]})


def _abolished(facts: Facts) -> Mapping[str, str]:
    """The categories that have the name of an abolished one, and that name."""
    words = lexicon("abolished_categories", facts.today)
    terms = facts.register.of("personal_data_category")
    return {term.key: term.value["label"]["da"] for term in terms if words.is_in(folded(term.value["label"]["da"]))}

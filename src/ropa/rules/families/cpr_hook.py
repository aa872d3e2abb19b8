"""CPR: which point of section 11 of the Danish Data Protection Act allows the number, and whether it fits (GDPR Art. 87)."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.register.lists import listed, placed
from ropa.rules.facts import Activity
from ropa.rules.families.sc_classes import is_called_sensitive, wrongly_special
from ropa.rules.families.sc_conditions import STAFF, STAFF_RELATIONS, about, lacking
from ropa.rules.laws import cites, provision
from ropa.rules.rows import Ground, Row, Value
from ropa.rules.rule import Example, Hit, Place, Wording, act, gdpr, guidance, rule

CREDIT = "activities/havnens-cykler/instalment-credit.yaml"
SECTION_11 = act("databeskyttelsesloven", "§ 11, stk. 2")
DEMANDED = frozenset({"statutory", "contractual"})
ON_ARTICLE_9 = {
    "what_da": "har en undtagelse for følsomme oplysninger", "advice_da": "fjern `article_9`, og vælg hjemlen i `cpr`",
    "what_en": "has an exception for sensitive data", "advice_en": "remove `article_9`, and choose the ground in `cpr`",
}
IN_NAME = {
    "what_da": "navnet kalder dem følsomme", "advice_da": "ret navnet (`label`): CPR-numre er ikke følsomme efter art. 9",
    "what_en": "the name calls them sensitive", "advice_en": "correct the name (`label`): they are not sensitive under Art. 9",
}
IN_CLASS = {
    "what_da": "står med klassen for følsomme oplysninger", "advice_da": "ret klassen til `cpr`",
    "what_en": "has the class of sensitive data", "advice_en": "correct the class to `cpr`",
}


@rule(
    "CPR001", "cpr-without-dbl11", severity="error", alarms="low", since="0.1",
    sources=(SECTION_11, gdpr("87")),
    da=Wording(
        title="CPR-nummer uden hjemmel",
        checks="En privat virksomhed bruger CPR-numre til et formål, uden at der står, hvilket nummer i databeskyttelseslovens "
        "§ 11, stk. 2, der tillader det.",
        why="Private må kun bruge CPR-numre, når en lov siger det, når personen har sagt ja, eller når et af de to andre numre "
        "i § 11, stk. 2, passer. Et almindeligt grundlag er ikke nok.",
        fix="Vælg hjemlen i `cpr`. Passer ingen, så brug fødselsdato eller kundenummer i stedet.",
        wrong_when="Aldrig i en privat virksomhed: en af de fire muligheder skal passe.",
        message="»{row}« rummer CPR-numre, men der står ingen hjemmel, som tillader at bruge dem til »{purpose}«{more_da}",
        hint="vælg den mulighed i databeskyttelseslovens § 11, stk. 2, der passer, og skriv den i `cpr`",
    ),
    en=Wording(
        title="CPR number without ground",
        checks="A private company uses CPR numbers for a purpose, and it is not stated which point of section 11(2) of the Danish "
        "Data Protection Act allows it.",
        why="Private companies may use CPR numbers only when an act says so, when the person has agreed, or when one of the two "
        "other points of section 11(2) fits. An ordinary legal basis is not enough.",
        fix="Choose the ground in `cpr`. If none fits, use the date of birth or a customer number instead.",
        wrong_when="Never in a private company: one of the four points must fit.",
        message="“{row}” holds CPR numbers, but no ground is stated that allows using them for “{purpose}”{more_en}",
        hint="choose the point of section 11(2) of the Danish Data Protection Act that fits, and write it in `cpr`",
    ),
    bad=Example(
        """
        data:
          - id: tax-number
            label: {da: CPR-nummer}
            data_subjects: [employee]
            categories: [cpr-number]
            sources: [{type: data_subject}]
            required: statutory
            consequence: {da: Vi kan ikke indberette skat.}
            necessity: {da: Skattestyrelsen modtager kun indberetninger med CPR-nummer.}
            grounds:
              - {purpose: tax-report, legal_basis: tax-duty}
            systems: [hr-files]
            retention: [{schedule: five-years-after}]
        """,
        file=STAFF,
    ),
    good=Example(
        """
        data:
          - id: tax-number
            label: {da: CPR-nummer}
            data_subjects: [employee]
            categories: [cpr-number]
            sources: [{type: data_subject}]
            required: statutory
            consequence: {da: Vi kan ikke indberette skat.}
            necessity: {da: Skattestyrelsen modtager kun indberetninger med CPR-nummer.}
            grounds:
              - purpose: tax-report
                legal_basis: tax-duty
                cpr: dbl_11_2_1
                national_law: [{act: skatteindberetningsloven, section: § 52}]
            systems: [hr-files]
            retention: [{schedule: five-years-after}]
        """,
        file=STAFF,
    ),
)
def cpr_without_dbl11(activity: Activity) -> Iterator[Hit]:
    if activity.is_private:
        for row in activity.rows:
            bare = [ground for ground in row.grounds if "cpr" in ground.classes and "cpr" not in ground.value]
            yield from lacking(activity, row, bare, "cpr", "cpr")


@rule(
    "CPR002", "cpr-called-special", severity="error", alarms="low", since="0.1", covers=("SC002",),
    sources=(gdpr("9(1)"), gdpr("87"), act("databeskyttelsesloven", "§ 11")),
    da=Wording(
        title="CPR-nummer er ikke følsomt",
        checks="Et CPR-nummer er behandlet som en følsom oplysning: med klassen for følsomme, med en undtagelse i art. 9 eller "
        "med ordet følsom i navnet.",
        why="CPR-nummeret er ikke en af de følsomme oplysninger i art. 9. Det har sin egen regel i databeskyttelseslovens § 11, "
        "og den bliver let overset.",
        fix="Skriv klassen `cpr`, og vælg en hjemmel i `cpr`. Fjern undtagelsen i art. 9.",
        wrong_when="Når hjemlen er § 11, stk. 2, nr. 4: så skal en betingelse som dem i art. 9 være opfyldt. Skriv da `cpr` som "
        "dbl_11_2_4.",
        message="»{row}« er CPR-numre, men {what_da}",
        hint="{advice_da}",
    ),
    en=Wording(
        title="CPR number is not sensitive",
        checks="A CPR number is treated as sensitive data: with the class of sensitive data, with an exception in Art. 9, or with "
        "the word sensitive in the name.",
        why="The CPR number is not among the sensitive data of Art. 9. It has a rule of its own in section 11 of the Danish Data "
        "Protection Act, which is easily overlooked.",
        fix="Write the class `cpr`, and choose a ground in `cpr`. Remove the exception in Art. 9.",
        wrong_when="When the ground is section 11(2)(4): then a condition like those in Art. 9 must be met. Write `cpr` as "
        "dbl_11_2_4 then.",
        message="“{row}” is CPR numbers, but {what_en}",
        hint="{advice_en}",
    ),
    bad=Example(
        """
        data:
          - id: lookup-number
            label: {da: CPR-nummer (følsomt)}
            data_subjects: [customer]
            categories: [cpr-number]
            sources: [{type: data_subject}]
            required: voluntary
            consequence: {da: Du skal i stedet møde op i butikken.}
            necessity: {da: Kreditbureauet kan kun finde den rigtige person med CPR-nummeret.}
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
            label: {da: CPR-nummer}
            data_subjects: [customer]
            categories: [cpr-number]
            sources: [{type: data_subject}]
            required: voluntary
            consequence: {da: Du skal i stedet møde op i butikken.}
            necessity: {da: Kreditbureauet kan kun finde den rigtige person med CPR-nummeret.}
            grounds: [{purpose: assess, legal_basis: credit-duty, consent: cpr-lookup, cpr: dbl_11_2_2}]
            systems: [credit-system]
            retention: [{schedule: refused}]
        """,
        file=CREDIT,
    ),
)
def cpr_called_special(activity: Activity) -> Iterator[Hit]:
    for row in activity.rows:
        words = {"row": activity.label(row.value)}
        if row.classes == {"cpr"}:
            yield from (Hit(f"{ground.pointer}/article_9", words={**words, **ON_ARTICLE_9}) for ground in row.grounds
                        if "article_9" in ground.value and ground.value.get("cpr") != "dbl_11_2_4")
            if is_called_sensitive(activity, row):
                yield Hit(f"{row.pointer}/label", words={**words, **IN_NAME})
        elif "special" in row.classes:
            yield from (Hit(pointer, words={**words, **IN_CLASS}, related=related)
                        for pointer, related in wrongly_special(activity, row, "cpr"))


@rule(
    "CPR003", "cpr-law-unnamed", severity="error", alarms="low", since="0.1",
    sources=(act("databeskyttelsesloven", "§ 11, stk. 2, nr. 1"), act("hvidvaskloven", "§ 11, stk. 1, nr. 1")),
    da=Wording(
        title="Loven bag CPR-nummeret",
        checks="CPR-numre bruges, fordi det følger af lovgivningen, men loven og paragraffen er ikke nævnt.",
        why="§ 11, stk. 2, nr. 1, giver kun lov, når en anden lov siger, at nummeret skal eller må bruges. Uden paragraf kan "
        "ingen se, om den gør.",
        fix="Skriv loven og paragraffen i `national_law`, fx hvidvasklovens § 11, stk. 1, nr. 1.",
        wrong_when="Når reglen står i en bekendtgørelse. Skriv da bekendtgørelsen og paragraffen.",
        message="»{row}« bruger CPR-numre, fordi det skal følge af en lov, men {what_da}",
        hint="skriv loven (`act`) og paragraffen (`section`) under `national_law`",
    ),
    en=Wording(
        title="The act behind the CPR number",
        checks="CPR numbers are used because legislation says so, but the act and the section are not named.",
        why="Section 11(2)(1) allows it only when another act says that the number must or may be used. Without the section "
        "nobody can see whether it does.",
        fix="Write the act and the section in `national_law`, such as section 11(1)(1) of the Danish AML Act.",
        wrong_when="When the rule is in an executive order. Then write the order and its section.",
        message="“{row}” uses CPR numbers because an act is said to require it, but {what_en}",
        hint="write the act (`act`) and the section (`section`) in `national_law`",
    ),
    bad=Example(
        """
        data:
          - id: tax-number
            label: {da: CPR-nummer}
            data_subjects: [employee]
            categories: [cpr-number]
            sources: [{type: data_subject}]
            required: statutory
            consequence: {da: Vi kan ikke indberette skat.}
            necessity: {da: Skattestyrelsen modtager kun indberetninger med CPR-nummer.}
            grounds:
              - purpose: tax-report
                legal_basis: tax-duty
                cpr: dbl_11_2_1
                national_law: [{act: skatteindberetningsloven}]
            systems: [hr-files]
            retention: [{schedule: five-years-after}]
        """,
        file=STAFF,
    ),
    good=Example(
        """
        data:
          - id: tax-number
            label: {da: CPR-nummer}
            data_subjects: [employee]
            categories: [cpr-number]
            sources: [{type: data_subject}]
            required: statutory
            consequence: {da: Vi kan ikke indberette skat.}
            necessity: {da: Skattestyrelsen modtager kun indberetninger med CPR-nummer.}
            grounds:
              - purpose: tax-report
                legal_basis: tax-duty
                cpr: dbl_11_2_1
                national_law: [{act: skatteindberetningsloven, section: § 52}]
            systems: [hr-files]
            retention: [{schedule: five-years-after}]
        """,
        file=STAFF,
    ),
)
def cpr_law_unnamed(activity: Activity) -> Iterator[Hit]:
    for row, ground in activity.grounds:
        if ground.value.get("cpr") == "dbl_11_2_1" and not any("section" in law for law in laws_behind(activity, ground)):
            yield _unnamed(activity, row, ground)


def _unnamed(activity: Activity, row: Row, ground: Ground) -> Hit:
    """Where the law should be: at the citation that lacks its section, or at the ground that names none."""
    words = {"row": activity.label(row.value)}
    for pointer, law in placed(ground.value, "national_law", ground.pointer):
        if "section" not in law:
            what = {"what_da": f"der står ikke, hvor i »{law['act']}«", "what_en": f"it is not stated where in “{law['act']}”"}
            return Hit(pointer, "section", {**words, **what})
    return Hit(ground.pointer, "national_law", {**words, "what_da": "der står ikke hvilken", "what_en": "it is not stated which"})


def laws_behind(activity: Activity, ground: Ground) -> Iterator[Value]:
    """The laws that a ground names, or else its legal basis, without those that only repeat the general rules."""
    general = provision("data-protection-in-general", activity.today)
    for law in listed(ground.value, "national_law") or listed(ground.basis, "national_law"):
        if not cites(law, general):
            yield law


@rule(
    "CPR004", "cpr-consent-not-free", severity="warning", alarms="low", since="0.1",
    sources=(act("databeskyttelsesloven", "§ 11, stk. 2, nr. 2"), gdpr("7(4)"),
             guidance("Datatilsynet", "databeskyttelse i ansættelsesforhold, 29-03-2023", "secondary")),
    da=Wording(
        title="Samtykke, der ikke er frit",
        checks="CPR-nummeret bygger på samtykke, men personen er nødt til at give det, eller personen er ansat eller søger job.",
        why="Et samtykke gælder kun, når man frit kan sige nej. Det kan man ikke, når nummeret kræves for at få en aftale eller "
        "et job.",
        fix="Find den lov, der kræver nummeret, og skriv nr. 1 i stedet, eller lad være med at bede om nummeret.",
        wrong_when="Når man kan få det samme uden at give nummeret. Skriv da, at det er frivilligt (`required`).",
        message="»{row}« bygger på samtykke til at bruge CPR-nummeret, men {what_da}",
        hint="find den lov, der kræver nummeret (`dbl_11_2_1`), eller lad være med at bede om det",
    ),
    en=Wording(
        title="Consent that is not free",
        checks="The CPR number rests on consent, but people have to give it, or they are employed or apply for a job.",
        why="Consent is valid only when one can freely say no. That is not so when the number is needed to get a contract or a "
        "job.",
        fix="Find the act that requires the number and write point 1 instead, or do not ask for the number.",
        wrong_when="When people get the same without giving the number. Then write that it is voluntary (`required`).",
        message="“{row}” rests on consent to using the CPR number, but {what_en}",
        hint="find the act that requires the number (`dbl_11_2_1`), or do not ask for it",
    ),
    bad=Example(
        """
        data:
          - id: lookup-number
            label: {da: CPR-nummer til opslag}
            data_subjects: [customer]
            categories: [cpr-number]
            sources: [{type: data_subject}]
            required: contractual
            consequence: {da: Vi kan ikke tilbyde afbetaling.}
            necessity: {da: Kreditbureauet kan kun finde den rigtige person med CPR-nummeret.}
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
def cpr_consent_not_free(activity: Activity) -> Iterator[Hit]:
    for row, ground in activity.grounds:
        if ground.value.get("cpr") != "dbl_11_2_2":
            continue
        bound = _bound(row)
        if bound:
            what, there = bound
            yield Hit(f"{ground.pointer}/cpr", words={**about(activity, row, ground), **what}, related=(there,))


def _bound(row: Row) -> tuple[dict[str, str], Place] | None:
    """Why the people of a row cannot freely say no, and where that stands; None when they can."""
    if row.value.get("required") in DEMANDED:
        what = {"what_da": "personen er nødt til at give det", "what_en": "people have to give it"}
        return what, Place(f"{row.pointer}/required", "her kræves det", "here it is required")
    if row.relations & STAFF_RELATIONS:
        what = {"what_da": "en ansat eller ansøger kan sjældent sige frit nej",
                "what_en": "an employee or applicant can seldom refuse freely"}
        return what, Place(f"{row.pointer}/data_subjects", "rækken handler om dem", "the row is about them")
    return None

"""SEC: what nobody has assessed or described: the risk to people, the measures, and whether a DPIA is needed (GDPR Art. 30, 32, 35)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ropa.register.lists import listed
from ropa.rules.facts import Activity, Facts
from ropa.rules.rows import Value
from ropa.rules.rule import Example, Hit, Place, Wording, gdpr, guidance, rule
from ropa.rules.texts import Lexicon, folded, lexicon

CREDIT = "activities/havnens-cykler/instalment-credit.yaml"
GRAVE_EFFECTS = frozenset({"legal", "significant"})
PROTECTED = frozenset({"special", "criminal"})
ENOUGH_CRITERIA = 2
"""How many of the criteria in WP248 make a DPIA likely to be required."""
SPARE_WORDS = 3
"""How many words around an empty phrase still say nothing."""


@rule(
    "SEC001", "no-risk-assessment", severity="error", alarms="low", since="0.1",
    sources=(gdpr("32(1)-(2)"), gdpr("24")),
    da=Wording(
        title="Risikoen er ikke vurderet",
        checks="Der er ingen vurdering af, hvad det betyder for personerne, hvis noget går galt, eller vurderingen har ingen dato.",
        why="Sikkerheden skal passe til risikoen. Uden en vurdering kan I ikke vise, at låsen på døren er stærk nok.",
        fix="Skriv konsekvens og sandsynlighed fra 1 til 3 under `risk` i `security`, og dagen i `on`. Det er risikoen for personerne, ikke for virksomheden.",
        wrong_when="Når én vurdering dækker flere aktiviteter. Skriv tallene og dagen fra den her.",
        message="{what_da}",
        hint="vurder, hvad det betyder for personerne, hvis noget går galt, og skriv `risk` (risiko for personerne) med dato",
    ),
    en=Wording(
        title="Risk not assessed",
        checks="There is no assessment of what it means to people if something goes wrong, or the assessment has no date.",
        why="Security must fit the risk. Without an assessment you cannot show that the lock on the door is strong enough.",
        fix="Write consequence and likelihood from 1 to 3 in `risk` under `security`, and the day in `on`. It is the risk to people, not to the organisation.",
        wrong_when="When one assessment covers several activities. Write its numbers and day here.",
        message="{what_en}",
        hint="assess what it means to people if something goes wrong, and write `risk` (risk to the data subjects) with a date",
    ),
    bad=Example("security: {measures: [need-to-know, two-factor, encryption-at-rest]}"),
    good=Example("security: {measures: [need-to-know, two-factor, encryption-at-rest], risk: {consequence: 1, likelihood: 2, on: 2026-04-20}}"),
)
def no_risk_assessment(activity: Activity) -> Iterator[Hit]:
    security = activity.value.get("security")
    if security is None:
        return
    if "risk" not in security:
        yield Hit("/security", "risk", {"what_da": "ingen har vurderet, hvad det betyder for personerne, hvis noget går galt",
                                        "what_en": "nobody has assessed what it means to people if something goes wrong"})
    elif "on" not in security["risk"]:
        yield Hit("/security/risk", "on", {"what_da": "det fremgår ikke, hvornår risikoen for personerne blev vurderet",
                                           "what_en": "it is not stated when the risk to people was assessed"})


@rule(
    "SEC002", "generic-measures", severity="warning", alarms="medium", since="0.1",
    sources=(gdpr("30(1)(g)"), gdpr("32(1)")),
    da=Wording(
        title="Sikkerhed uden indhold",
        checks="Alle sikkerhedsforanstaltninger er almindelige vendinger som »passende foranstaltninger« eller »interne regler«.",
        why="Fortegnelsen skal beskrive, hvad I gør. En vending, der passer på alle, viser ikke, at nogen har gjort noget.",
        fix="Skriv det, man kan se: hvem der har adgang, hvad der er låst eller krypteret, hvordan der tages backup.",
        wrong_when="Når de konkrete foranstaltninger står i en sikkerhedspolitik. Nævn de vigtigste her, og henvis til den i `description`.",
        message="»{measures}« siger ikke, hvordan oplysningerne er beskyttet",
        hint="skriv konkrete foranstaltninger i `measures`, eller beskriv dem i `description`",
    ),
    en=Wording(
        title="Security without content",
        checks="All security measures are common phrases such as “appropriate measures” or “internal rules”.",
        why="The record must describe what you do. A phrase that fits everybody does not show that anybody has done anything.",
        fix="Write what can be seen: who has access, what is locked or encrypted, how backups are made.",
        wrong_when="When the concrete measures are in a security policy. Name the most important ones here and refer to it in `description`.",
        message="“{measures}” does not say how the data are protected",
        hint="write concrete measures in `measures`, or describe them in `description`",
    ),
    bad=Example("security: {measures: [appropriate], risk: {consequence: 1, likelihood: 1, on: 2026-04-20}}",
                also={"vocabulary/security_measures.yaml": "terms: [{id: appropriate, label: {da: Passende tekniske og organisatoriske foranstaltninger}, goal: organisational}]"}),
    good=Example("""
        security:
          measures: [appropriate]
          description: {da: "Systemet ligger krypteret, og kun to kolleger har adgang med personligt login."}
          risk: {consequence: 1, likelihood: 1, on: 2026-04-20}
        """,
                 also={"vocabulary/security_measures.yaml": "terms: [{id: appropriate, label: {da: Passende tekniske og organisatoriske foranstaltninger}, goal: organisational}]"}),
)
def generic_measures(activity: Activity) -> Iterator[Hit]:
    empty = activity.facts.once(_generic)
    if activity.measures and activity.measures <= empty.keys():
        described = folded(activity.value["security"].get("description", {}).get("da", ""))
        if _says_nothing(described, lexicon("security_words", activity.today, "generic")):
            names = ", ".join(empty[measure] for measure in sorted(activity.measures))
            yield Hit("/security/measures", words={"measures": names})


def _generic(facts: Facts) -> Mapping[str, str]:
    """The measures whose words say nothing of what is done, with their names."""
    words = lexicon("security_words", facts.today, "generic")
    return {
        term.key: term.name(facts.register.language)
        for term in facts.register.of("security_measure")
        if _says_nothing(folded(f"{term.value['label']['da']} {term.value.get('description', {}).get('da', '')}"), words)
    }


def _says_nothing(text: str, words: Lexicon) -> bool:
    """Whether a text is empty, or consists of phrases that say nothing and few words around them."""
    found = [phrase for phrase, _ in words.find(text)]
    for phrase in found:
        text = text.replace(phrase, "", 1)
    return not text or bool(found) and len(text.split()) <= SPARE_WORDS


@rule(
    "SEC005", "dpia-missing", severity="error", alarms="medium", since="0.1", covers=("SEC006",),
    sources=(gdpr("35(1)"), gdpr("35(3)"), guidance("Datatilsynet", "liste over behandlinger med krav om konsekvensanalyse, 28-01-2019", "memory")),
    da=Wording(
        title="Konsekvensanalyse mangler",
        checks="Aktiviteten har træk, der normalt kræver en konsekvensanalyse, men den er hverken lavet eller fravalgt med dato og begrundelse.",
        why="Når der er høj risiko for personerne, skal I tænke jer om, før I begynder. Bagefter er det for sent, og det er dyrt at lave om.",
        fix="Lav konsekvensanalysen, og skriv dens resultat, dato og henvisning under `dpia`. Er den ikke nødvendig, så skriv dagen og grunden.",
        wrong_when="Når nogen har vurderet, at risikoen ikke er høj. Skriv det med dato og begrundelse. Indholdet af Datatilsynets liste er gengivet efter hukommelsen; en jurist bør se på det.",
        message="en konsekvensanalyse mangler, selv om {why_da}",
        hint="lav konsekvensanalysen, og skriv `outcome: done` og `on`, eller skriv `not_required` med dag og begrundelse",
    ),
    en=Wording(
        title="DPIA missing",
        checks="The activity has features that normally require a DPIA, but none was made and none was ruled out with a date and a reason.",
        why="When the risk to people is high, you must think before you begin. Afterwards it is too late, and changes are expensive.",
        fix="Make the DPIA and write its outcome, date and reference in `dpia`. If it is not needed, write the day and the reason.",
        wrong_when="When somebody has assessed that the risk is not high. Write that with date and reason. The content of the authority's list is from memory; let a lawyer look at it.",
        message="a DPIA is missing although {why_en}",
        hint="make the DPIA and write `outcome: done` and `on`, or write `not_required` with day and reason",
    ),
    bad=Example("""
        dpia:
          outcome: required
          on: 2026-04-22
          reason: {da: En automatisk afgørelse kan afskære nogen fra en aftale.}
          criteria: [evaluation_or_scoring, automated_decision]
        """, file=CREDIT),
    good=Example("""
        dpia:
          outcome: done
          on: 2026-04-22
          reason: {da: En automatisk afgørelse kan afskære nogen fra en aftale.}
          criteria: [evaluation_or_scoring, automated_decision]
          reference: Konsekvensanalyse 2026-04
        """, file=CREDIT),
)
def dpia_missing(activity: Activity) -> Iterator[Hit]:
    dpia = activity.value.get("dpia")
    if activity.is_processor or dpia is not None and _is_settled(dpia):
        return
    if why := next(_signs(activity, dpia or {}), None):
        words = {"why_da": why[0], "why_en": why[1]}
        places = (Place(why[2], "det står her", "it is stated here"),)
        yield Hit("", "dpia", words, places) if dpia is None else Hit("/dpia/outcome", words=words, related=places)


def _is_settled(dpia: Value) -> bool:
    """Whether the analysis is made, or ruled out with a date and a reason."""
    return "on" in dpia and (dpia["outcome"] == "done" or dpia["outcome"] == "not_required" and "reason" in dpia)


def _signs(activity: Activity, dpia: Value) -> Iterator[tuple[str, str, str]]:
    """What makes an analysis likely to be required, in Danish, in English, and where it stands."""
    decisions = activity.value.get("automated_decisions")
    if isinstance(decisions, Mapping) and decisions.get("effect", "significant") in GRAVE_EFFECTS:
        yield "et system afgør noget vigtigt for personen", "a system decides something important to people", "/automated_decisions"
    if dpia.get("outcome") == "required":
        yield "I selv skriver, at den skal laves", "you write yourselves that it must be made", "/dpia/outcome"
    criteria = listed(dpia, "criteria")
    if len(criteria) >= ENOUGH_CRITERIA:
        yield f"{len(criteria)} af kriterierne passer", f"{len(criteria)} of the criteria fit", "/dpia/criteria"
    if "large_scale" in criteria and activity.classes & PROTECTED:
        yield "her er følsomme oplysninger i stort omfang", "there are sensitive data on a large scale", "/dpia/criteria"
    if activity.value.get("cctv", {}).get("public_traffic"):
        yield "kameraer ser et sted med almindelig færdsel", "cameras watch a public place", "/cctv/public_traffic"


@rule(
    "SEC006", "dpia-unscreened", severity="warning", alarms="low", since="0.1",
    sources=(gdpr("35(1)"), gdpr("5(2)")),
    da=Wording(
        title="Ingen har spurgt om konsekvensanalyse",
        checks="Det fremgår ikke, om nogen har taget stilling til, om aktiviteten kræver en konsekvensanalyse.",
        why="De fleste aktiviteter kræver ingen, men I skal kunne vise, at I har spurgt jer selv. Det tager få linjer.",
        fix="Skriv `dpia` med resultatet, dagen og en sætning om hvorfor.",
        wrong_when="Når én vurdering dækker flere aktiviteter. Skriv resultatet og dagen fra den her.",
        message="ingen har taget stilling til, om »{activity}« kræver en konsekvensanalyse",
        hint="tag stilling, og tilføj `dpia` (konsekvensanalyse) med `outcome`, `on` og `reason`",
    ),
    en=Wording(
        title="DPIA not considered",
        checks="It is not stated whether anybody has considered if the activity requires a DPIA.",
        why="Most activities require none, but you must be able to show that you asked yourselves. It takes a few lines.",
        fix="Write `dpia` with the outcome, the day and a sentence on why.",
        wrong_when="When one assessment covers several activities. Write its outcome and day here.",
        message="nobody has considered whether “{activity}” requires a DPIA",
        hint="consider it and add `dpia` (DPIA) with `outcome`, `on` and `reason`",
    ),
    bad=Example("frequency: ongoing", without=("/dpia",)),
    good=Example("dpia: {outcome: not_required, on: 2026-04-20, reason: {da: Almindelige oplysninger om køb.}}"),
)
def dpia_unscreened(activity: Activity) -> Iterator[Hit]:
    if "dpia" not in activity.value and not activity.is_processor:
        yield Hit("", "dpia", {"activity": activity.label(activity.value)})

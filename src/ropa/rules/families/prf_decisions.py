"""PRF: decisions made without a human being that matter to the person (GDPR Art. 13(2)(f), 22)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ropa.register.lists import listed
from ropa.rules.facts import Activity
from ropa.rules.labels import choice_words, label_words
from ropa.rules.rows import Ground, Row, Value
from ropa.rules.rule import Example, Hit, Place, Wording, gdpr, rule

CREDIT = "activities/havnens-cykler/instalment-credit.yaml"
DECISIONS = "/automated_decisions"
ALLOWED_FOR_SPECIAL = frozenset({"9.2.a", "9.2.g"})
BY_CONTRACT_OR_CONSENT = frozenset({"22.2.a", "22.2.c"})
SAFEGUARDS = ("human_review", "express_view", "contest")


def decisions_of(activity: Activity) -> Value:
    """The automated decisions, empty when there are none, nobody has said, or they mean little to the person."""
    stated = activity.value.get("automated_decisions")
    return stated if isinstance(stated, Mapping) and stated.get("effect") != "minor" else {}


@rule(
    "PRF001", "art22-without-ground", severity="error", alarms="low", since="0.1",
    sources=(gdpr("22(1)-(2)"),),
    da=Wording(
        title="Automatisk afgørelse uden hjemmel",
        checks="En automatisk afgørelse, der betyder meget for personen, har ikke netop ét litra i art. 22, stk. 2.",
        why="Man har ret til at slippe for den slags afgørelser, medmindre de er nødvendige for en kontrakt, har hjemmel i lov eller bygger på udtrykkeligt samtykke. »Litra a eller c« er ikke et valg.",
        fix="Vælg ét litra i `ground`. Er der flere slags afgørelser med hver sit litra, så del posten. Betyder afgørelsen kun lidt, så skriv `effect: minor`.",
        wrong_when="Når et menneske reelt træffer afgørelsen, eller den kun betyder lidt. Skriv så `automated_decisions: none` eller `effect: minor`.",
        message="den automatiske afgørelse siger ikke, hvilket litra i art. 22, stk. 2, der tillader den{stated_da}",
        hint="vælg ét litra i `ground` (»Hjemmel i art. 22, stk. 2«): kontrakt, lov eller udtrykkeligt samtykke",
    ),
    en=Wording(
        title="Automated decision without ground",
        checks="An automated decision that means much to the person does not have exactly one point of Art. 22(2).",
        why="People have a right not to be subject to such decisions unless they are necessary for a contract, authorised by law or based on explicit consent. “Point a or c” is no choice.",
        fix="Choose one point in `ground`. If there are several kinds of decisions with a point each, split the record. If the decision means little, write `effect: minor`.",
        wrong_when="When a human being really makes the decision, or it means little. Then write `automated_decisions: none` or `effect: minor`.",
        message="the automated decision does not say which point of Art. 22(2) allows it{stated_en}",
        hint="choose one point in `ground` (“Ground in Article 22(2)”): contract, law or explicit consent",
    ),
    bad=Example("""
        automated_decisions:
          description: {da: Systemet siger ja til afbetaling ved en score på 60 eller mere.}
          effect: significant
          stated_as: {da: Kontrakt eller samtykke}
          logic: {da: Lav indtægt trækker ned.}
          consequences: {da: Ved nej skal du betale hele cyklen med det samme.}
          safeguards: [human_review, express_view, contest]
          rows: [{row: score}]
        """, file=CREDIT),
    good=Example("""
        automated_decisions:
          description: {da: Systemet siger ja til afbetaling ved en score på 60 eller mere.}
          effect: significant
          ground: 22.2.a
          stated_as: {da: Kontrakt eller samtykke}
          logic: {da: Lav indtægt trækker ned.}
          consequences: {da: Ved nej skal du betale hele cyklen med det samme.}
          safeguards: [human_review, express_view, contest]
          rows: [{row: score}]
        """, file=CREDIT),
)
def art22_without_ground(activity: Activity) -> Iterator[Hit]:
    decisions = decisions_of(activity)
    if decisions and "ground" not in decisions:
        chosen = "stated_as" in decisions
        words = {"stated_da": "; kilden vælger ikke ét" if chosen else "", "stated_en": "; the source does not choose one" if chosen else ""}
        places = (Place(f"{DECISIONS}/stated_as", "sådan står det i kilden", "as the source states it"),) if chosen else ()
        yield Hit(DECISIONS, "ground", words, places)


@rule(
    "PRF002", "art22-on-special-data", severity="error", alarms="low", since="0.1",
    sources=(gdpr("22(4)"), gdpr("9(2)")),
    da=Wording(
        title="Automatisk afgørelse på følsomt",
        checks="En automatisk afgørelse bygger på følsomme oplysninger, eller de bruges til samme formål, og undtagelsen er hverken udtrykkeligt samtykke (art. 9, stk. 2, litra a) eller væsentlig samfundsinteresse (litra g).",
        why="Art. 22, stk. 4, tillader kun de to. Et retskrav (litra f) er ikke nok.",
        fix="Hold de følsomme oplysninger ude af afgørelsen, lad et menneske afgøre de sager, eller få udtrykkeligt samtykke.",
        wrong_when="Når de følsomme oplysninger kun ses af et menneske. Giv dem da deres eget formål.",
        message="følsomme oplysninger i »{row}« {uses_da} den automatiske afgørelse, men det tillader {exception_da} ikke",
        hint="hold oplysningerne ude af afgørelsen, eller få udtrykkeligt samtykke (`article_9: 9.2.a`)",
    ),
    en=Wording(
        title="Automated decision on sensitive data",
        checks="An automated decision rests on sensitive data, or they are used for the same purpose, and the exception is neither explicit consent (Art. 9(2)(a)) nor substantial public interest (point g).",
        why="Art. 22(4) allows only those two. A legal claim (point f) is not enough.",
        fix="Keep the sensitive data out of the decision, let a human being decide such cases, or get explicit consent.",
        wrong_when="When only a human being looks at the sensitive data. Then give them a purpose of their own.",
        message="sensitive data in “{row}” {uses_en} the automated decision, but {exception_en} does not allow that",
        hint="keep the data out of the decision, or get explicit consent (`article_9: 9.2.a`)",
    ),
    bad=Example("""
        data:
          - id: sickness
            label: {da: Sygdom}
            data_subjects: [customer]
            categories: [health]
            sources: [{type: data_subject}]
            required: voluntary
            consequence: {da: Vi ser kun på indtægten.}
            necessity: {da: Sygdom kan gøre indtægten usikker.}
            grounds: [{purpose: assess, legal_basis: credit-duty, article_9: 9.2.f}]
            systems: [credit-system]
            retention: [{schedule: refused}]
        automated_decisions:
          effect: significant
          ground: 22.2.a
          logic: {da: Lav indtægt trækker ned.}
          consequences: {da: Ved nej skal du betale hele cyklen med det samme.}
          safeguards: [human_review, express_view, contest]
          rows: [{row: score}, {row: sickness}]
        """, file=CREDIT),
    good=Example("""
        data:
          - id: sickness
            label: {da: Sygdom}
            data_subjects: [customer]
            categories: [health]
            sources: [{type: data_subject}]
            required: voluntary
            consequence: {da: Vi giver ikke henstand.}
            necessity: {da: En medarbejder kan give henstand ved sygdom.}
            grounds: [{purpose: collect, legal_basis: contract, article_9: 9.2.f}]
            systems: [credit-system]
            retention: [{schedule: refused}]
        """, file=CREDIT),
)
def art22_on_special_data(activity: Activity) -> Iterator[Hit]:
    decisions = decisions_of(activity)
    if not decisions or "special" not in activity.classes:
        return
    used = _used(activity, decisions)
    purposes = frozenset().union(*(_purposes(row, categories) for row, categories in used.values()))
    for row, ground in activity.grounds:
        exception = ground.value.get("article_9", "9.2.a")
        if "special" not in row.classes or exception in ALLOWED_FOR_SPECIAL or ground.value["purpose"] not in purposes:
            continue
        place = next((pointer for pointer, (other, _) in used.items() if other is row), DECISIONS)
        yield Hit(place, words=_about(activity, row, ground, place != DECISIONS),
                  related=(Place(f"{ground.pointer}/article_9", "undtagelsen", "the exception"),))


def _purposes(row: Row, categories: set[str]) -> frozenset[str]:
    """The purposes that some of a row's data are used for."""
    grounds = (ground.value for ground in row.grounds)
    return frozenset(ground["purpose"] for ground in grounds if categories & set(ground.get("categories", categories)))


def _used(activity: Activity, decisions: Value) -> dict[str, tuple[Row, set[str]]]:
    """The rows and the data that decisions rest on, by where that is said; every row when nobody has said which."""
    rows = {row.id: row for row in activity.rows}
    scopes = listed(decisions, "rows")
    if not scopes:
        return {row.pointer: (row, set(row.categories)) for row in activity.rows}
    return {
        f"{DECISIONS}/rows/{index}": (rows[scope["row"]], set(scope.get("categories", rows[scope["row"]].categories)))
        for index, scope in enumerate(scopes)
        if scope["row"] in rows
    }


def _about(activity: Activity, row: Row, ground: Ground, is_used: bool) -> dict[str, str]:
    uses = {"uses_da": "indgår i" if is_used else "har samme formål som",
            "uses_en": "are used in" if is_used else "have the same purpose as"}
    exception = choice_words("exception", [ground.value["article_9"]], "activity", "data", "grounds", "article_9")
    return {"row": activity.label(row.value), **uses, **exception}


@rule(
    "PRF003", "art22-safeguards-missing", severity="error", alarms="low", since="0.1",
    sources=(gdpr("22(3)"),),
    da=Wording(
        title="Mangler vej til et menneske",
        checks="En automatisk afgørelse efter kontrakt eller samtykke giver ikke personen alle tre rettigheder: et menneske ser på sagen, personen kan sige sin mening, og personen kan bestride afgørelsen.",
        why="Uden dem er den automatiske afgørelse ikke tilladt.",
        fix="Indfør det, der mangler, og skriv det i `safeguards`.",
        wrong_when="Når rettigheden findes, men ikke er skrevet her. Skriv den.",
        message="den automatiske afgørelse giver ikke personen {lack_da}",
        hint="tilføj det, der mangler, i `safeguards` (»Beskyttelse«), når det findes",
    ),
    en=Wording(
        title="No way to a human",
        checks="An automated decision by contract or consent does not give the person all three rights: human intervention, to express a view, and to contest the decision.",
        why="Without them the automated decision is not allowed.",
        fix="Introduce what is missing and write it in `safeguards`.",
        wrong_when="When the right exists but is not written here. Write it.",
        message="the automated decision does not give the person {lack_en}",
        hint="add what is missing to `safeguards` (“Safeguards”) once it exists",
    ),
    bad=Example("""
        automated_decisions:
          effect: significant
          ground: 22.2.a
          logic: {da: Lav indtægt trækker ned.}
          consequences: {da: Ved nej skal du betale hele cyklen med det samme.}
          safeguards: [human_review, contest]
          rows: [{row: score}]
        """, file=CREDIT),
    good=Example("""
        automated_decisions:
          effect: significant
          ground: 22.2.a
          logic: {da: Lav indtægt trækker ned.}
          consequences: {da: Ved nej skal du betale hele cyklen med det samme.}
          safeguards: [contest, express_view, human_review]
          rows: [{row: score}]
        """, file=CREDIT),
)
def art22_safeguards_missing(activity: Activity) -> Iterator[Hit]:
    decisions = decisions_of(activity)
    lacking = [name for name in SAFEGUARDS if name not in decisions.get("safeguards", ())]
    if lacking and decisions.get("ground") in BY_CONTRACT_OR_CONSENT:
        words = choice_words("lack", lacking, "activity", "automated_decisions", "safeguards")
        is_there = "safeguards" in decisions
        yield Hit(f"{DECISIONS}/safeguards", words=words) if is_there else Hit(DECISIONS, "safeguards", words)


@rule(
    "PRF005", "logic-undescribed", severity="error", alarms="low", since="0.1",
    sources=(gdpr("13(2)(f)"), gdpr("14(2)(g)")),
    da=Wording(
        title="Afgørelsen er ikke forklaret",
        checks="En automatisk afgørelse mangler en beskrivelse af, hvordan den bliver truffet, eller hvad den betyder for personen.",
        why="Personen skal kunne forstå, hvad der trækker op og ned, og hvad et nej fører til.",
        fix="Beskriv reglerne i `logic` og følgerne i `consequences`, så en kunde forstår dem. Selve programmet skal ikke med.",
        wrong_when="Aldrig, når afgørelsen betyder meget for personen. Ellers skriv `effect: minor`.",
        message="den automatiske afgørelse mangler »{label_da}« (`{field}`), som personen har krav på at få at vide",
        hint="tilføj `{field}`: »{label_da}«, i ord som en kunde forstår",
    ),
    en=Wording(
        title="The decision is not explained",
        checks="An automated decision lacks a description of how it is made or what it means for the person.",
        why="The person must be able to understand what counts for and against, and what a no leads to.",
        fix="Describe the rules in `logic` and the consequences in `consequences` so that a customer understands them. The program itself need not be shown.",
        wrong_when="Never, when the decision means much to the person. Otherwise write `effect: minor`.",
        message="the automated decision lacks “{label_en}” (`{field}`), which the person has a right to know",
        hint="add `{field}`: “{label_en}”, in words that a customer understands",
    ),
    bad=Example("""
        automated_decisions:
          effect: significant
          ground: 22.2.a
          consequences: {da: Ved nej skal du betale hele cyklen med det samme.}
          safeguards: [human_review, express_view, contest]
          rows: [{row: score}]
        """, file=CREDIT),
    good=Example("""
        automated_decisions:
          effect: significant
          ground: 22.2.a
          logic: {da: Lav indtægt trækker ned.}
          consequences: {da: Ved nej skal du betale hele cyklen med det samme.}
          safeguards: [human_review, express_view, contest]
          rows: [{row: score}]
        """, file=CREDIT),
)
def logic_undescribed(activity: Activity) -> Iterator[Hit]:
    decisions = decisions_of(activity)
    for field in ("logic", "consequences") if decisions else ():
        if field not in decisions:
            words = label_words("activity", "automated_decisions", field)
            yield Hit(DECISIONS, field, {**words})

"""PRF: profiling that is denied while the record shows it, and profiling for marketing that nobody can say no to (GDPR Art. 4(4), 21)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ropa.register.model import text
from ropa.rules.facts import Activity
from ropa.rules.rows import Value
from ropa.rules.rule import Example, Hit, Place, Wording, gdpr, guidance, rule
from ropa.rules.texts import folded, lexicon

NEWSLETTER = "activities/havnens-cykler/newsletter.yaml"
CREDIT = "activities/havnens-cykler/instalment-credit.yaml"
MARKETING_KINDS = frozenset({"marketing", "newsletter", "web_analytics"})


@rule(
    "PRF004", "profiling-flag-conflict", severity="error", alarms="low", since="0.1",
    sources=(gdpr("4(4)"), gdpr("5(1)(a)"), gdpr("21(1)-(2)"), guidance("databeskyttelsesforordningen", "betragtning 60")),
    da=Wording(
        title="Profilering, der benægtes",
        checks="Posten siger, at der ikke er profilering, men et formål, en række eller en udledt oplysning taler om score, segmenter, målrettet indhold eller sporing.",
        why="At vurdere personer automatisk ud fra deres oplysninger er profilering. Det bør de få at vide, og sker det på en interesseafvejning eller til markedsføring, kan de gøre indsigelse.",
        fix="Afgør, om det er profilering. Er det, så beskriv den under `profiling`; ellers ret ordet.",
        wrong_when="Når ordet betyder noget andet her, eller et menneske vurderer hver enkelt uden et system.",
        message="posten siger, at der ingen profilering er, men »{where}« taler om »{word}«",
        hint="beskriv profileringen under `profiling`, eller ret det andet sted",
    ),
    en=Wording(
        title="Profiling that is denied",
        checks="The record says that there is no profiling, but a purpose, a row or a derived category speaks of scores, segments, targeting or tracking.",
        why="To assess people automatically from their data is profiling. They should be told, and where it rests on legitimate interests or is for marketing, they may object.",
        fix="Decide whether it is profiling. If it is, describe it in `profiling`; otherwise correct the word.",
        wrong_when="When the word means something else here, or a human being assesses each person without a system.",
        message="the record says that there is no profiling, but “{where}” speaks of “{word}”",
        hint="describe the profiling in `profiling`, or correct the other place",
    ),
    bad=Example("profiling: none\nautomated_decisions: none", file=CREDIT),
    good=Example("""
        profiling:
          purpose: assess
          description: {da: Indtægt og betalingsanmærkninger giver en score fra 0 til 100.}
          rows: [{row: application, categories: [income]}, {row: bureau}]
          objection_channel: {da: Skriv til privat@havnenscykler.example.}
        """, file=CREDIT),
)
def profiling_flag_conflict(activity: Activity) -> Iterator[Hit]:
    if activity.value.get("profiling") != "none":
        return
    for pointer, name, words in _speaking(activity):
        found = next(lexicon("topic_words", activity.today, *words).find(folded(name)), None)
        if found:
            place = Place(pointer, f"her står »{found[0]}«", f"this says “{found[0]}”")
            yield Hit("/profiling", words={"where": name, "word": found[0]}, related=(place,))
            return


def _speaking(activity: Activity) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The texts that may speak of profiling, where they are, and the topics whose words do there: purposes, rows, derived data."""
    in_marketing = ("profiling", "profiling-in-purpose", "profiling-in-marketing")
    elsewhere = ("profiling",) if activity.kinds.isdisjoint(MARKETING_KINDS) else in_marketing
    for pointer, purpose in activity.placed_purposes:
        yield f"{pointer}/text", text(purpose["text"], "da"), in_marketing if purpose.get("kind") == "marketing" else in_marketing[:2]
    for row in activity.rows:
        if "label" in row.value:
            yield f"{row.pointer}/label", text(row.value["label"], "da"), elsewhere
        for index, category in enumerate(row.categories if "derived" in row.source_types else ()):
            yield f"{row.pointer}/categories/{index}", _name(activity, category), elsewhere


def _name(activity: Activity, category: str) -> str:
    """The Danish name of a category of personal data."""
    return text(activity.of("personal_data_category", category).get("label", ""), "da")


@rule(
    "PRF006", "marketing-profiling-on-f-without-objection", severity="warning", alarms="low", since="0.1",
    sources=(gdpr("21(2)"), gdpr("21(3)")),
    da=Wording(
        title="Ingen vej til at sige nej",
        checks="Der bliver profileret til markedsføring på en interesseafvejning (litra f), og posten siger ikke, hvordan man siger nej.",
        why="Alle kan til enhver tid sige nej til direkte markedsføring og til den profilering, der hører til. Så skal den stoppe.",
        fix="Skriv vejen i `objection_channel` under `profiling`, og sørg for, at den virker.",
        wrong_when="Når vejen findes, men ikke er skrevet her. Skriv den.",
        message="profileringen til »{purpose}« er markedsføring på en interesseafvejning, men posten siger ikke, hvordan man siger nej",
        hint="tilføj `objection_channel` (»Sådan siger man nej«) under `profiling`",
    ),
    en=Wording(
        title="No way to say no",
        checks="There is profiling for marketing on legitimate interests (point f), and the record does not say how to object.",
        why="Anybody may object at any time to direct marketing and to the profiling that goes with it. It must then stop.",
        fix="Write the way in `objection_channel` under `profiling`, and make sure that it works.",
        wrong_when="When the way exists but is not written here. Write it.",
        message="the profiling for “{purpose}” is marketing on legitimate interests, but the record does not say how to object",
        hint="add `objection_channel` (“How to object”) under `profiling`",
    ),
    bad=Example("""
        profiling:
          purpose: offer-insurance
          description: {da: Vi udvælger kunder efter prisen på cyklen.}
          rows: [{row: call-list, categories: [purchase]}]
        marketing:
          channels: [phone]
          audience: [consumers]
          phone_exception: insurance_mediation
        """, file="activities/havnens-cykler/insurance-calls.yaml"),
    good=Example("""
        profiling:
          purpose: offer-insurance
          description: {da: Vi udvælger kunder efter prisen på cyklen.}
          rows: [{row: call-list, categories: [purchase]}]
          objection_channel: {da: Sig det til den der ringer.}
        marketing:
          channels: [phone]
          audience: [consumers]
          phone_exception: insurance_mediation
        """, file="activities/havnens-cykler/insurance-calls.yaml"),
)
def marketing_profiling_without_objection(activity: Activity) -> Iterator[Hit]:
    profiling = activity.value.get("profiling")
    if not isinstance(profiling, Mapping) or "objection_channel" in profiling:
        return
    if "objection_channel" in activity.value.get("marketing", {}):
        return
    on_interests = [ground.purpose for _, ground in activity.grounds
                    if ground.article == "6.1.f" and ground.value["purpose"] == profiling.get("purpose", ground.value["purpose"])]
    if purpose := next((purpose for purpose in on_interests if _is_marketing(activity, purpose)), None):
        yield Hit("/profiling", "objection_channel", {"purpose": activity.label(purpose)})


def _is_marketing(activity: Activity, purpose: Value) -> bool:
    """Whether a purpose is marketing: by its kind, or by that of the activity when it has none."""
    return purpose.get("kind", "marketing" if "marketing" in activity.kinds else "") == "marketing"

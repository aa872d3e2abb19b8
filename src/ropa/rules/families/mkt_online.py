"""MKT: marketing with traces and lists online: ad platforms, bought data, cookies, and what is wrongly called anonymous."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ropa.register.lists import listed, placed
from ropa.register.model import text
from ropa.rules.consents import consents_of, covers
from ropa.rules.facts import Activity
from ropa.rules.rows import CONSENT, Ground, Row, Value
from ropa.rules.rule import Example, Hit, Place, Wording, act, gdpr, guidance, rule
from ropa.rules.texts import folded, lexicon
from ropa.rules.topics import category_topics

NEWSLETTER = "activities/havnens-cykler/newsletter.yaml"
CALLS = "activities/havnens-cykler/insurance-calls.yaml"
PLATFORMS = frozenset({"ad_platform", "social_media"})
FROM_ELSEWHERE = frozenset({"third_party", "public_register"})
NEEDS_COOKIE_CONSENT = frozenset({"marketing", "statistics", "research"})
"""Kinds of purposes for which what is set on a device is not strictly necessary."""
ONLINE_KINDS = frozenset({"marketing", "newsletter", "web_analytics"})
PLATFORM = {"parties/adplaza.yaml":
            "{id: adplaza, name: {da: Adplaza}, naming: named, type: ad_platform, country: IE}"}


def has_topic(activity: Activity, category: str, topic: str) -> bool:
    """Whether a category of data is about something, by its name."""
    return topic in activity.facts.once(category_topics).get(category, ())


@rule(
    "MKT004", "custom-audience-on-f", severity="error", alarms="low", since="0.1",
    sources=(guidance("Datatilsynet", "Telmore og Custom Audience, 29-04-2024"), gdpr("6(1)(f)"), gdpr("26")),
    da=Wording(
        title="Kundeliste til annonceplatform",
        checks="En annonceplatform eller et socialt medie får kontaktoplysninger på en interesseafvejning (litra f).",
        why="Datatilsynet har afvist det: kunder regner ikke med, at deres oplysninger bliver lagt ind på en annonceplatform. Det gjaldt også, når listen skulle holde kunder ude af annoncer.",
        fix="Få samtykke, og lav en ordning om fælles dataansvar med platformen, eller lad være med at sende listen.",
        wrong_when="Når platformen ikke får oplysninger om enkeltpersoner.",
        message="»{party}« får kontaktoplysninger ({data}) på en interesseafvejning, som Datatilsynet ikke godtager her",
        hint="byg det på samtykke (litra a), og aftal fælles dataansvar med platformen",
    ),
    en=Wording(
        title="Customer list to ad platform",
        checks="An ad platform or a social medium gets contact details on legitimate interests (point f).",
        why="The Danish authority has rejected that: customers do not expect their data to be put into an ad platform. It also applied when the list was to keep customers out of ads.",
        fix="Get consent and make a joint controllership arrangement with the platform, or do not send the list.",
        wrong_when="When the platform gets no data about individuals.",
        message="“{party}” gets contact details ({data}) on legitimate interests, which the Danish authority does not accept here",
        hint="rest it on consent (point a), and agree on joint controllership with the platform",
    ),
    bad=Example("""
        recipients:
          - party: adplaza
            role: controller
            rows: [{row: call-list, categories: [name, phone]}]
            purpose: offer-insurance
        marketing:
          channels: [phone]
          audience: [businesses]
          objection_channel: {da: Sig det til den der ringer.}
        """, file=CALLS, also=PLATFORM),
    good=Example("""
        recipients:
          - party: adplaza
            role: controller
            rows: [{row: call-list, categories: [purchase]}]
            purpose: offer-insurance
        marketing:
          channels: [phone]
          audience: [businesses]
          objection_channel: {da: Sig det til den der ringer.}
        """, file=CALLS, also=PLATFORM),
)
def custom_audience_on_f(activity: Activity) -> Iterator[Hit]:
    for pointer, recipient in placed(activity.value, "recipients"):
        if activity.of("party", recipient["party"]).get("type") not in PLATFORMS:
            continue
        sent = dict(_sent_on_interests(activity, recipient))
        if sent:
            data = ", ".join(f"»{activity.name('personal_data_category', key)}«" for key in dict.fromkeys(sum(sent.values(), [])))
            places = tuple(Place(place, "interesseafvejningen", "the legitimate interests") for place in sent)
            yield Hit(f"{pointer}/party", words={"party": activity.name("party", recipient["party"]), "data": data}, related=places)


def _sent_on_interests(activity: Activity, recipient: Value) -> Iterator[tuple[str, list[str]]]:
    """The grounds by legitimate interests on which contact details go to a recipient, and the details."""
    rows = {row.id: row for row in activity.rows}
    for scope in listed(recipient, "rows"):
        row = rows.get(scope["row"])
        details = [key for key in scope.get("categories", row.categories if row else ()) if has_topic(activity, key, "contact-details")]
        ground = _ground_for(activity, recipient, row) if row and details else None
        if ground:
            yield ground, details


def _ground_for(activity: Activity, recipient: Value, row: Row) -> str | None:
    """Where a recipient's data are said to go on legitimate interests; None when they go on something else."""
    stated = activity.bases.get(recipient.get("legal_basis", ""))
    if stated is not None:
        return next((p for p, basis in activity.placed_bases if basis is stated and basis.get("article") == "6.1.f"), None)
    grounds = [g for g in row.grounds if g.value["purpose"] == recipient.get("purpose", g.value["purpose"])]
    return f"{grounds[0].pointer}/legal_basis" if grounds and all(g.article == "6.1.f" for g in grounds) else None


@rule(
    "MKT005", "enrichment-without-source", severity="warning", alarms="low", since="0.1",
    sources=(gdpr("14(2)(f)"),),
    da=Wording(
        title="Profil med ukendt kilde",
        checks="Profileringen eller dens formål taler om oplysninger udefra, men ingen af dens rækker har en kilde uden for huset.",
        why="Personerne skal have at vide, hvor oplysningerne kommer fra, når de ikke selv har givet dem.",
        fix="Tilføj kilden på rækken, eller en række med det, I henter udefra.",
        wrong_when="Når ordet ikke handler om oplysninger om personer.",
        message="profileringen taler om »{word}«, men ingen af dens rækker siger, at noget kommer udefra",
        hint="tilføj kilden i `sources` på rækken, fx `type: third_party` med `party`",
    ),
    en=Wording(
        title="Profile of unknown source",
        checks="The profiling or its purpose speaks of data from elsewhere, but none of its rows has a source outside the house.",
        why="People must be told where data come from when they did not give them themselves.",
        fix="Add the source to the row, or a row with what you get from elsewhere.",
        wrong_when="When the word is not about data on people.",
        message="the profiling speaks of “{word}”, but none of its rows says that anything comes from elsewhere",
        hint="add the source in `sources` of the row, such as `type: third_party` with `party`",
    ),
    bad=Example("""
        profiling:
          purpose: send-offers
          description: {da: Vi vælger tilbud ud fra klik og købte oplysninger om husstanden.}
          rows: [{row: behaviour}]
          objection_channel: {da: Klik på Afmeld nederst i brevet.}
        """, file=NEWSLETTER),
    good=Example("""
        profiling:
          purpose: send-offers
          description: {da: Vi vælger tilbud ud fra klik i brevet.}
          rows: [{row: behaviour}]
          objection_channel: {da: Klik på Afmeld nederst i brevet.}
        """, file=NEWSLETTER),
)
def enrichment_without_source(activity: Activity) -> Iterator[Hit]:
    profiling = activity.value.get("profiling")
    if not isinstance(profiling, Mapping):
        return
    named = {scope["row"] for scope in listed(profiling, "rows")}
    rows = [row for row in activity.rows if row.id in named or not named]
    if any(row.source_types & FROM_ELSEWHERE or not row.source_types for row in rows):
        return
    words = lexicon("topic_words", activity.today, "enrichment")
    for pointer, said in _said_of(activity, profiling):
        if found := next(words.find(folded(said)), None):
            places = tuple(Place(f"{row.pointer}/sources", "kilderne her", "the sources here") for row in rows)
            yield Hit(pointer, words={"word": found[0]}, related=places)
            return


def _said_of(activity: Activity, profiling: Value) -> Iterator[tuple[str, str]]:
    """The texts about a profiling, with their places."""
    if "description" in profiling:
        yield "/profiling/description", text(profiling["description"], "da")
    for pointer, purpose in activity.placed_purposes:
        if purpose["id"] == profiling.get("purpose"):
            yield f"{pointer}/text", text(purpose["text"], "da")


@rule(
    "MKT006", "cookies-without-consent", severity="error", alarms="low", since="0.1",
    sources=(
        guidance("Datatilsynet", "behandling af personoplysninger om hjemmesidebesøgende", "secondary"),
        act("cookiebekendtgørelsen", "§ 3", "memory"),
    ),
    da=Wording(
        title="Cookies uden samtykke",
        checks="Spor fra besøgendes udstyr, fx cookies, pixels og klik, bruges til markedsføring eller statistik på andet end samtykke, og posten beskriver intet samtykke.",
        why="Det, der ikke er strengt nødvendigt, må først lægges på eller læses fra folks udstyr, når de har sagt ja. En interesseafvejning ændrer ikke på det.",
        fix="Spørg først, og beskriv samtykket under `consents`. Skil det tekniske ud som sit eget formål.",
        wrong_when="Når intet bliver lagt på eller læst fra udstyret, fx tal fra serverens egen log. Til egen statistik kan litra f være nok efter forordningen, men så skal samtykket til cookies stadig beskrives; en jurist bør se på det.",
        message="spor fra folks udstyr i »{row}« bruges til »{purpose}«, men posten viser ikke, at de har sagt ja til det",
        hint="beskriv samtykket under `consents`, og vælg samtykke (litra a) som grundlag",
    ),
    en=Wording(
        title="Cookies without consent",
        checks="Traces from visitors' devices, such as cookies, pixels and clicks, are used for marketing or statistics on something else than consent, and the record describes no consent.",
        why="What is not strictly necessary may only be put on or read from people's devices once they have said yes. Legitimate interests do not change that.",
        fix="Ask first, and describe the consent in `consents`. Separate what is technical as a purpose of its own.",
        wrong_when="When nothing is put on or read from the device, such as figures from the server's own log. For one's own statistics point f may do under the GDPR, but the consent to cookies must still be described; a lawyer should look at it.",
        message="traces from people's devices in “{row}” are used for “{purpose}”, but the record does not show that they said yes",
        hint="describe the consent in `consents`, and choose consent (point a) as the basis",
    ),
    bad=Example("""
        data:
          - id: call-list
            label: {da: Klik på cyklerne}
            data_subjects: [customer]
            categories: [clicks]
            sources: [{type: observed}, {type: internal, activity: havnens-cykler/bike-sales}]
            grounds: [{purpose: offer-insurance, legal_basis: offer}]
            systems: [shop-system]
            retention: [{schedule: three-months}]
        """, file=CALLS),
    good=Example("""
        purposes:
          - id: offer-insurance
            text: {da: Holde kurven i webshoppen fyldt mens kunden ser sig om}
            kind: contract
        data:
          - id: call-list
            label: {da: Cookie med kurven}
            data_subjects: [customer]
            categories: [clicks]
            sources: [{type: observed}, {type: internal, activity: havnens-cykler/bike-sales}]
            grounds: [{purpose: offer-insurance, legal_basis: offer}]
            systems: [shop-system]
            retention: [{schedule: three-months}]
        """, file=CALLS),
)
def cookies_without_consent(activity: Activity) -> Iterator[Hit]:
    if activity.kinds.isdisjoint(ONLINE_KINDS):
        return
    for row, ground in activity.grounds:
        needs = ground.article not in ("", CONSENT) and ground.purpose.get("kind") in NEEDS_COOKIE_CONSENT
        if needs and "observed" in row.source_types and _is_from_device(activity, row) and not _is_asked(activity, ground):
            words = {"row": activity.label(row.value), "purpose": activity.label(ground.purpose)}
            yield Hit(f"{ground.pointer}/legal_basis", words=words)


def _is_from_device(activity: Activity, row: Row) -> bool:
    """Whether a row holds what is set on or read from a device: by its categories, its label or how it comes in."""
    if any(has_topic(activity, key, "device-identifiers") for key in row.categories):
        return True
    said = [row.value.get("label"), *(source.get("how") for source in listed(row.value, "sources"))]
    words = lexicon("topic_words", activity.today, "set-on-device")
    return any(words.is_in(folded(text(part, "da"))) for part in said if part)


def _is_asked(activity: Activity, ground: Ground) -> bool:
    return any(covers(consent, ground.value["purpose"]) for _, consent in consents_of(activity))


@rule(
    "MKT007", "called-anonymous", severity="warning", alarms="low", since="0.1",
    sources=(guidance("Datatilsynet", "Google Analytics, 2022"), gdpr("4(1)"), gdpr("4(5)")),
    da=Wording(
        title="Kaldes anonymt",
        checks="En tekst kalder noget anonymt og nævner i samme tekst IP-adresser, cookies eller Google Analytics, eller en række med den slags oplysninger hedder noget med anonym.",
        why="Et id, der kan genkende den samme person eller enhed, er personoplysninger, også uden navn.",
        fix="Skriv pseudonymt, eller beskriv, hvordan id'erne bliver fjernet, så ingen kan genkendes.",
        wrong_when="Når oplysningerne virkelig er gjort anonyme, før de bliver gemt. Skriv, hvordan det sker.",
        message="teksten siger »{word}« om oplysninger, der kan kende den samme person igen (»{identifier}«)",
        hint="skriv pseudonym i stedet for anonym, og behandl det som personoplysninger",
    ),
    en=Wording(
        title="Called anonymous",
        checks="A text calls something anonymous and mentions IP addresses, cookies or Google Analytics in the same text, or a row with such data is named anonymous.",
        why="An id that recognises the same person or device is personal data, also without a name.",
        fix="Write pseudonymous, or describe how the ids are removed so that nobody can be recognised.",
        wrong_when="When the data really are made anonymous before they are stored. Write how that is done.",
        message="the text says “{word}” of data that can recognise the same person again (“{identifier}”)",
        hint="write pseudonymous instead of anonymous, and treat it as personal data",
    ),
    bad=Example("""
        summary: {da: Folk melder sig til på nettet. Google Analytics giver os anonyme tal om dem.}
        """, file=NEWSLETTER),
    good=Example("""
        summary: {da: Folk melder sig til på nettet. Tal fra Google Analytics er ikke anonyme.}
        """, file=NEWSLETTER),
)
def called_anonymous(activity: Activity) -> Iterator[Hit]:
    claims = lexicon("topic_words", activity.today, "called-anonymous")
    denials = lexicon("topic_words", activity.today, "not-called-anonymous")
    identifiers = lexicon("topic_words", activity.today, "unique-identifiers")
    for prose in activity.prose_with(claims):
        if not denials.is_in(prose.text):
            word, _ = next(claims.find(prose.text))
            identifier = next(identifiers.find(prose.text), None)
            known = identifier[0] if identifier else _identifier_of(activity, prose.pointer)
            if known:
                yield Hit(prose.pointer, words={"word": word, "identifier": known})


def _identifier_of(activity: Activity, label: str) -> str:
    """What in a row recognises a device, when the place is the row's label; "" when nothing does."""
    row = next((row for row in activity.rows if label == f"{row.pointer}/label"), None)
    keys = (key for key in (row.categories if row else ()) if has_topic(activity, key, "device-identifiers"))
    return next((activity.name("personal_data_category", key) for key in keys), "")

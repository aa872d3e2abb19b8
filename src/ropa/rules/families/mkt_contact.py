"""MKT: whom one may write to, call and pass on for marketing, and on what ground (MFL § 10, forbrugeraftaleloven § 4, DBL § 13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from ropa.law.tables import rows_on
from ropa.register.lists import listed, placed
from ropa.register.model import text
from ropa.rules.citations import citations, ended_place
from ropa.rules.consents import consents_of, is_for_marketing
from ropa.rules.facts import Activity
from ropa.rules.labels import choice_words
from ropa.rules.rows import Value
from ropa.rules.rule import Example, Hit, Place, Wording, act, gdpr, guidance, rule
from ropa.rules.texts import folded, lexicon

NEWSLETTER = "activities/havnens-cykler/newsletter.yaml"
CALLS = "activities/havnens-cykler/insurance-calls.yaml"
SALES = "activities/havnens-cykler/bike-sales.yaml"
AT_WORK = frozenset({"contact_person", "employee", "applicant"})
"""How people who are no consumers relate to the organisation."""
NO_CUSTOMERS = frozenset({"prospect", "applicant"})
"""How people who have not bought anything relate to the organisation."""
DECIDE = frozenset({"", "controller", "joint_controller"})
SHOW_ADS = frozenset({"ad_platform", "social_media", "analytics"})


def marketing_of(activity: Activity) -> Value:
    """What the record says of marketing; empty when it says nothing."""
    found: Value = activity.value.get("marketing", {})
    return found


def reaches_consumers(activity: Activity) -> bool:
    """Whether consumers are among those it is sent to: as stated, else by how the people relate to the organisation."""
    audience = listed(marketing_of(activity), "audience")
    return "consumers" in audience if audience else bool(activity.relations - AT_WORK)


@lru_cache(maxsize=16)
def _channels(name: str, day: date) -> frozenset[str]:
    return frozenset(channel for row in rows_on("marketing_channels", day) if name in (row.id, row.get("counts_as")) for channel in row["channels"])


@rule(
    "MKT001", "electronic-mail-without-mfl10", severity="error", alarms="low", since="0.1", covers=("INF002",),
    sources=(act("markedsføringsloven", "§ 10, stk. 1-2"),),
    da=Wording(
        title="Reklame uden samtykke",
        checks="Der bliver sendt reklame som e-mail, sms eller besked i en app, og posten viser hverken et samtykke til markedsføring eller undtagelsen for egne lignende varer med alle dens betingelser.",
        why="Man må kun sende reklame elektronisk til den, der har sagt ja, eller til egne kunder om lignende varer. En interesseafvejning ændrer ikke på det.",
        fix="Beskriv samtykket under `consents`. Undtagelsen i markedsføringslovens § 10, stk. 2, kræver, at adressen er fået fra en kunde ved et salg, at reklamen er for egne lignende varer, og at kunden let kan sige nej, både dengang og i hver besked: skriv da `own_similar_products: true`, `address_from_sale: true` og `objection_channel`.",
        wrong_when="Når beskederne ikke er reklame, fx en kvittering, eller samtykket står i en anden post. Beskriv det også her.",
        message="der bliver sendt reklame via {channels_da}, men {lack_da}",
        hint="beskriv samtykket under `consents`, eller skriv `own_similar_products: true` (»Egne lignende varer«), `address_from_sale: true` (»Adressen er fået ved et salg«) og `objection_channel` (»Sådan siger man nej«), hvis hele undtagelsen passer på jeres kunder",
    ),
    en=Wording(
        title="Advertising without consent",
        checks="Advertising is sent by e-mail, text message or messages in an app, and the record shows neither a consent to marketing nor the exception for own similar products with all its conditions.",
        why="Advertising may only be sent electronically to those who said yes, or to own customers about similar products. Legitimate interests do not change that.",
        fix="Describe the consent in `consents`. The exception in section 10(2) of the Danish marketing act demands that a customer gave the address in a sale, that the advertising is for own similar products, and that the customer can easily say no, then and in each message: then write `own_similar_products: true`, `address_from_sale: true` and `objection_channel`.",
        wrong_when="When the messages are no advertising, such as a receipt, or the consent is in another record. Describe it here too.",
        message="advertising is sent via {channels_en}, but {lack_en}",
        hint="describe the consent in `consents`, or write `own_similar_products: true` (“Own similar products”), `address_from_sale: true` (“Address got in a sale”) and `objection_channel` (“How to object”) if the whole exception fits your customers",
    ),
    bad=Example("""
        marketing:
          channels: [phone, sms]
          audience: [consumers]
          phone_exception: insurance_mediation
          objection_channel: {da: Sig det til den der ringer.}
        """, file=CALLS),
    good=Example("""
        marketing:
          channels: [phone, sms]
          audience: [consumers]
          phone_exception: insurance_mediation
          own_similar_products: true
          address_from_sale: true
          objection_channel: {da: Sig det til den der ringer.}
        """, file=CALLS),
)
def electronic_mail_without_mfl10(activity: Activity) -> Iterator[Hit]:
    marketing = marketing_of(activity)
    electronic = [way for way in listed(marketing, "channels") if way in _channels("electronic-mail", activity.today)]
    if not electronic or any(is_for_marketing(activity, consent) for _, consent in consents_of(activity)):
        return
    if lack := _lacking(activity, marketing):
        words = choice_words("channels", electronic, "activity", "marketing", "channels")
        words |= {"lack_da": lack[0], "lack_en": lack[1]}
        field = UNSTATED.get(lack, "")
        is_unstated = bool(field) and field not in marketing
        yield Hit("/marketing", field, words) if is_unstated else Hit("/marketing/channels", words=words)


ELSEWHERE = (
    "posten viser intet samtykke, og undtagelsen for egne lignende varer kræver, at kunden gav adressen ved et salg og dér kunne sige nej",
    "the record shows no consent, and the exception for own similar products demands that the customer gave the address in a sale and could say no there",
)
NO_WAY_OUT = (
    "posten viser intet samtykke, og undtagelsen for egne lignende varer kræver, at kunden kan sige nej",
    "the record shows no consent, and the exception for own similar products demands that the customer can say no",
)
UNSTATED = {ELSEWHERE: "address_from_sale", NO_WAY_OUT: "objection_channel"}
"""The field that a finding asks for, when nobody has answered it."""


def _lacking(activity: Activity, marketing: Value) -> tuple[str, str] | None:
    """What keeps the exception for own similar products from carrying the advertising; None when nothing does."""
    if not marketing.get("own_similar_products", False):
        return ("posten viser hverken et samtykke eller undtagelsen for egne lignende varer",
                "the record shows neither a consent nor the exception for own similar products")
    if activity.relations and activity.relations <= NO_CUSTOMERS:
        return ("posten viser intet samtykke, og undtagelsen for egne lignende varer er kun til kunder, der har købt noget",
                "the record shows no consent, and the exception for own similar products is only for customers who have bought something")
    if not marketing.get("address_from_sale", False):
        return ELSEWHERE
    return None if "objection_channel" in marketing else NO_WAY_OUT


@rule(
    "MKT002", "phone-consumer", severity="error", alarms="low", since="0.1",
    sources=(act("forbrugeraftaleloven", "§ 4"), guidance("Forbrugerombudsmanden", "oversigt over reglerne for telefonsalg")),
    da=Wording(
        title="Opkald, ingen har bedt om",
        checks="Forbrugere bliver ringet op med reklame, uden at de har bedt om det på forhånd, og uden at en af lovens undtagelser er nævnt.",
        why="Man må ikke ringe til forbrugere for at sælge, medmindre de har bedt om det. At de ikke står på Robinsonlisten, er ikke nok.",
        fix="Ring kun til dem, der har bedt om det, og skriv `prior_request: true`. Passer en undtagelse, så skriv den i `phone_exception`.",
        wrong_when="Når I kun ringer til virksomheder. Skriv da `audience: [businesses]`.",
        message="forbrugere bliver ringet op med reklame, men {answer_da}",
        hint="skriv `prior_request: true`, hvis de har bedt om det, eller undtagelsen i `phone_exception`; ellers lad være med at ringe",
    ),
    en=Wording(
        title="Calls nobody asked for",
        checks="Consumers are called with advertising without having asked for it beforehand, and none of the exceptions in the act is stated.",
        why="One may not call consumers in order to sell unless they asked for it. That they are not on the Robinson list is not enough.",
        fix="Call only those who asked for it, and write `prior_request: true`. If an exception fits, write it in `phone_exception`.",
        wrong_when="When you call companies only. Then write `audience: [businesses]`.",
        message="consumers are called with advertising, but {answer_en}",
        hint="write `prior_request: true` if they asked for it, or the exception in `phone_exception`; otherwise do not call",
    ),
    bad=Example("""
        marketing:
          channels: [phone]
          audience: [consumers]
          prior_request: false
          opt_out_check: {da: Listen holdes op mod Robinsonlisten.}
          objection_channel: {da: Sig det til den der ringer.}
        """, file=CALLS),
    good=Example("""
        marketing:
          channels: [phone]
          audience: [businesses]
          prior_request: false
          objection_channel: {da: Sig det til den der ringer.}
        """, file=CALLS),
)
def phone_consumer(activity: Activity) -> Iterator[Hit]:
    marketing = marketing_of(activity)
    calls = _channels("telephone", activity.today).intersection(listed(marketing, "channels"))
    if not calls or "phone_exception" in marketing or not reaches_consumers(activity):
        return
    asked = marketing.get("prior_request", True if _has_consent(activity) else None)
    if asked:
        return
    if asked is None:
        yield Hit("/marketing", "prior_request", {
            "answer_da": "posten siger ikke, at de har bedt om det", "answer_en": "the record does not say that they asked for it"})
    else:
        yield Hit("/marketing/prior_request", words={
            "answer_da": "de har ikke bedt om det", "answer_en": "they did not ask for it"})


def _has_consent(activity: Activity) -> bool:
    """Whether marketing is by consent: what people said yes to, they have asked for."""
    return any(ground.is_on_consent and ground.purpose.get("kind") == "marketing" for _, ground in activity.grounds)


@rule(
    "MKT003", "robinson-check-missing", severity="error", alarms="low", since="0.1", covers=("MKT020",),
    sources=(act("databeskyttelsesloven", "§ 13 (LBK 289/2024)"), act("markedsføringsloven", "§ 10, stk. 4")),
    da=Wording(
        title="Robinsonlisten er ikke tjekket",
        checks="Oplysninger om forbrugere bliver givet til en anden virksomhed, som vil bruge dem til markedsføring, eller brugt på dens vegne, og posten nævner intet tjek af Robinsonlisten i CPR.",
        why="Før det sker, skal I slå op i CPR, om personen har frabedt sig reklame.",
        fix="Tjek CPR før hver videregivelse eller udsendelse, og skriv i `opt_out_check`, hvordan og hvornår.",
        wrong_when="Når modtageren ikke bruger oplysningerne til reklame. Bygger det på samtykke, bør en jurist se på, om tjekket stadig skal laves.",
        message="{what_da}, men posten siger ikke, at Robinsonlisten i CPR bliver tjekket først",
        hint="skriv i `opt_out_check` (»Tjek af frabedelser«), hvordan og hvornår I tjekker Robinsonlisten",
    ),
    en=Wording(
        title="The Robinson list is not checked",
        checks="Data about consumers are given to another company that will use them for marketing, or are used on its behalf, and the record mentions no check of the Robinson list in the CPR register.",
        why="Before that happens you must look in the CPR register whether the person has declined advertising.",
        fix="Check the register before each disclosure or mailing, and write in `opt_out_check` how and when.",
        wrong_when="When the recipient does not use the data for advertising. If it rests on consent, a lawyer should look at whether the check is still needed.",
        message="{what_en}, but the record does not say that the Robinson list in the CPR register is checked first",
        hint="write in `opt_out_check` (“Opt-out check”) how and when you check the Robinson list",
    ),
    bad=Example("""
        marketing:
          channels: [phone]
          audience: [consumers]
          phone_exception: insurance_mediation
          on_behalf_of: [sea-insurance]
          opt_out_check: {da: Listen holdes op mod egne frabedelser.}
          objection_channel: {da: Sig det til den der ringer.}
        """, file=CALLS),
    good=Example("""
        marketing:
          channels: [phone]
          audience: [consumers]
          phone_exception: insurance_mediation
          on_behalf_of: [sea-insurance]
          opt_out_check: {da: Listen holdes op mod Robinsonlisten og egne frabedelser.}
          objection_channel: {da: Sig det til den der ringer.}
        """, file=CALLS),
)
def robinson_check_missing(activity: Activity) -> Iterator[Hit]:
    marketing = marketing_of(activity)
    said = text(marketing["opt_out_check"], "da") if "opt_out_check" in marketing else ""
    if lexicon("topic_words", activity.today, "marketing-register").is_in(folded(said)) or not reaches_consumers(activity):
        return
    for pointer, party, is_recipient in _other_companies(activity, marketing):
        name = activity.name("party", party)
        what = {"what_da": f"»{name}« får oplysningerne til markedsføring" if is_recipient else f"I reklamerer for »{name}«",
                "what_en": f"“{name}” gets the data for marketing" if is_recipient else f"you advertise for “{name}”"}
        places = (Place(pointer, "den anden virksomhed", "the other company"),)
        if said:
            yield Hit("/marketing/opt_out_check", words=what, related=places)
        else:
            yield Hit("/marketing", "opt_out_check", what, places) if marketing else Hit("", "marketing", what, places)
        return


def _other_companies(activity: Activity, marketing: Value) -> Iterator[tuple[str, str, bool]]:
    """The companies one advertises for, and those that get data for marketing of their own."""
    for pointer, party in placed(marketing, "on_behalf_of", "/marketing"):
        yield pointer, party, False
    for pointer, recipient in placed(activity.value, "recipients"):
        purpose = activity.purposes.get(recipient.get("purpose", ""), {})
        is_company = recipient.get("role", "") in DECIDE and activity.of("party", recipient["party"]).get("type") not in SHOW_ADS
        if purpose.get("kind") == "marketing" and is_company:
            yield pointer, recipient["party"], True


@rule(
    "MKT008", "dead-legal-ground", severity="error", alarms="low", since="0.1", covers=("CIT002",),
    sources=(
        act("databeskyttelsesloven", "§ 13 (LBK 289/2024)"),
        guidance("Folketinget", "L 79 (2023-24); den endelige ikrafttræden er ikke efterprøvet"),
        act("markedsføringsloven", "§ 10"),
        gdpr("6(1)(a)"),
        gdpr("6(1)(f)"),
    ),
    da=Wording(
        title="Ophævet regel om markedsføring",
        checks="Posten bygger på et stykke af databeskyttelseslovens § 13, som er ophævet. Tilbage er kun pligten til at tjekke CPR.",
        why="En regel, der ikke findes mere, kan ikke bære videregivelse eller markedsføring.",
        fix="Byg på samtykke eller interesseafvejning i forordningens art. 6, stk. 1, følg markedsføringslovens § 10, og tjek CPR, før oplysninger går til andre.",
        wrong_when="Når aktiviteten er ophørt, før reglen blev ophævet. Dagen for ophævelsen er ikke endeligt efterprøvet; en jurist bør se på det.",
        message="»{cited}« om markedsføring er ophævet og kan ikke være grundlag længere",
        hint="vælg samtykke eller interesseafvejning som grundlag, og slet henvisningen; det, der er tilbage, er {now_da}",
    ),
    en=Wording(
        title="Repealed rule on marketing",
        checks="The record rests on a subsection of section 13 of the Danish data protection act that is repealed. Only the duty to check the CPR register is left.",
        why="A rule that is gone cannot carry disclosure or marketing.",
        fix="Rest on consent or legitimate interests in Art. 6(1), follow section 10 of the marketing act, and check the CPR register before data go to others.",
        wrong_when="When the activity ended before the rule was repealed. The day of the repeal has not been finally verified; a lawyer should look at it.",
        message="“{cited}” on marketing is repealed and can no longer be a ground",
        hint="choose consent or legitimate interests as the basis and remove the citation; what is left is {now_en}",
    ),
    bad=Example("""
        legal_bases:
          - id: offer
            article: 6.1.f
            interest: {da: Vi vil gerne sælge en forsikring som passer til cyklen.}
            national_law: [{act: databeskyttelsesloven, section: "§ 13, stk. 2"}]
            balancing_test: {reference: "Afvejning 2026-03, opkald", on: 2026-03-18}
        """, file=CALLS),
    good=Example("""
        legal_bases:
          - id: offer
            article: 6.1.f
            interest: {da: Vi vil gerne sælge en forsikring som passer til cyklen.}
            national_law: [{act: databeskyttelsesloven, section: § 13}]
            balancing_test: {reference: "Afvejning 2026-03, opkald", on: 2026-03-18}
        """, file=CALLS),
)
def dead_legal_ground(activity: Activity) -> Iterator[Hit]:
    for cited in activity.once(citations):
        ended = ended_place(cited)
        if ended and ended[1].get("about") == "marketing":
            now = ended[1]["replaced_by"]
            yield Hit(cited.place_pointer, words={"cited": cited.written, "now_da": now["da"], "now_en": now["en"]})

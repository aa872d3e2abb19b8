"""CTV: how long camera footage is kept, on what ground, and who gets it (tv-overvågningsloven § 4 c, GDPR Art. 6(1)(f))."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ropa.register.lists import listed, placed
from ropa.rules.facts import Activity
from ropa.rules.families.ret_limits import place
from ropa.rules.over import too_long
from ropa.rules.rows import Row, Value
from ropa.rules.rule import Example, Hit, Place, Wording, act, gdpr, rule

CAMERAS = "activities/havnens-cykler/shop-cameras.yaml"
AGAINST_CRIME = frozenset({"security", "legal_claims", "control"})
WITHIN = frozenset({"processor", "data_subject"})
"""Recipients to whom nothing is disclosed in the sense of the act."""
OF_THE_INTEREST, BY_LAW, BY_CONSENT = "6.1.f", frozenset({"6.1.c", "6.1.e"}), "6.1.a"


@rule(
    "CTV001", "over-30-days", severity="error", alarms="low", since="0.1", covers=("RET005",),
    sources=(act("tv-overvågningsloven", "§ 4 c", "secondary"),),
    da=Wording(
        title="Optagelser over 30 dage",
        checks="Optagelser fra kameraer bliver for mindst én dato i året gemt i mere end 30 dage.",
        why="Tv-overvågningsloven kræver, at de bliver slettet senest 30 dage efter optagelsen, medmindre der er en konkret tvist.",
        fix="Sæt fristen ned, og lad udstyret selv overskrive. Hører en optagelse til en konkret tvist, så skriv den som en pause (`hold`) eller en udvalgt gruppe (`selection`), og giv personen besked inden de 30 dage.",
        wrong_when="Når fristen kun gælder optagelser i en konkret tvist. Skriv da `selection`. De 30 dage er læst i en sekundær kilde; en jurist bør se på tvivl.",
        message="slettefristen »{schedule}« gemmer optagelser længere end de 30 dage, loven tillader{dates_da}",
        hint="ret perioden (`period`) til højst 30 dage, og regn en eventuel forsinkelse (`grace_days`) med",
    ),
    en=Wording(
        title="Footage over 30 days",
        checks="For at least one date of the year, camera footage is kept for more than 30 days.",
        why="The Danish CCTV act demands that it is erased 30 days after the recording at the latest, unless there is a specific dispute.",
        fix="Shorten the period, and let the equipment overwrite by itself. If footage belongs to a specific dispute, write it as a hold (`hold`) or a selected group (`selection`), and tell the person within the 30 days.",
        wrong_when="When the period is only for footage in a specific dispute. Then write `selection`. The 30 days were read in a secondary source; let a lawyer look at doubts.",
        message="the retention period “{schedule}” keeps footage longer than the 30 days that the law allows{dates_en}",
        hint="correct the period (`period`) to 30 days at most, counting any delay (`grace_days`)",
    ),
    bad=Example("""
        retention:
          - id: thirty-days
            mode: exact
            event: recording
            period: P60D
            deleted_by_role: shop-manager
        """, file=CAMERAS),
    good=Example("""
        retention:
          - id: thirty-days
            mode: max
            event: recording
            period: P30D
            deleted_by_role: shop-manager
            method: {da: Optageren overskriver selv.}
        """, file=CAMERAS),
)
def over_30_days(activity: Activity) -> Iterator[Hit]:
    plain = [schedule for schedule in _of_footage(activity) if not _is_selected(activity, schedule)]
    for schedule, dates in too_long(activity, plain, "cctv"):
        pointer, value = activity.schedules[schedule]
        yield Hit(place(pointer, value), words={"schedule": activity.label(value), **dates})


def _of_footage(activity: Activity) -> Mapping[str, list[Row]]:
    """The schedules that footage is kept by, each with its rows; what only comes from other activities is their footage."""
    found: dict[str, list[Row]] = {}
    for kept in activity.kept if "cctv" in activity.kinds else ():
        if kept.row.source_types - {"internal"} or not kept.row.source_types:
            found.setdefault(kept.schedule, []).append(kept.row)
    return dict(sorted(found.items()))


def _is_selected(activity: Activity, schedule: str) -> bool:
    return "selection" in activity.schedules[schedule][1]


@rule(
    "CTV020", "every-recording-selected", severity="warning", alarms="medium", since="0.1",
    sources=(act("tv-overvågningsloven", "§ 4 c", "secondary"),),
    da=Wording(
        title="Alle optagelser er udvalgt",
        checks="Kun en udvalgt gruppe (`selection`) begrunder, at optagelser ligger i mere end 30 dage, og rækken har ingen frist inden for de 30 dage til resten.",
        why="De 30 dage er hovedreglen, og en konkret tvist er undtagelsen. Står kun undtagelsen der, er der ingen frist for de optagelser, ingen strides om.",
        fix="Tilføj en slettefrist på højst 30 dage uden `selection` til rækken, og behold den lange til de udvalgte.",
        wrong_when="Når rækken kun rummer optagelser, der er taget ud til en konkret tvist. Skriv da i `derived_from`, hvilken række de er taget fra.",
        message="slettefristen »{schedule}« gemmer udvalgte optagelser i mere end 30 dage, men »{row}« har ingen frist på højst 30 dage til resten",
        hint="tilføj en slettefrist på højst 30 dage uden `selection` til rækken, eller skriv i `derived_from`, hvilken række optagelserne er taget fra",
    ),
    en=Wording(
        title="Every recording is selected",
        checks="Only a selected group (`selection`) explains why footage is kept for more than 30 days, and the row has no period within the 30 days for the rest.",
        why="The 30 days are the rule and a specific dispute the exception. With only the exception there is no period for the footage that nobody disputes.",
        fix="Add a retention period of 30 days at most without `selection` to the row, and keep the long one for those selected.",
        wrong_when="When the row only holds footage taken out for a specific dispute. Then write in `derived_from` which row it was taken from.",
        message="the retention period “{schedule}” keeps selected footage for more than 30 days, but “{row}” has no period of 30 days at most for the rest",
        hint="add a retention period of 30 days at most without `selection` to the row, or write in `derived_from` which row the footage was taken from",
    ),
    bad=Example("""
        retention:
          - id: thirty-days
            mode: exact
            event: recording
            period: P90D
            selection: {da: Optagelser i en konkret tvist.}
            deleted_by_role: shop-manager
        """, file=CAMERAS),
    good=Example("""
        retention:
          - id: disputes
            mode: exact
            event: recording
            period: P90D
            selection: {da: Optagelser i en konkret tvist.}
            deleted_by_role: shop-manager
        data:
          - id: offences
            label: {da: Optagelser af lovbrud}
            data_subjects: [shop-visitor]
            categories: [offence-footage]
            class_here: criminal
            sources: [{type: observed}]
            derived_from: [footage]
            necessity: {da: Politiet kan sjældent finde tyven uden et billede.}
            grounds:
              - purpose: report-theft
                legal_basis: safety
                criminal: dbl_8_3_interest
                note: {da: Butikken kan ikke få sin ret uden optagelsen.}
            systems: [cameras]
            channels: [portal]
            retention: [{schedule: disputes}]
        """, file=CAMERAS),
)
def every_recording_selected(activity: Activity) -> Iterator[Hit]:
    footage = _of_footage(activity)
    selected = [schedule for schedule in footage if _is_selected(activity, schedule)]
    if not selected:
        return
    too_long_for = {schedule for schedule, _ in too_long(activity, footage, "cctv")}
    short = {key for key, computed in activity.computed.items() if computed.terms} - too_long_for - set(selected)
    erased = {row.id for row in activity.rows if short.intersection(row.schedules)}
    for schedule in selected:
        bare = [row for row in footage[schedule] if erased.isdisjoint({row.id, *listed(row.value, "derived_from")})]
        if schedule in too_long_for and bare:
            pointer, value = activity.schedules[schedule]
            da, en = "her mangler fristen til resten", "the period for the rest is missing here"
            there = tuple(Place(f"{row.pointer}/retention", da, en) for row in bare)
            words = {"schedule": activity.label(value), "row": activity.label(bare[0].value)}
            yield Hit(place(pointer, value), words=words, related=there)


@rule(
    "CTV004", "basis-incomplete", severity="error", alarms="low", since="0.1",
    sources=(gdpr("6(1)(f)"), act("databeskyttelsesloven", "§ 8, stk. 3"), gdpr("10")),
    da=Wording(
        title="Grundlaget for kameraer mangler",
        checks="Kameraer bygger hverken på en interesseafvejning (litra f) eller en lov, eller posten siger intet om optagelser af lovbrud, selv om kameraerne skal bruges mod dem.",
        why="Man kan ikke få samtykke fra alle, der går forbi, og ingen kontrakt kræver et kamera. Optagelser af lovbrud kræver desuden hjemmel i databeskyttelseslovens § 8.",
        fix="Skriv interessen og afvejningen i et grundlag med litra f. Lav en række til optagelser af lovbrud med `class_here: criminal` og hjemlen i `criminal`.",
        wrong_when="Når kameraerne ikke kan vise lovbrud, fx et kamera, der tæller biler.",
        message="{lack_da}",
        hint="skriv interessen i et grundlag med litra f, og hjemlen for lovbrud i `criminal` (»Hjemmel for strafbare forhold«)",
    ),
    en=Wording(
        title="Basis for cameras missing",
        checks="Cameras rest neither on legitimate interests (point f) nor on a law, or the record says nothing of footage of offences although the cameras are to be used against them.",
        why="One cannot get consent from everybody who walks by, and no contract needs a camera. Footage of offences also needs a ground in section 8 of the Danish data protection act.",
        fix="Write the interest and the weighing in a basis with point f. Make a row for footage of offences with `class_here: criminal` and the ground in `criminal`.",
        wrong_when="When the cameras cannot show offences, such as a camera that counts cars.",
        message="{lack_en}",
        hint="write the interest in a basis with point f, and the ground for offences in `criminal` (“Ground for criminal offences”)",
    ),
    bad=Example("""
        legal_bases:
          - id: safety
            article: 6.1.d
            emergency: {da: Nogen kan falde om i butikken.}
        """, file=CAMERAS),
    good=Example("""
        legal_bases:
          - id: safety
            article: 6.1.f
            interest: {da: Butikken har haft syv indbrud på to år.}
            balancing_test: {reference: "Afvejning 2026-01, kameraer", on: 2026-01-22}
        """, file=CAMERAS),
)
def basis_incomplete(activity: Activity) -> Iterator[Hit]:
    if "cctv" not in activity.kinds or activity.is_processor:
        return
    grounds = [ground for _, ground in activity.grounds]
    articles = {ground.article for ground in grounds}
    if articles and "" not in articles and OF_THE_INTEREST not in articles and BY_LAW.isdisjoint(articles):
        places = tuple(Place(ground.pointer, "også her", "here too") for ground in grounds[1:])
        yield Hit(f"{grounds[0].pointer}/legal_basis", words={
            "lack_da": "kameraerne bygger hverken på en interesseafvejning eller en lov, og andre grundlag passer ikke på dem",
            "lack_en": "the cameras rest neither on legitimate interests nor on a law, and other bases do not fit them",
        }, related=places)
    is_silent = "criminal" not in activity.classes and not any("criminal" in ground.value for ground in grounds)
    against = next((g for g in grounds if g.purpose.get("kind") in AGAINST_CRIME), None) if is_silent else None
    if against:
        purpose = activity.label(against.purpose)
        yield Hit(against.pointer, "criminal", {
            "lack_da": f"kameraerne kan vise lovbrud (»{purpose}«), men posten nævner hverken den slags optagelser eller hjemlen for dem",
            "lack_en": f"the cameras can show offences (“{purpose}”), but the record mentions neither such footage nor the ground for it",
        })


@rule(
    "CTV005", "disclosure-beyond-police", severity="error", alarms="low", since="0.1",
    sources=(act("tv-overvågningsloven", "§ 4 c, stk. 1-2"),),
    da=Wording(
        title="Optagelser til andre",
        checks="Optagelser bliver givet til andre end politiet, uden at posten viser samtykke eller en lov.",
        why="Tv-overvågningsloven tillader kun, at optagelser går til andre end politiet med samtykke, når det følger af lov, eller i et lukket system mellem butikker.",
        fix="Giv kun optagelser til politiet, eller skriv samtykket eller loven som modtagerens grundlag (`legal_basis`).",
        wrong_when="Når modtageren er med i et lukket system efter § 4 c, stk. 2. Skriv det som en accepteret afvigelse, og lad en jurist se på det.",
        message="»{party}« får optagelser, men posten viser hverken samtykke eller en lov, der tillader det",
        hint="fjern modtageren, eller skriv samtykket eller loven som grundlag (`legal_basis`) på modtageren",
    ),
    en=Wording(
        title="Footage to others",
        checks="Footage is given to others than the police, and the record shows neither consent nor a law.",
        why="The Danish CCTV act allows footage to go to others than the police only with consent, when it follows from law, or in a closed system among shops.",
        fix="Give footage to the police only, or write the consent or the law as the recipient's basis (`legal_basis`).",
        wrong_when="When the recipient is part of a closed system under section 4 c(2). Write that as an accepted deviation, and let a lawyer look at it.",
        message="“{party}” gets footage, but the record shows neither consent nor a law that allows it",
        hint="remove the recipient, or write the consent or the law as basis (`legal_basis`) of the recipient",
    ),
    bad=Example("""
        recipients:
          - party: sea-insurance
            role: controller
            rows: [{row: offences}]
            purpose: report-theft
        """, file=CAMERAS),
    good=Example("""
        recipients:
          - party: police
            role: authority
            rows: [{row: offences}, {row: footage}]
            purpose: report-theft
        """, file=CAMERAS),
)
def disclosure_beyond_police(activity: Activity) -> Iterator[Hit]:
    for pointer, recipient in placed(activity.value, "recipients") if "cctv" in activity.kinds else ():
        party = activity.of("party", recipient["party"])
        if party and party.get("type") != "police" and recipient.get("role") not in WITHIN and not _is_allowed(activity, recipient):
            yield Hit(f"{pointer}/party", words={"party": activity.name("party", recipient["party"])})


def _is_allowed(activity: Activity, recipient: Value) -> bool:
    """Whether a recipient gets footage by consent or by a law that is named."""
    stated = activity.bases.get(recipient.get("legal_basis", ""))
    if stated is not None:
        return _allows(stated)
    rows = {scope["row"] for scope in listed(recipient, "rows")}
    bases = [basis for row in activity.rows if row.id in rows for basis in _bases_for(row, recipient)]
    return bool(bases) and all(_allows(basis) for basis in bases)


def _bases_for(row: Row, recipient: Value) -> Iterator[Value]:
    """The bases on which a row is used for the recipient's purpose."""
    for ground in row.grounds:
        if ground.value["purpose"] == recipient.get("purpose", ground.value["purpose"]):
            yield ground.basis


def _allows(basis: Value) -> bool:
    article = basis.get("article")
    return article == BY_CONSENT or article in BY_LAW and "national_law" in basis

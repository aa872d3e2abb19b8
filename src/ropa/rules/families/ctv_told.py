"""CTV: whether people are told about the cameras: signs, a text, the police register and the colleagues (GDPR Art. 13)."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.register.lists import listed, placed
from ropa.rules.facts import Activity
from ropa.rules.families import inf_notice
from ropa.rules.rows import Value
from ropa.rules.rule import Example, Hit, Wording, act, gdpr, guidance, rule

CAMERAS = "activities/havnens-cykler/shop-cameras.yaml"


@rule(
    "CTV002", "no-signage", severity="error", alarms="low", since="0.1",
    sources=(act("tv-overvågningsloven", "§ 3 ff.", "secondary"), gdpr("13")),
    da=Wording(
        title="Ingen skilte",
        checks="Posten siger, at der ikke er skilte om kameraerne.",
        why="Folk skal kunne se, at de bliver optaget, både på steder med adgang for alle og på en arbejdsplads.",
        fix="Sæt skilte op, før kameraerne er i brug, og skriv `signage: true`.",
        wrong_when="Når loven fritager stedet. Paragrafferne er læst i sekundære kilder; en jurist bør se på det.",
        message="der er kameraer, men ingen skilte om dem",
        hint="sæt skilte op, og skriv `signage: true` (»Skiltning«)",
    ),
    en=Wording(
        title="No signs",
        checks="The record says that there are no signs about the cameras.",
        why="People must be able to see that they are recorded, both where everybody has access and at a place of work.",
        fix="Put up signs before the cameras are used, and write `signage: true`.",
        wrong_when="When the act exempts the place. The sections were read in secondary sources; a lawyer should look at it.",
        message="there are cameras but no signs about them",
        hint="put up signs and write `signage: true` (“Signs”)",
    ),
    bad=Example("""
        cctv:
          areas: {da: Butikken og kassen.}
          signage: false
          public_traffic: false
        """, file=CAMERAS),
    good=Example("""
        cctv:
          areas: {da: Butikken og kassen.}
          signage: true
          public_traffic: false
        """, file=CAMERAS),
)
def no_signage(activity: Activity) -> Iterator[Hit]:
    if activity.value.get("cctv", {}).get("signage") is False:
        yield Hit("/cctv/signage")


@rule(
    "CTV003", "no-layered-notice", severity="error", alarms="low", since="0.1", covers=("INF001",),
    sources=(gdpr("13"), guidance("EDPB", "3/2019 om videoudstyr, oplysning i to lag", "memory")),
    da=Wording(
        title="Kun et skilt",
        checks="Nogle af dem, kameraerne optager, får ingen tekst om det, eller undtagelsen siger ikke, hvilken regel den bygger på.",
        why="Et skilt er det første lag. Resten af det, personerne har krav på at vide, skal de kunne finde et sted, fx via et link på skiltet.",
        fix="Lav en tekst om kameraerne, henvis til den i `notices`, og skriv på skiltet, hvor den er.",
        wrong_when="Når teksten findes, men læserne ikke er nævnt i `audience`. De to lag er efter hukommelsen (EDPB 3/2019); en jurist bør se på det.",
        message="»{people}« får ingen tekst om kameraerne; et skilt er kun det første lag{exempt_da}",
        hint="henvis til teksten og dens læsere i `notices` (»Her oplyses personerne«)",
    ),
    en=Wording(
        title="Only a sign",
        checks="Some of those whom the cameras record get no text about it, or the exemption does not say which rule it rests on.",
        why="A sign is the first layer. People must be able to find the rest of what they have a right to know somewhere, such as by a link on the sign.",
        fix="Make a text about the cameras, refer to it in `notices`, and write on the sign where it is.",
        wrong_when="When the text exists but its readers are not stated in `audience`. The two layers are from memory (EDPB 3/2019); a lawyer should look at it.",
        message="“{people}” get no text about the cameras; a sign is only the first layer{exempt_en}",
        hint="refer to the text and its readers in `notices` (“Where people are informed”)",
    ),
    bad=Example("""
        notices:
          - {document: havnens-privacy, section: cameras, audience: [employee]}
          - {document: havnens-staff, section: cameras, audience: [employee]}
        """, file=CAMERAS),
    good=Example("""
        notices:
          - {document: havnens-privacy, section: cameras, audience: [shop-visitor]}
          - {document: havnens-staff, section: cameras, audience: [employee]}
        """, file=CAMERAS),
)
def no_layered_notice(activity: Activity) -> Iterator[Hit]:
    if "cctv" not in activity.kinds:
        return
    for hit in inf_notice.activity_without_notice.condition(activity):
        yield Hit(hit.pointer, hit.field, {**hit.words, "exempt_da": "", "exempt_en": ""})
    for pointer, exemption in placed(activity.value, "notice_exemptions"):
        people = _left_out(activity, exemption)
        if people and "provision" not in exemption:
            yield Hit(pointer, "provision", {
                "people": ", ".join(people),
                "exempt_da": ", og undtagelsen siger ikke, hvilken regel den bygger på",
                "exempt_en": ", and the exemption does not say which rule it rests on",
            })


def _left_out(activity: Activity, exemption: Value) -> list[str]:
    """The names of those in the exempt rows whom no text is written for."""
    notices = listed(activity.value, "notices")
    told = {subject for notice in notices for subject in notice.get("audience", activity.subjects)}
    keys = {subject for row in inf_notice.covered_rows(activity, exemption) for subject in row.subjects} - told
    return sorted(activity.name("data_subject_category", key) for key in keys)


@rule(
    "CTV006", "polcam-unanswered", severity="warning", alarms="medium", since="0.1",
    sources=(act("tv-overvågningsloven", "registrering i politiets kameraregister, L 102 (2019-20)", "secondary"),),
    da=Wording(
        title="Politiets kameraregister",
        checks="Kameraerne ser et sted med almindelig færdsel, eller det er ikke oplyst, og posten siger intet om politiets kameraregister.",
        why="Kameraer, der ser gader, stier eller pladser med almindelig færdsel, skal registreres hos politiet. Nye kameraer skal registreres inden 14 dage.",
        fix="Skriv `public_traffic: false`, hvis de kun ser eget område. Ellers registrér dem, og skriv hvornår i `police_register`.",
        wrong_when="Når alle kameraer er inde eller på eget, lukket område. Skriv det. Pligten er læst i sekundære kilder; en jurist bør se på tvivl.",
        message="{view_da}, men posten siger ikke, om kameraerne er registreret hos politiet",
        hint="skriv `public_traffic: false` (»Almindelig færdsel«), eller registrér dem, og skriv hvornår i `police_register`",
    ),
    en=Wording(
        title="The police camera register",
        checks="The cameras see a place of general traffic, or that is not stated, and the record says nothing of the police camera register.",
        why="Cameras that see streets, paths or squares of general traffic must be registered with the Danish police. New cameras must be registered within 14 days.",
        fix="Write `public_traffic: false` if they only see your own area. Otherwise register them and write when in `police_register`.",
        wrong_when="When all cameras are indoors or on your own closed area. Write so. The duty was read in secondary sources; let a lawyer look at doubts.",
        message="{view_en}, but the record does not say whether the cameras are registered with the police",
        hint="write `public_traffic: false` (“General traffic”), or register them and write when in `police_register`",
    ),
    bad=Example("""
        cctv:
          areas: {da: Butikken og fortovet foran.}
          signage: true
          public_traffic: true
        """, file=CAMERAS),
    good=Example("""
        cctv:
          areas: {da: Butikken og fortovet foran.}
          signage: true
          public_traffic: true
          police_register: {da: Registreret den 3. februar 2026.}
        """, file=CAMERAS),
)
def polcam_unanswered(activity: Activity) -> Iterator[Hit]:
    cctv = activity.value.get("cctv", {})
    sees = cctv.get("public_traffic")
    if "cctv" in activity.kinds and sees is not False and "police_register" not in cctv:
        words = {
            "view_da": "kameraerne ser et sted med almindelig færdsel" if sees else "kameraerne ser måske et sted med almindelig færdsel",
            "view_en": "the cameras see a place of general traffic" if sees else "the cameras may see a place of general traffic",
        }
        yield Hit("/cctv", "police_register", words) if cctv else Hit("", "cctv", words)


@rule(
    "CTV007", "workplace-without-information", severity="warning", alarms="low", since="0.1", covers=("EMP004",),
    sources=(
        guidance("Datatilsynet", "kontrol af medarbejdere"),
        guidance("DA og LO", "aftalen om kontrolforanstaltninger, seks uger", "secondary"),
        gdpr("13"),
    ),
    da=Wording(
        title="Kolleger foran kameraet",
        checks="Kameraerne optager også medarbejdere, og posten siger ikke, hvornår de fik det at vide.",
        why="Medarbejdere skal vide på forhånd, at de kan blive optaget, og hvad det bliver brugt til. Nogle overenskomster kræver seks ugers varsel.",
        fix="Fortæl det til medarbejderne, og skriv dagen i `informed_on` under `monitoring`.",
        wrong_when="Når ingen medarbejder nogensinde er i billedet. Fjern dem da fra rækken.",
        message="kameraerne optager også »{people}«, men posten siger ikke, hvornår de fik det at vide",
        hint="skriv dagen i `informed_on` (»Oplyst den«) under `monitoring` (»Kontrol af medarbejdere«)",
    ),
    en=Wording(
        title="Colleagues in view",
        checks="The cameras also record employees, and the record does not say when they were told.",
        why="Employees must know beforehand that they may be recorded and what it is used for. Some collective agreements demand six weeks' notice.",
        fix="Tell the employees, and write the day in `informed_on` under `monitoring`.",
        wrong_when="When no employee is ever in view. Then remove them from the row.",
        message="the cameras also record “{people}”, but the record does not say when they were told",
        hint="write the day in `informed_on` (“Informed on”) under `monitoring` (“Monitoring of employees”)",
    ),
    bad=Example("kinds: [cctv]", file=CAMERAS, without=("/monitoring",)),
    good=Example("""
        monitoring:
          measure: {da: Kollegerne kan ses på optagelserne.}
          informed_on: 2026-04-10
          text_reference: Job hos Havnens Cykler, afsnit 2
        """, file=CAMERAS),
)
def workplace_without_information(activity: Activity) -> Iterator[Hit]:
    if "cctv" not in activity.kinds or "employee" not in activity.relations:
        return
    monitoring = activity.value.get("monitoring", {})
    if "informed_on" not in monitoring:
        keys = sorted(key for key in activity.subjects if activity.facts.relations.get(key) == "employee")
        words = {"people": ", ".join(activity.name("data_subject_category", key) for key in keys)}
        yield Hit("/monitoring", "informed_on", words) if monitoring else Hit("", "monitoring", words)

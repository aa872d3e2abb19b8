"""RGT: whether a person can be found, given their data, and told why not, when they ask (GDPR Art. 12, 15, 20)."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.register.lists import listed, placed
from ropa.rules.facts import Activity, Record
from ropa.rules.keeping import users
from ropa.rules.rows import Row
from ropa.rules.rule import Example, Hit, Place, Wording, act, gdpr, rule

SHOP = "systems/havnens-cykler/shop-system.yaml"
CASES = "systems/havnens-cykler/case-folder.yaml"
IDENTITY = "activities/nordlys-regnskab/client-identity-check.yaml"
PORTABLE = frozenset({"6.1.a", "6.1.b"})
NOT_AUTOMATED = frozenset({"paper"})


@rule(
    "RGT001", "unsearchable-system", severity="warning", alarms="low", since="0.1", of="system",
    sources=(gdpr("15"), gdpr("12(3)")),
    da=Wording(
        title="Kan ikke søges igennem",
        checks="Et system rummer oplysninger om personer, men ingen har skrevet, hvad man kan søge dem frem med.",
        why="Den, der beder om indsigt, skal som regel have det hele inden en måned. Et system, man ikke kan søge i, bliver glemt.",
        fix="Prøv at finde en person i systemet, og skriv i `search_keys`, hvad der virkede, fx navn eller e-mail.",
        wrong_when="Når oplysningerne ikke kan føres tilbage til en person. Så hører de ikke hjemme på en række.",
        message="det fremgår ikke, hvad man kan søge en person frem med i »{system}«, som bruges i »{activity}«",
        hint="prøv at finde en person, og tilføj `search_keys` (søgenøgler)",
    ),
    en=Wording(
        title="Cannot be searched",
        checks="A system holds data about people, but nobody has written what they can be found by.",
        why="Whoever asks for access must as a rule have all of it within a month. A system that cannot be searched is forgotten.",
        fix="Try to find a person in the system, and write in `search_keys` what worked, such as name or e-mail.",
        wrong_when="When the data cannot be led back to a person. Then they do not belong in a row.",
        message="it is not stated what a person can be found by in “{system}”, which is used in “{activity}”",
        hint="try to find a person and add `search_keys` (search keys)",
    ),
    bad=Example("name: {da: Butikssystemet}", file=SHOP, without=("/search_keys",)),
    good=Example("search_keys: [name]", file=SHOP),
)
def unsearchable_system(system: Record) -> Iterator[Hit]:
    using = _using(system)
    if "search_keys" not in system.value and using:
        yield Hit("", "search_keys", _words(system, using[0]))


def _using(system: Record) -> tuple[Activity, ...]:
    return system.facts.once(users).get(system.entry.key, ())


def _words(system: Record, activity: Activity) -> dict[str, str]:
    return {"system": system.label(system.value), "activity": activity.label(activity.value)}


@rule(
    "RGT002", "no-export-for-portability", severity="info", alarms="low", since="0.1", of="system",
    sources=(gdpr("20(1)"),),
    da=Wording(
        title="Kan ikke tages med",
        checks="Personer har selv givet oplysninger til et it-system på grund af en aftale eller et samtykke, men ingen har skrevet, hvordan de kan trækkes ud.",
        why="De har ret til at få deres egne oplysninger med i en fil, som en computer kan læse. Det gælder både ved aftale og ved samtykke.",
        fix="Find ud af, hvordan systemet giver en fil, og skriv det i `export`.",
        wrong_when="Når oplysningerne kun findes som billeder eller fri tekst, som ikke kan skilles ad. En jurist bør se på det.",
        message="det fremgår ikke, hvordan en person får sine oplysninger med fra »{system}«, som bruges i »{activity}«",
        hint="find ud af, hvordan systemet giver en fil, og tilføj `export` (udtræk)",
    ),
    en=Wording(
        title="Cannot be taken along",
        checks="People have given data to an IT system because of a contract or a consent, but nobody has written how the data can be extracted.",
        why="They have a right to take their own data along in a file that a computer can read. That holds for contracts and consents alike.",
        fix="Find out how the system gives a file, and write it in `export`.",
        wrong_when="When the data exist only as pictures or free text that cannot be separated. Let a lawyer look at it.",
        message="it is not stated how people can take their data along from “{system}”, which is used in “{activity}”",
        hint="find out how the system gives a file and add `export` (export)",
    ),
    bad=Example("name: {da: Butikssystemet}", file=SHOP, without=("/export",)),
    good=Example("name: {da: Skademappen}", file=CASES, without=("/export",)),
)
def no_export_for_portability(system: Record) -> Iterator[Hit]:
    if "export" in system.value or system.value.get("medium") in NOT_AUTOMATED:
        return
    for activity in _using(system):
        row = next((row for row in activity.rows if _is_portable(row, system.entry.id)), None)
        if row is not None and not activity.is_processor:
            there = Place(row.pointer, "oplysningerne står her", "the data are here", activity.entry.file)
            yield Hit("", "export", _words(system, activity), (there,))
            return


def _is_portable(row: Row, system: str) -> bool:
    """Whether people gave the data of a row themselves, on a contract or a consent, and the system holds them."""
    is_given = "data_subject" in row.source_types and system in listed(row.value, "systems")
    return is_given and any(ground.article in PORTABLE for ground in row.grounds)


@rule(
    "RGT003", "exemption-unreasoned", severity="warning", alarms="low", since="0.1",
    sources=(act("databeskyttelsesloven", "§ 22"), gdpr("15(4)"), gdpr("12(4)")),
    da=Wording(
        title="Nej til indsigt uden hjemmel",
        checks="En undtagelse fra retten til indsigt nævner ingen bestemmelse, eller kun en lov uden paragraf.",
        why="Et nej til indsigt skal kunne begrundes over for personen med den bestemmelse, det bygger på. Det skal vurderes i hver sag.",
        fix="Skriv loven og paragraffen i `law`, fx databeskyttelsesloven § 22, stk. 1, eller databeskyttelsesforordningen art. 15, stk. 4.",
        wrong_when="Når undtagelsen slet ikke bruges. Så fjern den.",
        message="her siges nej til indsigt, men {what_da}",
        hint="skriv loven og paragraffen i `law` (bestemmelse)",
    ),
    en=Wording(
        title="Access refused without a provision",
        checks="An exemption from the right of access names no provision, or only an act without a section.",
        why="When access is refused, people must be told the provision it rests on. It must be considered in each case.",
        fix="Write the act and the section in `law`, such as databeskyttelsesloven § 22, stk. 1, or databeskyttelsesforordningen art. 15, stk. 4.",
        wrong_when="When the exemption is never used. Then remove it.",
        message="access is refused here, but {what_en}",
        hint="write the act and the section in `law` (provision)",
    ),
    bad=Example("access_exemptions: [{reason: {da: En sag om hvidvask må ikke røbes.}}]", file=IDENTITY),
    good=Example("""
        access_exemptions:
          - law: [{act: databeskyttelsesloven, section: "§ 22, stk. 1"}]
            reason: {da: "Hensynet til den, der har givet os et tip, vejer tungere."}
        """, file=IDENTITY),
)
def exemption_unreasoned(activity: Activity) -> Iterator[Hit]:
    for pointer, item in placed(activity.value, "access_exemptions"):
        if "law" not in item:
            da, en = "der er ikke nævnt nogen bestemmelse", "no provision is named"
            yield Hit(pointer, "law", {"what_da": da, "what_en": en})
        for place, law in placed(item, "law", pointer):
            if "section" not in law:
                da, en = f"»{law['act']}« er nævnt uden paragraf", f"“{law['act']}” is named without a section"
                yield Hit(place, "section", {"what_da": da, "what_en": en})


@rule(
    "RGT020", "dsar-incomplete", severity="warning", alarms="low", since="0.1", of="system",
    sources=(gdpr("12(3)"), gdpr("15")),
    da=Wording(
        title="Ingen har ansvar for systemet",
        checks="Et system rummer oplysninger om personer, men ingen er ansvarlig for det.",
        why="Når nogen beder om indsigt eller sletning, skal en bestemt person lede i systemet. Er det ingens opgave, bliver svaret ufuldstændigt.",
        fix="Skriv den rolle, der har ansvaret, i `owner_role`.",
        wrong_when="Når systemet er taget ud af brug. Så skal det væk fra rækkerne.",
        message="ingen er ansvarlig for »{system}«, som bruges i »{activity}«",
        hint="tilføj `owner_role` (ansvarlig) med en rolle fra virksomheden",
    ),
    en=Wording(
        title="Nobody answers for the system",
        checks="A system holds data about people, but nobody is responsible for it.",
        why="When somebody asks for access or erasure, a certain person must search the system. If that is nobody's task, the answer is incomplete.",
        fix="Write the role that is responsible in `owner_role`.",
        wrong_when="When the system has been taken out of use. Then remove it from the rows.",
        message="nobody is responsible for “{system}”, which is used in “{activity}”",
        hint="add `owner_role` (responsible) with a role of the organisation",
    ),
    bad=Example("name: {da: Butikssystemet}", file=SHOP, without=("/owner_role",)),
    good=Example("owner_role: office-manager", file=SHOP),
)
def dsar_incomplete(system: Record) -> Iterator[Hit]:
    using = _using(system)
    if "owner_role" not in system.value and using:
        yield Hit("", "owner_role", _words(system, using[0]))

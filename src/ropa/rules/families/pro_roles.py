"""PRO: parties whose role does not fit what they are, or that have two roles at once, and joint control without an arrangement."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.law.tables import rows_on
from ropa.register.lists import placed
from ropa.rules.facts import Activity, Facts
from ropa.rules.labels import choice_words, label_words
from ropa.rules.rule import Example, Hit, Place, Wording, gdpr, guidance, rule
from ropa.rules.vendors import Vendor, vendors

BIKES = "activities/havnens-cykler/company-bikes.yaml"
CALLS = "activities/havnens-cykler/customer-calls.yaml"
OWN_ROLES = frozenset({"controller", "joint_controller"})


@rule(
    "PRO007", "wrong-role-type", severity="warning", alarms="medium", since="0.1", of="register",
    sources=(gdpr("4(7)-(8)"), guidance("Datatilsynet", "Telmore, 29-04-2024")),
    da=Wording(
        title="Næppe databehandler",
        checks="En part er skrevet som databehandler, men er af en slags, der som regel selv bestemmer over oplysningerne, fx en bank, en myndighed eller en annonceplatform.",
        why="Den, der bestemmer selv, får oplysningerne videregivet. Det kræver et grundlag, og personen skal have det at vide; en databehandleraftale ændrer det ikke.",
        fix="Skriv parten som modtager med sin egen rolle. Er den virkelig kun jeres forlængede arm her, så forklar det i aftalens bemærkninger.",
        wrong_when="Når parten ved siden af sit eget arbejde løser en opgave helt efter jeres instruks. En jurist bør se på det.",
        message="»{party}« er skrevet som databehandler, men {why_da}",
        hint="skriv parten under `recipients` med rollen controller eller joint_controller, eller ret partens slags (`type`)",
    ),
    en=Wording(
        title="Hardly a processor",
        checks="A party is written as a processor but is of a kind that as a rule decides over the data itself, such as a bank, an authority or an ad platform.",
        why="Whoever decides alone has the data disclosed to it. That takes a legal basis, and people must be told; a data processing agreement does not change it.",
        fix="Write the party as a recipient with its own role. If it really only acts for you here, explain it in the notes of the agreement.",
        wrong_when="When the party does a task wholly on your instructions beside its own work. Let a lawyer look at it.",
        message="“{party}” is written as a processor, but {why_en}",
        hint="write the party in `recipients` with the role controller or joint_controller, or correct the party's `type`",
    ),
    bad=Example("""
        type: lawyer
        """, file="parties/datahavn.yaml"),
    good=Example("type: it_vendor", file="parties/datahavn.yaml"),
)
def wrong_role_type(facts: Facts) -> Iterator[Hit]:
    own = {row.id: row["why"] for row in rows_on("own_responsibility", facts.today)}
    for vendor in facts.once(vendors).values():
        party = facts.register.get("party", vendor.party)
        why = own.get(party.value.get("type", "")) if party else None
        if party and why:
            file, pointer = _written(vendor)
            there = Place("/type", "partens slags står her", "the kind of party is here", party.file)
            words = {"party": party.name(facts.register.language), "why_da": why["da"], "why_en": why["en"]}
            yield Hit(pointer, words=words, related=(there,), file=file)


def _written(vendor: Vendor) -> tuple[str, str]:
    """Where the party is called a processor: in the agreement, else where it first gets data."""
    return (vendor.dpas[0].file, "/type") if vendor.dpas else vendor.spots[0]


@rule(
    "PRO008", "role-conflict", severity="warning", alarms="medium", since="0.1",
    sources=(gdpr("28(10)"), gdpr("4(7)-(8)"), gdpr("6(1)"), gdpr("13(1)(e)")),
    da=Wording(
        title="To roller på én gang",
        checks="Den samme part er både databehandler og selvstændig modtager af de samme oplysninger i én aktivitet, uden at det er forklaret.",
        why="En databehandler, der bruger oplysningerne til sit eget, bliver selv dataansvarlig. Det kræver et grundlag, og personen skal have det at vide.",
        fix="Vælg den rolle, der passer. Har parten begge, så forklar i `role_note`, hvad den selv bestemmer, og hvad den kun gør for jer.",
        wrong_when="Når det er to forskellige opgaver. Skriv det i `role_note`.",
        message="»{party}« er både databehandler og selv ansvarlig for oplysningerne i »{rows}«",
        hint="ret rollen (`role`), eller forklar den i `role_note` (hvorfor den rolle)",
    ),
    en=Wording(
        title="Two roles at once",
        checks="The same party is both a processor and an independent recipient of the same data in one activity, without an explanation.",
        why="A processor that uses the data for itself becomes a controller. That takes a legal basis, and people must be told.",
        fix="Choose the role that fits. If the party has both, explain in `role_note` what it decides itself and what it only does for you.",
        wrong_when="When they are two different tasks. Write that in `role_note`.",
        message="“{party}” is both a processor and itself responsible for the data in “{rows}”",
        hint="correct the role (`role`), or explain it in `role_note` (why that role)",
    ),
    bad=Example("""
        recipients:
          - party: datahavn
            role: controller
            rows: [{row: recording}]
            purpose: train
        """, file=CALLS),
    good=Example("""
        recipients:
          - party: datahavn
            role: controller
            rows: [{row: recording}]
            purpose: train
            role_note: {da: "Parten driver telefonerne for os. Den tæller selv opkald for at skrive en regning."}
        """, file=CALLS),
)
def role_conflict(activity: Activity) -> Iterator[Hit]:
    by_party = {processor.party: processor for processor in activity.processors}
    for pointer, item in placed(activity.value, "recipients"):
        processor = by_party.get(item["party"])
        if processor is None or item.get("role") not in OWN_ROLES or "role_note" in item:
            continue
        shared = {scope["row"] for scope in item.get("rows", ())}.intersection(processor.rows)
        if shared:
            rows = [row for row in activity.rows if row.id in shared]
            words = {"party": activity.name("party", item["party"]), "rows": ", ".join(activity.label(row.value) for row in rows)}
            systems = (Place("/operator", "parten driver systemet her", "the party runs the system here", system.file)
                       for system in processor.systems)
            yield Hit(f"{pointer}/role", words=words, related=tuple(systems))


@rule(
    "PRO009", "joint-without-arrangement", severity="error", alarms="low", since="0.1",
    sources=(gdpr("26(1)"), gdpr("26(2)"), gdpr("26(3)")),
    da=Wording(
        title="Fælles ansvar uden ordning",
        checks="To bestemmer sammen, men ordningen mellem dem mangler, er en anden slags aftale, eller det væsentligste af den er ikke skrevet.",
        why="Den, oplysningerne handler om, skal kunne se, hvem der svarer for hvad. Personen kan altid gå til enhver af jer; uden en ordning ved ingen, hvem der så svarer.",
        fix="Lav en ordning, skriv den under agreements med `type: joint_controllership`, og peg på den i `arrangement`. Skriv det væsentligste i `essence`.",
        wrong_when="Når loven selv fordeler ansvaret mellem de to. Skriv det så i `essence`.",
        message="det fælles ansvar med »{party}« {what_da}",
        hint="{hint_da}",
    ),
    en=Wording(
        title="Joint control without arrangement",
        checks="Two decide together, but the arrangement between them is missing, is another kind of agreement, or its essence is not written.",
        why="People must be able to see who answers for what. They may always turn to either of you; without an arrangement nobody knows who then answers.",
        fix="Make an arrangement, write it under agreements with `type: joint_controllership`, and point to it in `arrangement`. Write the gist in `essence`.",
        wrong_when="When the law itself divides the responsibility between the two. Then write that in `essence`.",
        message="the joint responsibility with “{party}” {what_en}",
        hint="{hint_en}",
    ),
    bad=Example("""
        joint_controllers:
          - party: nordlys-regnskab
            essence: {da: "Nordlys oplyser medarbejderne, og vi svarer på spørgsmål om cyklen."}
        """, file=BIKES),
    good=Example("""
        joint_controllers:
          - party: nordlys-regnskab
            arrangement: bike-scheme
            essence: {da: "Nordlys oplyser medarbejderne, og vi svarer på spørgsmål om cyklen."}
        """, file=BIKES),
)
def joint_without_arrangement(activity: Activity) -> Iterator[Hit]:
    joint = {item["party"] for _, item in placed(activity.value, "joint_controllers")}
    for pointer, item in placed(activity.value, "joint_controllers"):
        words = {"party": activity.name("party", item["party"])}
        for name in ("arrangement", "essence"):
            if name not in item:
                yield Hit(pointer, name, {**words, **_lacking(name)})
        kind = activity.of("agreement", item.get("arrangement", "")).get("type", "joint_controllership")
        if kind != "joint_controllership":
            yield Hit(f"{pointer}/arrangement", words={**words, **_of_another_kind(kind)})
    for pointer, item in placed(activity.value, "recipients"):
        is_known = bool(activity.of("party", item["party"]))
        if is_known and item.get("role") == "joint_controller" and item["party"] not in joint:
            words = {"party": activity.name("party", item["party"])}
            yield Hit(f"{pointer}/role", words={**words, **UNTOLD})


UNTOLD = {
    "what_da": "står kun ved modtageren og ikke under fælles dataansvarlige",
    "what_en": "stands at the recipient only and not among the joint controllers",
    "hint_da": "skriv parten under `joint_controllers` (fælles dataansvarlige) med ordningen, eller ret rollen (`role`)",
    "hint_en": "write the party in `joint_controllers` with the arrangement, or correct the role (`role`)",
}


def _lacking(name: str) -> dict[str, str]:
    label = label_words("activity", "joint_controllers", name)
    return {
        "what_da": f"mangler »{label['label_da']}«",
        "what_en": f"lacks “{label['label_en']}”",
        "hint_da": f"tilføj `{name}` (»{label['label_da']}«)",
        "hint_en": f"add `{name}` (“{label['label_en']}”)",
    }


def _of_another_kind(kind: str) -> dict[str, str]:
    names = choice_words("kind", [kind], "agreement", "type")
    return {
        "what_da": f"peger på en aftale, der er en anden slags: {names['kind_da']}",
        "what_en": f"points to an agreement of another kind: {names['kind_en']}",
        "hint_da": "peg på en ordning om fælles dataansvar i `arrangement`, eller ret aftalens slags (`type`)",
        "hint_en": "point to a joint controllership arrangement in `arrangement`, or correct the agreement's `type`",
    }

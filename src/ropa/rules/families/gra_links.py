"""GRA: what nothing points to, data that their origin does not have, and flows that only one end knows of (GDPR Art. 5(2), 30(1)(c)-(d))."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ropa.register import Entry
from ropa.register.lists import listed, placed
from ropa.register.references import Name, named_in
from ropa.rules.facts import Activity, Facts
from ropa.rules.rows import Row, as_date
from ropa.rules.rule import Example, Hit, Place, Wording, gdpr, guidance, rule
from ropa.schema import Field, branches_to, fields_of

CALLS = "activities/havnens-cykler/insurance-calls.yaml"
ORPHANS = ("party", "system", "document")
POINTING = ("activity", "agreement", "system", "party", "organisation", "document")
KINDS = {"party": ("parten", "the party"), "system": ("systemet", "the system"), "document": ("dokumentet", "the document")}
COUPLING = guidance("Datatilsynet", "fortegnelsen, 10-08-2020")


@rule(
    "GRA002", "orphan-node", severity="info", alarms="low", since="0.1", of="register",
    sources=(gdpr("5(2)"), gdpr("24(1)")),
    da=Wording(
        title="Bruges ikke mere",
        checks="En part, et system eller et dokument, som ingen aktivitet, aftale eller anden post peger på.",
        why="Det, der ligger tilbage, får registret til at ligne noget, det ikke er. Måske mangler der en aktivitet; måske skal det ud.",
        fix="Peg på det fra den aktivitet, der bruger det, eller slet filen.",
        wrong_when="Når det er gemt med vilje til en aktivitet, der snart kommer.",
        message="{kind_da} »{name}« bliver ikke brugt af nogen aktivitet eller aftale",
        hint="peg på det fra den aktivitet, der bruger det, eller slet filen",
    ),
    en=Wording(
        title="No longer used",
        checks="A party, a system or a document that no activity, agreement or other record points to.",
        why="Leftovers make the register look like something it is not. An activity may be missing; or the file should go.",
        fix="Point to it from the activity that uses it, or delete the file.",
        wrong_when="When it is kept on purpose for an activity that will come soon.",
        message="{kind_en} “{name}” is not used by any activity or agreement",
        hint="point to it from the activity that uses it, or delete the file",
    ),
    bad=Example("""
        id: old-printer
        name: {da: Kopiservice ApS}
        naming: named
        type: supplier
        """, file="parties/old-printer.yaml"),
    good=Example("""
        id: old-printer
        name: {da: Kopiservice ApS}
        naming: named
        type: supplier
        """, file="parties/old-printer.yaml",
                 also={"activities/havnens-cykler/workshop.yaml":
                       "recipients: [{party: old-printer, role: controller, rows: [{row: card}], purpose: repair}]"}),
)
def orphan_node(facts: Facts) -> Iterator[Hit]:
    if facts.register.broken:
        return  # a file that cannot be read may be what points here
    used = facts.once(_pointed_to)
    for kind in ORPHANS:
        for entry in facts.register.of(kind):
            if (kind, entry.key) not in used and not _speaks_for_itself(entry):
                da, en = KINDS[kind]
                words = {"kind_da": da, "kind_en": en, "name": entry.name(facts.register.language)}
                yield Hit("/id", words=words, file=entry.file)


def _speaks_for_itself(entry: Entry) -> bool:
    """Whether an entry has a use that is not a pointer to it: an organisation's own party, claims about activities."""
    return "member" in entry.value or any(listed(claim, "activities") for claim in listed(entry.value, "claims"))


def _pointed_to(facts: Facts) -> frozenset[tuple[str, str]]:
    """The entries that something active points to, by kind and key; a pointer to itself does not count."""
    found: set[tuple[str, str]] = set()
    met: set[Name] = set()
    for kind in POINTING:
        pointing = _pointing(kind)
        for entry in facts.register.of(kind):
            for name, target in named_in(pointing, entry.value, met) if not _has_ended(facts, entry) else ():
                if (target.kind, target.key) != (entry.kind, entry.key):
                    met.add(name)
                    found.add((target.kind, target.key))
    return frozenset(found)


@lru_cache(maxsize=None)
def _pointing(kind: str) -> Field:
    return branches_to(fields_of(kind), lambda field: bool(field.reference and field.reference.target.startswith(ORPHANS)))


def _has_ended(facts: Facts, entry: Entry) -> bool:
    until = as_date(entry.value.get("until"))
    return entry.kind == "activity" and until is not None and until < facts.today


@rule(
    "GRA004", "data-without-origin", severity="warning", alarms="medium", since="0.1",
    sources=(gdpr("30(1)(c)"), gdpr("14(2)(f)")),
    da=Wording(
        title="Ingen har indsamlet dem",
        checks="En række siger, at oplysningerne kommer fra en anden aktivitet i huset, men den aktivitet har dem ikke.",
        why="Så mangler der en aktivitet i fortegnelsen, eller også er kilden forkert. Personen har ret til at vide, hvor oplysningerne kommer fra.",
        fix="Skriv oplysningerne på den aktivitet, der indsamler dem, eller ret kilden.",
        wrong_when="Når den anden aktivitet kalder oplysningerne noget andet. Brug det samme ord begge steder.",
        message="»{categories}« i »{row}« skal komme fra »{there}«, men den aktivitet har dem ikke",
        hint="skriv oplysningerne på den aktivitet, der indsamler dem, eller ret kilden (`sources`)",
    ),
    en=Wording(
        title="Nobody collected them",
        checks="A row says that the data come from another activity in the organisation, but that activity does not have them.",
        why="Then an activity is missing from the record, or the source is wrong. People have a right to know where the data come from.",
        fix="Write the data on the activity that collects them, or correct the source.",
        wrong_when="When the other activity calls the data something else. Use the same word in both places.",
        message="“{categories}” in “{row}” should come from “{there}”, but that activity does not have them",
        hint="write the data on the activity that collects them, or correct the source (`sources`)",
    ),
    bad=Example("""
        data:
          - id: call-list
            label: {da: Ringeliste}
            data_subjects: [customer]
            categories: [name, phone, purchase, income]
            sources: [{type: internal, activity: havnens-cykler/bike-sales}]
            grounds: [{purpose: offer-insurance, legal_basis: offer}]
            necessity: {da: "Vi ringer kun til dem, der kan betale."}
            systems: [shop-system]
            channels: [phone]
            retention: [{schedule: three-months}]
        """, file=CALLS),
    good=Example("""
        data:
          - id: call-list
            label: {da: Ringeliste}
            data_subjects: [customer]
            categories: [name, phone, purchase, email]
            sources: [{type: internal, activity: havnens-cykler/bike-sales}]
            grounds: [{purpose: offer-insurance, legal_basis: offer}]
            systems: [shop-system]
            channels: [phone]
            retention: [{schedule: three-months}]
        """, file=CALLS),
)
def data_without_origin(activity: Activity) -> Iterator[Hit]:
    for row in activity.rows:
        sources = listed(row.value, "sources")
        if not sources or any(source["type"] != "internal" or "activity" not in source for source in sources):
            continue
        origins = [origin for source in sources for origin in _origin(activity, source["activity"]) if origin.rows]
        held = {category for origin in origins for other in origin.rows for category in other.categories}
        left = [category for category in row.categories if origins and category not in held]
        if left:
            yield _unheld(activity, row, left, origins)


def _unheld(activity: Activity, row: Row, left: list[str], origins: list[Activity]) -> Hit:
    words = {
        "categories": ", ".join(activity.name("personal_data_category", category) for category in left),
        "row": activity.label(row.value),
        "there": ", ".join(origin.label(origin.value) for origin in origins),
    }
    places = (Place("/data", "her skal de komme fra", "they should come from here", origin.entry.file) for origin in origins)
    return Hit(f"{row.pointer}/sources", words=words, related=tuple(places))


def _origin(activity: Activity, key: str | None) -> Iterator[Activity]:
    entry = activity.register.get("activity", key) if key else None
    if entry is not None:
        yield activity.facts.activity(entry)


@rule(
    "GRA005", "one-sided-internal-flow", severity="warning", alarms="low", since="0.1",
    sources=(gdpr("30(1)(d)"), gdpr("16"), gdpr("17(1)"), COUPLING),
    da=Wording(
        title="Kun den ene side ved det",
        checks="En aktivitet giver oplysninger videre til en anden i huset, men den anden siger ikke, at den får dem; eller omvendt.",
        why="Skal nogen have slettet eller rettet noget, skal man kunne følge oplysningerne hele vejen. Mangler den ene ende, stopper sporet.",
        fix="Skriv modtageren under `internal_recipients` i den ene aktivitet og kilden under `sources` i den anden.",
        wrong_when="Når der slet ikke går oplysninger mellem de to. Fjern så den side, der er forkert.",
        message="{what_da}",
        hint="{hint_da}",
    ),
    en=Wording(
        title="Only one side knows",
        checks="An activity passes data on to another in the organisation, but the other does not say that it gets them; or the other way round.",
        why="To have something erased or corrected, one must be able to follow the data all the way. If one end is missing, the trail stops.",
        fix="Write the recipient in `internal_recipients` of one activity and the source in `sources` of the other.",
        wrong_when="When no data go between the two at all. Then remove the side that is wrong.",
        message="{what_en}",
        hint="{hint_en}",
    ),
    bad=Example("""
        internal_recipients:
          - activity: havnens-cykler/insurance-calls
            rows: [{row: order, categories: [name, phone, purchase]}]
          - activity: havnens-cykler/instalment-credit
            rows: [{row: order, categories: [name, purchase]}]
          - activity: havnens-cykler/workshop
            rows: [{row: frame}]
        """),
    good=Example("""
        internal_recipients:
          - activity: havnens-cykler/insurance-calls
            rows: [{row: order, categories: [name, phone, purchase]}]
          - activity: havnens-cykler/instalment-credit
            rows: [{row: order, categories: [name, purchase]}]
          - department: workshop
            rows: [{row: frame}]
        """),
)
def one_sided_internal_flow(activity: Activity) -> Iterator[Hit]:
    for pointer, item in placed(activity.value, "internal_recipients"):
        for other in _origin(activity, item.get("activity")):
            if _names_other_sources(other, activity):
                there = (Place("/data", "her mangler kilden", "the source is missing here", other.entry.file),)
                yield Hit(f"{pointer}/activity", words=_passed(activity, other), related=there)
    told: set[str] = set()
    for row in activity.rows:
        for pointer, source in placed(row.value, "sources", row.pointer):
            for other in _origin(activity, source.get("activity")):
                if other.entry.key not in told and not _passes_to(other, activity):
                    told.add(other.entry.key)
                    there = (Place("", "her mangler modtageren", "the recipient is missing here", other.entry.file),)
                    yield Hit(f"{pointer}/activity", words=_taken(activity, other), related=there)


def _names_other_sources(receiver: Activity, giver: Activity) -> bool:
    """Whether every row of an activity says where its data come from, and none says: from the other activity."""
    if not receiver.rows or not all("sources" in row.value for row in receiver.rows):
        return False
    sources = [source for row in receiver.rows for source in listed(row.value, "sources") if source["type"] == "internal"]
    return not any(source.get("activity", giver.entry.key) == giver.entry.key for source in sources)


def _passes_to(giver: Activity, receiver: Activity) -> bool:
    return any(item.get("activity") == receiver.entry.key for item in listed(giver.value, "internal_recipients"))


def _passed(activity: Activity, other: Activity) -> dict[str, str]:
    here, there = activity.label(activity.value), other.label(other.value)
    return {
        "what_da": f"»{here}« giver oplysninger til »{there}«, men den siger ikke, at den får dem herfra",
        "what_en": f"“{here}” passes data to “{there}”, which does not say that it gets them from here",
        "hint_da": f"tilføj en kilde i »{there}« (`sources` med `type: internal` og aktiviteten), eller fjern modtageren her",
        "hint_en": f"add a source in “{there}” (`sources` with `type: internal` and the activity), or remove the recipient here",
    }


def _taken(activity: Activity, other: Activity) -> dict[str, str]:
    here, there = activity.label(activity.value), other.label(other.value)
    return {
        "what_da": f"»{here}« henter oplysninger fra »{there}«, men den siger ikke, at den giver dem videre hertil",
        "what_en": f"“{here}” takes data from “{there}”, which does not say that it passes them on to here",
        "hint_da": f"tilføj aktiviteten under `internal_recipients` i »{there}«, eller ret kilden her",
        "hint_en": f"add the activity to `internal_recipients` in “{there}”, or correct the source here",
    }

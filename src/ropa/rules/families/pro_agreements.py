"""PRO: processors without an agreement, agreements that lack something, and vendors that no activity tells of (GDPR Art. 28)."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.register import Entry
from ropa.register.lists import listed, placed
from ropa.rules.facts import Facts, Record
from ropa.rules.keeping import users
from ropa.rules.labels import choice_words
from ropa.rules.rule import Example, Hit, Place, Wording, gdpr, rule
from ropa.rules.vendors import Vendor, are_all_read, is_dpa, is_with_processor, party_of, vendors
from ropa.schema import fields_of

SHOWN = 4
"""How many other places a finding points to, and how many terms it names."""
SALES = "activities/havnens-cykler/bike-sales.yaml"
SHREDDER = "agreements/nordlys-regnskab/sikker-makulering.yaml"
NO_DPA = frozenset({"non_disclosure", "none"})
"""Types of agreement that stand in place of a data processing agreement without being one."""
BREACH_HELP = "28.3.f"
"""The term about help with breaches; where nothing is said of breaches at all, BRE002 tells."""


@rule(
    "PRO001", "processor-without-dpa", severity="error", alarms="low", since="0.1", of="register",
    sources=(gdpr("28(3)"), gdpr("28(9)")),
    da=Wording(
        title="Ingen databehandleraftale",
        checks="En part behandler oplysninger for virksomheden, men der er ingen databehandleraftale med den, eller aftalen har ingen dato for underskrift.",
        why="Loven kræver en skriftlig aftale, før en databehandler må få oplysninger. Uden den ved ingen, hvad parten må, og hvem der svarer for fejl.",
        fix="Indgå en databehandleraftale, og skriv den under agreements med dagen, den blev underskrevet (`signed_on`).",
        wrong_when="Når parten selv bestemmer, hvad oplysningerne bruges til. Så er den ikke databehandler, og rollen skal rettes.",
        message="»{party}« behandler oplysninger for virksomheden, men {what_da}",
        hint="{hint_da}",
    ),
    en=Wording(
        title="No data processing agreement",
        checks="A party processes data for the organisation, but there is no data processing agreement with it, or the agreement has no date of signature.",
        why="The law requires a written agreement before a processor may have data. Without it nobody knows what the party may do and who answers for mistakes.",
        fix="Make a data processing agreement, and write it under agreements with the day it was signed (`signed_on`).",
        wrong_when="When the party itself decides what the data are used for. Then it is no processor, and the role must be corrected.",
        message="“{party}” processes data for the organisation, but {what_en}",
        hint="{hint_en}",
    ),
    bad=Example("""
        processors:
          - party: sikker-makulering
            service: {da: Henter papiret fra butikken og makulerer det.}
            rows: [{row: order}]
        """, file=SALES),
    good=Example("""
        processors:
          - party: datahavn
            service: {da: Hjælper med at rette fejl i ordrer.}
            rows: [{row: order}]
        """, file=SALES),
)
def processor_without_dpa(facts: Facts) -> Iterator[Hit]:
    for vendor in facts.once(vendors).values():
        words = {"party": facts.register.name("party", vendor.party)}
        if not vendor.dpas:
            yield from _without(facts, vendor, words)
        elif not any("signed_on" in entry.value for entry in vendor.dpas):
            yield Hit("", "signed_on", {**words, **UNSIGNED}, _spots(vendor), vendor.dpas[0].file)


UNSIGNED = {
    "what_da": "det fremgår ikke, hvornår databehandleraftalen blev underskrevet",
    "what_en": "it is not stated when the data processing agreement was signed",
    "hint_da": "find den underskrevne aftale, og skriv dagen i `signed_on` (underskrevet)",
    "hint_en": "find the signed agreement and write the day in `signed_on` (signed)",
}
MISSING = {
    "what_da": "der er ingen databehandleraftale med parten",
    "what_en": "there is no data processing agreement with the party",
    "hint_da": "indgå en databehandleraftale, og skriv den under agreements med `type: data_processing`",
    "hint_en": "make a data processing agreement and write it under agreements with `type: data_processing`",
}


def _without(facts: Facts, vendor: Vendor, words: dict[str, str]) -> Iterator[Hit]:
    """A hit at the agreement that is none, or at the first place that makes the party a processor."""
    weak = next((entry for entry in vendor.agreements if entry.value["type"] in NO_DPA), None)
    if not are_all_read(facts):
        return
    if weak:
        yield Hit("/type", words={**words, **MISSING}, related=_spots(vendor), file=weak.file)
    else:
        file, pointer = vendor.spots[0]
        yield Hit(pointer, words={**words, **MISSING}, related=_spots(vendor)[1:], file=file)


def _spots(vendor: Vendor) -> tuple[Place, ...]:
    da, en = "parten får oplysninger her", "the party gets data here"
    return tuple(Place(pointer, da, en, file) for file, pointer in vendor.spots[:SHOWN])


@rule(
    "PRO002", "dpa-terms-incomplete", severity="warning", alarms="medium", since="0.1", of="agreement",
    sources=(gdpr("28(3)"),),
    da=Wording(
        title="Aftalen mangler vilkår",
        checks="En databehandleraftale dækker ikke alt det, loven kræver, eller ingen har skrevet, hvad den dækker.",
        why="Loven siger punkt for punkt, hvad aftalen skal indeholde. Mangler et punkt, er det jer, der ikke har styr på databehandleren.",
        fix="Læs aftalen, og sæt de vilkår, den har, i `terms`. Mangler der nogen, så få aftalen rettet. Datatilsynets standardaftale har dem alle.",
        wrong_when="Når vilkåret står i et bilag, som ikke er læst. Læs det, og skriv vilkåret på listen.",
        message="databehandleraftalen med »{party}« {what_da}",
        hint="læs aftalen, og skriv i `terms` (vilkår efter art. 28, stk. 3) det, den dækker; få resten med",
    ),
    en=Wording(
        title="The agreement lacks terms",
        checks="A data processing agreement does not cover all that the law requires, or nobody has written what it covers.",
        why="The law says point by point what the agreement must hold. If a point is missing, it is you who do not control the processor.",
        fix="Read the agreement and put the terms it has in `terms`. If any are missing, have it amended. The Danish authority's standard agreement has them all.",
        wrong_when="When the term stands in an annex that was not read. Read it and add the term to the list.",
        message="the data processing agreement with “{party}” {what_en}",
        hint="read the agreement and write in `terms` (terms under Article 28(3)) what it covers; have the rest added",
    ),
    bad=Example("terms: [subject_matter, duration, nature_and_purpose, data_types, data_subjects, 28.3.a, 28.3.b, 28.3.c, 28.3.d, 28.3.e, 28.3.f]"),
    good=Example("terms: [subject_matter, duration, nature_and_purpose, data_types, data_subjects, 28.3.a, 28.3.b, 28.3.c, 28.3.d, 28.3.e, 28.3.f, 28.3.g, 28.3.h]"),
)
def dpa_terms_incomplete(agreement: Record) -> Iterator[Hit]:
    if not is_dpa(agreement):
        return
    words = {"party": party_of(agreement)}
    stated = listed(agreement.value, "terms")
    left = [term for term in _terms() if term not in stated]
    if "breach_notice_hours" not in agreement.value and BREACH_HELP in left:
        left.remove(BREACH_HELP)
    if not stated:
        yield Hit("", "terms", {**words, "what_da": "dækker måske ikke det hele: ingen har skrevet, hvilke vilkår den har",
                                "what_en": "may not cover everything: nobody has written which terms it has"})
    elif left:
        names = choice_words("left", left[:SHOWN], "agreement", "terms")
        more = ("", "") if len(left) <= SHOWN else (f" og {len(left) - SHOWN} andre vilkår", f" and {len(left) - SHOWN} other terms")
        yield Hit("/terms", words={**words, "what_da": f"dækker ikke {names['left_da']}{more[0]}",
                                   "what_en": f"does not cover {names['left_en']}{more[1]}"})


def _terms() -> tuple[str, ...]:
    items = fields_of("agreement").fields["terms"].items
    return tuple(items.choices) if items else ()


@rule(
    "PRO003", "vendor-not-declared", severity="error", alarms="low", since="0.1", of="register",
    sources=(gdpr("30(1)(d)"), gdpr("4(9)")),
    da=Wording(
        title="Leverandør mangler i fortegnelsen",
        checks="Ingen har skrevet, hvem der driver et system, som en aktivitet bruger; eller der er en databehandleraftale med en part, som ingen aktivitet bruger.",
        why="En databehandler er en modtager, og fortegnelsen skal vise, hvilke slags modtagere der er. Står driften af et system åben, ved ingen, om en fremmed har oplysningerne.",
        fix="Skriv i systemet, hvem der driver det (`operator`); er det jer selv, så skriv in_house. Bruger ingen aktivitet parten, så skriv den på eller afslut aftalen.",
        wrong_when="Når aftalen er ophørt. Skriv så dagen i `expires_on`.",
        message="{what_da}",
        hint="{hint_da}",
    ),
    en=Wording(
        title="Vendor missing from the record",
        checks="Nobody has written who runs a system that an activity uses; or there is a data processing agreement with a party that no activity uses.",
        why="A processor is a recipient, and the record must show which categories of recipients there are. While it is open who runs a system, nobody knows whether a stranger has the data.",
        fix="Write in the system who runs it (`operator`); if you do yourselves, write in_house. If no activity uses the party, add it or end the agreement.",
        wrong_when="When the agreement has ended. Then write the day in `expires_on`.",
        message="{what_en}",
        hint="{hint_en}",
    ),
    bad=Example("name: {da: Butikssystemet}", file="systems/havnens-cykler/shop-system.yaml", without=("/operator",)),
    good=Example("operator: in_house", file="systems/havnens-cykler/shop-system.yaml"),
)
def vendor_not_declared(facts: Facts) -> Iterator[Hit]:
    for key, activities in facts.once(users).items():
        system = facts.register.get("system", key)
        if system is not None and "operator" not in system.value:
            name, some = system.name(facts.register.language), activities[0].label(activities[0].value)
            da = f"der står ikke, hvem der driver »{name}«, som bruges i »{some}«"
            en = f"it is not stated who runs “{name}”, which is used in “{some}”"
            yield Hit("", "operator", {"what_da": da, "what_en": en, **ASK_OPERATOR}, file=system.file)
    for entry in facts.register.of("agreement"):
        agreement = Record(facts, entry)
        if is_with_processor(agreement) and facts.register.get("party", entry.value["party"]) and _is_unused(facts, entry):
            da = f"der er en databehandleraftale med »{party_of(agreement)}«, men ingen aktivitet bruger parten"
            en = f"there is a data processing agreement with “{party_of(agreement)}”, but no activity uses the party"
            yield Hit("/party", words={"what_da": da, "what_en": en, **ASK_USE}, file=entry.file)


ASK_OPERATOR = {
    "hint_da": "find ud af, hvem der driver systemet, og skriv parten, eller in_house, i `operator` (drives af)",
    "hint_en": "find out who runs the system, and write the party, or in_house, in `operator` (operated by)",
}
ASK_USE = {
    "hint_da": "skriv parten på det system, den driver (`operator`), eller på aktiviteten (`processors`), eller afslut aftalen",
    "hint_en": "write the party on the system it runs (`operator`) or on the activity (`processors`), or end the agreement",
}


def _is_unused(facts: Facts, agreement: Entry) -> bool:
    """Whether no activity uses the party of an agreement, as far as all files can be read and there are activities."""
    pair = (agreement.organisation, agreement.value["party"])
    has_activities = bool(facts.members(agreement.organisation))
    return has_activities and not facts.register.broken and pair not in facts.once(vendors) and pair not in facts.once(_under)


def _under(facts: Facts) -> frozenset[tuple[str, str]]:
    """The sub-processors of each organisation's processors."""
    ways = ((way.activity.organisation, party) for party, some in facts.chains.ways.items() for way in some)
    return frozenset(ways)


@rule(
    "PRO006", "subprocessor-unlisted", severity="warning", alarms="low", since="0.1", of="agreement",
    sources=(gdpr("28(2)"), gdpr("28(4)")),
    da=Wording(
        title="Underdatabehandlere mangler",
        checks="Det fremgår ikke, om en databehandler bruger andre, eller hvor en af dem arbejder.",
        why="Databehandleren må kun bruge andre, når I har sagt ja. Det kan I ikke, når I ikke ved, hvem de er, og hvor de er.",
        fix="Spørg databehandleren, og skriv dem under `sub_processors` med lande i `places`. Bruger den ingen, så skriv none.",
        wrong_when="Når landene står i en liste hos databehandleren. Skriv dem også her.",
        message="{what_da}",
        hint="{hint_da}",
    ),
    en=Wording(
        title="Sub-processors missing",
        checks="It is not stated whether a processor uses others, or where one of them works.",
        why="The processor may only use others when you have agreed. You cannot when you do not know who and where they are.",
        fix="Ask the processor, and write them in `sub_processors` with countries in `places`. If it uses none, write none.",
        wrong_when="When the countries are in a list that the processor keeps. Write them here too.",
        message="{what_en}",
        hint="{hint_en}",
    ),
    bad=Example("services: {da: Henter og makulerer papir fra arkivet.}", file=SHREDDER, without=("/sub_processors",)),
    good=Example("sub_processors: [{party: datahavn, service: {da: Gemmer kvitteringerne.}, places: [DK]}]", file=SHREDDER),
)
def subprocessor_unlisted(agreement: Record) -> Iterator[Hit]:
    if not is_with_processor(agreement):
        return
    name = party_of(agreement)
    if "sub_processors" not in agreement.value:
        da, en = f"det fremgår ikke, om »{name}« bruger underdatabehandlere", f"it is not stated whether “{name}” uses sub-processors"
        yield Hit("", "sub_processors", {"what_da": da, "what_en": en, **ASK_WHO})
    for pointer, item in placed(agreement.value, "sub_processors"):
        if "places" not in item:
            under = agreement.name("party", item["party"])
            da = f"der står ikke, i hvilke lande underdatabehandleren »{under}« arbejder for »{name}«"
            en = f"it is not stated in which countries the sub-processor “{under}” works for “{name}”"
            yield Hit(pointer, "places", {"what_da": da, "what_en": en, **ASK_WHERE})


ASK_WHO = {
    "hint_da": "spørg parten, og skriv dens underdatabehandlere i `sub_processors`, eller none, hvis den ingen har",
    "hint_en": "ask the party and write its sub-processors in `sub_processors`, or none if it has none",
}
ASK_WHERE = {
    "hint_da": "spørg, og skriv landene i `places` (steder)",
    "hint_en": "ask and write the countries in `places` (places)",
}

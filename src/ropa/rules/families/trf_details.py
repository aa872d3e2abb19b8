"""TRF: what a transfer out of the EU/EEA lacks besides its mechanism: a look at the list, an assessment, a country, the right words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ropa.law.eea import is_third_country
from ropa.rules.abroad import country_words, names_several, other_end, transfers
from ropa.rules.facts import Record
from ropa.rules.labels import choice_words, label_words
from ropa.rules.rule import Example, Hit, Place, Wording, act, gdpr, guidance, rule
from ropa.rules.texts import Prose, lexicon

BREV = "agreements/havnens-cykler/brev-og-klik.yaml"
ON_CLAUSES = frozenset({"scc", "bcr", "ad_hoc_clauses"})
"""The mechanisms that are promises between parties, which the law of the country may override."""
SPEAKING = ("activity", "agreement", "system", "document", "party")
"""The kinds whose texts are searched."""
_NO_PLACE = re.compile(r"\beu(?:['’]?s\b|-(?!land)\w+)")


@rule(
    "TRF003", "parent-in-third-country", severity="info", alarms="medium", since="0.1", of="party", preview=True,
    sources=(guidance("Datatilsynet", "vejledning om cloud", "memory"),),
    da=Wording(
        title="Moderselskab uden for EU/EØS",
        checks="En databehandler i EU/EØS er ejet fra et land udenfor, og ingen har vurderet, om moderselskabet kan få fat i oplysningerne.",
        why="Et moderselskab kan få ordre fra sit eget lands myndigheder om at udlevere oplysninger. Om det kan ske her, skal I vide.",
        fix="Vurder det sammen med leverandøren, og skriv vurderingen i `parent_assessment`.",
        wrong_when="Når ejerskabet ikke giver nogen adgang. Skriv det i vurderingen. Datatilsynets vejledning er gengivet efter hukommelsen; en jurist bør se på det.",
        message="»{party}« er ejet fra {country_da}, og ingen har vurderet, om moderselskabet kan få fat i oplysningerne",
        hint="vurder det, og tilføj `parent_assessment` (vurdering af moderselskabet)",
    ),
    en=Wording(
        title="Parent outside the EU/EEA",
        checks="A processor in the EU/EEA is owned from a country outside, and nobody has assessed whether the parent can get at the data.",
        why="A parent company may be ordered by the authorities of its own country to hand over data. You must know whether that can happen here.",
        fix="Assess it together with the vendor, and write the assessment in `parent_assessment`.",
        wrong_when="When the ownership gives no access. Write that in the assessment. The authority's guidance is from memory; let a lawyer look at it.",
        message="“{party}” is owned from {country_en}, and nobody has assessed whether the parent can get at the data",
        hint="assess it and add `parent_assessment` (assessment of the parent)",
    ),
    bad=Example("parent_country: US"),
    good=Example("""
        parent_country: US
        parent_assessment: {reference: "Vurdering 2026-03, moderselskabet", on: 2026-03-12}
        """),
)
def parent_in_third_country(party: Record) -> Iterator[Hit]:
    parent = party.value.get("parent_country", "EEA")
    if not is_third_country(parent) or is_third_country(party.value.get("country", "EEA")):
        return
    if "parent_assessment" not in party.value and party.facts.chains.ways.get(party.entry.key):
        yield Hit("/parent_country", words={"party": party.label(party.value), **country_words(parent)})


@rule(
    "TRF004", "dpf-unverified", severity="warning", alarms="low", since="0.1", of="record", preview=True,
    sources=(guidance("Europa-Kommissionen", "afgørelse (EU) 2023/1795 om DPF", "memory"),),
    da=Wording(
        title="DPF ikke efterprøvet",
        checks="En overførsel til USA bygger på DPF-ordningen, men ingen har skrevet, hvornår I så, at modtageren står på listen.",
        why="Godkendelsen gælder kun de virksomheder, der står på listen. Står modtageren der ikke, er overførslen ulovlig.",
        fix="Slå modtageren op på listen, og skriv dagen i `dpf_checked_on`.",
        wrong_when="Når det er skrevet et andet sted. Ordningen er beskrevet efter hukommelsen; en jurist bør se på det.",
        message="overførslen til »{to}« bygger på DPF, men det fremgår ikke, hvornår listen er slået op",
        hint="slå modtageren op på DPF-listen, og tilføj `dpf_checked_on` (dagen, hvor listen er tjekket)",
    ),
    en=Wording(
        title="DPF not verified",
        checks="A transfer to the USA rests on the Data Privacy Framework, but nobody has written when you saw that the recipient is on the list.",
        why="The approval only covers the companies on the list. If the recipient is not on it, the transfer is unlawful.",
        fix="Look the recipient up on the list, and write the day in `dpf_checked_on`.",
        wrong_when="When it is written elsewhere. The framework is described from memory; let a lawyer look at it.",
        message="the transfer to “{to}” rests on the DPF, but it is not stated when the list was looked up",
        hint="look the recipient up on the DPF list and add `dpf_checked_on` (the day the list was checked)",
    ),
    bad=Example("transfers: [{country: US, recipient: cloudpeak, mechanism: dpf}]", file=BREV),
    good=Example("transfers: [{country: US, recipient: cloudpeak, mechanism: dpf, dpf_checked_on: 2026-08-20}]", file=BREV),
)
def dpf_unverified(record: Record) -> Iterator[Hit]:
    for pointer, transfer in transfers(record):
        if transfer.get("mechanism") == "dpf" and "dpf_checked_on" not in transfer:
            yield Hit(pointer, "dpf_checked_on", {"to": other_end(record.facts, transfer)})


@rule(
    "TRF005", "scc-without-tia", severity="warning", alarms="low", since="0.1", of="record", preview=True,
    sources=(guidance("EU-Domstolen", "C-311/18 (Schrems II)", "memory"), guidance("EDPB", "anbefalinger 01/2020", "memory")),
    da=Wording(
        title="Landet er ikke vurderet",
        checks="En overførsel bygger på en kontrakt, fx EU's standardkontrakt, men ingen har vurderet, om kontrakten kan holdes i landet.",
        why="Kontrakten binder modtageren, men ikke landets myndigheder. Kan de kræve oplysningerne udleveret, hjælper den ikke.",
        fix="Lav en vurdering af landet og de oplysninger, der sendes, og skriv den i `assessment` med dato.",
        wrong_when="Når vurderingen er lavet et andet sted, fx af koncernen. Henvis til den. Kilderne er gengivet efter hukommelsen; en jurist bør se på det.",
        message="overførslen til »{to}« bygger på {ground_da}, men landet er ikke vurderet",
        hint="vurder landet, og tilføj `assessment` (vurdering af landet) med henvisning og dato",
    ),
    en=Wording(
        title="The country is not assessed",
        checks="A transfer rests on a contract, such as the EU standard contract, but nobody has assessed whether the contract can be kept in the country.",
        why="The contract binds the recipient but not the authorities of the country. If they can demand the data, it does not help.",
        fix="Assess the country and the data that are sent, and write it in `assessment` with a date.",
        wrong_when="When the assessment was made elsewhere, such as by the group. Refer to it. The sources are from memory; let a lawyer look at it.",
        message="the transfer to “{to}” rests on {ground_en}, but the country is not assessed",
        hint="assess the country and add `assessment` (transfer impact assessment) with reference and date",
    ),
    bad=Example("""
        sub_processors: [{party: nightdesk, service: {da: Natlig support.}, places: [IN]}]
        transfers:
          - country: US
            recipient: cloudpeak
            mechanism: dpf
            dpf_checked_on: 2026-08-20
          - country: IN
            recipient: nightdesk
            mechanism: scc
            scc_module: 3
        """, file=BREV),
    good=Example("""
        sub_processors: [{party: nightdesk, service: {da: Natlig support.}, places: [IN]}]
        transfers:
          - country: US
            recipient: cloudpeak
            mechanism: dpf
            dpf_checked_on: 2026-08-20
          - country: IN
            recipient: nightdesk
            mechanism: scc
            scc_module: 3
            assessment: {reference: "Vurdering 2026-04, Indien", on: 2026-04-10}
        """, file=BREV),
)
def scc_without_tia(record: Record) -> Iterator[Hit]:
    for pointer, transfer in transfers(record):
        mechanism = transfer.get("mechanism", "")
        if mechanism in ON_CLAUSES and "assessment" not in transfer:
            words = choice_words("ground", [mechanism], "activity", "transfers", "mechanism")
            yield Hit(pointer, "assessment", {"to": other_end(record.facts, transfer), **words})


@rule(
    "TRF007", "transfer-unspecific", severity="warning", alarms="low", since="0.1", of="record",
    sources=(gdpr("13(1)(f)"), gdpr("30(1)(e)")),
    da=Wording(
        title="Overførsel med åbne ord",
        checks="En aftale taler om overførsel ud af EU/EØS uden at nævne landet, eller kilden nævner flere mulige grundlag, fx »standardkontrakter eller et andet grundlag i art. 45-49«.",
        why="Reglerne er forskellige fra land til land, og kun ét grundlag bærer overførslen. Når alt står åbent, er intet efterprøvet.",
        fix="Spørg, hvilket land og hvilket grundlag der gælder, og skriv dem i `country` og `mechanism`.",
        wrong_when="Når flere grundlag virkelig bruges til hver sin modtager. Skriv så én overførsel for hver.",
        message="{what_da}",
        hint="spørg, og skriv det ene svar i `{field}` (»{label_da}«)",
    ),
    en=Wording(
        title="Transfer in open words",
        checks="An agreement speaks of transfers out of the EU/EEA without naming the country, or the source names several possible grounds, such as “standard contracts or another ground in Art. 45-49”.",
        why="The rules differ from country to country, and only one ground carries the transfer. While all is open, nothing has been verified.",
        fix="Ask which country and which ground apply, and write them in `country` and `mechanism`.",
        wrong_when="When several grounds are really used, each for its own recipient. Then write one transfer for each.",
        message="{what_en}",
        hint="ask, and write the one answer in `{field}` (“{label_en}”)",
    ),
    bad=Example("""
        sub_processors: [{party: cloudpeak, places: [US]}]
        transfers:
          - country: US
            recipient: cloudpeak
            stated_as: {da: "Standardkontrakter eller et andet lovligt grundlag i art. 45-49."}
        """, file=BREV),
    good=Example("""
        sub_processors: [{party: cloudpeak, places: [US]}]
        transfers:
          - country: US
            recipient: cloudpeak
            stated_as: {da: "Standardkontrakter eller et andet lovligt grundlag i art. 45-49."}
            mechanism: dpf
            dpf_checked_on: 2026-08-20
        """, file=BREV),
)
def transfer_unspecific(record: Record) -> Iterator[Hit]:
    for pointer, transfer in transfers(record):
        if record.entry.kind == "agreement" and "country" not in transfer:
            da, en = "aftalen taler om en overførsel uden at nævne landet", "the agreement speaks of a transfer without naming the country"
            yield Hit(pointer, "country", {"what_da": da, "what_en": en, **label_words("agreement", "transfers", "country")})
        if "mechanism" not in transfer and names_several(transfer, record.today):
            da = "kilden nævner flere mulige grundlag for overførslen og siger ikke, hvilket der gælder"
            en = "the source names several possible grounds for the transfer and does not say which one applies"
            there = Place(f"{pointer}/stated_as", "ordene i kilden", "the words of the source")
            words = {"what_da": da, "what_en": en, **label_words("agreement", "transfers", "mechanism")}
            yield Hit(pointer, "mechanism", words, (there,))


@rule(
    "TRF008", "eu-instead-of-eea", severity="info", alarms="low", since="0.1", of="record",
    sources=(gdpr("30(1)(e)"), act("EØS-aftalen", "bilag XI, nr. 5e", "memory")),
    da=Wording(
        title="EU i stedet for EU/EØS",
        checks="En tekst taler om at være inden for eller uden for EU, hvor reglerne går efter EU/EØS.",
        why="Norge, Island og Liechtenstein hører med, så oplysninger dertil er ikke en overførsel. Grønland og Færøerne hører ikke med.",
        fix="Skriv EU/EØS. Står det i et dokument, så ret dokumentet.",
        wrong_when="Når der virkelig kun er ment EU, fx om kunder eller told.",
        message="teksten siger »{word}«, men reglerne om tredjelande går efter EU/EØS",
        hint="skriv EU/EØS i stedet for EU",
    ),
    en=Wording(
        title="EU instead of EU/EEA",
        checks="A text speaks of being inside or outside the EU where the rules go by the EU/EEA.",
        why="Norway, Iceland and Liechtenstein belong to it, so data sent there are no transfer. Greenland and the Faroe Islands do not.",
        fix="Write EU/EEA. If it stands in a document, correct the document.",
        wrong_when="When only the EU is really meant, such as about customers or customs.",
        message="the text says “{word}”, but the rules on third countries go by the EU/EEA",
        hint="write EU/EEA in place of EU",
    ),
    bad=Example("summary: {da: Vi sælger cykler. Alle oplysninger bliver inden for EU.}",
                file="activities/havnens-cykler/bike-sales.yaml"),
    good=Example("summary: {da: Vi sælger cykler. Alle oplysninger bliver inden for EU/EØS.}",
                 file="activities/havnens-cykler/bike-sales.yaml"),
)
def eu_instead_of_eea(record: Record) -> Iterator[Hit]:
    for prose in record.prose if record.entry.kind in SPEAKING else ():
        if word := _eu_only(record.today, prose):
            yield Hit(prose.pointer, words={"word": word})


def _eu_only(today: date, prose: Prose) -> str:
    """The words that say EU, unless the text speaks of the EEA too; "EU's" and "EU-retten" are no places."""
    if " eu" not in prose.text or lexicon("area_words", today, "eea").is_in(prose.text):
        return ""
    found = lexicon("area_words", today, "eu-only").find(_NO_PLACE.sub("", prose.text))
    return next((word.replace(" eu", " EU") for word, _ in found), "")

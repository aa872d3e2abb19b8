"""BRE: what happens when data are lost or seen by others: who is told, how fast, and how it is judged (GDPR Art. 33)."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.law.tables import rows_on
from ropa.register.lists import listed
from ropa.rules.facts import Facts, Record
from ropa.rules.families.pro_agreements import BREACH_HELP
from ropa.rules.labels import choice_words
from ropa.rules.rule import Example, Hit, Wording, gdpr, guidance, rule
from ropa.rules.vendors import is_dpa, party_of, vendors

ASPECTS = ("consequence", "likelihood")
WAYS_TO_REACH = frozenset({"email", "phone", "dpo_contact"})
SHREDDER = "parties/sikker-makulering.yaml"


@rule(
    "BRE001", "matrix-without-likelihood", severity="warning", alarms="low", since="0.1", of="organisation",
    sources=(gdpr("33(1)"), guidance("databeskyttelsesforordningen", "betragtning 76")),
    da=Wording(
        title="Brud vurderes kun halvt",
        checks="Proceduren ved brud ser kun på, hvor slemt det kan gå, eller kun på, hvor sandsynligt det er.",
        why="Om et brud skal anmeldes, afhænger af risikoen, og den er begge dele. Med kun den ene anmelder I for meget eller for lidt.",
        fix="Tag begge dele med i proceduren, og skriv dem i `assesses`.",
        wrong_when="Når proceduren ser på begge dele med andre ord. Skriv så begge her.",
        message="proceduren ved brud ser ikke på {left_da}",
        hint="vurder også det, der mangler, og skriv det i `assesses` (vurderer)",
    ),
    en=Wording(
        title="Breaches half assessed",
        checks="The breach procedure only looks at how bad it can be, or only at how likely that is.",
        why="Whether a breach must be notified depends on the risk, which is both. With only one you notify too much or too little.",
        fix="Include both in the procedure, and write them in `assesses`.",
        wrong_when="When the procedure looks at both in other words. Then write both here.",
        message="the breach procedure does not look at {left_en}",
        hint="assess what is missing too, and write it in `assesses` (assesses)",
    ),
    bad=Example("breach_procedure: {assesses: [consequence], registers_all: true, awareness: {da: Når butikschefen ved det.}}"),
    good=Example("breach_procedure: {assesses: [likelihood, consequence], registers_all: true, awareness: {da: Når butikschefen ved det.}}"),
)
def matrix_without_likelihood(organisation: Record) -> Iterator[Hit]:
    stated = listed(organisation.value.get("breach_procedure", {}), "assesses")
    left = [name for name in ASPECTS if name not in stated]
    if stated and left:
        words = choice_words("left", left, "organisation", "breach_procedure", "assesses")
        yield Hit("/breach_procedure/assesses", words=words)


@rule(
    "BRE002", "processor-clause-missing", severity="warning", alarms="low", since="0.1", of="agreement",
    sources=(gdpr("33(2)"), gdpr("28(3)(f)")),
    da=Wording(
        title="Besked om brud er ikke aftalt",
        checks="En databehandleraftale siger intet om brud, eller den giver databehandleren længere tid, end I selv har.",
        why="Databehandleren skal give besked uden unødig forsinkelse. Kommer den for sent, kan I ikke nå at hjælpe dem, det går ud over.",
        fix="Aftal et antal timer, der er til at overholde, og skriv det i `breach_notice_hours`.",
        wrong_when="Når fristen i timer står i et bilag, der ikke er læst. Jeres egne 72 timer begynder først, når I ved besked, så en længere frist kan være lovlig; en jurist bør se på det.",
        message="aftalen med »{party}« {what_da}",
        hint="aftal, hvor hurtigt parten skal give besked om brud, og skriv timerne i `breach_notice_hours` (besked om brud inden)",
    ),
    en=Wording(
        title="Breach notice not agreed",
        checks="A data processing agreement says nothing about breaches, or gives the processor more time than you have yourselves.",
        why="The processor must tell you without undue delay. If it comes too late, you cannot help those who are hit.",
        fix="Agree on a number of hours that can be kept, and write it in `breach_notice_hours`.",
        wrong_when="When the number of hours is in an annex that was not read. Your own 72 hours begin when you know, so a longer time may be lawful; let a lawyer look at it.",
        message="the agreement with “{party}” {what_en}",
        hint="agree how fast the party must tell you of breaches, and write the hours in `breach_notice_hours` (breach notice)",
    ),
    bad=Example("breach_notice_hours: 168"),
    good=Example("breach_notice_hours: 72"),
)
def processor_clause_missing(agreement: Record) -> Iterator[Hit]:
    if not is_dpa(agreement):
        return
    hours = agreement.value.get("breach_notice_hours")
    limit = next((row["hours"] for row in rows_on("breach_deadlines", agreement.today) if row.id == "authority"), None)
    words = {"party": party_of(agreement)}
    if hours is None and BREACH_HELP not in listed(agreement.value, "terms"):
        da, en = "siger ikke, at parten skal give besked om brud", "does not say that the party must tell of breaches"
        yield Hit("", "breach_notice_hours", {**words, "what_da": da, "what_en": en})
    elif hours is not None and limit is not None and hours > limit:
        da = f"giver parten {hours} timer til at give besked om brud, og I har selv kun {limit}"
        en = f"gives the party {hours} hours to tell of breaches, and you have only {limit} yourselves"
        yield Hit("/breach_notice_hours", words={**words, "what_da": da, "what_en": en})


@rule(
    "BRE003", "unregistered-breaches", severity="warning", alarms="low", since="0.1", of="organisation",
    sources=(gdpr("33(5)"),),
    da=Wording(
        title="Ikke alle brud skrives ned",
        checks="Proceduren ved brud siger ikke, at alle brud bliver skrevet ned.",
        why="Også de brud, der ikke skal anmeldes, skal stå i en liste. Den er det eneste, der viser, at I har vurderet dem rigtigt.",
        fix="Skriv alle brud ned med hændelse, følger og det, I gjorde, og skriv true i `registers_all`.",
        wrong_when="Når I allerede skriver dem alle ned. Skriv så true i `registers_all`.",
        message="proceduren ved brud siger ikke, at alle brud bliver skrevet ned",
        hint="skriv alle brud ned, og skriv true i `registers_all` (alle brud skrives ned)",
    ),
    en=Wording(
        title="Not all breaches recorded",
        checks="The breach procedure does not say that all breaches are recorded.",
        why="Breaches that need not be notified must be listed too. The list is all that shows that you judged them rightly.",
        fix="Record all breaches with what happened, the effects and what you did, and write true in `registers_all`.",
        wrong_when="When you record them all already. Then write true in `registers_all`.",
        message="the breach procedure does not say that all breaches are recorded",
        hint="record all breaches, and write true in `registers_all` (all breaches are recorded)",
    ),
    bad=Example("breach_procedure: {assesses: [consequence, likelihood], registers_all: false, awareness: {da: Når butikschefen ved det.}}"),
    good=Example("breach_procedure: {assesses: [consequence, likelihood], registers_all: true, awareness: {da: Når butikschefen ved det.}}"),
)
def unregistered_breaches(organisation: Record) -> Iterator[Hit]:
    procedure = organisation.value.get("breach_procedure", {"registers_all": True})
    if "registers_all" not in procedure:
        yield Hit("/breach_procedure", "registers_all")
    elif not procedure["registers_all"]:
        yield Hit("/breach_procedure/registers_all")


@rule(
    "BRE004", "clock-undefined", severity="info", alarms="low", since="0.1", of="organisation",
    sources=(gdpr("33(1)"), guidance("EDPB", "retningslinjer 9/2022 om brud", "memory")),
    da=Wording(
        title="Hvornår begynder de 72 timer?",
        checks="Proceduren ved brud siger ikke, hvornår virksomheden regner et brud for kendt.",
        why="Fristen på 72 timer løber, fra I kender bruddet. Ved ingen, hvornår det er, bliver fristen regnet forskelligt fra gang til gang.",
        fix="Skriv i `awareness`, hvornår det er, fx når en ansvarlig med rimelig sikkerhed ved, at oplysninger er ramt.",
        wrong_when="Når det står i selve proceduren. Skriv sætningen her. At »kendt« betyder rimelig sikkerhed, er gengivet efter hukommelsen; en jurist bør se på det.",
        message="proceduren ved brud siger ikke, hvornår de 72 timer begynder",
        hint="skriv i `awareness` (hvornår fristen begynder), hvornår et brud regnes for kendt",
    ),
    en=Wording(
        title="When do the 72 hours begin?",
        checks="The breach procedure does not say when the organisation counts a breach as known.",
        why="The time limit of 72 hours runs from when you know of the breach. If nobody knows when that is, it is counted differently each time.",
        fix="Write in `awareness` when it is, such as when somebody responsible knows with reasonable certainty that data are affected.",
        wrong_when="When it is in the procedure itself. Write the sentence here. That “known” means reasonable certainty is from memory; let a lawyer look at it.",
        message="the breach procedure does not say when the 72 hours begin",
        hint="write in `awareness` (when the clock starts) when a breach counts as known",
    ),
    bad=Example("breach_procedure: {assesses: [consequence, likelihood], registers_all: true}"),
    good=Example("breach_procedure: {assesses: [consequence, likelihood], registers_all: true, awareness: {da: Når butikschefen ved det.}}"),
)
def clock_undefined(organisation: Record) -> Iterator[Hit]:
    if "breach_procedure" in organisation.value and "awareness" not in organisation.value["breach_procedure"]:
        yield Hit("/breach_procedure", "awareness")


@rule(
    "BRE020", "no-breach-route", severity="warning", alarms="low", since="0.1", of="register",
    sources=(gdpr("33(1)"), gdpr("33(2)")),
    da=Wording(
        title="Ingen vej ved brud",
        checks="En databehandler har hverken telefon, e-mail eller databeskyttelsesrådgiver i registret, eller virksomheden har ingen kontakt for brud.",
        why="Sker der et brud en fredag aften, skal nogen kunne ringes op. Fristen er om muligt 72 timer, og loven nævner ingen pause i weekenden.",
        fix="Skriv telefon eller e-mail i partens fil, og en kontakt med `about: [breach]` i virksomhedens fil.",
        wrong_when="Når vejen står i aftalen. Skriv den også her, så den kan findes.",
        message="{what_da}",
        hint="{hint_da}",
    ),
    en=Wording(
        title="No route for breaches",
        checks="A processor has neither phone, e-mail nor data protection officer in the register, or the organisation has no contact for breaches.",
        why="When a breach happens on a Friday night, there must be somebody to call. There are 72 hours where feasible, and the law names no pause at the weekend.",
        fix="Write phone or e-mail in the party's file, and a contact with `about: [breach]` in the organisation's file.",
        wrong_when="When the route is in the agreement. Write it here too, so that it can be found.",
        message="{what_en}",
        hint="{hint_en}",
    ),
    bad=Example("name: {da: Sikker Makulering ApS}", file=SHREDDER, without=("/email",)),
    good=Example("phone: 00 00 00 34", file=SHREDDER, without=("/email",)),
)
def no_breach_route(facts: Facts) -> Iterator[Hit]:
    for key in sorted({vendor.party for vendor in facts.once(vendors).values()}):
        party = facts.register.get("party", key)
        if party and party.value["naming"] == "named" and party.value.keys().isdisjoint(WAYS_TO_REACH):
            name = party.name(facts.register.language)
            da = f"»{name}« behandler oplysninger for jer, men der står ikke, hvordan I får fat i dem ved et brud"
            en = f"“{name}” processes data for you, but it is not stated how to reach them about a breach"
            yield Hit("", "email", {"what_da": da, "what_en": en, **ASK_PARTY}, file=party.file)
    active = {entry.organisation for entry in facts.register.of("activity")}
    for organisation in facts.register.of("organisation"):
        contacts = listed(organisation.value, "contacts")
        if organisation.key in active and not any("breach" in contact["about"] for contact in contacts):
            name = organisation.name(facts.register.language)
            da, en = f"»{name}« har ingen kontakt for brud på sikkerheden", f"“{name}” has no contact for breaches"
            words = {"what_da": da, "what_en": en, **ASK_CONTACT}
            yield Hit("/contacts" if contacts else "", "" if contacts else "contacts", words, file=organisation.file)


ASK_PARTY = {
    "hint_da": "tilføj `email` (e-mail) eller `phone` (telefon) i partens fil",
    "hint_en": "add `email` (e-mail) or `phone` (phone) in the party's file",
}
ASK_CONTACT = {
    "hint_da": "tilføj en kontakt med `about: [breach]` (brud på sikkerheden) under `contacts` (kontakter)",
    "hint_en": "add a contact with `about: [breach]` (breaches) in `contacts` (contacts)",
}

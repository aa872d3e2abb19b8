"""SEC: how people get into systems, what lies there unencrypted, how long the log is kept, and repairers who can see it all."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.register import Entry
from ropa.register.lists import listed
from ropa.rules.facts import Activity, Facts, Record
from ropa.rules.keeping import users
from ropa.rules.labels import choice_words
from ropa.rules.rule import Example, Hit, Place, Wording, gdpr, guidance, rule
from ropa.rules.texts import lexicon
from ropa.rules.vendors import DPA, agreements_between, are_all_read, vendors

SHOP = "systems/havnens-cykler/shop-system.yaml"
CASES = "systems/havnens-cykler/case-folder.yaml"
HANDS_ON = frozenset({"repairer", "it_vendor", "hosting_provider"})
"""The types of party that can see what is in the machines they work on."""
SENSITIVE = ("special", "criminal", "cpr")
PAPER = "paper"
SHOWN = 4
"""How many rows a finding points to."""


@rule(
    "SEC003", "shared-credentials", severity="error", alarms="low", since="0.1", of="record",
    sources=(gdpr("5(1)(f)"), gdpr("32(1)(b)"), guidance("Datatilsynet", "katalog over foranstaltninger: flerbrugerkonti")),
    da=Wording(
        title="Fælles adgangskoder",
        checks="Flere bruger det samme login, eller koderne er samlet ét sted, hvor andre kan tage dem.",
        why="Når flere kan være den samme bruger, kan ingen se, hvem der så eller ændrede hvad. Den, der får fat i samlingen, har det hele.",
        fix="Giv alle hver sit login. Skal nogen kunne komme til ved sygdom, så lad en administrator nulstille koden og skrive det ned.",
        wrong_when="Når det er umuligt at lave personlige logins, fx på en maskine. Skriv, hvordan I så kan se, hvem der har brugt den.",
        message="{what_da}",
        hint="giv alle hver sit login, og lad en administrator nulstille koder i stedet for at samle dem",
    ),
    en=Wording(
        title="Shared passwords",
        checks="Several people use the same login, or passwords are kept in one place where others can take them.",
        why="When several can be the same user, nobody can see who saw or changed what. Whoever gets hold of the collection has it all.",
        fix="Give everyone a login of their own. If somebody must get in during illness, let an administrator reset the password and note it.",
        wrong_when="When personal logins are impossible, such as on a machine. Then write how you can see who has used it.",
        message="{what_en}",
        hint="give everyone a login of their own, and let an administrator reset passwords rather than collect them",
    ),
    bad=Example("access: {individual_accounts: false, mfa: true, roles: [shop-manager], encrypted: true}", file=SHOP),
    good=Example("access: {individual_accounts: true, mfa: true, roles: [shop-manager], encrypted: true}", file=SHOP),
)
def shared_credentials(record: Record) -> Iterator[Hit]:
    if record.entry.kind not in ("system", "activity"):
        return
    if record.value.get("access", {}).get("individual_accounts") is False:
        name = record.entry.name(record.register.language)
        words = {"what_da": f"flere bruger det samme login til »{name}«", "what_en": f"several people use the same login to “{name}”"}
        yield Hit("/access/individual_accounts", words=words)
    else:
        yield from _told_in(record)


def _told_in(record: Record) -> Iterator[Hit]:
    """The first text of an entry that speaks of shared or collected passwords."""
    shared, denied = (lexicon("security_words", record.today, name) for name in ("shared", "not-shared"))
    for prose in record.prose_with(shared):
        if not denied.is_in(prose.text):
            word, _ = next(shared.find(prose.text))
            words = {"what_da": f"teksten siger »{word}«, så adgangskoderne ikke er personlige",
                     "what_en": f"the text says “{word}”, so the passwords are not personal"}
            yield Hit(prose.pointer, words=words)
            return


@rule(
    "SEC004", "sensitive-without-encryption", severity="warning", alarms="medium", since="0.1", of="system",
    sources=(gdpr("32(1)(a)"),),
    da=Wording(
        title="Følsomt uden kryptering",
        checks="Et system er skrevet som ikke krypteret, og en aktivitet har følsomme oplysninger, strafbare forhold eller CPR-numre i det.",
        why="Bliver maskinen stjålet, eller kommer nogen ind, kan alt læses. For disse oplysninger kan det ramme en person hårdt.",
        fix="Krypter systemet eller disken, og skriv true i `encrypted`. Kan det ikke lade sig gøre, så flyt oplysningerne.",
        wrong_when="Når noget andet beskytter lige så godt, fx en maskine uden net i et aflåst rum. Skriv det i beskrivelsen af adgangen.",
        message="»{system}« er ikke krypteret, men rummer {data_da}",
        hint="krypter det, og skriv true i `encrypted` (krypteret), eller flyt oplysningerne",
    ),
    en=Wording(
        title="Sensitive without encryption",
        checks="A system is written as not encrypted, and an activity has sensitive data, criminal offences or CPR numbers in it.",
        why="If the machine is stolen or somebody gets in, everything can be read. With these data that can hit a person hard.",
        fix="Encrypt the system or the disk and write true in `encrypted`. If that cannot be done, move the data.",
        wrong_when="When something else protects as well, such as a machine without network in a locked room. Write that in the description of access.",
        message="“{system}” is not encrypted, but holds {data_en}",
        hint="encrypt it and write true in `encrypted` (encrypted), or move the data",
    ),
    bad=Example("access: {individual_accounts: true, mfa: true, roles: [office-manager], encrypted: false}", file=CASES),
    good=Example("access: {individual_accounts: true, mfa: true, roles: [shop-manager], encrypted: false}",
                 file="systems/havnens-cykler/phone-system.yaml"),
)
def sensitive_without_encryption(system: Record) -> Iterator[Hit]:
    if system.value.get("access", {}).get("encrypted") is not False or system.value.get("medium") == PAPER:
        return
    held = list(_sensitive(system))
    if held:
        classes = {name for _, _, names in held for name in names}
        words = choice_words("data", [name for name in SENSITIVE if name in classes], "activity", "data", "class_here")
        places = tuple(Place(pointer, "oplysningerne står her", "the data are here", file) for file, pointer, _ in held[:SHOWN])
        yield Hit("/access/encrypted", words={"system": system.label(system.value), **words}, related=places)


def _sensitive(system: Record) -> Iterator[tuple[str, str, frozenset[str]]]:
    """The rows with sensitive data in a system: file, place and classes."""
    for activity in system.facts.once(users).get(system.entry.key, ()):
        for row in activity.rows:
            if system.entry.id in listed(row.value, "systems") and row.classes.intersection(SENSITIVE):
                yield activity.entry.file, row.pointer, row.classes


@rule(
    "SEC007", "log-retention-missing", severity="warning", alarms="low", since="0.1", of="system",
    sources=(gdpr("5(1)(e)"), gdpr("32(1)")),
    da=Wording(
        title="Loggen har ingen frist",
        checks="En aktivitet siger, at brugen bliver logget, men ingen af dens systemer siger, hvor længe loggen gemmes, og virksomheden har ingen aktivitet om logning.",
        why="En log over, hvem der gjorde hvad, er også personoplysninger. Uden en frist vokser den for altid.",
        fix="Skriv i `log_retention`, hvor længe loggen gemmes, fx P6M, og slet den derefter.",
        wrong_when="Når loggen ligger i et andet system. Skriv fristen dér, og nævn systemet på rækken; eller lav en aktivitet om logning.",
        message="brugen af »{system}« bliver logget i »{activity}«, men der står ikke, hvor længe loggen gemmes",
        hint="tilføj `log_retention` (log gemmes i), fx P6M",
    ),
    en=Wording(
        title="The log has no period",
        checks="An activity says that use is logged, but none of its systems says how long the log is kept, and the organisation has no activity about logging.",
        why="A log of who did what is personal data too. Without a period it grows for ever.",
        fix="Write in `log_retention` how long the log is kept, such as P6M, and then erase it.",
        wrong_when="When the log is in another system. Write the period there, and name the system on the row; or make an activity about logging.",
        message="the use of “{system}” is logged in “{activity}”, but it is not stated how long the log is kept",
        hint="add `log_retention` (log kept for), such as P6M",
    ),
    bad=Example("name: {da: Butikssystemet}", file=SHOP, without=("/log_retention",)),
    good=Example("name: {da: Skademappen}", file=CASES, without=("/log_retention",)),
)
def log_retention_missing(system: Record) -> Iterator[Hit]:
    if "log_retention" in system.value or system.value.get("medium") == PAPER:
        return
    if system.entry.organisation in system.facts.once(_with_log_record):
        return
    for activity in system.facts.once(users).get(system.entry.key, ()):
        measure = _logging_measure(activity)
        if measure is not None and not any("log_retention" in other.value for other in activity.systems.values()):
            there = Place(measure, "her siges det, at brugen bliver logget", "this says that use is logged", activity.entry.file)
            words = {"system": system.label(system.value), "activity": activity.label(activity.value)}
            yield Hit("", "log_retention", words, (there,))
            return


def _with_log_record(facts: Facts) -> frozenset[str]:
    """The organisations that have an activity about logging, whose rows say how long logs are kept or are told that they do not."""
    return frozenset(activity.entry.organisation for activity in facts.activities if "logging" in activity.kinds)


def _logging_measure(activity: Activity) -> str | None:
    """Where an activity says that use is logged."""
    logging = activity.facts.once(_logging)
    for index, measure in enumerate(listed(activity.value.get("security", {}), "measures")):
        if measure in logging:
            return f"/security/measures/{index}"
    return None


def _logging(facts: Facts) -> frozenset[str]:
    return frozenset(term.key for term in facts.register.of("security_measure") if term.value.get("goal") == "logging")


@rule(
    "SEC008", "repairer-without-agreement", severity="warning", alarms="medium", since="0.1", of="agreement",
    sources=(gdpr("28(3)"),),
    da=Wording(
        title="Reparatør uden databehandleraftale",
        checks="En reparatør eller IT-leverandør har kun skrevet under på tavshed, og der er ingen databehandleraftale med den.",
        why="Den, der retter fejl i et system for jer og kan se oplysningerne, er som regel databehandler. Så er tavshed ikke nok.",
        fix="Indgå en databehandleraftale, eller sørg for, at parten ikke kan se oplysninger, fx ved at tømme maskinen først.",
        wrong_when="Når parten ikke har adgang til oplysninger. Skriv det i aftalens bemærkninger. En jurist bør se på det, når adgangen kun er tilfældig.",
        message="»{party}« har kun skrevet under på tavshed, og der er ingen databehandleraftale",
        hint="indgå en databehandleraftale, eller luk for partens adgang til oplysninger",
    ),
    en=Wording(
        title="Repairer without a processing agreement",
        checks="A repairer or IT vendor has only signed for confidentiality, and there is no data processing agreement with it.",
        why="Whoever mends a system for you and can see the data is as a rule a processor. Then confidentiality is not enough.",
        fix="Make a data processing agreement, or see to it that the party cannot see data, such as by emptying the machine first.",
        wrong_when="When the party has no access to data. Write that in the notes of the agreement. Let a lawyer look at it when the access is only incidental.",
        message="“{party}” has only signed for confidentiality, and there is no data processing agreement",
        hint="make a data processing agreement, or close the party's access to data",
    ),
    bad=Example("""
        id: nightdesk
        organisation: havnens-cykler
        party: nightdesk
        type: non_disclosure
        services: {da: Retter fejl i butikkens computere.}
        signed_on: 2026-02-10
        """, file="agreements/havnens-cykler/nightdesk.yaml"),
    good=Example("""
        id: lawyer
        organisation: havnens-cykler
        party: lawyer
        type: non_disclosure
        services: {da: Rådgiver om sager.}
        signed_on: 2026-02-10
        """, file="agreements/havnens-cykler/lawyer.yaml"),
)
def repairer_without_agreement(agreement: Record) -> Iterator[Hit]:
    if agreement.value["type"] != "non_disclosure" or not are_all_read(agreement.facts):
        return
    pair = (agreement.entry.organisation, agreement.value["party"])
    between: tuple[Entry, ...] = agreement.facts.once(agreements_between)[pair]
    is_hands_on = agreement.of("party", pair[1]).get("type") in HANDS_ON
    is_told = pair in agreement.facts.once(vendors) or any(entry.value["type"] == DPA for entry in between)
    if is_hands_on and not is_told:
        yield Hit("/type", words={"party": agreement.name("party", pair[1])})

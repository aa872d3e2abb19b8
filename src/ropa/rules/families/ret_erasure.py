"""RET: how data are erased in practice: by whom, how, with what proof, and whether they are gone (GDPR Art. 5, 32)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from ropa.law.tables import rows_on
from ropa.register import Entry
from ropa.register.lists import listed
from ropa.register.model import text
from ropa.retention.words import enumerate_words
from ropa.rules.facts import Activity, Record
from ropa.rules.keeping import claims_about, deletion_runs, users
from ropa.rules.rows import Value
from ropa.rules.rule import Example, Hit, Place, Wording, gdpr, guidance, rule
from ropa.rules.texts import Lexicon, folded

MISSING = {
    "deleted_by_role": ("hvem der sletter", "who erases"),
    "method": ("hvordan der slettes", "how it is done"),
    "log": ("hvor man kan se, at det er sket", "where one can see that it was done"),
}
NO_HANDLING = (
    "sletning er lovet også i backup, men kopier bliver gemt, og ingen har skrevet, hvordan slettet forbliver slettet",
    "erasure is promised in backups too, but copies are kept, and nobody has written how the erased stays erased",
)
NEWEST_GOES = (
    "det er den nyeste kopi, der forsvinder, så de gamle oplysninger bliver liggende",
    "it is the newest copy that goes, so the old data stay",
)


@rule(
    "RET010", "no-deletion-procedure", severity="warning", alarms="low", since="0.1",
    sources=(guidance("Datatilsynet", "råd om sletning", "secondary"), gdpr("5(2)")),
    da=Wording(
        title="Ingen ved, hvordan der slettes",
        checks="Ved en slettefrist mangler, hvem der sletter, hvordan det sker, eller hvor man kan se det. En fast kørsel skal have sin egen beskrivelse; ellers er systemets nok.",
        why="En frist, som ingen har fået til opgave at holde, bliver ikke holdt. Datatilsynet spørger efter fremgangsmåden og beviset for hvert system.",
        fix="Skriv rollen (`deleted_by_role`) og metoden (`method`) ved fristen, og loggen under `deletion` på systemet. En kørsel kan også vises med en fil under evidence.",
        wrong_when="Når alt det står i en procedure et andet sted. Henvis så til den i `method`.",
        message="ved slettefristen »{schedule}« står der ikke, {missing_da}",
        hint="tilføj `deleted_by_role` og `method` ved fristen, og `log` under `deletion` på systemet",
    ),
    en=Wording(
        title="Nobody knows how to erase",
        checks="A retention schedule lacks who erases, how it is done, or where one can see it. A fixed run needs a description of its own; otherwise that of the system is enough.",
        why="A period that nobody has been told to keep is not kept. The Danish authority asks for the procedure and the proof for each system.",
        fix="Write the role (`deleted_by_role`) and the method (`method`) at the schedule, and the log under `deletion` at the system. A run can also be shown with a file under evidence.",
        wrong_when="When all of it stands in a procedure elsewhere. Then refer to it in `method`.",
        message="the retention schedule “{schedule}” does not say {missing_en}",
        hint="add `deleted_by_role` and `method` at the schedule, and `log` under `deletion` at the system",
    ),
    bad=Example("""
        retention:
          - id: six-months
            label: {da: Afslag}
            mode: max
            event: rejection
            period: P6M
        """, file="activities/havnens-cykler/recruitment.yaml",
        also={"systems/havnens-cykler/staff-folder.yaml": "deletion: {method: {da: Mappen slettes i hånden.}}"}),
    good=Example("""
        retention:
          - id: six-months
            label: {da: Afslag}
            mode: max
            event: rejection
            period: P6M
            deleted_by_role: office-manager
        """, file="activities/havnens-cykler/recruitment.yaml"),
)
def no_deletion_procedure(activity: Activity) -> Iterator[Hit]:
    for key, (pointer, schedule) in activity.schedules.items():
        missing = _missing(activity, schedule, _systems(activity, key))
        if missing:
            words = {
                "schedule": activity.label(schedule),
                "missing_da": enumerate_words([MISSING[name][0] for name in missing], " og "),
                "missing_en": enumerate_words([MISSING[name][1] for name in missing], " and "),
            }
            yield Hit(pointer, missing[0] if missing[0] != "log" else "", words)


def _systems(activity: Activity, schedule: str) -> list[Entry]:
    """The systems in which a schedule is carried out, as far as they are known."""
    named = dict.fromkeys(s for kept in activity.kept if kept.schedule == schedule for s in kept.systems)
    return [activity.systems[name] for name in named if name in activity.systems]


def _missing(activity: Activity, schedule: Value, systems: list[Entry]) -> list[str]:
    """What nobody has said about erasing under a schedule."""
    runs, cycle = activity.facts.once(deletion_runs), schedule.get("cycle", {})
    said = {
        "deleted_by_role": "deleted_by_role" in schedule or "by_role" in cycle or _all_say(systems, "by_role"),
        "method": "method" in schedule or not cycle and _all_say(systems, "method"),
        "log": activity.entry.key in runs or all(s.key in runs or _says(s, "log") for s in systems),
    }
    return [name for name, is_said in said.items() if not is_said]


def _all_say(systems: list[Entry], name: str) -> bool:
    return bool(systems) and all(_says(system, name) for system in systems)


def _says(system: Entry, name: str) -> bool:
    return name in system.value.get("deletion", {})


@rule(
    "RET011", "backup-promise", severity="warning", alarms="low", since="0.1", of="system",
    sources=(guidance("Datatilsynet", "spørgeskema om sletning", "secondary"), gdpr("5(1)(e)"), gdpr("32(1)(c)")),
    da=Wording(
        title="Løfte om backup",
        checks="Det er lovet, at oplysninger også bliver slettet i backup, men systemet gemmer kopier uden at sige, hvad der sker med det slettede. Eller udskiftningen fjerner den nyeste kopi i stedet for den ældste.",
        why="Bliver en gammel backup lagt ind, er de slettede oplysninger tilbage. Datatilsynet spørger, hvordan det bliver forhindret.",
        fix="Skriv, hvor længe kopierne ligger, og hvordan det slettede bliver slettet igen efter en genindlæsning (`backup_handling`).",
        wrong_when="Når kopierne overskrives, før nogen kunne lægge dem ind. Skriv det, så det kan ses.",
        message="sletning og backup passer ikke sammen i »{system}«: {what_da}",
        hint="tilføj `backup_handling` under `deletion`, eller ret løftet eller udskiftningen (`rotation`)",
    ),
    en=Wording(
        title="Promise about backups",
        checks="It is promised that data are erased from backups too, but the system keeps copies without saying what becomes of the erased. Or the rotation removes the newest copy instead of the oldest.",
        why="When an old backup is restored, the erased data are back. The Danish authority asks how that is prevented.",
        fix="Write how long the copies are kept and how the erased is erased again after a restore (`backup_handling`).",
        wrong_when="When the copies are overwritten before anybody could restore them. Write that, so that it can be seen.",
        message="erasure and backup do not fit together in “{system}”: {what_en}",
        hint="add `backup_handling` under `deletion`, or correct the promise or the rotation (`rotation`)",
    ),
    bad=Example("""
        deletion:
          method: {da: "Systemet sletter selv, også i backup."}
          log: {da: Sletteloggen i systemet.}
          by_role: shop-manager
        """),
    good=Example("""
        deletion:
          method: {da: "Systemet sletter selv, også i backup."}
          log: {da: Sletteloggen i systemet.}
          backup_handling: {da: "Sletteloggen køres igen, når en backup er lagt ind."}
          by_role: shop-manager
        """),
)
def backup_promise(system: Record) -> Iterator[Hit]:
    backups, words = system.value.get("backups", {}), {"system": system.label(system.value)}
    if "rotation" in backups and _is_about("newest", backups["rotation"], system.today):
        yield Hit("/backups/rotation", words={**words, "what_da": NEWEST_GOES[0], "what_en": NEWEST_GOES[1]})
    if not backups.get("retention_days") or _says(system.entry, "backup_handling"):
        return
    promised = next(_promises(system), None)
    if promised:
        what = {"what_da": NO_HANDLING[0], "what_en": NO_HANDLING[1]}
        yield Hit("/backups/retention_days", words={**words, **what}, related=(promised,))


def _promises(system: Record) -> Iterator[Place]:
    """Where it says that what lies in a system is erased from the backups too."""
    promised, today = ("løftet", "the promise"), system.today
    if _is_about("promise", system.value.get("deletion", {}).get("method"), today):
        yield Place("/deletion/method", *promised)
    for activity in system.facts.once(users).get(system.entry.key, ()):
        for key, (pointer, schedule) in activity.schedules.items():
            if _is_about("promise", schedule.get("method"), today) and system.entry in _systems(activity, key):
                yield Place(f"{pointer}/method", *promised, activity.entry.file)
        for document, pointer, claim in system.facts.once(claims_about).get(activity.entry.key, ()):
            if _is_about("promise", claim["text"], today):
                yield Place(pointer, *promised, document.file)


def _is_about(subject: str, written: object, today: date) -> bool:
    """Whether a text holds one of the phrases about a subject."""
    return written is not None and any(True for _ in _phrases(subject, today).find(folded(text(written, "da"))))


@lru_cache(maxsize=8)
def _phrases(subject: str, today: date) -> Lexicon:
    return Lexicon(row for row in rows_on("backup_words", today) if row["about"] == subject)


@rule(
    "RET023", "shared-key-identifies", severity="warning", alarms="low", since="0.1", of="system",
    sources=(guidance("Datatilsynet", "Taxa 4x35, 2019", "secondary"), gdpr("5(1)(e)")),
    da=Wording(
        title="Kan stadig findes",
        checks="Sletningen i et system fjerner kun nogle oplysninger, og en person kan bagefter stadig søges frem på noget, der bliver stående.",
        why="Taxa 4x35 fjernede navnet efter to år, men beholdt telefonnummeret, fordi databasen brugte det som nøgle. Så var turene stadig personoplysninger.",
        fix="Fjern også det, man kan søge på, eller slet hele posten.",
        wrong_when="Når det, der bliver stående, kun er med i søgningen, så længe resten er der, og ikke selv peger på en person.",
        message="efter sletning i »{system}« kan en person stadig søges frem med {left_da}",
        hint="tilføj det under `removes`, eller slet hele posten og fjern `removes`",
    ),
    en=Wording(
        title="Still to be found",
        checks="Erasure in a system removes only some data, and afterwards a person can still be searched for by something that stays.",
        why="The taxi company 4x35 removed the name after two years but kept the phone number, since the database used it as its key. The trips were then still personal data.",
        fix="Remove what one can search by as well, or erase the whole record.",
        wrong_when="When what stays is in the search only as long as the rest is there, and does not itself point to a person.",
        message="after erasure in “{system}” a person can still be searched for by {left_en}",
        hint="add it under `removes`, or erase the whole record and remove `removes`",
    ),
    bad=Example("""
        deletion:
          method: {da: Navnet bliver fjernet efter to år.}
          removes: [name, email]
          log: {da: Sletteloggen i systemet.}
          backup_handling: {da: "Sletteloggen køres igen, når en backup er lagt ind."}
          by_role: shop-manager
        """, file="systems/havnens-cykler/shop-system.yaml"),
    good=Example("""
        deletion:
          method: {da: "Navn, mailadresse og telefonnummer bliver fjernet efter to år."}
          removes: [name, email, phone, address]
          log: {da: Sletteloggen i systemet.}
          backup_handling: {da: "Sletteloggen køres igen, når en backup er lagt ind."}
          by_role: shop-manager
        """, file="systems/havnens-cykler/shop-system.yaml"),
)
def shared_key_identifies(system: Record) -> Iterator[Hit]:
    removed = listed(system.value.get("deletion", {}), "removes")
    left = [key for key in listed(system.value, "search_keys") if removed and key not in removed]
    if left:
        names = [system.name("personal_data_category", key) for key in left]
        words = {"left_da": f"»{'« og »'.join(names)}«", "left_en": f"“{'” and “'.join(names)}”"}
        yield Hit("/deletion/removes", words={"system": system.label(system.value), **words})

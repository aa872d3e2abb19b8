"""EMP: what employees and their relatives must be told: that they can be watched, what a log is for, that they are noted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from ropa.register.lists import listed
from ropa.rules.facts import Activity, Facts
from ropa.rules.families.inf_notice import exempt_rows
from ropa.rules.families.sc_conditions import STAFF, STAFF_KINDS
from ropa.rules.rows import Ground, Row
from ropa.rules.rule import Example, Hit, Place, Wording, gdpr, guidance, rule
from ropa.rules.topics import category_topics

CAMERAS = "activities/havnens-cykler/shop-cameras.yaml"
WORKPLACE = guidance("Datatilsynet", "kontrol af medarbejdere, logning og gennemgang af e-mail")
TOLD = {
    "informed_on": ("hvornår de fik det at vide", "when they were told"),
    "text_reference": ("hvor teksten til dem er", "where the text to them is"),
}


@rule(
    "EMP004", "monitoring-uninformed", severity="error", alarms="low", since="0.1",
    sources=(WORKPLACE, gdpr("13"), gdpr("5(1)(a)")),
    da=Wording(
        title="Kontrol uden besked",
        checks="Medarbejdere kan blive kontrolleret, men det fremgår ikke, hvornår de fik det at vide, eller hvor teksten er.",
        why="Datatilsynet kræver, at medarbejderne klart har fået kontrollen at vide, før den begynder. Kan I ikke vise det, kan "
        "kontrollen være ulovlig.",
        fix="Fortæl det til medarbejderne, og skriv datoen i `informed_on` og stedet i `text_reference`.",
        wrong_when="Når kun nogle få undersøges på grund af en konkret mistanke, og besked ville ødelægge undersøgelsen. En jurist bør se "
        "på det.",
        message="medarbejderne kan blive kontrolleret, men i »{activity}« står der ikke, {what_da}",
        hint="fortæl det til medarbejderne, og skriv datoen (`informed_on`) og stedet (`text_reference`)",
    ),
    en=Wording(
        title="Monitoring without notice",
        checks="Employees can be monitored, but it is not stated when they were told or where the text is.",
        why="The Danish authority requires that employees were clearly told about the monitoring before it began. If you cannot show "
        "it, the monitoring may be unlawful.",
        fix="Tell the employees, and write the date in `informed_on` and the place in `text_reference`.",
        wrong_when="When only a few are examined because of a specific suspicion, and telling them would spoil the case. Let a lawyer "
        "look at it.",
        message="employees can be monitored, but “{activity}” does not say {what_en}",
        hint="tell the employees, and write the date (`informed_on`) and the place (`text_reference`)",
    ),
    bad=Example(
        """
        monitoring:
          measure: {da: Kollegerne kan ses på optagelserne.}
          informed_on: 2026-04-10
        """,
        file=CAMERAS,
    ),
    good=Example(
        """
        monitoring:
          measure: {da: Kollegerne kan ses på optagelserne.}
          informed_on: 2026-04-10
          text_reference: Job hos Havnens Cykler, afsnit 2
        """,
        file=CAMERAS,
    ),
)
def monitoring_uninformed(activity: Activity) -> Iterator[Hit]:
    monitoring = activity.value.get("monitoring")
    if monitoring is None or activity.is_processor:
        return
    missing = [name for name in TOLD if name not in monitoring]
    if missing:
        what = {
            "what_da": ", eller ".join(TOLD[name][0] for name in missing),
            "what_en": " or ".join(TOLD[name][1] for name in missing),
        }
        yield Hit("/monitoring", missing[0], {"activity": activity.label(activity.value), **what})


@rule(
    "EMP005", "log-purpose-drift", severity="warning", alarms="low", since="0.1",
    sources=(gdpr("5(1)(b)"), guidance("Datatilsynet", "logning og kontrol af medarbejdere", "secondary")),
    da=Wording(
        title="Log med to formål",
        checks="En log siges kun at være til sikkerhed, men oplysninger om medarbejdere i det samme system bruges til kontrol.",
        why="Bruger I loggen til at kontrollere medarbejdere, skal I sige det. Oplysninger, der er samlet til sikkerhed, må ikke "
        "stiltiende bruges til noget andet.",
        fix="Skriv kontrollen som et formål for loggen også, og fortæl det til medarbejderne, eller lad være med at bruge loggen til det.",
        wrong_when="Når kontrollen bygger på andre oplysninger i systemet end loggen. Del da systemet i to.",
        message="»{row}« siges kun at være til sikkerhed, men i »{system}« bruges oplysninger også til »{purpose}«",
        hint="skriv kontrollen som et formål for loggen også, og fortæl det til medarbejderne",
    ),
    en=Wording(
        title="Log with two purposes",
        checks="A log is said to be for security only, but data on employees in the same system are used for control.",
        why="If you use the log to control employees, you must say so. Data collected for security may not silently be used for "
        "something else.",
        fix="Write the control as a purpose of the log too and tell the employees, or do not use the log for it.",
        wrong_when="When the control rests on other data in the system than the log. Then split the system in two.",
        message="“{row}” is said to be for security only, but data in “{system}” are also used for “{purpose}”",
        hint="write the control as a purpose of the log too, and tell the employees",
    ),
    bad=Example(
        """
        purposes:
          - id: secure
            text: {da: Opdage angreb på systemerne}
            kind: security
          - id: check-use
            text: {da: "Kontrollere, hvad medarbejderne bruger nettet til"}
            kind: control
        data:
          - id: log
            label: {da: Loggen}
            data_subjects: [employee]
            categories: [log-entry]
            sources: [{type: observed}]
            grounds: [{purpose: secure, legal_basis: care}]
            systems: [hr-files]
            retention: [{schedule: employment-end}]
          - id: visits
            label: {da: Besøgte sider}
            data_subjects: [employee]
            categories: [clicks]
            sources: [{type: observed}]
            grounds: [{purpose: check-use, legal_basis: care}]
            systems: [hr-files]
            retention: [{schedule: employment-end}]
        """,
        file=STAFF,
    ),
    good=Example(
        """
        purposes:
          - id: secure
            text: {da: Opdage angreb på systemerne}
            kind: security
          - id: check-use
            text: {da: "Kontrollere, hvad medarbejderne bruger nettet til"}
            kind: control
        data:
          - id: log
            label: {da: Loggen}
            data_subjects: [employee]
            categories: [log-entry]
            sources: [{type: observed}]
            grounds:
              - {purpose: secure, legal_basis: care}
              - {purpose: check-use, legal_basis: care}
            systems: [hr-files]
            retention: [{schedule: employment-end}]
        """,
        file=STAFF,
    ),
)
def log_purpose_drift(activity: Activity) -> Iterator[Hit]:
    for row in activity.rows:
        if not row.grounds or any(ground.purpose.get("kind") != "security" for ground in row.grounds):
            continue
        for system, entry in activity.systems.items() if _is_log(activity, row) else ():
            if system in listed(row.value, "systems"):
                for other, there, ground in activity.facts.once(_controls).get(entry.key, ())[:1]:
                    words = {"row": activity.label(row.value), "system": activity.name("system", entry.key),
                             "purpose": other.label(ground.purpose).rstrip(".")}
                    where = Place(f"{ground.pointer}/purpose", "her bruges de til kontrol", "used for control here", other.entry.file)
                    yield Hit(f"{row.grounds[0].pointer}/purpose", words=words, related=(where,))


def _is_log(activity: Activity, row: Row) -> bool:
    topics = activity.facts.once(category_topics)
    return "logging" in activity.kinds or any("log" in topics.get(category, ()) for category in row.categories)


def _controls(facts: Facts) -> Mapping[str, list[tuple[Activity, Row, Ground]]]:
    """The rows about employees that are used for control, by the key of the system they lie in."""
    found: dict[str, list[tuple[Activity, Row, Ground]]] = defaultdict(list)
    for activity in facts.activities:
        for row, ground in activity.grounds:
            if ground.purpose.get("kind") == "control" and "employee" in row.relations:
                for system in listed(row.value, "systems"):
                    found[f"{activity.entry.organisation}/{system}"].append((activity, row, ground))
    return found


@rule(
    "EMP008", "relatives-not-informed", severity="info", alarms="medium", since="0.1",
    sources=(gdpr("14"),),
    da=Wording(
        title="Pårørende uden besked",
        checks="En aktivitet om medarbejdere rummer oplysninger om pårørende, som andre har givet, men intet viser, at de pårørende får "
        "besked, eller hvorfor de ikke gør.",
        why="Den, der bliver skrevet op som pårørende, har ret til at vide det, også når det er medarbejderen, der har givet navnet.",
        fix="Skriv de pårørende på som læsere af en tekst (`audience`), eller skriv undtagelsen i `notice_exemptions`.",
        wrong_when="Når medarbejderen selv har fortalt det til den pårørende. Skriv da undtagelsen i art. 14, stk. 5, litra a.",
        message="»{people}« står i »{activity}«, men det fremgår ikke, at de får det at vide",
        hint="skriv dem som læsere af teksten (`audience` under `notices`), eller skriv undtagelsen (`notice_exemptions`)",
    ),
    en=Wording(
        title="Relatives not told",
        checks="An activity about employees holds data on relatives that others have given, and nothing shows that the relatives are "
        "told, or why they are not.",
        why="Someone who is noted as a relative has a right to know, also when it was the employee who gave the name.",
        fix="Write the relatives as readers of a text (`audience`), or write the exemption in `notice_exemptions`.",
        wrong_when="When the employee has told the relative. Then write the exemption in Art. 14(5)(a).",
        message="“{people}” are in “{activity}”, but nothing says that they are told",
        hint="write them as readers of the text (`audience` in `notices`), or write the exemption (`notice_exemptions`)",
    ),
    bad=Example(
        """
        notices:
          - document: nordlys-staff
            section: your-data
        """,
        file=STAFF,
        also={"documents/nordlys-staff.yaml": "audience: [employee, former-employee]"},
    ),
    good=Example(
        """
        notices:
          - document: nordlys-staff
            section: your-data
            audience: [employee, former-employee, next-of-kin]
        """,
        file=STAFF,
    ),
)
def relatives_not_informed(activity: Activity) -> Iterator[Hit]:
    notices = listed(activity.value, "notices")
    if activity.kinds.isdisjoint(STAFF_KINDS) or "relative" not in activity.relations or not notices:
        return
    if all("audience" in notice for notice in notices):
        return
    audiences = [_audience(activity, notice) for notice in notices]
    if not all(audiences):
        return
    told = {subject for audience in audiences for subject in audience}
    exempt = exempt_rows(activity, "")
    for row in activity.rows:
        people = [subject for subject in row.subjects if activity.facts.relations.get(subject) == "relative"]
        untold = [subject for subject in people if subject not in told]
        if untold and row.id not in exempt and row.source_types != {"data_subject"}:
            names = ", ".join(activity.name("data_subject_category", subject) for subject in untold)
            words = {"people": names, "activity": activity.label(activity.value)}
            yield Hit(f"{row.pointer}/data_subjects", words=words)


def _audience(activity: Activity, notice: Mapping[str, object]) -> list[str]:
    """Whom a notice is for, by itself or by its document."""
    return listed(notice, "audience") or listed(activity.of("document", str(notice["document"])), "audience")

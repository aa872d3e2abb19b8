"""EMP: what an employer keeps too long: certificates that were seen, applicants who were rejected, mailboxes of leavers."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.rules.facts import Activity
from ropa.rules.families.ret_limits import place
from ropa.rules.families.sc_classes import RECRUITMENT
from ropa.rules.families.sc_conditions import STAFF_KINDS
from ropa.rules.over import too_long
from ropa.rules.rows import Kept
from ropa.rules.rule import Example, Hit, Place, Wording, act, gdpr, guidance, rule
from ropa.rules.topics import category_topics, event_topics

MAILBOX = "activities/nordlys-regnskab/leaver-mailbox.yaml"
LEAVERS = guidance("Datatilsynet", "medarbejderes e-mailkonti efter fratræden")
PROTECTIONS = {
    "auto_reply": {
        "what_da": "siger ikke, at afsendere får et autosvar",
        "what_en": "does not say that senders get an automatic reply",
        "advice_da": "sæt et autosvar på kontoen, og skriv true i `auto_reply`",
        "advice_en": "set an automatic reply, and write true in `auto_reply`",
    },
    "restricted_access": {
        "what_da": "siger ikke, at kun få kan læse den",
        "what_en": "does not say that only a few can read it",
        "advice_da": "lad kun en eller få betroede kolleger læse kontoen, og skriv true i `restricted_access`",
        "advice_en": "let only one or a few trusted colleagues read the mailbox, and write true in `restricted_access`",
    },
}


@rule(
    "EMP002", "criminal-record-kept", severity="warning", alarms="low", since="0.1",
    sources=(gdpr("5(1)(c)"), gdpr("5(1)(e)"), act("databeskyttelsesloven", "§ 8, stk. 3")),
    da=Wording(
        title="Straffeattest, der bliver gemt",
        checks="En straffeattest har samme slettefrist som resten af sagen om ansøgeren eller medarbejderen, eller den bliver gemt, til "
        "ansættelsen slutter.",
        why="Når attesten er set, er den sjældent nødvendig mere. Det er nok at notere, at den er set.",
        fix="Notér »set« med en dato, og giv attesten sin egen frist, fx straks efter samtalen.",
        wrong_when="Når en lov eller en myndighed kræver, at attesten bliver gemt. Skriv da loven ved fristen. En jurist bør se på det.",
        message="»{row}« bliver gemt med slettefristen »{schedule}«, {what_da}, men det er nok at notere, at attesten er set",
        hint="giv attesten sin egen korte slettefrist (`retention`), og notér kun, at den er set",
    ),
    en=Wording(
        title="Criminal record kept",
        checks="A criminal record certificate has the same retention period as the rest of the file on the applicant or employee, or "
        "is kept until employment ends.",
        why="Once the certificate has been seen, it is seldom needed any more. A note that it was seen will do.",
        fix="Note “seen” with a date, and give the certificate a period of its own, such as at once after the interview.",
        wrong_when="When an act or an authority requires that the certificate is kept. Then write the act at the period. Let a lawyer "
        "look at it.",
        message="“{row}” is kept for the period “{schedule}”, {what_en}, but a note that the certificate was seen will do",
        hint="give the certificate a short period of its own (`retention`), and note only that it was seen",
    ),
    bad=Example(
        """
        data:
          - id: certificate
            label: {da: Straffeattest}
            data_subjects: [job-applicant]
            categories: [criminal-record]
            sources: [{type: data_subject}]
            required: contractual
            consequence: {da: Du kan ikke få et job med ansvar for kassen.}
            grounds: [{purpose: hire, legal_basis: right-choice, criminal: dbl_8_3_interest}]
            systems: [staff-folder]
            retention: [{schedule: six-months}]
        """,
        file=RECRUITMENT,
    ),
    good=Example(
        """
        data:
          - id: certificate
            label: {da: Straffeattest}
            data_subjects: [job-applicant]
            categories: [criminal-record]
            sources: [{type: data_subject}]
            required: contractual
            consequence: {da: Du kan ikke få et job med ansvar for kassen.}
            grounds: [{purpose: hire, legal_basis: right-choice, criminal: dbl_8_3_interest}]
            systems: [staff-folder]
            retention: [{schedule: at-once}]
        """,
        file=RECRUITMENT,
    ),
)
def criminal_record_kept(activity: Activity) -> Iterator[Hit]:
    if activity.kinds.isdisjoint(STAFF_KINDS) or "criminal" not in activity.classes:
        return
    topics = activity.facts.once(category_topics)
    certificates = frozenset(key for key, found in topics.items() if "criminal-record-certificate" in found)
    for kept in activity.kept:
        if kept.categories & certificates and not _is_immediate(activity, kept.schedule):
            what = _kept_with(activity, kept, certificates)
            if what:
                pointer, schedule = activity.schedules[kept.schedule]
                words = {"row": activity.label(kept.row.value), "schedule": activity.label(schedule), **what}
                there = Place(pointer, "slettefristen", "the retention period")
                yield Hit(kept.pointer, words=words, related=(there,))


def _is_immediate(activity: Activity, schedule: str) -> bool:
    """Whether a schedule erases at once."""
    computed = activity.computed.get(schedule)
    return computed is not None and bool(computed.terms) and all(term.period.is_zero for term in computed.terms)


def _kept_with(activity: Activity, kept: Kept, certificates: frozenset[str]) -> dict[str, str]:
    """How a certificate follows the rest of the file; empty when it does not."""
    if any(k.schedule == kept.schedule and k.categories - certificates for k in activity.kept):
        return {"what_da": "som også gælder andre oplysninger", "what_en": "which is for other data too"}
    if _ends_with_employment(activity, kept.schedule):
        return {"what_da": "som løber fra ansættelsens ophør", "what_en": "which runs from the end of employment"}
    return {}


def _ends_with_employment(activity: Activity, schedule: str) -> bool:
    """Whether a schedule counts from the end of employment."""
    computed = activity.computed.get(schedule)
    topics = activity.facts.once(event_topics)
    return computed is not None and any("employment-end" in topics.get(term.event or "", ()) for term in computed.terms)


@rule(
    "EMP006", "mailbox-too-long", severity="warning", alarms="low", since="0.1", covers=("RET005",),
    sources=(LEAVERS, gdpr("5(1)(e)")),
    da=Wording(
        title="Fratrådtes mailkonto",
        checks="Mailkontoen til en medarbejder, der er holdt op, bliver holdt åben i mere end 12 måneder, har intet autosvar eller kan "
        "læses af for mange.",
        why="Datatilsynet vil have, at kontoen lukkes så hurtigt som muligt og senest efter 12 måneder, at afsendere får besked, og at "
        "kun få kan læse med.",
        fix="Gør fristen kortere, sæt et autosvar på, og lad kun en eller få betroede kolleger læse kontoen.",
        wrong_when="Når en konkret sag kræver, at kontoen bliver liggende. Skriv det som en pause (`hold`). Grænsen er en vejledning.",
        message="den fratrådtes mailkonto i »{activity}« {what_da}",
        hint="{advice_da}",
    ),
    en=Wording(
        title="Leaver's mailbox",
        checks="The mailbox of an employee who has left is kept open for more than 12 months, has no automatic reply, or can be read by "
        "too many.",
        why="The Danish authority wants the mailbox closed as soon as possible and after 12 months at the latest, senders told, and "
        "only a few able to read it.",
        fix="Shorten the period, set an automatic reply, and let only one or a few trusted colleagues read the mailbox.",
        wrong_when="When a specific case needs the mailbox to stay. Write that as a hold (`hold`). The limit is guidance.",
        message="the leaver's mailbox in “{activity}” {what_en}",
        hint="{advice_en}",
    ),
    bad=Example("mailbox: {auto_reply: true, restricted_access: false, receive_only: true}", file=MAILBOX),
    good=Example("mailbox: {auto_reply: true, restricted_access: true, receive_only: true}", file=MAILBOX),
)
def mailbox_too_long(activity: Activity) -> Iterator[Hit]:
    mailbox = activity.value.get("mailbox")
    if mailbox is None or activity.is_processor:
        return
    words = {"activity": activity.label(activity.value)}
    for name, what in PROTECTIONS.items():
        if name not in mailbox:
            yield Hit("/mailbox", name, {**words, **what})
        elif not mailbox[name]:
            yield Hit(f"/mailbox/{name}", words={**words, **what})
    for schedule, dates in too_long(activity, sorted({kept.schedule for kept in activity.kept}), "leaver-mailbox"):
        what = {"what_da": f"holdes åben i mere end 12 måneder{dates['dates_da']}", "advice_da": "gør perioden (`period`) kortere",
                "what_en": f"is kept open for more than 12 months{dates['dates_en']}", "advice_en": "shorten the period (`period`)"}
        yield Hit(place(*activity.schedules[schedule]), words={**words, **what})


@rule(
    "EMP007", "rejected-applicants-over-3y", severity="warning", alarms="low", since="0.1", covers=("RET005",),
    sources=(guidance("Datatilsynet", "opbevaring af oplysninger om ansøgere, der får afslag"), gdpr("5(1)(e)")),
    da=Wording(
        title="Afviste ansøgere for længe",
        checks="Oplysninger om ansøgere, der har fået afslag, bliver uden samtykke gemt i mere end tre år.",
        why="Datatilsynet accepterer op til tre år, fordi en afvist ansøger kan rejse krav. Derefter er der sjældent en grund.",
        fix="Gør fristen kortere. De fleste klarer sig med seks måneder.",
        wrong_when="Når en sag om afslaget er i gang. Skriv det som en pause (`hold`). Grænsen er en vejledning og ikke en lov.",
        message="slettefristen »{schedule}« gemmer oplysninger om ansøgere, der har fået afslag, i mere end tre år{dates_da}",
        hint="gør perioden (`period`) kortere, højst tre år",
    ),
    en=Wording(
        title="Rejected applicants too long",
        checks="Data on applicants who were rejected are kept for more than three years without consent.",
        why="The Danish authority accepts up to three years, because a rejected applicant can make a claim. After that there is "
        "seldom a reason.",
        fix="Shorten the period. Most manage with six months.",
        wrong_when="When a case about the rejection is running. Write that as a hold (`hold`). The limit is guidance, not an act.",
        message="the retention period “{schedule}” keeps data on rejected applicants for more than three years{dates_en}",
        hint="shorten the period (`period`) to three years at most",
    ),
    bad=Example(
        """
        retention:
          - id: six-months
            mode: max
            event: rejection
            period: P5Y
            deleted_by_role: office-manager
            method: {da: Kontorlederen sletter mappen.}
        """,
        file=RECRUITMENT,
    ),
    good=Example(
        """
        retention:
          - id: six-months
            mode: max
            event: rejection
            period: P3Y
            deleted_by_role: office-manager
            method: {da: Kontorlederen sletter mappen.}
        """,
        file=RECRUITMENT,
    ),
)
def rejected_applicants_over_3y(activity: Activity) -> Iterator[Hit]:
    if "recruitment" not in activity.kinds:
        return
    held = {
        kept.schedule for kept in activity.kept
        if "applicant" in kept.row.relations and not (kept.grounds and all(g.is_on_consent for g in kept.grounds))
    }
    for schedule, dates in too_long(activity, sorted(held), "rejected-applicants"):
        if not _ends_with_employment(activity, schedule):
            pointer, value = activity.schedules[schedule]
            yield Hit(place(pointer, value), words={"schedule": activity.label(value), **dates})

"""INF: whether people are told at all, and whether the record holds what they must be told (GDPR Art. 13, 14, 21(4))."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.register.lists import listed, placed
from ropa.rules.facts import Activity
from ropa.rules.labels import label_words
from ropa.rules.rows import Row, Value, as_date
from ropa.rules.rule import Example, Hit, Place, Wording, gdpr, guidance, rule

KINDS_OF_READERS = frozenset({"customer", "prospect", "employee", "applicant", "visitor"})
FROM_THE_PERSON = frozenset({"data_subject", "observed"})
NEEDS_A_COPY = frozenset(
    {"scc", "bcr", "code_of_conduct", "certification", "ad_hoc_clauses", "public_instrument",
     "derogation_compelling_interests"}
)
"""Transfers under Art. 46, 47 or 49(1) second subparagraph: people must be told how to get a copy of the safeguards."""


def exempt_rows(activity: Activity, *provisions: str) -> frozenset[str]:
    """The rows exempt from information by a provision that begins like one of these, or by one that is not stated."""
    return frozenset(
        row.id
        for item in listed(activity.value, "notice_exemptions")
        if item.get("provision", provisions[0]).startswith(provisions)
        for row in covered_rows(activity, item)
    )


def covered_rows(activity: Activity, exemption: Value) -> tuple[Row, ...]:
    """The rows that an exemption covers: all when it names none."""
    if "rows" not in exemption:
        return activity.rows
    named = {scope["row"] for scope in exemption["rows"] if "categories" not in scope}
    return tuple(row for row in activity.rows if row.id in named)


@rule(
    "INF001", "activity-without-notice", severity="error", alarms="low", since="0.1",
    sources=(gdpr("13"), gdpr("14")),
    da=Wording(
        title="Personerne får ikke besked",
        checks="En aktivitet henviser hverken til en tekst, som oplyser personerne, eller til en undtagelse; eller den "
        "handler om en gruppe, som ingen af teksterne er skrevet til.",
        why="Alle, der behandles oplysninger om, skal have besked, også dem, der ikke er kunder.",
        fix="Henvis til den tekst, de får, under `notices`, eller skriv undtagelsen i `notice_exemptions`.",
        wrong_when="Når gruppen læser en tekst, der er skrevet til andre. Skriv da gruppen i `audience`.",
        message="ingen tekst oplyser »{people}« om »{activity}«",
        hint="henvis til teksten og dens læsere (`notices`), eller skriv, hvorfor de ikke skal oplyses "
        "(`notice_exemptions`)",
    ),
    en=Wording(
        title="People are not told",
        checks="An activity refers neither to a text that informs people nor to an exemption; or it is about a group that "
        "none of the texts is written for.",
        why="Everyone whose data are processed must be told, also those who are not customers.",
        fix="Refer to the text that they get in `notices`, or write the exemption in `notice_exemptions`.",
        wrong_when="When the group reads a text written for others. Then write the group in `audience`.",
        message="no text informs “{people}” about “{activity}”",
        hint="refer to the text and its readers (`notices`), or write why they need not be told (`notice_exemptions`)",
    ),
    bad=Example("kinds: [sales, accounting]", without=("/notices",)),
    good=Example(
        """
        notices:
          - document: havnens-privacy
            section: buying
            audience: [customer]
        """
    ),
)
def activity_without_notice(activity: Activity) -> Iterator[Hit]:
    last_day = as_date(activity.value.get("until"))
    if activity.is_processor or last_day is not None and last_day < activity.today:
        return
    exempt = exempt_rows(activity, "")
    people = {subject for row in activity.rows if row.id not in exempt for subject in row.subjects}
    notices = listed(activity.value, "notices")
    if notices and all("audience" in notice for notice in notices):
        people -= _reached(activity, {subject for notice in notices for subject in notice["audience"]})
    elif notices:
        return
    if people:
        names = ", ".join(sorted(activity.name("data_subject_category", key) for key in people))
        words = {"people": names, "activity": activity.label(activity.value)}
        yield Hit("/notices", words=words) if notices else Hit("", "notices", words)


def _reached(activity: Activity, audience: set[str]) -> set[str]:
    """Those a text is written for, and those of the same kind: who writes to employees reaches the former ones."""
    relations = activity.facts.relations
    kinds = {relations.get(subject) for subject in audience} & KINDS_OF_READERS
    return audience | {subject for subject in activity.subjects if relations.get(subject) in kinds}


@rule(
    "INF002", "notice-field-gap", severity="error", alarms="low", since="0.1",
    sources=(gdpr("13(1)(f)"), gdpr("14(1)(f)"), gdpr("21(4)"), gdpr("12(2)")),
    da=Wording(
        title="Det, personerne skal have at vide, mangler",
        checks="Registret mangler noget, som ingen anden regel spørger om, men som skal stå i teksten til personerne: "
        "hvordan man får en kopi af garantierne ved overførsel ud af EU/EØS, og hvordan man siger nej til "
        "markedsføring, der bygger på en interesseafvejning.",
        why="Teksten til personerne kan ikke blive rigtig, når registret ikke kender svaret.",
        fix="Skriv svaret i det felt, der er nævnt.",
        wrong_when="Når svaret står i teksten til personerne, men ikke i registret. Skriv det da også her.",
        message="personerne skal have »{label_da}« at vide, men det er ikke oplyst",
        hint="find svaret, og tilføj `{field}` (»{label_da}«)",
    ),
    en=Wording(
        title="What people must be told is missing",
        checks="The register lacks something that no other rule asks for but that must be in the text to people: how to "
        "get a copy of the safeguards of a transfer out of the EU/EEA, and how to object to marketing on legitimate "
        "interests.",
        why="The text to people cannot become right when the register does not know the answer.",
        fix="Write the answer in the field named.",
        wrong_when="When the answer is in the text to people but not in the register. Then write it here too.",
        message="people must be told “{label_en}”, but it is not stated",
        hint="find the answer and add `{field}` (“{label_en}”)",
    ),
    bad=Example(
        """
        transfers:
          - country: US
            recipient: redwood-frames
            rows: [{row: frame}]
            mechanism: scc
            scc_module: 1
            assessment: {reference: "Vurdering 2026-02, USA", on: 2026-02-02}
          - country: US
            recipient: freightfinder
            rows: [{row: order, categories: [name, address, phone]}]
            mechanism: dpf
            dpf_checked_on: 2026-08-14
        """
    ),
    good=Example(
        """
        transfers:
          - country: US
            recipient: redwood-frames
            rows: [{row: frame}]
            mechanism: scc
            scc_module: 1
            assessment: {reference: "Vurdering 2026-02, USA", on: 2026-02-02}
            copy_contact: {da: Skriv til privat@havnenscykler.example.}
          - country: US
            recipient: freightfinder
            rows: [{row: order, categories: [name, address, phone]}]
            mechanism: dpf
            dpf_checked_on: 2026-08-14
        """
    ),
)
def notice_field_gap(activity: Activity) -> Iterator[Hit]:
    if activity.is_processor:
        return
    for pointer, transfer in placed(activity.value, "transfers"):
        if transfer.get("mechanism") in NEEDS_A_COPY and "copy_contact" not in transfer:
            yield Hit(pointer, "copy_contact", label_words("activity", "transfers", "copy_contact"))
    if _markets_on_interests(activity) and "objection_channel" not in activity.value.get("marketing", {}):
        words = label_words("activity", "marketing", "objection_channel")
        yield Hit("/marketing" if "marketing" in activity.value else "", "objection_channel", words)


def _markets_on_interests(activity: Activity) -> bool:
    """Whether a purpose of marketing rests on legitimate interests, without profiling that has a way to object."""
    profiling = activity.value.get("profiling")
    if isinstance(profiling, dict):
        return False
    return any(g.article == "6.1.f" and g.purpose.get("kind") == "marketing" for _, g in activity.grounds)


@rule(
    "INF004", "wrong-exemption", severity="error", alarms="low", since="0.1",
    sources=(gdpr("13(4)"), gdpr("14(5)"), guidance("EDPB", "3/2019 om videoovervågning", "memory")),
    da=Wording(
        title="Undtagelsen passer ikke på kilden",
        checks="En undtagelse i art. 14, stk. 5, bruges på oplysninger, som personen selv har givet, eller som er "
        "iagttaget hos personen, fx med kamera eller log.",
        why="Art. 14, stk. 5, gælder kun oplysninger fra andre. Får man dem fra personen selv, er den eneste undtagelse i "
        "forordningen, at personen ved det i forvejen.",
        fix="Giv besked, gerne i to lag med et skilt og en tekst, eller brug den rigtige undtagelse.",
        wrong_when="Når kilden er skrevet forkert. At kamera og log regnes for indsamlet hos personen, er efter hukommelsen "
        "(EDPB 3/2019); en jurist bør se på det.",
        message="undtagelsen fra at give besked gælder kun oplysninger fra andre, men »{row}« kommer fra personen selv",
        hint="giv personen besked (`notices`), eller begræns undtagelsen til rækker fra andre (`rows`)",
    ),
    en=Wording(
        title="The exemption does not fit the source",
        checks="An exemption in Art. 14(5) is used for data that people gave themselves or that were observed, such as "
        "with a camera or a log.",
        why="Art. 14(5) covers only data from others. For data from the person the only exemption in the GDPR is that the "
        "person already knows.",
        fix="Tell people, for instance in two layers with a sign and a text, or use the right exemption.",
        wrong_when="When the source is written wrongly. That cameras and logs count as collected from the person is from "
        "memory (EDPB 3/2019); a lawyer should look at it.",
        message="the exemption from telling people covers only data from others, but “{row}” comes from the person",
        hint="tell the person (`notices`), or limit the exemption to rows from others (`rows`)",
    ),
    bad=Example(
        """
        notice_exemptions:
          - provision: 14.5.b
            reason: {da: Det er for besværligt at skrive til alle.}
            rows: [{row: frame}]
        """
    ),
    good=Example(
        """
        notice_exemptions:
          - provision: "13.4"
            reason: {da: Kunden fik det at vide ved købet.}
            rows: [{row: frame}]
        """
    ),
)
def wrong_exemption(activity: Activity) -> Iterator[Hit]:
    for pointer, exemption in placed(activity.value, "notice_exemptions"):
        if not exemption.get("provision", "").startswith("14.5"):
            continue
        wrong = [r for r in covered_rows(activity, exemption) if r.source_types and r.source_types <= FROM_THE_PERSON]
        if wrong:
            places = tuple(Place(f"{r.pointer}/sources", "kilden står her", "the source is here") for r in wrong)
            yield Hit(f"{pointer}/provision", words={"row": activity.label(wrong[0].value)}, related=places)

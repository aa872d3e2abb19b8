"""ART: what goes to a recipient or a third country must be coupled to the data it is about (GDPR Art. 30(1)(d)-(e))."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.chain import sub_processors_of
from ropa.register.lists import listed, placed
from ropa.rules.facts import Activity
from ropa.rules.labels import label_words
from ropa.rules.rows import ANSWERED_NONE, Value
from ropa.rules.rule import Example, Hit, Place, Wording, gdpr, guidance, rule

COUPLING = guidance("Datatilsynet", "fortegnelsen, 10-08-2020")
READ_ABOUT = guidance("Bird & Bird", "om Datatilsynets vejledning af 10-08-2020", "secondary")


@rule(
    "ART005", "uncoupled-recipient", severity="error", alarms="low", since="0.1",
    sources=(gdpr("30(1)(d)"), gdpr("15(1)(c)"), COUPLING),
    da=Wording(
        title="Modtager uden oplysninger",
        checks="En modtager eller databehandler er nævnt, men ikke med de rækker, den får; eller den får oplysninger, "
        "som rækken slet ikke rummer.",
        why="Datatilsynet vil kunne se, hvilke oplysninger om hvem der går til hver modtager. Den, der beder om "
        "indsigt, skal også have modtagerne at vide.",
        fix="Skriv rækkerne under modtagerens `rows`, og nøjes med dem, modtageren faktisk får.",
        wrong_when="Aldrig, når modtageren får oplysninger. Får den ingen, skal den ikke stå her.",
        message="det fremgår ikke klart, hvilke oplysninger »{party}« får{which_da}",
        hint="tilføj de rækker, modtageren får (`rows`), og kun oplysninger, som rækken rummer",
    ),
    en=Wording(
        title="Recipient without data",
        checks="A recipient or processor is named, but not with the rows it gets; or it gets data that the row does not "
        "hold.",
        why="The authority wants to see which data about whom go to each recipient. Someone who asks for access must be "
        "told of the recipients too.",
        fix="Write the rows in the recipient's `rows`, and only those that it really gets.",
        wrong_when="Never, when the recipient gets data. If it gets none, it should not be here.",
        message="it is not clear which data “{party}” gets{which_en}",
        hint="add the rows that the recipient gets (`rows`), with only data that the row holds",
    ),
    bad=Example(
        """
        recipients:
          - party: carriers
            role: controller
            purpose: deliver
        """,
    ),
    good=Example(
        """
        recipients:
          - party: carriers
            role: controller
            rows:
              - row: order
                categories: [name, address, phone]
            purpose: deliver
        """,
    ),
)
def uncoupled_recipient(activity: Activity) -> Iterator[Hit]:
    if activity.is_processor:
        return
    for name in ("recipients", "processors"):
        for pointer, item in placed(activity.value, name):
            words = {"party": activity.name("party", item["party"]), "which_da": "", "which_en": ""}
            if "rows" not in item:
                yield Hit(pointer, "rows", words)
            yield from _not_in_the_row(activity, pointer, item, words)


def _not_in_the_row(activity: Activity, above: str, owner: Value, words: dict[str, str]) -> Iterator[Hit]:
    """The data of a scope that its row does not hold, where the row says what it holds."""
    rows = {row.id: row for row in activity.rows}
    for pointer, scope in placed(owner, "rows", above):
        row = rows.get(scope["row"])
        for index, category in enumerate(listed(scope, "categories")):
            if row and row.categories and category not in row.categories:
                name, label = activity.name("personal_data_category", category), activity.label(row.value)
                which = {
                    "which_da": f": »{name}« står ikke i rækken »{label}«",
                    "which_en": f": “{name}” is not in the row “{label}”",
                }
                there = Place(f"{row.pointer}/categories", "rækken rummer disse oplysninger", "the row holds these data")
                yield Hit(f"{pointer}/categories/{index}", words={**words, **which}, related=(there,))


@rule(
    "ART006", "uncoupled-transfer", severity="error", alarms="low", since="0.1",
    sources=(gdpr("30(1)(e)"), COUPLING, READ_ABOUT),
    da=Wording(
        title="Overførsel uden land eller oplysninger",
        checks="En overførsel ud af EU/EØS siger ikke, hvilket land den går til, eller hvilke oplysninger der sendes.",
        why="Reglerne er forskellige fra land til land, og fortegnelsen skal nævne landet og oplysningerne.",
        fix="Skriv landets kode (`country`) og de rækker, der sendes (`rows`).",
        wrong_when="Aldrig, når oplysninger sendes ud. Sendes de ikke, skal overførslen slettes.",
        message="en overførsel ud af EU/EØS mangler »{label_da}«",
        hint="find svaret, og tilføj `{field}` (»{label_da}«) til overførslen",
    ),
    en=Wording(
        title="Transfer without country or data",
        checks="A transfer out of the EU/EEA does not say which country it goes to, or which data are sent.",
        why="The rules differ from country to country, and the record must name the country and the data.",
        fix="Write the code of the country (`country`) and the rows that are sent (`rows`).",
        wrong_when="Never, when data are sent out. If they are not, remove the transfer.",
        message="a transfer out of the EU/EEA lacks “{label_en}”",
        hint="find the answer and add `{field}` (“{label_en}”) to the transfer",
    ),
    bad=Example(
        """
        transfers:
          - country: US
            recipient: redwood-frames
            mechanism: scc
            scc_module: 1
            assessment: {reference: "Vurdering 2026-02, USA", on: 2026-02-02}
            copy_contact: {da: Skriv til privat@havnenscykler.example.}
          - country: US
            recipient: freightfinder
            rows:
              - row: order
                categories: [name, address, phone]
            mechanism: dpf
            dpf_checked_on: 2026-08-14
            copy_contact: {da: Skriv til privat@havnenscykler.example.}
        """,
    ),
    good=Example(
        """
        transfers:
          - country: US
            recipient: redwood-frames
            rows:
              - row: frame
                categories: [name, frame-number]
            mechanism: scc
            scc_module: 1
            assessment: {reference: "Vurdering 2026-02, USA", on: 2026-02-02}
            copy_contact: {da: Skriv til privat@havnenscykler.example.}
          - country: US
            recipient: freightfinder
            rows:
              - row: order
                categories: [name, address, phone]
            mechanism: dpf
            dpf_checked_on: 2026-08-14
            copy_contact: {da: Skriv til privat@havnenscykler.example.}
        """,
    ),
)
def uncoupled_transfer(activity: Activity) -> Iterator[Hit]:
    if not activity.is_processor:
        for pointer, transfer in placed(activity.value, "transfers"):
            for name in ("country", "rows"):
                if name not in transfer:
                    yield Hit(pointer, name, label_words("activity", "transfers", name))
    for above, controller in placed(activity.value, "on_behalf_of"):
        for pointer, transfer in placed(controller, "transfers", above):
            if "country" not in transfer:
                yield Hit(pointer, "country", label_words("activity", "transfers", "country"))


@rule(
    "ART020", "recipient-denied-and-named", severity="error", alarms="low", since="0.1",
    sources=(gdpr("30(1)(d)"), gdpr("30(1)(e)"), gdpr("13(1)(e)")),
    da=Wording(
        title="»Ingen modtagere« passer ikke",
        checks="Aktiviteten svarer, at ingen får oplysningerne, men en overførsel ud af EU/EØS nævner en modtager, som "
        "hverken er databehandler, underdatabehandler eller fælles dataansvarlig.",
        why="Den, der får oplysninger i et andet land, er også en modtager, og personerne skal have det at vide.",
        fix="Skriv modtageren under `recipients` med de rækker, den får, eller ret overførslen.",
        wrong_when="Når modtageren er en databehandler, der ikke er skrevet ned. Skriv den under `processors`, eller "
        "registrér aftalen.",
        message="her står, at ingen får oplysningerne, men »{party}« får dem ved en overførsel ud af EU/EØS",
        hint="skriv »{party}« i `recipients` i stedet for none, eller ret modtageren af overførslen",
    ),
    en=Wording(
        title="“No recipients” does not hold",
        checks="The activity answers that nobody gets the data, but a transfer out of the EU/EEA names a recipient that is "
        "neither a processor, a sub-processor nor a joint controller.",
        why="Whoever gets data in another country is a recipient too, and people must be told.",
        fix="Write the recipient in `recipients` with the rows that it gets, or correct the transfer.",
        wrong_when="When the recipient is a processor that is not written down. Write it in `processors`, or add the "
        "agreement.",
        message="it says here that nobody gets the data, but “{party}” gets them by a transfer out of the EU/EEA",
        hint="write “{party}” in `recipients` in place of none, or correct the recipient of the transfer",
    ),
    bad=Example(
        """
        transfers:
          - country: US
            recipient: redwood-frames
            rows: [{row: proof, categories: [email]}]
            mechanism: scc
            scc_module: 1
            assessment: {reference: "Vurdering 2026-02, USA", on: 2026-02-02}
            copy_contact: {da: Skriv til privat@havnenscykler.example.}
        """,
        file="activities/havnens-cykler/newsletter.yaml",
    ),
    good=Example(
        """
        recipients:
          - party: redwood-frames
            role: controller
            rows: [{row: proof, categories: [email]}]
            purpose: prove-consent
        transfers:
          - country: US
            recipient: redwood-frames
            rows: [{row: proof, categories: [email]}]
            mechanism: scc
            scc_module: 1
            assessment: {reference: "Vurdering 2026-02, USA", on: 2026-02-02}
            copy_contact: {da: Skriv til privat@havnenscykler.example.}
        """,
        file="activities/havnens-cykler/newsletter.yaml",
    ),
)
def recipient_denied_and_named(activity: Activity) -> Iterator[Hit]:
    if activity.value.get("recipients") != ANSWERED_NONE:
        return
    others = _no_recipients(activity)
    for pointer, transfer in placed(activity.value, "transfers"):
        party = transfer.get("recipient", "")
        if activity.of("party", party) and party not in others:
            there = Place(f"{pointer}/recipient", "her er en modtager", "here is a recipient")
            yield Hit("/recipients", words={"party": activity.name("party", party)}, related=(there,))


def _no_recipients(activity: Activity) -> frozenset[str]:
    """The parties that get data in another way than as recipients: processors, those under them, and joint controllers."""
    under = (party for processor in activity.processors for party in sub_processors_of(processor))
    joint = (item["party"] for item in listed(activity.value, "joint_controllers"))
    return frozenset((*(processor.party for processor in activity.processors), *under, *joint))

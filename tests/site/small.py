"""A small register as a user would write it; tests change one file of it."""

FILES = {
    "register.yaml": "schema_version: 2\ntitle: {da: Vores fortegnelse}\n",
    "organisations/anker.yaml": """\
id: anker
name: Anker ApS
cvr: "00000001"
email: info@anker.test
address: {city: Nyby, country: DK}
dpo: {appointed: false, reason: {da: Det kræver art. 37 ikke.}}
fy_end_month: 6
contacts:
  - {id: privacy, about: [privacy], name: Hemmelig Hansen, label: {da: Kundeservice}, email: privat@anker.test}
departments: [{id: sales, label: {da: Salget}}]
roles: [{id: chief, label: {da: Chefen}}]
""",
    "vocabulary/data_subject_categories.yaml": "terms: [{id: driver, label: {da: Førere}}]\n",
    "vocabulary/personal_data_categories.yaml": """\
terms:
  - {id: name, label: {da: Navn}, class: ordinary}
  - {id: cpr, label: {da: Personnummer}, class: cpr}
""",
    "vocabulary/events.yaml": "terms: [{id: drive, label: {da: turen}}]\n",
    "vocabulary/security_measures.yaml": "terms: [{id: lock, label: {da: Aflåst skab}}]\n",
    "parties/sky.yaml": "id: sky\nname: {da: Skyhuset}\nnaming: named\ncountry: DK\n",
    "parties/under.yaml": "id: under\nname: {da: Underhuset}\nnaming: named\n",
    "parties/police.yaml": "id: police\nname: {da: Politiet}\nnaming: named\n",
    "systems/anker/box.yaml": "id: box\nname: {da: Boksen}\norganisation: anker\noperator: sky\nplaces: [DK]\n",
    "agreements/anker/sky.yaml": """\
id: sky
organisation: anker
party: sky
type: data_processing
sub_processors: [{party: under, places: [US]}]
""",
    "documents/policy.yaml": """\
id: policy
title: {da: Politikken}
organisation: anker
version: "1"
dated_on: 2020-03-15
sections:
  - {id: top, heading: Først}
  - {id: below, heading: Så, parent: top}
claims: [{id: c, type: right, section: below, text: {da: Alle kan klage}}]
""",
    "activities/anker/slip.yaml": """\
id: slip
title: {da: Køreseddel}
summary: {da: "Vi skriver ned, hvem der kører."}
synonyms: [prøvetur]
formerly: [old-slip]
organisation: anker
role: controller
record: draft
kinds: [test_drive]
department: sales
owner_role: chief
purposes: [{id: know, text: {da: Vide hvem der kørte}}]
legal_bases: [{id: deal, article: 6.1.b}]
data:
  - id: who
    data_subjects: [driver]
    categories: [name]
    sources: [{type: data_subject}]
    grounds: [{purpose: know, legal_basis: deal}]
    systems: [box]
    retention: [{schedule: short}]
  - id: secret
    data_subjects: [driver]
    categories: [cpr]
    grounds: [{purpose: know}]
    systems: [box]
    retention: [{schedule: short}]
recipients: [{party: police, rows: [{row: who, categories: [name]}]}]
transfers: none
retention: [{id: short, mode: exact, period: P3M, event: drive, deleted_by_role: chief}]
security: {measures: [lock]}
profiling: none
automated_decisions: none
dpia: {outcome: not_required, reason: {da: Det er få personer.}}
notices: [{document: policy, section: top}]
provenance: [{document: policy, section: below, about: [/data, /purposes]}]
""",
}
ACTIVITY = "activities/anker/slip.yaml"


def files(**changes: str | None) -> dict[str, str]:
    """The files, with some replaced or (None) left out; a file is named by its path with `__` for `/`, without .yaml."""
    found = dict(FILES)
    for name, text in changes.items():
        path = name.replace("__", "/") + ".yaml"
        found.pop(path, None)
        if text is not None:
            found[path] = text
    return found


def activity(*lines: str, without: tuple[str, ...] = ()) -> dict[str, str]:
    """The files with lines added to the activity, and without the fields (each on one line) that are named."""
    kept = [line for line in FILES[ACTIVITY].splitlines() if line.partition(":")[0] not in without]
    return {**FILES, ACTIVITY: "\n".join([*kept, *lines]) + "\n"}

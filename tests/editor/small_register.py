"""A register of two organisations, as short as shows what an editor can know about it."""

from ropa.files import Files
from ropa.register import Register, assemble

FILES = {
    "register.yaml": "schema_version: 2\ntitle: {da: Prøve}\n",
    "organisations/bageri.yaml": "id: bageri\nname: Bageri\nroles:\n  - {id: shop-manager, label: {da: Butikschef}}\n",
    "organisations/smedje.yaml": "id: smedje\nname: Smedje\nroles:\n  - {id: foreman, label: {da: Værkfører}}\n",
    "parties/bank.yaml": "id: bank\nname: {da: Banken}\nnaming: category\n",
    "parties/police.yaml": "id: police\nname: {da: Politiet}\nnaming: named\n",
    "systems/bageri/till.yaml": "id: till\nname: {da: Kassen}\norganisation: bageri\noperator: in_house\n",
    "systems/smedje/order-book.yaml": "id: order-book\nname: {da: Ordrebogen}\norganisation: smedje\n",
    "documents/policy.yaml": (
        "id: policy\ntitle: {da: Politik}\norganisation: bageri\nsections:\n  - {id: customers, heading: Kunder}\n"
    ),
    "vocabulary/data_subject_categories.yaml": "terms:\n  - {id: customer, label: {da: Kunder}}\n",
    "activities/bageri/orders.yaml": (
        "id: orders\ntitle: {da: Bestillinger}\norganisation: bageri\nrole: controller\nrecord: draft\n"
        "data:\n  - {id: buyer, data_subjects: [customer], systems: [till]}\n"
        "recipients:\n  - {party: bank}\n"
        "provenance:\n  - {document: policy, section: customers}\n"
    ),
}


def small_register(**changed: str) -> Register:
    """The register; a file is changed or added by its path with `__` for `/` and without .yaml."""
    files = {**FILES, **{f"{name.replace('__', '/')}.yaml": text for name, text in changed.items()}}
    return assemble(Files({path: text.encode() for path, text in sorted(files.items())}))

"""Small registers for the tests of the graph: the files a user would write, and the usual words."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import dedent

from ropa.files import Files
from ropa.register import Register, assemble

SETTINGS = "schema_version: 2\ntitle: {da: Prøve}\n"
CATEGORIES = """
terms:
  - {id: name, label: {da: Navn, en: Name}, class: ordinary}
  - {id: cpr-number, label: {da: CPR-nummer, en: CPR number}, class: cpr}
  - {id: health, label: {da: Helbred, en: Health}, class: special, special_type: health}
"""


def read(files: Mapping[str, str]) -> Register:
    """The register in some files, with settings and three data categories unless they bring their own."""
    usual = {"register.yaml": SETTINGS, "vocabulary/personal_data_categories.yaml": CATEGORIES}
    contents = {path: dedent(text).encode() for path, text in {**usual, **files}.items()}
    return assemble(Files(dict(sorted(contents.items()))))


def party(id_: str, more: str = "") -> dict[str, str]:
    """The file of a party, e.g. party("host", "country: US")."""
    return {f"parties/{id_}.yaml": f"id: {id_}\nname: {{da: {id_.title()}}}\nnaming: named\n{more}\n"}


def system(organisation: str, id_: str, more: str = "") -> dict[str, str]:
    """The file of a system."""
    head = f"id: {id_}\nname: {{da: {id_.title()}}}\norganisation: {organisation}\n"
    return {f"systems/{organisation}/{id_}.yaml": head + dedent(more)}


def parties(*ids: str) -> dict[str, str]:
    """The files of several parties of which nothing more is known."""
    return {path: text for id_ in ids for path, text in party(id_).items()}


def agreement(
    organisation: str, id_: str, with_party: str, more: str = "", type_: str = "data_processing"
) -> dict[str, str]:
    """The file of an agreement."""
    head = f"id: {id_}\norganisation: {organisation}\nparty: {with_party}\ntype: {type_}\n"
    return {f"agreements/{organisation}/{id_}.yaml": head + dedent(more)}


def activity(organisation: str, id_: str, more: str = "") -> dict[str, str]:
    """The file of an activity."""
    head = f"id: {id_}\ntitle: {{da: {id_.title()}}}\norganisation: {organisation}\nrole: controller\nrecord: draft\n"
    return {f"activities/{organisation}/{id_}.yaml": head + dedent(more)}

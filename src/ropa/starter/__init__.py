"""The files of a new project: an empty register with one example activity, the site and the CI around it.

`starter` turns an organisation's name into paths and texts; `ropa init` writes them. The texts are the files in
`files/`: «NAME» stands for the organisation's name, quoted for YAML, and «ID» (ORGANISATION in a path) for its id.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable

from ropa.text import SPELLED_OUT

LONGEST_ID = 64


def starter(name: str) -> Mapping[str, str]:
    """The new project's files by path; every text ends with a line feed."""
    organisation_id = make_id(name)
    root = resources.files("ropa.starter").joinpath("files")
    return {
        path.replace("ORGANISATION", organisation_id): _fill(text, name, organisation_id)
        for path, text in sorted(_texts(root, ""))
    }


def make_id(name: str) -> str:
    """An id from a name: "Ærø Bageri A/S" -> "aeroe-bageri-a-s"."""
    plain = unicodedata.normalize("NFKD", name.translate(SPELLED_OUT)).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))[:LONGEST_ID].strip("-") or "organisation"


def _texts(folder: Traversable, prefix: str) -> list[tuple[str, str]]:
    """Every file below a folder of the package; a leading "dot-" stands for a dot, which packages leave out."""
    found: list[tuple[str, str]] = []
    for item in folder.iterdir():
        name = re.sub(r"^dot-", ".", item.name)
        if item.is_dir():
            found += _texts(item, f"{prefix}{name}/")
        elif not item.name.endswith((".pyc", "__init__.py")):
            found.append((prefix + name, item.read_text(encoding="utf-8")))
    return found


def _fill(text: str, name: str, organisation_id: str) -> str:
    return text.replace("«NAME»", json.dumps(name, ensure_ascii=False)).replace("«ID»", organisation_id)

"""Gives every entry, and every file that is no entry, its address on the site.

An address is a path below the site's root that ends with a slash, "" for the front page, with an anchor after `#`
where one is meant. The same register gives the same addresses on every machine and in every language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from ropa.register import Broken

FRONT = ""
OPEN_POINTS = "aabne-punkter/"
UNREADABLE = "ulaeselige/"
RULES = "regler/"
DEVIATIONS = "afvigelser/"
GLOSSARY = "ordbog/"
START = "start-her/"
READING = "laes-og-underskriv/"
QUIZ = "proev-dig-selv/"
FOLDERS: Mapping[str, str] = {
    "organisation": "virksomheder",
    "activity": "aktiviteter",
    "party": "parter",
    "system": "systemer",
    "agreement": "aftaler",
    "personal_data_category": "oplysninger",
    "data_subject_category": "personer",
    "security_measure": "sikkerhed",
    "event": "haendelser",
    "document": "dokumenter",
}
"""The kinds that have pages. Settings have none, and evidence is internal."""

_EMAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+")
"""As the schema has it."""
_PHONE = re.compile(r"(?:\+|\(\+)?[0-9][0-9 ]*\)?[0-9 ]*")


def path_of(kind: str, key: str) -> str:
    """The address of an entry of one of the kinds in `FOLDERS`."""
    return f"{FOLDERS[kind]}/{key}/"


def index_of(kind: str) -> str:
    """The address of the page that lists a kind."""
    return f"{FOLDERS[kind]}/"


def broken_path(broken: Broken) -> str:
    """The address of the page about a file that could not become an entry."""
    return f"{UNREADABLE}{broken.kind}/{broken.key.removesuffix('.yaml')}/"


def open_points_path(organisation: str) -> str:
    """The address of an organisation's open points; those of shared files stand on the page that lists them all."""
    return f"{OPEN_POINTS}{organisation}/" if organisation else OPEN_POINTS


def rule_path(code: str) -> str:
    """The address of the page about a rule."""
    return f"{RULES}{code}/"


def start_path(organisation: str, department: str = "") -> str:
    """The address of the page for a new employee of an organisation, or of one of its departments."""
    return f"{START}{organisation}/{department}/" if department else f"{START}{organisation}/"


def reading_path(organisation: str) -> str:
    """The address of an organisation's reading list, with the sheet to sign."""
    return f"{READING}{organisation}/"


def quiz_path(organisation: str, department: str = "") -> str:
    """The address of the knowledge check of an organisation, or of one of its departments."""
    return f"{QUIZ}{organisation}/{department}/" if department else f"{QUIZ}{organisation}/"


def term_path(term: str) -> str:
    """The address of one of the law's words."""
    return f"{GLOSSARY}#{term}"


def item_anchor(list_name: str, item_id: str) -> str:
    """The anchor of an item in a list, e.g. a row or a legal basis."""
    return f"{list_name}-{item_id}"


def field_anchor(field_name: str) -> str:
    """The anchor of a field at the top of an entry."""
    return f"felt-{field_name}"


def address_href(text: str) -> str:
    """What a tap on an e-mail address or a telephone number opens; "" when `text` is neither. No other scheme is written."""
    if _EMAIL.fullmatch(text):
        return f"mailto:{quote(text, safe='@')}"
    digits = re.sub(r"[^0-9+]", "", text)
    return f"tel:{digits}" if _PHONE.fullmatch(text) and 3 <= len(digits) <= 16 else ""


def relative(here: str, target: str) -> str:
    """`target` as a link from the page at `here`; an anchor on the page itself stays an anchor."""
    if target.startswith("#"):
        return target
    path, mark, anchor = target.partition("#")
    if path == here and mark:
        return f"#{anchor}"
    return ("../" * here.count("/") + path or "./") + mark + anchor

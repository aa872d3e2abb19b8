"""Writes an article of the GDPR the way a Danish or an English reader expects it."""

from __future__ import annotations

import re

from ropa.findings import Language

ARTICLE_OF_DEFINITIONS = "4"
_PROVISION = re.compile(r"(?P<article>\d+)(?:\((?P<paragraph>\d+)\))?(?:\((?P<point>[a-z])\))?(?P<rest>.*)")


def cite(articles: str, language: Language) -> str:
    """"30(1)(d), 28" as "art. 30, stk. 1, litra d, og art. 28" or "Art. 30(1)(d) and Art. 28"."""
    parts = [_one(part.strip(), language) for part in articles.split(",")]
    if len(parts) == 1:
        return parts[0]
    joint = " og " if language == "da" else " and "
    comma = "," if language == "da" and "," in parts[-2] else ""
    return ", ".join(parts[:-1]) + comma + joint + parts[-1]


def _one(provision: str, language: Language) -> str:
    found = _PROVISION.fullmatch(provision)
    if found is None or language == "en":
        return f"Art. {provision}"
    words = [f"art. {found['article']}"]
    if found["paragraph"]:
        unit = "nr." if found["article"] == ARTICLE_OF_DEFINITIONS else "stk."
        words.append(f"{unit} {found['paragraph']}")
    if found["point"]:
        words.append(f"litra {found['point']}")
    return ", ".join(words) + found["rest"].replace("-(", "-").replace(")", "")

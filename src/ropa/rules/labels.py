"""What readers call a field or a choice of a schema, as words of a hit in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from ropa.schema import Field, fields_of


@lru_cache(maxsize=None)
def label_words(kind: str, *names: str) -> Mapping[str, str]:
    """The label of a field: `{label_da}` and `{label_en}`."""
    label = _field(kind, *names).label
    return {"label_da": label["da"], "label_en": label["en"]}


def choice_words(word: str, values: Iterable[str], kind: str, *names: str) -> dict[str, str]:
    """The labels of values of a list of choices: `{word_da}` and `{word_en}`."""
    field = _field(kind, *names)
    labels = [(field.items or field).choices[value] for value in values]
    return {f"{word}_da": ", ".join(f"»{label['da']}«" for label in labels),
            f"{word}_en": ", ".join(f"“{label['en']}”" for label in labels)}


@lru_cache(maxsize=None)
def _field(kind: str, *names: str) -> Field:
    field = fields_of(kind)
    for name in names:
        field = (field.items or field).fields[name]
    return field

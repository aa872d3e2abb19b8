"""The parts of a schema below which something points somewhere, and which rows of data such a place concerns.

Cut out of the fields once per kind, so that walking a record passes over its texts and dates. Called by `stated`;
looks at no record, and knows no field by name but `role`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ropa.schema import Field, fields_of, schemas
from ropa.schema.fields import Labels

DATA_CATEGORY = "personal_data_category"


@dataclass(frozen=True, slots=True)
class Branch:
    """A field that points somewhere, or has a field below it that does.

    `row` is the property that names the row an object is or stands for; `scope` the property that lists the rows
    an object concerns; `narrowing` the property that leaves only some data categories of a row. `inner` are the
    properties that point to items of the same record. Each is empty when the object has none.
    """

    field: Field
    label: Labels
    is_internal: bool
    row: str
    scope: str
    narrowing: str
    has_role: bool
    inner: tuple[str, ...]
    fields: Mapping[str, "Branch"]
    items: "Branch | None"


@lru_cache(maxsize=None)
def branches_of(kind: str) -> Branch | None:
    """The branches of a kind from its root; None when nothing in it points anywhere."""
    return _branch(fields_of(kind), label={}, key="", is_internal=False)


@lru_cache(maxsize=1)
def shared_lists() -> tuple[tuple[str, str], ...]:
    """Every list whose items other records point to, as kind and property: ("organisation", "roles") …"""
    references = (field.reference for kind in schemas() for field in fields_of(kind).walk())
    targets = {reference.target for reference in references if reference and ":/" in reference.target}
    return tuple(sorted((kind, name) for kind, name in (target.split(":/") for target in targets)))


def item_kind(kind: str, list_name: str) -> str:
    """The kind of the nodes for the items of a shared list, e.g. "organisation_roles"."""
    return f"{kind}_{list_name}"


def _branch(field: Field, *, label: Labels, key: str, is_internal: bool) -> Branch | None:
    """`label` and `key` come from the list when the field is an item of one: the list's label and key."""
    label = label or field.label
    is_internal = is_internal or field.is_internal
    fields: dict[str, Branch] = {}
    for name, child in field.fields.items():
        branch = _branch(child, label=label if name == key else {}, key="", is_internal=is_internal)
        if branch is not None:
            fields[name] = branch
    items = _branch(field.items, label=label, key=field.key, is_internal=is_internal) if field.items else None
    if not (fields or items or field.is_country or field.reference):
        return None
    return Branch(
        field, label, is_internal,
        row=_row_name(field, key),
        scope=_first(field, lambda child: child.items is not None and bool(_row_name(child.items, ""))),
        narrowing="" if _is_row(field) else _first(field, _lists_categories),
        has_role="role" in field.fields and bool(key) and bool(field.fields["role"].choices),
        inner=tuple(name for name, child in field.fields.items() if _points_inside(child)),
        fields=fields, items=items,
    )


def _row_name(field: Field, key: str) -> str:
    """The property that says which row an object is (in `data`) or stands for (where rows are listed)."""
    return key if _is_row(field) else _first(field, lambda child: child.is_row and child.reference is not None)


def _is_row(field: Field) -> bool:
    return field.is_row and field.reference is None


def _lists_categories(field: Field) -> bool:
    reference = field.items.reference if field.items else None
    return reference is not None and reference.target == DATA_CATEGORY


def _points_inside(field: Field) -> bool:
    return field.reference is not None and field.reference.target.startswith("/") and not field.is_row


def _first(field: Field, holds: Callable[[Field], bool]) -> str:
    """The first property of which something holds, or ""."""
    return next((name for name, child in field.fields.items() if holds(child)), "")

"""Who points to what, and why: the references of every entry turned around, once for a whole register.

Built from the schema's reference annotations alone. Never follows a reference through an internal field, and never
counts evidence: pages show neither.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ropa.register import Entry, Register, Visit, visit
from ropa.register.references import Target, resolve
from ropa.schema import Field, fields_of


@dataclass(frozen=True, slots=True)
class RowUse:
    """A row that a reference couples; `categories` are the ids it is narrowed to, empty for the whole row."""

    row: str
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Use:
    """One reference seen from what it points to.

    `label` says what it is to the entry, `inverse` what the entry does with it, both in the schema's words. `rows` is
    None when the reference does not couple rows. `about` are the parts of the entry that rest on a document's section.
    """

    entry: Entry
    label: Mapping[str, str]
    inverse: Mapping[str, str]
    pointer: str
    rows: tuple[RowUse, ...] | None = None
    about: tuple[str, ...] = ()


Uses = Mapping[Target, tuple[Use, ...]]


References = tuple[tuple[Target, Use], ...]
"""What an entry points to, each with the reference seen from there."""


def references_of(entry: Entry) -> References:
    """The references that lead from an entry to others and to items of lists in them."""
    if fields_of(entry.kind).is_internal or entry.kind == "evidence":
        return ()
    found: list[tuple[Target, Use]] = []
    for reference, trail in _references(fields_of(entry.kind), entry):
        target = resolve(reference, entry.value)
        if target is not None and target.kind:
            use = _use(entry, reference, trail)
            found.append((target, use))
            if target.item:
                found.append((Target(target.kind, target.key), use))
    return tuple(found)


def turn_around(register: Register, references: Callable[[Entry], References] = references_of) -> Uses:
    """For every entry, and every item of a list in one, the references that lead to it from other entries.

    `references` is `references_of`, or one that remembers.
    """
    uses: dict[Target, list[Use]] = defaultdict(list)
    for entry in register.all():
        for target, use in references(entry):
            uses[target].append(use)
    return {target: tuple(found) for target, found in uses.items()}


def _references(root: Field, entry: Entry) -> Iterator[tuple[Visit, tuple[Field, ...]]]:
    for found in visit(root, entry.value, entry.pointer):
        if found.field.reference is not None and isinstance(found.value, str):
            trail = fields_along(root, found.pointer.removeprefix(entry.pointer))
            if not any(field.is_internal for field in trail):
                yield found, trail


def fields_along(root: Field, pointer: str) -> tuple[Field, ...]:
    """The fields that a pointer passes below `root`, in order; it stops where the schema knows no more."""
    trail: list[Field] = []
    field = root
    for step in pointer.split("/")[1:]:
        following = field.items if step.isdecimal() and field.items is not None else field.fields.get(step)
        if following is None:
            break
        field = following
        trail.append(field)
    return tuple(trail)


def _use(entry: Entry, found: Visit, trail: tuple[Field, ...]) -> Use:
    about = found.owner.get("about", ())
    assert found.field.reference is not None
    return Use(
        entry=entry,
        label=_label(trail),
        inverse=found.field.reference.inverse,
        pointer=found.pointer,
        rows=_rows(entry.value, found.pointer.removeprefix(entry.pointer), trail),
        about=tuple(about) if isinstance(about, list) else (),
    )


def _label(trail: tuple[Field, ...]) -> Mapping[str, str]:
    """The label of the field at the top of the entry; below the rows, that of the row's field."""
    below_rows = len(trail) > 2 and trail[1].is_row
    return next(field.label for field in (trail[2:] if below_rows else trail) if field.label)


def _rows(value: Mapping[str, Any], pointer: str, trail: tuple[Field, ...]) -> tuple[RowUse, ...] | None:
    """The row that the pointer lies in, or the rows that stand beside it or around it."""
    steps = pointer.split("/")[1:]
    node: Any = value
    scope: Any = None
    for step, field in zip(steps, trail, strict=False):
        node = node[int(step)] if isinstance(node, list) else node[step]
        if field.is_row and isinstance(node, Mapping):
            return (RowUse(node["id"]),)
        if isinstance(node, Mapping) and "rows" in node:
            scope = node["rows"]
    if scope is None:
        return None
    return tuple(RowUse(item["row"], tuple(item.get("categories", ()))) for item in scope)

"""Whether what a record points to is there, and whether pointing ever goes in a circle.

`resolve` is the one place that knows what a reference means; the checks and the graph both use it.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from typing import Any, NamedTuple

from ropa.findings import Fault, Finding, Fix, Message, Span
from ropa.register.model import Register, entry_key
from ropa.register.pointers import check_pointer, follow
from ropa.register.visit import Visit, visit
from ropa.schema import Field, branches_to, fields_of, schemas
from ropa.schema.contract import ID_PATTERN
from ropa.slips import SHORTEST, only_meant
from ropa.yamlio.pointers import parent
from ropa.yamlio.respell import respell

UNRESOLVED = Fault(
    "GRA001", "unresolved-reference", "error",
    "`{field}` peger på `{target}`, som ikke er {kind_da}", "`{field}` points to `{target}`, which is not {kind_en}",
    "{hint_da}", "{hint_en}",
)
CYCLE = Fault(
    "REF001", "circular-reference", "error",
    "`{field}` går i ring: {ring}", "`{field}` goes in a circle: {ring}",
    "fjern et af leddene", "remove one of the links",
)
_ID = re.compile(ID_PATTERN)
_SCOPED_ID = re.compile(f"{ID_PATTERN}/{ID_PATTERN}")


class Target(NamedTuple):
    """What a reference points to: an entry, and within it a list and an item (both "" for the entry itself).

    An empty `kind` means an item of a list in the same record. A tuple for the same reason as `Visit`.
    """

    kind: str
    key: str
    list_name: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """A record whose references are looked at: its kind, key, file and value, sound or not."""

    kind: str
    key: str
    file: str
    pointer: str
    value: Mapping[str, Any]


def resolve(visit: Visit, root: Mapping[str, Any]) -> Target | None:
    """What the id at `visit` points to, whether it is there or not; None when it has not the form of an id.

    `root` is the record that the visit belongs to.
    """
    reference = visit.field.reference
    if reference is None or not isinstance(visit.value, str) or visit.value in reference.exempt:
        return None
    kind, list_name = _kind_and_list(reference.target)
    if not list_name:
        organisation = root.get("organisation", "")
        key = visit.value if kind == "activity" else entry_key(kind, str(organisation), visit.value)
        return Target(kind, key) if (_SCOPED_ID if schemas()[kind].is_scoped else _ID).fullmatch(key) else None
    if not _ID.fullmatch(visit.value):
        return None
    if not kind:
        return Target("", "", list_name, visit.value)
    holder = root if reference.within.startswith("/") else visit.owner
    return Target(kind, str(holder.get(reference.within.lstrip("/"), "")), list_name, visit.value)


@lru_cache(maxsize=None)
def _kind_and_list(target: str) -> tuple[str, str]:
    """The two parts of what a reference may name: "document:/sections" -> ("document", "sections")."""
    kind, _, list_name = target.partition("/")
    return kind.rstrip(":"), list_name


Name = tuple[str, str, str]
"""An id as it stands in a record: what kinds it may name, the organisation that the record belongs to, and the id."""


def named_in(pointing: Field, value: Mapping[str, Any], met: Container[Name]) -> Iterator[tuple[Name, Target]]:
    """The entries that a record names, but for names that were `met` before: they lead to the same, and thousands share a few.

    `pointing` are the fields to look at. Items of lists in records are left out; the record is named beside them.
    """
    organisation = str(value.get("organisation", ""))
    for found in visit(pointing, value):
        reference = found.field.reference
        if reference is None or not isinstance(found.value, str):
            continue
        name = (reference.target, organisation, found.value)
        target = None if name in met else resolve(found, value)
        if target is not None and not target.list_name:
            yield name, target


def check_references(register: Register, subjects: Iterable[Subject]) -> Iterator[Finding]:
    """A finding for each reference that leads nowhere and for each circle.

    Thousands of records name the same categories and parties, so names that led somewhere are remembered in `sound`.
    """
    across: dict[tuple[str, str], list[tuple[Subject, str, Target]]] = {}
    sound: set[Name] = set()
    for subject in subjects:
        within: dict[tuple[str, str], list[tuple[str, str, Target]]] = {}
        organisation = str(subject.value.get("organisation", ""))
        for found in visit(_pointing_fields(subject.kind), subject.value, subject.pointer):
            if found.field.is_pointer and isinstance(found.value, str):
                yield from check_pointer(register, subject.file, subject.kind, found, subject.value)
            reference = found.field.reference
            if reference is None or not isinstance(found.value, str):
                continue
            name = (reference.target, organisation, found.value)
            target = None if name in sound and not reference.acyclic else resolve(found, subject.value)
            if target is None:
                continue
            if not _is_there(register, subject, target):
                yield _unresolved(register, subject, found, target)
            elif not reference.acyclic:
                if not target.list_name:
                    sound.add(name)
            elif not target.kind:
                origin = _item_of(subject, found.pointer, target.list_name)
                within.setdefault((found.field.name, target.list_name), []).append((origin, found.pointer, target))
            else:
                across.setdefault((found.field.name, target.kind), []).append((subject, found.pointer, target))
        for (name, _), links in within.items():
            places = {(origin, t.item): register.span(subject.file, pointer) for origin, pointer, t in links}
            yield from _circles(name, places)
    for (name, _), crossing in across.items():
        yield from _circles(name, {(s.key, t.key): register.span(s.file, pointer) for s, pointer, t in crossing})


@lru_cache(maxsize=None)
def _pointing_fields(kind: str) -> Field:
    """The fields of a kind that point to something, and those on the way to them."""
    return branches_to(fields_of(kind), lambda field: field.reference is not None or field.is_pointer)


def _is_there(register: Register, subject: Subject, target: Target) -> bool:
    """Whether a reference leads somewhere. A list in a record that is not there is left to the field that names it."""
    if not target.list_name:
        return register.knows(target.kind, target.key)
    items = _items(register, subject, target)
    return items is None or target.item in items


def _items(register: Register, subject: Subject, target: Target) -> list[str] | None:
    """The ids in the list that a reference points into; None when its record cannot be read."""
    kind, value = target.kind or subject.kind, subject.value
    if target.kind:
        entry = register.get(target.kind, target.key)
        if entry is None:
            return None
        value = entry.value
    key = list_key(fields_of(kind), target.list_name)
    listed = value.get(target.list_name, [])
    if not isinstance(listed, list):
        return []
    return [str(item[key]) for item in listed if isinstance(item, dict) and key in item]


def list_key(root: Field, list_name: str) -> str:
    """The property that identifies an item of a list of a record."""
    return root.fields[list_name].key or "id"


def _item_of(subject: Subject, pointer: str, list_name: str) -> str:
    """The id of the list item that a pointer lies in."""
    steps = pointer.removeprefix(subject.pointer).split("/")
    item = subject.value[list_name][int(steps[2])]
    return str(item.get(list_key(fields_of(subject.kind), list_name), steps[2]))


def _unresolved(register: Register, subject: Subject, found: Visit, target: Target) -> Finding:
    """The finding. In a record with faults of its own, what its lists hold is not sure enough to correct anything by."""
    known = _known(register, subject, target)
    is_unsure = not target.kind and any(broken.file == subject.file for broken in register.broken)
    instead = "" if is_unsure else _only_meant(found, subject, known)
    kind_da, kind_en = _kind_words(target, subject)
    hint_da, hint_en = _hint(target, found, known, instead)
    return UNRESOLVED.at(
        register.span(subject.file, found.pointer),
        pointer=found.pointer, field=found.field.name, target=found.value,
        kind_da=kind_da, kind_en=kind_en, hint_da=hint_da, hint_en=hint_en,
        fix=_fix(register, subject, found, instead) if instead else None,
    )


def _only_meant(found: Visit, subject: Subject, known: Mapping[str, str]) -> str:
    """What a misspelt id can only have been, "" when there is no such one, or its list names that already.

    The organisation of an activity is not guessed at.
    """
    organisation = found.value.rpartition("/")[0]
    alike = {spelling: instead for spelling, instead in known.items() if spelling.rpartition("/")[0] == organisation}
    instead = only_meant(found.value, alike) if len(found.value) > SHORTEST or found.value in known else ""
    around = follow(subject.value, parent(found.pointer.removeprefix(subject.pointer)))
    others = [other for other in around if other != found.value] if isinstance(around, list) else []
    is_claimed = any(isinstance(other, str) and instead in (other, only_meant(other, alike)) for other in others)
    return "" if is_claimed else instead


def _fix(register: Register, subject: Subject, found: Visit, instead: str) -> Fix | None:
    source = register.sources.get(subject.file)
    if source is None:
        return None
    why = Message(
        f"`{instead}` er det eneste, der findes og kan være ment med `{found.value}`",
        f"`{instead}` is the only one there is that `{found.value}` can mean",
    )
    return respell(source, register.span(subject.file, found.pointer), found.value, found.value, instead, why=why)


def _kind_words(target: Target, subject: Subject) -> tuple[str, str]:
    if target.list_name:
        labels = fields_of(target.kind or subject.kind).fields[target.list_name].label
        place = f"{target.kind}s/{target.key}.yaml" if target.kind else ""
        da, en = f"under `{target.list_name}` ({labels['da'].lower()})", f"under `{target.list_name}`"
        return (f"{da} i {place}", f"{en} in {place}") if place else (da, en)
    label = schemas()[target.kind].label
    return f"i registret ({label['da'].lower()})", f"in the register ({label['en'].lower()})"


def _hint(target: Target, found: Visit, known: Mapping[str, str], instead: str) -> tuple[str, str]:
    if found.value in known:
        return f"skriv `{known[found.value]}`", f"write `{known[found.value]}`"
    near = instead or _nearest(found.value, known)
    if near:
        return f"mente du `{near}`?", f"did you mean `{near}`?"
    if target.list_name:
        return f"tilføj `{target.item}` under `{target.list_name}`", f"add `{target.item}` under `{target.list_name}`"
    schema = schemas()[target.kind]
    if schema.terms:
        return f"tilføj ordet i {schema.path}", f"add the term to {schema.path}"
    organisation, _, entry_id = target.key.rpartition("/")
    path = schema.path.format(organisation=organisation, id=entry_id)
    return f"opret filen {path}", f"create the file {path}"


def _known(register: Register, subject: Subject, target: Target) -> dict[str, str]:
    """What could have been written: each spelling, former ones of one entry too, and what to write instead."""
    if target.list_name:
        return {item: item for item in _items(register, subject, target) or []}
    former = {entry.key: entry.value.get("formerly", ()) for entry in register.of(target.kind)}
    former |= {broken.key: () for broken in register.broken if broken.kind == target.kind}
    scope = target.key.rpartition("/")[0]
    pairs: list[tuple[str, str]] = []
    for key, former_ids in former.items():
        organisation, _, entry_id = key.rpartition("/")
        prefix = f"{organisation}/" if target.kind == "activity" else ""
        if prefix or organisation == scope:
            pairs += ((f"{prefix}{spelling}", f"{prefix}{entry_id}") for spelling in (*former_ids, entry_id))
    holders = Counter(spelling for spelling, _ in pairs)
    return {spelling: instead for spelling, instead in pairs if holders[spelling] == 1 or spelling == instead}


def _nearest(written: str, known: Mapping[str, str]) -> str:
    """What to write instead of a misspelling, "" when nothing is near. The organisation and the id are held apart."""
    organisation, _, entry_id = written.rpartition("/")
    organisations = difflib.get_close_matches(organisation, sorted({key.rpartition("/")[0] for key in known}), n=1)
    same = {key.rpartition("/")[2]: key for key in known if key.rpartition("/")[0] in organisations}
    near = difflib.get_close_matches(entry_id, same, n=1)
    return known[same[near[0]]] if near else ""


def _circles(name: str, places: Mapping[tuple[str, str], Span]) -> Iterator[Finding]:
    if not _has_circle(places):
        return
    import networkx as nx  # only here: it takes longer to import than a small register takes to read

    graph = nx.DiGraph(list(places))
    for component in nx.strongly_connected_components(graph):
        inside = [edge for edge in places if edge[0] in component and edge[1] in component]
        if not inside:
            continue
        start = min(inside, key=lambda edge: places[edge])
        ring = " → ".join([start[0], *nx.shortest_path(graph.subgraph(component), start[1], start[0])])
        yield CYCLE.at(places[start], field=name, ring=ring)


def _has_circle(edges: Iterable[tuple[str, str]]) -> bool:
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for start, end in edges:
        sorter.add(start, end)
    try:
        sorter.prepare()
    except CycleError:
        return True
    return False

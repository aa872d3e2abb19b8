"""RET: two deadlines for the same data that cannot both be followed (GDPR Art. 5(1)(e), 5(2)).

Two schedules are compared only when they count from the same stated events; how is said in `timing`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.rules.facts import Activity
from ropa.rules.keeping import kept_in
from ropa.rules.rows import Kept, Value
from ropa.rules.rule import Example, Hit, Place, Wording, gdpr, rule
from ropa.rules.timing import are_comparable, contradicts, events_of


@rule(
    "RET020", "conflicting-deadlines", severity="error", alarms="low", since="0.1",
    sources=(gdpr("5(1)(e)"), gdpr("5(2)")),
    da=Wording(
        title="To frister for det samme",
        checks="De samme oplysninger i samme system har to slettefrister, der regnes fra den samme hændelse og giver forskellige datoer, uden at noget siger, hvilken der gælder hvornår.",
        why="Den ene frist siger slet, den anden siger gem. Ingen kan følge begge, og ingen kan vise, at den rigtige blev fulgt.",
        fix="Vælg én, eller skriv forskellen: hvert sit formål (`purpose`), hver sine sager (`selection`), eller begge i samme frist med `first_of` eller `last_of`.",
        wrong_when="Når de to frister gælder forskellige sager, som posten ikke skelner imellem. Skriv så skellet.",
        message="»{schedule}« og »{other}« gælder de samme oplysninger i »{row}« fra samme hændelse, men giver forskellige datoer",
        hint="skriv, hvornår hver af dem gælder (`selection` eller `purpose`), eller saml dem i én frist",
    ),
    en=Wording(
        title="Two periods for the same",
        checks="The same data in the same system have two retention periods that count from the same event and give different dates, and nothing says which holds when.",
        why="One says erase, the other says keep. Nobody can follow both, or show that the right one was followed.",
        fix="Choose one, or write the difference: a purpose each (`purpose`), cases each (`selection`), or both in one schedule with `first_of` or `last_of`.",
        wrong_when="When the two are for different cases that the record does not tell apart. Then write the difference.",
        message="“{schedule}” and “{other}” are for the same data in “{row}” from the same event but give different dates",
        hint="write when each of them holds (`selection` or `purpose`), or put them into one schedule",
    ),
    bad=Example("""
        data:
          - id: rental
            label: {da: Lejeaftale}
            data_subjects: [customer]
            categories: [name, phone, payment, frame-number]
            sources: [{type: data_subject}]
            required: contractual
            consequence: {da: Vi kunne ikke leje en cykel ud.}
            grounds:
              - purpose: rent
                legal_basis: contract
            systems: [shop-system]
            retention:
              - schedule: three-years
              - schedule: one-year
        retention:
          - id: one-year
            label: {da: Kort frist}
            mode: exact
            event: bike-returned
            period: P1Y
            deleted_by_role: shop-manager
        """, file="activities/havnens-cykler/bike-rental.yaml"),
    good=Example("""
        data:
          - id: rental
            label: {da: Lejeaftale}
            data_subjects: [customer]
            categories: [name, phone, payment, frame-number]
            sources: [{type: data_subject}]
            required: contractual
            consequence: {da: Vi kunne ikke leje en cykel ud.}
            grounds:
              - purpose: rent
                legal_basis: contract
            systems: [shop-system]
            retention:
              - schedule: three-years
              - schedule: one-year
        retention:
          - id: one-year
            label: {da: Kort frist}
            mode: exact
            event: bike-returned
            period: P1Y
            selection: {da: "Aftaler, der blev afbestilt."}
            deleted_by_role: shop-manager
        """, file="activities/havnens-cykler/bike-rental.yaml"),
)
def conflicting_deadlines(activity: Activity) -> Iterator[Hit]:
    told = set()
    for number, kept in enumerate(activity.kept):
        for other in activity.kept[:number]:
            pair = (other.schedule, kept.schedule)
            if pair not in told and other.row is kept.row and _is_conflict(activity, other, kept):
                told.add(pair)
                yield _conflict(activity, other, kept)
    for kept in activity.kept:
        yield from _conflicts_elsewhere(activity, kept)


def _is_conflict(activity: Activity, one: Kept, other: Kept) -> bool:
    """Whether two schedules of a row are for the same data in the same place and cannot both be followed."""
    same_purpose = one.value.get("purpose") == other.value.get("purpose")
    same_place = one.value.get("system") == other.value.get("system")
    same_cases = _is_for_same_cases(activity.schedules[one.schedule][1], activity.schedules[other.schedule][1])
    overlaps = not one.categories or not one.categories.isdisjoint(other.categories)
    return same_purpose and same_place and same_cases and overlaps and _clash(activity, one, activity, other)


def _is_for_same_cases(one: Value, other: Value) -> bool:
    """Whether nothing tells the cases of two schedules apart."""
    claims = {schedule["claim_type"] for schedule in (one, other) if "claim_type" in schedule}
    return one.get("selection") == other.get("selection") and len(claims) < 2


def _clash(activity: Activity, one: Kept, elsewhere: Activity, other: Kept) -> bool:
    first, second = activity.computed.get(one.schedule), elsewhere.computed.get(other.schedule)
    return bool(first and second and first != second and are_comparable(first, second) and contradicts(first, second))


def _conflict(activity: Activity, one: Kept, other: Kept) -> Hit:
    (place, first), (pointer, second) = activity.schedules[one.schedule], activity.schedules[other.schedule]
    return Hit(
        pointer,
        words={
            "schedule": activity.label(second), "other": activity.label(first), "row": activity.label(one.row.value),
        },
        related=(Place(place, "den anden slettefrist", "the other retention period"),),
    )


def _conflicts_elsewhere(activity: Activity, kept: Kept) -> Iterator[Hit]:
    """Conflicts with an earlier activity that has the same data for the same kind of purpose in the same system."""
    computed = activity.computed.get(kept.schedule)
    schedule = activity.schedules[kept.schedule][1]
    if computed is None or "selection" in schedule:
        return
    kinds = _kinds(kept)
    for system in kept.systems if kinds else ():
        place = (activity.entry.organisation, system, events_of(computed))
        for before, other in activity.facts.once(kept_in).get(place, ()):
            if before.entry.key >= activity.entry.key:
                break
            is_same = kinds == _kinds(other) and kept.categories & other.categories and _shares_people(kept, other)
            is_same = is_same and _is_for_same_cases(before.schedules[other.schedule][1], schedule)
            if is_same and _clash(before, other, activity, kept):
                yield _conflict_elsewhere(activity, kept, before, other)
                return


def _kinds(kept: Kept) -> frozenset[str]:
    """The kinds of the purposes that a schedule is for; none when any of them is unstated or "other"."""
    kinds = {str(ground.purpose.get("kind", "other")) for ground in kept.grounds}
    return frozenset() if "other" in kinds else frozenset(kinds)


def _shares_people(one: Kept, other: Kept) -> bool:
    return not set(one.row.subjects).isdisjoint(other.row.subjects)


def _conflict_elsewhere(activity: Activity, kept: Kept, before: Activity, other: Kept) -> Hit:
    pointer, schedule = activity.schedules[kept.schedule]
    place, first = before.schedules[other.schedule]
    title = before.entry.name(activity.register.language)
    return Hit(
        pointer,
        words={
            "schedule": activity.label(schedule), "other": f"{before.label(first)} ({title})",
            "row": activity.label(kept.row.value),
        },
        related=(Place(place, "den anden slettefrist", "the other retention period", before.entry.file),),
    )

"""Where a record rests on consent, and what it says of that consent.

Called by the rules about consent and marketing. A consent is stated by Art. 6(1)(a), by another provision that needs one,
or by a ground that names one; nothing here decides whether the consent is any good.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.register.lists import placed
from ropa.rules.facts import Activity
from ropa.rules.rows import CONSENT, CPR_CONSENT, Ground, Row, Value

CRIMINAL_CONSENTS = frozenset({"dbl_8_3_consent", "dbl_8_4_consent"})
ONLINE = frozenset({"website", "portal", "app", "chat", "email", "sms", "mms", "social_media", "push"})
"""Channels that somebody uses at a screen."""

Placed = tuple[str, Value]


def needs_consent(ground: Ground) -> bool:
    """Whether something in a ground stands on consent: its legal basis, Art. 9, or the rules on offences and CPR numbers."""
    return (
        ground.article == CONSENT
        or ground.value.get("article_9") == "9.2.a"
        or ground.value.get("cpr") == CPR_CONSENT
        or ground.value.get("criminal") in CRIMINAL_CONSENTS
    )


def consents_of(activity: Activity) -> tuple[Placed, ...]:
    """The consents of an activity with their pointers."""
    return placed(activity.value, "consents")


def covers(consent: Value, purpose: str) -> bool:
    """Whether a consent is for a purpose; one that names no purposes may be."""
    return purpose in consent.get("purposes", (purpose,))


def consents_behind(activity: Activity, ground: Ground) -> Iterator[Placed]:
    """The consents that a ground may stand on: the one it names, else those for its purpose."""
    named = ground.value.get("consent")
    for pointer, consent in consents_of(activity):
        if consent["id"] == named or named is None and covers(consent, ground.value["purpose"]):
            yield pointer, consent


def users_of(activity: Activity, consent: Value) -> Iterator[tuple[Row, Ground]]:
    """The grounds, with their rows, that name a consent, or are by consent for a purpose of it without naming any."""
    for row, ground in activity.grounds:
        named = ground.value.get("consent")
        is_unnamed = named is None and ground.is_on_consent and covers(consent, ground.value["purpose"])
        if named == consent["id"] or is_unnamed:
            yield row, ground


def place_of(ground: Ground) -> str:
    """Where a ground says that it is by consent."""
    return f"{ground.pointer}/{'legal_basis' if 'legal_basis' in ground.value else 'consent'}"


def people_of(row: Row, ground: Ground) -> tuple[str, ...]:
    """The categories of data subjects that a ground is for."""
    return tuple(ground.value.get("data_subjects", row.subjects))


def is_for_marketing(activity: Activity, consent: Value) -> bool:
    """Whether a consent is for marketing: by the kinds of its purposes, or of the activity when it names none."""
    if "purposes" not in consent:
        return not activity.kinds.isdisjoint({"marketing", "newsletter"})
    return any(activity.purposes.get(key, {}).get("kind") == "marketing" for key in consent["purposes"])


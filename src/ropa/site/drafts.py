"""Says on every page and file that holds something from a draft that no organisation has confirmed it.

An activity is a draft or it is confirmed. What activities share, and what lists them, is told to build on drafts as
long as one of them is one.
"""

from __future__ import annotations

from collections.abc import Sequence

from ropa.register import Entry
from ropa.site.context import Context
from ropa.site.node import Text
from ropa.site.scope import scope_of
from ropa.site.view import Notice

WITHOUT_CONTENT = frozenset({"rules", "rule", "unreadable"})
"""Sorts of page that tell nothing of a record's content as true."""


def draft_notices(context: Context, sort: str, entry: Entry | None, department: str = "") -> tuple[Notice, ...]:
    """The banner of a page; `entry` is what the page is about, None for the register as a whole.

    `department` is the id of the one department of the organisation that the page is about, "" for all of it.
    """
    if sort in WITHOUT_CONTENT:
        return ()
    if entry is None or entry.kind == "organisation":
        return counted_drafts(context, scope_of(context, entry, department).activities if entry else context.register.of("activity"))
    if not context.is_draft(entry):
        return ()
    if entry.kind != "activity":
        return _notice(context, context.say("noget her bygger på aktiviteter, som virksomheden ikke har bekræftet."))
    if "provenance" not in entry.value:
        return _notice(context, context.say("ikke bekræftet af virksomheden."))
    return _notice(context, context.say("udledt af en offentliggjort politik, ikke bekræftet af virksomheden."))


def counted_drafts(context: Context, activities: Sequence[Entry]) -> tuple[Notice, ...]:
    """The banner of what builds on some activities: how many of them are drafts."""
    drafts = sum(activity.value["record"] == "draft" for activity in activities)
    if not drafts:
        return ()
    text = context.say(
        "{n} af {total} aktiviteter er udkast: udledt af en offentliggjort politik, ikke bekræftet af virksomheden.",
        n=drafts,
        total=len(activities),
    )
    return _notice(context, text)


def _notice(context: Context, text: str) -> tuple[Notice, ...]:
    return (Notice(context.say("Udkast"), (Text(text),), "draft"),)

"""Whom to ask, and what to do when somebody asks for their data or something goes wrong.

The steps are those of the law and hold for every organisation; whom to tell comes from its own record. Called by `start`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ropa.register import Entry
from ropa.schema import Field, fields_of
from ropa.site import texts
from ropa.site.breach_contacts import role_nodes, ways_of
from ropa.site.context import Context
from ropa.site.node import Address, Link, Node, Pair, Phrase, Text
from ropa.site.scope import Scope, counted, role_names
from ropa.site.start_work import duties
from ropa.site.view import Block, Fields, Lines

RIGHTS, BREACH = "rights", "breach"
RIGHTS_GUIDE, BREACH_GUIDE = "politikker/rettigheder/", "brud/"


def request_blocks(scope: Scope) -> Iterator[Block]:
    """What to do when somebody asks for their data: GDPR Art. 12(2), (3) and (6)."""
    say = scope.context.say
    yield Lines(
        (
            Text(say("Tag imod henvendelsen, uanset om den kommer ved disken, i telefonen eller på e-mail. Den behøver ikke at have en bestemt form (art. 12, stk. 2).")),
            Text(say("Skriv ned, hvem der beder om hvad, og hvilken dag det er. Svaret skal komme hurtigst muligt og senest en måned efter (art. 12, stk. 3).")),
            _step(scope, say("Giv henvendelsen videre samme dag."), RIGHTS),
            Text(say("Er du i tvivl om, hvem der spørger, så udlevér ikke noget, før det er afklaret (art. 12, stk. 6).")),
        ),
        is_list=True,
    )
    yield from _more(scope, RIGHTS_GUIDE)


def breach_blocks(scope: Scope) -> Iterator[Block]:
    """What to do when something goes wrong: GDPR Art. 4(12) and 33. Whether to notify is never told here."""
    say = scope.context.say
    yield Lines(
        (
            Text(say("Det er et brud, når personoplysninger bliver væk, ødelagt, ændret eller set af nogen, der ikke må se dem. Det gælder også en e-mail til den forkerte (art. 4, nr. 12).")),
            _step(scope, say("Sig det til din leder med det samme, også når du er i tvivl."), BREACH),
            Text(say("Stands skaden, hvis du kan. Skriv ned, hvad der skete og hvornår, og hvis oplysninger det er. Slet ingen spor.")),
            Text(say("Afgør ikke selv, om bruddet skal anmeldes. Fra det øjeblik virksomheden ved det, er der som hovedregel 72 timer til at anmelde det til Datatilsynet (art. 33, stk. 1).")),
        ),
        is_list=True,
    )
    yield from _more(scope, BREACH_GUIDE)


def _step(scope: Scope, words: str, topic: str) -> Node:
    reached = reach(scope, topic)
    return Phrase((Text(words), reached), " ") if reached else Text(words)


def reach(scope: Scope, topic: str) -> Node | None:
    """How to reach who takes a topic, in a sentence; None when the records name nobody."""
    found = _takers(scope, topic)
    return Phrase((Text(f"{scope.context.say('Kontakt:')} "), Phrase(found, "; "), Text(".")), "") if found else None


def _takers(scope: Scope, topic: str) -> tuple[Node, ...]:
    """The contacts for a topic; of breaches, also the roles that the records about them name."""
    found = tuple(_how(scope.context, contact) for contact in _contacts(scope) if topic in contact["about"])
    return (*found, *role_nodes(scope.context, scope.organisation)) if topic == BREACH else found


def _how(context: Context, contact: Mapping[str, Any]) -> Node:
    ways = Phrase(tuple(Address(way) for way in ways_of(contact)))
    label = context.text(contact["label"]) if "label" in contact else ""
    if not ways.parts or not label:
        return ways if ways.parts else Text(label)
    return Phrase((ways, Text(f"({texts.lowered(label)})")), " ")


def _more(scope: Scope, path: str) -> Iterator[Block]:
    guide = scope.context.link_to_guide(path)
    if guide is not None:
        yield Lines((Phrase((Text(scope.context.say("Hele vejledningen:")), guide), " "),))


def contact_blocks(scope: Scope) -> Iterator[Block]:
    """The contacts that the organisation states, who is responsible here, and on one line what nobody has stated."""
    context = scope.context
    field = fields_of("organisation").fields["contacts"].items
    assert field is not None and field.fields["about"].items is not None
    pairs = [Pair(_topics(context, field, contact), _how(context, contact)) for contact in _contacts(scope)]
    dpo = scope.organisation.value.get("dpo", {})
    if dpo.get("appointed"):
        ways = tuple(Address(way) for way in ways_of(dpo))
        pairs.append(Pair(context.label(fields_of("organisation").fields["dpo"].label), Phrase(ways) if ways else Text(context.say("Ja"))))
    owners = Counter(entry.value["owner_role"] for entry in scope.activities if "owner_role" in entry.value)
    if owners:
        names = role_names(context, scope.organisation)
        told = [f"{names.get(role, role)} ({counted(context, number)})" for role, number in owners.most_common()]
        pairs.append(Pair(context.say("Har ansvaret"), Text(", ".join(told))))
    if pairs:
        yield Fields(tuple(pairs))
    own = duties(scope.context.members_of(scope.organisation.key, "activity"))
    if own:
        links = Phrase(tuple(Link(context.name(entry), context.path_to("activity", entry.key)) for entry in own))
        yield Lines((Phrase((Text(context.say("Det siger posterne selv om databeskyttelse:")), links), " "),))
    unstated = _unstated(scope)
    if unstated:
        words = Text(f"{'; '.join(unstated)}.")
        yield Lines((Phrase((Text(context.say("Ikke oplyst i kilderne:"), "strong"), words), " "),))


def _topics(context: Context, field: Field, contact: Mapping[str, Any]) -> str:
    about = field.fields["about"].items
    assert about is not None
    first, *rest = (context.label(about.choices[topic]) for topic in contact["about"])
    return texts.joined([first, *map(texts.lowered, rest)], context.language)


def _contacts(scope: Scope) -> Sequence[Mapping[str, Any]]:
    found: Sequence[Mapping[str, Any]] = scope.organisation.value.get("contacts", ())
    return found


def _unstated(scope: Scope) -> tuple[str, ...]:
    """What a new employee would ask and the records leave open, each with for how many activities."""
    context, total = scope.context, len(scope.activities)
    open_questions = (
        (context.say("hvem der har ansvaret"), [entry for entry in scope.activities if "owner_role" not in entry.value]),
        (context.say("hvor længe noget gemmes"), [entry for entry in scope.activities if "retention" not in entry.value]),
        (context.say("hvem der sletter"), [entry for entry in scope.activities if _has_nobody_to_delete(entry)]),
        (context.say("hvem der får oplysninger"), [entry for entry in scope.activities if "recipients" not in entry.value]),
    )
    told = [context.say("{what} ({n} af {total} aktiviteter)", what=what, n=len(found), total=total) for what, found in open_questions if found]
    topics = ((RIGHTS, context.say("hvem der tager imod henvendelser om rettigheder")), (BREACH, context.say("hvem der tager imod besked om brud")))
    return (*told, *(words for topic, words in topics if not _takers(scope, topic)))


def _has_nobody_to_delete(entry: Entry) -> bool:
    return any("deleted_by_role" not in schedule for schedule in entry.value.get("retention", ()))

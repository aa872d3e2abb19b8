"""What search is given: documents with their passages, and which words mean the same. Plain text, nothing escaped."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a page that can be the answer, below the heading that `anchor` leads to; "" is the top of the page.

    A passage with `is_found` False is shown when nothing better is, but its words do not find the page. One with
    `is_none` says that there is nothing to tell, so that it is found after those that tell something.
    """

    anchor: str
    heading: str
    text: str
    is_found: bool = True
    is_none: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """What readers come to do, in their words, and the pages where they do it, the first one first."""

    title: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """A page as search sees it.

    `kind` and `note` are shown beside the title, e.g. "Behandlingsaktivitet" and the organisation's name. `synonyms`
    are other names of what the page is about, `identifiers` its ids. `weight` lifts a page over those that match as
    well. `lends_names` says that the synonyms mean the title on every page, as those of a vocabulary do. `tasks` are
    those that the page leads to, `answers` the sections that questions ask for and that it answers as a whole.
    `has_sections` is False when the anchors of its passages are words, so that none of them is a section to ask for.
    """

    path: str
    title: str
    kind: str
    note: str = ""
    synonyms: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    weight: float = 1.0
    lends_names: bool = False
    tasks: tuple[Task, ...] = ()
    answers: tuple[str, ...] = ()
    has_sections: bool = True


@dataclass(frozen=True, slots=True)
class Synonym:
    """A word or phrase that readers type, and one that pages may use instead."""

    typed: str
    meant: str

"""What the navigation on every page names, in MkDocs' form: the names of pages, alone or below a heading.

Called by `mkdocs_adapter` for a project whose mkdocs.yml has no navigation of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ropa.guides import INDEX, Guide
from ropa.register import Register
from ropa.site.mkdocs_theme import source_of
from ropa.site.urls import FRONT, OPEN_POINTS, START, index_of, path_of
from ropa.site.words import say

IN_NAVIGATION = ("party", "system", "personal_data_category", "document")
MOST_ORGANISATIONS = 12
"""The navigation stands on every page. Where there are more organisations, their list leads to each of them."""


def navigation(register: Register, guides: Iterable[Guide]) -> list[Any]:
    """The front page, what is for employees, the registers, the lists, the open points, and what is about the site."""
    organisations = [path_of("organisation", entry.key) for entry in register.of("organisation")]
    shown = organisations if len(organisations) <= MOST_ORGANISATIONS else []
    registers = [source_of(path) for path in (index_of("organisation"), *shown)]
    lists = [source_of(index_of(kind)) for kind in IN_NAVIGATION]
    policies = [guide.file for guide in guides if is_in_navigation(guide) and (guide.governs or "/" in guide.file)]
    about = [guide.file for guide in guides if not guide.governs and "/" not in guide.file]
    return [
        source_of(FRONT), source_of(START), *sorted(policies, reverse=True), {say(register.language, "Fortegnelser"): registers}, *lists,
        source_of(OPEN_POINTS), *([{say(register.language, "Vejledning"): about}] if len(about) > 1 else about),
    ]


def is_in_navigation(guide: Guide) -> bool:
    """Whether the navigation names a page: it does not name those of a folder, to which the folder's first page leads."""
    return "/" not in guide.file or guide.file.endswith(f"/{INDEX}")


def paths_in(items: Sequence[Any]) -> Iterator[str]:
    """The paths that a navigation names."""
    for item in items:
        if isinstance(item, Mapping):
            for below in item.values():
                yield from paths_in([below] if isinstance(below, str) else below)
        else:
            yield item.removesuffix(INDEX)

"""Documents -> the files that the engine loads: one index, and the passages in small files that are fetched when shown.

Called by the site when all pages are known. The same documents give the same bytes. Every file is JavaScript that
hands its data to the engine, so that it can be loaded from a folder as well as from a server.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from importlib import resources
from itertools import chain

from ropa.search.document import Passage, SearchDocument, Synonym
from ropa.search.postings import DIGITS, LEAD, LEVELS, Postings, gather, is_common, levels_of, pack
from ropa.search.words import general_synonyms, meanings, questions, quiet_stems, stems_of

FORMAT = 1
FOLDER = "search"
STATIC = ("normalise.js", "words.js", "engine.js", "passages.js", "box.js", "search.css")
SHARD_CHARS = 24_000


def build_index(
    documents: Iterable[SearchDocument],
    synonyms: Iterable[Synonym] = (),
    levels: Callable[[SearchDocument], Mapping[str, int]] = levels_of,
) -> Mapping[str, bytes]:
    """The files of the index by path. `synonyms` come on top of the general ones and those the documents lend; a preview
    hands in `levels` that remember the words of documents which have not changed.
    """
    ordered = tuple(documents)
    shards = tuple(_shards(ordered))
    lent = [Synonym(name, document.title) for document in ordered if document.lends_names for name in document.synonyms]
    asking = questions({section for document in ordered for section in (*_sections(document), *document.answers)})
    index = {
        "format": FORMAT,
        "levels": LEVELS,
        "digits": DIGITS,
        **_pages(ordered, sorted({section for _, sections, _ in asking for section in sections})),
        "shards": [len(shard) for shard in shards],
        **_words(gather(ordered, levels), len(ordered)),
        "quiet": quiet_stems(),
        "questions": asking,
        "meanings": meanings([*general_synonyms(), *lent, *synonyms]),
        **_tasks(ordered),
    }
    files = {f"{FOLDER}/index.js": _handed("index", index)}
    for number, shard in enumerate(shards):
        files[f"{FOLDER}/texts/{number}.js"] = _handed(number, [[_passage(p) for p in d.passages] for d in shard])
    return files


def static_files() -> Mapping[str, bytes]:
    """The engine by path."""
    folder = resources.files("ropa.search").joinpath("static")
    return {f"{FOLDER}/{name}": folder.joinpath(name).read_bytes() for name in STATIC}


def _pages(documents: Sequence[SearchDocument], asked: Sequence[str]) -> Mapping[str, object]:
    """What the result list shows before any passage has come, the weight in hundredths, and what is `asked` for and answered."""
    kinds = list(dict.fromkeys(document.kind for document in documents))
    notes = list(dict.fromkeys(document.note for document in documents))
    return {
        "paths": [document.path for document in documents],
        "titles": [" ".join(document.title.split()) for document in documents],
        "kinds": kinds,
        "kind": [kinds.index(document.kind) for document in documents],
        "notes": notes,
        "note": [notes.index(document.note) for document in documents],
        "weight": [round(document.weight * 100) for document in documents],
        "asked": asked,
        "answers": [_bits(_sections(document), asked) for document in documents],
        "nones": [_bits(_sections(document, is_none=True), asked) for document in documents],
        "wholes": [_bits(document.answers, asked) for document in documents],
    }


def _sections(document: SearchDocument, *, is_none: bool = False) -> set[str]:
    """The sections of a page that tell something, or that say that there is nothing."""
    return {passage.anchor for passage in document.passages if passage.is_none is is_none} if document.has_sections else set()


def _bits(has: Container[str], asked: Sequence[str]) -> int:
    """Which of the sections that questions ask for are there: a bit each."""
    return sum(1 << bit for bit, section in enumerate(asked) if section in has)


def _tasks(documents: Sequence[SearchDocument]) -> Mapping[str, object]:
    """Each task as its stems in one string with the numbers of its pages, and where to begin when nothing is found: the
    pages among these that are about no single thing."""
    numbers = {document.path: number for number, document in enumerate(documents)}
    tasks = [task for document in documents for task in document.tasks]
    pages = [[numbers[path] for path in task.paths if path in numbers] for task in tasks]
    begin = [number for number in dict.fromkeys(chain.from_iterable(pages)) if not documents[number].identifiers]
    return {"tasks": [(" ".join(stems_of(task.title)), found) for task, found in zip(tasks, pages, strict=True)], "begin": begin}


def _words(postings: Postings, total: int) -> Mapping[str, object]:
    """The stems in order, each with its packed places; `common` numbers those whose plain text was left out."""
    stems = sorted(postings)
    common = [number for number, word in enumerate(stems) if is_common(postings[word], total)]
    left = {stems[number] for number in common}
    kept = ([place for place in postings[word] if place[1] >= LEAD] if word in left else postings[word] for word in stems)
    return {"stems": "\n".join(stems), "places": " ".join(map(pack, kept)), "common": common}


def _shards(documents: Sequence[SearchDocument]) -> Iterator[list[SearchDocument]]:
    """Neighbouring documents, as many as make a small file."""
    shard: list[SearchDocument] = []
    size = 0
    for document in documents:
        chars = sum(len(passage.text) for passage in document.passages)
        if shard and size + chars > SHARD_CHARS:
            yield shard
            shard, size = [], 0
        shard.append(document)
        size += chars
    if shard:
        yield shard


def _passage(passage: Passage) -> list[str]:
    return [passage.anchor, passage.heading, passage.text]


def _handed(name: str | int, data: object) -> bytes:
    """A script that gives data to the engine under a name."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"ropaSearch.take({json.dumps(name)},{text});\n".encode("utf-8", "replace")

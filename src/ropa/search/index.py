"""Documents -> the files that the engine loads: one index, and the passages in small files that are fetched when shown.

Called by the site when all pages are known. The same documents give the same bytes. Every file is JavaScript that
hands its data to the engine, so that it can be loaded from a folder as well as from a server.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from importlib import resources
from itertools import chain

from ropa.search.document import SearchDocument, Synonym
from ropa.search.postings import DIGITS, LEVELS, is_common, leading, pack
from ropa.search.shelf import Card, Shelf, write_json
from ropa.search.words import general_synonyms, meanings, questions, quiet_stems, stems_of

FORMAT = 1
FOLDER = "search"
STATIC = ("normalise.js", "words.js", "engine.js", "passages.js", "box.js", "search.css")
SHARD_CHARS = 24_000


def build_index(documents: Iterable[SearchDocument], synonyms: Iterable[Synonym] = ()) -> Mapping[str, bytes]:
    """The files of the index by path. `synonyms` come on top of the general ones and those the documents lend."""
    shelf = Shelf()
    for number, document in enumerate(documents):
        shelf.take(number, document)
    return dict(write_index(shelf, synonyms))


def write_index(shelf: Shelf, synonyms: Iterable[Synonym]) -> Iterator[tuple[str, bytes]]:
    """The same for documents that stand on a shelf, numbered from 0 without a gap, file by file."""
    cards = [shelf.cards[number] for number in range(len(shelf.cards))]
    documents = [card.document for card in cards]
    shards = tuple(_shards(cards))
    lent = [Synonym(name, document.title) for document in documents if document.lends_names for name in document.synonyms]
    asking = questions({section for card in cards for section in (*card.sections, *card.document.answers)})
    index = {
        "format": FORMAT,
        "levels": LEVELS,
        "digits": DIGITS,
        **_pages(cards, sorted({section for _, sections, _ in asking for section in sections})),
        "shards": [len(shard) for shard in shards],
        **_words(shelf.places, len(cards)),
        "quiet": quiet_stems(),
        "questions": asking,
        "meanings": meanings([*general_synonyms(), *lent, *synonyms]),
        **_tasks(documents),
    }
    yield f"{FOLDER}/index.js", _handed("index", write_json(index))
    for number, shard in enumerate(shards):
        yield f"{FOLDER}/texts/{number}.js", _handed(number, b"[%b]" % b",".join(card.written for card in shard))


def static_files() -> Mapping[str, bytes]:
    """The engine by path."""
    folder = resources.files("ropa.search").joinpath("static")
    return {f"{FOLDER}/{name}": folder.joinpath(name).read_bytes() for name in STATIC}


def is_made(path: str) -> bool:
    """Whether a file is one of the index, made with the pages, and none of the engine."""
    return path.startswith(f"{FOLDER}/") and path.removeprefix(f"{FOLDER}/") not in STATIC


def _pages(cards: Sequence[Card], asked: Sequence[str]) -> Mapping[str, object]:
    """What the result list shows before any passage has come, the weight in hundredths, and what is `asked` for and answered."""
    documents = [card.document for card in cards]
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
        "answers": [_bits(card.sections, asked) for card in cards],
        "nones": [_bits(card.nones, asked) for card in cards],
        "wholes": [_bits(document.answers, asked) for document in documents],
    }


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


def _words(places: Mapping[str, Sequence[int]], total: int) -> Mapping[str, object]:
    """The stems in order, each with its packed places; `common` numbers those whose plain text was left out."""
    stems = sorted(places)
    common = [number for number, word in enumerate(stems) if is_common(places[word], total)]
    left = {stems[number] for number in common}
    kept = (sorted(leading(places[word]) if word in left else places[word]) for word in stems)
    return {"stems": "\n".join(stems), "places": " ".join(map(pack, kept)), "common": common}


def _shards(cards: Sequence[Card]) -> Iterator[list[Card]]:
    """Neighbouring documents, as many as make a small file."""
    shard: list[Card] = []
    size = 0
    for card in cards:
        if shard and size + card.chars > SHARD_CHARS:
            yield shard
            shard, size = [], 0
        shard.append(card)
        size += card.chars
    if shard:
        yield shard


def _handed(name: str | int, written: bytes) -> bytes:
    """A script that gives data, written as JSON, to the engine under a name."""
    return b"ropaSearch.take(%b,%b);\n" % (write_json(name), written)

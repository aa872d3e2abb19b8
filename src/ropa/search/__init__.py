"""The search of the site: an index that is made with the pages, and the engine that reads it in the browser.

`build_index` turns documents into files; `static/` holds the engine. Knows neither the register nor the site builder.
"""

from ropa.search.document import Passage, SearchDocument, Synonym, Task
from ropa.search.index import build_index, is_made, static_files, write_index
from ropa.search.postings import levels_of
from ropa.search.shelf import Shelf

__all__ = ["Passage", "SearchDocument", "Shelf", "Synonym", "Task", "build_index", "is_made", "levels_of", "static_files", "write_index"]

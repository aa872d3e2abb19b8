"""The search of the site: an index that is made with the pages, and the engine that reads it in the browser.

`build_index` turns documents into files; `static/` holds the engine. Knows neither the register nor the site builder.
"""

from ropa.search.document import Passage, SearchDocument, Synonym, Task
from ropa.search.index import build_index, static_files
from ropa.search.postings import levels_of

__all__ = ["Passage", "SearchDocument", "Synonym", "Task", "build_index", "levels_of", "static_files"]

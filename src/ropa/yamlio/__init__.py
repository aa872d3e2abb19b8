"""Turns YAML text into JSON values, and a JSON pointer into the place of its key or value.

`load` reads, `locate` finds places again, and only when somebody asks. Both take a `Source` and never raise on bad
text.
"""

from ropa.yamlio.load import MISSING, Loaded, load
from ropa.yamlio.locate import locate
from ropa.yamlio.quick import Marks

__all__ = ["MISSING", "Loaded", "Marks", "load", "locate"]

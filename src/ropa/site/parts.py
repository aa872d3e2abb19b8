"""What a hand-written page can have the site put in: a line `[[ropa: NAME]]` becomes the blocks of that name.

Each part is made from the register, so that a page written by hand never repeats what a record says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ropa.site.breach_contacts import contact_blocks
from ropa.site.breach_tools import clock_blocks, model_blocks
from ropa.site.context import Context
from ropa.site.view import Block

PARTS: Mapping[str, Callable[[Context], tuple[Block, ...]]] = {
    "breach-contacts": contact_blocks,
    "breach-clock": clock_blocks,
    "breach-model": model_blocks,
}

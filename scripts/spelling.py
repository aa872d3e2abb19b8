"""Tells misspelt words, and words that another one stands for here, with their place and what to write instead.

    scripts/spelling.py             # the tool's own texts
    scripts/spelling.py data/ropa   # a register; its word list is words.yaml beside the folder

`make spelling` runs both. Ends with 1 when anything is found, with 2 when it cannot be run.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from danish.check import check_product, check_register
from danish.product import REPOSITORY

from ropa import report
from ropa.findings import RopaError

FOUND, CANNOT_RUN = 1, 2


def main() -> int:
    """Reads the arguments, checks, prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, help="a register; without it the tool's own texts are checked")
    parser.add_argument("--words", type=Path, help="the register's word list; words.yaml beside the folder if there is one")
    parser.add_argument("--lang", choices=["da", "en"], default="da", help="the language of the findings")
    arguments = parser.parse_args()
    try:
        if arguments.folder:
            checked = check_register(arguments.folder, arguments.words or arguments.folder.parent / "words.yaml")
        else:
            checked = check_product(REPOSITORY)
    except RopaError as error:
        print(error.message.text(arguments.lang), file=sys.stderr)
        return CANNOT_RUN
    shown = report.terminal(checked.findings, checked.sources, arguments.lang)
    print(f"{shown}\n\n{checked.summary}" if shown else checked.summary)
    return FOUND if checked.findings else 0


if __name__ == "__main__":
    sys.exit(main())

"""Tells what stands word for word both in a policy and in our content: runs of eight words or more.

    scripts/copied.py ~/policies/*.txt
    scripts/copied.py policy.txt --folder data/ropa

Reads the register in the folder and the tool's own texts. The policies are given by path and stay outside the project.
Ends with 1 when anything is found, with 2 when a policy cannot be read.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from danish.copied import Reader, find_copied, read_fixed
from danish.names import names_in
from danish.product import REPOSITORY, product_passages, register_passages

from ropa import report
from ropa.files import read_folder
from ropa.findings import RopaError

FOUND, CANNOT_RUN = 1, 2


def main() -> int:
    """Reads the arguments and the texts, prints what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("policies", nargs="+", type=Path, metavar="POLICY", help="a policy as UTF-8 text")
    parser.add_argument("--folder", type=Path, default=REPOSITORY / "data/ropa", help="the register; data/ropa by default")
    parser.add_argument("--lang", choices=["da", "en"], default="da", help="the language of the findings")
    arguments = parser.parse_args()
    try:
        texts = {path.name: path.read_text(encoding="utf-8") for path in arguments.policies}
        names = names_in(read_folder(arguments.folder))
    except (OSError, UnicodeDecodeError, RopaError) as error:
        print(error.message.text(arguments.lang) if isinstance(error, RopaError) else error, file=sys.stderr)
        return CANNOT_RUN
    reader = Reader(read_fixed() | names)
    passages = (*register_passages(arguments.folder), *product_passages())
    found = [finding for name, text in texts.items() for finding in find_copied(name, text, passages, reader)]
    sources = {passage.source.file: passage.source for passage in passages}
    shown = report.terminal(found, sources, arguments.lang)
    print(f"{shown}\n\n{len(found)} findings" if shown else f"{len(passages)} texts beside {len(texts)} policies · 0 findings")
    return FOUND if found else 0


if __name__ == "__main__":
    sys.exit(main())

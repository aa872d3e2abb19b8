"""Changes the fictional register in every way that its schema knows and prints which breaks the checker finds.

`make mutations` runs it; all of it takes some minutes. `--every 50` tries every 50th break of each operator.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from ropa.rules import catalogue
from tests.mutation.run import false_alarms
from tests.mutation.sample import sorted_out, tried
from tests.mutation.tally import report


def main() -> None:
    """Reads the argument, makes the changes, prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--every", type=int, default=1, help="try every n-th break of each operator; 1 tries all")
    arguments = parser.parse_args()
    changes, breaks = sorted_out()
    outcomes = tuple(tried(breaks, arguments.every))
    print("\n".join(report(changes, outcomes, tuple(false_alarms(catalogue().values())))))


if __name__ == "__main__":
    main()

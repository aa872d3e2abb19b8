"""Measures our commands on made-up registers beside other tools and prints one Markdown table.

`make bench` runs it. Progress goes to standard error, the table to standard output. What is larger than
`REPEATED_UP_TO` activities is measured once where others are slow, or extrapolated when asked to.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from benchmark import measures
from benchmark.measures import Place
from benchmark.process import Costs
from benchmark.project import REPOSITORY, write_project
from benchmark.table import Row, compare, compare_memory, compare_size, seconds, write_table

REPEATED_UP_TO = 2000
STOCK = "stock mkdocs-material"
PARSER = "CSafeLoader alone"


def main() -> None:
    """Reads the arguments, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10000], help="activities in each register")
    parser.add_argument("--runs", type=int, default=3, help="runs of each command")
    parser.add_argument("--large-runs", type=int, default=3, help=f"the same for more than {REPEATED_UP_TO} activities")
    parser.add_argument("--extrapolate", action="store_true", help="scale the slow baselines of large registers up from the smallest")
    parser.add_argument("--folder", type=Path, default=REPOSITORY / "build/bench", help="where the registers and sites are written")
    arguments = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed is compiled already; our own code is after one run
    os.environ |= {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(Path(__file__).parent)}
    rows: list[Row] = []
    slow: dict[str, Costs] = {}
    try:
        for size in sorted(arguments.sizes):
            is_large = size > REPEATED_UP_TO
            runs = arguments.large_runs if is_large else arguments.runs
            place = Place(size, (arguments.folder / str(size)).resolve(), runs)
            for row in measure(place, slow, size / min(arguments.sizes) if is_large and arguments.extrapolate else 0):
                say(f"{row.what}: {row.ours} · {row.name} {row.figure}")
                rows.append(row)
    finally:
        print(write_table(rows))


def measure(place: Place, slow: dict[str, Costs], scale: float) -> Iterator[Row]:
    """The rows of one size. `slow` holds the slow baselines of the smallest size, which `scale` (when not 0) multiplies."""
    say(f"{place.activities} activities: writing the register")
    write_project(place.project, place.activities)
    yield from measure_check(place, slow, scale)
    yield from measure_site(place, slow, scale)


def measure_check(place: Place, slow: dict[str, Costs], scale: float) -> Iterator[Row]:
    size = place.activities
    say("ropa check, the parser alone, ropa graph")
    checked, unruled = measures.check(place), measures.check_without_rules(place)
    parsed, graphed = measures.parser_alone(place), measures.graph(place)
    judged = slow_one("check-jsonschema", lambda: measures.check_jsonschema(place, runs_of_slow(place)), slow, scale)
    yield from compare("read and check", size, checked, {"check-jsonschema": judged, PARSER: parsed})
    yield from compare("read and check without rules", size, unruled, {"check-jsonschema": judged, PARSER: parsed})
    yield from compare("what the rules add", size, checked.beyond(unruled), {"all the rest of the check": unruled, PARSER: parsed})
    yield from compare_memory("memory of the check", size, checked, {"check-jsonschema": judged})
    yield from compare("read, build and write the graph", size, graphed, {PARSER: parsed})


def measure_site(place: Place, slow: dict[str, Costs], scale: float) -> Iterator[Row]:
    size = place.activities
    say("ropa site")
    built = measures.site(place)
    say(f"ropa site took {seconds(built)}; the empty site and the bytes")
    floor = measures.floor(place)
    is_measured = not scale
    if is_measured:
        say("writing the Markdown of stock Material")
        measures.make_stock(place)
    stock = slow_one(STOCK, lambda: measures.stock_site(place, runs_of_slow(place)), slow, scale)
    yield from compare("site from nothing", size, built, {STOCK: stock, "empty site and the same bytes": floor})
    yield from compare_memory("memory of the site", size, built, {STOCK: stock})
    say("an edit in ropa serve")
    rebuilt = measures.rebuild(place, edits(place))
    stock_rebuilt = slow_one(f"{STOCK}, served", lambda: measures.stock_rebuild(place, edits(place)), slow, scale)
    yield from compare("new page after one edit", size, rebuilt, {STOCK: stock_rebuilt})
    if is_measured:
        ours, theirs = place.project / "site", place.stock / "site"
        sizes = measures.page_size(ours, place), measures.page_size(theirs, place)
        yield compare_size("an activity's page", size, sizes[0], STOCK, sizes[1])
        sizes = measures.search_size(ours), measures.search_size(theirs)
        yield compare_size("what a search loads", size, sizes[0], STOCK, sizes[1])


def slow_one(name: str, work: Callable[[], Costs], slow: dict[str, Costs], scale: float) -> Costs:
    """The costs of a slow baseline: measured, or those of the smallest size multiplied."""
    if scale:
        return slow[name].scaled(scale)
    say(name)
    costs = work()
    slow.setdefault(name, costs)
    return costs


def runs_of_slow(place: Place) -> int:
    """How often a slow baseline is run."""
    return place.runs if place.activities <= REPEATED_UP_TO else 1


def edits(place: Place) -> int:
    """How often a record is edited while a preview runs."""
    return measures.EDITS if place.activities <= REPEATED_UP_TO else 1


def say(what: str) -> None:
    """A line of progress with the time."""
    print(f"{time.strftime('%H:%M:%S')} {what} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()

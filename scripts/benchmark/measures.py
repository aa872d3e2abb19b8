"""What is measured: our commands and, beside each, what others take for the same work on the same files.

Called by scripts/bench.py, one function for each line of work. Every figure is of whole processes in this run.
"""

from __future__ import annotations

import gzip
import json
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmark.process import Cost, Costs, run, run_all
from benchmark.project import REGISTER, page_of, record_to_edit
from benchmark.served import edits_served
from ropa.schema import schema_for, schemas

BIN = Path(sys.executable).parent
ROPA = BIN / "ropa"
MKDOCS = (sys.executable, "-m", "mkdocs")
SEARCH_FILES = "search/*"
"""What the first search fetches, below the site."""

EDITS = 3
"""How often a record is edited while the preview runs, in a register that is not large."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one size is measured: our project, stock Material's, and a folder for the rest."""

    activities: int
    folder: Path
    runs: int

    @property
    def project(self) -> Path:
        return self.folder / "project"

    @property
    def stock(self) -> Path:
        return self.folder / "stock"

    def repeat(self, work: Callable[[], Cost], runs: int = 0) -> Costs:
        """The costs of several runs of the same work."""
        return Costs(tuple(work() for _ in range(runs or self.runs)))


def check(place: Place, *chosen: str) -> Costs:
    """Read and check, all findings written as for a terminal; `chosen` are further arguments of the command."""
    return place.repeat(lambda: run([ROPA, "check", "--project", place.project, *chosen], place.folder))


def check_without_rules(place: Place) -> Costs:
    """Read and check the form, the references and what the law asks for, as other tools do; the rules are not asked."""
    return check(place, "--select", "GAP")


def graph(place: Place) -> Costs:
    """Read, build the graph, write it as JSON."""
    return place.repeat(lambda: run([ROPA, "graph", "--project", place.project], place.folder))


def parser_alone(place: Place) -> Costs:
    """PyYAML's C loader on the same files, which checks nothing."""
    program = Path(__file__).with_name("load_alone.py")
    return place.repeat(lambda: run([sys.executable, program, place.project / REGISTER], place.folder))


def check_jsonschema(place: Place, runs: int) -> Costs:
    """check-jsonschema on the same files with the same schemas, each self-contained; one process for each kind of file."""
    commands = list(_check_jsonschema_commands(place))
    return place.repeat(lambda: run_all(commands, place.folder), runs)


def _check_jsonschema_commands(place: Place) -> Iterator[Sequence[str | Path]]:
    by_kind: dict[str, list[Path]] = {}
    for path in sorted((place.project / REGISTER).rglob("*.yaml")):
        schema = schema_for(path.relative_to(place.project / REGISTER).as_posix())
        by_kind.setdefault(schema.kind, []).append(path)
    for kind, paths in by_kind.items():
        definition = place.folder / f"{kind}.schema.json"
        definition.write_text(json.dumps(schemas()[kind].definition), encoding="utf-8")
        yield [BIN / "check-jsonschema", "--schemafile", definition, *(p.relative_to(place.folder) for p in paths)]


def site(place: Place) -> Costs:
    """Our site from nothing."""

    def build() -> Cost:
        shutil.rmtree(place.project / "site", ignore_errors=True)
        shutil.rmtree(place.project / "build", ignore_errors=True)
        return run([ROPA, "site", "--project", place.project], place.folder)

    return place.repeat(build)


def make_stock(place: Place) -> None:
    """Writes stock Material's project; not measured."""
    shutil.rmtree(place.stock, ignore_errors=True)
    run([sys.executable, "-m", "benchmark.stock", place.project, place.stock], place.folder)


def stock_site(place: Place, runs: int) -> Costs:
    """Stock Material from ready-made Markdown."""
    command = [*MKDOCS, "build", "--quiet", "--clean", "-f", place.stock / "mkdocs.yml"]
    return place.repeat(lambda: run(command, place.folder), runs)


def floor(place: Place) -> Costs:
    """An empty site, and the bytes of our site written once more."""
    empty = place.folder / "empty"
    (empty / "docs").mkdir(parents=True, exist_ok=True)
    (empty / "docs/index.md").write_text("# Tom\n", encoding="utf-8")
    (empty / "mkdocs.yml").write_text("site_name: Tom\ntheme: {name: material, font: false}\n", encoding="utf-8")
    copy = place.folder / "copy"

    def build() -> Cost:
        shutil.rmtree(copy, ignore_errors=True)
        program = Path(__file__).with_name("copy_alone.py")
        return run_all([[*MKDOCS, "build", "--quiet", "-f", empty / "mkdocs.yml"],
                        [sys.executable, program, place.project / "site", copy]], place.folder)

    costs = place.repeat(build)
    shutil.rmtree(copy, ignore_errors=True)
    return costs


def rebuild(place: Place, edits: int) -> Costs:
    """From an edited record to its new page, served by `ropa serve`."""
    record = record_to_edit(place.project)
    page = page_of(place.project, record)
    command = lambda port: [ROPA, "serve", "--project", place.project, "--port", str(port)]  # noqa: E731
    return Costs(edits_served(command, place.folder, page, record, edits))


def stock_rebuild(place: Place, edits: int) -> Costs:
    """From an edited Markdown file to its new page, served by `mkdocs serve`."""
    page = page_of(place.project, record_to_edit(place.project))
    command = lambda port: [*MKDOCS, "serve", "-f", place.stock / "mkdocs.yml", "-a", f"127.0.0.1:{port}"]  # noqa: E731
    return Costs(edits_served(command, place.folder, page, place.stock / "docs" / page / "index.md", edits))


@dataclass(frozen=True, slots=True)
class Bytes:
    """The size of something that is fetched, as it is and compressed."""

    raw: int
    compressed: int


def page_size(site: Path, place: Place) -> Bytes:
    """The middle one of the activities' pages by size, in our site or in stock Material's."""
    activities = (site / page_of(place.project, record_to_edit(place.project))).parents[1]
    pages = sorted(activities.glob("*/*/index.html"), key=lambda path: (path.stat().st_size, path))
    return _bytes([pages[len(pages) // 2]])


def search_size(site: Path) -> Bytes:
    """What the first search on a page fetches."""
    return _bytes([path for path in site.glob(SEARCH_FILES) if path.is_file()])


def _bytes(paths: Sequence[Path]) -> Bytes:
    data = [path.read_bytes() for path in paths]
    return Bytes(sum(map(len, data)), sum(len(gzip.compress(part, 6)) for part in data))

"""The figures as one Markdown table: what was measured, ours, what stands beside it, and how many times as much.

Called by scripts/bench.py. Seconds are the median, with the fastest and the slowest run in brackets, then the
processor's time, which other work on the machine disturbs less. The last columns divide the figure by ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from benchmark.measures import Bytes
from benchmark.process import Costs

HEAD = ("measured", "activities", "ropa", "beside it", "figure", "÷ ropa", "÷ ropa, processor")
KB = 1024


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison. The figures and ratios are text already; `name` is "" when nothing stands beside."""

    what: str
    activities: int
    ours: str
    name: str = ""
    figure: str = ""
    ratio: str = ""
    cpu_ratio: str = "–"


def compare(what: str, activities: int, ours: Costs, others: dict[str, Costs]) -> Iterator[Row]:
    """A row for each thing that stands beside our time."""
    for name, costs in others.items():
        ratio = _times(costs.seconds / ours.seconds)
        cpu_ratio = _times(costs.cpu_seconds / ours.cpu_seconds) if ours.cpu_seconds else "–"
        yield Row(what, activities, seconds(ours), name, seconds(costs), ratio, cpu_ratio)


def compare_memory(what: str, activities: int, ours: Costs, others: dict[str, Costs]) -> Iterator[Row]:
    """The same for the peak of memory; what nobody ran has none."""
    for name, costs in others.items():
        if costs.is_extrapolated:
            yield Row(what, activities, _megabytes(ours))
        else:
            yield Row(what, activities, _megabytes(ours), name, _megabytes(costs), _times(costs.peak_mb / ours.peak_mb))


def compare_size(what: str, activities: int, ours: Bytes, name: str, other: Bytes) -> Row:
    """The same for bytes; the ratio is that of the compressed ones."""
    return Row(what, activities, _size(ours), name, _size(other), _times(other.compressed / max(1, ours.compressed)))


def write_table(rows: Iterable[Row]) -> str:
    """The table, with a comma in thousands."""
    lines = [HEAD, ("---", "---:", "---:", "---", "---:", "---:", "---:")]
    lines += [(row.what, f"{row.activities:,}", row.ours, row.name, row.figure, row.ratio, row.cpu_ratio) for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def seconds(costs: Costs) -> str:
    """The median, the range when there were several runs, and a word when nobody ran it."""
    if costs.is_extrapolated:
        return f"≈ {costs.seconds:,.1f} s (extrapolated)"
    low, high = costs.range
    spread = f" ({low:.2f}–{high:.2f})" if len(costs.runs) > 1 else " (one run)"
    cpu = f", processor {costs.cpu_seconds:.2f} s" if costs.cpu_seconds else ""
    return f"{costs.seconds:.2f} s{spread}{cpu}"


def _megabytes(costs: Costs) -> str:
    return f"{costs.peak_mb:,.0f} MB"


def _size(size: Bytes) -> str:
    return f"{size.raw / KB:,.1f} KB, {size.compressed / KB:,.1f} KB compressed"


def _times(ratio: float) -> str:
    return f"{ratio:.2f}×"

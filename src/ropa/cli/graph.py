"""`ropa graph`: the register as a graph, whole or a part of it, for other programs; and two questions put to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ropa.cli.console import lang_option, project_option, read_register, spoken
from ropa.findings import Language

if TYPE_CHECKING:
    import networkx as nx

    from ropa.graph import Way


@click.command("graph")
@project_option
@lang_option
@click.option("--format", "format_name", type=click.Choice(["json", "graphml", "dot", "mermaid"]), default="json",
              show_default=True)
@click.option("--around", metavar="KIND:KEY", help="Only what is near a node, e.g. party:google.")
@click.option("--depth", type=click.IntRange(1, 5), default=1, show_default=True, help="How near, with --around.")
@click.option("--paths", "ends", nargs=2, metavar="CATEGORY COUNTRY",
              help="Every way from a data category to a country, e.g. cpr-number US.")
@click.option("--depends", metavar="KIND:KEY", help="Everything that depends on a party or a system.")
def graph_command(
    project: Path, language: Language | None, format_name: str, around: str | None, depth: int,
    ends: tuple[str, str] | None, depends: str | None,
) -> None:
    """Write the graph of the register, or answer a question about it."""
    from ropa.graph import build, dependents, neighbourhood, paths, write_graph

    register = read_register(project)
    graph = build(register)
    language = spoken(register, language)
    if ends:
        answer = paths(graph, *ends)
        _tell((_way(graph, way) for way in answer.found), language)
        if answer.notice:
            click.echo(answer.notice.text(language), err=True)
    elif depends:
        _tell((f"{node}  {graph.nodes[node]['name']}" for node in dependents(graph, depends)), language)
    else:
        part = neighbourhood(graph, around, depth) if around else graph
        click.echo(write_graph(part, format_name), nl=False)


def _tell(lines: Iterator[str], language: Language) -> None:
    """Each line once: two fields may lead the same way."""
    click.echo("\n".join(dict.fromkeys(lines)) or ("ingen" if language == "da" else "none"))


def _way(graph: nx.MultiDiGraph, way: Way) -> str:
    """One way as a line: names with arrows, and the rows that each step may concern."""
    steps = [f"{graph.nodes[way[0].target]['name']} ← {graph.nodes[way[0].source]['name']}{_rows(way[0].rows)}"]
    steps += [f"{graph.nodes[edge.target]['name']}{_rows(edge.rows)}" for edge in way[1:]]
    return " → ".join(steps)


def _rows(rows: tuple[tuple[str, tuple[str, ...] | None], ...] | None) -> str:
    return f" [{', '.join(row for row, _ in rows)}]" if rows else ""

"""`ropa graph`: the register as a graph, whole or a part of it, for other programs; and three questions put to it."""

from __future__ import annotations

from pathlib import Path

import click

from ropa.cli.console import lang_option, project_option, read_register, spoken
from ropa.findings import Language, RopaError


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
    from ropa.graph import build, dependents, describe_path, neighbourhood, paths, write_graph

    register = read_register(project)
    graph = build(register)
    language = spoken(register, language)
    if ends:
        category, country = f"personal_data_category:{ends[0]}", f"country:{ends[1]}"
        found = paths(graph, _known(graph, category), _known(graph, country))
        click.echo("\n".join(describe_path(graph, path, language) for path in found) or _none(language))
    elif depends:
        click.echo("\n".join(sorted(dependents(graph, _known(graph, depends)))) or _none(language))
    else:
        part = neighbourhood(graph, _known(graph, around), depth) if around else graph
        click.echo(write_graph(part, format_name), nl=False)


def _known(graph: object, node: str) -> str:
    if node not in graph:  # type: ignore[operator]
        raise RopaError(f"der er ingen knude `{node}` i grafen", f"there is no node `{node}` in the graph")
    return node


def _none(language: Language) -> str:
    return "ingen" if language == "da" else "none"

"""The four written forms of a graph: what can be read back, and what a hostile label cannot do."""

from __future__ import annotations

import html
import io
import json
import os
import re
import subprocess
import sys
from typing import Any

import networkx as nx
import pydot
import pytest

from ropa.findings import RopaError
from ropa.graph import build, write_graph
from ropa.graph.escape import escape_dot, escape_graphml, escape_json, escape_mermaid

from .registers import activity, agreement, party, read, system

FORMATS = ("json", "graphml", "dot", "mermaid")
HOSTILE = [
    'a"] --> b["',
    "a\nclick n0 call steal()\nb",
    '%%{init: {"securityLevel": "loose"}}%%',
    "<script>alert(1)</script>",
    "</script><!-- & &amp; #quot; #35;",
    "]]> <?x?> \x00\x08\x1b\x85\u2028\ud800\uffff",
    'x\\" ]; n9 [label="y',
    "\\N \\G \\l ends with a backslash \\",
    "`**md**` {a} (b) |c| end; style n0 fill:#f00; subgraph",
    "1. - * æøå ÆØÅ 漢字 🚗",
    "\r\n\t",
    "",
]
FILES = {
    **party("host", "country: US"), **party("sub"), **system("shop", "crm", "operator: host\nplaces: [DK]\n"),
    **agreement("shop", "g", "host", "sub_processors: [{party: sub, places: [IN]}]\n"),
    **activity("shop", "slip", """
        data: [{id: r, categories: [name, health], systems: [crm]}]
        recipients: [{party: host, rows: [{row: r, categories: [health]}]}, {party: sub}]
        """),
}


def graph_named(name: str) -> nx.MultiDiGraph:
    """A graph in which a record, a label and an id all say the same."""
    graph = build(read(FILES))
    graph.nodes["party:host"]["name"] = name
    graph.add_node(name, **{**graph.nodes["party:host"], "key": name})
    edge = next(iter(graph.get_edge_data("activity:shop/slip", "party:host").values()))
    graph.add_edge(name, "party:host", key=name, **{**edge, "label_da": name})
    return graph


def as_json(value: Any) -> Any:
    """A value with its tuples as lists, as JSON gives them back."""
    return json.loads(json.dumps(value))


def content(graph: nx.MultiDiGraph) -> Any:
    nodes = sorted(graph.nodes(data=True), key=lambda node: node[0])
    edges = sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3])
    return as_json([dict(graph.graph), nodes, edges])


def test_json_reads_back_as_the_same_graph() -> None:
    graph = build(read(FILES))
    again = nx.node_link_graph(json.loads(write_graph(graph, "json")), edges="edges")

    assert isinstance(again, nx.MultiDiGraph)
    assert content(again) == content(graph)


def test_graphml_reads_back_with_every_attribute_as_text() -> None:
    graph = build(read(FILES))
    again = nx.read_graphml(io.BytesIO(write_graph(graph, "graphml").encode()), force_multigraph=True)

    assert set(again) == set(graph)
    assert sorted(again.edges(keys=True)) == sorted(graph.edges(keys=True))
    for source, target, key, attributes in graph.edges(keys=True, data=True):
        assert {n: v for n, v in again.edges[source, target, key].items() if n != "id"} == {
            name: value if isinstance(value, str) else json.dumps(value) for name, value in attributes.items()
        }


def test_a_drawing_holds_each_node_and_arrow_once() -> None:
    graph = build(read(FILES))
    (drawn,) = pydot.graph_from_dot_data(write_graph(graph, "dot"))
    arrows = {(s, t, a["label_da"], a["origin"] == "stated") for s, t, a in graph.edges(data=True)}

    assert len(named_nodes(drawn)) == len(graph)
    assert len(drawn.get_edges()) == len(arrows)
    assert len(mermaid_arrows(write_graph(graph, "mermaid"))) == len(arrows)


def named_nodes(drawn: pydot.Dot) -> dict[str, str]:
    """The nodes of a drawing with their labels as a reader sees them."""
    nodes = [node for node in drawn.get_nodes() if node.get_name() != "node"]
    return {node.get_name(): html.unescape(node.get("label")[1:-1]) for node in nodes}


NODE = re.compile(r'  n\d+\["[^"\n]+"\]')
ARROW = re.compile(r'  n\d+ (-->|-\.->)\|"[^"\n]+"\| n\d+')


def mermaid_arrows(written: str) -> list[str]:
    """The arrows of a flowchart in which every line is a node or an arrow."""
    first, *lines = written.removesuffix("\n").split("\n")
    assert first == "flowchart LR"
    assert [line for line in lines if not (NODE.fullmatch(line) or ARROW.fullmatch(line))] == []
    return [line for line in lines if ARROW.fullmatch(line)]


@pytest.mark.parametrize("label", HOSTILE)
def test_no_label_adds_to_a_mermaid_flowchart(label: str) -> None:
    harmless, hostile = (write_graph(graph_named(name), "mermaid") for name in ("harmless", label))

    assert len(mermaid_arrows(hostile)) == len(mermaid_arrows(harmless))
    assert hostile.count("\n") == harmless.count("\n")


@pytest.mark.parametrize("label", HOSTILE)
def test_a_mermaid_label_says_the_same_once_decoded(label: str) -> None:
    escaped = escape_mermaid(label)

    assert not re.search(r'["\[\]{}()<>|`%&\\:\n]', escaped)
    assert re.sub(r"#(\d+);", lambda code: chr(int(code[1])), escaped) == on_one_line(label)


@pytest.mark.parametrize("label", HOSTILE)
def test_no_label_adds_to_a_dot_drawing(label: str) -> None:
    written = [write_graph(graph_named(name), "dot") for name in ("harmless", label)]
    (harmless,), (hostile,) = map(pydot.graph_from_dot_data, written)

    assert len(hostile.get_edges()) == len(harmless.get_edges())
    assert sorted(named_nodes(hostile)) == sorted(named_nodes(harmless))
    assert list(named_nodes(hostile).values()).count(html.unescape(escape_dot(label))) == 2


@pytest.mark.parametrize("label", HOSTILE)
def test_a_dot_label_says_the_same_once_decoded(label: str) -> None:
    escaped = escape_dot(label)

    assert not re.search(r'["<>\\\n]', escaped)
    assert html.unescape(escaped) == on_one_line(label, empty="")


def on_one_line(label: str, empty: str = " ") -> str:
    """A label as a drawing shows it: what is no character to print is a space."""
    return re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+", " ", label) or empty


@pytest.mark.parametrize("label", HOSTILE)
def test_no_label_adds_to_graphml(label: str) -> None:
    written = write_graph(graph_named(label), "graphml").encode()
    again = nx.read_graphml(io.BytesIO(written), force_multigraph=True)
    graph = graph_named(label)

    assert (len(again), again.size()) == (len(graph), graph.size())
    assert again.nodes["party:host"].get("name", "") == read_by_xml(escape_graphml(label))


def read_by_xml(text: str) -> str:
    """A text as every XML reader gives it: one kind of line break (XML 1.0, section 2.11)."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("label", HOSTILE)
def test_no_label_ends_a_script_element_that_holds_the_json(label: str) -> None:
    written = write_graph(graph_named(label), "json")

    assert written.isascii() and not re.search("[<>&]", written)
    assert content(nx.node_link_graph(json.loads(written), edges="edges")) == content(graph_named(label))


def test_escaped_json_is_still_the_same_value() -> None:
    value = {"rows": [["r", None]], "name": "</script>&æ\u2028"}

    assert json.loads(escape_json(value)) == value


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_graph_gives_the_same_bytes_whatever_the_order(format_: str) -> None:
    graph = build(read(FILES))
    shuffled = nx.MultiDiGraph(**graph.graph)
    shuffled.add_nodes_from(reversed([*graph.nodes(data=True)]))
    shuffled.add_edges_from(reversed([*graph.edges(keys=True, data=True)]))

    assert write_graph(shuffled, format_) == write_graph(graph, format_)


def test_the_same_register_gives_the_same_bytes_in_another_process() -> None:
    program = (
        "import json, sys; from ropa.files import Files; from ropa.register import assemble; from ropa.graph import *\n"
        "files = Files({path: text.encode() for path, text in json.load(sys.stdin).items()})\n"
        "graph = build(assemble(files)); near = neighbourhood(graph, 'party:host', 2)\n"
        "print(list(near.edges), *(write_graph(graph, f) for f in ('json', 'graphml', 'dot', 'mermaid')))"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", program], input=json.dumps(FILES), env={**os.environ, "PYTHONHASHSEED": seed},
            text=True, capture_output=True, check=True, timeout=60,
        ).stdout
        for seed in ("1", "2", "3")
    }

    assert len(printed) == 1


def test_drawings_speak_the_language_of_the_register() -> None:
    english = {**FILES, "register.yaml": "schema_version: 2\ntitle: {da: Prøve}\nlanguage: en\n"}

    assert "Modtagere" in write_graph(build(read(FILES)), "mermaid")
    assert "Recipients" in write_graph(build(read(english)), "mermaid")


def test_another_format_is_refused() -> None:
    with pytest.raises(RopaError, match="json, graphml, dot, mermaid"):
        write_graph(build(read({})), "svg")


def test_every_form_says_which_activities_are_drafts() -> None:
    graph = build(read(FILES))
    written = {format: write_graph(graph, format) for format in FORMATS}
    (node,) = [node for node in json.loads(written["json"])["nodes"] if node["id"] == "activity:shop/slip"]

    assert node["record"] == "draft"
    assert nx.parse_graphml(written["graphml"]).nodes["activity:shop/slip"]["record"] == "draft"
    assert all(written[format].count("udkast") == 1 for format in ("dot", "mermaid"))

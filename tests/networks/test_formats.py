"""Each format, read again by another program or a small reader, gives the same network."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.networks.dna import attributes_of, read, statements_of
from kg.networks.formats import ENDINGS, FORMATS
from kg.networks.settings import Settings
from kg.networks.statements import Column, Statements, times
from kg.networks.viewpoint import Viewpoints, viewpoints
from kg.xml import is_printable
from tests.networks.dna.made import MADE
from tests.strategies import words

ABOUT = 'all of "it" <&> \u0001'
Weights = dict[frozenset[str], float]


def statements(rows: list[tuple[str, str, int]]) -> Statements:
    """Statements of sources about topics, on one day."""
    columns = {name: Column.of([row[n] for row in rows]) for n, name in enumerate(("source", "topic"))}
    columns["agreement"] = Column.of([row[2] for row in rows], "boolean")
    documents = Column.of(["d"] * len(rows))
    return Statements(tuple(f"s{n}" for n in range(len(rows))), times(["2024-05-07"] * len(rows)), documents, columns)


def made(rows: list[tuple[str, str, int]], mode: str = "two", **more: Any) -> Viewpoints:
    return viewpoints(statements(rows), Settings("source", "topic", mode=mode, aggregation="subtract", **more))


def weights(found: Viewpoints, name: Callable[[str], str] = str) -> Weights:
    """Weights by the keys of their ends: the first mode's begin with 1, the second mode's with 2."""
    second = "2" if found.settings.mode == "two" else "1"
    return {frozenset((f"1{name(t.row)}", f"{second}{name(t.column)}")): t.weight for t in found.ties()}


def read_back(found: Viewpoints, graph: Any, label: str) -> Weights:
    """Weights of a graph that networkx read, in which the nodes of the first mode come first."""
    key = {node: f"{1 if n < len(found.rows) else 2}{graph.nodes[node][label]}" for n, node in enumerate(graph.nodes)}
    return {frozenset((key[a], key[b])): weight for a, b, weight in graph.edges(data="weight")}


def read_matrix(text: str) -> tuple[list[str], list[str], Any]:
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    return [row[0] for row in rows], head[1:], np.array([[float(x) for x in row[1:]] for row in rows])


def read_dl(text: str) -> tuple[list[str], list[str], Any]:
    """Labels of rows and columns, and the matrix, of a file of UCINET."""
    head, data = text.split("DATA:\n")
    parts = re.split("^(?:ROW|COLUMN) LABELS(?::| EMBEDDED)\n", head, flags=re.MULTILINE)
    rows, columns = (re.findall('^"([^"\n]*)"$', parts[n], re.MULTILINE) for n in (1, 3))
    return rows, columns, np.array([[float(x) for x in line.split()] for line in data.splitlines()])


def read_pajek(text: str) -> tuple[list[str], Weights, list[str]]:
    """Labels, weights by numbers of vertices, and labels of edges."""
    lines = iter(text.rstrip("\n").split("\n"))
    size = int(next(lines).split()[1])
    labels = [unescaped(re.fullmatch(r'\d+ "([^"]*)"', next(lines))[1]) for _ in range(size)]  # type: ignore[index]
    assert next(lines) == "*Edges"
    found = [re.fullmatch(r'(\d+) (\d+) (\S+) c \w+ l "([^"]*)"', line) for line in lines]
    ties = {frozenset((m[1], m[2])): float(m[3]) for m in found if m}
    return labels, ties, [unescaped(m[4]) for m in found if m]


def unescaped(label: str) -> str:
    return re.sub(r"&#(\d+);", lambda m: chr(int(m[1])), label)


ROWS = st.lists(st.tuples(words, words, st.integers(0, 1)), min_size=1, max_size=12)
MODES = st.sampled_from(["one", "two"])


@given(rows=ROWS, mode=MODES)
def test_tables_hold_any_name(rows: list[tuple[str, str, int]], mode: str) -> None:
    found = made(rows, mode)
    names, columns, cells = read_matrix(FORMATS["matrix"](found, ABOUT, {}))
    assert (tuple(names), tuple(columns)) == (found.rows, found.columns)
    np.testing.assert_array_equal(cells.reshape(found.matrix.shape), found.matrix.toarray())
    listed = list(csv.DictReader(io.StringIO(FORMATS["edges"](found, ABOUT, {}), newline="")))
    assert [(e["source"], e["target"], float(e["weight"]), e["statements"]) for e in listed] == [
        (t.row, t.column, t.weight, " ".join(t.statements)) for t in found.ties()
    ]
    nodes = list(csv.DictReader(io.StringIO(FORMATS["nodes"](found, ABOUT, {}), newline="")))
    assert [n["name"] for n in nodes] == [*found.rows, *(found.columns if mode == "two" else ())]


@given(rows=ROWS, mode=MODES)
def test_networkx_reads_json(rows: list[tuple[str, str, int]], mode: str) -> None:
    found = made(rows, mode)
    graph = nx.node_link_graph(json.loads(FORMATS["json"](found, ABOUT, {})), edges="links")
    assert read_back(found, graph, "name") == weights(found)
    assert graph.graph == {"about": ABOUT}


@given(rows=ROWS, mode=MODES)
def test_networkx_reads_what_is_in_xml(rows: list[tuple[str, str, int]], mode: str) -> None:
    found = made(rows, mode)
    graph = nx.parse_graphml(FORMATS["graphml"](found, ABOUT, {}))
    plain = all(map(is_printable, (*found.rows, *found.columns)))
    assert not plain or read_back(found, graph, "name") == weights(found)
    graph = nx.read_gexf(io.BytesIO(FORMATS["gexf"](found, ABOUT, {}).encode()))
    assert not plain or read_back(found, graph, "name") == weights(found)


@given(rows=ROWS, mode=MODES)
def test_labels_of_pajek_are_escaped(rows: list[tuple[str, str, int]], mode: str) -> None:
    found = made(rows, mode)
    labels, ties, statements = read_pajek(FORMATS["pajek"](found, ABOUT, {}))
    assert labels == [*found.rows, *(found.columns if mode == "two" else ())]
    first = len(found.rows) if mode == "two" else 0
    wanted = {
        frozenset((str(found.rows.index(t.row) + 1), str(found.columns.index(t.column) + 1 + first))): t.weight
        for t in found.ties()
    }
    assert ties == wanted
    assert statements == [" ".join(t.statements) for t in found.ties()]


@given(rows=ROWS, mode=MODES)
def test_dl_has_a_label_for_each_name(rows: list[tuple[str, str, int]], mode: str) -> None:
    found = made(rows, mode)
    names, columns, cells = read_dl(FORMATS["dl"](found, ABOUT, {}))
    assert (len(set(names)), len(set(columns))) == found.matrix.shape == (len(names), len(columns))
    np.testing.assert_array_equal(cells.reshape(found.matrix.shape), found.matrix.toarray())


def test_dl_has_no_marks_inside_a_label() -> None:
    found = made([('the "Mail"', "x", 1), ("the 'Mail'", "y", 0), ("two\nlines", "x", 1)])
    names, columns, _ = read_dl(FORMATS["dl"](found, ABOUT, {}))
    assert names == ["the 'Mail'", "the 'Mail' (2)", "two lines"]
    assert columns == ["x", "y"]


def test_networkx_reads_pajek_of_one_mode() -> None:
    found = made([("Le Monde", "a", 1), ("taz", "a", 1), ("taz", "b", 0), ("Süddeutsche", "b", 1)], "one")
    graph = nx.parse_pajek(FORMATS["pajek"](found, ABOUT, {}))
    assert {frozenset((f"1{a}", f"1{b}")): w for a, b, w in graph.edges(data="weight")} == weights(found)
    assert [d["c"] for _, _, d in sorted(graph.edges(data=True), key=str)] == ["Green", "Red"]


def test_a_name_in_both_modes_is_two_nodes() -> None:
    found = made([("Paris", "Paris", 1)])
    nodes = list(csv.DictReader(io.StringIO(FORMATS["nodes"](found, ABOUT, {}))))
    assert [(n["id"], n["name"], n["variable"]) for n in nodes] == [("n1", "Paris", "source"), ("n2", "Paris", "topic")]


@pytest.mark.parametrize(
    ("aggregation", "colours"),
    [
        ("subtract", ["#00ff00", "#ff0000"]),
        ("combine", ["#0000ff", "#00ff00", "#ff0000"]),
        ("ignore", ["#000000"]),
    ],
)
def test_edges_have_the_colour_of_their_sign(aggregation: str, colours: list[str]) -> None:
    rows = [("a", "x", 1), ("a", "y", 0), ("b", "x", 1), ("b", "x", 1), ("b", "x", 0)]
    found = viewpoints(statements(rows), Settings("source", "topic", aggregation=aggregation))  # type: ignore[arg-type]
    text = FORMATS["graphml"](found, ABOUT, {})
    assert sorted(set(re.findall('LineStyle color="(.*?)"', text))) == colours


def test_nodes_have_the_attributes_of_entities() -> None:
    found = viewpoints(statements_of(MADE), Settings(rows="person"))
    said = attributes_of(MADE)
    said["person"]["Ana Prado"]["name"] = "another"
    (node, _) = csv.DictReader(io.StringIO(FORMATS["nodes"](found, ABOUT, said)))
    assert node == {
        "id": "n1", "name": "Ana Prado", "variable": "person", "frequency": "1", "iri": "", "Type": "Mayor",
        "attribute name": "another", "color": "#090909",
    }  # fmt: skip
    assert 'Fill color="#090909"' in FORMATS["graphml"](found, ABOUT, said)
    graph = nx.read_gexf(io.BytesIO(FORMATS["gexf"](found, ABOUT, said).encode()))
    assert graph.nodes["n1"]["viz"]["color"] == {"r": 9, "g": 9, "b": 9, "a": 1.0}


def test_each_format_has_an_ending_and_the_same_bytes_twice() -> None:
    found = made([("a", "x", 1), ("b", "x", 0)])
    assert list(FORMATS) == list(ENDINGS)
    first = {name: write(found, ABOUT, {}) for name, write in FORMATS.items()}
    again = made([("a", "x", 1), ("b", "x", 0)])
    assert first == {name: write(again, ABOUT, {}) for name, write in FORMATS.items()}
    assert not any(re.search("20[0-9]{2}-[01][0-9]-", text) for text in first.values())


@pytest.mark.shared
def test_the_sample_is_the_same_in_every_format(shared: Path) -> None:
    project = read(shared / "data/dna/sample.dna")
    settings = Settings(mode="one", aggregation="subtract", normalisation="average")
    found = viewpoints(statements_of(project), settings)
    written = {name: write(found, ABOUT, attributes_of(project)) for name, write in FORMATS.items()}
    assert read_back(found, nx.parse_graphml(written["graphml"]), "name") == weights(found)
    assert read_back(found, nx.read_gexf(io.BytesIO(written["gexf"].encode())), "label") == weights(found)
    assert len(read_pajek(written["pajek"])[1]) == len(weights(found)) == 18
    np.testing.assert_array_equal(read_dl(written["dl"])[2], found.matrix.toarray())

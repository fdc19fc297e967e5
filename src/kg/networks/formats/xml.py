"""Networks in GraphML, with what visone and yEd draw, and in GEXF."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx
from lxml import etree

from kg.networks.formats.graph import BLACK, COLOURS, Attributes, Edge, Graph, Node
from kg.networks.viewpoint import Viewpoints
from kg.networks.written import gexf_text
from kg.xml import printable

_NS: Any = {
    None: "http://graphml.graphdrawing.org/xmlns",
    "visone": "http://visone.info/xmlns",
    "y": "http://www.yworks.com/xml/graphml",
}
_VISONE, _Y = (f"{{{_NS[name]}}}" for name in ("visone", "y"))
_TYPES = {"frequency": "int", "weight": "double", "low": "double", "high": "double"}
_CENTRE, _RADIUS = 400.0, 350.0  # of the circle on which nodes stand, in pixels


def graphml(found: Viewpoints, about: str, attributes: Attributes) -> str:
    """GraphML with colours, shapes and labels as visone has them."""
    made = Graph.of(found, attributes)
    root = etree.Element("graphml", nsmap=_NS)
    etree.SubElement(root, "key", {"id": "d0", "for": "node", "yfiles.type": "nodegraphics"})
    etree.SubElement(root, "key", {"id": "e0", "for": "edge", "yfiles.type": "edgegraphics"})
    properties = {"attr.name": "properties", "attr.type": "string", "visone.type": "properties"}
    etree.SubElement(root, "key", {"id": "prop", "for": "graph", **properties})
    etree.SubElement(root, "key", {"id": "about", "for": "graph", "attr.name": "about", "attr.type": "string"})
    keys = {
        "node": _keys(root, "node", (node.row() for node in made.nodes)),
        "edge": _keys(root, "edge", (edge.row() for edge in made.edges)),
    }
    graph = etree.SubElement(root, "graph", {"id": "kg", "edgedefault": "directed" if made.directed else "undirected"})
    labels = {"edgeLabel": "weight", "nodeLabel": "name"}
    etree.SubElement(etree.SubElement(graph, "data", key="prop"), f"{_VISONE}labelAttribute", labels)
    etree.SubElement(graph, "data", key="about").text = printable(about)
    for count, node in enumerate(made.nodes):
        one = etree.SubElement(graph, "node", id=node.id)
        _data(one, keys["node"], node.row())
        _draw_node(one, node, 2 * math.pi * count / len(made.nodes))
    for edge in made.edges:
        one = etree.SubElement(graph, "edge", source=edge.source.id, target=edge.target.id)
        _data(one, keys["edge"], edge.row())
        _draw_edge(one, edge, arrow=made.directed)
    text = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return bytes(text).decode()


def _keys(root: Any, kind: str, rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Declare what nodes or edges have; ids of attributes by name."""
    names = dict.fromkeys(key for row in rows for key in row)
    ids = {name: f"{kind}{count}" for count, name in enumerate(names)}
    for name, identifier in ids.items():
        said = {"attr.name": printable(name), "attr.type": _TYPES.get(name, "string")}
        etree.SubElement(root, "key", {"id": identifier, "for": kind, **said})
    return ids


def _data(parent: Any, keys: Mapping[str, str], row: Mapping[str, Any]) -> None:
    for name, value in row.items():
        etree.SubElement(parent, "data", key=keys[name]).text = printable(str(value))


def _draw_node(parent: Any, node: Node, angle: float) -> None:
    shown = etree.SubElement(etree.SubElement(parent, "data", key="d0"), f"{_VISONE}shapeNode")
    drawn = etree.SubElement(shown, f"{_Y}ShapeNode")
    x, y = (f"{_CENTRE + _RADIUS * part(angle):.1f}" for part in (math.cos, math.sin))
    etree.SubElement(drawn, f"{_Y}Geometry", height="20.0", width="20.0", x=x, y=y)
    etree.SubElement(drawn, f"{_Y}Fill", color=node.color, transparent="false")
    etree.SubElement(drawn, f"{_Y}BorderStyle", color=BLACK, type="line", width="1.0")
    etree.SubElement(drawn, f"{_Y}NodeLabel", modelName="eight_pos", modelPosition="n").text = printable(node.name)
    etree.SubElement(drawn, f"{_Y}Shape", type=node.shape)


def _draw_edge(parent: Any, edge: Edge, *, arrow: bool) -> None:
    shown = etree.SubElement(etree.SubElement(parent, "data", key="e0"), f"{_VISONE}polyLineEdge")
    drawn = etree.SubElement(shown, f"{_Y}PolyLineEdge")
    etree.SubElement(drawn, f"{_Y}LineStyle", color=COLOURS[edge.sign], type="line", width="2.0")
    if arrow:
        etree.SubElement(drawn, f"{_Y}Arrows", source="none", target="standard")


def gexf(found: Viewpoints, about: str, attributes: Attributes) -> str:
    """GEXF 1.2, with the colours of nodes as Gephi has them."""
    made = Graph.of(found, attributes)
    graph: Any = nx.DiGraph() if made.directed else nx.Graph()
    for node in made.nodes:
        said = {key: _clean(value) for key, value in node.row().items() if key != "id"}
        graph.add_node(node.id, label=said["name"], **said, viz={"color": _rgb(node.color)})
    for edge in made.edges:
        graph.add_edge(edge.source.id, edge.target.id, **edge.row())
    return gexf_text(graph, about)


def _clean(value: str | int) -> str | int:
    return printable(value) if isinstance(value, str) else value


def _rgb(color: str) -> dict[str, float]:
    return {name: int(color[at : at + 2], 16) for name, at in (("r", 1), ("g", 3), ("b", 5))} | {"a": 1.0}

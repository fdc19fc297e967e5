"""Networks for Pajek and UCINET."""

from kg.networks.formats.graph import Attributes, Graph, number
from kg.networks.viewpoint import Viewpoints

_PAJEK = {"positive": "Green", "negative": "Red", "mixed": "Blue", "": "Black"}


def pajek(found: Viewpoints, about: str, attributes: Attributes) -> str:
    """A .net file of Pajek: vertices, rows first, and edges with colour and, as label, the ids of their statements.

    In a directed network they are arcs.

    Pajek knows no escapes; what a label cannot hold is written as `&#NUMBER;`, which it shows as the sign.
    """
    made = Graph.of(found, attributes)
    two = found.settings.mode == "two" and not made.directed
    size = f"{len(made.nodes)} {len(found.rows)}" if two else f"{len(made.nodes)}"
    lines = [f"*Vertices {size}"]
    lines += [f'{node.id[1:]} "{_escaped(node.name)}"' for node in made.nodes]
    lines.append("*Arcs" if made.directed else "*Edges")
    for e in made.edges:
        said = f'c {_PAJEK[e.sign]} l "{_escaped(" ".join(e.statements))}"'
        lines.append(f"{e.source.id[1:]} {e.target.id[1:]} {number(e.weight)} {said}")
    return "\n".join(lines) + "\n"


def _escaped(name: str) -> str:
    spelt = name.replace("&#", "&#38;#")
    return "".join(f"&#{ord(sign)};" if sign in '"\\' or not sign.isprintable() else sign for sign in spelt)


def dl(found: Viewpoints, about: str, attributes: Attributes) -> str:
    """The full matrix in the DL language of UCINET, laid out as the Discourse Network Analyzer does.

    DL has no escapes: a quotation mark in a name becomes an apostrophe, a line end a blank.
    """
    size = f"NR={len(found.rows)}, NC={len(found.columns)}" if found.settings.mode == "two" else f"N={len(found.rows)}"
    lines = ["DL", size, "FORMAT = FULLMATRIX DIAGONAL PRESENT"]
    for kind, names in (("ROW", found.rows), ("COLUMN", found.columns)):
        lines += [f"{kind} LABELS:", *(f'"{name}"' for name in _labels(names)), f"{kind} LABELS EMBEDDED"]
    lines.append("DATA:")
    lines += [" " + " ".join(str(number(value)) for value in values) for values in found.matrix.toarray().tolist()]
    return "\n".join(lines) + "\n"


def _labels(names: tuple[str, ...]) -> list[str]:
    """Names as DL can hold them, still one for each."""
    found: dict[str, None] = {}
    for name in names:
        label = base = "".join(sign if sign.isprintable() else " " for sign in name.replace('"', "'"))
        count = 1
        while label in found:
            count += 1
            label = f"{base} ({count})"
        found[label] = None
    return list(found)

"""A network of viewpoints as one HTML file, of the same look and library as the page of actors."""

import html
from collections.abc import Sequence
from typing import Any

import numpy as np
from pyvis.network import Network as PyvisNetwork

from kg.networks.graph import AGAINST, FOR, MIXED, TIE, Graph, called, graph, kinds, strengths
from kg.networks.layout import layout
from kg.networks.viewpoint import Tie, Viewpoints
from kg.views.filled import as_json, filled, options

# As in the page of actors: Okabe and Ito (2008).
_LOOKS: dict[int, tuple[str, bool | list[int]]] = {
    FOR: ("#0072B2", False), AGAINST: ("#D55E00", [8, 5]), MIXED: ("#8A3D78", [12, 4, 2, 4]), TIE: ("#8C8C8C", False),
}  # fmt: skip
_SIDES = (("dot", "#56B4E9", "●"), ("square", "#F0E442", "■"))
_APART, _SIZES, _WIDTHS = 110, (8.0, 26.0), (1.0, 8.0)  # pixels between nodes, and of nodes and ties


def viewpoints_page(found: Viewpoints, title: str, about: str) -> str:
    """The page as text, the same for the same network. `about` states the settings, and what the network rests on."""
    drawn = graph(found)
    ties = [tie for tie in found.ties() if tie.weight and not (found.directed and tie.row == tie.column)]
    kind = [int(one) for one in kinds(drawn.weights, found.settings, found.levels)]
    outlets = _outlets(found, ties)
    made = _drawn(found, drawn, ties, kind, outlets)
    names = sorted({called(one, found.settings) for one in kind})
    parts = {
        "TITLE": html.escape(title),
        "ABOUT": html.escape(about),
        "NODES": as_json(made.nodes),
        "EDGES": as_json(made.edges),
        "EVIDENCE": as_json(_evidence(found, ties)),
        "LEGEND": _legend(found, sorted(set(kind))),
        "OPTIONS": options("valence", names) + options("outlet", sorted({name for some in outlets for name in some})),
    }
    return filled(parts)


def _drawn(found: Viewpoints, drawn: Graph, ties: Sequence[Tie], kind: Sequence[int], outlets: Any) -> Any:
    made = PyvisNetwork(directed=drawn.directed, cdn_resources="in_line")
    keys = drawn.nodes()
    places = layout(keys, drawn.triples()) * (_APART, -_APART)
    share = (drawn.frequencies / max(drawn.frequencies.max(initial=0.0), 1.0)) ** 0.5
    variables = found.settings.rows, found.settings.columns
    for n, name in enumerate(drawn.names):
        shape, colour, _ = _SIDES[drawn.sides[n]]
        variable = " or ".join(variables) if drawn.directed else variables[drawn.sides[n]]
        made.add_node(
            keys[n], label=name, shape=shape, color=colour, x=round(float(places[n, 0])), y=round(float(places[n, 1])),
            size=round(float(_SIZES[0] + (_SIZES[1] - _SIZES[0]) * share[n]), 1),
            title=f"{variable} {name}: {_number(int(drawn.frequencies[n]))}",
        )  # fmt: skip
    strength = strengths(drawn.weights, found.settings)
    width = np.interp(strength, [0.0, max(float(strength.max(initial=0.0)), 1e-12)], _WIDTHS)
    for n, ((one, other), tie) in enumerate(zip(drawn.pairs, ties, strict=True)):
        colour, dashes = _LOOKS[kind[n]]
        told = f"{called(kind[n], found.settings)}, weight {tie.weight:.4g}, {_number(len(tie.statements))}"
        made.add_edge(
            keys[one], keys[other], id=n, color=colour, dashes=dashes, width=round(float(width[n]), 2), title=told,
            type=told, valence=called(kind[n], found.settings), weight=tie.weight, outlets=outlets[n],
            arrows={"to": {"enabled": drawn.directed}},
        )  # fmt: skip
    return made


def _number(statements: int) -> str:
    return f"{statements} statement{'s' * (statements != 1)}"


def _places(found: Viewpoints) -> dict[str, int]:
    return {name: n for n, name in enumerate(found.selection.statements.ids)}


def _outlets(found: Viewpoints, ties: Sequence[Tie]) -> list[list[str]]:
    """The outlets that carry the statements of each tie, where documents have one."""
    fields, place = found.selection.statements.fields, _places(found)
    if "outlet" not in fields:
        return [[] for _ in ties]
    return [sorted({str(fields["outlet"].at(place[one])) for one in tie.statements} - {""}) for tie in ties]


def _evidence(found: Viewpoints, ties: Sequence[Tie]) -> list[list[dict[str, str]]]:
    """The statements behind each tie: who, in which outlet, when, their id, and all that their variables say."""
    place = _places(found)
    told = {one: _statement(found, place[one]) for tie in ties for one in tie.statements}
    return [[told[one] for one in tie.statements] for tie in ties]


def _statement(found: Viewpoints, n: int) -> dict[str, str]:
    statements = found.selection.statements
    said = [f"{name}: {column.at(n)}" for name, column in statements.variables.items() if column.at(n) != ""]
    outlet = statements.fields.get("outlet")
    date = "" if np.isnat(statements.times[n]) else str(statements.times[n])[:10]
    return {
        "source": str(statements.column(found.settings.rows).at(n)),
        "outlet": "" if outlet is None else str(outlet.at(n)),
        "date": date,
        "how": f"statement {statements.ids[n]}",
        "words": "; ".join(said),
    }


def _legend(found: Viewpoints, kind: Sequence[int]) -> str:
    two = found.settings.mode == "two" and not found.directed
    variables = [found.settings.rows, found.settings.columns][: 2 if two else 1]
    sides = "".join(
        f'<li><b style="color:{colour}">{sign}</b>{html.escape(variable)}</li>'
        for variable, (_, colour, sign) in zip(variables, _SIDES, strict=False)
    )
    lines = "".join(
        f'<li><i style="border-top:.3em {"dashed" if _LOOKS[one][1] else "solid"} {_LOOKS[one][0]};height:0"></i>'
        f"{html.escape(called(one, found.settings))}</li>"
        for one in kind
    )
    return f"<ul>{sides}<li>larger: more statements</li></ul><ul>{lines}<li>wider: larger weight</li></ul>"

"""The network as one HTML file that needs no network: pyvis with its library inside, and a panel of evidence."""

import html
from typing import Any

from pyvis.network import Network as PyvisNetwork

from kg.networks import Network, positions
from kg.views.filled import as_json, filled, options

# Colours that readers with any colour vision tell apart (Okabe and Ito 2008).
_VALENCES = {"positive": "#0072B2", "neutral": "#8C8C8C", "negative": "#D55E00"}
_KINDS = {
    "Person": ("dot", "#56B4E9"),
    "Government": ("square", "#E69F00"),
    "State": ("diamond", "#009E73"),
    "Organisation": ("triangle", "#CC79A7"),
    "Group": ("star", "#F0E442"),
}
_BROADER = {
    "Region": "State", "City": "State", "GeopoliticalEntity": "State", "Population": "Group", "Bloc": "Group",
    "Sector": "Group",
}  # fmt: skip
_SPREAD = 900  # pixels from the middle to the farthest node


def page(network: Network, title: str, about: str) -> str:
    """The page as text, the same for the same network. `about` states filter, coverage and snapshot."""
    drawn = _drawn(network)
    parts = {
        "TITLE": html.escape(title),
        "ABOUT": html.escape(about),
        "NODES": as_json(drawn.nodes),
        "EDGES": as_json(drawn.edges),
        "EVIDENCE": as_json([[_evidence(e) for e in edge.evidence] for edge in network.edges]),
        "LEGEND": _legend(),
        "OPTIONS": options("valence", sorted(_VALENCES)) + options("outlet", _outlets(network)),
    }
    return filled(parts)


def _drawn(network: Network) -> Any:
    made = PyvisNetwork(directed=True, cdn_resources="in_line")
    places = positions(network)
    for node in network.nodes:
        shape, colour = _KINDS[_kind(node.kind)]
        x, y = places[node.iri]
        made.add_node(
            node.iri,
            label=node.label,
            shape=shape,
            color=colour,
            x=round(x * _SPREAD),
            y=round(y * _SPREAD),
            kind=node.kind,
        )
    for number, edge in enumerate(network.edges):
        made.add_edge(
            edge.source, edge.target, id=number, color=_VALENCES[edge.valence], width=min(1 + edge.weight, 9),
            type=edge.type, valence=edge.valence, weight=edge.weight, outlets=list(edge.outlets),
        )  # fmt: skip
    return made


def _kind(kind: str) -> str:
    kind = _BROADER.get(kind, kind)
    return kind if kind in _KINDS else "Organisation"


def _evidence(found: Any) -> dict[str, str]:
    return {
        "source": found.source,
        "outlet": found.outlet,
        "date": found.date,
        "how": f"{found.polarity}, {found.modality}",
        "words": found.words,
    }


def _legend() -> str:
    valences = "".join(f'<li><i style="background:{c}"></i>{html.escape(n)}</li>' for n, c in sorted(_VALENCES.items()))
    kinds = "".join(
        f'<li><b style="color:{c}">{_SIGNS[s]}</b>{html.escape(n)}</li>' for n, (s, c) in sorted(_KINDS.items())
    )
    return f"<ul>{kinds}</ul><ul>{valences}<li>wider: more contributions</li></ul>"


_SIGNS = {"dot": "●", "square": "■", "diamond": "◆", "triangle": "▲", "star": "★"}


def _outlets(network: Network) -> list[str]:
    return sorted({outlet for edge in network.edges for outlet in edge.outlets})

"""The network as one HTML file that needs no network: pyvis with its library inside, and a panel of evidence."""

import html
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

from pyvis.network import Network as PyvisNetwork

from kg.networks import Network, positions

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
        "LIBRARY": _library(),
        "STYLE": _template("page.css"),
        "SCRIPT": _template("page.js"),
        "NODES": _json(drawn.nodes),
        "EDGES": _json(drawn.edges),
        "EVIDENCE": _json([[_evidence(e) for e in edge.evidence] for edge in network.edges]),
        "LEGEND": _legend(),
        "OPTIONS": _options("valence", sorted(_VALENCES)) + _options("outlet", _outlets(network)),
    }
    return re.sub(r"\{\{([A-Z]+)\}\}", lambda m: parts[m.group(1)], _template("page.html"))


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


def _json(value: object) -> str:
    """JSON that may stand in a script: no sign in it can end the script or begin a tag."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for sign, code in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(sign, code)
    return text


def _library() -> str:
    """The drawing library that pyvis brings, as a script."""
    found = sorted(Path(str(files("pyvis") / "templates" / "lib")).glob("vis-*/vis-network.min.js"))
    text = found[-1].read_text(encoding="utf8")
    text = re.sub(r"//# sourceMappingURL=\S+", "", text)
    return text.replace("</script", "<\\/script")


def _legend() -> str:
    valences = "".join(f'<li><i style="background:{c}"></i>{html.escape(n)}</li>' for n, c in sorted(_VALENCES.items()))
    kinds = "".join(
        f'<li><b style="color:{c}">{_SIGNS[s]}</b>{html.escape(n)}</li>' for n, (s, c) in sorted(_KINDS.items())
    )
    return f"<ul>{kinds}</ul><ul>{valences}<li>wider: more contributions</li></ul>"


_SIGNS = {"dot": "●", "square": "■", "diamond": "◆", "triangle": "▲", "star": "★"}


def _options(name: str, values: list[str]) -> str:
    chosen = "".join(f'<option value="{html.escape(v)}">{html.escape(v)}</option>' for v in values)
    return f'<label>{name} <select id="{name}"><option value="">all</option>{chosen}</select></label>'


def _outlets(network: Network) -> list[str]:
    return sorted({outlet for edge in network.edges for outlet in edge.outlets})


def _template(name: str) -> str:
    return (Path(__file__).parent / "template" / name).read_text(encoding="utf8")

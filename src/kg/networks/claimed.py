"""Statements from the graph: claims and stances in one of four views, each statement under the IRI of its claim."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from kg.errors import UsageError
from kg.model.quads import plain
from kg.model.relation_types import relation_types
from kg.networks.statements import Column, Statements, times
from kg.store import Asked

View = Literal["positions", "judgements", "relations", "types"]
Whose = Literal["innermost", "outlet", "all"]
About = Literal["proposition", "relation+object", "relation+subject", "relation", "theme"]
WHOSE: tuple[Whose, ...] = ("innermost", "outlet", "all")
ABOUT: tuple[About, ...] = ("proposition", "relation+object", "relation+subject", "relation", "theme")
_PREFIXES = """
PREFIX pov: <https://w3id.org/pov#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_CLAIM = {
    "r": "pov:expresses", "passage": "pov:statedIn", "polarity": "pov:polarity", "modality": "pov:modality",
    "confidence": "pov:confidence", "status": "pov:reviewStatus", "own": "pov:valence",
}  # fmt: skip
_RELATION = {
    "type": "pov:relationType/skos:notation", "s": "pov:subject", "o": "pov:object", "theme": "pov:theme",
    "text": "pov:themeText|pov:contentText",
}  # fmt: skip
_STANCE = {
    "passage": "pov:statedIn", "source": "pov:stanceOf", "target": "pov:target", "value": "pov:stanceValue",
    "confidence": "pov:confidence", "status": "pov:reviewStatus",
}  # fmt: skip
_PASSAGE = {"document": "pov:partOf", "printed": "pov:startDate", "contributor": "pov:contributor",
            "country": "pov:countryCode"}  # fmt: skip
_DOCUMENT = {"title": "pov:title", "language": "pov:language", "published": "pov:startDate"}
_STEPS = """SELECT ?claim ?number ?source WHERE {
  ?claim pov:attributionStep ?step . ?step pov:stepNumber ?number ; pov:stepSource ?source
}"""
_NAMES = """SELECT ?entity ?name WHERE { ?entity skos:prefLabel ?name . FILTER (LANG(?name) = "en") }"""
_SIGNS = {"positive": 1, "negative": -1}
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of statements are rows, columns and qualifier of a network."""

    rows: str
    columns: str
    qualifier: str = "agreement"


VIEWS: dict[View, Columns] = {
    "positions": Columns("source", "proposition"),
    "judgements": Columns("source", "target"),
    "relations": Columns("subject", "object"),
    "types": Columns("outlet", "type"),
}


@dataclass(frozen=True, slots=True)
class Claimed:
    """Statements, the IRIs that their names stand for, and what was left out: why, and how many."""

    statements: Statements
    iris: dict[str, str]
    left_out: Counter[str] = field(default_factory=Counter)


def statements(
    store: Asked, view: View = "positions", *, source: Whose = "innermost", about: About = "proposition", level: int = 0
) -> Claimed:
    """The statements of a store in a view; `about` says what a proposition is.

    With `level` a relation type counts as its ancestor so many steps below the top, and the types at the top are 1.
    Rejected claims are left out, and so is what is neutral where it is to have a sign.
    """
    for name, value, known in (("view", view, VIEWS), ("source", source, WHOSE), ("proposition", about, ABOUT)):
        if value not in known:
            raise UsageError(f"there is no {name} {value}", value, f"Choose {', '.join(known)}.")
    found = _Found(store, source, about, level)
    rows: Callable[[], Iterator[Row]] = {
        "positions": found.positions, "types": found.positions,
        "judgements": found.judgements, "relations": found.relations,
    }[view]  # fmt: skip
    return Claimed(_table(list(rows())), found.names.iris, found.left_out)


class _Names:
    """A name for each entity: its English label, with the end of its IRI where two have the same."""

    def __init__(self, store: Asked) -> None:
        named = {r["entity"]: r["name"] for r in sorted(_asked(store, _NAMES), key=lambda r: r["name"])}
        several = Counter(named.values())
        self._of = {
            iri: name if several[name] == 1 else f"{name} ({iri.rpartition('/')[2]})" for iri, name in named.items()
        }
        self.iris = {name: iri for iri, name in self._of.items()}

    def of(self, iri: str) -> str:
        return self._of.get(iri, iri.rpartition("/")[2]) if iri else ""


class _Found:
    """What the store says, asked once, and the rows of each view made of it."""

    def __init__(self, store: Asked, source: Whose, about: About, level: int) -> None:
        self._store, self._source, self._about, self._level = store, source, about, level
        self.names, self.left_out = _Names(store), Counter[str]()
        self._values: dict[str, dict[str, str]] = {}
        documents = {row["document"]: row for row in self._rows("document", "", _DOCUMENT)}
        self._passages = {
            row["passage"]: row | documents[row["document"]] for row in self._rows("passage", "", _PASSAGE)
        }
        self._chains: dict[str, list[str]] = defaultdict(list)
        for row in sorted(_asked(store, _STEPS), key=lambda r: (r["claim"], int(r["number"]))):
            self._chains[row["claim"]].append(row["source"])

    def positions(self) -> Iterator[Row]:
        for claim in self._claims():
            agreement = "0" if claim["polarity"].endswith("#negated") else "1"
            yield from self._by_source(claim, agreement, self._chains[claim["claim"]])

    def relations(self) -> Iterator[Row]:
        for claim in self._claims():
            if not claim["o"]:
                self.left_out["no object"] += 1
            elif not (sign := self._sign(claim)):
                self.left_out["neutral"] += 1
            else:
                yield from self._by_source(claim, str(max(sign, 0)), self._chains[claim["claim"]][:1])

    def judgements(self) -> Iterator[Row]:
        """Stances; and relations in which the source itself stands to another."""
        for stance in self._kept(self._rows("claim", "pov:Stance", _STANCE)):
            value = stance["value"].rpartition("#")[2]
            for agreement in {"positive": "1", "negative": "0", "mixed": "10"}.get(value, ""):
                yield self._row(stance, stance["source"], 1, agreement) | {"target": self.names.of(stance["target"])}
        for claim in self._claims():
            chain = self._chains[claim["claim"]]
            if claim["o"] and chain and chain[0] == claim["s"] and (sign := self._sign(claim)):
                row = self._row(claim, chain[0], 1, str(max(sign, 0)))
                yield row | {"target": self.names.of(claim["o"])}

    def _sign(self, claim: Row) -> int:
        valence = claim["own"].rpartition("#")[2] or relation_types()[claim["type"]].valence
        return _SIGNS.get(valence, 0) * (-1 if claim["polarity"].endswith("#negated") else 1)

    def _claims(self) -> Iterator[Row]:
        relations = {row["r"]: row for row in self._rows("r", "pov:Relation", _RELATION)}
        found = self._rows("claim", "pov:Claim", _CLAIM)
        return self._kept(row | relations[row["r"]] for row in found if row["r"] in relations)

    def _rows(self, name: str, kind: str, properties: dict[str, str]) -> Iterator[Row]:
        """A row for each thing of a class, or that has the first property, sorted; what it lacks is empty.

        A property is asked for alone: to join them here takes a third of the time that the engine takes for it.
        """
        values = [self._property(path) for path in properties.values()]
        things = self._property("a", kind) if kind else values[0]
        for thing in sorted(things):
            yield {name: thing} | {key: of.get(thing, "") for key, of in zip(properties, values, strict=True)}

    def _property(self, path: str, value: str = "?value") -> dict[str, str]:
        """The value of each thing that has one; of several the first."""
        if (asked := f"{path} {value}") not in self._values:
            found = _asked(self._store, f"SELECT * WHERE {{ ?thing {asked} }}")
            pairs = sorted(((row["thing"], row.get("value", "")) for row in found), reverse=True)
            self._values[asked] = dict(pairs)
        return self._values[asked]

    def _kept(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            if row["status"].endswith("#rejected"):
                self.left_out["rejected"] += 1
            else:
                yield row

    def _date(self, row: Row) -> str:
        passage = self._passages[row["passage"]]
        return passage["printed"] or passage["published"]

    def _by_source(self, claim: Row, agreement: str, chain: list[str]) -> Iterator[Row]:
        named = {"innermost": chain[:1], "outlet": chain[-1:], "all": chain}[self._source]
        for depth, source in enumerate(named, len(chain) if self._source == "outlet" else 1):
            row = self._row(claim, source, depth, agreement)
            ends = {"subject": self.names.of(claim["s"]), "object": self.names.of(claim["o"])}
            kind = self._type(claim["type"])
            yield row | ends | {"type": kind, "proposition": self._proposition(claim, kind)}

    def _row(self, claim: Row, source: str, depth: int, agreement: str) -> Row:
        passage = self._passages[claim["passage"]]
        return {
            "claim": claim["claim"], "time": self._date(claim), "contribution": claim["passage"],
            "source": self.names.of(source), "depth": str(depth), "agreement": agreement,
            "modality": claim.get("modality", "").rpartition("#")[2], "status": claim["status"].rpartition("#")[2],
            "confidence": claim["confidence"], "outlet": self.names.of(passage["contributor"]),
            "country": passage["country"], "language": passage["language"], "review": passage["title"],
            "date": self._date(claim), "subject": "", "object": "", "type": "", "proposition": "", "target": "",
        }  # fmt: skip

    def _type(self, name: str) -> str:
        """The relation type, or its ancestor at the level asked for."""
        line, known = [name], relation_types()
        while parent := known[line[-1]].parent:
            line.append(parent)
        return line[-min(self._level, len(line))] if self._level else name

    def _proposition(self, claim: Row, kind: str) -> str:
        label, theme = relation_types()[kind].label, self.names.of(claim["theme"]) or claim["text"]
        subject, target = self.names.of(claim["s"]), self.names.of(claim["o"]) or theme
        return {
            "proposition": f"{subject} {label} {target}", "relation+object": f"{label} {target}",
            "relation+subject": f"{subject} {label}", "relation": label, "theme": theme,
        }[self._about].strip()  # fmt: skip


_FIELDS = ("contribution", "review", "outlet", "country", "language", "date")
_VARIABLES = ("source", "target", "subject", "object", "type", "proposition", "modality", "status")


def _table(rows: list[Row]) -> Statements:
    """Rows as statements in their fixed order: by time, contribution, and claim."""
    rows = sorted(rows, key=lambda r: (r["contribution"], r["claim"], int(r["depth"]), r["agreement"]))
    rows.sort(key=lambda r: r["time"] or "9999")
    variables = {name: Column.of([row[name] for row in rows]) for name in _VARIABLES}
    variables["agreement"] = Column.of([int(row["agreement"]) for row in rows], "boolean")
    variables["depth"] = Column.of([int(row["depth"]) for row in rows], "integer")
    fields = {name: Column.of([row[name] for row in rows]) for name in _FIELDS}
    return Statements(
        tuple(row["claim"] for row in rows), times(row["time"] for row in rows), fields["contribution"], variables,
        fields, confidence=np.array([float(row["confidence"]) for row in rows]),
    )  # fmt: skip


def _asked(store: Asked, query: str) -> Iterator[Row]:
    """Rows as texts; what is not bound is empty."""
    found = store.select(_PREFIXES + query)
    for row in found.rows:
        yield {name: plain(row.get(name)) for name in found.variables}

"""Statements from the graph: claims and stances in one of four views, each statement under the IRI of its claim."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from kg.errors import UsageError
from kg.iris import POV, TYPE
from kg.model.relation_types import lineage, relation_types
from kg.networks.named import CLASSES, Names
from kg.networks.statements import Column, Statements, times
from kg.networks.told import CLAIM, DOCUMENT, PASSAGE, RELATION, STANCE, Columns, Told, texts
from kg.store import Asked

View = Literal["positions", "judgements", "relations", "types"]
Whose = Literal["innermost", "outlet", "all"]
About = Literal["proposition", "relation+object", "relation+subject", "relation", "theme"]
WHOSE: tuple[Whose, ...] = ("innermost", "outlet", "all")
ABOUT: tuple[About, ...] = ("proposition", "relation+object", "relation+subject", "relation", "theme")
SOURCES = ("", *CLASSES)
_SIGNS = {"positive": 1, "negative": -1}
_STANCES = {"positive": "1", "negative": "0", "mixed": "10"}  # the agreement of each statement of a stance


@dataclass(frozen=True, slots=True)
class Axes:
    """Which columns of statements are rows, columns and qualifier of a network."""

    rows: str
    columns: str
    qualifier: str = "agreement"


VIEWS: dict[View, Axes] = {
    "positions": Axes("source", "proposition"),
    "judgements": Axes("source", "target"),
    "relations": Axes("subject", "object"),
    "types": Axes("outlet", "type"),
}


@dataclass(frozen=True, slots=True)
class Claimed:
    """Statements, the IRIs that their names stand for, and what was left out: why, and how many.

    `attributes` has what is known of names: class, country, gender, party. A network may be `around` a name.
    """

    statements: Statements
    iris: dict[str, str]
    left_out: Counter[str] = field(default_factory=Counter)
    attributes: dict[str, dict[str, str]] = field(default_factory=dict)
    around: str = ""


def statements(
    store: Asked,
    view: View = "positions",
    *,
    source: Whose = "innermost",
    about: About = "proposition",
    level: int = 0,
    opposites: bool = False,
    sources: str = "",
) -> Claimed:
    """The statements of a store in a view; `about` says what a proposition is, `sources` of which kind who holds it is.

    With `level` a relation type counts as its ancestor so many steps below the top, and the types at the top are 1.
    With `opposites` who affirms a type that the ontology calls the opposite of another denies that.
    Rejected claims are left out, and so is what is neutral where it is to have a sign.
    """
    for name, value, known in (
        ("view", view, VIEWS), ("source", source, WHOSE), ("proposition", about, ABOUT),
        ("kind of sources", sources, SOURCES),
    ):  # fmt: skip
        if value not in known:
            raise UsageError(f"there is no {name} {value}", value, f"Choose {', '.join(filter(None, known))}.")
    found = _Found(store, source, about, level, opposites, frozenset(CLASSES.get(sources, ())))
    made: Callable[[], Columns] = {
        "positions": found.positions, "types": found.positions,
        "judgements": found.judgements, "relations": found.relations,
    }[view]  # fmt: skip
    return Claimed(_table(found.of_kind(made())), found.names.iris, found.left_out, found.names.attributes())


def with_attributes(found: Claimed, names: Iterable[str]) -> Claimed:
    """With a variable for each name of the form VARIABLE.ATTRIBUTE, such as source.country; others are let be."""
    made = {}
    for name in set(names):
        of, dot, attribute = name.rpartition(".")
        has = found.statements.variables.keys() | found.statements.fields.keys()
        if dot and of in has and name not in has:
            column = found.statements.column(of)
            values = Column.of([found.attributes.get(str(value), {}).get(attribute, "") for value in column.values])
            made[name] = values.take(column.codes)
    variables = dict(found.statements.variables) | made
    return replace(found, statements=replace(found.statements, variables=variables)) if made else found


class _Found:
    """What the store says, and the statements of each view made of it, as columns of texts."""

    def __init__(
        self, store: Asked, source: Whose, about: About, level: int, opposites: bool, classes: frozenset[str]
    ) -> None:
        self._told, self._source, self._about, self._level = Told(store), source, about, level
        self._opposites, self._classes = opposites, classes
        self.names, self.left_out = Names(self._told), Counter[str]()

    def positions(self) -> Columns:
        claims = self._claims()
        kinds, signs = self._types(claims["type"]), list(map(_polarity, claims["polarity"]))
        if self._opposites:
            known = relation_types()
            turned = [known[kind].opposite for kind in kinds]
            signs = [-sign if opposite else sign for sign, opposite in zip(signs, turned, strict=True)]
            kinds = [opposite or kind for kind, opposite in zip(kinds, turned, strict=True)]
        return self._propositions(claims, kinds, signs, self._source)

    def relations(self) -> Columns:
        claims = self._claims()
        signs = _signs(claims)
        counted = [n for n, other in enumerate(claims["object"]) if other]
        self.left_out["no object"] += len(signs) - len(counted)
        kept = [n for n in counted if signs[n]]
        self.left_out["neutral"] += len(counted) - len(kept)
        self.left_out = +self.left_out
        claims = _taken(claims, kept)
        return self._propositions(claims, self._types(claims["type"]), [signs[n] for n in kept], "innermost")

    def judgements(self) -> Columns:
        """Stances; and relations in which the source itself stands to another."""
        stances = self._kept(self._told.things(STANCE))
        values = (_STANCES.get(value.rpartition("#")[2], "") for value in stances["value"])
        said = [(n, agreement) for n, value in enumerate(values) for agreement in value]
        stances = _taken(stances, [n for n, _ in said])
        valences = [stances["value"][n].rpartition("#")[2] for n in range(len(said))]
        stances |= {
            "object": stances["target"], "modality": [""] * len(said), "valence": valences,
            "polarity": [POV + "affirmed"] * len(said),
        }  # fmt: skip
        claims = self._claims()
        signs, ends = _signs(claims), zip(claims["first"], claims["subject"], claims["object"], strict=True)
        own = [n for n, (first, subject, other) in enumerate(ends) if other and first == subject and signs[n]]
        both = _joined(stances, _taken(claims, own))
        agreement = [*(agreement for _, agreement in said), *_agreements(signs[n] for n in own)]
        made = self._rows(both, both["first"], ["1"] * len(agreement), agreement)
        return made | {"target": self.names.of(both["object"])}

    def of_kind(self, rows: Columns) -> Columns:
        """The rows whose source is of the classes asked for."""
        if not self._classes:
            return rows
        kept = [n for n, source in enumerate(rows["whose"]) if self.names.classes.get(source) in self._classes]
        if other := len(rows["whose"]) - len(kept):
            self.left_out["source of another kind"] += other
        return _taken(rows, kept)

    def _claims(self) -> Columns:
        """The claims that were not rejected, with the parts of what they express."""
        relations, claims = self._told.index(RELATION), self._told.things(CLAIM)
        expressed = [n for n, relation in enumerate(claims["relation"]) if relation in relations["type"]]
        kept = self._kept(_taken(claims, expressed))
        kept |= {name: texts(kept["relation"], values) for name, values in relations.items()}
        kinds, known = [iri.removeprefix(TYPE) for iri in kept["type"]], relation_types()
        owns = zip(kept["own"], kinds, strict=True)
        return kept | {"type": kinds, "valence": [own.rpartition("#")[2] or known[kind].valence for own, kind in owns]}

    def _kept(self, annotations: Columns) -> Columns:
        kept = [n for n, status in enumerate(annotations["status"]) if not status.endswith("#rejected")]
        if rejected := len(annotations["status"]) - len(kept):
            self.left_out["rejected"] += rejected
        return _taken(annotations, kept)

    def _propositions(self, claims: Columns, kinds: list[str], signs: list[int], whose: Whose) -> Columns:
        """What each source of claims holds, and whether it is for or against it."""
        places, sources, depths = self._sources(claims, whose)
        said, kinds = _taken(claims, places), [kinds[n] for n in places]
        ends = {name: self.names.of(said[name]) for name in ("subject", "object")}
        made = self._rows(said, sources, depths, _agreements(signs[n] for n in places))
        return made | ends | {"type": kinds, "proposition": self._named(said, ends, kinds)}

    def _sources(self, claims: Columns, whose: Whose) -> tuple[list[int], list[str], list[str]]:
        """The places of claims, once for each source whose view they are, the sources, and their depths from 1."""
        if whose == "innermost":
            places = [n for n, first in enumerate(claims["first"]) if first]
            return places, [claims["first"][n] for n in places], ["1"] * len(places)
        chains = self._told.chains()
        found = [
            (n, source, str(depth))
            for n, claim in enumerate(claims["iri"])
            for depth, source in enumerate(chains.get(claim, ()), 1)
            if whose == "all" or depth == len(chains[claim])
        ]
        return [n for n, _, _ in found], [source for _, source, _ in found], [depth for _, _, depth in found]

    def _rows(self, said: Columns, sources: list[str], depths: list[str], agreement: list[str]) -> Columns:
        """The columns that all views have."""
        passages, documents = self._told.index(PASSAGE), self._told.index(DOCUMENT)
        document = texts(said["passage"], passages["document"])
        dates = zip(texts(said["passage"], passages["printed"]), texts(document, documents["published"]), strict=True)
        time = [printed or published for printed, published in dates]
        empty = [""] * len(sources)
        return {
            "claim": said["iri"], "time": time, "contribution": said["passage"], "whose": sources,
            "source": self.names.of(sources), "depth": depths, "agreement": agreement,
            "modality": _ends(said["modality"]), "polarity": _ends(said["polarity"]), "valence": said["valence"],
            "status": _ends(said["status"]), "confidence": said["confidence"],
            "outlet": self.names.of(texts(said["passage"], passages["contributor"])),
            "country": texts(said["passage"], passages["country"]), "language": texts(document, documents["language"]),
            "review": texts(document, documents["title"]), "date": time,
            "subject": empty, "object": empty, "type": empty, "proposition": empty, "target": empty,
        }  # fmt: skip

    def _types(self, names: list[str]) -> list[str]:
        """The relation types, or their ancestors at the level asked for."""
        if not self._level:
            return names
        lines = {name: lineage(name) for name in set(names)}
        return [lines[name][-min(self._level, len(lines[name]))] for name in names]

    def _named(self, said: Columns, ends: Columns, kinds: list[str]) -> list[str]:
        """What each claim says, as general as asked for."""
        known = relation_types()
        labels = [known[kind].label for kind in kinds]
        themes = [theme or text for theme, text in zip(self.names.of(said["theme"]), said["text"], strict=True)]
        targets = [other or theme for other, theme in zip(ends["object"], themes, strict=True)]
        parts = {
            "proposition": (ends["subject"], labels, targets), "relation+object": (labels, targets),
            "relation+subject": (ends["subject"], labels), "relation": (labels,), "theme": (themes,),
        }[self._about]  # fmt: skip
        return [" ".join(words).strip() for words in zip(*parts, strict=True)]


def _polarity(iri: str) -> int:
    return -1 if iri.endswith("#negated") else 1


def _signs(claims: Columns) -> list[int]:
    """How the subject of each claim stands to the object: for 1, against -1, neither 0."""
    ends = zip(claims["valence"], claims["polarity"], strict=True)
    return [_SIGNS.get(valence, 0) * _polarity(polarity) for valence, polarity in ends]


def _agreements(signs: Iterable[int]) -> list[str]:
    return [str(max(sign, 0)) for sign in signs]


def _ends(iris: Iterable[str]) -> list[str]:
    return [iri.rpartition("#")[2] for iri in iris]


def _taken(columns: Columns, places: Sequence[int]) -> Columns:
    return {name: list(map(column.__getitem__, places)) for name, column in columns.items()}


def _joined(one: Columns, other: Columns) -> Columns:
    """The rows of both, in the columns that both have."""
    return {name: one[name] + other[name] for name in one.keys() & other.keys()}


_FIELDS = ("contribution", "review", "outlet", "country", "language", "date")
_VARIABLES = (
    "source",
    "target",
    "subject",
    "object",
    "type",
    "proposition",
    "modality",
    "polarity",
    "valence",
    "status",
)


def _table(rows: Columns) -> Statements:
    """Rows as statements in their fixed order: by time, contribution, and claim."""
    keys = zip([time or "9999" for time in rows["time"]], rows["contribution"], rows["claim"], map(int, rows["depth"]),
               rows["agreement"], range(len(rows["claim"])), strict=True)  # fmt: skip
    rows = _taken(rows, [key[-1] for key in sorted(keys)])
    variables = {name: Column.of(rows[name]) for name in _VARIABLES}
    variables["agreement"] = Column.of(list(map(int, rows["agreement"])), "boolean")
    variables["depth"] = Column.of(list(map(int, rows["depth"])), "integer")
    fields = {name: Column.of(rows[name]) for name in _FIELDS}
    return Statements(
        tuple(rows["claim"]), times(rows["time"]), fields["contribution"], variables, fields,
        confidence=np.array(list(map(float, rows["confidence"]))),
    )  # fmt: skip

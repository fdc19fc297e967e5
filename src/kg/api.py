"""The Python API: a graph of claims to ask.

>>> import kg
>>> with kg.open(store=None) as graph:
...     graph.query("SELECT ?s { ?s a pov:Claim }")
[]
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.catalogue import Catalogue, ad_hoc, run, within
from kg.catalogue.catalogue import actor_given
from kg.closing import Closing
from kg.finding import Found, filtered, find
from kg.iris import Iri
from kg.model.quads import plain
from kg.project import find_or_default
from kg.rdf import dataset
from kg.search import Index
from kg.store import Store, open_store

if TYPE_CHECKING:
    import rdflib

    from kg.networks.claimed import View
    from kg.networks.statements import Statements
    from kg.networks.viewpoint import Viewpoints

PROJECT = Path("?")  # stands for "the store of the project"
_ACTORS = """
SELECT ?actor ?name (SAMPLE(?kind) AS ?type) (SAMPLE(?code) AS ?country) (COUNT(DISTINCT ?mention) AS ?mentions)
WHERE {
  ?mention pov:refersTo ?actor .
  ?actor skos:prefLabel ?name ; a ?kind .
  FILTER (?kind NOT IN (pov:ProvisionalActor, pov:UnnamedActor))
  OPTIONAL { ?actor pov:countryCode ?code }
}
GROUP BY ?actor ?name ORDER BY DESC(?mentions) ?actor
"""
_CLAIMS = """
SELECT ?claim ?subject ?relation ?object ?polarity ?modality ?time ?words ?confidence ?document ?date
WHERE {
  ?claim a pov:Claim ; pov:expresses ?r ; pov:polarity/rdfs:label ?polarity ; pov:modality/rdfs:label ?modality ;
    pov:evidence/pov:exact ?words ; pov:confidence ?confidence ; pov:statedIn/pov:partOf ?document .
  ?r pov:relationType/skos:notation ?relation ; pov:subject ?s ;
    pov:themeText|pov:contentText|(pov:object/skos:prefLabel) ?object .
  ?s skos:prefLabel ?subject .
  OPTIONAL { ?r pov:object ?o }
  OPTIONAL { ?r pov:time ?time }
  OPTIONAL { ?document pov:time ?date }
  FILTER_ABOUT
}
ORDER BY ?claim
"""
_STEPS = """
SELECT ?claim ?number ?source
WHERE { ?claim pov:attributionStep ?step . ?step pov:stepNumber ?number ; pov:stepSource/skos:prefLabel ?source }
ORDER BY ?claim ?number
"""


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor who is mentioned, with the number of mentions."""

    iri: str
    name: str
    type: str
    country: str | None
    mentions: int


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim with its chain of sources, innermost first, and the words it rests on.

    `object` is the name of an actor, or the words for a matter where the relation has no second actor.
    """

    iri: str
    source: tuple[str, ...]
    subject: str
    relation: str
    object: str
    polarity: str
    modality: str
    time: str | None
    words: str
    confidence: float
    document: str
    date: str | None


class Graph(Closing):
    """An open store. Close it, or use it in a with statement."""

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self._store, self._catalogue = store, catalogue
        self._index: Index | None = None  # opened by the first search

    def query(self, query: str, *, timeout: float | None = None, **parameters: str) -> list[dict[str, str]]:
        """The rows of a named query, or of a text of SPARQL, as plain text.

        QueryError where something is wrong, or where it takes longer than `timeout` seconds.
        """
        named = ad_hoc(query) if "{" in query else self._catalogue.get(query)
        found = within(timeout, lambda: run(self._store, named, parameters), named.name)
        return [{v: plain(row.get(v)) for v in found.variables} for row in found.rows]

    def actors(self) -> list[ActorRow]:
        """The actors that are mentioned, the most mentioned first."""
        rows = self.query(_ACTORS)
        return [
            ActorRow(r["actor"], r["name"], r["type"].rpartition("#")[2], r["country"] or None, int(r["mentions"]))
            for r in rows
        ]

    def claims(self, about: str | None = None) -> Iterator[ClaimRow]:
        """All claims, or those about an actor, given by name or IRI."""
        condition = ""
        if about is not None:
            iri = actor_given(self._store, about, "claims")
            condition = f"FILTER (<{Iri(iri)}> IN (?s, ?o))"
        chains: dict[str, list[str]] = {}
        for row in self.query(_STEPS):
            chains.setdefault(row["claim"], []).append(row["source"])
        for row in self.query(_CLAIMS.replace("FILTER_ABOUT", condition)):
            yield ClaimRow(
                row["claim"],
                tuple(chains.get(row["claim"], ())),
                row["subject"],
                row["relation"],
                row["object"],
                row["polarity"],
                row["modality"],
                row["time"] or None,
                row["words"],
                float(row["confidence"]),
                row["document"],
                row["date"] or None,
            )

    def search(
        self,
        words: str,
        *,
        kinds: Sequence[str] = (),
        outlet: str | None = None,
        country: str | None = None,
        since: str | None = None,
        until: str | None = None,
        document: str | None = None,
        limit: int = 20,
    ) -> list[Found]:
        """What `words` are found in, the best first: names, passages, quotations, claims; docs/search.md tells how.

        An outlet is given by name or IRI, a document by IRI. QueryError or UsageError where something is wrong.
        """
        wanted = filtered(self._store, kinds, outlet, country, since, until, document)
        if self._index is None:
            self._index = Index(self._store)
        return find(self._store, self._index, words, wanted, limit)

    def graph(self, *names: str) -> "rdflib.Dataset":
        """Chosen graphs by IRI, or all, as an rdflib Dataset: a copy to read."""
        wanted = [Iri(n) for n in names] or list(self._store.graphs())
        return dataset(quad for name in wanted for quad in self._store.quads(name))

    def statements(self, view: "View" = "positions", **choices: Any) -> "Statements":
        """Who holds what (positions), judges whom (judgements), acts how towards whom (relations), a row each.

        `choices` are those of `kg statements`. UsageError where one is unknown, or two do not go together.
        """
        from kg.networks.recipe import Recipe  # with numpy and scipy, for which a query need not wait

        return Recipe.of({"view": view, **choices}).claimed(self._store, self._catalogue).statements

    def network(self, view: "View" = "positions", **settings: Any) -> "Viewpoints":
        """A network of viewpoints; `settings` are those of `kg network`, or of `kg.networks.recipe.Recipe`.

        UsageError where one is unknown, or two do not go together.
        """
        from kg.networks.recipe import Recipe

        recipe = Recipe.of({"view": view, **settings})
        return recipe.network(recipe.claimed(self._store, self._catalogue))

    def close(self) -> None:
        if self._index is not None:
            self._index.close()
        self._store.close()


def open(project: str | Path | None = None, *, store: str | Path | None = PROJECT) -> Graph:
    """The store of a project (found upwards from here), or of a folder or address; None: an empty one in memory."""
    found = find_or_default(Path(project) if project is not None else None)
    place = None if store is None else found.place(None if store == PROJECT else store)
    opened = open_store(place, read_only=place is not None)
    return Graph(opened, Catalogue.load(found.root / "queries"))


def network(
    view: "View" = "positions",
    *,
    project: str | Path | None = None,
    store: str | Path | None = PROJECT,
    **settings: Any,
) -> "Viewpoints":
    """A network of viewpoints of the store of a project: `kg.network("judgements", mode="one")`."""
    with open(project, store=store) as graph:
        return graph.network(view, **settings)

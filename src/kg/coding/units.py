"""What people check: the claims and the passages of a store, each with what is needed to judge it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote

from kg.coding.context import cut, sentence
from kg.iris import Iri, pov
from kg.model.quads import plain
from kg.store import Store

Row = dict[str, str]
_PREFIXES = """
PREFIX pov: <https://w3id.org/pov#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_NAMES = 'SELECT ?thing ?value WHERE { ?thing skos:prefLabel ?value FILTER (LANG(?value) = "en") }'
_STEPS = """SELECT ?claim ?number ?source WHERE {
  ?claim pov:attributionStep ?step . ?step pov:stepNumber ?number ; pov:stepSource ?source
}"""


@dataclass(frozen=True, slots=True)
class Unit:
    """A claim or passage: its id (`claim/5f0c…`, or `passage/KEY/2`), its document's IRI, and what a coder is shown."""

    id: str
    document: str
    fields: Mapping[str, str]


def claim_units(store: Store, *, rejected: bool = False) -> list[Unit]:
    """The claims, without those that were rejected unless they are asked for; sorted by id, without their sentences."""
    return sorted(_Store(store).claims(rejected), key=lambda unit: unit.id)


def passage_units(store: Store) -> list[Unit]:
    """The passages, sorted by id, with the claims found in them and without their texts."""
    return sorted(_Store(store).passages(), key=lambda unit: unit.id)


def with_texts(store: Store, units: list[Unit], *, whole: bool) -> list[Unit]:
    """Units with the text that is judged: of a claim its sentence, of a passage all of it.

    Without `whole` a sentence has at most 300 characters. A store may have no texts: then the words alone are shown.
    """
    texts: dict[str, str] = {}
    made = []
    for unit in units:
        if unit.document not in texts:
            told = (plain(quad.object) for quad in store.told(Iri(unit.document), pov("text")))
            texts[unit.document] = next(told, "")
        made.append(Unit(unit.id, unit.document, dict(_shown(unit.fields, texts[unit.document], whole))))
    return made


def _shown(fields: Mapping[str, str], text: str, whole: bool) -> Iterator[tuple[str, str]]:
    start, end = int(fields["start"]), int(fields["end"])
    for name, value in fields.items():
        if name == "text":
            yield name, text[start:end]
        elif name == "sentence":
            yield name, sentence(text, start, end, whole=whole) if text else f"[[{cut(fields['words'])}]]"
        elif name == "words":
            yield name, value if whole else cut(value)
        elif name not in ("start", "end"):
            yield name, value


@dataclass
class _Store:
    """What a store says, asked property by property: to join them here takes less time than in the engine."""

    store: Store
    _asked: dict[str, dict[str, str]] = field(default_factory=dict)

    def claims(self, rejected: bool = False) -> Iterator[Unit]:
        passages, chains = self._passages, self._chains
        for claim in self._things("Claim"):
            if not rejected and self._of("pov:reviewStatus", claim).endswith("#rejected"):
                continue
            relation, span = self._of("pov:expresses", claim), self._of("pov:evidence", claim)
            passage = passages[self._of("pov:statedIn", claim)]
            polarity, modality = (self._of(p, claim).rpartition("#")[2] for p in ("pov:polarity", "pov:modality"))
            source = " < ".join(self._name(source) for source in chains[claim])
            ends = [self._name(self._of(end, relation)) for end in ("pov:subject", "pov:object")]
            fields = {
                **{name: passage[name] for name in ("document", "title", "date", "outlet")},
                "sentence": "", "words": self._words.get(span, ""), "source": source,
                "subject": ends[0], "type": self._of("pov:relationType", relation).rpartition("/")[2],
                "object": ends[1], "theme": self._of("pov:themeText", relation),
                "content": self._of("pov:contentText", relation), "polarity": polarity, "modality": modality,
                "time": self._of("pov:timeText", claim),
                "year": passage["date"][:4], "start": self._of("pov:beginOffset", span),
                "end": self._of("pov:endOffset", span),
            }  # fmt: skip
            yield Unit(f"claim/{claim.rpartition('/')[2]}", passage["iri"], fields)

    def passages(self) -> Iterator[Unit]:
        inside: dict[str, list[Mapping[str, str]]] = defaultdict(list)
        for unit in sorted(self.claims(), key=lambda u: (int(u.fields["start"]), u.id)):
            inside[self._of("pov:statedIn", self._claim_iri[unit.id])].append(unit.fields)
        for iri, passage in self._passages.items():
            span = self._of("pov:span", iri)
            lines = [f"{n}. {_told(claim)}" for n, claim in enumerate(inside[iri], 1)]
            fields = {
                **{name: passage[name] for name in ("document", "title", "date", "outlet")},
                "text": "", "found": str(len(lines)), "claims": "\n".join(lines), "year": passage["date"][:4],
                "start": self._of("pov:beginOffset", span), "end": self._of("pov:endOffset", span),
            }  # fmt: skip
            yield Unit(f"passage/{passage['document']}/{passage['number']}", passage["iri"], fields)

    @cached_property
    def _claim_iri(self) -> dict[str, str]:
        return {f"claim/{iri.rpartition('/')[2]}": iri for iri in self._things("Claim")}

    @cached_property
    def _passages(self) -> dict[str, Row]:
        found = {}
        for iri, document in self._property("pov:partOf").items():
            key = unquote(document.rpartition("/doc/")[2])
            date = self._of("pov:startDate", iri) or self._of("pov:startDate", document)
            found[iri] = {
                "iri": document, "document": key, "title": self._of("pov:title", document), "date": date,
                "outlet": self._name(self._of("pov:contributor", iri)), "number": iri.rpartition("/")[2],
            }  # fmt: skip
        return found

    @cached_property
    def _words(self) -> dict[str, str]:
        """The words of each span, also of the long ones, which queries do not see."""
        return {quad.subject: plain(quad.object) for quad in self.store.told(None, pov("exact"))}

    @cached_property
    def _chains(self) -> dict[str, list[str]]:
        chains: dict[str, list[str]] = defaultdict(list)
        rows = ({n: plain(v) for n, v in row.items()} for row in self.store.select(_PREFIXES + _STEPS).rows)
        for row in sorted(rows, key=lambda r: (r["claim"], int(r["number"]))):
            chains[row["claim"]].append(row["source"])
        return chains

    def _name(self, iri: str) -> str:
        return self._pairs(_NAMES).get(iri, iri.rpartition("/")[2])

    def _things(self, kind: str) -> list[str]:
        return sorted(self._pairs(f"SELECT ?thing WHERE {{ ?thing a pov:{kind} }}"))

    def _of(self, name: str, thing: str) -> str:
        return self._property(name).get(thing, "")

    def _property(self, name: str) -> dict[str, str]:
        return self._pairs(f"SELECT ?thing ?value WHERE {{ ?thing {name} ?value }}")

    def _pairs(self, query: str) -> dict[str, str]:
        """The value of each thing; of several the first."""
        if query not in self._asked:
            rows = self.store.select(_PREFIXES + query).rows
            pairs = sorted(((plain(r["thing"]), plain(r.get("value"))) for r in rows), reverse=True)
            self._asked[query] = dict(pairs)
        return self._asked[query]


def _told(claim: Mapping[str, str]) -> str:
    """A claim in one line."""
    about = claim["object"] or claim["theme"] or claim["content"]
    marks = [claim[name] for name in ("polarity", "modality") if claim[name] not in ("affirmed", "asserted")]
    words = f"{claim['source']}: {claim['subject']} {claim['type']} {about}".strip()
    return f"{words} ({', '.join(marks)})" if marks else words

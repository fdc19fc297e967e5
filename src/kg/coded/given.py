"""The statements of a store as a project of the Discourse Network Analyzer."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

import numpy as np

from kg.coded.made import Making
from kg.coded.offsets import Offsets
from kg.coded.record import Record, Statement
from kg.iris import Iri, pov
from kg.model.quads import plain
from kg.networks.claimed import Claimed, statements
from kg.networks.dna import Project as File
from kg.networks.dna.records import Coded, Text
from kg.registry.turtle import ACTOR_TYPES
from kg.store import Store

TYPE = "kg claim"
_KINDS = {
    "person": "short text", "organization": "short text", "concept": "short text", "agreement": "boolean",
    "outlet": "short text", "relation": "short text", "modality": "short text",
}  # fmt: skip
_LONGEST = 190  # signs of a value
_DOCUMENTS = """
PREFIX pov: <https://w3id.org/pov#>
SELECT ?document ?title ?date WHERE {
  ?document pov:layout ?layout . OPTIONAL { ?document pov:title ?title } OPTIONAL { ?document pov:startDate ?date }
}
ORDER BY ?document
"""
_CLAIMS = """
PREFIX pov: <https://w3id.org/pov#>
SELECT ?claim ?document ?begin ?end ?polarity ?status ?theme ?behalf WHERE {
  ?claim a pov:Claim ; pov:statedIn/pov:partOf ?document ; pov:polarity ?polarity ; pov:reviewStatus ?status ;
    pov:evidence ?span ; pov:expresses ?relation .
  ?span pov:beginOffset ?begin ; pov:endOffset ?end .
  OPTIONAL { ?relation pov:themeText ?theme } OPTIONAL { ?claim pov:onBehalfOf ?behalf }
}
ORDER BY ?document ?begin ?end ?claim
"""
_KINDS_OF = """
PREFIX pov: <https://w3id.org/pov#>
SELECT ?actor ?kind ?country WHERE {
  ?actor a ?kind ; <http://www.w3.org/2004/02/skos/core#prefLabel> ?name .
  OPTIONAL { ?actor pov:countryCode ?country }
}
"""
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Given:
    """A file, and what of the store is not in it: why, and how many."""

    file: File
    left_out: Counter[str] = field(default_factory=Counter)


def given(store: Store) -> Given:
    """The documents of a store with their texts, and its claims as statements, as files have them.

    What came from a file is given as it was there, as far as nobody rejected or changed it. Other claims are statements
    of the type `kg claim`. What a store or a file has no place for is counted.
    """
    giving = _Giving(store)
    for row in _rows(store, _DOCUMENTS):
        giving.add(row)
    return Given(giving.making.project(), giving.left_out)


class _Giving:
    def __init__(self, store: Store) -> None:
        self.making = Making()
        self.left_out = Counter[str]()
        self._texts = {q.subject: plain(q.object) for q in store.told(None, pov("text"))}
        self._records = {q.subject: Record.read(plain(q.object)) for q in store.told(None, pov("codedAs"))}
        self._claims: dict[str, list[Row]] = defaultdict(list)
        for row in _rows(store, _CLAIMS):
            self._claims[row["document"]].append(row)
        claimed = statements(store)
        self.left_out.update({f"claims: {why}": number for why, number in claimed.left_out.items()})
        self._said = dict(_said(claimed))
        self._names = {iri: name for name, iri in claimed.iris.items()}
        self._actors: dict[str, tuple[str, str]] = {}
        for row in sorted(_rows(store, _KINDS_OF), key=lambda row: row["kind"]):
            kind = row["kind"].rpartition("#")[2]
            if kind in ACTOR_TYPES:
                self._actors[row["actor"]] = (kind, row["country"])
        own = (one.id for record in self._records.values() for one in record.statements)
        self._numbers = count(max(own, default=0) + 1)
        self._documents = count(max((r.fields["id"] for r in self._records.values()), default=0) + 1)
        self._taken: set[int] = set()

    def add(self, row: Row) -> None:
        """Take a document with its statements."""
        iri = Iri(row["document"])
        text, record = self._texts.get(iri), self._records.get(iri)
        if text is None:
            self.left_out["documents without a text, with their claims"] += 1
            return
        fields = record.fields if record else {}
        days = (self._said[one["claim"]]["day"] for one in self._claims[iri] if one["claim"] in self._said)
        day = row["date"] or min(days, default="")
        if not day and not record:
            self.left_out["documents without a date, with their claims"] += 1
            return
        number = fields.get("id")
        if number is None or number in self._taken:
            number = next(self._documents)
        self._taken.add(number)
        coder = self.making.coder(record.coder if record else "")
        own = {name: fields[name] for name in ("author", "source", "section", "notes", "type") if name in fields}
        date = fields["date"] if record else _seconds(day)
        self.making.documents.append(Text(number, self._short(row["title"]), text, coder, **own, date=date))
        if record:
            self._coded(number, record, self._claims[iri])
        self._others(number, text, record, self._claims[iri])

    def _coded(self, document: int, record: Record, claims: list[Row]) -> None:
        """Statements that came from a file, without those that were rejected."""
        known = {row["claim"].rpartition("/")[2]: row for row in claims}
        labels: dict[str, str] = {}
        for own, kinds in record.types.items():
            label = labels[own] = self.making.type(own, kinds, record.colours[own])
            for name, said in record.entities.get(own, {}).items():
                above = record.parents.get(own, {}).get(name, {})
                for value, attributes in said.items():
                    self.making.entity(label, name, value, attributes, above.get(value))
        for one in record.statements:
            claim = known.get(one.claim)
            if one.claim and (claim is None or claim["status"].endswith("#rejected")):
                continue
            number = one.id if one.id not in self.making.numbers else next(self._numbers)
            label, coder = labels.get(one.type, ""), self.making.coder(one.coder)
            coded = Coded(number, self.making.type_id(label), document, one.start, one.stop, coder)
            self.making.statement(coded, label, _changed(one, claim) if claim else one.values)

    def _others(self, document: int, text: str, record: Record | None, claims: list[Row]) -> None:
        """Claims that came from no file."""
        coded, offsets = {one.claim for one in record.statements} if record else set(), Offsets(text)
        for row in claims:
            said = self._said.get(row["claim"])
            if said is None or row["claim"].rpartition("/")[2] in coded:
                continue
            source = said["iri"]
            is_person = self._actors.get(source, ("", ""))[0] == "Person"
            organization = self._names.get(row["behalf"], "") if is_person else said["source"]
            values: dict[str, str | int | None] = {
                "person": said["source"] if is_person else "", "organization": organization,
                "concept": said["proposition"], "outlet": said["outlet"], "relation": said["type"],
                "modality": said["modality"],
            }  # fmt: skip
            values = {name: self._short(str(value)) for name, value in values.items()}
            values["agreement"] = int(said["agreement"])
            self.making.type(TYPE, _KINDS, [70, 130, 180])
            for name in ("person", "organization", "outlet"):
                self._actor(name, str(values[name]), {"person": source, "organization": source}.get(name, ""))
            start, stop = (offsets.units(int(row[name])) for name in ("begin", "end"))
            one = Coded(next(self._numbers), self.making.type_id(TYPE), document, start, stop, self.making.coder("kg"))
            self.making.statement(one, TYPE, values)

    def _actor(self, variable: str, name: str, iri: str) -> None:
        kind, country = self._actors.get(iri, ("", ""))
        if name:
            said = {"color": "#000000", "Type": kind, "Country": country, "IRI": iri}
            self.making.entity(TYPE, variable, name, {key: value for key, value in said.items() if value}, None)

    def _short(self, value: str) -> str:
        if len(value) > _LONGEST:
            self.left_out[f"ends of values that have more than {_LONGEST} signs"] += 1
        return value[:_LONGEST]


def _said(claimed: Claimed) -> Iterator[tuple[str, dict[str, str]]]:
    """What each claim says, by its IRI."""
    columns = {name: claimed.statements.column(name) for name in
               ("source", "proposition", "agreement", "outlet", "type", "modality")}  # fmt: skip
    for n, claim in enumerate(claimed.statements.ids):
        said = {name: str(column.at(n)) for name, column in columns.items()}
        yield claim, said | {"iri": claimed.iris.get(said["source"], ""), "day": _day(claimed.statements.times[n])}


def _day(time: np.datetime64) -> str:
    return "" if np.isnat(time) else str(time)[:10]


def _changed(one: Statement, claim: Row) -> dict[str, str | int | None]:
    """The values of a statement, with what was changed in its claim."""
    values = {**one.values, "concept": claim["theme"] or one.values["concept"]}
    agreement = values.get("agreement")
    if isinstance(agreement, int) and (agreement > 0) == claim["polarity"].endswith("#negated"):
        values["agreement"] = 1 - agreement if agreement in (0, 1) else -agreement
    return values


def _seconds(day: str) -> int:
    """Midnight of a day in ISO 8601, in seconds since 1970."""
    return (dt.date.fromisoformat(day) - dt.date(1970, 1, 1)).days * 86_400


def _rows(store: Store, query: str) -> Iterator[dict[str, str]]:
    found = store.select(query)
    for row in found.rows:
        yield {name: plain(row.get(name)) for name in found.variables}

"""Conditions on what is stated in passages: claims and stances by outlet, country, document and time.

Each is a pattern of the variable that is named, for `kg.serve.api.sets.meeting`.
"""

from kg.iris import Iri
from kg.model.edtf import bounds
from kg.model.period import period
from kg.model.quads import day, term, text
from kg.serve.api.lookup import Ids
from kg.serve.errors import MissingError

DATES = """{ SELECT DISTINCT ?passage ?date WHERE {
  { { SELECT ?passage ?date { ?passage pov:startDate ?date FILTER (WITHIN) } }
    { SELECT ?passage { ?passage pov:partOf ?document } } }
  UNION { { SELECT ?document { ?document pov:layout ?layout } }
    { SELECT ?document ?date { ?document pov:startDate ?date FILTER (WITHIN) } }
    { SELECT ?document ?passage { ?passage pov:partOf ?document } } MINUS { ?passage pov:startDate ?own } }
} }"""
"""The passages whose date is WITHIN something: their own, else that of the document. Each set is one as in sets.py."""


def in_passage(variable: str, name: str, value: Iri) -> str:
    """What is stated in a passage that has a value."""
    return f"?passage pov:{name} <{value}> . ?{variable} pov:statedIn ?passage"


def in_country(variable: str, country: str | None) -> list[str]:
    """What the outlets of a country print, if one is given."""
    if country is None:
        return []
    return [f"?passage pov:countryCode {term(text(country))} . ?{variable} pov:statedIn ?passage"]


def in_document(variable: str, ids: Ids, document: str | None) -> list[str]:
    """What stands in a document, if one is given by key or IRI. MissingError where there can be none."""
    if document is None:
        return []
    iri = ids.iri("doc", document)
    if iri is None:
        raise MissingError(f"there is no document {document}", "/api/documents lists them.")
    return [in_passage(variable, "partOf", iri)]


def in_period(variable: str, since: str | None, until: str | None) -> list[str]:
    """What was printed in a period, if one is given. UsageError where an end is no date."""
    first, last = period(since, "since"), period(until, "until")
    tests = []
    if first is not None and (begin := bounds(first)[0]) is not None:
        tests.append(f"?date >= {term(day(begin))}")
    if last is not None and (end := bounds(last)[1]) is not None:
        tests.append(f"?date <= {term(day(end))}")
    return [f"{DATES.replace('WITHIN', ' && '.join(tests))} {stated(variable)}"] if tests else []


def stated(variable: str) -> str:
    """Where each is stated, as a set of its own."""
    return f"{{ SELECT ?{variable} ?passage WHERE {{ ?{variable} pov:statedIn ?passage }} }}"

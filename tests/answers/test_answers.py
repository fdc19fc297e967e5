import csv
import io
import json
from dataclasses import replace
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.answers import ASK_WRITERS, WRITERS
from kg.iris import XSD, Iri
from kg.model.quads import Literal, Term, plain
from kg.rdf import to_term
from kg.store import Rows
from kg.xml import printable
from tests.strategies import iris, literals

READERS = {"tsv": ox.QueryResultsFormat.TSV, "json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML}
NAME = "{http://www.w3.org/2005/sparql-results#}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
blank_nodes = st.sampled_from([Iri("_:b0"), Iri("_:b1")])
answers = st.lists(
    st.dictionaries(st.sampled_from(["one", "two"]), st.one_of(iris, literals, blank_nodes)), max_size=4
).map(lambda rows: Rows(("one", "two"), tuple(rows)))


def read(text: str, form: str) -> list[dict[str, Term]]:
    found = ox.parse_query_results(text, format=READERS[form])
    names = [v.value for v in found.variables]
    return [{n: to_term(t) for n, t in zip(names, row, strict=True) if t is not None} for row in found]


@given(answers)
@pytest.mark.parametrize("form", ["tsv", "json"])
def test_rows_come_back_as_they_were_written(form: str, rows: Rows) -> None:
    assert read(WRITERS[form](rows), form) == list(rows.rows)


@given(answers)
def test_rows_in_xml_come_back_but_for_what_xml_cannot_carry(rows: Rows) -> None:
    found = [
        {binding.attrib["name"]: of_xml(binding[0]) for binding in result}
        for result in ElementTree.fromstring(WRITERS["xml"](rows)).iter(f"{NAME}result")
    ]
    assert found == [{name: carried(term) for name, term in row.items()} for row in rows.rows]


def of_xml(element: ElementTree.Element) -> Term:
    """pyoxigraph 0.5.13 reads XML as well, but strips the blanks around a text."""
    value = element.text or ""
    if element.tag != f"{NAME}literal":
        return Iri(value if element.tag == f"{NAME}uri" else f"_:{value}")
    datatype = Iri(element.get("datatype", f"{XSD}string"))
    return Literal(value, datatype, element.get(LANGUAGE))


def carried(term: Term) -> Term:
    return replace(term, value=printable(term.value)) if isinstance(term, Literal) else term


@given(answers)
def test_cells_of_csv_come_back_as_they_were_written(rows: Rows) -> None:
    cells = [[plain(row.get(v)) for v in rows.variables] for row in rows.rows]
    assert list(csv.reader(io.StringIO(WRITERS["csv"](rows), newline=""))) == [["one", "two"], *cells]


@pytest.mark.parametrize("form", ASK_WRITERS)
@pytest.mark.parametrize("answer", [True, False])
def test_yes_or_no_comes_back_as_it_was_written(form: str, answer: bool) -> None:
    assert bool(ox.parse_query_results(ASK_WRITERS[form](answer), format=READERS[form])) is answer


def test_a_blank_node_is_named_as_one() -> None:
    rows = Rows(("a",), ({"a": Iri("_:b0")},))
    assert json.loads(WRITERS["json"](rows))["results"]["bindings"] == [{"a": {"type": "bnode", "value": "b0"}}]
    assert "<bnode>b0</bnode>" in WRITERS["xml"](rows)
    assert WRITERS["tsv"](rows) == "?a\n_:b0\n"


@pytest.mark.parametrize(
    ("kind", "value", "spelt"),
    [
        ("double", "1000000", "1.0E6"),
        ("double", "-0.0025", "-2.5E-3"),
        ("float", "0", "0.0E0"),
        ("double", "1" + "0" * 300, "1.0E300"),
        ("double", "INF", "INF"),
        ("double", "a lot", "a lot"),
        ("decimal", "1000000", "1000000"),
    ],
)
def test_doubles_have_their_canonical_form(kind: str, value: str, spelt: str) -> None:
    rows = Rows(("n",), ({"n": Literal(value, Iri(XSD + kind))},))
    assert WRITERS["csv"](rows) == f"n\n{spelt}\n"
    assert read(WRITERS["json"](rows), "json") == [{"n": Literal(spelt, Iri(XSD + kind))}]

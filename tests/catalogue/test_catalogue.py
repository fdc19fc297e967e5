from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.catalogue import Catalogue, ad_hoc, parse, run
from kg.errors import QueryError
from kg.iris import Iri
from kg.model.quads import Quad, text
from kg.rdf import parse as parse_rdf
from kg.store import open_store

NAMES = [q.name for q in Catalogue.load().queries()]
TEXT = """#+ summary: Who bears a name
#+ defaults:
#+   - name: Ann
SELECT ?who
WHERE {
  ?who <urn:name> ?_name_string .
}
ORDER BY ?who
"""


def test_there_are_at_least_thirty_queries() -> None:
    assert len(NAMES) >= 30


@pytest.mark.parametrize("name", NAMES)
def test_every_query_runs_with_its_defaults(name: str) -> None:
    with open_store(None) as store:
        run(store, Catalogue.load().get(name))


@pytest.mark.parametrize("name", NAMES)
def test_every_query_sorts_its_rows(name: str) -> None:
    assert "ORDER BY" in Catalogue.load().get(name).text


@given(st.text(st.characters(blacklist_categories=("Cs",)), max_size=30))
def test_a_parameter_stays_a_term(value: str) -> None:
    query = parse(TEXT, "x")
    with open_store(None) as store:
        store.replace([], [Quad(Iri("urn:a"), Iri("urn:name"), text(value), Iri("urn:g"))])
        store.replace([], [Quad(Iri("urn:b"), Iri("urn:name"), text(value + "!"), Iri("urn:g"))])
        assert [row["who"] for row in run(store, query, {"name": value}).rows] == ["urn:a"]


@pytest.mark.parametrize(
    "word", ["INSERT DATA { <urn:a> <urn:b> 1 }", "SELECT * { SERVICE <http://x> { ?a ?b ?c } }", "LOAD <http://x>"]
)
def test_what_changes_or_reaches_out_is_refused(word: str) -> None:
    with pytest.raises(QueryError):
        ad_hoc(word)


def test_words_in_strings_are_no_commands() -> None:
    assert ad_hoc('SELECT ?a { ?a ?b "DROP it" }').form == "SELECT"


def test_a_default_for_nothing_is_named_with_its_line() -> None:
    with pytest.raises(QueryError) as caught:
        parse(TEXT.replace("- name: Ann", "- nome: Ann"), "x", "", "x.rq")
    assert (caught.value.what, caught.value.where) == ("there is no parameter nome", "x.rq, line 3")


DESIGN = {"who-says": "who-says-putin-saved-lukashenka"}
CHANGED = {
    "about-a-country",
    "documents",
    "outlets",
    "judged",
    "provisional",
    "issues",
    "claims-about",
    "claims-of-source",
    "matters",
    "near-equal",
}


@pytest.mark.shared
@pytest.mark.parametrize(
    "name", [n for n in NAMES if n not in {*CHANGED, "who-says-who-saved-whom", "find-by-any-name"}]
)
def test_the_questions_have_their_answers_on_the_seed(shared: Path, name: str) -> None:
    folder = shared / "design" / "ontology"
    expected = (folder / "queries" / "expected" / f"{DESIGN.get(name, name)}.csv").read_text(encoding="utf8")
    ontology = Iri("https://w3id.org/pov/id/graph/ontology")
    from kg.answers import csv_text

    with open_store(None) as store:
        seed = [q for q in parse_rdf(folder / "seed-gold.trig") if q.graph != ontology]
        terms = [q for n in ("kg.ttl", "relation-types.ttl") for q in parse_rdf(folder / n, ontology)]
        store.replace([], [*seed, *terms])
        assert csv_text(run(store, Catalogue.load().get(name))).splitlines() == expected.splitlines()

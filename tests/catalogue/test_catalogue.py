from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.catalogue import Catalogue, ad_hoc, parse, run
from kg.catalogue.syntax import syntax_fault
from kg.errors import QueryError
from kg.iris import Iri
from kg.model.quads import Quad, text
from kg.paths import data_folder
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
    ("text", "word"),
    [
        ("INSERT DATA { <urn:a> <urn:b> 1 }", "INSERT"),
        ("PREFIX x: <urn:x> BASE <urn:y> drop ALL", "DROP"),
        ("LOAD <http://x>", "LOAD"),
        ("SELECT * FROM <urn:gold> { ?a ?b ?c }", "FROM"),
        ("SELECT * FROMtype:gold { ?a ?b ?c }", "FROM"),
        ("SELECT * { SERVICE <http://x> { ?a ?b ?c } }", "SERVICE"),
        ("SELECT * { SERVICESILENT <http://x> { ?a ?b ?c } }", "SERVICE"),
        ("SELECT * { ?a ?b 1SERVICE <http://x> { ?a ?b ?c } }", "SERVICE"),
        ("PREFIX : <http://x> SELECT * { SERVICE:x { ?a ?b ?c } }", "SERVICE"),
        ("SELECT * { ?a ?b pov:a\\# . SERVICE <http://x> { ?a ?b ?c } }", "SERVICE"),
        ("SELECT * { # remark\rSERVICE <http://x> { ?a ?b ?c } }", "SERVICE"),
        ("SELECT * { ?a ?b '''it's''' . SERVICE <http://x> { ?a ?b ?c } # '\n }", "SERVICE"),
        ("SELECT * { FILTER(?a<?b&&EXISTS{SERVICE<http://x>{?a ?b ?c}}) }", "SERVICE"),
    ],
)
def test_what_changes_or_reaches_out_is_refused(text: str, word: str) -> None:
    with pytest.raises(QueryError) as caught:
        ad_hoc(text)
    assert caught.value.what == f"a query may not use {word}"


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?add { ?add a pov:Claim }",
        "SELECT $from { $from ?service pov:drop }",
        "# insert\nASK { <urn:service> ?b '''it's from'''@en-service }",
        "SELECT ?a { ?a ?b ?c FILTER(?a<?b&&?c>?a) }",
    ],
)
def test_variables_names_and_texts_are_no_commands(text: str) -> None:
    assert ad_hoc(text).form in ("SELECT", "ASK")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (
            "SELECT ?a {\n  ?a a x:Claim\n}",
            "the prefix x: is not declared\n  at query, line 2, column 8\n    ?a a x:Claim\n         ^\n"
            "  Known without declaration: actor, dcterms, owl, pov, prov, rdf, rdfs, rel, schema, skos, type, xsd.",
        ),
        (
            "SELECT ?a {\n  ?a a pov:Claim\n  FILTR (?a = 1)\n}",
            "the query cannot be read at FILTR\n  at query, line 3, column 3\n    FILTR (?a = 1)\n    ^\n"
            "  Correct it, or what stands before it.",
        ),
        (
            "ASK { ?a ?b",
            "the query ends too early\n  at query, line 1, column 12\n  ASK { ?a ?b\n             ^\n"
            "  Is a bracket or a quotation mark missing?",
        ),
        (
            "SELECT ?a ?b { ?a ?b ?c } GROUP BY ?a",
            "The SELECT contains a variable that is unbound\n  at query, line 1, column 38\n"
            "  SELECT ?a ?b { ?a ?b ?c } GROUP BY ?a\n                                       ^\n  Correct it.",
        ),
        (
            "ASK { VALUES (?a ?b) { (1) } }",
            "The VALUES clause rows should have exactly the same number of values as there are variables\n"
            "  at query, line 1, column 28\n"
            "  ASK { VALUES (?a ?b) { (1) } }\n                             ^\n  Correct it.",
        ),
    ],
)
def test_a_syntax_error_is_shown_in_its_line(text: str, error: str) -> None:
    with pytest.raises(QueryError) as caught:
        ad_hoc(text)
    assert str(caught.value) == error


def test_a_function_that_the_store_lacks_is_an_error_of_the_query() -> None:
    query = ad_hoc("ASK { FILTER (<urn:function>(1)) }")
    with open_store(None) as store, pytest.raises(QueryError) as caught:
        store.ask(query.text)
    assert caught.value.what == "the query failed: The custom function <urn:function> is not supported"


def test_a_query_file_is_read_whole_before_it_runs() -> None:
    with pytest.raises(QueryError) as caught:
        parse(TEXT.replace("ORDER", "ORDR"), "x", "", "x.rq")
    assert caught.value.where == "x.rq, line 8, column 1"


def test_a_query_of_the_project_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "bad.rq").write_bytes(b"\xff")
    with pytest.raises(QueryError) as caught:
        Catalogue.load(tmp_path)
    assert caught.value.where == str(tmp_path / "own" / "bad.rq")


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
        terms = [
            q for n in ("kg.ttl", "vocab/relation-types.ttl") for q in parse_rdf(data_folder("ontology") / n, ontology)
        ]
        store.replace([], [*seed, *terms])
        assert csv_text(run(store, Catalogue.load().get(name))).splitlines() == expected.splitlines()


@pytest.mark.parametrize("name", NAMES)
def test_a_word_behind_any_query_is_found_where_it_stands(name: str) -> None:
    text = Catalogue.load().get(name).text
    fault = syntax_fault(f"{text.rstrip()}\n  foo", {})
    assert fault is not None
    assert (fault.what, fault.line, fault.column) == ("the query cannot be read at foo", len(text.splitlines()) + 1, 3)

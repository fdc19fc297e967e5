from collections.abc import Iterator

import pytest

from kg.catalogue import ad_hoc, run
from kg.catalogue.catalogue import bound
from kg.catalogue.matching import MOST, with_words_written
from kg.errors import QueryError
from kg.iris import Iri
from kg.store import Store, open_store
from tests.search.made import IRIS, call, put

A1, A2, B1 = IRIS.passage("a", 1), IRIS.passage("a", 2), IRIS.passage("b", 1)
PUTIN = IRIS.actor("vladimir-putin")


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store(None) as opened:
        put(opened, "a", 'Putin saved "Łukaszenka"', "a bridge at Kyiv")
        put(opened, "b", "Putin waits for a bridge")
        call(opened, PUTIN, "Vladimir Putin")
        yield opened


def things(store: Store, text: str) -> list[Iri]:
    return [Iri(str(row["p"])) for row in run(store, ad_hoc(text)).rows]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ('?p pov:matches "putin"', [PUTIN, A1, B1]),
        ('?p pov:matches "putin" ; a pov:Contribution', [A1, B1]),
        ('?p pov:matches "putin" ; a pov:Contribution ; .', [A1, B1]),
        ('?p pov:matches "putin" ; . ?p a pov:Contribution', [A1, B1]),
        ("?p a pov:Contribution . ?p pov:matches 'bridge' .", [A2, B1]),
        ('?p a pov:Contribution FILTER (true) ?p pov:matches "bridge"', [A2, B1]),
        ('?p a pov:Contribution FILTER NOT EXISTS { ?p pov:matches "bridge" }', [A1]),
        ('{ ?p pov:matches "saved" } UNION { ?p pov:matches "waits" }', [A1, B1]),
        ('?p pov:matches "bridge" . ?p pov:matches "putin"', [B1]),
        ('GRAPH ?g { ?p pov:matches "bridge" ; a pov:Contribution }', [A2, B1]),
        ("?p <https://w3id.org/pov#matches> '''\"saved lukaszenka\"'''", [A1]),
        ('?p pov:matches "\\"saved lukas\\"*"', [A1]),
        ('?p pov:matches "nothing of it"', []),
        ('?p pov:matches "saved" # ?p pov:matches "waits"', [A1]),
        ("?p a pov:Contribution FILTER (?p != \"?p pov:matches 'saved'\")", [A1, A2, B1]),
    ],
)
def test_words_stand_for_things(store: Store, pattern: str, found: list[Iri]) -> None:
    assert things(store, f"SELECT ?p {{ {pattern}\n }} ORDER BY ?p") == found


def test_another_prefix_or_another_name_is_what_it_says(store: Store) -> None:
    own = 'PREFIX kg: <https://w3id.org/pov#> SELECT ?p { ?p kg:matches "saved" }'
    assert things(store, own) == [A1]
    other = 'PREFIX pov: <urn:other#> SELECT ?p { ?p pov:matches "saved" }'
    assert things(store, other) == []


def test_other_forms_take_words(store: Store) -> None:
    assert store.ask(bound(store, ad_hoc('ASK { ?p pov:matches "saved" }'), {}))
    text = 'CONSTRUCT { ?p rdfs:label "found" } WHERE { ?p pov:matches "saved" }'
    assert [quad.subject for quad in store.construct(bound(store, ad_hoc(text), {}))] == [A1]


@pytest.mark.parametrize(
    "text",
    [
        'SELECT ?p { ?p a pov:Contribution ; pov:matches "saved" }',
        'SELECT ?p { ?p pov:matches "saved", "putin" }',
        'SELECT ?p { ?p pov:matches "saved"@en }',
        'SELECT ?p { ?p pov:matches "saved"^^xsd:string }',
        "SELECT ?p { ?p pov:matches ?words }",
        'SELECT ?p { ?p !pov:matches "saved" }',
        'SELECT ?p { ?p pov:matches+ "saved" }',
        'SELECT ?p { actor:vladimir-putin pov:matches "putin" }',
        'CONSTRUCT { ?p pov:matches "saved" } WHERE { ?p a pov:Contribution }',
        "DESCRIBE pov:matches",
    ],
)
def test_where_words_cannot_stand_is_told(store: Store, text: str) -> None:
    with pytest.raises(QueryError, match="pov:matches does not stand in a statement of a pattern"):
        bound(store, ad_hoc(text), {})


def test_a_wrong_question_is_told(store: Store) -> None:
    with pytest.raises(QueryError, match="it is only said what must not occur"):
        things(store, 'SELECT ?p { ?p pov:matches "-saved" }')


def test_so_many_things_are_not_taken_in_silence() -> None:
    with open_store(None) as store:
        put(store, "a", *["Minsk"] * MOST)
        count = ad_hoc('SELECT (COUNT(*) AS ?p) { ?p pov:matches "minsk" }')
        assert [row["p"].value for row in run(store, count).rows] == [str(MOST)]
        put(store, "b", "Minsk")
        with pytest.raises(QueryError, match=f"more than {MOST} things have these words"):
            run(store, count)


def test_words_given_for_a_variable_can_be_written_into_the_query(store: Store) -> None:
    text = "SELECT ?p {\n ?p pov:matches ?_words_string ; pov:x ?_words_string }"
    query = ad_hoc(text)
    filled = with_words_written(query.text, {"_words_string": '"saved lukas"*', "p": "x"})
    said = text.replace("matches ?_words_string", 'matches "\\"saved lukas\\"*"')
    assert filled == f"PREFIX pov: <https://w3id.org/pov#>\n{said}"
    assert things(store, filled.replace(" ; pov:x ?_words_string", "")) == [A1]

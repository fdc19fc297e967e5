from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError, StoreError
from kg.iris import RDF_TYPE, Iri
from kg.model.quads import Literal, Quad, line, plain, text
from kg.store import open_store
from kg.store.derived import edges

G, H = Iri("https://w3id.org/pov/id/graph/doc/a"), Iri("https://w3id.org/pov/id/graph/text/a")
A = Quad(Iri("urn:a"), Iri("urn:p"), text("one"), G)
B = Quad(Iri("urn:a"), Iri("urn:p"), text("two"), H)


def test_the_default_dataset_leaves_texts_out() -> None:
    with open_store(None) as store:
        store.replace([], [A, B])
        assert [row["o"] for row in store.select("SELECT ?o { ?s ?p ?o }").rows] == [text("one")]
        assert [row["o"] for row in store.select("SELECT ?o { ?s ?p ?o }", graphs=[H]).rows] == [text("two")]


def test_a_graph_is_replaced_whole() -> None:
    with open_store(None) as store:
        store.replace([], [A, B])
        store.replace([G], [Quad(A.subject, A.predicate, text("three"), G)])
        assert sorted(q.object.value for q in store.quads() if isinstance(q.object, Literal)) == ["three", "two"]


def test_what_is_stored_is_there_when_opened_again(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        store.replace([], [A])
    with open_store(tmp_path / "store", read_only=True) as store:
        assert list(store.quads()) == [A]


def test_a_second_writer_is_told_of_the_first(tmp_path: Path) -> None:
    with open_store(tmp_path / "store"), pytest.raises(StoreError, match="another process holds the store"):
        open_store(tmp_path / "store")


def test_a_missing_store_is_an_error_for_readers(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        open_store(tmp_path / "none", read_only=True)


def test_a_wrong_query_is_a_query_error() -> None:
    with open_store(None) as store, pytest.raises(QueryError):
        store.select("SELECT nonsense")


def test_constructed_triples_have_no_graph() -> None:
    with open_store(None) as store:
        store.replace([], [A])
        assert list(store.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")) == [
            Quad(A.subject, A.predicate, A.object, Iri(""))
        ]


def test_what_was_derived_goes_with_the_last_document() -> None:
    base = "https://w3id.org/pov/id/"
    like = Quad(Iri(f"{base}doc/a/passage/1"), Iri("https://w3id.org/pov#similarTo"), Iri(f"{base}doc/b/passage/1"), G)
    with open_store(None) as store:
        store.replace([], [replace(like, graph=Iri(f"{base}graph/similar"))])
        store.derive()
        assert list(store.quads()) == []


UNNAMED = replace(A, graph=Iri(""))


def test_the_default_graph_is_the_union_or_the_graph_without_a_name() -> None:
    for union, seen in ((True, {"one", "two"}), (False, {"two"})):
        with open_store(None, union=union) as store:
            store.add([A, replace(UNNAMED, object=text("two"))])
            found = store.select("SELECT ?o { ?s ?p ?o }").rows
            assert {plain(row["o"]) for row in found} == seen
            assert store.select("SELECT ?g { GRAPH ?g { ?s ?p ?o } }").rows == ({"g": G},)
            assert store.select("SELECT ?o { ?s ?p ?o }", graphs=[Iri("")]).rows == ({"o": text("two")},)


def test_the_graph_without_a_name_is_replaced_as_others_are() -> None:
    with open_store(None, union=False) as store:
        store.add([UNNAMED, A])
        store.replace([Iri("")], [replace(UNNAMED, object=text("three"))])
        assert list(store.quads(Iri(""))) == [replace(UNNAMED, object=text("three"))]
        assert set(store.quads()) == {A, replace(UNNAMED, object=text("three"))}
        assert store.graphs() == (G,)


def test_an_update_changes_what_it_names() -> None:
    with open_store(None) as store:
        store.add([A, B])
        store.update(f"DELETE WHERE {{ GRAPH <{G}> {{ ?s ?p ?o }} }} ; INSERT DATA {{ <urn:a> <urn:p> 'one' }}")
        assert list(store.quads()) == [UNNAMED, B]


def test_an_update_is_done_whole_or_not_at_all() -> None:
    with open_store(None) as store:
        with pytest.raises(QueryError, match="the update failed: The graph <urn:none> does not exist"):
            store.update("INSERT DATA { <urn:a> <urn:p> 'one' } ; DROP GRAPH <urn:none>")
        assert list(store.quads()) == []


def test_an_update_that_cannot_be_read_says_where() -> None:
    with open_store(None) as store, pytest.raises(QueryError) as error:
        store.update("INSERT nonsense")
    assert str(error.value) == (
        "the update cannot be read: error at 1:12: expected DATA\n  at INSERT nonsense\n  Correct it."
    )


def test_an_update_neither_sees_nor_shows_what_is_kept_back() -> None:
    made = Quad(A.subject, A.predicate, text("made"), Iri("https://w3id.org/pov/id/graph/text/b"))
    with open_store(None, union=False) as store:
        store.add([A, B])
        store.update("DROP ALL")
        assert list(store.quads()) == [B]
        store.update(f"INSERT DATA {{ GRAPH <{made.graph}> {{ <urn:a> <urn:p> 'made' }} }}")
        assert store.select("SELECT ?o { GRAPH ?g { ?s ?p ?o } }").rows == ()
        assert set(store.quads()) == {B, made}


def test_what_an_update_wrote_is_there_when_opened_again(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        store.update("INSERT DATA { <urn:a> <urn:p> 'one' }")
    with open_store(tmp_path / "store", read_only=True) as store:
        assert list(store.quads()) == [UNNAMED]


words = st.text(st.characters(blacklist_categories=("Cs",)), max_size=20)


@given(st.lists(words, max_size=5))
def test_literals_come_back_as_they_went_in(values: list[str]) -> None:
    quads = {Quad(Iri("urn:a"), Iri("urn:p"), text(value), G) for value in values}
    with open_store(None) as store:
        store.replace([], quads)
        store.replace([G], quads)
        assert set(store.quads()) == quads


GRAPHS = st.sampled_from(
    [G, H, Iri("https://w3id.org/pov/id/graph/doc/b"), Iri("https://w3id.org/pov/id/graph/gold/a"), Iri("")]
)
NODE = (Iri("urn:a"), Iri("urn:b"), Iri("urn:c"))
NODES = st.sampled_from(NODE)
CHANGES = st.lists(
    st.tuples(st.sets(GRAPHS), st.lists(st.builds(Quad, NODES, NODES, NODES, GRAPHS), max_size=8)), max_size=5
)


@given(CHANGES)
def test_a_query_sees_the_union_of_the_visible_graphs_whatever_was_replaced(
    changes: list[tuple[set[Iri], list[Quad]]],
) -> None:
    held: set[Quad] = set()
    with open_store(None) as store:
        for dropped, added in changes:
            store.replace(dropped, added)
            held = {q for q in held if q.graph not in dropped} | set(added)
        assert set(store.quads()) == held
        visible = {(q.subject, q.predicate, q.object) for q in held if "/doc/" in q.graph or not q.graph}
        seen = [(r["s"], r["p"], r["o"]) for r in store.select("SELECT ?s ?p ?o { ?s ?p ?o }").rows]
        assert set(seen) == visible
        named = store.select("SELECT ?g ?s { GRAPH ?g { ?s ?p ?o } }").rows
        assert {row["g"] for row in named} == {q.graph for q in held if "/doc/" in q.graph}


@given(st.sets(st.builds(Quad, NODES, NODES, NODES, GRAPHS), max_size=8), st.data())
def test_a_change_takes_out_and_puts_in(before: set[Quad], data: st.DataObject) -> None:
    removed = data.draw(st.sets(st.sampled_from(sorted(before, key=line)))) if before else set()
    added = data.draw(st.sets(st.builds(Quad, NODES, NODES, NODES, GRAPHS), max_size=4))
    with open_store(None) as store:
        store.add(before)
        store.change(removed, added)
        assert set(store.quads()) == (before - removed) | added
        assert {q for node in NODE for q in store.told(node, NODE[0])} == {
            q for q in (before - removed) | added if q.predicate == NODE[0]
        }
        assert set(store.quads(G, subject=NODE[1])) == {
            q for q in (before - removed) | added if (q.graph, q.subject) == (G, NODE[1])
        }


POV, BASE = "https://w3id.org/pov#", "https://w3id.org/pov/id/"
CLAIMS = st.tuples(
    st.sampled_from(["saves", "threatens"]),
    st.sampled_from(NODE),
    st.none() | st.sampled_from(NODE),
    st.sampled_from(["affirmed", "denied"]),
    st.sampled_from(["asserted", "demanded"]),
    st.sampled_from(["unreviewed", "accepted", "rejected"]),
)


def told(claims: list[tuple[str, Iri, Iri | None, str, str, str]]) -> list[Quad]:
    found = []
    for n, (kind, subject, target, *qualities) in enumerate(claims):
        claim, relation = Iri(f"urn:claim{n}"), Iri(f"urn:relation:{kind}:{subject}:{target}")
        found.append(Quad(claim, Iri(POV + "expresses"), relation, G))
        for name, value in zip(("polarity", "modality", "reviewStatus"), qualities, strict=True):
            found.append(Quad(claim, Iri(POV + name), Iri(POV + value), G))
        said = {RDF_TYPE: Iri(POV + "Relation"), Iri(POV + "relationType"): Iri(f"https://w3id.org/pov/type/{kind}")}
        said |= {Iri(POV + "subject"): subject} | ({Iri(POV + "object"): target} if target else {})
        found += [Quad(relation, name, value, RELATIONS) for name, value in said.items()]
    return found


RELATIONS, EDGES = Iri(f"{BASE}graph/relations"), Iri(f"{BASE}graph/edges")


@given(st.lists(CLAIMS, max_size=6), st.lists(CLAIMS, max_size=6))
def test_edges_and_relations_follow_from_the_claims_whatever_was_there(
    first: list[tuple[str, Iri, Iri | None, str, str, str]], then: list[tuple[str, Iri, Iri | None, str, str, str]]
) -> None:
    with open_store(None) as store:
        store.replace([], told(first))
        store.derive()
        assert list(edges(told(first), EDGES)) == sorted(store.quads(EDGES), key=line)
        store.replace([G], told(then))
        store.derive()
        assert list(edges(told(then), EDGES)) == sorted(store.quads(EDGES), key=line)
        assert set(store.quads(RELATIONS)) == {q for q in told(then) if q.graph == RELATIONS}


@given(words, words)
def test_the_writer_escapes_as_the_store_does(value: str, other: str) -> None:
    import pyoxigraph as ox

    quad = Quad(Iri("urn:a"), Iri("urn:p"), text(value + other), G)
    from kg.rdf import from_quad

    assert ox.serialize([from_quad(quad)], format=ox.RdfFormat.N_QUADS) == line(quad).encode()


def test_nothing_is_left_of_what_was_taken_out_when_a_store_is_purged(tmp_path: Path) -> None:
    folder, word = tmp_path / "store", b"Xylophonquark"

    def holding() -> list[Path]:
        return [path for path in folder.rglob("*") if path.is_file() and word in path.read_bytes()]

    with open_store(folder) as store:
        store.add(replace(quad, object=text(word.decode())) for quad in (A, B))
        store.replace([], [replace(A, subject=Iri("urn:stays"))])
    assert holding()
    with open_store(folder) as store:
        store.replace([G, H], [replace(B, subject=Iri("urn:stays"))])
        store.purge()
        assert [quad.subject for quad in store.quads()] == ["urn:stays"]
        store.replace([], [A])
        assert not holding()
    with open_store(folder, read_only=True) as store:
        assert set(store.quads()) == {A, replace(B, subject=Iri("urn:stays"))}


def test_files_of_much_that_was_loaded_are_put_together(tmp_path: Path) -> None:
    numbers = range(2000)
    with open_store(tmp_path / "store") as store:
        for part in numbers[::200]:
            quads = [Quad(Iri(f"urn:{n}"), Iri("urn:p"), text(str(n)), G) for n in numbers[part : part + 200]]
            store.add(quads)
        before = files_of(tmp_path / "store")
        store.derive()
        assert files_of(tmp_path / "store") < before
        assert sorted(int(plain(quad.object)) for quad in store.quads(G)) == list(numbers)
        together = files_of(tmp_path / "store")
        store.add([A])
        store.derive()
        assert files_of(tmp_path / "store") > together, "little beside the rest stays as it is"


def files_of(store: Path) -> int:
    return len(list((store / "graphs").glob("*.sst")))

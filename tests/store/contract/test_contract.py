"""What every store does, wherever it is."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

from kg.catalogue import Catalogue, run
from kg.catalogue.snapshot import hash_of
from kg.checks import asked
from kg.cli import cli
from kg.errors import QueryError
from kg.ingest import ingest_texts, known_versions, load_quads, prepare, remove, settle
from kg.iris import XSD, Iri
from kg.model.place import Place
from kg.model.quads import Literal, Quad, Term, line, plain, text
from kg.pipeline import Texts, read_texts
from kg.project import Project
from kg.rdf import canonical
from kg.read import inputs
from kg.read.reader import Reading
from kg.store import Rows, Store, open_store

ROOT = Path(__file__).parents[3]
SAMPLE = sorted((ROOT / "graph" / "documents").glob("**/*.nq"))
TEXTS = [
    ROOT / "corpus" / "2012" / "european-union-nobel-prize.txt",
    ROOT / "corpus" / "2024" / "united-states-trump-returns.txt",
]
KINDS = ["memory", "disk", "oxigraph", pytest.param("virtuoso", marks=pytest.mark.virtuoso)]
BASE = "https://w3id.org/pov/id/"
DOC, KEPT, OTHER = Iri(f"{BASE}graph/doc/a"), Iri(f"{BASE}graph/text/a"), Iri(f"{BASE}graph/doc/b")
A, B, P = Iri("urn:a"), Iri("urn:b"), Iri("urn:p")
ALL = "SELECT ?s ?o WHERE { ?s <urn:p> ?o }"


def typed(value: str, kind: str) -> Literal:
    return Literal(value, Iri(XSD + kind))


VALUES = [
    text("a\nb\t\"c\" \\ \r é 😀 \x07 e\u0301"), text(""), text(" 5 "), text("5"), text("2020-01-01"),
    text("x" * 20_000), text("ja", "de"), text("ja", "de-at"), typed("true", "boolean"), typed("false", "boolean"),
    typed("-12", "integer"), typed("9999999999", "integer"), typed("0.5", "decimal"), typed("1", "decimal"),
    typed("0.05", "decimal"), typed("2020-02-29", "date"), typed("1700-01-01", "date"), typed("0044-03-15", "date"),
    typed("2020", "gYear"), typed("2020-02", "gYearMonth"), typed("2020-01-01T10:00:00Z", "dateTime"),
    typed("u:x", "anyURI"), Literal("2020/2021", Iri("http://id.loc.gov/datatypes/edtf/EDTF")),
]  # fmt: skip


def test_values_come_back_as_they_went_in(store: Store) -> None:
    quads = {Quad(Iri(f"urn:{n}"), P, value, DOC) for n, value in enumerate(VALUES)}
    store.replace([DOC], quads)
    assert set(store.quads(DOC)) == set(store.told(None, P)) == quads
    assert {(row["s"], row["o"]) for row in store.select(ALL).rows} == {(q.subject, q.object) for q in quads}
    columns = store.columns(ALL)
    assert set(zip(columns["s"], columns["o"], strict=True)) == {(q.subject, plain(q.object)) for q in quads}
    commas = store.columns("SELECT (<urn:a,b> AS ?a) ?b (1 AS ?c) {}")
    assert commas == {"a": ["urn:a,b"], "b": [""], "c": ["1"]}
    store.change(quads, [])
    assert list(store.quads()) == []
    assert store.columns(ALL) == {name: [] for name in columns}


def test_a_query_sees_the_union_of_what_is_not_kept_back(store: Store) -> None:
    quads = [Quad(A, P, text(f"{n}"), graph) for n, graph in enumerate((DOC, OTHER, KEPT))]
    store.add(quads)
    assert Counter(row["o"] for row in store.select(ALL).rows) == Counter([text("0"), text("1")])
    named = store.select("SELECT DISTINCT ?g { GRAPH ?g { ?s <urn:p> ?o } }").rows
    assert {row["g"] for row in named} == {DOC, OTHER}
    assert store.graphs() == (DOC, OTHER, KEPT)
    assert set(store.quads()) == set(store.told(A, P)) == set(store.quads(subject=A)) == set(quads)
    assert [row["o"] for row in store.select(ALL, graphs=[KEPT]).rows] == [text("2")]
    assert [row["o"] for row in store.select(ALL, graphs=[OTHER]).rows] == [text("1")]


def test_forms_of_queries(store: Store) -> None:
    store.add([Quad(A, P, text("one"), DOC)])
    assert store.ask("ASK { ?s <urn:p> 'one' }")
    assert not store.ask("ASK { ?s <urn:p> 'two' }")
    assert list(store.construct("CONSTRUCT { <urn:x> <urn:q> ?s } { ?s <urn:p> ?o }")) == [
        Quad(Iri("urn:x"), Iri("urn:q"), A, Iri(""))
    ]
    with pytest.raises(QueryError, match="the query cannot be read"):
        store.select("SELECT nonsense")
    with pytest.raises(QueryError, match="no SELECT"):
        store.select("ASK {}")
    with pytest.raises(QueryError, match="no CONSTRUCT"):
        list(store.construct(ALL))


def test_graphs_are_replaced_whole(store: Store) -> None:
    before = [Quad(A, P, text("old"), graph) for graph in (DOC, KEPT, OTHER)]
    after = [Quad(A, P, text("new"), DOC), Quad(A, P, text("beside"), OTHER)]
    store.replace([], before)
    store.replace([DOC, KEPT], after)
    assert set(store.quads()) == {before[2], *after}


def test_blank_nodes_keep_together(store: Store) -> None:
    chain = [Quad(Iri(f"_:c{n}"), P, Iri(f"_:c{n + 1}"), DOC) for n in range(20)]
    many = [Quad(Iri(f"_:n{n}"), P, text(f"{n}"), DOC) for n in range(1_500)]
    store.replace([DOC], [*chain, *many, Quad(A, P, Iri("_:c0"), DOC)])
    assert store.ask(f"ASK {{ <urn:a> {'/'.join(['<urn:p>'] * 21)} ?end FILTER (isBlank(?end)) }}")
    assert canonical(store.quads(DOC)) == canonical([*chain, *many, Quad(A, P, Iri("_:c0"), DOC)])


def test_much_is_written_and_read_at_once(store: Store) -> None:
    """More than Virtuoso reads in one block, and more characters than it takes in one request."""
    quads = [Quad(Iri(f"urn:{n}"), P, text(f"{n} " + "x" * 1_000), DOC) for n in range(12_000)]
    store.replace([DOC], [Quad(A, P, text("old"), DOC)])
    store.replace([DOC], quads)
    assert set(store.quads(DOC)) == set(quads)
    assert store.graphs() == (DOC,)
    store.change(quads, [Quad(A, P, text("new"), DOC)])
    assert list(store.quads()) == [Quad(A, P, text("new"), DOC)]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(tmp_path_factory.mktemp("project"), extractor="rules")


@pytest.fixture(scope="module")
def texts(project: Project) -> Texts:
    return read_texts(inputs([str(path) for path in TEXTS]), project, Reading())


def ingested(store: Store, project: Project, texts: Texts) -> list[str]:
    prepare(store, project)
    kinds = [one.kind for one in ingest_texts(store, project, texts)]
    store.derive()
    return kinds


def content(store: Store) -> set[str]:
    """All quads but those of the ontology, whose blank nodes each store names in its own way."""
    return {line(quad) for quad in store.quads() if not quad.graph.endswith("graph/ontology")}


def test_ingest_ingest_again_change_and_remove(store: Store, project: Project, texts: Texts) -> None:
    with open_store(None) as memory:
        assert ingested(store, project, texts) == ingested(memory, project, texts) == ["new", "new"]
        assert content(store) == content(memory)
        assert ingested(store, project, texts) == ["unchanged", "unchanged"]
        first = texts.documents[0]
        changed = replace(texts, documents=(replace(first, text=first.text + "\n", version="0" * 16),))
        assert ingested(store, project, changed) == ingested(memory, project, changed) == ["changed"]
        assert content(store) == content(memory)
        assert known_versions(store, project)[first.key] == "0" * 16
        for each in (store, memory):
            remove(each, project, [first.key])
        assert content(store) == content(memory)
        assert hash_of(store) == hash_of(memory)


@pytest.fixture(scope="module")
def memory(project: Project) -> Store:
    made = open_store(None)
    _ingest(made, project)
    return made


def _ingest(store: Store, project: Project) -> None:
    prepare(store, project)
    for path in SAMPLE:
        load_quads(store, path)
    settle(store, project)
    store.derive()


def test_the_sample_has_the_same_hash_answers_and_findings(store: Store, memory: Store, project: Project) -> None:
    _ingest(store, project)
    assert content(store) == content(memory)
    assert hash_of(store) == hash_of(memory)
    assert asked(store) == asked(memory)
    for query in Catalogue.load().queries():
        found, wanted = run(store, query), run(memory, query)
        assert (query.name, found.variables, bag(found)) == (query.name, wanted.variables, bag(wanted))


@pytest.mark.parametrize("kind", KINDS[1:], indirect=True)
def test_commands_work_at_every_store(place: Path | Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "kg.toml").write_text(settings_for(place))
    monkeypatch.chdir(folder)
    call("ingest", *map(str, SAMPLE[:3]))
    assert call("check", "--only", "shapes", "--only", "queries").endswith("0 errors, 0 warnings\n")
    call("export", "--format", "nquads", "--out", "graph.nq")
    call("import", "graph.nq", "--store", "other")
    assert call("diff", "other", place.query if isinstance(place, Place) else str(place)) == ""
    assert call("stats", "--store", "other") == call("stats")
    keys = [line.split(",")[0] for line in call("query", "documents", "--format", "csv").splitlines()[1:]]
    assert len(keys) == 3
    assert call("remove", unquote(keys[0].removeprefix(f"{BASE}doc/"))) == "1 documents removed\n"
    assert keys[0] not in call("query", "documents", "--format", "csv")


def settings_for(place: Path | Place) -> str:
    if isinstance(place, Path):
        return f'store = "{place}"\n'
    named = place.settings
    return (
        f'[store]\nquery = "{named.query}"\nauth = "{named.auth}"\nuser-variable = "{named.user_variable}"\n'
        f'password-variable = "{named.password_variable}"\n'
    )


def call(*words: str) -> str:
    done = CliRunner().invoke(cli, list(words), standalone_mode=False)
    assert (done.exception, done.exit_code) == (None, 0), done.output
    return done.stdout


def bag(rows: Rows) -> Counter[frozenset[tuple[str, Term]]]:
    return Counter(frozenset(row.items()) for row in rows.rows)

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import ImportingError, UsageError
from kg.export import FORMATS
from kg.rdf import parse
from tests.cli.conftest import REVIEW

ALL = [*FORMATS, "nanopub", "graphml", "gexf", "csv"]


@pytest.mark.parametrize("form", ALL)
def test_an_export_has_the_same_bytes_every_time(project: Path, run, form: str) -> None:
    run("ingest", "corpus")
    for name in ("a", "b"):
        assert run("export", "--format", form, "--out", name).exception is None
    assert (project / "a").read_bytes() == (project / "b").read_bytes() != b""


@pytest.mark.parametrize(("form", "ending"), [("trig", ".trig"), ("nquads", ".nq"), ("jsonld", ".jsonld")])
def test_an_import_of_an_export_gives_the_same_graph(project: Path, run, form: str, ending: str) -> None:
    run("ingest", "corpus")
    run("export", "--format", form, "--with-texts", "--out", f"all{ending}")
    run("import", f"all{ending}", "--store", "other")
    for store in ("store", "other"):
        run("export", "--format", "nquads", "--with-texts", "--store", store, "--out", f"{store}.nq")
    assert (project / "store.nq").read_text() == (project / "other.nq").read_text()


@pytest.mark.parametrize(("form", "ending"), [("turtle", ".ttl"), ("ntriples", ".nt"), ("rdfxml", ".rdf")])
def test_formats_without_graphs_carry_the_triples(project: Path, run, form: str, ending: str) -> None:
    run("ingest", "corpus")
    run("export", "--format", form, "--out", f"all{ending}")
    run("export", "--format", "nquads", "--out", "all.nq")
    found = {(q.subject, q.predicate, q.object) for q in parse(project / f"all{ending}")}
    assert found == {(q.subject, q.predicate, q.object) for q in parse(project / "all.nq")}


def test_texts_stay_in_the_store(project: Path, run) -> None:
    run("ingest", "corpus")
    run("export", "--format", "nquads", "--out", "all.nq")
    assert "pov#text>" not in (project / "all.nq").read_text()


def test_the_flat_export_has_direct_edges_only(project: Path, run) -> None:
    run("ingest", "corpus")
    run("export", "--format", "ntriples", "--flat", "--out", "flat.nt")
    lines = (project / "flat.nt").read_text().splitlines()
    assert lines
    assert all("https://w3id.org/pov/rel#" in line for line in lines)


def test_a_description_stands_beside_an_export(project: Path, run) -> None:
    run("ingest", "corpus")
    run("export", "--format", "trig", "--out", "all.trig")
    described = (project / "all.trig.void.ttl").read_text()
    assert "http://rdfs.org/ns/void#triples" in described
    assert "https://creativecommons.org/licenses/by/4.0/" in described


def test_one_document_is_chosen(project: Path, run) -> None:
    (project / "corpus" / "other.txt").write_text(
        (project / "corpus" / "bridge.txt").read_text().replace("2020", "2019")
    )
    run("ingest", "corpus")
    run("export", "--format", "nquads", "--document", "other", "--out", "one.nq")
    graphs = {q.graph for q in parse(project / "one.nq") if "/graph/doc/" in q.graph}
    assert graphs == {"https://w3id.org/pov/id/graph/doc/other"}


def test_a_damaged_file_takes_nothing_in(project: Path, run) -> None:
    (project / "bad.nq").write_text("<urn:a> <urn:b> <urn:c> <urn:g> .\n<urn:a> nonsense\n")
    assert isinstance(run("import", "bad.nq").exception, ImportingError)
    assert not (project / "store").exists()


def test_triples_need_a_graph(project: Path, run) -> None:
    (project / "x.ttl").write_text("<urn:a> <urn:b> <urn:c> .")
    assert isinstance(run("import", "x.ttl").exception, ImportingError)
    assert run("import", "x.ttl", "--graph", "urn:g").stdout == "1 statements taken\n"


def test_diff_names_lost_and_gained_claims(project: Path, run) -> None:
    run("build")
    run("ingest", "graph/documents", "--store", "old")
    path = project / "corpus" / "bridge.txt"
    path.write_text(path.read_text().replace("Vladimir Putin saved", "Vladimir Putin betrayed"))
    run("build")
    done = run("diff", "old", "graph/documents", "--format", "csv")
    changes = sorted(line.split(",")[0] + " " + line.split(",")[2] for line in done.stdout.splitlines()[1:])
    assert "gained vladimir-putin harms alexander-lukashenka" in changes
    assert "lost vladimir-putin saves alexander-lukashenka" in changes
    assert run("diff", "old", "old").stdout == ""


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--format", "csv", "--flat", "--out", "x"), "csv knows no --flat"),
        (("--format", "gexf", "--document", "a", "--out", "x"), "gexf knows no --document"),
        (("--format", "graphml", "--with-texts", "--out", "x"), "graphml knows no --with-texts"),
        (("--format", "trig", "--document", "a", "--out", "x"), "there is no document a"),
        (("--format", "trig", "--outlet", "Le Mond", "--out", "x"), "there is no outlet Le Mond"),
        (("--format", "trig", "--since", "soon", "--out", "x"), '"soon" is no date'),
        (("--format", "trig", "--out", "corpus"), "the file cannot be written"),
        (("--format", "trig", "--out", "kg.toml/x"), "the file cannot be written"),
    ],
)
def test_what_cannot_be_done_is_refused(project: Path, run, words: tuple[str, ...], message: str) -> None:
    run("ingest", "corpus")
    done = run("export", *words)
    assert isinstance(done.exception, UsageError)
    assert message in done.exception.what
    assert list(project.glob("*.tmp")) == []


@pytest.mark.parametrize("form", ["trig", "nanopub", "graphml", "gexf", "csv"])
def test_every_export_is_described_with_its_filter(project: Path, run, form: str) -> None:
    run("ingest", "corpus")
    assert run("export", "--format", form, "--outlet", "le monde", "--out", "out").exception is None
    described = (project / "out.void.ttl").read_text()
    assert "outlet Le Monde" in described
    assert "1 documents, 2 outlets" in described
    list(ox.parse(described.encode(), format=ox.RdfFormat.TURTLE))


def test_direct_edges_heed_the_filter(project: Path, run) -> None:
    run("ingest", "corpus")
    run("export", "--format", "nquads", "--flat", "--out", "all.nq")
    run("export", "--format", "nquads", "--flat", "--document", "bridge", "--out", "one.nq")
    run("export", "--format", "nquads", "--flat", "--until", "1900", "--out", "none.nq")
    assert (project / "all.nq").read_text() == (project / "one.nq").read_text() != ""
    assert (project / "none.nq").read_text() == ""


def test_a_nanopublication_names_licence_creator_and_day(project: Path, run) -> None:
    (project / "corpus" / "bridge.txt").write_text("---\ndate: 2020-05-01\n---\n" + REVIEW, encoding="utf8")
    run("ingest", "corpus")
    run("export", "--format", "nanopub", "--out", "np.trig")
    info = {str(q.predicate) for q in parse(project / "np.trig") if q.graph.endswith("/np/pubinfo")}
    assert {f"http://purl.org/dc/terms/{name}" for name in ("license", "creator", "created")} <= info


def test_an_import_into_no_iri_is_refused(project: Path, run) -> None:
    (project / "x.ttl").write_text("<urn:a> <urn:b> <urn:c> .")
    done = run("import", "x.ttl", "--graph", "not an iri")
    assert isinstance(done.exception, UsageError)


def test_a_graph_without_an_iri_is_refused(project: Path, run) -> None:
    (project / "x.trig").write_text("_:g { <urn:a> <urn:b> <urn:c> }")
    done = run("import", "x.trig")
    assert isinstance(done.exception, ImportingError)
    assert done.exception.what == "a graph is a blank node"

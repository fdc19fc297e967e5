from pathlib import Path

import pytest

import kg
from kg.errors import QueryError, UsageError
from kg.ingest import prepare
from kg.pipeline import document_quads, extract, read_texts
from kg.project import Project
from kg.read import inputs
from kg.read.reader import Reading
from kg.store import open_store

REVIEW = (
    "A quarrel\n\nGazeta Wyborcza (PL) /\n\nHead\n\nIt says:\n\n“Vladimir Putin saved Alexander Lukashenka in 2020.”\n"
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    (folder / "review.txt").write_text(REVIEW, encoding="utf8")
    project = Project(folder)
    with open_store(folder / "store") as opened:
        prepare(opened, project)
        for found in extract(read_texts(inputs([str(folder / "review.txt")]), project, Reading()), project):
            opened.replace([], document_quads(found, project))
        opened.derive()
    return folder / "store"


def test_claims_come_with_chain_and_words(store: Path) -> None:
    with kg.open(store=store) as graph:
        (claim,) = graph.claims(about="Vladimir Putin")
    assert (claim.source, claim.subject, claim.relation, claim.object, claim.time) == (
        ("Gazeta Wyborcza",),
        "Vladimir Putin",
        "saves",
        "Alexander Lukashenka",
        "2020",
    )


def test_actors_are_counted(store: Path) -> None:
    with kg.open(store=store) as graph:
        assert [(a.name, a.type, a.country, a.mentions) for a in graph.actors()] == [
            ("Alexander Lukashenka", "Person", "BY", 1),
            ("Vladimir Putin", "Person", "RU", 1),
        ]


def test_a_graph_is_a_copy_for_rdflib(store: Path) -> None:
    with kg.open(store=store) as graph:
        copied = graph.graph("https://w3id.org/pov/id/graph/edges")
    assert len(list(copied.quads())) == 1


def test_an_unknown_name_is_a_query_error(store: Path) -> None:
    with kg.open(store=store) as graph, pytest.raises(QueryError, match='nobody is called "Nobody"'):
        list(graph.claims(about="Nobody"))


def test_words_are_searched(store: Path) -> None:
    with kg.open(store=store) as graph:
        claims = graph.search("saved lukaschenka~", kinds=["claim"], outlet="Gazeta Wyborcza")
        assert [(found.words, found.outlet) for found in claims] == [
            ("Vladimir Putin saved Alexander Lukashenka", "Gazeta Wyborcza")
        ]
        assert (
            graph.search("wyborcza", kinds=["outlet"], limit=1)[0].iri
            == "https://w3id.org/pov/id/actor/gazeta-wyborcza"
        )
        with pytest.raises(UsageError, match="nothing is called sentence"):
            graph.search("saved", kinds=["sentence"])

import json
from pathlib import Path

import pytest

from kg.errors import KgError


def rows(run, *options: str) -> list[dict[str, object]]:
    """The edges, with the labels of their ends."""
    found = json.loads(run("network", "--format", "json", *options).stdout)
    names = {node["iri"]: node["label"] for node in found["nodes"]}
    return [{**e, "subject": names[e["source"]], "object": names[e["target"]]} for e in found["edges"]]


def test_an_edge_knows_the_claims_behind_it(project: Path, run) -> None:
    run("ingest", "corpus")
    (edge,) = rows(run, "--type", "saves")
    assert (edge["subject"], edge["object"]) == ("Vladimir Putin", "Alexander Lukashenka")
    assert (edge["valence"], edge["weight"]) == ("positive", 1)
    (evidence,) = edge["evidence"]  # type: ignore[misc]
    assert evidence["words"] == "Vladimir Putin saved Alexander Lukashenka"
    assert evidence["outlet"] == "Gazeta Wyborcza"
    told = json.loads(run("query", "claims-about", "--format", "json").stdout)
    assert told["results"]["bindings"][0]["words"]["value"] == evidence["words"]
    assert run("show", evidence["claim"]).exception is None


def test_every_format_states_filter_coverage_and_snapshot(project: Path, run) -> None:
    run("ingest", "corpus")
    for form in ("json", "graphml", "gexf"):
        text = run("network", "--type", "saves", "--format", form).stdout
        assert "type saves; 1 documents, 2 outlets" in text
        assert "snapshot" in text
    assert "type saves; 1 documents" in run("network", "--type", "saves", "--format", "csv").stderr


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--since", "banana", '"banana" is no date'),
        ("--until", "2020-13", '"2020-13" is no date'),
        ("--type", "savs", "there is no relation type savs"),
        ("--outlet", "Le Mond", "there is no outlet Le Mond"),
        ("--around", "https://w3id.org/pov/id/actor/nobody", "there is no actor https://w3id.org/pov/id/actor/nobody"),
        ("--around", "urn:x> . ?s ?p <urn:y", "nobody is called"),
    ],
)
def test_a_value_that_names_nothing_is_an_error(project: Path, run, option: str, value: str, message: str) -> None:
    run("ingest", "corpus")
    done = run("network", option, value)
    assert isinstance(done.exception, KgError)
    assert message in done.exception.what


def test_near_equal_contributions_count_once(project: Path, run) -> None:
    long = (
        "Vladimir Putin saved Alexander Lukashenka in 2020. "
        + "Nobody in the region has forgotten how that came about. " * 4
    )
    text = "Debate\n\nGazeta Wyborcza (PL) /\n\nA head\n\nIt says:\n\n“{}”\n"
    (project / "corpus" / "bridge.txt").write_text(text.format(long))
    (project / "corpus" / "again.txt").write_text(text.format(long + "So it was."))
    run("ingest", "corpus")
    assert [r["weight"] for r in rows(run, "--type", "saves")] == [1]


def test_the_neighbourhood_of_an_actor(project: Path, run) -> None:
    run("ingest", "corpus")
    found = rows(run, "--around", "Vladimir Putin")
    assert {r["subject"] for r in found} == {"Vladimir Putin"}


def test_filters_are_stated(project: Path, run) -> None:
    run("ingest", "corpus")
    stated = run("network", "--valence", "negative").stderr
    assert "affirmed, asserted, not rejected; valence negative" in stated
    assert "snapshot" in stated


def test_near_equal_contributions_of_two_runs_count_once_in_any_order(project: Path, run) -> None:
    long = (
        "Vladimir Putin saved Alexander Lukashenka in 2020. " + "Nobody there has forgotten how that came about. " * 3
    )
    text = "Debate {}\n\nGazeta Wyborcza (PL) /\n\nA head\n\nIt says:\n\n“{}”\n"
    for name in ("a", "b"):
        (project / f"{name}.txt").write_text(text.format(name, long + f"So it was, says {name}."))
    answers = []
    for store, names in (("one", "ab"), ("two", "ba")):
        for name in names:
            run("ingest", f"{name}.txt", "--store", store)
        assert [r["weight"] for r in rows(run, "--type", "saves", "--store", store)] == [1]
        answers.append(run("query", "near-equal", "--format", "csv", "--store", store).stdout)
    assert answers[0] == answers[1]
    assert "Debate b,Gazeta Wyborcza,Debate a" in answers[0]
    run("remove", "a", "--store", "one")
    assert run("query", "near-equal", "--format", "csv", "--store", "one").stdout.count("\n") == 1

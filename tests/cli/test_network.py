import json
from pathlib import Path


def rows(run, *options: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("network", "--format", "json", *options).stdout)
    return found


def test_edges_have_valence_weight_and_outlets(project: Path, run) -> None:
    run("ingest", "corpus")
    assert rows(run, "--type", "saves") == [
        {
            "subject": "Vladimir Putin",
            "relation": "saves",
            "object": "Alexander Lukashenka",
            "valence": "positive",
            "weight": 1,
            "outlets": "Gazeta Wyborcza",
        }
    ]


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

"""Measures at the command line, of a made debate: two camps that disagree on all, and change their subject."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from kg.errors import UsageError

Run = Callable[..., Result]
CAMPS = (("Ada", "Bob", "Cid"), ("Dan", "Eve", "Fay"))
TAKE = ("--statements", "said.csv", "--rows", "organization", "--columns", "concept")


@pytest.fixture
def debate(project: Path) -> Path:
    lines, dates = (
        ["statement_id,time,document_id,organization,concept,agreement"],
        {"2020": "tax war", "2022": "sun sea"},
    )
    for year, concepts in dates.items():
        for camp, names in enumerate(CAMPS):
            for month, name in enumerate(names, 1):
                for side, concept in enumerate(concepts.split()):
                    number = len(lines)
                    lines.append(f"{number},{year}-{month:02}-15,{number},{name},{concept},{int(camp == side)}")
    (project / "said.csv").write_text("\n".join(lines) + "\n", encoding="utf8")
    return project


def json_of(run: Run, *words: str) -> dict[str, list[dict[str, object]]]:
    done = run("measure", *words, *TAKE, "--format", "json")
    assert done.exception is None, done.exception
    return json.loads(done.stdout)


def test_camps_are_found_and_their_polarisation_is_whole(debate: Path, run: Run) -> None:
    found = json_of(run, "polarisation")
    camps = {str(row["organization"]): row["camp"] for row in found["camps"]}
    assert [[camps[name] for name in names] for names in CAMPS] == [[1, 1, 1], [2, 2, 2]]
    assert {row["measure"]: row["value"] for row in found["measures"]}["share"] == 1


def test_polarisation_over_time_has_a_row_a_slice(debate: Path, run: Run) -> None:
    found = json_of(run, "polarisation", "--window", "2m")["slices"]
    assert {row["actors"] for row in found} == {0, 2, 4, 6}
    whole = [row for row in found if row["actors"] == 6]
    assert {row["camp 1"] for row in whole} == {"Ada, Bob, Cid"}
    error = run("measure", "polarisation", *TAKE, "--window", "9y").exception
    assert isinstance(error, UsageError)
    assert error.what == "no window lies within the period"


def test_clusters_of_all_methods_stand_beside_each_other(debate: Path, run: Run) -> None:
    found = json_of(run, "clusters", "--method", "ward", "--method", "louvain", "--method", "leiden_signed")
    assert [row["method"] for row in found["methods"]] == ["ward", "louvain", "leiden_signed"]
    assert [row["members"] for row in found["best"]] == ["Ada, Bob, Cid", "Dan, Eve, Fay"]
    run("measure", "clusters", *TAKE, "--method", "ward", "--out", "camps.csv")
    rows = list(csv.DictReader(io.StringIO((debate / "camps.csv").read_text(encoding="utf8"))))
    assert rows[0] == {"organization": "Ada", "ward": "1"}
    over = json_of(run, "clusters", "--method", "ward", "--window", "3m")["slices"]
    assert {row["clusters"] for row in over} == {2, 0}


def test_balance_of_two_camps_is_whole(debate: Path, run: Run) -> None:
    found = {row["measure"]: row["value"] for row in json_of(run, "balance")["balance"]}
    assert found["triads"] == 20
    assert found["share of balanced triads"] == 1
    assert found["frustration"] == 0


def test_agreement_has_ends(debate: Path, run: Run) -> None:
    found = json_of(run, "agreement", "--draws", "50")["agreement"]
    pairs = {(row["one"], row["other"]): row for row in found}
    assert pairs["Ada", "Bob"]["agreement"] == 1
    assert pairs["Ada", "Dan"]["agreement"] == 0
    assert len(pairs) == 15


def test_the_centre_is_first(debate: Path, run: Run) -> None:
    found = json_of(run, "centrality", "--mode", "one", "--aggregation", "subtract")["centrality"]
    assert [row["name"] for row in found] == ["Ada", "Bob", "Cid", "Dan", "Eve", "Fay"]
    assert {(row["positive"], row["negative"]) for row in found} == {(2, 3)}


def test_frequencies_say_for_and_against(debate: Path, run: Run) -> None:
    found = json_of(run, "frequencies")["frequencies"]
    assert found[0] == {"concept": "sea", "0": 3.0, "1": 3.0, "all": 6.0}
    found = json_of(run, "frequencies", "--of", "organization")["frequencies"]
    assert {row["all"] for row in found} == {4}


def test_backbones_of_all_kinds(debate: Path, run: Run) -> None:
    rounds = json_of(run, "backbone")["rounds"]
    assert sorted(str(row["concept"]) for row in rounds) == ["sea", "sun", "tax", "war"]
    assert rounds[-1]["statements left"] == 0
    sizes = json_of(run, "backbone", "--every-size")["sizes"]
    assert [row["size"] for row in sizes] == [1, 2, 3]
    one = json_of(run, "backbone", "--size", "2")["concepts"]
    assert [row["set"] for row in one] == ["backbone", "backbone", "redundant", "redundant"]
    assert json_of(run, "backbone", "--penalty", "2")["losses"][0]["set"] == "backbone"


def test_phases_are_those_of_the_subjects(debate: Path, run: Run) -> None:
    found = json_of(run, "phases", "--window", "6m", "--kernel", "uniform", "--method", "complete", "--most", "2")
    states = [(str(row["centre"])[:4], row["state"]) for row in found["slices"]]
    assert ("2020", 1) in states
    assert ("2022", 2) in states
    (change,) = {(row["from"], row["to"]) for row in found["changes"]}
    assert change == (1, 2)


def test_scales_put_camps_on_two_sides(debate: Path, run: Run) -> None:
    for options in ((), ("--method", "correspondence"), ("--method", "ideal", "--draws", "200")):
        found = json_of(run, "scaling", *options)
        rows = found["points" if "ideal" in options else "positions"]
        value = "mean" if "ideal" in options else "position 1"
        at = {row["name"]: float(str(row[value])) for row in rows if row["variable"] == "organization"}
        low, high = sorted(CAMPS, key=lambda camp: at[camp[0]])
        assert max(at[name] for name in low) < 0 < min(at[name] for name in high), options


def test_settings_lie_beside_the_output_and_repeat_it(debate: Path, run: Run) -> None:
    run("measure", "polarisation", *TAKE, "--groups", "3", "--search", "greedy", "--out", "one.json")
    again = run("measure", "polarisation", "--settings", "one.json.toml", "--out", "two.json")
    assert again.exception is None
    for end in ("", ".toml"):
        assert (debate / f"one.json{end}").read_bytes() == (debate / f"two.json{end}").read_bytes()
    assert "groups = 3" in (debate / "one.json.toml").read_text(encoding="utf8")
    for words in (("balance",), ("polarisation", "--groups", "2"), ("polarisation", "--duplicates", "document")):
        assert isinstance(run("measure", *words, "--settings", "one.json.toml").exception, UsageError)


def test_a_store_is_measured(project: Path, run: Run) -> None:
    run("ingest", "corpus")
    done = run("measure", "frequencies", "relations", "--of", "object")
    assert ["Alexander", "Lukashenka", "0", "1", "1"] in [line.split() for line in done.stdout.splitlines()]
    assert "statements" in done.stderr


def test_a_network_in_figures(debate: Path, run: Run) -> None:
    done = run("network", *TAKE, "--mode", "one", "--aggregation", "subtract", "--stats")
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["ties", "15"] in lines
    assert ["negative", "9"] in lines
    assert ["balance", "1"] in lines
    assert isinstance(run("network", "actors", "--stats").exception, UsageError)


def test_measures_are_drawn_with_the_settings_beside(debate: Path, run: Run) -> None:
    drawn = {
        "backbone": (), "backbone --every-size": (), "clusters": ("--method", "ward"), "frequencies": (),
        "phases": ("--window", "6m", "--method", "complete"), "polarisation": ("--window", "6m", "--draws", "5"),
        "scaling": (), "scaling --method ideal": ("--draws", "50"),
    }  # fmt: skip
    for words, options in drawn.items():
        done = run("measure", *words.split(), *TAKE, *options, "--plot", "one.svg")
        assert done.exception is None, (words, done.exception)
        assert done.stdout == ""
        words_seen = re.sub("<[^>]+>", " ", (debate / "one.svg").read_text(encoding="utf8")).split()
        assert f"measure {words.split()[0]}" in " ".join(words_seen)
        assert f'name = "{words.split()[0]}"' in (debate / "one.svg.toml").read_text(encoding="utf8")
    for words in (("balance",), ("polarisation",)):
        error = run("measure", *words, *TAKE, "--plot", "none.svg").exception
        assert isinstance(error, UsageError)
        assert "no picture" in error.what
    assert not (debate / "none.svg").exists()
